"""Attributes that equal texts were given before: proposed, taken by one key, set for all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from annotator.annotation.changes import Changes, Direction
from annotator.annotation.edits import DescribeSpans, SetAttributes
from annotator.annotation.records import MANUAL, Span
from annotator.desktop.session.session import Session
from annotator.desktop.spans.proposed import Proposed, proposed_in_words
from annotator.desktop.tagging.offers.offering import Offering
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.words import in_words
from annotator.progress import Cancelled, Progress
from annotator.words import Message


class Proposing(QObject):
    """Shows what is proposed for the current span; nothing of it is filled in by itself.

    Args:
        session: what is open.
        offering: knows what was given before, where suggestions are on.
        shown: where it is shown.
        key: returns the key of a command.
        parent: owns this.

    Signals:
        noted: a sentence to be said after what an action did.

    """

    noted = Signal(str)

    def __init__(
        self,
        session: Session,
        offering: Offering,
        shown: Proposed,
        key: Callable[[str], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._offering = offering
        self._shown = shown
        self._key = key
        self._task: Task | None = None
        shown.taken.connect(self.take)
        session.current_changed.connect(self._show)
        session.changed.connect(self._on_changed)
        session.labels_changed.connect(self._show)
        offering.known.connect(self._show)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what its commands do."""
        return {"take_proposed": self.take, "describe_same": self.describe_same}

    def proposed(self) -> dict[str, Any]:
        """Return what is proposed for the current span."""
        span = self._session.current_span
        return {} if span is None else self._offering.proposed_for(span)

    def take(self) -> None:
        """Give the current span what is proposed for it."""
        span, values = self._session.current_span, self.proposed()
        if span is None or not values:
            self._say(_tr("Nothing is proposed for the current span."))
            return
        edit = SetAttributes(
            span=span.id, attributes={**span.attributes, **values}, base=span.attributes
        )
        if self._session.apply(edit, follow=False) is not None:
            self._say(_tr("Taken: {0}").format(proposed_in_words(values)))

    def describe_same(self) -> None:
        """Give what the current span says of itself to all spans of its label and text."""
        span = self._session.current_span
        label = None if span is None else self._session.labels.get(span.label)
        if span is None or label is None:
            self._say(_tr("There is no current span whose attributes could be set elsewhere."))
            return
        names = {one.name for one in label.attributes}
        values = {
            name: value
            for name, value in span.attributes.items()
            if name in names and isinstance(value, str | bool)
        }
        if not values:
            self._say(_tr("The current span has no attributes to set elsewhere."))
            return
        if self._task is not None:
            return
        project, who, text = self._session.project, span.annotator, span.text
        alike = (span.label, text)
        here = [one.id for one in self._session.spans.values() if (one.label, one.text) == alike]

        def find(_progress: Progress, _cancelled: Cancelled) -> list[str]:
            away = project.spans_elsewhere(who, span.label, span.article)
            return [one.id for one in away if one.text == text]

        self._task = run_in_background(
            self,
            find,
            lambda away: self._on_found(span, values, [*here, *away]),
            self._on_failed,
            self._on_ended,
        )

    def _on_found(self, span: Span, values: dict[str, Any], names: list[str]) -> None:
        self._on_ended()
        if self._session.annotator != span.annotator:
            return
        first, *others = values
        edit = DescribeSpans(
            spans=tuple(names),
            attribute=first,
            value=values[first],
            also={name: values[name] for name in others},
        )
        if self._session.apply(edit, follow=False) is None:
            self._say(_tr("Nothing has changed: all equal texts have this."))

    def _on_failed(self, why: Message) -> None:
        self._on_ended()
        self._say(in_words(why))

    def _on_ended(self) -> None:
        self._task = None

    # -- showing -------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        self._show()
        if changes.elsewhere or changes.direction is not Direction.DONE:
            return
        new = [step.after for step in changes.delta.spans if step.before is None]
        if len(new) != 1 or new[0] is None or new[0].origin != MANUAL:
            return
        values = self._offering.proposed_for(new[0])
        if values:
            told, key = proposed_in_words(values), self._key("take_proposed")
            self.noted.emit(
                _tr("Proposed: {0} ({1})").format(told, key)
                if key
                else _tr("Proposed: {0}").format(told)
            )

    def _show(self, *_: object) -> None:
        self._shown.show_proposed(self.proposed(), self._key("take_proposed"))

    def _say(self, sentence: str) -> None:
        self._session.told.emit(sentence)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Proposing", text)
