"""WebAnno TSV 1 and 2: tokens without offsets, spans as tags in columns."""

from __future__ import annotations

import re
from typing import NamedTuple

from annotator.annotation.records import Annotated, shorten
from annotator.errors import InputError
from annotator.formats.common.base import ReadOptions
from annotator.formats.common.drafts import Draft, relation_to_itself, relation_to_nothing
from annotator.formats.common.sources import without_mark
from annotator.formats.common.tokens import align, is_prefixed, untag
from annotator.formats.common.uima_layers import is_apart, short
from annotator.words import say

_LAYERS = re.compile(r"#\s+[\w.]+(?:\s+\|\s+[^|#]+)*(?:\s+#|\s*$)")
_ID = re.compile(r"#id=\d+")
_TEXT = "#text="
_UNIT = re.compile(r"(?:\d{1,9}-)?\d{1,9}(?:\.\d{1,9})?", re.ASCII)
_STACKED = re.compile(r"(?<!\\)\|")
_NOTHING = ("O", "_", "")
_ATTACHED = "AttachTo="


class _Column(NamedTuple):
    """A column behind the token: its layer, its feature, and whether it names a governor."""

    layer: str
    feature: str
    first: bool
    attached: bool


class _Row(NamedTuple):
    unit: str
    token: str
    cells: list[str]
    line: int


class _Sentence(NamedTuple):
    text: str
    rows: list[_Row]
    line: int


def is_old(head: bytes) -> bool:
    """Tell a file of version 1 or 2 by its first lines."""
    lines = head[:8192].decode("utf-8", "replace").removeprefix("\ufeff").split("\n")
    lines = [line.strip() for line in lines if line.strip()][:4]
    ids = any(_ID.fullmatch(line) for line in lines)
    return ids and any(line.lower().startswith(_TEXT) for line in lines)


def read_old(data: bytes, options: ReadOptions, annotator: str | None = None) -> Annotated:
    """Return the record of a file: a line of the text for each sentence.

    Raises:
        InputError: with its line.

    """
    try:
        text = without_mark(data).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = say("{what} is not UTF-8; expected UTF-8", what=f"0x{data[error.start]:02X}")
        raise InputError(reason, line=line) from None
    columns, sentences = _parsed(text)
    draft = Draft("\n".join(one.text for one in sentences), options, annotator=annotator)
    at = 0
    places: dict[str, tuple[int, int]] = {}
    spans: dict[tuple[str, str], str] = {}
    for sentence in sentences:
        found = align(sentence.text, [row.token for row in sentence.rows])
        if isinstance(found, int):
            row = sentence.rows[found]
            reason = say(
                "the token “{token}” does not come next in the text of its sentence",
                token=shorten(row.token),
            )
            raise InputError(reason, line=row.line)
        ranges = [(at + start, at + end) for start, end in found]
        places.update((row.unit, place) for row, place in zip(sentence.rows, ranges, strict=True))
        width = min(len(row.cells) for row in sentence.rows)
        for number in range(width):
            column = _column(columns, number)
            if column.attached or is_apart(column.layer) or not column.first:
                continue
            if _attached(columns, number) is None:
                _add_spans(draft, sentence, ranges, number, columns, spans)
        at += len(sentence.text) + 1
    for sentence in sentences:
        _add_links(draft, sentence, columns, places, spans, options)
    return draft.record()


def _parsed(text: str) -> tuple[list[_Column], list[_Sentence]]:
    columns: list[_Column] = []
    sentences: list[_Sentence] = []
    said = ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.removesuffix("\r")
        if line.lower().startswith(_TEXT):
            said = line[len(_TEXT) :]
            sentences.append(_Sentence(said, [], number))
        elif line.startswith("# ") and not sentences and _LAYERS.match(line):
            columns += _columns(line)
        elif not line.strip() or line.startswith("#"):
            continue
        else:
            unit, *cells = line.split("\t")
            if not sentences or not cells or _UNIT.fullmatch(unit) is None:
                reason = say("“{line}” is no token; expected 1-1 and the token", line=shorten(line))
                raise InputError(reason, line=number)
            sentences[-1].rows.append(_Row(unit, cells[0], cells[1:], number))
    kept = [one for one in sentences if one.rows]
    if not kept:
        raise InputError(say("there is no sentence; expected “#text=” and its tokens"))
    return columns, kept


