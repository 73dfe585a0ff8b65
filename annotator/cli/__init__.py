"""The command line: parse, call, print. It imports no Qt; opening the desktop is handed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, NamedTuple

import typer

from annotator import __version__
from annotator.cli.agreement import report_agreement
from annotator.cli.arguments import ProjectArgument
from annotator.cli.articles import export_articles, import_articles
from annotator.cli.backups import back_up_project, restore_project
from annotator.cli.recovery import recover_project
from annotator.cli.release import release_work
from annotator.cli.suggestions import suggest
from annotator.cli.terminal import OK, REFUSED, WRONG, print_line
from annotator.cli.together import assign_articles, merge_packs, write_pack
from annotator.cli.upkeep import check_project, make_project, show_statistics
from annotator.errors import NotSavedError
from annotator.words import say

PaintPdf = Callable[[bytes], bytes]
"""Makes a PDF page of an SVG file."""

OpenDesktop = Callable[[str | None, str | None, str | None, str | None], int]
"""Opens the desktop on a project, annotator and article, or saves a screenshot of it."""


class Desktop(NamedTuple):
    """What the command line has from the desktop, which it does not know."""

    open: OpenDesktop
    paint_pdf: PaintPdf


def _no_pdf(_: bytes) -> bytes:
    raise NotSavedError(say("PDF cannot be painted here"))


app = typer.Typer(
    name="annotator",
    help="Label spans in news text. Without a command, open the desktop app.",
    epilog="annotator [PROJECT] opens the app: on PROJECT, else the last one, else the sample.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def run(arguments: Sequence[str], open_desktop: OpenDesktop, paint_pdf: PaintPdf = _no_pdf) -> int:
    """Carry out a command line and return its exit code.

    Raises:
        AnnotatorError: the user's situation, in one sentence.

    """
    desktop = Desktop(open_desktop, paint_pdf)
    try:
        return int(app(list(arguments), prog_name="annotator", obj=desktop) or OK)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG


def _show_version(wanted: bool) -> None:
    if wanted:
        print_line(f"annotator {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    del version


@app.command("open")
def _open(
    context: typer.Context,
    project: ProjectArgument,
    annotator: Annotated[str | None, typer.Option(metavar="A", help="Who annotates.")] = None,
    article: Annotated[str | None, typer.Option(metavar="ID", help="The article to show.")] = None,
    screenshot: Annotated[
        str | None, typer.Option(metavar="FILE", help="Save the window as PNG and exit.")
    ] = None,
) -> None:
    """Open the desktop app on a project."""
    raise typer.Exit(context.obj.open(project, annotator, article, screenshot))


app.command("new")(make_project)
app.command("import")(import_articles)
app.command("export")(export_articles)
app.command("agreement")(report_agreement)
app.command("release")(release_work)
app.command("suggest")(suggest)
app.command("check")(check_project)
app.command("recover")(recover_project)
app.command("stats")(show_statistics)
app.command("assign")(assign_articles)
app.command("pack")(write_pack)
app.command("merge")(merge_packs)
app.command("backup")(back_up_project)
app.command("restore")(restore_project)

__all__ = ["OK", "REFUSED", "WRONG", "run"]
