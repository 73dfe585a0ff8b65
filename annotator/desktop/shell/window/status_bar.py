"""The status bar: one sentence for a while, where the caret is, to what selections snap, who."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar, QStyle, QStyleOption, QWidget

from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.theme import Theme
from annotator.desktop.toolkit.words import in_words
from annotator.words import counts
from annotator.workbench.text_units import Snap

_MESSAGE_MS = 6000
_LEFT = 6


class StatusBar(QStatusBar):
    """Shows what it is told.

    Args:
        counts: what others show here, before the bar's own.
        parent: the window.

    Signals:
        snap_wanted: selections shall snap to the next unit.
        annotator_wanted: another annotator is to be chosen.

    Attributes:
        snap: the button that says what selections snap to.

    """

    snap_wanted = Signal()
    annotator_wanted = Signal()

    def __init__(self, *counts: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self.setAccessibleName(_tr("Status"))
        self.setSizeGripEnabled(False)
        self._place = QLabel()
        self._place.setObjectName("place")
        self.snap = _flat_button("snap_button")
        self.snap.clicked.connect(self.snap_wanted)
        self._who = _flat_button("annotator_button")
        self._who.clicked.connect(self.annotator_wanted)
        self._read_only = QLabel(_tr("Read-only"))
        self._read_only.setObjectName("read_only")
        self._beside = (self._read_only, *counts, self._place, self.snap, self._who)
        for widget in self._beside:
            self.addPermanentWidget(widget)

    def show_read_only(self, reason: str) -> None:
        """Say for as long as the window is open why nothing can be changed; "" where it can."""
        self._read_only.setVisible(bool(reason))
        words = _tr("Nothing can be changed: {0}.").format(reason)
        self._read_only.setToolTip(words)
        self._read_only.setAccessibleDescription(words)

    def tell(self, sentence: str) -> None:
        """Say one sentence for a while."""
        self.showMessage(sentence, _MESSAGE_MS)
        self.setAccessibleDescription(sentence)

    def and_then(self, sentence: str) -> str:
        """Return what is said now, and another sentence after it."""
        said = self.currentMessage()
        stop = "" if said.endswith((".", "…", "?", "!")) else "."
        return f"{said}{stop} {sentence}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sentence; Qt would break it off without a sign where it is too long."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelStatusBar, option, painter, self)
        right = min((w.x() for w in self._beside if w.isVisible()), default=self.width())
        room = QRect(_LEFT, 0, right - 2 * _LEFT, self.height())
        text = self.fontMetrics().elidedText(
            self.currentMessage(), Qt.TextElideMode.ElideRight, room.width()
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setPen(self.palette().windowText().color())
        painter.drawText(room, flags | Qt.TextFlag.TextSingleLine, text)

    def show_place(self, selected: tuple[int, int] | None, caret: int | None) -> None:
        """Say what is selected, else where the caret is (code points); nothing for no article."""
        if caret is None:
            text = ""
        elif selected is not None:
            start, end = selected
            text = f"{start}–{end}  ·  {in_words(counts.characters(end - start))}"
        else:
            text = _tr("caret at {0}").format(caret)
        self._place.setText(text)

    def show_snap(self, unit: Snap) -> None:
        """Say what selections snap to."""
        names = {
            Snap.CHARACTER: _tr("characters"),
            Snap.WORD: _tr("words"),
            Snap.SENTENCE: _tr("sentences"),
        }
        self.snap.setText(_tr("Snap: {0}").format(names[unit]))
        self.snap.setToolTip(
            _tr(
                "What is selected with the mouse grows to whole {0}. Hold Alt to select exactly."
            ).format(names[unit])
        )

    def show_annotator(self, name: str) -> None:
        """Say who annotates."""
        self._who.setText(name.replace("&", "&&"))
        self._who.setAccessibleName(_tr("Annotator: {0}. Change …").format(name))

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._who.setIcon(icons.icon("user", theme))


def _flat_button(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setFlat(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _tr(text: str) -> str:
    return QCoreApplication.translate("MainWindow", text)
