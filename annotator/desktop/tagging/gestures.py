"""What the annotator's keys and clicks mean: from selection and current span to edits."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from annotator.annotation.edits import (
    AddSpan,
    Batch,
    FlagSpans,
    RelabelSpans,
    RemoveSpans,
    SetRanges,
    default_attributes,
)
from annotator.annotation.records import Span, shorten
from annotator.annotation.sweep import reading_order
from annotator.desktop.accessibility import wording
from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.extras import is_bundled
from annotator.text import Evidence, lacks_dictionary
from annotator.words import say
from annotator.workbench.edge_steps import edge_step
from annotator.workbench.tagging.boilerplate import boilerplate, without
from annotator.workbench.target_at_caret import Target, target_at_caret
from annotator.workbench.text_units import Unit


class Gestures(QObject):
    """Turns gestures into edits. It reads the view and the session and holds nothing."""

    def __init__(self, session: Session, view: ArticleView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self.last_label = ""
        self._caret_left = self._caret_then = -1
        self._before_click = "", -1
        self._went_nowhere: tuple[str, int] | None = None
        self._said_no_dictionary = False
        session.current_changed.connect(self._on_current_changed)
        view.word_taken.connect(self._on_word_taken)
        view.clicked.connect(self._on_clicked)
        view.click_selected.connect(self._on_click_selected)
        view.resized.connect(self._on_resized)

    def remember_caret(self) -> None:
        """Take note of where a gesture on the current span has left the caret."""
        self._caret_left = self._view.caret()
        self._went_nowhere = None

    def _on_current_changed(self) -> None:
        self._caret_then = self._view.caret()

    # -- tagging -------------------------------------------------------------------------------

    def tag(self, label: str, *, anew: bool = False) -> None:
        """Tag the selection with a label (id).

        With nothing selected, the current span gets the label as long as the caret stands where
        that span's last gesture left it; once the caret has gone on, inside the span or not,
        the unit under the caret that suits the label is tagged: a name, a quoted passage, a
        sentence. The caret stays, but goes to the end of a block of page furniture: nothing in it
        is read any more. Where a step to another span has just led to none, the current span is
        left alone the first time: it is not the one that was wanted.

        Args:
            label: its id.
            anew: make a span of its own, also where the current one would get the label.

        """
        opened, current = self._session.opened, self._session.current_span
        if opened is None:
            return
        if label in self._view.hidden:
            name = shorten(self._session.labels[label].name, 24)
            self._say(_tr("Nothing was tagged: “{0}” is hidden. Show it first.").format(name))
            return
        selected = self._view.selection()
        if current is not None and selected is None and not anew:
            if self._went_nowhere == (current.id, self._view.caret()):
                self._went_nowhere = None
                self._say(
                    _tr("There was no further span, so nothing was tagged. Press again to do it.")
                )
                return
            if self._is_meant():
                self._relabel(current, label)
                return
        target = Target(selected) if selected is not None else self.target(label)
        if target is None:
            self._say(_tr("Select some text first: there is nothing to tag at the caret."))
            return
        self.last_label = label
        ranges = self.ranges_of(target.place, label)
        same = self._same_span(label, ranges)
        if same is not None:
            self._view.clear_selection()
            self.remember_caret()
            self._session.set_current(same.id, stay=True)
            self._say(_tr("This is tagged so already."))
            return
        if self._session.apply(self._add(opened.article.id, label, ranges)) is not None:
            self._view.clear_selection()
            if selected is None and self._session.labels[label].unit == Unit.BLOCK:
                self._view.place_caret(target.place[1])
            self.remember_caret()
            if ranges != (target.place,):
                self._say(_tr("The boilerplate in it was left out."))
            elif selected is None and (told := self._told_of(target, label)):
                self._say(told)

    def _told_of(self, target: Target, label: str) -> str:
        """Return what is said of a target that the text leaves open, else ""."""
        opened = self._session.opened
        is_word = self._session.labels[label].unit in (Unit.WORD, Unit.NAME)
        if opened is not None and is_word and target.evidence is None:
            return self._no_dictionary(opened.article.text, target.place)
        return _told(target.evidence)

    def _on_word_taken(self, start: int, end: int) -> None:
        opened = self._session.opened
        if opened is not None and (told := self._no_dictionary(opened.article.text, (start, end))):
            self._say(told)

    def _no_dictionary(self, text: str, word: tuple[int, int]) -> str:
        """Return, once, why a word is one character only where writing has no spaces, else ""."""
        if self._said_no_dictionary or not lacks_dictionary(text, *word):
            return ""
        self._said_no_dictionary = True
        if is_bundled():
            return _tr(
                "Words of Chinese, Japanese, Thai, Lao, Khmer and Burmese are single characters"
                " in this edition of the program."
            )
        return _tr(
            "Words of Chinese, Japanese, Thai, Lao, Khmer and Burmese are single characters"
            " as long as icu4py is not installed (pip install icu4py)."
        )

    def _is_meant(self) -> bool:
        """Whether the caret stands where the current span's last gesture left it."""
        return self._view.caret() == self._caret_left

    def guess(self, label: str) -> tuple[tuple[int, int], ...]:
        """Return the ranges of the span that a label's key would make at the caret.

        Empty where it would make none: with text selected it is that which is tagged, and where
        the current span is meant, that one gets the label.
        """
        if self._view.textCursor().hasSelection() or label in self._view.hidden:
            return ()
        current, caret = self._session.current_span, self._view.caret()
        if current is not None and (self._is_meant() or self._went_nowhere == (current.id, caret)):
            return ()
        target = self.target(label)
        if target is None:
            return ()
        ranges = self.ranges_of(target.place, label)
        return () if self._same_span(label, ranges) is not None else ranges

    def ranges_of(self, place: tuple[int, int], label: str) -> tuple[tuple[int, int], ...]:
        """Return the ranges of a new span; boilerplate is cut out of it if so wished."""
        session = self._session
        if not self._view.leaves_out_boilerplate or session.labels[label].unit == Unit.BLOCK:
            return (place,)
        furniture = boilerplate(session.spans.values(), session.labels.values())
        left = without((place,), furniture)
        # What is nothing but boilerplate is meant.
        return left if left == (place,) else self._view.trimmed(left) or (place,)

    def target(self, label: str) -> Target | None:
        """Return what a label's key would tag at the caret."""
        opened, labels = self._session.opened, self._session.labels
        if opened is None:
            return None
        spans = self._session.spans.values()
        return target_at_caret(opened.article.text, self._view.caret(), labels[label], spans)

    def _add(self, article: str, label: str, ranges: tuple[tuple[int, int], ...]) -> AddSpan:
        attributes = default_attributes(self._session.labels[label])
        return AddSpan(article=article, label=label, ranges=ranges, attributes=attributes)

    def _relabel(self, span: Span, label: str) -> None:
        if span.label != label and self.is_seen(span):
            self.last_label = label
            edit = RelabelSpans(spans=(span.id,), label=label, base={span.id: span.label})
            self._session.apply(edit)

    def repeat(self) -> None:
        """Tag with the label that was used last; after a start, that of the current span."""
        current = self._session.current_span
        if self.last_label not in self._session.labels and current is not None:
            self.last_label = current.label
            self._session.set_current("")
        if self.last_label in self._session.labels:
            self.tag(self.last_label)
        else:
            self._say(_tr("No label has been used yet."))

    # -- split and delete ----------------------------------------------------------------------

    def split(self) -> None:
        """Split the current span in two at the caret."""
        span, caret = self._session.current_span, self._view.caret()
        if span is None or not span.start < caret < span.end:
            self._say(_tr("To split a span, put the caret inside it."))
            return
        left = self._view.trimmed((start, min(end, caret)) for start, end in span.ranges)
        right = self._view.trimmed((max(start, caret), end) for start, end in span.ranges)
        if not left or not right:
            self._say(_tr("One half would be empty."))
            return
        second = AddSpan(
            article=span.article,
            label=span.label,
            ranges=right,
            attributes=span.attributes,
            note=span.note,
            origin=span.origin,
        )
        text = say("Split “{text}”", text=shorten(span.text))
        first = SetRanges(span=span.id, ranges=left, base=span.ranges)
        self._session.apply(Batch(edits=(first, second), text=text))

    def make_current(self, label: str, place: tuple[int, int]) -> None:
        """Make the span with a label (id) current that is at this very place, if there is one."""
        same = self._same_span(label, (place,))
        if same is not None:
            self._session.set_current(same.id, stay=True)

    def _same_span(self, label: str, ranges: tuple[tuple[int, int], ...]) -> Span | None:
        for span in self._view.spans_at(ranges[0][0]):
            if span.label == label and span.ranges == ranges:
                return span
        return None

    def remove(self) -> None:
        """Delete the current span."""
        span = self._session.current_span
        if span is None:
            self._say(_tr("There is no current span to delete."))
            return
        if self.is_seen(span):
            self._session.apply(RemoveSpans(spans=(span.id,)))

    def flag(self) -> None:
        """Mark the current span as unsure, or take the mark away."""
        span = self._session.current_span
        if span is None:
            self._say(_tr("There is no current span to flag."))
        else:
            self._session.apply(FlagSpans(spans=(span.id,), flagged=not span.flagged))

    def is_seen(self, span: Span) -> bool:
        """Tell whether the current span is on the page; if not, show it instead of changing it."""
        if any(self._view.shows(*pair) for pair in span.ranges):
            return True
        self._view.reveal(span.start)
        self.remember_caret()
        self._say(_tr("This is the current span. Press again to change it."))
        return False

    # -- edges ---------------------------------------------------------------------------------

    def move_start(self, *, forward: bool, by_word: bool) -> None:
        """Move the start of the current span's fragment at the caret, or of the first."""
        self._move(at_start=True, forward=forward, by_word=by_word)

    def move_end(self, *, forward: bool, by_word: bool) -> None:
        """Move the end of the current span's fragment at the caret, or of the last."""
        self._move(at_start=False, forward=forward, by_word=by_word)

    def _move(self, *, at_start: bool, forward: bool, by_word: bool) -> None:
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
        step = edge_step(
            at_start=at_start,
            forward=forward,
            by_word=by_word,
        )
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
        edit = SetRanges(span=span.id, ranges=tuple(ranges), base=span.ranges)
        if self._session.apply(edit):
            self._view.place_caret(start if at_start else end)
            self.remember_caret()

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
        """Go on from the current span, or from the caret once that has left it.

        What begins right at the caret is then the next one.
        """
        current, caret = self._session.current_span, self._view.caret()
        here: tuple[int] | tuple[int, int, str] = (caret,)
        if current is not None and (
            caret in (self._caret_left, self._caret_then)
            or any(start <= caret <= end for start, end in current.ranges)
        ):
            here = reading_order(current)
        span = self._view.span_after(here) if forward else self._view.span_before(here)
        if span is not None and span is current:
            here = reading_order(span)
            span = self._view.span_after(here) if forward else self._view.span_before(here)
        if span is None:
            self._say(_tr("There is no further span."))
            self._went_nowhere = None if current is None else (current.id, caret)
            return
        self._session.set_current(span.id)
        self._view.place_caret(span.start)
        self.remember_caret()

    def let_go(self) -> None:
        """Drop the selection, or else the current span."""
        if self._view.textCursor().hasSelection():
            self._view.clear_selection()
        else:
            self._session.set_current("")

    def let_go_of_span(self) -> None:
        """Drop the current span: something else was looked for, and not found."""
        self._session.set_current("")

    def _on_clicked(self, ids: list[str]) -> None:
        """A click takes the innermost span; another one at the same place the next outwards."""
        self._before_click = self._session.current, self._caret_left
        spans = [self._session.spans[one] for one in ids if one in self._session.spans]
        if not spans:
            self._session.set_current("")
            return
        self._choose(spans)

    def _on_click_selected(self) -> None:
        """Two clicks select, as a drag does: the span that was current before stays current."""
        span, caret = self._before_click
        if span:
            self._session.set_current(span, stay=True)
            self._caret_left = caret

    def _choose(self, spans: list[Span]) -> None:
        ids = [span.id for span in spans]
        if not ids:
            self._say(_tr("There is no span here."))
            return
        now = self._session.current
        at = (ids.index(now) + 1) % len(ids) if now in ids else 0
        chosen = spans[at]
        stay = any(self._view.shows(*pair) for pair in chosen.ranges)
        self._session.set_current(chosen.id, stay=stay)
        self.remember_caret()
        if len(ids) > 1:
            session = self._session
            self._say(
                wording.at_caret(
                    spans[at],
                    spans,
                    self._view.caret(),
                    session.labels,
                    session.links,
                    session.spans,
                )
            )

    def _on_resized(self, span: Span, ranges: object) -> None:
        assert isinstance(ranges, tuple)
        self._session.apply(SetRanges(span=span.id, ranges=ranges, base=span.ranges))

    def _say(self, sentence: str) -> None:
        self._session.told.emit(sentence)


def _told(evidence: Evidence | None) -> str:
    """Return what is said of a target that the text leaves open, else ""."""
    return {
        None: "",
        Evidence.MARKS: "",
        Evidence.UNCLOSED: _tr("This quotation has no closing mark here."),
        Evidence.SENTENCE_MARKS: _tr("The quoted passage of this sentence was tagged."),
        Evidence.BLOCK: _tr("No quotation marks here: the paragraph was tagged as a block quote."),
        Evidence.SENTENCE: _tr("No quotation marks here: the sentence was tagged."),
    }[evidence]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Gestures", text)
