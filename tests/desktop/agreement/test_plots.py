"""The plots, fed with figures of every sort."""

from __future__ import annotations

from PySide6.QtGui import QColor

from annotator.agreement.figures import PeriodFigures
from annotator.desktop.agreement.plots import Histogram, TimeLine
from annotator.desktop.toolkit.theme import Choice, Themes


def pixels_like(widget, wanted: QColor) -> int:
    image = widget.grab().toImage()
    return sum(
        image.pixelColor(x, y) == wanted
        for x in range(image.width())
        for y in range(image.height())
    )


def test_time_has_a_dot_for_each_period_that_has_a_figure(qapp):
    """Below 0, n/a, and a single one: in both themes, in any width."""
    themes = Themes()
    chart = TimeLine(themes)
    chart.resize(500, 220)
    chart.show_periods([], "nothing")
    values = [0.5, None, -0.4, 1.0, 0.7]
    periods = [
        PeriodFigures(period=f"2026-{n:02}", articles=n, u_alpha_micro=value)
        for n, value in enumerate(values, 1)
    ]
    dots = []
    for choice in (Choice.LIGHT, Choice.DARK):
        themes.choose(choice)
        for shown in ([], periods[1:2], periods[:1], periods):
            chart.show_periods(shown, f"{len(shown)} periods")
            dots.append(pixels_like(chart, themes.theme.accent))
        assert chart.accessibleDescription() == "5 periods"
    assert dots[0] == dots[1] == dots[4] == dots[5] == 0
    assert 0 < dots[2] < dots[3] / 3
    chart.resize(60, 40)
    assert not chart.grab().isNull()
    themes.choose(Choice.LIGHT)


def test_the_histogram_draws_its_columns_in_proportion(qapp):
    themes = Themes()
    themes.choose(Choice.LIGHT)
    chart = Histogram(themes)
    chart.resize(400, 200)
    chart.show_bins([("0", 0, 0), ("1", 0, 0)], "none")
    empty = chart.grab().toImage()
    chart.show_bins([("0", 10, 5), ("> 100", 1, 0)], "some")
    assert chart.grab().toImage() != empty
    full = [
        y for y in range(200) if chart.grab().toImage().pixelColor(60, y) != empty.pixelColor(60, y)
    ]
    tenth = [
        y
        for y in range(200)
        if chart.grab().toImage().pixelColor(255, y) != empty.pixelColor(255, y)
    ]
    assert len(full) > 5 * len(tenth) > 0
