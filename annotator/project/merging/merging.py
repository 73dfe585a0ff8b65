"""Merging: what was done in another copy of the project comes in, and nothing is lost.

The other copy is a pack, or any project that has articles in common with this one, of equal id
and text. Only these articles are merged; what is said of others stays where it is. Merging is
idempotent, and in whatever order copies are merged, they bring the same. See decisions 0011 and
0018. Here it is thought out, and nothing is written: ``merge_plan`` has what comes out, and writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
import orjson
from sqlalchemy import Connection, select

from annotator.annotation.adjudication.staleness import (
    ArticleWork,
    Undecided,
    articles_of,
    by_article,
    undecided,
)
from annotator.annotation.changes import Delta, Step, identify
from annotator.annotation.facts.people import Person
from annotator.annotation.records import (
    Answer,
    ArticleStatus,
    ArticleValue,
    Label,
    Link,
    Span,
    Suggestion,
)
from annotator.errors import ForeignProjectError, ProjectError
from annotator.project.merging import alike, foreign
from annotator.project.merging.incoming import Incoming
from annotator.project.merging.joining import conflict_id
from annotator.project.merging.joining_labels import LabelJoining, followed
from annotator.project.merging.plan import Merged, MergePlan, Reading, ReadingStep, Stamps
from annotator.project.records import adjudication, suggesting, versions
from annotator.project.records.conflicts import WAITING
from annotator.project.records.kinds.table import ARTICLE_VALUES, STATUSES, VERSIONED
from annotator.project.records.versions import (
    ANSWER,
    DECISION,
    LABEL,
    LINK,
    SPAN,
    STATUS,
    VALUE,
)
from annotator.project.storage import schema
from annotator.project.storage.link_rows import links_at, links_by_id
from annotator.project.storage.rows import Names, chunks, span_keys
from annotator.project.writing import stale_gold
from annotator.words import say

_Key = tuple[str, str]


def plan(
    connection: Connection,
    incoming: Incoming,
    said: Mapping[str, Person],
    *,
    allow_foreign: bool = False,
    added: int = 0,
) -> MergePlan:
    """Think out what merging a pack that was read would do; nothing is written.

    Args:
        connection: inside a transaction.
        incoming: see ``read_incoming``.
        said: of names, in both; carried out in this project (``alike.renamed_anywhere``).
        allow_foreign: merge a project that is no pack or copy of this one, too.
        added: how many articles it has brought already.

    Raises:
        ForeignProjectError: it is another project, and that is not allowed.
        ProjectError: the two have no article in common, or one of them with different texts, or
            their gold has other names.
        RuleError: a span's id is that of another annotator's or article's span.

    """
    common = _common(connection, incoming)
    is_foreign = check_related(connection, incoming, allow_foreign=allow_foreign)
    names = Names(connection)
    incoming = alike.named_as_here(names, incoming, said)
    _check_gold(connection, names, incoming)
    remembered: list[dict[str, Any]] = []
    if is_foreign:
        incoming, remembered = foreign.adopt(connection, names, incoming, common)
    made = _Merge(connection, names, incoming, common).think(
        is_foreign=is_foreign, remembered=remembered
    )
    merged = msgspec.structs.replace(made.merged, articles_new=added)
    return msgspec.structs.replace(made, merged=merged)


def check_related(
    connection: Connection, incoming: Incoming, *, allow_foreign: bool = False
) -> bool:
    """Tell whether it is another project; raises ForeignProjectError where that is not allowed."""
    is_foreign = not foreign.is_related(connection, incoming)
    if is_foreign and not allow_foreign:
        raise ForeignProjectError
    return is_foreign


def _check_gold(connection: Connection, names: Names, incoming: Incoming) -> None:
    """Refuse to take settled work for somebody's own, or the other way round.

    Raises:
        ProjectError: gold has different names in the two, or one that is a person's in the other.

    """
    ours = adjudication.gold_of(connection, names)
    theirs = set(incoming.gold)
    people = names.annotator_keys.keys() - {ours}
    mixed = (theirs & people) | ({ours} & set(incoming.annotators) - theirs if ours else set())
    if not mixed and ours is not None and theirs - {ours}:
        mixed = theirs - {ours}
    programs = {names.annotators[key] for key in names.programs}
    both = names.annotator_keys.keys() & set(incoming.annotators)
    for name in sorted((programs ^ set(incoming.programs)) & both):
        raise ProjectError(
            say(
                "“{name}” is the name of a program in one of the two and a person’s in the other;"
                " nothing was merged",
                name=name,
            )
        )
    for name in sorted(mixed):
        raise ProjectError(
            say(
                "“{name}” is the name of what was settled in one of the two and not in the"
                " other; nothing was merged",
                name=name,
            )
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
                    say(
                        "article {article} has another text in the project; nothing was merged",
                        article=row.id,
                    )
                )
            found[row.id] = row.key
    if not found:
        raise ProjectError(say("it has no article in common with the project; nothing was merged"))
    return found


class _Merge(LabelJoining):
    """One merge that is thought out."""

    # -- all -----------------------------------------------------------------------------------

    def think(self, *, is_foreign: bool, remembered: list[dict[str, Any]]) -> MergePlan:
        """Return all that the merge does.

        Args:
            is_foreign: whether the two are different projects.
            remembered: rows of conflicts that say which of its labels is which of ours.

        """
        spans = self._settle_spans()
        values: dict[str, ArticleValue | None] = self._settle(VALUE)
        final, united = self._settle_labels(
            one.label for one in (*spans.values(), *values.values()) if one is not None
        )
        self._follow_labels(spans, united)
        self._follow_values(values, united)
        span_steps = self._steps(SPAN, spans)
        link_steps = self._links(span_steps)
        value_steps: list[Step[ArticleValue]] = self._steps(VALUE, values)
        final = self._widened(final, span_steps, link_steps, value_steps)
        label_steps, going = self._label_steps(final, [*span_steps, *value_steps])
        others = {
            kind.field: tuple(self._steps(version, self._settle(version)))
            for version, kind in VERSIONED.items()
            if version not in (SPAN, LINK, LABEL, ANSWER, VALUE)
        }
        status_steps = others["statuses"]
        suggestion_steps = self._suggested(final, united, going)
        delta = Delta(
            suggestions=tuple(suggestion_steps),
            answers=tuple(self._answers(suggestion_steps)),
            spans=tuple(span_steps),
            labels=tuple(label_steps),
            links=tuple(link_steps),
            article_values=tuple(value_steps),
            **others,
        )
        delta, stale = self._reopening(delta)
        conflicts = self._new_conflicts()
        incoming = self._incoming
        waiting = [one for one in conflicts if one["settled_at"] is None]
        merged = Merged(
            articles=len(self._common),
            left_out=self._left_out,
            spans_new=_count(span_steps, lambda s: s.before is None),
            spans_changed=_count(span_steps, lambda s: None not in (s.before, s.after)),
            spans_removed=_count(span_steps, lambda s: s.after is None),
            links=len(link_steps),
            statuses=_count(status_steps, lambda s: not STATUSES.same(s.before, s.after)),
            values=_count(value_steps, lambda s: not ARTICLE_VALUES.same(s.before, s.after)),
            labels=_names_of(label_steps, united),
            conflicts=len(waiting),
            reopened=stale_gold.titles(self._connection, stale),
        )
        return MergePlan(
            delta=delta,
            stamps=self._stamps,
            conflicts=[*conflicts, *remembered],
            conflicts_gone=self._gone_conflicts(),
            readings=_readings(self._connection, incoming, self._common),
            annotators=_missing(incoming.annotators, self._names),
            gold=_missing(incoming.gold, self._names),
            programs=_missing(incoming.programs, self._names),
            merged=merged,
            reopened=tuple(stale),
            united=united,
            is_foreign=is_foreign,
        )

    def _reopening(self, delta: Delta) -> tuple[Delta, list[str]]:
        """Return the delta with the gold that goes back in progress, and the articles' ids."""
        names, connection = self._names, self._connection
        gold = adjudication.gold_of(connection, names) or next(iter(self._incoming.gold), None)
        if gold is None:
            return delta, []
        articles = articles_of(delta)
        finished = {
            step.record.article
            for step in delta.statuses
            if step.record.annotator == gold and step.after and step.after.status.value == "done"
        }
        finished |= stale_gold.finished(connection, articles).keys()
        keys = {article: self._common[article] for article in articles if article in finished}
        if not keys:
            return delta, []
        before = stale_gold.works(connection, names, keys)
        elsewhere = self._undecided_elsewhere(keys, gold)
        steps = stale_gold.reopening(before, delta, gold, elsewhere)
        statuses = []
        for step in delta.statuses:
            again = None
            if step.record.annotator == gold:
                again = steps.pop(step.record.article, None)
            statuses.append(step if again is None else Step(step.before, again.after))
            if again is not None:
                self._restamp(again)
        for again in steps.values():
            self._restamp(again)
        statuses += steps.values()
        stale = [
            step.record.article
            for step in statuses
            if step.record.annotator == gold and step.record.flagged and step.record.article in keys
        ]
        return msgspec.structs.replace(delta, statuses=tuple(statuses)), stale

    def _restamp(self, step: Step[ArticleStatus]) -> None:
        """Note that a status became another one by this merge, on top of what it brought."""
        key = STATUS, identify(step.record)
        known = self._joined.get(key) or self._ours.versions(*key)
        before = self._ours.known.get(key)
        self._stamps[key] = Stamps(before, versions.changed(known, STATUS, step))

    def _undecided_elsewhere(self, articles: Iterable[str], gold: str) -> dict[str, Undecided]:
        """Return what the other copy knew to be undecided when its gold was done, by article."""
        records = self._theirs.records
        wanted = set(articles)
        finished = {
            one.article
            for one in records[STATUS].values()
            if one.article in wanted and one.annotator == gold and one.status.value == "done"
        }
        works = {one: ArticleWork(spans={}, statuses={}, decisions={}) for one in sorted(finished)}
        everything = Delta(
            spans=tuple(Step(None, one) for one in records[SPAN].values()),
            statuses=tuple(Step(None, one) for one in records[STATUS].values()),
            decisions=tuple(Step(None, one) for one in records[DECISION].values()),
            article_values=tuple(Step(None, one) for one in records[VALUE].values()),
        )
        parts = by_article(everything, works)
        works = {article: work.after(parts[article]) for article, work in works.items()}
        return {article: undecided(work, gold) for article, work in works.items()}

    def _suggested(
        self, final: dict[str, Label], united: dict[str, str], going: set[str]
    ) -> list[Step[Suggestion]]:
        """Return the suggestions that come in, go with their label, or get another label."""
        there = suggesting.suggestions_by_id(self._connection, self._names, self._suggestions)
        steps: list[Step[Suggestion]] = []
        for record, one in self._suggestions.items():
            label = followed(united, one.label)
            known = record in there or label not in final or label in going
            if not known and one.article in self._common:
                steps.append(Step(None, msgspec.structs.replace(one, label=label)))
        for some in chunks(k for i, k in self._names.label_keys.items() if i in united):
            here = schema.suggestions.c.label.in_(some)
            for one in suggesting.suggestions_where(self._connection, self._names, here):
                label = followed(united, one.label)
                steps.append(Step(one, msgspec.structs.replace(one, label=label)))
        for some in chunks(k for i, k in self._names.label_keys.items() if i in going):
            here = schema.suggestions.c.label.in_(some)
            found = suggesting.suggestions_where(self._connection, self._names, here)
            steps += [Step(one, None) for one in found]
        return steps

    def _answers(self, suggestions: Iterable[Step[Suggestion]]) -> list[Step[Answer]]:
        """Return the answers that come, change or go; those to what goes go with it."""
        there = set(suggesting.suggestions_by_id(self._connection, self._names, self._suggestions))
        there.update(step.record.id for step in suggestions if step.after is not None)
        gone = {step.record.id for step in suggestions if step.after is None}
        wanted = self._settle(ANSWER)
        steps: list[Step[Answer]] = self._steps(
            ANSWER,
            {k: v for k, v in wanted.items() if v is None or v.suggestion in there - gone},
        )
        known = {identify(step.record) for step in steps}
        left = suggesting.answers_to(self._connection, self._names, gone)
        return [*steps, *(Step(one, None) for one in left if identify(one) not in known)]

    def _links(self, spans: Iterable[Step[Span]]) -> list[Step[Link]]:
        """Return the links that come or go; one whose end is gone waits for it to come back."""
        wanted: dict[str, Link | None] = self._settle(LINK)
        removed = [step.record.id for step in spans if step.after is None]
        dropped = {one.id: one for one in links_at(self._connection, removed)}
        waiting = self._waiting_links() | dropped
        here = links_by_id(self._connection, waiting)
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
                name = conflict_id(WAITING, "", record)
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


