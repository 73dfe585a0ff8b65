"""Several spans changed as one step of undo, with one sentence on what happened to how many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from annotator.annotation.records import Span
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.words import in_words
from annotator.workbench.spans import several
from annotator.workbench.spans.several import Intent, Value


class SeveralEdits(QObject):
    """Carries out gestures on the spans that are selected together. It holds nothing.

    Each returns whether it is done, be it that nothing was to be done; False where it was refused,
    and that was said.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def relabel(self, label: str) -> bool:
        """Give them a label (id)."""
        session = self._session
        return self._carry_out(
            several.relabelling(
                session.several.spans,
                session.labels[label],
                session.labels,
                session.spans.values(),
                session.links.values(),
            )
        )

    def remove(self) -> bool:
        """Delete them, with their links."""
        session = self._session
        return self._carry_out(several.removing(session.several.spans, session.links.values()))

    def flag(self, *, flagged: bool) -> bool:
        """Mark them as unsure, or take the mark away."""
        return self._carry_out(several.flagging(self._session.several.spans, flagged=flagged))

    def turn_flag(self) -> bool:
        """Mark them as unsure; where all are, take the mark away."""
        flagged = all(span.flagged for span in self._session.several.spans)
        return self.flag(flagged=not flagged)

    def describe(self, attribute: str, value: Value, spans: Sequence[Span] | None = None) -> bool:
        """Give one attribute of them, or of other spans, a value, None for none."""
        meant = self._session.several.spans if spans is None else spans
        labels = self._session.labels
        return not meant or self._carry_out(several.describing(meant, attribute, value, labels))

    def _carry_out(self, intent: Intent) -> bool:
        sentence = in_words(intent.sentence)
        if intent.edit is None:
            self._session.told.emit(sentence)
            return True
        return self._session.apply_then(intent.edit, lambda _: self._session.told.emit(sentence))
