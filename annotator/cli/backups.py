"""A way back: backup and restore."""

from __future__ import annotations

from typing import Annotated

from annotator.cli.arguments import ProjectArgument
from annotator.cli.parsing import Argument, Option
from annotator.cli.terminal import complain, print_line
from annotator.errors import InputError
from annotator.exchange.backups import LATEST, SINCE, backups_at, bring_back, copy_of
from annotator.project import Backup, Facts
from annotator.words import counts, say


def back_up_project(
    project: ProjectArgument,
    out: Annotated[
        str | None,
        Argument(metavar="OUT", help="A new file, or a folder. Else the folder of backups."),
    ] = None,
    *,
    show: Annotated[
        bool, Option("--list", help="List the backups that there are, newest first.")
    ] = False,
) -> None:
    """Write a verified copy of a project, also while it is open."""
    if show:
        if out is not None:
            raise InputError(
                say("--list writes nothing; expected no OUT with it, not {out}", out=out)
            )
        for backup in backups_at(project):
            print_line(_line(backup))
        return
    copy, facts = copy_of(project, out)
    print_line(f"{copy}: backup of {_counts(facts)}, verified")


def restore_project(
    project: ProjectArgument,
    backup: Annotated[
        str,
        Argument(metavar="BACKUP", help=f"A copy, a kept log, a name in the list, or “{LATEST}”."),
    ],
) -> None:
    """Bring a project back to a backup; the state before is kept as a backup of its own."""
    restored = bring_back(project, backup)
    print_line(f"{project}: restored, with {_counts(restored.facts)}")
    if restored.was_damaged:
        complain(f"the damaged project is kept as it was: {restored.before}")
    elif restored.before is not None:
        print_line(f"what it was before: {restored.before}")


def _line(backup: Backup) -> str:
    facts = "cannot be read" if backup.facts is None else _counts(backup.facts)
    if backup.why == SINCE:
        facts = "everything saved until then"
    at = f"{backup.at.astimezone():%Y-%m-%d %H:%M}"
    return f"{at}  {backup.why or '-':9}  {_size(backup.bytes):>8}  {facts}  {backup.path}"


def _counts(facts: Facts) -> str:
    return f"{counts.articles(facts.articles)}, {counts.spans(facts.spans)}"


def _size(number: int) -> str:
    for unit in ("B", "kB", "MB"):
        if number < 1_000:
            return f"{number:.0f} {unit}"
        number = number // 1_000
    return f"{number:,} GB"
