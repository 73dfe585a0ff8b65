"""A label's colour: swatches, any other, and how it looks and reads in both themes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QColorDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import Label
from annotator.desktop.labels.label_fields import LineField
from annotator.desktop.labels.label_rules import whole_colour
from annotator.desktop.page.painting.span_painter import draw_line
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.numbers import decimal
from annotator.desktop.toolkit.theme import DARK, LIGHT, Theme, Themes
from annotator.desktop.toolkit.widgets.marks import explain, letter_of, one_line

PALETTE = (
    ("#e69f00", "amber"),
    ("#d55e00", "vermilion"),
    ("#cc6677", "rose"),
    ("#882255", "wine"),
    ("#aa4499", "purple"),
    ("#cc79a7", "pink"),
    ("#332288", "indigo"),
    ("#0072b2", "blue"),
    ("#56b4e9", "sky"),
    ("#88ccee", "ice"),
    ("#44aa99", "teal"),
    ("#009e73", "green"),
    ("#117733", "forest"),
    ("#999933", "olive"),
    ("#f0e442", "yellow"),
    ("#777777", "grey"),
)
"""Okabe and Ito's colours and Paul Tol's muted ones, which the colour-blind can tell apart."""

_COLUMNS = 8
_SIDE = 26


class Reading(NamedTuple):
    """How a colour reads in one theme.

    Attributes:
        text: contrast of the text on its tint.
        mark: contrast of its underline, letter and chip on the paper.
        moved: whether the theme draws the mark darker or lighter than the colour itself.

    """

    text: float
    mark: float
    moved: bool

    @property
    def good(self) -> bool:
        """Whether both are at least what WCAG asks for."""
        return self.text >= colour.TEXT_CONTRAST and self.mark >= colour.MARK_CONTRAST


def read_in(value: str, theme: Theme) -> Reading:
    """Return how a label's colour reads in a theme."""
    mark = theme.mark(value)
    return Reading(
        text=colour.contrast(theme.text, theme.tint(value)),
        mark=colour.contrast(mark, theme.paper),
        moved=mark.name() != QColor(value).name(),
    )


class ColourField(QWidget):
    """Shows a label's colour and lets it be chosen.

    Signals:
        committed: a colour was chosen, or the typed one is finished.
    """

    committed = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._value = "#777777"
        self.line = LineField()
        self.line.setObjectName("label_colour")
        self.line.setAccessibleName(self.tr("Colour"))
        self.line.setFixedWidth(self.fontMetrics().horizontalAdvance("#MMMMMM") + 16)
        self.custom_button = QPushButton(self.tr("Other …"))
        self.custom_button.setObjectName("label_colour_other")
        self.custom_button.setAccessibleName(self.tr("Choose any other colour"))
        self.custom_button.setAutoDefault(False)
        self.swatches = [Swatch(value, name, themes, self) for value, name in PALETTE]
        self.previews = [Preview(LIGHT), Preview(DARK)]
        self._words = [QLabel(), QLabel()]
        self._lay_out()
        self.line.committed.connect(self.committed)
        self.line.textChanged.connect(self._on_typed)
        self.custom_button.clicked.connect(self._on_custom)
        themes.changed.connect(self._on_themes_changed)
        self._on_themes_changed()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(3)
        for number, swatch in enumerate(self.swatches):
            grid.addWidget(swatch, number // _COLUMNS, number % _COLUMNS)
            swatch.clicked.connect(lambda _=False, one=swatch: self._choose(one.value))
            swatch.moved.connect(lambda step, at=number: self._move(at + step))
        other = QVBoxLayout()
        other.setSpacing(4)
        other.addWidget(self.line)
        other.addWidget(self.custom_button)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addLayout(grid)
        top.addLayout(other)
        top.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(8)
        for preview, words, title in zip(
            self.previews, self._words, ("light", "dark"), strict=True
        ):
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
            words.setObjectName(f"label_contrast_{title}")
            words.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
            column = QVBoxLayout()
            column.setSpacing(3)
            column.addWidget(preview)
            column.addWidget(words)
            below.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addLayout(below)

    # -- what is shown -------------------------------------------------------------------------

    @property
    def value(self) -> str:
        """What is chosen or typed as ``#rrggbb``, "" when it is no colour."""
        return whole_colour(self.line.text())

    def show_label(self, label: Label, others: Mapping[str, str], *, force: bool = False) -> None:
        """Show a label's colour; ``others`` are the letters of other labels by their colour."""
        self.line.show_text(label.colour, force=force)
        for preview in self.previews:
            preview.show_label(label)
        for swatch in self.swatches:
            swatch.show_letter(others.get(swatch.value, ""))
        self._on_typed()

    def verdict(self, number: int) -> str:
        """Return what is said under a preview: 0 the light one, 1 the dark one."""
        return self._words[number].text()

    def _on_typed(self) -> None:
        """Show what is typed as soon as it is a colour."""
        value = self.value
        if value:
            self._value = value
        for preview, words in zip(self.previews, self._words, strict=True):
            preview.show_colour(self._value)
            words.setText(self._verdict(self._value, preview.theme))
        values = [swatch.value for swatch in self.swatches]
        stop = values.index(self._value) if self._value in values else 0
        for number, swatch in enumerate(self.swatches):
            swatch.show_chosen(swatch.value == value)
            swatch.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if number == stop else Qt.FocusPolicy.ClickFocus
            )

    def _verdict(self, value: str, theme: Theme) -> str:
        reading = read_in(value, theme)
        words = (
            self.tr("Dark: text {0} : 1, line {1} : 1")
            if theme.dark
            else self.tr("Light: text {0} : 1, line {1} : 1")
        )
        said = words.format(decimal(reading.text, 1), decimal(reading.mark, 1))
        if not reading.good:
            return f"{said}. " + self.tr("Too weak to be read well.")
        if reading.moved:
            drawn = (
                self.tr("drawn lighter to stand out")
                if theme.dark
                else self.tr("drawn darker to stand out")
            )
            return f"{said}; {drawn}."
        return f"{said}. " + self.tr("Reads well.")

    def _on_themes_changed(self) -> None:
        for words in self._words:
            palette = words.palette()
            palette.setColor(palette.ColorRole.WindowText, self._themes.theme.faint)
            words.setPalette(palette)
        for swatch in self.swatches:
            swatch.update()

    # -- choosing ------------------------------------------------------------------------------

    def _choose(self, value: str) -> None:
        self.line.setText(value)
        self.committed.emit()

    def _move(self, number: int) -> None:
        if 0 <= number < len(self.swatches):
            self.swatches[number].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_custom(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._value), self, self.tr("Colour of the label"))
        if chosen.isValid():
            self._choose(chosen.name())