def _readings(
    connection: Connection, incoming: Incoming, common: Mapping[str, int]
) -> list[ReadingStep]:
    """Return where articles were left, when that is newer, and the longer time with them."""
    table, annotators = schema.readings, schema.annotators
    statement = (
        select(table, annotators.c.name, schema.articles.c.id)
        .join(annotators, annotators.c.key == table.c.annotator)
        .join(schema.articles, schema.articles.c.key == table.c.article)
    )
    there = {
        (row.name, row.id): Reading(row.caret, row.top, row.active_ms, row.updated_at)
        for row in connection.execute(statement)
    }
    found = []
    for annotator, article, caret, top, active_ms, updated_at in incoming.readings:
        if article not in common:
            continue
        before = there.get((annotator, article))
        after = Reading(caret, top, active_ms, updated_at)
        if before is not None:
            after = after if updated_at > before.updated_at else before
            longer = max(active_ms, before.active_ms)
            after = msgspec.structs.replace(after, active_ms=longer)
        if after != before:
            found.append(ReadingStep(annotator, article, before, after))
    return found


def _missing(wanted: Iterable[str], names: Names) -> tuple[str, ...]:
    """Return the names of annotators that the project does not have."""
    return tuple(one for one in wanted if one not in names.annotator_keys)


def _names_of(steps: Iterable[Step[Label]], united: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of labels that came, changed or went; not of those that became others."""
    told = [
        step.record.name for step in steps if step.after is not None or step.record.id not in united
    ]
    return tuple(dict.fromkeys(told))
