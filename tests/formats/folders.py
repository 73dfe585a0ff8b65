"""Export into a folder of files and import from there, for tests."""

from __future__ import annotations

from pathlib import Path

from annotator.annotation.records import Annotated
from annotator.formats import WriteOptions, format_named
from tests.formats.reading import read


def folder_there_and_back(
    made: list[Annotated], format_name: str, folder: Path, suffix: str
) -> tuple[list[Annotated], dict[str, int]]:
    """Return records after export and import, and how many losses of each kind were reported."""
    options = WriteOptions()
    written = format_named(format_name)
    first, second = folder / "1", folder / "2"
    for target in (first, second):
        target.mkdir()
        written.write_folder(made, target, options if target == first else None)
    files = sorted(first.iterdir())
    assert [(file.name, file.read_bytes()) for file in files] == [
        (file.name, file.read_bytes()) for file in sorted(second.iterdir())
    ]
    back = []
    for file in files:
        if file.suffix == suffix:
            records, refused = read(file, format_name)
            assert refused == []
            back += records
    return back, {loss.what: loss.number for loss in options.losses.all()}
