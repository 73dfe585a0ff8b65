"""Which articles a command is about: options that agreement, stats, export and release share."""

from __future__ import annotations

from typing import Annotated

from annotator.cli.parsing import Option
from annotator.exchange.scope import Scope

RoundOption = Annotated[
    list[str] | None,
    Option("--round", metavar="R", help="Only articles of this round; may be repeated."),
]
SinceOption = Annotated[
    str | None,
    Option(metavar="DAY", help="Only articles on which somebody worked on or after it."),
]
UntilOption = Annotated[
    str | None,
    Option(metavar="DAY", help="Only articles on which nobody worked after it (days in UTC)."),
]
ArticlesOption = Annotated[
    list[str] | None,
    Option(
        "--articles", metavar="FILE|ID", help="Only these: a file of ids, or one; may be repeated."
    ),
]


def scope_of(
    rounds: list[str] | None,
    since: str | None,
    until: str | None,
    articles: list[str] | None,
) -> Scope:
    """Return what these options say of the articles that are taken."""
    return Scope(
        rounds=tuple(rounds or ()),
        since=since or "",
        until=until or "",
        articles=tuple(articles) if articles else None,
    )
