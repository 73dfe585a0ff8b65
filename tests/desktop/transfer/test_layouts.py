"""Where dialogs put things: nothing cut, nothing beside its heading, no room for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotator.annotation.records import Attribute
from annotator.desktop.labels.attribute_table import AttributeTable
from annotator.desktop.session.session import Session
from annotator.desktop.shell.commands.shortcut_overlay import ShortcutsDialog
from annotator.desktop.tagging import found_row
from annotator.desktop.toolkit.language import Language, Languages
from annotator.desktop.toolkit.theme import DARK, LIGHT, Choice, Themes
from annotator.desktop.toolkit.words import in_words
from annotator.desktop.transfer.importing.import_alike import AlikePage
from annotator.desktop.transfer.importing.import_articles import FORMAT, ArticlesPage
from annotator.desktop.transfer.sharing.conflicts import ConflictsDialog
from annotator.desktop.transfer.sharing.pack_dialog import PackDialog
from annotator.formats import format_named
from annotator.project import Piece

LONG = "Mit einer Behauptung in einem anderen Artikel verknüpfen …"


def test_commands_stand_on_one_line(qtbot: QtBot) -> None:
    """The page is as wide as the longest of them needs, beside the longest key."""
    keys = ("L", "Strg+Alt+Umschalt+Rechts", "")
    dialog = ShortcutsDialog(
        [("Span", text, key) for text, key in zip((LONG, "a", "b"), keys, strict=True)]
    )
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    labels = {one.text(): one for one in dialog.findChildren(QLabel)}
    assert labels[LONG].height() < 2 * labels[LONG].fontMetrics().lineSpacing()
    assert labels["L"].height() == labels["L"].sizeHint().height()


def test_headings_of_attributes_stand_above_their_fields(qtbot: QtBot) -> None:
    table = AttributeTable()
    qtbot.addWidget(table)
    table.show_attributes([Attribute(name="tone", values=("mild", "sharp"))])
    table.resize(501, 120)
    table.show()
    qtbot.waitExposed(table)
    row = table.rows[0]
    fields = [row.name, row.kind, row.values, row.choice, row.required]
    heads = table._head.findChildren(QLabel)
    for head, field in zip(heads, fields, strict=True):
        left = field.mapTo(table, field.rect().topLeft()).x()
        assert head.mapTo(table, head.rect().topLeft()).x() == left


def test_without_conflicts_a_sentence_is_enough(qtbot: QtBot, session: Session) -> None:
    dialog = ConflictsDialog(session, Themes())
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog.state.text() == "There is no conflict to settle."
    for widget in (dialog.list, dialog.here, dialog.other, dialog.go_button):
        assert not widget.isVisible()
    assert dialog.height() < 200


def test_a_pack_says_whose_it_is_and_leaves_no_room_empty(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    dialog = PackDialog(session, tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    titles = [one for one in dialog.findChildren(QLabel) if one.buddy() is dialog.who]
    assert [one.text() for one in titles] == ["Annotator"]
    file_end = dialog.file_button.mapTo(dialog, dialog.file_button.rect().bottomLeft()).y()
    assert dialog.buttons.y() - file_end < 45


def test_a_column_of_numbers_has_its_heading_at_the_right(qtbot: QtBot) -> None:
    page = AlikePage()
    qtbot.addWidget(page)
    assert page.list.headerItem().textAlignment(2) & Qt.AlignmentFlag.AlignRight


@pytest.mark.parametrize("words", ["word ", "מילה "])
def test_what_does_not_fit_ends_in_dots(qtbot: QtBot, words: str) -> None:
    """The last thing drawn is low: a dot, and no letter."""

    def draw(text: str) -> tuple[int, int]:
        """Draw on one line; return the first row of ink in the columns at the line's end."""
        image = QImage(200, 40, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        font = painter.font()
        found_row._draw(painter, QPointF(0, 0), [Piece(text, is_hit=False)], font, 200, 1)
        baseline = QFontMetrics(font).ascent()
        painter.end()
        inked = [
            (x, y)
            for x in range(200)
            for y in range(40)
            if image.pixelColor(x, y).lightness() < 160
        ]
        side = max if words == "word " else min
        end = side(x for x, _ in inked)
        return min(y for x, y in inked if abs(x - end) < 2), baseline

    top, baseline = draw(words * 30)
    assert top >= baseline - 4
    top, baseline = draw(words.strip())
    assert top < baseline - 4


def test_marked_letters_take_the_colour_of_the_theme_that_is_on(qtbot: QtBot) -> None:
    themes, page = Themes(), ArticlesPage()
    qtbot.addWidget(page)
    page.text.setPlainText("caf\u00e9")
    page._mark_letters("caf\u00e9")
    page.show()
    for choice, theme in ((Choice.DARK, DARK), (Choice.LIGHT, LIGHT)):
        themes.choose(choice)
        [mark] = page.text.extraSelections()
        marked = mark.format.background().color()
        assert (marked.red(), marked.green(), marked.blue()) == theme.accent.getRgb()[:3]


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.GERMAN])
def test_formats_of_articles_fit_into_their_column(
    qtbot: QtBot, qapp: QApplication, language: Language
) -> None:
    languages = Languages(qapp)
    languages.choose(language)
    page = ArticlesPage()
    qtbot.addWidget(page)
    titles = [in_words(format_named(name).title) for name in ("csv", "text", "html", "json")]
    languages.choose(Language.ENGLISH)
    room = page.table.columnWidth(FORMAT) - 8
    assert [one for one in titles if page.fontMetrics().horizontalAdvance(one) > room] == []
