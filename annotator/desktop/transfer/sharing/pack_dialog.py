"""Making a pack: for whom, with how many articles, into which file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import shorten
from annotator.desktop.session.session import Session
from annotator.desktop.session.unseen import hidden_articles
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.toolkit.dialogs.annotator_name import name_problem
from annotator.desktop.toolkit.dialogs.working import WorkingDialog
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.tasks import run_in_background
from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError
from annotator.exchange import pack_out
from annotator.progress import Cancelled, Progress
from annotator.project import SUFFIX, ArticleFilter, Packed
from annotator.words import Message, counts, joined

_WIDTH = 420


class PackDialog(WorkingDialog):
    """The file appears when it is complete; when it is stopped, there is none."""

    def __init__(self, session: Session, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pack_dialog")
        self.setWindowTitle(self.tr("Pack for an annotator"))
        self._session = session
        self._folder = folder
        self._chosen: Path | None = None
        self._build()
        self._show_state()

    def _build(self) -> None:
        about = QLabel(
            self.tr(
                "A pack is a project file with one annotator’s articles, labels and own work, and"
                " nobody else’s. Merge it back with Team ▸ Merge packs."
            )
        )
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        about.setMinimumWidth(_WIDTH)  # on the text: so its height, too, is that of this width
        self.who = QComboBox()
        self.who.setObjectName("pack_annotator")
        self.who.setAccessibleName(self.tr("Annotator whose pack it is"))
        self.who.setEditable(True)
        self.who.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.who.setCompleter(None)  # type: ignore[arg-type]
        names = self._session.project.annotators(offered=True)
        self.who.addItems(names)
        others = [name for name in names if name != self._session.annotator]
        self.who.setEditText(others[0] if others else "")
        line = self.who.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("Name"))
        self.holds = QLabel()
        self.holds.setObjectName("pack_holds")
        self.holds.setTextFormat(Qt.TextFormat.PlainText)
        self.holds.setWordWrap(True)
        self._file = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.file_button = QPushButton(self.tr("Choose …"))
        self.file_button.setObjectName("pack_file")
        self.file_button.setAccessibleName(self.tr("Choose the file"))
        self.file_button.setAutoDefault(False)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self._file, 1)
        place.addWidget(self.file_button)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.pack_button = self.buttons.addButton(
            self.tr("Pack"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.pack_button.setObjectName("pack_start")
        self.pack_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        whom = QHBoxLayout()
        whom.setSpacing(8)
        title = QLabel(self.tr("Annotator"))
        title.setBuddy(self.who)
        whom.addWidget(title)
        whom.addWidget(self.who, 1)
        layout.addWidget(about)
        layout.addLayout(whom)
        layout.addWidget(self.holds)
        layout.addLayout(place)
        layout.addWidget(self.working)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.who.editTextChanged.connect(self._show_state)
        self.file_button.clicked.connect(self._on_file)
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)

    # -- choosing ------------------------------------------------------------------------------

    @property
    def annotator(self) -> str:
        """Whose pack it is."""
        return self.who.currentText().strip()

    @property
    def path(self) -> Path:
        """Where it goes: as chosen, else beside the project with the annotator's name."""
        if self._chosen is not None:
            return self._chosen
        safe = "".join(c if c.isalnum() or c in "-_ " else "_" for c in self.annotator).strip()
        return self._folder / f"{safe or 'pack'}{SUFFIX}"

    def _on_file(self) -> None:
        chosen = files.pack_to_make(self, self.path)
        if chosen is not None:
            self._chosen = chosen
            self._show_state()

    def _show_state(self) -> None:
        busy = self._task is not None
        self.who.setEnabled(not busy)
        self.file_button.setEnabled(not busy)
        name = self.annotator
        problem = name_problem(name)
        self.holds.setText(problem or (self._counted(name) if name else ""))
        taken = self.path.exists()
        self._file.show_text(str(self.path))
        if not busy:
            self.working.say(
                self.tr("There is a file of this name already. Choose another one.")
                if taken and name
                else ""
            )
        self.pack_button.setEnabled(bool(name) and not (busy or problem or taken))

    def _counted(self, name: str) -> str:
        """Say which articles the pack would hold."""
        project = self._session.project
        try:
            mine = 0
            if name in project.annotators():
                mine = len(project.index(name, ArticleFilter(assigned_only=True)))
        except AnnotatorError as error:
            return in_words(error.message)
        if mine == 1:
            return self.tr("It holds the 1 article that is assigned to them.")
        if mine:
            return self.tr("It holds the {0} articles that are assigned to them.").format(
                whole(mine)
            )
        total = self._session.progress.total
        return self.tr("Nothing is assigned to them: it holds all articles ({0}).").format(
            whole(total)
        )

    # -- packing -------------------------------------------------------------------------------

    def start(self) -> None:
        """Write the pack in the background."""
        if not self.pack_button.isEnabled():
            return
        project, path, who = self._session.project, self.path, self.annotator

        def work(report: Progress, cancelled: Cancelled) -> Packed:
            return pack_out(project, path, who, progress=report, cancelled=cancelled)

        self._task = run_in_background(
            self, work, lambda packed: self._on_packed(packed, path), self._on_failed, self._on_stop
        )
        self._show_state()
        self.working.follow(self._task, self.tr("Packing …"))

    def _on_packed(self, packed: Packed, path: Path) -> None:
        self._task = None
        counted = [counts.articles(packed.articles)]
        if self.annotator == self._session.annotator or not hidden_articles(self._session):
            counted.append(counts.spans(packed.spans))
        said = joined(counted)
        self._session.told.emit(
            self.tr("Packed {0} into {1}.").format(in_words(said), shorten(path.name, 60))
        )
        self.accept()

    def _on_failed(self, reason: Message) -> None:
        self._task = None
        self._show_state()
        self.working.say(self.tr("Nothing was packed: {0}.").format(in_words(reason)))

    def _on_stop(self) -> None:
        self._task = None
        self._show_state()
        self.working.say(self.tr("Stopped. Nothing was packed."))
