"""The report's figures in the user's words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from annotator.agreement.figures import Caveat, Estimate, LabelFigures, Report
from annotator.agreement.report.caveats import RARE_ARTICLES, RARE_SPANS
from annotator.desktop.toolkit.numbers import decimal, whole
from annotator.desktop.toolkit.phrases import in_words
from annotator.desktop.toolkit.widgets.marks import one_line

NAME_LENGTH = 60


def _tr(text: str) -> str:
    return QCoreApplication.translate("Agreement", text)


def name(text: str) -> str:
    """Return an annotator's, a label's or an article's name as it is shown: one short line."""
    return one_line(text, NAME_LENGTH)


def number(value: int) -> str:
    """Return a number as the user's language writes it."""
    return whole(value)


def figure(value: float) -> str:
    """Return a figure of the report with three decimals."""
    return decimal(value, 3)


def kind_name(kind: str) -> str:
    """Return what a kind of case is called."""
    return {
        "agreed": _tr("agreed"),
        "missed": _tr("missed"),
        "boundary": _tr("boundary"),
        "label": _tr("label"),
        "split": _tr("split"),
    }[kind]


def why(report: Report, path: str) -> str:
    """Return why the figure at a path is undefined, "" where it is not."""
    return in_words(report.undefined.get(path, ""))


def shown(value: float | None, reason: str = "") -> str:
    """Return a figure, or n/a with the reason."""
    if value is None:
        return _tr("n/a: {0}").format(reason) if reason else _tr("n/a")
    return figure(value)


def ends_in_words(one: Estimate) -> str:
    """Return the ends of an interval, "" where there is none."""
    if one.low is None or one.high is None:
        return ""
    return _tr("{0} to {1}").format(figure(one.low), figure(one.high))


def estimate_in_words(one: Estimate, reason: str) -> str:
    """Return a figure with its interval in words."""
    if one.value is None:
        return shown(None, reason)
    ends = ends_in_words(one)
    said = figure(one.value)
    return _tr("{0}, 95 % interval {1}").format(said, ends) if ends else said


def names(many: Iterable[str]) -> str:
    """Return names, with commas between them."""
    return ", ".join(map(name, many))


def caveat_words(caveat: Caveat, report: Report) -> str:
    """Return a caveat of a report in the user's language."""
    subject, count = name(caveat.subject), number(int(caveat.number))
    if caveat.kind == "few annotators":
        return _tr("No article is done by two annotators, so nothing can be compared.")
    if caveat.kind == "few articles":
        return _tr("Few articles can be compared ({0}); the figures may change much.").format(count)
    if caveat.kind == "apart":
        return _tr("{0} have no finished article in common and are not compared.").format(subject)
    if caveat.kind == "rare label":
        return _rare(subject, report.labels[caveat.subject])
    if caveat.kind == "merged spans":
        return _tr(
            "“{0}”: spans that overlapped another of the same annotator and label ({1}) are"
            " seen as one by alpha."
        ).format(subject, count)
    if caveat.kind == "wide interval":
        width = decimal(caveat.number, 2)
        if caveat.subject:
            return _tr("“{0}”: the interval is wide ({1}).").format(subject, width)
        return _tr("All labels together: the interval is wide ({0}).").format(width)
    return one_line(caveat.text)


def _rare(label: str, figures: LabelFigures) -> str:
    """Say of what a label has few: spans, articles or both."""
    spans, articles = sum(figures.spans.values()), figures.articles
    if spans >= RARE_SPANS:
        many = _tr("{0} spans")
    else:
        many = _tr("only 1 span") if spans == 1 else _tr("only {0} spans")
    if articles >= RARE_ARTICLES:
        where = _tr("in {0} articles")
    else:
        where = _tr("in only 1 article") if articles == 1 else _tr("in only {0} articles")
    return _tr("“{0}”: {1} {2}; its figures may change much with more.").format(
        label, many.format(number(spans)), where.format(number(articles))
    )
