"""A small list over the page from which one key chooses what a link goes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.places import digit
from annotator.desktop.toolkit.theme import Theme, on_screen
from annotator.desktop.toolkit.widgets.marks import one_line, selected_fill

LIMIT = 9
"""How many are offered: one digit each."""

_PAD = 8


class Offer(NamedTuple):
    """One row: what it is, and where."""

    text: str
    place: str


class TargetList(QWidget):
    """Keys 1 to 9, the arrows and Return, or a click choose; Escape closes.

    Signals:
        chosen: the number of a row, from 0.
        looked_at: the number of the row that Return would choose.
        turned: Tab asks for the next type of link.
        closed: the list is gone; ``chosen`` may follow.
    """

    chosen = Signal(int)
    looked_at = Signal(int)
    turned = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self.setObjectName("link_targets")
        self.setAccessibleName(self.tr("What to link to"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.offers: Sequence[Offer] = ()
        self._title = self._hint = ""
        self._row = 0
        self.hide()

    def open_at(
        self,
        title: str,
        hint: str,
        offers: Sequence[Offer],
        keep_free: Sequence[QRect],
    ) -> None:
        """Show offers; the first of ``keep_free``, and as many others as can be, stay visible."""
        self.offers, self._title, self._hint = offers, title, hint
        self._row = 0
        self.setFont(self.window().font())
        self.setAccessibleName(title)
        self.resize(self.sizeHint())
        self.move(self._place(keep_free))
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self._look_at(0)

    def _look_at(self, row: int) -> None:
        self._row = row
        offer = self.offers[row]
        self.setAccessibleDescription(f"{row + 1}: {offer.text}, {offer.place}")
        self.looked_at.emit(row)
        self.update()

    def close_list(self) -> None:
        """Give the keyboard back to the page and hide; tells ``closed`` once."""
        if self.hasFocus():
            self._page.setFocus(Qt.FocusReason.OtherFocusReason)  # which closes the list
        if self.isVisible():
            self.hide()
            self.closed.emit()

    # -- place ---------------------------------------------------------------------------------

    @property
    def _pitch(self) -> int:
        return self.fontMetrics().height() + 8

    def sizeHint(self) -> QSize:
        """Return the size of all rows."""
        metrics = self.fontMetrics()
        widths = [
            min(metrics.horizontalAdvance(offer.text), 260)
            + metrics.horizontalAdvance(offer.place)
            + 5 * _PAD
            + 18
            for offer in self.offers
        ]
        head = metrics.horizontalAdvance(f"{self._title}   {self._hint}") + 2 * _PAD
        return QSize(max([*widths, head, 200]), self._pitch * (len(self.offers) + 1) + 6)

    def _place(self, keep_free: Sequence[QRect]) -> QPoint:
        """Return where the list covers the least of what should stay visible."""
        page = self._page.rect().adjusted(6, 6, -16, -6)
        size = self.size()
        right, bottom = page.right() - size.width(), page.bottom() - size.height()
        own = keep_free[0] if keep_free else QRect(page.topLeft(), QSize(1, 1))
        x = max(page.left(), min(own.left(), right))
        places = [
            QPoint(x, own.bottom() + 4),
            QPoint(x, own.top() - size.height() - 4),
            *(QPoint(x, one.bottom() + 4) for one in keep_free[1:]),
            QPoint(right, max(page.top(), min(own.top(), bottom))),
            QPoint(right, page.top()),
            QPoint(right, bottom),
            QPoint(page.left(), bottom),
        ]
        inside = [at for at in places if page.top() <= at.y() <= bottom]

        def covered(at: QPoint) -> int:
            area = QRect(at, size)
            return sum(
                (100 if number == 0 else 1)
                for number, one in enumerate(keep_free)
                if area.intersects(one)
            )

        return min(inside, key=covered) if inside else QPoint(x, max(page.top(), bottom))

    # -- keys and mouse ------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep every plain key, and Tab, from the window while the list is open."""
        if isinstance(event, QKeyEvent):
            held = event.modifiers() & ~(
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
            )
            if event.type() == QEvent.Type.ShortcutOverride and not held:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
                self.turned.emit()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, move, or close."""
        key, number = event.key(), digit(event)
        if key == Qt.Key.Key_Escape:
            self.close_list()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._row)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._look_at(min(max(self._row + step, 0), len(self.offers) - 1))
        elif number and 1 <= int(number) <= len(self.offers):
            self._choose(int(number) - 1)

    def _choose(self, row: int) -> None:
        self.close_list()
        self.chosen.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Look at the row under the mouse."""
        row = self._row_at(event.position().toPoint())
        if row is not None and row != self._row:
            self._look_at(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the mouse."""
        row = self._row_at(event.position().toPoint())
        if row is not None:
            self._choose(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave the page as it is."""
        event.accept()

    def _row_at(self, point: QPoint) -> int | None:
        row = (point.y() - 3) // self._pitch - 1
        return row if 0 <= row < len(self.offers) else None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when something else is used."""
        super().focusOutEvent(event)
        self.close_list()

    # -- drawing -------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows."""
        theme = on_screen()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour.mix(theme.text, theme.paper, 0.35))
        painter.setBrush(theme.paper)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        left, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        head = QRect(_PAD, 3, self.width() - 2 * _PAD, self._pitch)
        painter.setPen(theme.text)
        bold = self.font()
        bold.setBold(True)
        painter.setFont(bold)
        painter.drawText(head, left, self._title)
        painter.setFont(self.font())
        painter.setPen(theme.faint)
        painter.drawText(head, left | right, self._hint)
        for number, offer in enumerate(self.offers):
            row = QRect(3, 3 + self._pitch * (number + 1), self.width() - 6, self._pitch)
            if number == self._row:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(selected_fill(theme, focused=True))
                painter.drawRoundedRect(row, 4, 4)
            self._paint_row(painter, theme, row, number, offer)

    def _paint_row(
        self, painter: QPainter, theme: Theme, row: QRect, number: int, offer: Offer
    ) -> None:
        metrics = self.fontMetrics()
        side = min(18, row.height() - 4)
        badge = QRectF(row.left() + 5, row.center().y() - side / 2 + 0.5, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent)
        painter.drawRoundedRect(badge, 4, 4)
        painter.setPen(colour.on(theme.accent))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(number + 1))
        inner = row.adjusted(5 + side + _PAD, 0, -_PAD, 0)
        painter.setPen(theme.faint)
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, offer.place
        )
        inner.setRight(inner.right() - metrics.horizontalAdvance(offer.place) - _PAD)
        painter.setPen(theme.text)
        text = metrics.elidedText(one_line(offer.text), Qt.TextElideMode.ElideMiddle, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, text)
