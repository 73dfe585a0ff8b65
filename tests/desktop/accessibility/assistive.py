"""What assistive technology sees of a real window: the tree, texts and events that AT-SPI carries.

A bus, a screen and the window are started for the test alone, and end with it. The client speaks
D-Bus itself, so that nothing but the system's own accessibility service stands in between.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from jeepney import DBusAddress, MatchRule, MessageType, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.desktop.beside import Beside

BUS_SERVICE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
ATSPI = "org.a11y.atspi."
REGISTRY = "org.a11y.atspi.Registry"
ROOT = "/org/a11y/atspi/accessible/root"
STATES = [
    "invalid",
    "active",
    "armed",
    "busy",
    "checked",
    "collapsed",
    "defunct",
    "editable",
    "enabled",
    "expandable",
    "expanded",
    "focusable",
    "focused",
    "has-tooltip",
    "horizontal",
    "iconified",
    "modal",
    "multi-line",
    "multiselectable",
    "opaque",
    "pressed",
    "resizable",
    "selectable",
    "selected",
    "sensitive",
    "showing",
    "single-line",
    "stale",
    "transient",
    "vertical",
    "visible",
    "manages-descendants",
]
"""The first of AT-SPI's states, by their bit (AtspiStateType)."""


def what_is_missing() -> str:
    """Return what this machine lacks to be seen by assistive technology, else ``""``."""
    for program in ("dbus-daemon", "Xvfb", "openbox"):  # without a manager X gives no focus
        if shutil.which(program) is None:
            return f"there is no {program}"
    return "" if BUS_SERVICE.exists() else "there is no accessibility bus (at-spi2-core)"


class Seen(NamedTuple):
    """One thing of the window.

    Attributes:
        bus: whose it is.
        path: what it is there.
        depth: how far below the window.
        role: as AT-SPI calls it: ``push button``, ``text``, ``list item`` …
        name: what it is called.
        states: those that hold, of `STATES`.
    """

    bus: str
    path: str
    depth: int
    role: str
    name: str
    states: frozenset[str]

    @property
    def is_showing(self) -> bool:
        return "showing" in self.states


