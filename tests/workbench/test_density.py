"""How densely a text is tagged."""

from __future__ import annotations

from annotator.workbench.density import STEPS, Density


def test_density_counts_and_forgets():
    """What was added and taken away again leaves nothing; rows cover what is there."""
    density = Density(STEPS * 10)
    density.change("a", 0, 1, 1)
    density.change("a", STEPS * 5, STEPS * 10, 1)
    density.change("b", 639, 641, 1)
    assert density.runs("a", 128) == [(0, 1), (64, 128)]
    assert density.runs("b", 128) == [(3, 5)]
    density.change("a", STEPS * 5, STEPS * 10, -1)
    assert density.runs("a", 128) == [(0, 1)]
    density.replace("a", [(STEPS * 10 - 1, STEPS * 10)])
    assert density.runs("a", 128) == [(127, 128)]
    assert density.runs("none", 128) == []


def test_density_of_a_tiny_text():
    """One character of two fills its half, however few characters there are."""
    density = Density(2)
    density.change("a", 1, 2, 1)
    assert density.runs("a", 100) == [(50, 100)]


def test_what_was_counted_at_once_is_forgotten_one_by_one():
    """Ranges over many rows, too: they are counted there as often as ranges that came singly."""
    density = Density(STEPS * 10)
    density.replace("a", [(0, 1), (STEPS * 5, STEPS * 10)])
    assert density.runs("a", 128) == [(0, 1), (64, 128)]
    density.change("a", 0, 1, -1)
    assert density.runs("a", 128) == [(64, 128)]
    density.change("a", STEPS * 5, STEPS * 10, -1)
    assert density.runs("a", 128) == []
