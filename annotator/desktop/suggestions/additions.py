"""Words and patterns that everybody's suggestions come from, added and removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.choices import LONGEST_PATTERN, Choice, TextPattern, WordList
from annotator.annotation.edits import SetChoices
from annotator.annotation.records import Label
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.desktop.toolkit.words import in_words
from annotator.errors import InputError
from annotator.inputs import read_input
from annotator.words import counts

_ID = int(Qt.ItemDataRole.UserRole)
_LENGTH = 60


class Additions(QWidget):
    """The list of dictionaries and patterns, and what adds to it.

    Args:
        session: what is open.
        folder: where files are looked for first.
        parent: owns this.

    Signals:
        said: why something was not added, or what was; a sentence.

    """

    said = Signal(str)

    def __init__(self, session: Session, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._folder = folder
        about = QLabel(
            self.tr(
                "They are kept in the project and are everybody’s. A dictionary is a CSV or JSON"
                " lines file with text and label; a pattern is a regular expression, and may take a"
                " quarter of a second in an article."
            )
        )
        about.setWordWrap(True)
        about.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.list = QListWidget()
        self.list.setObjectName("suggestion_additions")
        self.list.setAccessibleName(self.tr("Dictionaries and patterns"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.empty = QLabel(self.tr("There are none yet."))
        self.empty.setObjectName("suggestion_additions_empty")
        self.add_words = QPushButton(self.tr("Add a dictionary …"))
        self.add_words.setObjectName("suggestion_add_words")
        self.remove = QPushButton(self.tr("Remove"))
        self.remove.setObjectName("suggestion_remove")
        self.label = QComboBox()
        self.label.setObjectName("suggestion_pattern_label")
        self.label.setAccessibleName(self.tr("Label of the pattern"))
        self.label.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.label.setMinimumContentsLength(12)
        self.pattern = QLineEdit()
        self.pattern.setObjectName("suggestion_pattern")
        self.pattern.setMaxLength(LONGEST_PATTERN)
        self.pattern.setAccessibleName(self.tr("Regular expression"))
        self.pattern.setPlaceholderText(self.tr(r"Regular expression, as MS [A-Z]\w+"))
        self.add_pattern = QPushButton(self.tr("Add the pattern"))
        self.add_pattern.setObjectName("suggestion_add_pattern")
        self.add_pattern.setEnabled(False)
        for button in (self.add_words, self.remove, self.add_pattern):
            button.setAutoDefault(False)
        self._lay_out(about)
        self.list.currentRowChanged.connect(lambda row: self.remove.setEnabled(row >= 0))
        self.add_words.clicked.connect(self._on_add_words)
        self.remove.clicked.connect(self._on_remove)
        self.pattern.textChanged.connect(lambda text: self.add_pattern.setEnabled(bool(text)))
        self.pattern.returnPressed.connect(self._on_add_pattern)
        self.add_pattern.clicked.connect(self._on_add_pattern)

    def _lay_out(self, about: QLabel) -> None:
        beside = QHBoxLayout()
        beside.addWidget(self.add_words)
        beside.addStretch(1)
        beside.addWidget(self.remove)
        new = QHBoxLayout()
        new.addWidget(self.label)
        new.addWidget(self.pattern, 1)
        new.addWidget(self.add_pattern)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(about)
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 1)
        layout.addLayout(beside)
        layout.addLayout(new)

    # -- showing -------------------------------------------------------------------------------

    def show_choices(self, choices: Mapping[str, Choice], labels: Iterable[Label]) -> None:
        """Show what is in the project."""
        names = {one.id: one.name for one in labels}
        row, chosen = self.list.currentRow(), self.label.currentData()
        self.list.clear()
        for choice in choices.values():
            words = self._words_for(choice, names)
            if words:
                item = QListWidgetItem(words)
                item.setData(_ID, choice.id)
                self.list.addItem(item)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.empty.setVisible(not self.list.count())
        self.list.setVisible(bool(self.list.count()))
        self.remove.setEnabled(self.list.currentRow() >= 0)
        self.label.clear()
        for name, words in names.items():
            self.label.addItem(one_line(words, _LENGTH), name)
        self.label.setCurrentIndex(max(0, self.label.findData(chosen)))

    def _words_for(self, choice: Choice, names: Mapping[str, str]) -> str:
        chosen = choice.chosen
        if isinstance(chosen, WordList):
            of = dict.fromkeys(names.get(one.label, "?") for one in chosen.words)
            return self.tr("Dictionary {0}: {1} for {2}").format(
                one_line(chosen.name, _LENGTH),
                in_words(counts.entries(len(chosen.words))),
                one_line(", ".join(of), _LENGTH),
            )
        if isinstance(chosen, TextPattern):
            return self.tr("Pattern for {0}: {1}").format(
                one_line(names.get(chosen.label, "?"), _LENGTH), one_line(chosen.expression, 200)
            )
        return ""

    # -- doing ---------------------------------------------------------------------------------

    def _on_add_words(self) -> None:
        path = files.dictionary_to_load(self, self._folder)
        if path is not None:
            self.take_words(path)

    def take_words(self, path: Path) -> None:
        """Add the dictionary of a file, or say what is wrong with it."""
        from annotator.exchange.suggesting import words_of

        self._folder = path.parent
        try:
            made = words_of(read_input(path, path.name), path.name, [*self._labels()])
        except InputError as error:
            self.said.emit(_sentence(in_words(error.message)))
        except OSError as error:
            self.said.emit(
                self.tr("{0} cannot be read: {1}.").format(path.name, error.strerror or str(error))
            )
        else:
            self._apply(made)

    def _on_add_pattern(self) -> None:
        from annotator.exchange.suggesting import pattern_of

        label, expression = self.label.currentData(), self.pattern.text()
        if not expression or label is None:
            return
        try:
            made = pattern_of(label, expression)
        except InputError as error:
            self.said.emit(_sentence(in_words(error.message)))
        else:
            if self._apply(made):
                self.pattern.clear()

    def _on_remove(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._session.apply(SetChoices(gone=(item.data(_ID),)))

    def _apply(self, made: Choice) -> bool:
        self.said.emit("")
        return self._session.apply(SetChoices(made=(made,))) is not None

    def _labels(self) -> Iterable[Label]:
        return self._session.labels.values()


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
