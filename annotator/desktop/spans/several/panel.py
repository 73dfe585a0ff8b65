"""What the inspector shows of several spans: how many, what they have in common, and to change it.

Every change here is of all of them that it suits, as one step of undo.
"""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from annotator.annotation.records import Span, shorten
from annotator.desktop.session.session import Session
from annotator.desktop.spans.attribute_fields import ChoiceField, Form, TextField, YesNoField
from annotator.desktop.spans.several.edits import SeveralEdits
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import explain, one_line
from annotator.desktop.toolkit.words import in_words
from annotator.words import counts
from annotator.workbench.spans.several import Common, Value, in_common

_LABELS_SHOWN = 12

Field = ChoiceField | YesNoField | TextField


class SeveralPanel(QWidget):
    """Shows ``Session.several``; ``flush`` saves what was typed."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("several")
        self._session = session
        self._themes = themes
        self._edits = SeveralEdits(session, self)
        self._typed_for: list[Span] = []
        self._shape: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
        self._form = Form(self)
        self._hints: dict[str, QLabel] = {}
        self.title = self._plain()
        self.title.setObjectName("several_title")
        bold = QFont(self.title.font())
        bold.setBold(True)
        self.title.setFont(bold)
        self.labels = self._plain()
        self.labels.setObjectName("several_labels")
        self.unsure = QCheckBox(self.tr("Unsure"))
        self.unsure.setObjectName("several_unsure")
        self.unsure.setToolTip(self.tr("To be looked at again; a note may say why"))
        self.unsure.clicked.connect(self._on_unsure)
        self._help = self._plain()
        self._help.setText(
            self.tr("A label’s key changes all of them, Delete deletes them; Escape lets go.")
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(6)
        for widget in (self.title, self.labels, self.unsure, self._form, self._help):
            self._column.addWidget(widget)
        self._column.addStretch(1)

    @property
    def fields(self) -> dict[str, Field]:
        """What is edited, by the attribute's name; of one name the last one of several kinds."""
        return self._form.fields

    def focus_first(self) -> bool:
        """Put the keyboard on the first field; False when there is none."""
        for field in self.fields.values():
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def show_spans(self) -> None:
        """Show the spans as they are now."""
        spans = self._session.several.spans
        if [one.id for one in spans] != [one.id for one in self._typed_for]:
            self.flush()  # what was typed was for others
        self._typed_for = spans
        self.title.setText(in_words(counts.spans(len(spans))))
        self.labels.setText(self._labels_of(spans))
        flagged = sum(span.flagged for span in spans)
        self.unsure.setTristate(0 < flagged < len(spans))
        self.unsure.setCheckState(
            Qt.CheckState.Unchecked
            if not flagged
            else Qt.CheckState.Checked
            if flagged == len(spans)
            else Qt.CheckState.PartiallyChecked
        )
        common = in_common(spans, self._session.labels)
        shape = tuple((one.name, one.kind, one.values) for one in common)
        if shape != self._shape:
            self.flush()
            self._shape = shape
            self._build(common)
        for one in common:
            self._show_value(one, len(spans))

    def _labels_of(self, spans: list[Span]) -> str:
        counts = Counter(span.label for span in spans)
        labels = self._session.labels
        shown = [
            f"{one_line(labels[one].name, 30)} {whole(n)}"
            for one, n in counts.most_common(_LABELS_SHOWN)
        ]
        return " · ".join(shown) + (" …" if len(counts) > _LABELS_SHOWN else "")

    def _show_value(self, one: Common, total: int) -> None:
        field = self.fields[_key(one)]
        if not (isinstance(field, TextField) and field.isModified()):
            field.show_value(one.value)
        if isinstance(field, TextField):
            field.setPlaceholderText(self.tr("differs") if one.is_mixed else "")
        elif isinstance(field, YesNoField) and one.is_mixed:
            field.setText(self.tr("differs"))
        said = []
        if one.is_mixed:
            said.append(self.tr("differs"))
        if one.number < total:
            said.append(self.tr("{0} of {1} spans").format(whole(one.number), whole(total)))
        hint = self._hints[_key(one)]
        hint.setText(", ".join(said))
        hint.setVisible(bool(said))
        field.setAccessibleName(", ".join([one_line(one.name, 60), *said]))

    # -- layout --------------------------------------------------------------------------------

    def _build(self, common: list[Common]) -> None:
        had_focus = next((name for name, one in self.fields.items() if one.hasFocus()), None)
        old, self._form = self._form, Form(self)
        self._hints = {}
        for row, one in enumerate(common):
            field = self._field(one)
            field.setObjectName(f"several_{one.name}")
            title = self._plain(faint=True)
            title.setText(shorten(one.name, 18))
            explain(title, one.name)
            title.setContentsMargins(0, 3, 0, 3)
            title.setBuddy(field)
            hint = self._hints[_key(one)] = self._plain(faint=True)
            self._form.fields[_key(one)] = field
            grid = self._form.grid
            grid.addWidget(title, 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, 2 * row, 1)
            grid.addWidget(hint, 2 * row + 1, 1)
        self._column.replaceWidget(old, self._form)
        old.hide()
        old.deleteLater()
        self._form.show()
        if had_focus in self.fields:
            self.fields[had_focus].setFocus()

    def _field(self, one: Common) -> Field:
        name = one.name
        if one.kind == "choice":
            choice = ChoiceField(one.values, lambda: self._themes.theme)
            choice.chosen.connect(lambda value: self._set(name, value))
            return choice
        if one.kind == "yes/no":
            check = YesNoField()
            check.chosen.connect(lambda value: self._set(name, value))
            return check
        line = TextField()
        line.left.connect(self.flush)
        line.given_up.connect(lambda: self._give_up(line))
        return line

    def _plain(self, *, faint: bool = False) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if faint:
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, self._themes.theme.faint)
            label.setPalette(palette)
        return label

    def renew(self) -> None:
        """Take on another theme's colours."""
        for label in (self.labels, self._help):
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, self._themes.theme.faint)
            label.setPalette(palette)
        self.flush()
        self._shape = ()

    # -- editing -------------------------------------------------------------------------------

    def _set(self, name: str, value: Value) -> None:
        self._edits.describe(name, value or None if value == "" else value)
        self.show_spans()

    def _on_unsure(self) -> None:
        self._edits.turn_flag()
        self.show_spans()

    def _give_up(self, line: TextField) -> None:
        line.setModified(False)
        self.show_spans()

    def flush(self) -> bool:
        """Save what was typed, for the spans for which it was; False when it is still here."""
        saved = True
        for key, field in self.fields.items():
            if not isinstance(field, TextField) or not field.isModified():
                continue
            field.setModified(False)  # before anything is shown anew by the edit itself
            there = self._session.spans
            spans = [there[one.id] for one in self._typed_for if one.id in there]
            if not self._edits.describe(key.partition("\n")[0], field.text() or None, spans):
                field.setModified(True)
                saved = False
        return saved


def _key(one: Common) -> str:
    """Return what tells a field from others: an attribute may be of two kinds."""
    return f"{one.name}\n{one.kind}"
