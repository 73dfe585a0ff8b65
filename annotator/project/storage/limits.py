"""How long a server may be silent before a person is told."""

from __future__ import annotations

import threading

SILENT_S = 6.0


class Limits:
    """Who waits for how long: a person at a window not longer than a few seconds.

    Attributes:
        window_s: how long the main thread waits for an answer; None: as long as it takes, as on
            the command line.

    """

    def __init__(self) -> None:
        self.window_s: float | None = None

    def silent_s(self) -> float | None:
        """Return how long the thread that asks waits for a server's next word; None: for ever."""
        if threading.current_thread() is threading.main_thread():
            return self.window_s
        return None
