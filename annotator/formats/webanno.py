"""WebAnno TSV 3, as INCEpTION and WebAnno import and export it: a document in each file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec
import orjson

from annotator.annotation.records import Annotated, shorten
from annotator.errors import InputError, OffsetError
from annotator.formats.common.base import Format, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.drafts import (
    Described,
    Draft,
    count_bare,
    describe,
    links_inside,
    status_named,
)
from annotator.formats.common.json_faults import wrong_value
from annotator.formats.common.losses import Losses
from annotator.formats.common.sources import any_json, read_bytes, without_mark
from annotator.formats.common.tokens import (
    BLANK,
    BLANK_DONE,
    EDGES,
    EDGES_DONE,
    FRAGMENTS,
    FRAGMENTS_DONE,
    tokenise,
)
from annotator.formats.common.uima_layers import LINK, SPAN, FileNames, is_apart, labelled, short
from annotator.text import Utf16Map, sentence_ranges

_FORMAT = re.compile(r"#FORMAT=WebAnno TSV 3(?:\.(\d{1,3}))?\s*$")
_SIGN = b"#FORMAT=WebAnno TSV 3"
_LAYER = re.compile(r"#T_(SP|RL|CH)=([^|]+)((?:\|.*)?)$")
_TEXT = "#Text="
_ABOUT = "#annotator.article="
_UNIT = re.compile(r"\d{1,9}-\d{1,9}(?:\.\d{1,9})?$", re.ASCII)
_OFFSETS = re.compile(r"(\d{1,9})-(\d{1,9})$", re.ASCII)
_NUMBERED = re.compile(r"(.*)\[(\d{1,9})\]$", re.DOTALL | re.ASCII)
_ENDS = re.compile(r"(.*)\[(\d{1,9})_(\d{1,9})\]$", re.DOTALL | re.ASCII)
_CHAINED = re.compile(r"(.*)(?<!\\)->(\d{1,9})-(\d{1,9})$", re.DOTALL | re.ASCII)
_STACKED = re.compile(r"(?<!\\)\|")
_SLOTTED = re.compile(r"(?<!\\);")
_ESCAPED = re.compile(r"\\(->|[\\\[\]|_;tn*])")
_ESCAPES = re.compile(r"->|[\\\[\]|_;\t\n*]")
_TEXT_ESCAPES = re.compile("[\x00-\x0a\x0c-\x1f\\\\]")
_TEXT_ESCAPED = re.compile("\\\\([\x00-\x1ftnfrb\\\\])")
_JAVA_ESCAPED = re.compile(r"\\(u+[0-9a-fA-F]{4}|.)", re.DOTALL)
_NAMED = {"\t": "t", "\n": "n", "\f": "f", "\r": "r", "\b": "b"}
_MEANT = {name: character for character, name in _NAMED.items()}
_NONE, _NULL = "_", "*"


class _Article(Described):
    ends_with_break: bool = False


class WebAnnoTsv(Format):
    """``.tsv`` files of INCEpTION and WebAnno; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell it by its first line."""
        return head.removeprefix(b"\xef\xbb\xbf").startswith(_SIGN)

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield the one record of the file."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            record = _Reader(data, options).record()
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
        else:
            yield Sourced(record, options.file, None, len(data))

    def write_folder(
        self, records: Iterable[Annotated], folder: Path, options: WriteOptions | None = None
    ) -> None:
        """Write a file for each record."""
        losses = options.losses if options else Losses()
        names = FileNames()
        for record in records:
            text = _written(record, losses)
            (folder / names.name(record, ".tsv")).write_bytes(text.encode("utf-8"))


def escape_value(value: str) -> str:
    r"""Return a feature's value as it stands in a column: ``a|b`` becomes ``a\|b``."""
    named = {"\t": "t", "\n": "n"}
    return _ESCAPES.sub(lambda match: "\\" + named.get(match[0], match[0]), value)


def _unescape_value(value: str) -> str:
    return _ESCAPED.sub(lambda match: _MEANT.get(match[1], match[1]), value)


def _escape_text(text: str) -> str:
    return _TEXT_ESCAPES.sub(lambda match: "\\" + _NAMED.get(match[0], match[0]), text)


