"""Spans in parts: two that are joined, boilerplate cut out, and the fragments that one has."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from annotator.annotation.edits import AddLink, Batch, Edit, RemoveSpans, SetRanges
from annotator.annotation.records import shorten
from annotator.annotation.sweep import reading_order
from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.tagging.gestures import Gestures
from annotator.words import say
from annotator.workbench.tagging.boilerplate import boilerplate, without


class Parts(QObject):
    """Makes one span of two, and adds and takes away fragments."""

    def __init__(
        self, session: Session, view: ArticleView, gestures: Gestures, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._gestures = gestures

    # -- joined ---------------------------------------------------------------------------------

    def join(self, *, forward: bool) -> None:
        """Join the current span with the next or previous one of its label, as fragments of one.

        The earlier one stays, with its attributes and note; links of the later one go over to it.
        """
        span = self._session.current_span
        if span is None:
            self._say(_tr("There is no current span to join."))
            return
        alike = [one for one in self._session.spans.values() if one.label == span.label]
        alike.sort(key=reading_order)
        first = alike.index(span) if forward else alike.index(span) - 1
        if not 0 <= first < len(alike) - 1:
            self._say(_tr("There is no further span of this label."))
            return
        span, other = alike[first : first + 2]
        moved = []
        for link in self._session.links.values():
            if other.id in (link.source, link.target):
                source, target = (
                    span.id if end == other.id else end for end in (link.source, link.target)
                )
                if source != target:
                    moved.append(AddLink(type=link.type, source=source, target=target))
        text = say(
            "Join “{text}” and “{other}”",
            text=shorten(span.text, 20),
            other=shorten(other.text, 20),
        )
        edits: tuple[Edit, ...] = (
            SetRanges(span=span.id, ranges=(*span.ranges, *other.ranges), base=span.ranges),
            RemoveSpans(spans=(other.id,)),
            *moved,
        )
        if self._session.apply(Batch(edits=edits, text=text)) is not None:
            self._session.set_current(span.id, stay=True)

    # -- fragments -----------------------------------------------------------------------------

    def add_fragment(self) -> None:
        """Add the selection to the current span, or what its label's key would tag at the caret."""
        span, selected = self._session.current_span, self._view.selection()
        if span is not None and selected is None:
            target = self._gestures.target(span.label)
            selected = target.place if target is not None and target.is_likely else None
            if selected is not None and selected[0] < span.end and span.start < selected[1]:
                selected = None
        if span is None or selected is None:
            self._say(_tr("To add a fragment, have a span current and select more text."))
            return
        more = self._gestures.ranges_of(selected, span.label)
        edit = SetRanges(span=span.id, ranges=(*span.ranges, *more), base=span.ranges)
        if self._session.apply(edit):
            self._view.clear_selection()
            self._gestures.remember_caret()
            if more != (selected,):
                self._say(_tr("The boilerplate in it was left out."))

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
        self._session.apply(SetRanges(span=span.id, ranges=ranges, base=span.ranges))

    def cut_boilerplate(self) -> None:
        """Cut out of the current span what is tagged as boilerplate; the rest are fragments."""
        span, session = self._session.current_span, self._session
        if span is None:
            self._say(_tr("There is no current span to cut boilerplate out of."))
            return
        if not self._gestures.is_seen(span):
            return
        labels = session.labels.values()
        furniture = boilerplate(session.spans.values(), labels, but=span.label)
        left = without(span.ranges, furniture)
        if left == span.ranges:
            self._say(_tr("There is no boilerplate in the current span."))
            return
        left = self._view.trimmed(left)
        if not left:
            self._say(_tr("The current span is nothing but boilerplate."))
            return
        text = say("Cut boilerplate out of “{text}”", text=shorten(span.text))
        edit = SetRanges(span=span.id, ranges=left, base=span.ranges)
        session.apply(Batch(edits=(edit,), text=text))

    def _say(self, sentence: str) -> None:
        self._session.told.emit(sentence)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Parts", text)
