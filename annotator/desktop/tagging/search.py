"""Find in the project: a line, and the articles that have what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QObject,
    QPoint,
    Qt,
    QTimer,
)
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import (
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.changes import Changes
from annotator.desktop.session.session import Session
from annotator.desktop.tagging.found_row import FoundRow
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.overrides import is_escape, keep_key
from annotator.desktop.toolkit.rows.row_list import RowList
from annotator.desktop.toolkit.rows.row_view import NO_INDEX, Index
from annotator.desktop.toolkit.tasks import Task, run_in_background, show_progress
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.widgets.line_buttons import make_clearable
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError, CancelledError
from annotator.progress import Cancelled, Progress
from annotator.project import Findings, Piece
from annotator.words import Message, say

TYPING_PAUSE_MS = 150
_COUNTED = 10_000
_MARGIN = 16
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchDialog(FittingDialog):
    """Searches while one types, off the main thread; it stays open beside the window.

    As a tool window it leaves the keys of the main window their meaning while the list has the
    focus: Return shows a hit, a label's key tags it, Down and Return show the next one.

    Signals:
        wanted: a ``FoundArticle`` to be opened, its first hit selected.
        tag_all_wanted: tag a text wherever it stands.
    """

    wanted = QtSignal(object)
    tag_all_wanted = QtSignal(str)

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
        self._total = 0
        self._problem = ""
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.search)
        self.line.textChanged.connect(self._pause.start)
        self.list.clicked.connect(lambda index: self._open(index.row()))
        self.tag_all.clicked.connect(lambda: self.tag_all_wanted.emit(self.exact_text))
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
        self.model = FoundModel(self)
        self.list = RowList(self._themes)
        self.list.setObjectName("project_search_results")
        self.list.setAccessibleName(self.tr("Articles found"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(FoundRow(self._themes, self.list))
        self.list.connect_selection()
        self.list.installEventFilter(self)
        self.state = ElidedLabel()
        self.state.setObjectName("project_search_state")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Preparing the search"))
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.hide()
        self.tag_all = QPushButton(self.tr("Tag all hits as one change \u2026"))
        self.tag_all.setObjectName("project_search_tag_all")
        self.tag_all.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.tag_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.bar)
        layout.addLayout(foot)
        self.resize(560, 520)

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
        if not words:
            self._on_found(Findings())
            return
        project, annotator = self._session.project, self._session.annotator

        def work(_report: Progress, _cancelled: Cancelled) -> Findings:
            return project.search(annotator, words)

        self._task = run_in_background(self, work, self._on_found, self._on_failed)

    def _on_found(self, found: Findings) -> None:
        self._task = None
        if self._again:
            self.search()
            return
        self._problem, self._total = "", found.total
        with self.list.following():
            self.model.show_articles(found.articles)
        self.list.select_row(0 if found.articles else None)
        self._show_state()

    def _on_failed(self, reason: Message) -> None:
        self._on_found(Findings())
        self._problem = in_words(reason)
        self._show_state()

    def _on_changed(self, changes: Changes) -> None:
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
        if self._problem:
            text = self._problem
        elif self._indexing is not None:
            text = self.tr("Preparing the search \u2026 what is missing will follow.")
        elif not self._words:
            text = ""
        elif self._total == 1:
            text = self.tr("1 article")
        else:
            more = "+" if self._total >= _COUNTED else ""
            text = self.tr("{0} articles").format(f"{whole(self._total)}{more}")
            if shown < self._total:
                text += "  ·  " + self.tr("the best {0} are shown").format(shown)
        self.state.show_text(text)
        self.tag_all.setEnabled(bool(shown) and bool(self.exact_text))
        self.list.set_hint(
            self.tr("Nothing matches “{0}”.").format(one_line(self._words, 60))
            if self._words and not shown
            else self.tr("All words must occur.\nPut a phrase in “quotes”; end a word with * to"
                         " find all that begin so.")
        )  # fmt: skip

    # -- keys ----------------------------------------------------------------------------------

    def _open(self, row: int | None) -> None:
        if row is not None and row < self.model.rowCount():
            self.wanted.emit(self.model.article(row))

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the main window: here it closes the dialog."""
        return keep_key(event, is_escape) or super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return opens the selected article; the arrows lead from the line into the list."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in _RETURN and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if watched is self.line and (self._pause.isActive() or self._task is not None):
                if self._pause.isActive():
                    self.search()
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


class Shown(Protocol):
    """What a row shows."""

    @property
    def title(self) -> tuple[Piece, ...]:
        """The first line."""

    @property
    def snippet(self) -> tuple[Piece, ...]:
        """The lines under it."""


class FoundModel(QAbstractListModel):
    """The articles that were found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._articles: Sequence[Shown] = ()

    def show_articles(self, articles: Sequence[Shown]) -> None:
        """Show other articles."""
        self.beginResetModel()
        self._articles = articles
        self.endResetModel()

    def article(self, row: int) -> Any:
        """Return what a row shows."""
        return self._articles[row]

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many articles are shown."""
        return 0 if parent.isValid() else len(self._articles)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return an article, its title, or what a screen reader says."""
        if not 0 <= index.row() < len(self._articles):
            return None
        article = self._articles[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return article
        title = one_line("".join(piece.text for piece in article.title))
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title}, {''.join(piece.text for piece in article.snippet)}"
        return None
