"""Where articles were left."""

from __future__ import annotations

from annotator.workbench.positions import Place, Places


def test_no_more_places_than_wanted_are_kept():
    """The article that was left longest ago is forgotten first."""
    places = Places(limit=2)
    for name in ("a", "b", "a", "c"):
        places.remember(name, Place(1, 0))
    assert places.of("b") is None
    assert places.of("a") == Place(1, 0)
