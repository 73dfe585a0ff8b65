"""What annotators are called where their names are not shown: A, B, C."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from annotator.project.project import Project


def letters_of(project: Project, seed: int = 0) -> dict[str, str]:
    """Return what everybody in a project is called: a letter each; gold keeps its name.

    Whoever is looked at, alone or with others, in a report, a release or side by side, has the
    same letter with the same seed.
    """
    gold = project.gold()
    called = letters(project.annotators(), seed)
    return called if gold is None else {**called, gold: gold}


def letters(annotators: Sequence[str], seed: int = 0) -> dict[str, str]:
    """Return a letter for each annotator: A to Z, then AA, AB …

    Who is A does not follow from the order of the names; the same names and seed give the same
    letters.
    """

    def drawn(name: str) -> bytes:
        return blake2b(f"{seed}\0{name}".encode("utf-8", "surrogatepass")).digest()

    return {
        name: _letter(number)
        for number, name in enumerate(sorted(dict.fromkeys(annotators), key=drawn))
    }


def _letter(number: int) -> str:
    letter = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letter = chr(ord("A") + rest) + letter
    return letter
