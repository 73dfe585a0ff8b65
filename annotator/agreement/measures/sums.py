"""Everything that is added up, per article: computed in blocks, remembered, put together.

All measures of the report are functions of sums over articles. So resampling articles, one pair
of annotators, all without one annotator, one article or one month are sums over other rows, and
after an edit only the block with the article that changed is computed again.
"""

from __future__ import annotations

import msgspec
import numpy as np

from annotator.agreement.measures.arrays import Ints
from annotator.agreement.measures.continuum import (
    Coverage,
    Meetings,
    Members,
    list_meetings,
    list_members,
    measure,
)
from annotator.agreement.measures.disagreements import Cases, decompose, join
from annotator.agreement.measures.f1 import SpanCounts, count, find_overlapping
from annotator.agreement.measures.input import Corpus
from annotator.errors import CancelledError
from annotator.progress import Cancelled, Progress
from annotator.words import say


class Sums(msgspec.Struct, frozen=True, eq=False):
    """The sums over some articles; see the parts for shapes.

    Attributes:
        matched: (n, 3) meeting, span of the first annotator, span of the second: same label, one
            to one, IoU reached.

    """

    members: Members
    meetings: Meetings
    coverage: Coverage
    counts: SpanCounts
    cases: Cases
    matched: Ints


class Memory:
    """Sums that were computed before, by a hash of what they depend on.

    Holds what the last computation used, nothing older.
    """

    def __init__(self) -> None:
        self._held: dict[bytes, Sums] = {}
        self._next: dict[bytes, Sums] = {}

    def get(self, corpus: Corpus, iou: float) -> Sums:
        """Return the sums of a block of articles, computed if they are not known."""
        key = corpus.digest() + repr(iou).encode()
        known = self._held.get(key)
        if known is None:
            known = compute_block(corpus, iou)
        self._next[key] = known
        return known

    def finish(self) -> None:
        """Forget what was not asked for since the last time."""
        self._held, self._next = self._next, {}


def compute_block(corpus: Corpus, iou: float) -> Sums:
    """Compute the sums of articles that at least two annotators are done with."""
    members = list_members(corpus.done)
    meetings = list_meetings(members)
    coverage = measure(corpus, members, meetings)
    found = find_overlapping(corpus, members, meetings)
    counts, matched = count(corpus, members, meetings, found, iou)
    edges = found.edges
    return Sums(
        members,
        meetings,
        coverage,
        counts,
        decompose(corpus, members, meetings, edges, iou),
        np.stack((edges.meeting[matched], edges.one[matched], edges.other[matched]), axis=1),
    )


def compute_sums(
    corpus: Corpus,
    iou: float,
    memory: Memory | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Sums:
    """Compute the sums of a corpus whose articles all have two annotators who are done.

    Raises:
        CancelledError: ``cancelled``, asked after every block, said so.

    """
    remembered = Memory() if memory is None else memory
    found: list[Sums] = []
    for begin, end in corpus.blocks():
        if cancelled is not None and cancelled():
            raise CancelledError(say("the agreement report was stopped"))
        found.append(remembered.get(corpus.cut(begin, end), iou))
        if progress is not None:
            progress(end, len(corpus.article_ids))
    remembered.finish()
    return combine(corpus, found) if found else compute_block(corpus, iou)


def combine(corpus: Corpus, blocks: list[Sums]) -> Sums:
    """Put the sums of a corpus's blocks, in order, together."""
    if len(blocks) == 1:
        return blocks[0]
    members = list_members(corpus.done)
    meetings = list_meetings(members)
    met = _before([len(one.meetings.article) for one in blocks])
    spans = _before([int(one.counts.spans.sum()) for one in blocks])
    matched = [
        one.matched + np.array([first, span, span])
        for one, first, span in zip(blocks, met, spans, strict=True)
    ]
    return Sums(
        members,
        meetings,
        Coverage(*_stacked([one.coverage for one in blocks])),
        SpanCounts(*_stacked([one.counts for one in blocks])),
        join([one.cases for one in blocks], met, spans),
        np.concatenate(matched),
    )


def _stacked(parts: list[Coverage] | list[SpanCounts]) -> list[Ints]:
    names = parts[0].__struct_fields__
    return [np.concatenate([getattr(part, name) for part in parts]) for name in names]


def _before(sizes: list[int]) -> list[int]:
    return [sum(sizes[:number]) for number in range(len(sizes))]
