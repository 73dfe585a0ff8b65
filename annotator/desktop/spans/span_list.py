"""The spans of the open article: in reading order or by text, filtered, one or several chosen."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from annotator.annotation.changes import Changes
from annotator.annotation.edits import RemoveSpans
from annotator.desktop.session.session import Session
from annotator.desktop.spans.condition_box import ConditionBox
from annotator.desktop.spans.label_box import LabelBox
from annotator.desktop.spans.several.edits import SeveralEdits
from annotator.desktop.spans.span_model import SpanModel
from annotator.desktop.spans.span_row import SIGN_WIDTH, SpanRow
from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.rows.many_rows import ManyRowList
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import explain
from annotator.workbench.spans.filtering import ANYTHING, Condition
from annotator.workbench.spans.rows import ranges_of

_Flag = QItemSelectionModel.SelectionFlag


class SpanList(QWidget):
    """Filters, and the list. One selected row is the current span; more are ``Session.several``."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("spans_panel")
        self._session = session
        self._edits = SeveralEdits(session, self)
        self.model = SpanModel(session, self)
        self.filter: QComboBox = LabelBox(session, themes, self.tr("All labels"), counted=True)
        self.filter.setObjectName("span_filter")
        self.filter.setAccessibleName(self.tr("Show spans by label"))
        self.filter.setAccessibleDescription(self.filter.accessibleName())
        self.condition = ConditionBox(session)
        self.group = QToolButton()
        self.group.setObjectName("span_group")
        self.group.setAccessibleName(self.tr("Equal texts together"))
        explain(self.group, self.tr("Equal texts together"))
        self.group.setCheckable(True)
        self.group.setAutoRaise(True)
        self.group.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.group.setIconSize(QSize(18, 18))
        self.group.setIcon(icons.live_icon("group"))
        self.list = _List(self.model, themes)
        self.list.setObjectName("span_list")
        self.list.setAccessibleName(self.tr("Spans"))
        self.list.setModel(self.model)
        rows = SpanRow(lambda name: session.labels.get(name), themes, self.list)
        self.list.setItemDelegate(rows)
        session.article_opened.connect(rows.forget)
        self.list.connect_selection()
        self._lay_out()
        self._connect()
        self._on_article_opened()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(10, 8, 10, 8)
        head.setSpacing(6)
        head.addWidget(self.filter)
        second = QHBoxLayout()
        second.setSpacing(4)
        second.addWidget(self.condition, 1)
        second.addWidget(self.group)
        head.addLayout(second)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.setMinimumWidth(160)

    def _connect(self) -> None:
        session = self._session
        session.article_opened.connect(self._on_article_opened)
        session.changed.connect(self._on_changed)
        session.current_changed.connect(self._follow_current)
        session.several.changed.connect(self._on_several_changed)
        session.labels_changed.connect(self._on_labels_changed)
        self.filter.currentIndexChanged.connect(self._on_filter_changed)
        self.condition.chosen.connect(self._on_condition_chosen)
        self.group.toggled.connect(self._on_group_toggled)
        self.list.chosen.connect(self._on_chosen)
        self.list.extended.connect(self._on_extended)
        self.list.delete_pressed.connect(self._on_delete_pressed)

    # -- what is shown -------------------------------------------------------------------------

    def _on_article_opened(self) -> None:
        self.model.forget_groups()
        self.model.rebuild()
        self.list.scrollToTop()
        self._follow_current()
        self._show_hint()

    def _on_changed(self, changes: Changes) -> None:
        if changes.delta.spans or changes.delta.links:
            with self.list.following():
                self.model.take_in(changes)
            self._keep_to_shown()
            self._follow_current(scroll=False)
            self._show_hint()

    def _follow_current(self, _span_id: str = "", *, scroll: bool = True) -> None:
        """Let the selected rows be those of the current span, or of several."""
        if self._session.several:
            self._select_several(scroll=scroll)
            return
        current = self._session.current
        row = self.model.row_of(current)
        self.list.select_row(row, scroll=scroll)
        head = self.model.head_of(current) if row is None else None
        if head is not None and scroll:  # its group is closed
            self.list.scrollTo(self.model.index(head))

    def _on_labels_changed(self) -> None:
        if self.condition.condition != ANYTHING:  # what labels define of spans may be other
            self.model.rebuild()
            self._keep_to_shown()
            self._follow_current(scroll=False)
            self._show_hint()
        self.list.viewport().update()

    def _on_filter_changed(self) -> None:
        label = self.filter.currentData(Qt.ItemDataRole.UserRole) or ""
        self.condition.show_label(label)
        self.model.show_label(label)
        self._show_filtered()

    def _on_condition_chosen(self, condition: Condition) -> None:
        self.model.show_condition(condition)
        self._show_filtered()

    def _on_group_toggled(self, on: bool) -> None:
        self.model.group(grouped=on)
        self._show_filtered()

    def _show_filtered(self) -> None:
        self._keep_to_shown()
        self._follow_current()
        self._show_hint()

    def _keep_to_shown(self) -> None:
        """Let nothing be among several that the list does not show."""
        several = self._session.several
        if several and not all(map(self.model.has, several.ids)):
            several.choose([one for one in several.ids if self.model.has(one)])

    def _show_hint(self) -> None:
        if self.model.rowCount():
            hint = ""
        elif self._session.opened is None:
            hint = self.tr("No article is open.")
        elif not self._session.spans:
            hint = self.tr("No spans yet. Select text and press a label’s key.")
        elif self.condition.condition != ANYTHING:
            hint = self.tr("No span is like this.")
        else:
            hint = self.tr("No span has this label.")
        self.list.set_hint(hint)

    # -- several -------------------------------------------------------------------------------

    def _on_several_changed(self) -> None:
        """Show all that were selected elsewhere, whatever is filtered; then select their rows."""
        ids = self._session.several.ids
        if not all(map(self.model.has, ids)):
            self.filter.setCurrentIndex(0)
            self.condition.choose(ANYTHING)
        self._follow_current()

    def _select_several(self, *, scroll: bool) -> None:
        chosen = set(self._session.several.ids)
        if set(self._ids_selected()) == chosen:
            return
        self._open_halves(chosen)
        shown = ranges_of(sorted(self._rows_of(chosen)))
        selection = QItemSelection()
        for first, last in shown:
            selection.select(self.model.index(first), self.model.index(last))
        with self.list.following():
            self.list.selectionModel().select(selection, _Flag.ClearAndSelect)
            if shown and scroll:
                self.list.scrollTo(self.model.index(shown[0][0]))

    def _open_halves(self, chosen: set[str]) -> None:
        """Open the closed groups of which some spans are chosen and others are not."""
        heads = {self.model.head_of(one) for one in chosen if self.model.row_of(one) is None}
        for head in sorted((one for one in heads if one is not None), reverse=True):
            if not chosen.issuperset(self.model.ids_at(head)):
                self.model.open_group(head, wide=True)

    def _rows_of(self, chosen: set[str]) -> set[int]:
        """Return the rows of spans, of those in closed groups the heads."""
        found = set()
        for one in chosen:
            row = self.model.row_of(one)
            row = self.model.head_of(one) if row is None else row
            if row is not None:
                found.add(row)
        return found

    def _ids_selected(self) -> list[str]:
        """Return the spans for which the selected rows stand, some maybe twice."""
        rows = self.list.selected_rows
        return [one for some in rows for row in some for one in self.model.ids_at(row)]

    # -- keys and mouse ------------------------------------------------------------------------

    def _on_chosen(self, row: int) -> None:
        span = self.model.span_at(row)
        if span is not None:
            self._session.set_current(span.id)
        else:
            self._session.several.choose(self.model.ids_at(row))

    def _on_extended(self) -> None:
        """Shift, Ctrl or the right button has changed which rows are selected."""
        self._session.several.choose(self._ids_selected())

    def _on_delete_pressed(self) -> None:
        """Delete what is selected; after a single span go on to the one that takes its place."""
        if self._session.several:
            self._edits.remove()
            return
        row = self.list.selected_row
        span = self.model.span_at(row) if row is not None else None
        if row is None or span is None:
            return
        changes = self._session.apply(RemoveSpans(spans=(span.id,)))
        left = self.model.rowCount()
        if changes is not None and left:
            row = min(row, left - 1)
            after = self.model.span_at(row)
            self._session.set_current(after.id if after is not None else "")
            self.list.selectionModel().setCurrentIndex(self.model.index(row), _Flag.NoUpdate)


