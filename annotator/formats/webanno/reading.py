"""Reads a file of WebAnno TSV 3: its lines, then what they say of spans and links."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

import msgspec

from annotator.annotation.records import Annotated, shorten
from annotator.errors import InputError, OffsetError
from annotator.formats.common.base import ReadOptions
from annotator.formats.common.drafts import (
    Described,
    Draft,
    relation_to_itself,
    relation_to_nothing,
    status_named,
)
from annotator.formats.common.json_faults import wrong_value
from annotator.formats.common.sources import any_json, without_mark
from annotator.formats.common.uima_layers import is_apart, labelled, short
from annotator.formats.recognising.by_user import Owner
from annotator.formats.webanno.lines import (
    ABOUT,
    NONE,
    NULL,
    TEXT,
    unescape_text,
    unescape_value,
)
from annotator.text import Utf16Map
from annotator.words import say

_FORMAT = re.compile(r"#FORMAT=WebAnno TSV 3(?:\.(\d{1,3}))?\s*$")
_LAYER = re.compile(r"#T_(SP|RL|CH)=([^|]+)((?:\|.*)?)$")
_UNIT = re.compile(r"\d{1,9}-\d{1,9}(?:\.\d{1,9})?$", re.ASCII)
_OFFSETS = re.compile(r"(\d{1,9})-(\d{1,9})$", re.ASCII)
_NUMBERED = re.compile(r"(.*)\[(\d{1,9})\]$", re.DOTALL | re.ASCII)
_ENDS = re.compile(r"(.*)\[(\d{1,9})_(\d{1,9})\]$", re.DOTALL | re.ASCII)
_CHAINED = re.compile(r"(.*)(?<!\\)->(\d{1,9})-(\d{1,9})$", re.DOTALL | re.ASCII)
_STACKED = re.compile(r"(?<!\\)\|")
_SLOTTED = re.compile(r"(?<!\\);")


class _About(Described):
    ends_with_break: bool = False


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


class Reader:
    """Reads one file."""

    def __init__(self, data: bytes, options: ReadOptions, owner: Owner | None = None) -> None:
        self._options = options
        self._owner = owner
        try:
            text = without_mark(data).decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            reason = say("{what} is not UTF-8; expected UTF-8", what=f"0x{data[error.start]:02X}")
            raise InputError(reason, line=line) from None
        self._lines = [line.removesuffix("\r") for line in text.split("\n")]
        self._most_padding = 10 * len(data) + 10_000
        self._minor = 0
        self._columns: list[_Column] = []
        self._parts: list[str] = []
        self._length = 0
        self._tokens: list[tuple[_Unit, str]] = []
        self._units: dict[str, _Unit] = {}
        self._found: list[_Found] = []
        self._numbered: dict[tuple[str, int], _Found] = {}
        self._at: dict[tuple[str, str], list[_Found]] = defaultdict(list)
        self._relations: list[_Relation] = []
        self._chains: dict[tuple[str, int], dict[int, _Found]] = defaultdict(dict)
        self._about: _About | None = None

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
            annotator=about.annotator if about else self._owner and self._owner.annotator,
        )
        if about is None and self._owner is not None and self._owner.annotator is None:
            self._options.leave_out(say("document as it was before anybody annotated it"))
            return draft.bare()
        for found in self._found:
            if not is_apart(found.layer):
                self._add(draft, found, units)
        self._link(draft, units)
        if about is None and self._owner is not None:
            owner = self._owner
            return draft.record(source=owner.document, status=owner.status, gold=owner.gold)
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
            document=about.document,
        )

    def _header(self) -> int:
        form = _FORMAT.match(self._lines[0])
        if form is None:
            raise InputError(
                say(
                    "the file begins with “{line}”; expected “#FORMAT=WebAnno TSV 3.3”",
                    line=shorten(self._lines[0]),
                ),
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
                    reason = say(
                        "the column “{name}” follows no column ROLE_…; expected one",
                        name=shorten(name),
                    )
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
                if line.startswith(TEXT):
                    header.append(unescape_text(line[len(TEXT) :], self._minor) + "\n")
                elif line.startswith(ABOUT):
                    self._about = _about(line[len(ABOUT) :], number)
                continue
            fields = line.split("\t")
            unit = self._unit(fields, number)
            if in_header:
                self._sentence("".join(header), unit)
                header, in_header = [], False
            elif not self._parts:
                raise InputError(
                    say("a token stands before any “#Text=”; expected that"), line=number
                )
            self._tokens.append((unit, fields[2]))
            self._units.setdefault(unit.id, unit)
            self._annotations(unit, fields[3:])
        if header:
            raise InputError(say("the last “#Text=” is followed by no token; expected its tokens"))
        if not self._parts:
            raise InputError(say("there is no sentence; expected “#Text=” and its tokens"))

    def _unit(self, fields: list[str], line: int) -> _Unit:
        offsets = _OFFSETS.match(fields[1]) if len(fields) > 2 else None
        if offsets is None or not _UNIT.match(fields[0]):
            shown = shorten("\t".join(fields))
            reason = say(
                "“{shown}” is no token; expected 1-1, 0-4, the token and its columns", shown=shown
            )
            raise InputError(reason, line=line)
        if len(fields) < 3 + len(self._columns):
            expected = 3 + len(self._columns)
            reason = say(
                "there are {n} columns; expected {expected}, as the header says",
                n=len(fields),
                expected=expected,
            )
            raise InputError(reason, line=line)
        return _Unit(fields[0], int(offsets[1]), int(offsets[2]), line)

    def _sentence(self, text: str, first: _Unit) -> None:
        """Add a sentence: a line break before it, none, or as many spaces as its offset asks."""
        if first.start < self._length and self._parts:
            self._parts[-1] = self._parts[-1].removesuffix("\n")
            self._length -= 1
        gap = first.start - self._length
        if gap < 0:
            reason = say(
                "the sentence begins at {start}, inside the one before it", start=first.start
            )
            raise InputError(reason, line=first.line)
        if gap > self._most_padding:
            reason = say(
                "the sentence begins at {start}, far behind the one before it", start=first.start
            )
            raise InputError(reason, line=first.line)
        self._most_padding -= gap
        self._parts += [" " * gap, text]
        self._length += gap + len(text.encode("utf-16-le")) // 2

    def _check_tokens(self, text: str, units: Utf16Map) -> None:
        for unit, token in self._tokens:
            start, end = _codepoints(unit.start, unit.end, units, unit.line)
            if not start < end:
                reason = say(
                    "the token is from {start} to {end}; expected an end behind the start",
                    start=start,
                    end=end,
                )
                raise InputError(reason, line=unit.line)
            covered = text[start:end]
            if covered not in {token, unescape_value(token), unescape_text(token, 2)}:
                raise InputError(
                    say(
                        "the text at {start} to {end} is “{covered}”, expected “{token}”; offsets"
                        " of this format count UTF-16 units",
                        start=unit.start,
                        end=unit.end,
                        covered=shorten(covered),
                        token=shorten(token),
                    ),
                    line=unit.line,
                )

    def _annotations(self, unit: _Unit, fields: list[str]) -> None:
        stacks: dict[str, list[_Found]] = {}
        relations: dict[str, list[tuple[dict[str, str], str]]] = defaultdict(list)
        bases: dict[str, str] = {}
        for column, field in zip(self._columns, fields, strict=False):
            if field == NONE:
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
                    reason = say(
                        "a relation of {layer} has no source; expected one, as 1-1",
                        layer=short(layer),
                    )
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
            if value != NULL:
                found.roles["next"] = [unescape_value(value)]
        elif column.kind == "role":
            found.roles[column.name] = [] if value == NONE else _SLOTTED.split(value)
        elif column.kind == "target":
            found.targets[column.name] = [] if value == NONE else _SLOTTED.split(value)
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
            mine = (one for one in self._columns if one.layer == found.layer)
            texts = sum(one.kind == "feature" for one in mine)
            label, attributes = labelled(found.layer, found.features, texts)
            if self._owner is not None:
                self._owner.declare(found.layer, label, self._options)
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
            source = self._refer(relation.base, unit_id, int(ends[2]) if ends else 0)
            target = self._refer(relation.base, relation.unit.id, int(ends[3]) if ends else 0)
            kind, _ = labelled(relation.layer, relation.features)
            self._join(draft, units, kind, source, target, line)
        for found in self._found:
            for name, targets in found.targets.items():
                roles = found.roles.get(name, [])
                for at, target_name in enumerate(targets):
                    if target_name in (NULL, NONE):
                        continue
                    unit_id, number = _without_number(target_name)
                    target = self._refer("", unit_id, number or 0)
                    role = roles[at] if at < len(roles) else NULL
                    kind = name if role == NULL else unescape_value(role)
                    self._join(draft, units, kind, found, target, found.unit.line)
        for chain in self._chains.values():
            elements = [chain[at] for at in sorted(chain)]
            for source, target in pairwise(elements):
                kind = source.roles.get("next", ["next"])[0]
                self._join(draft, units, kind, source, target, source.unit.line)

    def _join(
        self,
        draft: Draft,
        units: Utf16Map,
        kind: str,
        source: _Found | None,
        target: _Found | None,
        line: int,
    ) -> None:
        where = say("line {line}", line=line)
        if source is None or target is None:
            self._options.leave_out(relation_to_nothing(kind), where)
            return
        if source is target:
            self._options.leave_out(relation_to_itself(kind), where)
            return
        ends = self._add(draft, source, units), self._add(draft, target, units)
        try:
            draft.add_link("the relation", kind, *ends)
        except InputError as error:
            raise error.at(self._options.file, line) from None

    def _refer(self, layer: str, unit_id: str, number: int) -> _Found | None:
        """Return what a reference means: by its number, else the first of a layer in a unit.

        Where nothing stands there, as in relations between tokens, the unit itself becomes one.
        """
        if number:
            layers = [layer, *(column.layer for column in self._columns)]
            numbered = (self._numbered.get((one, number)) for one in layers)
            return next((one for one in numbered if one), None)
        layers = [layer] if (layer, unit_id) in self._at else [c.layer for c in self._columns]
        stacks = (self._at.get((one, unit_id)) for one in layers)
        found = next((stack[0] for stack in stacks if stack), None)
        unit = self._units.get(unit_id)
        if found is None and unit is not None and layer:
            found = _Found(layer, unit)
            self._at[layer, unit_id].append(found)
        return found


def _about(value: str, line: int) -> _About:
    try:
        about = msgspec.convert(any_json(value.encode("utf-8")), _About)
    except msgspec.ValidationError as error:
        raise InputError(wrong_value(error, say("the comment")), line=line) from None
    except InputError as error:
        raise InputError(error.reason, line=line) from None
    if not about.article_id.strip():
        raise InputError(say("“article_id” is empty; expected a name"), line=line)
    return about


def _put(features: dict[str, str], column: _Column, value: str) -> None:
    if value != NULL and column.kind == "feature":
        features.setdefault(column.name, unescape_value(value))


def _without_number(value: str) -> tuple[str, int | None]:
    found = None if value.endswith("\\]") else _NUMBERED.match(value)
    return (found[1], int(found[2])) if found else (value, None)


def _codepoints(start: int, end: int, units: Utf16Map, line: int) -> tuple[int, int]:
    try:
        return units.to_codepoint(start), units.to_codepoint(end)
    except OffsetError as error:
        raise InputError(error.message, line=line) from None
