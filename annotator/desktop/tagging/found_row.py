"""How what was found is drawn: a title, and the text around it with the hits in bold."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.desktop.toolkit.rows.row_view import Index
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import paint_row
from annotator.project import Piece

_LEFT = 12
_ABOVE = 8
_LINES = 2
_MORE = " …"


class FoundRow(QStyledItemDelegate):
    """Draws a title and two lines of text, with the hits in bold."""

    _indent = 0
    """Room left of them, in device-independent pixels."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return room for the title and two lines."""
        return QSize(120, 3 * QFontMetrics(option.font).lineSpacing() + 2 * _ABOVE + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        article = index.data(Qt.ItemDataRole.UserRole)
        if article is None:
            return
        theme, rect = self._themes.theme, QRect(option.rect)
        painter.save()
        paint_row(painter, option, theme)
        painter.setClipRect(rect)
        width = rect.width() - 2 * _LEFT - self._indent
        pitch = QFontMetrics(option.font).lineSpacing()
        place = QPointF(rect.left() + _LEFT + self._indent, rect.top() + _ABOVE)
        painter.setPen(theme.text)
        _draw(painter, place, _cut(article.title, 200), option.font, width, 1)
        selected = option.state & QStyle.StateFlag.State_Selected
        painter.setPen(theme.text if selected else theme.faint)
        _draw(painter, place + QPointF(0, pitch + 2), article.snippet, option.font, width, _LINES)
        painter.restore()


def _cut(pieces: Sequence[Piece], limit: int) -> list[Piece]:
    """Return the first pieces, no longer than can be measured quickly."""
    found = []
    for piece in pieces:
        if limit <= 0:
            break
        found.append(Piece(piece.text[:limit], piece.is_hit))
        limit -= len(piece.text)
    return found


def _draw(
    painter: QPainter, at: QPointF, pieces: Sequence[Piece], font: QFont, width: int, lines: int
) -> None:
    """Draw pieces of plain text on a number of lines, the hits in bold; a rest is elided."""
    layout = QTextLayout("".join(piece.text for piece in pieces), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    bold.setForeground(painter.pen().color())
    formats, start = [], 0
    for piece in pieces:
        length = len(piece.text.encode("utf-16-le", "surrogatepass")) // 2
        if piece.is_hit:
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = start, length, bold
            formats.append(one)
        start += length
    layout.setFormats(formats)
    layout.beginLayout()
    top = 0.0
    elided, dots = False, QFontMetrics(font).horizontalAdvance(_MORE)
    leftward = _is_leftward(layout.text())
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        if number == lines - 1 and line.textStart() + line.textLength() < start:
            elided = True
            line.setLineWidth(width - dots)
        line.setPosition(QPointF(dots if elided and leftward else 0, top))
        top += line.height()
    layout.endLayout()
    for number in range(layout.lineCount()):
        layout.lineAt(number).draw(painter, at)
    if elided:
        last = layout.lineAt(layout.lineCount() - 1)
        painter.setFont(font)
        taken = last.naturalTextRect()
        left = taken.left() - dots if leftward else taken.right()
        painter.drawText(at + QPointF(left, last.y() + last.ascent()), _MORE)


def _is_leftward(text: str) -> bool:
    """Return whether a line reads from right to left, which its first letter decides."""
    strong = (bidirectional(letter) for letter in text)
    return next((one for one in strong if one in ("L", "R", "AL")), "L") != "L"
