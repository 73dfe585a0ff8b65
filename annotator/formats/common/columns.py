"""What the columns of a table, or the keys of a JSON object, hold, told by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from annotator.annotation.records import Annotated, shorten
from annotator.errors import InputError
from annotator.formats.common.base import ReadOptions
from annotator.formats.common.drafts import Draft
from annotator.words import say

ROLES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "article", "articlebody", "articletext", "fulltext", "maintext",
        "bodytext", "contenttext", "story", "document", "rawtext", "cleantext",
    ),
    "id": ("id", "articleid", "docid", "documentid", "uuid", "guid", "uid", "identifier", "key"),
    "title": ("title", "headline", "heading", "name", "subject"),
    "date": (
        "date", "published", "publishedat", "publicationdate", "pubdate", "datepublished",
        "datepublish", "publishdate", "publisheddate", "publishedtime", "timestamp", "datetime",
        "createdat", "time",
    ),
    "source": (
        "url", "link", "permalink", "articleurl", "sourceurl", "href", "uri", "source",
    ),
}  # fmt: skip
"""What a column can hold, and the names that say so, the surest first."""

_NO_LETTERS = re.compile(r"[\W_]+")
# Every list counts its rows from nought or one: such ids name no article outside it.
_COUNT = re.compile(r"\d{1,9}")


def guess_columns(names: Iterable[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return which of ``names`` holds what, by the keys of ``ROLES``.

    Args:
        names: of the columns as the file has them.
        chosen: what the user says; it is not guessed.

    Raises:
        InputError: a column that was chosen is not there, or none holds the text.

    """
    there = list(names)
    found: dict[str, str] = {}
    for role, name in chosen.items():
        if name not in there:
            listed = tuple(say("“{name}”", name=shorten(one)) for one in there[:20]) or say("none")
            raise InputError(
                say(
                    "there is no column “{name}” for the {role}; the columns are: {known}",
                    name=shorten(name),
                    role=role,
                    known=listed,
                )
            )
        found[role] = name
    plain: dict[str, str] = {}
    for name in there:
        plain.setdefault(_NO_LETTERS.sub("", name).casefold(), name)
    for role, known in ROLES.items():
        if role in found:
            continue
        for one in known:
            guessed = plain.get(one)
            if guessed is not None and guessed not in found.values():
                found[role] = guessed
                break
    if "text" not in found:
        listed = tuple(say("“{name}”", name=shorten(one)) for one in there[:20]) or say("none")
        raise InputError(
            say(
                "no column holds the text (as “text” or “body” would); the columns are:"
                " {known}; choose one with --column text=NAME",
                known=listed,
            )
        )
    return found


def article_of(row: Mapping[str, Any], roles: Mapping[str, str], options: ReadOptions) -> Annotated:
    """Return the article of a row.

    Args:
        row: JSON values by the names of columns.
        roles: as ``guess_columns`` returns it.
        options: as the file is read.

    Raises:
        InputError: the text is missing, or something cannot be stored.

    """
    text = row.get(roles["text"])
    if text is None or (isinstance(text, str) and not text.strip()):
        raise InputError(
            say("“{text}” is empty; expected the text of an article", text=shorten(roles["text"]))
        )
    if not isinstance(text, str):
        raise InputError(
            say("“{text}”: expected text, found another value", text=shorten(roles["text"]))
        )
    said: dict[str, str] = {}
    meta: dict[str, Any] = {}
    for name, value in row.items():
        role = next((role for role, column in roles.items() if column == name), None)
        if role == "text":
            continue
        if role is None or not isinstance(value, str | int) or isinstance(value, bool):
            if value is not None and value != "":
                meta[name] = value
            continue
        said[role] = str(value).strip()
        if role == "id" and "id" not in options.columns and _COUNT.fullmatch(said[role]):
            meta[name] = value
            said[role] = ""
    options.look_for_spans(meta, text)
    draft = Draft(text, options, article_id=said.get("id") or None)
    return draft.record(
        title=said.get("title") or None,
        source=said.get("source") or None,
        date=said.get("date", ""),
        meta=meta,
    )
