"""Merging: what was done in another copy of the project comes in, and nothing is lost.

The other copy is a pack, or any project that has articles in common with this one, of equal id
and text. Only these articles are merged; what is said of others stays where it is. Merging is
idempotent, and in whatever order copies are merged, they bring the same. See decision 0011.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
import orjson
from sqlalchemy import Connection, delete, insert, select, update

from annotator.annotation.changes import Delta, Step
from annotator.annotation.records import (
    Answer,
    ArticleStatus,
    Decision,
    Label,
    Link,
    Span,
    Suggestion,
)
from annotator.errors import ProjectError, RuleError
from annotator.project import schema, settling, suggesting, versions
from annotator.project.clock import new_id, now
from annotator.project.conflicts import UNITED, WAITING
from annotator.project.editing import annotator_key
from annotator.project.incoming import Copy, Incoming, answers, labels, links, statuses
from annotator.project.rows import Names, chunks, links_at, span_keys, spans_by_id, spans_matching
from annotator.project.versions import (
    ANSWER,
    DECISION,
    LABEL,
    LINK,
    SPAN,
    STATUS,
    Versions,
)
from annotator.project.writing import carry_out

_Key = tuple[str, str]


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge has changed in the project.

    Attributes:
        articles: how many the two have in common.
        left_out: articles of the pack that are not in the project; nothing of them came in.
        spans_new, spans_changed, spans_removed: counts of spans.
        links: links that came or went.
        statuses: articles whose status or flag has changed, for each annotator.
        labels: names of labels that came, changed or went.
        conflicts: versions made side by side that now wait to be settled.

    """

    articles: int
    left_out: int = 0
    spans_new: int = 0
    spans_changed: int = 0
    spans_removed: int = 0
    links: int = 0
    statuses: int = 0
    labels: tuple[str, ...] = ()
    conflicts: int = 0


def merge(connection: Connection, incoming: Incoming, step: Callable[[int, int], None]) -> Merged:
    """Merge a pack that was read; all of it, or when anything is raised, nothing.

    Args:
        connection: inside a write transaction.
        incoming: see ``read_incoming``.
        step: told how far it is, and of how much; may raise to stop the work.

    Raises:
        ProjectError: the two have no article in common, or one of them with different texts, or
            their gold has other names.
        RuleError: a span's id is that of another annotator's or article's span.

    """
    common = _common(connection, incoming)
    step(0, 3)
    names = Names(connection)
    _check_gold(connection, names, incoming)
    for name in incoming.gold:
        settling.add_gold(connection, names, name)
    for name in incoming.annotators:
        annotator_key(connection, names, name)
    merging = _Merge(connection, names, incoming, common)
    step(1, 3)
    merged = merging.carry_out()
    step(2, 3)
    _merge_readings(connection, names, incoming, common)
    step(3, 3)
    return merged


def _check_gold(connection: Connection, names: Names, incoming: Incoming) -> None:
    """Refuse to take settled work for somebody's own, or the other way round.

    Raises:
        ProjectError: gold has different names in the two, or one that is a person's in the other.

    """
    ours = settling.gold_of(connection, names)
    theirs = set(incoming.gold)
    people = names.annotator_keys.keys() - {ours}
    mixed = (theirs & people) | ({ours} & set(incoming.annotators) - theirs if ours else set())
    if not mixed and ours is not None and theirs - {ours}:
        mixed = theirs - {ours}
    for name in sorted(mixed):
        raise ProjectError(
            f"“{name}” is the name of what was settled in one of the two and not in the other;"
            " nothing was merged"
        )


def _common(connection: Connection, incoming: Incoming) -> dict[str, int]:
    """Return the keys of the articles that both have."""
    table = schema.articles
    found: dict[str, int] = {}
    for some in chunks(incoming.articles):
        statement = select(table.c.id, table.c.key, table.c.sha256).where(table.c.id.in_(some))
        for row in connection.execute(statement):
            if row.sha256 != incoming.articles[row.id]:
                raise ProjectError(
                    f"article {row.id} has another text in the project; nothing was merged"
                )
            found[row.id] = row.key
    if not found:
        raise ProjectError("it has no article in common with the project; nothing was merged")
    return found


