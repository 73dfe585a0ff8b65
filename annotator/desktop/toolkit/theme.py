"""The light and the dark theme: palettes on Fusion, and the colours of labels in each.

``QStyleHints.setColorScheme`` has no effect offscreen or on bare X11, so both palettes are our
own; "system" follows what the platform reports.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from annotator.desktop.toolkit import colour
from annotator.resources import resource


class Choice(StrEnum):
    """What the user chose."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Theme:
    """The colours of one theme.

    Attributes:
        paper: behind the article.
        text: of the article.
        chrome: behind panels.
        faint: secondary text, still readable.
        line: hairlines between panels.
        accent: focus and selection.

    """

    def __init__(
        self,
        *,
        dark: bool,
        paper: str,
        text: str,
        chrome: str,
        faint: str,
        line: str,
        accent: str,
        share: float,
    ) -> None:
        self.dark = dark
        self.paper = QColor(paper)
        self.text = QColor(text)
        self.chrome = QColor(chrome)
        self.faint = QColor(faint)
        self.line = QColor(line)
        self.accent = QColor(accent)
        self._share = share
        self.tint = lru_cache(maxsize=256)(self._tint)
        self.strong_tint = lru_cache(maxsize=256)(self._strong_tint)
        self.mark = lru_cache(maxsize=256)(self._mark)
        self.letter = lru_cache(maxsize=256)(self._letter)

    def _tint(self, label_colour: str) -> QColor:
        """Return the background of a span's text."""
        return colour.tint(QColor(label_colour), self.paper, self.text, self._share)

    def _strong_tint(self, label_colour: str) -> QColor:
        """Return the background of the current span's text."""
        return colour.tint(QColor(label_colour), self.paper, self.text, self._share * 1.2)

    def _mark(self, label_colour: str) -> QColor:
        """Return the colour of underlines, letters and swatches."""
        return colour.mark(QColor(label_colour), self.paper, self.text)

    def _letter(self, label_colour: str) -> QColor:
        """Return the colour of a span's letter, which is text."""
        return colour.mark(QColor(label_colour), self.paper, self.text, wanted=colour.TEXT_CONTRAST)

    def palette(self) -> QPalette:
        """Return the palette for widgets."""
        palette = QPalette()
        role = QPalette.ColorRole
        colours = {
            role.Window: self.chrome,
            role.WindowText: self.text,
            role.Base: self.paper,
            role.AlternateBase: self.chrome,
            role.Text: self.text,
            role.Button: self.chrome,
            role.ButtonText: self.text,
            role.BrightText: QColor("#ffffff"),
            role.ToolTipBase: self.paper,
            role.ToolTipText: self.text,
            role.PlaceholderText: self.faint,
            role.Highlight: self.accent,
            role.HighlightedText: colour.on(self.accent),
            role.Link: self.accent,
            role.LinkVisited: self.accent,
            role.Light: colour.mix(self.text, self.chrome, 0.05 if self.dark else 0.0),
            role.Midlight: colour.mix(self.text, self.chrome, 0.04),
            role.Mid: colour.mix(self.text, self.chrome, 0.25),
            role.Dark: colour.mix(self.text, self.chrome, 0.35),
            role.Shadow: colour.mix(self.text, self.chrome, 0.5),
            role.Accent: self.accent,
        }
        for name, value in colours.items():
            palette.setColor(name, value)
        disabled = colour.mix(self.text, self.chrome, 0.45)
        for name in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, name, disabled)
        return palette

    def selection(self) -> QColor:
        """Return the see-through colour of selected text in the article."""
        result = QColor(self.accent)
        result.setAlpha(110 if self.dark else 70)
        return result


LIGHT = Theme(
    dark=False,
    paper="#fffefb",
    text="#1f2328",
    chrome="#f4f3ef",
    faint="#62676e",
    line="#dddad2",
    accent="#2f6fb3",
    share=0.28,
)
DARK = Theme(
    dark=True,
    paper="#1c1e21",
    text="#e3e1dc",
    chrome="#24272b",
    faint="#a0a4aa",
    line="#3a3e44",
    accent="#6ea8e0",
    share=0.36,
)


