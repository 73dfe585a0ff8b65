"""Taking something out for good: erase."""

from __future__ import annotations

import sys
from typing import Annotated

from annotator.cli.arguments import ProjectArgument
from annotator.cli.parsing import Exit, Option
from annotator.cli.terminal import REFUSED, complain, print_line
from annotator.errors import InputError, NotSavedError
from annotator.exchange.erasing import erase, kept_of, remove_kept
from annotator.project import is_url
from annotator.words import counts, say


def erase_for_good(
    project: ProjectArgument,
    *,
    article: Annotated[
        str | None, Option(metavar="ID", help="An article, with all work on it.")
    ] = None,
    annotator: Annotated[
        str | None, Option(metavar="A", help="A person's name; their work stays.")
    ] = None,
    became: Annotated[
        str, Option("--as", metavar="NAME", help="What stands in place of the name.")
    ] = "",
    backups: Annotated[
        bool,
        Option("--backups", help="Remove all backups and kept logs of the project, too."),
    ] = False,
    keep_backups: Annotated[
        bool, Option("--keep-backups", help="Keep them; without either it is asked.")
    ] = False,
    yes: Annotated[bool, Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take an article, or a person's name, out for good: there is no undo."""
    if (article is None) == (annotator is None):
        raise InputError(say("erase: expected --article ID or --annotator A"))
    asks = sys.stdin is not None and sys.stdin.isatty() and not yes
    what = f"article {article}" if article is not None else f"the name {annotator}"
    if asks and not _agrees(f"Erase {what} for good? There is no undo."):
        raise Exit(REFUSED)
    erased = erase(project, article=article, annotator=annotator, became=became)
    if article is not None:
        print_line(f"erased for good: {what}, {counts.spans(erased.spans)}, and its history")
    else:
        print_line(f"erased for good: {what}; {erased.name} stands in its place")
        if erased.mentions:
            complain(
                f"it still stands in {erased.mentions:,} texts that people wrote, or articles:"
                " notes, reasons, guidelines, titles"
            )
    if is_url(project):
        complain(
            "the server keeps old rows in its files until it cleans them (VACUUM FULL), and in its"
            " log and backups: that is for whoever runs it"
        )
        return
    kept = kept_of(project)
    if not kept.files:
        return
    if not (backups or keep_backups):
        backups = asks and _agrees(
            f"Remove {kept.files:,} backups and kept logs, which still have it?"
        )
    if not backups:
        places = ", ".join(map(str, kept.folders))
        complain(f"backups and kept logs still have it ({places}); --backups removes them")
        return
    try:
        remove_kept(kept)
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotSavedError(say("backups cannot be removed ({why})", why=reason)) from error
    print_line(f"removed: {kept.files:,} backups and kept logs")


def _agrees(question: str) -> bool:
    complain(f"{question} [y/N]")
    return sys.stdin.readline().strip().casefold() in ("y", "yes")
