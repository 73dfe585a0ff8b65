"""Commands as rows: what each is called, where it is found, and its keys as caps at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QAction,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QIcon,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.annotation.records import Label
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.pressed import native
from annotator.desktop.toolkit.rows.row_list import RowList
from annotator.desktop.toolkit.theme import Theme, Themes
from annotator.desktop.toolkit.widgets.line_buttons import make_clearable
from annotator.desktop.toolkit.widgets.marks import CHIP, one_line, paint_chip, selected_fill, tip

Index = QModelIndex | QPersistentModelIndex

ENTRY_ROLE = Qt.ItemDataRole.UserRole

_LEFT = 12
_GAP = 8
_MENU_WIDTH = 74
_CAP_PAD = 6
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Entry(NamedTuple):
    """One command, or one label to tag as, ready to be shown.

    Attributes:
        name: what the program calls it.
        menu: where it is found.
        text: what people read, of any length.
        action: what runs it.
        label: its chip is drawn in place of an icon.
        changed: whether it has other keys than it came with.

    """

    name: str
    menu: str
    text: str
    action: QAction
    label: Label | None = None
    changed: bool = False

    @property
    def keys(self) -> list[str]:
        """The keys as people read them, the one to show first at the front."""
        return [native(key) for key in self.action.shortcuts()]


class EntryModel(QAbstractListModel):
    """A list of entries."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: Sequence[Entry] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    @property
    def entries(self) -> Sequence[Entry]:
        """What is shown, from top to bottom."""
        return self._entries

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many entries there are."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an entry, its text, or what a screen reader says."""
        if not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(entry.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(entry.text)
        return None

    def spoken(self, entry: Entry) -> str:
        """Return an entry in words."""
        words = [one_line(entry.text), entry.menu, *entry.keys]
        if entry.action.isChecked():
            words.append(self.tr("on"))
        if not entry.action.isEnabled():
            words.append(self.tr("not possible now"))
        if entry.changed:
            words.append(self.tr("changed"))
        return ", ".join(words)


class EntryRow(QStyledItemDelegate):
    """Draws entries.

    Args:
        themes: whose colours are used.
        grouped: the menu stands at the left, once for its commands; else behind the text.

    """

    def __init__(self, themes: Themes, parent: QWidget, *, grouped: bool) -> None:
        super().__init__(parent)
        self._themes = themes
        self._grouped = grouped

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return room for one line."""
        return QSize(100, max(QFontMetrics(option.font).height() + 13, CHIP + 11))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        theme, rect = self._themes.theme, QRect(option.rect)
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        enabled = self._grouped or entry.action.isEnabled()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            _paint_ground(painter, rect, theme, selected=selected)
        faint = theme.text if selected else theme.faint
        painter.setFont(option.font)
        metrics = QFontMetrics(option.font)
        left = rect.left() + _LEFT
        if self._grouped:
            if self._leads(index, rect):
                painter.setPen(theme.faint)
                painter.drawText(QPointF(left, _baseline(rect, metrics)), entry.menu)
            left += self._menu_width(index, metrics)
        else:
            if not enabled:
                painter.setOpacity(0.5)
            self._paint_mark(painter, rect, left, entry, option.font)
            left += CHIP + _GAP + 2
        right = paint_caps(painter, rect, entry.keys, option.font, theme)
        remark = self._remark(entry)
        if remark:
            right -= metrics.horizontalAdvance(remark) + _GAP
            painter.setPen(faint)
            painter.drawText(QPointF(right, _baseline(rect, metrics)), remark)
        right -= _GAP
        menu = 0 if self._grouped else metrics.horizontalAdvance(entry.menu) + _GAP + 4
        room = max(0, right - left - menu)
        text = metrics.elidedText(one_line(entry.text), Qt.TextElideMode.ElideRight, room)
        painter.setPen(theme.text)
        painter.drawText(QPointF(left, _baseline(rect, metrics)), text)
        if menu:
            left += metrics.horizontalAdvance(text) + _GAP + 4
            painter.setPen(faint)
            painter.drawText(QPointF(left, _baseline(rect, metrics)), entry.menu)
        painter.restore()

    @staticmethod
    def _menu_width(index: Index, metrics: QFontMetrics) -> int:
        """Return the room for the widest menu at the left."""
        model = index.model()
        menus = {entry.menu for entry in model.entries} if isinstance(model, EntryModel) else ()
        widest = max((metrics.horizontalAdvance(menu) for menu in menus), default=0)
        return max(_MENU_WIDTH, widest + 2 * _GAP)

    def _remark(self, entry: Entry) -> str:
        if self._grouped:
            return self.tr("changed") if entry.changed else ""
        return self.tr("on") if entry.action.isChecked() else ""

    def _leads(self, index: Index, rect: QRect) -> bool:
        """Tell whether a row is its menu's first one, or the first one that is mostly in sight."""
        third = rect.height() // 3
        before = index.sibling(index.row() - 1, 0).data(ENTRY_ROLE)
        entry = index.data(ENTRY_ROLE)
        first = not isinstance(before, Entry) or before.menu != entry.menu
        return first or -third < rect.top() <= rect.height() - third

    def _paint_mark(
        self, painter: QPainter, rect: QRect, left: int, entry: Entry, font: QFont
    ) -> None:
        place = QRect(left, rect.center().y() - CHIP // 2 + 1, CHIP, CHIP)
        if entry.label is not None:
            paint_chip(painter, QRectF(place), entry.label, self._themes.theme, font)
        elif not entry.action.icon().isNull():
            entry.action.icon().paint(painter, place.adjusted(0, 0, -1, -1), mode=QIcon.Mode.Normal)


def paint_caps(
    painter: QPainter, rect: QRect, keys: Sequence[str], font: QFont, theme: Theme
) -> int:
    """Draw keys as caps at the right of a row, as many as fit in half of it.

    Returns:
        where the caps begin.

    """
    small = QFont(font)
    if font.pointSizeF() > 0:
        small.setPointSizeF(max(7.0, font.pointSizeF() * 0.88))
    metrics = QFontMetricsF(small)
    height = round(metrics.height()) + 4
    right = rect.right() - _LEFT
    widths = [max(height, metrics.horizontalAdvance(key) + 2 * _CAP_PAD) for key in keys]
    while len(widths) > 1 and sum(widths) + 4 * len(widths) > rect.width() / 2:
        widths.pop()
    painter.save()
    painter.setFont(small)
    left = right - round(sum(widths) + 4 * max(0, len(widths) - 1))
    begin = left
    for key, width in zip(keys, widths, strict=False):
        cap = QRectF(left + 0.5, rect.center().y() - height / 2 + 0.5, width - 1, height)
        painter.setPen(QPen(colour.mix(theme.text, theme.paper, 0.3), 1.0))
        painter.setBrush(theme.chrome)
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(theme.text)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
        left += round(width) + 4
    painter.restore()
    return begin


def _paint_ground(painter: QPainter, rect: QRect, theme: Theme, *, selected: bool) -> None:
    fill = (
        selected_fill(theme, focused=True)
        if selected
        else colour.mix(theme.text, theme.paper, 0.045)
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(rect).adjusted(4, 0.5, -4, -0.5), 5, 5)
    if selected:  # the cue that is not colour
        painter.setBrush(theme.accent)
        bar = QRectF(rect.left() + 4, rect.top() + 5, 3, rect.height() - 10)
        painter.drawRoundedRect(bar, 1, 1)


def _baseline(rect: QRect, metrics: QFontMetrics) -> float:
    return rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) / 2


class EntryList(RowList):
    """The list of entries; it follows the line in which one types and never takes its focus."""

    def __init__(self, themes: Themes, parent: QWidget, *, grouped: bool) -> None:
        super().__init__(themes, parent)
        self.entries = EntryModel(self)
        self.setItemDelegate(EntryRow(themes, self, grouped=grouped))
        self.setModel(self.entries)
        self.connect_selection()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def selected(self) -> Entry | None:
        """The selected entry."""
        row = self.selected_row
        return None if row is None else self.entries.entries[row]

    def show_entries(self, entries: Sequence[Entry], row: int = 0) -> None:
        """Show other entries and select one of them."""
        with self.following():
            self.entries.show_entries(entries)
        self.select_row(min(row, len(entries) - 1) if entries else None)


class SearchLine(QLineEdit):
    """A line in which one types while the arrow keys move through a list."""

    def __init__(self, rows: EntryList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        make_clearable(self)
        rows.selectionModel().currentChanged.connect(self._describe)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, or type."""
        if event.key() in _STEPS:
            self._rows.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _describe(self) -> None:
        """Let a screen reader say which row the keys are on; the focus stays here."""
        entry = self._rows.selected
        self.setAccessibleDescription("" if entry is None else self._rows.entries.spoken(entry))
