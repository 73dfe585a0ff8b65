"""A program of its own that works without a pause until it is killed.

Run as ``python -m tests.faults.working PROJECT ANNOTATOR SORT SEED``. SORT says what it does most:
"tagging", "undo" or "labels". After each call that has returned it prints one line, see
``ledger.line_of``; what it prints was stored when it was printed.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable

from msgspec.structs import replace

from annotator.annotation.changes import Changes
from annotator.annotation.edits import (
    AddLabel,
    AddLink,
    AddSpan,
    FlagSpans,
    RelabelSpans,
    RemoveLabel,
    RemoveSpans,
    SetLabel,
    SetNote,
    SetRanges,
    SetStatus,
)
from annotator.annotation.records import Status
from annotator.errors import RuleError
from annotator.project import Project, new_label
from tests.faults.ledger import line_of

LENGTH = 10_000
"""Tags lie before this place of the long article."""
SORTS = {
    "tagging": ["tag"] * 6 + ["note", "relabel", "resize", "remove", "flag", "link", "status"],
    "undo": ["tag", "tag", "note", "remove", "undo", "undo", "undo", "redo", "redo"],
    "labels": ["tag", "tag", "add label", "edit label", "edit label", "remove label", "undo"],
}


def say(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


class Worker:
    """Somebody who does one random thing after another."""

    def __init__(self, project: Project, who: str, chance: random.Random) -> None:
        self._project, self._who, self._chance = project, who, chance

    def act(self, what: str) -> Changes | None:
        """Do something of this sort; None where there was nothing to do."""
        if what == "undo":
            return self._project.undo(self._who)
        if what == "redo":
            return self._project.redo(self._who)
        edit = getattr(self, f"_{what.replace(' ', '_')}")()
        return None if edit is None else self._project.apply(edit, self._who)

    def _some_span(self) -> str:
        spans = self._project.open_article(self._who, "long").spans
        return self._chance.choice(spans).id if spans else ""

    def _some_label(self) -> str:
        return self._chance.choice(self._project.labels()).id

    def _ranges(self) -> tuple[tuple[int, int]]:
        start = self._chance.randrange(LENGTH)
        return ((start, start + self._chance.randrange(1, 60)),)

    def _tag(self) -> object:
        return AddSpan(article="long", label=self._some_label(), ranges=self._ranges())

    def _of_a_span(self, edit: Callable[[str], object]) -> object:
        span = self._some_span()
        return edit(span) if span else None

    def _note(self) -> object:
        note = f"note {self._chance.random()}"
        return self._of_a_span(lambda span: SetNote(span=span, note=note))

    def _relabel(self) -> object:
        return self._of_a_span(lambda span: RelabelSpans(spans=(span,), label=self._some_label()))

    def _resize(self) -> object:
        return self._of_a_span(lambda span: SetRanges(span=span, ranges=self._ranges()))

    def _remove(self) -> object:
        return self._of_a_span(lambda span: RemoveSpans(spans=(span,)))

    def _flag(self) -> object:
        flagged = self._chance.random() < 0.5
        return self._of_a_span(lambda span: FlagSpans(spans=(span,), flagged=flagged))

    def _link(self) -> object:
        other = self._some_span()
        return self._of_a_span(lambda span: AddLink(type="same", source=span, target=other))

    def _status(self) -> object:
        status = self._chance.choice([Status.DONE, Status.IN_PROGRESS, Status.SKIPPED])
        return SetStatus(articles=("long",), status=status)

    def _add_label(self) -> object:
        labels = self._project.labels()
        if len(labels) > 12:
            return self._remove_label()
        return AddLabel(label=new_label(f"label {self._chance.random()}", labels))

    def _edit_label(self) -> object:
        label = self._chance.choice(self._project.labels())
        changed = self._chance.choice(
            [
                {"name": f"{label.id} {self._chance.random()}"},
                {"guidelines": f"Tag it when {self._chance.random()}.\n" * 20},
                {"description": f"line {self._chance.random()}"},
                {"colour": f"#{self._chance.randrange(1 << 24):06x}"},
            ]
        )
        return SetLabel(label=replace(label, **changed), base=label)

    def _remove_label(self) -> object:
        labels = self._project.labels()
        if len(labels) < 3:
            return None
        gone, heir = self._chance.sample(labels, 2)
        move_to = heir.id if self._chance.random() < 0.7 else None
        return RemoveLabel(label=gone.id, move_to=move_to)


def main() -> None:
    path, who, sort, seed = sys.argv[1:]
    chance = random.Random(seed)
    with Project.open(path, busy_timeout_s=30) as project:
        say(b"{}")
        worker = Worker(project, who, chance)
        while True:
            try:
                changes = worker.act(chance.choice(SORTS[sort]))
            except RuleError:
                continue
            if changes is not None:
                say(line_of(changes))


if __name__ == "__main__":
    main()
