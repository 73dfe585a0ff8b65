"""Suggestions as they come in with records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from sqlalchemy import Connection

from annotator.annotation.answering import suggestion_id
from annotator.annotation.records import (
    Annotated,
    Suggestion,
)
from annotator.annotation.suggestion_checks import check_suggestion
from annotator.project.records.kinds.table import SUGGESTIONS
from annotator.project.records.suggesting import places_in
from annotator.project.storage.rows import (
    Names,
)


def _suggested(records: Iterable[Annotated]) -> Iterator[Suggestion]:
    """Yield the suggestions of records, with ids and articles, checked, with labels' names.

    Raises:
        OffsetError: one does not cover what it says.
        RuleError: a score is not from 0 to 1.

    """
    for record in records:
        for one in record.suggestions:
            check_suggestion(one, record.article.text)
            one = msgspec.structs.replace(one, article=record.article.id)
            yield msgspec.structs.replace(one, id=suggestion_id(one))


def add_suggestions(
    connection: Connection,
    names: Names,
    records: Sequence[Annotated],
    import_key: int,
) -> int:
    """Insert the suggestions of records that are not there yet; return how many.

    One is there, too, where another program has proposed the same label at the same place.
    """
    wanted = {one.id: one for one in _suggested(records)}
    there = SUGGESTIONS.known(connection, names, wanted.keys())
    ids = {label.name: label.id for label in names.labels.values()}
    new = [
        msgspec.structs.replace(one, label=ids[one.label])
        for one in wanted.values()
        if one.id not in there
    ]
    places = places_in(connection, names, {one.article for one in new})
    new = [one for one in new if one.place not in places]
    SUGGESTIONS.insert(connection, names, new, import_key)
    return len(new)
