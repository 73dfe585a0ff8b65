"""From a project to the agreement report.

Import it where it is used: it brings numpy and scipy with it, which are slow to load.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from hashlib import blake2b
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from annotator.agreement.figures import GoldFigures, Report, Settings
from annotator.agreement.gamma.continua import list_continua, list_streams
from annotator.agreement.gamma.gamma import Gamma, gamma, pool
from annotator.agreement.measures.arrays import Ints
from annotator.agreement.measures.article_values import ValueData, compare_values
from annotator.agreement.measures.input import ArticleData, Corpus, LinkData, SpanData, build
from annotator.agreement.measures.sums import Memory
from annotator.agreement.report.against import figures_against
from annotator.agreement.report.reasons import NOT_ASKED, NOT_COMPARED, NOT_COMPUTED
from annotator.agreement.report.report import compute
from annotator.agreement.report.suggested import compare_suggested
from annotator.errors import ProjectError
from annotator.exchange.exports.exporting import CHANGED
from annotator.formats.common.tokens import tokenise
from annotator.progress import Cancelled, Progress, Throttle
from annotator.project import Project
from annotator.project.letters import letters_of
from annotator.words import Message, say

_STOPPED = say("the agreement report was stopped; nothing has changed")
_TEXTS = 200
"""Texts read at a time."""


class ReportMemory:
    """What was computed for the last report, so that the next computes only what changed.

    Keep one for each project that is open. It must not be used by two threads at once.
    """

    def __init__(self) -> None:
        self.sums = Memory()
        self.gammas: dict[bytes, Gamma] = {}
        self.tokens: dict[str, npt.NDArray[np.int32]] = {}


def report_of(
    project: Project,
    settings: Settings | None = None,
    *,
    labels: Sequence[str] | None = None,
    annotators: Sequence[str] | None = None,
    blind: bool = False,
    without: Collection[str] = (),
    only: Collection[str] | None = None,
    memory: ReportMemory | None = None,
    with_gamma: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Report:
    """Read a project and compute its agreement report. Slow; call it off the main thread.

    Args:
        project: to read; it may be edited meanwhile, the report shows one moment.
        settings: seed, replicates, IoU; None: as usual.
        labels: only spans of these; None: of all.
        annotators: only these are compared, gold if it is named; None: all but gold.
        blind: annotators are called A, B, C; see ``letters_of``.
        without: articles (ids) that are not compared, as if nobody were done with them.
        only: articles (ids) that the report is about, and no others; None: all.
        memory: kept by the caller between calls.
        with_gamma: compute gamma as well, which takes much longer.
        progress: called at most twenty times a second with how far it is, and how far it goes.
        cancelled: asked often whether to stop.

    Raises:
        ProjectError: there is no such label or annotator, or one was added, renamed or removed
            while the work was read.
        CancelledError: the user stopped it.

    """
    used = settings or Settings()
    held = memory or ReportMemory()
    throttle = Throttle(_STOPPED, progress, cancelled)
    phases = 3 if with_gamma else 2
    work = _read(
        project,
        labels,
        annotators,
        used.seed if blind else None,
        throttle,
        phases,
        _Wanted(used.all_work, frozenset(without), None if only is None else frozenset(only)),
    )
    corpus = work.corpus
    value: float | None = None
    reason = NOT_ASKED
    if with_gamma:
        value, reason = _gamma(corpus, used.seed, held, throttle, cancelled)
    total = len(corpus.article_ids)
    begin = total * (phases - 1)

    def on_progress(done: int, _: int) -> None:
        throttle.step(begin + done, total * phases)

    report = compute(
        corpus,
        used,
        memory=held.sums,
        gamma=value,
        gamma_undefined=reason,
        tokens=_tokens(project, corpus, held),
        progress=on_progress,
        cancelled=cancelled,
    )
    throttle.finish(total * phases)
    if not report.articles_compared and not used.all_work:
        report = _with_advice(report, project, work.articles, annotators)
    undefined = dict(report.undefined)
    said = compare_values(
        work.articles,
        work.values,
        _measured(project),
        corpus.annotators,
        used,
        undefined.__setitem__,
    )
    against: tuple[GoldFigures, ...] = ()
    if work.gold is not None:
        against, reasons = figures_against(*work.gold, used)
        undefined |= reasons
    suggested = compare_suggested(
        work.articles,
        work.spans,
        suggested=work.suggested,
        unaided=work.unaided,
        annotators=corpus.annotators,
        labels=corpus.labels,
        pairs=report.pairs,
        settings=used,
    )
    return msgspec.structs.replace(
        report, article_labels=said, gold=against, suggested=suggested, undefined=undefined
    )


class _Wanted(NamedTuple):
    """Which work is compared: see ``report_of``."""

    all_work: bool = False
    without: frozenset[str] = frozenset()
    only: frozenset[str] | None = None

    def has(self, article: str) -> bool:
        """Tell whether the report is about an article."""
        return self.only is None or article in self.only


def _with_advice(
    report: Report,
    project: Project,
    articles: Iterable[ArticleData],
    annotators: Collection[str] | None,
) -> Report:
    """Return a report without figures that says what to do, where there is work to compare."""
    there = {one.id: set(one.done) for one in articles}
    anybody = any(there.values())
    for name, unmarked in project.unmarked_work().items():
        for article in unmarked if annotators is None or name in annotators else ():
            if article in there:
                there[article].add(name)
    number = sum(len(people) > 1 for people in there.values())
    if not number:
        return report
    why = say(
        "{n:,} {n:article has|articles have} spans of two people, but {who}: mark them done or"
        " compare all work",
        n=number,
        who=say("no two are done with the same one") if anybody else say("nobody is done"),
    )
    return msgspec.structs.replace(
        report,
        undefined={
            path: why if one == NOT_COMPARED else one for path, one in report.undefined.items()
        },
        caveats=tuple(
            msgspec.structs.replace(one, text=say("{why}.", why=why))
            if one.kind == "few annotators"
            else one
            for one in report.caveats
        ),
    )


class _Work(msgspec.Struct, frozen=True, eq=False):
    """What was read.

    Attributes:
        corpus: what is compared.
        articles: with those who are compared and done.
        values: what is said of whole articles.
        gold: what is settled with what is compared, and what gold is called; None: nothing is.
        spans: of all that was read.
        suggested: ids of those that came from suggestions.
        unaided: who annotates which article (id) without suggestions.

    """

    corpus: Corpus
    articles: list[ArticleData]
    values: list[ValueData]
    gold: tuple[Corpus, str] | None
    spans: list[SpanData]
    suggested: frozenset[str]
    unaided: dict[str, tuple[str, ...]]


def _read(
    project: Project,
    labels: Sequence[str] | None,
    annotators: Sequence[str] | None,
    blind_seed: int | None,
    throttle: Throttle,
    phases: int,
    wanted_work: _Wanted,
) -> _Work:
    before = _names(project)
    known = before[0]
    for name in labels or ():
        if name not in known:
            there = tuple(known) or say("none yet")
            raise ProjectError(
                say("there is no label {name}; there are: {known}", name=name, known=there)
            )
    chosen = None if labels is None else set(labels)
    articles: list[ArticleData] = []
    spans: list[SpanData] = []
    links: list[LinkData] = []
    values: list[ValueData] = []
    suggested: set[str] = set()

    def on_progress(done: int, total: int) -> None:
        throttle.step(done, phases * total)

    without, has = wanted_work.without, wanted_work.has
    gold = before[2]
    reading = project.done_work(
        annotators, beside=gold, unfinished=wanted_work.all_work, progress=on_progress
    )
    with closing(reading) as work:
        for part in work:
            articles.extend(
                ArticleData(one.id, one.length, {} if one.id in without else one.done, one.title)
                for one in part.articles
                if has(one.id)
            )
            spans.extend(
                SpanData(one.id, one.article, one.annotator, one.label, one.ranges, one.attributes)
                for one in part.spans
                if (chosen is None or one.label in chosen)
                and one.article not in without
                and has(one.article)
            )
            suggested.update(one.id for one in part.spans if one.suggested)
            links.extend(LinkData(one.type, one.source, one.target) for one in part.links)
            values.extend(
                ValueData(one.article, one.annotator, one.label, one.value)
                for one in part.values
                if one.value is not None and one.article not in without and has(one.article)
            )
    names, unaided = annotators, project.unaided()
    called = None if blind_seed is None else letters_of(project, blind_seed)
    if _names(project) != before:  # they are read beside the work
        raise ProjectError(CHANGED)
    if called is not None:
        names = None if annotators is None else [called[name] for name in annotators]
        articles = [
            msgspec.structs.replace(one, done={called[who]: at for who, at in one.done.items()})
            for one in articles
        ]
        spans = [msgspec.structs.replace(one, annotator=called[one.annotator]) for one in spans]
        values = [msgspec.structs.replace(one, annotator=called[one.annotator]) for one in values]
        unaided = {one: tuple(called[name] for name in who) for one, who in unaided.items()}
    wanted = [name for name in known if chosen is None or name in chosen]
    against = None if gold is None else _settled(articles, spans, wanted, gold)
    if gold is not None and gold not in (names or ()):
        articles = [
            msgspec.structs.replace(
                one, done={who: at for who, at in one.done.items() if who != gold}
            )
            if gold in one.done
            else one
            for one in articles
        ]
    corpus = build(articles, spans, labels=wanted, annotators=names, links=links)
    return _Work(corpus, articles, values, against, spans, frozenset(suggested), unaided)


def _settled(
    articles: Sequence[ArticleData], spans: Sequence[SpanData], labels: list[str], gold: str
) -> tuple[Corpus, str] | None:
    """Return the articles that gold and somebody else are done with; None where there are none."""
    settled = [one for one in articles if gold in one.done and len(one.done) > 1]
    if not settled:
        return None
    inside = {one.id for one in settled}
    return build(settled, [one for one in spans if one.article in inside], labels=labels), gold


def _tokens(project: Project, corpus: Corpus, memory: ReportMemory) -> dict[str, Ints]:
    """Return where the tokens of the articles that are compared begin and end, by article id.

    They are those of the formats with tokens, without the cuts that spans make there. An
    article's text never changes, so what is known stays.
    """
    ids = corpus.compared().article_ids
    missing = [one for one in ids if one not in memory.tokens]
    for begin in range(0, len(missing), _TEXTS):
        for article, text in project.texts(missing[begin : begin + _TEXTS]).items():
            places = np.array(tokenise(text), np.int64).reshape(-1, 2)
            memory.tokens[article] = places.astype(np.int32)
    nothing = np.zeros((0, 2), np.int64)
    return {one: memory.tokens.get(one, nothing).astype(np.int64) for one in ids}


def _measured(project: Project) -> list[str]:
    """Return the names of the article labels that are measured: all but texts."""
    return [label.name for label in project.article_labels() if label.value.kind != "text"]


def _names(project: Project) -> tuple[list[str], list[str], str | None]:
    """Return what labels, annotators and gold are called."""
    return [label.name for label in project.labels()], project.annotators(), project.gold()


def _gamma(
    corpus: Corpus,
    seed: int,
    memory: ReportMemory,
    throttle: Throttle,
    cancelled: Cancelled | None,
) -> tuple[float | None, Message]:
    """Return gamma over the articles that are compared, or None and why."""
    compared = corpus.compared()
    if not compared.article_ids:
        return None, NOT_COMPARED
    total = len(corpus.article_ids)
    held: dict[bytes, Gamma] = {}
    found = []
    for continuum, stream in zip(list_continua(compared), list_streams(compared), strict=True):
        key = _key(continuum, seed, stream)
        one = memory.gammas.get(key)
        if one is None:
            one = gamma(continuum, seed=(seed, stream), cancelled=cancelled)
        held[key] = one
        found.append(one)
        throttle.step(total + len(found), 3 * total)
    memory.gammas = held
    pooled = pool(found)
    return pooled.value, pooled.undefined or NOT_COMPUTED


def _key(continuum: Sequence[Ints], seed: int, stream: int) -> bytes:
    """Return a hash of all that the gamma of an article depends on."""
    key = blake2b(repr((seed, stream)).encode(), digest_size=16)
    for units in continuum:
        key.update(b"%d " % len(units) + units.tobytes())
    return key.digest()
