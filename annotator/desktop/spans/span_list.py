"""The spans of the open article in reading order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from annotator.annotation.changes import Changes
from annotator.annotation.edits import RemoveSpans
from annotator.desktop.session.session import Session
from annotator.desktop.spans.label_box import LabelBox
from annotator.desktop.spans.span_model import SpanModel
from annotator.desktop.spans.span_row import SpanRow
from annotator.desktop.toolkit.rows.row_list import RowList
from annotator.desktop.toolkit.theme import Themes


class SpanList(QWidget):
    """A filter by label, and the list; its selection is the session's current span."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("spans_panel")
        self._session = session
        self.model = SpanModel(session, self)
        self.filter: QComboBox = LabelBox(session, themes, self.tr("All labels"), counted=True)
        self.filter.setObjectName("span_filter")
        self.filter.setAccessibleName(self.tr("Show spans by label"))
        self.filter.setAccessibleDescription(self.filter.accessibleName())
        self.list = RowList(themes)
        self.list.setObjectName("span_list")
        self.list.setAccessibleName(self.tr("Spans"))
        self.list.setModel(self.model)
        rows = SpanRow(lambda name: session.labels.get(name), themes, self.list)
        self.list.setItemDelegate(rows)
        session.article_opened.connect(rows.forget)
        self.list.connect_selection()
        head = QVBoxLayout()
        head.setContentsMargins(10, 8, 10, 8)
        head.addWidget(self.filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.setMinimumWidth(160)
        session.article_opened.connect(self._on_article_opened)
        session.changed.connect(self._on_changed)
        session.current_changed.connect(self._follow_current)
        session.labels_changed.connect(self._on_labels_changed)
        self.filter.currentIndexChanged.connect(self._on_filter_changed)
        self.list.chosen.connect(self._on_chosen)
        self.list.delete_pressed.connect(self._on_delete_pressed)
        self._on_article_opened()

    def _on_article_opened(self) -> None:
        self.model.rebuild()
        self.list.scrollToTop()
        self._follow_current()
        self._show_hint()

    def _on_changed(self, changes: Changes) -> None:
        if changes.delta.spans or changes.delta.links:
            with self.list.following():
                self.model.take_in(changes)
            self._follow_current(scroll=False)
            self._show_hint()

    def _follow_current(self, _span_id: str = "", *, scroll: bool = True) -> None:
        self.list.select_row(self.model.row_of(self._session.current), scroll=scroll)

    def _on_labels_changed(self) -> None:
        self.list.viewport().update()

    def _on_filter_changed(self) -> None:
        self.model.show_label(self.filter.currentData(Qt.ItemDataRole.UserRole) or "")
        self._follow_current()
        self._show_hint()

    def _show_hint(self) -> None:
        if self.model.rowCount():
            hint = ""
        elif self._session.opened is None:
            hint = self.tr("No article is open.")
        elif self._session.spans:
            hint = self.tr("No span has this label.")
        else:
            hint = self.tr("No spans yet. Select text and press a label’s key.")
        self.list.set_hint(hint)

    def _on_chosen(self, row: int) -> None:
        self._session.set_current(self.model.span_at(row).id)

    def _on_delete_pressed(self) -> None:
        """Delete the selected span and go on to the one that takes its place."""
        row = self.list.selected_row
        if row is None:
            return
        changes = self._session.apply(RemoveSpans(spans=(self.model.span_at(row).id,)))
        left = self.model.rowCount()
        if changes is not None and left:
            self._session.set_current(self.model.span_at(min(row, left - 1)).id)
