"""Writes a record as a file of WebAnno TSV 3."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from typing import NamedTuple

import orjson

from annotator.annotation.records import Annotated
from annotator.formats.common.drafts import count_bare, describe, links_inside
from annotator.formats.common.losses import Losses
from annotator.formats.common.tokens import (
    BLANK,
    BLANK_DONE,
    EDGES,
    EDGES_DONE,
    FRAGMENTS,
    FRAGMENTS_DONE,
    tokenise,
)
from annotator.formats.common.uima_layers import LINK, SPAN
from annotator.formats.webanno.lines import ABOUT, NONE, SIGN, TEXT, escape_text, escape_value
from annotator.text import Utf16Map, sentence_ranges
from annotator.words import say


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


def written(record: Annotated, losses: Losses) -> str:
    """Return the file of a record; what it cannot hold is added to the losses."""
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
    head = [f"{SIGN}.3", f"#T_SP={SPAN}|label"]
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
            lines.append(ABOUT + orjson.dumps(about).decode("utf-8"))
        shown = text[sentence:end].removesuffix("\n")
        lines += [TEXT + escape_text(line) for line in shown.split("\n")]
        for row in rows[number]:
            values = [
                escape_value(pieces[one].label) + (f"[{names[one]}]" if one in names else "")
                for one in stacked.get(row.id, ())
            ]
            columns = ["|".join(values) or NONE]
            if linked:
                relations = arriving.get(row.id, ())
                columns += ["|".join(part) or NONE for part in zip(*relations, strict=True)]
                columns += [NONE, NONE] if not relations else []
            token = text[row.start : row.end]
            token = escape_text(token) if token.isspace() else token
            offsets = f"{counted(row.start)}-{counted(row.end)}"
            lines.append("\t".join([row.id, offsets, token, *columns, ""]))
    return "\n".join([*lines, ""])


def _pieces(record: Annotated, losses: Losses) -> list[_Piece]:
    text = record.article.text
    pieces = []
    for number, span in enumerate(record.spans):
        example = say(
            "article {article}, {start} to {end}",
            article=record.article.id,
            start=span.start,
            end=span.end,
        )
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
    example = say("article {article}", article=record.article.id)
    kept = [link for link in inside if link.source in first and link.target in first]
    losses.add(
        say("links of spans that were left out"), say("left out"), len(inside) - len(kept), example
    )
    losses.add(say("ids of links"), say("left out, import makes new ones"), len(kept), example)
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
