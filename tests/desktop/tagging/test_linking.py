"""Links in one gesture: a key, and one more for what the link goes to."""

from __future__ import annotations

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import AddLink, AddSpan, Batch
from annotator.exchange import write_out
from annotator.words import say
from tests.desktop.desk import CTRL, SHIFT, picture
from tests.desktop.tagging.links import OTHER, TEXT, linked, links, tag


def offers(desk) -> list[str]:
    return [offer.text for offer in desk.window.linking.list.offers]


def test_split_quote_speaker_and_cue_by_nine_keys(open_desk, tmp_path):
    """The quote in two fragments, its speaker and its verb, nothing tagged before."""
    desk = open_desk([TEXT])
    desk.focus(desk.view)
    desk.view.place_caret(TEXT.index("We wait"))
    keys = 0

    def press(key, modifiers=Qt.KeyboardModifier.NoModifier, times=1):
        nonlocal keys
        desk.key(key, modifiers, times)
        keys += times

    press("2")
    press("q", times=2)  # to the second passage's opening mark
    press("w")
    assert desk.view.selection() == (TEXT.index("“The"), TEXT.index("decides.”") + 9)
    press("f")
    press("p")
    assert offers(desk) == ["Nora Vance", "Karl Ibsen", "Otto Lund"]
    press("1")
    press("p", SHIFT)
    assert offers(desk) == ["said"]
    press("1")
    assert keys == 9
    quote = "“We wait,” “The sea decides.”"
    assert links(desk) == {("speaker", quote, "Nora Vance"), ("cue", quote, "said")}
    assert desk.session.current_span.text == quote
    out = tmp_path / "out.jsonl"
    write_out(desk.project(), out)
    line = orjson.loads(out.read_bytes())
    assert {link["type"] for link in line["links"]} == {"speaker", "cue"}
    labels = {span["text"]: span["label"] for span in line["spans"]}
    assert labels == {quote: "quote", "Nora Vance": "entity", "said": "cue"}
    assert not desk.project().check()


def test_each_link_is_one_step_of_undo(open_desk):
    """Undo takes link, new span and new label away together, and redo brings them back."""
    desk = open_desk([TEXT])
    tag(desk, "“We wait,”", "2")
    desk.key("p", SHIFT)
    desk.key(Qt.Key.Key_Return)
    assert links(desk) == {("cue", "“We wait,”", "said")}
    assert [label.name for label in desk.project().labels()][-1] == "cue"
    assert desk.window.label_bar.button("cue") is not None
    desk.key("z", CTRL)
    assert links(desk) == set()
    assert len(desk.session.spans) == 1
    assert "cue" not in [label.name for label in desk.project().labels()]
    desk.key("z", CTRL | SHIFT)
    assert links(desk) == {("cue", "“We wait,”", "said")}
    desk.session.set_current(next(s.id for s in desk.session.spans.values() if s.label == "quote"))
    assert not desk.project().check()


def test_spans_are_offered_by_distance_with_digits_on_the_page(open_desk):
    """Tagged names come with how far away they are; the page shows their digits; text stays."""
    desk = open_desk([TEXT])
    for name in ("Otto Lund", "Karl Ibsen", "Nora Vance"):
        tag(desk, name, "3")
    tag(desk, "“The sea decides.”", "2")
    before, place = picture(desk.view), desk.point(60)
    desk.key("p")
    rows = desk.window.linking.list.offers
    assert [row.text for row in rows] == ["Nora Vance", "Otto Lund", "Karl Ibsen"]
    assert rows[0].place == "2 characters before"
    assert rows[1].place == f"{TEXT.index('Otto') - TEXT.index('decides.”') - 9} characters after"
    offered = desk.view._drawing.links.candidates
    assert [TEXT[slice(*pair)] for pair in offered] == [r.text for r in rows]
    assert desk.point(60) == place
    assert picture(desk.view) != before
    desk.key("3")
    assert links(desk) == {("speaker", "“The sea decides.”", "Karl Ibsen")}
    assert len(desk.session.spans) == 4
    assert not desk.view._drawing.links.candidates


def test_a_selection_is_tagged_and_linked_in_one_step(open_desk):
    """With words selected the key needs no list; a span that is there already is used."""
    desk = open_desk([TEXT])
    name = tag(desk, "Karl Ibsen", "3")
    quote = tag(desk, "“We wait,”", "2")
    for piece in ("Otto Lund", "Karl Ibsen"):
        start = TEXT.index(piece)
        desk.view.select(start, start + len(piece))
        desk.key("p")
        assert desk.session.current == quote
        assert desk.view.selection() is None
    assert links(desk) == {
        ("speaker", "“We wait,”", "Otto Lund"),
        ("speaker", "“We wait,”", "Karl Ibsen"),
    }
    assert len(desk.session.spans) == 3
    desk.key("z", CTRL, times=2)
    assert links(desk) == set()
    assert set(desk.session.spans) == {name, quote}


