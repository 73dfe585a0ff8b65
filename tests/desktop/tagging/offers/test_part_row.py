"""The parts of a suggestion as buttons."""

from __future__ import annotations

from annotator.desktop.tagging.offers.part_row import PartRow
from annotator.workbench.tagging.draft import Part, PartKind

TEXT = "“We waited,” said Ilse Brandt."
PARTS = (
    Part(PartKind.PARTNER, "speaker", ((18, 29),)),
    Part(PartKind.PARTNER, "cue", ((13, 17),), is_out=True),
    Part(PartKind.ATTRIBUTE, "kind", value="person"),
)


def test_they_say_what_comes_along_and_break_into_lines(qtbot):
    """Told apart by a sign; what is proposed has a question mark; narrow rows are higher."""
    row = PartRow()
    qtbot.addWidget(row)
    row.show_parts(PARTS, 0, TEXT)
    assert [one.text() for one in row.buttons] == [
        "✓ speaker: Ilse Brandt",
        "✗ cue: said",
        "✓ ? kind: person",
    ]
    assert [one.isChecked() for one in row.buttons] == [True, False, True]
    assert row.buttons[1].font().strikeOut()
    assert row.buttons[0].font().bold()
    assert row.buttons[2].accessibleDescription() == "kind: person, proposed"
    row.fit(2_000)
    low = row.height()
    row.fit(180)
    assert row.height() > low
    assert row.width() <= 180
    clicked = []
    row.toggled.connect(clicked.append)
    row.buttons[2].click()
    assert clicked == [2]
    row.show_parts((), -1, TEXT)
    assert row.isHidden()
