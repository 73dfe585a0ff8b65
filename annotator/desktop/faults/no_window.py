"""Where no window can open: one sentence that says what to do, before Qt ends the program.

Without a screen, or without a library of the system, Qt aborts as soon as there is to be an
application; without libGL not even its modules can be imported. So nothing of it is imported here
before it is known to be there.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from annotator.errors import NoWindowError
from annotator.text.visible import visible
from annotator.words import Message, say

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType
    from PySide6.QtWidgets import QApplication

LIBRARIES = "libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libfreetype6 libdbus-1-3"
"""What Debian calls the libraries that Qt needs, with and without a screen."""

LIBRARIES_OF_WINDOWS = (
    "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)
"""What it needs beside them to open a window on an X11 screen."""

_REFUSED = 2


def need_no_screen() -> None:
    """Let Qt draw where nobody sees it, unless a platform is asked for: a picture is taken."""
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def without_library(error: ImportError) -> NoWindowError | None:
    """Return what to say when Qt could not be imported; None where that is a fault of ours."""
    name, found, _ = str(error).partition(": cannot open shared object file")
    if not found:
        return None
    return NoWindowError(_install(name, LIBRARIES))


def made(make: Callable[[], QApplication]) -> QApplication:
    """Return the application; where it cannot be made, say why in a sentence and end with 2.

    Qt ends the program itself there, and with no word that helps. It tells before why.
    """
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    said: list[str] = []

    def listen(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        said.append(text)
        if kind == QtMsgType.QtFatalMsg:
            if sys.stderr is not None:
                print(visible(str(why_none(said))), file=sys.stderr, flush=True)  # noqa: T201
            os._exit(_REFUSED)

    before = qInstallMessageHandler(listen)
    try:
        application = make()
    finally:
        qInstallMessageHandler(before)
    for text in said:
        sys.stderr.write(f"{text}\n")
    return application


def why_none(said: Sequence[str]) -> Message:
    """Return why there can be no window, from what Qt has said before it gave up."""
    all_of_it = " ".join(said)
    if "could not connect to display" in all_of_it or "wl_display" in all_of_it:
        return _no_screen()
    if "even though it was found" in all_of_it:
        return _install("", f"{LIBRARIES} {LIBRARIES_OF_WINDOWS}")
    return say("no window can open: {why}", why=" ".join((said[0] if said else "").split()) or "Qt")


def _no_screen() -> Message:
    given = [one for one in sys.argv[1:] if one != "open"]
    picture = ["open", *(given or ["PROJECT.annotator"]), "--screenshot", "window.png"]
    return say(
        "there is no screen here that can be reached, so no window can open; on an invisible one:"
        " {line} (Debian: sudo apt-get install xvfb xauth); as a picture of the window: {picture}",
        line=shlex.join(["xvfb-run", "-a", "annotator", *sys.argv[1:]]),
        picture=shlex.join(["annotator", *picture]),
    )


def _install(name: str, packages: str) -> Message:
    line = f"sudo apt-get install -y --no-install-recommends {packages}"
    if name:
        return say(
            "no window can open without the system’s library {name}; on Debian and Ubuntu: {line}",
            name=name,
            line=line,
        )
    return say(
        "no window can open without some of the system’s libraries; on Debian and Ubuntu: {line}",
        line=line,
    )
