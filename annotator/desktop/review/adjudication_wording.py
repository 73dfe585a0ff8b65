"""In which words disputes, decisions and gold are told."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from annotator.annotation.adjudication.disputes import Disputed, DisputeState, Key, key_of
from annotator.annotation.records import Label, Settled, Span, Status
from annotator.desktop.review.dispute_card import Side
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.desktop.toolkit.words import within_quotes
from annotator.workbench.review_state import ReviewState

_LONGEST = 60


def why_empty(state: ReviewState) -> str:
    """Return why there is nothing to compare, and what to do; "" where there is."""
    if len(state.done) >= 2:
        return ""
    if state.done:
        sentence = _tr(
            "Only {0} is done with this article. It can be compared when a second annotator has"
            " marked it done."
        ).format(state.done[0])
    else:
        sentence = _tr(
            "Nobody is done with this article. It can be compared when two annotators have marked"
            " it done."
        )
    if state.begun:
        sentence += " " + _tr("In progress: {0}.").format(", ".join(state.begun))
    return sentence


def kind(what: Disputed | None) -> str:
    """Return what a place is about; None: only a decision makes it a place."""
    if what is None:
        return _tr("Decided here")
    return {
        Disputed.LABEL: _tr("Another label"),
        Disputed.SPLIT: _tr("Split or merged"),
        Disputed.BOUNDARY: _tr("Other boundaries"),
        Disputed.MISSED: _tr("Not marked by all"),
    }[what]


def gold(state: ReviewState) -> str:
    """Return how far an article is settled."""
    if state.gold_status is Status.DONE and any(not one.settled for one in state.dispute_states):
        return _tr("Gold: marked settled, with places open")
    if state.gold_again:
        return _tr("Gold: to be looked at again, something has come since")
    return {
        Status.NEW: _tr("Gold: not begun"),
        Status.IN_PROGRESS: _tr("Gold: in progress"),
        Status.DONE: _tr("Gold: settled"),
        Status.SKIPPED: _tr("Gold: skipped"),
    }[state.gold_status]


def no_place(state: ReviewState) -> tuple[str, str]:
    """Return a title and a sentence for when no place is looked at."""
    if state.dispute_states:
        return _tr("No place is looked at"), _tr("N goes to the next one.")
    if state.waiting:
        return _tr("No dispute"), _tr("All have marked the same. A accepts it as gold.")
    return _tr("No dispute"), _tr("All have marked the same.")


def span(one: Span, labels: Mapping[str, Label]) -> str:
    """Return a span in a few words: its label, and what it covers."""
    label = labels.get(one.label)
    name = one_line(label.name, 24) if label is not None else "?"
    return _tr("{0} “{1}”").format(name, within_quotes(one_line(one.text, _LONGEST)))


def sides(one: DisputeState, state: ReviewState) -> list[Side]:
    """Return what each annotator has on a place, in the order of their digits."""
    accepted = set(one.decision.accepted) if one.decision is not None else set()
    found: list[Side] = []
    seen: dict[tuple[Key, ...], int] = {}
    for number, who in enumerate(state.done, 1):
        spans = tuple(its for its in one.spans if its.annotator == who)
        like = seen.setdefault(tuple(sorted(map(key_of, spans))), number)
        taken = any(its.id in accepted for its in spans)
        found.append(Side(state.name(who), spans, like if like != number else 0, taken))
    return found


def place(number: int, one: DisputeState, state: ReviewState, labels: Mapping[str, Label]) -> str:
    """Return what is told of a place (its number from 0) when one comes to it."""
    count = _tr("{0} of {1}").format(number + 1, len(state.dispute_states))
    parts = [f"{count}: {kind(one.kind)}"]
    for side in sides(one, state):
        spans = ", ".join(span(its, labels) for its in side.spans)
        parts.append(f"{side.name}: {spans or _tr('nothing')}")
    parts.append(dispute_state(one, state, labels).rstrip("."))
    return ". ".join(parts)


def dispute_state(one: DisputeState, state: ReviewState, labels: Mapping[str, Label]) -> str:
    """Return how a place stands: open, or what was decided, by whom and why."""
    decision = one.decision
    if decision is None:
        return _tr("Settled with another place.") if one.settled else _tr("Open")
    if decision.verdict is Settled.NOTHING:
        what = _tr("nothing here")
    else:
        names = ", ".join(state.name(who) for who in state.accepted_by(decision))
        keys = {key_of(its) for its in one.spans if its.id in decision.accepted}
        parts = [_tr("accepted {0}").format(names)] if names else []
        parts += [
            _tr("drawn {0}").format(span(its, labels))
            for its in state.gold_of(decision)
            if key_of(its) not in keys
        ]
        what = "; ".join(parts)
    sentence = _tr("Settled by {0}: {1}.").format(decision.by, what)
    if decision.reason:
        sentence += " " + _tr("Reason: {0}").format(decision.reason)
    return sentence


def _tr(text: str) -> str:
    return QCoreApplication.translate("Adjudication", text)
