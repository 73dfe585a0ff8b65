"""A data set to be published: release, and its check."""

from __future__ import annotations

from typing import Annotated

from annotator.cli.arguments import (
    CleanOption,
    LabelsOption,
    NoAttributesOption,
    ReplicatesOption,
    SegmentsOption,
    shaping_of,
)
from annotator.cli.parsing import Argument, Exit, Option
from annotator.cli.projects import opened_at
from annotator.cli.scope import (
    ArticlesOption,
    RoundOption,
    SinceOption,
    UntilOption,
    scope_of,
)
from annotator.cli.terminal import WRONG, complain, print_line, showing_progress
from annotator.errors import InputError
from annotator.words import counts, joined, say


def release_work(
    project: Annotated[
        str | None, Argument(metavar="PROJECT", help="The project to release.")
    ] = None,
    folder: Annotated[
        str | None, Argument(metavar="FOLDER", help="A new folder for the release.")
    ] = None,
    *,
    verify: Annotated[
        str | None,
        Option(metavar="FOLDER", help="Check a release instead; exit 1 if anything is wrong."),
    ] = None,
    seed: Annotated[int, Option(metavar="N", help="Of the split and the resampling.")] = 0,
    shares: Annotated[
        str, Option(metavar="A,B,C", help="Of train, validation and test.")
    ] = "80,10,10",
    annotators: Annotated[
        list[str] | None,
        Option(
            "--annotator",
            metavar="A",
            help="Only this one's work; may be repeated. Else gold, if there is any, or all.",
        ),
    ] = None,
    everybody: Annotated[
        bool, Option("--everybody", help="Every annotator's work, even if there is gold.")
    ] = False,
    done_only: Annotated[
        bool, Option("--done-only/--unfinished-too", help="Only work that is marked done.")
    ] = True,
    rounds: RoundOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    articles: ArticlesOption = None,
    labels: LabelsOption = None,
    no_attributes: NoAttributesOption = False,
    clean: CleanOption = None,
    segments: SegmentsOption = "",
    formats: Annotated[
        list[str] | None,
        Option("--format", metavar="F", help="This one, too, beside JSONL; may be repeated."),
    ] = None,
    blind: Annotated[
        bool, Option("--blind", help="Call annotators A, B, C, and leave their notes out.")
    ] = False,
    name: Annotated[
        str | None, Option(metavar="NAME", help="Of the data set, for its card.")
    ] = None,
    license_name: Annotated[
        str, Option("--license", metavar="ID", help="Of the data set, as cc-by-4.0.")
    ] = "",
    rights: Annotated[str, Option(metavar="TEXT", help="In the articles, for the card.")] = "",
    consent: Annotated[
        str, Option(metavar="TEXT", help="Of annotators and of who is written about.")
    ] = "",
    contact: Annotated[str, Option(metavar="TEXT", help="For questions.")] = "",
    known_limits: Annotated[str, Option(metavar="TEXT", help="What is missing or skewed.")] = "",
    replicates: ReplicatesOption = 1000,
) -> None:
    """Release the finished work: train, validation and test, with a card and check sums."""
    from annotator.exchange.release.options import NAME, ReleaseOptions, parse_shares

    if verify is not None:
        if project is not None:
            raise InputError(say("release --verify {verify}: expected nothing else", verify=verify))
        _verify(verify)
        return
    if project is None or folder is None:
        raise InputError(say("release: expected PROJECT and FOLDER, or --verify FOLDER"))
    from annotator.exchange.release.releasing import release

    options = ReleaseOptions(
        seed=seed,
        shares=parse_shares(shares),
        annotators=tuple(annotators) if annotators else None,
        everybody=everybody,
        done_only=done_only,
        shaping=shaping_of(labels, no_attributes, clean, segments),
        formats=tuple(formats or ()),
        blind=blind,
        name=NAME if name is None else name,
        license=license_name,
        about={"rights": rights, "consent": consent, "contact": contact, "limits": known_limits},
        replicates=replicates,
        scope=scope_of(rounds, since, until, articles),
    )
    with opened_at(project) as opened, showing_progress("Releasing") as progress:
        released = release(opened, folder, options, progress=progress)
    print_line(f"{folder}: {released.work_why}")
    for part, held in released.splits.items():
        parts = (
            counts.articles(held.articles),
            counts.records(held.records),
            counts.spans(held.spans),
        )
        print_line(f"{part:12}{joined(parts)}")
    for reason, number in released.left_out.items():
        complain(f"left out: {counts.articles(number)}: {reason}")
    for loss in released.losses:
        where = " ".join(filter(None, (loss.format, loss.split))) or "release"
        told = ", ".join(f"{label} {number:,}" for label, number in loss.labels.items())
        by = f" ({told})" if told else ""
        complain(f"not in {where}: {loss.number:,} × {loss.what}: {loss.done}{by}")


def _verify(folder: str) -> None:
    from annotator.exchange.release.verifying import verify

    with showing_progress("Checking") as progress:
        problems = verify(folder, progress=progress)
    for problem in problems:
        print_line(problem)
    if problems:
        raise Exit(WRONG)
    print_line(f"ok: {folder}")
