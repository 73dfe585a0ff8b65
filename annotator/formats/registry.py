"""The formats. This is the only place that lists them.

What the program says of a format before it uses it stands here, too, so that neither starting nor
listing imports twenty modules and their libraries.
"""

from __future__ import annotations

from pathlib import Path

from annotator.errors import InputError
from annotator.formats.common.base import Format, Known, cannot_read
from annotator.formats.common.files import suffix_of
from annotator.formats.common.ranges import CODEPOINT, UNITS, UTF16
from annotator.inputs import open_input
from annotator.words import say

_NATIVE = Known(
    place=("jsonl", "Jsonl"),
    name="jsonl",
    title=say("Annotator JSON lines"),
    suffixes=(".jsonl", ".ndjson"),
    offset_units=UNITS,
)
_FORMATS = (
    _NATIVE,
    Known(
        place=("text", "PlainText"),
        name="text",
        title=say("Plain text"),
        suffixes=(".txt", ".text"),
        can_write=False,
        sniffs=False,
    ),
    Known(
        place=("html.page", "Html"),
        name="html",
        title=say("Web page"),
        suffixes=(".html", ".htm", ".xhtml"),
        can_write=False,
    ),
    Known(
        place=("markdown", "Markdown"),
        name="markdown",
        title=say("Markdown"),
        suffixes=(".md", ".markdown"),
        can_write=False,
        sniffs=False,
    ),
    Known(
        place=("tables", "Csv"),
        name="csv",
        title=say("Table of articles"),
        suffixes=(".csv", ".tsv", ".tab"),
        can_write=False,
        sniffs=False,
    ),
    Known(
        place=("json_articles", "JsonArticles"),
        name="json",
        title=say("JSON articles"),
        suffixes=(".json", ".jsonl", ".ndjson"),
        can_write=False,
    ),
    Known(
        place=("feeds", "Feed"),
        name="feed",
        title=say("RSS or Atom feed"),
        suffixes=(".rss", ".atom", ".xml"),
        can_write=False,
    ),
    Known(
        place=("warc", "Warc"),
        name="warc",
        title=say("Web archive (WARC)"),
        suffixes=(".warc", ".warc.gz"),
        can_write=False,
    ),
    Known(
        place=("prodigy", "Prodigy"),
        name="prodigy",
        title=say("Prodigy JSON lines"),
        suffixes=(".jsonl",),
        limits=say("no fragments"),
    ),
    Known(
        place=("doccano", "Doccano"),
        name="doccano",
        title=say("doccano JSON lines"),
        suffixes=(".jsonl",),
        limits=say("no fragments or attributes"),
    ),
    Known(
        place=("labelstudio.tasks_in", "LabelStudio"),
        name="labelstudio",
        title=say("Label Studio JSON"),
        suffixes=(".json", ".jsonl"),
        limits=say("no links to other articles"),
    ),
    Known(
        place=("brat.standoff", "Brat"),
        name="brat",
        title=say("brat standoff"),
        suffixes=(".ann", ".a1"),
        folder=True,
        limits=say("brat itself shows no flags, and of attributes only short texts"),
        sniffs=False,
    ),
    Known(
        place=("huggingface.datasets", "HfTokens"),
        name="hf-tokens",
        title=say("Hugging Face tokens"),
        suffixes=(".jsonl",),
        limits=say("no overlapping spans, links or attributes"),
    ),
    Known(
        place=("huggingface.datasets", "HfDataset"),
        name="hf-dataset",
        title=say("Hugging Face dataset"),
        can_read=False,
        folder=True,
        limits=say("the tags of tokens hold no overlapping spans"),
        sniffs=False,
    ),
    Known(
        place=("conll", "Conll"),
        name="conll",
        title=say("CoNLL columns"),
        suffixes=(".conll", ".iob", ".iob2", ".bio", ".bioes", ".txt", ".tsv"),
        limits=say("no overlapping spans, links or attributes"),
    ),
    Known(
        place=("webanno.tsv", "WebAnnoTsv"),
        name="webanno-tsv",
        title=say("WebAnno TSV 3"),
        suffixes=(".tsv",),
        folder=True,
        limits=say("no fragments, attributes or ids"),
    ),
    Known(
        place=("spacy.docbin", "SpacyDocBin"),
        name="spacy",
        title=say("spaCy DocBin"),
        suffixes=(".spacy",),
        limits=say("spaCy itself sees no links, and of overlapping entities one"),
        sniffs=False,
    ),
    Known(
        place=("spacy.json", "SpacyJson"),
        name="spacy-json",
        title=say("spaCy JSON"),
        suffixes=(".json",),
        limits=say("spaCy itself sees no links, and of overlapping entities one"),
    ),
    Known(
        place=("cas", "CasXmi"),
        name="cas-xmi",
        title=say("UIMA CAS XMI"),
        suffixes=(".xmi",),
        folder=True,
        offset_units=(UTF16,),
        limits=say("no links to other articles"),
    ),
    Known(
        place=("cas", "CasJson"),
        name="cas-json",
        title=say("UIMA CAS JSON"),
        suffixes=(".json",),
        folder=True,
        offset_units=(UTF16,),
        limits=say("no links to other articles"),
    ),
    Known(
        place=("gate", "Gate"),
        name="gate",
        title=say("GATE bdoc JSON"),
        suffixes=(".bdocjs", ".json"),
        folder=True,
        offset_units=(CODEPOINT, UTF16),
    ),
    Known(
        place=("webannotation", "WebAnnotation"),
        name="w3c",
        title=say("W3C Web Annotation"),
        suffixes=(".jsonld",),
        folder=True,
    ),
    Known(
        place=("tables", "CsvSpans"),
        name="csv-spans",
        title=say("Table of spans"),
        suffixes=(".csv",),
        can_read=False,
        offset_units=UNITS,
        limits=say("no texts, links or flags"),
        sniffs=False,
    ),
)
_HEAD_BYTES = 262_144


def formats() -> tuple[Known, ...]:
    """Return what is known of all formats, the native one first."""
    return _FORMATS


def format_named(name: str) -> Format:
    """Return the format of this name.

    Raises:
        InputError: there is none.

    """
    for one in _FORMATS:
        if one.name == name:
            return one.load()
    names = ", ".join(one.name for one in _FORMATS)
    raise InputError(
        say("there is no format {name}; expected one of: {known}", name=repr(name), known=names)
    )


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
    if len(sharing) == 1:
        return sharing[0].load()
    try:
        with open_input(path, file) as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError as error:
        if sharing:  # reading says why it cannot be read
            return sharing[0].load()
        raise cannot_read(error, file) from None
    from annotator.formats.jsonl import Jsonl

    native = _NATIVE.load()
    if isinstance(native, Jsonl) and native.declares_itself(head):
        return native
    first, *others = sharing or [one for one in _FORMATS if one.can_read]
    for one in (*others, first):  # the native one takes any object with a text
        if one.sniffs and one.load().sniff(head):
            return one.load()
    if sharing:
        return sharing[0].load()
    known = ", ".join(known_suffixes())
    shown = say("the suffix {suffix}", suffix=suffix) if suffix else say("a file without a suffix")
    raise InputError(
        say("{what} says no known format; expected {known}, or --format", what=shown, known=known),
        file=file,
    )
