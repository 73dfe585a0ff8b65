"""One line that says what is missing before an article is done, where it is, and goes on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.words import as_sentence, in_words
from annotator.workbench.before_done import Missing

_PASSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_GOES = (Qt.Key.Key_G, Qt.Key.Key_Space)


class BeforeDone(QWidget):
    """Shows the first thing that is missing, and takes two keys: to go there, and to pass.

    Signals:
        passed: it is done all the same.
        wanted: a ``Missing``, to be shown where it is.
        left: neither; the text gets the focus back.
    """

    passed = Signal()
    wanted = Signal(object)
    left = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("before_done")
        self.setAccessibleName(self.tr("Before this article is done"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._themes = themes
        self._missing: Sequence[Missing] = ()
        self._line = QLabel()
        self._line.setObjectName("before_done_line")
        self._line.setTextFormat(Qt.TextFormat.PlainText)
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.go_button = self._button("go", self.tr("Go there (G)"), self.go)
        self.pass_button = self._button("pass", self.tr("Done all the same (Return)"), self.go_on)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 5, 12, 5)
        row.addWidget(self._line, 1)
        row.addWidget(self.go_button)
        row.addWidget(self.pass_button)
        self.hide()

    def _button(self, name: str, text: str, handler: object) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"before_done_{name}")
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(handler)
        return button

    @property
    def says(self) -> str:
        """The line."""
        return self._line.text()

    def show_missing(self, missing: Sequence[Missing]) -> None:
        """Say what is missing first, and how much more is."""
        self._missing = tuple(missing)
        words = as_sentence(in_words(self._missing[0].words))
        more = len(self._missing) - 1
        line = self.tr("{0}, and {1} more").format(words, more) if more else words
        self._line.setText(f"{line}.")
        self._line.setToolTip(line)
        self.setAccessibleDescription(line)
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def go(self) -> None:
        """Go to what is missing first."""
        missing = self._missing
        self.hide()
        if missing:
            self.wanted.emit(missing[0])

    def go_on(self) -> None:
        """Let it be done."""
        self.hide()
        self.passed.emit()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that are answers from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            known = (*_PASSES, *_GOES, Qt.Key.Key_Escape)
            if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and event.key() in known:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass, go there, or leave it."""
        if event.key() in _PASSES:
            self.go_on()
        elif event.key() in _GOES:
            self.go()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Go when somebody goes on elsewhere; another program is nothing else."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Stand out from the page a little."""
        theme = self._themes.theme
        tint = colour.tint(theme.accent, theme.chrome, theme.text, 0.14)
        QPainter(self).fillRect(self.rect(), tint)
