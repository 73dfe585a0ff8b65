"""End to end: the real window, real keys and mouse, a real file."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import orjson
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from annotator.desktop.page.column_layout import Page
from annotator.exchange import write_out
from tests.desktop.desk import ALT, CTRL, SHIFT

TEXT = (
    "Ferry stays in port 🚢\n"
    "\n"
    "“We wait,” said 👩‍👩‍👧 Nora VanceNora VanceTop story today "
    "MORE of the ferry line. “The sea decides.”\n"
    "\n"
    "She spoke in Café Zoé on Monday, 👍🏽 and left at noon."
)


def at(piece: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(piece)
    return start, start + len(piece)


def check_export(desk, tmp_path: Path) -> list[dict]:
    """Export and check every offset of every line against the text."""
    out = tmp_path / "out.jsonl"
    write_out(desk.project(), out)
    lines = [orjson.loads(line) for line in out.read_bytes().split(b"\n") if line]
    for line in lines:
        for span in line["spans"]:
            pieces = [line["text"][start:end] for start, end in span["fragments"]]
            assert " ".join(pieces) == span["text"]
            assert span["start"] == span["fragments"][0][0]
            assert span["end"] == span["fragments"][-1][1]
    return lines


def test_a_drag_and_a_digit_tag_exact_code_points(open_desk, tmp_path):
    """What was dragged over is what is stored and exported, with emoji before and inside."""
    desk = open_desk([TEXT])
    for piece, key, label in (
        ("“We wait,”", "2", "quote"),
        ("👩‍👩‍👧 Nora Vance", "3", "entity"),
        ("Café Zoé", "3", "entity"),
        ("👍🏽 and left", "1", "claim"),
    ):
        start, end = at(piece)
        desk.drag(start, end)
        desk.key(key)
        assert ("a0", label, ((start, end, piece),)) in desk.stored()
    (line,) = check_export(desk, tmp_path)
    assert [span["text"] for span in line["spans"]] == [
        "“We wait,”",
        "👩‍👩‍👧 Nora Vance",
        "Café Zoé",
        "👍🏽 and left",
    ]
    assert line["status"] == "in progress"
    assert not desk.project().check()


def test_shift_and_arrows_select_and_a_click_on_a_label_tags(open_desk):
    """The keyboard selects, and a click on the label bar tags what is selected."""
    desk = open_desk([TEXT])
    start, end = at("Nora Vance")
    desk.place_caret(start)
    desk.key(Qt.Key.Key_Right, SHIFT, times=end - start)
    desk.window.label_bar.button("entity").click()
    assert desk.stored() == [("a0", "entity", ((start, end, "Nora Vance"),))]
    assert desk.view.hasFocus()


def test_a_grapheme_is_never_cut(open_desk):
    """A selection that ends inside an emoji sequence takes the whole of it."""
    desk = open_desk([TEXT])
    start, end = at("👩‍👩‍👧")
    desk.view.select(start, start + 1)
    desk.key("3")
    assert desk.stored() == [("a0", "entity", ((start, end, "👩‍👩‍👧"),))]


def test_spaces_at_the_ends_are_left_out_unless_wanted(open_desk):
    """Trimming is a help that can be switched off."""
    desk = open_desk([TEXT])
    start, end = at(" Nora Vance")
    desk.view.select(start, end)
    desk.key("3")
    desk.window.actions_by_name["trim"].trigger()
    desk.view.select(start, end)
    desk.key("1")
    assert desk.shown() == [("claim", ((start, end),)), ("entity", ((start + 1, end),))]


def test_double_click_stops_where_a_space_is_lost(open_desk):
    """In “VanceNora VanceTop” a double click takes one name only."""
    desk = open_desk([TEXT])
    start = TEXT.index("VanceNora") + len("Vance")
    desk.double_click(start + 1)
    desk.key("4")
    assert desk.stored() == [("a0", "boilerplate", ((start, start + 4, "Nora"),))]


def test_overlap_nest_and_cycle(open_desk):
    """Spans that overlap, nest or coincide are all kept, and each can be reached."""
    desk = open_desk([TEXT])
    whole, name, cross = (
        at("said 👩‍👩‍👧 Nora Vance"),
        at("Nora Vance"),
        at("Nora VanceNora VanceTop"),
    )
    for (start, end), key in ((whole, "1"), (name, "3"), (name, "4"), (cross, "4")):
        desk.drag(start, end)
        desk.key(key)
    assert len(desk.stored()) == 4
    reached = set()
    for _ in range(4):
        desk.click(name[0] + 2)
        reached.add(desk.session.current)
    assert reached == set(desk.session.spans)
    first = desk.session.current
    for _ in range(4):
        desk.key("c")
    assert desk.session.current == first


def test_fragments_by_key(open_desk, tmp_path):
    """A key adds the selection to the current span, another takes a fragment away."""
    desk = open_desk([TEXT])
    one, two = at("“We wait,”"), at("“The sea decides.”")
    desk.drag(*one)
    desk.key("2")
    desk.drag(*two)
    desk.key("f")
    assert desk.shown() == [("quote", (one, two))]
    (line,) = check_export(desk, tmp_path)
    assert line["spans"][0]["fragments"] == [list(one), list(two)]
    assert line["spans"][0]["text"] == "“We wait,” “The sea decides.”"
    desk.key("f", SHIFT)
    assert desk.shown() == [("quote", (one,))]


def test_relabel_and_delete(open_desk):
    """A label's key on the current span relabels it, Delete removes it, Undo brings it back."""
    desk = open_desk([TEXT])
    start, end = at("Nora Vance")
    desk.drag(start, end)
    desk.key("3")
    desk.key("1")
    assert desk.stored() == [("a0", "claim", ((start, end, "Nora Vance"),))]
    desk.key(Qt.Key.Key_Escape)
    desk.click(start + 1)
    desk.key(Qt.Key.Key_Delete)
    assert desk.stored() == []
    desk.key("z", CTRL)
    assert desk.stored() == [("a0", "claim", ((start, end, "Nora Vance"),))]


