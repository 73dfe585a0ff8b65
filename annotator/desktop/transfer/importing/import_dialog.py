"""Importing: choose, look at what would come in, bring it in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import shorten
from annotator.desktop.session.session import Session
from annotator.desktop.session.unseen import seen_titles
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.toolkit.dialogs.working import Working
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.settings import home_folder
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.words import in_words
from annotator.desktop.transfer.importing.dropping import dropped_paths
from annotator.desktop.transfer.importing.import_alike import AlikePage
from annotator.desktop.transfer.importing.import_articles import ArticlesPage
from annotator.desktop.transfer.importing.import_form import ImportForm
from annotator.desktop.transfer.importing.import_refused import RefusedPage
from annotator.desktop.transfer.importing.note_label import NoteLabel
from annotator.desktop.transfer.sharing.merge_preview import gold_again
from annotator.errors import NotSavedError
from annotator.exchange import (
    ImportOptions,
    ImportPreview,
    Summary,
    bring_in,
    listed,
    look,
    write_refused,
)
from annotator.progress import Cancelled, Progress
from annotator.project import is_url
from annotator.words import Message, counts

T = TypeVar("T")

PAUSE_MS = 250
"""So long after the last change of a choice the files are looked at again."""

_ARTICLES, _ALIKE, _REFUSED = range(3)
_MOST_NAMED = 3


class ImportDialog(FittingDialog):
    """Nothing is written before Import is pressed; when it is stopped, nothing has changed.

    Attributes:
        preview: what would come in; None while that is not known.

    """

    def __init__(
        self, session: Session, parent: QWidget | None = None, paths: Sequence[Path] = ()
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle(self.tr("Import"))
        self.setAcceptDrops(True)
        self._session = session
        self._paths = list(paths)
        self._task: Task | None = None
        self._importing = False
        self._again = False
        self._closing = False
        self._fresh = True
        self.preview: ImportPreview | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._build()
        self._show_state()
        if self._paths:
            self._look()

    # -- layout --------------------------------------------------------------------------------

    def _build(self) -> None:
        self._source = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.files_button = QPushButton(self.tr("&Files …"))
        self.files_button.setObjectName("import_files")
        self.folder_button = QPushButton(self.tr("F&older …"))
        self.folder_button.setObjectName("import_folder")
        source = QHBoxLayout()
        source.setSpacing(8)
        source.addWidget(self._source, 1)
        source.addWidget(self.files_button)
        source.addWidget(self.folder_button)
        project = self._session.project
        self.form = ImportForm(project.annotators(), self._session.annotator)
        self.guessed = NoteLabel("import_guessed")
        self.working = Working()
        self.articles = ArticlesPage()
        self.alike = AlikePage()
        self.refused_page = RefusedPage(self._refused_file())
        self.refused = self.refused_page.list
        self.rest = self.refused_page.rest
        self.tabs = QTabWidget()
        self.tabs.setObjectName("import_tabs")
        self.tabs.setAccessibleName(self.tr("What was found in the files"))
        for page in (self.articles, self.alike, self.refused_page):
            self.tabs.addTab(page, "")
        self._empty = QLabel(self.tr("Drop files or folders here"))
        self._empty.setObjectName("import_drop")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setStyleSheet("border: 2px dashed palette(mid); border-radius: 8px;")
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
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(source)
        for widget in (self.form, self.working, self.guessed):
            layout.addWidget(widget)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.buttons)
        self.setMinimumSize(640, 480)
        self.resize(880, 660)
        self.files_button.clicked.connect(self._on_files)
        self.folder_button.clicked.connect(self._on_folder)
        self.form.changed.connect(self._look_soon)
        self.refused_page.repairs_changed.connect(self._look_soon)
        self.refused_page.rest_changed.connect(self._show_state)
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)

    def _refused_file(self) -> Path:
        location = self._session.project.location
        if is_url(location):
            return home_folder() / "refused.jsonl"
        path = Path(location).absolute()
        return path.with_name(f"{path.stem}-refused.jsonl")

    # -- choosing ------------------------------------------------------------------------------

    def _folder(self) -> Path:
        return self._paths[0].parent if self._paths else home_folder()

    def _on_files(self) -> None:
        self.choose(files.files_to_import(self, self._folder()))

    def _on_folder(self) -> None:
        self.choose(files.folder_to_import(self, self._folder()))

    def choose(self, paths: Sequence[Path]) -> None:
        """Look at other files and folders; none leaves those that were chosen."""
        if not paths or self._importing:
            return
        self._paths = list(paths)
        self._fresh = True
        self.form.forget_files()
        self.refused_page.forget()
        self._look()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if dropped_paths(event.mimeData()) and not self._importing:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what was dropped."""
        event.acceptProposedAction()
        self.choose(dropped_paths(event.mimeData()))

    def _options(self) -> ImportOptions:
        self.form.set_repairs(self.refused_page.wanted_repairs)
        return self.form.options()

    # -- looking -------------------------------------------------------------------------------

    def _look_soon(self) -> None:
        """Look again when nothing was changed for a moment; until then nothing is imported."""
        if not self._paths or self._importing:
            return
        self.preview = None
        if self._task is not None:
            self._again = True
            self._task.cancel()
        self._pause.start()
        self._show_state()

    def _look(self) -> None:
        """Find out, in the background, what would come in; the newest choice wins."""
        self._pause.stop()
        if not self._paths or self._importing:
            return
        if self._task is not None:
            self._again = True
            self._task.cancel()
            return
        self._again = False
        self.preview = None
        project, paths, options = self._session.project, tuple(self._paths), self._options()

        def work(report: Progress, cancelled: Cancelled) -> ImportPreview:
            return look(project, paths, options, report, cancelled)

        self._run(work, self._on_looked, self.tr("Looking at the files …"))

    def _on_looked(self, preview: ImportPreview) -> None:
        if not self._ended():
            return
        self.preview = preview
        self.form.show_found(preview)
        self.articles.show_preview(preview)
        self.alike.show_preview(preview)
        self.refused_page.show_refused(preview.refused)
        self._name_tabs(preview)
        if self._fresh:
            self._fresh = False
            self.tabs.setCurrentIndex(_REFUSED if _all_refused(preview) else _ARTICLES)
            if preview.guessed:
                self.articles.select_guessed()
        self._show_state()
        self.working.say(self._preview(preview))

    def _name_tabs(self, preview: ImportPreview) -> None:
        self._name_tab(_ARTICLES, self.tr("Articles"), preview.articles + preview.already_there)
        self._name_tab(_ALIKE, self.tr("Near-duplicates"), len(preview.near_duplicates))
        self._name_tab(_REFUSED, self.tr("Refused"), len(preview.refused))
        self.tabs.setTabVisible(_ALIKE, bool(preview.near_duplicates))
        repaired = bool(self.refused_page.repairs)
        self.tabs.setTabVisible(_REFUSED, bool(preview.refused) or repaired)

    def _name_tab(self, place: int, name: str, number: int) -> None:
        self.tabs.setTabText(place, self.tr("{0} ({1})").format(name, whole(number)))

    def _preview(self, preview: ImportPreview) -> str:
        lines = [_sentence(in_words(preview.sentence()))]
        if preview.labels:
            names = ", ".join(shorten(name, 30) for name in preview.labels[:8])
            more = ", …" if len(preview.labels) > 8 else ""
            lines.append(
                self.tr("{0} will be added: {1}{2}.").format(
                    in_words(counts.labels(len(preview.labels))), names, more
                )
            )
        if preview.widened:
            allowed = shorten(in_words(listed(preview.widened, 4)), 200)
            lines.append(self.tr("Labels will also allow: {0}.").format(allowed))
        if preview.left_out:
            left = listed([one.sentence() for one in preview.left_out], 2)
            lines.append(self.tr("Left out: {0}.").format(shorten(in_words(left), 300)))
        if preview.remarks:
            said = shorten(in_words(listed(preview.remarks, 2)), 300)
            lines.append(self.tr("Note: {0}.").format(said))
        others = [one for one in preview.guesses if not one.template.startswith("the encoding of")]
        if others:
            guessed = shorten(in_words(listed(others, 3)), 300)
            lines.append(self.tr("Guessed: {0}.").format(guessed))
        return "\n".join(lines)

    def _warning(self) -> str:
        preview = self.preview
        if preview is None:
            return ""
        lines = []
        if preview.columns and "text" not in preview.roles:
            lines.append(self.tr("No column is known to hold the text. Choose it above."))
        if preview.guessed:
            guesses = [one for one in preview.entries if one.guessed]
            names = sorted({one.encoding.upper() for one in guesses})
            words = self.tr(
                "The encoding of {0} is a guess: {1}. Check the marked letters in the text below."
            )
            number = in_words(counts.articles(preview.guessed))
            lines.append(words.format(number, ", ".join(names)))
        for unread in preview.unread[:_MOST_NAMED]:
            words = self.tr("{0}: {1}. Choose its format above.")
            lines.append(words.format(unread.file, in_words(unread.reason())))
        if preview.refused and not self.rest.isChecked():
            words = self.tr("{0} refused, so nothing is imported: mend it, or import the rest.")
            lines.append(words.format(whole(len(preview.refused))))
        return "\n".join(lines)

    # -- importing -----------------------------------------------------------------------------

    def start(self) -> None:
        """Bring in what was shown."""
        if not self.import_button.isEnabled() or self.preview is None:
            return
        self._importing = True
        project, paths, options = self._session.project, tuple(self._paths), self._options()
        preview, target = self.preview, self.refused_page.target
        by, window = self._session.annotator, self._session.following.window

        def work(report: Progress, cancelled: Cancelled) -> tuple[Summary, str]:
            summary = bring_in(
                *(project, paths, options, report, cancelled),
                preview=preview,
                by=by,
                window=window,
            )
            if target is None or not preview.refused:
                return summary, ""
            try:
                write_refused(preview.refused, target)
            except NotSavedError as error:  # what came in is in
                return summary, in_words(error.message)
            return summary, ""

        self._run(work, self._on_imported, self.tr("Importing …"))

    def _on_imported(self, result: tuple[Summary, str]) -> None:
        summary, trouble = result
        target = self.refused_page.target if summary.refused else None
        self._task, self._importing = None, False
        self._session.reload()
        told = self.tr("Imported: {0}.").format(in_words(summary.sentence()))
        if titles := seen_titles(self._session, summary.reopened):
            told += " " + gold_again(titles) + "."
        if trouble:
            told += " " + self.tr("What was refused could not be written: {0}.").format(trouble)
        elif target is not None:
            told += " " + self.tr("What was refused is in {0}.").format(target.name)
        if summary.not_backed_up is not None:
            reason = in_words(summary.not_backed_up)
            told += f" {reason[:1].upper()}{reason[1:]}."
        self._session.told.emit(told)
        self.accept()

    # -- both ----------------------------------------------------------------------------------

    def _run(
        self, work: Callable[[Progress, Cancelled], T], done: Callable[[T], None], words: str
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
            self._again = False
            if not self._pause.isActive():
                self._look()
            return False
        return True

    def _on_failed(self, reason: Message) -> None:
        if self._ended():
            self.preview = None
            self._show_state()
            self.working.say(self.tr("Nothing was imported: {0}.").format(in_words(reason)))

    def _on_cancelled(self) -> None:
        if self._ended():
            self._show_state()
            self.working.say(self.tr("Stopped. Nothing was imported."))

    def reject(self) -> None:
        """Stop what is being done, and close; a running import is waited for."""
        self._pause.stop()
        if self._task is None:
            super().reject()
            return
        self._task.cancel()
        self._closing = not self._importing
        self.working.say(self.tr("Stopping …"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Do as Cancel does."""
        if self._task is None:
            self._pause.stop()
            super().closeEvent(event)
        else:
            event.ignore()
            self.reject()

    def _show_state(self) -> None:
        preview, busy = self.preview, self._task is not None
        refused = preview is not None and bool(preview.refused)
        looked = bool(self._paths) and (preview is not None or not self._fresh)
        self.tabs.setVisible(looked)
        self._empty.setVisible(not looked)
        self.form.setVisible(bool(self._paths))
        for widget in (self.files_button, self.folder_button, self.form, self.refused_page):
            widget.setEnabled(not self._importing)
        something = preview is not None and (
            preview.articles + preview.already_there + preview.spans + preview.links > 0
        )
        allowed = not refused or self.rest.isChecked()
        self.import_button.setEnabled(something and allowed and not busy)
        self.guessed.say(self._warning())
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


def _all_refused(preview: ImportPreview) -> bool:
    """Tell whether something is refused of each article, of which the bare text may come in."""
    places = {(one.file, one.line) for one in preview.refused}
    return bool(places) and all((one.file, one.line) in places for one in preview.entries)
