"""Stands between a program and PostgreSQL, and breaks off or falls silent at COMMIT."""

from __future__ import annotations

import re
import socket
import threading
from contextlib import suppress
from enum import Enum
from urllib.parse import parse_qs, urlsplit

COMMIT = b"COMMIT\0"


class Mood(Enum):
    """What happens to a connection."""

    GOOD = "good"
    BREAKS_BEFORE_COMMIT = "before"
    BREAKS_AFTER_COMMIT = "after"
    SILENT_AFTER_COMMIT = "silent after"
    SILENT = "silent"
    """What comes in is taken and forgotten; nothing ever comes back."""


class Proxy:
    """A port on this computer that leads to the server of an address; as a context."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._mood = Mood.GOOD
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self.committed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))

    def __enter__(self) -> Proxy:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self._break_off()

    @property
    def url(self) -> str:
        """The address that leads through here."""
        port = self._listener.getsockname()[1]
        parts = urlsplit(self._url)
        user = parts.netloc.rpartition("@")[0]
        query = "sslmode=disable&gssencmode=disable"
        return f"{parts.scheme}://{user}@127.0.0.1:{port}{parts.path}?{query}"

    def become(self, mood: Mood) -> None:
        """Behave so from the next message on."""
        with self._lock:
            self._mood = mood
            self.committed.clear()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = _connect(self._url)
            self._sockets += [near, far]
            for way in ((near, far, True), (far, near, False)):
                threading.Thread(target=self._pass_on, args=way, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, is_request: bool) -> None:
        swallows = False
        with suppress(OSError):
            while data := source.recv(65536):
                with self._lock:
                    mood = self._mood
                commits = is_request and COMMIT in data
                if commits and mood is Mood.BREAKS_BEFORE_COMMIT:
                    break
                if mood is Mood.SILENT or swallows:
                    continue
                if commits:
                    self.committed.set()
                answers = not is_request and self.committed.is_set()
                if answers and mood is Mood.BREAKS_AFTER_COMMIT:
                    break  # it is carried out; nobody is told
                if answers and mood is Mood.SILENT_AFTER_COMMIT:
                    swallows = True
                    continue
                target.sendall(data)
        if self._mood not in (Mood.GOOD, Mood.SILENT, Mood.SILENT_AFTER_COMMIT):
            self.become(Mood.GOOD)
        for one in (source, target):
            _close(one)

    def _break_off(self) -> None:
        for one in self._sockets:
            _close(one)


def _close(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


def _connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    folder = parse_qs(parts.query).get("host", [""])[0]
    if folder.startswith("/"):
        far = socket.socket(socket.AF_UNIX)
        far.connect(f"{folder}/.s.PGSQL.5432")
        return far
    place = re.sub(r"^.*@", "", parts.netloc)
    name, _, port = place.partition(":")
    return socket.create_connection((name, int(port or 5432)))
