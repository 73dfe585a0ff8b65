"""The bar above the page in which one types what to find in the article."""

from __future__ import annotations

import regex
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from annotator.desktop.page.view import ArticleView
from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.overrides import is_escape, keep_key
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.theme import LIGHT, Theme
from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.words import in_words, within_quotes
from annotator.progress import Cancelled, Progress
from annotator.words import Message
from annotator.workbench.find import Found, PatternError, Wanted, compiled, find

AT_ONCE_S = 0.05
"""A search that takes longer goes on in the background."""

IN_ALL_S = 2.0
"""A search that takes even longer is given up."""

_NARROW = 400
_BOX_WIDTH = 280
_PREFILL_LIMIT = 200


class FindBar(QWidget):
    """Finds as one types, and goes from hit to hit.

    A hit that one has gone to (Return, F3) is selected when the bar closes. One that was only typed
    at is where the caret is then, with nothing selected: some letters are no span.

    While it is hidden no hits are shown, but ``step`` still goes to the next place of what was
    looked for last.

    Signals:
        hits_changed: the ranges that are shown now.
        told: one plain sentence for the status bar.
        counted: how many hits there are, in the words of the bar.
        missed: there was no hit to go to.
    """

    hits_changed = Signal(object)
    told = Signal(str)
    counted = Signal(str)
    missed = Signal()

    def __init__(self, view: ArticleView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self.setAccessibleName(self.tr("Find in the article"))
        self._view = view
        self._text = ""
        self._theme = LIGHT
        self._found = Found([])
        self._current = -1
        self._is_chosen = False
        self._left_at = -1
        self._origin = 0
        self._is_searched = False
        self._task: Task | None = None
        self._is_awaited = False
        self._again: bool | None = None
        self._build()
        self.hide()

    def _build(self) -> None:
        self.box = QLineEdit()
        self.box.setObjectName("find_box")
        self.box.setAccessibleName(self.tr("Text to find"))
        self.box.setPlaceholderText(self.tr("Find in the article"))
        self.box.setMaximumWidth(_BOX_WIDTH)
        self.box.setMinimumWidth(70)
        self.case = self._toggle("find_case", "Aa", self.tr("Capital and small letters differ"))
        self.whole = self._toggle("find_whole", "W", self.tr("Whole words only"))
        self.pattern = self._toggle("find_pattern", ".*", self.tr("Regular expression"))
        self.count = ElidedLabel()
        self.count.setObjectName("find_count")
        self.back = self._button("find_previous", self.tr("Previous"), "Shift+F3")
        self.forth = self._button("find_next", self.tr("Next"), "F3")
        self.shut = self._button("find_close", self.tr("Close"), self.tr("Escape"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 24, 8)
        self._row.setSpacing(2)
        self._row.addWidget(self.box, 3)
        self._row.addSpacing(4)
        for button in (self.case, self.whole, self.pattern):
            self._row.addWidget(button)
        self._row.addSpacing(8)
        self._row.addWidget(self.count, 2)
        for button in (self.back, self.forth, self.shut):
            self._row.addWidget(button)
        self.box.textChanged.connect(lambda _: self._search(go=True))
        for button in (self.case, self.whole, self.pattern):
            button.toggled.connect(lambda _: self._search(go=True))
        self.back.clicked.connect(lambda: self.step(forward=False))
        self.forth.clicked.connect(lambda: self.step(forward=True))
        self.shut.clicked.connect(self.close_bar)

    def _toggle(self, name: str, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setText(text)
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setFixedSize(30, 26)
        return button

    def _button(self, name: str, text: str, key: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(f"{text} ({key})")
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setIconSize(QSize(16, 16))
        button.setFixedSize(26, 26)
        return button

    # -- what is shown -------------------------------------------------------------------------

    @property
    def hits(self) -> list[tuple[int, int]]:
        """What was found in the open article, in code points; at most ``find.LIMIT`` ranges."""
        return list(self._found.hits)

    @property
    def current_hit(self) -> tuple[int, int] | None:
        """The hit that is looked at."""
        return self._found.hits[self._current] if self._current >= 0 else None

    def set_text(self, text: str) -> None:
        """Take on the text of another article; what is looked for stays."""
        self._text = text
        self._origin = self._view.caret()
        self._forget()
        if not self.isHidden():
            self._search(go=False)

    def open_bar(self) -> None:
        """Show the bar and let the user type; what is selected in the text is what to find."""
        selected = self._view.selection()
        self._origin = selected[0] if selected is not None else self._view.caret()
        piece = self._piece(selected)
        was_hidden = self.isHidden()
        self.show()
        if piece and piece != self.box.text():
            self.box.setText(piece)
        elif was_hidden:
            self._search(go=True)
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def _piece(self, selected: tuple[int, int] | None) -> str:
        """Return what is selected in the text if one may want to find just that, else ""."""
        if selected is None or not self._view.hasFocus() or self.pattern.isChecked():
            return ""
        piece = self._text[slice(*selected)]
        return piece if "\n" not in piece and len(piece) <= _PREFILL_LIMIT else ""

    def close_bar(self) -> None:
        """Hide the bar and go back to the text: to the hit, which is selected if it was gone to.

        So it stays if it was selected before the bar was opened.
        """
        hit = self.current_hit
        self.hide()
        if hit is not None and (self._is_chosen or self._view.selection() == hit):
            self._select(hit)
        elif hit is not None:
            self._view.place_caret(hit[0])
            self._left_at = hit[0]
            self._reveal(hit)
        self._view.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Show no hits any more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._view.set_hits((), -1)
            self.hits_changed.emit([])

    # -- going from hit to hit -----------------------------------------------------------------

    def step(self, *, forward: bool) -> None:
        """Go to the next or the previous hit; with the focus in the text, select it there."""
        if not self.box.text():
            self.open_bar()
            return
        self._search_if_stale()
        if not self._found.hits:
            self.told.emit(self.count.text)
            self.missed.emit()
            return
        in_text = self.isHidden() or self._view.hasFocus()
        self._current = self._from_caret(forward) if in_text else self._beside(forward)
        hit = self._found.hits[self._current]
        self._is_chosen, self._left_at = True, -1
        self._show()
        if in_text:
            self._select(hit)
        else:
            self._reveal(hit)
        self._origin = hit[0]
        if self.isHidden():
            self.told.emit(
                self.tr("“{0}”: {1}").format(within_quotes(self.box.text()), self.count.text)
            )

    def _beside(self, forward: bool) -> int:
        return (self._current + (1 if forward else -1)) % len(self._found.hits)

    def _from_caret(self, forward: bool) -> int:
        """Return the number of the hit next to the caret, the current one left out."""
        low, high = sorted(self._view.raw_selection())
        hit = self.current_hit
        is_in_front = hit is not None and low == high == hit[0] != self._left_at
        if hit is not None and not is_in_front and hit[0] <= low and high <= hit[1]:
            return self._beside(forward)
        hits = self._found.hits
        if forward:
            return next((n for n, one in enumerate(hits) if one[0] >= high), 0)
        return next((n for n in range(len(hits) - 1, -1, -1) if hits[n][1] <= low), len(hits) - 1)

    def _select(self, hit: tuple[int, int]) -> None:
        self._view.select(*hit)
        self._reveal(hit)

    def _reveal(self, hit: tuple[int, int]) -> None:
        if not self._view.in_sight(hit[0]):
            self._view.scroll_to(hit[0])

    # -- searching -----------------------------------------------------------------------------

    def _wanted(self) -> Wanted:
        return Wanted(
            self.box.text(),
            case=self.case.isChecked(),
            whole=self.whole.isChecked(),
            pattern=self.pattern.isChecked(),
        )

    def _forget(self) -> None:
        self._found = Found([])
        self._current = -1
        self._is_chosen = False
        self._left_at = -1
        self._is_searched = False
        self._is_awaited = False
        self._again = None

    def _search_if_stale(self) -> None:
        if not self._is_searched:
            self._search(go=False)

    def _search(self, *, go: bool) -> None:
        """Look for what is wanted now; with ``go`` the page goes to the first hit."""
        self._forget()
        self._is_searched = True
        wanted = self._wanted()
        if not wanted.text or not self._text:
            self._take(Found([]), go=False)
            return
        try:
            pattern = compiled(wanted)
        except PatternError as error:
            self._take(Found([]), go=False, problem=str(error))
            return
        found = find(self._text, pattern, whole=wanted.whole, timeout_s=AT_ONCE_S)
        if not found.out_of_time:
            self._take(found, go=go)
            return
        self._take(Found([]), go=False, problem=self.tr("Searching …"))
        if self._task is not None:
            self._again = go
        else:
            self._search_longer(pattern, wanted, go=go)

    def _search_longer(self, pattern: regex.Pattern[str], wanted: Wanted, *, go: bool) -> None:
        """Go on in the background; one search at a time, the newest wish wins."""
        text = self._text

        def work(_report: Progress, _cancelled: Cancelled) -> Found:
            return find(text, pattern, whole=wanted.whole, timeout_s=IN_ALL_S, concurrent=True)

        self._is_awaited = True
        self._task = run_in_background(
            self, work, lambda found: self._on_found(found, go=go), self._on_failed
        )

    def _on_found(self, found: Found, *, go: bool) -> None:
        if not self._ended():
            return
        if found.out_of_time:
            self._take(Found([]), go=False, problem=self.tr("This takes too long to find here."))
        else:
            self._take(found, go=go)

    def _on_failed(self, reason: Message) -> None:
        if self._ended():
            self._take(Found([]), go=False, problem=in_words(reason))

    def _ended(self) -> bool:
        """Tell whether the answer is still wanted; if not, look for what is."""
        self._task = None
        if self._again is not None:
            self._search(go=self._again)
            return False
        return self._is_awaited

    def _take(self, found: Found, *, go: bool, problem: str = "") -> None:
        self._found = found
        self._current = -1
        if found.hits:
            hits = enumerate(found.hits)
            self._current = next((n for n, hit in hits if hit[0] >= self._origin), 0)
        self._show(problem)
        if not self.isHidden():
            self.hits_changed.emit(found.hits)
            if go and found.hits:
                self._reveal(found.hits[self._current])

    def _show(self, problem: str = "") -> None:
        """Bring count, buttons and page up to date."""
        hits = self._found.hits
        if problem or not self.box.text():
            text = problem
        elif not hits:
            text = self.tr("Not found")
        else:
            total = whole(len(hits)) + ("+" if self._found.is_capped else "")
            text = self.tr("{0} of {1}").format(whole(self._current + 1), total)
        self.count.show_text(text)
        if problem and self.count.fontMetrics().horizontalAdvance(text) > self.count.width():
            self.told.emit(problem)
        for button in (self.back, self.forth):
            button.setEnabled(bool(hits))
        if not self.isHidden():
            self._view.set_hits(hits, self._current)
            self.counted.emit(text)

    # -- looks and keys ------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self.back.setIcon(icons.icon("up", theme))
        self.forth.setIcon(icons.icon("down", theme))
        self.shut.setIcon(icons.icon("close", theme))
        palette = self.count.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.faint)
        self.count.setPalette(palette)

    def align(self, left: int, width: int) -> None:
        """Stand over the text column; where that is narrow, the count needs the margin, too."""
        margins = self._row.contentsMargins()
        right = max(8, self._view.width() - left - width - 6) if width >= _NARROW else 8
        self._row.setContentsMargins(left, margins.top(), right, margins.bottom())

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window: here it closes the bar."""
        return keep_key(event, is_escape) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes on, Shift+Return goes back, Escape closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step(forward=not back)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)
