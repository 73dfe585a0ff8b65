"""The backups of a project: when each was made and why, what was done since, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QUrl,
)
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMessageBox,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.session.session import Session
from annotator.desktop.session.unseen import hidden_articles
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.toolkit.dialogs.working import Working
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.numbers import decimal, whole
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError
from annotator.exchange.backups import SINCE
from annotator.progress import Cancelled, Progress
from annotator.project import Backup, Facts, Restored, is_url
from annotator.words import Message

_NONE = "–"
_SIZE = 760, 460
_EMPTY = 620, 200
_GAP = 14

_Index = QModelIndex | QPersistentModelIndex


class BackupsDialog(FittingDialog):
    """Lists the backups, makes one, and brings the project back to one.

    Attributes:
        backups: as they are listed, newest first.
        restored: what was done when the project was brought back; None as long as it was not.

    """

    def __init__(
        self,
        session: Session,
        settings: Settings,
        parent: QWidget | None = None,
        problem: Message | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("backups_dialog")
        self.setWindowTitle(self.tr("Backups"))
        self._session = session
        self._settings = settings
        self._problem = problem
        self._task: Task | None = None
        self._unseen = False
        self.backups: list[Backup] = []
        self.restored: Restored | None = None
        self._present: Facts | None = None
        self._sized = False
        self._build()
        if is_url(session.project.location):
            self._show_server()
        else:
            self.read()

    # -- layout --------------------------------------------------------------------------------

    def _build(self) -> None:
        self.state = QLabel()
        self.state.setObjectName("backups_state")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.state.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.state.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = self._table()
        self.about = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.about.setObjectName("backups_about")
        self.working = Working()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.restore_button = self.buttons.addButton(self.tr("Restore …"), role)
        self.restore_button.setObjectName("backups_restore")
        self.make_button = self.buttons.addButton(self.tr("Back up now"), role)
        self.make_button.setObjectName("backups_make")
        for button in self.buttons.buttons():
            button.setProperty("autoDefault", False)  # Return is the list’s
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self.state)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.about)
        layout.addWidget(self._folder_row())
        layout.addWidget(self.working)
        layout.addWidget(self.buttons)
        self.buttons.rejected.connect(self.reject)
        self.restore_button.clicked.connect(self.ask_to_restore)
        self.make_button.clicked.connect(self.make)
        self.list.itemSelectionChanged.connect(self._show_chosen)
        self.list.doubleClicked.connect(self.ask_to_restore)
        self.resize(*_SIZE)

    def _table(self) -> _Table:
        table = _Table()
        table.setObjectName("backups_list")
        table.setAccessibleName(self.tr("Backups, newest first"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        heads = [
            self.tr("Made"),
            self.tr("Why"),
            self.tr("Size"),
            self.tr("Articles since"),
            self.tr("Spans since"),
            self.tr("Changes since"),
        ]
        table.setColumnCount(len(heads))
        for column, head in enumerate(heads):
            item = QTableWidgetItem(head)
            item.setTextAlignment(_side(column))
            table.setHorizontalHeaderItem(column, item)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.setItemDelegate(_Cells(table))
        table.chosen = self.ask_to_restore
        return table

    def _folder_row(self) -> QWidget:
        self.folder = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.folder.setObjectName("backups_folder")
        self.open_button = QPushButton(self.tr("Open folder"))
        self.open_button.setObjectName("backups_open_folder")
        self.change_button = QPushButton(self.tr("Change folder …"))
        self.change_button.setObjectName("backups_change_folder")
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.folder, 1)
        for button in (self.open_button, self.change_button):
            button.setAutoDefault(False)
            layout.addWidget(button)
        self.open_button.clicked.connect(self._open_folder)
        self.change_button.clicked.connect(self._change_folder)
        self._row = row
        return row

    # -- what there is -------------------------------------------------------------------------

    def read(self) -> None:
        """Read the list in the background."""
        project = self._session.project
        self._unseen = bool(hidden_articles(self._session))

        def work(_report: Progress, _cancelled: Cancelled) -> tuple[list[Backup], Facts | None]:
            return project.backups(), project.facts()

        self._begin(self.tr("Looking at the backups …"))
        self._task = run_in_background(self, work, self._on_read, self._on_failed)

    def _on_read(self, found: tuple[list[Backup], Facts | None]) -> None:
        self._ended("")
        self.backups, self._present = found
        self._fill()
        for widget in (self.list, self.about, self.restore_button):
            widget.setVisible(bool(self.backups))
        if not self._sized:
            self._sized = True
            self.resize(*(_SIZE if self.backups else _EMPTY))
        elif self.backups:
            self.resize(self.size().expandedTo(QSize(*_SIZE)))
        self.folder.show_text(self.tr("Folder: {0}").format(self._settings.backup_folder))
        if self.backups:
            words = self.tr(
                "Kept are the last ten, and one of each week for a quarter. The newest is never"
                " let go of."
            )
        else:
            words = self.tr(
                "There is no backup of this project yet. One is made a little after opening, once"
                " a day, and before anything that changes much."
            )
        if self._problem is not None:
            reason = in_words(self._problem)
            words = f"{self.tr('The last backup could not be made: {0}.').format(reason)} {words}"
        self.state.setText(words)

    def _fill(self) -> None:
        self.list.setRowCount(len(self.backups))
        for row, backup in enumerate(self.backups):
            for column, text in enumerate(self._cells(backup)):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_side(column))
                self.list.setItem(row, column, item)
        if self.backups:
            self.list.selectRow(0)
            self.list.setFocus()
        self._show_chosen()

    def _cells(self, backup: Backup) -> Sequence[str]:
        since = [_NONE] * 3
        facts, present = backup.facts, self._present
        if facts is not None and present is not None:
            since = [
                _signed(present.articles - facts.articles),
                _NONE if self._unseen else _signed(present.spans - facts.spans),
                _NONE if self._unseen else _signed(present.changes - facts.changes),
            ]
        return [_moment(backup), self._why(backup.why), _bytes(backup.bytes), *since]

    def _why(self, why: str) -> str:
        words = {
            "opening": self.tr("After opening"),
            "daily": self.tr("Once a day"),
            "import": self.tr("Before an import"),
            "merge": self.tr("Before a merge"),
            "removal": self.tr("Before a removal"),
            "migration": self.tr("Before a new format"),
            "restore": self.tr("Before a restore"),
            "asked": self.tr("By hand"),
            "damaged": self.tr("Damaged, kept as it was"),
            "work": self.tr("During work"),
            SINCE: self.tr("Saved since a backup"),
        }
        return words.get(why, why or _NONE)

    def _show_server(self) -> None:
        """Say whose the backups are; nothing else is to be done here."""
        self.state.setText(
            self.tr(
                "This project lies on a server, and so do its backups: they are the server’s. Who"
                " looks after the server makes one with:\n\n"
                "pg_dump --format=custom --file=project.dump DATABASE\n\n"
                "and brings it back with pg_restore. A pack for an annotator, or an export, is a"
                " file of your own."
            )
        )
        for widget in (self.list, self.about, self._row, self.working):
            widget.hide()
        self.restore_button.hide()
        self.make_button.hide()
        self.resize(520, 200)

    # -- the one that is chosen ----------------------------------------------------------------

    @property
    def chosen(self) -> Backup | None:
        """The backup whose row is chosen."""
        rows = self.list.selectionModel().selectedRows()
        return self.backups[rows[0].row()] if rows else None

    def _show_chosen(self) -> None:
        backup = self.chosen
        self.restore_button.setEnabled(backup is not None and self._task is None)
        if backup is None:
            self.about.show_text("")
        elif backup.why == SINCE:
            self.about.show_text(
                self.tr("Everything that was saved until then. File: {0}").format(backup.path)
            )
        elif backup.facts is None:
            self.about.show_text(self.tr("It cannot be read: {0}").format(backup.path))
        elif self._unseen:
            self.about.show_text(
                self.tr("Articles: {0}. File: {1}").format(
                    whole(backup.facts.articles), backup.path
                )
            )
        else:
            self.about.show_text(
                self.tr("Articles: {0}, spans: {1}. File: {2}").format(
                    whole(backup.facts.articles), whole(backup.facts.spans), backup.path
                )
            )

    def ask_to_restore(self) -> None:
        """Ask, and bring the project back to the chosen backup."""
        backup = self.chosen
        if backup is None or self._task is not None:
            return
        box = QMessageBox(self)
        box.setObjectName("backups_question")
        box.setOption(QMessageBox.Option.DontUseNativeDialog)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Restore a backup"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Bring the project back to how it was on {0}?").format(_moment(backup)))
        box.setInformativeText(
            self.tr(
                "Everybody who has it open sees it so. How it is now is backed up first, so that"
                " you can come back to it."
            )
        )
        yes = box.addButton(self.tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        box.exec()
        wanted = box.clickedButton() is yes
        box.deleteLater()
        if wanted:
            self.restore(backup)

    def restore(self, backup: Backup) -> None:
        """Bring the project back to a backup, in the background; the dialog closes after it."""
        project = self._session.project

        def work(_report: Progress, _cancelled: Cancelled) -> Restored:
            return project.restore(backup.path)

        self._begin(self.tr("Restoring …"))
        self._task = run_in_background(self, work, self._on_restored, self._on_failed)

    def _on_restored(self, restored: Restored) -> None:
        self._ended("")
        self.restored = restored
        self.accept()

    def make(self) -> None:
        """Make a backup now."""
        project = self._session.project

        def work(_report: Progress, _cancelled: Cancelled) -> Path | None:
            return project.back_up("asked")

        self._begin(self.tr("Making a backup …"))
        self._task = run_in_background(self, work, self._on_made, self._on_failed)

    def _on_made(self, _path: Path | None) -> None:
        self._problem = None
        self._task = None
        self.read()

    # -- the folder ----------------------------------------------------------------------------

    def _open_folder(self) -> None:
        backup = self.chosen
        folder = backup.path.parent if backup is not None else self._settings.backup_folder
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _change_folder(self) -> None:
        chosen = files.folder_of_backups(self, self._settings.backup_folder)
        if chosen is None:
            return
        try:
            self._settings.backup_folder = chosen
        except AnnotatorError as error:
            self._say(in_words(error.message))
            return
        self.read()

    # -- work ----------------------------------------------------------------------------------

    def _begin(self, words: str) -> None:
        self.working.say(words)
        self.working.bar.setRange(0, 0)
        self.working.bar.show()
        for widget in (self.restore_button, self.make_button, self.change_button):
            widget.setEnabled(False)

    def _ended(self, words: str) -> None:
        self._task = None
        self._say(words)
        self.make_button.setEnabled(True)
        self.change_button.setEnabled(True)
        self._show_chosen()

    def _say(self, words: str) -> None:
        self.working.say(f"{words[:1].upper()}{words[1:]}")

    def _on_failed(self, reason: Message) -> None:
        self._ended(in_words(reason))

    def reject(self) -> None:
        """Close, but not in the middle of restoring or of making a backup."""
        if self._task is None:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Do as Close does."""
        if self._task is None:
            super().closeEvent(event)
        else:
            event.ignore()