class _List(ManyRowList):
    """The rows. Right and Left, or a click on the sign of a group, open and close it.

    Signals:
        extended: a gesture with Shift, Ctrl or the right button has selected other rows.
    """

    extended = Signal()

    def __init__(self, model: SpanModel, themes: Themes) -> None:
        super().__init__(themes)
        self._spans = model
        self.many_changed.connect(self.extended)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open and close groups, or move and choose."""
        key, row = event.key(), self.currentIndex().row()
        wide = key == Qt.Key.Key_Right
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers() and row >= 0:
            if not wide and self._spans.group_at(row) is None:
                self._to_head(row)
            else:
                self._open(row, wide=wide)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open or close a group by its sign, or choose a row."""
        index = self.indexAt(event.position().toPoint())
        group = self._spans.group_at(index.row()) if index.isValid() else None
        if group is not None and event.position().x() < SIGN_WIDTH:
            self._open(index.row(), wide=not group.is_open)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open or close a group."""
        index = self.indexAt(event.position().toPoint())
        group = self._spans.group_at(index.row()) if index.isValid() else None
        if group is not None:
            self._open(index.row(), wide=not group.is_open)
        else:
            super().mouseDoubleClickEvent(event)

    def _open(self, row: int, *, wide: bool) -> None:
        with self.following():
            self._spans.open_group(row, wide=wide)

    def _to_head(self, row: int) -> None:
        """Go from a span to the head of its group."""
        span = self._spans.span_at(row)
        head = self._spans.head_of(span.id) if span is not None else None
        if head is not None:
            self.setCurrentIndex(self._spans.index(head))
