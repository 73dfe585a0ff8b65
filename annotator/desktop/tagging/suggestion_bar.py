"""A small bar over the page: what is suggested, how sure the program is, and what to answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from annotator.annotation.records import Label, Suggestion
from annotator.desktop.tagging.offers.part_row import PartRow
from annotator.desktop.tagging.offers.wording import about, parts_in_words, score
from annotator.desktop.toolkit import colour, icons
from annotator.desktop.toolkit.theme import Theme
from annotator.desktop.toolkit.widgets.marks import Chip, explain, one_line
from annotator.workbench.tagging.draft import Part

_MARGINS = 40
"""What is left free beside the bar, with the overview and the scroll bar."""


class SuggestionBar(QWidget):
    """Stays beside the suggestion that it is about; the keyboard stays on the page.

    Signals:
        accepted: the suggestion shall become a span.
        rejected: it shall be put away.
    """

    accepted = Signal()
    rejected = Signal()

    def __init__(self, page: QWidget, theme: Theme) -> None:
        super().__init__(page)
        self.setObjectName("suggestion_bar")
        self.setAccessibleName(self.tr("Suggestion"))
        self._page = page
        self._theme = theme
        self._told: tuple[str, ...] = ()
        self._place = ""
        self._chip = Chip(theme)
        self._name = QLabel()
        self._name.setObjectName("suggestion_label")
        self._about = QLabel()
        self._about.setObjectName("suggestion_about")
        for label in (self._name, self._about):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.accept = self._button("accept", self.tr("Accept"))
        self.accept.clicked.connect(self.accepted)
        self.reject = self._button("reject", self.tr("Reject"))
        self.reject.clicked.connect(self.rejected)
        self.parts = PartRow()
        self.parts.hide()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(10, 5, 6, 5)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(7)
        for widget in (self._chip, self._name, self._about, self.accept, self.reject):
            row.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.parts)
        self.hide()

    def _button(self, name: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"suggestion_{name}")
        button.setText(text)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(16, 16))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button

    def set_keys(self, accept: str, reject: str) -> None:
        """Name the keys that do what the buttons do."""
        for button, text, key in (
            (self.accept, self.tr("Accept"), accept),
            (self.reject, self.tr("Reject"), reject),
        ):
            button.setText(f"{text}  {key}" if key else text)
            button.setAccessibleName(text)
            explain(button, text, self.tr("Key {0}").format(key) if key else "")

    def show_suggestion(
        self,
        suggestion: Suggestion,
        label: Label,
        number: int,
        count: int,
        theme: Theme,
        parts: Sequence[Part] = (),
        meant: int = -1,
        text: str = "",
    ) -> None:
        """Say what one is.

        Args:
            suggestion: which one.
            label: its label.
            number: from 1, of those of the article.
            count: how many these are.
            theme: the colours.
            parts: what can be left out of it.
            meant: number of the part that keys are about, from 0; -1: all of it.
            text: of the article.

        """
        self._theme = theme
        self.setFont(self.window().font())
        bold = QFont(self.font())
        bold.setBold(True)
        self._name.setFont(bold)
        self._chip.show_label(label, theme)
        self._name.setText(one_line(label.name, 40))
        self._place = f"{number}/{count}"
        self._told = (
            f"{about(suggestion)}  ·  {self._place}",
            f"{score(suggestion)}  ·  {self._place}",
        )
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.faint)
        self._about.setPalette(palette)
        self.parts.show_parts(parts, meant, text)
        self.accept.setIcon(icons.icon("done", theme))
        self.reject.setIcon(icons.icon("close", theme))
        self.setAccessibleDescription(
            self.tr("{0}, {1}, {2} of {3}").format(
                one_line(label.name, 40),
                ", ".join(filter(None, (about(suggestion), parts_in_words(parts, text)))),
                number,
                count,
            )
        )
        self._fit()

    def _fit(self) -> None:
        """Leave out what a narrow page has no room for; the description tells all of it."""
        self.parts.fit(self._page.width() - _MARGINS - 16)
        for told, style in (
            *((words, Qt.ToolButtonStyle.ToolButtonTextBesideIcon) for words in self._told),
            (self._place, Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
            (self._place, Qt.ToolButtonStyle.ToolButtonIconOnly),
        ):
            self._about.setText(told)
            self.accept.setToolButtonStyle(style)
            self.reject.setToolButtonStyle(style)
            self._column.activate()
            self.adjustSize()
            if self.width() <= self._page.width() - _MARGINS:
                return

    def stand_by(self, area: QRect) -> None:
        """Show below an area of the page, else above it, else in a corner; hide without one."""
        if area.isEmpty():
            self.hide()
            return
        self._fit()
        page = self._page.rect().adjusted(6, 6, 6 - _MARGINS, -6)
        right, bottom = page.right() - self.width(), page.bottom() - self.height()
        x = max(page.left(), min(area.left(), right))
        for at in (QPoint(x, area.bottom() + 4), QPoint(x, area.top() - self.height() - 6)):
            if page.top() <= at.y() <= bottom:
                self.move(at)
                break
        else:
            self.move(max(page.left(), right), max(page.top(), bottom))
        self.show()
        self.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave the page as it is."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour.mix(theme.text, theme.paper, 0.35))
        painter.setBrush(theme.paper)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
