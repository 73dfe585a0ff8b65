"""The formats. This is the only place that lists them."""

from __future__ import annotations

from pathlib import Path

from annotator.errors import InputError
from annotator.formats.base import Format, cannot_read
from annotator.formats.brat import Brat
from annotator.formats.cas import CasJson, CasXmi
from annotator.formats.conll import Conll
from annotator.formats.doccano import Doccano
from annotator.formats.feeds import Feed
from annotator.formats.files import suffix_of
from annotator.formats.gate import Gate
from annotator.formats.html import Html
from annotator.formats.huggingface import HfDataset, HfTokens
from annotator.formats.json_articles import JsonArticles
from annotator.formats.jsonl import Jsonl
from annotator.formats.labelstudio import LabelStudio
from annotator.formats.markdown import Markdown
from annotator.formats.prodigy import Prodigy
from annotator.formats.spacy_docbin import SpacyDocBin
from annotator.formats.spacy_json import SpacyJson
from annotator.formats.tables import Csv, CsvSpans
from annotator.formats.text import PlainText
from annotator.formats.warc import Warc
from annotator.formats.webanno import WebAnnoTsv
from annotator.formats.webannotation import WebAnnotation

_NATIVE = Jsonl()
_FORMATS: tuple[Format, ...] = (
    _NATIVE,
    PlainText(),
    Html(),
    Markdown(),
    Csv(),
    JsonArticles(),
    Feed(),
    Warc(),
    Prodigy(),
    Doccano(),
    LabelStudio(),
    Brat(),
    HfTokens(),
    HfDataset(),
    Conll(),
    WebAnnoTsv(),
    SpacyDocBin(),
    SpacyJson(),
    CasXmi(),
    CasJson(),
    Gate(),
    WebAnnotation(),
    CsvSpans(),
)
_HEAD_BYTES = 262_144


def formats() -> tuple[Format, ...]:
    """Return all formats, the native one first."""
    return _FORMATS


def format_named(name: str) -> Format:
    """Return the format of this name.

    Raises:
        InputError: there is none.

    """
    for one in _FORMATS:
        if one.name == name:
            return one
    names = ", ".join(one.name for one in _FORMATS)
    raise InputError(f"there is no format {name!r}; expected one of: {names}")


def known_suffixes() -> tuple[str, ...]:
    """Return the suffixes of all formats that can be read, in lower case."""
    suffixes = (suffix for one in _FORMATS if one.can_read for suffix in one.suffixes)
    return tuple(dict.fromkeys(suffixes))


def format_for(path: Path, file: str | None = None) -> Format:
    """Return the format of a file: by its suffix, by its first bytes where several share it.

    Of those that share a suffix the one listed first is taken where the bytes say nothing.

    Args:
        path: the file.
        file: its name for messages; the path where it is not given.

    Raises:
        InputError: it is of no known format, or cannot be read.

    """
    file = str(path) if file is None else file
    suffix = suffix_of(path)
    sharing = [one for one in _FORMATS if one.can_read and suffix in one.suffixes]
    if len(sharing) == 1 or (sharing and path.exists() and not path.is_file()):
        return sharing[0]  # a pipe can be read only once
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError as error:
        if sharing:  # reading says why it cannot be read
            return sharing[0]
        raise cannot_read(error, file) from None
    if _NATIVE.declares_itself(head):
        return _NATIVE
    first, *others = sharing or [one for one in _FORMATS if one.can_read]
    for one in (*others, first):  # the native one takes any object with a text
        if one.sniff(head):
            return one
    if sharing:
        return sharing[0]
    known = ", ".join(known_suffixes())
    shown = f"the suffix {suffix}" if suffix else "a file without a suffix"
    raise InputError(f"{shown} says no known format; expected {known}, or --format", file=file)
