"""Takes the scenes with the real window: ``make screenshots``.

Every scene is taken in light and dark, at 1x and 2x, into ``build/screenshots``. What is kept in
``docs/screenshots`` are a few of them (``KEPT``) and, of each theme, a sheet of all, small.

    python docs/screenshots.py            all, then the kept ones and the sheets
    python docs/screenshots.py NAME ...   only these, into build/screenshots
    python docs/screenshots.py --scale 1 NAME ...   likewise, at one scale
    python docs/screenshots.py --keep     only choose anew among those that are made

A scene is taken in a process of its own, offscreen, on a fresh copy of the sample project. It is
made in light and then switched to dark, so that what a switch leaves behind is in the picture.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QLocale, QRect, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from scenes import SCENES, Stand

from annotator.desktop.shell.app import Desktop
from annotator.desktop.toolkit.language import Language
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.theme import Choice

HERE = Path(__file__).parent
MADE = HERE.parent / "build" / "screenshots"
FOLDER = HERE / "screenshots"
SETTLE_MS = 300
AT_ONCE = 2
SCREEN = {"x": 0, "y": 0, "width": 4096, "height": 2400, "logicalDpi": 96, "logicalBaseDpi": 96}
"""Large enough at 2x: without it a screen is 800 × 800, and dialogs are made to fit that."""

THEMES = (Choice.LIGHT, Choice.DARK)
SCALES = (1, 2)
LOCALES = {"en": "en_GB", "de": "de_DE"}

KEPT = (
    *("window-light", "window-dark", "window-light-2x", "window-narrow-light"),
    *("labels-dark-2x", "settling-dark-2x"),
    *("right-to-left-light", "settling-light", "gold-differences-dark", "claims-apart-light"),
    *("agreement-labels-light", "labels-light", "import-articles-light", "statistics-dark"),
)
COLUMNS, TILE_WIDTH, TILE_HEIGHT, TITLE, GAP = 6, 264, 176, 20, 12


def main(arguments: Sequence[str]) -> int:
    """Make all pictures, or those that are named; 1 when a scene could not be made."""
    scales: tuple[int, ...] = SCALES
    if arguments[:1] == ["--scale"]:
        scales, arguments = (int(arguments[1]),), arguments[2:]
    if arguments == ["--keep"]:
        _keep()
        return 0
    MADE.mkdir(parents=True, exist_ok=True)
    wanted = [
        (name, scale)
        for name in arguments or SCENES
        for scale in scales
        if scale in SCENES[name].scales
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        failed = [name for name in pool.map(_take_apart, wanted) if name]
    for name in failed:
        print(f"failed: {name}", file=sys.stderr)
    if not (arguments or failed) and scales == SCALES:
        _keep()
    return 1 if failed else 0


def picture(name: str, theme: Choice, scale: int) -> str:
    """Return what the picture of a scene is called."""
    return f"{name}-{theme.value}" + (f"-{scale}x" if scale > 1 else "")


def kept() -> list[str]:
    """Return the names of the pictures in ``docs/screenshots``."""
    return [*KEPT, *(f"sheet-{theme.value}" for theme in THEMES)]


def _take_apart(wanted: tuple[str, int]) -> str:
    """Take a scene in a process of its own; return its name when that fails."""
    name, scale = wanted
    home = Path(tempfile.gettempdir()) / f"annotator-{scale}x" / name  # is seen in the pictures
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    screen = home / "screen.json"
    screen.write_text(json.dumps({"screens": [{"name": "1", **SCREEN}]}), encoding="utf-8")
    environment = {
        **os.environ,
        "LANGUAGE": SCENES[name].language,
        "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
        "QT_SCALE_FACTOR": str(scale),
        "QT_LOGGING_RULES": "qt.qpa.*=false",
        "HOME": str(home),
        **{f"XDG_{kind}_HOME": f"{home}/{kind}" for kind in ("CONFIG", "DATA", "CACHE")},
    }
    command = [sys.executable, __file__, "--take", name, str(scale), str(home)]
    done = subprocess.run(command, env=environment, check=False, timeout=180)
    shutil.rmtree(home, ignore_errors=True)
    return name if done.returncode else ""


def take(name: str, scale: int, home: Path) -> None:
    """Take one scene in both themes and leave."""
    scene = SCENES[name]
    application = QApplication([])
    settings = Settings()
    settings.theme = Choice.LIGHT
    settings.text_size = scene.text_size
    settings.language = Language(scene.language)
    desktop = Desktop(application, settings)
    desktop.start(None, "ana", None, may_ask=False)
    assert desktop.window is not None
    desktop.window.resize(scene.width, scene.height)
    QLocale.setDefault(QLocale(LOCALES[scene.language]))
    QTest.qWait(SETTLE_MS)
    files = home / "files"
    files.mkdir()
    shown = scene.make(Stand(desktop, files))
    assert isinstance(shown, scene.shows), f"{name} shows a {type(shown).__name__}"
    QTest.qWait(SETTLE_MS)
    for theme in THEMES:
        desktop.themes.choose(theme)
        QTest.qWait(SETTLE_MS)
        image = shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        image.save(str(MADE / f"{picture(name, theme, scale)}.png"), "PNG")


# -- what is kept ----------------------------------------------------------------------------------


def _keep() -> None:
    """Renew ``docs/screenshots``: the chosen pictures and the sheets."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for name in KEPT:
        _save(QImage(str(MADE / f"{name}.png")), FOLDER / f"{name}.png")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    for theme in THEMES:
        _save(_sheet(list(SCENES), theme), FOLDER / f"sheet-{theme.value}.png")
    application.shutdown()


def _sheet(names: Sequence[str], theme: Choice) -> QImage:
    """Return the scenes of a theme side by side, each with its name."""
    rows = -(-len(names) // COLUMNS)
    width = COLUMNS * (TILE_WIDTH + GAP) + GAP
    sheet = QImage(width, rows * (TILE_HEIGHT + TITLE + GAP) + GAP, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    painter.setFont(QFont("sans-serif", 9))
    painter.setPen(Qt.GlobalColor.white)
    for number, name in enumerate(names):
        row, column = divmod(number, COLUMNS)
        left, top = GAP + column * (TILE_WIDTH + GAP), GAP + row * (TILE_HEIGHT + TITLE + GAP)
        painter.drawText(QRect(left, top, TILE_WIDTH, TITLE), 0, name)
        image = QImage(str(MADE / f"{picture(name, theme, 1)}.png"))
        if image.width() > TILE_WIDTH or image.height() > TILE_HEIGHT:
            smooth = Qt.TransformationMode.SmoothTransformation
            keep = Qt.AspectRatioMode.KeepAspectRatio
            image = image.scaled(TILE_WIDTH, TILE_HEIGHT, keep, smooth)
        painter.drawImage(left, top + TITLE, image)
    painter.end()
    return sheet


def _save(image: QImage, path: Path) -> None:
    image.save(str(path), "PNG", 0)  # the smallest file
    print(path.relative_to(HERE.parent))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--take"]:
        take(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
        os._exit(0)  # whatever is open stays behind
    sys.exit(main(sys.argv[1:]))
