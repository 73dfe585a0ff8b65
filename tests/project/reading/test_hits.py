"""The hits of a search: where they are to the code point, and what is there."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.annotation.edits import AddSpan, SetStatus
from annotator.annotation.records import Status
from annotator.project.reading.search import find_hits, parse
from tests.project.making import FIRST, NEWS, OLD, SECOND, article, tag
from tests.strategies import messy_text


def build(project):
    while True:
        done, total = project.extend_search_index()
        if done >= total:
            return


def found(project, words, who="x"):
    return project.hits_in(who, words, project.find_articles(words))


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("said", NEWS, "said"),
        ("elysee", OLD, "ÉLYSÉE"),
        ('"it elysee"', None, ""),
        ("strasse", None, ""),
        ("straße", OLD, "Straße"),
        ("milleymark", NEWS, "MilleyMark"),
        ("שלום", NEWS, "שלום"),
        ("zoe", NEWS, "Zoe\u0308"),
        ("milleyr*", NEWS, "MilleyR"),
    ],
)
def test_offsets_are_those_of_the_text(project, words, text, expected):
    """Case, marks and spaces of any kind count as finding in the project takes them."""
    build(project)
    hits = found(project, words)
    if text is None:
        assert hits == []
        return
    (hit,) = hits
    assert text[hit.start : hit.end] == expected
    assert f"{hit.before}{hit.text}{hit.after}" in "".join(
        c if c.isprintable() else " " for c in text
    )
    assert (hit.article, hit.status, hit.others) == (
        FIRST if text == NEWS else SECOND,
        Status.NEW,
        0,
    )


def test_no_break_spaces_are_spaces(project):
    """A phrase is found across them."""
    with project.begin_import("test") as incoming:
        incoming.add([article("z", "at the\u00a0quay and at\u202fthe quay")])
    build(project)
    hits = found(project, '"the quay"')
    assert [hit.text for hit in hits] == ["the quay", "the quay"]
    assert [(hit.start, hit.end) for hit in hits] == [(3, 11), (19, 27)]


def test_spans_there_are_ones_own_and_others_are_counted_where_they_may_be_known(project):
    """Who still has the article to do is told nothing of others' work on it."""
    build(project)
    start = NEWS.index("said")
    mine = tag(project, start - 2, start + 2)
    tag(project, start, start + 4, who="y")
    (hit,) = found(project, "said")
    assert [(one.id, one.label, one.ranges) for one in hit.spans] == [
        (mine, "claim", ((start - 2, start + 2),))
    ]
    assert hit.others == 0  # x has begun the article: blind
    project.apply(SetStatus(articles=(FIRST,), status=Status.DONE), "x")
    (hit,) = found(project, "said")
    assert (hit.others, hit.status) == (1, Status.DONE)


def test_a_span_of_fragments_is_there_only_where_one_is(project):
    build(project)
    start = NEWS.index("said")
    ranges = ((0, 2), (start + 6, start + 9))
    project.apply(AddSpan(article=FIRST, label="claim", ranges=ranges), "x")
    (hit,) = found(project, "said")
    assert hit.spans == ()


def test_known_places_are_read_anew(project):
    """What was removed is no longer there; what is outside of the text is left out."""
    (key,) = project.find_articles("said")
    start = NEWS.index("said")
    place = (start, start + 4)
    (hit,) = project.hits_at("x", {key: [place, (10_000, 10_004)], 999: [(0, 1)]})
    assert ((hit.start, hit.end), hit.text, hit.spans) == (place, "said", ())
    tag(project, *place)
    (hit,) = project.hits_at("x", {key: [place]})
    assert len(hit.spans) == 1


def test_the_best_come_first_and_all_come(project):
    build(project)
    texts = {f"n{n}": f"ferry {n} " + "harbour " * n for n in range(120)}
    with project.begin_import("test") as incoming:
        incoming.add([article(name, text) for name, text in texts.items()])
    build(project)
    keys = project.find_articles("ferry")
    assert len(keys) == len(set(keys)) == 120
    assert list(keys[:50]) == [one.row.key for one in project.search("x", "ferry").articles]
    assert project.find_articles("") == ()


@given(text=messy_text(), words=messy_text(max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_hits_are_inside_the_text_in_order_and_apart(text, words):
    hits = find_hits(text, parse(words), 5_000)
    assert all(0 <= start < end <= len(text) for start, end in hits)
    assert all(a[1] <= b[0] for a, b in pairwise(hits))
