"""The fields in which the attributes of a span are edited, one kind of field for each kind."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QSizePolicy, QWidget

from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.overrides import is_deletion, is_escape, keep_key
from annotator.desktop.toolkit.places import digit, meant
from annotator.desktop.toolkit.theme import Theme
from annotator.desktop.toolkit.widgets.marks import one_line, tip

Value = str | bool | None

_PAD, _GAP, _HIGH = 8, 3, 5


class Form(QWidget):
    """The rows of one kind of span.

    Attributes:
        grid: names and fields.
        fields: what can be edited, by the attribute's name.

    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.fields: dict[str, ChoiceField | YesNoField | TextField] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(5)
        self.grid.setColumnStretch(1, 1)


class ChoiceField(QWidget):
    """A few values side by side, one or none chosen: by click, arrow, digit or first letter.

    Signals:
        chosen: the value that was chosen, None for none.
    """

    chosen = Signal(object)

    def __init__(
        self, values: tuple[str, ...], theme: Callable[[], Theme], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.values = values
        self.value: str | None = None
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)
        self._choices = ", ".join(f"{n} {one}" for n, one in enumerate(values[:9], 1))
        self.setToolTip(tip(self._choices))
        self.setAccessibleDescription(self._choices)

    def show_value(self, value: Value) -> None:
        """Show which value is chosen; tells nobody."""
        self.value = value if isinstance(value, str) else None
        words = (self.value, self._choices)
        self.setAccessibleDescription(". ".join(word for word in words if word))
        self.update()

    def holds(self, value: str) -> bool:
        """Tell whether a value is chosen."""
        return value == self.value

    def choose(self, value: str | None) -> None:
        """Choose a value as a person does."""
        if value != self.value:
            self.show_value(value)
            self.chosen.emit(value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as all lines are at this width."""
        super().resizeEvent(event)
        boxes = self._arrange(self.width())
        self.setFixedHeight(round(boxes[-1].bottom()) + 1 if boxes else 0)

    def _arrange(self, width: int) -> list[QRectF]:
        metrics = self.fontMetrics()
        high = metrics.height() + _HIGH
        boxes, x, y = [], 0.0, 0.0
        for value in self.values:
            wide = min(metrics.horizontalAdvance(one_line(value, 40)) + 2.0 * _PAD, width - 1.0)
            if x and x + wide > width - 1:
                x, y = 0.0, y + high + _GAP
            boxes.append(QRectF(x + 0.5, y + 0.5, wide, high - 1.0))
            x += wide + _GAP
        return boxes

    def event(self, event: QEvent) -> bool:
        """Keep digits, letters of values and Delete, whatever shortcuts the window has."""
        return keep_key(event, self._is_kept) or super().event(event)

    def _is_kept(self, event: QKeyEvent) -> bool:
        return self._meant(event) is not None or is_deletion(event)

    def _meant(self, event: QKeyEvent) -> str | None:
        """Return the value that a digit or letter means, None when the key means none."""
        text = event.text().casefold()
        if not text or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        same = [value for value in self.values if value.casefold().startswith(text)]
        number = digit(event)
        if number and (number == text or not same) and 1 <= int(number) <= len(self.values):
            return self.values[int(number) - 1]
        if not same:
            return None
        at = same.index(self.value) + 1 if self.value in same else 0
        return same[at % len(same)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, clear, or go on to another row."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.values:
            step = 1 if key == Qt.Key.Key_Right else -1
            at = self.values.index(self.value) + step if self.value in self.values else 0
            self.choose(self.values[min(max(at, 0), len(self.values) - 1)])
        elif is_deletion(event):
            self.choose(None)
        elif (meant := self._meant(event)) is not None:
            self.choose(meant)
        elif not _moves_on(self, event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the value under the mouse; the chosen one again chooses none."""
        for box, value in zip(self._arrange(self.width()), self.values, strict=True):
            if box.contains(event.position()):
                self.choose(None if value == self.value else value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the focus has gone."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the values; the chosen one is filled and has a stronger edge."""
        theme = self._theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.accent if self.hasFocus() else colour.mix(theme.text, theme.chrome, 0.22)
        for box, value in zip(self._arrange(self.width()), self.values, strict=True):
            chosen = self.holds(value)
            if chosen:
                painter.setBrush(colour.tint(theme.accent, theme.paper, theme.text, 0.3))
                painter.setPen(QPen(theme.accent, 1.4))
            else:
                painter.setBrush(theme.paper)
                painter.setPen(QPen(edge, 1.0))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(theme.text if chosen else theme.faint)
            shown = self.fontMetrics().elidedText(
                one_line(value, 40), Qt.TextElideMode.ElideRight, round(box.width() - _PAD)
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


class YesNoField(QCheckBox):
    """Yes, no, or not said.

    Signals:
        chosen: True, False, or None for not said.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTristate(True)
        self.show_value(None)

    def show_value(self, value: Value) -> None:
        """Show a value; tells nobody."""
        state = Qt.CheckState.PartiallyChecked
        if isinstance(value, bool):
            state = Qt.CheckState.Checked if value else Qt.CheckState.Unchecked
        self.setCheckState(state)
        words = {True: self.tr("yes"), False: self.tr("no")}
        self.setText(words[value] if isinstance(value, bool) else self.tr("not said"))

    def nextCheckState(self) -> None:
        """Go from not said to yes, and then between yes and no."""
        self._choose(self.checkState() is not Qt.CheckState.Checked)

    def _choose(self, value: bool | None) -> None:
        self.show_value(value)
        self.chosen.emit(value)

    def event(self, event: QEvent) -> bool:
        """Keep Y, N and Delete, whatever shortcuts the window has."""
        return keep_key(event, self._is_kept) or super().event(event)

    @staticmethod
    def _is_kept(event: QKeyEvent) -> bool:
        answers = meant(event) in (Qt.Key.Key_Y, Qt.Key.Key_N)
        return not event.modifiers() and (answers or is_deletion(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say yes or no, clear, or go on to another row."""
        if is_deletion(event):
            self._choose(None)
        elif meant(event) in (Qt.Key.Key_Y, Qt.Key.Key_N):
            self._choose(meant(event) == Qt.Key.Key_Y)
        elif not _moves_on(self, event):
            super().keyPressEvent(event)


class TextField(QLineEdit):
    """A line of free text.

    Signals:
        left: Return was pressed, or the focus went elsewhere.
        given_up: Escape was pressed after typing.
    """

    left = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(80)
        self.returnPressed.connect(self.left)

    def show_value(self, value: Value) -> None:
        """Show a value; tells nobody."""
        text = value if isinstance(value, str) else ""
        if text != self.text():
            self.setText(text)
        self.setModified(False)

    def event(self, event: QEvent) -> bool:
        """Keep Escape while there is something to give up."""
        return keep_key(event, self._is_kept) or super().event(event)

    def _is_kept(self, event: QKeyEvent) -> bool:
        return is_escape(event) and self.isModified()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up with Escape, go on with the arrows, or type."""
        if self._is_kept(event):
            self.given_up.emit()
        elif not _moves_on(self, event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus left, except for the field's own menu."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


def _moves_on(field: QWidget, event: QKeyEvent) -> bool:
    """Go to the row below or above with Down and Up; tell whether the key was one of these."""
    if event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        return False
    owner = field.parentWidget()
    fields = list(owner.fields.values()) if isinstance(owner, Form) else []
    if field in fields:
        at = fields.index(field) + (1 if event.key() == Qt.Key.Key_Down else -1)
        if 0 <= at < len(fields):
            fields[at].setFocus(Qt.FocusReason.TabFocusReason)
    return True
