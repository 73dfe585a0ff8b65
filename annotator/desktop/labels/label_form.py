"""All that a label is, one field each; a field that is finished is one change, stored at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.edits import Batch, Edit, SetLabel
from annotator.annotation.label_keys import tidy_key
from annotator.annotation.records import UNITS, Label, shorten
from annotator.desktop.labels import label_rules as rules
from annotator.desktop.labels.attribute_table import AttributeTable
from annotator.desktop.labels.label_colour import ColourField
from annotator.desktop.labels.label_fields import (
    KeyBox,
    LineBox,
    LineField,
    MarkdownField,
    OtherKeyField,
    Problem,
)
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.dialogs.clash_dialog import Choice, ask
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import letter_of, one_line
from annotator.errors import Clash, ClashError
from annotator.words import say

CommandOf = Callable[[str], str]


def no_command(_key: str) -> str:
    """Return that no command has a key."""
    return ""


class LabelForm(QWidget):
    """Shows one label and changes it through the session.

    Args:
        session: whose labels they are.
        themes: whose colours are used.
        parent: owns it.
        command_of: returns why a command keeps a key from a label, "" when none does.

    """

    def __init__(
        self,
        session: Session,
        themes: Themes,
        parent: QWidget | None = None,
        *,
        command_of: CommandOf = no_command,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._command_of = command_of
        self._id = ""
        self._applying = False
        self._clashes: tuple[Clash, ...] = ()
        self._swap: tuple[str, str] = ("", "")
        self._build(themes)
        self._lay_out()
        self._wire()

    # -- layout --------------------------------------------------------------------------------

    def _build(self, themes: Themes) -> None:
        self.name = LineField()
        self.letter = LineField()
        self.letter.setFixedWidth(52)
        self.key = KeyBox()
        self.other_key = OtherKeyField()
        self.unit = QComboBox()
        titles = (
            self.tr("the word"),
            self.tr("the name"),
            self.tr("the quoted passage"),
            self.tr("the sentence"),
            self.tr("the paragraph"),
        )
        for unit, title in zip(UNITS, titles, strict=True):
            self.unit.addItem(title, unit)
        self.line = LineBox(themes)
        self.colour = ColourField(themes)
        self.description = LineField()
        self.description.setPlaceholderText(self.tr("One line, shown when the mouse rests on it"))
        self.guidelines = MarkdownField()
        self.guidelines.setPlaceholderText(
            self.tr("When to use this label, and when not. Markdown.")
        )
        self.guidelines.setMinimumHeight(self.fontMetrics().lineSpacing() * 6)
        self.attributes = AttributeTable()
        self.links = LineField()
        self.links.setPlaceholderText(self.tr("speaker, cue – types, with commas between"))
        self.required_links = LineField()
        self.required_links.setPlaceholderText(
            self.tr("those of them that are asked for before an article is done")
        )
        for name, widget, words in (
            ("name", self.name, self.tr("Name")),
            ("letter", self.letter, self.tr("Letter")),
            ("key", self.key, self.tr("Key")),
            ("other_key", self.other_key, self.tr("New key")),
            ("unit", self.unit, self.tr("What its key tags when nothing is selected")),
            ("line", self.line, self.tr("Line")),
            ("description", self.description, self.tr("Description")),
            ("guidelines", self.guidelines, self.tr("Guidelines in Markdown")),
            ("links", self.links, self.tr("Types of links that its spans may begin")),
            ("required_links", self.required_links, self.tr("Types of links that are asked for")),
        ):
            widget.setObjectName(f"label_{name}")
            widget.setAccessibleName(words)
        self.problems = {
            name: Problem()
            for name in ("name", "letter", "key", "colour", "attributes", "links", "required")
        }
        self.swap_button = QPushButton(self.tr("Swap keys"))
        self.swap_button.setAccessibleName(self.swap_button.text())
        self.swap_button.setObjectName("label_swap_keys")
        self.swap_button.setAutoDefault(False)
        self.problems["key"].add_button(self.swap_button)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(2, 2, 12, 2)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        letter = self._title(self.tr("Letter"), self.letter)
        first = _row(self.name, letter, self.letter)
        first.setStretch(0, 1)
        self._add(grid, self.tr("Name"), self.name, first, "name", "letter")
        second = _row(
            self.key,
            self._title(self.tr("tags, with nothing selected,"), self.unit),
            self.unit,
        )
        second.addStretch(1)
        keys = QVBoxLayout()
        keys.setSpacing(4)
        keys.addLayout(second)
        keys.addWidget(self.other_key)
        self._only_of_spans: list[QWidget] = [
            letter,
            self.letter,
            *self._add(grid, self.tr("Key"), self.key, keys, "key"),
            *self._add(grid, self.tr("Line"), self.line, _row(self.line, stretch=True)),
            *self._add(grid, self.tr("Colour"), self.colour.line, self.colour, "colour"),
        ]
        self._add(grid, self.tr("Description"), self.description, self.description)
        self._add(grid, self.tr("Guidelines"), self.guidelines, self.guidelines)
        self._attributes_title, _ = self._add(
            grid, self.tr("Attributes"), None, self.attributes, "attributes"
        )
        asked = self.required_links
        self._only_of_spans += self._add(grid, self.tr("Links"), self.links, self.links, "links")
        self._only_of_spans += self._add(grid, self.tr("Asked for"), asked, asked, "required")
        grid.setRowStretch(grid.rowCount(), 1)

    def _add(
        self,
        grid: QGridLayout,
        title: str,
        buddy: QWidget | None,
        field: QWidget | QLayout,
        *problems: str,
    ) -> tuple[QLabel, QWidget]:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        if isinstance(field, QWidget):
            column.addWidget(field)
        else:
            column.addLayout(field)
        for name in problems:
            column.addWidget(self.problems[name])
        row = grid.rowCount()
        label = self._title(title, buddy)
        label.setContentsMargins(0, 4, 0, 0)
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(holder, row, 1)
        return label, holder

    @staticmethod
    def _title(text: str, buddy: QWidget | None) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if buddy is not None:
            label.setBuddy(buddy)
        return label

    def _wire(self) -> None:
        self._commits: dict[str, Callable[[], None]] = {
            "name": self._commit_name,
            "letter": self._commit_letter,
            "colour": self._commit_colour,
            "description": lambda: self._set(description=_clean(self.description.text())),
            "guidelines": lambda: self._set(guidelines=self.guidelines.text),
            "attributes": self._commit_attributes,
            "links": self._commit_links,
            "required_links": self._commit_required_links,
        }
        for name, commit in self._commits.items():
            getattr(self, name).committed.connect(commit)
        self.key.activated.connect(lambda _: self._commit_key(self.key.currentData()))
        self.other_key.finished.connect(self._on_other_key)
        self.other_key.given_up.connect(self._leave_other_key)
        self.unit.activated.connect(lambda _: self._set(unit=self.unit.currentData()))
        self.line.activated.connect(lambda _: self._set(line=self.line.currentData()))
        self.swap_button.clicked.connect(lambda _: self._swap_keys())
        self.name.textEdited.connect(lambda _: self._check_name())
        self._session.clashed.connect(self._on_clashed)

    # -- what is shown -------------------------------------------------------------------------

    @property
    def label(self) -> Label | None:
        """The label as it is stored."""
        return self._session.labels.both.get(self._id)

    @property
    def problem(self) -> str:
        """The first sentence that stands beside a field, "" for none."""
        return next((one.text for one in self.problems.values() if one.text), "")

    def show_label(self, label_id: str) -> None:
        """Show a label, or what became of the one that is shown; drafts of the same one stay."""
        other = label_id != self._id
        self._id = label_id
        label = self.label
        self.setEnabled(label is not None)
        if label is None:
            return
        if other:
            for one in self.problems.values():
                one.say("")
        labels = self._session.labels.both.values()
        self.name.show_text(label.name, force=other)
        self.letter.show_text(label.letter, force=other)
        self.letter.setPlaceholderText(letter_of(replace(label, letter="")))
        if not self.problems["key"].text:
            self.key.show_key(label, labels)
        self.unit.setCurrentIndex(max(0, self.unit.findData(label.unit)))
        self.line.show_line(label.line)
        letters = {one.colour.lower(): letter_of(one) for one in labels if one.id != label.id}
        self.colour.show_label(label, letters, force=other)
        self.description.show_text(label.description, force=other)
        self.guidelines.show_text(label.guidelines, force=other)
        self.attributes.show_attributes(label.attributes, force=other, of_article=label.of_article)
        for widget in self._only_of_spans:
            widget.setHidden(label.of_article)
        self._attributes_title.setText(
            self.tr("It says") if label.of_article else self.tr("Attributes")
        )
        self.links.show_text(rules.join_list(label.links), force=other)
        self.required_links.show_text(rules.join_list(label.required_links), force=other)

    def flush(self) -> bool:
        """Store what was typed; False when some of it was refused and still stands here."""
        if self.label is None:
            return True
        for name, commit in self._commits.items():
            field = self.colour.line if name == "colour" else getattr(self, name)
            if field.is_draft:
                commit()
        return not self.problem

    # -- commits -------------------------------------------------------------------------------

    def _check_name(self) -> None:
        """Say a clash while it is typed."""
        problem = rules.name_problem(
            _clean(self.name.text()), self._id, self._session.labels.both.values()
        )
        self.problems["name"].say(problem)

    def _commit_name(self) -> None:
        name = _clean(self.name.text())
        label = self.label
        if label is not None and name != label.name:
            name = name.strip()
        problem = rules.name_problem(name, self._id, self._session.labels.both.values())
        if self._say("name", problem):
            self._set(name=name, shown=self.name)

    def _commit_letter(self) -> None:
        letter = _clean(self.letter.text()).strip()
        if self._say("letter", rules.letter_problem(letter)):
            self._set(letter=letter, shown=self.letter)

    def _commit_colour(self) -> None:
        value = self.colour.value
        problem = "" if value else self.tr("A colour is written like #1f77b4.")
        label = self.label
        if label is not None and self._say("colour", problem):
            same = value == label.colour.lower()
            self._set(colour=label.colour if same else value, shown=self.colour.line)

    def _on_other_key(self, key: str) -> None:
        if self.other_key.hasFocus() and tidy_key(key):
            self.key.setFocus(Qt.FocusReason.OtherFocusReason)
        self._commit_key(key)

    def _leave_other_key(self) -> None:
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_label(self._id)

    def _commit_key(self, key: str) -> None:
        label = self.label
        if key == KeyBox.ANOTHER:
            self._say("key", "")
            self.show_label(self._id)
            self.other_key.ask()
            return
        key = tidy_key(key) or key
        problem = key and (
            rules.key_problem(key, self._id, self._session.labels.both.values())
            or self._command_of(key)
        )
        if not self._say("key", problem):
            self.swap_button.hide()
            return
        owner = rules.key_owner(key, self._id, self._session.labels.both.values())
        if owner is None or label is None:
            self.problems["key"].say("")
            self._set(key=key)
            return
        self._swap = (owner.id, key)
        self.swap_button.show()
        name = one_line(owner.name, 40)
        self.problems["key"].say(self.tr("{0} is the key of “{1}”.").format(key, name))
        self.swap_button.setText(self.tr("Swap keys") if label.key else self.tr("Take it over"))
        self.swap_button.setAccessibleName(self.swap_button.text())

    def _swap_keys(self) -> None:
        """Give this label the key of another, which gets this one's."""
        label, (owner_id, key) = self.label, self._swap
        owner = self._session.labels.get(owner_id)
        self.problems["key"].say("")
        if label is not None and owner is not None and owner.key == key:
            edits = (
                SetLabel(label=replace(label, key=key), base=label),
                SetLabel(label=replace(owner, key=label.key), base=owner),
            )
            name, others = shorten(label.name, 20), shorten(owner.name, 20)
            text = (
                say("Swap keys of {label} and {other}", label=name, other=others)
                if label.key
                else say("Give {label} the key of {other}", label=name, other=others)
            )
            self._apply(Batch(edits=edits, text=text))
        self.show_label(self._id)

    def _commit_attributes(self) -> None:
        attributes = self.attributes.value
        if self._say("attributes", rules.attributes_problem(attributes)):
            self._set(attributes=attributes)

    def _commit_links(self) -> None:
        links = rules.split_list(_clean(self.links.text()))
        if self._say("links", rules.links_problem(links)):
            label = self.label
            asked = label.required_links if label is not None else ()
            kept = tuple(one for one in asked if one in links)
            self._set(links=links, required_links=kept, shown=self.links)

    def _commit_required_links(self) -> None:
        label = self.label
        required = rules.split_list(_clean(self.required_links.text()))
        links = label.links if label is not None else ()
        if self._say("required", rules.required_links_problem(required, links)):
            self._set(required_links=required, shown=self.required_links)

    def _show_again(self, field: LineField) -> None:
        """Show what is stored in place of what was typed, if they differ in spaces only."""
        label = self.label
        if label is None:
            return
        stored = {
            id(self.name): label.name,
            id(self.letter): label.letter,
            id(self.colour.line): label.colour,
            id(self.links): rules.join_list(label.links),
            id(self.required_links): rules.join_list(label.required_links),
        }
        field.show_text(stored[id(field)], force=True)

    def _say(self, field: str, problem: str) -> bool:
        """Say why a field cannot be stored; True when it can."""
        self.problems[field].say(problem)
        return not problem

    def _set(self, *, shown: LineField | None = None, **fields: Any) -> None:
        """Store fields of the label; when that was done, show them in the line they came from."""
        label = self.label
        if label is None:
            return
        changed = replace(label, **fields)
        base = replace(label, **{name: self._base(name, getattr(label, name)) for name in fields})
        done = changed == label or self._apply(SetLabel(label=changed, base=base))
        if not done and self._clashes:
            done = self._resolve(label.name, fields)
        if done and shown is not None:
            self._show_again(shown)

    def _base(self, name: str, stored: Any) -> Any:
        """Return what a field was when somebody began to type in it."""
        field = self.colour.line if name == "colour" else getattr(self, name)
        base = getattr(field, "base", stored)
        return rules.split_list(base) if name in ("links", "required_links") else base

    def _resolve(self, name: str, fields: dict[str, Any]) -> bool:
        """Ask what is kept of what two have changed; True when that is stored now."""
        clashes, self._clashes = self._clashes, ()
        self._applying = True  # the question takes the focus from the field
        try:
            choice = ask(name, clashes, self)
        finally:
            self._applying = False
        label = self.label
        if label is None or choice is Choice.LATER:
            return False
        if choice is Choice.MINE:
            return self._apply(SetLabel(label=replace(label, **fields), base=label))
        for one in fields:
            field = self.colour.line if one == "colour" else getattr(self, one)
            if hasattr(field, "give_up"):
                field.give_up()
        return False

    def _apply(self, edit: Edit) -> bool:
        """Carry out an edit; False when it was refused."""
        if self._applying:  # a message that it cannot be stored takes the focus from the field
            return False
        self._applying, self._clashes = True, ()
        try:
            return self._session.apply(edit, follow=False) is not None
        finally:
            self._applying = False

    def _on_clashed(self, error: ClashError) -> None:
        """Remember what others have changed of the field that is being stored."""
        if self._applying:
            self._clashes = error.clashes


def _row(*widgets: QWidget, stretch: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch(1)
    return row


def _clean(text: str) -> str:
    """Return typed text without what cannot be stored."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
