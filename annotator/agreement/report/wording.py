"""Figures in words: how numbers, intervals and missing figures are written in every output."""

from __future__ import annotations

from annotator.agreement.figures import Estimate, Report

TENTATIVE, RELIABLE = 0.667, 0.800
"""From which lower end of an interval on conclusions are tentative, and reliable."""

WHY_ALPHA = (
    "Judge by u-alpha: kappa takes each character or token for a decision of its own, although a"
    " span is one, Cohen’s knows two annotators only and Fleiss’ none that is missing, and neither"
    " sees whether a long span is one or many. Each label is compared with its gap; Cohen’s is the"
    " mean over the pairs."
)
"""Why alpha is preferred, where kappa stands beside it."""

KINDS = ("agreed", "missed", "boundary", "label", "split")
"""The kinds of cases in the order of ``Differences``."""


def figure(value: float | None) -> str:
    """Return a figure with three decimals, or n/a."""
    return "n/a" if value is None else f"{value + 0.0:.3f}".replace("-0.000", "0.000")


def interval(estimate: Estimate) -> str:
    """Return the ends of an interval, "" where there is none."""
    if estimate.low is None or estimate.high is None:
        return ""
    return f"{figure(estimate.low)} to {figure(estimate.high)}"


def standing(estimate: Estimate) -> str:
    """Return where the lower end of an interval lies; "" without an interval."""
    if estimate.low is None:
        return ""
    if estimate.low >= RELIABLE:
        return "reliable"
    return "tentative" if estimate.low >= TENTATIVE else "below .667"


def reason(report: Report, path: str) -> str:
    """Return why the figure at a path is undefined, "" where it is not."""
    return str(report.undefined.get(path, ""))


def printable(text: str) -> str:
    """Return text with a mark in the place of control characters, for a terminal or one line."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)
