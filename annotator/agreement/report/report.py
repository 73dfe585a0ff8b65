"""The whole report, from a corpus: one function, no state."""

from __future__ import annotations

import msgspec
import numpy as np

from annotator.agreement.figures import (
    ArticleFigures,
    Differences,
    Disagreement,
    Estimate,
    LabelFigures,
    Offset,
    Overall,
    PairFigures,
    PairLabel,
    PeriodFigures,
    Report,
    Settings,
    WithoutAnnotator,
)
from annotator.agreement.measures.alpha import (
    UnitSums,
    article_sums,
    label_alphas,
    micro_alpha,
    pair_sums,
)
from annotator.agreement.measures.arrays import Flags, Floats, Ints, divide, ranks, sum_by
from annotator.agreement.measures.disagreements import Kind
from annotator.agreement.measures.f1 import f1, mean_defined
from annotator.agreement.measures.input import Corpus
from annotator.agreement.measures.intervals import percentiles, replicate
from annotator.agreement.measures.matched import compare_attributes, compare_links
from annotator.agreement.measures.sums import Memory, Sums, compute_sums
from annotator.agreement.report.caveats import find_caveats
from annotator.progress import Cancelled, Progress
from annotator.words import Message, say

NOT_COMPARED = say("fewer than two annotators are done with the same article")
NOT_USED = say("no annotator used it")
NOTHING = say("no annotator marked anything")
NO_GAP = say("every annotator put the label on every character")
NOT_SHARED = say("the two annotators are done with no article in common")
ONE_ARTICLE = say("one article cannot be resampled")
NEVER_DRAWN = say("it was in none of the articles drawn")
NOT_ASKED = say("not asked for")
NOT_COMPUTED = say("not computed")
NO_REPLICATES = say("no resampling was asked for")


def compute(
    corpus: Corpus,
    settings: Settings | None = None,
    *,
    memory: Memory | None = None,
    gamma: float | None = None,
    gamma_undefined: Message = NOT_COMPUTED,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Report:
    """Compute the agreement report.

    Args:
        corpus: the articles and spans.
        settings: how; None: as usual.
        memory: kept by the caller between calls, so that only what changed is computed again.
        gamma: the coefficient, computed elsewhere; ``gamma_undefined``: why there is none.
        progress: told how many articles are done.
        cancelled: asked between blocks of articles.

    Raises:
        CancelledError: ``cancelled`` said so.

    """
    used = settings or Settings()
    compared = corpus.compared()
    sums = compute_sums(compared, used.iou, memory, progress, cancelled)
    return _Reporting(corpus, compared, sums, used).report(gamma, gamma_undefined)


class _Reporting:
    """The figures of one report, and why some are undefined."""

    def __init__(self, corpus: Corpus, compared: Corpus, sums: Sums, settings: Settings) -> None:
        self.total = len(corpus.article_ids)
        self.corpus = compared
        self.sums = sums
        self.settings = settings
        self.undefined: dict[str, Message] = {}
        self.by_article = article_sums(sums, compared.lengths)
        self.all = self.by_article.added()
        self.pairs, self.pair = _number_pairs(compared, sums)
        self.per_pair = self._pool_pairs()
        self.case_pair = self.pair[sums.cases.meeting]

    def report(self, gamma: float | None, gamma_undefined: Message) -> Report:
        corpus = self.corpus
        low, high, micro_low, micro_high, macro_low, macro_high = self._intervals()
        labels = self._labels(low, high)
        overall = self._overall(
            (micro_low, micro_high), (macro_low, macro_high), gamma, gamma_undefined
        )
        pairs = self._pairs()
        listed, number = self._disagreements()
        annotators = corpus.annotators
        return Report(
            settings=self.settings,
            annotators=annotators,
            articles_total=self.total,
            articles_compared=len(corpus.article_ids),
            labels=labels,
            overall=overall,
            pairs=pairs,
            without=self._without(),
            per_article=self._articles(),
            over_time=self._over_time(),
            confusion=_rows(self._confusion_of_all()),
            offsets=self._offsets(),
            attributes=compare_attributes(corpus, self.sums.matched, self._note),
            links=compare_links(corpus, self.sums.matched, self._note),
            disagreements=listed,
            disagreements_total=number,
            caveats=find_caveats(len(corpus.article_ids), labels, overall, pairs),
            undefined=self.undefined,
        )

    def _note(self, path: str, reason: Message) -> None:
        self.undefined[path] = reason

    def _known(self, value: float, path: str, reason: Message) -> float | None:
        if np.isnan(value):
            self._note(path, reason)
            return None
        return float(value)

    def _pool_pairs(self) -> dict[str, Floats]:
        """Return counts per pair: (P, K), the unlabelled ones (P,)."""
        counts, meetings, number = self.sums.counts, self.sums.meetings, len(self.pairs)

        def pooled(values: Ints) -> Floats:
            return sum_by(self.pair, values, number)

        return {
            "exact": pooled(counts.exact),
            "iou": pooled(counts.iou),
            "unlabelled": pooled(counts.unlabelled),
            "unlabelled_exact": pooled(counts.exact_unlabelled),
            "spans_one": pooled(counts.spans[meetings.one]),
            "spans_other": pooled(counts.spans[meetings.other]),
            "distinct_one": pooled(counts.distinct[meetings.one]),
            "distinct_other": pooled(counts.distinct[meetings.other]),
            "once_one": pooled(counts.distinct_unlabelled[meetings.one]),
            "once_other": pooled(counts.distinct_unlabelled[meetings.other]),
        }

    def _intervals(self) -> tuple[Floats, Floats, float, float, float, float]:
        nothing = np.full(len(self.corpus.labels), np.nan)
        if self.settings.replicates == 0 or len(self.corpus.article_ids) < 2:
            return nothing, nothing, *(float("nan"),) * 4
        found = replicate(
            self.by_article, _alphas_and_micro, self.settings.replicates, self.settings.seed
        )
        low, high = percentiles(found)
        macro_low, macro_high = percentiles(mean_defined(found[:, :-1], axis=1))
        return (
            low[:-1],
            high[:-1],
            float(low[-1]),
            float(high[-1]),
            float(macro_low),
            float(macro_high),
        )

    def _estimate(
        self, value: float, low: float, high: float, path: str, reason: Message
    ) -> Estimate:
        known = self._known(value, path, reason)
        if known is None:
            return Estimate(None)
        if np.isnan(low):
            why = ONE_ARTICLE if len(self.corpus.article_ids) < 2 else NEVER_DRAWN
            why = NO_REPLICATES if self.settings.replicates == 0 else why
            self._note(f"{path}.low", why)
            self._note(f"{path}.high", why)
            return Estimate(known)
        return Estimate(known, float(low), float(high))

    def _why_not(self, label: int | None = None) -> Message:
        if not len(self.corpus.article_ids):
            return NOT_COMPARED
        cover = self.all.cover if label is None else self.all.cover[label]
        if not np.any(cover):
            return NOTHING if label is None else NOT_USED
        return NO_GAP

    def _labels(self, low: Floats, high: Floats) -> dict[str, LabelFigures]:
        corpus, sums, per_pair = self.corpus, self.sums, self.per_pair
        members = sums.members
        alphas = label_alphas(self.all)
        characters = label_alphas(self.all.characters())
        exact = mean_defined(
            f1(per_pair["exact"], per_pair["distinct_one"], per_pair["distinct_other"])
        )
        iou = mean_defined(f1(per_pair["iou"], per_pair["spans_one"], per_pair["spans_other"]))
        spans = sum_by(members.annotator, sums.counts.spans, len(corpus.annotators))
        in_articles = sum_by(members.article, sums.counts.spans, len(corpus.article_ids)) > 0
        merged = sums.coverage.merged.sum(axis=0)
        kinds = self._kinds_by_label(np.ones(len(sums.cases.kind), np.bool_))
        found = {}
        for k, name in enumerate(corpus.labels):
            path, why = f"labels.{name}", self._why_not(k)
            found[name] = LabelFigures(
                spans={who: int(spans[i, k]) for i, who in enumerate(corpus.annotators)},
                articles=int(in_articles[:, k].sum()),
                merged_spans=int(merged[k]),
                u_alpha=self._estimate(alphas[k], low[k], high[k], f"{path}.u_alpha", why),
                char_alpha=self._known(characters[k], f"{path}.char_alpha", why),
                f1_exact=self._known(exact[k], f"{path}.f1_exact", why),
                f1_iou=self._known(iou[k], f"{path}.f1_iou", why),
                differences=Differences(*kinds[k].tolist()),
            )
        return found

    def _overall(
        self,
        micro: tuple[float, float],
        macro: tuple[float, float],
        gamma: float | None,
        gamma_undefined: Message,
    ) -> Overall:
        p, why = self.per_pair, self._why_not()
        exact = _pooled_f1(p["exact"], p["distinct_one"], p["distinct_other"])
        iou = _pooled_f1(p["iou"], p["spans_one"], p["spans_other"])
        unlabelled = f1(p["unlabelled"], p["spans_one"].sum(axis=1), p["spans_other"].sum(axis=1))
        unlabelled_exact = f1(p["unlabelled_exact"], p["once_one"], p["once_other"])
        if gamma is None:
            self._note("overall.gamma", gamma_undefined)
        value = float(micro_alpha(self.all))
        mean = float(mean_defined(label_alphas(self.all)))
        return Overall(
            u_alpha_micro=self._estimate(value, *micro, "overall.u_alpha_micro", why),
            u_alpha_macro=self._known(mean, "overall.u_alpha_macro", why),
            u_alpha_macro_interval=self._estimate(
                mean, *macro, "overall.u_alpha_macro_interval", why
            ),
            char_alpha_micro=self._known(
                float(micro_alpha(self.all.characters())), "overall.char_alpha_micro", why
            ),
            f1_exact=self._known(_mean(exact), "overall.f1_exact", why),
            f1_iou=self._known(_mean(iou), "overall.f1_iou", why),
            f1_unlabelled=self._known(_mean(unlabelled), "overall.f1_unlabelled", why),
            f1_unlabelled_exact=self._known(
                _mean(unlabelled_exact), "overall.f1_unlabelled_exact", why
            ),
            gamma=gamma,
            differences=_differences(self.sums.cases.kind),
        )

    def _pairs(self) -> tuple[PairFigures, ...]:
        corpus, p, number = self.corpus, self.per_pair, len(self.pairs)
        sums = pair_sums(self.sums, corpus.lengths, self.pair, number)
        micro, alphas = micro_alpha(sums), label_alphas(sums)
        exact = _pooled_f1(p["exact"], p["distinct_one"], p["distinct_other"])
        iou = _pooled_f1(p["iou"], p["spans_one"], p["spans_other"])
        unlabelled = f1(p["unlabelled"], p["spans_one"].sum(axis=1), p["spans_other"].sum(axis=1))
        by_label_exact = f1(p["exact"], p["distinct_one"], p["distinct_other"])
        by_label_iou = f1(p["iou"], p["spans_one"], p["spans_other"])
        articles = np.bincount(self.pair, minlength=number)
        found = []
        for i, (a, b) in enumerate(self.pairs):
            path = f"pairs.{i}"
            shared = articles[i] > 0
            cover = sums.cover[i]
            why = NOT_SHARED if not shared else NO_GAP if cover.any() else NOTHING
            labels = {}
            for k, name in enumerate(corpus.labels):
                here = f"{path}.labels.{name}"
                reason = NOT_SHARED if not shared else NO_GAP if cover[k] else NOT_USED
                labels[name] = PairLabel(
                    self._known(alphas[i, k], f"{here}.u_alpha", reason),
                    self._known(by_label_exact[i, k], f"{here}.f1_exact", reason),
                    self._known(by_label_iou[i, k], f"{here}.f1_iou", reason),
                )
            of_pair = self.case_pair == i
            found.append(
                PairFigures(
                    a=corpus.annotators[a],
                    b=corpus.annotators[b],
                    articles=int(articles[i]),
                    u_alpha=self._known(micro[i], f"{path}.u_alpha", why),
                    f1_exact=self._known(exact[i], f"{path}.f1_exact", why),
                    f1_iou=self._known(iou[i], f"{path}.f1_iou", why),
                    f1_unlabelled=self._known(unlabelled[i], f"{path}.f1_unlabelled", why),
                    labels=labels,
                    differences=_differences(self.sums.cases.kind[of_pair]),
                    confusion=_rows(self._confusion(of_pair)),
                )
            )
        return tuple(found)

    def _without(self) -> tuple[WithoutAnnotator, ...]:
        corpus = self.corpus
        found = []
        for i, name in enumerate(corpus.annotators):
            keep = np.ones(len(corpus.annotators), np.bool_)
            keep[i] = False
            articles = int((corpus.done[:, keep].sum(axis=1) >= 2).sum())
            left = article_sums(self.sums, corpus.lengths, keep).added()
            why = NOTHING if articles else NOT_COMPARED
            value = self._known(float(micro_alpha(left)), f"without.{i}.u_alpha_micro", why)
            found.append(WithoutAnnotator(annotator=name, u_alpha_micro=value, articles=articles))
        return tuple(found)

    def _articles(self) -> tuple[ArticleFigures, ...]:
        corpus, counts, meetings = self.corpus, self.sums.counts, self.sums.meetings
        number = len(corpus.article_ids)
        spans, distinct = counts.spans.sum(axis=1), counts.distinct.sum(axis=1)
        exact = f1(counts.exact.sum(axis=1), distinct[meetings.one], distinct[meetings.other])
        iou = f1(counts.iou.sum(axis=1), spans[meetings.one], spans[meetings.other])
        f1_exact = _mean_by(meetings.article, exact, number)
        f1_iou = _mean_by(meetings.article, iou, number)
        disputed = sum_by(meetings.article[self.sums.cases.meeting], self.sums.cases.chars, number)
        micro = micro_alpha(self.by_article)
        covered = self.by_article.cover.sum(axis=1) > 0
        annotators = corpus.done.sum(axis=1)
        found = []
        for i, article in enumerate(corpus.article_ids):
            path = f"per_article.{i}"
            why = NO_GAP if covered[i] else NOTHING
            found.append(
                ArticleFigures(
                    id=article,
                    title=corpus.titles[i],
                    annotators=int(annotators[i]),
                    u_alpha=self._known(micro[i], f"{path}.u_alpha", why),
                    f1_exact=self._known(f1_exact[i], f"{path}.f1_exact", why),
                    f1_iou=self._known(f1_iou[i], f"{path}.f1_iou", why),
                    disputed=int(disputed[i]),
                )
            )
        return tuple(found)

    def _over_time(self) -> tuple[PeriodFigures, ...]:
        corpus = self.corpus
        known = set(corpus.annotators)
        dates = [
            max((when for who, when in one.items() if who in known), default="")
            for one in corpus.done_at
        ]
        days = sorted({date[:10] for date in dates if date})
        # As fine as can be read off a chart: days, else months, else years.
        width = next((width for width in (10, 7) if len({day[:width] for day in days}) <= 31), 4)
        periods: dict[str, list[int]] = {}
        for i, date in enumerate(dates):
            if date:
                periods.setdefault(date[:width], []).append(i)
        found = []
        for number, (period, articles) in enumerate(sorted(periods.items())):
            value = float(micro_alpha(self.by_article.rows(np.array(articles)).added()))
            path = f"over_time.{number}.u_alpha_micro"
            figure = self._known(value, path, NOTHING)
            found.append(PeriodFigures(period=period, articles=len(articles), u_alpha_micro=figure))
        return tuple(found)

    def _kinds_by_label(self, chosen: Flags) -> Ints:
        """Return (K, number of kinds) cases; a label case counts at both of its labels."""
        cases, labels = self.sums.cases, len(self.corpus.labels)
        kind, one, other = cases.kind[chosen], cases.one[chosen], cases.other[chosen]
        two = (one >= 0) & (other >= 0) & (one != other)
        rows = np.concatenate((np.where(one >= 0, one, other), other[two]))
        columns = np.concatenate((kind, kind[two]))
        cells = np.bincount(rows * len(Kind) + columns, minlength=labels * len(Kind))
        return cells.reshape(labels, len(Kind))

    def _confusion(self, chosen: Flags) -> Ints:
        cases, labels = self.sums.cases, len(self.corpus.labels)
        one = np.where(cases.one[chosen] < 0, labels, cases.one[chosen])
        other = np.where(cases.other[chosen] < 0, labels, cases.other[chosen])
        cells = np.bincount(one * (labels + 1) + other, minlength=(labels + 1) ** 2)
        return cells.reshape(labels + 1, labels + 1)

    def _confusion_of_all(self) -> Ints:
        one_way = self._confusion(np.ones(len(self.sums.cases.kind), np.bool_))
        return one_way + one_way.T - np.diag(np.diag(one_way))

    def _offsets(self) -> tuple[Offset, ...]:
        cases = self.sums.cases
        bounded = np.flatnonzero(cases.kind == Kind.BOUNDARY)
        starts = np.abs(cases.from_start[bounded])
        ends = np.abs(cases.from_end[bounded])
        distances = np.unique(np.concatenate((starts, ends)))
        at_start = np.bincount(np.searchsorted(distances, starts), minlength=len(distances))
        at_end = np.bincount(np.searchsorted(distances, ends), minlength=len(distances))
        return tuple(
            Offset(*row)
            for row in zip(distances.tolist(), at_start.tolist(), at_end.tolist(), strict=True)
        )

    def _disagreements(self) -> tuple[tuple[Disagreement, ...], int]:
        cases, corpus = self.sums.cases, self.corpus
        disputed = np.flatnonzero(cases.kind != Kind.AGREED)
        # Cases are in order of article, pair and place, and the sort is stable.
        order = np.argsort(-cases.chars[disputed], kind="stable")
        top = disputed[order[: self.settings.disagreements]]
        names = [(corpus.annotators[a], corpus.annotators[b]) for a, b in self.pairs]
        labels: list[str | None] = [*corpus.labels, None]
        kinds = [kind.name.lower() for kind in Kind]
        span_ids, article_ids = corpus.span_ids, corpus.article_ids
        counts = cases.first[top + 1] - cases.first[top]
        members = cases.spans[np.repeat(cases.first[top], counts) + ranks(counts)].tolist()
        until = np.cumsum(counts).tolist()
        columns = zip(
            self.sums.meetings.article[cases.meeting[top]].tolist(),
            self.case_pair[top].tolist(),
            cases.kind[top].tolist(),
            cases.one[top].tolist(),
            cases.other[top].tolist(),
            cases.start[top].tolist(),
            cases.end[top].tolist(),
            cases.chars[top].tolist(),
            [0, *until[:-1]],
            until,
            strict=False,
        )
        found = tuple(
            Disagreement(
                article=article_ids[article],
                start=start,
                end=end,
                kind=kinds[kind],
                spans=tuple(span_ids[one] for one in members[begin:stop]),
                pair=names[pair],
                labels=(labels[one], labels[other]),
                characters=chars,
            )
            for article, pair, kind, one, other, start, end, chars, begin, stop in columns
        )
        return found, len(disputed)


def to_json(report: Report) -> bytes:
    """Return the report as JSON, schema ``annotator-agreement/1``; the same report, same bytes.

    Numbers are rounded to ten decimals: what is beyond depends on the machine.
    """
    plain = {"schema": "annotator-agreement/1", **msgspec.to_builtins(report)}
    plain["undefined"] = {path: str(why) for path, why in report.undefined.items()}
    for caveat, known in zip(plain["caveats"], report.caveats, strict=True):
        caveat["text"] = str(known.text)
    return msgspec.json.encode(_rounded(plain))


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 10) + 0.0
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return value


