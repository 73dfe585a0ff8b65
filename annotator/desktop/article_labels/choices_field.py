"""A field for several of some values."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from annotator.desktop.spans.attribute_fields import ChoiceField


class ChoicesField(ChoiceField):
    """Values side by side, any number of them chosen: a digit or letter, or a click, turns one.

    Its signal ``chosen`` tells a tuple, None where none is left.
    """

    several: tuple[str, ...] = ()

    def show_value(self, value: object) -> None:
        """Show which values are chosen; tells nobody."""
        self.several = value if isinstance(value, tuple) else ()
        super().show_value(", ".join(self.several) or None)

    def holds(self, value: str) -> bool:
        """Tell whether a value is chosen."""
        return value in self.several

    def choose(self, value: str | None) -> None:
        """Turn one value on or off; None clears all."""
        turned = set(self.several) ^ {value} if value is not None else set()
        several = tuple(one for one in self.values if one in turned)
        if several != self.several:
            self.show_value(several)
            self.chosen.emit(several or None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows at the sides alone: no value is the next one."""
        if event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            super().keyPressEvent(event)
