"""Labels of two copies joined: which hold, which become one, and what has them follows."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import func, select

from annotator.annotation.changes import Step, identify
from annotator.annotation.label_keys import holder
from annotator.annotation.records import ArticleValue, Label, Link, Span
from annotator.project.merging.joining import Joining, conflict_id, told_apart
from annotator.project.records.conflicts import UNITED
from annotator.project.records.kinds.table import ARTICLE_VALUES
from annotator.project.records.versions import LABEL, SPAN, VALUE
from annotator.project.storage import schema
from annotator.project.storage.link_rows import links_at
from annotator.project.storage.rows import chunks, spans_by_id, spans_matching
from annotator.project.writing import label_checks


class LabelJoining(Joining):
    """Joining that settles labels, and lets spans follow them."""

    def _settle_labels(self, used: Iterable[str]) -> tuple[dict[str, Label], dict[str, str]]:
        """Return all labels as they are to be, and which labels became others, by id.

        Args:
            used: by what comes in or stays changed (ids); a label that is needed comes back.

        """
        united = self._united()
        final = dict(self._ours.records[LABEL])
        for record, label in self._settle(LABEL).items():
            # One that was removed goes at the end, when it is known whether spans need it.
            if label is not None and record not in united:
                final[record] = label  # noqa: PERF403 - the condition needs its reason
        for one in used:
            needed = followed(united, one)
            if needed not in final:
                theirs = self._theirs.records[LABEL]
                # Of two that were united, they may only have the one that gave way.
                label = theirs[needed] if needed in theirs else theirs[one]
                final[needed] = msgspec.structs.replace(label, id=needed)
        by_name: dict[str, str] = {}
        for record in told_apart(final):
            kept = by_name.setdefault(final[record].name, record)
            if kept != record:
                united[record] = kept
                detail = {"other": final.pop(record)}
                self._tell(conflict_id(UNITED, kept, record), UNITED, kept, record, detail)
        keyed: list[Label] = []
        for label in sorted(final.values(), key=lambda one: (one.position, one.id)):
            if holder(label.key, keyed) is not None:
                final[label.id] = msgspec.structs.replace(label, key="")
            else:
                keyed.append(label)
        return final, united

    def _united(self) -> dict[str, str]:
        """Return which labels became others in earlier merges."""
        table = schema.conflicts
        found = self._connection.execute(
            select(table.c.other, table.c.record).where(table.c.kind == UNITED)
        )
        return {row.other: row.record for row in found}

    def _unused_labels(
        self, labels: Iterable[str], used: Iterable[Step[Span] | Step[ArticleValue]]
    ) -> set[str]:
        """Return which labels (ids) were removed on a side and that nothing has afterwards."""
        more: dict[str, int] = {}
        for step in used:
            if step.before is not None:
                more[step.before.label] = more.get(step.before.label, 0) - 1
            if step.after is not None:
                more[step.after.label] = more.get(step.after.label, 0) + 1
        gone = set()
        for record in labels:
            known = self._joined.get((LABEL, record)) or self._ours.known.get((LABEL, record))
            if known is None or known.live:
                continue
            key = self._names.label_keys.get(record)
            there = 0
            for table in (schema.spans, schema.article_values) if key is not None else ():
                count = select(func.count()).select_from(table).where(table.c.label == key)
                there += self._connection.scalar(count) or 0
            if there + more.get(record, 0) == 0:
                gone.add(record)
        return gone

    def _widened(
        self,
        final: dict[str, Label],
        spans: list[Step[Span]],
        links_: list[Step[Link]],
        values: list[Step[ArticleValue]],
    ) -> dict[str, Label]:
        """Return the labels so that they allow what comes in; each copy finds that by itself."""
        stated = label_checks.Stated()
        for value in values:
            if value.after is not None:
                stated.take_value(value.after.label, value.after.value)
        label_of: dict[str, str] = {}
        followed = []
        for span in spans:
            if span.after is not None:
                stated.take(span.after.label, span.after.attributes)
                label_of[span.after.id] = span.after.label
                if span.before is not None and span.before.label != span.after.label:
                    followed.append(span.after.id)
        begun = [step.after for step in links_ if step.after is not None]
        begun += [one for one in links_at(self._connection, followed) if one.source in followed]
        missing = {one.source for one in begun} - label_of.keys()
        there = spans_by_id(self._connection, self._names, missing)
        label_of.update((one.id, one.label) for one in there.values())
        for one in begun:
            if one.source in label_of:
                stated.take_link(label_of[one.source], one.type)
        steps = stated.steps(final.values())
        return final | {step.record.id: step.record for step in steps}

    def _label_steps(
        self, final: dict[str, Label], used: list[Step[Span] | Step[ArticleValue]]
    ) -> tuple[list[Step[Label]], set[str]]:
        """Return what becomes of labels, and the ids of those that go as nothing needs them."""
        before = {label.id: label for label in self._names.labels.values()}
        told = {record: None for kind, record in self._joined if kind == LABEL}
        steps = self._steps(LABEL, {**dict.fromkeys(before), **told, **final})
        going = self._unused_labels(dict.fromkeys([*before, *final]), used)
        going &= final.keys()
        steps = [step for step in steps if step.record.id not in going]
        return [*steps, *(Step(before[one], None) for one in going if one in before)], going

    def _follow_labels(self, spans: dict[str, Span | None], united: dict[str, str]) -> None:
        """Give the spans of labels that became others their new labels."""
        keys = [self._names.label_keys[one] for one in united if one in self._names.label_keys]
        ours = dict(self._ours.records[SPAN])
        for some in chunks(keys):
            here = schema.spans.c.label.in_(some)
            for _, one in spans_matching(self._connection, self._names, here):
                ours[one.id] = one
                spans.setdefault(one.id, one)
        self._ours.records = {**self._ours.records, SPAN: ours}
        for record, span in spans.items():
            if span is not None:
                label = followed(united, span.label)
                if label != span.label:
                    spans[record] = msgspec.structs.replace(span, label=label)

    def _follow_values(
        self, values: dict[str, ArticleValue | None], united: dict[str, str]
    ) -> None:
        """Let what is said with labels that became others be said with these."""
        ours = self._ours.records[VALUE]
        there = {name: one for name, one in ours.items() if one.label in united}
        for name, one in {**there, **values}.items():
            if one is None or one.label not in united:
                continue
            after = msgspec.structs.replace(one, label=followed(united, one.label))
            target = identify(after)
            holds = values[target] if target in values else ours.get(target)
            values[name] = None
            if holds is None:
                values[target] = after
            elif not ARTICLE_VALUES.same(holds, after):
                told = {"other": after}
                self._tell(conflict_id(VALUE, target, one.label), VALUE, target, "", told)


def followed(united: dict[str, str], label: str) -> str:
    """Return the label that one has become."""
    seen = set()
    while label in united and label not in seen:
        seen.add(label)
        label = united[label]
    return label
