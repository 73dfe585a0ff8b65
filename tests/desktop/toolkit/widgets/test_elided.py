"""Text as panels show it: in quotation marks, and elided."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.widgets.marks import in_quotes


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("the ferry", "“the ferry”"),
        ("“We wait,”", "“We wait,”"),
        ("„Wir warten“", "„Wir warten“"),
        ('"We wait"', '"We wait"'),
        ("“We wait for the …", "“We wait for the …"),  # its end was cut off
        ("“We", "“‘We”"),  # a span that holds one mark only
        ("the “ferry”", "“the ‘ferry’”"),
        ("“", "“‘”"),
        ("", "“”"),
    ],
)
def test_what_is_quoted_already_gets_no_second_marks(text: str, quoted: str) -> None:
    assert in_quotes(text) == quoted


def test_a_path_is_elided_in_its_middle(qtbot: QtBot) -> None:
    """The name of the file is what one looks for."""
    path = "/a/folder/with/many/others/in/it/and/a/long/way/down/ferry.txt"
    label = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
    qtbot.addWidget(label)
    label.show_text(path)
    label.resize(200, 20)
    assert label.shown != path
    assert label.shown.startswith("/a/")
    assert label.shown.endswith("ferry.txt")
    assert label.fontMetrics().horizontalAdvance(label.shown) <= 200
