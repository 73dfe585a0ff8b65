"""The formats. This is the only place that lists them.

What the program says of a format before it uses it stands here, too, so that neither starting nor
listing imports twenty modules and their libraries.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from annotator.errors import InputError
from annotator.formats.common.base import Format, Known, cannot_read
from annotator.formats.common.files import suffix_of
from annotator.formats.common.ranges import CODEPOINT, UNITS, UTF16
from annotator.formats.recognising.magic import kind_of
from annotator.formats.recognising.peek import Peek, peek
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
        decodes=True,
    ),
    Known(
        place=("html.page", "Html"),
        name="html",
        title=say("Web page"),
        suffixes=(".html", ".htm", ".xhtml"),
        can_write=False,
        decodes=True,
    ),
    Known(
        place=("markdown", "Markdown"),
        name="markdown",
        title=say("Markdown"),
        suffixes=(".md", ".markdown"),
        can_write=False,
        sniffs=False,
        decodes=True,
    ),
    Known(
        place=("tables", "Csv"),
        name="csv",
        title=say("Table of articles"),
        suffixes=(".csv", ".tsv", ".tab"),
        can_write=False,
        sniffs=False,
        decodes=True,
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
        decodes=True,
    ),
    Known(
        place=("warc", "Warc"),
        name="warc",
        title=say("Web archive (WARC)"),
        suffixes=(".warc", ".warc.gz", ".wet", ".wet.gz"),
        can_write=False,
        decodes=True,
    ),
    Known(
        place=("desk.office", "Docx"),
        name="docx",
        title=say("Word document"),
        suffixes=(".docx", ".docm"),
        can_write=False,
        sniffs=False,
    ),
    Known(
        place=("desk.office", "Odt"),
        name="odt",
        title=say("OpenDocument text"),
        suffixes=(".odt",),
        can_write=False,
        sniffs=False,
    ),
    Known(
        place=("desk.rich_text", "Rtf"),
        name="rtf",
        title=say("Rich text (RTF)"),
        suffixes=(".rtf",),
        can_write=False,
    ),
    Known(
        place=("desk.pdf", "Pdf"),
        name="pdf",
        title=say("PDF"),
        suffixes=(".pdf",),
        can_write=False,
    ),
    Known(
        place=("desk.sheets", "Sheets"),
        name="sheet",
        title=say("Spreadsheet"),
        suffixes=(".xlsx", ".ods"),
        can_write=False,
        sniffs=False,
    ),
    Known(
        place=("desk.parquet", "Parquet"),
        name="parquet",
        title=say("Parquet table"),
        suffixes=(".parquet",),
        can_write=False,
    ),
    Known(
        place=("desk.mail", "Mail"),
        name="mail",
        title=say("Mail"),
        suffixes=(".eml", ".mbox"),
        can_write=False,
        decodes=True,
    ),
    Known(
        place=("desk.mail", "Mhtml"),
        name="mhtml",
        title=say("Saved page (MHTML)"),
        suffixes=(".mhtml", ".mht"),
        can_write=False,
        sniffs=False,
        decodes=True,
    ),
    Known(
        place=("desk.books", "Epub"),
        name="epub",
        title=say("EPUB"),
        suffixes=(".epub",),
        can_write=False,
        sniffs=False,
        decodes=True,
    ),
    Known(
        place=("desk.subtitles", "Subtitles"),
        name="subtitles",
        title=say("Subtitles"),
        suffixes=(".srt", ".vtt"),
        can_write=False,
        decodes=True,
    ),
    Known(
        place=("desk.agencies", "News"),
        name="news",
        title=say("NewsML-G2 or NITF"),
        suffixes=(".xml", ".nitf", ".newsml"),
        can_write=False,
    ),
    Known(
        place=("desk.agencies", "Ninjs"),
        name="ninjs",
        title=say("ninjs"),
        suffixes=(".json",),
        can_write=False,
        sniffs=False,
    ),
    Known(
        place=("desk.wordpress", "WordPress"),
        name="wordpress",
        title=say("WordPress export"),
        suffixes=(".xml", ".wxr"),
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
        suffixes=(".json", ".jsonl", ".csv", ".tsv"),
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
        decodes=True,
    ),
    Known(
        place=("huggingface.datasets", "HfTokens"),
        name="hf-tokens",
        tags=True,
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
        splits=True,
        limits=say("the tags of tokens hold no overlapping spans"),
        sniffs=False,
    ),
    Known(
        place=("huggingface.parquet", "HfParquet"),
        name="hf-parquet",
        title=say("Hugging Face Parquet"),
        suffixes=(".parquet",),
        can_read=False,
        splits=True,
        limits=say("the tags of tokens hold no overlapping spans"),
        sniffs=False,
    ),
    Known(
        place=("span_classes", "SpanClasses"),
        name="span-classes",
        title=say("Span classification"),
        suffixes=(".jsonl",),
        can_read=False,
        limits=say("each span alone, without links"),
        sniffs=False,
    ),
    Known(
        place=("conll", "Conll"),
        name="conll",
        tags=True,
        title=say("CoNLL columns"),
        suffixes=(
            ".conll",
            ".conllu",
            ".iob",
            ".iob2",
            ".bio",
            ".bioes",
            ".txt",
            ".tsv",
        ),
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
        place=("uima.cas", "CasXmi"),
        name="cas-xmi",
        title=say("UIMA CAS XMI"),
        suffixes=(".xmi",),
        folder=True,
        offset_units=(UTF16,),
        limits=say("no links to other articles"),
    ),
    Known(
        place=("uima.cas", "CasJson"),
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
        place=("refi.project", "Refi"),
        name="refi-qda",
        title=say("REFI-QDA project"),
        suffixes=(".qdpx", ".qdc"),
        limits=say("programs for it show no attributes or flags"),
        sniffs=False,
        decodes=True,
    ),
    Known(
        place=("span_tables", "CsvSpans"),
        name="csv-spans",
        title=say("Table of spans"),
        suffixes=(".csv", ".tsv"),
        offset_units=UNITS,
        limits=say("no texts, links or flags"),
    ),
)
_HEAD_BYTES = 262_144
_JSON_SUFFIXES = frozenset((".json", ".jsonl", ".ndjson", ".jsonld", ".bdocjs"))
_TEXTS = frozenset(("text", "conll", "markdown"))
_IN_TEXTS = ("html", "subtitles", "webanno-tsv")
"""What is often saved under the suffix of a text and begins as no text does."""


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


class Told(NamedTuple):
    """What a file is.

    Attributes:
        format: as which it is read.
        guessed: whether what is in it says another format than its suffix would.
        known: whether anything in it is what the format reads; where not, the suffix alone says it.

    """

    format: Format
    guessed: bool = False
    known: bool = True


def format_for(path: Path, file: str | None = None) -> Format:
    """Return the format of a file: see ``tell``.

    Raises:
        InputError: it is of no known format, or cannot be read.

    """
    return tell(path, file).format


def tell(path: Path, file: str | None = None) -> Told:
    """Return the format of a file: by its records, else by its first bytes and its suffix.

    JSON is told by its first records, whatever its suffix, and however it holds them: on lines,
    in a list, in an object around a list. Where no format is sure, the suffix says it.

    Args:
        path: the file.
        file: its name for messages; the path where it is not given.

    Raises:
        InputError: it is of no known format, or cannot be read.

    """
    file = str(path) if file is None else file
    suffix = suffix_of(path)
    sharing = [one for one in _FORMATS if one.can_read and suffix in one.suffixes]
    text = bool(sharing) and sharing[0].name in _TEXTS
    if len(sharing) == 1 and not text and not _may_be_json(sharing[0]):
        return Told(sharing[0].load())
    try:
        with open_input(path, file) as stream:
            head = stream.read(_HEAD_BYTES)
        first = peek(path, file)
    except OSError as error:
        if sharing:  # reading says why it cannot be read
            return Told(sharing[0].load())
        raise cannot_read(error, file) from None
    if first is not None and (told := _by_records(first, sharing)) is not None:
        return told
    one, *others = sharing or [known for known in _FORMATS if known.can_read]
    if text:
        others += [known for known in _FORMATS if known.name in _IN_TEXTS]
    for known in (*others, one):  # the native one takes any object with a text
        if known.sniffs and known.load().sniff(head):
            return Told(known.load(), guessed=known not in sharing[:1])
    if sharing:
        return Told(sharing[0].load(), known=first is None and suffix != ".xml")
    known_here = ", ".join(known_suffixes())
    shown = say("the suffix {suffix}", suffix=suffix) if suffix else say("a file without a suffix")
    kind = kind_of(head)
    if kind is not None:
        raise InputError(
            say("this is {kind}; expected {known}", kind=kind, known=known_here), file=file
        )
    raise InputError(
        say(
            "{what} says no known format; expected {known}, or --format",
            what=shown,
            known=known_here,
        ),
        file=file,
    )


def _may_be_json(known: Known) -> bool:
    return not _JSON_SUFFIXES.isdisjoint(known.suffixes)


def _by_records(first: Peek, sharing: list[Known]) -> Told | None:
    """Return the format that the first records of a JSON file are of; None where none is sure."""
    records = [one for one in first.records if isinstance(one, dict)]
    text = bool(sharing) and all(known.name in _TEXTS for known in sharing)
    if records and any(_is_native(one) for one in records):
        return Told(_NATIVE.load(), guessed=_NATIVE not in sharing[:1])
    whole = first.whole()
    for known in _FORMATS:
        if not known.can_read or not _may_be_json(known) or known.name in ("jsonl", "json"):
            continue
        one = known.load()
        if one.sniff(whole) or one.recognises(first.records):
            return Told(one, guessed=known not in sharing[:1])
    if not records:
        return None
    native = any(isinstance(one.get("text"), str) for one in records)
    work = any(one.get("spans") or one.get("links") for one in records)
    lines = first.on_lines or first.value is not None
    if native and (work or ((_NATIVE in sharing or not sharing) and lines)):
        return Told(_NATIVE.load(), guessed=_NATIVE not in sharing[:1])
    if len(sharing) == 1 and not text and sharing[0].name not in ("jsonl", "json"):
        return None  # the suffix is one format's alone: articles would be a guess against it
    for known in _FORMATS:
        if known.name == "json" and (not text or first.on_lines):
            articles = known.load()
            if articles.recognises(records):
                return Told(articles, guessed=known not in sharing[:1])
    return None


def _is_native(record: dict[str, Any]) -> bool:
    schema = record.get("schema")
    return isinstance(schema, str) and schema.startswith("annotator/") and "text" in record
