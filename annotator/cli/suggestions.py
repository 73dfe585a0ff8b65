"""What is suggested, and what that is worth: suggest."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from annotator.cli.arguments import ProjectArgument
from annotator.cli.projects import opened_at
from annotator.cli.terminal import complain, print_line, showing_progress, stoppable, to_stdout
from annotator.words import counts

if TYPE_CHECKING:
    from annotator.exchange.suggesting import Row

_HEAD = ("label", "source", "precision", "recall", "cases", "from", "articles", "")


def suggest(
    project: ProjectArgument,
    *,
    annotator: Annotated[
        str | None,
        typer.Option(metavar="A", help="To whom; learned from what A is done with. Else gold."),
    ] = None,
    articles: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE", help="Only these: a file of ids, or an id; may be repeated. Else all."
        ),
    ] = None,
    labels: Annotated[
        list[str] | None,
        typer.Option("--label", metavar="L", help="Only for this label; may be repeated."),
    ] = None,
    sources: Annotated[
        str | None, typer.Option(metavar="S,...", help="Only from these sources.")
    ] = None,
    precision: Annotated[
        float, typer.Option(metavar="P", help="How often it is to be right; 0: everything.")
    ] = 0.9,
    seed: Annotated[int, typer.Option(metavar="N", help="Of what is held out when.")] = 0,
    dictionary: Annotated[
        str | None, typer.Option(metavar="FILE", help="Texts with labels, as CSV or JSON lines.")
    ] = None,
    patterns: Annotated[
        list[str] | None,
        typer.Option("--pattern", metavar="L=REGEX", help="What matches; may be repeated."),
    ] = None,
    command: Annotated[
        str | None,
        typer.Option(
            metavar="LINE", help="A program that reads articles as JSON lines and writes spans."
        ),
    ] = None,
    pipeline: Annotated[
        str | None, typer.Option(metavar="NAME", help="A spaCy pipeline that is installed.")
    ] = None,
    json: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write them as JSON lines; - for stdout.")
    ] = None,
    into: Annotated[
        str | None,
        typer.Option(
            "--accept-into",
            metavar="NAME",
            help="Store them as the work of a new annotator who is a program.",
        ),
    ] = None,
) -> None:
    """Suggest spans, learned from finished articles; without --json, say what they are worth."""
    from annotator.exchange.suggesting import (
        SuggestOptions,
        accept_into,
        as_line,
        check_free,
        own_sources,
        prepare,
        rows_of,
    )
    from annotator.formats.common.output import replacing

    options = SuggestOptions(
        annotator=annotator,
        articles=articles or None,
        labels=labels or None,
        sources=None if sources is None else [one.strip() for one in sources.split(",")],
        precision=precision,
        seed=seed,
        own=own_sources(dictionary, patterns or (), command, pipeline),
    )
    with to_stdout(), opened_at(project) as opened, stoppable() as stopped:
        name = None if into is None else check_free(opened, into)
        with showing_progress("Learning") as progress:
            prepared = prepare(opened, options, progress, stopped)
        tell = complain if json == "-" else print_line
        tell(f"{prepared.learned.said}; {counts.articles(prepared.examples)} done")
        if json is None and name is None:
            for line in _table(rows_of(prepared)):
                print_line(line)
            return
        with showing_progress("Suggesting") as progress:
            found = list(prepared.in_project(progress, stopped))
        if json == "-":
            sys.stdout.buffer.writelines(map(as_line, found))
            sys.stdout.buffer.flush()
        elif json is not None:
            with replacing(json) as file:
                file.writelines(map(as_line, found))
        if name is not None:
            spans = accept_into(opened, name, prepared.articles(), found)
            tell(f"{name}, a program: {counts.spans(spans)}")
    if json not in (None, "-"):
        print_line(f"{json}: {counts.suggestions(len(found))}")


def _table(rows: list[Row]) -> Iterator[str]:
    """Yield the rows as aligned text, the label's own first, its sources below it."""
    cells = [_HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(_HEAD) - 1)]
    for row in cells:
        words = [f"{one:{width}}" for one, width in zip(row[:2], widths[:2], strict=True)]
        numbers = [f"{one:>{width}}" for one, width in zip(row[2:-1], widths[2:], strict=True)]
        yield "  ".join([*words, *numbers, row[-1]]).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    return (
        "" if row.source else row.label,
        row.source,
        "–" if row.precision is None else f"{row.precision:.2f}",
        "–" if row.recall is None else f"{row.recall:.2f}",
        f"{row.cases:,}",
        "" if row.source else "–" if row.threshold is None else f"{row.threshold:.2f}",
        f"{row.articles:,}",
        str(row.said),
    )
