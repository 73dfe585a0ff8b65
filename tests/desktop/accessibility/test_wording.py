"""What screen readers say of spans, articles and changes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from annotator.annotation.changes import Changes, Delta, Direction, Step
from annotator.annotation.records import (
    ArticleStatus,
    Label,
    Link,
    Span,
    Status,
    make_fragments,
)
from annotator.desktop.accessibility import wording
from annotator.words import as_said

TEXT = "“We wait 😀,” said Nora Vance. “Until May,” Ben Holt and she added."
LABELS = {
    "q": Label(id="q", name="quote"),
    "c": Label(id="c", name="claim"),
    "n": Label(id="n", name="name"),
}


def span(name: str, label: str, *pieces: str, **fields) -> Span:
    ranges = tuple((TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in pieces)
    return Span(
        id=name,
        article="a",
        annotator="ana",
        label=label,
        fragments=make_fragments(TEXT, ranges),
        **fields,
    )


QUOTE = span("quote", "q", "“We wait 😀,”", "“Until May,”")
CLAIM = span("claim", "c", "We wait 😀")
NORA = span("nora", "n", "Nora Vance")
BEN = span("ben", "n", "Ben Holt")
SPANS = {one.id: one for one in (QUOTE, CLAIM, NORA, BEN)}


def linked(*pairs: tuple[str, str], kind: str = "speaker") -> dict[str, Link]:
    links = [Link(id=f"{s}-{t}", type=kind, source=s, target=t) for s, t in pairs]
    return {link.id: link for link in links}


def say(one: Span, here, caret: int, links=None) -> str:
    return wording.at_caret(one, here, caret, LABELS, links or {}, {**SPANS, one.id: one})


# -- at the caret ----------------------------------------------------------------------------------


def test_a_span_alone_is_its_label():
    """One span at the caret needs no number."""
    assert say(CLAIM, [CLAIM], 2) == "claim"


def test_a_quote_has_speaker_number_and_fragment():
    """The order of the words is: label, speaker, place among others, fragment, what is said."""
    flagged = replace(
        QUOTE, flagged=True, note="?", attributes={"directness": "direct", "x": False}
    )
    words = say(flagged, [CLAIM, flagged], TEXT.index("Until"), linked(("quote", "nora")))
    assert words == (
        "quote, by Nora Vance, 2 of 2, fragment 2 of 2, direct, not x, unsure, has a note"
    )


def test_a_caret_between_fragments_is_in_none():
    """Beside the fragments only their number is told."""
    assert say(QUOTE, [NORA], TEXT.index("Vance")) == "quote, 2 fragments"


def test_a_link_to_another_article():
    """The mark beside the letter, in words; links within the article have none."""
    away = linked(("claim", "elsewhere"), kind="same claim")
    assert say(CLAIM, [CLAIM], 2, away) == "claim, linked to another article"
    assert say(NORA, [NORA], 2, away) == "name"
    assert say(CLAIM, [CLAIM], 2, linked(("claim", "nora"), kind="about")) == "claim"


def test_speakers():
    """Several speakers in reading order; other links, links to the span and lost ends say none."""
    both = linked(("quote", "ben"), ("quote", "nora"))
    assert wording.speaker_of("quote", both, SPANS) == "Nora Vance and Ben Holt"
    assert wording.speaker_of("nora", both, SPANS) == ""
    assert wording.speaker_of("quote", linked(("quote", "nora"), kind="cue"), SPANS) == ""
    assert wording.speaker_of("quote", linked(("quote", "elsewhere")), SPANS) == ""


def test_an_article_is_title_status_spans_and_doubt():
    """What the eye sees of an article above the page is said when it is opened."""
    words = wording.article("Ferry\nstays", Status.IN_PROGRESS, 1, flagged=True)
    assert words == "Ferry stays, In progress, 1 span, unsure"
    assert wording.article("Ferry", Status.NEW, 0, flagged=False) == "Ferry, New, 0 spans"


# -- changes ---------------------------------------------------------------------------------------


def said(text: str = "Its name", **steps) -> str:
    changes = Changes(
        number=1,
        article="a",
        annotator="ana",
        text=as_said(text),
        delta=Delta(**steps),
        direction=Direction.DONE,
    )
    return wording.done(changes, LABELS)


def test_tagged_and_removed():
    """One is told with its text, many by their number; a first span's status goes without."""
    begun = ArticleStatus(article="a", annotator="ana", status=Status.IN_PROGRESS)
    added = Step(None, CLAIM)
    assert said(spans=(added,), statuses=(Step(None, begun),)) == "tagged claim: We wait 😀"
    assert said(spans=(added, Step(None, BEN))) == "tagged 2 spans"
    gone = Step(CLAIM, None)
    assert said(spans=(gone,)) == "removed claim: We wait 😀"
    link = Step(linked(("quote", "nora"))["quote-nora"], None)
    assert said(spans=(gone, Step(NORA, None)), links=(link,)) == "removed 2 spans"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (CLAIM, replace(CLAIM, label="n"), "changed claim to name: We wait 😀"),
        (CLAIM, replace(CLAIM, flagged=True), "flagged claim: We wait 😀"),
        (replace(NORA, flagged=True), NORA, "took the flag from name: Nora Vance"),
        (CLAIM, replace(CLAIM, note="sure?"), "saved the note on claim"),
        (replace(CLAIM, note="sure?"), CLAIM, "cleared the note of claim"),
        (CLAIM, replace(CLAIM, attributes={"a": "b", "c": True}), "claim is now b, c"),
        (replace(CLAIM, attributes={"a": "b"}), CLAIM, "claim is now no attributes"),
        (NORA, replace(NORA, fragments=BEN.fragments), "name is now: Ben Holt"),
        (
            replace(QUOTE, fragments=QUOTE.fragments[:1]),
            QUOTE,
            "quote has 2 fragments now: “We wait 😀,” “Until May,”",
        ),
        (
            QUOTE,
            replace(QUOTE, fragments=QUOTE.fragments[:1]),
            "quote has 1 fragment now: “We wait 😀,”",
        ),
    ],
)
def test_a_changed_span(before, after, words):
    """What is different about the span is what is said."""
    assert said(spans=(Step(before, after),)) == words


