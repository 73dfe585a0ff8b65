"""What keys change of the suggestion that is looked at, before one key makes a span of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QObject, Signal

from annotator.annotation.records import Label, Suggestion
from annotator.desktop.page.painting.suggestion_painter import DrawnPart
from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.tagging.offers.wording import part_in_words
from annotator.workbench.tagging.draft import Draft, Part, draft_of

Handler = Callable[[], None]

_EDGES = {
    f"{edge}{by}_{way}": (edge == "start", way == "right", bool(by))
    for edge in ("start", "end")
    for by in ("", "_word")
    for way in ("left", "right")
}


class Drafting(QObject):
    """Holds the suggestion that is looked at as the annotator wants it, and which part is meant.

    Nothing of it is stored, and it is forgotten when another one is looked at.

    Args:
        session: what is open.
        view: the page.
        parent: owns this.

    Attributes:
        draft: of the suggestion that is looked at; None where none is.
        part: number of the part that is meant, -1 for all of it.

    Signals:
        changed: it is another one than it was.
        told: a sentence about it.

    """

    changed = Signal()
    told = Signal(str)

    def __init__(self, session: Session, view: ArticleView, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self.draft: Draft | None = None
        self.part = -1

    def take(self, suggestion: Suggestion | None) -> None:
        """Look at a suggestion, or at none; one that is looked at already stays as it is."""
        before = self.draft
        if suggestion is not None and before is not None and before.suggestion == suggestion:
            return
        self.draft = None if suggestion is None else draft_of(suggestion)
        self.part = -1

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of what is looked at, that can be left out by themselves."""
        return () if self.draft is None else self.draft.parts

    def shown(self) -> Suggestion | None:
        """Return what is looked at as it is drawn, what is left out included."""
        if self.draft is None:
            return None
        one = self.draft
        return Draft(one.suggestion, one.ranges, one.partners).made(self._text())

    def drawn(self) -> list[DrawnPart]:
        """Return the parts as the page draws them."""
        return [
            DrawnPart(part.ranges, part.is_out, number == self.part)
            for number, part in enumerate(self.parts)
            if part.ranges
        ]

    def made(self, label: Label | None = None) -> Suggestion | None:
        """Return what is to be made a span; None where it is what was suggested.

        Args:
            label: another one than was suggested.

        """
        one = self.draft
        if one is None or (label is None and not one.is_changed):
            return None
        return one.made(self._text(), label)

    def instead_of(self, handlers: Mapping[str, Handler]) -> dict[str, Handler]:
        """Return handlers of edges and widening that are about what is looked at, if anything is.

        Args:
            handlers: what these commands do else.

        """
        mine: dict[str, Handler] = {"widen": self._widen, "narrow": self._narrow}
        for name, (at_start, forward, by_word) in _EDGES.items():
            mine[name] = self._mover(at_start, forward, by_word)
        return {name: self._either(does, handlers[name]) for name, does in mine.items()}

    def _either(self, mine: Handler, other: Handler) -> Handler:
        return lambda: mine() if self._is_meant() else other()

    def _mover(self, at_start: bool, forward: bool, by_word: bool) -> Handler:
        return lambda: self._move(at_start=at_start, forward=forward, by_word=by_word)

    def _is_meant(self) -> bool:
        return self.draft is not None and self._view.selection() is None

    # -- parts ---------------------------------------------------------------------------------

    def next_part(self) -> None:
        """Mean the next part, after the last one all of it."""
        parts = self.parts
        if not parts:
            self.told.emit(
                _tr("There is no suggestion with parts here. H goes to the next one.")
                if self.draft is None
                else _tr("This suggestion has no parts.")
            )
            return
        self.part = self.part + 1 if self.part + 1 < len(parts) else -1
        self.changed.emit()
        if self.part < 0:
            self.told.emit(_tr("The whole suggestion"))
        else:
            self.told.emit(
                _tr("Part {0} of {1}: {2}").format(self.part + 1, len(parts), self._said(self.part))
            )

    def leave_out(self) -> None:
        """Leave out the part that is meant, or take it in again."""
        if self.part < 0 and len(self.parts) != 1:
            self.told.emit(
                _tr("Go to the part first that is to be left out.")
                if self.parts
                else _tr("This suggestion has no parts.")
            )
            return
        self.toggle(max(self.part, 0))

    def toggle(self, number: int) -> None:
        """Leave out a part (from 0), or take it in again."""
        made = None if self.draft is None else self.draft.toggled(number)
        if made is None:
            self.told.emit(_tr("Something has to be left of it; reject it to have nothing."))
        else:
            self.draft, self.part = made, number
        self.changed.emit()
        if made is not None:
            self.told.emit(self._said(number))

    def _said(self, number: int) -> str:
        return part_in_words(self.parts[number], number, self._text())

    # -- edges ---------------------------------------------------------------------------------

    def _move(self, *, at_start: bool, forward: bool, by_word: bool) -> None:
        assert self.draft is not None
        made = self.draft.moved(
            self._text(), self.part, at_start=at_start, forward=forward, by_word=by_word
        )
        self._become(made, _tr("The edge cannot move further."))

    def _widen(self) -> None:
        assert self.draft is not None
        self._become(self.draft.widened(self._text()), _tr("It is all of the text."))

    def _narrow(self) -> None:
        assert self.draft is not None
        self._become(self.draft.narrowed(), _tr("The suggestion was not widened."))

    def _become(self, made: Draft | None, why_not: str) -> None:
        if made is None:
            self.told.emit(why_not)
            return
        if made.ranges != (self.draft.ranges if self.draft is not None else ()):
            self.part = -1 if len(made.parts) != len(self.parts) else self.part
        self.draft = made
        self.changed.emit()
        ranges = made.ranges
        if 0 <= self.part < len(self.parts) and self.parts[self.part].ranges:
            ranges = self.parts[self.part].ranges
        text = self._text()
        words = " … ".join(text[start:end] for start, end in ranges)
        self.told.emit(_tr("Suggestion: {0}").format(words))

    def _text(self) -> str:
        opened = self._session.opened
        return "" if opened is None else opened.article.text


def _tr(text: str) -> str:
    return QCoreApplication.translate("Drafting", text)