class Swatch(QAbstractButton):
    """One colour; the letter of a label that has it is on it.

    Signals:
        moved: an arrow key asks for the swatch so many places further.
    """

    moved = Signal(int)

    def __init__(self, value: str, name: str, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._name = name
        self._letter = ""
        self._chosen = False
        self.value = value
        self.setObjectName(f"label_swatch_{name}")
        self.setFixedSize(_SIDE, _SIDE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_letter("")

    def show_letter(self, letter: str) -> None:
        """Show whose colour it is already."""
        self._letter = letter
        words = self.tr("{0}, the colour of {1}").format(self._name, letter)
        self.setAccessibleName(words if letter else self._name)
        explain(self, words if letter else self._name)
        self.show_chosen(self._chosen)

    def show_chosen(self, chosen: bool) -> None:
        """Draw a ring round the label's own colour."""
        self._chosen = chosen
        self.setAccessibleDescription(self.tr("chosen") if chosen else self._name)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another swatch with the arrow keys."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -_COLUMNS,
            Qt.Key.Key_Down: _COLUMNS,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the swatch."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._chosen or self.hasFocus():
            ring = theme.accent if self.hasFocus() else theme.text
            painter.setPen(QPen(ring, 1.75))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        fill = QColor(self.value)
        painter.setPen(QPen(colour.mix(theme.text, theme.chrome, 0.3), 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5), 4, 4)
        painter.setPen(colour.on(fill))
        small = QFont(self.font())
        small.setPixelSize(11)
        small.setBold(True)
        painter.setFont(small)
        mark = "✓" if self._chosen else self._letter
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, mark)


class Preview(QWidget):
    """A line of an article with a span on it, as one theme draws it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._label = Label(id="", name="")
        self._colour = "#777777"
        self.setMinimumWidth(150)
        self.setAccessibleName(
            self.tr("Sample on dark paper") if theme.dark else self.tr("Sample on light paper")
        )

    def show_label(self, label: Label) -> None:
        """Draw another label's letter and line."""
        self._label = label
        self.update()

    def show_colour(self, value: str) -> None:
        """Draw in another colour."""
        self._colour = value
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for a line of text and what is over and under it."""
        return QSize(230, round(self.fontMetrics().height() * 2.4) + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw paper, tint, text, letter and line."""
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paper = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colour.mix(theme.text, theme.paper, 0.25), 1))
        painter.setBrush(theme.paper)
        painter.drawRoundedRect(paper, 4, 4)
        painter.setClipRect(paper.adjusted(1, 1, -1, -1))
        metrics = QFontMetricsF(self.font())
        mark = theme.mark(self._colour)
        before, tagged, after = self.tr("The ferry"), self.tr("sailed on time"), self.tr("again.")
        space = metrics.horizontalAdvance(" ")
        start = 10 + metrics.horizontalAdvance(before) + space
        end = start + metrics.horizontalAdvance(tagged)
        base = self.height() / 2 + metrics.ascent() / 2 - 5
        painter.fillRect(
            QRectF(start, base - metrics.ascent(), end - start, metrics.height()),
            theme.tint(self._colour),
        )
        painter.setPen(theme.text)
        for x, text in ((10.0, before), (start, tagged), (end + space, after)):
            painter.drawText(QPointF(x, base), text)
        small = QFont(self.font())
        small.setPixelSize(max(8, round(metrics.height() * 0.55)))
        small.setBold(True)
        painter.setFont(small)
        painter.setPen(mark)
        letter, little = one_line(letter_of(self._label)), QFontMetricsF(small)
        lane = base + metrics.descent() + 6
        painter.drawText(QPointF(start, lane + little.capHeight() / 2), letter)
        begin = min(start + little.horizontalAdvance(letter) + 3, end)
        draw_line(painter, self._label.line, mark, 2.0, begin, end, lane)
