"""A project as a whole: new, check and stats."""

from __future__ import annotations

import sys
from shlex import quote
from typing import Annotated, Any

import orjson

from annotator.cli.arguments import ProjectArgument
from annotator.cli.parsing import Exit, Option
from annotator.cli.projects import opened_at, tell_the_blind
from annotator.cli.scope import (
    ArticlesOption,
    RoundOption,
    SinceOption,
    UntilOption,
    scope_of,
)
from annotator.cli.terminal import WRONG, complain, print_line, showing_progress, to_stdout
from annotator.errors import DamagedError
from annotator.exchange import create_project
from annotator.project import is_url, shown
from annotator.words import counts


def make_project(
    project: ProjectArgument,
    labels: Annotated[
        str | None, Option(metavar="FILE", help="A label set; else the default labels.")
    ] = None,
) -> None:
    """Make a new, empty project."""
    with create_project(project, labels) as made:
        names = [label.name for label in made.labels()]
    print_line(
        f"{shown(project)}: new project with {counts.labels(len(names))}: {', '.join(names)}"
    )


def check_project(project: ProjectArgument) -> None:
    """Check the database, every text and every fragment; exit 1 if anything is wrong."""
    try:
        with opened_at(project) as opened:
            with showing_progress("Checking") as progress:
                problems = opened.check(progress)
            left_open: dict[str, int] = {}
            if not problems:
                held = opened.statistics()
                left_open = opened.gold_left_open()
    except DamagedError as error:
        print_line(str(error))
        raise Exit(WRONG) from None
    for problem in problems:
        print_line(f"{problem.where}: {problem.what}")
    for article, places in left_open.items():
        is_open = "1 place is" if places == 1 else f"{places:,} places are"
        print_line(f"note: gold of article {article} is done, but {is_open} open")
    if problems:
        if not is_url(project):
            complain(str(DamagedError.ADVICE).replace("FILE", quote(project)))
        raise Exit(WRONG)
    print_line(f"ok: {counts.articles(held.articles)}, {counts.spans(held.spans)}")


def show_statistics(
    project: ProjectArgument,
    *,
    json: Annotated[bool, Option("--json", help="As one line of JSON.")] = False,
    rounds: RoundOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    articles: ArticlesOption = None,
) -> None:
    """Count articles, spans, labels, and how far each annotator is."""
    with opened_at(project) as opened:
        only = scope_of(rounds, since, until, articles).resolve(opened)
        held = opened.statistics(only=only)
        paces = [] if json or only is not None else opened.paces()
        tell_the_blind(opened)
    if json:
        value: dict[str, Any] = {
            "articles": held.articles,
            "spans": held.spans,
            "labels": held.labels,
            "annotators": held.annotators,
        }
        if held.gold:
            value["gold"] = held.gold
        if held.article_labels:
            value["article_labels"] = held.article_labels
        if held.programs:
            value["programs"] = held.programs
        with to_stdout():
            sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE))
            sys.stdout.buffer.flush()
        return
    print_line(f"articles    {held.articles:,}")
    print_line(f"spans       {held.spans:,}")
    for name, number in held.labels.items():
        print_line(f"label       {name}: {counts.spans(number)}")
    for name, numbers in held.article_labels.items():
        work = ", ".join(f"{number:,} {what or 'texts'}" for what, number in numbers.items())
        print_line(f"of articles {name}: {work or 'nothing'}")
    for name, numbers in held.annotators.items():
        work = ", ".join(f"{number:,} {what}" for what, number in numbers.items())
        print_line(f"annotator   {name}: {work}")
    for name, numbers in held.gold.items():
        work = ", ".join(f"{number:,} {what}" for what, number in numbers.items())
        print_line(f"gold        {name}: {work}")
    for name, numbers in held.programs.items():
        work = ", ".join(f"{number:,} {what}" for what, number in numbers.items())
        print_line(f"program     {name}: {work}")
    for pace in paces:
        said = []
        if pace.seconds_per_article is not None:
            said.append(f"{pace.seconds_per_article:,.0f} seconds per article")
        if pace.spans_per_hour is not None:
            said.append(f"{pace.spans_per_hour:,.0f} spans per hour")
        if said:
            print_line(f"pace        {pace.annotator}: {', '.join(said)}")
