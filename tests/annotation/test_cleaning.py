"""Clean text and segments: spans move along with their text, and what is lost is counted."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.annotation.cleaning import clean
from annotator.annotation.records import (
    Annotated,
    Article,
    Link,
    Span,
    check_fragments,
    make_fragments,
)
from annotator.annotation.segmenting import segment
from tests.strategies import messy_text, ranges_in

TEXT = "“We will [Advertisement] not go,” she said. Gen. MilleyMark MilleyRepublicans would."


def span(identifier, label, *ranges, text=TEXT):
    return Span(
        id=identifier,
        article="a",
        annotator="ana",
        label=label,
        fragments=make_fragments(text, ranges),
    )


def find(passage):
    start = TEXT.index(passage)
    return start, start + len(passage)


def record(*spans, links=(), text=TEXT):
    return Annotated(
        article=Article(id="a", text=text, meta={"outlet": "x"}),
        annotator="ana",
        spans=spans,
        links=tuple(links),
    )


def test_a_span_across_a_cut_becomes_whole_again():
    quote = span("q", "quote", find("“We will "), find(" not go,”"))
    whole = span("w", "quote", (0, TEXT.index(" she")))
    noise = span("n", "boilerplate", find("[Advertisement]"))
    inside = span("i", "entity", find("Advert"))
    name = span("e", "entity", find("Milley"))
    glued = span("m", "boilerplate", find("Mark Milley"))
    link = Link(id="l", type="x", source="q", target="i")
    kept = Link(id="k", type="speaker", source="q", target="e")
    made = clean(
        record(quote, whole, noise, inside, name, glued, links=[link, kept]), {"boilerplate"}
    )
    assert made.record.article.text == (
        "“We will not go,” she said. Gen. Milley Republicans would."
    )
    texts = {one.id: [piece.text for piece in one.fragments] for one in made.record.spans}
    assert texts == {"q": ["“We will not go,”"], "w": ["“We will not go,”"], "e": ["Milley"]}
    assert (made.cut, made.dropped, made.links_dropped) == (2, 1, 1)
    assert made.record.links == (kept,)
    for one in made.record.spans:
        check_fragments(one, made.record.article.text)
    way_back = made.record.article.meta["clean"]
    assert way_back["raw_id"] == "a"
    for start, raw, length in way_back["pieces"]:
        assert made.record.article.text[start : start + length] == TEXT[raw : raw + length]
    assert made.record.article.meta["outlet"] == "x"


def test_an_article_from_which_nothing_is_cut_keeps_its_id():
    name = span("e", "entity", find("Mark"))
    made = clean(record(name), {"boilerplate"})
    assert (made.record.article.id, made.record.spans[0].article) == ("a", name.article)
    assert made.record.article.meta["clean"]["pieces"] == [[0, 0, len(TEXT)]]


def test_two_views_that_agree_share_an_article():
    noise = span("n", "boilerplate", find("[Advertisement]"))
    other = span("o", "boilerplate", find("[Advertisement]"))
    one, two = clean(record(noise), {"boilerplate"}), clean(record(other), {"boilerplate"})
    assert one.record.article == two.record.article
    assert clean(record(), {"boilerplate"}).record.article.id != one.record.article.id


def test_an_article_of_nothing_but_noise_is_left_out():
    assert clean(record(span("n", "boilerplate", (0, len(TEXT)))), {"boilerplate"}) is None


@given(
    st.data(),
    messy_text(newlines_only=True).filter(bool),
    st.sampled_from(["sentence", "paragraph"]),
)
def test_no_offset_is_ever_wrong(data, text, unit):
    spans = [
        span(
            f"s{number}",
            label,
            *data.draw(st.lists(ranges_in(text), min_size=1, max_size=3)),
            text=text,
        )
        for number, label in enumerate(data.draw(st.lists(st.sampled_from("xyz"), max_size=6)))
    ]
    whole = record(*spans, text=text)
    parts = segment(whole, unit)
    for part in parts.records:
        place = part.article.meta["segment"]
        assert text[place["start"] : place["end"]] == part.article.text
        for one in part.spans:
            check_fragments(one, part.article.text)
    starts = [
        (p.article.meta["segment"]["start"], p.article.meta["segment"]["end"])
        for p in parts.records
    ]
    assert all(a[1] <= b[0] for a, b in pairwise(starts))
    made = clean(whole, {"x"})
    if made is not None:
        assert len(made.record.spans) + made.cut + made.dropped == len(spans)
        for one in made.record.spans:
            check_fragments(one, made.record.article.text)
