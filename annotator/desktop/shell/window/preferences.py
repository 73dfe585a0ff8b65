"""What the annotator chooses once and finds again: text size, theme, how selections come out."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.reading import Reading
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.theme import Choice, Themes
from annotator.workbench.tagging.boilerplate import Look
from annotator.workbench.text_units import Snap

_USUAL_SIZE = 13
_SIZES = 8, 40
"""Points of the smallest and the largest text."""


class Preferences(QObject):
    """Applies choices to the pages and remembers them.

    Args:
        article: the page that selections are made on.
        settings: where choices are remembered.
        themes: what shows the chosen one.
        session: whose annotator reads.
        actions: commands by name; they show which choices are on.
        parent: owns it.

    Signals:
        snap_chosen: what selections snap to from now on (``Snap``).
        trim_chosen: whether spaces at the ends are left out was chosen.
        any_span_chosen: whether a sentence in which but words and names are tagged has a span.
        guess_chosen: whether what a label's key would take is outlined from now on.
    """

    snap_chosen = Signal(object)
    trim_chosen = Signal()
    any_span_chosen = Signal(bool)
    guess_chosen = Signal(bool)

    def __init__(
        self,
        article: ArticleView,
        settings: Settings,
        themes: Themes,
        session: Session,
        actions: Mapping[str, QAction],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._article = article
        self._settings = settings
        self._themes = themes
        self._session = session
        self._actions = actions
        self._pages: tuple[ArticleView, ...] = (article,)
        session.annotator_changed.connect(self._read_as)

    def take(self, page: ArticleView) -> None:
        """Give another page the same size of text, from now on."""
        self._pages = (*self._pages, page)
        reading = self.reading
        page.set_reading(reading.family, reading.size, reading.line_height)

    def restore(self) -> None:
        """Make the choices of last time."""
        self._actions[self._themes.choice.value].setChecked(True)
        self._actions[f"language_{self._settings.language.value}"].setChecked(True)
        self._article.trim_spaces = self._settings.trim_spaces
        self._actions["trim"].setChecked(self._settings.trim_spaces)
        self._actions["any_span"].setChecked(self._settings.any_span_counts)
        self.any_span_chosen.emit(self._settings.any_span_counts)
        self._actions["key_preview"].setChecked(self._settings.shows_guess)
        self.guess_chosen.emit(self._settings.shows_guess)
        self._actions["suggest"].setChecked(self._settings.suggests)
        self.choose_boilerplate(self._settings.boilerplate)
        self._article.leaves_out_boilerplate = self._settings.leaves_out_boilerplate
        self._actions["leave_out_boilerplate"].setChecked(self._settings.leaves_out_boilerplate)
        self._read_as()
        self.choose_snap(self._settings.snap)

    def toggle_trim(self) -> None:
        """Do with spaces at the ends of selections as the command is checked."""
        on = self._actions["trim"].isChecked()
        self._article.trim_spaces = on
        self._settings.trim_spaces = on
        self.trim_chosen.emit()

    def toggle_any_span(self) -> None:
        """Let any span count for the next sentence without one, as the command is checked."""
        on = self._actions["any_span"].isChecked()
        self._settings.any_span_counts = on
        self.any_span_chosen.emit(on)

    def toggle_boilerplate(self) -> None:
        """Do with boilerplate inside new spans as the command is checked."""
        on = self._actions["leave_out_boilerplate"].isChecked()
        self._article.leaves_out_boilerplate = on
        self._settings.leaves_out_boilerplate = on

    def toggle_guess(self) -> None:
        """Outline what a label's key would take as the command is checked."""
        on = self._actions["key_preview"].isChecked()
        self._settings.shows_guess = on
        self.guess_chosen.emit(on)

    def choose_boilerplate(self, look: Look) -> None:
        """Show boilerplate as it is, dimmed or folded."""
        self._article.set_boilerplate(look)
        self._settings.boilerplate = look
        self._actions[f"boilerplate_{look.value}"].setChecked(True)

    def choose_snap(self, unit: Snap) -> None:
        """Let what is selected with the mouse grow to whole units."""
        self._article.snap = unit
        self._settings.snap = unit
        self._actions[f"snap_{unit.value}"].setChecked(True)
        self.snap_chosen.emit(unit)

    def cycle_snap(self) -> None:
        """Snap to the next unit."""
        units = list(Snap)
        self.choose_snap(units[(units.index(self._article.snap) + 1) % len(units)])

    def change_size(self, step: int) -> None:
        """Make the text of all pages larger or smaller, in points."""
        self.set_text_size(self._settings.text_size + step)

    def usual_size(self) -> None:
        """Give the text its usual size."""
        self.set_text_size(_USUAL_SIZE)

    def set_text_size(self, points: int) -> None:
        """Give the text of all pages a size."""
        smallest, largest = _SIZES
        size = max(smallest, min(largest, points))
        self.read_so(self.reading._replace(size=size))

    # -- reading -------------------------------------------------------------------------------

    @property
    def reading(self) -> Reading:
        """How the annotator wants to read."""
        kept = self._settings.reading(self._session.annotator)
        return kept if kept.size else kept._replace(size=self._settings.text_size)

    def read_so(self, reading: Reading) -> None:
        """Show all pages as the annotator wants to read them, from now on."""
        self._settings.text_size = reading.size
        self._settings.remember_reading(self._session.annotator, reading)
        self._show_reading(reading)

    def toggle_focus(self) -> None:
        """Dim all but the current paragraph as the command is checked."""
        on = self._actions["focus_paragraph"].isChecked()
        self.read_so(self.reading._replace(focus=on))

    def toggle_guide(self) -> None:
        """Mark the line that is read as the command is checked."""
        on = self._actions["line_guide"].isChecked()
        self.read_so(self.reading._replace(guide=on))

    def open_reading(self) -> None:
        """Let fonts and line height be chosen, with the page beside it."""
        from annotator.desktop.reading_aids.reading_dialog import ReadingDialog

        dialog = ReadingDialog(self.reading, self._article.window())
        dialog.changed.connect(self.read_so)
        dialog.exec()
        dialog.deleteLater()

    def _read_as(self) -> None:
        """Show the pages as whoever annotates now wants to read."""
        self._settings.text_size = self.reading.size
        self._show_reading(self.reading)

    def _show_reading(self, reading: Reading) -> None:
        for page in self._pages:
            page.set_reading(reading.family, reading.size, reading.line_height)
        self._article.aids.choose(focus=reading.focus, guide=reading.guide)
        self._actions["focus_paragraph"].setChecked(reading.focus)
        self._actions["line_guide"].setChecked(reading.guide)

    def choose_theme(self, choice: Choice) -> None:
        """Show another theme."""
        self._settings.theme = choice
        self._themes.choose(choice)