def _columns(line: str) -> list[_Column]:
    found: list[_Column] = []
    for part in line.split("#"):
        layer, *features = [one.strip() for one in part.split("|")]
        if not layer:
            continue
        for number, feature in enumerate(features or [""]):
            found.append(_Column(layer, feature, number == 0, feature.startswith(_ATTACHED)))
    return found


def _column(columns: list[_Column], number: int) -> _Column:
    if number < len(columns):
        return columns[number]
    return _Column("", f"column {number + 1}", True, False)


def _attached(columns: list[_Column], number: int) -> int | None:
    """Return the column with the governor of a relation's layer, None for a layer of spans."""
    layer = _column(columns, number).layer
    return next((at for at, one in enumerate(columns) if one.layer == layer and one.attached), None)


def _add_spans(
    draft: Draft,
    sentence: _Sentence,
    ranges: list[tuple[int, int]],
    number: int,
    columns: list[_Column],
    spans: dict[tuple[str, str], str],
) -> None:
    stacks = [_STACKED.split(row.cells[number]) for row in sentence.rows]
    column = _column(columns, number)
    if not columns and not any(is_prefixed(one) for stack in stacks for one in stack):
        return  # version 1 has columns of syntax, too, and does not name them
    for depth in range(max(map(len, stacks))):
        tags = [stack[depth] if depth < len(stack) else "O" for stack in stacks]
        tags = ["O" if tag in _NOTHING else tag for tag in tags]
        for first, last, label in untag(tags):
            row = sentence.rows[first]
            attributes = {
                columns[other].feature: row.cells[other]
                for other in range(number + 1, min(len(columns), len(row.cells)))
                if columns[other].layer == column.layer and row.cells[other] not in _NOTHING
            }
            named = label if label != "_" else short(column.layer) or "annotation"
            try:
                span = draft.add_span(
                    say("the annotation"),
                    named,
                    [(ranges[first][0], ranges[last][1])],
                    attributes=attributes,
                )
            except InputError as error:
                error.line = row.line
                raise
            for one in sentence.rows[first : last + 1]:
                spans.setdefault((column.layer, one.unit), span.id)
                spans.setdefault(("", one.unit), span.id)


def _add_links(
    draft: Draft,
    sentence: _Sentence,
    columns: list[_Column],
    places: dict[str, tuple[int, int]],
    spans: dict[tuple[str, str], str],
    options: ReadOptions,
) -> None:
    for number, column in enumerate(columns):
        at = _attached(columns, number)
        if at is None or column.attached or not column.first or is_apart(column.layer):
            continue
        base = columns[at].feature.removeprefix(_ATTACHED)
        for row in sentence.rows:
            if max(number, at) >= len(row.cells) or row.cells[at] in _NOTHING:
                continue
            kinds = _STACKED.split(row.cells[number])
            for depth, unit in enumerate(_STACKED.split(row.cells[at])):
                kind = kinds[min(depth, len(kinds) - 1)]
                kind = kind if kind not in _NOTHING else short(column.layer)
                where = say("line {line}", line=row.line)
                if unit not in places:
                    options.leave_out(relation_to_nothing(kind), where)
                    continue
                ends = []
                for end in (unit, row.unit):
                    known = spans.get((base, end)) or spans.get(("", end))
                    if known is None:
                        known = draft.add_span(where, short(base) or "token", [places[end]]).id
                        spans[base, end] = known
                    ends.append(known)
                if ends[0] == ends[1]:
                    options.leave_out(relation_to_itself(kind), where)
                    continue
                draft.add_link(where, kind, *ends)
