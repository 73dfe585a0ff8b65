"""Articles, with the work on them, in and out: import and export."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

from annotator.cli.arguments import (
    AnnotatorsOption,
    CleanOption,
    LabelsOption,
    NoAttributesOption,
    ProjectArgument,
    SegmentsOption,
    shaping_of,
    status_of,
)
from annotator.cli.parsing import Argument, Option
from annotator.cli.projects import created, opened_at, opened_if_there
from annotator.cli.scope import (
    ArticlesOption,
    RoundOption,
    SinceOption,
    UntilOption,
    scope_of,
)
from annotator.cli.terminal import complain, print_line, showing_progress, stoppable, to_stdout
from annotator.errors import InputError, RefusedError
from annotator.exchange import (
    MOST_REFUSALS,
    ImportOptions,
    ImportPreview,
    Summary,
    bring_in,
    check_location,
    check_refused,
    gold_again,
    listed,
    look,
    write_out,
    write_refused,
)
from annotator.formats.common.columns import ROLES
from annotator.formats.common.names import check_name
from annotator.formats.common.ranges import REPAIRS
from annotator.progress import Progress
from annotator.project import Project, is_url
from annotator.words import counts, joined, say


def import_articles(
    project: ProjectArgument,
    paths: Annotated[list[str], Argument(metavar="PATH...", help="Files and folders.")],
    *,
    format_name: Annotated[
        str | None, Option("--format", metavar="F", help="Of all files; else told by each.")
    ] = None,
    annotator: Annotated[
        str | None, Option(metavar="A", help="Whose work it is where the file names nobody.")
    ] = None,
    encoding: Annotated[
        str | None, Option(metavar="E", help="Of text files; else it is found out.")
    ] = None,
    dry_run: Annotated[
        bool, Option("--dry-run", help="Say what would come in and change nothing.")
    ] = False,
    strict_labels: Annotated[
        bool, Option("--strict-labels", help="Refuse labels that the project lacks.")
    ] = False,
    skip_bad: Annotated[
        bool, Option("--skip-bad", help="Leave out what cannot be taken in, and name it.")
    ] = False,
    refused: Annotated[
        str | None,
        Option(metavar="FILE", help="With --skip-bad: what was left out, as JSON lines."),
    ] = None,
    main_text_only: Annotated[
        bool, Option("--main-text-only", help="Of web pages only the article itself.")
    ] = False,
    json_ld: Annotated[
        bool,
        Option("--json-ld", help="Of pages that only carry their article: that article."),
    ] = False,
    columns: Annotated[
        list[str] | None,
        Option(
            "--column",
            metavar="WHAT=NAME",
            help=f"Which column holds what ({', '.join(ROLES)}); may be repeated. Else guessed.",
        ),
    ] = None,
    repair: Annotated[
        list[str] | None,
        Option(
            metavar="HOW",
            help=f"Read offsets that do not fit as: {', '.join(REPAIRS)}; may be repeated.",
        ),
    ] = None,
    status: Annotated[
        str | None,
        Option(
            metavar="S",
            help="How far those are whose spans come in: new, in-progress or done. Else as the"
            " files say; a status that the project has stays.",
        ),
    ] = None,
) -> None:
    """Import files and folders; a missing project is created with the default labels."""
    check_location(project)
    if annotator is not None:
        annotator = check_name(annotator, "--annotator")
    if refused is not None:
        if not skip_bad:
            raise InputError(
                say("--refused {refused}: expected --skip-bad with it", refused=refused)
            )
        if refused == "-":
            raise InputError(say("--refused -: expected the name of a file"))
        check_refused(refused, paths)
    options = ImportOptions(
        format=format_name,
        annotator=annotator,
        encoding=encoding,
        strict_labels=strict_labels,
        skip_bad=skip_bad,
        main_text_only=main_text_only,
        json_ld=json_ld,
        columns=_columns(columns or ()),
        repair=_repairs(repair or ()),
        status=None if status is None else status_of(status),
    )
    with ExitStack() as stack:
        opened = opened_if_there(project)
        if opened is not None:
            stack.enter_context(opened)
        with showing_progress("Reading") as progress:
            preview = _looked(opened, paths, options, progress)
        summary: Summary = preview
        if not dry_run:
            if opened is None:
                opened = stack.enter_context(created(project))
            with showing_progress("Importing") as progress, stoppable() as stopped:
                summary = bring_in(opened, paths, options, progress, stopped, preview=preview)
    if summary.not_backed_up is not None:
        complain(summary.not_backed_up)
    _report(summary, dry_run=dry_run)
    if summary.refused and not dry_run:
        beside = None if is_url(project) else Path(project).with_suffix(".refused.jsonl")
        if (place := refused or beside) is not None:
            write_refused(summary.refused, place)
            complain(f"refused records and why: {place}")


def _looked(
    opened: Project | None, paths: list[str], options: ImportOptions, progress: Progress | None
) -> ImportPreview:
    """Look at the files; where several things cannot be taken in, name them all and refuse."""
    try:
        return look(opened, paths, options, progress)
    except RefusedError as error:
        for one in error.refused:
            complain(one.message)
        if len(error.refused) >= MOST_REFUSALS:
            complain(say("there may be more: after so many refusals nothing more was read"))
        raise InputError(
            say(
                "{n:,} refused, so nothing was imported; mend them, or bring in the rest with"
                " --skip-bad",
                n=len(error.refused),
            )
        ) from None


def _columns(given: Sequence[str]) -> dict[str, str]:
    chosen = {}
    for one in given:
        role, equals, name = one.partition("=")
        if not equals or role not in ROLES or not name:
            expected = f"expected one of {', '.join(ROLES)}, then = and the column’s name"
            raise InputError(say("--column {name}: {expected}", name=one, expected=expected))
        chosen[role] = name
    return chosen


def _repairs(given: Sequence[str]) -> tuple[str, ...]:
    for how in given:
        if how not in REPAIRS:
            raise InputError(
                say(
                    "--repair {how}: expected one of: {known}",
                    how=how,
                    known=", ".join(REPAIRS),
                )
            )
    return tuple(given)


def _report(summary: Summary, *, dry_run: bool) -> None:
    for guess in summary.guesses:
        complain(f"guessed: {guess}")
    for remark in summary.remarks:
        complain(f"note: {remark}")
    for error in summary.refused:
        complain(f"refused: {error}")
    for left in summary.left_out:
        complain(f"left out: {left.sentence()}")
    for unread in summary.unread:
        complain(f"not read: {unread.file}: {unread.reason()}")
    for file in summary.ignored:
        complain(f"ignored: {file}: of no known format")
    for error in summary.passed_over:
        complain(f"ignored: {error}")
    print_line(f"{'would import: ' if dry_run else ''}{summary.sentence()}")
    if again := gold_again(summary.reopened):
        print_line(again)
    if summary.labels:
        made = "labels to be created" if dry_run else "labels created"
        print_line(f"{made}: {', '.join(summary.labels)}")
    if summary.widened:
        made = "labels would also allow" if dry_run else "labels also allow from now on"
        print_line(f"{made}: {listed(summary.widened, 20)}")


def export_articles(
    project: ProjectArgument,
    out: Annotated[str, Argument(metavar="OUT", help="The file to write; - for stdout.")],
    *,
    format_name: Annotated[
        str, Option("--format", metavar="F", help="The format of OUT.")
    ] = "jsonl",
    annotators: AnnotatorsOption = None,
    done_only: Annotated[
        bool, Option("--done-only", help="Only work that is marked done.")
    ] = False,
    rounds: RoundOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    articles: ArticlesOption = None,
    labels: LabelsOption = None,
    no_attributes: NoAttributesOption = False,
    clean: CleanOption = None,
    segments: SegmentsOption = "",
    offset_unit: Annotated[
        str, Option(metavar="U", help="Offsets count: codepoint, utf16 or utf8.")
    ] = "",
    skip_bad: Annotated[
        bool,
        Option("--skip-bad", help="Of a damaged project, export the rest; say what is left."),
    ] = False,
) -> None:
    """Export a project into a file, which is replaced when the new one is complete."""
    with to_stdout(), opened_at(project) as opened, showing_progress("Exporting") as progress:
        exported = write_out(
            opened,
            sys.stdout.buffer if out == "-" else out,
            format=format_name,
            annotators=annotators or None,
            done_only=done_only,
            only=scope_of(rounds, since, until, articles).resolve(opened),
            shaping=shaping_of(labels, no_attributes, clean, segments),
            offset_unit=offset_unit,
            skip_bad=skip_bad,
            progress=progress,
        )
    for unread in exported.unread:
        complain(f"left out: article {unread.article}: {unread.what}")
    parts = [counts.articles(exported.articles), counts.spans(exported.spans)]
    if exported.links:
        parts.append(counts.links(exported.links))
    if exported.links_left_out:
        parts.append(say("{n:,} {n:link|links} to other spans left out", n=exported.links_left_out))
    if exported.unread:
        left = len({unread.article for unread in exported.unread})
        parts.append(
            say(
                "of {n:,} {n:article|articles} something could not be read and is left out",
                n=left,
            )
        )
    tell = complain if out == "-" else print_line
    tell(f"{'standard output' if out == '-' else out}: {joined(parts)}")
    for loss in exported.losses:
        complain(f"not in {out}: {loss.sentence()}")
