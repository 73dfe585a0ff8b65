"""What REFI-QDA has no words for, kept in a part of the archive that other programs pass over."""

from __future__ import annotations

from typing import Any

import msgspec

from annotator.errors import InputError
from annotator.formats.common.sources import decode_json

PART = "annotator.json"
SCHEMA = "annotator-refi/1"


class KeptSpan(msgspec.Struct, omit_defaults=True):
    """A span as it was written.

    Attributes:
        selections: the GUIDs of its selections, one for each fragment.
        places: where they were; where they are elsewhere now, what is there counts.
        shown: its note as other programs see it, where that differs.

    """

    id: str
    label: str
    selections: list[str]
    places: list[tuple[int, int]]
    attributes: dict[str, Any] = {}
    note: str | None = None
    shown: str = ""
    flagged: bool = False
    origin: str = "manual"
    created_at: str = ""
    updated_at: str = ""


class KeptLink(msgspec.Struct):
    """The id of a link, by the GUID of what was written for it."""

    link: str
    id: str


class KeptRecord(msgspec.Struct, omit_defaults=True):
    """One annotator's work on an article."""

    annotator: str | None = None
    status: str = "new"
    flagged: bool = False
    gold: bool = False
    program: bool = False
    document: dict[str, Any] = {}
    spans: list[KeptSpan] = []
    links: list[KeptLink] = []


class Kept(msgspec.Struct, omit_defaults=True):
    """An article."""

    id: str
    title: str = ""
    source: str = ""
    date: str = ""
    meta: dict[str, Any] = {}
    records: list[KeptRecord] = []


class KeptProject(msgspec.Struct):
    """All articles, by the GUID of their source.

    Attributes:
        names: of codes, users and links by GUID, where XML cannot hold them as they are.

    """

    schema: str = SCHEMA
    articles: dict[str, Kept] = {}
    names: dict[str, str] = {}


_decoder = msgspec.json.Decoder(KeptProject)


def read_kept(data: bytes | None) -> KeptProject:
    """Return what was kept; nothing where there is no such part.

    Raises:
        InputError: it is there and damaged.

    """
    if data is None:
        return KeptProject()
    try:
        return decode_json(data, _decoder, PART)
    except InputError as error:
        raise error.inside(PART) from None