def _unescape_text(text: str, minor: int) -> str:
    if minor > 1:
        return _TEXT_ESCAPED.sub(lambda match: _MEANT.get(match[1], match[1]), text)
    unescaped = _JAVA_ESCAPED.sub(_java, text)
    try:
        return unescaped.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        raise InputError("the text has half of a surrogate pair, not a character") from None


def _java(match: re.Match[str]) -> str:
    escaped = match[1]
    if escaped[0] == "u" and len(escaped) > 1:
        return chr(int(escaped[-4:], 16))
    return _MEANT.get(escaped, escaped)


class _Column(NamedTuple):
    """A column of annotations; ``kind`` is feature, none, role, target, base or chain."""

    layer: str
    sort: str
    kind: str
    name: str


class _Unit(NamedTuple):
    """A token or a part of one, offsets in UTF-16 units."""

    id: str
    start: int
    end: int
    line: int


class _Found:
    """An annotation while it is put together."""

    def __init__(self, layer: str, unit: _Unit) -> None:
        self.layer = layer
        self.unit = unit
        self.end = unit.end
        self.features: dict[str, str] = {}
        self.roles: dict[str, list[str]] = {}
        self.targets: dict[str, list[str]] = {}
        self.span_id: str | None = None


class _Relation(NamedTuple):
    base: str
    features: dict[str, str]
    source: str
    layer: str
    unit: _Unit