def test_edges_move_by_keys(open_desk):
    """Either edge moves by whole characters and by words, and stops at the other one."""
    desk = open_desk([TEXT])
    start, end = at("Nora Vance")
    desk.drag(start, end)
    desk.key("3")
    desk.key(Qt.Key.Key_Left, ALT, times=2)
    family = TEXT.index("👩‍👩‍👧")
    assert desk.shown() == [("entity", ((family, end),))]
    desk.key(Qt.Key.Key_Right, ALT, times=2)
    desk.key(Qt.Key.Key_Left, ALT | SHIFT)
    assert desk.shown() == [("entity", ((start, end - 1),))]
    desk.key(Qt.Key.Key_PageUp, ALT | SHIFT)
    assert desk.shown() == [("entity", ((start, start + 4),))]
    desk.key(Qt.Key.Key_PageUp, ALT | SHIFT)
    assert desk.shown() == [("entity", ((start, start + 4),))]
    assert "further" in desk.status()


def test_edges_move_by_their_handles(open_desk):
    """The handles of the current span can be dragged; one step of undo takes the drag back."""
    desk = open_desk([TEXT])
    start, end = at("Nora Vance")
    desk.drag(start, end)
    desk.key("3")
    span = desk.session.current_span
    assert span is not None
    edges = desk.view._drawing.painter.edges(list(desk.view.visible_lines()), span)
    last = next(edge for edge in edges if not edge.is_start)
    grip = desk.point(end)
    grip.setY(round(last.line.bottom))
    target = desk.point(end + 4)
    desk.drag_points(grip.toPointF(), target.toPointF())
    assert desk.shown() == [("entity", ((start, end + 4),))]
    desk.key("z", CTRL)
    assert desk.shown() == [("entity", ((start, end),))]


def test_undo_and_redo_across_articles_and_a_restart(open_desk):
    """Undo goes back through other articles after a restart, and shows what it changed."""
    desk = open_desk([TEXT, "Second article.\n\nMore text here."])
    desk.drag(*at("Nora Vance"))
    desk.key("3")
    desk.key(Qt.Key.Key_PageDown, CTRL)
    assert desk.session.opened.article.id == "a1"
    desk.drag(0, 6)
    desk.key("1")
    desk.drag(7, 14)
    desk.key("2")
    desk.close()
    desk = open_desk()
    assert desk.session.opened.article.id == "a1"
    desk.key("z", CTRL, times=2)
    assert desk.shown() == []
    desk.key("z", CTRL)
    assert desk.session.opened.article.id == "a0"
    assert desk.stored() == []
    assert desk.session.status.value == "new"
    desk.key("z", CTRL | SHIFT, times=3)
    assert desk.session.opened.article.id == "a1"
    assert len(desk.stored()) == 3
    assert not desk.project().check()


def test_filter_and_open_by_keyboard(open_desk, qtbot):
    """Typing narrows the queue; an arrow key opens what is found; digits go into the search."""
    desk = open_desk([TEXT, "About geese 42.\n\nText.", "About ducks.\n\nText."])
    desk.key("l", CTRL)
    box = desk.window.queue.search
    assert box.hasFocus()
    with qtbot.waitSignal(desk.window.queue.model.modelReset, timeout=5000):
        for letter in "geese 42":
            desk.key(letter)
    assert box.text() == "geese 42"
    assert desk.stored() == []
    assert desk.window.queue.model.rowCount() == 1
    desk.key(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: desk.session.opened.article.id == "a1", timeout=5000)


def test_return_in_the_filter_goes_to_what_is_found(open_desk, qtbot):
    """And Escape from there to its page, so that no letter falls into the filter."""
    desk = open_desk([TEXT, "About geese 42.\n\nText.", "About ducks.\n\nText."])
    desk.key("l", CTRL)
    for letter in "geese":
        desk.key(letter)
    desk.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.session.opened.article.id == "a1", timeout=5000)
    assert desk.window.queue.list.hasFocus()
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.hasFocus()


