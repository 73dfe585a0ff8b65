"""What kind of difference each one is: missed, boundary, label, split or merged.

For a pair of annotators in an article every span belongs to exactly one case, looked for in this
order:

1. *agreed*: same label, same fragments.
2. *split* (or merged): same label, and one span of the one lies over several of the other. A span
   lies over another when they share at least half of the shorter one.
3. *boundary*: same label, overlapping, assigned one to one by greatest total IoU.
4. *label*: different labels, assigned one to one, IoU of at least 0.5.
5. *missed*: all that is left; the other annotator has nothing for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import msgspec
import numpy as np

from annotator.agreement.measures.arrays import Flags, Ints, overlaps, ranks, sum_by, unite
from annotator.agreement.measures.assignment import components
from annotator.agreement.measures.continuum import Meetings, Members
from annotator.agreement.measures.f1 import Edges, choose, reaches
from annotator.agreement.measures.input import Corpus


class Kind(IntEnum):
    """What a case is; the names in files are these in lower case."""

    AGREED = 0
    MISSED = 1
    BOUNDARY = 2
    LABEL = 3
    SPLIT = 4


class Cases(msgspec.Struct, frozen=True, eq=False):
    """The cases of some articles, C of them, sorted by meeting and place.

    Attributes:
        meeting: (C,) the article and pair of annotators.
        kind: (C,) a ``Kind``.
        one: (C,) label of the pair's first annotator, -1 for nothing.
        other: (C,) label of the second, -1 for nothing.
        start: (C,) first code point concerned.
        end: (C,) end of the last one, exclusive.
        chars: (C,) disputed code points: what one covers and the other does not; of a label case
            all that either covers.
        from_start: (C,) the second annotator's start less the first one's; boundary cases only.
        from_end: (C,) the same for the end.
        first: (C + 1,) where the spans of each case begin in ``spans``.
        spans: indices of spans, the first annotator's before the second's.

    """

    meeting: Ints
    kind: Ints
    one: Ints
    other: Ints
    start: Ints
    end: Ints
    chars: Ints
    from_start: Ints
    from_end: Ints
    first: Ints
    spans: Ints


def decompose(
    corpus: Corpus, members: Members, meetings: Meetings, edges: Edges, iou: float
) -> Cases:
    """Find the case of every span for every other annotator of its article."""
    spans = len(corpus.article)
    node_one = edges.meeting * max(spans, 1) + edges.one
    node_other = edges.meeting * max(spans, 1) + edges.other
    used: list[Ints] = []

    def free() -> Flags:
        taken = np.unique(np.concatenate(used)) if used else np.zeros(0, np.int64)
        return ~(_in(node_one, taken) | _in(node_other, taken))

    def use(chosen: Flags) -> Ints:
        used.extend((node_one[chosen], node_other[chosen]))
        return np.flatnonzero(chosen)

    agreed = use(choose(corpus, edges, edges.same & edges.exact, iou))
    parts, group = _split(corpus, edges, node_one, node_other, free())
    in_split = np.zeros(len(edges.one), np.bool_)
    in_split[parts] = True
    use(in_split)
    boundary = use(choose(corpus, edges, edges.same & free(), iou))
    relabelled = ~edges.same & reaches(corpus, edges, iou) & free()
    renamed = use(choose(corpus, edges, relabelled, iou))
    missed_meeting, missed_span = _left_over(corpus, members, meetings, used)

    found = [
        _pairs(corpus, edges, agreed, Kind.AGREED),
        _pairs(corpus, edges, boundary, Kind.BOUNDARY),
        _pairs(corpus, edges, renamed, Kind.LABEL),
        _groups(corpus, edges, parts, group),
        _alone(corpus, members, meetings, missed_meeting, missed_span),
    ]
    return _sorted(join(found, [0] * len(found), [0] * len(found)))


def join(many: Sequence[Cases], meetings: Sequence[int], spans: Sequence[int]) -> Cases:
    """Put cases one after another, with the numbers to add to meetings and spans of each."""
    counts = np.concatenate([np.diff(one.first) for one in many])
    moved = [one.meeting + add for one, add in zip(many, meetings, strict=True)]
    indices = [one.spans + add for one, add in zip(many, spans, strict=True)]
    return Cases(
        np.concatenate(moved),
        np.concatenate([one.kind for one in many]),
        np.concatenate([one.one for one in many]),
        np.concatenate([one.other for one in many]),
        np.concatenate([one.start for one in many]),
        np.concatenate([one.end for one in many]),
        np.concatenate([one.chars for one in many]),
        np.concatenate([one.from_start for one in many]),
        np.concatenate([one.from_end for one in many]),
        _offsets(counts),
        np.concatenate(indices),
    )


def _in(values: Ints, ordered: Ints) -> Flags:
    if not len(ordered):
        return np.zeros(len(values), np.bool_)
    place = np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)
    return np.asarray(ordered[place] == values, np.bool_)


def _split(
    corpus: Corpus, edges: Edges, node_one: Ints, node_other: Ints, free: Flags
) -> tuple[Ints, Ints]:
    """Return the edges of split cases and the number of the case of each."""
    shorter = np.minimum(corpus.size[edges.one], corpus.size[edges.other])
    over = np.flatnonzero(edges.same & free & (2 * edges.shared >= shorter))
    if not len(over):
        return over, over
    group = components(node_one[over], node_other[over])
    several = np.zeros(int(group.max()) + 1, np.bool_)
    # A component of more than one edge has a node with several: it is split.
    several[np.bincount(group) > 1] = True
    kept = several[group]
    return over[kept], np.unique(group[kept], return_inverse=True)[1].astype(np.int64)


def _left_over(
    corpus: Corpus, members: Members, meetings: Meetings, used: list[Ints]
) -> tuple[Ints, Ints]:
    """Return the meetings and spans that belong to no case yet."""
    spans = len(corpus.article)
    begin = np.searchsorted(meetings.article, np.arange(len(corpus.lengths)), side="left")
    until = np.searchsorted(meetings.article, np.arange(len(corpus.lengths)), side="right")
    counts = (until - begin)[corpus.article]
    span = np.repeat(np.arange(spans, dtype=np.int64), counts)
    meeting = begin[corpus.article[span]] + ranks(counts)
    row = members.row[corpus.article, corpus.annotator][span]
    own = (meetings.one[meeting] == row) | (meetings.other[meeting] == row)
    meeting, span = meeting[own], span[own]
    taken = np.unique(np.concatenate(used))
    left = ~_in(meeting * max(spans, 1) + span, taken)
    return meeting[left], span[left]


def _pairs(corpus: Corpus, edges: Edges, chosen: Ints, kind: Kind) -> Cases:
    one, other, shared = edges.one[chosen], edges.other[chosen], edges.shared[chosen]
    begin, end = corpus.start[corpus.first[:-1]], corpus.end[corpus.first[1:] - 1]
    both = corpus.size[one] + corpus.size[other]
    zero = np.zeros(len(chosen), np.int64)
    bounded = kind is Kind.BOUNDARY
    return Cases(
        edges.meeting[chosen],
        np.full(len(chosen), kind, np.int64),
        corpus.label[one],
        corpus.label[other],
        np.minimum(begin[one], begin[other]),
        np.maximum(end[one], end[other]),
        both - shared if kind is Kind.LABEL else both - 2 * shared,
        begin[other] - begin[one] if bounded else zero,
        end[other] - end[one] if bounded else zero,
        np.arange(len(chosen) + 1, dtype=np.int64) * 2,
        np.stack((one, other), axis=1).ravel(),
    )


def _alone(
    corpus: Corpus, members: Members, meetings: Meetings, meeting: Ints, span: Ints
) -> Cases:
    row = members.row[corpus.article, corpus.annotator][span]
    ours = meetings.one[meeting] == row
    zero = np.zeros(len(span), np.int64)
    return Cases(
        meeting,
        np.full(len(span), Kind.MISSED, np.int64),
        np.where(ours, corpus.label[span], -1),
        np.where(ours, -1, corpus.label[span]),
        corpus.start[corpus.first[span]],
        corpus.end[corpus.first[span + 1] - 1],
        corpus.size[span],
        zero,
        zero,
        np.arange(len(span) + 1, dtype=np.int64),
        span,
    )


def _groups(corpus: Corpus, edges: Edges, parts: Ints, group: Ints) -> Cases:
    """Make one case of each group of edges; its disputed characters are those of one side only."""
    number = int(group.max()) + 1 if len(group) else 0
    spans = max(len(corpus.article), 1)
    one = np.unique(group * spans + edges.one[parts])
    other = np.unique(group * spans + edges.other[parts])
    side = np.concatenate((np.zeros(len(one), np.int64), np.ones(len(other), np.int64)))
    owner, span = np.divmod(np.concatenate((one, other)), spans)
    order = np.lexsort((span, side, owner))
    side, owner, span = side[order], owner[order], span[order]

    first = corpus.first[span]
    counts = corpus.first[span + 1] - first
    fragment = np.repeat(first, counts) + ranks(counts)
    sides = np.repeat(owner * 2 + side, counts)
    united = unite(sides, corpus.start[fragment], corpus.end[fragment])
    covered = sum_by(united.group, united.end - united.start, number * 2).reshape(number, 2)
    met = overlaps(united.group // 2, united.start, united.end)
    shared = sum_by(united.group[met.one] // 2, met.length, number)
    start = np.full(number, np.iinfo(np.int64).max)
    np.minimum.at(start, united.group // 2, united.start)
    end = np.zeros(number, np.int64)
    np.maximum.at(end, united.group // 2, united.end)
    meeting = np.zeros(number, np.int64)
    meeting[group] = edges.meeting[parts]
    label = np.zeros(number, np.int64)
    label[group] = corpus.label[edges.one[parts]]
    zero = np.zeros(number, np.int64)
    return Cases(
        meeting,
        np.full(number, Kind.SPLIT, np.int64),
        label,
        label,
        start,
        end,
        (covered.sum(axis=1) - 2 * shared).astype(np.int64),
        zero,
        zero,
        _offsets(np.bincount(owner, minlength=number).astype(np.int64)),
        span,
    )


def _sorted(cases: Cases) -> Cases:
    order = np.lexsort((cases.other, cases.one, cases.kind, cases.end, cases.start, cases.meeting))
    counts = np.diff(cases.first)[order]
    at = np.repeat(cases.first[:-1][order], counts) + ranks(counts)
    return Cases(
        cases.meeting[order],
        cases.kind[order],
        cases.one[order],
        cases.other[order],
        cases.start[order],
        cases.end[order],
        cases.chars[order],
        cases.from_start[order],
        cases.from_end[order],
        _offsets(counts),
        cases.spans[at],
    )


def _offsets(counts: Ints) -> Ints:
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)))
