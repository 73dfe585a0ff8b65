"""The list of conflicts that merging found: both versions, the way there, and which one holds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.adjudication.conflict_settling import Keep, SettleConflict
from annotator.annotation.changes import Changes
from annotator.desktop.session.session import Session
from annotator.desktop.session.unseen import lead_words, left_out_words
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.exact_text import ExactText
from annotator.desktop.toolkit.words import in_words
from annotator.desktop.transfer.sharing.conflict_wording import Told, tell
from annotator.errors import AnnotatorError
from annotator.project import Conflict

_SIZE = 600, 480
_EMPTY = 420, 120


class ConflictsDialog(FittingDialog):
    """Stays beside the window. Whoever settles here does so under their own name.

    What a conflict is about stays its annotator's, and Undo brings the conflict back.
    """

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conflicts_dialog")
        self.setWindowTitle(self.tr("Conflicts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._themes = themes
        self._found: list[Conflict] = []
        self._told: list[Told] = []
        self._build()
        session.changed.connect(self._on_changed)
        session.annotator_changed.connect(self._on_annotator_changed)
        self.read()

    def _build(self) -> None:
        self.state = QLabel()
        self.state.setObjectName("conflicts_state")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.list = QListWidget()
        self.list.setObjectName("conflicts_list")
        self.list.setAccessibleName(self.tr("Conflicts to settle"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        titles = self.tr("This one, in the project"), self.tr("The other one")
        self.here = self._text("conflict_here", titles[0])
        self.other = self._text("conflict_other", titles[1])
        versions = QGridLayout()
        versions.setHorizontalSpacing(10)
        for column, (title, text) in enumerate(zip(titles, (self.here, self.other), strict=True)):
            head = QLabel(title)
            bold = QFont(head.font())
            bold.setBold(True)
            head.setFont(bold)
            head.setBuddy(text)
            versions.addWidget(head, 0, column)
            versions.addWidget(text, 1, column)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.go_button = self.buttons.addButton(self.tr("Go there"), role)
        self.go_button.setObjectName("conflict_go")
        self.keep_buttons: dict[Keep, QPushButton] = {}
        for keep, words in (
            (Keep.THIS, self.tr("Keep this one")),
            (Keep.OTHER, self.tr("Keep the other")),
            (Keep.BOTH, self.tr("Keep both")),
        ):
            keeps = QPushButton(words)
            self.buttons.addButton(keeps, role)
            keeps.setObjectName(f"conflict_keep_{keep.value}")
            keeps.clicked.connect(lambda _=False, keep=keep: self.settle(keep))
            self.keep_buttons[keep] = keeps
        for button in self.buttons.buttons():
            button.setProperty("autoDefault", False)  # Return is the list’s
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        self._versions = QWidget()
        versions.setContentsMargins(0, 0, 0, 0)
        self._versions.setLayout(versions)
        layout.addWidget(self.state)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._versions)
        layout.addWidget(self.buttons)
        self.list.currentRowChanged.connect(self._show_one)
        self.list.itemDoubleClicked.connect(lambda _: self.go())
        self.go_button.clicked.connect(self.go)
        self.buttons.rejected.connect(self.reject)

    def _text(self, name: str, title: str) -> ExactText:
        text = ExactText()
        text.setObjectName(name)
        text.setAccessibleName(title)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setFixedHeight(8 * self.fontMetrics().lineSpacing() + 12)
        return text

    # -- showing -------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the conflicts anew; the row that is chosen stays."""
        row = max(0, self.list.currentRow())
        session = self._session
        try:
            self._found = session.project.conflicts(viewer=session.annotator)
            self._told = [tell(one, session.project, session.labels) for one in self._found]
        except AnnotatorError as error:
            self._found, self._told = [], []
            self.state.setText(in_words(error.message))
        else:
            self.state.setText(self._counted())
        self.list.blockSignals(True)
        self.list.clear()
        for told in self._told:
            item = QListWidgetItem(told.title)
            item.setToolTip("")
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._show_room()
        self.list.setCurrentRow(min(row, len(self._told) - 1))
        self._show_one()

    def _on_annotator_changed(self) -> None:
        self.read()

    def _show_room(self) -> None:
        """Show the boxes where there is something for them; else a sentence is enough."""
        some = bool(self._told)
        for widget in (self.list, self._versions, self.go_button, *self.keep_buttons.values()):
            widget.setVisible(some)
        side = Qt.AlignmentFlag.AlignLeft if some else Qt.AlignmentFlag.AlignHCenter
        self.state.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        if not self.isVisible():  # nobody's size yet
            self.resize(*(_SIZE if some else _EMPTY))

    def _counted(self) -> str:
        count, left_out = len(self._found), left_out_words(self._session)
        if not count:
            return f"{self.tr('There is no conflict to settle.')} {left_out}".rstrip()
        hint = self.tr(
            "Both versions are kept. Say which one holds: it is recorded under your name, and Undo"
            " brings the conflict back."
        )
        counted = (
            self.tr("1 conflict.") if count == 1 else self.tr("{0} conflicts.").format(whole(count))
        )
        return f"{counted} {hint} {lead_words()} {left_out}".rstrip()

    def _show_one(self) -> None:
        told = self._current
        self.here.setPlainText(told.here if told is not None else "")
        self.other.setPlainText(told.other if told is not None else "")
        for keep, button in self.keep_buttons.items():
            button.setEnabled(told is not None and keep in told.choices)
        self.go_button.setEnabled(told is not None and bool(told.article))

    @property
    def _current(self) -> Told | None:
        row = self.list.currentRow()
        return self._told[row] if 0 <= row < len(self._told) else None

    def _on_changed(self, changes: Changes) -> None:
        delta = changes.whole or changes.delta
        touched = delta.conflicts or delta.spans or delta.links or delta.statuses or delta.labels
        if changes.reloads or delta.conflicts or (self._found and touched):
            self.read()

    # -- doing ---------------------------------------------------------------------------------

    def go(self) -> None:
        """Show the span, or the article, that the chosen conflict is about."""
        told, session = self._current, self._session
        if told is None or not told.article:
            return
        window = self.parentWidget()
        if window is not None:
            window.activateWindow()
        if told.spans and told.annotator == session.annotator:
            session.follow(told.article, told.spans[0])
        elif session.open_article(told.article) and told.spans:
            session.look_at.emit([(told.start, told.start + 1)])
            session.told.emit(
                self.tr("This is a span of {0}. Change the annotator to work on it.").format(
                    told.annotator
                )
            )

    def settle(self, keep: Keep) -> None:
        """Settle the chosen conflict, as a change of who settles; the next one is chosen."""
        told, row = self._current, self.list.currentRow()
        if told is None or keep not in told.choices:
            return
        session = self._session
        edit = SettleConflict(conflict=self._found[row].id, keep=keep)
        if session.apply(edit, follow=False) is None:
            self.read()  # somebody has settled it meanwhile, or why not was said
            return
        session.told.emit(self.tr("Settled: {0}").format(told.title))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list, Return goes to the span."""
        if (
            watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.go()
            return True
        return super().eventFilter(watched, event)
