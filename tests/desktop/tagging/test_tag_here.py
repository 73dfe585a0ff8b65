"""T tags every same text of the article, and says what it leaves out."""

from __future__ import annotations

from tests.desktop.desk import CTRL, SHIFT

TEXT = (
    "Ada Oyelaran spoke. Oyelaran left.\n\n"
    "OyelaranPhoto by Oyelaran MORE\n\n"
    "Oyelaran’s plan and Oyelaran."
)


def at(piece: str, number: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(piece, start + 1)
    return start, start + len(piece)


def tag(desk, key: str, piece: str, number: int = 0) -> None:
    desk.view.select(*at(piece, number))
    desk.key(key)


def texts(desk) -> list[tuple[str, str]]:
    spans = sorted(desk.session.spans.values(), key=lambda span: (span.start, span.end))
    return [(span.label, span.text) for span in spans]


def test_nothing_inside_what_is_tagged_or_in_boilerplate_is_tagged(open_desk):
    """Every other place is, in one step; the sentence counts the rest by its reasons."""
    desk = open_desk([TEXT])
    tag(desk, "3", "Ada Oyelaran")
    tag(desk, "4", "Photo by Oyelaran MORE")
    tag(desk, "3", "Oyelaran", 1)
    desk.key("t")
    assert texts(desk) == [
        ("entity", "Ada Oyelaran"),
        ("entity", "Oyelaran"),
        ("boilerplate", "Photo by Oyelaran MORE"),
        ("entity", "Oyelaran"),
        ("entity", "Oyelaran"),
    ]
    assert desk.status() == (
        "Tag 2 × entity “Oyelaran”. Left out: 1 tagged so already, 1 inside a span of this label,"
        " 1 in boilerplate, 1 in a longer word."
    )
    desk.key("z", CTRL)
    assert len(desk.session.spans) == 3
    assert not desk.project().check()


def test_a_selection_inside_a_span_is_left_out_as_well(open_desk):
    """The same rule for the place itself; with none left nothing happens, and it says why."""
    desk = open_desk(["Ada Oyelaran spoke."])
    desk.view.select(0, 12)
    desk.key("3")
    desk.view.select(4, 12)
    desk.key("t")
    assert desk.shown() == [("entity", ((0, 12),))]
    assert desk.status() == (
        "There is no further place to tag. Left out: 1 inside a span of this label."
    )


def test_places_across_the_edge_of_a_span_are_left_out(open_desk):
    """What lies half in a span of the label would cross it."""
    text = "Ada Vell, Vell spoke. Ada Vell, Vell left."
    desk = open_desk([text])
    desk.view.select(0, 8)
    desk.key("3")
    desk.view.select(26, 36)  # Vell, Vell
    desk.key("t")
    assert desk.shown() == [("entity", ((0, 8),)), ("entity", ((26, 36),))]
    assert "1 across the edge of a span of this label" in desk.status()


def test_a_word_that_was_cut_is_cut_everywhere(open_desk):
    """A selection inside a word says that parts of words are meant."""
    desk = open_desk(["Trump-era Trumpism, Trumps and Trump."])
    desk.window.gestures.last_label = "entity"
    desk.view.select(10, 15)
    desk.key("t")
    assert [ranges for _, (ranges,) in desk.shown()] == [(0, 5), (10, 15), (20, 25), (31, 36)]


def test_without_a_text_or_a_label_it_says_what_it_needs(open_desk):
    """Nothing selected and no span; or a selection before any label was used."""
    desk = open_desk([TEXT])
    for place in ((0, 0), (0, 12)):
        desk.view.select(*place)
        desk.key("t")
        assert not desk.session.spans
        assert desk.status().startswith("Select a text, or have a span current")


def test_tagging_every_same_text_leaves_the_page_where_it_is(open_desk):
    """T, Undo and Redo touch many places; the one that is read stays, and is the current span."""
    text = "Ada Vell spoke.\n\n" * 80
    desk = open_desk([text])
    start = text.index("Ada Vell", len(text) // 2)
    desk.view.reveal(start)
    desk.window.gestures.last_label = "entity"
    desk.view.select(start, start + 8)
    top = desk.view.visible_range()
    desk.key("t")
    assert len(desk.session.spans) == 80
    assert desk.session.current_span.start == start
    assert desk.view.visible_range() == top
    desk.key("z", CTRL)
    assert not desk.session.spans
    assert desk.view.visible_range() == top
    desk.key("z", CTRL | SHIFT)
    assert len(desk.session.spans) == 80
    assert desk.view.visible_range() == top
