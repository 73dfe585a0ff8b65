"""Columns of tokens and tags, as in the shared tasks of CoNLL: a token on each line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import msgspec
import orjson

from annotator.annotation.records import Annotated, shorten
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.drafts import Described, Draft, count_bare, describe, status_named
from annotator.formats.common.json_faults import wrong_value
from annotator.formats.common.losses import Losses
from annotator.formats.common.sources import any_json, read_bytes, without_mark
from annotator.formats.common.tokens import (
    OUTSIDE,
    align,
    edges,
    flatten,
    is_prefixed,
    is_tag,
    tag,
    tokenise,
    untag,
)
from annotator.text import sentence_ranges
from annotator.words import say

_START = "-DOCSTART-"
_ABOUT = "annotator.article"
_LABELS = "annotator.labels"
_COMMENT = re.compile(r"#+\s*([\w.:-]+(?: id)?)\s*=\s*(.*)", re.DOTALL)
_DOCUMENT = ("newdoc", "newdoc id", "doc_id", "doc id", "document", "document_id", "newdoc_id")
_BEGIN = re.compile(r"#\s*(?:newdoc\b|begin document\b)(.*)")
_RAW_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_WHITE = re.compile(r"\s")
_MARKS = frozenset("#- \t")
"""What a comment or ``_START`` begins with, or what may stand before it."""
_SPACED = re.compile(r"([^ ]+) -X- _ ([BI]-[^ ]+ .+)")
"""A label with spaces in it, as Label Studio writes it."""
_SNIFFED = 30
_CONLLU_COLUMNS = 10
_FEW_LABELS = 12
_LABEL = re.compile(r"[^\W\d_][\w .:/&-]*")
_NAMED_TAG = re.compile(r"(?:^|\|)(?:NER|NE|NamedEntity|Entity|name|ner)=([^|]+)")
_RANGE = re.compile(r"(\d+)-(\d+)")
_EMPTY_NODE = re.compile(r"\d+\.\d+")


class _Row(NamedTuple):
    """A token's line."""

    line: int
    columns: list[str]


