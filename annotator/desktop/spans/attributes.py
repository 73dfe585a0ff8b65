"""The attributes of the current span: one row for each that its label defines.

Whatever else the span carries is shown, too, but not offered for editing.
"""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.annotation.changes import Changes
from annotator.annotation.edits import SetAttributes
from annotator.annotation.records import Attribute, Span, shorten
from annotator.desktop.session.session import Session
from annotator.desktop.spans.attribute_fields import (
    ChoiceField,
    Form,
    TextField,
    Value,
    YesNoField,
)
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.widgets.marks import explain, one_line

Shape = tuple[tuple[Attribute, ...], tuple[tuple[str, str], ...]]
"""The attributes that a label defines, and what else a span carries: names and JSON."""

_FORMS = 12
"""How many kinds of spans keep their rows."""


def summary(span: Span) -> str:
    """Return the values of a span's attributes on one short line: “direct · checkable”."""
    return " · ".join(
        word for name, value in span.attributes.items() if (word := _word(name, value))
    )


def _word(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return one_line(name, 20) if value else _tr("not {0}").format(one_line(name, 20))
    return one_line(value if isinstance(value, str) else _json(value), 30)


def _tr(text: str) -> str:
    return QCoreApplication.translate("AttributeValues", text)


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def fits(attribute: Attribute, value: Any) -> bool:
    """Tell whether a field of the attribute's kind can show a value."""
    if value is None:
        return True
    if attribute.kind == "yes/no":
        return isinstance(value, bool)
    if attribute.kind == "choice":
        return isinstance(value, str) and value in attribute.values
    return isinstance(value, str) and value.isprintable()


class Attributes(QWidget):
    """Shows and edits the attributes of one span; every change is an edit of its own.

    Text is a draft until it is stored. A draft that could not be stored is kept, and tried again
    by ``flush``.
    """

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attributes")
        self._session = session
        self._themes = themes
        self._span: Span | None = None
        self._shape: Shape | None = None
        self._forms: dict[Shape, Form] = {}
        self._drafts: dict[tuple[str, str], tuple[Span, str]] = {}
        self._refused = False
        self._saving = False
        self._form = Form(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._form)
        session.failed.connect(self._on_failed)

    # -- showing -------------------------------------------------------------------------------

    @property
    def fields(self) -> dict[str, ChoiceField | YesNoField | TextField]:
        """What is edited, by the attribute's name."""
        return self._form.fields

    def show_span(self, span: Span | None) -> None:
        """Show another span, or the same one as it is now."""
        if span is None or self._span is None or span.id != self._span.id:
            self.flush()
        self._span = span
        label = self._session.labels.get(span.label) if span is not None else None
        defined = label.attributes if label is not None else ()
        values = span.attributes if span is not None else {}
        names = {attribute.name for attribute in defined}
        others = {
            attribute.name: values[attribute.name]
            for attribute in defined
            if not fits(attribute, values.get(attribute.name))
        } | {name: value for name, value in values.items() if name not in names}
        shape = (defined, tuple((name, _json(value)) for name, value in others.items()))
        if shape != self._shape:
            self._shape = shape
            self._show_form(shape, others)
        for attribute in defined:
            value = values.get(attribute.name)
            draft = self._drafts.get((span.id, attribute.name)) if span is not None else None
            shown = value if fits(attribute, value) else None
            field = self.fields[attribute.name]
            field.show_value(shown if draft is None else draft[1])
            if draft is not None and isinstance(field, TextField):
                field.setModified(True)
        self.setVisible(bool(defined or others))

    def _show_form(self, shape: Shape, others: dict[str, Any]) -> None:
        """Show the rows that suit a span; those of spans alike are made once."""
        had_focus = next((name for name, one in self.fields.items() if one.hasFocus()), None)
        form = self._forms.pop(shape, None) or self._build(shape[0], others)
        self._forms[shape] = form  # the one shown last is the last to go
        self._form.hide()
        self._form = form
        form.show()
        if had_focus in self.fields:
            self.fields[had_focus].setFocus()
        while len(self._forms) > _FORMS:
            self._forms.pop(next(iter(self._forms))).deleteLater()

    def _build(self, defined: tuple[Attribute, ...], others: dict[str, Any]) -> Form:
        form = Form(self)
        self._column.addWidget(form)
        for row, attribute in enumerate(defined):
            field = self._field(attribute)
            name = one_line(attribute.name, 60)
            field.setAccessibleName(name)
            field.setObjectName(f"attribute_{attribute.name}")
            form.fields[attribute.name] = field
            title = self._title(name)
            title.setBuddy(field)
            form.grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            form.grid.addWidget(field, row, 1)
        for row, (name, value) in enumerate(others.items(), len(defined)):
            shown = ElidedLabel(value if isinstance(value, str) else _json(value))
            shown.setObjectName(f"other_attribute_{name}")
            palette = shown.palette()
            palette.setColor(palette.ColorRole.WindowText, self._themes.theme.faint)
            shown.setPalette(palette)
            form.grid.addWidget(self._title(one_line(name, 60)), row, 0)
            form.grid.addWidget(shown, row, 1)
        return form

    def _title(self, name: str) -> QLabel:
        title = QLabel(shorten(name, 18))
        title.setTextFormat(Qt.TextFormat.PlainText)
        explain(title, name)
        title.setContentsMargins(0, 3, 0, 3)
        palette = title.palette()
        palette.setColor(palette.ColorRole.WindowText, self._themes.theme.faint)
        title.setPalette(palette)
        return title

    def _field(self, attribute: Attribute) -> ChoiceField | YesNoField | TextField:
        name = attribute.name
        if attribute.kind == "choice":
            choice = ChoiceField(attribute.values, lambda: self._themes.theme)
            choice.chosen.connect(lambda value: self._set(name, value))
            return choice
        if attribute.kind == "yes/no":
            check = YesNoField()
            check.chosen.connect(lambda value: self._set(name, value))
            return check
        line = TextField()
        line.textEdited.connect(lambda text: self._on_typed(name, text))
        line.left.connect(self.flush)
        line.given_up.connect(lambda: self._on_given_up(name))
        return line

    def renew(self) -> None:
        """Take on another theme's colours."""
        for form in self._forms.values():
            form.hide()
            form.deleteLater()
        self._forms = {}
        self._shape = None
        self.show_span(self._span)

    def focus_first(self) -> bool:
        """Put the keyboard on the first field; False when there is none."""
        for field in self.fields.values():
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    # -- editing -------------------------------------------------------------------------------

    def _set(self, name: str, value: Value) -> None:
        span = self._span
        if span is None:
            return
        if self._store(span, name, value) is None:
            self.show_span(self._session.spans.get(span.id, span))

    def _store(self, span: Span, name: str, value: Value) -> Changes | None:
        span = self._session.spans.get(span.id, span)
        base, attributes = span.attributes, dict(span.attributes)
        if value is None or value == "":
            attributes.pop(name, None)
        else:
            attributes[name] = value
        edit = SetAttributes(span=span.id, attributes=attributes, base=base)
        return self._session.apply(edit, follow=False)

    def _on_typed(self, name: str, text: str) -> None:
        if self._span is not None:
            self._drafts[self._span.id, name] = (self._span, text)

    def _on_given_up(self, name: str) -> None:
        if self._span is not None:
            self._drafts.pop((self._span.id, name), None)
            self.show_span(self._span)

    def flush(self) -> bool:
        """Save everything typed; False when something could not be stored and is still here."""
        if self._saving:
            return False
        self._saving = True
        try:
            for key, (span, text) in tuple(self._drafts.items()):
                self._refused = False
                if self._store(span, key[1], text) is not None or not self._refused:
                    self._drafts.pop(key, None)
        finally:
            self._saving = False
        return not self._drafts

    def _on_failed(self) -> None:
        self._refused = True
