"""A project as a whole: new, check and stats."""

from __future__ import annotations

import sys
from shlex import quote
from typing import Annotated, Any

import orjson
import typer

from annotator.cli.arguments import ProjectArgument
from annotator.cli.projects import opened_at, tell_the_blind
from annotator.cli.terminal import WRONG, complain, say, showing_progress, to_stdout
from annotator.errors import DamagedError
from annotator.exchange import count, create_project
from annotator.project import is_url, shown


def make_project(
    project: ProjectArgument,
    labels: Annotated[
        str | None, typer.Option(metavar="FILE", help="A label set; else the default labels.")
    ] = None,
) -> None:
    """Make a new, empty project."""
    with create_project(project, labels) as made:
        names = [label.name for label in made.labels()]
    say(f"{shown(project)}: new project with {count(len(names), 'label')}: {', '.join(names)}")


def check_project(project: ProjectArgument) -> None:
    """Check the database, every text and every fragment; exit 1 if anything is wrong."""
    try:
        with opened_at(project) as opened:
            with showing_progress("Checking") as progress:
                problems = opened.check(progress)
            left_open: dict[str, int] = {}
            if not problems:
                counts = opened.statistics()
                left_open = opened.gold_left_open()
                tell_the_blind(opened)
    except DamagedError as error:
        say(str(error))
        raise typer.Exit(WRONG) from None
    for problem in problems:
        say(f"{problem.where}: {problem.what}")
    for article, places in left_open.items():
        is_open = "1 place is" if places == 1 else f"{places:,} places are"
        say(f"note: gold of article {article} is done, but {is_open} open")
    if problems:
        if not is_url(project):
            complain(DamagedError.ADVICE.replace("FILE", quote(project)))
        raise typer.Exit(WRONG)
    say(f"ok: {count(counts.articles, 'article')}, {count(counts.spans, 'span')}")


def show_statistics(
    project: ProjectArgument,
    *,
    json: Annotated[bool, typer.Option("--json", help="As one line of JSON.")] = False,
) -> None:
    """Count articles, spans, labels, and how far each annotator is."""
    with opened_at(project) as opened:
        counts = opened.statistics()
        paces = [] if json else opened.paces()
        tell_the_blind(opened)
    if json:
        value: dict[str, Any] = {
            "articles": counts.articles,
            "spans": counts.spans,
            "labels": counts.labels,
            "annotators": counts.annotators,
        }
        if counts.gold:
            value["gold"] = counts.gold
        with to_stdout():
            sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE))
            sys.stdout.buffer.flush()
        return
    say(f"articles    {counts.articles:,}")
    say(f"spans       {counts.spans:,}")
    for name, number in counts.labels.items():
        say(f"label       {name}: {count(number, 'span')}")
    for name, numbers in counts.annotators.items():
        work = ", ".join(f"{number:,} {what}" for what, number in numbers.items())
        say(f"annotator   {name}: {work}")
    for name, numbers in counts.gold.items():
        work = ", ".join(f"{number:,} {what}" for what, number in numbers.items())
        say(f"gold        {name}: {work}")
    for pace in paces:
        said = []
        if pace.seconds_per_article is not None:
            said.append(f"{pace.seconds_per_article:,.0f} seconds per article")
        if pace.spans_per_hour is not None:
            said.append(f"{pace.spans_per_hour:,.0f} spans per hour")
        if said:
            say(f"pace        {pace.annotator}: {', '.join(said)}")
