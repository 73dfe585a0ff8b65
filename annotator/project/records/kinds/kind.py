"""What there is to know of one kind of record; ``table`` has all kinds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, delete, select, update

from annotator.annotation.changes import Delta, Step, identify
from annotator.project.storage.rows import Names, chunks
from annotator.words import Message, say

R = TypeVar("R")

ANNOTATORS, ARTICLES, LABELS, SPANS, SUGGESTIONS = (
    "annotators",
    "articles",
    "labels",
    "spans",
    "suggestions",
)
"""What a record may need: somebody, an article, or a record of another kind by its field."""


class Need(NamedTuple):
    """What a record cannot be without: by name an annotator, by id an article or another record."""

    what: str
    name: str


Titled = Callable[[str], str]
"""Returns the title of an article (id) as it stands in a sentence."""

CHANGED_SINCE = say("what it touched has been changed since")


class Kind(ABC, Generic[R]):
    """One kind of record: how it is read, written, checked, whose it is and where.

    Records are told apart by ``annotator.annotation.changes.identify``. Everything is called
    inside a transaction, what writes inside a write transaction.

    Attributes:
        field: of ``Delta``, and of what is stored of a change.
        record: its class.
        table: where it is stored.
        version: what ``versions`` calls it; "" where merging has no need to.
        needs_records: the fields of the kinds that a record of this kind refers to.
        is_work: whether it tells what somebody did in an article.
        is_own_work: whether nobody but its annotator takes back what becomes of it.
        is_named_alike: whether two who have never met give a record of theirs the same identity.
        is_replaced: whether a changed record is removed and inserted anew.
        goes_last: whether it is removed when what needed it has been written.

    """

    field: str
    record: type[R]
    table: Table
    version: str = ""
    needs_records: tuple[str, ...] = ()
    is_work: bool = True
    is_own_work: bool = False
    is_named_alike: bool = False
    is_replaced: bool = False
    goes_last: bool = False

    def steps(self, delta: Delta) -> tuple[Step[R], ...]:
        """Return what a delta does to records of this kind."""
        found: tuple[Step[R], ...] = getattr(delta, self.field)
        return found

    # -- reading ---------------------------------------------------------------------------------

    @property
    def whose(self) -> tuple[ColumnElement[Any], ...]:
        """The columns of the table that say which annotator (key) a row is of."""
        return tuple(self.table.c[name] for name in ("annotator", "by") if name in self.table.c)

    @abstractmethod
    def read(self, connection: Connection, names: Names, wanted: Collection[R]) -> dict[str, R]:
        """Return those of some records that are there, as they are now, by identity."""

    def everything(self, connection: Connection, names: Names) -> dict[str, R]:
        """Return all records, by identity; of a kind that merging joins."""
        raise NotImplementedError

    def known(self, connection: Connection, names: Names, ids: Set[str]) -> Set[str]:
        """Return which of some ids there are, of a kind that others need."""
        del names
        found: set[str] = set()
        for some in chunks(ids):
            here = select(self.table.c.id).where(self.table.c.id.in_(some))
            found.update(connection.scalars(here))
        return found

    def needing(
        self, connection: Connection, names: Names, what: str, ids: Collection[str]
    ) -> Iterable[R]:
        """Return the records that need any of some records (ids) of the kind ``what``."""
        raise NotImplementedError  # of kinds that need none

    def in_pack(self, target: Connection, annotator: str) -> Collection[str]:
        """Return the identities of records that are in a pack, or may come to be in it."""
        del annotator
        return set(target.scalars(select(self.table.c.id)))

    # -- writing ---------------------------------------------------------------------------------

    @abstractmethod
    def insert(
        self,
        connection: Connection,
        names: Names,
        records: Sequence[R],
        import_key: int | None = None,
    ) -> None:
        """Insert records that are not there.

        Args:
            connection: inside a write transaction.
            names: labels and annotators.
            records: some; what they need is there.
            import_key: of the import that brings them in.

        """

    def update(self, connection: Connection, names: Names, steps: Sequence[Step[R]]) -> None:
        """Change records; of a kind that is replaced it is never asked."""
        raise NotImplementedError

    def remove(self, connection: Connection, names: Names, records: Sequence[R]) -> None:
        """Remove records that are there."""
        del names
        for some in chunks(identify(one) for one in records):
            connection.execute(delete(self.table).where(self.table.c.id.in_(some)))

    # -- what a record says ----------------------------------------------------------------------

    def needs(self, record: R) -> Iterable[Need]:
        """Return what a record cannot be without."""
        del record
        return ()

    def mentions(self, record: R) -> Iterable[Need]:
        """Return what a record speaks of: what it needs, and more."""
        return self.needs(record)

    def annotator_of(self, record: R) -> str | None:
        """Return whose a record is; None where it is nobody's, or others' records tell."""
        del record
        return None

    def article_of(self, record: R) -> str | None:
        """Return the article (id) of a record; None where it has none itself."""
        del record
        return None

    def about(self, identity: str) -> str:
        """Return the article, or the suggestion, of a kind that is named alike."""
        return identity.partition("\n")[2]

    def content_of(self, record: R) -> Any:
        """Return what tells versions of a record apart; when it was written is no part of it."""
        return record

    def same(self, now: R | None, before: R | None) -> bool:
        """Tell whether a record is as a change expects to find it."""
        return now == before

    # -- rules -----------------------------------------------------------------------------------

    def check_new(self, connection: Connection, ids: Sequence[str]) -> None:
        """Check that the ids that an edit brings for new records are free; raises RuleError."""

    def check(self, names: Names, steps: Sequence[Step[R]]) -> None:
        """Check that what is left of all records of this kind fits together; raises RuleError."""

    def fits(self, connection: Connection, names: Names, delta: Delta) -> bool:
        """Tell whether records of this kind that stay stand against a change."""
        del connection, names, delta
        return True

    # -- sentences -------------------------------------------------------------------------------

    def changed_since(self, record: R, title: Titled) -> Message:
        """Return in words that a record is not as it was left."""
        del record, title
        return CHANGED_SINCE

    def needs_gone(self, record: R, gone: Any, title: Titled) -> Message:
        """Return in words that a record needs another one, which would go."""
        raise NotImplementedError  # of kinds that need none


def let_go_of_import(
    connection: Connection, table: Table, column: Any, values: Iterable[Any]
) -> None:
    """Make rows somebody's own work, which no import that is cancelled takes back.

    Args:
        connection: inside a write transaction.
        table: that says which import brought a row.
        column: of the table.
        values: of the column, in the rows that are meant.

    """
    for some in chunks(values):
        connection.execute(
            update(table)
            .where(column.in_(some), table.c["import"].is_not(None))
            .values({"import": None})
        )
