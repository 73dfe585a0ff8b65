"""All commands and their keys on one page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.widgets.line_buttons import make_clearable

Command = tuple[str, str, str]
"""Menu, text, key ("" for none)."""

_NARROWEST, _WIDEST = 520, 680
_AROUND = 96
"""Margins, the gap between text and key, and the scroll bar."""


class ShortcutsDialog(FittingDialog):
    """The commands by menu, with a line to look for one."""

    def __init__(self, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts_dialog")
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self._rows: list[tuple[str, str, tuple[QLabel, ...]]] = []
        self._heads: dict[str, QLabel] = {}
        self.search = QLineEdit()
        self.search.setObjectName("shortcuts_search")
        self.search.setAccessibleName(self.tr("Find a command"))
        self.search.setPlaceholderText(self.tr("Find a command or a key"))
        make_clearable(self.search)
        page = QWidget()
        page.setAutoFillBackground(False)
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(4, 4, 12, 12)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 1)
        for menu, text, key in commands:
            self._add(menu, text, key)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        area = QScrollArea()
        area.setObjectName("shortcuts_list")
        area.setAccessibleName(self.tr("Commands"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self.search)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        self.resize(self._width(), 760)
        self.search.textChanged.connect(self._on_typed)

    def _width(self) -> int:
        """Return a width at which no command has to break, where that is not too wide."""
        texts = [widgets[0].text() for _, _, widgets in self._rows]
        caps = [widgets[1].sizeHint().width() for _, _, widgets in self._rows if len(widgets) > 1]
        widest = max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0)
        return min(_WIDEST, max(_NARROWEST, widest + max(caps, default=0) + _AROUND))

    def _add(self, menu: str, text: str, key: str) -> None:
        text = text.replace("&", "")
        row = self._grid.rowCount()
        if menu not in self._heads:
            head = _plain(menu)
            bold = QFont(head.font())
            bold.setBold(True)
            head.setFont(bold)
            head.setContentsMargins(0, 12 if self._heads else 2, 0, 2)
            self._heads[menu] = head
            self._grid.addWidget(head, row, 0, 1, 2)
            row += 1
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        words = _plain(text)
        words.setWordWrap(True)
        widgets: tuple[QLabel, ...] = (words,)
        self._grid.addWidget(words, row, 0)
        if key:
            cap = _plain(key)
            cap.setStyleSheet(
                "border: 1px solid palette(mid); border-radius: 3px; padding: 1px 6px;"
                " background: palette(base);"
            )
            self._grid.addWidget(cap, row, 1, right)
            widgets += (cap,)
        self._rows.append((menu, f"{text} {key}".casefold(), widgets))

    def _on_typed(self, typed: str) -> None:
        words = typed.casefold().split()
        shown: set[str] = set()
        for menu, text, widgets in self._rows:
            visible = all(word in text for word in words)
            if visible:
                shown.add(menu)
            for widget in widgets:
                widget.setVisible(visible)
        for menu, head in self._heads.items():
            head.setVisible(menu in shown)

    @property
    def shown(self) -> list[str]:
        """The commands that are shown, as "text key"."""
        return [text for _, text, widgets in self._rows if not widgets[0].isHidden()]


def _plain(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
