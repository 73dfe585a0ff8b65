"""Two copies of the records joined: which versions hold, what is shown of them, what conflicts.

See decision 0011. Nothing is written here.
"""

from __future__ import annotations

from typing import Any

import msgspec
import orjson
from sqlalchemy import Connection, select

from annotator.annotation.changes import Step
from annotator.annotation.records import Label, Span
from annotator.errors import RuleError
from annotator.project.merging.incoming import Copy, Incoming
from annotator.project.merging.plan import Stamps
from annotator.project.records import adjudication, versions
from annotator.project.records.conflicts import FOREIGN, WAITING
from annotator.project.records.kinds.table import VERSIONED
from annotator.project.records.versions import ANSWER, DECISION, LINK, SPAN, Versions
from annotator.project.storage import schema
from annotator.project.storage.clock import now
from annotator.project.storage.link_rows import links_by_id
from annotator.project.storage.rows import Names, chunks, spans_by_id
from annotator.words import say

_Key = tuple[str, str]


class Joining:
    """The records of a project and of what comes in, side by side."""

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
        self._incoming = incoming
        self._stamps: dict[_Key, Stamps] = {}
        self._conflicts: dict[str, dict[str, Any]] = {}
        self._no_conflicts: set[str] = set()
        self._joined: dict[_Key, Versions] = {}

    def _their_part(self, copy: Copy) -> Copy:
        """Return what the pack says of the articles that both have."""
        here = {
            version: {
                k: v
                for k, v in copy.records[version].items()
                if (article := kind.article_of(v)) is None or article in self._common
            }
            for version, kind in VERSIONED.items()
        }
        answered = {
            k: v
            for k, v in copy.records[ANSWER].items()
            if self._suggestions[v.suggestion].article in self._common
        }
        return Copy(copy.known, {**here, ANSWER: answered})

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
                LINK: links_by_id(self._connection, link_ids),
                DECISION: adjudication.decisions_by_id(self._connection, decided),
                **{
                    version: kind.everything(self._connection, self._names)
                    for version, kind in VERSIONED.items()
                    if version not in (SPAN, LINK, DECISION)  # many, few of which are needed
                },
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
        name = conflict_id(kind, record, stamp)
        table = schema.conflicts
        told = self._connection.scalar(select(table.c.detail).where(table.c.id == name))
        told = told or self._details.get(name)
        other = orjson.loads(told).get("other") if told else None
        return None if other is None else msgspec.convert(other, VERSIONED[kind].record)

    def _remember(self, kind: str, record: str, final: Any | None) -> None:
        """Store what is known of a record, unless its content tells it already."""
        key = (kind, record)
        joined = self._joined.get(key) or self._ours.versions(kind, record)
        before = self._ours.known.get(key)
        if before is None and final is not None and joined == versions.as_created(final):
            return
        if before != joined:
            self._stamps[key] = Stamps(before, joined)

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
                name = conflict_id(kind, record, stamp)
                self._tell(name, kind, record, "", {"removed": True})

    def _tell(self, name: str, kind: str, record: str, other: str, detail: dict[str, Any]) -> None:
        self._conflicts[name] = {
            "id": name,
            "kind": kind,
            "record": record,
            "other": other,
            "detail": msgspec.json.encode(detail).decode(),
            "at": now(),
            "settled_at": now() if kind in (WAITING, FOREIGN) else None,
        }

    def _new_conflicts(self) -> list[dict[str, Any]]:
        """Return those that are not known yet."""
        table = schema.conflicts
        there: set[str] = set()
        for some in chunks(self._conflicts):
            there.update(self._connection.scalars(select(table.c.id).where(table.c.id.in_(some))))
        return [one for name, one in self._conflicts.items() if name not in there]

    def _gone_conflicts(self) -> list[dict[str, Any]]:
        """Return those that are none any more, as they are stored."""
        table = schema.conflicts
        found: list[dict[str, Any]] = []
        for some in chunks(self._no_conflicts - self._conflicts.keys()):
            rows = self._connection.execute(select(table).where(table.c.id.in_(some)))
            found += [dict(row) for row in rows.mappings()]
        return found

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
                    self._tell(conflict_id(SPAN, record, name), SPAN, record, name, {})
            for name in versions.beside(record, before):
                if wanted.get(name, ...) is None and (SPAN, name) not in self._theirs.known:
                    self._no_conflicts.add(conflict_id(SPAN, record, name))
            kept = wanted[record]
            if kept is not None and kept.id != record:
                wanted[record] = msgspec.structs.replace(kept, id=record)
            self._tell_removed(SPAN, record, joined)
        for record, span in wanted.items():
            here = self._ours.records[SPAN].get(record)
            if here is not None and span is not None and _place(here) != _place(span):
                raise RuleError(
                    say(
                        "span id {span} is in the project already, as {annotator}’s in article"
                        " {article}; nothing was merged",
                        span=record,
                        annotator=here.annotator,
                        article=here.article,
                    )
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
                    name = conflict_id(kind, record, stamp)
                    self._tell(name, kind, record, "", {"other": other})
            self._tell_removed(kind, record, joined)
        return wanted

    # -- steps ---------------------------------------------------------------------------------

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


def told_apart(labels: dict[str, Label]) -> list[str]:
    """Return the ids of labels in their order, those of articles named apart from those of spans.

    A label of spans and one of articles are never one: where they have one name, that of articles
    gets another, which every copy finds alike.
    """
    names = {label.name for label in labels.values()}
    tags = {label.name for label in labels.values() if not label.of_article}
    for record in sorted(labels):
        label = labels[record]
        if label.of_article and label.name in tags:
            name, number = f"{label.name} (article)", 2
            while name in names:
                name, number = f"{label.name} (article {number})", number + 1
            names.add(name)
            labels[record] = msgspec.structs.replace(label, name=name)
    return sorted(labels)


def _place(span: Span) -> tuple[str, str]:
    return span.article, span.annotator


def conflict_id(kind: str, record: str, which: str) -> str:
    """Return the id of a conflict, which every copy finds alike."""
    return f"{kind}:{record}:{which}"
