"""Work shared among several people: assign, pack and merge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from annotator.annotation.assigning import Unaided
from annotator.cli.arguments import ProjectArgument
from annotator.cli.merge_table import lines_of
from annotator.cli.parsing import Argument, Option
from annotator.cli.projects import opened_at, tell_the_blind
from annotator.cli.scope import RoundOption, scope_of
from annotator.cli.terminal import print_line, showing_progress
from annotator.errors import InputError
from annotator.exchange import (
    check_related,
    describe,
    gold_again,
    look_at_merge,
    merge_in,
    pack_out,
)
from annotator.exchange.scope import given_ids
from annotator.project import Project, shown
from annotator.words import counts, joined, say


def assign_articles(
    project: ProjectArgument,
    *,
    overlap: Annotated[
        float | None,
        Option(
            metavar="PART",
            help="The part of the articles that all do, 0 to 1; 0.2, or none with --each or"
            " --by-all.",
        ),
    ] = None,
    each: Annotated[int, Option(metavar="K", help="How many do each of the other articles.")] = 1,
    by_all: Annotated[
        list[str] | None,
        Option(
            metavar="ID|FILE", help="Articles that all do, as for calibration; may be repeated."
        ),
    ] = None,
    limits: Annotated[
        list[str] | None,
        Option(
            "--limit",
            metavar="N|A=N",
            help="How many articles each, or A, gets at most; may be repeated.",
        ),
    ] = None,
    seed: Annotated[int, Option(metavar="N", help="Of what is left to chance.")] = 0,
    annotators: Annotated[
        list[str] | None,
        Option("--annotator", metavar="A", help="Who takes part; may be repeated."),
    ] = None,
    only_new: Annotated[
        bool, Option("--only-new", help="Leave articles with those who have them.")
    ] = False,
    without_suggestions: Annotated[
        str | None,
        Option(
            metavar="none|shared|all",
            help="Which of them are annotated without suggestions. Else as it is.",
        ),
    ] = None,
    rounds: RoundOption = None,
    by: Annotated[
        str | None, Option(metavar="A", help="Whose change it is, to be undone by them.")
    ] = None,
    dry_run: Annotated[
        bool, Option("--dry-run", help="Say who would get what and change nothing.")
    ] = False,
) -> None:
    """Share articles out: some to all annotators, the rest to one or K, balanced by length."""
    with opened_at(project) as opened:
        if overlap is None:
            overlap = 0.2 if each == 1 and not by_all else 0.0
        shared = opened.share_out(
            annotators,
            overlap=overlap,
            seed=seed,
            only_new=only_new,
            without_suggestions=_unaided(without_suggestions),
            each=each,
            by_all=given_ids(opened, by_all or ()),
            only=scope_of(rounds, None, None, None).resolve(opened),
            limits=_limits(opened, annotators, limits or ()),
        )
        if not dry_run:
            opened.set_assignments(shared.edit.assigned, by, shared.edit.unaided)
    width = max(len("annotator"), *(len(name) for name in shared.articles))
    print_line(f"{'annotator':{width}}  {'articles':>10}  {'characters':>12}")
    for name, number in shared.articles.items():
        print_line(f"{name:{width}}  {number:>10,}  {shared.characters[name]:>12,}")
    everybody = f"{counts.articles(shared.shared)} of {shared.total:,} by all"
    changed = f"{counts.articles(len(shared.edit.assigned))} changed"
    print_line(f"{'would assign' if dry_run else 'assigned'}: {everybody}; {changed}")
    if shared.unaided:
        print_line(f"without suggestions: {counts.articles(shared.unaided)}")
    if shared.short:
        print_line(f"{counts.articles(shared.short)} by fewer than {each}: all are at their limits")
    if shared.new:
        made = "annotators to be added" if dry_run else "annotators added"
        print_line(f"{made}: {', '.join(shared.new)}")


def _unaided(given: str | None) -> Unaided | None:
    """Return which articles are annotated without suggestions; raises InputError."""
    try:
        return None if given is None else Unaided(given)
    except ValueError:
        raise InputError(
            say("--without-suggestions {given}: expected none, shared or all", given=given or "")
        ) from None


def _limits(
    opened: Project, annotators: Sequence[str] | None, given: Sequence[str]
) -> dict[str, int]:
    """Return how many articles somebody gets at most, by name; one for all comes first."""
    found: dict[str, int] = {}
    for one in sorted(given, key=lambda limit: "=" in limit):
        name, _, number = one.rpartition("=")
        if not number.isdecimal():
            raise InputError(
                say("--limit {given}: expected a number, or a name, = and a number", given=one)
            )
        people = [name] if name else annotators or opened.annotators(offered=True)
        found.update(dict.fromkeys(people, int(number)))
    return found


def write_pack(
    project: ProjectArgument,
    out: Annotated[str, Argument(metavar="OUT", help="The pack; ends in .annotator.")],
    *,
    annotator: Annotated[str, Option(metavar="A", help="Whose pack it is.")],
    articles: Annotated[
        list[str] | None,
        Option(
            metavar="ID|FILE",
            help="An article, or a file of ids; may be repeated. Else those assigned to A, or all.",
        ),
    ] = None,
) -> None:
    """Write a project with what one annotator needs, to work on it elsewhere."""
    with opened_at(project) as opened, showing_progress("Packing") as progress:
        packed = pack_out(opened, out, annotator, articles or None, progress=progress)
    parts = [counts.articles(packed.articles), counts.spans(packed.spans)]
    if packed.links:
        parts.append(counts.links(packed.links))
    print_line(f"{out}: pack for {annotator}: {joined(parts)}")


def merge_packs(
    project: ProjectArgument,
    packs: Annotated[
        list[str], Argument(metavar="PACK...", help="Packs, or copies of the project.")
    ],
    *,
    dry_run: Annotated[
        bool,
        Option(
            "--dry-run",
            help="Print what would come in, be changed or in conflict, and change nothing; each"
            " pack as if it were the only one.",
        ),
    ] = False,
    foreign: Annotated[
        bool,
        Option(
            "--foreign",
            help="Also merge another project, which is no pack, copy or backup of this one. Labels"
            " of the same name are one.",
        ),
    ] = False,
) -> None:
    """Bring back what was done in packs; in any order, as often as you like.

    The project is backed up first, and a merge can be taken back: File, Backups; Edit, History.
    """
    with opened_at(project) as opened:
        if not foreign:
            check_related(opened, packs)
        tell_the_blind(opened)
        if dry_run:
            _look_at(opened, packs, foreign=foreign)
            return
        for number, one in enumerate(packs):
            with showing_progress("Merging") as progress:
                merged = merge_in(
                    opened, one, foreign=foreign, back_up=not number, progress=progress
                )
            print_line(f"{shown(one)}: {describe(merged)}")
            if again := gold_again(merged.reopened):
                print_line(again)


def _look_at(opened: Project, packs: Sequence[str], *, foreign: bool) -> None:
    """Print what packs would change, as tables."""
    if len(packs) > 1:
        print_line(
            "each pack is compared with the project as it is now, without what the others bring"
        )
    for one in packs:
        with showing_progress("Looking") as progress:
            preview = look_at_merge(opened, one, foreign=foreign, progress=progress)
        for line in lines_of(shown(one), preview):
            print_line(line)