def test_a_claim_links_to_claims(open_desk):
    """Types other than speaker and cue offer spans of the same label."""
    desk = open_desk([TEXT])
    tag(desk, "Nora Vance", "3")
    tag(desk, "Nothing moved for Otto Lund", "1")
    tag(desk, "The line of Karl Ibsen stopped", "1")
    desk.key("p", SHIFT)
    assert offers(desk) == ["Nothing moved for Otto Lund"]
    desk.key("1")
    wanted = ("contradicts", "The line of Karl Ibsen stopped", "Nothing moved for Otto Lund")
    assert links(desk) == {wanted}


@pytest.mark.parametrize(
    ("piece", "key", "said"),
    [("Nora Vance", "3", "begin no links"), ("", "", "no current span")],
)
def test_where_nothing_can_be_linked_it_says_so(open_desk, piece, key, said):
    """P on a span without link types, or without a span, changes nothing."""
    desk = open_desk([TEXT])
    desk.focus(desk.view)
    if piece:
        tag(desk, piece, key)
    desk.key("p")
    assert said in desk.status()
    assert not desk.window.linking.list.isVisible()


def test_without_a_current_span_the_quote_at_the_caret_is_linked(open_desk):
    """Back at a quote that was let go of, P is enough; a name in it has no links and is passed."""
    desk = open_desk([TEXT])
    quote = tag(desk, "“The sea decides.”", "2")
    tag(desk, "sea", "3")
    desk.key(Qt.Key.Key_Escape)
    assert desk.session.current == ""
    desk.view.place_caret(TEXT.index("sea") + 1)
    desk.key("p")
    assert desk.session.current == quote
    desk.key("1")
    assert links(desk) == {("speaker", "“The sea decides.”", "Nora Vance")}


def test_links_are_drawn_while_their_span_is_current(open_desk):
    """A link changes what the page shows at both of its spans, and moves no text."""
    desk = open_desk([TEXT])
    name = tag(desk, "Nora Vance", "3")
    quote = tag(desk, "“We wait,”", "2")
    without = {}
    for span in (quote, name):
        desk.session.set_current(span)
        without[span] = picture(desk.view)
    desk.session.set_current(quote)
    place = desk.point(70)
    desk.key("p")
    desk.key("1")
    assert desk.point(70) == place
    for span in (quote, name):
        desk.session.set_current(span)
        desk.view.place_caret(desk.session.spans[span].start)
        assert picture(desk.view) != without[span]
    assert [tie.outgoing for tie in desk.view._drawing.links.ties] == [False]


def test_the_inspector_lists_follows_and_removes(open_desk):
    """Return on a link goes to its other end; the cross and Delete remove it; Undo restores."""
    desk = open_desk([TEXT])
    quote, name = linked(desk)
    rows = desk.window.inspector.links
    assert [row.text() for row in rows.rows] == ["1  → speaker: “Nora Vance”"]
    rows.rows[0].setFocus()
    desk.key(Qt.Key.Key_Return)
    assert desk.session.current == name
    assert [row.text() for row in rows.rows] == ["1  ← speaker: “We wait,”"]
    QTest.mouseClick(rows.rows[0], Qt.MouseButton.LeftButton)
    assert desk.session.current == quote
    rows.removers[0].click()
    assert links(desk) == set()
    assert len(desk.session.spans) == 2
    assert not rows.isVisible()
    assert not desk.view._drawing.links.ties
    desk.key("z", CTRL)
    assert links(desk) == {("speaker", "“We wait,”", "Nora Vance")}
    desk.session.set_current(quote)
    rows.rows[0].setFocus()
    desk.key(Qt.Key.Key_Delete)
    assert links(desk) == set()
    assert len(desk.session.spans) == 2


