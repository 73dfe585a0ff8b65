"""The command line: parse, call, print. It imports no Qt; opening the desktop is handed in."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from annotator import __version__
from annotator.errors import (
    CancelledError,
    DamagedError,
    InputError,
    NotAProjectError,
    NotSavedError,
)
from annotator.exchange import (
    ImportOptions,
    Shaping,
    Summary,
    bring_in,
    check_location,
    check_refused,
    count,
    create_project,
    describe,
    look,
    merge_in,
    pack_out,
    write_out,
    write_refused,
)
from annotator.formats.columns import ROLES
from annotator.formats.names import check_name
from annotator.formats.ranges import REPAIRS
from annotator.project import Project, is_url, shown

if TYPE_CHECKING:
    from annotator.agreement.figures import Report

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
FormatOption = Annotated[
    str | None, typer.Option("--format", metavar="F", help="Of all files; else told by each.")
]


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
    _print(f"{shown(project)}: new project with {count(len(names), 'label')}: {', '.join(names)}")


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
    refused: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="With --skip-bad: what was left out, as JSON lines."),
    ] = None,
    main_text_only: Annotated[
        bool, typer.Option("--main-text-only", help="Of web pages only the article itself.")
    ] = False,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="WHAT=NAME",
            help=f"Which column holds what ({', '.join(ROLES)}); may be repeated. Else guessed.",
        ),
    ] = None,
    repair: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOW",
            help=f"Read offsets that do not fit as: {', '.join(REPAIRS)}; may be repeated.",
        ),
    ] = None,
) -> None:
    """Import files and folders; a missing project is created with the default labels."""
    check_location(project)
    if annotator is not None:
        check_name(annotator, "--annotator")
    if refused is not None:
        if not skip_bad:
            raise InputError(f"--refused {refused}: expected --skip-bad with it")
        check_refused(refused, paths)
    chosen = {}
    for one in columns or ():
        role, equals, name = one.partition("=")
        if not equals or role not in ROLES or not name:
            expected = f"expected one of {', '.join(ROLES)}, then = and the column’s name"
            raise InputError(f"--column {one}: {expected}")
        chosen[role] = name
    options = ImportOptions(
        format=format_name,
        annotator=annotator,
        encoding=encoding,
        strict_labels=strict_labels,
        skip_bad=skip_bad,
        main_text_only=main_text_only,
        columns=chosen,
        repair=tuple(repair or ()),
    )
    for how in options.repair:
        if how not in REPAIRS:
            raise InputError(f"--repair {how}: expected one of: {', '.join(REPAIRS)}")
    with ExitStack() as stack:
        opened = _opened_if_there(project)
        if opened is not None:
            stack.enter_context(opened)
        with _progress("Reading") as progress:
            outlook = look(opened, paths, options, progress)
        summary: Summary = outlook
        if not dry_run:
            if opened is None:
                opened = stack.enter_context(_created(project))
            with _progress("Importing") as progress, _stoppable() as stopped:
                summary = bring_in(opened, paths, options, progress, stopped, outlook=outlook)
    _report(summary, dry_run=dry_run)
    if summary.refused and not dry_run:
        beside = None if is_url(project) else Path(project).with_suffix(".refused.jsonl")
        if (place := refused or beside) is not None:
            write_refused(summary.refused, place)
            _complain(f"refused records and why: {place}")


@contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """Let Ctrl-C end the work where it can be taken back, and not in the middle of a write."""
    stopped: list[bool] = []

    def on_interrupt(*_: object) -> None:
        if stopped:  # they mean it
            raise KeyboardInterrupt
        stopped.append(True)

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield lambda: bool(stopped)
    except CancelledError:
        if stopped:
            raise KeyboardInterrupt from None
        raise
    finally:
        signal.signal(signal.SIGINT, before)


def _opened_if_there(location: str) -> Project | None:
    if not is_url(location):
        return Project.open(location) if Path(location).exists() else None
    try:
        return Project.open(location)
    except NotAProjectError:  # an empty database; creating refuses any other one
        return None


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
    labels: Annotated[
        list[str] | None,
        typer.Option("--label", metavar="L", help="Only spans of this label; may be repeated."),
    ] = None,
    no_attributes: Annotated[
        bool, typer.Option("--no-attributes", help="Leave attributes out.")
    ] = False,
    clean: Annotated[
        list[str] | None,
        typer.Option(
            metavar="L", help="Cut the spans of this label out of the text; may be repeated."
        ),
    ] = None,
    segments: Annotated[
        str, typer.Option(metavar="S", help="One record for each: sentence or paragraph.")
    ] = "",
    offset_unit: Annotated[
        str, typer.Option(metavar="U", help="Offsets count: codepoint, utf16 or utf8.")
    ] = "",
) -> None:
    """Export a project into a file, which is replaced when the new one is complete."""
    with _to_stdout(), _opened(project) as opened, _progress("Exporting") as progress:
        exported = write_out(
            opened,
            sys.stdout.buffer if out == "-" else out,
            format=format_name,
            annotators=annotators or None,
            done_only=done_only,
            shaping=Shaping(
                labels=tuple(labels) if labels else None,
                attributes=not no_attributes,
                clean=tuple(clean or ()),
                segments=segments,
            ),
            offset_unit=offset_unit,
            progress=progress,
        )
    parts = [count(exported.articles, "article"), count(exported.spans, "span")]
    if exported.links:
        parts.append(count(exported.links, "link"))
    if exported.links_left_out:
        parts.append(f"{count(exported.links_left_out, 'link')} to other spans left out")
    say = _complain if out == "-" else _print
    say(f"{'standard output' if out == '-' else out}: {', '.join(parts)}")
    for loss in exported.losses:
        _complain(f"not in {out}: {loss.sentence()}")


@app.command("agreement")
def _agreement(
    project: ProjectArgument,
    *,
    json: Annotated[
        str | None, typer.Option(metavar="F", help="Write the report as JSON; - for stdout.")
    ] = None,
    html: Annotated[str | None, typer.Option(metavar="F", help="As one HTML file.")] = None,
    csv: Annotated[str | None, typer.Option(metavar="F", help="As a table, long form.")] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Of the resampling and of gamma.")] = 0,
    replicates: Annotated[
        int, typer.Option(metavar="N", help="How many times articles are resampled; 0: never.")
    ] = 1000,
    iou: Annotated[
        float, typer.Option(metavar="X", help="From which IoU on two spans are the same.")
    ] = 0.5,
    gamma: Annotated[
        bool, typer.Option("--gamma", help="Compute gamma, too; takes much longer.")
    ] = False,
    labels: Annotated[
        list[str] | None,
        typer.Option("--label", metavar="L", help="Only spans of this label; may be repeated."),
    ] = None,
    annotators: Annotated[
        list[str] | None,
        typer.Option("--annotator", metavar="A", help="Only this one's work; may be repeated."),
    ] = None,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Show the texts that are disagreed on.")
    ] = False,
    blind: Annotated[
        bool, typer.Option("--blind", help="Call annotators A, B, C instead of their names.")
    ] = False,
) -> None:
    """Report how far annotators agree: label by label, with intervals."""
    from annotator.agreement.figures import Settings
    from annotator.exchange.agreeing import Kind, report_of, write_report

    for name, number in (("--seed", seed), ("--replicates", replicates)):
        if number < 0:
            raise InputError(f"{name} {number}: expected a number from 0 on")
    if not 0 < iou <= 1:
        raise InputError(f"--iou {iou}: expected a number greater than 0, at most 1")
    settings = Settings(seed=seed, replicates=replicates, iou=iou)
    wanted: list[tuple[Kind, str | None]] = [("json", json), ("html", html), ("csv", csv)]
    files = [(kind, out) for kind, out in wanted if out is not None]
    to_stdout = [kind for kind, out in files if out == "-"]
    if len(to_stdout) > 1:
        raise InputError(f"only one of {' and '.join(to_stdout)} can go to standard output")
    with _to_stdout(), _opened(project) as opened:
        with _progress("Comparing") as progress:
            report = report_of(
                opened,
                settings,
                labels=labels or None,
                annotators=annotators or None,
                blind=blind,
                with_gamma=gamma,
                progress=progress,
            )
        for kind, out in files:
            target = sys.stdout.buffer if out == "-" else out
            write_report(opened, report, target, kind, with_text=with_text)
        sys.stdout.flush()
    if not to_stdout:
        _show_agreement(report)
        for _, out in files:
            _print(f"wrote {out}")


def _show_agreement(report: Report) -> None:
    """Print the summary: a table on a terminal, plain aligned text elsewhere."""
    from annotator.agreement import summary

    if not sys.stdout.isatty():
        _print("\n".join(summary.plain(report)))
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
        table.add_row(*map(Text, row))
    console = Console()
    with _to_stdout():
        console.print(Text(summary.head(report)))
        console.print(table)
        for line in summary.notes(report):
            console.print(Text(line))


@app.command("release")
def _release(
    project: Annotated[
        str | None, typer.Argument(metavar="PROJECT", help="The project to release.")
    ] = None,
    folder: Annotated[
        str | None, typer.Argument(metavar="FOLDER", help="A new folder for the release.")
    ] = None,
    *,
    verify: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER", help="Check a release instead; exit 1 if anything is wrong."
        ),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Of the split and the resampling.")] = 0,
    shares: Annotated[
        str, typer.Option(metavar="A,B,C", help="Of train, validation and test.")
    ] = "80,10,10",
    annotators: Annotated[
        list[str] | None,
        typer.Option(
            "--annotator",
            metavar="A",
            help="Only this one's work; may be repeated. Else gold, if there is any, or all.",
        ),
    ] = None,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="Every annotator's work, even if there is gold.")
    ] = False,
    done_only: Annotated[
        bool, typer.Option("--done-only/--unfinished-too", help="Only work that is marked done.")
    ] = True,
    labels: Annotated[
        list[str] | None,
        typer.Option("--label", metavar="L", help="Only spans of this label; may be repeated."),
    ] = None,
    no_attributes: Annotated[
        bool, typer.Option("--no-attributes", help="Leave attributes out.")
    ] = False,
    clean: Annotated[
        list[str] | None,
        typer.Option(
            metavar="L", help="Cut the spans of this label out of the text; may be repeated."
        ),
    ] = None,
    segments: Annotated[
        str, typer.Option(metavar="S", help="One record for each: sentence or paragraph.")
    ] = "",
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="F", help="This one, too, beside JSONL; may be repeated."),
    ] = None,
    blind: Annotated[
        bool, typer.Option("--blind", help="Call annotators A, B, C, and leave their notes out.")
    ] = False,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of the data set, for its card.")
    ] = None,
    license_name: Annotated[
        str, typer.Option("--license", metavar="ID", help="Of the data set, as cc-by-4.0.")
    ] = "",
    replicates: Annotated[
        int, typer.Option(metavar="N", help="How many times articles are resampled; 0: never.")
    ] = 1000,
) -> None:
    """Release the finished work: train, validation and test, with a card and check sums."""
    from annotator.exchange.release_options import NAME, ReleaseOptions, parse_shares

    if verify is not None:
        if project is not None:
            raise InputError(f"release --verify {verify}: expected nothing else")
        _verify(verify)
        return
    if project is None or folder is None:
        raise InputError("release: expected PROJECT and FOLDER, or --verify FOLDER")
    from annotator.exchange.releasing import release

    options = ReleaseOptions(
        seed=seed,
        shares=parse_shares(shares),
        annotators=tuple(annotators) if annotators else None,
        everybody=everybody,
        done_only=done_only,
        shaping=Shaping(
            labels=tuple(labels) if labels else None,
            attributes=not no_attributes,
            clean=tuple(clean or ()),
            segments=segments,
        ),
        formats=tuple(formats or ()),
        blind=blind,
        name=NAME if name is None else name,
        license=license_name,
        replicates=replicates,
    )
    with _opened(project) as opened, _progress("Releasing") as progress:
        released = release(opened, folder, options, progress=progress)
    _print(f"{folder}: {released.work_why}")
    for part, counts in released.splits.items():
        parts = (
            count(counts.articles, "article"),
            count(counts.records, "record"),
            count(counts.spans, "span"),
        )
        _print(f"{part:12}{', '.join(parts)}")
    for reason, number in released.left_out.items():
        _complain(f"left out: {count(number, 'article')}: {reason}")
    for loss in released.losses:
        where = " ".join(filter(None, (loss.format, loss.split))) or "release"
        _complain(f"not in {where}: {loss.number:,} × {loss.what}: {loss.done}")


def _verify(folder: str) -> None:
    from annotator.exchange.release_verifying import verify

    with _progress("Checking") as progress:
        problems = verify(folder, progress=progress)
    for problem in problems:
        _print(problem)
    if problems:
        raise typer.Exit(WRONG)
    _print(f"ok: {folder}")


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
        value: dict[str, Any] = {
            "articles": counts.articles,
            "spans": counts.spans,
            "labels": counts.labels,
            "annotators": counts.annotators,
        }
        if counts.gold:
            value["gold"] = counts.gold
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
    for name, numbers in counts.gold.items():
        work = ", ".join(f"{number:,} {what}" for what, number in numbers.items())
        _print(f"gold        {name}: {work}")
    for pace in paces:
        said = []
        if pace.seconds_per_article is not None:
            said.append(f"{pace.seconds_per_article:,.0f} seconds per article")
        if pace.spans_per_hour is not None:
            said.append(f"{pace.spans_per_hour:,.0f} spans per hour")
        if said:
            _print(f"pace        {pace.annotator}: {', '.join(said)}")


@app.command("assign")
def _assign(
    project: ProjectArgument,
    *,
    overlap: Annotated[
        float, typer.Option(metavar="PART", help="The part of the articles that all do, 0 to 1.")
    ] = 0.2,
    seed: Annotated[int, typer.Option(metavar="N", help="Of what is left to chance.")] = 0,
    annotators: Annotated[
        list[str] | None,
        typer.Option("--annotator", metavar="A", help="Who takes part; may be repeated."),
    ] = None,
    only_new: Annotated[
        bool, typer.Option("--only-new", help="Leave articles with those who have them.")
    ] = False,
    by: Annotated[
        str | None, typer.Option(metavar="A", help="Whose change it is, to be undone by them.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say who would get what and change nothing.")
    ] = False,
) -> None:
    """Share articles out among annotators: some to all, the rest to one, balanced by length."""
    with _opened(project) as opened:
        shared = opened.share_out(annotators, overlap=overlap, seed=seed, only_new=only_new)
        if not dry_run:
            opened.set_assignments(shared.edit.assigned, by)
    width = max(len("annotator"), *(len(name) for name in shared.articles))
    _print(f"{'annotator':{width}}  {'articles':>10}  {'characters':>12}")
    for name, number in shared.articles.items():
        _print(f"{name:{width}}  {number:>10,}  {shared.characters[name]:>12,}")
    everybody = f"{count(shared.shared, 'article')} of {shared.total:,} by all"
    changed = f"{count(len(shared.edit.assigned), 'article')} changed"
    _print(f"{'would assign' if dry_run else 'assigned'}: {everybody}; {changed}")
    if shared.new:
        made = "annotators to be added" if dry_run else "annotators added"
        _print(f"{made}: {', '.join(shared.new)}")


@app.command("pack")
def _pack(
    project: ProjectArgument,
    out: Annotated[str, typer.Argument(metavar="OUT", help="The pack; ends in .annotator.")],
    *,
    annotator: Annotated[str, typer.Option(metavar="A", help="Whose pack it is.")],
    articles: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID|FILE",
            help="An article, or a file of ids; may be repeated. Else those assigned to A, or all.",
        ),
    ] = None,
) -> None:
    """Write a project with what one annotator needs, to work on it elsewhere."""
    with _opened(project) as opened, _progress("Packing") as progress:
        packed = pack_out(opened, out, annotator, articles or None, progress=progress)
    parts = [count(packed.articles, "article"), count(packed.spans, "span")]
    if packed.links:
        parts.append(count(packed.links, "link"))
    _print(f"{out}: pack for {annotator}: {', '.join(parts)}")


@app.command("merge")
def _merge(
    project: ProjectArgument,
    packs: Annotated[
        list[str], typer.Argument(metavar="PACK...", help="Packs, or copies of the project.")
    ],
) -> None:
    """Bring back what was done in packs; in any order, as often as you like."""
    with _opened(project) as opened:
        for one in packs:
            with _progress("Merging") as progress:
                merged = merge_in(opened, one, progress=progress)
            _print(f"{shown(one)}: {describe(merged)}")


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