class _Reader:
    """Reads one file."""

    def __init__(self, data: bytes, options: ReadOptions) -> None:
        self._options = options
        try:
            text = without_mark(data).decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            reason = f"0x{data[error.start]:02X} is not UTF-8; expected UTF-8"
            raise InputError(reason, line=line) from None
        self._lines = [line.removesuffix("\r") for line in text.split("\n")]
        self._most_padding = 10 * len(data) + 10_000
        self._minor = 0
        self._columns: list[_Column] = []
        self._parts: list[str] = []
        self._length = 0
        self._tokens: list[tuple[_Unit, str]] = []
        self._found: list[_Found] = []
        self._numbered: dict[tuple[str, int], _Found] = {}
        self._at: dict[tuple[str, str], list[_Found]] = defaultdict(list)
        self._relations: list[_Relation] = []
        self._chains: dict[tuple[str, int], dict[int, _Found]] = defaultdict(dict)
        self._about: _Article | None = None

    def record(self) -> Annotated:
        """Return the record of the file."""
        at = self._header()
        self._body(at)
        text = "".join(self._parts)
        about = self._about
        if about is None or not about.ends_with_break:
            text = text.removesuffix("\n")
        units = Utf16Map(text)
        self._check_tokens(text, units)
        draft = Draft(
            text,
            self._options,
            article_id=about.article_id if about else None,
            annotator=about.annotator if about else None,
        )
        for found in self._found:
            if not is_apart(found.layer):
                self._add(draft, found, units)
        self._link(draft, units)
        if about is None:
            return draft.record()
        return draft.record(
            title=about.title,
            source=about.source,
            date=about.date or "",
            meta=about.meta,
            status=status_named(about.status),
            flagged=about.flagged,
            gold=about.gold,
        )

    def _header(self) -> int:
        form = _FORMAT.match(self._lines[0])
        if form is None:
            raise InputError(
                f"the file begins with “{shorten(self._lines[0])}”; expected"
                " “#FORMAT=WebAnno TSV 3.3”",
                line=1,
            )
        self._minor = int(form[1] or 0)
        at = 1
        while at < len(self._lines) and (layer := _LAYER.match(self._lines[at])):
            self._layer(layer[1], layer[2], layer[3][1:].split("|") if layer[3] else [], at + 1)
            at += 1
        return at

    def _layer(self, sort: str, layer: str, names: list[str], line: int) -> None:
        role = ""
        for name in names or [""]:
            kind, feature = "feature", name
            if not name:
                kind = "none"
            elif sort == "RL" and name.startswith("BT_"):
                kind, feature = "base", name[3:]
            elif sort == "CH":
                kind = "chain" if name == "referenceRelation" else "feature"
            elif sort == "SP" and name.startswith("ROLE_"):
                kind = "role"
                role = feature = name[5:].rpartition("_")[0].rpartition(":")[2] or name[5:]
            elif sort == "SP" and "." in name:
                if not role:
                    reason = f"the column “{shorten(name)}” follows no column ROLE_…; expected one"
                    raise InputError(reason, line=line)
                kind, feature = "target", role
            self._columns.append(_Column(layer, sort, kind, feature))

    def _body(self, at: int) -> None:
        header: list[str] = []
        in_header = False
        unit: _Unit | None = None
        for number, line in enumerate(self._lines[at:], at + 1):
            if not line:
                unit = None
                continue
            if unit is None and line.startswith("#"):
                in_header = True
                if line.startswith(_TEXT):
                    header.append(_unescape_text(line[len(_TEXT) :], self._minor) + "\n")
                elif line.startswith(_ABOUT):
                    self._about = _about(line[len(_ABOUT) :], number)
                continue
            fields = line.split("\t")
            unit = self._unit(fields, number)
            if in_header:
                self._sentence("".join(header), unit)
                header, in_header = [], False
            elif not self._parts:
                raise InputError("a token stands before any “#Text=”; expected that", line=number)
            self._tokens.append((unit, fields[2]))
            self._annotations(unit, fields[3:])
        if header:
            raise InputError("the last “#Text=” is followed by no token; expected its tokens")
        if not self._parts:
            raise InputError("there is no sentence; expected “#Text=” and its tokens")

    def _unit(self, fields: list[str], line: int) -> _Unit:
        offsets = _OFFSETS.match(fields[1]) if len(fields) > 2 else None
        if offsets is None or not _UNIT.match(fields[0]):
            shown = shorten("\t".join(fields))
            reason = f"“{shown}” is no token; expected 1-1, 0-4, the token and its columns"
            raise InputError(reason, line=line)
        if len(fields) < 3 + len(self._columns):
            expected = 3 + len(self._columns)
            reason = f"there are {len(fields)} columns; expected {expected}, as the header says"
            raise InputError(reason, line=line)
        return _Unit(fields[0], int(offsets[1]), int(offsets[2]), line)

    def _sentence(self, text: str, first: _Unit) -> None:
        """Add a sentence: a line break before it, none, or as many spaces as its offset asks."""
        if first.start < self._length and self._parts:
            self._parts[-1] = self._parts[-1].removesuffix("\n")
            self._length -= 1
        gap = first.start - self._length
        if gap < 0:
            reason = f"the sentence begins at {first.start}, inside the one before it"
            raise InputError(reason, line=first.line)
        if gap > self._most_padding:
            reason = f"the sentence begins at {first.start}, far behind the one before it"
            raise InputError(reason, line=first.line)
        self._most_padding -= gap
        self._parts += [" " * gap, text]
        self._length += gap + len(text.encode("utf-16-le")) // 2

    def _check_tokens(self, text: str, units: Utf16Map) -> None:
        for unit, token in self._tokens:
            start, end = _codepoints(unit.start, unit.end, units, unit.line)
            if not start < end:
                reason = f"the token is from {start} to {end}; expected an end behind the start"
                raise InputError(reason, line=unit.line)
            covered = text[start:end]
            if covered not in {token, _unescape_value(token), _unescape_text(token, 2)}:
                raise InputError(
                    f"the text at {unit.start} to {unit.end} is “{shorten(covered)}”, expected"
                    f" “{shorten(token)}”; offsets of this format count UTF-16 units",
                    line=unit.line,
                )

    def _annotations(self, unit: _Unit, fields: list[str]) -> None:
        stacks: dict[str, list[_Found]] = {}
        relations: dict[str, list[tuple[dict[str, str], str]]] = defaultdict(list)
        bases: dict[str, str] = {}
        for column, field in zip(self._columns, fields, strict=False):
            if field == _NONE:
                continue
            values = _STACKED.split(field)
            if column.sort == "RL":
                rows = relations[column.layer]
                rows += [({}, "") for _ in range(len(values) - len(rows))]
                for at, value in enumerate(values):
                    if column.kind == "base":
                        bases[column.layer] = column.name
                        rows[at] = rows[at][0], value
                    else:
                        _put(rows[at][0], column, _without_number(value)[0])
                continue
            stack = stacks.setdefault(column.layer, [])
            for at, value in enumerate(values):
                self._annotation(column, unit, stack, at, value)
        for layer, rows in relations.items():
            for features, source in rows:
                if not source:
                    reason = f"a relation of {short(layer)} has no source; expected one, as 1-1"
                    raise InputError(reason, line=unit.line)
                base = bases[layer]
                self._relations.append(_Relation(base, features, source, layer, unit))

    def _annotation(
        self, column: _Column, unit: _Unit, stack: list[_Found], at: int, value: str
    ) -> None:
        number: int | None = None
        chain: tuple[int, int] | None = None
        if column.kind == "chain" and (linked := _CHAINED.match(value)):
            value, chain = linked[1], (int(linked[2]), int(linked[3]))
        elif column.kind != "target":
            value, number = _without_number(value)
        if column.sort == "CH":
            number = None  # what stands in brackets is the number of the chain
        if at < len(stack):
            found = stack[at]
        else:
            found = self._same(column, unit, number, chain)
            stack.append(found)
            self._at[column.layer, unit.id].append(found)
        if number is not None:
            self._numbered.setdefault((column.layer, number), found)
        if chain is not None:
            known = self._chains[column.layer, chain[0]].setdefault(chain[1], found)
            if known is not found:  # its type stood in an earlier column
                known.end = max(known.end, unit.end)
                self._found.remove(found)
                self._at[column.layer, unit.id][-1] = known
                stack[at] = known
                return
            if value != _NULL:
                found.roles["next"] = [_unescape_value(value)]
        elif column.kind == "role":
            found.roles[column.name] = [] if value == _NONE else _SLOTTED.split(value)
        elif column.kind == "target":
            found.targets[column.name] = [] if value == _NONE else _SLOTTED.split(value)
        else:
            _put(found.features, column, value)

    def _same(
        self, column: _Column, unit: _Unit, number: int | None, chain: tuple[int, int] | None
    ) -> _Found:
        """Return the annotation that goes on in this unit, or a new one."""
        known: _Found | None = None
        if number is not None:
            known = self._numbered.get((column.layer, number))
        elif chain is not None:
            known = self._chains[column.layer, chain[0]].get(chain[1])
        if known is None:
            known = _Found(column.layer, unit)
            self._found.append(known)
        known.end = max(known.end, unit.end)
        return known

    def _add(self, draft: Draft, found: _Found, units: Utf16Map) -> str:
        """Add an annotation as a span, once, and return the span's id."""
        if found.span_id is None:
            place = _codepoints(found.unit.start, found.end, units, found.unit.line)
            label, attributes = labelled(found.layer, found.features)
            try:
                span = draft.add_span("the annotation", label, [place], attributes=attributes)
            except InputError as error:
                raise error.at(self._options.file, found.unit.line) from None
            found.span_id = span.id
        return found.span_id

    def _link(self, draft: Draft, units: Utf16Map) -> None:
        for relation in self._relations:
            if is_apart(relation.layer):
                continue
            line = relation.unit.line
            ends = _ENDS.match(relation.source)
            unit_id = ends[1] if ends else relation.source
            source = self._refer(relation.base, unit_id, int(ends[2]) if ends else 0, line)
            target = self._refer(relation.base, relation.unit.id, int(ends[3]) if ends else 0, line)
            kind, _ = labelled(relation.layer, relation.features)
            self._join(draft, units, kind, source, target, line)
        for found in self._found:
            for name, targets in found.targets.items():
                roles = found.roles.get(name, [])
                for at, target_name in enumerate(targets):
                    if target_name in (_NULL, _NONE):
                        continue
                    unit_id, number = _without_number(target_name)
                    target = self._refer("", unit_id, number or 0, found.unit.line)
                    role = roles[at] if at < len(roles) else _NULL
                    kind = name if role == _NULL else _unescape_value(role)
                    self._join(draft, units, kind, found, target, found.unit.line)
        for chain in self._chains.values():
            elements = [chain[at] for at in sorted(chain)]
            for source, target in pairwise(elements):
                kind = source.roles.get("next", ["next"])[0]
                self._join(draft, units, kind, source, target, source.unit.line)

    def _join(
        self, draft: Draft, units: Utf16Map, kind: str, source: _Found, target: _Found, line: int
    ) -> None:
        ends = self._add(draft, source, units), self._add(draft, target, units)
        try:
            draft.add_link("the relation", kind, *ends)
        except InputError as error:
            raise error.at(self._options.file, line) from None

    def _refer(self, layer: str, unit_id: str, number: int, line: int) -> _Found:
        """Return what a reference means: by its number, else the first of a layer in a unit."""
        if number:
            layers = [layer, *(column.layer for column in self._columns)]
            numbered = (self._numbered.get((one, number)) for one in layers)
            found = next((one for one in numbered if one), None)
        else:
            layers = [layer] if (layer, unit_id) in self._at else [c.layer for c in self._columns]
            stacks = (self._at.get((one, unit_id)) for one in layers)
            found = next((stack[0] for stack in stacks if stack), None)
        if found is None:
            shown = f"{unit_id}[{number}]" if number else unit_id
            reason = f"“{shorten(shown)}” is no annotation of the file; expected one"
            raise InputError(reason, line=line)
        return found


