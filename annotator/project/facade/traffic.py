"""Records in and out."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence

from annotator.annotation.records import Annotated, Span
from annotator.project.facade.opened import Opened
from annotator.project.importing import verdict
from annotator.project.importing.importing import Import
from annotator.project.importing.verdict import ImportVerdict
from annotator.project.reading import agreeing, exporting
from annotator.project.reading.fingerprint import fingerprint as fingerprint_of
from annotator.project.storage import link_rows, rows
from annotator.words import Message


def sight(project: Opened, records: Sequence[Annotated]) -> list[ImportVerdict]:
    """Tell, for each record, what importing it would do, writing nothing."""
    with project.database.reading() as connection:
        return verdict.sight(connection, records)


def known_ids(
    project: Opened, *, spans: Iterable[str] = (), links: Iterable[str] = ()
) -> tuple[set[str], set[str]]:
    """Return which of some span ids, and which of some link ids, are in the project."""
    with project.database.reading() as connection:
        return set(rows.span_keys(connection, spans)), set(link_rows.links_by_id(connection, links))


def spans(project: Opened, ids: Iterable[str]) -> dict[str, Span]:
    """Return those of some spans that are in the project, by id, whose ever they are."""
    with project.database.reading() as connection:
        return rows.spans_by_id(connection, rows.Names(connection), ids)


def begin_import(
    project: Opened, source: Message | str, by: str | None = None, window: str = ""
) -> Import:
    """Begin an import; see ``Import``."""
    begun = Import(project.database, source, by, window)
    project.import_began_at = begun.started_at
    return begun


def export(
    project: Opened,
    annotators: Sequence[str] | None = None,
    *,
    done_only: bool = False,
    progress: Callable[[int, int], None] | None = None,
    skipped: exporting.Skipped = exporting.refuse,
) -> Generator[Annotated]:
    """Yield everything that is stored, an article and annotator at a time, in one snapshot.

    Args:
        annotators: whose work; None: everybody's, and articles without any work as well.
        done_only: leave out work that is not done.
        progress: called with articles read and articles in all.
        skipped: is told of what cannot be read and is left out; else nothing is left out.

    Raises:
        ProjectError: an annotator is not in the project.
        DamagedError: something cannot be read; it names the article.

    """
    with project.database.reading() as connection:
        yield from exporting.export(
            connection, annotators, done_only=done_only, progress=progress, skipped=skipped
        )


def done_work(
    project: Opened,
    annotators: Sequence[str] | None = None,
    *,
    unfinished: bool = False,
    beside: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Generator[agreeing.DoneWork]:
    """Yield all articles, without texts, and the work on them that is done, in one snapshot.

    Args:
        annotators: whose work; None: everybody's but gold.
        unfinished: take what is not done for done, too, where there are spans or values.
        beside: whose work as well: gold's, which None above does not mean.
        progress: called with articles read and articles in all.

    Raises:
        ProjectError: an annotator is not in the project.

    """
    with project.database.reading() as connection, exporting.naming_damage(connection):
        yield from agreeing.done_work(
            connection, annotators, progress, beside=beside, unfinished=unfinished
        )


def fingerprint(project: Opened) -> tuple[object, ...]:
    """Return what is another after any write to what was annotated; to be compared only.

    Whoever reads a project twice for one result compares it. Reads much.

    Raises:
        DamagedError: something cannot be read; it names the article.

    """
    with project.database.reading() as connection, exporting.naming_damage(connection):
        return fingerprint_of(connection)
