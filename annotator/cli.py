"""The command line: parse, call, print. It imports no Qt; opening the desktop is handed in."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from annotator import __version__
from annotator.errors import DamagedError, NotSavedError, ProjectError
from annotator.exchange import (
    ImportOptions,
    Summary,
    bring_in,
    check_location,
    count,
    create_project,
    look,
    write_out,
)
from annotator.project import Project, is_url

OpenDesktop = Callable[[str | None, str | None, str | None, str | None], int]
"""Opens the desktop on a project, annotator and article, or saves a screenshot of it."""

OK, WRONG, REFUSED = 0, 1, 2

_SHOW_PROGRESS_AFTER_S = 0.3

app = typer.Typer(
    name="annotator",
    help="Label spans in news text. Without a command, open the desktop app.",
    epilog="annotator [PROJECT] opens the app: on PROJECT, else the last one, else the sample.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

ProjectArgument = Annotated[
    str, typer.Argument(metavar="PROJECT", help="A path ending in .annotator, or a database URL.")
]
OutArgument = Annotated[str, typer.Argument(metavar="OUT", help="The file to write; - for stdout.")]
FormatOption = Annotated[str | None, typer.Option("--format", metavar="F", help="jsonl or text.")]


def run(arguments: Sequence[str], open_desktop: OpenDesktop) -> int:
    """Carry out a command line and return its exit code.

    Raises:
        AnnotatorError: the user's situation, in one sentence.

    """
    try:
        return int(app(list(arguments), prog_name="annotator", obj=open_desktop) or OK)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG


def _show_version(wanted: bool) -> None:
    if wanted:
        _print(f"annotator {__version__}")
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
    raise typer.Exit(context.obj(project, annotator, article, screenshot))


@app.command("new")
def _new(
    project: ProjectArgument,
    labels: Annotated[
        str | None, typer.Option(metavar="FILE", help="A label set; else the default labels.")
    ] = None,
) -> None:
    """Make a new, empty project."""
    with create_project(project, labels) as made:
        names = [label.name for label in made.labels()]
    _print(f"{project}: new project with {count(len(names), 'label')}: {', '.join(names)}")


@app.command("import")
def _import(
    project: ProjectArgument,
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders.")],
    *,
    format_name: FormatOption = None,
    annotator: Annotated[
        str | None, typer.Option(metavar="A", help="Whose work it is where the file names nobody.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="E", help="Of text files; else it is found out.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come in and change nothing.")
    ] = False,
    strict_labels: Annotated[
        bool, typer.Option("--strict-labels", help="Refuse labels that the project lacks.")
    ] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out what cannot be taken in, and name it.")
    ] = False,
) -> None:
    """Import files and folders; a missing project is created with the default labels."""
    check_location(project)
    options = ImportOptions(
        format=format_name,
        annotator=annotator,
        encoding=encoding,
        strict_labels=strict_labels,
        skip_bad=skip_bad,
    )
    with ExitStack() as stack:
        there = is_url(project) or Path(project).exists()
        opened = stack.enter_context(Project.open(project)) if there else None
        with _progress("Reading") as progress:
            outlook = look(opened, paths, options, progress)
        summary: Summary = outlook
        if not dry_run:
            if opened is None:
                opened = stack.enter_context(_created(project))
            with _progress("Importing") as progress:
                summary = bring_in(opened, paths, options, progress, outlook=outlook)
    _report(summary, dry_run=dry_run)


@contextmanager
def _created(location: str) -> Iterator[Project]:
    """Make a project that is removed again when the import into it fails."""
    project = create_project(location)
    try:
        yield project
    except BaseException:
        project.close()
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(location + end).unlink(missing_ok=True)
        raise
    finally:
        project.close()


def _report(summary: Summary, *, dry_run: bool) -> None:
    for error in summary.refused:
        _complain(f"refused: {error}")
    for file in summary.ignored:
        _complain(f"ignored: {file}: of no known format")
    _print(f"{'would import: ' if dry_run else ''}{summary.sentence()}")
    if summary.labels:
        made = "labels to be created" if dry_run else "labels created"
        _print(f"{made}: {', '.join(summary.labels)}")


@app.command("export")
def _export(
    project: ProjectArgument,
    out: OutArgument,
    *,
    format_name: Annotated[
        str, typer.Option("--format", metavar="F", help="The format of OUT.")
    ] = "jsonl",
    annotators: Annotated[
        list[str] | None,
        typer.Option("--annotator", metavar="A", help="Only this one's work; may be repeated."),
    ] = None,
    done_only: Annotated[
        bool, typer.Option("--done-only", help="Only work that is marked done.")
    ] = False,
) -> None:
    """Export a project into a file, which is replaced when the new one is complete."""
    with _to_stdout(), _opened(project) as opened, _progress("Exporting") as progress:
        exported = write_out(
            opened,
            sys.stdout.buffer if out == "-" else out,
            format=format_name,
            annotators=annotators or None,
            done_only=done_only,
            progress=progress,
        )
    parts = [count(exported.articles, "article"), count(exported.spans, "span")]
    if exported.links:
        parts.append(count(exported.links, "link"))
    if exported.links_left_out:
        parts.append(f"{count(exported.links_left_out, 'link')} to other spans left out")
    say = _complain if out == "-" else _print
    say(f"{'standard output' if out == '-' else out}: {', '.join(parts)}")


@app.command("agreement")
def _agreement(
    project: ProjectArgument,
    *,
    json: Annotated[str | None, typer.Option(metavar="F", help="Write JSON here.")] = None,
    html: Annotated[str | None, typer.Option(metavar="F", help="Write a report here.")] = None,
    csv: Annotated[str | None, typer.Option(metavar="F", help="Write a table here.")] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Of the intervals.")] = 0,
) -> None:
    """Report how far annotators agree."""
    del project, json, html, csv, seed
    raise ProjectError("the agreement report is not in this version yet")


@app.command("check")
def _check(project: ProjectArgument) -> None:
    """Check the database, every text and every fragment; exit 1 if anything is wrong."""
    try:
        with _opened(project) as opened:
            with _progress("Checking") as progress:
                problems = opened.check(progress)
            if not problems:
                counts = opened.statistics()
    except DamagedError as error:
        _print(str(error))
        raise typer.Exit(WRONG) from None
    for problem in problems:
        _print(f"{problem.where}: {problem.what}")
    if problems:
        raise typer.Exit(WRONG)
    _print(f"ok: {count(counts.articles, 'article')}, {count(counts.spans, 'span')}")


@app.command("stats")
def _stats(
    project: ProjectArgument,
    *,
    json: Annotated[bool, typer.Option("--json", help="As one line of JSON.")] = False,
) -> None:
    """Count articles, spans, labels, and how far each annotator is."""
    with _opened(project) as opened:
        counts = opened.statistics()
        paces = [] if json else opened.paces()
    if json:
        value = {
            "articles": counts.articles,
            "spans": counts.spans,
            "labels": counts.labels,
            "annotators": counts.annotators,
        }
        with _to_stdout():
            sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE))
            sys.stdout.buffer.flush()
        return
    _print(f"articles    {counts.articles:,}")
    _print(f"spans       {counts.spans:,}")
    for name, number in counts.labels.items():
        _print(f"label       {name}: {count(number, 'span')}")
    for name, numbers in counts.annotators.items():
        work = ", ".join(f"{number:,} {what}" for what, number in numbers.items())
        _print(f"annotator   {name}: {work}")
    for pace in paces:
        said = []
        if pace.seconds_per_article is not None:
            said.append(f"{pace.seconds_per_article:,.0f} seconds per article")
        if pace.spans_per_hour is not None:
            said.append(f"{pace.spans_per_hour:,.0f} spans per hour")
        if said:
            _print(f"pace        {pace.annotator}: {', '.join(said)}")


def _opened(location: str) -> Project:
    check_location(location)
    return Project.open(location)


def _print(line: str) -> None:
    with _to_stdout():
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _complain(line: str) -> None:
    with _to_stdout():
        sys.stdout.flush()
    sys.stderr.write(line + "\n")


@contextmanager
def _to_stdout() -> Iterator[None]:
    """Say in plain words why standard output cannot be written; a closed pipe is no error."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or error
        raise NotSavedError(f"standard output: cannot be written ({reason})") from error


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar on standard error, if that is a terminal and the work takes long enough."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:
        started = time.monotonic()
        bar: list[tuple[Any, Any]] = []

        def show(done: int, total: int) -> None:
            if not bar:
                if time.monotonic() - started < _SHOW_PROGRESS_AFTER_S or done >= total:
                    return
                from rich.console import Console
                from rich.progress import Progress

                shown = Progress(console=Console(stderr=True), transient=True)
                bar.append((stack.enter_context(shown), shown.add_task(what, total=total)))
            shown, task = bar[0]
            shown.update(task, completed=done, total=total)

        yield show


__all__ = ["OK", "REFUSED", "WRONG", "run"]
