"""The fields of the label editor: each shows what is stored, and tells when a draft is finished."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from annotator.annotation.label_keys import tidy_key
from annotator.annotation.records import LINES, Label
from annotator.desktop.labels.label_rules import KEYS, key_owner
from annotator.desktop.page.painting.span_painter import draw_line
from annotator.desktop.spans.note_editor import PlainEditor
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.key_field import KeyField
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.desktop.toolkit.widgets.sign import Sign

_SIGN = 16
_SAMPLE = QSize(64, 18)


def _leave_undo(event: QEvent) -> bool:
    """Leave a key that undoes or redoes to the dialog; return whether it was one."""
    is_undo = (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and (
            event.matches(QKeySequence.StandardKey.Undo)
            or event.matches(QKeySequence.StandardKey.Redo)
        )
    )
    if is_undo:
        event.ignore()
    return is_undo


class LineField(QLineEdit):
    """One line. Escape gives up what was typed; undo is the dialog's when nothing was.

    Signals:
        committed: what was typed is finished.

    Attributes:
        base: what was stored when typing began.

    """

    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = self.base = ""
        self.editingFinished.connect(self.committed)

    @property
    def is_draft(self) -> bool:
        """Whether something else was typed than is stored."""
        return self.text() != self._shown

    def show_text(self, text: str, *, force: bool = False) -> None:
        """Show what is stored now, unless something else was typed (or with ``force``)."""
        keep = self.is_draft and not force
        self._shown = text
        if not keep or self.text() == text:
            self.base = text
        if not keep and self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def give_up(self) -> None:
        """Show what is stored."""
        self.show_text(self._shown, force=True)

    def event(self, event: QEvent) -> bool:
        """Leave undo to the dialog when there is nothing here to undo."""
        if not self.is_draft and _leave_undo(event):
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up on Escape; on Return finish without closing the dialog."""
        if event.key() == Qt.Key.Key_Escape and self.is_draft:
            self.give_up()
            self.committed.emit()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class MarkdownField(PlainEditor):
    """Several lines, finished when they are left or with Ctrl+Return.

    Signals:
        committed: what was typed is finished.

    Attributes:
        base: what was stored when typing began.

    """

    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = self.base = ""
        self.kept.connect(self.committed)
        self.left.connect(self.committed)
        self.given_up.connect(self.give_up)

    @property
    def is_draft(self) -> bool:
        """Whether something else was typed than is stored."""
        return self.text != self._shown

    def show_text(self, text: str, *, force: bool = False) -> None:
        """Show what is stored now, unless something else was typed (or with ``force``)."""
        keep = self.is_draft and not force
        if not keep or self.text == text:
            self.base = text
        if not keep and self.text != text:
            self.setPlainText(text)
        self._shown = text if keep else self.text

    def give_up(self) -> None:
        """Show what is stored."""
        self.show_text(self._shown, force=True)

    def can_give_up(self) -> bool:
        """Whether Escape has something to give up; if not, it is the dialog's."""
        return self.is_draft

    def event(self, event: QEvent) -> bool:
        """Leave undo to the dialog when there is nothing here to undo."""
        if not self.is_draft and _leave_undo(event):
            return False
        return super().event(event)


class KeyBox(QComboBox):
    """No key, a digit, or another key; one that is taken says whose it is."""

    ANOTHER = "another"
    """What the entry for another key holds; it is no key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(13)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_key(self, label: Label, labels: Iterable[Label]) -> None:
        """Show a label's key among those of all labels."""
        there = list(labels)
        self.blockSignals(True)
        self.clear()
        self.addItem(self.tr("none"), "")
        other = () if label.key in ("", *KEYS) else (label.key,)
        for key in (*KEYS, *other):
            owner = key_owner(key, label.id, there)
            text = key if owner is None else f"{key}  ·  {one_line(owner.name, 24)}"
            self.addItem(text, key)
        self.addItem(self.tr("Another key …"), self.ANOTHER)
        self.setCurrentIndex(max(0, self.findData(label.key)))
        self.blockSignals(False)


class OtherKeyField(KeyField):
    """Takes any key, or two one after the other; hidden until it is asked for.

    Signals:
        finished: a key as text, as a label has it.
    """

    finished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = ""
        self.pressed.connect(self._on_pressed)
        self.ended.connect(self._finish)
        self.given_up.connect(self._give_up)
        self.hide()

    def ask(self) -> None:
        """Appear, and wait for a key."""
        self._first = ""
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setPlaceholderText(self.tr("Press a key, or two one after the other …"))

    def _on_pressed(self, key: QKeySequence) -> None:
        text = key.toString(QKeySequence.SequenceFormat.PortableText)
        if self._first and text == "Return":
            self._finish()
        elif self._first:
            self._first = f"{self._first}, {text}"
            self._finish()
        elif tidy_key(text):
            self._first = text
            self.setText(self.tr("{0}, then a second key, or Return").format(text))
        else:
            self.finished.emit(text)

    def _finish(self) -> None:
        """Hand over what was pressed; what is not finished when the field is left counts."""
        text, self._first = self._first, ""
        if text:
            self.finished.emit(text)
        self.hide()

    def _give_up(self) -> None:
        self._first = ""
        self.hide()


class LineBox(QComboBox):
    """The line styles, drawn."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.setIconSize(_SAMPLE)
        for line in LINES:
            self.addItem(self._title(line), line)
        themes.changed.connect(self._draw)
        self._draw()

    def _title(self, line: str) -> str:
        return {
            "solid": self.tr("solid"),
            "dashed": self.tr("dashed"),
            "dotted": self.tr("dotted"),
            "double": self.tr("double"),
            "wavy": self.tr("wavy"),
        }[line]

    def show_line(self, line: str) -> None:
        """Show a label's line."""
        self.setCurrentIndex(max(0, self.findData(line)))

    def _draw(self) -> None:
        scale = self.devicePixelRatioF()
        for place, line in enumerate(LINES):
            pixmap = QPixmap(_SAMPLE * scale)
            pixmap.setDevicePixelRatio(scale)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle = _SAMPLE.height() / 2
            draw_line(painter, line, self._themes.theme.text, 2.0, 2, _SAMPLE.width() - 4, middle)
            painter.end()
            self.setItemIcon(place, QIcon(pixmap))


class Problem(QWidget):
    """One sentence beside a field that says why nothing was changed; no room when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Sign("warning", _SIGN))
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence, "" for none."""
        return self._words.text()

    def say(self, sentence: str) -> None:
        """Say a sentence, or nothing."""
        self._words.setText(sentence)
        self.setVisible(bool(sentence))

    def add_button(self, button: QWidget) -> None:
        """Put what can be done about it at the right."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(button)
