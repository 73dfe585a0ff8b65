"""What is proposed for the current span’s attributes: shown beside them, taken by one key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.widgets.marks import explain, one_line


class Proposed(QWidget):
    """A question mark, what is proposed, and a button that takes it. It is no value of the span.

    Signals:
        taken: it shall become the span's.
    """

    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proposed_attributes")
        self.words = ElidedLabel()
        self.words.setObjectName("proposed_words")
        italic = self.words.font()
        italic.setItalic(True)
        self.words.setFont(italic)
        self.take = QToolButton()
        self.take.setObjectName("proposed_take")
        self.take.setAccessibleName(_tr("Take"))
        self.take.clicked.connect(self.taken)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.take)
        self.hide()

    def show_proposed(self, values: Mapping[str, Any], key: str) -> None:
        """Show what is proposed, by the attribute's name; nothing for none.

        Args:
            values: JSON values by name.
            key: that takes them, "" for none.

        """
        self.setVisible(bool(values))
        if not values:
            return
        told = proposed_in_words(values)
        self.words.show_text(f"? {told}")
        self.words.setAccessibleName(_tr("Proposed: {0}").format(told))
        self.take.setText(_tr("Take"))
        self.take.setAccessibleName(_tr("Take what is proposed: {0}").format(told))
        why = _tr("Equal texts were given this before: {0}").format(told)
        explain(self.take, why, _tr("Key {0}").format(key) if key else "")


def proposed_in_words(values: Mapping[str, Any]) -> str:
    """Return values as one reads them: “kind: person, checkable: no”."""
    return ", ".join(f"{one_line(name, 30)}: {_word(value)}" for name, value in values.items())


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return _tr("yes") if value else _tr("no")
    return one_line(str(value), 40)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Proposed", text)
