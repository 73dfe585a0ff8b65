"""The caret's longer steps, and the selection that grows and shrinks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.text import next_quotation_mark, previous_quotation_mark, widened
from annotator.workbench import text_units
from annotator.workbench.text_units import Unit

_SMALL = (Unit.WORD, Unit.NAME)


class Keyboard(QObject):
    """Moves the caret of the article view by units of reading.

    A step that finds nothing lets go of the current span, so that no label's key changes it
    where something else was looked for.

    """

    def __init__(self, session: Session, view: ArticleView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._widths: list[tuple[int, int]] = []
        self._reached: tuple[str, int] | None = None
        self._any_span_counts = False
        view.cursorPositionChanged.connect(self._on_caret_moved)

    def moves(self) -> dict[str, Callable[[], None]]:
        """Return the moves that any page of text can have, by the commands that make them."""
        return {
            "widen": self.widen,
            "narrow": self.narrow,
            "next_sentence": partial(self.sentence, forward=True, select=False),
            "previous_sentence": partial(self.sentence, forward=False, select=False),
            "select_next_sentence": partial(self.sentence, forward=True, select=True),
            "select_previous_sentence": partial(self.sentence, forward=False, select=True),
            "next_paragraph": partial(self.paragraph, forward=True, select=False),
            "previous_paragraph": partial(self.paragraph, forward=False, select=False),
            "select_next_paragraph": partial(self.paragraph, forward=True, select=True),
            "select_previous_paragraph": partial(self.paragraph, forward=False, select=True),
            "next_mark": partial(self.quotation_mark, forward=True),
            "previous_mark": partial(self.quotation_mark, forward=False),
            "next_clause": partial(self.clause, forward=True),
            "previous_clause": partial(self.clause, forward=False),
        }

    # -- steps ---------------------------------------------------------------------------------

    def sentence(self, *, forward: bool, select: bool) -> None:
        """Go to the start of the next or previous sentence."""
        self._step(text_units.sentence_starts, forward=forward, select=select)

    def paragraph(self, *, forward: bool, select: bool) -> None:
        """Go to the start of the next or previous paragraph."""
        self._step(text_units.paragraph_starts, forward=forward, select=select)

    def _step(
        self, find: Callable[[str, int], tuple[int, int]], *, forward: bool, select: bool
    ) -> None:
        text, caret = self._text(), self._view.caret()
        before, after = find(text, caret)
        wanted = after if forward else before
        if wanted != caret:
            self._view.move_caret(wanted, select=select)
        else:
            self._found_none(
                _tr("The text ends here.") if forward else _tr("The text begins here.")
            )

    def _found_none(self, sentence: str) -> None:
        self._session.set_current("")
        self._say(sentence)

    def quotation_mark(self, *, forward: bool) -> None:
        """Go to the next or previous quotation mark that is not in page furniture.

        One that closes what is tagged as a quote is passed over: it would lead to no other quote.
        """
        text = self._text()
        find = next_quotation_mark if forward else previous_quotation_mark
        passed = self._tagged_as(Unit.BLOCK)
        found = find(text, self._view.caret())
        passed += [(high - 1, high) for low, high in self._tagged_as(Unit.QUOTE) if low < high - 1]
        while found is not None and any(low <= found < high for low, high in passed):
            found = find(text, found)
        if found is None:
            self._found_none(_tr("There is no further quotation mark."))
        else:
            self._view.move_caret(found, select=False)

    def clause(self, *, forward: bool) -> None:
        """Go to the start of the next or previous clause; after the last one, to the end."""
        text = self._text()
        _, after = text_units.clause_starts(text, self._view.caret())
        if forward and after == len(text):
            self._view.move_caret(after, select=False)
            self._found_none(_tr("There is no further clause."))
        else:
            self._step(text_units.clause_starts, forward=forward, select=False)

    def select_clause(self) -> None:
        """Select to the end of the clause, without its comma or full stop; again, of the next."""
        text = self._text()
        if text:
            self._view.move_caret(text_units.clause_end(text, self._view.caret()), select=True)

    def name(self, *, forward: bool) -> None:
        """Go to the next or previous name that is not tagged as one, nor as page furniture.

        The current span is let go, so that a label's key tags the name. A name right at the caret
        is the next one, unless this has just led there.
        """
        session, text, caret = self._session, self._text(), self._view.caret()
        taken = self._tagged_as(Unit.NAME, Unit.BLOCK)
        is_reached = session.current_span is None and self._reached == self._here()
        begin = min(caret + 1, len(text)) if forward and is_reached else caret
        found = text_units.untagged_name(text, begin, taken, forward=forward)
        if found is None:
            self._found_none(_tr("There is no further name without a span."))
            return
        session.set_current("")
        if found[0] == caret:
            self._say(
                _tr("The next name is at the caret: {0}").format(one_line(text[slice(*found)], 60))
            )
        self._view.move_caret(found[0], select=False)
        self._reached = self._here()

    def _here(self) -> tuple[str, int]:
        """Return the article's id and where the caret is in it."""
        opened = self._session.opened
        return opened.article.id if opened is not None else "", self._view.caret()

    def _on_caret_moved(self) -> None:
        self._reached = None

    def _tagged_as(self, *units: Unit) -> list[tuple[int, int]]:
        """Return the ranges of the spans whose label tags one of these units."""
        session = self._session
        labels = {label.id for label in session.labels.values() if label.unit in units}
        return [
            pair for span in session.spans.values() if span.label in labels for pair in span.ranges
        ]

    def untagged_sentence(self) -> None:
        """Go to the next sentence that no span touches; those of words and names may not count."""
        session = self._session
        spans = list(session.spans.values())
        if not self._any_span_counts:
            small = {one.id for one in session.labels.values() if one.unit in _SMALL}
            spans = [span for span in spans if span.label not in small]
        found = text_units.next_untagged_sentence(self._text(), self._view.caret(), spans)
        if found is None:
            self._found_none(_tr("There is no further sentence without a span."))
        else:
            session.set_current("")
            self._view.move_caret(found[0], select=False)

    def count_any_span(self, on: bool) -> None:
        """Let a sentence have a span, too, where but words and names are tagged in it."""
        self._any_span_counts = on

    # -- growing -------------------------------------------------------------------------------

    def widen(self) -> None:
        """Select the next larger unit around the selection: word, clause, sentence, paragraph."""
        text = self._text()
        if not text:
            return
        low, high = sorted(self._view.raw_selection())
        if self._widths and self._widths[-1] != (low, high):
            self._widths = []
        if not self._widths:
            self._widths = [(low, high)]
        wider = widened(text, low, high)
        if wider != (low, high):
            self._widths.append(wider)
            self._view.select(*wider)

    def narrow(self) -> None:
        """Take back the last widening."""
        now = tuple(sorted(self._view.raw_selection()))
        if len(self._widths) < 2 or self._widths[-1] != now:
            self._say(_tr("The selection was not widened."))
            return
        self._widths.pop()
        self._view.select(*self._widths[-1])

    def _text(self) -> str:
        opened = self._session.opened
        return opened.article.text if opened is not None else ""

    def _say(self, sentence: str) -> None:
        self._session.told.emit(sentence)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Keyboard", text)
