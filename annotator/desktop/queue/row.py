"""How a row of the queue is drawn: status, title on two lines, source and date, spans."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.annotation.records import Status
from annotator.desktop.queue.model import MINE_ROLE, ROW_ROLE, TOLD_ROLE, title_of
from annotator.desktop.toolkit import colour, icons
from annotator.desktop.toolkit.rows.row_view import Index
from annotator.desktop.toolkit.theme import Theme, Themes
from annotator.desktop.toolkit.widgets.broken_lines import LINES, break_lines
from annotator.desktop.toolkit.widgets.marks import one_line, paint_row
from annotator.project import ArticleRow

_ICONS = {
    Status.NEW: "circle",
    Status.IN_PROGRESS: "half-circle",
    Status.DONE: "check-circle",
    Status.SKIPPED: "skip-circle",
}
_ICON = 16
_FLAG = 13
_LEFT = 12
_GAP = 9
_RIGHT = 10
_ABOVE = 9
_DONE_COLOUR = "#2f8f5b"


class QueueRow(QStyledItemDelegate):
    """Draws ``ArticleRow`` records. All rows have the same height."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._pixmaps: dict[tuple[Status, float], QPixmap] = {}
        themes.changed.connect(self._pixmaps.clear)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return room for two lines of title and one of source and date."""
        title, about = _fonts(option.font)
        height = LINES * QFontMetrics(title).lineSpacing() + QFontMetrics(about).lineSpacing()
        return QSize(120, height + 2 * _ABOVE + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        theme = self._themes.theme
        rect: QRect = option.rect
        painter.save()
        paint_row(painter, option, theme)
        record = index.data(ROW_ROLE)
        if isinstance(record, ArticleRow):
            told, mine = int(index.data(TOLD_ROLE)), bool(index.data(MINE_ROLE))
            self._paint_record(painter, rect, option.font, theme, record, told, mine=mine)
        else:
            painter.setPen(theme.faint)
            text = str(index.data(Qt.ItemDataRole.DisplayRole))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _paint_record(
        self,
        painter: QPainter,
        rect: QRect,
        font: QFont,
        theme: Theme,
        record: ArticleRow,
        told: int,
        *,
        mine: bool,
    ) -> None:
        title_font, about_font = _fonts(font)
        title_metrics, about_metrics = QFontMetrics(title_font), QFontMetrics(about_font)
        left = rect.left() + _LEFT + _ICON + _GAP
        count = str(record.spans) if record.spans else ""
        pill = max(about_metrics.horizontalAdvance(count) + 10, 18) if count else 0
        count_width = pill + (_GAP if count else 0)
        width = rect.right() - _RIGHT - left
        lines = break_lines(title_of(record), title_font, width)
        pitch = title_metrics.lineSpacing()
        used = len(lines) * pitch + 2 + about_metrics.lineSpacing()
        top = rect.top() + (rect.height() - used) // 2
        painter.drawPixmap(
            rect.left() + _LEFT,
            top + (pitch - _ICON) // 2,
            self._pixmap(record.status, theme, painter.device().devicePixelRatioF()),
        )
        muted = record.status in (Status.DONE, Status.SKIPPED)
        painter.setPen(theme.faint if muted else theme.text)
        painter.setFont(title_font)
        for number, line in enumerate(lines):
            baseline = top + number * pitch + title_metrics.ascent()
            painter.drawText(QPointF(left, baseline), line)
        painter.setFont(about_font)
        painter.setPen(theme.faint)
        baseline = top + len(lines) * pitch + 2 + about_metrics.ascent()
        about = " · ".join(one_line(part) for part in (record.source, record.date) if part)
        right = rect.right() - _RIGHT - count_width
        middle = baseline - about_metrics.ascent() + about_metrics.height() / 2
        for name in [*(["flag"] if record.flagged else []), *(["user"] if mine else [])]:
            scale = painter.device().devicePixelRatioF()
            sign = icons.pixmap(name, theme.text.name(), _FLAG, scale)
            painter.drawPixmap(QPointF(right - _FLAG, middle - _FLAG / 2), sign)
            right -= _FLAG + 5
        if told > 1:
            right -= _paint_told(painter, right, middle, told, theme, about_metrics) + 5
        room = right - left
        about = about_metrics.elidedText(about, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QPointF(left, baseline), about)
        if count:
            place = QRectF(rect.right() - _RIGHT - pill, baseline - about_metrics.ascent(), pill, 0)
            place.setHeight(about_metrics.height())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour.mix(theme.text, theme.paper, 0.09))
            painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
            painter.setPen(theme.text)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, count)

    def _pixmap(self, status: Status, theme: Theme, scale: float) -> QPixmap:
        found = self._pixmaps.get((status, scale))
        if found is None:
            colours: dict[Status, QColor] = {
                Status.IN_PROGRESS: theme.accent,
                Status.DONE: theme.mark(_DONE_COLOUR),
            }
            name = colours.get(status, theme.faint).name()
            found = icons.pixmap(_ICONS[status], name, _ICON, scale)
            self._pixmaps[status, scale] = found
        return found


def _paint_told(
    painter: QPainter, right: int, middle: float, told: int, theme: Theme, metrics: QFontMetrics
) -> int:
    """Draw two sheets, one behind the other, and how many tell the story; return the width."""
    text = str(told)
    wide, high = 8.0, 10.0
    width = round(wide + 4 + 3 + metrics.horizontalAdvance(text))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.faint)
    painter.setBrush(theme.paper)
    for shift in (3.0, 0.0):
        sheet = QRectF(right - width + shift, middle - high / 2 - shift + 1.5, wide, high - 1)
        painter.drawRoundedRect(sheet, 1.5, 1.5)
    painter.restore()
    baseline = middle - metrics.height() / 2 + metrics.ascent()
    painter.drawText(QPointF(right - metrics.horizontalAdvance(text), baseline), text)
    return width


def status_icon_name(status: Status) -> str:
    """Return the name of a status's icon."""
    return _ICONS[status]


def _fonts(font: QFont) -> tuple[QFont, QFont]:
    title, about = QFont(font), QFont(font)
    if font.pointSizeF() > 0:
        about.setPointSizeF(max(7.0, font.pointSizeF() * 0.88))
    return title, about
