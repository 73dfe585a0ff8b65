"""The report's figures in the user's words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from annotator.agreement.figures import Caveat, Estimate, Report
from annotator.agreement.report.plainly import in_three_sentences
from annotator.desktop.toolkit.numbers import decimal, whole
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.desktop.toolkit.words import in_words
from annotator.words import say

NAME_LENGTH = 60
_SENTENCE = 1000


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


def in_short(report: Report) -> str:
    """Return what is good, what is not, and what to do next: a line each."""
    plainly = in_three_sentences(report)
    heads = (say("Good:"), say("Not good:"), say("Next:"))
    pairs = zip(heads, plainly, strict=True)
    return "\n".join(
        f"{in_words(head)} {one_line(in_words(said), _SENTENCE)}" for head, said in pairs
    )


def why(report: Report, path: str) -> str:
    """Return why the figure at a path is undefined, "" where it is not."""
    reason = report.undefined.get(path)
    return in_words(reason) if reason is not None else ""


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


def caveat_words(caveat: Caveat) -> str:
    """Return a caveat of a report in the user's language."""
    return one_line(in_words(caveat.text))
