"""The pages of figures: labels, pairs, kinds, confusion, boundaries, time and the rest."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton

from annotator.agreement.figures import Estimate, PairFigures, Report
from annotator.agreement.report.charts import bin_offsets, offset_bins
from annotator.agreement.report.plainly import unused_labels, used_labels
from annotator.agreement.report.wording import KINDS
from annotator.desktop.agreement.cells import AxisHeader, HeatCell, IntervalCell, SharesCell
from annotator.desktop.agreement.computing import Findings
from annotator.desktop.agreement.page import Page, head, legend, plain
from annotator.desktop.agreement.plots import Histogram, TimeLine
from annotator.desktop.agreement.suggested_table import SuggestedTable
from annotator.desktop.agreement.tables import FigureTable, GridTable
from annotator.desktop.agreement.wording import (
    ends_in_words,
    estimate_in_words,
    in_short,
    kind_name,
    name,
    names,
    number,
    shown,
    why,
)
from annotator.desktop.toolkit.numbers import decimal
from annotator.desktop.toolkit.theme import Themes


class LabelPage(Page):
    """The headline: each label with its interval."""

    def __init__(self, themes: Themes) -> None:
        super().__init__("agreement_labels_page", "")
        self.setAccessibleName(self.tr("Agreement by label"))
        self.table = FigureTable("agreement_label_table", self.tr("Agreement by label"))
        self._cell = IntervalCell(themes, self.table)
        self.table.draw(2, self._cell, AxisHeader(themes, 2, self._cell, self.table))
        self.unlabelled = plain()
        self.unlabelled.setObjectName("agreement_unlabelled")
        about = plain(
            self.tr(
                "Dot: u-alpha. Line: its 95 % interval. Judge by the line’s left end: from .800 on"
                " results are reliable, from .667 on tentative, below the label needs work."
            ),
            faint=True,
        )
        self.short = plain()
        self.short.setObjectName("agreement_short")
        self.short.setAccessibleName(self.tr("In three sentences"))
        self.column.addWidget(self.short)
        self.column.addWidget(self.table)
        self.column.addWidget(about)
        self.column.addWidget(self.unlabelled)
        self.column.addStretch(1)

    def show_findings(self, findings: Findings) -> None:
        """Show a report."""
        report = findings.report
        overall = report.overall
        rows: list[list[str]] = []
        drawn: list[object] = []
        tips: list[str] = []

        def add(title: str, spans: str, one: Estimate, path: str, others: list[str]) -> None:
            reason = why(report, path)
            said = estimate_in_words(one, reason)
            rows.append([title, spans, said, shown(one.value), ends_in_words(one), *others])
            drawn.append(one)
            ends = why(report, f"{path}.low")
            tips.append(f"{title}: {said}" + (f" ({ends})" if ends else ""))

        self.short.setText(in_short(report))
        for label, one in used_labels(report).items():
            others = [shown(value) for value in (one.char_alpha, one.f1_exact, one.f1_iou)]
            spans = number(sum(one.spans.values()))
            add(name(label), spans, one.u_alpha, f"labels.{label}.u_alpha", others)
        total = number(sum(sum(one.spans.values()) for one in report.labels.values()))
        micro = (overall.char_alpha_micro, overall.f1_exact, overall.f1_iou)
        add(
            self.tr("All, micro"),
            total,
            overall.u_alpha_micro,
            "overall.u_alpha_micro",
            [shown(value) for value in micro],
        )
        macro = overall.u_alpha_macro_interval
        path = "overall.u_alpha_macro_interval"
        add(self.tr("All, macro"), "", macro, path, ["", "", ""])
        self._cell.lowest = _lowest(drawn)
        titles = [
            self.tr("Label"),
            self.tr("Spans"),
            self.tr("u-alpha with its interval"),
            self.tr("u-alpha"),
            self.tr("95 % interval"),
            self.tr("char alpha"),
            self.tr("F1 exact"),
            self.tr("F1 IoU {0}").format(decimal(report.settings.iou, 2)),
        ]
        self.table.fill(titles, rows, drawn, tips)
        words = self.tr("F1 without label: {0} (IoU), {1} (exact).").format(
            shown(overall.f1_unlabelled), shown(overall.f1_unlabelled_exact)
        )
        if unused := unused_labels(report):
            words += "\n" + self.tr("In no article that is compared: {0}.").format(names(unused))
        self.unlabelled.setText(words)


def _lowest(drawn: list[object]) -> float:
    ends = [0.0]
    for one in drawn:
        if isinstance(one, Estimate):
            ends += [end for end in (one.value, one.low) if end is not None]
    return min(ends)


class PairPage(Page):
    """Each pair of annotators, and all without one of them."""

    def __init__(self, themes: Themes) -> None:
        super().__init__("agreement_pairs_page", "")
        self.setAccessibleName(self.tr("Agreement by pair"))
        self._report: Report | None = None
        self.measure = QComboBox()
        self.measure.setObjectName("agreement_pair_measure")
        self.measure.setAccessibleName(self.tr("Measure"))
        for key, title in (
            ("u_alpha", self.tr("u-alpha")),
            ("f1_exact", self.tr("F1 exact")),
            ("f1_iou", self.tr("F1 IoU")),
            ("f1_unlabelled", self.tr("F1 without label")),
        ):
            self.measure.addItem(title, key)
        self.label = QComboBox()
        self.label.setObjectName("agreement_pair_label")
        self.label.setAccessibleName(self.tr("Label"))
        self.label.setMinimumContentsLength(14)
        self.label.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for box in (self.measure, self.label):
            box.currentIndexChanged.connect(self._show)
        row = QHBoxLayout()
        row.addWidget(self.measure)
        row.addWidget(self.label)
        row.addStretch(1)
        self.grid = GridTable(
            "agreement_pair_grid", self.tr("Agreement by pair"), HeatCell(themes, self)
        )
        self.without = FigureTable("agreement_without", self.tr("Agreement without an annotator"))
        self.column.addLayout(row)
        self.column.addWidget(self.grid)
        self.column.addSpacing(10)
        self.column.addWidget(head(self.tr("Without one annotator")))
        self.column.addWidget(self.without)
        self.column.addStretch(1)

    def show_findings(self, findings: Findings) -> None:
        """Show a report."""
        report = self._report = findings.report
        chosen = self.label.currentData()
        self.label.blockSignals(True)
        self.label.clear()
        self.label.addItem(self.tr("All labels"), None)
        for one in report.labels:
            self.label.addItem(name(one), one)
        self.label.setCurrentIndex(max(0, self.label.findData(chosen) if chosen else 0))
        self.label.blockSignals(False)
        titles = [self.tr("Left out"), self.tr("u-alpha of the others"), self.tr("Articles")]
        rows = []
        for place, without in enumerate(report.without):
            reason = why(report, f"without.{place}.u_alpha_micro")
            value = shown(without.u_alpha_micro, reason)
            rows.append([name(without.annotator), value, number(without.articles)])
        self.without.fill(titles, rows)
        self._show()

    def _show(self) -> None:
        report = self._report
        if report is None:
            return
        people = report.annotators
        place = {one: i for i, one in enumerate(people)}
        blank = ("", 0.0, "")
        cells = [[blank] * len(people) for _ in people]
        for i, one in enumerate(people):
            cells[i][i] = ("–", 0.0, name(one))
        for row, pair in enumerate(report.pairs):
            value, path = self._value(pair, row)
            articles = (
                self.tr("1 article")
                if pair.articles == 1
                else self.tr("{0} articles").format(number(pair.articles))
            )
            words = self.tr("{0} and {1}: {2}, {3}").format(
                name(pair.a), name(pair.b), shown(value, why(report, path)), articles
            )
            cell = (f"{shown(value)}\n{articles}", max(0.0, value or 0.0), words)
            i, j = place[pair.a], place[pair.b]
            cells[i][j] = cells[j][i] = cell
        titles = [name(one) for one in people]
        self.grid.fill(titles, titles, cells)

    def _value(self, pair: PairFigures, row: int) -> tuple[float | None, str]:
        measure, label = self.measure.currentData(), self.label.currentData()
        if label is None:
            value: float | None = getattr(pair, measure)
            return value, f"pairs.{row}.{measure}"
        path = f"pairs.{row}.labels.{label}.{measure}"
        return getattr(pair.labels[label], measure, None), path


class KindPage(Page):
    """What became of the spans, by label, and how far boundaries lie apart."""

    def __init__(self, themes: Themes) -> None:
        super().__init__("agreement_kinds_page", "")
        self.setAccessibleName(self.tr("Kinds of disagreement"))
        self.table = FigureTable("agreement_kind_table", self.tr("Cases by label and kind"))
        self.table.draw(1, SharesCell(themes, self.table), None)
        self.histogram = Histogram(themes)
        self.histogram.setObjectName("agreement_histogram")
        self.histogram.setAccessibleName(self.tr("How far boundaries lie apart"))
        self.histogram.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.bins = FigureTable("agreement_bins", self.tr("How far boundaries lie apart"))
        self.column.addWidget(head(self.tr("What became of the spans")))
        self.column.addLayout(legend({kind: kind_name(kind) for kind in KINDS}, themes))
        self.column.addWidget(self.table)
        self.column.addSpacing(14)
        self.column.addWidget(head(self.tr("How far boundaries lie apart, in characters")))
        both = {"agreed": self.tr("starts"), "missed": self.tr("ends")}
        self.column.addLayout(legend(both, themes))
        self.column.addWidget(self.histogram)
        self.column.addWidget(self.bins)
        self.column.addStretch(1)

    def show_findings(self, findings: Findings) -> None:
        """Show a report."""
        report = findings.report
        titles = [
            self.tr("Label"),
            self.tr("Shares"),
            *(kind_name(kind) for kind in KINDS),
            self.tr("All"),
        ]
        rows: list[list[str]] = []
        drawn: list[object] = []
        everything = [(name(label), one.differences) for label, one in report.labels.items()]
        everything.append((self.tr("All"), report.overall.differences))
        for title, differences in everything:
            counts = {kind: int(getattr(differences, kind)) for kind in KINDS}
            total = sum(counts.values())
            words = ", ".join(f"{number(n)} {kind_name(kind)}" for kind, n in counts.items())
            drawn.append(counts)
            said = words if total else self.tr("n/a: no spans")
            rows.append([title, said, *map(number, counts.values()), number(total)])
        tips = [f"{row[0]}: {row[1]}" for row in rows]
        self.table.fill(titles, rows, drawn, tips)
        starts, ends = bin_offsets(report.offsets)
        bins = list(zip(offset_bins(), starts, ends, strict=True))
        words = "; ".join(
            self.tr("Moved by {0}: starts {1}, ends {2}").format(one, number(a), number(b))
            for one, a, b in bins
            if a or b
        )
        self.histogram.show_bins(bins, words or self.tr("No boundaries differ."))
        titles = [self.tr("Characters apart"), self.tr("Starts"), self.tr("Ends")]
        self.bins.fill(titles, [[one, number(a), number(b)] for one, a, b in bins])


class ConfusionPage(Page):
    """What the one calls it and what the other does."""

    def __init__(self, themes: Themes) -> None:
        super().__init__("agreement_confusion_page", "")
        self.setAccessibleName(self.tr("Label confusion"))
        self.pair = QComboBox()
        self.pair.setObjectName("agreement_confusion_pair")
        self.pair.setAccessibleName(self.tr("Pair"))
        self.pair.setMinimumContentsLength(20)
        self.pair.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.pair.currentIndexChanged.connect(self._show)
        self._report: Report | None = None
        self.about = plain(faint=True)
        self.grid = GridTable("agreement_confusion", self.tr("Confusion"), HeatCell(themes, self))
        row = QHBoxLayout()
        row.addWidget(self.pair)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.about)
        self.column.addWidget(self.grid)
        self.column.addStretch(1)

    def show_findings(self, findings: Findings) -> None:
        """Show a report."""
        report = self._report = findings.report
        chosen = self.pair.currentText()
        self.pair.blockSignals(True)
        self.pair.clear()
        self.pair.addItem(self.tr("All pairs"), None)
        for place, pair in enumerate(report.pairs):
            self.pair.addItem(f"{name(pair.a)} – {name(pair.b)}", place)
        self.pair.setCurrentIndex(max(0, self.pair.findText(chosen) if chosen else 0))
        self.pair.setVisible(len(report.pairs) > 1)
        self.pair.blockSignals(False)
        self._show()

    def _show(self) -> None:
        report = self._report
        if report is None:
            return
        nothing = self.tr("nothing")
        titles = [*(name(label) for label in report.labels), nothing]
        place = self.pair.currentData()
        if place is None:
            matrix = report.confusion
            self.about.setText(
                self.tr("Cases by what the one of a pair called it and what the other did.")
            )
        else:
            pair = report.pairs[place]
            matrix = pair.confusion
            self.about.setText(
                self.tr("Rows: {0}. Columns: {1}.").format(name(pair.a), name(pair.b))
            )
        most = max((n for line in matrix for n in line), default=0) or 1
        last = len(titles) - 1
        cells = []
        for i, line in enumerate(matrix):
            row = []
            for j, count in enumerate(line):
                words = self.tr("{0} and {1}: {2}").format(titles[i], titles[j], number(count))
                text = "–" if (i, j) == (last, last) else number(count)
                row.append((text, count / most, words))
            cells.append(row)
        self.grid.fill(titles, titles, cells)


class TimePage(Page):
    """Agreement by when articles were done."""

    def __init__(self, themes: Themes) -> None:
        super().__init__("agreement_time_page", "")
        self.setAccessibleName(self.tr("Agreement over time"))
        self.chart = TimeLine(themes)
        self.chart.setObjectName("agreement_time_chart")
        self.chart.setAccessibleName(self.tr("u-alpha over time"))
        self.chart.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.table = FigureTable("agreement_time_table", self.tr("Agreement over time"))
        about = plain(
            self.tr("Articles count where the last annotator finished them. Micro u-alpha."),
            faint=True,
        )
        self.column.addWidget(self.chart)
        self.column.addWidget(about)
        self.column.addWidget(self.table)
        self.column.addStretch(1)

    def show_findings(self, findings: Findings) -> None:
        """Show a report."""
        report = findings.report
        rows = []
        for place, one in enumerate(report.over_time):
            reason = why(report, f"over_time.{place}.u_alpha_micro")
            rows.append([one.period, number(one.articles), shown(one.u_alpha_micro, reason)])
        words = "; ".join(
            self.tr("{0}: {1}, articles: {2}").format(period, value, articles)
            for period, articles, value in rows
        )
        self.chart.show_periods(report.over_time, words or self.tr("No dates are known."))
        self.table.fill([self.tr("Period"), self.tr("Articles"), self.tr("u-alpha")], rows)


class DetailPage(Page):
    """Attributes, links, and gamma, which is computed when asked for.

    Signals:
        gamma_wanted: the user asks for it.
    """

    gamma_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("agreement_details_page", "")
        self.setAccessibleName(self.tr("Gamma, attributes and links"))
        self.gamma = plain()
        self.gamma.setObjectName("agreement_gamma")
        self.gamma_button = QPushButton(self.tr("Compute gamma"))
        self.gamma_button.setObjectName("agreement_gamma_button")
        self.gamma_button.clicked.connect(self.gamma_wanted)
        about = plain(
            self.tr(
                "Gamma looks at all labels at once, and at an annotator’s own overlapping spans."
                " It may take minutes; it can be stopped."
            ),
            faint=True,
        )
        self.attributes = FigureTable("agreement_attributes", self.tr("Attributes"))
        self.links = FigureTable("agreement_links", self.tr("Links"))
        self.article_labels = FigureTable(
            "agreement_article_labels", self.tr("Labels of whole articles")
        )
        self.no_article_labels = plain(self.tr("There are no labels of articles."), faint=True)
        self.suggested = SuggestedTable()
        self.no_attributes = plain(self.tr("No matched spans have attributes."), faint=True)
        self.no_links = plain(self.tr("No matched spans have links."), faint=True)
        row = QHBoxLayout()
        row.addWidget(self.gamma_button)
        row.addWidget(self.gamma, 1)
        self.column.addWidget(head(self.tr("Gamma")))
        self.column.addLayout(row)
        self.column.addWidget(about)
        for title, none, table in (
            (self.tr("Attributes on matched spans"), self.no_attributes, self.attributes),
            (self.tr("Links at matched spans"), self.no_links, self.links),
            (self.tr("Labels of whole articles"), self.no_article_labels, self.article_labels),
            (self.tr("Suggestions"), self.suggested.none, self.suggested),
        ):
            self.column.addSpacing(14)
            self.column.addWidget(head(title))
            self.column.addWidget(none)
            self.column.addWidget(table)
        self.column.addStretch(1)

    def show_findings(self, findings: Findings) -> None:
        """Show a report."""
        report = findings.report
        if findings.with_gamma:
            self.gamma.setText(shown(report.overall.gamma, why(report, "overall.gamma")))
        else:
            self.gamma.setText(self.tr("Not computed."))
        rows = []
        for place, one in enumerate(report.attributes):
            share = shown(one.share, why(report, f"attributes.{place}.share"))
            alpha = shown(one.alpha, why(report, f"attributes.{place}.alpha"))
            counts = map(number, (one.matched, one.both, one.equal))
            rows.append([f"{name(one.label)}: {name(one.attribute)}", *counts, share, alpha])
        titles = [
            self.tr("Attribute"),
            self.tr("Set by one"),
            self.tr("Set by both"),
            self.tr("Equal"),
            self.tr("Share equal"),
            self.tr("alpha"),
        ]
        self.attributes.fill(titles, rows)
        _choose(self.attributes, self.no_attributes, is_empty=not rows)
        rows = []
        for place, link in enumerate(report.links):
            f1 = shown(link.f1, why(report, f"links.{place}.f1"))
            counts = map(number, (link.matched, link.both, link.links, link.common))
            rows.append([name(link.type), *counts, f1])
        titles = [
            self.tr("Link"),
            self.tr("Linked by one"),
            self.tr("Linked by both"),
            self.tr("Links"),
            self.tr("In common"),
            self.tr("F1"),
        ]
        self.links.fill(titles, rows)
        _choose(self.links, self.no_links, is_empty=not rows)
        rows = []
        for label, said in report.article_labels.items():
            path = f"article_labels.{label}.alpha"
            alpha = shown(said.alpha.value, why(report, path))
            counts = map(number, (said.articles, said.equal))
            rows.append([name(label), *counts, alpha, ends_in_words(said.alpha)])
        titles = [
            self.tr("Label"),
            self.tr("Articles"),
            self.tr("All alike"),
            self.tr("alpha"),
            self.tr("95 % interval"),
        ]
        self.suggested.show_report(report)
        self.article_labels.fill(titles, rows)
        _choose(self.article_labels, self.no_article_labels, is_empty=not rows)


def _choose(table: FigureTable, none: QLabel, *, is_empty: bool) -> None:
    table.setVisible(not is_empty)
    none.setVisible(is_empty)