def _about(value: str, line: int) -> _Article:
    try:
        about = msgspec.convert(any_json(value.encode("utf-8")), _Article)
    except msgspec.ValidationError as error:
        raise InputError(wrong_value(error, "the comment"), line=line) from None
    except InputError as error:
        raise InputError(error.reason, line=line) from None
    if not about.article_id.strip():
        raise InputError("“article_id” is empty; expected a name", line=line)
    return about


def _put(features: dict[str, str], column: _Column, value: str) -> None:
    if value != _NULL and column.kind == "feature":
        features.setdefault(column.name, _unescape_value(value))


def _without_number(value: str) -> tuple[str, int | None]:
    found = None if value.endswith("\\]") else _NUMBERED.match(value)
    return (found[1], int(found[2])) if found else (value, None)


def _codepoints(start: int, end: int, units: Utf16Map, line: int) -> tuple[int, int]:
    try:
        return units.to_codepoint(start), units.to_codepoint(end)
    except OffsetError as error:
        raise InputError(str(error), line=line) from None


class _Row(NamedTuple):
    """A line to be written: a token, or a part of one; offsets in code points."""

    id: str
    start: int
    end: int


class _Piece(NamedTuple):
    """A fragment to be written; ``span`` is its span's number in the record."""

    start: int
    end: int
    label: str
    span: int


