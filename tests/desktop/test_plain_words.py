"""What the window says and shows plainly: marks within marks, signs in one colour."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QMessageBox, QStyle

from annotator.desktop.tagging.tag_everywhere import TagEverywhereDialog
from annotator.desktop.toolkit.dialogs.problem import problem_box
from annotator.desktop.toolkit.theme import Choice
from annotator.desktop.toolkit.words import choose, within_quotes
from tests.desktop.desk import SHIFT, Desk
from tests.desktop.transfer.test_files import in_dialog

TEXT = "“We wait,” she said. “We wait,” he said."
SIGNS = (
    QStyle.StandardPixmap.SP_MessageBoxWarning,
    QStyle.StandardPixmap.SP_MessageBoxQuestion,
    QStyle.StandardPixmap.SP_MessageBoxInformation,
    QStyle.StandardPixmap.SP_MessageBoxCritical,
)


@pytest.fixture
def desk(open_desk) -> Desk:
    return open_desk([TEXT])


@pytest.mark.parametrize(
    ("language", "text", "written"),
    [
        ("en", "“We wait,” she said", "‘We wait,’ she said"),
        ("en", "it is theirs", "it is theirs"),
        ("de", "„Wir warten“, sagte sie", "‚Wir warten‘, sagte sie"),
    ],
)
def test_marks_within_marks_change(qapp, language, text, written):
    choose(language)
    try:
        assert within_quotes(text) == written
    finally:
        choose("en")


def test_no_text_of_the_window_has_doubled_marks(desk):
    """A quotation that is asked about, listed, told and looked for stands within other marks."""
    said: list[str] = []

    def read(dialog: TagEverywhereDialog) -> None:
        said.extend(one.text() for one in dialog.findChildren(QLabel))
        dialog.reject()

    desk.view.select(0, 10)
    desk.key("2")
    said.append(desk.status())
    trouble = in_dialog(TagEverywhereDialog, read)
    desk.view.select(0, 10)
    desk.key("t", SHIFT)
    if trouble:
        raise trouble[0]
    desk.window.queue.search.setText("“nothing” here")
    said += [one.text() for one in desk.window.findChildren(QLabel)]
    assert any("‘We wait,’" in one for one in said)
    for one in said:
        assert "““" not in one, one
        assert "””" not in one, one


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
def test_signs_of_messages_have_one_colour(desk, choice):
    """As all icons: none of the system's coloured ones, whatever the desktop has."""
    desk.desktop.themes.choose(choice)
    box = problem_box(desk.window, "It cannot be saved.")
    for sign in SIGNS:
        image = box.style().standardIcon(sign, None, box).pixmap(32, 32).toImage()
        assert saturation(image) < 40, sign
    assert box.icon() is QMessageBox.Icon.Warning
    assert saturation(box.iconPixmap().toImage()) < 40
    (row,) = box.findChildren(QDialogButtonBox)
    hint = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
    assert not box.style().styleHint(hint, None, row)
    box.deleteLater()


def saturation(image: QImage) -> int:
    """Return how far the colours of what is drawn are apart, 0 for grey, 255 for pure red."""
    most = 0
    for x in range(image.width()):
        for y in range(image.height()):
            colour = QColor(image.pixelColor(x, y))
            if colour.alpha() > 128:
                parts = colour.red(), colour.green(), colour.blue()
                most = max(most, max(parts) - min(parts))
    assert not image.isNull()
    return most
