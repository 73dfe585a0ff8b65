"""Keys and clicks while several spans are selected: they mean all of them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from annotator.annotation.sweep import reading_order
from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.spans.several.edits import SeveralEdits
from annotator.desktop.tagging.gestures import Gestures
from annotator.desktop.toolkit.words import in_words
from annotator.words import say


class SeveralGestures(QObject):
    """Stands before ``Gestures``: with several spans selected these are meant, else it is asked.

    What is selected in the text comes first, as it does for a current span. Several are let go of
    when the caret goes on.
    """

    def __init__(
        self,
        session: Session,
        view: ArticleView,
        gestures: Gestures,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._gestures = gestures
        self._edits = SeveralEdits(session, self)
        self._caret = -1
        session.several.changed.connect(self._on_several_changed)
        view.cursorPositionChanged.connect(self._on_caret_moved)
        view.clicked.connect(lambda _: session.several.let_go())

    def _on_several_changed(self) -> None:
        self._view.set_several(self._session.several.ids)
        self._caret = self._view.caret()

    def _on_caret_moved(self) -> None:
        if self._session.several and self._view.hasFocus() and self._view.caret() != self._caret:
            self._session.several.let_go()

    # -- selecting -----------------------------------------------------------------------------

    def select_inside(self) -> None:
        """Select the spans that lie wholly inside what is selected in the text."""
        selected, opened = self._view.selection(), self._session.opened
        if opened is None or selected is None:
            self._say(_tr("Select some text first: the spans inside it are selected then."))
            return
        start, end = selected
        touching, hidden = [], 0
        for span in self._session.spans.values():
            if any(low < end and high > start for low, high in span.ranges):
                if span.label in self._view.hidden:
                    hidden += 1
                else:
                    touching.append(span)
        inside = [span for span in touching if start <= span.start and span.end <= end]
        beyond = len(touching) - len(inside)
        if inside:
            self._view.clear_selection()
            inside.sort(key=reading_order)
            self._session.several.choose(span.id for span in inside)
        sentence = say("{n:,} {n:span is|spans are} selected", n=len(inside))
        if beyond:
            sentence = say(
                "{selected}; {n:,} {n:reaches|reach} beyond the text that was selected",
                selected=sentence,
                n=beyond,
            )
        if hidden:
            sentence = say(
                "{selected}; {n:,} {n:has a label that is|have labels that are} hidden",
                selected=sentence,
                n=hidden,
            )
        self._say(in_words(sentence))

    # -- changing ------------------------------------------------------------------------------

    @property
    def _are_meant(self) -> bool:
        return bool(self._session.several) and self._view.selection() is None

    def tag(self, label: str) -> None:
        """Give several spans a label (id), or tag as ``Gestures.tag`` does."""
        if not self._are_meant or label in self._view.hidden:
            self._gestures.tag(label)
        elif self._are_seen():
            self._gestures.last_label = label
            self._edits.relabel(label)

    def repeat(self) -> None:
        """Do so with the label that was used last."""
        if self._are_meant and self._gestures.last_label in self._session.labels:
            self.tag(self._gestures.last_label)
        else:
            self._gestures.repeat()

    def remove(self) -> None:
        """Delete several spans, or the current one."""
        if not self._session.several:
            self._gestures.remove()
        elif self._are_seen():
            self._edits.remove()

    def flag(self) -> None:
        """Mark several spans as unsure, or the current one; where all are, take the marks away."""
        if not self._session.several:
            self._gestures.flag()
        elif self._are_seen():
            self._edits.turn_flag()

    def _are_seen(self) -> bool:
        """Tell whether any is in sight where the keyboard is; if not, show one and change none."""
        spans = sorted(self._session.several.spans, key=reading_order)
        low, high = self._view.visible_range()
        if not self._view.hasFocus() or any(
            low <= edge <= high for span in spans for pair in span.ranges for edge in pair
        ):
            return True
        self._view.scroll_to(spans[0].start)
        self._say(
            in_words(
                say(
                    "{n:,} spans are selected, and none was in sight. Press again to change them.",
                    n=len(spans),
                )
            )
        )
        return False

    def _say(self, sentence: str) -> None:
        self._session.told.emit(sentence)


def _tr(text: str) -> str:
    return QCoreApplication.translate("SeveralGestures", text)