def _written(record: Annotated, losses: Losses) -> str:
    text = record.article.text
    count_bare(record, losses)
    pieces = _pieces(record, losses)
    tokens = tokenise(text)
    if not tokens or text[: tokens[0][0]].strip(" "):
        # Only spaces can stand before the first token: the reader knows its offset alone.
        tokens.insert(0, (0, tokens[0][0] if tokens else len(text)))
    starts = _sentence_starts(text, [start for start, _ in tokens])
    parts = _parts(tokens, pieces)
    rows = _rows(tokens, starts, {part for own in parts for part in own})
    ids = {(row.start, row.end): row.id for sentence in rows for row in sentence}
    units = [[ids[part] for part in own] for own in parts]
    linked = _linked(record, pieces, losses)
    stacked: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(units):
        for unit_id in own:
            stacked[unit_id].append(number)
    numbered = {number for stack in stacked.values() if len(stack) > 1 for number in stack}
    numbered |= {number for number, own in enumerate(units) if len(own) > 1}
    numbered |= {number for _, *ends in linked for number in ends}
    names = {number: at for at, number in enumerate(sorted(numbered), 1)}
    arriving: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, source, target in linked:
        reference = f"{units[source][0]}[{names[source]}_{names[target]}]"
        arriving[units[target][0]].append((escape_value(kind), reference))
    head = ["#FORMAT=WebAnno TSV 3.3", f"#T_SP={SPAN}|label"]
    head += [f"#T_RL={LINK}|label|BT_{SPAN}"] if linked else []
    about = describe(record)
    if text.endswith("\n"):
        about["ends_with_break"] = True
    lines = [*head, ""]
    counted = Utf16Map(text).to_utf16
    following = [*starts[1:], len(text)]
    for number, (sentence, end) in enumerate(zip(starts, following, strict=True)):
        lines.append("")
        if not number:
            lines.append(_ABOUT + orjson.dumps(about).decode("utf-8"))
        shown = text[sentence:end].removesuffix("\n")
        lines += [_TEXT + _escape_text(line) for line in shown.split("\n")]
        for row in rows[number]:
            values = [
                escape_value(pieces[one].label) + (f"[{names[one]}]" if one in names else "")
                for one in stacked.get(row.id, ())
            ]
            columns = ["|".join(values) or _NONE]
            if linked:
                relations = arriving.get(row.id, ())
                columns += ["|".join(part) or _NONE for part in zip(*relations, strict=True)]
                columns += [_NONE, _NONE] if not relations else []
            token = text[row.start : row.end]
            token = _escape_text(token) if token.isspace() else token
            offsets = f"{counted(row.start)}-{counted(row.end)}"
            lines.append("\t".join([row.id, offsets, token, *columns, ""]))
    return "\n".join([*lines, ""])


