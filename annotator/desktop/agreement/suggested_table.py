"""How much of each pair's work came from suggestions, and their figures with and without them."""

from __future__ import annotations

from annotator.agreement.figures import PairPart, Report
from annotator.desktop.agreement.page import plain
from annotator.desktop.agreement.tables import FigureTable
from annotator.desktop.agreement.wording import name, number, shown


class SuggestedTable(FigureTable):
    """Two rows for each pair: articles annotated without suggestions, and the others.

    Attributes:
        none: said where there is nothing to show.

    """

    def __init__(self) -> None:
        super().__init__("agreement_suggested", self.tr("Suggestions in each pair’s work"))
        self.none = plain(self.tr("Nothing came from a suggestion."), faint=True)

    def show_report(self, report: Report) -> None:
        """Show a report."""
        rows = []
        for one in report.suggested:
            came = [
                self.tr("{0} of {1}").format(number(one.suggested[who]), number(one.spans[who]))
                for who in (one.a, one.b)
            ]
            pair = f"{name(one.a)}, {name(one.b)}"
            without, rest = self.tr("without suggestions"), self.tr("with suggestions")
            rows.append([pair, *came, without, *_figures(one.unaided)])
            rows.append([pair, *came, rest, *_figures(one.aided)])
        titles = [
            self.tr("Pair"),
            self.tr("Suggested to the first"),
            self.tr("To the second"),
            self.tr("Articles"),
            self.tr("Number"),
            self.tr("u-alpha"),
            self.tr("F1 exact"),
            self.tr("F1 IoU"),
        ]
        self.fill(titles, rows)
        self.setVisible(bool(rows))
        self.none.setVisible(not rows)


def _figures(part: PairPart) -> list[str]:
    return [number(part.articles), *map(shown, (part.u_alpha, part.f1_exact, part.f1_iou))]
