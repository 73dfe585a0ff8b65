"""Tagging every place of the open article where a text stands."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.tagging.gestures import Gestures
from annotator.desktop.tagging.occurrences import left_out_words, tagging
from annotator.desktop.toolkit.words import in_words
from annotator.workbench.tagging.boilerplate import boilerplate
from annotator.workbench.tagging.same_text import Wanted, left_out, places, wanted_at


class TagHere(QObject):
    """Says what is meant when every same text is to be tagged, and tags it in the open article."""

    def __init__(
        self, session: Session, view: ArticleView, gestures: Gestures, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._gestures = gestures

    def meant(self) -> tuple[Wanted, str]:
        """Return the text that is selected, or else the current span's, and the label (id).

        The text is empty where there is neither, or the span has several fragments; the label is
        "" as long as none was used.
        """
        opened, span = self._session.opened, self._session.current_span
        selected = self._view.selection()
        if opened is not None and selected is not None:
            return wanted_at(opened.article.text, *selected), self._gestures.last_label
        if opened is not None and span is not None and len(span.fragments) == 1:
            return wanted_at(opened.article.text, span.start, span.end), span.label
        return Wanted(""), self._gestures.last_label

    def tag_same(self) -> None:
        """Tag every place as one step of undo, and say which were left out and why."""
        session, selected = self._session, self._view.selection()
        opened = session.opened
        wanted, name = self.meant()
        label = session.labels.get(name)
        if opened is None or label is None or not wanted.text:
            self._say(_tr("Select a text, or have a span current, to tag it everywhere."))
            return
        if label.id in self._view.hidden:
            self._gestures.tag(label.id)  # which says why not
            return
        spans = session.spans.values()
        tagged = [span.ranges for span in spans if span.label == label.id]
        furniture = boilerplate(spans, session.labels.values(), but=label.id)
        found = places(opened.article.text, wanted, tagged, furniture)
        free = [(opened.article.id, place) for place in found if place.why is None]
        left = left_out_words(left_out(found))
        if not free:
            self._say(f"{_tr('There is no further place to tag.')} {left}".strip())
            return
        # The page stays where it is read, though the first of the places may be far from there.
        changes = session.apply(tagging(free, wanted.text, label), follow=False)
        if changes is None:
            return
        if selected is not None:
            self._gestures.make_current(label.id, selected)
        self._view.clear_selection()
        self._gestures.remember_caret()
        if left:
            self._say(f"{in_words(changes.text)}. {left}")

    def _say(self, sentence: str) -> None:
        self._session.told.emit(sentence)


def _tr(text: str) -> str:
    return QCoreApplication.translate("TagHere", text)
