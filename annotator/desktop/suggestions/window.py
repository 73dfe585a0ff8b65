"""Suggestions: what each label and source is worth, and what they come from."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.changes import Changes
from annotator.annotation.choices import OTHERS, Choice, from_others, off_id, switched_off
from annotator.annotation.edits import SetChoices
from annotator.desktop.session.session import Session
from annotator.desktop.suggestions.additions import Additions
from annotator.desktop.suggestions.figures import Figures, work_out
from annotator.desktop.suggestions.own_sources import OwnSources
from annotator.desktop.suggestions.source_table import SourceTable
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError
from annotator.progress import Cancelled, Progress
from annotator.words import Message

_NAME_LENGTH = 40


class SuggestionsDialog(FittingDialog):
    """Stays beside the window; what is switched here holds for everybody and is undone as edits.

    Args:
        session: what is open.
        themes: of the window.
        settings: of the person at this computer.
        folder: where dictionaries are looked for first.
        parent: above which it stays.

    """

    def __init__(
        self,
        session: Session,
        themes: Themes,
        settings: Settings,
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("suggestions_dialog")
        self.setWindowTitle(self.tr("Suggestions"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._themes = themes
        self._settings = settings
        self._task: Task | None = None
        self._again = False
        self._figures: Figures | None = None
        self._choices: dict[str, Choice] = {}
        self._build(folder)
        session.changed.connect(self._on_changed)
        session.labels_changed.connect(self.read)
        session.annotator_changed.connect(self._on_annotator_changed)
        themes.changed.connect(lambda _: self._show_figures())
        self._show_people()
        self.read()

    # -- layout --------------------------------------------------------------------------------

    def _build(self, folder: Path) -> None:
        self.who = QComboBox()
        self.who.setObjectName("suggestions_who")
        self.who.setAccessibleName(self.tr("Whose finished articles are learned from"))
        self.who.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.others = QCheckBox(self.tr("Learn from gold and from everybody’s work, too"))
        self.others.setObjectName("suggestions_others")
        self.hint = QLabel()
        self.hint.setObjectName("suggestions_hint")
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.table = SourceTable()
        self.detail = QLabel()
        self.detail.setObjectName("suggestions_detail")
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setWordWrap(True)
        self.detail.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.state = QLabel()
        self.state.setObjectName("suggestions_state")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.additions = Additions(self._session, folder)
        self.own = OwnSources(self._settings, str(self._session.project.location))
        self.tabs = QTabWidget()
        self.tabs.setObjectName("suggestions_tabs")
        self.tabs.addTab(self._figures_page(), self.tr("Labels and sources"))
        self.tabs.addTab(self.additions, self.tr("Words and patterns"))
        self.tabs.addTab(self.own, self.tr("On this computer"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.again = self.buttons.addButton(
            self.tr("Work out again"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.again.setObjectName("suggestions_again")
        for button in self.buttons.buttons():
            button.setProperty("autoDefault", False)  # Return is the fields’
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.state)
        layout.addWidget(self.buttons)
        self.resize(900, 620)
        self.who.activated.connect(lambda _: self.read())
        self.others.clicked.connect(self._on_others)
        self.table.switched.connect(self._on_switched)
        self.table.currentItemChanged.connect(lambda item, _: self._show_detail(item))
        self.again.clicked.connect(self.read)
        self.buttons.rejected.connect(self.reject)
        self.additions.said.connect(self.state.setText)
        self.own.said.connect(self.state.setText)
        self.own.changed.connect(self._on_own_changed)

    def _figures_page(self) -> QWidget:
        head = QHBoxLayout()
        learned = QLabel(self.tr("Learned from"))
        learned.setBuddy(self.who)
        head.addWidget(learned)
        head.addWidget(self.who)
        head.addSpacing(12)
        head.addWidget(self.others)
        head.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.hint)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        return page

    # -- working out ---------------------------------------------------------------------------

    def read(self) -> None:
        """Work the figures out in the background; what is shown stays until it is done."""
        if self._task is not None:
            self._again = True
            return
        self._again = False
        self.again.setEnabled(False)
        self.state.setText(self.tr("Working out …"))
        session = self._session
        try:
            self._choices = session.project.choices()
        except AnnotatorError as error:
            self._on_failed(error.message)
            return
        self._show_choices()
        project, who, own = session.project, self.who.currentData(), self.own.in_force

        def work(progress: Progress, cancelled: Cancelled) -> Figures:
            return work_out(project, who, own, progress, cancelled)

        self._task = run_in_background(self, work, self._on_read, self._on_failed)
        self._task.progressed.connect(self._on_progressed)

    def _on_progressed(self, done: int, total: int) -> None:
        if self._task is not None and total:
            percent = whole(min(100, 100 * done // total))
            self.state.setText(self.tr("Working out … {0} %").format(percent))

    def _on_read(self, figures: Figures) -> None:
        self._figures = figures
        wrong = [in_words(one) for one in figures.wrong]
        self._ended("".join(f"{one[:1].upper()}{one[1:]}. " for one in wrong).rstrip())
        self._show_figures()

    def _on_failed(self, reason: Message) -> None:
        self._ended(self.tr("It could not be worked out: {0}.").format(in_words(reason)))
        self._show_figures()

    def _ended(self, words: str) -> None:
        self._task = None
        self.again.setEnabled(True)
        self.state.setText(words)
        if self._again:
            self.read()

    def done(self, result: int) -> None:
        """Stop working, and close."""
        self._stop()
        super().done(result)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.abandon()
            self._task = None

    # -- showing -------------------------------------------------------------------------------

    def _show_people(self) -> None:
        session = self._session
        people = [one for one in session.project.annotators() if one != session.annotator]
        self.who.clear()
        self.who.addItem(one_line(session.annotator, _NAME_LENGTH), session.annotator)
        for name in people:
            self.who.addItem(one_line(name, _NAME_LENGTH), name)
        self.who.addItem(self.tr("Gold, else everybody"), None)

    def _show_figures(self) -> None:
        figures = self._figures
        labels = self._session.labels.values()
        rows = [] if figures is None else figures.rows
        self.table.show_rows(rows, labels, self._choices, self._themes.theme)
        self.hint.setText(self._hint())
        self._show_detail(self.table.currentItem())

    def _show_detail(self, item: QTreeWidgetItem | None) -> None:
        """Show in full what the row says for which the table may be too narrow."""
        self.detail.setText("" if item is None else f"{item.text(0)}: {item.text(1)}")

    def _hint(self) -> str:
        """Return what is to be done where there is little to see, else whose work it is."""
        figures = self._figures
        if not self._session.labels:
            return self.tr("The project has no labels yet; the label editor adds some.")
        if figures is None:
            return self.tr("What is suggested is learned from finished articles.")
        said = in_words(figures.said)
        said = f"{said[:1].upper()}{said[1:]}"
        if not figures.done:
            return self.tr(
                "{0}. Nothing is done yet, so rules alone suggest: mark articles done, and what is"
                " tagged in them is learned."
            ).format(said)
        if figures.done == 1:
            return self.tr("{0}; 1 article is done.").format(said)
        return self.tr("{0}; {1} articles are done.").format(said, whole(figures.done))

    def _show_choices(self) -> None:
        self.others.setChecked(OTHERS in self._choices)
        self.table.show_choices(self._choices)
        self.additions.show_choices(self._choices, self._session.labels.values())

    # -- deciding ------------------------------------------------------------------------------

    def _on_switched(self, label: str, source: str, on: bool) -> None:
        if on:
            self._apply(SetChoices(gone=(off_id(label, source),)))
        else:
            self._apply(SetChoices(made=(switched_off(label, source),)))

    def _on_others(self, on: bool) -> None:
        self._apply(SetChoices(made=(from_others(),)) if on else SetChoices(gone=(OTHERS,)))

    def _apply(self, edit: SetChoices) -> None:
        if self._session.apply(edit) is None:
            self._show_choices()  # it was not decided

    def _on_changed(self, changes: Changes) -> None:
        if changes.reloads:
            self.read()
            return
        steps = (changes.whole or changes.delta).choices
        if not steps:
            return
        for step in steps:
            self._choices.pop(step.record.id, None)
            if step.after is not None:
                self._choices[step.record.id] = step.after
        self._show_choices()
        self._stale()

    def _on_own_changed(self) -> None:
        self._stale()
        self._session.told.emit(self.tr("Suggestions come from other sources from now on."))

    def _stale(self) -> None:
        if self._task is None:
            self.state.setText(
                self.tr("The figures are from before this change; they can be worked out again.")
            )

    def _on_annotator_changed(self) -> None:
        """Show nothing that was worked out for somebody else."""
        self._stop()
        self._figures = None
        self._show_people()
        self._show_figures()
        self.read()


def shown_beside(parent: QWidget, make: partial[SuggestionsDialog]) -> SuggestionsDialog:
    """Show the one dialog of a window; one that is open already comes to the front."""
    there = (one for one in parent.findChildren(SuggestionsDialog) if one.isVisible())
    dialog = next(there, None) or make()
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog
