"""Which pages the guide has, and where their files are."""

from __future__ import annotations

from annotator.resources import resource

NAMES = ("annotators", "leads", "data")
"""The pages, in the order of the contents; the same in each language."""
FIRST = NAMES[0]
_ELSE = "en"


def source(name: str, language: str) -> str:
    """Return a page as it is written, in English where the language has none.

    Raises:
        FileNotFoundError: it is missing from the installation.

    """
    try:
        place = resource(f"guide/{language}/{name}.md")
    except FileNotFoundError:
        place = resource(f"guide/{_ELSE}/{name}.md")
    return place.read_text(encoding="utf-8")