class Themes(QObject):
    """Which theme is on, and the signal that it has changed."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice = Choice.SYSTEM
        self.theme = LIGHT
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)

    def choose(self, choice: Choice) -> None:
        """Switch the whole application to a theme."""
        self.choice = choice
        self._apply()

    def _on_system_changed(self) -> None:
        if self.choice is Choice.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        if self.choice is Choice.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            dark = self.choice is Choice.DARK
        self.theme = DARK if dark else LIGHT
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        if application.style().objectName() != "fusion":
            application.setStyle(QStyleFactory.create("Fusion"))
        application.setPalette(self.theme.palette())
        application.setStyleSheet(_style_sheet(self.theme))
        self.changed.emit(self.theme)


def _steppers(theme: Theme, edge: str, image: Callable[[str], str]) -> str:
    """Return the look of number and choice boxes; Fusion's edge is lost in a dark window."""
    line, accent, text = theme.line.name(), theme.accent.name(), theme.text
    hovered = colour.mix(text, theme.chrome, 0.08).name()
    pressed = colour.mix(text, theme.chrome, 0.16).name()
    spin = "".join(
        f"""
        QAbstractSpinBox::{way}-button {{ subcontrol-origin: border; width: 17px;
            subcontrol-position: {place} right; border: none; border-left: 1px solid {line};
            margin: {margin}; }}
        QAbstractSpinBox::{way}-button:hover {{ background: {hovered}; }}
        QAbstractSpinBox::{way}-button:pressed {{ background: {pressed}; }}
        QAbstractSpinBox::{way}-arrow {{ width: 8px; height: 8px;
            image: url("{image(f"arrow-{way}")}"); }}
        QAbstractSpinBox::{way}-arrow:disabled, QAbstractSpinBox::{way}-arrow:off {{
            image: url("{image(f"arrow-{way}-off")}"); }}
        """
        for way, place, margin in (("up", "top", "1px 1px 0 0"), ("down", "bottom", "0 1px 1px 0"))
    )
    return f"""
        QAbstractSpinBox, QComboBox {{ border: 1px solid {edge}; border-radius: 3px;
            padding: 2px 2px 2px 5px; background: {theme.paper.name()};
            selection-background-color: {accent}; }}
        QAbstractSpinBox {{ padding: 1px 2px 1px 5px; }}
        QAbstractSpinBox:focus, QComboBox:focus, QComboBox:on {{ border-color: {accent}; }}
        QAbstractSpinBox:disabled, QComboBox:disabled {{
            border-color: {line}; background: {theme.chrome.name()}; }}
        QComboBox:!editable:hover {{ background: {hovered}; }}
        QComboBox::drop-down {{ subcontrol-origin: border; subcontrol-position: center right;
            width: 19px; border: none; margin: 1px; }}
        QComboBox::drop-down:editable {{ border-left: 1px solid {line}; }}
        QComboBox::drop-down:editable:hover {{ background: {hovered}; }}
        QComboBox::down-arrow {{ width: 8px; height: 8px; image: url("{image("arrow-down")}"); }}
        QComboBox::down-arrow:disabled {{ image: url("{image("arrow-down-off")}"); }}
        {spin}
        """


_CHECKS = "QCheckBox::indicator, QAbstractItemView::indicator"


def _states(state: str) -> str:
    """Return the selector of ticked boxes in a state."""
    return ", ".join(f"{one}:{state}" for one in _CHECKS.split(", "))


