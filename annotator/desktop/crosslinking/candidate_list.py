"""The list of what a span may be linked to in other articles: its rows and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.annotation.records import Link
from annotator.desktop.page.painting.span_painter import paint_away
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.rows.row_view import NO_INDEX, Index
from annotator.desktop.toolkit.theme import Theme, Themes
from annotator.desktop.toolkit.widgets.broken_lines import break_lines
from annotator.desktop.toolkit.widgets.marks import one_line, paint_row, tip
from annotator.workbench.similar_spans import Counterpart

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The row's ``Counterpart``."""

LINKED_ROLE = ROW_ROLE + 1
"""How the row is linked already, in words; "" when it is not."""

_LEFT, _RIGHT, _ABOVE = 12, 10, 7
_LINES = 2


class CounterpartModel(QAbstractListModel):
    """Counterparts in the order in which they are offered.

    Args:
        links_to: returns the links between the span that is compared and another one (id).
        outgoing: tells whether a link begins at the span that is compared.

    """

    def __init__(
        self,
        links_to: Callable[[str], Sequence[Link]],
        outgoing: Callable[[Link], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._links_to = links_to
        self._outgoing = outgoing
        self.rows: Sequence[Counterpart] = ()

    def show_rows(self, rows: Sequence[Counterpart]) -> None:
        """Offer these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def refresh(self) -> None:
        """Links have changed."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many are offered."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a row's text, tooltip, spoken text, links or record."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == LINKED_ROLE:
            return self._linked(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(row.text)
        about = [row.title or row.article, self.tr("{0} % similar").format(round(row.score))]
        if not row.span:
            about.append(self.tr("no span yet"))
        if linked := self._linked(row):
            about.append(self.tr("linked: {0}").format(linked))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(row.text, "", " · ".join(about))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join([one_line(row.text), *map(one_line, about)])
        return None

    def _linked(self, row: Counterpart) -> str:
        words = []
        for link in self._links_to(row.span) if row.span else ():
            name = one_line(link.type, 20)
            words.append(name if self._outgoing(link) else self.tr("{0} from there").format(name))
        return ", ".join(words)


class CounterpartRow(QStyledItemDelegate):
    """Draws a counterpart: two lines of its text, then article, similarity and link."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return room for three lines."""
        text, about = _fonts(option.font)
        height = _LINES * QFontMetrics(text).lineSpacing() + QFontMetrics(about).lineSpacing()
        return QSize(120, height + 2 * _ABOVE + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, Counterpart):
            return
        theme, rect = self._themes.theme, option.rect
        painter.save()
        paint_row(painter, option, theme)
        self._paint(painter, rect, option.font, theme, row, str(index.data(LINKED_ROLE)))
        painter.restore()

    def _paint(
        self,
        painter: QPainter,
        rect: QRect,
        font: QFont,
        theme: Theme,
        row: Counterpart,
        linked: str,
    ) -> None:
        text_font, about_font = _fonts(font)
        metrics, about_metrics = QFontMetrics(text_font), QFontMetrics(about_font)
        left, width = rect.left() + _LEFT, rect.width() - _LEFT - _RIGHT
        painter.setFont(text_font)
        painter.setPen(theme.text)
        lines = break_lines(one_line(row.text), text_font, width)
        used = len(lines) * metrics.lineSpacing() + 2 + about_metrics.lineSpacing()
        top = rect.top() + (rect.height() - used) // 2
        for number, line in enumerate(lines):
            baseline = top + number * metrics.lineSpacing() + metrics.ascent()
            painter.drawText(QPointF(left, baseline), line)
        painter.setFont(about_font)
        baseline = top + len(lines) * metrics.lineSpacing() + 2 + about_metrics.ascent()
        room = width
        if linked:
            room -= self._paint_linked(painter, rect, about_metrics, theme, baseline, linked)
        painter.setPen(theme.faint)
        facts = [self.tr("{0} %").format(round(row.score))]
        if not row.span:
            facts.append(self.tr("no span yet"))
        facts.append(one_line(row.title or row.article))
        about = " · ".join(facts)
        shown = about_metrics.elidedText(about, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, baseline), shown)

    @staticmethod
    def _paint_linked(
        painter: QPainter,
        rect: QRect,
        metrics: QFontMetrics,
        theme: Theme,
        baseline: float,
        linked: str,
    ) -> int:
        """Draw at the right how the row is linked; return how much room it takes."""
        words = metrics.elidedText(linked, Qt.TextElideMode.ElideRight, rect.width() // 2)
        mark = metrics.ascent()
        width = metrics.horizontalAdvance(words) + mark + 16
        pill = QRectF(
            rect.right() - _RIGHT - width, baseline - metrics.ascent(), width, metrics.height()
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour.mix(theme.text, theme.paper, 0.09))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        side = metrics.capHeight()
        middle = pill.center().y()
        paint_away(
            painter, QRectF(pill.left() + 7, middle - side / 2, side * 1.2, side), theme.text
        )
        painter.setPen(theme.text)
        painter.drawText(QPointF(pill.left() + 11 + side * 1.2, baseline), words)
        return round(width) + 8


def _fonts(font: QFont) -> tuple[QFont, QFont]:
    text, about = QFont(font), QFont(font)
    if font.pointSizeF() > 0:
        about.setPointSizeF(max(7.0, font.pointSizeF() * 0.88))
    return text, about