def test_many_changed_spans():
    """Flags of many are counted; anything else has its own name."""
    flags = tuple(Step(one, replace(one, flagged=True)) for one in (NORA, BEN))
    assert said(spans=flags) == "flagged 2 spans"
    assert said(spans=tuple(step.inverted() for step in flags)) == "took the flag from 2 spans"
    labels = tuple(Step(one, replace(one, label="c")) for one in (NORA, BEN))
    assert said(spans=labels) == "Its name"
    split = (Step(QUOTE, replace(QUOTE, fragments=QUOTE.fragments[:1])), Step(None, CLAIM))
    assert said(spans=split) == "Its name"


def test_links():
    """A removed link says its type; a new one has its own name, with or without a new span."""
    link = linked(("quote", "nora"))["quote-nora"]
    assert said(links=(Step(link, None),)) == "removed the link to the speaker"
    assert said(links=(Step(link, None),) * 2) == "removed 2 links"
    assert said(links=(Step(None, link),)) == "Its name"
    assert said(links=(Step(None, link),), spans=(Step(None, NORA),)) == "Its name"
    assert said(labels=(Step(None, LABELS["q"]),), spans=(Step(None, NORA),)) == "Its name"


def test_articles():
    """Status and flag of one article or many."""
    new = ArticleStatus(article="a", annotator="ana")
    done, flagged = replace(new, status=Status.DONE), replace(new, flagged=True)
    assert said(statuses=(Step(None, done),)) == "marked the article: Done"
    assert said(statuses=(Step(None, done), Step(new, done))) == "marked 2 articles: Done"
    assert said(statuses=(Step(done, None),)) == "marked the article: New"
    assert said(statuses=(Step(None, flagged),)) == "flagged the article"
    assert said(statuses=(Step(flagged, new),)) == "took the flag from the article"
    assert said(statuses=(Step(None, flagged), Step(new, flagged))) == "flagged 2 articles"
    assert said(statuses=(Step(flagged, new),) * 2) == "took the flag from 2 articles"
    mixed = (Step(None, flagged), Step(None, done))
    assert said(statuses=mixed) == "Its name"


def test_long_texts_are_cut():
    """Nobody has to hear a whole article."""
    long = replace(CLAIM, fragments=make_fragments("word " * 900, ((0, 4500),)))
    assert len(said(spans=(Step(None, long),))) < 100
