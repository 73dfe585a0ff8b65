"""The left column: which articles there are, how far the annotator is, and which one is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from annotator.annotation.changes import Changes
from annotator.annotation.records import Status, shorten
from annotator.desktop.queue.assigned_to_me import AssignedToMe
from annotator.desktop.queue.model import QueueModel, status_name
from annotator.desktop.queue.row import QueueRow, status_icon_name
from annotator.desktop.queue.sorting import QueueSort
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.rows.many_rows import ManyRowList
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.line_buttons import add_sign, make_clearable
from annotator.desktop.toolkit.words import in_words, within_quotes
from annotator.errors import AnnotatorError
from annotator.progress import Cancelled, Progress
from annotator.project import ArticleFilter, OpenedArticle, Order
from annotator.words import Message

TYPING_PAUSE_MS = 150
_SEARCHING_AFTER_MS = 300
_STATUSES = (None, Status.NEW, Status.IN_PROGRESS, Status.DONE, Status.SKIPPED)
_FLAGGED = len(_STATUSES)
"""The entry of the status filter after all statuses."""

_STORY = _FLAGGED + 1
"""The one after that: the story of the article that was open when it was chosen."""

_GOLD = _STORY + 1
"""Gold that was finished and is to be looked at again."""


class Queue(QWidget):
    """Search line, status filter, the articles, and the progress.

    Signals:
        counted: how many articles passed a filter, in words.
    """

    counted = Signal(str)

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue")
        self._session = session
        self._themes = themes
        self._wanted = ArticleFilter()
        self._story = ""
        self._task: Task | None = None
        self._again = False
        self._then_to_list = False
        self._last_row = 0
        self._gone: int | None = None
        self._first_wanted = False
        self.model = QueueModel(session, self)
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.apply_filter)
        self._patience = QTimer(self, singleShot=True, interval=_SEARCHING_AFTER_MS)
        self._patience.timeout.connect(self._show_progress)
        self._connect()
        self.mine.offer()
        self._wanted = ArticleFilter(assigned_only=self.mine.isChecked())
        self.model.set_keys(session.project.index(session.annotator, self._wanted))
        self._was_empty = session.progress.total == 0
        self._on_themes_changed()
        self._show_progress()
        self._follow_article()

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setObjectName("search_box")
        self.search.setAccessibleName(self.tr("Filter articles"))
        self.search.setPlaceholderText(self.tr("Filter title and text"))
        make_clearable(self.search)
        self._search_icon = add_sign(self.search, QIcon())
        self.search.installEventFilter(self)
        self.status = QComboBox()
        self.status.setObjectName("status_filter")
        self.status.setAccessibleName(self.tr("Show articles by status"))
        self.status.setAccessibleDescription(self.status.accessibleName())
        self.status.addItems([""] * len(_STATUSES))
        self.status.addItem(self.tr("Unsure"))
        self.status.addItem(self.tr("Same story as this one"))
        self.status.addItem(self.tr("Gold to look at again"))
        self.status.addItem(self.tr("Archived"))
        self.status.setMinimumContentsLength(4)
        self.mine = AssignedToMe(self._session)
        self.sort = QueueSort()
        self.list = ManyRowList(self._themes)
        self.list.setObjectName("article_list")
        self.list.setAccessibleName(self.tr("Articles"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(QueueRow(self._themes, self.list))
        self.list.connect_selection()
        self._progress_text = QLabel()
        self._progress_text.setTextFormat(Qt.TextFormat.PlainText)
        self._progress_text.setObjectName("queue_progress")
        self._bar = ThinBar(self._themes)
        head = QVBoxLayout()
        head.setContentsMargins(10, 10, 10, 8)
        head.setSpacing(6)
        head.addWidget(self.search)
        choices = QHBoxLayout()
        choices.setSpacing(4)
        choices.addWidget(self.status, 1)
        choices.addWidget(self.mine)
        choices.addWidget(self.sort)
        head.addLayout(choices)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 10)
        foot.setSpacing(6)
        foot.addWidget(self._progress_text)
        foot.addWidget(self._bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.setMinimumWidth(180)
        self.setFocusProxy(self.list)
        QWidget.setTabOrder(self.search, self.status)
        QWidget.setTabOrder(self.status, self.mine)
        QWidget.setTabOrder(self.mine, self.sort)
        QWidget.setTabOrder(self.sort, self.list)

    def _connect(self) -> None:
        session = self._session
        session.article_opened.connect(self._on_article_opened)
        session.changed.connect(self._on_changed)
        session.annotator_changed.connect(self._on_annotator_changed)
        session.article_gone.connect(self._on_article_gone)
        session.stories_told.connect(self._on_stories_told)
        self._themes.changed.connect(self._on_themes_changed)
        self.search.textChanged.connect(self._pause.start)
        self.status.activated.connect(self._on_status_chosen)
        self.mine.clicked.connect(self.apply_filter)
        self.sort.chosen.connect(self.apply_filter)
        self.list.chosen.connect(self._on_chosen)

    # -- what others may ask -------------------------------------------------------------------

    def focus_search(self) -> None:
        """Let the user type what to look for."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def next_article(self) -> bool:
        """Open the article after the open one in the filtered list; False at the end."""
        key = self._opened_key
        if key is None:
            return self._open_row(0 if self.model.rowCount() else None)
        return self._open_row(self.model.after(key, self._last_row))

    def previous_article(self) -> bool:
        """Open the article before the open one in the filtered list; False at the beginning."""
        key = self._opened_key
        return key is not None and self._open_row(self.model.before(key, self._last_row))

    def next_of_story(self) -> None:
        """Open the next article that tells the story of the open one, after the last the first."""
        key = self._opened_key
        session = self._session
        try:
            story = self._story_of_opened()
            told = session.project.index(session.annotator, ArticleFilter(story=story))
        except AnnotatorError as error:
            session.failed.emit(in_words(error.message), None)
            return
        if not story or key not in told or len(told) < 2:
            session.told.emit(self.tr("No other article tells the story of this one."))
            return
        at = (told.index(key) + 1) % len(told)
        if session.open_article(told[at]):
            session.told.emit(self.tr("{0} of {1} of this story").format(at + 1, len(told)))

    def _story_of_opened(self) -> str:
        """Return the story that the open article tells, "" where it is its own."""
        key = self._opened_key
        rows = self._session.project.rows(self._session.annotator, [key] if key else [])
        return rows[0].story if rows else ""

    def selected_keys(self) -> list[int]:
        """Return the keys of the selected articles, from top to bottom."""
        return [self.model.key(row) for rows in self.list.selected_rows for row in rows]

    @property
    def _opened_key(self) -> int | None:
        opened = self._session.opened
        return opened.key if opened is not None else None

    def _open_row(self, row: int | None) -> bool:
        return row is not None and self._session.open_article(self.model.key(row))

    # -- the open article ----------------------------------------------------------------------

    def _on_chosen(self, row: int) -> None:
        key = self.model.key(row)
        if key != self._opened_key and not self._session.open_article(key):
            self._follow_article()

    def _on_article_opened(self, opened: OpenedArticle | None) -> None:
        if opened is not None:
            self._first_wanted = False
        self._follow_article()

    def _follow_article(self) -> None:
        key = self._opened_key
        row = self.model.row_of(key) if key is not None else None
        if row is not None:
            self._last_row = row
        self.list.select_row(row)

    # -- filtering -----------------------------------------------------------------------------

    def _on_status_chosen(self, place: int) -> None:
        """Filter; of a story by that of the article that is open now."""
        if place == _STORY:
            try:
                self._story = self._story_of_opened()
            except AnnotatorError:
                self._story = ""
            if not self._story:
                self.status.setCurrentIndex(0)
                self._session.told.emit(self.tr("No other article tells the story of this one."))
        self.apply_filter()

    def apply_filter(self) -> None:
        """Read which articles pass the filter, in the background; the newest wish wins."""
        self._pause.stop()
        place = self.status.currentIndex()
        self._wanted = ArticleFilter(
            words=self.search.text().strip(),
            status=_STATUSES[place] if place < _FLAGGED else None,
            flagged_only=place == _FLAGGED,
            assigned_only=self.mine.isChecked(),
            story=self._story if place == _STORY else "",
            gold_again=place == _GOLD,
            archived=place == _GOLD + 1,
            order=self.sort.order,
            descending=self.sort.descending,
        )
        if self._task is not None:
            self._again = True
            return
        self._again = False
        project, annotator, wanted = self._session.project, self._session.annotator, self._wanted

        def work(_report: Progress, _cancelled: Cancelled) -> list[int]:
            return project.index(annotator, wanted)

        self._task = run_in_background(self, work, self._on_filtered, self._on_filter_failed)
        self._patience.start()

    def _on_filtered(self, keys: list[int]) -> None:
        if not self._filter_ended():
            return
        by_key = self._wanted.order is Order.IMPORTED and not self._wanted.descending
        self.model.set_keys(keys, by_key=by_key)
        self._show_progress()
        self._follow_article()
        self._open_after_gone()
        self._open_first()
        if self._then_to_list and self.search.hasFocus() and keys:
            self._go_to_list()
        self._then_to_list = False
        self.counted.emit(self.tr("{0} shown").format(whole(len(keys))) if keys else self._hint())

    def _on_filter_failed(self, reason: Message) -> None:
        if self._filter_ended():
            self._show_progress()
            self._session.told.emit(
                self.tr("The articles cannot be read: {0}").format(in_words(reason))
            )

    def _filter_ended(self) -> bool:
        """Tell whether the answer is still wanted; if not, ask anew."""
        self._task = None
        self._patience.stop()
        if self._again:
            self.apply_filter()
            return False
        return True

    # -- following the session -----------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        self.model.take_in(changes)
        if changes.reloads:
            self._first_wanted = self._session.opened is None and self._gone is None
            self.mine.offer()
            self._show_progress()
            self.apply_filter()
            return
        if changes.delta.statuses:
            self._show_progress()
        if not changes.delta.assignments:
            return
        if changes.elsewhere:
            self.mine.offer()
            self.apply_filter()
        elif self.mine.take_in(changes.delta) and (
            self.mine.isChecked() or self._wanted.assigned_only
        ):
            self.apply_filter()  # which articles they are now, in which order

    def _on_stories_told(self) -> None:
        """Rows are read anew when they are shown; which ones they are matters to one filter."""
        self.model.forget_rows()
        if self._wanted.story:
            self.apply_filter()

    def _on_article_gone(self, key: int) -> None:
        """The open article has gone: the next one opens once it is known which there are."""
        self._gone = key

    def _open_after_gone(self) -> None:
        key, self._gone = self._gone, None
        if key is None or self._session.opened is not None:
            return
        row = self.model.after(key, self._last_row)
        self._open_row(row if row is not None else self.model.before(key, self._last_row))

    def _open_first(self) -> None:
        """Open an article where none is open and some have come: an import, a merge, a redo.

        It is the first that is shown. Where the project was empty before, a filter that was left
        on hides what has come, but not that it has.
        """
        wanted, self._first_wanted = self._first_wanted, False
        was_empty, self._was_empty = self._was_empty, self._session.progress.total == 0
        if not wanted or self._session.opened is not None:
            return
        if self.model.rowCount():
            self._open_row(0)
        elif was_empty and self._session.progress.total:
            session = self._session
            try:
                keys = session.project.index(session.annotator)
            except AnnotatorError as error:
                session.failed.emit(in_words(error.message), None)
                return
            if keys:
                session.open_article(keys[0])

    def _on_annotator_changed(self) -> None:
        self.mine.forget()
        self.mine.offer()
        self.model.forget_rows()
        self._show_progress()
        self.apply_filter()

    def _on_themes_changed(self) -> None:
        theme = self._themes.theme
        self._search_icon.setIcon(icons.icon("search", theme))
        self.sort.set_theme(theme)
        self.mine.set_theme(theme)
        self.status.setItemIcon(0, icons.icon("filter", theme))
        self.status.setItemIcon(_FLAGGED, icons.icon("flag", theme))
        self.status.setItemIcon(_STORY, icons.icon("story", theme))
        self.status.setItemIcon(_GOLD, icons.icon("warning", theme))
        for place, status in enumerate(_STATUSES):
            if status is not None:
                self.status.setItemIcon(place, icons.icon(status_icon_name(status), theme))
        palette = self._progress_text.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.faint)
        self._progress_text.setPalette(palette)
        self._bar.update()

    def _show_progress(self) -> None:
        progress = self._session.progress
        counts = {
            None: progress.total,
            Status.IN_PROGRESS: progress.in_progress,
            Status.DONE: progress.done,
            Status.SKIPPED: progress.skipped,
        }
        counts[Status.NEW] = progress.total - progress.in_progress - progress.done
        counts[Status.NEW] -= progress.skipped
        for place, status in enumerate(_STATUSES):
            name = status_name(status) if status is not None else self.tr("All")
            self.status.setItemText(place, f"{name}  ·  {whole(counts[status])}")
        self._progress_text.setText(self._progress_line())
        self._bar.show_share(progress.done / progress.total if progress.total else 0.0)
        self.list.set_hint("" if self.model.rowCount() else self._hint())

    def _progress_line(self) -> str:
        progress = self._session.progress
        if self._task is not None:
            return self.tr("Searching …")
        line = self.tr("{0} of {1} done").format(whole(progress.done), whole(progress.total))
        if self._wanted.is_partial:
            line += "  ·  " + self.tr("{0} shown").format(whole(self.model.rowCount()))
        return line

    def _hint(self) -> str:
        if not self._session.progress.total:
            return self.tr("This project has no articles yet. Import some with File ▸ Import.")
        words = within_quotes(shorten(self._wanted.words, 60))
        if self._wanted.assigned_only:
            return self.tr("None of the articles that are assigned to you is shown by this filter.")
        if self._wanted.gold_again:
            return self.tr("No article’s gold is to be looked at again.")
        if self._wanted.archived:
            return self.tr("No article is archived.")
        if self._wanted.flagged_only:
            if words:
                return self.tr("No unsure article matches “{0}”.").format(words)
            return self.tr("No article is marked as unsure.")
        if self._wanted.status is None:
            return self.tr("No article matches “{0}”.").format(words)
        status = {
            Status.NEW: self.tr("new"),
            Status.IN_PROGRESS: self.tr("in progress"),
            Status.DONE: self.tr("done"),
            Status.SKIPPED: self.tr("skipped"),
        }[self._wanted.status]
        if words:
            return self.tr("No article that is {0} matches “{1}”.").format(status, words)
        return self.tr("No article is {0}.").format(status)

    def _go_to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.list.selected_row is None and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search line: Down and Return go to the list, Escape clears."""
        if watched is not self.search or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = event.key()
        if event.type() == QEvent.Type.ShortcutOverride:
            if key == Qt.Key.Key_Escape and self.search.text():
                event.accept()  # not the window's while there is something to clear
            return super().eventFilter(watched, event)
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._then_to_list = True
            self.apply_filter()
            return True
        if key == Qt.Key.Key_Down:
            self._go_to_list()
            return True
        if key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.apply_filter()
            return True
        return super().eventFilter(watched, event)


class ThinBar(QWidget):
    """A calm bar: how much is done."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._share = 0.0
        self.setFixedHeight(4)

    def show_share(self, share: float) -> None:
        """Show a share, 0 to 1."""
        self._share = share
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._themes.theme.line)
        painter.drawRoundedRect(self.rect(), 2, 2)
        if self._share > 0:
            done = self.rect()
            done.setWidth(max(4, round(done.width() * self._share)))
            painter.setBrush(self._themes.theme.accent)
            painter.drawRoundedRect(done, 2, 2)
