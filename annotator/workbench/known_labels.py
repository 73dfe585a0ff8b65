"""The labels that a window knows, and what stands for one that it does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from annotator.annotation.changes import Delta
from annotator.annotation.records import Label, of_articles, of_spans

UNKNOWN_LETTER = "?"


class KnownLabels(dict[str, Label]):
    """Labels of spans by id, in the label bar's order; for any other id there is a neutral one.

    Somebody may have added a label a moment ago: its spans are drawn all the same, in grey and
    under the id of the label, and whoever holds the labels is told to read them again.

    Args:
        labels: by which it begins.
        missed: called once for an id that is not known, until the labels are renewed.

    Attributes:
        articles: the labels of articles, likewise.

    """

    def __init__(
        self, labels: Iterable[Label] = (), missed: Callable[[str], None] = lambda _label_id: None
    ) -> None:
        super().__init__()
        self._missed = missed
        self._told: set[str] = set()
        self.articles: dict[str, Label] = {}
        self.renew(labels)

    def renew(self, labels: Iterable[Label]) -> bool:
        """Hold these labels, of both sorts, in place of those before; False for the same ones."""
        ordered = sorted(labels, key=lambda label: label.position)
        self._told.clear()
        tags, said = of_spans(ordered), of_articles(ordered)
        if list(self.values()) == tags and list(self.articles.values()) == said:
            return False
        self.clear()
        self.update((label.id, label) for label in tags)
        self.articles = {label.id: label for label in said}
        return True

    @property
    def both(self) -> dict[str, Label]:
        """Labels of spans and of articles by id."""
        return {**self, **self.articles}

    def take(self, delta: Delta) -> None:
        """Bring in what a change did to labels."""
        if not delta.labels:
            return
        labels = self.both
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
