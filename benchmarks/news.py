"""News that nobody has written: seeded text with the troubles of scraped articles, and spans.

There are quotation marks of all kinds, no-break spaces, emoji of several code points, accents as
combining marks, text of page furniture glued to sentences, and spans that overlap, nest, cut
words and come in fragments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from annotator.annotation.records import Annotated, Article, Span, Status, make_fragments

ANNOTATOR = "a"
LABELS = ("claim", "quote", "entity", "boilerplate")
"""Of the default labels; their ids are their names."""

_WORDS = {"claim": (8, 30), "quote": (8, 35), "entity": (1, 3), "boilerplate": (2, 8)}
_SHARES = (25, 20, 45, 10)
_FRAGMENTED = 0.04
_MID_WORD = 0.05

_PEOPLE = (
    "Ilse Brandt", "Tomás Quiroga", "the mayor", "Adaeze Obi", "a spokeswoman for the port",
    "Jürgen Møller-Nakamura", "the union", "Zoe\u0308 Marchetti", "two officials", "The council",
    "Dr.\u00a0Okafor", "the ministry", "campaigners", "Priya Raghunathan", "an engineer",
)  # fmt: skip
_VERBS = (
    "approved", "rejected", "delayed", "has never seen", "promised to publish", "questioned",
    "would have to repay", "expects", "did not deny", "announced", "criticised", "inspected",
)  # fmt: skip
_THINGS = (
    "the repair of the old bridge", "a budget of €12.4\u00a0million", "the ferry timetable",
    "37,000 tonnes of grain", "a rise of 4.2\u00a0per cent", "the new school", "its own figures",
    "the flood defences", "a third runway", "the harbour’s night shift", "last year’s accounts",
)  # fmt: skip
_PLACES = (
    "in Port Aldous", "near the eastern lock", "at the town hall", "in São Bento", "on the island",
    "behind closed doors", "across the region", "in 東京", "off the coast",
)  # fmt: skip
_TIMES = (
    "on Tuesday", "late last week", "by the end of May", "in 2019", "before dawn", "for now",
    "after three hours of debate", "this winter",
)  # fmt: skip
_FURNITURE = (
    "Share this storyShare this story", "READ MORE: ", "Photo: Handout", "ADVERTISEMENT",
    "Sign up for our newsletter", "Port AldousPort AldousThe", "🔔 Follow us", "© 2026",
)  # fmt: skip
_EMOJI = ("🙂", "👩‍🚒", "🇳🇴", "⚓️", "🎉")
_WORD = re.compile(r"\w+")


def text(random: Random, characters: int, line: int = 0) -> str:
    """Return news of exactly so many characters, with one line of ``line`` in the middle."""
    before = (characters - line) // 2
    parts = [_lines(random, before), _one_line(random, line)]
    parts.append(_lines(random, characters - line - before))
    return "".join(parts)


def _lines(random: Random, characters: int) -> str:
    pieces: list[str] = []
    length = 0
    while length < characters:
        sentences = [_sentence(random) for _ in range(random.randint(1, 5))]
        ending = "\n\n" if random.random() < 0.9 else random.choice(("\n", "\n\n\n\n"))
        pieces.append(" ".join(sentences) + ending)
        length += len(pieces[-1])
    return "".join(pieces)[:characters]


def _one_line(random: Random, characters: int) -> str:
    pieces: list[str] = []
    length = 0
    while length < characters:
        pieces.append(_sentence(random) + " ")
        length += len(pieces[-1])
    whole = "".join(pieces)[:characters]
    return whole[:-1] + "\n" if whole else ""


def _sentence(random: Random) -> str:
    choose = random.choice
    who, what = choose(_PEOPLE), f"{choose(_VERBS)} {choose(_THINGS)}"
    kind = random.random()
    if kind < 0.5:
        sentence = f"{who} {what} {choose(_PLACES)} {choose(_TIMES)}."
        sentence = sentence[0].upper() + sentence[1:]
    elif kind < 0.7:
        sentence = f"“They {what} {choose(_TIMES)},” {who} said {choose(_PLACES)}."
    elif kind < 0.82:
        sentence = f'"Nobody {what}," {who} said, "and nobody will {choose(_PLACES)}."'
    elif kind < 0.9:
        sentence = f'“Nothing of that is true, {who} {what}" {choose(_TIMES)}.'
    elif kind < 0.96:
        sentence = f"{choose(_FURNITURE)}{who} {what}."
    else:
        sentence = f"{who} {what} {choose(_EMOJI)}"
    return sentence


def spans(random: Random, article: str, news: str, count: int) -> tuple[Span, ...]:
    """Return so many spans over a text, in the order in which somebody might have made them."""
    words = [match.span() for match in _WORD.finditer(news)]
    starts = sorted(random.randrange(len(words)) for _ in range(count))
    return tuple(_span(random, article, news, words, first) for first in starts)


def _span(
    random: Random, article: str, news: str, words: list[tuple[int, int]], first: int
) -> Span:
    (label,) = random.choices(LABELS, _SHARES)
    last = min(first + random.randint(*_WORDS[label]), len(words)) - 1
    start, end = words[first][0], words[last][1]
    if random.random() < _MID_WORD and end - start > 3:
        start += 1
    ranges: tuple[tuple[int, int], ...] = ((start, end),)
    if random.random() < _FRAGMENTED and last - first > 4:
        middle = (first + last) // 2
        ranges = ((start, words[middle - 1][1]), (words[middle + 1][0], end))
    made = f"2026-11-{random.randint(1, 19):02d}T09:{random.randint(0, 59):02d}:12.125Z"
    return Span(
        id=f"{random.getrandbits(128):032x}",
        article=article,
        annotator=ANNOTATOR,
        label=label,
        fragments=make_fragments(news, ranges),
        attributes={"checkable": True} if random.random() < 0.1 else {},
        note="See the guidelines, 2.3." if random.random() < 0.03 else None,
        created_at=made,
        updated_at=made,
    )


def record(random: Random, name: str, characters: int, count: int, line: int = 0) -> Annotated:
    """Return one article with spans."""
    news = text(random, characters, line)
    return Annotated(
        article=Article(
            id=name,
            text=news,
            title=news.partition("\n")[0][:120],
            source=f"https://news.example/{name}",
            date="2026-11-20",
            meta={"section": "local"},
        ),
        annotator=ANNOTATOR,
        status=Status.IN_PROGRESS,
        spans=spans(random, name, news, count),
    )


def corpus(seed: int, articles: int, spans_per_article: int) -> Iterator[Annotated]:
    """Yield articles of 1,000 to 8,000 characters, like those of a newspaper."""
    random = Random(seed)
    for number in range(articles):
        length = min(8_000, max(1_000, round(random.lognormvariate(8.1, 0.5))))
        yield record(random, f"news-{number:06d}", length, spans_per_article)
