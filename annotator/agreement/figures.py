"""The agreement report as records: every figure that is shown, printed or written.

An undefined figure is None, and ``Report.undefined`` says why under the figure's path.
"""

from __future__ import annotations

import msgspec

from annotator.words import Message


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How the report is computed.

    Attributes:
        seed: of the resampling.
        replicates: how many times the articles are resampled; 0: no intervals.
        iou: from which intersection over union on two spans count as the same.
        disagreements: how many of them are listed at most, those with most disputed characters.
        all_work: whether work counts that is not done, too.
        articles: how articles were chosen, in words; "" for all.

    """

    seed: int = 0
    replicates: int = 1000
    iou: float = 0.5
    disagreements: int = 100_000
    all_work: bool = False
    articles: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.iou <= 1:
            raise ValueError("iou must be greater than 0 and at most 1")
        if self.seed < 0 or self.replicates < 0 or self.disagreements < 0:
            raise ValueError("seed, replicates and disagreements must not be negative")


class Estimate(msgspec.Struct, frozen=True):
    """A figure with the ends of its 95 % interval; all between minus one or so and 1."""

    value: float | None
    low: float | None = None
    high: float | None = None


class Differences(msgspec.Struct, frozen=True):
    """Cases by kind, summed over pairs of annotators; a label case counts at both labels."""

    agreed: int = 0
    missed: int = 0
    boundary: int = 0
    label: int = 0
    split: int = 0


class Kappas(msgspec.Struct, frozen=True, kw_only=True):
    """Kappa of one label against its gap, where each character or token is an item.

    Attributes:
        fleiss: of all annotators.
        cohen: mean over the pairs of annotators.

    """

    fleiss: float | None
    cohen: float | None


class LabelFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one label, over the articles that are compared.

    Attributes:
        spans: how many each annotator has.
        articles: compared articles in which somebody used it.
        merged_spans: spans that ran into an earlier one of the same annotator and label, and were
            united with it for the alphas.
        identical_spans: further spans of an annotator with the same label and fragments as one
            that is there: they count in no figure, not in ``spans`` either.
        observed: disagreement, as a share of all characters and annotators; u-alpha is
            ``1 - observed / expected``.
        expected: what chance would give.
        f1_exact_interval: the mean over the pairs, with its interval.
        kappa_characters: where a venue demands it; see ``docs/agreement.md``.
        kappa_tokens: the same at tokens; None where the texts were not read.

    """

    spans: dict[str, int]
    articles: int
    merged_spans: int
    u_alpha: Estimate
    char_alpha: float | None
    f1_exact: float | None
    f1_iou: float | None
    differences: Differences
    identical_spans: int
    observed: float | None
    expected: float | None
    f1_exact_interval: Estimate
    f1_iou_interval: Estimate
    kappa_characters: Kappas
    kappa_tokens: Kappas | None


class Overall(msgspec.Struct, frozen=True, kw_only=True):
    """The figures over all labels; ``gamma`` is put in by whoever computes it."""

    u_alpha_micro: Estimate
    u_alpha_macro: float | None
    u_alpha_macro_interval: Estimate
    char_alpha_micro: float | None
    f1_exact: float | None
    f1_iou: float | None
    f1_unlabelled: float | None
    f1_unlabelled_exact: float | None
    f1_exact_interval: Estimate
    f1_iou_interval: Estimate
    f1_unlabelled_interval: Estimate
    gamma: float | None
    differences: Differences


class PairLabel(msgspec.Struct, frozen=True):
    """One pair of annotators and one label; both Cohen's kappas are against the label's gap."""

    u_alpha: float | None
    f1_exact: float | None
    f1_iou: float | None
    cohen_characters: float | None
    cohen_tokens: float | None


class PairFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One pair of annotators, over the articles that both are done with.

    Attributes:
        confusion: (K + 1) rows of (K + 1) cases, the labels in order and last "nothing"; rows are
            ``a``, columns ``b``.
        u_alpha: micro over the labels, with only these two annotators.

    """

    a: str
    b: str
    articles: int
    u_alpha: float | None
    f1_exact: float | None
    f1_iou: float | None
    f1_unlabelled: float | None
    u_alpha_interval: Estimate
    f1_exact_interval: Estimate
    f1_iou_interval: Estimate
    labels: dict[str, PairLabel]
    differences: Differences
    confusion: tuple[tuple[int, ...], ...]


class WithoutAnnotator(msgspec.Struct, frozen=True, kw_only=True):
    """What u-alpha (micro) is when one annotator's work is left out, on how many articles."""

    annotator: str
    u_alpha_micro: float | None
    articles: int


class ArticleFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One article; u-alpha is micro over the labels."""

    id: str
    title: str
    annotators: int
    u_alpha: float | None
    f1_exact: float | None
    f1_iou: float | None
    disputed: int


class PeriodFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The articles that the last annotator finished in one day, week (ISO 8601), month or year.

    Attributes:
        period: as 2026-12-01, 2026-W49, 2026-12 or 2026.
        articles: how many.
        u_alpha_micro: over all labels.
        labels: u-alpha of each label.

    """

    period: str
    articles: int
    u_alpha_micro: float | None
    labels: dict[str, float | None] = {}


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """An annotator's spans beside gold's: which of theirs are right, which of gold's they have."""

    precision: Estimate
    recall: Estimate
    f1: Estimate


