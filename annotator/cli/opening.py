"""The desktop from the command line: open."""

from __future__ import annotations

from typing import Annotated

import click

from annotator.cli.arguments import ProjectArgument
from annotator.cli.parsing import Exit, Option


def open_project(
    project: ProjectArgument,
    annotator: Annotated[str | None, Option(metavar="A", help="Who annotates.")] = None,
    article: Annotated[str | None, Option(metavar="ID", help="The article to show.")] = None,
    screenshot: Annotated[
        str | None, Option(metavar="FILE", help="Save the window as PNG and exit.")
    ] = None,
) -> None:
    """Open the desktop app on a project."""
    desktop = click.get_current_context().obj
    raise Exit(desktop.open(project, annotator, article, screenshot))
