"""Who does which articles: the edit that says so, and how to share them out fairly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from random import Random

import msgspec

from annotator.annotation.changes import Delta, Step
from annotator.annotation.planning import Context, Plan, State
from annotator.annotation.records import Assignment
from annotator.annotation.wording import articles_described
from annotator.errors import ClashError, RuleError
from annotator.words import say


class Unaided(StrEnum):
    """Which articles are annotated without suggestions: none, those that all do, or all."""

    NONE = "none"
    SHARED = "shared"
    ALL = "all"


class SetAssignments(msgspec.Struct, frozen=True, kw_only=True):
    """Assign articles (ids) to exactly these annotators; articles not named stay as they are.

    Attributes:
        assigned: annotators by article.
        unaided: who of them annotates without suggestions, by article; of articles that are not
            named nobody does. None: whoever did so, and stays.
        base: who had them when that was decided; it is refused where others have them by now.
            None: whoever it is.

    """

    assigned: dict[str, tuple[str, ...]]
    unaided: dict[str, tuple[str, ...]] | None = None
    base: dict[str, tuple[str, ...]] | None = None


def set_assignments(edit: SetAssignments, state: State, context: Context) -> Plan:
    """Plan the assignments that come and go."""
    del context
    steps: list[Step[Assignment]] = []
    known = set(state.annotators())
    there = state.assigned(edit.assigned)
    were = state.unaided(edit.assigned)
    if edit.base is not None:
        _check_base(edit.assigned, edit.base, there)
    for article, wanted in edit.assigned.items():
        for one in wanted:
            if one not in known:
                raise RuleError(say("there is no annotator {name}", name=one))
        before = _records(article, there.get(article, ()), were.get(article, ()))
        without = were if edit.unaided is None else edit.unaided
        after = _records(article, wanted, without.get(article, ()))
        steps += [Step(one, None) for name, one in before.items() if name not in after]
        steps += [
            Step(before.get(name), one) for name, one in after.items() if before.get(name) != one
        ]
    articles = {step.record.article for step in steps}
    return Plan(
        Delta(assignments=tuple(steps)),
        say("Assign {what}", what=articles_described(len(articles))),
        articles.pop() if len(articles) == 1 else None,
    )


def _records(
    article: str, annotators: Iterable[str], unaided: Iterable[str]
) -> dict[str, Assignment]:
    """Return the assignments of an article, by annotator."""
    without = set(unaided)
    return {
        name: Assignment(article=article, annotator=name, unaided=name in without)
        for name in dict.fromkeys(annotators)
    }


def _check_base(
    wanted: Mapping[str, Iterable[str]],
    base: Mapping[str, Iterable[str]],
    now: Mapping[str, Iterable[str]],
) -> None:
    """Refuse to assign articles that somebody else has assigned since, each to others."""
    for article in wanted:
        there = set(now.get(article, ()))
        if there not in (set(base.get(article, ())), set(wanted[article])):
            who = tuple(sorted(there)) or say("nobody")
            raise ClashError(
                say(
                    "article {article} was assigned otherwise meanwhile, to {who}; look at it"
                    " again",
                    article=article,
                    who=who,
                )
            )


def share_out(
    lengths: Mapping[str, int],
    annotators: Sequence[str],
    *,
    overlap: float = 0.2,
    seed: int = 0,
    begun: Mapping[str, Iterable[str]] | None = None,
    kept: Mapping[str, Iterable[str]] | None = None,
    each: int = 1,
    by_all: Iterable[str] = (),
    limits: Mapping[str, int] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Share articles out: some to all annotators, each of the rest to some, balanced by length.

    The same arguments give the same result, in whatever order articles and annotators come. What
    an annotator has begun is theirs. Of the articles for all, those that most have begun come
    first, then chance; the rest goes from long to short, each to whoever have the fewest characters
    so far and are not at their limit.

    Args:
        lengths: of the articles by id, in code points.
        annotators: their names.
        overlap: which part of the articles all annotators do, from 0 to 1.
        seed: of what is left to chance.
        begun: who has begun an article already.
        kept: articles that stay with those who have them; they count for the balance.
        each: how many annotators do each of the rest.
        by_all: articles that all annotators do, whatever the overlap, as for calibration.
        limits: how many articles somebody does at most; what they have begun is theirs even so.

    Returns:
        the annotators of each article, in the order of ``lengths`` and of ``annotators``.

    Raises:
        RuleError: there is nobody to assign to, the overlap is not from 0 to 1, there are not so
            many annotators, or an article that all are to do is not there.

    """
    people = list(dict.fromkeys(annotators))
    if not people:
        raise RuleError(say("there is nobody to assign articles to"))
    if not 0 <= overlap <= 1:
        raise RuleError(
            say(
                "the overlap is a part of the articles, from 0 to 1, not {overlap}", overlap=overlap
            )
        )
    if not 1 <= each <= len(people):
        raise RuleError(
            say(
                "each article can be done by 1 to {people} of {people}, not by {each}",
                people=len(people),
                each=each,
            )
        )
    chosen = set(by_all)
    if unknown := sorted(chosen - lengths.keys()):
        raise RuleError(say("there is no article {name}", name=unknown[0]))
    chance = Random(seed)
    order = sorted(lengths)
    chance.shuffle(order)
    turns = sorted(people)
    chance.shuffle(turns)
    taken: dict[str, set[str]] = {
        article: set((begun or {}).get(article, ())) & set(people) for article in order
    }
    for article, who in (kept or {}).items():
        if article in taken:
            taken[article] |= set(who) & set(people)
    stays = {article for article in order if (kept or {}).get(article)}
    for article in chosen:
        taken[article] = set(people)
    _give_to_all(order, taken, stays, people, overlap)
    loads, numbers = dict.fromkeys(turns, 0), dict.fromkeys(turns, 0)
    for article, who in taken.items():
        for one in who:
            loads[one] += lengths[article]
            numbers[one] += 1
    most = limits or {}
    open_ = [article for article in order if len(taken[article]) < each and article not in stays]
    for article in sorted(open_, key=lambda one: -lengths[one]):
        while len(taken[article]) < each:
            free = [
                one
                for one in turns
                if one not in taken[article] and numbers[one] < most.get(one, numbers[one] + 1)
            ]
            if not free:
                break
            least = min(free, key=lambda one: loads[one])
            taken[article].add(least)
            loads[least] += lengths[article]
            numbers[least] += 1
    return {article: tuple(one for one in people if one in taken[article]) for article in lengths}


def _give_to_all(
    order: Sequence[str],
    taken: dict[str, set[str]],
    stays: set[str],
    people: Sequence[str],
    overlap: float,
) -> None:
    """Fill up to the wanted number of articles that all do."""
    wanted = int(overlap * len(order) + 0.5)
    shared = sum(len(taken[article]) == len(people) for article in order)
    free = [article for article in order if article not in stays]
    free = [article for article in free if len(taken[article]) < len(people)]
    for article in sorted(free, key=lambda one: -len(taken[one]))[: max(0, wanted - shared)]:
        taken[article] = set(people)
