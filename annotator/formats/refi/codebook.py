"""Label sets in files: our own, and codebooks of REFI-QDA (``.qdc``)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from annotator.annotation.records import Label
from annotator.errors import InputError
from annotator.formats.common.base import cannot_read
from annotator.formats.common.files import printable
from annotator.formats.common.labelset import read_label_set, write_label_set
from annotator.formats.refi.codes import CODEBOOK_SPACE, local, read_codes, written_codes
from annotator.inputs import read_input
from annotator.paths import usable
from annotator.words import say

SUFFIX = ".qdc"
_MOST_BYTES = 100_000_000


def is_codebook(path: str | os.PathLike[str]) -> bool:
    """Tell by its name whether a file of labels is, or shall be, a codebook."""
    return Path(path).suffix.lower() == SUFFIX


def read_labels(path: str | os.PathLike[str]) -> list[Label]:
    """Return the labels in a file, in its order; a label's id is its name.

    Raises:
        InputError: it cannot be read, or is neither a label set nor a codebook.

    """
    usable(path, InputError)
    if not is_codebook(path):
        return read_label_set(path)
    file = printable(os.fspath(path))
    try:
        data = read_input(path, file, most=_MOST_BYTES)
        return read_codebook(data)
    except OSError as error:
        raise cannot_read(error, file) from None
    except InputError as error:
        raise InputError(error.reason, file=file) from None


def read_codebook(data: bytes) -> list[Label]:
    """Return the labels of a codebook.

    Raises:
        InputError: it is none.

    """
    from annotator.formats.desk.documents import parse_xml

    root = parse_xml(data, say("codebook"))
    codes = next((one for one in root.iter() if local(one) == "Codes"), None)
    labels = [] if codes is None else [code.label for code in read_codes(codes).values()]
    if not labels:
        raise InputError(say("there are no codes in it; expected a REFI-QDA codebook"))
    return [
        msgspec.structs.replace(label, id=label.name, position=number)
        for number, label in enumerate(labels)
    ]


def write_labels(labels: Sequence[Label], file: BinaryIO, path: str | os.PathLike[str]) -> None:
    """Write labels as the kind of file that its name says.

    A codebook has names, colours, descriptions and guidelines; nothing else has a place in it.

    Raises:
        InputError: there are none, which the schema of codebooks does not allow.

    """
    if not is_codebook(path):
        write_label_set(labels, file)
        return
    if not labels:
        raise InputError(say("there are no labels; a codebook has at least one"))
    made = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<CodeBook xmlns="{CODEBOOK_SPACE}" origin="Annotator">{written_codes(labels)}'
        "<Sets/></CodeBook>\n"
    )
    file.write(made.encode("utf-8"))
