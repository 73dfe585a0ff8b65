"""What the fields of the label editor may hold; a refusal is one sentence, "" when all is well."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from annotator.annotation.label_keys import DIGITS, clash, tidy_key
from annotator.annotation.records import CHOICES, Attribute, Label, shorten
from annotator.errors import InputError
from annotator.formats.common.names import check_name

LETTERS = 2
"""How many characters a letter has at most."""

KEYS = tuple(DIGITS)
"""The keys that are offered by themselves."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("labels", text)


def name_problem(name: str, label_id: str, labels: Iterable[Label]) -> str:
    """Return why a label cannot be called so."""
    if not name.strip():
        return _tr("A label needs a name.")
    if not _is_name(name):
        return _tr("A name is one line of visible characters.")
    if any(other.name == name for other in labels if other.id != label_id):
        return _tr("Another label is called “{0}” already.").format(shorten(name, 60))
    return ""


def letter_problem(letter: str) -> str:
    """Return why a label cannot have this letter."""
    if len(letter) > LETTERS or not letter.isprintable():
        return _tr("A letter is one or two characters.")
    return ""


def key_owner(key: str, label_id: str, labels: Iterable[Label]) -> Label | None:
    """Return the other label that has a key."""
    return next((one for one in labels if key and one.key == key and one.id != label_id), None)


def key_problem(key: str, label_id: str, labels: Iterable[Label]) -> str:
    """Return why a label cannot have a key, whoever else has that very key."""
    if not tidy_key(key):
        return _tr("A label’s key is pressed without Ctrl, Alt and Shift: a letter, F6, a comma …")
    for one in labels:
        if one.id != label_id and one.key != key and clash(one.key, key):
            return _tr("{0} and {1}, the key of “{2}”, begin alike.").format(
                key, one.key, shorten(one.name, 40)
            )
    return ""


def whole_colour(typed: str) -> str:
    """Return what was typed as ``#rrggbb``, "" when it is no colour."""
    digits = typed.strip().removeprefix("#").lower()
    if re.fullmatch("[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits}" if re.fullmatch("[0-9a-f]{6}", digits) else ""


def links_problem(links: Sequence[str]) -> str:
    """Return why these cannot be types of links."""
    if not all(_is_name(link) for link in links):
        return _tr("A type of link is one line of visible characters.")
    return ""


def required_links_problem(required: Sequence[str], links: Sequence[str]) -> str:
    """Return why these links cannot be asked for."""
    missing = [one for one in required if one not in links]
    if missing:
        return _tr("“{0}” is no link that its spans may begin.").format(shorten(missing[0], 60))
    return ""


def attributes_problem(attributes: Sequence[Attribute]) -> str:
    """Return why a label cannot have these attributes."""
    names: set[str] = set()
    for one in attributes:
        if not _is_name(one.name):
            return _tr("Each attribute needs a name.")
        if one.name in names:
            return _tr("Two attributes are called “{0}”.").format(shorten(one.name, 60))
        if one.kind in ("choice", CHOICES) and not one.values:
            return _tr("“{0}” is a choice: write its values, with commas between them.").format(
                shorten(one.name, 60)
            )
        names.add(one.name)
    return ""


def _is_name(name: str) -> bool:
    try:
        check_name(name, "")
    except InputError:
        return False
    return True


def split_list(typed: str) -> tuple[str, ...]:
    """Return the values between commas, each once; one that has a comma stands in quotes."""
    found = next(csv.reader([typed.replace("\n", " ")], skipinitialspace=True), [])
    return tuple(dict.fromkeys(value.strip() for value in found if value.strip()))


def join_list(values: Iterable[str]) -> str:
    """Return values as ``split_list`` takes them apart."""
    pieces = []
    for value in values:
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow([value])
        pieces.append(line.getvalue())
    return ", ".join(pieces)
