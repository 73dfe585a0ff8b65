"""The registry's table says of each format what the format says of itself."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module

import pytest

import annotator.formats
from annotator.formats import Known, formats
from annotator.formats.common.base import Format

SAID = (
    "name", "title", "suffixes", "can_read", "can_write", "folder", "offset_units", "limits",
)  # fmt: skip


@pytest.mark.parametrize("known", formats(), ids=lambda known: known.name)
def test_what_is_known_is_what_the_format_says(known: Known) -> None:
    one = known.load()
    assert one is known.load()
    assert (type(one).__module__, type(one).__name__) == (
        f"annotator.formats.{known.place[0]}",
        known.place[1],
    )
    for field in SAID:
        assert getattr(known, field) == getattr(one, field), field
    assert known.sniffs == (type(one).sniff is not Format.sniff)


def test_the_table_has_every_field_of_a_format() -> None:
    fields = {name for name in inspect.get_annotations(Format) if not name.startswith("_")}
    assert fields == set(SAID)
    assert set(Known.__struct_fields__) == fields | {"place", "sniffs"}


def test_every_format_is_in_the_table() -> None:
    for module in pkgutil.iter_modules(annotator.formats.__path__):
        import_module(f"annotator.formats.{module.name}")
    kinds = {kind for kind in Format.__subclasses__() if kind.__module__.startswith("annotator.")}
    assert kinds == {type(known.load()) for known in formats()}
    names = [known.name for known in formats()]
    assert len(set(names)) == len(names)
