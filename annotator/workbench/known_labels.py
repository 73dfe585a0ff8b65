"""The labels that a window knows, and what stands for one that it does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from annotator.annotation.changes import Delta
from annotator.annotation.records import Label

UNKNOWN_LETTER = "?"


class KnownLabels(dict[str, Label]):
    """Labels by id, in the order of the label bar; for any other id there is a neutral one.

    Somebody may have added a label a moment ago: its spans are drawn all the same, in grey and
    under the id of the label, and whoever holds the labels is told to read them again.

    Args:
        labels: by which it begins.
        missed: called once for an id that is not known, until the labels are renewed.

    """

    def __init__(
        self, labels: Iterable[Label] = (), missed: Callable[[str], None] = lambda _label_id: None
    ) -> None:
        super().__init__()
        self._missed = missed
        self._told: set[str] = set()
        self.renew(labels)

    def renew(self, labels: Iterable[Label]) -> bool:
        """Hold these labels in place of those before; False when they are the same."""
        ordered = sorted(labels, key=lambda label: label.position)
        self._told.clear()
        if list(self.values()) == ordered:
            return False
        self.clear()
        self.update((label.id, label) for label in ordered)
        return True

    def take(self, delta: Delta) -> None:
        """Bring in what a change did to labels."""
        labels = dict(self)
        for step in delta.labels:
            if step.after is not None:
                labels[step.after.id] = step.after
            else:
                labels.pop(step.record.id, None)
        self.renew(labels.values())

    def __missing__(self, label_id: str) -> Label:
        """Return a neutral label of this id."""
        if label_id not in self._told:
            self._told.add(label_id)
            self._missed(label_id)
        return Label(id=label_id, name=label_id, letter=UNKNOWN_LETTER)
