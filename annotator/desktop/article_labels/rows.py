"""A row for each article label, in which the open article's value is set."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.annotation.edits import SetArticleValue
from annotator.annotation.records import CHOICES, Label, Value
from annotator.desktop.article_labels.choices_field import ChoicesField
from annotator.desktop.session.session import Session
from annotator.desktop.spans.attribute_fields import ChoiceField, Form, TextField, YesNoField
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import explain, one_line

Field = ChoiceField | YesNoField | TextField

_NAME = 40


class ArticleRows(QWidget):
    """Shows and sets what the annotator says of the open article; every change is an edit."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_rows")
        self._session = session
        self._themes = themes
        self._labels: tuple[Label, ...] = ()
        self._form = Form(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._form)
        self._build()
        session.changed.connect(lambda _: self.show_values())
        session.article_opened.connect(lambda _: self.show_values())
        session.labels_changed.connect(self.renew)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by the id of the label."""
        return self._form.fields

    def renew(self) -> None:
        """Make the rows anew where the labels are others."""
        if tuple(self._session.labels.articles.values()) != self._labels:
            self._build()

    def _build(self) -> None:
        self._labels = tuple(self._session.labels.articles.values())
        before, self._form = self._form, Form(self)
        self._column.replaceWidget(before, self._form)
        before.hide()
        before.deleteLater()
        for row, label in enumerate(self._labels):
            field = self._field(label)
            field.setObjectName(f"article_label_{row}")
            field.setAccessibleName(label.name)
            name = QLabel(one_line(label.name, _NAME))
            name.setTextFormat(Qt.TextFormat.PlainText)
            name.setBuddy(field)
            explain(name, label.name, label.description)
            top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
            self._form.grid.addWidget(name, row, 0, top)
            self._form.grid.addWidget(field, row, 1)
            self._form.fields[label.id] = field
        self._form.show()
        self.show_values()

    def _field(self, label: Label) -> Field:
        kind = label.value.kind
        if kind in ("choice", CHOICES):
            of = ChoicesField if kind == CHOICES else ChoiceField
            choice = of(label.value.values, lambda: self._themes.theme)
            choice.chosen.connect(partial(self._set, label.id))
            return choice
        if kind == "yes/no":
            answer = YesNoField()
            answer.chosen.connect(partial(self._set, label.id))
            return answer
        text = TextField()
        text.left.connect(lambda: self._set(label.id, text.text()) if text.isModified() else None)
        text.given_up.connect(self.show_values)
        return text

    def show_values(self) -> None:
        """Show what is said now."""
        values = self._session.values
        for label_id, field in self.fields.items():
            if not (isinstance(field, TextField) and field.isModified()):
                field.show_value(values.get(label_id))  # type: ignore[arg-type]
        self.setEnabled(self._session.opened is not None)

    def flush(self) -> None:
        """Store what is being typed."""
        for field in self.fields.values():
            if isinstance(field, TextField) and field.isModified():
                field.left.emit()

    def _set(self, label_id: str, value: Value | None) -> None:
        opened = self._session.opened
        if opened is None:
            return
        now = self._session.values.get(label_id)
        field = self.fields[label_id]
        if isinstance(field, TextField):
            field.setModified(False)
        edit = SetArticleValue(
            articles=(opened.article.id,), label=label_id, value=value or None, base=(now,)
        )
        if isinstance(value, bool):
            edit = SetArticleValue(
                articles=(opened.article.id,), label=label_id, value=value, base=(now,)
            )
        self._session.apply(edit, follow=False)
        self.show_values()
