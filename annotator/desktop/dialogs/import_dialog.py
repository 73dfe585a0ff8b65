"""Importing: choose, look at what would come in, bring it in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import shorten
from annotator.desktop.dialogs import files
from annotator.desktop.dialogs.working import Working
from annotator.desktop.panels.elided import ElidedLabel
from annotator.desktop.phrases import in_words, list_in_words
from annotator.desktop.session import Session
from annotator.desktop.tasks import Cancelled, Report, Task, run_in_background
from annotator.exchange import ImportOptions, Outlook, Summary, bring_in, count, look

T = TypeVar("T")

ENCODINGS = (None, "utf-8", "windows-1252", "utf-16", "iso-8859-1", "iso-8859-15", "macroman")
_SHOWN_REFUSALS = 500


class ImportDialog(QDialog):
    """Nothing is written before Import is pressed; when it is stopped, nothing has changed."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, paths: Sequence[Path] = ()
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle(self.tr("Import"))
        self._session = session
        self._paths = list(paths)
        self._task: Task | None = None
        self._importing = False
        self._again = False
        self._closing = False
        self.outlook: Outlook | None = None
        self._build()
        self._show_state()
        if self._paths:
            self._look()

    # -- layout --------------------------------------------------------------------------------

    def _build(self) -> None:
        self._source = ElidedLabel()
        self.files_button = QPushButton(self.tr("Files…"))
        self.files_button.setObjectName("import_files")
        self.folder_button = QPushButton(self.tr("Folder…"))
        self.folder_button.setObjectName("import_folder")
        source = QHBoxLayout()
        source.setSpacing(8)
        source.addWidget(self._source, 1)
        source.addWidget(self.files_button)
        source.addWidget(self.folder_button)
        self.encoding = QComboBox()
        self.encoding.setObjectName("import_encoding")
        self.encoding.setAccessibleName(self.tr("Encoding of plain text files"))
        self.encoding.addItem(self.tr("Automatic"))
        self.encoding.addItems([name.upper() for name in ENCODINGS if name is not None])
        self.annotator = QComboBox()
        self.annotator.setObjectName("import_annotator")
        self.annotator.setAccessibleName(self.tr("Annotator of spans without a name"))
        self.annotator.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.annotator.setMinimumContentsLength(16)
        self._names = self._session.project.annotators()
        self.annotator.addItems([shorten(name, 60) for name in self._names])
        if self._session.annotator in self._names:
            self.annotator.setCurrentIndex(self._names.index(self._session.annotator))
        options = QFormLayout()
        options.setHorizontalSpacing(12)
        options.setVerticalSpacing(8)
        options.addRow(self.tr("Encoding of plain text"), self.encoding)
        options.addRow(self.tr("Spans without a name are by"), self.annotator)
        self.working = Working()
        self.refused = QListWidget()
        self.refused.setObjectName("import_refused")
        self.refused.setAccessibleName(self.tr("What cannot be imported"))
        self.refused.setWordWrap(True)
        self.refused.setSelectionMode(QListWidget.SelectionMode.SingleSelection)
        self.rest = QCheckBox(self.tr("Import the rest"))
        self.rest.setObjectName("import_rest")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.import_button = self.buttons.addButton(
            self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.import_button.setObjectName("import_start")
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        for button in (self.files_button, self.folder_button, cancel):
            button.setAutoDefault(False)
        self.import_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(source)
        layout.addLayout(options)
        layout.addWidget(self.working)
        layout.addWidget(self.refused, 1)
        layout.addWidget(self.rest)
        layout.addStretch(0)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(520)
        self.files_button.clicked.connect(self._on_files)
        self.folder_button.clicked.connect(self._on_folder)
        self.encoding.activated.connect(self._look)
        self.annotator.activated.connect(self._look)
        self.rest.toggled.connect(self._show_state)
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)

    # -- choosing ------------------------------------------------------------------------------

    def _folder(self) -> Path:
        return self._paths[0].parent if self._paths else Path.home()

    def _on_files(self) -> None:
        self.choose(files.files_to_import(self, self._folder()))

    def _on_folder(self) -> None:
        self.choose(files.folder_to_import(self, self._folder()))

    def choose(self, paths: Sequence[Path]) -> None:
        """Look at other files and folders; none leaves those that were chosen."""
        if paths:
            self._paths = list(paths)
            self._look()

    def _options(self) -> ImportOptions:
        place = self.annotator.currentIndex()
        return ImportOptions(
            encoding=ENCODINGS[self.encoding.currentIndex()],
            annotator=self._names[place] if place >= 0 else None,
            skip_bad=True,
        )

    # -- looking -------------------------------------------------------------------------------

    def _look(self) -> None:
        """Find out, in the background, what would come in; the newest choice wins."""
        if not self._paths or self._importing:
            return
        if self._task is not None:
            self._again = True
            self._task.cancel()
            return
        self._again = False
        self.outlook = None
        project, paths, options = self._session.project, tuple(self._paths), self._options()

        def work(report: Report, cancelled: Cancelled) -> Outlook:
            return look(project, paths, options, report, cancelled)

        self._run(work, self._on_looked, self.tr("Looking at the files…"))

    def _on_looked(self, outlook: Outlook) -> None:
        if self._ended():
            self.outlook = outlook
            self.rest.setChecked(False)
            self.refused.clear()
            self.refused.addItems([str(one) for one in outlook.refused[:_SHOWN_REFUSALS]])
            more = len(outlook.refused) - _SHOWN_REFUSALS
            if more > 0:
                self.refused.addItem(self.tr("and {0} more").format(f"{more:,}"))
            self._show_state()
            self.working.say(self._preview(outlook))

    def _preview(self, outlook: Outlook) -> str:
        lines = [_sentence(list_in_words(outlook.sentence()))]
        if outlook.labels:
            names = ", ".join(shorten(name, 30) for name in outlook.labels[:8])
            more = ", …" if len(outlook.labels) > 8 else ""
            lines.append(
                self.tr("{0} will be added: {1}{2}.").format(
                    in_words(count(len(outlook.labels), "label")), names, more
                )
            )
        return "\n".join(lines)

    # -- importing -----------------------------------------------------------------------------

    def start(self) -> None:
        """Bring in what was shown."""
        if not self.import_button.isEnabled() or self.outlook is None:
            return
        self._importing = True
        project, paths, options = self._session.project, tuple(self._paths), self._options()
        outlook = self.outlook

        def work(report: Report, cancelled: Cancelled) -> Summary:
            return bring_in(project, paths, options, report, cancelled, outlook=outlook)

        self._run(work, self._on_imported, self.tr("Importing…"))

    def _on_imported(self, summary: Summary) -> None:
        self._task, self._importing = None, False
        self._session.reload()
        self._session.told.emit(self.tr("Imported: {0}.").format(list_in_words(summary.sentence())))
        self.accept()

    # -- both ----------------------------------------------------------------------------------

    def _run(
        self, work: Callable[[Report, Cancelled], T], done: Callable[[T], None], words: str
    ) -> None:
        self._task = run_in_background(self, work, done, self._on_failed, self._on_cancelled)
        self._show_state()
        self.working.follow(self._task, words)

    def _ended(self) -> bool:
        """Tell whether an answer is still wanted; if not, ask anew or close."""
        self._task, self._importing = None, False
        if self._closing:
            super().reject()
            return False
        if self._again:
            self._look()
            return False
        return True

    def _on_failed(self, reason: str) -> None:
        if self._ended():
            self.outlook = None
            self._show_state()
            self.working.say(self.tr("Nothing was imported: {0}.").format(reason))

    def _on_cancelled(self) -> None:
        if self._ended():
            self._show_state()
            self.working.say(self.tr("Stopped. Nothing was imported."))

    def reject(self) -> None:
        """Stop what is being done, and close; a running import is waited for."""
        if self._task is None:
            super().reject()
            return
        self._task.cancel()
        self._closing = not self._importing
        self.working.say(self.tr("Stopping…"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Do as Cancel does."""
        if self._task is None:
            super().closeEvent(event)
        else:
            event.ignore()
            self.reject()

    def _show_state(self) -> None:
        outlook, busy = self.outlook, self._task is not None
        refused = outlook is not None and bool(outlook.refused)
        self.refused.setVisible(refused)
        self.rest.setVisible(refused)
        self.rest.setEnabled(not busy)
        for widget in (self.files_button, self.folder_button, self.encoding, self.annotator):
            widget.setEnabled(not self._importing)
        something = outlook is not None and (
            outlook.articles + outlook.already_there + outlook.spans + outlook.links > 0
        )
        allowed = not refused or self.rest.isChecked()
        self.import_button.setEnabled(something and allowed and not busy)
        self._source.show_text(self._source_text())
        if not self._paths:
            self.working.say(self.tr("Choose files, or a folder with files."))

    def _source_text(self) -> str:
        if not self._paths:
            return self.tr("Nothing chosen yet")
        if len(self._paths) == 1:
            return str(self._paths[0])
        names = ", ".join(path.name for path in self._paths[:20])
        return self.tr("{0} files: {1}").format(len(self._paths), names)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
