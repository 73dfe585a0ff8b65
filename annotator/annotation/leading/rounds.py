"""Making rounds, changing and removing them."""

from __future__ import annotations

import re

import msgspec

from annotator.annotation.changes import Delta, Step
from annotator.annotation.facts.rounds import Round
from annotator.annotation.planning import Context, Plan, State, each_once
from annotator.annotation.records import shorten
from annotator.errors import RuleError
from annotator.words import say

_DAY = re.compile(r"\d{4}-\d\d-\d\d|")


class SetRound(msgspec.Struct, frozen=True, kw_only=True):
    """Let a round be this; one of its name that is there becomes it."""

    round: Round


class RemoveRound(msgspec.Struct, frozen=True, kw_only=True):
    """Remove a round; its articles and assignments stay."""

    name: str


def set_round(edit: SetRound, state: State, context: Context) -> Plan:
    """Plan one ``SetRound``."""
    wanted = edit.round
    if not (wanted.name.strip() == wanted.name and wanted.name and wanted.name.isprintable()):
        raise RuleError(say("a round's name is one line of visible characters"))
    if not _DAY.fullmatch(wanted.date):
        raise RuleError(say("{date} is no day, as 2026-12-01", date=wanted.date))
    articles = tuple(each_once(wanted.articles))
    state.article_facts(articles)  # refuses what is not there
    before = state.rounds().get(wanted.name)
    after = msgspec.structs.replace(wanted, articles=articles, updated_at=context.now)
    if before is not None and msgspec.structs.replace(before, updated_at=context.now) == after:
        return Plan(Delta(), say("Change round {name}", name=shorten(wanted.name)), None)
    name = shorten(wanted.name)
    text = (
        say("Make round {name}", name=name)
        if before is None
        else say("Change round {name}", name=name)
    )
    return Plan(Delta(rounds=(Step(before, after),)), text, None)


def remove_round(edit: RemoveRound, state: State, context: Context) -> Plan:
    """Plan one ``RemoveRound``."""
    del context
    before = state.rounds().get(edit.name)
    if before is None:
        raise RuleError(say("there is no round {name}", name=edit.name))
    text = say("Remove round {name}", name=shorten(edit.name))
    return Plan(Delta(rounds=(Step(before, None),)), text, None)
