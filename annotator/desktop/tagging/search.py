"""Find in the project: a line, and the places where what it says stands."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.changes import Changes
from annotator.desktop.session.session import Session
from annotator.desktop.tagging.hits.list import HitList
from annotator.desktop.tagging.hits.model import HitModel
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.overrides import is_escape, keep_key
from annotator.desktop.toolkit.tasks import Task, run_in_background, show_progress
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.widgets.line_buttons import make_clearable
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.desktop.toolkit.words import in_words, within_quotes
from annotator.errors import AnnotatorError, CancelledError
from annotator.progress import Cancelled, Progress
from annotator.project import Hit
from annotator.words import Message, say

TYPING_PAUSE_MS = 150
HITS = 20_000
"""So many hits are listed: more are too many to look through; other words find fewer."""

_FIRST = 20
_AT_ONCE = 60
_MARGIN = 16
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchDialog(FittingDialog):
    """Searches while one types, off the main thread; it stays open beside the window.

    Hits are shown as they are found, article by article, the best first. As a tool window it
    leaves the keys of the main window their meaning while the list has the focus: Return shows a
    hit, a label's key tags it, Down and Return show the next one.

    Signals:
        wanted: a ``Hit`` to be shown and selected.
        tag_all_wanted: tag a text wherever it stands.
        change_wanted: the ticked hits (a list of ``Hit``) and the words that were looked for.
    """

    wanted = QtSignal(object)
    tag_all_wanted = QtSignal(str)
    change_wanted = QtSignal(list, str)

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self.setObjectName("search_dialog")
        self.setWindowTitle(self.tr("Find in the project"))
        self._session = session
        self._themes = themes
        self._task: Task | None = None
        self._indexing: Task | None = None
        self._again = False
        self._words = ""
        self._left: deque[int] = deque()
        self._articles = 0
        self._is_capped = False
        self._problem = ""
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.search)
        self.line.textChanged.connect(self._pause.start)
        self.list.clicked.connect(lambda index: self._open(index.row()))
        self.tag_all.clicked.connect(lambda: self.tag_all_wanted.emit(self.exact_text))
        self.tick_all.clicked.connect(self._on_tick_all)
        self.change.clicked.connect(
            lambda: self.change_wanted.emit(self.model.ticks, self.exact_text)
        )
        self.model.ticked.connect(self._show_ticks)
        session.changed.connect(self._on_changed)
        session.annotator_changed.connect(lambda _: self.search())
        self._show_state()

    def _build(self) -> None:
        self.line = QLineEdit()
        self.line.setObjectName("project_search_line")
        self.line.setAccessibleName(self.tr("Words to find in the project"))
        self.line.setPlaceholderText(self.tr("Words, \u201can exact phrase\u201d, begin*"))
        make_clearable(self.line)
        self.line.installEventFilter(self)
        self.model = HitModel(self._session, self)
        self.list = HitList(self._session, self._themes, self.model)
        self.list.setObjectName("project_search_results")
        self.list.setAccessibleName(self.tr("Hits"))
        self.list.installEventFilter(self)
        self.state = ElidedLabel()
        self.state.setObjectName("project_search_state")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Preparing the search"))
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.hide()
        self.tick_all = QCheckBox(self.tr("All"))
        self.tick_all.setObjectName("project_search_tick_all")
        self.tick_all.setAccessibleName(self.tr("Tick all hits"))
        self.change = QPushButton(self.tr("Change ticked hits …"))
        self.change.setObjectName("project_search_change")
        self.change.setAutoDefault(False)
        self.tag_all = QPushButton(self.tr("Tag the text everywhere \u2026"))
        self.tag_all.setObjectName("project_search_tag_all")
        self.tag_all.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(self.tick_all)
        foot.addWidget(self.state, 1)
        foot.addWidget(self.change)
        foot.addWidget(self.tag_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.bar)
        layout.addLayout(foot)
        self.resize(640, 560)

    # -- what others may ask -------------------------------------------------------------------

    def open_search(self, text: str = "") -> None:
        """Show the dialog and let the user type; begin with ``text`` where there is some."""
        if text:
            self.line.setText(f'"{text}"')
        self._stand_aside()
        self.show()
        self.activateWindow()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self._index()

    def _stand_aside(self) -> None:
        """Stand in the window's lower right corner, so that the hits can be read, till moved."""
        window = self.parentWidget()
        if window is not None and not self.testAttribute(Qt.WidgetAttribute.WA_Moved):
            corner = window.window().geometry().bottomRight()
            self.move(corner - QPoint(self.width() + _MARGIN, self.height() + 3 * _MARGIN))

    @property
    def exact_text(self) -> str:
        """What is to be found, letter by letter: the quoted phrase, or all that was typed."""
        return self.line.text().strip().strip('"“”„').rstrip("*").strip()

    # -- searching -----------------------------------------------------------------------------

    def search(self) -> None:
        """Search in the background; one search at a time, the newest wish wins."""
        self._pause.stop()
        if self._task is not None:
            self._again = True
            return
        self._again = False
        self._words = words = self.line.text().strip()
        self._begin()
        if not words:
            self._show_state()
            return
        project = self._session.project

        def work(_report: Progress, _cancelled: Cancelled) -> tuple[int, ...]:
            return project.find_articles(words)

        self._task = run_in_background(self, work, self._on_articles_found, self._on_failed)

    def _begin(self) -> None:
        """Have found nothing yet."""
        self._problem, self._left, self._articles, self._is_capped = "", deque(), 0, False
        with self.list.following():
            self.model.clear()

    def _on_articles_found(self, keys: tuple[int, ...]) -> None:
        self._left = deque(keys)
        self._look_on(_FIRST)

    def _look_on(self, articles: int) -> None:
        """Look into the next articles; what else is wanted by now comes first."""
        self._task = None
        if self._again:
            self.search()
            return
        room = HITS - self.model.rowCount()
        self._is_capped = self._is_capped or (bool(self._left) and room <= 0)
        if not self._left or self._is_capped:
            self._show_state()
            return
        keys = [self._left.popleft() for _ in range(min(articles, len(self._left)))]
        project, annotator, words = self._session.project, self._session.annotator, self._words

        def work(_report: Progress, _cancelled: Cancelled) -> list[Hit]:
            return project.hits_in(annotator, words, keys)

        self._task = run_in_background(self, work, self._on_hits_found, self._on_failed)
        self._show_state()

    def _on_hits_found(self, hits: list[Hit]) -> None:
        if not self._again:
            room = HITS - self.model.rowCount()
            if len(hits) > room:
                self._is_capped = True
                self._left.clear()
            is_first = not self.model.rowCount() and bool(hits)
            self._articles += len({hit.key for hit in hits[:room]})
            with self.list.following():
                self.model.append(hits[:room])
            if is_first:
                self.list.select_row(0)
        self._look_on(_AT_ONCE)

    def _on_failed(self, reason: Message) -> None:
        self._task = None
        if self._again:
            self.search()
            return
        self._begin()
        self._problem = in_words(reason)
        self._show_state()

    def _on_changed(self, changes: Changes) -> None:
        with self.list.following():
            self.model.take_in(changes)
        if changes.reloads and self.isVisible():
            self._index()

    # -- the index -----------------------------------------------------------------------------

    def _index(self) -> None:
        """Bring the index up to date in the background, in transactions that let keys pass."""
        if self._indexing is not None:
            return
        project = self._session.project
        try:
            if project.is_search_index_complete():
                self.search()
                return
        except AnnotatorError:
            return  # searching says why

        def work(report: Progress, cancelled: Cancelled) -> None:
            done, total = 0, 1
            while done < total:
                if cancelled():
                    raise CancelledError(say("stopped"))
                done, total = project.extend_search_index()
                report(done, total)

        self._indexing = run_in_background(
            self, work, lambda _: self._on_indexed(), self._on_not_indexed, self._on_indexed
        )
        self._indexing.progressed.connect(lambda done, all_: show_progress(self.bar, done, all_))
        self.bar.show()
        self._show_state()

    def _on_indexed(self) -> None:
        self._indexing = None
        self.bar.hide()
        self.search()

    def _on_not_indexed(self, reason: Message) -> None:
        self._on_indexed()
        self._session.told.emit(
            self.tr("The search could not be prepared: {0}").format(in_words(reason))
        )

    # -- what is shown -------------------------------------------------------------------------

    def _show_state(self) -> None:
        shown = self.model.rowCount()
        is_looking = self._task is not None
        if self._problem:
            text = self._problem
        elif self._indexing is not None:
            text = self.tr("Preparing the search \u2026 what is missing will follow.")
        elif not self._words or (is_looking and not shown):
            text = ""
        else:
            hits = self.tr("1 hit") if shown == 1 else self.tr("{0} hits").format(whole(shown))
            many = self.tr("{0} articles").format(whole(self._articles))
            articles = self.tr("1 article") if self._articles == 1 else many
            text = f"{hits}  ·  {articles}"
            if is_looking:
                text += " …"
            elif self._is_capped:
                text += "  ·  " + self.tr("there are more")
        self.state.show_text(text)
        self.tag_all.setEnabled(bool(shown) and bool(self.exact_text))
        self._show_ticks()
        self.list.set_hint(
            self.tr("Nothing matches “{0}”.").format(within_quotes(one_line(self._words, 60)))
            if self._words and not shown and not is_looking
            else self.tr("All words must occur.\nPut a phrase in “quotes”; end a word with * to"
                         " find all that begin so.")
        )  # fmt: skip

    # -- ticks ---------------------------------------------------------------------------------

    def _show_ticks(self) -> None:
        shown, ticked = self.model.rowCount(), self.model.tick_count
        self.tick_all.setEnabled(shown > 0)
        self.tick_all.setTristate(0 < ticked < shown)
        self.tick_all.setCheckState(
            Qt.CheckState.Unchecked
            if not ticked
            else Qt.CheckState.Checked
            if ticked == shown
            else Qt.CheckState.PartiallyChecked
        )
        self.change.setEnabled(ticked > 0)
        some = self.tr("Change {0} ticked hits …").format(whole(ticked))
        one = self.tr("Change 1 ticked hit …")
        none = self.tr("Change ticked hits …")
        self.change.setText(none if not ticked else one if ticked == 1 else some)

    def _on_tick_all(self) -> None:
        """Tick all hits; where all are ticked, none."""
        count = self.model.rowCount()
        self.model.tick(range(count), on=self.model.tick_count < count)

    # -- keys ----------------------------------------------------------------------------------

    def _open(self, row: int | None) -> None:
        if row is not None and row < self.model.rowCount():
            self.wanted.emit(self.model.hit(row))

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the main window: here it closes the dialog."""
        return keep_key(event, is_escape) or super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return shows the selected hit; the arrows lead from the line into the list."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in _RETURN and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if watched is self.line and self._pause.isActive():
                self.search()
                return True
            if not self.model.rowCount():
                return True
            self._open(self.list.selected_row)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if watched is self.line and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            if self.list.selected_row is None and self.model.rowCount():
                self.list.select_row(0)
            return True
        return super().eventFilter(watched, event)
