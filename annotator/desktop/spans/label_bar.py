"""The labels above the article: what each is called, its key, and how often it is used here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from annotator.annotation.changes import Changes
from annotator.annotation.records import Label
from annotator.desktop.page.painting.span_painter import draw_line
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.numbers import decimal, whole
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.flow import FlowLayout
from annotator.desktop.toolkit.widgets.marks import CHIP, explain, one_line, paint_chip

_NAME_LIMIT = 150
_PAD = 8
_GAP = 7


def short_count(count: int) -> str:
    """Return a count in at most four characters."""
    if count < 1000:
        return str(count)
    if count < 9950:
        return f"{decimal(count / 1000, 1)}k"
    return f"{min(round(count / 1000), 999)}k"


class LabelButton(QAbstractButton):
    """One label: chip, name over its line, key cap, count. Its width does not depend on counts.

    Signals:
        pointed_at: the id of the label, when the mouse has come; "" when it has left.
        menu_wanted: the id of the label, and where on the screen its menu is wanted.
    """

    pointed_at = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, label: Label, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.label = label
        self.count = 0
        self.is_hidden = False
        self.setObjectName(f"label_{label.id}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        explain(
            self,
            label.name,
            label.description,
            self.tr("Key {0}; with Shift always a new span").format(label.key) if label.key else "",
        )
        self.setAccessibleDescription(one_line(label.description) or one_line(label.name))
        self._name = self.fontMetrics().elidedText(
            one_line(label.name), Qt.TextElideMode.ElideRight, _NAME_LIMIT
        )
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many spans of the article have this label."""
        self.count = count
        name = [one_line(self.label.name)]
        if self.label.key:
            name.append(self.tr("key {0}").format(self.label.key))
        name.append(self.tr("1 span") if count == 1 else self.tr("{0} spans").format(whole(count)))
        if self.is_hidden:
            name.append(self.tr("hidden on the page"))
        self.setAccessibleName(", ".join(name))
        self.update()

    def show_hidden(self, *, is_hidden: bool) -> None:
        """Strike the name through while the label's spans are hidden."""
        if is_hidden != self.is_hidden:
            self.is_hidden = is_hidden
            self.show_count(self.count)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the label's menu."""
        self.menu_wanted.emit(self.label.id, event.globalPos())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tell that the mouse has come."""
        super().enterEvent(event)
        self.pointed_at.emit(self.label.id)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the mouse has left."""
        super().leaveEvent(event)
        self.pointed_at.emit("")

    def nextCheckState(self) -> None:
        """Leave it to the current span which button is pressed."""

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(9, round(QFontMetrics(font).height() * 0.66)))
        return font

    def _widths(self) -> tuple[int, int, int]:
        small = QFontMetrics(self._small())
        cap = max(small.horizontalAdvance(self.label.key) + 8, 17) if self.label.key else 0
        name = self.fontMetrics().horizontalAdvance(self._name)
        return name, cap, small.horizontalAdvance("0.0k")

    def sizeHint(self) -> QSize:
        """Return the room for everything, with the widest count."""
        name, cap, count = self._widths()
        width = _PAD + CHIP + _GAP + name + (_GAP + cap if cap else 0) + _GAP + count + _PAD
        return QSize(width, max(self.fontMetrics().height() + 12, CHIP + 10))

    def minimumSizeHint(self) -> QSize:
        """Return the same: the flow layout gives every button its size."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button."""
        theme = self._themes.theme
        mark = theme.mark(self.label.colour)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        if self.isChecked():
            painter.setPen(QPen(mark, 1.5))
            painter.setBrush(theme.tint(self.label.colour))
        else:
            pressed, hovered = self.isDown(), self.underMouse() and self.isEnabled()
            share = 0.12 if pressed else 0.06 if hovered else 0.0
            painter.setPen(QPen(theme.line, 1.0))
            painter.setBrush(colour.mix(theme.text, theme.paper, share))
        painter.drawRoundedRect(box, 6, 6)
        if not self.isEnabled():
            painter.setOpacity(0.55)
        name, cap, count = self._widths()
        middle = self.height() / 2
        x = float(_PAD)
        chip = QRectF(x, middle - CHIP / 2, CHIP, CHIP)
        paint_chip(painter, chip, self.label, theme, self.font())
        x += CHIP + _GAP
        painter.setPen(theme.faint if self.is_hidden else theme.text)
        text = QRect(round(x), 0, name + 2, self.height() - 4)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self._name)
        under = middle + self.fontMetrics().height() / 2 + 0.5
        draw_line(painter, self.label.line, mark, 2.0, x, x + name, under)
        if self.is_hidden:
            painter.setPen(QPen(theme.text, 1.5))
            across = middle + 0.5
            painter.drawLine(QPointF(x - CHIP - _GAP - 2, across), QPointF(x + name + 2, across))
        x += name
        painter.setFont(self._small())
        if cap:
            x += _GAP
            self._paint_cap(painter, QRectF(x, middle - 8.5, cap, 17))
            x += cap
        painter.setPen(theme.text if self.count else theme.faint)
        place = QRect(round(x) + _GAP, 0, count, self.height())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(place, align, short_count(self.count))

    def _paint_cap(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._themes.theme
        painter.setPen(QPen(colour.mix(theme.text, theme.paper, 0.35), 1.0))
        painter.setBrush(theme.chrome)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(theme.text)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.label.key)