class AgainstGold(msgspec.Struct, frozen=True, kw_only=True):
    """One annotator against gold, of one label or of all.

    Attributes:
        spans: how many they have.
        gold: how many gold has.
        exact: same label and fragments.
        iou: same label, one to one, IoU reached.

    """

    spans: int
    gold: int
    exact: Match
    iou: Match


class GoldFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One annotator against gold, over the articles that both are done with."""

    annotator: str
    articles: int
    all: AgainstGold
    labels: dict[str, AgainstGold]


class Offset(msgspec.Struct, frozen=True):
    """How often two boundaries of the same span lie ``distance`` code points apart."""

    distance: int
    starts: int
    ends: int


class AttributeFigures(msgspec.Struct, frozen=True, kw_only=True):
    """An attribute on matched spans (same label, one to one, IoU reached).

    Attributes:
        matched: pairs of spans where at least one annotator set it.
        both: pairs where both did; the others enter neither ``equal`` nor ``alpha``.
        equal: pairs where both gave the same value.
        alpha: nominal, over the pairs where both did.

    """

    label: str
    attribute: str
    matched: int
    both: int
    equal: int
    share: float | None
    alpha: float | None


class ArticleLabelFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of whole articles with one label, over the articles that are compared.

    Attributes:
        said: of how many articles each annotator says something with it.
        articles: of which two annotators at least say something.
        equal: those of them of which all say the same.
        alpha: nominal; several choices are one value.

    """

    said: dict[str, int]
    articles: int
    equal: int
    alpha: Estimate


class LinkFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Links of one type that begin at matched spans.

    Attributes:
        matched: pairs of spans where at least one annotator linked.
        both: pairs where both did.
        links: links of both annotators together.
        common: pairs of links whose targets are matched too.
        f1: ``2 common / links``.

    """

    type: str
    matched: int
    both: int
    links: int
    common: int
    f1: float | None


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """One difference between two annotators.

    Attributes:
        article: id.
        start: first code point concerned.
        end: exclusive.
        kind: missed, boundary, label or split.
        spans: ids, those of ``pair[0]`` before those of ``pair[1]``.
        pair: the two annotators.
        labels: what each called it; None: nothing there.
        characters: disputed code points.

    """

    article: str
    start: int
    end: int
    kind: str
    spans: tuple[str, ...]
    pair: tuple[str, str]
    labels: tuple[str | None, str | None]
    characters: int


class Caveat(msgspec.Struct, frozen=True, kw_only=True):
    """Something to know before a figure is believed.

    Attributes:
        kind: few annotators, few articles, wide interval, rare label, merged spans,
            identical spans or apart.
        subject: the label or the pair that it is about, "" for all.
        number: articles, spans or the interval's width.
        text: one sentence.

    """

    kind: str
    subject: str
    number: float
    text: Message


class PairPart(msgspec.Struct, frozen=True):
    """A pair's figures over some articles; None where they are not defined, as in ``pairs``."""

    articles: int = 0
    u_alpha: float | None = None
    f1_exact: float | None = None
    f1_iou: float | None = None


class PairSuggested(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a pair's work came from suggestions.

    Attributes:
        articles: that both are done with.
        spans: how many each has in them.
        suggested: how many of these came from suggestions.
        unaided: figures over the articles that both annotated without suggestions.
        aided: figures over the others.

    """

    a: str
    b: str
    articles: int
    spans: dict[str, int]
    suggested: dict[str, int]
    unaided: PairPart
    aided: PairPart


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All figures.

    Attributes:
        articles_compared: those that at least two annotators are done with; all else is over them.
        confusion: as in a pair, over all pairs, both ways round: symmetric, agreement once.
        disagreements: most disputed characters first.
        disagreements_total: how many there are, listed or not.
        undefined: the path of each undefined figure and why.
        suggested: of each pair; none where nothing came from a suggestion and nothing was annotated
            without them; put in by whoever reads a project.
        article_labels: by name, of all kinds but text; put in by whoever reads a project.
        gold: each annotator against gold, where something is settled; put in likewise.

    """

    settings: Settings
    annotators: tuple[str, ...]
    articles_total: int
    articles_compared: int
    labels: dict[str, LabelFigures]
    overall: Overall
    pairs: tuple[PairFigures, ...]
    without: tuple[WithoutAnnotator, ...]
    per_article: tuple[ArticleFigures, ...]
    over_time: tuple[PeriodFigures, ...]
    confusion: tuple[tuple[int, ...], ...]
    offsets: tuple[Offset, ...]
    attributes: tuple[AttributeFigures, ...]
    links: tuple[LinkFigures, ...]
    disagreements: tuple[Disagreement, ...]
    disagreements_total: int
    caveats: tuple[Caveat, ...]
    undefined: dict[str, Message]
    article_labels: dict[str, ArticleLabelFigures] = {}
    gold: tuple[GoldFigures, ...] = ()
    suggested: tuple[PairSuggested, ...] = ()
