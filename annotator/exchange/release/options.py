"""What a release may be asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from annotator.errors import InputError, ProjectError
from annotator.exchange.exports.export_options import Shaping
from annotator.exchange.release.manifest import SPLITS
from annotator.exchange.scope import Scope
from annotator.project import Project
from annotator.words import Message, say

NAME = "News articles with labelled spans"

ABOUT = ("rights", "consent", "contact", "limits")
"""Fields of the card: where the articles' rights lie, what those who annotated and those who are
written about have agreed to, whom to ask, what is known to be missing or skewed."""

_LICENSE = re.compile(r"[a-z0-9][a-z0-9.+-]*")


class ReleaseOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is released, and how.

    Attributes:
        seed: of the split, of the resampling and of the letters of ``blind``.
        shares: of train, validation and test; they need not add up to 1. A split with the
            share 0 is not made.
        annotators: whose work; None: gold where something is settled, else everybody's.
        everybody: with no ``annotators``: everybody's work, even where gold is settled.
        done_only: leave out work that is not done.
        shaping: labels, attributes, clean text, segments.
        formats: names of formats to be written beside native JSONL, each into a folder of its own.
        blind: annotators are called A, B, C, as in the agreement report, and notes are left out.
        name: of the data set.
        license: as its card names it, an identifier such as cc-by-4.0; "" for none.
        replicates: of the agreement report's resampling.
        about: what only the lead knows, for the card: under each of ``ABOUT`` a text.
        scope: which articles.

    """

    seed: int = 0
    shares: Mapping[str, float] = msgspec.field(default_factory=lambda: parse_shares("80,10,10"))
    annotators: tuple[str, ...] | None = None
    everybody: bool = False
    done_only: bool = True
    shaping: Shaping = Shaping()
    formats: tuple[str, ...] = ()
    blind: bool = False
    name: str = NAME
    license: str = ""
    replicates: int = 1000
    about: Mapping[str, str] = {}
    scope: Scope = Scope()

    def check(self) -> None:
        """Check what does not depend on the project.

        Raises:
            InputError: a number, the name or the licence is not what it must be.

        """
        for what, number in (("seed", self.seed), ("replicates", self.replicates)):
            if number < 0:
                raise InputError(
                    say("{what} {number}: expected a number from 0 on", what=what, number=number)
                )
        if not self.name.strip() or not self.name.isprintable():
            raise InputError(say("the name of the data set is empty or has more than one line"))
        if self.license and not _LICENSE.fullmatch(self.license):
            raise InputError(
                say("licence {license}: expected an identifier, as cc-by-4.0", license=self.license)
            )


def parse_shares(given: str) -> dict[str, float]:
    """Return the shares of the splits out of ``80,10,10``.

    Raises:
        InputError: these are not three numbers of 0 or more, one above 0.

    """
    try:
        numbers = [float(one) for one in given.split(",")]
    except ValueError:
        numbers = []
    fits = len(numbers) == len(SPLITS) and all(0 <= one < float("inf") for one in numbers)
    if not fits or not sum(numbers):
        raise InputError(say("shares {given}: expected three numbers, as 80,10,10", given=given))
    return dict(zip(SPLITS, numbers, strict=True))


def choose_work(project: Project, options: ReleaseOptions) -> tuple[frozenset[str], str, Message]:
    """Return whose work is released, what to call that, and why it is theirs.

    Raises:
        ProjectError: there is no such annotator.

    """
    known = project.annotators(gold=True)
    if options.annotators is not None:
        for name in options.annotators:
            if name not in known:
                there = tuple(known) or say("nobody yet")
                raise ProjectError(
                    say("there is no annotator {name}; there are: {known}", name=name, known=there)
                )
        return frozenset(options.annotators), "named", say("the annotators that were asked for")
    settled = [
        name
        for name, counts in project.statistics().gold.items()
        if counts["done"] or not options.done_only
    ]
    if settled and not options.everybody:
        return frozenset(settled), "gold", say("what was settled, because there is gold")
    people = frozenset(project.annotators())
    if options.everybody:
        return people, "everybody", say("the work of every annotator, as was asked for")
    return people, "everybody", say("the work of every annotator, because nothing is settled")
