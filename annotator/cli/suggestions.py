"""What is suggested, and what that is worth: suggest."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from annotator.cli.arguments import ProjectArgument
from annotator.cli.parsing import Option
from annotator.cli.projects import opened_at
from annotator.cli.terminal import complain, print_line, showing_progress, stoppable, to_stdout
from annotator.words import counts, say

if TYPE_CHECKING:
    from annotator.exchange.suggesting import Row, SuggestOptions
    from annotator.suggestions.records import Suggested

_HEAD = ("label", "source", "precision", "recall", "cases", "from", "articles", "trained", "")

_Annotator = Annotated[
    str | None,
    Option(
        "--annotator", metavar="A", help="To whom; learned from what A is done with. Else gold."
    ),
]
_Articles = Annotated[
    list[str] | None,
    Option(metavar="FILE", help="Only these: a file of ids, or an id; may be repeated. Else all."),
]
_Labels = Annotated[
    list[str] | None,
    Option("--label", metavar="L", help="Only for this label; may be repeated."),
]
_Sources = Annotated[str | None, Option(metavar="S,...", help="Only from these sources.")]
_Precision = Annotated[
    float, Option(metavar="P", help="How often it is to be right; 0: everything.")
]
_Seed = Annotated[int, Option(metavar="N", help="Of what is held out when.")]
_Dictionary = Annotated[
    str | None, Option(metavar="FILE", help="Texts with labels, as CSV or JSON lines.")
]
_Patterns = Annotated[
    list[str] | None,
    Option("--pattern", metavar="L=REGEX", help="What matches; may be repeated."),
]
_Command = Annotated[
    str | None,
    Option(metavar="LINE", help="A program that reads articles as JSON lines and writes spans."),
]
_Pipeline = Annotated[
    str | None, Option(metavar="NAME", help="A spaCy pipeline that is installed.")
]
_Json = Annotated[
    str | None, Option(metavar="FILE", help="Write them as JSON lines; - for stdout.")
]
_Into = Annotated[
    str | None,
    Option(
        "--accept-into",
        metavar="NAME",
        help="Store them as the work of a new annotator who is a program.",
    ),
]


def suggest(
    project: ProjectArgument,
    *,
    annotator: _Annotator = None,
    articles: _Articles = None,
    labels: _Labels = None,
    sources: _Sources = None,
    precision: _Precision = 0.9,
    seed: _Seed = 0,
    dictionary: _Dictionary = None,
    patterns: _Patterns = None,
    command: _Command = None,
    pipeline: _Pipeline = None,
    json: _Json = None,
    into: _Into = None,
) -> None:
    """Suggest spans, learned from finished articles; without --json, say what they are worth."""
    from annotator.exchange.suggesting import SuggestOptions, own_sources

    options = SuggestOptions(
        annotator=annotator,
        articles=articles or None,
        labels=labels or None,
        sources=None if sources is None else [one.strip() for one in sources.split(",")],
        precision=precision,
        seed=seed,
        own=own_sources(dictionary, patterns or (), command, pipeline),
    )
    with to_stdout():
        found = _suggest(project, options, json, into)
    if found is not None and json not in (None, "-"):
        print_line(f"{json}: {counts.suggestions(found)}")


def _suggest(
    project: str, options: SuggestOptions, json: str | None, into: str | None
) -> int | None:
    """Write, store or tell; return how many suggestions there are, None where none are asked."""
    from annotator.exchange.suggesting import accept_into, check_free, prepare, rows_of

    with opened_at(project) as opened, stoppable() as stopped:
        name = None if into is None else check_free(opened, into)
        with showing_progress("Learning") as progress:
            prepared = prepare(opened, options, progress, stopped)
        tell = complain if json == "-" else print_line
        tell(f"{prepared.learned.said}; {counts.articles(prepared.examples)} done")
        if prepared.left_out:
            tell(
                say(
                    "left out: {articles} to be annotated without suggestions",
                    articles=counts.articles(prepared.left_out),
                )
            )
        for wrong in prepared.decided.wrong:
            complain(wrong.message)
        if json is None and name is None:
            for line in _table(rows_of(prepared)):
                print_line(line)
            return None
        with showing_progress("Suggesting") as progress:
            found = list(prepared.in_project(progress, stopped))
        if json is not None:
            _write(json, found)
        if name is not None:
            spans = accept_into(opened, name, prepared.articles(), found)
            tell(f"{name}, a program: {counts.spans(spans)}")
    return len(found)


def _write(place: str, found: Sequence[Suggested]) -> None:
    """Write suggestions as JSON lines, to standard output for “-”."""
    from annotator.exchange.suggesting import as_line
    from annotator.formats.common.output import replacing

    if place == "-":
        sys.stdout.buffer.writelines(map(as_line, found))
        sys.stdout.buffer.flush()
    else:
        with replacing(place) as file:
            file.writelines(map(as_line, found))


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
        row.trained_at[:10],
        str(row.said),
    )
