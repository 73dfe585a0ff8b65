"""What suggestions are worth as finished articles grow: a simulated annotator on invented news.

The annotator accepts what is right with one key, puts an edge right with two, rejects what is wrong
with one, and tags the rest by hand with three. One in twenty spans is missed, one in thirty has an
edge that is off in what is learned from, as people leave it; what is judged by is what is there.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec

from annotator.annotation.records import Label
from annotator.suggestions.engine import Suggester
from annotator.suggestions.model import Model
from annotator.suggestions.outlets import outlet_of
from annotator.suggestions.records import Example, Ranges, Suggested, overlaps
from annotator.suggestions.sources.base import Texts
from annotator.suggestions.sources.registry import SOURCES
from annotator.suggestions.sources.repeated import Repeated
from annotator.suggestions.training import train
from benchmarks.furniture import papers
from benchmarks.invented import Written, corpus
from benchmarks.projects import SEED
from benchmarks.report import Result, Row
from benchmarks.scale import FULL, QUICK, Scale
from benchmarks.styles import ENGLISH, GERMAN, STYLES, printed

LABELS = (
    Label(id="quote", name="quote", unit="quote"),
    Label(id="entity", name="entity", unit="name"),
    Label(id="boilerplate", name="boilerplate", unit="block"),
    Label(id="claim", name="claim", unit="sentence"),
)
ACCEPT, REJECT, EDGE, BY_HAND = 1, 1, 2, 3
TRAIN_S, SUGGEST_MS, SURVEY_S = 10.0, 100.0, 30.0


class Outcome(NamedTuple):
    """What came of the suggestions for one label in some articles."""

    shown: int
    right: int
    there: int
    sure: int
    sure_right: int
    keys: int
    speakers: int
    speakers_right: int
    ms: float


def run(scale: Scale, folder: Path) -> Result:
    """Measure each label with ever more finished articles, and how long it takes."""
    del folder
    counts, held = ((0, 10, 30, 100), 60) if scale is FULL else ((0, 10, 30), 30)
    if scale not in (FULL, QUICK):
        counts, held = (0, 6), 3
    written = list(corpus(SEED, counts[-1] + held))
    known = [_as_left(one, number) for number, one in enumerate(written)]
    fresh = written[counts[-1] :]
    rows = [row for count in counts for row in _with_done(known[:count], fresh)]
    many = {FULL: 20, QUICK: 6}.get(scale, 1)
    rows += _styles(many)
    rows += _furniture(5 * many)
    rows += _repetition(scale.articles[1])
    return Result(
        "Suggestions of a simulated annotator, on invented news",
        "nothing is suggested; precision and recall are exact, of claims by sentence",
        rows,
    )


def _as_left(one: Written, number: int) -> Example:
    """Return an article as an annotator leaves it who is not quite consistent."""
    random = Random(number)
    kept = []
    for span in one.example.tagged:
        chance = random.random()
        if chance < 0.05:
            continue
        if chance < 0.083 and span.ranges[-1][1] - span.ranges[-1][0] > 3:
            *first, (start, end) = span.ranges
            span = msgspec.structs.replace(span, ranges=(*first, (start, end - 1)))
        kept.append(span)
    return msgspec.structs.replace(one.example, tagged=tuple(kept))


def _with_done(done: Sequence[Example], fresh: Sequence[Written]) -> Iterator[Row]:
    for label in LABELS:
        begin = time.perf_counter()
        model = train(label, done, SOURCES) if done else None
        seconds = time.perf_counter() - begin
        found = _outcome(label, model, fresh)
        name = f"{label.name}, {len(done)} done"
        yield Row(f"{name}: precision", "", found.right / max(1, found.shown))
        yield Row(f"{name}: recall", "", found.right / max(1, found.there))
        yield Row(f"{name}: keys saved", "", 1 - found.keys / max(1, BY_HAND * found.there))
        if found.sure >= 20:
            yield Row(f"{name}: right of those scored .9 to 1", "", found.sure_right / found.sure)
        if found.speakers:
            yield Row(f"{name}: speakers right", "", found.speakers_right / found.speakers)
        if done:
            yield Row(f"{name}: learning", "s", seconds, limit=TRAIN_S)
        yield Row(f"{name}: an article", "ms", found.ms, limit=SUGGEST_MS)


def _outcome(label: Label, model: Model | None, fresh: Sequence[Written]) -> Outcome:
    suggester = Suggester(label, SOURCES, model)
    shown = right = there = sure = sure_right = keys = speakers = speakers_right = 0
    begin = time.perf_counter()
    suggested = [suggester.suggest(one.example.article) for one in fresh]
    ms = (time.perf_counter() - begin) * 1000 / max(1, len(fresh))
    for one, found in zip(fresh, suggested, strict=True):
        wanted = [span.ranges for span in one.example.of(label.name)]
        there += len(wanted)
        shown += len(found)
        good = [each for each in found if _fits(label, each, wanted)]
        right += len(good)
        sure += sum(each.score >= 0.9 for each in found)
        sure_right += sum(each.score >= 0.9 for each in good)
        keys += _keys(label, found, wanted)
        who = {each.ranges: each.speaker for each in one.quotes}
        for each in good:
            if each.speaker is not None and each.ranges in who:
                speakers += 1
                said = who[each.ranges]
                speakers_right += said is not None and overlaps(each.speaker, (said,))
    return Outcome(
        shown, right, there, sure, sure_right, keys, speakers, speakers_right, max(ms, 1e-3)
    )


def _fits(label: Label, one: Suggested, wanted: Sequence[Ranges]) -> bool:
    if label.unit == "sentence":
        return any(overlaps(one.ranges, other) for other in wanted)
    return one.ranges in wanted


def _keys(label: Label, found: Sequence[Suggested], wanted: Sequence[Ranges]) -> int:
    """Return the keys that an article takes: see the module."""
    left = set(wanted)
    keys = 0
    for one in found:
        near = next((other for other in wanted if overlaps(one.ranges, other)), None)
        if near is None or near not in left:
            keys += REJECT
            continue
        left.discard(near)
        keys += ACCEPT if _fits(label, one, wanted) else EDGE
    return keys + BY_HAND * len(left)


def _styles(articles: int) -> Iterator[Row]:
    """Measure quotes as ten papers print them, with nothing done."""
    for name, language in (("English", ENGLISH), ("German", GERMAN)):
        some = [style for style in STYLES if style.language is language]
        found = _outcome(LABELS[0], None, list(printed(articles, some)))
        precision, recall = found.right / max(1, found.shown), found.right / max(1, found.there)
        yield Row(f"quotes in {len(some)} {name} styles, 0 done: precision", "", precision)
        yield Row(f"quotes in {len(some)} {name} styles, 0 done: recall", "", recall)
        right = found.speakers_right / max(1, found.speakers)
        yield Row(f"quotes in {len(some)} {name} styles, 0 done: speakers right", "", right)


class _Papers(Texts):
    """The texts of invented papers."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._texts: dict[str, list[str]] = {}
        for one in examples:
            self._texts.setdefault(outlet_of(one.article), []).append(one.article.text)
        self.outlets = sorted(self._texts)

    def of(self, outlet: str) -> Iterable[str]:
        return self._texts[outlet]


