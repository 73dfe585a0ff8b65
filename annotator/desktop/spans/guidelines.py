"""The guidelines of a label beside the text: read, and edited in place."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.changes import Changes
from annotator.annotation.edits import SetLabel
from annotator.annotation.records import Label
from annotator.desktop.session.session import Session
from annotator.desktop.spans.label_box import LabelBox
from annotator.desktop.spans.note_editor import PlainEditor
from annotator.desktop.toolkit.dialogs.clash_dialog import Choice, ask
from annotator.desktop.toolkit.pressed import native
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.markdown_view import MarkdownView
from annotator.errors import Clash, ClashError


class Guidelines(QWidget):
    """Follows the current span's label, or stays with the label that the user chose."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guidelines_panel")
        self._session = session
        self._followed = ""
        self._edited = ""
        self._shown = self._base = ""
        self._refused = self._is_asking = False
        self._clashes: tuple[Clash, ...] = ()
        self._is_stale = False
        self._build(themes)
        session.leaving.connect(self.flush)
        session.current_changed.connect(self._follow)
        session.labels_changed.connect(self._on_labels_changed)
        session.changed.connect(self._on_changed)
        session.failed.connect(self._on_failed)
        session.clashed.connect(self._on_clashed)
        self.chooser.currentIndexChanged.connect(self._show)
        self._follow()
        self._show()

    def _build(self, themes: Themes) -> None:
        self.chooser = LabelBox(self._session, themes, self.tr("Current span’s label"))
        self.chooser.setObjectName("guidelines_label")
        self.chooser.setAccessibleName(self.tr("Label whose guidelines are shown"))
        self.edit_button = QPushButton(self.tr("Edit"))
        self.edit_button.setObjectName("guidelines_edit")
        self.edit_button.setAccessibleName(self.tr("Edit the guidelines"))
        self.view = MarkdownView(themes)
        self.view.setObjectName("guidelines")
        self.view.setAccessibleName(self.tr("Guidelines"))
        self.editor = PlainEditor()
        self.editor.setObjectName("guidelines_editor")
        self.editor.setAccessibleName(self.tr("Guidelines in Markdown"))
        self.editor.setPlaceholderText(self.tr("When to use this label, and when not. Markdown."))
        self.editor.setFrameShape(QFrame.Shape.NoFrame)
        self.editor.document().setDocumentMargin(12)
        self.save_button = QPushButton(self.tr("Save"))
        self.save_button.setObjectName("guidelines_save")
        self.save_button.setToolTip(native(QKeySequence("Ctrl+Return")))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setObjectName("guidelines_cancel")
        self.cancel_button.setToolTip(self.tr("Escape"))
        head = QHBoxLayout()
        head.setContentsMargins(10, 8, 10, 8)
        head.setSpacing(6)
        head.addWidget(self.chooser, 1)
        head.addWidget(self.edit_button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.editor)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(10, 8, 10, 8)
        foot.setSpacing(6)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._foot)
        self._foot.hide()
        self.setMinimumWidth(160)
        self.setFocusProxy(self.view)
        self.edit_button.clicked.connect(self.edit)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.cancel)
        self.editor.kept.connect(self.save)
        self.editor.given_up.connect(self.cancel)

    # -- which label ---------------------------------------------------------------------------

    @property
    def label(self) -> Label | None:
        """The label whose guidelines are shown."""
        chosen = self._edited or self.chooser.currentData() or self._followed
        return self._session.labels.get(chosen)

    def show_label(self, label_id: str) -> None:
        """Pin a label; "" follows the current span again."""
        place = self.chooser.findData(label_id)
        if place >= 0 and not self.editing:
            self.chooser.setCurrentIndex(place)

    def _follow(self) -> None:
        span = self._session.current_span
        if span is not None:
            self._followed = span.label
        elif self._followed not in self._session.labels:
            first = min(self._session.labels.values(), key=lambda one: one.position, default=None)
            self._followed = first.id if first is not None else ""
        if self.isVisible():
            self._show()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Show the label that is current by now."""
        if self._is_stale:
            self._show()
        super().showEvent(event)

    def _on_changed(self, changes: Changes) -> None:
        if changes.delta.spans:
            self._follow()

    def _on_labels_changed(self) -> None:
        """Let go of a label that is there no longer."""
        if self._edited and self._edited not in self._session.labels:
            self.cancel()
        else:
            self._follow()

    def _show(self) -> None:
        self._is_stale = False
        label = self.label
        self.edit_button.setEnabled(label is not None and not self.editing)
        if self.editing:
            self._renew_editor()
            return
        if label is None:
            self.view.show_hint(self.tr("This project has no labels. File ▸ Labels makes some."))
        elif label.guidelines.strip():
            self.view.show_markdown(label.guidelines)
        else:
            hint = self.tr("No guidelines for “{0}” yet. Edit writes some.")
            self.view.show_hint(hint.format(label.name))

    # -- editing -------------------------------------------------------------------------------

    @property
    def editing(self) -> bool:
        """Whether the editor is shown."""
        return bool(self._edited)

    def edit(self) -> None:
        """Edit the guidelines of the label that is shown."""
        label = self.label
        if label is None or self.editing:
            return
        self._edited = label.id
        self._set_editor(label.guidelines)
        self._show_editor(True)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> bool:
        """Store what was typed and close the editor, unless it could not be stored."""
        if not self.flush():
            return False
        self.cancel()
        return True

    def flush(self) -> bool:
        """Store what was typed and go on editing; False when it could not be stored."""
        label, text = self.label, self.editor.text
        if self._is_asking:
            return False
        if not self.editing or label is None or text == self._shown:
            return True
        base = msgspec.structs.replace(label, guidelines=self._base)
        if self._store(label, text, base):
            return True
        return bool(self._clashes) and self._resolve(label, text)

    def _store(self, label: Label, text: str, base: Label) -> bool:
        """Store guidelines that were written on a label as it was; tell whether they are."""
        self._refused, self._clashes = False, ()
        changed = msgspec.structs.replace(label, guidelines=text)
        self._session.apply(SetLabel(label=changed, base=base))
        if not self._is_stored():
            return False
        self._shown = self._base = text
        return True

    def _is_stored(self) -> bool:
        return not (self._refused or self._clashes)

    def _resolve(self, label: Label, text: str) -> bool:
        """Ask whose guidelines are kept; False where that is not decided yet."""
        self._is_asking = True  # the question takes the focus from the editor
        try:
            choice = ask(label.name, self._clashes, self)
        finally:
            self._is_asking = False
        now = self._session.labels.get(label.id)
        if now is None or choice is Choice.LATER:
            return False
        if choice is Choice.MINE:
            return self._store(now, text, now)
        self._set_editor(now.guidelines)
        return True

    def _on_clashed(self, error: ClashError) -> None:
        self._clashes = error.clashes

    def cancel(self) -> None:
        """Show the stored guidelines again."""
        focused = self.editor.hasFocus()
        self._edited = ""
        self._show_editor(False)
        self._follow()
        if focused:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _renew_editor(self) -> None:
        """Show what an undo made of the text, unless something else was typed since."""
        label = self.label
        if label is not None and label.guidelines != self._shown == self.editor.text:
            self._set_editor(label.guidelines)

    def _set_editor(self, text: str) -> None:
        self.editor.setPlainText(text)
        self._shown, self._base = self.editor.text, text

    def _show_editor(self, on: bool) -> None:
        self._stack.setCurrentWidget(self.editor if on else self.view)
        self._foot.setVisible(on)
        self.chooser.setEnabled(not on)
        self.edit_button.setEnabled(not on and self.label is not None)

    def _on_failed(self) -> None:
        self._refused = True
