"""The command line: parse, call, print. It imports no Qt; opening the desktop is handed in.

A command's module is imported when that command is given: help and mistakes need none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple

import click

from annotator import __version__
from annotator.cli.parsing import Exit, command
from annotator.cli.terminal import OK, REFUSED, WRONG
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


COMMANDS = {
    "open": ("opening.open_project", "Open the desktop app on a project."),
    "new": ("upkeep.make_project", "Make a new, empty project."),
    "import": ("articles.import_articles", "Import files and folders."),
    "export": ("articles.export_articles", "Export a project into a file."),
    "agreement": ("agreement.report_agreement", "Report how far annotators agree."),
    "release": ("release.release_work", "Release the finished work as a data set."),
    "suggest": ("suggestions.suggest", "Suggest spans, learned from finished articles."),
    "check": ("upkeep.check_project", "Check the database, every text and every fragment."),
    "recover": ("recovery.recover_project", "Save all that can be read of a damaged project."),
    "stats": ("upkeep.show_statistics", "Count articles, spans, labels, and what is done."),
    "assign": ("together.assign_articles", "Share articles out among annotators."),
    "people": ("leading.people.set_up_people", "List, rename, unite and retire annotators."),
    "article": ("leading.people.set_up_articles", "Archive articles, or describe one anew."),
    "round": ("leading.rounds.set_up_rounds", "Make named batches of articles, or list them."),
    "erase": ("leading.erasing.erase_for_good", "Take an article or a name out for good: no undo."),
    "pack": ("together.write_pack", "Write what one annotator needs, to work elsewhere."),
    "merge": ("together.merge_packs", "Bring back what was done in packs."),
    "backup": ("backups.back_up_project", "Write a verified copy of a project."),
    "restore": ("backups.restore_project", "Bring a project back to a backup."),
}
"""Each command: the module and function here that carry it out, and what it does in one line."""


EXAMPLES = {
    "open": "annotator open news.annotator --annotator ana",
    "new": "annotator new news.annotator --labels labels.json",
    "import": "annotator import news.annotator articles table.csv --dry-run",
    "export": "annotator export news.annotator work.jsonl --done-only",
    "agreement": "annotator agreement news.annotator --html report.html",
    "release": "annotator release news.annotator data --seed 0",
    "suggest": "annotator suggest news.annotator --json suggestions.jsonl",
    "check": "annotator check news.annotator",
    "recover": "annotator recover damaged.annotator saved.annotator",
    "stats": "annotator stats news.annotator --json",
    "assign": "annotator assign news.annotator --overlap 0.2 --annotator ana --annotator ben",
    "people": "annotator people news.annotator --rename ben=Ben",
    "article": 'annotator article news.annotator a17 --title "Ferry fares rise"',
    "round": "annotator round news.annotator pilot --articles pilot.txt --date 2026-12-01",
    "erase": "annotator erase news.annotator --article a17 --keep-backups",
    "pack": "annotator pack news.annotator for-ana.annotator --annotator ana",
    "merge": "annotator merge news.annotator for-ana.annotator --dry-run",
    "backup": "annotator backup news.annotator --list",
    "restore": "annotator restore news.annotator latest",
}
"""A line to begin with, of each command."""


class _Commands(click.Group):
    """All commands, each imported when it is given."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of the help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None where there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name][0].rpartition(".")
        function_of = getattr(import_module(f"{__name__}.{module}"), function)
        example = EXAMPLES.get(cmd_name)
        end = _as_it_stands("Example:", example) if example is not None else None
        return command(cmd_name, function_of, end)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is given and what stands behind it.

        Raises:
            NoSuchCommand: there is none; it names those that are nearly called so.

        """
        if not args[0].startswith("-") and args[0] not in COMMANDS:
            raise click.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does, in one line."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _as_it_stands(*lines: str) -> str:
    """Return lines that the help does not break, each further in than the first."""
    return "\b\n" + "\n  ".join(lines)


app = _Commands(
    "annotator",
    help="Label spans in news text. Without a command, open the desktop app.",
    epilog="annotator [PROJECT] opens the app: on PROJECT, else the last one, else the sample.\n\n"
    + _as_it_stands(
        "Example:",
        *(EXAMPLES[name] for name in ("new", "import", "open", "export")),
    ),
    no_args_is_help=True,
)
click.version_option(__version__, message="annotator %(version)s", help="Show the version.")(app)


def run(arguments: Sequence[str], open_desktop: OpenDesktop, paint_pdf: PaintPdf = _no_pdf) -> int:
    """Carry out a command line and return its exit code.

    Raises:
        AnnotatorError: the user's situation, in one sentence.

    """
    desktop = Desktop(open_desktop, paint_pdf)
    try:
        with app.make_context("annotator", list(arguments), obj=desktop) as context:
            app.invoke(context)
    except Exit as end:
        return end.exit_code
    except click.ClickException as mistake:
        mistake.show()
        return mistake.exit_code
    return OK


__all__ = ["COMMANDS", "OK", "REFUSED", "WRONG", "run"]
