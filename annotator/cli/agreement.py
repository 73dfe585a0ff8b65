"""How far annotators agree: agreement."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import click

from annotator.cli.arguments import (
    AnnotatorsOption,
    LabelsOption,
    ProjectArgument,
    ReplicatesOption,
)
from annotator.cli.parsing import Option
from annotator.cli.projects import opened_at, tell_the_blind
from annotator.cli.scope import (
    ArticlesOption,
    RoundOption,
    SinceOption,
    UntilOption,
    scope_of,
)
from annotator.cli.terminal import print_line, showing_progress, to_stdout
from annotator.errors import InputError
from annotator.text.visible import visible
from annotator.words import say

if TYPE_CHECKING:
    from annotator.agreement.figures import Report


def report_agreement(
    project: ProjectArgument,
    *,
    json: Annotated[
        str | None, Option(metavar="F", help="Write the report as JSON; - for stdout.")
    ] = None,
    html: Annotated[str | None, Option(metavar="F", help="As one HTML file.")] = None,
    csv: Annotated[str | None, Option(metavar="F", help="As a table, long form.")] = None,
    latex: Annotated[
        str | None, Option(metavar="F", help="The tables as LaTeX, for a paper.")
    ] = None,
    markdown: Annotated[str | None, Option(metavar="F", help="The tables as Markdown.")] = None,
    figures: Annotated[
        str | None,
        Option(metavar="FOLDER", help="Each figure as SVG and PDF, into a new folder."),
    ] = None,
    seed: Annotated[int, Option(metavar="N", help="Of the resampling and of gamma.")] = 0,
    replicates: ReplicatesOption = 1000,
    iou: Annotated[
        float, Option(metavar="X", help="From which IoU on two spans are the same.")
    ] = 0.5,
    gamma: Annotated[
        bool, Option("--gamma", help="Compute gamma, too; takes much longer.")
    ] = False,
    all_work: Annotated[
        bool, Option("--all-work", help="Compare what is not done, too, but not skipped.")
    ] = False,
    rounds: RoundOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    articles: ArticlesOption = None,
    labels: LabelsOption = None,
    annotators: AnnotatorsOption = None,
    with_text: Annotated[
        bool, Option("--with-text", help="Show the texts that are disagreed on.")
    ] = False,
    blind: Annotated[
        bool, Option("--blind", help="Call annotators A, B, C instead of their names.")
    ] = False,
) -> None:
    """Report how far annotators agree: label by label, with intervals."""
    from annotator.agreement.figures import Settings
    from annotator.exchange.agreeing import report_of
    from annotator.exchange.reports import Kind, write_figures, write_report

    for name, number in (("--seed", seed), ("--replicates", replicates)):
        if number < 0:
            raise InputError(
                say("{what} {number}: expected a number from 0 on", what=name, number=number)
            )
    if not 0 < iou <= 1:
        raise InputError(say("--iou {iou}: expected a number greater than 0, at most 1", iou=iou))
    scope = scope_of(rounds, since, until, articles)
    settings = Settings(
        seed=seed,
        replicates=replicates,
        iou=iou,
        all_work=all_work,
        articles=str(scope.said() or ""),
    )
    wanted: list[tuple[Kind, str | None]] = [("json", json), ("html", html), ("csv", csv)]
    wanted += [("tex", latex), ("md", markdown)]
    files = [(kind, out) for kind, out in wanted if out is not None]
    piped = [kind for kind, out in files if out == "-"]
    if len(piped) > 1:
        raise InputError(
            say("only one of {options} can go to standard output", options=" and ".join(piped))
        )
    with to_stdout(), opened_at(project) as opened:
        tell_the_blind(opened)
        only = scope.resolve(opened)
        with showing_progress("Comparing") as progress:
            report = report_of(
                opened,
                settings,
                labels=labels or None,
                annotators=annotators or None,
                only=only,
                blind=blind,
                with_gamma=gamma,
                progress=progress,
            )
        for kind, out in files:
            target = sys.stdout.buffer if out == "-" else out
            write_report(opened, report, target, kind, with_text=with_text)
        if figures is not None:
            write_figures(opened, report, figures, click.get_current_context().obj.paint_pdf)
        sys.stdout.flush()
    if not piped:
        _show_agreement(report)
        for _, out in files:
            print_line(f"wrote {out}")
        if figures is not None:
            print_line(f"wrote {figures}")


def _show_agreement(report: Report) -> None:
    """Print the summary: a table on a terminal, plain aligned text elsewhere."""
    from annotator.agreement.report import summary

    if not sys.stdout.isatty():
        for line in summary.plain(report):
            print_line(line)
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for i, name in enumerate(summary.HEAD):
        at_left = i in summary.TEXT_COLUMNS
        table.add_column(name, justify="left" if at_left else "right", no_wrap=i > 0)
    for row in summary.rows(report):
        table.add_row(*(Text(visible(cell)) for cell in row))
    console = Console()
    with to_stdout():
        console.print(Text(visible(summary.head(report))))
        console.print(table)
        for line in summary.notes(report):
            console.print(Text(visible(line)))
