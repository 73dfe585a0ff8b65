"""Small things that several panels draw or say: chips, selected rows, text made safe."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QToolButton, QWidget

from annotator.annotation.records import Label, shorten
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.theme import Theme
from annotator.desktop.toolkit.words import within_quotes

CHIP = 18
"""Side of a label's chip, in device-independent pixels."""

_SHOWN_LENGTH = 400
_QUOTATION_MARKS = frozenset("\"'“”„‟«»‘’‚‹›「」『』")
_CLOSING = _QUOTATION_MARKS | {"…"}  # the end may have been cut off


def one_line(text: str, limit: int = _SHOWN_LENGTH) -> str:
    """Return ``text`` on one line and short enough to be measured quickly."""
    line = shorten(text, limit)
    return line if line.isprintable() else "".join(c if c.isprintable() else " " for c in line)


def in_quotes(text: str) -> str:
    """Return ``text`` in quotation marks, if it does not begin and end with them already."""
    if len(text) > 1 and text[0] in _QUOTATION_MARKS and text[-1] in _CLOSING:
        return text
    return QCoreApplication.translate("Marks", "“{0}”").format(within_quotes(text))


def letter_of(label: Label) -> str:
    """Return the cue that is not colour: the label's letter, else its name's first character."""
    return label.letter or one_line(label.name)[:1] or "?"


def tip(*lines: str) -> str:
    """Return text for a tooltip in which nothing is taken for markup and long lines wrap."""
    shown = [escape(shorten(line, 600)) for line in lines if line]
    return "<p style='white-space: pre-wrap; margin: 0'>" + "\n".join(shown) + "</p>"


def explain(widget: QWidget, *lines: str) -> None:
    """Give a widget a tooltip, and its plain text to screen readers, which would read its markup.

    They read a widget's tooltip where it has no description.
    """
    widget.setToolTip(tip(*lines))
    widget.setAccessibleDescription(". ".join(one_line(line) for line in lines if line))


def explain_button(button: QToolButton, action: QAction) -> None:
    """Let a button's description be its action's text, now and when that changes."""

    def follow() -> None:
        button.setAccessibleDescription(action.text().replace("&&", "&"))

    action.changed.connect(follow)
    follow()


def paint_chip(painter: QPainter, rect: QRectF, label: Label, theme: Theme, font: QFont) -> None:
    """Draw a label's letter on its colour."""
    fill = theme.mark(label.colour)
    letter = letter_of(label)
    small = QFont(font)
    small.setBold(True)
    small.setPixelSize(max(7, round(rect.height() * (0.62 if len(letter) < 2 else 0.5))))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, 4, 4)
    painter.setClipRect(rect)
    painter.setFont(small)
    painter.setPen(colour.on(fill))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


def chip_icon(label: Label, theme: Theme, font: QFont, scale: float) -> QIcon:
    """Return a label's chip for the items of a combo box."""
    pixmap = QPixmap(QSize(CHIP, CHIP) * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_chip(painter, QRectF(1, 1, CHIP - 2, CHIP - 2), label, theme, font)
    painter.end()
    return QIcon(pixmap)


def selected_fill(theme: Theme, *, focused: bool) -> QColor:
    """Return the background of the selected row: calm enough for any text on it."""
    return colour.tint(theme.accent, theme.paper, theme.text, 0.22 if focused else 0.14)


def paint_row(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    """Draw a list row's background: a bar as well as a tint says which one is selected."""
    rect = QRect(option.rect)
    state: QStyle.StateFlag = option.state
    if state & QStyle.StateFlag.State_Selected:
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.fillRect(rect, selected_fill(theme, focused=focused))
        bar = QRect(rect.left(), rect.top(), 3, rect.height())
        painter.fillRect(bar, theme.accent)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, colour.mix(theme.text, theme.paper, 0.045))
    line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
    painter.fillRect(line, colour.mix(theme.line, theme.paper, 0.6))


class Chip(QWidget):
    """A label's chip as a widget of its own."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label: Label | None = None
        self.setFixedSize(CHIP, CHIP)

    def show_label(self, label: Label | None, theme: Theme) -> None:
        """Draw another label, or nothing."""
        self._label, self._theme = label, theme
        self.update()

    def paintEvent(self, _event: object) -> None:
        """Draw the chip."""
        if self._label is not None:
            rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            paint_chip(QPainter(self), rect, self._label, self._theme, self.font())