class _Document:
    """The lines of one article."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.end = 0
        self.sentences: list[list[_Row]] = [[]]
        self.comments: list[tuple[int, int, str, str]] = []
        """Sentence, line, key and value of each."""

    @property
    def empty(self) -> bool:
        """Whether there is neither a token nor a text."""
        return not any(self.sentences) and not any(key == "text" for *_, key, _ in self.comments)

    def break_sentence(self) -> None:
        """Begin another sentence."""
        if self.sentences[-1]:
            self.sentences.append([])


class Conll(Format):
    """CoNLL-2003 and its relatives, in any BIO scheme; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell columns by lines that all end with a tag, some of them with a prefix."""
        lines = head.decode("utf-8", errors="replace").removeprefix("\ufeff").split("\n")
        if lines[0].startswith((_START, "#FORMAT=")):  # the latter begins WebAnno TSV
            return lines[0].startswith(_START)
        rows: list[list[str]] = []
        for line in lines[:-1][: _SNIFFED * 4] if len(lines) > 1 else lines:
            columns = _columns(line)
            if columns and not _is_mark(line, columns):
                rows.append(columns)
        rows = rows[:_SNIFFED]
        if len(rows) < 2 or len({len(row) for row in rows}) != 1 or len(rows[0]) < 2:
            return False
        last = [row[-1] for row in rows]
        if all(map(is_tag, last)):
            return any(map(is_prefixed, last))
        words = any("\t" in line for line in lines[:_SNIFFED])
        return words and _are_bare_labels(last) and last.count(OUTSIDE) * 3 > len(last)

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield a record for each document of the file; without marks the file is one."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            documents = _documents(_text(data))
            shape = _shape(documents)
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
            return
        for document in documents:
            try:
                record = _record(document, shape, options)
            except InputError as error:
                line = document.line if error.line is None else error.line
                options.refuse(error.at(options.file, line))
                continue
            yield Sourced(record, options.file, document.line, document.end)

    def write(
        self, records: Iterable[Annotated], file: BinaryIO, options: WriteOptions | None = None
    ) -> None:
        """Write a document for each record: four columns, IOB2 in the last one."""
        losses = options.losses if options else Losses()
        names = _Names()
        file.writelines(_written(record, names, losses).encode("utf-8") for record in records)


def _text(data: bytes) -> str:
    try:
        return without_mark(data).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise InputError(
            say("{what} is not UTF-8; expected UTF-8", what=f"0x{byte:02X}"), line=line
        ) from None


def _columns(line: str) -> list[str]:
    r"""Return the columns: split at tabs, without any at spaces, at no other white space."""
    line = line.removesuffix("\r")
    if "\t" in line:
        columns = [column.strip(" ") for column in line.rstrip("\t ").split("\t")]
        return columns if any(columns) else []
    spaced = _SPACED.fullmatch(line)
    if spaced is not None and not is_tag(line.rpartition(" ")[2]):
        return [spaced[1], "-X-", "_", spaced[2]]
    if " " not in line.strip() and "," in line[1:]:
        return _by_commas(line)
    columns = line.split(" ")
    return [column for column in columns if column] if "" in columns else columns


def _by_commas(line: str) -> list[str]:
    """Return the columns of a line without tabs and spaces that ends in a comma and a tag."""
    token, _, tag = line.rpartition(",")
    if not is_tag(tag) or tag == "_":
        return [line]
    if token.startswith('"') and token.endswith('"') and len(token) > 2:
        return [token[1:-1].replace('""', '"'), tag]
    if token.strip(",") == "" or "," not in token:
        return [token, tag]
    first, _, rest = token.partition(",")
    return [first, *rest.split(","), tag] if first else [token, tag]


def _is_mark(line: str, columns: list[str]) -> bool:
    """Tell whether a line that is not blank is a comment or begins a document."""
    if line[0] not in _MARKS:
        return False
    if columns[0] == _START or line.startswith("#end document"):
        return True
    if line[0] != "#":
        return False
    if _COMMENT.match(line) or _BEGIN.match(line):
        return True
    return len(columns) < 2 or not is_tag(columns[-1])


def _documents(text: str) -> list[_Document]:
    document = _Document(1)
    documents = [document]
    position = 0
    for number, line in enumerate(text.split("\n"), 1):
        position += 1 + (len(line) if line.isascii() else len(line.encode("utf-8")))
        columns = _columns(line)
        if not columns:
            document.break_sentence()
        elif not _is_mark(line, columns):
            document.sentences[-1].append(_Row(number, columns))
        else:
            found = _COMMENT.match(line.removesuffix("\r"))
            begin = _BEGIN.match(line)
            starts = columns[0] == _START or begin is not None
            if starts or (found is not None and found[1].lower() in _DOCUMENT):
                document = _Document(number)
                documents.append(document)
            if found is not None:
                document.break_sentence()
                at = len(document.sentences) - 1
                document.comments.append((at, number, found[1].lower(), found[2]))
        document.end = position
    return [document for document in documents if not document.empty]


class _Shape(NamedTuple):
    """Which columns hold what.

    Attributes:
        token: the token's column.
        tag: the tag's, counted from the last one: -1, -2, …
        plain: whether labels stand without a prefix.
        conllu: whether tags stand as ``NER=B-PER`` among others in the last column.

    """

    token: int
    tag: int
    plain: bool
    conllu: bool = False


_OURS = _Shape(0, -1, False)


def _is_number(value: str) -> bool:
    if value.isdecimal():
        return True
    return _RANGE.fullmatch(value) is not None or _EMPTY_NODE.fullmatch(value) is not None


def _surface(sentence: list[_Row]) -> list[_Row]:
    """Return the rows of what stands in the text: of CoNLL-U no empty nodes, nor parts of words."""
    kept: list[_Row] = []
    last = 0
    for row in sentence:
        number = row.columns[0]
        if _EMPTY_NODE.fullmatch(number):
            continue
        if joined := _RANGE.fullmatch(number):
            last = int(joined[2])
            parts = [one for one in sentence if one.columns[0].isdecimal()]
            inside = [one for one in parts if int(joined[1]) <= int(one.columns[0]) <= last]
            tagged = next((one for one in inside if _NAMED_TAG.search(one.columns[-1])), None)
            misc = row.columns[-1] if tagged is None else tagged.columns[-1]
            kept.append(_Row(row.line, [*row.columns[:-1], misc]))
        elif int(number) > last:
            kept.append(row)
    return kept


def _shape(documents: list[_Document]) -> _Shape:
    rows = [row for one in documents for sentence in one.sentences for row in sentence]
    if not rows:
        if documents:
            return _OURS
        raise InputError(say("there is no token; expected a token and its tag on each line"))
    fewest = min(len(row.columns) for row in rows)
    if fewest < 2:
        row = next(row for row in rows if len(row.columns) < 2)
        reason = say(
            "“{token}” stands alone; expected a token and its tag",
            token=shorten(row.columns[0]),
        )
        raise InputError(reason, line=row.line)
    numbered = fewest > 2 and all(
        sentence[0].columns[0] in {"0", "1", "1-2", "1-3", "1-4", "0.1"}
        and all(_is_number(row.columns[0]) for row in sentence)
        for one in documents
        for sentence in one.sentences
        if sentence
    )
    token = int(numbered)
    for column in range(-1, token - fewest, -1):
        values = Counter(row.columns[column] for row in rows)
        tags = {value: count for value, count in values.items() if is_tag(value)}
        if sum(tags.values()) * 2 > len(rows) and tags.keys() != {"_"}:
            plain = not any(is_prefixed(value) for value in values)
            return _Shape(token, column, plain)
    if _are_bare_labels([row.columns[-1] for row in rows]):
        return _Shape(token, -1, True)
    if numbered and fewest == _CONLLU_COLUMNS:
        return _Shape(token, -1, False, conllu=True)
    reason = say(
        "“{tag}” is no tag; expected O, or a label behind B-, I-, …",
        tag=shorten(rows[0].columns[-1]),
    )
    raise InputError(reason, line=rows[0].line)


def _are_bare_labels(values: list[str]) -> bool:
    """Tell whether a column holds O and labels without prefix: few different words, many times O.

    Two tokens of different labels that touch are two spans, two of the same label are one.
    """
    outside = sum(value in ("O", "_", "o") for value in values)
    labels = {value for value in values if value not in ("O", "_", "o")}
    if not outside or not labels or not all(_LABEL.fullmatch(one) for one in labels):
        return False
    return len(labels) <= max(_FEW_LABELS, (len(values) - outside) // 2)


def _record(document: _Document, shape: _Shape, options: ReadOptions) -> Annotated:
    comments = {key: (line, value) for _, line, key, value in reversed(document.comments)}
    about: Described | None = None
    names: dict[str, str] = {}
    if _ABOUT in comments:
        about = _json(*comments[_ABOUT], Described)
        if not about.article_id.strip():
            raise InputError(
                say("“article_id” is empty; expected a name"), line=comments[_ABOUT][0]
            )
        if _LABELS in comments:
            names = _json(*comments[_LABELS], dict[str, str])
        shape = _OURS
    if shape.token == 1:
        document.sentences = [_surface(sentence) for sentence in document.sentences]
    if about is not None and "text" in comments:
        text = _json(*comments["text"], str)
        places = _places(document, text, shape)
    else:
        text, places = _rebuilt(document, shape)
    draft = Draft(
        text,
        options,
        article_id=None if about is None else about.article_id,
        annotator=None if about is None else about.annotator,
    )
    for sentence, ranges in zip(document.sentences, places, strict=True):
        tags = [_tag(row, shape) for row in sentence]
        for first, last, label in untag(tags):
            place = ranges[first][0], ranges[last][1]
            try:
                draft.add_span("the span", names.get(label, label), [place])
            except InputError as error:
                raise InputError(error.reason, line=sentence[first].line) from None
    if about is None:
        named = next((comments[key][1] for key in _DOCUMENT if key in comments), "")
        return draft.record(meta={"document": named} if named else None)
    return draft.record(
        title=about.title,
        source=about.source,
        date=about.date or "",
        meta=about.meta,
        status=status_named(about.status),
        flagged=about.flagged,
        gold=about.gold,
        document=about.document,
    )


def _json(line: int, value: str, type: Any) -> Any:  # noqa: A002
    try:
        return msgspec.convert(any_json(value.encode("utf-8")), type)
    except msgspec.ValidationError as error:
        raise InputError(wrong_value(error, say("the comment")), line=line) from None
    except InputError as error:
        raise InputError(error.reason, line=line) from None


def _tag(row: _Row, shape: _Shape) -> str:
    value = row.columns[shape.tag]
    if shape.conllu:
        found = _NAMED_TAG.search(value)
        return found[1] if found and is_tag(found[1]) else "O"
    if shape.plain and value == "o":
        return "O"
    if not shape.plain and not is_tag(value):
        reason = say(
            "“{tag}” is no tag; expected O, or a label behind B-, I-, E-, S-",
            tag=shorten(value),
        )
        raise InputError(reason, line=row.line)
    return value


def _places(document: _Document, text: str, shape: _Shape) -> list[list[tuple[int, int]]]:
    """Return where the tokens of each sentence stand in the text."""
    rows = [row for sentence in document.sentences for row in sentence]
    found = align(text, [row.columns[shape.token] for row in rows])
    if isinstance(found, int):
        row = rows[found]
        raise InputError(
            say(
                "the token “{token}” does not come next in the text of “# text =”",
                token=shorten(row.columns[shape.token]),
            ),
            line=row.line,
        )
    places = iter(found)
    return [[next(places) for _ in sentence] for sentence in document.sentences]


def _rebuilt(document: _Document, shape: _Shape) -> tuple[str, list[list[tuple[int, int]]]]:
    """Return a text made of the tokens: a space between them, a line for each sentence.

    A sentence with its own text in a comment, as in CoNLL-U, is taken from there if it fits.
    """
    given = {at: value for at, _, key, value in document.comments if key == "text"}
    parts: list[str] = []
    places: list[list[tuple[int, int]]] = []
    position = 0
    for at, sentence in enumerate(document.sentences):
        tokens = [row.columns[shape.token] for row in sentence]
        part = given.get(at, "")
        ranges = align(part, tokens) if part else 0
        if isinstance(ranges, int):
            part = " ".join(tokens)
            ranges = []
            start = 0
            for token in tokens:
                ranges.append((start, start + len(token)))
                start += len(token) + 1
        places.append([(position + start, position + end) for start, end in ranges])
        if tokens:
            parts.append(part)
            position += len(part) + 1
    return "\n".join(parts), places


class _Names:
    """Labels without white space, which ends a column; each is given once."""

    def __init__(self) -> None:
        self._written: dict[str, str] = {}

    def written(self, label: str) -> str:
        """Return how a label is written."""
        if label not in self._written:
            name = base = _WHITE.sub("_", label)
            taken = set(self._written.values())
            number = 2
            while name in taken:
                name = f"{base}_{number}"
                number += 1
            self._written[label] = name
        return self._written[label]


def _written(record: Annotated, names: _Names, losses: Losses) -> str:
    text = record.article.text
    spans = flatten(record, losses)
    count_bare(record, losses)
    losses.add(
        say("links"),
        say("left out"),
        len(record.links),
        say("article {article}", article=record.article.id),
    )
    named = {span.label: names.written(span.label) for span in spans}
    changed = {name: label for label, name in named.items() if name != label}
    lines = [f"{_START} -X- O O", f"# {_ABOUT} = {_one_line(describe(record))}"]
    if changed:
        lines.append(f"# {_LABELS} = {_one_line(changed)}")
    lines += [f"# text = {_one_line(text)}", ""]
    tokens = tokenise(text, edges(spans))
    tags = tag(tokens, [span._replace(label=named[span.label]) for span in spans])
    breaks = _breaks(text, [(span.start, span.end) for span in spans])
    following = next(breaks, len(text))
    for (start, end), value in zip(tokens, tags, strict=True):
        if start >= following:
            if lines[-1]:
                lines.append("")
            while start >= following:
                following = next(breaks, len(text))
        lines.append(f"{text[start:end]} -X- _ {value}")
    return "\n".join([*lines, "", ""] if lines[-1] else [*lines, ""])


def _breaks(text: str, spans: list[tuple[int, int]]) -> Iterator[int]:
    """Yield where sentences begin, but for those that begin inside a span."""
    at = 0
    for start, _ in sentence_ranges(text):
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at == len(spans) or not spans[at][0] < start:
            yield start


def _one_line(value: Any) -> str:
    """Return JSON without any character that a reader could take for a line break."""
    text = orjson.dumps(value).decode("utf-8")
    return _RAW_BREAKS.sub(lambda match: json.dumps(match[0])[1:-1], text)