def test_a_link_is_followed_into_another_article(open_desk):
    """The other article opens with the span current, and the way back is there."""
    desk = open_desk([TEXT, OTHER])
    name = tag(desk, "Otto Lund", "3")
    desk.key("j")
    quote = tag(desk, "“We waited,”", "2")
    desk.session.apply(AddLink(type="speaker", source=quote, target=name), follow=False)
    (row,) = desk.window.inspector.links.rows
    assert row.text() == "1  → speaker: “Otto Lund” · another article"
    row.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert desk.session.opened.article.id == "a0"
    assert desk.session.current == name
    (row,) = desk.window.inspector.links.rows
    assert "← speaker" in row.text()
    row.click()
    assert (desk.session.opened.article.id, desk.session.current) == ("a1", quote)


def test_links_are_there_after_a_restart(open_desk):
    """What was linked by keys is in the file."""
    desk = open_desk([TEXT])
    quote, _ = linked(desk)
    desk.close()
    desk = open_desk()
    assert links(desk) == {("speaker", "“We wait,”", "Nora Vance")}
    desk.session.set_current(quote)
    assert len(desk.window.inspector.links.rows) == 1
    assert len(desk.view._drawing.links.ties) == 1


def test_an_article_without_words_near_says_so(open_desk):
    """Where there is no name, P explains what to do instead of opening an empty list."""
    desk = open_desk(["“we wait,” they say"])
    tag(desk, "“we wait,”", "2")
    desk.key("p")
    assert "select it" in desk.status()
    assert not desk.window.linking.list.isVisible()
    assert desk.view.hasFocus()


def test_many_links_at_once_are_drawn(open_desk):
    """Numbers stand side by side where many links meet; drawing them does not fail."""
    desk = open_desk([TEXT])
    quote = tag(desk, "“We wait,”", "2")
    add = [
        AddSpan(id=f"n{n}", article="a0", label="entity", ranges=((70 + n, 71 + n),))
        for n in range(30)
    ]
    tie = [AddLink(type="speaker", source=quote, target=f"n{n}") for n in range(30)]
    desk.session.apply(Batch(edits=(*add, *tie), text=say("many")), follow=False)
    assert [tie.number for tie in desk.view._drawing.links.ties] == list(range(1, 31))
    assert picture(desk.view)


def test_a_name_close_by_comes_before_a_span_far_away(open_desk):
    """Days and months are no names; who says something right there is no guess."""
    desk = open_desk([TEXT.replace("stopped.", "stopped on Monday.")])
    tag(desk, "Otto Lund", "3")
    tag(desk, "“We wait,”", "2")
    desk.key("p")
    assert offers(desk) == ["Nora Vance", "Otto Lund", "Karl Ibsen"]
    places = [offer.place for offer in desk.window.linking.list.offers]
    assert [place.endswith("new") for place in places] == [True, False, True]
    desk.key(Qt.Key.Key_Escape)
    tag(desk, "Karl Ibsen", "3")
    tag(desk, "“We wait,”", "2")
    desk.key("p")
    assert offers(desk) == ["Nora Vance", "Karl Ibsen", "Otto Lund"]


def test_the_nearest_cue_is_offered_first_whatever_is_tagged(open_desk):
    """A verb beside the quote comes before one that another quote is linked to already."""
    desk = open_desk(["“We wait,” said Ada Lund.\n\n“We go,” Otto Berg told reporters."])
    for piece in ("“We wait,”", "“We go,”"):
        tag(desk, piece, "2")
        desk.key("p", SHIFT)
        desk.key("1")
    assert links(desk) == {("cue", "“We wait,”", "said"), ("cue", "“We go,”", "told")}


def test_a_span_out_of_sight_is_shown_before_it_is_linked(open_desk):
    """The list never opens over a page that does not show what it is about."""
    desk = open_desk(["“We wait,” said Ada Lund.\n\n" + "One more line.\n\n" * 200])
    tag(desk, "“We wait,”", "2")
    bar = desk.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not desk.view.in_sight(0)
    desk.key("p")
    assert desk.view.in_sight(0)
    assert offers(desk) == ["Ada Lund"]


def test_a_tagged_name_is_offered_right_behind_the_last_word_that_stands_near(open_desk):
    """“said Vance” comes first, then Nora Vance, who is tagged further up, then others."""
    sea = "The sea was high all day, and it was higher in the evening."
    text = f"Nora Vance and Karl Ibsen waited.\n\n{sea}\n\n“We left,” said Vance."
    desk = open_desk([text])
    tag(desk, "Karl Ibsen", "3")
    tag(desk, "Nora Vance", "3")
    tag(desk, "“We left,”", "2")
    desk.key("p")
    assert offers(desk) == ["Vance", "Nora Vance", "Karl Ibsen"]
    desk.key("2")
    assert links(desk) == {("speaker", "“We left,”", "Nora Vance")}