def _pieces(record: Annotated, losses: Losses) -> list[_Piece]:
    text = record.article.text
    pieces = []
    for number, span in enumerate(record.spans):
        example = f"article {record.article.id}, {span.start} to {span.end}"
        losses.add(FRAGMENTS, FRAGMENTS_DONE, len(span.fragments) > 1, example)
        for start, end in span.ranges:
            covered = text[start:end]
            solid = covered.strip()
            if not solid:
                losses.add(BLANK, BLANK_DONE, 1, example)
                continue
            first = start + len(covered) - len(covered.lstrip())
            losses.add(EDGES, EDGES_DONE, len(solid) < len(covered), example)
            pieces.append(_Piece(first, first + len(solid), span.label, number))
    return pieces


def _linked(record: Annotated, pieces: list[_Piece], losses: Losses) -> list[tuple[str, int, int]]:
    """Return type, source and target of each link, the ends as numbers of pieces."""
    first: dict[str, int] = {}
    for number, piece in enumerate(pieces):
        first.setdefault(record.spans[piece.span].id, number)
    inside = links_inside(record, losses)
    example = f"article {record.article.id}"
    kept = [link for link in inside if link.source in first and link.target in first]
    losses.add("links of spans that were left out", "left out", len(inside) - len(kept), example)
    losses.add("ids of links", "left out, import makes new ones", len(kept), example)
    return [(link.type, first[link.source], first[link.target]) for link in kept]


def _sentence_starts(text: str, tokens: list[int]) -> list[int]:
    """Return where sentences begin, each at the first token that is in it."""
    starts = {tokens[0]}
    for start, _ in sentence_ranges(text):
        at = bisect_left(tokens, start)
        if at < len(tokens):
            starts.add(tokens[at])
    return sorted(starts)


def _parts(tokens: list[tuple[int, int]], pieces: list[_Piece]) -> list[list[tuple[int, int]]]:
    """Return what each piece covers of each token that it is in."""
    begins = [start for start, _ in tokens]
    return [
        [
            (max(start, piece.start), min(end, piece.end))
            for start, end in tokens[
                bisect_right(begins, piece.start) - 1 : bisect_left(begins, piece.end)
            ]
        ]
        for piece in pieces
    ]


def _rows(
    tokens: list[tuple[int, int]], starts: list[int], parts: set[tuple[int, int]]
) -> list[list[_Row]]:
    """Return the lines of each sentence: each token, behind it the parts that a span cuts off."""
    rest = deque(sorted(parts.difference(tokens)))
    rows: list[list[_Row]] = []
    number = 0
    for start, end in tokens:
        number += 1
        if len(rows) < len(starts) and start == starts[len(rows)]:
            number = 1
            rows.append([])
        name = f"{len(rows)}-{number}"
        rows[-1].append(_Row(name, start, end))
        part = 0
        while rest and rest[0][0] < end:
            part += 1
            rows[-1].append(_Row(f"{name}.{part}", *rest.popleft()))
    return rows
