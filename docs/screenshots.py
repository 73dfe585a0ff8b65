"""Makes the pictures in ``docs/screenshots`` from the real window: ``make screenshots``.

Each picture is taken in a process of its own, offscreen, on a fresh copy of the sample project.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).parent / "screenshots"
SETTLE_MS = 400

SHOTS: dict[str, tuple[str, int, int, int]] = {
    # name: theme, width, height, scale
    "window-light": ("light", 1280, 800, 1),
    "window-dark": ("dark", 1280, 800, 1),
    "window-light-2x": ("light", 1280, 800, 2),
    "window-narrow": ("light", 900, 700, 1),
    "window-wide-dark": ("dark", 2560, 1200, 1),
    "empty": ("light", 1280, 800, 1),
    "right-to-left": ("light", 1280, 800, 1),
    "guidelines-dark": ("dark", 1280, 800, 1),
    "import": ("light", 1280, 800, 1),
    "export": ("dark", 1280, 800, 1),
    "annotator": ("light", 1280, 800, 1),
    "keys": ("light", 1280, 800, 1),
    "settling": ("light", 1280, 800, 1),
    "settling-narrow-dark": ("dark", 900, 700, 1),
    "gold-differences": ("light", 1280, 800, 1),
}


def main() -> int:
    """Make all pictures, or those that are named."""
    names = sys.argv[1:] or list(SHOTS)
    FOLDER.mkdir(exist_ok=True)
    for name in names:
        theme, width, height, scale = SHOTS[name]
        with tempfile.TemporaryDirectory() as home:
            environment = {
                **os.environ,
                "LANGUAGE": "en",
                "QT_QPA_PLATFORM": "offscreen",
                "QT_SCALE_FACTOR": str(scale),
                "QT_LOGGING_RULES": "qt.qpa.*=false",
                "HOME": home,
                **{f"XDG_{kind}_HOME": f"{home}/{kind}" for kind in ("CONFIG", "DATA", "CACHE")},
            }
            command = [sys.executable, __file__, "--take", name, theme, str(width), str(height)]
            subprocess.run(command, env=environment, check=True, timeout=120)
        print(FOLDER / f"{name}.png")
    return 0


def take(name: str, theme: str, width: int, height: int) -> None:
    """Take one picture and leave."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    from annotator.desktop.app import Desktop
    from annotator.desktop.settings import Settings
    from annotator.desktop.theme import Choice

    application = QApplication([])
    settings = Settings()
    settings.theme = Choice(theme)
    desktop = Desktop(application, settings)
    desktop.start(None, "ana", None, may_ask=False)
    window = desktop.window
    assert window is not None
    window.resize(width, height)

    def save(widget: QWidget) -> None:
        widget.grab().save(str(FOLDER / f"{name}.png"))
        os._exit(0)  # whatever is modal stays behind

    def act() -> None:
        widget = _scene(name, window, desktop)
        QTimer.singleShot(SETTLE_MS, lambda: save(widget()))
        _later(name, window)

    QTimer.singleShot(SETTLE_MS, act)
    application.exec()


def _scene(name: str, window: object, desktop: object) -> Callable[[], object]:
    """Bring the window into the state to show; return what gives the widget to show."""
    from PySide6.QtWidgets import QApplication

    from annotator.desktop.app import Desktop
    from annotator.desktop.window import MainWindow

    assert isinstance(window, MainWindow)
    assert isinstance(desktop, Desktop)
    session = window.session
    if name in ("import", "export", "annotator", "keys"):
        return lambda: QApplication.activeModalWidget() or window
    if name.startswith("settling") or name == "gold-differences":
        _settle(window, all_of_it=name == "gold-differences")
    elif name == "empty":
        session.set_annotator("newcomer")
        session.open_article("overdue-book-01")
    elif name == "right-to-left":
        wanted = next(
            key
            for key in session.project.index("ana")
            if any(
                "\u0590" <= c <= "\u06ff"
                for c in session.project.open_article("ana", key).article.text
            )
        )
        session.open_article(wanted)
        text = session.opened.article.text if session.opened is not None else ""
        first = next(n for n, c in enumerate(text) if "\u0590" <= c <= "\u06ff")
        window.article.select(max(0, first - 12), first + 20)
        window.gestures.tag("quote")
    else:
        quote = next(span for span in session.spans.values() if len(span.fragments) > 1)
        session.set_current(quote.id)
        if name.startswith("guidelines"):
            window.actions_by_name["guidelines"].trigger()
    return lambda: window


def _settle(window: object, *, all_of_it: bool) -> None:
    """Settle some of the article that three annotators are done with, or all of it."""
    from annotator.desktop.window import MainWindow

    assert isinstance(window, MainWindow)
    settling = window.together.settling
    settling.open("harbour-bridge-01")
    settling.accept_unanimous()
    settling.card.reason.setText("The shortest that stands alone")
    for number in range(100):
        state, now = settling.state, settling.current
        if state is None or now is None or now.settled or (number > 2 and not all_of_it):
            break
        who = {span.annotator for span in now.spans}
        settling.accept(max(at for at, one in enumerate(state.done) if one in who))
    if all_of_it:
        window.together.differing.start()
        window.together.differing.step(forward=True)
    else:
        settling.step(forward=False)


def _later(name: str, window: object) -> None:
    """Open a modal dialog, last of all, as it does not return before it is closed."""
    from annotator.desktop.window import MainWindow

    assert isinstance(window, MainWindow)
    if name in ("import", "export", "annotator", "keys"):
        window.actions_by_name[name].trigger()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--take"]:
        take(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
    else:
        sys.exit(main())