def _furniture(articles: int) -> Iterator[Row]:
    """Measure the lines that papers repeat with 20 of them tagged, and clean articles."""
    label = LABELS[2]
    examples = list(papers(4, max(10, articles)))
    done, tagged = [], 0
    for one in examples[:: max(1, len(examples) // 12)]:
        if tagged < 20:
            done.append(one)
            tagged += len(one.tagged)
    looked = {"repetition": Repeated().survey(_Papers(examples))}
    suggester = Suggester(
        label, SOURCES, train(label, done, SOURCES, surveyed=looked), surveyed=looked
    )
    shown = right = there = 0
    for one in examples:
        if one in done:
            continue
        found = {each.ranges for each in suggester.suggest(one.article)}
        wanted = {each.ranges for each in one.tagged}
        shown, right, there = shown + len(found), right + len(found & wanted), there + len(wanted)
    yield Row("lines that papers repeat, 20 tagged: precision", "", right / max(1, shown))
    yield Row("lines that papers repeat, 20 tagged: recall", "", right / max(1, there))
    clean = list(papers(10, articles, clean=True))
    looked = {"repetition": Repeated().survey(_Papers(clean))}
    suggester = Suggester(label, SOURCES, surveyed=looked)
    false = sum(len(suggester.suggest(one.article)) for one in clean)
    yield Row(f"false in {len(clean):,} clean articles, 0 done", "", false, limit=2)


class _Printed(Texts):
    """The texts of one outlet, of about 5,000 characters."""

    outlets = ("the outlet",)

    def __init__(self, count: int) -> None:
        random = Random(SEED)
        syllables = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]
        words = ["".join(random.choices(syllables, k=random.randint(1, 4))) for _ in range(5000)]
        weights = list(accumulate(1 / (place + 3) for place in range(len(words))))
        self._texts = [
            " ".join(random.choices(words, cum_weights=weights, k=800))
            + f"\n\nSign up for the morning newsletter.\n\n© {number % 2} Media Group"
            for number in range(count)
        ]

    def of(self, outlet: str) -> Iterable[str]:
        del outlet
        return self._texts


def _repetition(count: int) -> Iterator[Row]:
    printed = _Printed(count)
    begin = time.perf_counter()
    Repeated().survey(printed)
    seconds = time.perf_counter() - begin
    yield Row(f"repetition: {count:,} articles looked at", "s", max(seconds, 1e-6), limit=SURVEY_S)
