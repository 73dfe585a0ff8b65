"""The editor of a span's note: what was typed is saved before anything else is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.annotation.changes import Changes
from annotator.annotation.edits import SetNote
from annotator.annotation.records import Span
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.dialogs.clash_dialog import Choice, ask
from annotator.desktop.toolkit.overrides import is_escape, keep_key
from annotator.desktop.toolkit.widgets.exact_text import ExactText
from annotator.errors import Clash, ClashError

_LINES = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\ufdd0": "\n", "\ufdd1": "\n", "\0": None})


class PlainEditor(ExactText):
    """A plain text editor that is left with Ctrl+Return (keep) or Escape (give up).

    Signals:
        kept: Ctrl+Return was pressed.
        given_up: Escape was pressed.
        left: the keyboard focus went elsewhere.
    """

    kept = Signal()
    given_up = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    @property
    def text(self) -> str:
        """What was typed; unlike ``toPlainText`` it keeps no-break spaces."""
        raw = self.document().toRawText().translate(_LINES)
        return raw.encode("utf-8", "replace").decode("utf-8")

    def event(self, event: QEvent) -> bool:
        """Keep the two keys for the editor, whatever shortcuts the window has."""
        return keep_key(event, self._is_kept) or super().event(event)

    def _is_kept(self, event: QKeyEvent) -> bool:
        return _is_keep(event) or (is_escape(event) and self.can_give_up())

    def can_give_up(self) -> bool:
        """Whether Escape has something to give up; if not, it is the window's."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep, give up, or type."""
        if _is_keep(event):
            self.kept.emit()
        elif is_escape(event) and self.can_give_up():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus left, except for the editor's own menu."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


def _is_keep(event: QKeyEvent) -> bool:
    returns = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return returns and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class NoteEditor(PlainEditor):
    """Shows and edits the note of one span.

    What was typed is a draft until it is stored. A draft that could not be stored is kept, shown
    again when its span is, and tried again by ``flush``.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._span = ""
        self._stored = ""
        self._drafts: dict[str, str] = {}
        self._bases: dict[str, str] = {}
        self._clashes: tuple[Clash, ...] = ()
        self._refused = False
        self._saving = False
        self.setObjectName("note_editor")
        self.setAccessibleName(self.tr("Note"))
        self.setPlaceholderText(self.tr("Add a note"))
        self.textChanged.connect(self._on_typed)
        self.kept.connect(self.flush)
        self.left.connect(self.flush)
        session.failed.connect(self._on_failed)
        session.clashed.connect(self._on_clashed)

    def show_note(self, span: Span | None) -> None:
        """Show another span's note; what was typed for the one before is saved first."""
        if span is not None and span.id == self._span:
            self._show_stored(span)
            return
        self.flush()
        self._span = span.id if span is not None else ""
        self._stored = (span.note or "") if span is not None else ""
        self._set_text(self._drafts.get(self._span, self._stored))

    def _show_stored(self, span: Span) -> None:
        """Show what is stored now, unless something else was typed meanwhile."""
        self._stored = span.note or ""
        if self._span not in self._drafts and self.text != self._stored:
            self._set_text(self._stored)

    def _set_text(self, text: str) -> None:
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)

    def _on_typed(self) -> None:
        if self._span:
            if self.text == self._stored:
                self._let_go(self._span)
            else:
                self._bases.setdefault(self._span, self._stored)
                self._drafts[self._span] = self.text

    def _let_go(self, span_id: str) -> None:
        self._drafts.pop(span_id, None)
        self._bases.pop(span_id, None)

    def can_give_up(self) -> bool:
        """Escape loses nothing: it goes back to the text, and that stores the note."""
        return False

    def take_in(self, changes: Changes) -> None:
        """Let go of drafts that are stored now, or whose span is gone."""
        for step in changes.delta.spans:
            draft = self._drafts.get(step.record.id)
            if draft is None:
                continue
            if step.after is None or (step.after.note or "") == draft:
                self._let_go(step.record.id)
            not_thrown_away = changes.elsewhere or changes.reloads
            if step.after is None and not_thrown_away:
                QGuiApplication.clipboard().setText(draft)
                self._session.told.emit(
                    self.tr(
                        "The span was deleted in another window. Its note, which was not saved, is"
                        " on the clipboard."
                    )
                )

    def flush(self) -> bool:
        """Save everything typed; False when something could not be stored and is still here."""
        if self._saving:  # the message that it cannot be stored takes the focus away
            return False
        self._saving = True
        try:
            self._save_drafts()
        finally:
            self._saving = False
        return not self._drafts

    def _save_drafts(self) -> None:
        for span_id, text in tuple(self._drafts.items()):
            base = self._bases.get(span_id)
            if not self._save(span_id, text, base) and self._clashes:
                self._resolve(span_id, text)

    def _save(self, span_id: str, text: str, base: str | None) -> bool:
        """Store a note that was written on another; False where it was not and is kept here."""
        self._refused, self._clashes = False, ()
        edit = SetNote(span=span_id, note=text or None, base=base)
        saved = self._session.apply(edit, follow=False)
        if saved is None and not self._refused and not self._clashes:
            self._let_go(span_id)  # nothing to save, or no such span any more
        return saved is not None

    def _resolve(self, span_id: str, text: str) -> None:
        """Ask which note is kept; the draft stays where that is not decided yet."""
        clashes, span = self._clashes, self._session.spans.get(span_id)
        if span is None:
            return
        choice = ask(span.text, clashes, self)
        if choice is Choice.MINE:
            self._save(span_id, text, clashes[0].theirs)
        elif choice is Choice.THEIRS:
            self._let_go(span_id)
            if span_id == self._span:
                self._stored = clashes[0].theirs
                self._set_text(self._stored)

    def _on_failed(self) -> None:
        self._refused = True

    def _on_clashed(self, error: ClashError) -> None:
        self._clashes = error.clashes