class _Merge:
    """One merge under way: first all is thought out, then it is written."""

    def __init__(
        self, connection: Connection, names: Names, incoming: Incoming, common: dict[str, int]
    ) -> None:
        self._connection = connection
        self._names = names
        self._common = common
        self._left_out = len(incoming.articles) - len(common)
        self._details = incoming.details
        self._suggestions = incoming.suggestions
        self._ours = self._our_copy(incoming.copy)
        self._theirs = self._their_part(incoming.copy)
        self._rows = versions.Rows()
        self._conflicts: dict[str, dict[str, Any]] = {}
        self._no_conflicts: set[str] = set()
        self._joined: dict[_Key, Versions] = {}

    def _their_part(self, copy: Copy) -> Copy:
        """Return what the pack says of the articles that both have."""
        here = {
            kind: {k: v for k, v in copy.records[kind].items() if v.article in self._common}
            for kind in (SPAN, STATUS, DECISION)
        }
        answered = {
            k: v
            for k, v in copy.records[ANSWER].items()
            if self._suggestions[v.suggestion].article in self._common
        }
        return Copy(copy.known, {**copy.records, **here, ANSWER: answered})

    def _our_copy(self, theirs: Copy) -> Copy:
        """Return those of the project's records that the pack may be about."""
        known = versions.read(self._connection)
        spans = {*theirs.records[SPAN], *(i for k, i in theirs.known if k == SPAN)}
        spans |= {i for (k, i), one in known.items() if k == SPAN and len(one.live) > 1}
        for record in list(spans):
            if (SPAN, record) in known:
                spans.update(versions.beside(record, known[SPAN, record]))
        decided = {*theirs.records[DECISION], *(i for k, i in theirs.known if k == DECISION)}
        link_ids = {*theirs.records[LINK], *(i for k, i in theirs.known if k == LINK)}
        return Copy(
            known,
            {
                SPAN: spans_by_id(self._connection, self._names, spans),
                LINK: links(self._connection, link_ids),
                STATUS: statuses(self._connection, self._names),
                LABEL: labels(self._names),
                DECISION: settling.decisions_by_id(self._connection, decided),
                ANSWER: answers(self._connection, self._names, self._suggestions),
            },
        )

    def _candidates(self, kind: str) -> list[str]:
        """Return the ids of the records of a kind that the merge may touch."""
        found = dict.fromkeys(i for i in self._theirs.records[kind] if i not in self._theirs.aside)
        found.update((i, None) for k, i in self._theirs.known if k == kind)
        found.update(
            (i, None) for (k, i), v in self._ours.known.items() if k == kind and len(v.live) > 1
        )
        return list(found)

    # -- versions ------------------------------------------------------------------------------

    def _join(self, kind: str, record: str) -> Versions | None:
        """Return what is known of a record on both sides; None where nothing is to be done."""
        ours = self._ours.versions(kind, record)
        theirs = self._theirs.versions(kind, record)
        joined = ours.joined(theirs)
        if joined == ours and (kind != SPAN or len(ours.live) < 2):
            return None
        missing = [s for s in joined.live - ours.live if self._content(kind, record, s) is None]
        if missing:  # of an article that is not here, or a label of which nobody has the text
            left = {s: gone for s, gone in joined.known.items() if s not in missing}
            joined = Versions(left, joined.current - set(missing))
        if not joined.known:
            return None
        self._joined[kind, record] = joined
        return joined

    def _content(self, kind: str, record: str, stamp: str) -> Any | None:
        """Return what a version says, from the side that holds exactly that one if any does."""
        sides = [self._ours, self._theirs]
        if stamp not in self._ours.versions(kind, record).live:
            sides.reverse()
        for side in sides:
            found = side.content(kind, record, stamp)
            if found is not None:
                return found
        return self._given_way(kind, record, stamp)

    def _given_way(self, kind: str, record: str, stamp: str) -> Any | None:
        """Return a version that gave way in an earlier merge."""
        name = _conflict_id(kind, record, stamp)
        table = schema.conflicts
        told = self._connection.scalar(select(table.c.detail).where(table.c.id == name))
        told = told or self._details.get(name)
        other = orjson.loads(told).get("other") if told else None
        return None if other is None else msgspec.convert(other, _TYPES[kind])

    def _remember(self, kind: str, record: str, final: Any | None) -> None:
        """Store what is known of a record, unless its content tells it already."""
        key = (kind, record)
        joined = self._joined.get(key) or self._ours.versions(kind, record)
        before = self._ours.known.get(key)
        if before is None and final is not None and joined == versions.as_created(final):
            return
        versions.store(self._connection, key, before, joined, self._rows)

    # -- conflicts -----------------------------------------------------------------------------

    def _tell_removed(self, kind: str, record: str, joined: Versions) -> None:
        """List a record that one side removed and the other changed; the change stays."""
        before = self._ours.versions(kind, record)
        if before.known and before.known.keys().isdisjoint(
            self._theirs.versions(kind, record).known
        ):
            return  # made twice, by each for themselves: what was removed is not what was changed
        if joined.live and not (before.live and before.current - before.live):
            for stamp in joined.current - joined.live:
                name = _conflict_id(kind, record, stamp)
                self._tell(name, kind, record, "", {"removed": True})

    def _tell(self, name: str, kind: str, record: str, other: str, detail: dict[str, Any]) -> None:
        self._conflicts[name] = {
            "id": name,
            "kind": kind,
            "record": record,
            "other": other,
            "detail": msgspec.json.encode(detail).decode(),
            "at": now(),
            "settled_at": now() if kind == WAITING else None,
        }

    def _store_conflicts(self) -> int:
        table = schema.conflicts
        for some in chunks(self._no_conflicts - self._conflicts.keys()):
            self._connection.execute(delete(table).where(table.c.id.in_(some)))
        there: set[str] = set()
        for some in chunks(self._conflicts):
            there.update(self._connection.scalars(select(table.c.id).where(table.c.id.in_(some))))
        new = [one for name, one in self._conflicts.items() if name not in there]
        if new:
            self._connection.execute(insert(table), new)
        return sum(1 for one in new if one["settled_at"] is None)

    # -- kinds ---------------------------------------------------------------------------------

    def _settle_spans(self) -> dict[str, Span | None]:
        """Return the spans that the merge touches, as they are to be; labels as they were."""
        wanted: dict[str, Span | None] = {}
        for record in self._candidates(SPAN):
            joined = self._join(SPAN, record)
            if joined is None:
                continue
            before = self._ours.versions(SPAN, record)
            for name in versions.beside(record, before):
                if name in self._ours.aside:
                    wanted.setdefault(name, None)
            at = versions.holder(joined, SPAN)
            wanted[record] = None if at is None else self._content(SPAN, record, at)
            for name, stamp in versions.beside(record, joined).items():
                if (SPAN, name) in self._ours.known or (SPAN, name) in self._theirs.known:
                    continue  # somebody has worked on it since
                found = self._content(SPAN, record, stamp)
                if found is not None:
                    wanted[name] = msgspec.structs.replace(found, id=name)
                    self._tell(_conflict_id(SPAN, record, name), SPAN, record, name, {})
            for name in versions.beside(record, before):
                if wanted.get(name, ...) is None and (SPAN, name) not in self._theirs.known:
                    self._no_conflicts.add(_conflict_id(SPAN, record, name))
            kept = wanted[record]
            if kept is not None and kept.id != record:
                wanted[record] = msgspec.structs.replace(kept, id=record)
            self._tell_removed(SPAN, record, joined)
        for record, span in wanted.items():
            here = self._ours.records[SPAN].get(record)
            if here is not None and span is not None and _place(here) != _place(span):
                raise RuleError(
                    f"span id {record} is in the project already, as {here.annotator}’s in"
                    f" article {here.article}; nothing was merged"
                )
        return wanted

    def _settle(self, kind: str) -> dict[str, Any | None]:
        """Return the records of another kind that the merge touches, as they are to be."""
        wanted: dict[str, Any | None] = {}
        for record in self._candidates(kind):
            joined = self._join(kind, record)
            if joined is None:
                continue
            at = versions.holder(joined, kind)
            wanted[record] = None if at is None else self._content(kind, record, at)
            if at is None:
                continue
            for stamp in joined.live:
                if versions.content_of(stamp) != versions.content_of(at):
                    other = self._content(kind, record, stamp)
                    name = _conflict_id(kind, record, stamp)
                    self._tell(name, kind, record, "", {"other": other})
            self._tell_removed(kind, record, joined)
        return wanted

    # -- labels --------------------------------------------------------------------------------

    def _settle_labels(self, spans: Iterable[Span]) -> tuple[dict[str, Label], dict[str, str]]:
        """Return all labels as they are to be, and which labels became others, by id.

        Args:
            spans: those that come in or stay changed; a label that one of them needs comes back.

        """
        united = self._united()
        final = dict(self._ours.records[LABEL])
        for record, label in self._settle(LABEL).items():
            # One that was removed goes at the end, when it is known whether spans need it.
            if label is not None and record not in united:
                final[record] = label  # noqa: PERF403 - the condition needs its reason
        for span in spans:
            needed = _followed(united, span.label)
            if needed not in final:
                theirs = self._theirs.records[LABEL]
                # Of two that were united, they may only have the one that gave way.
                label = theirs[needed] if needed in theirs else theirs[span.label]
                final[needed] = msgspec.structs.replace(label, id=needed)
        by_name: dict[str, str] = {}
        for record in sorted(final):
            kept = by_name.setdefault(final[record].name, record)
            if kept != record:
                united[record] = kept
                detail = {"other": final.pop(record)}
                self._tell(_conflict_id(UNITED, kept, record), UNITED, kept, record, detail)
        keys: set[str] = set()
        for label in sorted(final.values(), key=lambda one: (one.position, one.id)):
            if label.key in keys:
                final[label.id] = msgspec.structs.replace(label, key="")
            elif label.key:
                keys.add(label.key)
        return final, united

    def _united(self) -> dict[str, str]:
        """Return which labels became others in earlier merges."""
        table = schema.conflicts
        found = self._connection.execute(
            select(table.c.other, table.c.record).where(table.c.kind == UNITED)
        )
        return {row.other: row.record for row in found}

    def _let_go_of_names(self, steps: Iterable[Step[Label]]) -> None:
        """Free the names of labels that go or get others: a label that comes may need one."""
        table = schema.labels
        for step in steps:
            before, after = step.before, step.after
            if before is not None and (after is None or after.name != before.name):
                here = table.c.key == self._names.label_keys[before.id]
                self._connection.execute(update(table).where(here).values(name=new_id()))

    def _remove_unused_labels(self) -> list[str]:
        """Remove the labels that were removed on a side and that no span needs."""
        gone = []
        for record, key in list(self._names.label_keys.items()):
            known = self._joined.get((LABEL, record)) or self._ours.known.get((LABEL, record))
            if known is None or known.live:
                continue
            used = select(schema.spans.c.key).where(schema.spans.c.label == key).limit(1)
            if self._connection.scalar(used) is None:
                label = self._names.labels[key]
                step = Step[Label](label, None)
                carry_out(self._connection, self._names, Delta(labels=(step,)))
                gone.append(label.name)
        return gone

    # -- all -----------------------------------------------------------------------------------

    def carry_out(self) -> Merged:
        """Think it out, write it, and say what has changed."""
        spans = self._settle_spans()
        final, united = self._settle_labels(span for span in spans.values() if span is not None)
        self._follow_labels(spans, united)
        span_steps = self._steps(SPAN, spans)
        before = {label.id: label for label in self._names.labels.values()}
        told = {record: None for kind, record in self._joined if kind == LABEL}
        label_steps = self._steps(LABEL, {**dict.fromkeys(before), **told, **final})
        going = {step.record.id for step in label_steps if step.after is None}
        status_steps = self._steps(STATUS, self._settle(STATUS))
        link_steps = self._links(span_steps)
        suggestion_steps = self._suggested(final, united)
        delta = Delta(
            decisions=tuple(self._steps(DECISION, self._settle(DECISION))),
            suggestions=tuple(suggestion_steps),
            answers=tuple(self._answers(suggestion_steps)),
            spans=tuple(span_steps),
            labels=tuple(label_steps),
            statuses=tuple(status_steps),
            links=tuple(link_steps),
        )
        self._let_go_of_names(label_steps)
        carry_out(self._connection, self._names, delta)
        self._rows.write(self._connection)
        removed = self._remove_unused_labels()
        label_names = dict.fromkeys(
            step.record.name for step in label_steps if step.record.id not in going
        )
        label_names.update(dict.fromkeys(removed))
        return Merged(
            articles=len(self._common),
            left_out=self._left_out,
            spans_new=_count(span_steps, lambda s: s.before is None),
            spans_changed=_count(span_steps, lambda s: None not in (s.before, s.after)),
            spans_removed=_count(span_steps, lambda s: s.after is None),
            links=len(link_steps),
            statuses=len(status_steps),
            labels=tuple(label_names),
            conflicts=self._store_conflicts(),
        )

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
                label = _followed(united, span.label)
                if label != span.label:
                    spans[record] = msgspec.structs.replace(span, label=label)

    def _steps(self, kind: str, wanted: dict[str, Any | None]) -> list[Step[Any]]:
        """Return what leads from the project's records to the wanted ones; versions are noted."""
        told_elsewhere = self._beside_others() if kind == SPAN else set()
        steps = []
        for record, after in wanted.items():
            before = self._ours.records[kind].get(record)
            if record not in told_elsewhere:
                self._remember(kind, record, after)
            if before != after:
                steps.append(Step(before, after))
        return steps

    def _beside_others(self) -> set[str]:
        """Return the ids of spans whose versions are told with those of another span."""
        found = set(self._ours.aside)
        for (kind, record), one in self._joined.items():
            if kind == SPAN:
                found.update(
                    name
                    for name in versions.beside(record, one)
                    if (SPAN, name) not in self._joined and (SPAN, name) not in self._ours.known
                )
        return found

    def _suggested(self, final: dict[str, Label], united: dict[str, str]) -> list[Step[Suggestion]]:
        """Return the suggestions that come in, and those whose label became another one."""
        there = suggesting.suggestions_by_id(self._connection, self._names, self._suggestions)
        steps: list[Step[Suggestion]] = []
        for record, one in self._suggestions.items():
            label = _followed(united, one.label)
            if record not in there and one.article in self._common and label in final:
                steps.append(Step(None, msgspec.structs.replace(one, label=label)))
        for some in chunks(k for i, k in self._names.label_keys.items() if i in united):
            here = schema.suggestions.c.label.in_(some)
            for one in suggesting.suggestions_where(self._connection, self._names, here):
                label = _followed(united, one.label)
                steps.append(Step(one, msgspec.structs.replace(one, label=label)))
        return steps

    def _answers(self, suggestions: Iterable[Step[Suggestion]]) -> list[Step[Answer]]:
        """Return the answers that come, change or go; not those to what has gone."""
        there = set(suggesting.suggestions_by_id(self._connection, self._names, self._suggestions))
        there.update(step.record.id for step in suggestions)
        wanted = self._settle(ANSWER)
        return self._steps(
            ANSWER,
            {k: v for k, v in wanted.items() if v is None or v.suggestion in there},
        )

    def _links(self, spans: Iterable[Step[Span]]) -> list[Step[Link]]:
        """Return the links that come or go; one whose end is gone waits for it to come back."""
        wanted: dict[str, Link | None] = self._settle(LINK)
        removed = [step.record.id for step in spans if step.after is None]
        dropped = {one.id: one for one in links_at(self._connection, removed)}
        waiting = self._waiting_links() | dropped
        here = links(self._connection, waiting)
        for record, link in waiting.items():
            known = self._joined.get((LINK, record)) or self._ours.known.get((LINK, record))
            holds = known is None or bool(known.live)
            if holds and record not in wanted and (record in dropped or record not in here):
                wanted[record] = link
        ends = {end for one in wanted.values() if one for end in (one.source, one.target)}
        there = set(span_keys(self._connection, ends)) - set(removed)
        there.update(step.record.id for step in spans if step.after is not None)
        placed: dict[str, Link | None] = {}
        for record, one in wanted.items():
            if one is None or {one.source, one.target} <= there:
                placed[record] = one
            else:
                name = _conflict_id(WAITING, "", record)
                self._tell(name, WAITING, record, "", {"other": one})
        return self._steps(LINK, placed)

    def _waiting_links(self) -> dict[str, Link]:
        """Return the links that were dropped in earlier merges, here or there, by id."""
        table = schema.conflicts
        told = list(self._connection.scalars(select(table.c.detail).where(table.c.kind == WAITING)))
        told += [one for name, one in self._details.items() if name.startswith(f"{WAITING}:")]
        found = [msgspec.convert(orjson.loads(one)["other"], Link) for one in told]
        return {link.id: link for link in found}


