"""Writes the guide for reading outside of the program: `docs/guide` from `resources/guide`.

python .ci/guide.py     in each language, commands as its menus call them, with their first keys
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from annotator.desktop.help.markup import Named, page_of
from annotator.desktop.help.pages import NAMES, source
from annotator.desktop.shell.commands import commands
from annotator.desktop.toolkit.language import Language, Languages

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "guide"
LANGUAGES = (Language.ENGLISH, Language.GERMAN)


def documents() -> dict[Path, str]:
    """Return what is to stand in each file; there has to be an application."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    languages = Languages(application)
    made = {}
    try:
        for language in LANGUAGES:
            languages.choose(language)
            for name in NAMES:
                made[FOLDER / language.value / f"{name}.md"] = _document(name, language.value)
    finally:
        languages.choose(Language.ENGLISH)
    return made


def _document(name: str, language: str) -> str:
    page = page_of(source(name, language), _named)
    text = page.text
    for section in page.sections:
        if section.name:  # a place for links: headings have others on each site
            heading = f"{'#' * section.level} {section.title}\n"
            text = text.replace(f"\n{heading}", f'\n<a id="{section.name}"></a>\n\n{heading}', 1)
    return text


def _named(name: str) -> Named:
    command = {one.name: one for one in commands.COMMANDS}[name]
    text = commands.translated(command.text).replace("&", "")
    key = QKeySequence(command.keys[0]) if command.keys else QKeySequence()
    words = key.toString(QKeySequence.SequenceFormat.NativeText)
    return Named(f"{commands.path(command.menu)} ▸ {text}", words)


def main() -> int:
    """Write all documents."""
    application = QApplication([])
    for place, text in documents().items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
