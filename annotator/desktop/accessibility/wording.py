"""What screen readers say: records and changes as short sentences. Knows no widget.

Marks of the page become words here. A fact is said once and the most telling one first, so that
who has heard enough can go on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from annotator.annotation.changes import Changes, Step
from annotator.annotation.records import ArticleStatus, Label, Link, Span, Status
from annotator.desktop.queue.model import status_name
from annotator.desktop.spans.attributes import summary
from annotator.desktop.spans.wording import NAME_LENGTH, said_of, speaker_of
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.desktop.toolkit.words import in_words

_TEXT = 80


# -- spans -----------------------------------------------------------------------------------------


def at_caret(
    span: Span,
    here: Sequence[Span],
    caret: int,
    labels: Mapping[str, Label],
    links: Mapping[str, Link],
    spans: Mapping[str, Span],
) -> str:
    """Return what there is to say of one of the spans at the caret.

    Args:
        span: the one that is meant; it need not be at the caret.
        here: all spans at the caret, innermost first: "2 of 3" counts these.
        caret: in code points, which tells the fragment.
        labels: by id.
        links: of the article, by id.
        spans: of the article, by id.

    """
    words = [_name(span, labels)]
    if speaker := speaker_of(span.id, links, spans):
        words.append(_tr("by {0}").format(speaker))
    ids = [one.id for one in here]
    if len(ids) > 1 and span.id in ids:
        words.append(_tr("{0} of {1}").format(ids.index(span.id) + 1, len(ids)))
    if len(span.fragments) > 1:
        words.append(_fragment(span, caret))
    words += said_of(span)
    if _is_linked_away(span.id, links, spans):
        words.append(_tr("linked to another article"))
    return ", ".join(words)


def _is_linked_away(span_id: str, links: Mapping[str, Link], spans: Mapping[str, Span]) -> bool:
    return any(
        span_id in (link.source, link.target)
        and not (link.source in spans and link.target in spans)
        for link in links.values()
    )


def _fragment(span: Span, caret: int) -> str:
    count = len(span.fragments)
    for number, (start, end) in enumerate(span.ranges, 1):
        if start <= caret <= end:
            return _tr("fragment {0} of {1}").format(number, count)
    return _tr("{0} fragments").format(count)


def no_span() -> str:
    """Return what is said where the caret has left all spans."""
    return _tr("no span")


def none_current() -> str:
    """Return what is said when the current span was let go."""
    return _tr("no current span")


# -- articles --------------------------------------------------------------------------------------


def article(title: str, status: Status, spans: int, *, flagged: bool) -> str:
    """Return what is said of an article that was opened."""
    count = _tr("1 span") if spans == 1 else _tr("{0} spans").format(spans)
    words = [one_line(title, _TEXT), status_name(status), count]
    if flagged:
        words.append(_tr("unsure"))
    return ", ".join(words)


# -- changes ---------------------------------------------------------------------------------------


def done(changes: Changes, labels: Mapping[str, Label]) -> str:
    """Return what an edit did, in words that come after it: "tagged claim: The bridge is old".

    What touches several kinds of records at once is told by its own name, as Undo names it.
    """
    delta = changes.delta
    kinds = {kind for kind in delta.__struct_fields__ if getattr(delta, kind)}
    words = ""
    if "spans" in kinds and kinds <= {"spans", "links", "statuses"}:
        if all(step.after is None for step in delta.links):
            words = _spans_done(delta.spans, labels)
    elif kinds == {"links"}:
        words = _links_done(delta.links)
    elif kinds == {"statuses"}:
        words = _statuses_done(delta.statuses)
    return words or in_words(changes.text)


def _spans_done(steps: Sequence[Step[Span]], labels: Mapping[str, Label]) -> str:
    if all(step.before is None for step in steps):
        return _many_or(steps, labels, _tr("tagged {0}: {1}"), _tr("tagged {0} spans"))
    if all(step.after is None for step in steps):
        return _many_or(steps, labels, _tr("removed {0}: {1}"), _tr("removed {0} spans"))
    pairs = [(s.before, s.after) for s in steps if s.before is not None and s.after is not None]
    if len(pairs) < len(steps):
        return ""
    if all(before.flagged != after.flagged for before, after in pairs):
        if pairs[0][1].flagged:
            return _many_or(steps, labels, _tr("flagged {0}: {1}"), _tr("flagged {0} spans"))
        one, many = _tr("took the flag from {0}: {1}"), _tr("took the flag from {0} spans")
        return _many_or(steps, labels, one, many)
    return _span_changed(*pairs[0], labels) if len(pairs) == 1 else ""


def _many_or(steps: Sequence[Step[Span]], labels: Mapping[str, Label], one: str, many: str) -> str:
    """Return the sentence for one span, or the one for several."""
    if len(steps) > 1:
        return many.format(len(steps))
    span = steps[0].record
    return one.format(_name(span, labels), one_line(span.text, _TEXT))


def _span_changed(before: Span, after: Span, labels: Mapping[str, Label]) -> str:
    name, text = _name(after, labels), one_line(after.text, _TEXT)
    if before.label != after.label:
        return _tr("changed {0} to {1}: {2}").format(_name(before, labels), name, text)
    if before.ranges != after.ranges:
        if len(before.ranges) != len(after.ranges):
            count = len(after.ranges)
            pieces = _tr("1 fragment") if count == 1 else _tr("{0} fragments").format(count)
            return _tr("{0} has {1} now: {2}").format(name, pieces, text)
        return _tr("{0} is now: {1}").format(name, text)
    if before.attributes != after.attributes:
        words = summary(after).replace(" · ", ", ") or _tr("no attributes")
        return _tr("{0} is now {1}").format(name, words)
    if before.note != after.note:
        return (
            _tr("saved the note on {0}") if after.note else _tr("cleared the note of {0}")
        ).format(name)
    return ""


def _links_done(steps: Sequence[Step[Link]]) -> str:
    if all(step.after is None for step in steps):
        if len(steps) > 1:
            return _tr("removed {0} links").format(len(steps))
        return _tr("removed the link to the {0}").format(
            one_line(steps[0].record.type, NAME_LENGTH)
        )
    return ""


def _statuses_done(steps: Sequence[Step[ArticleStatus]]) -> str:
    changed = [
        (
            step.before.status if step.before else Status.NEW,
            step.after.status if step.after else Status.NEW,
        )
        for step in steps
    ]
    to = {after for before, after in changed if before is not after}
    if len(to) == 1 and all(before is not after for before, after in changed):
        name = status_name(to.pop())
        if len(steps) == 1:
            return _tr("marked the article: {0}").format(name)
        return _tr("marked {0} articles: {1}").format(len(steps), name)
    flags = {step.after is not None and step.after.flagged for step in steps}
    if to or len(flags) != 1:
        return ""
    if len(steps) == 1:
        return (
            _tr("flagged the article") if True in flags else _tr("took the flag from the article")
        )
    many = _tr("flagged {0} articles") if True in flags else _tr("took the flag from {0} articles")
    return many.format(len(steps))


def _name(span: Span, labels: Mapping[str, Label]) -> str:
    label = labels.get(span.label)
    return one_line(label.name, NAME_LENGTH) if label is not None else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Spoken", text)