def on_screen() -> Theme:
    """Return the theme whose palette the application has: what is drawn now looks like it."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Base) == DARK.paper else LIGHT


def _style_sheet(theme: Theme) -> str:
    """Return the little that palettes cannot say."""
    line, chrome, text = theme.line.name(), theme.chrome.name(), theme.text.name()
    edge = colour.mix(theme.text, theme.chrome, 0.5).name()
    handle = colour.mix(theme.text, theme.chrome, 0.25).name()
    chosen = colour.mix(theme.accent, theme.paper, 0.3).name()
    accent, on = theme.accent.name(), colour.on(theme.accent).name()

    def image(name: str) -> str:
        return resource(f"icons/{name}-{'dark' if theme.dark else 'light'}.svg").as_posix()

    return f"""
        QToolTip {{ color: {text}; background: {theme.paper.name()};
                    border: 1px solid {line}; padding: 4px; }}
        QMainWindow::separator {{ background: {line}; width: 1px; height: 1px; }}
        QSplitter::handle {{ background: {line}; }}
        QStatusBar {{ background: {chrome}; border-top: 1px solid {line}; }}
        QStatusBar::item {{ border: none; }}
        {_CHECKS} {{ width: 12px; height: 12px; border-radius: 3px;
            border: 1px solid {edge}; background: {theme.paper.name()}; }}
        {_states("checked")} {{ border-color: {accent}; background: {accent}; }}
        {_states("indeterminate")} {{ border-color: {edge}; background: {edge}; }}
        {_states("checked")} {{ image: url("{image("tick")}"); }}
        {_states("indeterminate")} {{ image: url("{image("dash")}"); }}
        {_states("disabled")} {{ border-color: {line}; background: {chrome}; }}
        {_states("checked:disabled")}, {_states("indeterminate:disabled")} {{
            border-color: {handle}; background: {handle}; }}
        QRadioButton::indicator {{ border-radius: 7px; width: 12px; height: 12px;
            border: 1px solid {edge}; background: {theme.paper.name()}; }}
        QRadioButton::indicator:checked {{ border-color: {accent};
            background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
                stop: 0 {on}, stop: 0.45 {on}, stop: 0.55 {accent}, stop: 1 {accent}); }}
        QRadioButton::indicator:disabled {{ border-color: {line}; }}
        QListWidget, QTableView, QTreeView {{ selection-color: {text};
            selection-background-color: {chosen}; }}
        QListWidget {{ outline: 1px solid {accent}; outline-radius: 3px; }}
        QLineEdit, PlainEditor {{ border: 1px solid {edge}; border-radius: 3px;
            background: {theme.paper.name()}; selection-background-color: {accent}; }}
        QLineEdit {{ padding: 2px 3px; }}
        QLineEdit:focus, PlainEditor:focus {{ border-color: {accent}; }}
        QLineEdit:disabled, QLineEdit:read-only {{ background: {chrome}; }}
        QMessageBox {{ messagebox-warning-icon: url("{image("message-warning")}");
            messagebox-critical-icon: url("{image("message-warning")}");
            messagebox-question-icon: url("{image("message-question")}");
            messagebox-information-icon: url("{image("message-info")}"); }}
        QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
        {_steppers(theme, edge, image)}
        QLineEdit[frame="false"], QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{
            border: none; padding: 0; background: transparent; }}
        QHeaderView {{ background: {chrome}; }}
        QHeaderView::section {{ background: {chrome}; border: none;
            border-bottom: 1px solid {line}; padding: 3px; }}
        QHeaderView::section:vertical {{ border-bottom: none; }}
        QHeaderView::up-arrow, QHeaderView::down-arrow {{ width: 12px; height: 7px;
            subcontrol-origin: padding; subcontrol-position: top center; }}
        QTableCornerButton::section {{ background: {chrome}; border: none;
            border-bottom: 1px solid {line}; }}
        QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; }}
        QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 0; }}
        QScrollBar::handle {{ background: {handle}; border-radius: 3px; margin: 2px; }}
        QScrollBar::handle:hover {{ background: {edge}; }}
        QScrollBar::handle:vertical {{ min-height: 28px; }}
        QScrollBar::handle:horizontal {{ min-width: 28px; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
