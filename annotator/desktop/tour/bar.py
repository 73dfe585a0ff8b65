"""The strip below the page that says the step of the tour; the text above it stays free."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.desktop.toolkit.theme import on_screen

_DOT = 7
_DOT_GAP = 6


class TourBar(QWidget):
    """Shows what to do next, and how far one is.

    Signals:
        go_on_wanted: the first button was pressed: begin, skip the step, or go back.
        show_wanted: the place that the step names is to be shown.
        leave_wanted: the tour is to go.
    """

    go_on_wanted = Signal()
    show_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tour_bar")
        self.setAccessibleName(self.tr("Tour"))
        self.title = _label("tour_title")
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.words = _label("tour_words")
        self.words.setWordWrap(True)
        self.dots = _Dots(self)
        self.show_button = _button(self.tr("Show the place"), "tour_show")
        self.go_on_button = _button(self.tr("Go on"), "tour_go_on")
        self.leave_button = _button(self.tr("Leave"), "tour_leave")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title, 1)
        head.addWidget(self.dots)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        for button in (self.show_button, self.go_on_button, self.leave_button):
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 24, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addLayout(foot)
        self.show_button.clicked.connect(self.show_wanted)
        self.go_on_button.clicked.connect(self.go_on_wanted)
        self.leave_button.clicked.connect(self.leave_wanted)

    def say(
        self,
        title: str,
        words: str,
        *,
        go_on: str,
        leave: str,
        step: tuple[int, int] | None = None,
        has_place: bool = False,
    ) -> None:
        """Say something.

        Args:
            title: what it is about.
            words: what to do.
            go_on: what the first button says, "" for none.
            leave: what the last one says.
            step: which step it is, from 0, and how many there are; None outside of them.
            has_place: whether there is a place to show.

        """
        self.title.setText(title)
        self.words.setText(words)
        self.setAccessibleDescription(f"{title}. {words}")
        self.go_on_button.setText(go_on or self.tr("Go on"))
        self.go_on_button.setVisible(bool(go_on))
        self.leave_button.setText(leave)
        self.show_button.setVisible(has_place)
        self.dots.show_step(step)

    def align(self, left: int, _width: int) -> None:
        """Begin where the text column begins."""
        layout = self.layout()
        assert layout is not None
        margins = layout.contentsMargins()
        layout.setContentsMargins(left, margins.top(), left, margins.bottom())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the background and the hairline to the page."""
        theme = on_screen()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.chrome)
        painter.fillRect(0, 0, self.width(), 1, theme.line)


class _Dots(QWidget):
    """A dot for each step: those that are done, the one that is now, those that come."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._now, self._count = 0, 0

    def show_step(self, step: tuple[int, int] | None) -> None:
        self._now, self._count = step if step is not None else (0, 0)
        self.setVisible(step is not None)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._count * (_DOT + _DOT_GAP) + 2, _DOT + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = on_screen()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - _DOT) // 2
        for number in range(self._count):
            painter.setPen(theme.accent if number <= self._now else theme.faint)
            filled = theme.accent if number < self._now else Qt.BrushStyle.NoBrush
            painter.setBrush(filled)
            painter.drawEllipse(1 + number * (_DOT + _DOT_GAP), top, _DOT, _DOT)


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _button(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
