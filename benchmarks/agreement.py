"""The agreement report, beside libraries that compute a part of it."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import msgspec
import numpy as np

from annotator.agreement.figures import Settings
from annotator.agreement.gamma.gamma import gamma
from annotator.agreement.measures.input import Corpus
from annotator.agreement.report.report import compute
from annotator.annotation.records import Annotated, Span, Status, make_fragments
from annotator.exchange.agreeing import report_of
from annotator.project import Project
from benchmarks import news, projects
from benchmarks.corpora import from_annotated
from benchmarks.report import Result, Row
from benchmarks.scale import Scale

ANNOTATORS = ("a", "b", "c")
SMALL = 200
"""Articles of the report that is computed while somebody waits."""

CHARACTERS = 3_000
NLTK_CHARACTERS = 20_000
"""NLTK is given no more: it takes as many times longer as there are more."""


def run(scale: Scale, folder: Path) -> Result:
    """Measure report, gamma, and a large project from its file."""
    small = min(SMALL, scale.articles[0])
    per_article = scale.spans_per_article
    corpus = from_annotated(records(small, per_article), labels=news.LABELS)
    large = scale.articles[1]
    path = folder / "agreement.annotator"
    projects.make(path, records(large, per_article))
    rows = [
        *_report_rows(corpus, f"{small:,} articles × 3 annotators × {per_article} spans", scale),
        *_gamma_rows(scale),
        *_file_rows(path, f"{large:,} articles × 3 annotators × {per_article} spans"),
    ]
    return Result(
        "Agreement report",
        "parts of it by krippendorff, scikit-learn and NLTK on the same characters;"
        " pygamma-agreement is not installed, gamma has no floor",
        rows,
    )


def records(articles: int, spans: int) -> Iterator[Annotated]:
    """Yield what three annotators, who differ as people do, make of each article."""
    random = Random(projects.SEED)
    for number in range(articles):
        one = news.record(random, f"news-{number:06d}", CHARACTERS, spans)
        for annotator in ANNOTATORS:
            theirs = tuple(_seen(random, one, span, annotator) for span in one.spans)
            yield msgspec.structs.replace(
                one,
                annotator=annotator,
                status=Status.DONE,
                spans=tuple(span for span in theirs if span is not None),
            )


def _seen(random: Random, record: Annotated, span: Span, annotator: str) -> Span | None:
    """Return what an annotator makes of a span: the same, other boundaries or label, nothing."""
    if random.random() < 0.1:
        return None
    ranges = [(one.start, one.end) for one in span.fragments]
    if random.random() < 0.2 and len(ranges) == 1:
        ((start, end),) = ranges
        ranges = [(start, min(CHARACTERS, end + random.randint(1, 9)))]
    label = random.choice(news.LABELS) if random.random() < 0.05 else span.label
    return msgspec.structs.replace(
        span,
        id=f"{random.getrandbits(128):032x}",
        annotator=annotator,
        label=label,
        fragments=make_fragments(record.article.text, ranges),
    )


def _report_rows(corpus: Corpus, name: str, scale: Scale) -> Iterator[Row]:
    times = max(1, scale.transfers)
    whole = _timed(lambda: compute(corpus, Settings()), times)
    numbers = _timed(lambda: compute(corpus, Settings(replicates=0)), times)
    marks = _characters(corpus)
    by_krippendorff = _timed(lambda: _krippendorff(marks), 1)
    by_sklearn = _timed(lambda: _sklearn(marks), 1)
    yield Row(f"report, 1,000 resamplings: {name}", "s", whole, by_krippendorff, limit=1.0)
    yield Row(
        "figures alone; floor: krippendorff, character alpha", "s", numbers, by_krippendorff,
        limit=0.5,
    )  # fmt: skip
    yield Row(
        "figures alone; floor: scikit-learn, kappa of each pair", "s", numbers, by_sklearn,
        limit=0.5,
    )  # fmt: skip
    some = [one[:, :NLTK_CHARACTERS] for one in marks if one[:, :NLTK_CHARACTERS].any()]
    part = some[0].shape[1] / marks[0].shape[1]
    by_nltk = _timed(lambda: _nltk(some), 1) / part
    what = f"figures alone; floor: NLTK, character alpha, from {part:.0%} of the characters"
    yield Row(what, "s", numbers, by_nltk, limit=0.5)


def _characters(corpus: Corpus) -> list[np.ndarray[Any, Any]]:
    """Return for each label that occurs (annotators, characters): 1 where it is marked."""
    begins = np.concatenate(([0], np.cumsum(corpus.lengths)))
    found = [np.zeros((len(ANNOTATORS), begins[-1]), np.int8) for _ in corpus.labels]
    for span, article in enumerate(corpus.article):
        for place in range(corpus.first[span], corpus.first[span + 1]):
            start, end = begins[article] + corpus.start[place], begins[article] + corpus.end[place]
            found[corpus.label[span]][corpus.annotator[span], start:end] = 1
    return [one for one in found if one.any()]


def _krippendorff(marks: list[np.ndarray[Any, Any]]) -> None:
    import krippendorff

    for one in marks:
        krippendorff.alpha(reliability_data=one, level_of_measurement="nominal")


def _sklearn(marks: list[np.ndarray[Any, Any]]) -> None:
    from sklearn.metrics import cohen_kappa_score

    for one in marks:
        for a in range(len(one)):
            for b in range(a):
                cohen_kappa_score(one[a], one[b])


def _nltk(marks: list[np.ndarray[Any, Any]]) -> None:
    from nltk.metrics.agreement import AnnotationTask

    for one in marks:
        task = AnnotationTask(
            (str(who), place, value)
            for who, row in enumerate(one.tolist())
            for place, value in enumerate(row)
        )
        task.alpha()


def _gamma_rows(scale: Scale) -> Iterator[Row]:
    for units, limit in ((40, 0.5), (160, 5.0)):
        units = min(units, scale.spans_per_article * 4)
        random = np.random.default_rng(projects.SEED)
        begins = np.sort(random.integers(0, units * 75, units))
        truth = np.column_stack(
            (begins, begins + random.integers(5, 90, units), random.integers(0, 4, units))
        )
        continuum = []
        for _ in ANNOTATORS:
            seen = truth[random.random(units) > 0.1].copy()
            seen[:, 1] += random.integers(0, 5, len(seen))
            continuum.append(seen)
        taken = _timed(lambda made=continuum: gamma(made), max(1, scale.transfers))  # type: ignore[misc]
        yield Row(f"gamma: 3 annotators × {units} units, 30 samples", "s", taken, limit=limit)


def _file_rows(path: Path, name: str) -> Iterator[Row]:
    command = [sys.executable, "-m", "benchmarks.agreement", str(path)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True, timeout=1800)
    figures = json.loads(ended.stdout)
    yield Row(f"from the file, 1,000 resamplings: {name}", "s", figures["seconds"], limit=30.0)
    yield Row("its peak memory", "MB", figures["megabytes"], limit=2_000.0)


def _timed(work: Callable[[], object], times: int) -> float:
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        found.append(time.perf_counter() - begin)
    return median(found)


def main() -> None:
    """Report on the project named; print seconds and megabytes as JSON."""
    begin = time.perf_counter()
    with Project.open(sys.argv[1]) as project:
        report_of(project)
    seconds = time.perf_counter() - begin
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": megabytes}))


if __name__ == "__main__":
    main()
