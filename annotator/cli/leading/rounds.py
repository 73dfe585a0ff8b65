"""Rounds: batches of articles with a name, a day and the guidelines that hold in them."""

from __future__ import annotations

from typing import Annotated

from annotator.annotation.edits import RemoveRound, SetRound
from annotator.annotation.facts.rounds import Round
from annotator.cli.arguments import ProjectArgument
from annotator.cli.leading.people import ByOption
from annotator.cli.parsing import Argument, Option
from annotator.cli.projects import opened_at
from annotator.cli.terminal import print_line
from annotator.errors import InputError
from annotator.exchange.scope import given_ids
from annotator.project import Project
from annotator.words import counts, say


def set_up_rounds(
    project: ProjectArgument,
    name: Annotated[
        str | None, Argument(metavar="NAME", help="Of a round; else all are listed.")
    ] = None,
    *,
    articles: Annotated[
        list[str] | None,
        Option("--articles", metavar="FILE|ID", help="Its articles: a file of ids, or one each."),
    ] = None,
    date: Annotated[
        str | None, Option(metavar="DAY", help="When it begins, as 2026-12-01.")
    ] = None,
    guidelines: Annotated[
        str | None, Option(metavar="V", help="Which version of the guidelines holds in it.")
    ] = None,
    remove: Annotated[
        bool, Option("--remove", help="Remove the round; articles and work stay.")
    ] = False,
    by: ByOption = None,
) -> None:
    """Make a round, change or list them; --round of other commands goes by it."""
    with opened_at(project) as opened:
        known = opened.rounds()
        if name is None:
            if remove or articles or date is not None or guidelines is not None:
                raise InputError(say("round: expected the name of a round"))
            for one in known.values():
                _show(opened, one)
            return
        if remove:
            opened.carry_out(RemoveRound(name=name), by)
            print_line(f"{name}: removed; its articles and work stay")
            return
        before = known.get(name, Round(name=name))
        wanted = Round(
            name=name,
            date=before.date if date is None else date,
            guidelines=before.guidelines if guidelines is None else guidelines,
            articles=tuple(given_ids(opened, articles)) if articles else before.articles,
        )
        opened.carry_out(SetRound(round=wanted), by)
        _show(opened, opened.rounds()[name])


def _show(opened: Project, one: Round) -> None:
    """Print a round with how far everybody is who is to do its articles."""
    said = [one.date or "no day", counts.articles(len(one.articles))]
    if one.guidelines:
        said.append(f"guidelines {one.guidelines}")
    print_line(f"{one.name}: {', '.join(map(str, said))}")
    given: dict[str, int] = {}
    for article, people in opened.assignments().items():
        for name in people if article in one.articles else ():
            given[name] = given.get(name, 0) + 1
    held = opened.statistics(only=one.articles)
    for name, numbers in held.annotators.items():
        if name in given or numbers["done"] or numbers["spans"]:
            of = given.get(name, 0)
            print_line(f"  {name}: {numbers['done']:,} done, {of:,} assigned")
