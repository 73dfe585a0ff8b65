"""Font, size, line height, focus and guide: seen at once, kept for each person."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QFontDatabase, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.desktop.reading_aids.reading_dialog import ReadingDialog
from annotator.desktop.toolkit.reading import Reading
from annotator.desktop.toolkit.settings import Settings
from tests.desktop.desk import SHIFT, Desk, picture

PARAGRAPH = "The mayor said the bridge will reopen in May, whatever the gulls think of it. " * 4
TEXT = "\n\n".join([PARAGRAPH] * 6)


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def shown(desk: Desk) -> QImage:
    settle()
    return desk.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def darkest(image: QImage, top: int, bottom: int) -> int:
    """How dark the darkest pixel between two heights is, 0 to 255."""
    columns = range(0, image.width(), 2)
    return min(
        QColor(image.pixel(x, y)).lightness() for y in range(max(0, top), bottom) for x in columns
    )


def lines_of(desk: Desk, number: int) -> tuple[int, int]:
    """Top and bottom of a paragraph on the page, in pixels."""
    start = TEXT.index(PARAGRAPH) + number * (len(PARAGRAPH) + 2)
    area = desk.view.area_of(start + 2, start + len(PARAGRAPH) - 2)
    return area.top(), area.bottom()


def pitch(desk: Desk) -> float:
    first, second = desk.view.visible_lines()[:2]
    return second.top - first.top


def test_only_the_paragraph_of_the_caret_is_dark(open_desk):
    """The rest can still be read; it follows the caret, and goes with the same key."""
    desk = open_desk([TEXT])
    desk.window.resize(1200, 900)
    desk.view.setCursorWidth(0)
    desk.place_caret(5)
    before = shown(desk)
    desk.key(Qt.Key.Key_F7)
    after = shown(desk)
    first, second = lines_of(desk, 0), lines_of(desk, 1)
    assert darkest(after, *first) == darkest(before, *first)
    assert darkest(after, *second) > darkest(before, *second) + 60
    assert darkest(after, *second) < 200
    desk.place_caret(len(PARAGRAPH) + 6)
    moved = shown(desk)
    assert darkest(moved, *second) == darkest(before, *second)
    assert darkest(moved, *first) > darkest(before, *first) + 60
    desk.key(Qt.Key.Key_F7)
    desk.place_caret(5)
    assert shown(desk) == before


def test_in_an_empty_line_the_paragraph_above_stays(open_desk):
    desk = open_desk([TEXT])
    desk.place_caret(len(PARAGRAPH) + 1)
    desk.key(Qt.Key.Key_F7)
    after = shown(desk)
    first, second = lines_of(desk, 0), lines_of(desk, 1)
    assert darkest(after, *first) < darkest(after, *second)


def test_the_guide_follows_caret_and_mouse(open_desk):
    """A band behind one line, with a line below it: no cue by colour alone."""
    desk = open_desk([TEXT])
    desk.place_caret(5)
    before = shown(desk)
    desk.key(Qt.Key.Key_F7, SHIFT)
    first = shown(desk)
    assert first != before
    desk.key(Qt.Key.Key_Down)
    second = shown(desk)
    assert second != first
    lines = desk.view.visible_lines()
    place = QPoint(400, round(lines[3].top + 4))
    QTest.mouseMove(desk.view.viewport(), place)
    pointed = shown(desk)
    assert pointed != second
    colour = QColor(pointed.pixel(place.x(), round(lines[3].top + 2)))
    assert colour != desk.view.theme.paper
    desk.key(Qt.Key.Key_Up)
    assert shown(desk) == first


def test_tagging_under_aids_moves_nothing(open_desk):
    desk = open_desk([TEXT])
    desk.key(Qt.Key.Key_F7)
    desk.key(Qt.Key.Key_F7, SHIFT)
    desk.drag(4, 9)
    bar = desk.view.verticalScrollBar().value()
    desk.key("1")
    assert desk.shown() == [("claim", ((4, 9),))]
    assert desk.view.verticalScrollBar().value() == bar


def in_reading(desk: Desk, handler) -> list[Exception]:
    trouble: list[Exception] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ReadingDialog):
            QTimer.singleShot(10, look)
            return
        try:
            handler(dialog)
        except Exception as error:  # noqa: BLE001 - shown by the test
            trouble.append(error)
        dialog.reject()

    QTimer.singleShot(0, look)
    desk.window.actions_by_name["reading"].trigger()
    return trouble


def test_each_choice_is_seen_at_once_and_kept(open_desk):
    """Chosen by keys; the next start has it, and “As usual” takes all of it back."""
    desk = open_desk([TEXT])
    desk.view.setCursorWidth(0)
    usual = picture(desk.view.viewport())
    before = pitch(desk)
    families = QFontDatabase.families()
    seen = []

    def choose(dialog: ReadingDialog) -> None:
        for _ in range(5):
            QTest.keyClick(dialog.line_height, Qt.Key.Key_Up)
        seen.append(pitch(desk))
        for _ in range(3):
            QTest.keyClick(dialog.points, Qt.Key.Key_Up)
        seen.append(pitch(desk))
        dialog.family.setCurrentIndex(dialog.family.count() - 1)
        seen.append(desk.view.document().defaultFont().families()[0])

    assert not in_reading(desk, choose)
    assert before < seen[0] < seen[1]
    assert seen[2] in families
    desk.close()
    desk = open_desk()
    assert desk.window.preferences.reading.line_height == 150
    assert desk.window.preferences.reading.size == 16
    assert desk.view.document().defaultFont().families()[0] == seen[2]
    assert not in_reading(desk, lambda dialog: dialog.usual_button.click())
    desk.view.setCursorWidth(0)
    desk.place_caret(0)
    assert pitch(desk) == before
    assert picture(desk.view.viewport()) == usual


def test_another_person_reads_as_they_like(open_desk):
    """On the same machine, in the same window."""
    desk = open_desk([TEXT])
    before = pitch(desk)
    desk.window.preferences.read_so(Reading(size=20, line_height=170, focus=True))
    desk.session.set_annotator("ben")
    desk.window.preferences.read_so(Reading(size=13))
    assert pitch(desk) == before
    assert not desk.window.actions_by_name["focus_paragraph"].isChecked()
    desk.session.set_annotator("ana")
    assert pitch(desk) > before
    assert desk.window.actions_by_name["focus_paragraph"].isChecked()


@pytest.mark.parametrize("line_height", [100, 150, 200])
def test_clicks_and_marks_are_where_the_text_is(open_desk, line_height):
    """Every character is hit where it is drawn, whatever the height of the lines."""
    desk = open_desk([TEXT])
    desk.window.preferences.read_so(Reading(size=13, line_height=line_height))
    for position in (0, 80, 200, len(PARAGRAPH) + 40):
        desk.click(position)
        assert abs(desk.view.caret() - position) <= 1
    lines = desk.view.visible_lines()
    for line, below in pairwise(lines):
        if line.qt_end == below.qt_start:  # no empty line between them
            middle = QPoint(300, round((line.bottom + below.top) / 2) - 1)
            assert desk.view.line_at(middle.toPointF()) is not None


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("", Reading()),
        ("16 150 1 0 DejaVu Sans", Reading("DejaVu Sans", 16, 150, focus=True)),
        ("16 150 1 0", Reading("", 16, 150, focus=True)),
        ("900 5000 7 x", Reading()),
        ("99 900 2 1 A", Reading("A", 0, 200, guide=True)),
        ("-1 100 0 0", Reading()),
        ("@Invalid()", Reading()),
    ],
)
def test_what_makes_no_sense_is_as_usual(tmp_path, kept, read):
    (tmp_path / "s.ini").write_text(f"[reading]\nana={kept}\n")
    assert Settings(tmp_path / "s.ini").reading("ana") == read
    assert Reading.of_text(read.as_text()) == read
