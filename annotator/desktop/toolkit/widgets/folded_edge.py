"""What is left of a panel that is folded away: a narrow edge that brings it back."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.desktop.toolkit import colour, icons
from annotator.desktop.toolkit.theme import on_screen
from annotator.desktop.toolkit.widgets.marks import explain

_ICON = 16
_ABOVE = 10
_GAP = 8


class FoldedEdge(QAbstractButton):
    """As high as the panel, with its icon and its name upright; a click triggers its action.

    Args:
        icon: name of the panel's icon.
        at_left: whether it stands at the left of the window.
        parent: holds it.

    """

    def __init__(self, icon: str, *, at_left: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icons.live_icon(icon)
        self._at_left = at_left
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def follow(self, action: QAction) -> None:
        """Be named as an action, with the key that it has now, and trigger it."""

        def renew() -> None:
            name = action.text().replace("&", "")
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            self.setText(name)
            self.setAccessibleName(name)
            shows = self.tr("Show “{0}”").format(name)
            explain(self, f"{shows} ({key})" if key else shows)
            self.setEnabled(action.isEnabled())
            self.update()

        action.changed.connect(renew)
        self.clicked.connect(action.trigger)
        renew()

    def sizeHint(self) -> QSize:
        """Return room for a line of text that stands upright."""
        return QSize(self.fontMetrics().height() + 10, 120)

    def minimumSizeHint(self) -> QSize:
        """Return the same width; the name is elided where the window is low."""
        return QSize(self.sizeHint().width(), _ABOVE + _ICON)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon, the name along the edge, and the hairline to the page."""
        theme = on_screen()
        painter = QPainter(self)
        share = 0.14 if self.isDown() else 0.07 if self.underMouse() and self.isEnabled() else 0.0
        painter.fillRect(self.rect(), colour.mix(theme.text, theme.chrome, share))
        side = self.width() - 1 if self._at_left else 0
        painter.fillRect(QRect(side, 0, 1, self.height()), theme.line)
        if self.hasFocus():
            painter.setPen(theme.accent)
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        middle = self.width() // 2
        self._icon.paint(painter, QRect(middle - _ICON // 2, _ABOVE, _ICON, _ICON))
        painter.setPen(theme.text if self.isEnabled() else theme.faint)
        metrics = self.fontMetrics()
        top = _ABOVE + _ICON + _GAP
        name = metrics.elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.height() - top - _GAP
        )
        shift = (metrics.ascent() - metrics.descent()) / 2
        if self._at_left:  # read from below, towards the page
            painter.translate(middle + shift, top + metrics.horizontalAdvance(name))
            painter.rotate(-90)
        else:
            painter.translate(middle - shift, top)
            painter.rotate(90)
        painter.drawText(QPointF(0, 0), name)
