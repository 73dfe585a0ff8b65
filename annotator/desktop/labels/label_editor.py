"""The labels of the project: added, described, put in order, removed, shared as a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.changes import Changes, Delta, Direction, Step
from annotator.annotation.edits import AddLabel, Batch, Edit, RemoveLabel, SetLabel
from annotator.annotation.records import (
    ARTICLE,
    VALUE,
    ArticleValue,
    Attribute,
    Label,
    Span,
    shorten,
)
from annotator.desktop.labels.label_form import CommandOf, LabelForm, no_command
from annotator.desktop.labels.label_list import LabelList
from annotator.desktop.labels.label_removal import RemovalDialog
from annotator.desktop.session.session import Session
from annotator.desktop.session.unseen import hidden_articles, left_out_words
from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.settings import home_folder
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import explain_button, tip
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError
from annotator.exchange import load_labels, missing_labels, save_labels
from annotator.formats.common.labelset import is_codebook
from annotator.project import is_url, new_label
from annotator.words import counts, say


class LabelEditor(FittingDialog):
    """A list of labels and a form for the selected one. Each change is stored, and undoable."""

    def __init__(
        self,
        session: Session,
        themes: Themes,
        parent: QWidget | None = None,
        *,
        command_of: CommandOf = no_command,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("label_editor")
        self.setWindowTitle(self.tr("Labels"))
        self._session = session
        self._themes = themes
        self._counts: Counter[str] = Counter()
        self._hidden: frozenset[str] = frozenset()
        self._undoable = self._redoable = 0
        self._refused = False
        self.list = LabelList(themes)
        self.list.setObjectName("label_list")
        self.list.setAccessibleName(self.tr("Labels"))
        self.form = LabelForm(session, themes, command_of=command_of)
        self._says = QLabel()
        self._build_buttons()
        self._lay_out()
        self._wire()
        self._read_counts()
        labels = list(session.labels.both.values())
        span = session.current_span
        self._selected = span.label if span is not None else labels[0].id if labels else ""
        self._show()
        self.list.setFocus()

    # -- layout --------------------------------------------------------------------------------

    def _build_buttons(self) -> None:
        self.add_button = self._button("add", self.tr("Add"), self.add)
        self.add_for_articles = self._button(
            "add_for_articles", self.tr("Add for articles"), lambda: self.add(of_article=True)
        )
        self.add_for_articles.setToolTip(
            self.tr("A label that says something of a whole article: topic, genre, quality")
        )
        self.remove_button = self._button("remove", self.tr("Remove"), self.remove)
        self.up_button = self._tool("up", self.tr("Move up"), lambda: self.move_label(-1))
        self.down_button = self._tool("down", self.tr("Move down"), lambda: self.move_label(1))
        self.save_button = self._button("save", self.tr("Save as a file …"), self._on_save)
        self.load_button = self._button("load", self.tr("Load from a file …"), self._on_load)
        self.close_button = self._button("close", self.tr("Close"), self.reject)
        self.undo_action = self._action("undo", self.tr("Undo"), self._session.undo)
        self.redo_action = self._action("redo", self.tr("Redo"), self._session.redo)
        self.undo_action.setShortcuts(QKeySequence.keyBindings(QKeySequence.StandardKey.Undo))
        self.redo_action.setShortcuts(
            [QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")]  # as in the window
        )

    def _button(self, name: str, text: str, handler: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"label_editor_{name}")
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: handler())
        return button

    def _tool(self, name: str, text: str, handler: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"label_editor_{name}")
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.setIcon(icons.live_icon(name))
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False: handler())
        return button

    def _action(self, name: str, text: str, handler: Callable[[], Changes | None]) -> QAction:
        action = QAction(icons.live_icon(name), text, self)
        action.setObjectName(f"label_editor_{name}")
        action.triggered.connect(lambda _=False: self._step(handler))
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        under = QHBoxLayout()
        under.setSpacing(4)
        under.addWidget(self.add_button)
        under.addWidget(self.remove_button)
        under.addStretch(1)
        under.addWidget(self.up_button)
        under.addWidget(self.down_button)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.list, 1)
        left.addLayout(under)
        left.addWidget(self.add_for_articles)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(256)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("label_editor_scroll")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.form)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(side)
        middle.addWidget(self._scroll, 1)
        self._says.setObjectName("label_editor_says")
        self._says.setTextFormat(Qt.TextFormat.PlainText)
        self._says.setWordWrap(True)
        self._says.setMinimumHeight(self.fontMetrics().lineSpacing() + 2)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.save_button)
        foot.addWidget(self.load_button)
        foot.addStretch(1)
        for action in (self.undo_action, self.redo_action):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setObjectName(f"{action.objectName()}_button")
            button.setAccessibleName(action.text())
            explain_button(button, action)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            foot.addWidget(button)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addLayout(middle, 1)
        layout.addWidget(self._says)
        layout.addLayout(foot)
        self.resize(900, 720)

    def _wire(self) -> None:
        session = self._session
        self.list.chosen.connect(self._on_chosen)
        self.list.delete_pressed.connect(self.remove)
        session.changed.connect(self._on_changed)
        session.labels_changed.connect(self._on_labels_changed)
        session.told.connect(self._say)
        session.failed.connect(self._on_failed)
        session.leaving.connect(self.form.flush)

    # -- what is shown -------------------------------------------------------------------------

    @property
    def says(self) -> str:
        """The sentence at the foot."""
        return self._says.text()

    def _say(self, sentence: str) -> None:
        self._says.setText(sentence)

    def _read_counts(self) -> None:
        session = self._session
        self._hidden = hidden_articles(session)
        try:
            named = dict(session.project.statistics(session.annotator).labels)
            for label in session.labels.articles.values():
                use = session.project.label_use(label.id, session.annotator)
                named[label.name] = sum(use.values())
        except AnnotatorError:
            named = {}
        labels = session.labels.both.values()
        self._counts = Counter({label.id: named.get(label.name, 0) for label in labels})

    def _count(self, delta: Delta) -> None:
        """Count on after one's own edit, by what may be seen of others' spans."""
        steps: list[Step[Span] | Step[ArticleValue]] = [*delta.spans, *delta.article_values]
        for step in steps:
            span = step.record
            if span.annotator != self._session.annotator and span.article in self._hidden:
                continue
            if step.before is not None:
                self._counts[step.before.label] -= 1
            if step.after is not None:
                self._counts[step.after.label] += 1

    def _on_changed(self, changes: Changes) -> None:
        """Undo here takes back what was done here, and nothing from before."""
        if changes.elsewhere or changes.reloads:
            self._read_counts()
            self._show()
        else:
            self._count(changes.whole or changes.delta)
        if changes.elsewhere:
            return
        if changes.direction is Direction.DONE:
            self._undoable, self._redoable = self._undoable + 1, 0
            self._say("")
        elif changes.direction is Direction.UNDONE:
            self._undoable, self._redoable = max(0, self._undoable - 1), self._redoable + 1
        else:
            self._undoable, self._redoable = self._undoable + 1, max(0, self._redoable - 1)
        self._show_undo()

    def _on_labels_changed(self) -> None:
        self._show()

    def _show(self) -> None:
        labels = list(self._session.labels.both.values())
        ids = [label.id for label in labels]
        if self._selected not in ids:
            row = self.list.selected_row or 0
            self._selected = ids[min(row, len(ids) - 1)] if ids else ""
        counts = {label.name: self._counts[label.id] for label in labels}
        self.list.show_labels(labels, counts, self._selected)
        self.form.show_label(self._selected)
        place = ids.index(self._selected) if ids else 0
        goes = self._selected in self._session.labels.articles or len(self._session.labels) > 1
        self.remove_button.setEnabled(goes)
        self.remove_button.setToolTip(
            "" if goes else self.tr("A project needs at least one label.")
        )
        self.up_button.setEnabled(_stays_among(labels, place, -1))
        self.down_button.setEnabled(_stays_among(labels, place, 1))
        self.save_button.setEnabled(bool(ids))
        self._show_undo()

    def _show_undo(self) -> None:
        state = self._session.undo_state
        for action, verb, text, possible in (
            (self.undo_action, self.tr("Undo"), state.undo, self._undoable),
            (self.redo_action, self.tr("Redo"), state.redo, self._redoable),
        ):
            on = bool(possible and text)
            action.setEnabled(on)
            action.setToolTip(tip(f"{verb}: {in_words(text)}" if on and text else verb))

    def select(self, label_id: str) -> None:
        """Show a label; what was typed for the one before is stored first."""
        if label_id == self._selected:
            return
        self._refused = False
        self.form.flush()
        if self._refused:  # it could not be written: it stays where it can be seen
            self._show()
            return
        before, problem = self.form.label, self.form.problem
        self._selected = label_id
        self._show()
        if before is not None and problem:
            kept = self.tr("“{0}” stays as it was: {1}")
            self._say(kept.format(_short(before), problem))
        else:
            self._say("")

    def _on_chosen(self, row: int) -> None:
        self.select(self.list.labels.labels[row].id)

    def _on_failed(self) -> None:
        self._refused = True

    # -- handlers ---------------------------------------------------------------------------------

    def _apply(self, edit: Edit) -> Changes | None:
        return self._session.apply(edit, follow=False)

    def _step(self, handler: Callable[[], Changes | None]) -> None:
        if handler() is None:  # it was passed over: the one before it is next
            self._undoable = max(0, self._undoable - 1)
            self._show_undo()

    def add(self, *, of_article: bool = False) -> None:
        """Add a label, of spans or of articles, and begin with its name."""
        self.form.flush()
        labels = list(self._session.labels.both.values())
        names = {label.name for label in labels}
        base = name = self.tr("New article label") if of_article else self.tr("New label")
        number = 2
        while name in names:
            name, number = f"{base} {number}", number + 1
        label = new_label(name, labels)
        if of_article:
            value = Attribute(name=VALUE, kind="choice", values=(self.tr("yes"), self.tr("no")))
            label = replace(label, key="", unit=ARTICLE, attributes=(value,))
        self._selected = label.id
        if self._apply(AddLabel(label=label)) is None:
            self._show()
            return
        self.form.name.setFocus()
        self.form.name.selectAll()

    def remove(self) -> None:
        """Remove the selected label; ask what becomes of its spans, if it has any."""
        label = self.form.label
        if label is None or not self.remove_button.isEnabled():
            return
        self.form.flush()
        label = self.form.label or label
        try:
            project, who = self._session.project, self._session.annotator
            use = project.label_use(label.id, who)
            in_all = sum(project.label_use(label.id).values())
            unseen = left_out_words(self._session)
        except AnnotatorError as error:
            self._say(in_words(error.message))
            return
        move_to = None
        if use or unseen:
            there = () if label.of_article else self._session.labels.values()
            others = [one for one in there if one.id != label.id]
            dialog = RemovalDialog(label, others, use, self._themes.theme, unseen, self)
            accepted = dialog.exec() == QDialog.DialogCode.Accepted
            move_to = dialog.move_to
            dialog.deleteLater()
            if not accepted:
                return
        removal = RemoveLabel(label=label.id, move_to=move_to, base=label, spans=in_all)
        if self._apply(removal) is not None:
            self._say(self.tr("“{0}” is removed. Undo brings it back.").format(_short(label)))

    def move_label(self, step: int) -> None:
        """Move the selected label up (-1) or down (1)."""
        self.form.flush()
        labels = list(self._session.labels.both.values())
        place = next((n for n, one in enumerate(labels) if one.id == self._selected), -1)
        if place < 0 or not _stays_among(labels, place, step):
            return
        moved = labels.pop(place)
        labels.insert(place + step, moved)
        edits = tuple(
            SetLabel(label=replace(label, position=number), base=label)
            for number, label in enumerate(labels)
            if label.position != number
        )
        self._apply(
            Batch(edits=edits, text=say("Move label {label}", label=shorten(moved.name, 20)))
        )

    # -- files ---------------------------------------------------------------------------------

    def _folder(self) -> Path:
        location = self._session.project.location
        return home_folder() if is_url(location) else Path(location).absolute().parent

    def _on_save(self) -> None:
        self.form.flush()
        path = files.label_set_to_save(self, self._folder() / "labels.json")
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Write all labels into a file."""
        labels = list(self._session.labels.both.values())
        try:
            save_labels(labels, path)
        except AnnotatorError as error:
            self._say(self.tr("Not saved: {0}.").format(in_words(error.message)))
            return
        told = self.tr("{0} saved in {1}.")
        told = told.format(in_words(counts.labels(len(labels))), shorten(path.name, 60))
        if is_codebook(path):
            told += " " + self.tr("A codebook holds no keys, attributes and links.")
        self._say(told)

    def _on_load(self) -> None:
        self.form.flush()
        path = files.label_set_to_load(self, self._folder())
        if path is not None:
            self.load(path)

    def load(self, path: Path) -> None:
        """Add the labels of a file whose names are not there yet, as one step of undo."""
        try:
            given = load_labels(path)
        except AnnotatorError as error:
            self._say(self.tr("Nothing was added: {0}.").format(in_words(error.message)))
            return
        added = missing_labels(given, self._session.labels.both.values())
        if not added:
            self._say(self.tr("Nothing was added: all labels of the file are there already."))
            return
        text = say(
            "Add {what} from {file}", what=counts.labels(len(added)), file=shorten(path.name, 40)
        )
        self._selected = added[0].id
        if self._apply(Batch(edits=tuple(AddLabel(label=one) for one in added), text=text)):
            known = len(given) - len(added)
            told = self.tr("{0} added.").format(in_words(counts.labels(len(added))))
            if known:
                told += " " + self.tr("{0} of the file were there already.").format(known)
            self._say(told)

    # -- end -----------------------------------------------------------------------------------

    def reject(self) -> None:
        """Store what was typed and close; stay when it could not be written."""
        self._refused = False
        self.form.flush()
        if not self._refused:
            super().reject()


def _short(label: Label) -> str:
    return shorten(label.name, 60)


def _stays_among(labels: Sequence[Label], place: int, step: int) -> bool:
    """Tell whether a label that moves has another one of its sort beside it there."""
    there = place + step
    inside = 0 <= place < len(labels) and 0 <= there < len(labels)
    return inside and labels[there].of_article is labels[place].of_article