def _alphas_and_micro(sums: UnitSums) -> Floats:
    return np.concatenate((label_alphas(sums), micro_alpha(sums)[:, None]), axis=1)


def _number_pairs(corpus: Corpus, sums: Sums) -> tuple[list[tuple[int, int]], Ints]:
    """Return all pairs of annotators in order, and the pair (M,) of each meeting."""
    number = len(corpus.annotators)
    pairs = [(a, b) for a in range(number) for b in range(a + 1, number)]
    which = np.zeros((number, number), np.int64)
    for i, (a, b) in enumerate(pairs):
        which[a, b] = i
    annotator = sums.members.annotator
    return pairs, which[annotator[sums.meetings.one], annotator[sums.meetings.other]]


def _pooled_f1(common: Floats, one: Floats, other: Floats) -> Floats:
    return f1(common.sum(axis=1), one.sum(axis=1), other.sum(axis=1))


def _mean(values: Floats) -> float:
    return float(mean_defined(values))


def _mean_by(index: Ints, values: Floats, size: int) -> Floats:
    known = ~np.isnan(values)
    total = sum_by(index[known], values[known], size)
    number = np.bincount(index[known], minlength=size)
    return divide(total, number)


def _differences(kinds: Ints) -> Differences:
    return Differences(*np.bincount(kinds, minlength=len(Kind)).tolist())


def _rows(matrix: Ints) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(row) for row in matrix.tolist())
