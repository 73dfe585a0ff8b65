"""The rows of the list of spans, flat and kept in order by single steps."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.annotation.records import Fragment, Span
from annotator.annotation.sweep import reading_order
from annotator.workbench.spans.rows import Act, SpanRows, ranges_of, text_key

TEXTS = (
    "Oyelaran",
    "oyelaran",
    "Ada\u00a0Oyelaran",
    "Ada Oyelaran",
    "Ada\n Oyelaran",
    "ferry",
    " ",
)


def span(name: str, start: int, text: str = "ferry") -> Span:
    pieces = (Fragment(start, start + len(text), text),)
    return Span(id=name, article="a", annotator="x", label="entity", fragments=pieces)


def shown(rows: SpanRows) -> list[str]:
    """Each row: a span by its id, the head of a group as its text and number."""
    found = []
    for row in range(len(rows)):
        group = rows.group_at(row)
        one = rows.span_at(row)
        if group is not None:
            assert one is None
            found.append(f"{group.text} × {group.number}")
        else:
            assert one is not None
            found.append(one.id)
    return found


def filled(*spans: Span, grouped: bool = True) -> SpanRows:
    rows = SpanRows()
    rows.fill(spans, grouped=grouped)
    return rows


def take(rows: SpanRows, steps) -> list[Act]:
    done = []
    for step in steps:
        done.append(step.act)
        rows.carry_out(step)
    return done


def test_equal_texts_are_one_closed_group_by_the_alphabet():
    """Whatever spaces are in them; a text that stands once has a row of its own."""
    rows = filled(
        span("1", 50, "Ada Oyelaran"),
        span("2", 0, "Ada\u00a0Oyelaran"),
        span("3", 20, "a ferry"),
        span("4", 30, "Zoe"),
        span("5", 90, "Zoe"),
    )
    assert shown(rows) == ["3", "Ada Oyelaran × 2", "Zoe × 2"]
    assert rows.ids_at(1) == ("2", "1")
    assert rows.row_of("1") is None
    assert rows.head_of("1") == 1
    assert rows.head_of("3") is None


def test_a_group_opens_and_closes_in_one_piece():
    """Its spans come in reading order; again the same is nothing."""
    rows = filled(span("1", 50), span("2", 0), span("3", 20))
    assert take(rows, rows.open(0, wide=True)) == [Act.REDRAW, Act.INSERT]
    assert shown(rows) == ["ferry × 3", "2", "3", "1"]
    assert [rows.is_inside(row) for row in range(4)] == [False, True, True, True]
    assert take(rows, rows.open(0, wide=True)) == []
    take(rows, rows.open(0, wide=False))
    assert shown(rows) == ["ferry × 3"]


def test_a_group_of_one_is_none():
    """The last one left stands alone, also where the group was closed; a second one joins it."""
    one, two = span("1", 0), span("2", 9)
    rows = filled(one, two)
    assert take(rows, rows.change(one, None)) == [Act.REMOVE, Act.INSERT]
    assert shown(rows) == ["2"]
    assert take(rows, rows.change(None, one)) == [Act.INSERT, Act.REMOVE]
    assert shown(rows) == ["ferry × 2"]


def test_without_groups_rows_are_in_reading_order():
    rows = filled(span("1", 50), span("2", 0), grouped=False)
    assert shown(rows) == ["2", "1"]
    assert rows.head_of("2") is None
    assert not rows.is_inside(0)


def test_what_looks_other_in_its_place_is_drawn_again_with_its_head():
    one = span("1", 0)
    rows = filled(one, span("2", 9))
    take(rows, rows.open(0, wide=True))
    assert take(rows, rows.change(one, replace(one, flagged=True))) == [Act.REDRAW, Act.REDRAW]


@given(st.data())
def test_steps_leave_what_filling_anew_would(data):
    """After any sequence of edits and openings, with groups and without."""
    grouped = data.draw(st.booleans())
    rows = SpanRows()
    rows.fill((), grouped=grouped)
    there: dict[str, Span] = {}
    for number in range(data.draw(st.integers(1, 25))):
        what = data.draw(st.sampled_from(["add", "add", "change", "remove", "open", "close"]))
        text, start = data.draw(st.sampled_from(TEXTS)), data.draw(st.integers(0, 30))
        if what in ("open", "close"):
            heads = [row for row in range(len(rows)) if rows.group_at(row) is not None]
            if heads:
                take(rows, rows.open(data.draw(st.sampled_from(heads)), wide=what == "open"))
        elif what == "add" or not there:
            new = span(f"{number:03}", start, text)
            take(rows, rows.change(None, new))
            there[new.id] = new
        else:
            old = there.pop(data.draw(st.sampled_from(sorted(there))))
            new = span(old.id, start, text) if what == "change" else None
            if new is not None:
                there[new.id] = new
            take(rows, rows.change(old, new))
        _check(rows, there, grouped)


def _check(rows: SpanRows, there: dict[str, Span], grouped: bool) -> None:
    assert rows.spans == there
    opened = {
        group.text
        for row in range(len(rows))
        if (group := rows.group_at(row)) is not None and group.is_open
    }
    wanted = []
    if not grouped:
        wanted = [one.id for one in sorted(there.values(), key=reading_order)]
    for text in sorted({text_key(one) for one in there.values()} if grouped else ()):
        some = [one for one in there.values() if text_key(one) == text]
        some.sort(key=reading_order)
        if len(some) > 1:
            wanted.append(f"{text} × {len(some)}")
        if len(some) == 1 or text in opened:
            wanted += [one.id for one in some]
    if grouped:
        assert sorted(shown(rows)) == sorted(wanted)  # the alphabet folds case: below
        texts = [
            text_key(one) if (one := rows.span_at(row)) else rows.group_at(row).text
            for row in range(len(rows))
        ]
        assert texts == sorted(texts, key=lambda text: (text.casefold(), text))
    else:
        assert shown(rows) == wanted
    for one in there:
        row = rows.row_of(one)
        if row is not None:
            assert rows.span_at(row) is there[one]


@given(st.sets(st.integers(0, 30)))
def test_stretches_are_the_numbers_again(numbers):
    found = ranges_of(sorted(numbers))
    assert [n for first, last in found for n in range(first, last + 1)] == sorted(numbers)
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(found))
