"""Saving what can be read of a damaged project."""

from __future__ import annotations

from typing import Annotated

import typer

from annotator.cli.terminal import WRONG, say, showing_progress
from annotator.exchange import check_location, count
from annotator.exchange.backups import is_kept_log, put_together


def recover_project(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="The damaged file, or a log that was kept; it is only read."
        ),
    ],
    out: Annotated[str, typer.Argument(metavar="OUT", help="The new project.")],
) -> None:
    """Save all that can be read of a damaged project; exit 1 if something could not be.

    Of a log that was kept and the backup that it continues, everything is put together.
    """
    if is_kept_log(file):
        facts = put_together(file, out)
        held = f"{count(facts.articles, 'article')}, {count(facts.spans, 'span')}"
        say(f"{out}: {held}, with everything up to the end of the log")
        return
    from annotator.project.recovery import recover

    check_location(out)
    with showing_progress("Reading") as progress:
        recovered = recover(file, out, progress)
    for mended in recovered.mended:
        say(f"put right: {_place(mended.article)}: {mended.what}")
    for loss in recovered.losses:
        say(f"lost: {_place(loss.article)}: {loss.what}")
    saved = (
        count(recovered.articles, "article"),
        count(recovered.spans, "span"),
        count(recovered.links, "link"),
        count(recovered.changes, "change"),
    )
    say(f"{out}: {', '.join(saved)} saved")
    if not recovered.losses:
        say("everything was saved")
        return
    articles = len({loss.article for loss in recovered.losses} - {""})
    say(
        f"{count(len(recovered.losses), 'thing')} could not be saved, in"
        f" {count(articles, 'article')}; merging a backup or a pack into {out} brings back what"
        " they have of it"
    )
    raise typer.Exit(WRONG)


def _place(article: str) -> str:
    return f"article {article}" if article else "project"
