"""What changing chosen hits of a search would do: looked at first, then done as one change.

Only the annotator's own spans are ever changed, and what is left out is counted with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from annotator.annotation.edits import AddSpan, Batch, Edit, RelabelSpans, default_attributes
from annotator.annotation.records import Label, Status, shorten
from annotator.project import Hit
from annotator.words import Message, say
from annotator.workbench.tagging.boilerplate import boilerplate_labels

LIMIT = 3_000
"""So many spans make one change: more would be too long to look through and to undo."""


class Look(NamedTuple):
    """What one change of hits would do.

    Attributes:
        edit: the change; None where nothing would change.
        number: how many spans it makes or changes.
        hits: at which hits, in their order.
        left: how many are left out, and why.
        done: how many hits lie in articles that the annotator has marked done.

    """

    edit: Edit | None
    number: int
    hits: tuple[Hit, ...]
    left: tuple[Message, ...]
    done: int


def look_tagging(
    hits: Sequence[Hit],
    label: Label,
    labels: Mapping[str, Label],
    words: str,
    *,
    done_too: bool,
) -> Look:
    """Return what tagging hits with a label would do.

    Left out is what is tagged so already, what a span of the label touches otherwise, and what
    lies in boilerplate, in which nothing is tagged.

    Args:
        hits: those that were chosen.
        label: that they get.
        labels: all, by id.
        words: that were looked for.
        done_too: also in articles that the annotator has marked done.

    """
    wanted, left, done = _in_articles(hits, done_too=done_too)
    blocks = boilerplate_labels(labels.values(), but=label.id)
    same = touched = furniture = 0
    taken: list[Hit] = []
    for hit in wanted:
        alike = [one for one in hit.spans if one.label == label.id]
        if any(one.ranges == ((hit.start, hit.end),) for one in alike):
            same += 1
        elif alike:
            touched += 1
        elif any(one.label in blocks for one in hit.spans):
            furniture += 1
        else:
            taken.append(hit)
    name = shorten(label.name, 20)
    left += _those(same, say("{n:,} {n:is|are} tagged so already", n=same))
    left += _those(
        touched,
        say("{n:,} {n:lies|lie} in a span of {label}, or across one", n=touched, label=name),
    )
    left += _those(furniture, say("{n:,} {n:lies|lie} in boilerplate", n=furniture))
    left += _those(
        len(taken) - LIMIT, say("{n:,} for the next change", n=max(0, len(taken) - LIMIT))
    )
    taken = taken[:LIMIT]
    attributes = default_attributes(label)
    edits = tuple(
        AddSpan(
            article=hit.article,
            label=label.id,
            ranges=((hit.start, hit.end),),
            attributes=attributes,
        )
        for hit in taken
    )
    text = say("Tag {n:,} × {label} “{text}”", n=len(edits), label=name, text=shorten(words))
    edit = Batch(edits=edits, text=text) if edits else None
    return Look(edit, len(edits), tuple(taken), left, done)


def look_relabelling(hits: Sequence[Hit], old: Label, new: Label, *, done_too: bool) -> Look:
    """Return what giving the annotator's spans at hits another label would do.

    Left out are hits without a span of the old label, and spans that would then stand in one
    place twice.

    Args:
        hits: those that were chosen.
        old: the label of the spans that are meant.
        new: the label that they get.
        done_too: also in articles that the annotator has marked done.

    """
    wanted, left, done = _in_articles(hits, done_too=done_too)
    none = twice = more = 0
    taken: dict[str, None] = {}
    at: list[Hit] = []
    places: set[tuple[int, tuple[tuple[int, int], ...]]] = set()
    seen: set[str] = set()
    for hit in wanted:
        there = [one for one in hit.spans if one.label == old.id]
        none += not there
        places.update((hit.key, one.ranges) for one in hit.spans if one.label == new.id)
        before = len(taken)
        for one in there:
            if one.id in seen:
                continue
            seen.add(one.id)
            if (hit.key, one.ranges) in places:
                twice += 1
            elif len(taken) >= LIMIT:
                more += 1
            else:
                taken[one.id] = None
                places.add((hit.key, one.ranges))
        if len(taken) > before:
            at.append(hit)
    name = shorten(old.name, 20)
    left += _those(none, say("{n:,} without a span of {label}", n=none, label=name))
    left += _those(twice, say("{n:,} would stand in one place twice", n=twice))
    left += _those(more, say("{n:,} for the next change", n=more))
    base = dict.fromkeys(taken, old.id)
    edit = RelabelSpans(spans=tuple(taken), label=new.id, base=base) if taken else None
    return Look(edit, len(taken), tuple(at), left, done)


def what_goes(old: Label, new: Label) -> Message | None:
    """Return what spans lose under another label, None where they lose nothing."""
    known = {one.name for one in new.attributes}
    names = [one.name for one in old.attributes if one.name not in known]
    names += [one for one in old.links if one not in new.links]
    if not names:
        return None
    return say(
        "What {label} does not know goes: {names}",
        label=shorten(new.name, 20),
        names=tuple(shorten(one, 20) for one in names),
    )


def told(look: Look, hits: Sequence[Hit]) -> Message:
    """Return in a sentence what a change would do, and what it leaves out and why.

    Args:
        look: what it would do.
        hits: those that were chosen.

    """
    sentence = say(
        "{n:,} {n:span|spans} in {m:,} {m:article|articles}",
        n=look.number,
        m=len({hit.key for hit in look.hits}),
    )
    left = look.left
    others = sum(hit.others for hit in hits)
    left += _those(others, say("{n:,} {n:span|spans} of others", n=others))
    if not look.number and left:
        return say("Nothing would change: {reasons}", reasons=left)
    if not left:
        return sentence
    return say("{done}; left out: {reasons}", done=sentence, reasons=left)


def _in_articles(
    hits: Iterable[Hit], *, done_too: bool
) -> tuple[list[Hit], tuple[Message, ...], int]:
    """Return the hits that are meant, each once, who is left out, and how many lie in done ones."""
    each = list({(hit.key, hit.start, hit.end): hit for hit in hits}.values())
    done = sum(hit.status is Status.DONE for hit in each)
    if done_too or not done:
        return each, (), done
    kept = [hit for hit in each if hit.status is not Status.DONE]
    return kept, _those(done, say("{n:,} in articles that are done", n=done)), done


def _those(n: int, said: Message) -> tuple[Message, ...]:
    return (said,) if n > 0 else ()
