"""Which articles a report, an export or a release is about: by round, by date, by list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from annotator.errors import InputError
from annotator.inputs import is_there, read_input
from annotator.paths import fault_in, usable
from annotator.project import Project
from annotator.text import find_unstorable
from annotator.words import Message, joined, say

_LINE_BREAK = re.compile("\r\n|\r|\n")  # and no other: an id may have U+2028
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z")


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What articles must be to be taken; all of what is said holds of each.

    Attributes:
        rounds: names of rounds, of one of which it is.
        since, until: days in UTC (2026-12-01) or moments (2026-12-01T09:30Z) between which
            anybody worked on it last; both ends count.
        articles: ids, and files with an id on each line; None: all.

    """

    rounds: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    articles: tuple[str, ...] | None = None

    @property
    def is_all(self) -> bool:
        """Whether it leaves nothing out."""
        return not (self.rounds or self.since or self.until or self.articles is not None)

    def resolve(self, project: Project) -> frozenset[str] | None:
        """Return the ids of the articles that are meant; None for all.

        Raises:
            InputError: a day, round or article is none, or a list cannot be read.

        """
        if self.is_all:
            return None
        found: frozenset[str] | None = None
        if self.articles is not None:
            wanted = given_ids(project, self.articles)
            there = {one for one in wanted if project.has_article(one)}
            for one in wanted:
                if one not in there:
                    raise InputError(say("there is no article {name}", name=one))
            found = frozenset(there)
        if self.rounds:
            known = project.rounds()
            for name in self.rounds:
                if name not in known:
                    there_are = tuple(known) or say("none yet")
                    raise InputError(
                        say(
                            "there is no round {name}; there are: {known}",
                            name=name,
                            known=there_are,
                        )
                    )
            of_rounds = frozenset(one for name in self.rounds for one in known[name].articles)
            found = of_rounds if found is None else found & of_rounds
        if self.since or self.until:
            since = _moment("--since", self.since, end=False) if self.since else ""
            until = _moment("--until", self.until, end=True) if self.until else ""
            worked = frozenset(
                article
                for article, at in project.last_worked().items()
                if since <= at and (not until or at <= until)
            )
            found = worked if found is None else found & worked
        return found

    def said(self) -> Message | None:
        """Return in words how articles are chosen; None for all."""
        parts = []
        if self.rounds:
            parts.append(say("round {names}", names=self.rounds))
        if self.since:
            parts.append(say("worked on since {day}", day=self.since))
        if self.until:
            parts.append(say("worked on until {day}", day=self.until))
        if self.articles is not None:
            parts.append(say("articles of a list"))
        return joined(parts) if parts else None


def _moment(option: str, given: str, *, end: bool) -> str:
    """Return a day or a moment as it compares with what is stored."""
    if _MOMENT.fullmatch(given):
        return given[:-1]
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise InputError(
            say("{what} {given}: expected a day, as 2026-12-01", what=option, given=given)
        ) from None
    return f"{day.isoformat()}T~" if end else day.isoformat()


def given_ids(project: Project, given: Sequence[str]) -> list[str]:
    """Return article ids, those in files among them, each once.

    Raises:
        InputError: a file of them cannot be read.

    """
    ids: list[str] = []
    for one in given:
        if _is_id(project, one):
            ids.append(one)
            continue
        try:
            lines = _LINE_BREAK.split(read_input(usable(one, InputError), one).decode("utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                say("no list of article ids can be read ({why})", why=str(error)), file=one
            ) from error
        ids += [line.strip() for line in lines if line.strip()]
    return list(dict.fromkeys(ids))


def _is_id(project: Project, given: str) -> bool:
    """Tell whether an article is meant, and not a file of ids; one that is neither is an id."""
    if find_unstorable(given) is not None:
        return False
    return project.has_article(given) or (not fault_in(given) and not is_there(given))