def _count(steps: Iterable[Step[Any]], holds: Callable[[Step[Any]], bool]) -> int:
    return sum(1 for step in steps if holds(step))


def _place(span: Span) -> tuple[str, str]:
    return span.article, span.annotator


def _followed(united: dict[str, str], label: str) -> str:
    """Return the label that one has become."""
    seen = set()
    while label in united and label not in seen:
        seen.add(label)
        label = united[label]
    return label


def _conflict_id(kind: str, record: str, which: str) -> str:
    return f"{kind}:{record}:{which}"


_TYPES: dict[str, Any] = {
    SPAN: Span,
    LINK: Link,
    STATUS: ArticleStatus,
    LABEL: Label,
    DECISION: Decision,
    ANSWER: Answer,
}


def _merge_readings(
    connection: Connection, names: Names, incoming: Incoming, common: dict[str, int]
) -> None:
    """Take over where articles were left, when that is newer, and the longer time with them."""
    table = schema.readings
    there = {(row.annotator, row.article): row for row in connection.execute(select(table)).all()}
    for annotator, article, caret, top, active_ms, updated_at in incoming.readings:
        if article not in common:
            continue
        by, at = names.annotator_keys[annotator], common[article]
        left = {"caret": caret, "top": top, "updated_at": updated_at}
        row = there.get((by, at))
        if row is None:
            values = {"annotator": by, "article": at, "active_ms": active_ms, **left}
            connection.execute(insert(table).values(values))
            continue
        values = {"active_ms": max(active_ms, row.active_ms)}
        if updated_at > row.updated_at:
            values |= left
        connection.execute(
            update(table).where(table.c.annotator == by, table.c.article == at).values(values)
        )