class _Cells(QStyledItemDelegate):
    """Cells with room beside them; of the row that is chosen, none is more chosen than another."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw no focus around a single cell."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Leave a gap between the columns."""
        return super().sizeHint(option, index) + QSize(_GAP, 0)


class _Table(QTableWidget):
    """A table in which Return chooses a row."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: Callable[[], None] | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Return; everything else is the table’s."""
        if self.chosen is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen()
        else:
            super().keyPressEvent(event)


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column > 1 else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _moment(backup: Backup) -> str:
    """Return when a backup was made, as the language writes it, in local time."""
    at = QDateTime.fromSecsSinceEpoch(int(backup.at.timestamp()))
    return QLocale().toString(at, QLocale.FormatType.ShortFormat)


def _signed(number: int) -> str:
    """Return how much more or less there is now: ``+3``, ``−2``, or a dash for neither."""
    if number == 0:
        return _NONE
    return f"{'+' if number > 0 else '−'}{whole(abs(number))}"


def _bytes(number: int) -> str:
    """Return a size in words: ``340 kB``, ``1.2 MB``."""
    for unit in ("B", "kB"):
        if number < 1_000:
            return f"{whole(number)} {unit}"
        number = round(number / 1_000)
    if number < 1_000:
        return f"{whole(number)} MB"
    return f"{decimal(number / 1_000, 1)} GB"