class Reader:
    """A screen reader's ears and hands, with a window beside it.

    Raises:
        OSError: the bus or the screen did not start.
    """

    def __init__(self, project: Path, folder: Path, annotator: str) -> None:
        with ExitStack() as started:
            environment = {**os.environ, "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)}
            screen = _start("Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24")
            started.callback(_end, screen)
            environment["DISPLAY"] = f":{_first_line(screen)}"
            started.callback(_end, _start("openbox", **environment))
            bus = ("dbus-daemon", "--session", "--nofork", "--print-address")
            daemon = _start(*bus, **environment)
            started.callback(_end, daemon)
            address = environment["DBUS_SESSION_BUS_ADDRESS"] = _first_line(daemon)
            with open_dbus_connection(address) as session:
                where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
                self._address = _answer(session, new_method_call(where, "GetAddress"))[0]
                status = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Status")
                _answer(session, Properties(status).set("IsEnabled", "b", True))
            self._bus = open_dbus_connection(self._address)
            started.callback(self._bus.close)
            self._events = open_dbus_connection(self._address)
            started.callback(self._events.close)
            self._listen()
            environment |= {"AT_SPI_BUS_ADDRESS": self._address, "QT_QPA_PLATFORM": "xcb"}
            environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
            self.window = Beside(project, folder / "s.ini", annotator, environment)
            started.callback(self.window.end)
            self._started = started.pop_all()

    def close(self) -> None:
        """End the window, the bus and the screen."""
        self._started.close()

    # -- what is there -------------------------------------------------------------------------

    def tree(self) -> list[Seen]:
        """Return everything in the windows of the program, from the top."""
        children: list[Any] = []
        while not children:  # it registers while it starts; the test's own limit ends this
            children = self._call(REGISTRY, ROOT, "Accessible", "GetChildren")[0]
        return [seen for bus, path in children for seen in self._walk(bus, path, 0)]

    def find(self, role: str, name: str) -> Seen:
        """Return the one thing of this role and name.

        Raises:
            ValueError: there is none, or there are several.
        """
        (found,) = [seen for seen in self.tree() if (seen.role, seen.name) == (role, name)]
        return found

    def text(self, seen: Seen, start: int = 0, end: int = -1) -> str:
        """Return its text between two offsets, in UTF-16 units, as Qt hands them on."""
        return str(self._call(seen.bus, seen.path, "Text", "GetText", "ii", (start, end))[0])

    def caret(self, seen: Seen) -> int:
        """Return where its caret is, in UTF-16 units."""
        return int(self._property(seen.bus, seen.path, "Text", "CaretOffset"))

    def selection(self, seen: Seen) -> tuple[int, int]:
        """Return from where to where it is selected; equal numbers where nothing is."""
        if not self._call(seen.bus, seen.path, "Text", "GetNSelections")[0]:
            return (self.caret(seen),) * 2
        start, end = self._call(seen.bus, seen.path, "Text", "GetSelection", "i", (0,))
        return start, end

    def place(self, seen: Seen, offset: int) -> tuple[int, int, int, int]:
        """Return where a character is in the window: left, top, width, height, in pixels."""
        return self._call(seen.bus, seen.path, "Text", "GetCharacterExtents", "iu", (offset, 1))

    def press(self, seen: Seen) -> None:
        """Do the first thing that can be done with it, as a screen reader does on request."""
        self._call(seen.bus, seen.path, "Action", "DoAction", "i", (0,))

    def heard(self, wanted: str) -> str:
        """Return the first announcement that holds these words; the test's own limit ends it."""
        while True:
            message = self._events.receive(timeout=120)
            if message.header.message_type is not MessageType.signal:
                continue
            said = message.body[3][1] if len(message.body) > 3 else ""
            if isinstance(said, str) and wanted in said:
                return said

    # -- the wire ------------------------------------------------------------------------------

    def _listen(self) -> None:
        rule = MatchRule(type="signal", interface=ATSPI + "Event.Object", member="Announcement")
        _answer(self._events, message_bus.AddMatch(rule))
        registry = DBusAddress("/org/a11y/atspi/registry", REGISTRY, REGISTRY)
        _answer(
            self._events, new_method_call(registry, "RegisterEvent", "s", ("object:announcement",))
        )

    def _walk(self, bus: str, path: str, depth: int) -> Iterator[Seen]:
        role = self._call(bus, path, "Accessible", "GetRoleName")[0]
        low, high = self._call(bus, path, "Accessible", "GetState")[0]
        bits = low | high << 32
        states = frozenset(name for number, name in enumerate(STATES) if bits >> number & 1)
        yield Seen(bus, path, depth, role, self._property(bus, path, "Accessible", "Name"), states)
        for child_bus, child in self._call(bus, path, "Accessible", "GetChildren")[0]:
            yield from self._walk(child_bus, child, depth + 1)

    def _call(
        self, bus: str, path: str, what: str, method: str, signature: str = "", given: Any = ()
    ) -> Any:
        where = DBusAddress(path, bus, ATSPI + what)
        return _answer(self._bus, new_method_call(where, method, signature or None, given))

    def _property(self, bus: str, path: str, what: str, name: str) -> Any:
        return _answer(self._bus, Properties(DBusAddress(path, bus, ATSPI + what)).get(name))[0][1]


def _answer(connection: DBusConnection, message: Any) -> Any:
    reply = connection.send_and_get_reply(message, timeout=120)
    if reply.header.message_type is MessageType.error:
        raise OSError(f"the accessibility bus says {reply.body}")
    return reply.body


def _start(*command: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment or None,
    )


def _first_line(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout is not None
    if not (line := process.stdout.readline()):
        raise OSError(f"{process.args!r} did not start")
    return line.decode().strip()


def _end(process: subprocess.Popen[bytes]) -> None:
    with process:
        process.terminate()
