"""Saving what can be read of a damaged project."""

from __future__ import annotations

from typing import Annotated

from annotator.cli.parsing import Argument, Exit
from annotator.cli.terminal import WRONG, print_line, showing_progress
from annotator.exchange import check_location
from annotator.exchange.backups import is_kept_log, put_together
from annotator.words import counts, joined


def recover_project(
    file: Annotated[
        str,
        Argument(metavar="FILE", help="The damaged file, or a log that was kept; it is only read."),
    ],
    out: Annotated[str, Argument(metavar="OUT", help="The new project.")],
) -> None:
    """Save all that can be read of a damaged project; exit 1 if something could not be.

    Of a log that was kept and the backup that it continues, everything is put together.
    """
    if is_kept_log(file):
        facts = put_together(file, out)
        held = joined([counts.articles(facts.articles), counts.spans(facts.spans)])
        print_line(f"{out}: {held}, with everything up to the end of the log")
        return
    from annotator.project.recovery import recover

    check_location(out)
    with showing_progress("Reading") as progress:
        recovered = recover(file, out, progress)
    for mended in recovered.mended:
        print_line(f"put right: {_place(mended.article)}: {mended.what}")
    for loss in recovered.losses:
        print_line(f"lost: {_place(loss.article)}: {loss.what}")
    saved = (
        counts.articles(recovered.articles),
        counts.spans(recovered.spans),
        counts.links(recovered.links),
        counts.changes(recovered.changes),
    )
    print_line(f"{out}: {joined(saved)} saved")
    if not recovered.losses:
        print_line("everything was saved")
        return
    things = "thing" if len(recovered.losses) == 1 else "things"
    articles = len({loss.article for loss in recovered.losses} - {""})
    print_line(
        f"{len(recovered.losses):,} {things} could not be saved, in"
        f" {counts.articles(articles)}; merging a backup or a pack into {out} brings back what"
        " they have of it"
    )
    raise Exit(WRONG)


def _place(article: str) -> str:
    return f"article {article}" if article else "project"