class LabelBar(QWidget):
    """All labels, in as many lines as they need.

    Signals:
        label_chosen: the id of the label that was clicked.
        new_span_wanted: the id of the label that was clicked with Shift.
        pointed_at: the id of the label under the mouse, "" when it has left.
        menu_wanted: the id of a label, and where on the screen its menu is wanted.
    """

    label_chosen = Signal(str)
    new_span_wanted = Signal(str)
    pointed_at = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("label_bar")
        self.setAccessibleName(self.tr("Labels"))
        self._session = session
        self._themes = themes
        self._buttons: dict[str, LabelButton] = {}
        self._hidden: frozenset[str] = frozenset()
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(12, 8, 12, 8)
        session.labels_changed.connect(self._rebuild)
        session.article_opened.connect(self._show_counts)
        session.changed.connect(self._on_changed)
        session.current_changed.connect(self._show_current)
        themes.changed.connect(self._on_themes_changed)
        self._rebuild()

    def align(self, left: int, _width: int) -> None:
        """Begin where the text column begins."""
        margins = self._flow.contentsMargins()
        self._flow.setContentsMargins(
            max(8, left - 9), margins.top(), margins.right(), margins.bottom()
        )
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many lines as this width needs."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._flow.heightForWidth(self.width()))

    def button(self, label_id: str) -> LabelButton:
        """Return the button of a label."""
        return self._buttons[label_id]

    def _choose(self, label: str) -> None:
        held = QGuiApplication.keyboardModifiers()
        anew = bool(held & Qt.KeyboardModifier.ShiftModifier)
        (self.new_span_wanted if anew else self.label_chosen).emit(label)

    def show_hidden(self, labels: frozenset[str]) -> None:
        """Mark the labels (ids) whose spans are hidden on the page."""
        self._hidden = labels
        for label_id, button in self._buttons.items():
            button.show_hidden(is_hidden=label_id in labels)

    def _rebuild(self) -> None:
        labels = sorted(self._session.labels.values(), key=lambda label: label.position)
        if [button.label for button in self._buttons.values()] == labels:
            return
        while (item := self._flow.takeAt(0)) is not None:
            button = item.widget()
            assert isinstance(button, LabelButton)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for label in labels:
            button = LabelButton(label, self._themes, self)
            button.clicked.connect(lambda _checked=False, one=label.id: self._choose(one))
            button.pointed_at.connect(self.pointed_at)
            button.menu_wanted.connect(self.menu_wanted)
            button.show_hidden(is_hidden=label.id in self._hidden)
            self._buttons[label.id] = button
            self._flow.addWidget(button)
            button.show()
        self._fit()
        self._show_counts()
        self._show_current()

    def _on_changed(self, changes: Changes) -> None:
        if changes.delta.spans:
            self._show_counts()
            self._show_current()

    def _show_counts(self) -> None:
        for label_id, button in self._buttons.items():
            count = self._session.counts[label_id]
            if count != button.count:
                button.show_count(count)
            button.setEnabled(self._session.opened is not None)

    def _show_current(self) -> None:
        span = self._session.current_span
        for label_id, button in self._buttons.items():
            button.setChecked(span is not None and span.label == label_id)

    def _on_themes_changed(self) -> None:
        for button in self._buttons.values():
            button.update()
