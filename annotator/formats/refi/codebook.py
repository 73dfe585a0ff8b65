"""Codebooks of REFI-QDA (``.qdc``): label sets that other programs exchange."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import BinaryIO

import msgspec

from annotator.annotation.records import Label
from annotator.errors import InputError
from annotator.formats.common.base import cannot_read
from annotator.formats.common.files import printable
from annotator.formats.refi.codes import CODEBOOK_SPACE, local, read_codes, written_codes
from annotator.inputs import read_input
from annotator.paths import usable
from annotator.words import say

_MOST_BYTES = 100_000_000


def codebook_in(path: str | os.PathLike[str]) -> list[Label]:
    """Return the labels of a codebook, in its order; a label's id is its name.

    Raises:
        InputError: it cannot be read, or is none.

    """
    usable(path, InputError)
    file = printable(os.fspath(path))
    try:
        return read_codebook(read_input(path, file, most=_MOST_BYTES))
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


def write_codebook(labels: Sequence[Label], file: BinaryIO) -> None:
    """Write labels as a codebook: names, colours, descriptions and guidelines.

    Raises:
        InputError: there are none, which the schema of codebooks does not allow.

    """
    if not labels:
        raise InputError(say("there are no labels; a codebook has at least one"))
    made = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<CodeBook xmlns="{CODEBOOK_SPACE}" origin="Annotator">{written_codes(labels)}'
        "<Sets/></CodeBook>\n"
    )
    file.write(made.encode("utf-8"))
