"""The links of the open article, to be looked through, followed from end to end, and removed."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from annotator.annotation.changes import Changes
from annotator.annotation.edits import RemoveLinks
from annotator.desktop.session.session import Session
from annotator.desktop.spans.label_box import LabelBox
from annotator.desktop.spans.relations.model import RelationModel
from annotator.desktop.spans.relations.row import RelationRow
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.rows.many_rows import ManyRowList
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.workbench.spans.relations import Relation, Standing, Wanted
from annotator.workbench.spans.relations import types as types_of

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Flag = QItemSelectionModel.SelectionFlag


class RelationList(QWidget):
    """Two filters, and the list. While it is hidden nothing is worked out."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("relations_panel")
        self._session = session
        self._is_stale = True
        self._ends: set[str] = set()
        self._at_source = ("", False)
        self.model = RelationModel(session, self)
        self.kind = QComboBox()
        self.kind.setObjectName("relation_kind")
        self.kind.setAccessibleName(self.tr("Show links by type"))
        self.kind.setAccessibleDescription(self.kind.accessibleName())
        self.kind.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.kind.setMinimumContentsLength(6)
        self.label = LabelBox(session, themes, self.tr("All labels"))
        self.label.setObjectName("relation_label")
        self.label.setAccessibleName(self.tr("Show links by the label of either end"))
        self.label.setAccessibleDescription(self.label.accessibleName())
        self.list = _List(themes)
        self.list.setObjectName("relation_list")
        self.list.setAccessibleName(self.tr("Links"))
        self.list.setModel(self.model)
        rows = RelationRow(self.model, lambda name: session.labels.get(name), themes, self.list)
        self.list.setItemDelegate(rows)
        self.list.connect_selection()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(10, 8, 10, 8)
        head.setSpacing(6)
        head.addWidget(self.kind)
        head.addWidget(self.label)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.setMinimumWidth(160)
        session.article_opened.connect(self._on_article_opened)
        session.labels_changed.connect(self._on_contents_changed)
        session.changed.connect(self._on_changed)
        self.kind.currentIndexChanged.connect(self._show_wanted)
        self.label.currentIndexChanged.connect(self._show_wanted)
        self.list.chosen.connect(self._on_chosen)
        self.list.return_pressed.connect(self._on_return)
        self.list.clicked.connect(lambda index: self._on_clicked(index.row()))
        self.list.delete_pressed.connect(self._on_delete_pressed)

    # -- what is shown -------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Work out what was not while nobody saw it."""
        super().showEvent(event)
        if self._is_stale:
            self._rebuild()

    def _on_article_opened(self) -> None:
        self._on_contents_changed()

    def _on_changed(self, changes: Changes) -> None:
        touched = any(step.record.id in self._ends for step in changes.delta.spans)
        if changes.delta.links or touched or changes.reloads:
            self._on_contents_changed()

    def _on_contents_changed(self) -> None:
        if self.isVisible():
            self._rebuild()
        else:
            self._is_stale = True

    def _rebuild(self) -> None:
        self._is_stale = False
        chosen = {
            self.model.relation(row).link.id for rows in self.list.selected_rows for row in rows
        }
        with self.list.following():
            self.model.rebuild()
            links = [one.link for one in self.model.everything]
            self._ends = {end for link in links for end in (link.source, link.target)}
            self._show_kinds()
            self.model.show(self._wanted())
        self._select(chosen)
        self._show_hint()

    def _show_kinds(self) -> None:
        """Offer the types of links, with how many there are, and those that need a look."""
        everything = self.model.everything
        of_type = Counter(one.link.type for one in everything)
        standing = Counter(one.standing for one in everything)
        links = (one.link for one in everything)
        offered = [(self.tr("All links"), "", len(everything))]
        types = types_of(self._session.labels.values(), links)
        offered += ((one_line(one, 40), f"type {one}", of_type[one]) for one in types)
        offered.append((self.tr("To other articles"), "away", standing[Standing.AWAY]))
        offered.append((self.tr("Broken"), "broken", standing[Standing.BROKEN]))
        before = self.kind.currentData() or ""
        self.kind.blockSignals(True)
        self.kind.clear()
        for name, data, count in offered:
            self.kind.addItem(f"{name}  ·  {whole(count)}", data)
        self.kind.setCurrentIndex(max(0, self.kind.findData(before)))
        self.kind.blockSignals(False)

    def _wanted(self) -> Wanted:
        kind, label = self.kind.currentData() or "", self.label.currentData() or ""
        if kind in (Standing.AWAY.value, Standing.BROKEN.value):
            return Wanted("", label, Standing(kind))
        return Wanted(kind.removeprefix("type "), label)

    def _show_wanted(self) -> None:
        with self.list.following():
            self.model.show(self._wanted())
        self._show_hint()

    def _show_hint(self) -> None:
        if self.model.rowCount():
            hint = ""
        elif self._session.opened is None:
            hint = self.tr("No article is open.")
        elif self.model.everything:
            hint = self.tr("No link is like this.")
        else:
            hint = self.tr("No links yet. They begin at a span: P links a quote to its speaker.")
        self.list.set_hint(hint)

    def _select(self, links: set[str]) -> None:
        rows = self.model.rows_of(links) if links else []
        if not rows:
            return
        selection = QItemSelection()
        for row in rows:
            selection.select(self.model.index(row), self.model.index(row))
        with self.list.following():
            selected = self.list.selectionModel()
            selected.setCurrentIndex(self.model.index(rows[0]), _Flag.NoUpdate)
            selected.select(selection, _Flag.ClearAndSelect)

    # -- keys and mouse ------------------------------------------------------------------------

    def _on_chosen(self, row: int) -> None:
        """Begin with the source at another link."""
        if self.model.relation(row).link.id != self._at_source[0]:
            self._at_source = ("", False)

    def _on_clicked(self, row: int) -> None:
        if self.list.selected_count == 1:
            self._go(row)

    def _on_return(self) -> None:
        row = self.list.selected_row
        if row is not None:
            self._go(row)

    def _go(self, row: int) -> None:
        """Go to the link's source, and again to its target."""
        one: Relation = self.model.relation(row)
        source = self._at_source != (one.link.id, True)
        end = one.end(source=source)
        if end is None:
            self._session.told.emit(self.tr("This end of the link cannot be read."))
        self._at_source = (one.link.id, source)
        if end is not None:
            self._session.follow(end.article, end.id)

    def _on_delete_pressed(self) -> None:
        """Remove the selected links as one step, and go on to the one that takes their place."""
        rows = [row for some in self.list.selected_rows for row in some]
        if not rows:
            return
        links = tuple(self.model.relation(row).link.id for row in rows)
        if self._session.apply(RemoveLinks(links=links), follow=False) is None:
            return
        self._session.told.emit(
            self.tr("1 link removed.")
            if len(links) == 1
            else self.tr("{0} links removed.").format(whole(len(links)))
        )
        left = self.model.rowCount()
        if left:
            self.list.select_row(min(rows[0], left - 1))


class _List(ManyRowList):
    """The rows.

    Signals:
        return_pressed: Return or Enter was pressed.
    """

    return_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Follow with Return, or move and choose."""
        if event.key() in _RETURN and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.return_pressed.emit()
        else:
            super().keyPressEvent(event)
