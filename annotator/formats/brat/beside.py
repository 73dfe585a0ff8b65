"""The file beside a text in which our own export keeps what brat has no words for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from annotator.annotation.records import MANUAL, shorten
from annotator.errors import InputError
from annotator.formats.common.files import printable
from annotator.formats.common.sources import decode_json
from annotator.inputs import read_input
from annotator.words import say

SCHEMA = "annotator-brat/1"
SUFFIX = ".annotator.json"

Place = tuple[int, int]


class KeptSpan(msgspec.Struct, omit_defaults=True):
    """What is kept of a span.

    Attributes:
        written: type and offsets of its line; where they have changed since, nothing of this
            applies. "" for a span without a line.
        label: of a span without a line.
        fragments: where the line cannot hold them as they are.

    """

    written: str = ""
    id: str | None = None
    label: str = ""
    fragments: list[Place] | None = None
    attributes: dict[str, Any] = msgspec.field(default_factory=dict)
    note: str | None = None
    flagged: bool = False
    origin: str = MANUAL
    created_at: str = ""
    updated_at: str = ""


class KeptLink(msgspec.Struct, omit_defaults=True):
    """What is kept of a link: its id, or all of it where it has no line (``written`` is "")."""

    written: str = ""
    id: str | None = None
    type: str = ""
    source: str = ""
    target: str = ""


class Beside(msgspec.Struct, omit_defaults=True):
    """The whole file.

    Attributes:
        labels: labels by the types that stand for them, where those differ; ``attributes`` and
            ``types`` (of links) are the same.
        spans: by the ids of their lines, in order.
        links: by the ids of their lines, in order.

    """

    schema: str = ""
    id: str | None = None
    title: str | None = None
    source: str | None = None
    date: str = ""
    meta: dict[str, Any] = msgspec.field(default_factory=dict)
    text_sha256: str = ""
    annotator: str | None = None
    status: str | None = None
    flagged: bool = False
    gold: bool = False
    document: dict[str, Any] = msgspec.field(default_factory=dict)
    labels: dict[str, str] = msgspec.field(default_factory=dict)
    attributes: dict[str, str] = msgspec.field(default_factory=dict)
    types: dict[str, str] = msgspec.field(default_factory=dict)
    spans: dict[str, KeptSpan] = msgspec.field(default_factory=dict)
    links: dict[str, KeptLink] = msgspec.field(default_factory=dict)


_decoder = msgspec.json.Decoder(Beside)


def read_beside(path: Path) -> Beside:
    """Return what the file holds; nothing where there is none.

    Raises:
        OSError: it cannot be read.
        InputError: it is no such file.

    """
    if not path.is_file():
        return Beside()
    name = printable(path.name)
    try:
        beside = decode_json(read_input(path, name), _decoder)
    except InputError as error:
        raise error.at(name, error.line) from None
    if beside.schema != SCHEMA:
        reason = say(
            "the schema is “{schema}”; this version reads “{known}”",
            schema=shorten(beside.schema),
            known=SCHEMA,
        )
        raise InputError(reason, file=name)
    return beside
