"""The whole report, from a corpus: one function, no state."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np

from annotator.agreement.figures import (
    Differences,
    Kappas,
    LabelFigures,
    Overall,
    Report,
    Settings,
    WithoutAnnotator,
)
from annotator.agreement.measures import kappa
from annotator.agreement.measures.alpha import (
    UnitSums,
    article_sums,
    disagreement,
    label_alphas,
    micro_alpha,
)
from annotator.agreement.measures.arrays import Floats, Ints, sum_by
from annotator.agreement.measures.f1 import f1, mean_defined
from annotator.agreement.measures.input import Corpus
from annotator.agreement.measures.intervals import percentiles, replicate
from annotator.agreement.measures.matched import compare_attributes, compare_links
from annotator.agreement.measures.sums import Memory, Sums, compute_sums
from annotator.agreement.report.cases import (
    confusion_of_all,
    differences,
    kinds_by_label,
    list_disagreements,
    list_offsets,
    rows_of,
)
from annotator.agreement.report.caveats import find_caveats
from annotator.agreement.report.listing import list_articles, list_periods
from annotator.agreement.report.pairing import Pairs, pooled_f1
from annotator.agreement.report.reasons import (
    NO_GAP,
    NO_TEXTS,
    NOT_COMPARED,
    NOT_COMPUTED,
    NOT_USED,
    NOTHING,
    Reasons,
)
from annotator.progress import Cancelled, Progress
from annotator.words import Message


def compute(
    corpus: Corpus,
    settings: Settings | None = None,
    *,
    memory: Memory | None = None,
    gamma: float | None = None,
    gamma_undefined: Message = NOT_COMPUTED,
    tokens: Mapping[str, Ints] | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Report:
    """Compute the agreement report.

    Args:
        corpus: the articles and spans.
        settings: how; None: as usual.
        memory: kept by the caller between calls, so that only what changed is computed again.
        gamma: the coefficient, computed elsewhere; ``gamma_undefined``: why there is none.
        tokens: by article id (n, 2) where its tokens begin and end; None: no kappa at tokens.
        progress: told how many articles are done.
        cancelled: asked between blocks of articles.

    Raises:
        CancelledError: ``cancelled`` said so.

    """
    used = settings or Settings()
    compared = corpus.compared()
    sums = compute_sums(compared, used.iou, memory, progress, cancelled)
    return _Reporting(corpus, compared, sums, used, tokens).report(gamma, gamma_undefined)


class _Reporting:
    """The figures of one report, and why some are undefined."""

    def __init__(
        self,
        corpus: Corpus,
        compared: Corpus,
        sums: Sums,
        settings: Settings,
        tokens: Mapping[str, Ints] | None,
    ) -> None:
        self.total = len(corpus.article_ids)
        self.corpus = compared
        self.sums = sums
        self.settings = settings
        self.by_article = article_sums(sums, compared.lengths)
        self.all = self.by_article.added()
        self.pairs = Pairs(compared, sums)
        self.ends = self.pairs.resampled(settings)
        self.at_characters = kappa.characters(compared, sums.coverage)
        self.at_tokens = None
        if tokens is not None:
            places = [tokens[one] for one in compared.article_ids]
            self.at_tokens = kappa.tokens(compared, sums.members, sums.meetings, places)
        self._reasons = Reasons(len(compared.article_ids), settings.replicates)

    def report(self, gamma: float | None, gamma_undefined: Message) -> Report:
        corpus = self.corpus
        low, high, micro_low, micro_high, macro_low, macro_high = self._intervals()
        labels = self._labels(low, high)
        overall = self._overall(
            (micro_low, micro_high), (macro_low, macro_high), gamma, gamma_undefined
        )
        pairs = self.pairs.figures(
            self._reasons, self.ends, self._cohen(self.at_characters), self._cohen_at_tokens()
        )
        listed, number = list_disagreements(
            corpus,
            self.sums,
            self.pairs.pairs,
            self.pairs.of_case,
            self.settings.disagreements,
        )
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
            per_article=list_articles(corpus, self.sums, self.by_article, self._reasons),
            over_time=list_periods(corpus, self.by_article, self._reasons),
            confusion=rows_of(confusion_of_all(self.sums, len(corpus.labels))),
            offsets=list_offsets(self.sums),
            attributes=compare_attributes(corpus, self.sums.matched, self._reasons.note),
            links=compare_links(corpus, self.sums.matched, self._reasons.note),
            disagreements=listed,
            disagreements_total=number,
            caveats=find_caveats(len(corpus.article_ids), labels, overall, pairs),
            undefined=self._reasons.undefined,
        )

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

    def _cohen(self, items: kappa.Items) -> Floats:
        pairs = self.pairs
        return kappa.cohen(items, self.sums.meetings, pairs.of_meeting, len(pairs.pairs))

    def _cohen_at_tokens(self) -> Floats | None:
        return None if self.at_tokens is None else self._cohen(self.at_tokens)

    def _kappas(self, items: kappa.Items | None, name: str) -> list[Kappas] | None:
        """Return the kappas of each label; None where there are no tokens."""
        labels = self.corpus.labels
        if items is None:
            for one in labels:
                self._reasons.note(f"labels.{one}.{name}", NO_TEXTS)
            return None
        fleiss = kappa.fleiss(items, self.sums.members, self.sums.meetings)
        cohen = mean_defined(self._cohen(items))
        found = []
        for k, one in enumerate(labels):
            path, why = f"labels.{one}.{name}", self._why_not(k)
            found.append(
                Kappas(
                    fleiss=self._reasons.known(fleiss[k], f"{path}.fleiss", why),
                    cohen=self._reasons.known(cohen[k], f"{path}.cohen", why),
                )
            )
        return found

    def _why_not(self, label: int | None = None) -> Message:
        if not len(self.corpus.article_ids):
            return NOT_COMPARED
        cover = self.all.cover if label is None else self.all.cover[label]
        if not np.any(cover):
            return NOTHING if label is None else NOT_USED
        return NO_GAP

    def _labels(self, low: Floats, high: Floats) -> dict[str, LabelFigures]:
        corpus, sums, per_pair = self.corpus, self.sums, self.pairs.counts
        members = sums.members
        alphas = label_alphas(self.all)
        characters = label_alphas(self.all.characters())
        exact = mean_defined(f1(per_pair["exact"], per_pair["spans_one"], per_pair["spans_other"]))
        iou = mean_defined(f1(per_pair["iou"], per_pair["spans_one"], per_pair["spans_other"]))
        spans = sum_by(members.annotator, sums.counts.spans, len(corpus.annotators))
        in_articles = sum_by(members.article, sums.counts.spans, len(corpus.article_ids)) > 0
        merged = sums.coverage.merged.sum(axis=0)
        doubles = np.bincount(corpus.label, weights=corpus.doubles, minlength=len(corpus.labels))
        kinds = kinds_by_label(sums, len(corpus.labels))
        observed, expected = disagreement(self.all)
        at_characters = self._kappas(self.at_characters, "kappa_characters") or []
        at_tokens = self._kappas(self.at_tokens, "kappa_tokens")
        ends, total = self.ends, float(self.all.total) or np.nan
        found = {}
        for k, name in enumerate(corpus.labels):
            path, why = f"labels.{name}", self._why_not(k)
            found[name] = LabelFigures(
                spans={who: int(spans[i, k]) for i, who in enumerate(corpus.annotators)},
                articles=int(in_articles[:, k].sum()),
                merged_spans=int(merged[k]),
                u_alpha=self._reasons.estimate(alphas[k], low[k], high[k], f"{path}.u_alpha", why),
                char_alpha=self._reasons.known(characters[k], f"{path}.char_alpha", why),
                f1_exact=self._reasons.known(exact[k], f"{path}.f1_exact", why),
                f1_iou=self._reasons.known(iou[k], f"{path}.f1_iou", why),
                differences=Differences(*kinds[k].tolist()),
                identical_spans=int(doubles[k]),
                observed=self._reasons.known(observed[k] / total, f"{path}.observed", why),
                expected=self._reasons.known(expected[k] / total, f"{path}.expected", why),
                f1_exact_interval=self._reasons.between(
                    exact[k], ends.label_exact[:, k], f"{path}.f1_exact_interval", why
                ),
                f1_iou_interval=self._reasons.between(
                    iou[k], ends.label_iou[:, k], f"{path}.f1_iou_interval", why
                ),
                kappa_characters=at_characters[k],
                kappa_tokens=None if at_tokens is None else at_tokens[k],
            )
        return found

    def _overall(
        self,
        micro: tuple[float, float],
        macro: tuple[float, float],
        gamma: float | None,
        gamma_undefined: Message,
    ) -> Overall:
        p, why = self.pairs.counts, self._why_not()
        exact = pooled_f1(p["exact"], p["spans_one"], p["spans_other"])
        iou = pooled_f1(p["iou"], p["spans_one"], p["spans_other"])
        unlabelled = f1(p["unlabelled"], p["once_one"], p["once_other"])
        unlabelled_exact = f1(p["unlabelled_exact"], p["once_one"], p["once_other"])
        if gamma is None:
            self._reasons.note("overall.gamma", gamma_undefined)
        value = float(micro_alpha(self.all))
        mean = float(mean_defined(label_alphas(self.all)))
        return Overall(
            u_alpha_micro=self._reasons.estimate(value, *micro, "overall.u_alpha_micro", why),
            u_alpha_macro=self._reasons.known(mean, "overall.u_alpha_macro", why),
            u_alpha_macro_interval=self._reasons.estimate(
                mean, *macro, "overall.u_alpha_macro_interval", why
            ),
            char_alpha_micro=self._reasons.known(
                float(micro_alpha(self.all.characters())), "overall.char_alpha_micro", why
            ),
            f1_exact=self._reasons.known(_mean(exact), "overall.f1_exact", why),
            f1_iou=self._reasons.known(_mean(iou), "overall.f1_iou", why),
            f1_unlabelled=self._reasons.known(_mean(unlabelled), "overall.f1_unlabelled", why),
            f1_unlabelled_exact=self._reasons.known(
                _mean(unlabelled_exact), "overall.f1_unlabelled_exact", why
            ),
            f1_exact_interval=self._reasons.between(
                _mean(exact), self.ends.exact[:, 0], "overall.f1_exact_interval", why
            ),
            f1_iou_interval=self._reasons.between(
                _mean(iou), self.ends.iou[:, 0], "overall.f1_iou_interval", why
            ),
            f1_unlabelled_interval=self._reasons.between(
                _mean(unlabelled),
                self.ends.unlabelled[:, 0],
                "overall.f1_unlabelled_interval",
                why,
            ),
            gamma=gamma,
            differences=differences(self.sums.cases.kind),
        )

    def _without(self) -> tuple[WithoutAnnotator, ...]:
        corpus = self.corpus
        found = []
        for i, name in enumerate(corpus.annotators):
            keep = np.ones(len(corpus.annotators), np.bool_)
            keep[i] = False
            articles = int((corpus.done[:, keep].sum(axis=1) >= 2).sum())
            left = article_sums(self.sums, corpus.lengths, keep).added()
            why = NOTHING if articles else NOT_COMPARED
            value = self._reasons.known(float(micro_alpha(left)), f"without.{i}.u_alpha_micro", why)
            found.append(WithoutAnnotator(annotator=name, u_alpha_micro=value, articles=articles))
        return tuple(found)


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


def _mean(values: Floats) -> float:
    return float(mean_defined(values))
