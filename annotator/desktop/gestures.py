"""What the annotator's keys and clicks mean: from selection and current span to edits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject

from annotator.annotation.edits import AddSpan, RelabelSpans, RemoveSpans, SetRanges
from annotator.annotation.records import Span
from annotator.annotation.sweep import reading_order
from annotator.desktop.article.view import ArticleView
from annotator.desktop.session import Session
from annotator.text import next_grapheme, next_word, previous_grapheme, previous_word

Step = Callable[[str, int], int]


def character_left(text: str, position: int) -> int:
    """Return the boundary one character to the left."""
    return previous_grapheme(text, position) if position > 0 else position


def character_right(text: str, position: int) -> int:
    """Return the boundary one character to the right."""
    return next_grapheme(text, position) if position < len(text) else position


def word_left(text: str, position: int) -> int:
    """Return the start or end of a word that is next to the left."""
    before = previous_word(text, position, glued=True)
    inside = previous_word(text, min(len(text), position + 1), glued=True)
    starts = [
        edge for word in (before, inside) if word is not None for edge in word if edge < position
    ]
    return max(starts, default=0)


def word_right(text: str, position: int) -> int:
    """Return the start or end of a word that is next to the right."""
    after = next_word(text, position, glued=True)
    inside = next_word(text, max(0, position - 1), glued=True)
    ends = [
        edge for word in (after, inside) if word is not None for edge in word if edge > position
    ]
    return min(ends, default=len(text))


class Gestures(QObject):
    """Turns gestures into edits. It reads the view and the session and holds nothing."""

    def __init__(self, session: Session, view: ArticleView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        view.clicked.connect(self._on_clicked)
        view.resized.connect(self._on_resized)

    # -- tagging -------------------------------------------------------------------------------

    def tag(self, label: str) -> None:
        """Tag the selection with a label (id), or give the current span that label."""
        opened = self._session.opened
        if opened is None:
            return
        selected = self._view.selection()
        if selected is None:
            self._relabel(label)
            return
        same = self._same_span(label, selected)
        if same is not None:
            self._view.clear_selection()
            self._session.set_current(same.id)
            self._say(_tr("This is tagged so already."))
            return
        edit = AddSpan(article=opened.article.id, label=label, ranges=(selected,))
        if self._session.apply(edit) is not None:
            self._view.clear_selection()

    def _relabel(self, label: str) -> None:
        span = self._session.current_span
        if span is None:
            self._say(_tr("Select some text or a span first."))
        elif span.label != label and self._is_seen(span):
            self._session.apply(RelabelSpans(spans=(span.id,), label=label))

    def _same_span(self, label: str, selected: tuple[int, int]) -> Span | None:
        for span in self._view.spans_at(selected[0]):
            if span.label == label and span.ranges == (selected,):
                return span
        return None

    def remove(self) -> None:
        """Delete the current span."""
        span = self._session.current_span
        if span is None:
            self._say(_tr("There is no current span to delete."))
            return
        if self._is_seen(span):
            self._session.apply(RemoveSpans(spans=(span.id,)))

    def _is_seen(self, span: Span) -> bool:
        """Tell whether the current span is on the page; if not, show it instead of changing it."""
        if any(self._view.in_sight(edge) for pair in span.ranges for edge in pair):
            return True
        self._view.reveal(span.start)
        self._say(_tr("This is the current span. Press again to change it."))
        return False

    # -- fragments -----------------------------------------------------------------------------

    def add_fragment(self) -> None:
        """Add the selection to the current span as a further fragment."""
        span, selected = self._session.current_span, self._view.selection()
        if span is None or selected is None:
            self._say(_tr("To add a fragment, have a span current and select more text."))
            return
        if self._session.apply(SetRanges(span=span.id, ranges=(*span.ranges, selected))):
            self._view.clear_selection()

    def remove_fragment(self) -> None:
        """Take the fragment at the caret, or else the last one, from the current span."""
        span = self._session.current_span
        if span is None or len(span.fragments) < 2:
            self._say(_tr("The current span has no further fragment."))
            return
        caret = self._view.caret()
        number = next(
            (n for n, (start, end) in enumerate(span.ranges) if start <= caret <= end),
            len(span.ranges) - 1,
        )
        ranges = span.ranges[:number] + span.ranges[number + 1 :]
        self._session.apply(SetRanges(span=span.id, ranges=ranges))

    # -- edges ---------------------------------------------------------------------------------

    def move_start(self, step: Step) -> None:
        """Move the start of the current span's fragment at the caret, or of the first."""
        self._move(step, at_start=True)

    def move_end(self, step: Step) -> None:
        """Move the end of the current span's fragment at the caret, or of the last."""
        self._move(step, at_start=False)

    def _move(self, step: Step, *, at_start: bool) -> None:
        span, opened = self._session.current_span, self._session.opened
        if span is None or opened is None:
            self._say(_tr("There is no current span to resize."))
            return
        text = opened.article.text
        number = self._fragment_meant(span, at_start)
        ranges = list(span.ranges)
        start, end = ranges[number]
        low = ranges[number - 1][1] + 1 if number else 0
        high = ranges[number + 1][0] - 1 if number + 1 < len(ranges) else len(text)
        if at_start:
            moved = step(text, start)
            start = moved if low <= moved < end else start
        else:
            moved = step(text, end)
            end = moved if start < moved <= high else end
        if (start, end) == ranges[number]:
            self._say(_tr("The edge cannot move further."))
            return
        ranges[number] = (start, end)
        if self._session.apply(SetRanges(span=span.id, ranges=tuple(ranges))):
            self._view.place_caret(start if at_start else end)

    def _fragment_meant(self, span: Span, at_start: bool) -> int:
        caret = self._view.caret()
        for number, (start, end) in enumerate(span.ranges):
            if start <= caret <= end:
                return number
        return 0 if at_start else len(span.ranges) - 1

    # -- moving about --------------------------------------------------------------------------

    def cycle(self) -> None:
        """Make the next of the spans at the caret current, from the innermost outwards."""
        spans = self._view.spans_near_caret()
        if not spans and self._session.current_span is not None:
            spans = self._view.spans_at(self._session.current_span.start)
        self._choose(spans)

    def next_span(self) -> None:
        """Make the next span in reading order current, and show it."""
        self._go(forward=True)

    def previous_span(self) -> None:
        """Make the previous span in reading order current, and show it."""
        self._go(forward=False)

    def _go(self, *, forward: bool) -> None:
        spans = sorted(self._session.spans.values(), key=reading_order)
        current, caret = self._session.current_span, self._view.caret()
        if current is not None:
            number = spans.index(current) + (1 if forward else -1)
        elif forward:
            number = sum(span.start < caret for span in spans)
        else:
            number = sum(span.start < caret for span in spans) - 1
        if not 0 <= number < len(spans):
            self._say(_tr("There is no further span."))
            return
        span = spans[number]
        self._view.place_caret(span.start)
        self._session.set_current(span.id)

    def let_go(self) -> None:
        """Drop the selection, or else the current span."""
        if self._view.textCursor().hasSelection():
            self._view.clear_selection()
        else:
            self._session.set_current("")

    def _on_clicked(self, ids: list[str]) -> None:
        """A click takes the innermost span; another one at the same place the next outwards."""
        spans = [self._session.spans[one] for one in ids if one in self._session.spans]
        if not spans:
            self._session.set_current("")
            return
        self._choose(spans)

    def _choose(self, spans: list[Span]) -> None:
        ids = [span.id for span in spans]
        if not ids:
            self._say(_tr("There is no span here."))
            return
        now = self._session.current
        at = (ids.index(now) + 1) % len(ids) if now in ids else 0
        self._session.set_current(ids[at])
        if len(ids) > 1:
            self._say(_tr("Span {0} of {1} here").format(at + 1, len(ids)))

    def _on_resized(self, span_id: str, ranges: object) -> None:
        assert isinstance(ranges, tuple)
        self._session.apply(SetRanges(span=span_id, ranges=ranges))

    def _say(self, sentence: str) -> None:
        self._session.told.emit(sentence)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Gestures", text)