def test_annotators_see_only_their_own_spans(open_desk):
    """After a change of annotator the page is clean, and going back shows everything again."""
    desk = open_desk([TEXT])
    desk.drag(*at("Nora Vance"))
    desk.key("3")
    desk.session.set_annotator("ben")
    assert desk.shown() == []
    assert "ben" in desk.window.windowTitle()
    desk.drag(*at("Café Zoé"))
    desk.key("1")
    desk.key("z", CTRL)
    desk.key("z", CTRL)
    assert desk.shown() == []
    desk.session.set_annotator("ana")
    assert desk.shown() == [("entity", (at("Nora Vance"),))]


def test_done_and_skip_move_on(open_desk):
    """Done and Skip are saved and open the next article."""
    desk = open_desk([TEXT, "Two.", "Three."])
    desk.key(Qt.Key.Key_Return, CTRL)
    assert desk.session.opened.article.id == "a1"
    desk.key(Qt.Key.Key_Return, CTRL | SHIFT)
    assert desk.session.opened.article.id == "a2"
    progress = desk.project().progress("ana")
    assert (progress.done, progress.skipped) == (1, 1)
    assert desk.session.progress == progress


def test_tagging_moves_neither_text_nor_scroll(open_desk):
    """The page stands still when spans come, change and go, wherever it is scrolled to."""
    text = "\n\n".join(f"Paragraph {n}. The council of Ostrand met again." for n in range(200))
    desk = open_desk([text])
    bar = desk.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    line = list(desk.view.visible_lines())[4]
    start = desk.view._display.code_point(line.qt_start)
    before = [(line.qt_start, line.top) for line in desk.view.visible_lines()]
    desk.drag(start, start + 9)
    for key in ("1", "2", "3"):
        desk.key(key)
    desk.key(Qt.Key.Key_Right, ALT | SHIFT)
    desk.key(Qt.Key.Key_Delete)
    desk.key("z", CTRL)
    assert [(line.qt_start, line.top) for line in desk.view.visible_lines()] == before


def test_the_same_tag_twice_is_one_span(open_desk):
    """Tagging what is tagged so already makes it current and adds nothing."""
    desk = open_desk([TEXT])
    for _ in range(2):
        desk.drag(*at("Nora Vance"))
        desk.key("3")
    assert len(desk.stored()) == 1
    assert "already" in desk.status()


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("\ufeffA second byte order mark in front and an emoji 😀 end", Qt.Key.Key_Left),
        (
            "Control \x0b and \x1c, U+2028 \u2028 and \u2029, \ufdd0 and \ufdd1 😀 end",
            Qt.Key.Key_Left,
        ),
        ("Then he said “לא נוותר” ב־12 במאי 😀 and then English end", Qt.Key.Key_Left),
        ("אמר השר 😀 לא נוותר סוף", Qt.Key.Key_Right),
        (
            "e\u0301 combining, 🇩🇰🇸🇪 flags, \u00a0no-break\u00a0 spaces, soft\u00adhyphen end",
            Qt.Key.Key_Left,
        ),
        ("𝒜stral 𝒷eginning and\ttabs\t end", Qt.Key.Key_Left),
        ("x" * 3000 + " 😀 end", Qt.Key.Key_Left),
    ],
)
def test_hostile_texts_keep_their_offsets(open_desk, tmp_path, text, back):
    """Whatever Qt does to a text on the way to the screen, the offsets stay exact."""
    desk = open_desk([text])
    length = len(text)
    desk.key(Qt.Key.Key_End, CTRL)
    desk.key(back, SHIFT, times=3)
    desk.key("1")
    assert desk.stored() == [("a0", "claim", ((length - 3, length, text[-3:]),))]
    desk.window.actions_by_name["trim"].trigger()
    desk.key("a", CTRL)
    desk.key("2")
    assert desk.stored()[1] == ("a0", "quote", ((0, length, text),))
    desk.click(0)
    lines = check_export(desk, tmp_path)
    assert [line["text"] for line in lines] == [text]


def test_a_page_that_qt_has_is_never_garbage(open_desk):
    """Collected while the window was shown, the page before took the program down."""
    desk = open_desk([TEXT, "Second."])
    QApplication.processEvents()
    left = weakref.ref(desk.view._page)
    desk.session.open_article("a1")
    gc.collect()
    assert left() is not None
    assert isValid(left())
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert left() is None


def test_pages_that_were_left_are_let_go_of(open_desk, qtbot):
    """Opening articles again and again keeps one page, not all of them."""
    desk = open_desk([TEXT, "Second."])
    for number in range(40):
        desk.session.open_article(f"a{number % 2}")
        desk.window.repaint()
    qtbot.waitUntil(lambda: len(desk.view.findChildren(Page)) == 1, timeout=5000)
    desk.drag(0, 6)
    desk.key("1")
    assert len(desk.stored()) == 1
