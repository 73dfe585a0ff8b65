"""What somebody saw of a place when they decided on it, to be compared with what is there now."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from annotator.annotation.planning import Ranges
from annotator.annotation.records import Decision, Settled, Span, shorten
from annotator.words import Message, say


class SeenSpan(msgspec.Struct, frozen=True, order=True):
    """An annotator's span as it was seen; the attributes as JSON."""

    id: str
    label: str
    ranges: Ranges
    attributes: str


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen of a place ``[start, end)``.

    Attributes:
        spans: of the annotators who were done, by id.
        decisions: ids of the decisions on places that share a character with it.

    """

    spans: tuple[SeenSpan, ...]
    decisions: tuple[str, ...] = ()


def seen_at(
    place: tuple[int, int],
    spans: Iterable[Span],
    done: Collection[str],
    decisions: Iterable[Decision] = (),
) -> Seen:
    """Return what there is to see of a place.

    Args:
        place: start and end, in code points.
        spans: of annotators, not gold.
        done: the annotators who are done with the article.
        decisions: on the article.

    """
    start, end = place
    encode = msgspec.json.encode
    here = [
        SeenSpan(span.id, span.label, span.ranges, encode(span.attributes, order="sorted").decode())
        for span in spans
        if span.annotator in done and span.start < end and start < span.end
    ]
    there = sorted(one.id for one in decisions if one.start < end and start < one.end)
    return Seen(spans=tuple(sorted(here)), decisions=tuple(there))


def what_changed(
    seen: Seen, now: Seen, decisions: Iterable[Decision], gold: Collection[Span]
) -> Message:
    """Return in a sentence why what was seen is no longer what is there.

    Args:
        seen: by who decides.
        now: what is there.
        decisions: on the article as they are.
        gold: the gold spans as they are.

    """
    new = [
        one for one in decisions if one.id in now.decisions and one.id not in set(seen.decisions)
    ]
    if new:
        last = max(new, key=lambda one: one.at)
        if last.verdict is Settled.NOTHING:
            return say(
                "meanwhile {by} has settled this: nothing is here; look at it again", by=last.by
            )
        texts = [span.text for span in gold if span.id in last.gold]
        what = shorten(" · ".join(texts), 60)
        return say(
            "meanwhile {by} has settled this: “{what}”; look at it again", by=last.by, what=what
        )
    if set(seen.decisions) - set(now.decisions):
        return say("a decision was taken back here meanwhile; look at it again")
    return say("what the annotators have here was changed meanwhile; look at it again")
