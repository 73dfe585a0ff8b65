"""One article from the clipboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import shorten
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.dialogs.working import Working
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.widgets.exact_text import ExactText
from annotator.desktop.toolkit.words import in_words, within_quotes
from annotator.exchange import ImportOptions, ImportPreview, Summary, bring_in, look
from annotator.progress import Cancelled, Progress
from annotator.unfinished import temporary_folder
from annotator.words import Message, counts

_TITLE_LENGTH = 120
_SHOWN = 20_000
_FILE = "pasted.jsonl"


def title_of(text: str) -> str:
    """Return the first line that is not blank, shortened."""
    lines = (line.strip() for line in text[:_SHOWN].split("\n"))
    return shorten(next((line for line in lines if line), ""), _TITLE_LENGTH)


@contextmanager
def _as_file(record: bytes) -> Iterator[Path]:
    with temporary_folder() as folder:
        path = folder / _FILE
        path.write_bytes(record)
        yield path


class PasteDialog(FittingDialog):
    """Shows the text and its title; nothing is written before Add is pressed.

    Args:
        session: of the project.
        text: as it was on the clipboard.
        parent: of the dialog.

    """

    def __init__(self, session: Session, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paste_dialog")
        self.setWindowTitle(self.tr("Paste as article"))
        self._session = session
        self._text = text
        self._task: Task | None = None
        self._adding = False
        self._closing = False
        self.preview: ImportPreview | None = None
        self._build()
        if text.strip():
            self._look()
        else:
            self.working.say(self.tr("There is no text on the clipboard."))

    def _build(self) -> None:
        self.title = QLineEdit(title_of(self._text))
        self.title.setObjectName("paste_title")
        self.title.setAccessibleName(self.tr("Title"))
        self.title.setCursorPosition(0)
        self.source = QLineEdit()
        self.source.setObjectName("paste_source")
        self.source.setAccessibleName(self.tr("Source"))
        self.source.setPlaceholderText(self.tr("Address or name of the newspaper"))
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.addRow(self.tr("&Title"), self.title)
        form.addRow(self.tr("&Source"), self.source)
        self.view = ExactText()
        self.view.setObjectName("paste_text")
        self.view.setAccessibleName(self.tr("Text of the article"))
        self.view.setReadOnly(True)
        self.view.setTabChangesFocus(True)
        self.view.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        more = len(self._text) > _SHOWN
        self.view.setPlainText(self._text[:_SHOWN] + (" …" if more else ""))
        self.length = QLabel(in_words(counts.characters(len(self._text))))
        self.working = Working()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.add_button = self.buttons.addButton(
            self.tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.add_button.setObjectName("paste_add")
        self.add_button.setDefault(True)
        self.add_button.setEnabled(False)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(form)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.length)
        layout.addWidget(self.working)
        layout.addWidget(self.buttons)
        self.setMinimumSize(420, 320)
        self.resize(620, 520)
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)

    def _record(self) -> bytes:
        """Return the article as it is typed now, as a line that an import reads.

        Raises:
            TypeError: it holds half of a surrogate pair, which is no text.

        """
        return orjson.dumps(
            {
                "schema": "annotator/1",
                "text": self._text,
                "title": self.title.text().strip(),
                "source": self.source.text().strip(),
            }
        )

    def _look(self) -> None:
        """Find out whether the article is there already, or like another one."""
        try:
            record = self._record()
        except TypeError:
            self.working.say(self.tr("This text cannot be stored."))
            return
        project = self._session.project

        def work(report: Progress, cancelled: Cancelled) -> ImportPreview:
            with _as_file(record) as path:
                return look(project, [path], ImportOptions(), report, cancelled)

        self._task = run_in_background(
            self, work, self._on_looked, self._on_failed, self._on_cancelled
        )
        self.working.follow(self._task, self.tr("Looking at the text …"))

    def _on_looked(self, preview: ImportPreview) -> None:
        self._task = None
        if self._closing:
            self.reject()
            return
        self.preview = preview
        if preview.already_there:
            self.working.say(self.tr("An article with this text is already there."))
            return
        alike = preview.near_duplicates
        said = ""
        if alike:
            title = preview.titles.get(alike[0].like) or alike[0].like
            said = self.tr("It tells the same as “{0}”.").format(within_quotes(shorten(title, 80)))
        self.working.say(said)
        self.add_button.setEnabled(True)

    def start(self) -> None:
        """Add the article."""
        if not self.add_button.isEnabled() or self._task is not None:
            return
        try:
            record = self._record()
        except TypeError:
            self.working.say(self.tr("This text cannot be stored."))
            return
        self._adding = True
        self.add_button.setEnabled(False)
        project, by = self._session.project, self._session.annotator
        window = self._session.following.window

        def work(report: Progress, cancelled: Cancelled) -> Summary:
            with _as_file(record) as path:
                files = (project, [path], ImportOptions())
                return bring_in(*files, report, cancelled, by=by, window=window)

        self._task = run_in_background(
            self, work, self._on_added, self._on_failed, self._on_cancelled
        )
        self.working.follow(self._task, self.tr("Adding …"))

    def _on_added(self, summary: Summary) -> None:
        self._task = None
        self._session.reload()
        self._session.told.emit(self.tr("Imported: {0}.").format(in_words(summary.sentence())))
        self.accept()

    def _on_failed(self, reason: Message) -> None:
        self._task, self._adding = None, False
        if self._closing:
            self.reject()
            return
        without_place = dict(reason.arguments).get("reason")
        if isinstance(without_place, Message):
            reason = without_place
        self.working.say(self.tr("It cannot be added: {0}.").format(in_words(reason)))

    def _on_cancelled(self) -> None:
        self._task, self._adding = None, False
        if self._closing:
            self.reject()
            return
        self.working.say(self.tr("Stopped. Nothing was added."))
        self.add_button.setEnabled(True)

    def reject(self) -> None:
        """Stop what is being done; close when nothing is."""
        if self._task is not None:
            self._closing = not self._adding
            self._task.cancel()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Do as Cancel does."""
        if self._task is None:
            super().closeEvent(event)
        else:
            event.ignore()
            self.reject()
