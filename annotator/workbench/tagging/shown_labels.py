"""Which labels are shown on the page: all, all but some, or one alone."""

from __future__ import annotations

from collections.abc import Iterable


class ShownLabels:
    """Labels (ids) that are hidden by hand, or all but one.

    Attributes:
        alone: the one that is shown alone, "" for none.

    """

    def __init__(self) -> None:
        self._hidden: set[str] = set()
        self.alone = ""

    def is_hidden(self, label: str) -> bool:
        """Tell whether a label's spans are not shown; one that is new is, while one is alone."""
        return label != self.alone if self.alone else label in self._hidden

    def hidden(self, labels: Iterable[str]) -> frozenset[str]:
        """Return those of some labels that are hidden."""
        return frozenset(label for label in labels if self.is_hidden(label))

    def turn(self, label: str, labels: Iterable[str]) -> None:
        """Hide a label that is shown, show one that is hidden; of ``labels`` others stay."""
        hidden = set(self.hidden(labels))
        hidden.symmetric_difference_update({label})
        self._hidden, self.alone = hidden, ""

    def turn_alone(self, label: str) -> None:
        """Show one label alone, or all again when it is."""
        is_alone = self.alone == label
        self.show_all()
        self.alone = "" if is_alone else label

    def show_all(self) -> None:
        """Hide none."""
        self._hidden.clear()
        self.alone = ""

    def forget(self, labels: Iterable[str]) -> None:
        """Know only labels that are still there: one that is gone is not alone for ever."""
        there = set(labels)
        self._hidden &= there
        if self.alone not in there:
            self.alone = ""
