"""The history of a project: who did what and when; the way there, and back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import shorten
from annotator.desktop.history.model import WHAT, WHEN, WHERE, WHO, HistoryModel
from annotator.desktop.history.taking_back import TakingBack
from annotator.desktop.history.wording import kind_choices, who
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.words import in_words, within_quotes
from annotator.errors import AnnotatorError
from annotator.progress import Cancelled, Progress
from annotator.project import HistoryEntry, HistoryFilter, OpenedArticle
from annotator.words import Message

_SIZE = 860, 560
_EVERYBODY = None
_NAME = 40


class HistoryDialog(FittingDialog):
    """Stays beside the window: what one goes to is shown there.

    Args:
        session: what is open.
        themes: for the colours.
        taking_back: carries out what is taken back.
        parent: the window.

    """

    def __init__(
        self,
        session: Session,
        themes: Themes,
        taking_back: TakingBack,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("history_dialog")
        self.setWindowTitle(self.tr("History"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._taking_back = taking_back
        self._asked: Task | None = None
        self._article: OpenedArticle | None = session.opened
        self.model = HistoryModel(session, themes, self)
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=0)
        self._pause.timeout.connect(self._on_happened)
        self._connect()
        self._fill_people()
        self._name_article()
        self.renew_filter()

    # -- layout --------------------------------------------------------------------------------

    def _build(self) -> None:
        self.where = self._choice("history_article", self.tr("Which articles"))
        self.where.addItems([self.tr("All articles"), ""])
        self.people = self._choice("history_people", self.tr("Whose changes"))
        self.kinds = self._choice("history_kinds", self.tr("What was changed"))
        for name, kinds in kind_choices():
            self.kinds.addItem(name, kinds)
        self.table = QTableView()
        self.table.setObjectName("history_list")
        self.table.setAccessibleName(self.tr("Changes, the newest first"))
        self.table.setModel(self.model)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        rows = self.table.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().lineSpacing() + 10)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.installEventFilter(self)
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionsMovable(False)
        head.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in ((WHEN, 20), (WHO, 16), (WHERE, 30)):
            head.resizeSection(column, letters * letter)
        self.state = QLabel()
        self.state.setObjectName("history_state")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.state.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.state.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.go_button = self.buttons.addButton(self.tr("Go there"), role)
        self.go_button.setObjectName("history_go")
        self.back_button = self.buttons.addButton(self.tr("Take back"), role)
        self.back_button.setObjectName("history_take_back")
        for button in self.buttons.buttons():
            button.setProperty("autoDefault", False)  # Return is the list’s
        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(self.where, 2)
        choices.addWidget(self.people, 1)
        choices.addWidget(self.kinds, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        self.blind = QLabel(
            self.tr("What others did in articles that you have not finished is not shown.")
        )
        self.blind.setObjectName("history_blind")
        self.blind.setTextFormat(Qt.TextFormat.PlainText)
        self.blind.setWordWrap(True)
        layout.addLayout(choices)
        layout.addWidget(self.blind)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.state)
        layout.addWidget(self.buttons)
        self.resize(*_SIZE)
        self.table.setFocus()

    def _choice(self, name: str, title: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(title)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(14)
        return box

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._pause.start)
        session.annotator_changed.connect(self._on_annotator_changed)
        session.article_opened.connect(self._on_article_opened)
        for box in (self.where, self.people, self.kinds):
            box.activated.connect(self.renew_filter)
        self.model.read.connect(self._on_read)
        self.model.failed.connect(self.state.setText)
        self.model.rowsInserted.connect(lambda *_: self._show_state())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_state())
        self.table.doubleClicked.connect(lambda _: self.go())
        self.go_button.clicked.connect(self.go)
        self.back_button.clicked.connect(self.take_back)
        self.buttons.rejected.connect(self.reject)

    # -- filtering -----------------------------------------------------------------------------

    def _fill_people(self) -> None:
        """Name everybody who has made changes; who is chosen stays so."""
        chosen = self.people.currentData()
        try:
            names = self._session.project.history_people()
        except AnnotatorError:
            names = []
        self.people.clear()
        self.people.addItem(self.tr("Everybody"), _EVERYBODY)
        for name in names:
            self.people.addItem(shorten(who(name), _NAME), name)
        self.people.setCurrentIndex(max(0, self.people.findData(chosen)))

    def _name_article(self) -> None:
        opened = self._article
        title = shorten(opened.article.title or opened.article.id, 60) if opened is not None else ""
        self.where.setItemText(
            1,
            self.tr("“{0}”").format(within_quotes(title))
            if opened is not None
            else self.tr("The open article"),
        )

    def renew_filter(self) -> None:
        """Show what the choices say."""
        opened = self._article if self.where.currentIndex() == 1 else None
        wanted = HistoryFilter(
            article=opened.article.id if opened is not None else None,
            annotator=self.people.currentData(),
            kinds=tuple(self.kinds.currentData() or ()),
            viewer=self._session.annotator,
        )
        self.model.show_filter(wanted)
        self._show_blind()
        self._show_state()

    def _show_blind(self) -> None:
        """Say so where something may be left out."""
        session = self._session
        try:
            self.blind.setVisible(bool(session.project.blind_articles(session.annotator)))
        except AnnotatorError:
            self.blind.setVisible(True)

    def _on_article_opened(self, opened: OpenedArticle | None) -> None:
        """The choice of the open article follows, unless the list is about the one before."""
        if opened is not None and self.where.currentIndex() == 0:
            self._article = opened
            self._name_article()

    def _on_happened(self) -> None:
        self._fill_people()
        self._show_blind()
        self.model.renew()

    def _on_annotator_changed(self) -> None:
        """Somebody else sees other lines."""
        self._fill_people()
        self.renew_filter()

    def _on_read(self) -> None:
        if self.table.currentIndex().row() < 0 and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_state()

    # -- the current line ----------------------------------------------------------------------

    @property
    def current(self) -> HistoryEntry | None:
        """The current line, None when there is none."""
        return self.model.entry(self.table.currentIndex().row())

    def _show_state(self) -> None:
        """Say whether the current change can be taken back; that is found out in a thread."""
        if self._asked is not None:
            self._asked.abandon()
            self._asked = None
        entry = self.current
        self.go_button.setEnabled(entry is not None)
        self._show_reason(self._nothing() if entry is None else "", can=False)
        if entry is None:
            return
        project, annotator, number = self._session.project, self._session.annotator, entry.number

        def work(_report: Progress, _cancelled: Cancelled) -> Message | None:
            return project.why_not_taken_back(number, annotator)

        self._asked = run_in_background(self, work, self._on_answered, self._on_answer_failed)

    def _nothing(self) -> str:
        if self.model.is_reading:
            return ""
        narrowed = self.where.currentIndex() or self.people.currentIndex()
        if narrowed or self.kinds.currentIndex():
            return self.tr("No change passes the filter.")
        return self.tr("Nothing has been changed yet: what you tag will stand here.")

    def _on_answered(self, reason: Message | None) -> None:
        self._asked = None
        self._show_reason(
            self.tr("This change can be taken back by itself; what was done since stays.")
            if reason is None
            else self.tr("It cannot be taken back: {0}.").format(in_words(reason)),
            can=reason is None,
        )

    def _on_answer_failed(self, reason: Message) -> None:
        self._asked = None
        self._show_reason(in_words(reason), can=False)

    def _show_reason(self, words: str, *, can: bool) -> None:
        self.state.setText(words)
        self.back_button.setEnabled(can)
        self.back_button.setToolTip("" if can else words)
        self.back_button.setAccessibleDescription(words)

    # -- doing ---------------------------------------------------------------------------------

    def go(self) -> None:
        """Open the article that the current line is about, and make its span current."""
        entry, session = self.current, self._session
        if entry is None:
            return
        try:
            article, spans = session.project.history_place(entry.number)
        except AnnotatorError as error:
            session.failed.emit(in_words(error.message), None)
            return
        if article is None or not session.project.has_article(article):
            self._show_reason(
                self.tr("It is about no single article that is there."),
                can=self.back_button.isEnabled(),
            )
            return
        opened = session.opened
        if (opened is None or opened.article.id != article) and not session.open_article(article):
            return
        window = self.parentWidget()
        if window is not None:
            window.activateWindow()
        span = next((one for one in spans if one in session.spans), "")
        if span:
            session.set_current(span)
        elif spans and entry.annotator in (None, session.annotator):
            session.told.emit(self.tr("The span is no longer there."))

    def take_back(self) -> None:
        """Take the current change back by itself."""
        entry = self.current
        if entry is not None and self.back_button.isEnabled():
            self._taking_back.take_back(entry)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list, Return goes there, Delete takes back, Home and End go to its ends."""
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.go()
                return True
            if event.key() == Qt.Key.Key_Delete:
                self.take_back()
                return True
            if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):  # a table's are its columns
                row = 0 if event.key() == Qt.Key.Key_Home else self.model.rowCount() - 1
                self.table.setCurrentIndex(self.model.index(row, 0))
                return True
        return super().eventFilter(watched, event)
