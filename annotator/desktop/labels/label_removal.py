"""What becomes of the spans of a label that is removed?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import Label, shorten
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.theme import Theme
from annotator.desktop.toolkit.widgets.marks import CHIP, chip_icon, one_line
from annotator.desktop.toolkit.words import in_words
from annotator.words import counts


class RemovalDialog(FittingDialog):
    """Asks whether spans go over to another label or are deleted.

    Args:
        label: that goes.
        others: that its spans may get.
        use: how many spans each annotator has.
        theme: of the window.
        unseen: what is said where others' spans are not counted, "" where all are.
        parent: above which it asks.

    """

    def __init__(
        self,
        label: Label,
        others: Sequence[Label],
        use: Mapping[str, int],
        theme: Theme,
        unseen: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("label_removal")
        self.setWindowTitle(self.tr("Remove a label"))
        spans = sum(use.values())
        asked = (
            self.tr("{0} of {1} uses “{2}”. What becomes of them?")
            if spans == 1
            else self.tr("{0} of {1} use “{2}”. What becomes of them?")
        )
        words = asked.format(
            in_words(counts.spans(spans)),
            in_words(counts.annotators(len(use))),
            shorten(label.name, 60),
        )
        if label.of_article:
            asked = (
                self.tr("With “{0}” something is said of {1} by {2}.")
                if use
                else self.tr("With “{0}” something may be said of articles.")
            )
            words = asked.format(
                shorten(label.name, 60),
                in_words(counts.articles(spans)),
                in_words(counts.annotators(len(use))),
            )
        elif not use:
            words = self.tr("What becomes of spans with “{0}”?").format(shorten(label.name, 60))
        self.question = QLabel(f"{words} {unseen}".rstrip())
        self.question.setObjectName("label_removal_question")
        self.question.setTextFormat(Qt.TextFormat.PlainText)
        self.question.setWordWrap(True)
        self.move_choice = QRadioButton(self.tr("Move them to"))
        self.move_choice.setObjectName("label_removal_move")
        self.others = QComboBox()
        self.others.setObjectName("label_removal_to")
        self.others.setAccessibleName(self.tr("Label that they get"))
        self.others.setIconSize(QSize(CHIP, CHIP))
        scale = self.devicePixelRatioF()
        for other in others:
            icon = chip_icon(other, theme, self.font(), scale)
            self.others.addItem(icon, one_line(other.name, 60), other.id)
        self.others.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.others.setMinimumContentsLength(16)
        self.delete_choice = QRadioButton(self.tr("Delete them, with their links"))
        self.delete_choice.setObjectName("label_removal_delete")
        if label.of_article:
            self.delete_choice.setText(self.tr("Remove what is said, too"))
            self.move_choice.hide()
            self.others.hide()
        (self.move_choice if others else self.delete_choice).setChecked(True)
        self.move_choice.setEnabled(bool(others))
        self.others.setEnabled(bool(others))
        hint = QLabel(
            self.tr("Undo brings the label and what was said back.")
            if label.of_article
            else self.tr("Undo brings the label and its spans back.")
        )
        hint.setTextFormat(Qt.TextFormat.PlainText)
        hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.remove_button = self.buttons.addButton(
            self.tr("Remove the label"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.remove_button.setObjectName("label_removal_remove")
        self.remove_button.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.delete_choice.toggled.connect(self.others.setDisabled)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.move_choice)
        row.addWidget(self.others, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.question)
        layout.addLayout(row)
        layout.addWidget(self.delete_choice)
        layout.addWidget(hint)
        layout.addSpacing(4)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(420)

    @property
    def move_to(self) -> str | None:
        """Id of the label that the spans get; None: they are deleted."""
        return self.others.currentData() if self.move_choice.isChecked() else None
