"""The attributes of the current span: one row for each that its label defines.

Whatever else the span carries is shown, too, but not offered for editing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.changes import Changes
from annotator.annotation.edits import SetAttributes
from annotator.annotation.records import Attribute, Span, shorten
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.overrides import is_deletion, is_escape, keep_key
from annotator.desktop.toolkit.theme import Theme, Themes
from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.widgets.marks import explain, one_line, tip

Value = str | bool | None
Shape = tuple[tuple[Attribute, ...], tuple[tuple[str, str], ...]]
"""The attributes that a label defines, and what else a span carries: names and JSON."""

_PAD, _GAP, _HIGH = 8, 3, 5
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


class Form(QWidget):
    """The rows of one kind of span.

    Attributes:
        grid: names and fields.
        fields: what can be edited, by the attribute's name.

    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.fields: dict[str, ChoiceField | YesNoField | TextField] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(5)
        self.grid.setColumnStretch(1, 1)


class ChoiceField(QWidget):
    """A few values side by side, one or none chosen: by click, arrow, digit or first letter.

    Signals:
        chosen: the value that was chosen, None for none.
    """

    chosen = Signal(object)

    def __init__(
        self, values: tuple[str, ...], theme: Callable[[], Theme], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.values = values
        self.value: str | None = None
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)
        self._choices = ", ".join(f"{n} {one}" for n, one in enumerate(values[:9], 1))
        self.setToolTip(tip(self._choices))
        self.setAccessibleDescription(self._choices)

    def show_value(self, value: Value) -> None:
        """Show which value is chosen; tells nobody."""
        self.value = value if isinstance(value, str) else None
        words = (self.value, self._choices)
        self.setAccessibleDescription(". ".join(word for word in words if word))
        self.update()

    def choose(self, value: str | None) -> None:
        """Choose a value as a person does."""
        if value != self.value:
            self.show_value(value)
            self.chosen.emit(value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as all lines are at this width."""
        super().resizeEvent(event)
        boxes = self._arrange(self.width())
        self.setFixedHeight(round(boxes[-1].bottom()) + 1 if boxes else 0)

    def _arrange(self, width: int) -> list[QRectF]:
        metrics = self.fontMetrics()
        high = metrics.height() + _HIGH
        boxes, x, y = [], 0.0, 0.0
        for value in self.values:
            wide = min(metrics.horizontalAdvance(one_line(value, 40)) + 2.0 * _PAD, width - 1.0)
            if x and x + wide > width - 1:
                x, y = 0.0, y + high + _GAP
            boxes.append(QRectF(x + 0.5, y + 0.5, wide, high - 1.0))
            x += wide + _GAP
        return boxes

    def event(self, event: QEvent) -> bool:
        """Keep digits, letters of values and Delete, whatever shortcuts the window has."""
        return keep_key(event, self._is_kept) or super().event(event)

    def _is_kept(self, event: QKeyEvent) -> bool:
        return self._meant(event) is not None or is_deletion(event)

    def _meant(self, event: QKeyEvent) -> str | None:
        """Return the value that a digit or letter means, None when the key means none."""
        text = event.text().casefold()
        if not text or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        if text in "123456789" and int(text) <= len(self.values):
            return self.values[int(text) - 1]
        same = [value for value in self.values if value.casefold().startswith(text)]
        if not same:
            return None
        at = same.index(self.value) + 1 if self.value in same else 0
        return same[at % len(same)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, clear, or go on to another row."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.values:
            step = 1 if key == Qt.Key.Key_Right else -1
            at = self.values.index(self.value) + step if self.value in self.values else 0
            self.choose(self.values[min(max(at, 0), len(self.values) - 1)])
        elif is_deletion(event):
            self.choose(None)
        elif (meant := self._meant(event)) is not None:
            self.choose(meant)
        elif not _moves_on(self, event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the value under the mouse; the chosen one again chooses none."""
        for box, value in zip(self._arrange(self.width()), self.values, strict=True):
            if box.contains(event.position()):
                self.choose(None if value == self.value else value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the focus has gone."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the values; the chosen one is filled and has a stronger edge."""
        theme = self._theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.accent if self.hasFocus() else colour.mix(theme.text, theme.chrome, 0.22)
        for box, value in zip(self._arrange(self.width()), self.values, strict=True):
            chosen = value == self.value
            if chosen:
                painter.setBrush(colour.tint(theme.accent, theme.paper, theme.text, 0.3))
                painter.setPen(QPen(theme.accent, 1.4))
            else:
                painter.setBrush(theme.paper)
                painter.setPen(QPen(edge, 1.0))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(theme.text if chosen else theme.faint)
            shown = self.fontMetrics().elidedText(
                one_line(value, 40), Qt.TextElideMode.ElideRight, round(box.width() - _PAD)
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


class YesNoField(QCheckBox):
    """Yes, no, or not said.

    Signals:
        chosen: True, False, or None for not said.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTristate(True)
        self.show_value(None)

    def show_value(self, value: Value) -> None:
        """Show a value; tells nobody."""
        state = Qt.CheckState.PartiallyChecked
        if isinstance(value, bool):
            state = Qt.CheckState.Checked if value else Qt.CheckState.Unchecked
        self.setCheckState(state)
        words = {True: self.tr("yes"), False: self.tr("no")}
        self.setText(words[value] if isinstance(value, bool) else self.tr("not said"))

    def nextCheckState(self) -> None:
        """Go from not said to yes, and then between yes and no."""
        self._choose(self.checkState() is not Qt.CheckState.Checked)

    def _choose(self, value: bool | None) -> None:
        self.show_value(value)
        self.chosen.emit(value)

    def event(self, event: QEvent) -> bool:
        """Keep Y, N and Delete, whatever shortcuts the window has."""
        return keep_key(event, self._is_kept) or super().event(event)

    @staticmethod
    def _is_kept(event: QKeyEvent) -> bool:
        answers = event.key() in (Qt.Key.Key_Y, Qt.Key.Key_N)
        return not event.modifiers() and (answers or is_deletion(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say yes or no, clear, or go on to another row."""
        if is_deletion(event):
            self._choose(None)
        elif event.key() in (Qt.Key.Key_Y, Qt.Key.Key_N):
            self._choose(event.key() == Qt.Key.Key_Y)
        elif not _moves_on(self, event):
            super().keyPressEvent(event)


class TextField(QLineEdit):
    """A line of free text.

    Signals:
        left: Return was pressed, or the focus went elsewhere.
        given_up: Escape was pressed after typing.
    """

    left = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(80)
        self.returnPressed.connect(self.left)

    def show_value(self, value: Value) -> None:
        """Show a value; tells nobody."""
        text = value if isinstance(value, str) else ""
        if text != self.text():
            self.setText(text)
        self.setModified(False)

    def event(self, event: QEvent) -> bool:
        """Keep Escape while there is something to give up."""
        return keep_key(event, self._is_kept) or super().event(event)

    def _is_kept(self, event: QKeyEvent) -> bool:
        return is_escape(event) and self.isModified()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up with Escape, go on with the arrows, or type."""
        if self._is_kept(event):
            self.given_up.emit()
        elif not _moves_on(self, event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus left, except for the field's own menu."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


def _moves_on(field: QWidget, event: QKeyEvent) -> bool:
    """Go to the row below or above with Down and Up; tell whether the key was one of these."""
    if event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        return False
    owner = field.parentWidget()
    fields = list(owner.fields.values()) if isinstance(owner, Form) else []
    if field in fields:
        at = fields.index(field) + (1 if event.key() == Qt.Key.Key_Down else -1)
        if 0 <= at < len(fields):
            fields[at].setFocus(Qt.FocusReason.TabFocusReason)
    return True
