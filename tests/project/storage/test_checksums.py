"""A byte that changes on the disk is found, whatever record it is in."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from annotator.annotation.answering import RejectSuggestions
from annotator.annotation.edits import (
    AddLink,
    FlagSpans,
    RelabelSpans,
    SetLabel,
    SetNote,
    SetRanges,
    SetStatus,
    Settle,
)
from annotator.annotation.records import Status
from annotator.errors import AnnotatorError, DamagedError, RuleError
from annotator.project import Project
from annotator.project.door.database import Database
from annotator.project.storage import checksums, schema
from tests.project.damaging import PAGE, Whole, build, rows_of
from tests.project.making import FIRST, SECOND, raw, tag
from tests.project.records import test_suggesting as suggesting

COVERED = [table.name for table in checksums.COVERED]

# What no rule and no index sees: a statement, and where the problem is said to be.
TAMPERING = [
    ("UPDATE articles SET title = 'Another' WHERE key = 1", "article news"),
    ("UPDATE articles SET meta = '{\"a\":1}' WHERE key = 1", "article news"),
    ("UPDATE labels SET guidelines = 'x' WHERE id = 'claim'", "label claim"),
    ("UPDATE labels SET shortcut = '7' WHERE id = 'claim'", "label claim"),
    ("UPDATE statuses SET flagged = 1", "article news, x: status"),
    ("UPDATE statuses SET status = 'skipped' WHERE annotator = 1", "article news, x: status"),
    ("UPDATE spans SET label = 2 WHERE key = 1", "article news, x: span"),
    ("UPDATE spans SET note = 'other' WHERE key = 1", "article news, x: span"),
    ("UPDATE spans SET flagged = 1 - flagged WHERE key = 1", "article news, x: span"),
    ("UPDATE spans SET attributes = '{\"a\":2}' WHERE key = 1", "article news, x: span"),
    ("UPDATE spans SET updated_at = '2000' WHERE key = 1", "article news, x: span"),
    ("UPDATE links SET type = 'clue'", "link"),
    ("UPDATE decisions SET reason = 'no'", "article news: decision"),
    ("UPDATE change_events SET at = '2000' WHERE change = 1", "change 1"),
    ("UPDATE changes SET text = 'Tig' WHERE number = 1", "change 1"),
    ("UPDATE versions SET current = 1 - current WHERE kind = 'span'", "version of span"),
    (
        "UPDATE fragments SET start = 8, \"end\" = 9, text = '👩' WHERE span = 1 AND number = 0",
        "article news, x: span",
    ),
]


def work(project: Project) -> str:
    """Do something of each kind; return the first span."""
    first = tag(project, 4, 5)
    project.apply(SetNote(span=first, note="one"), "x")
    project.apply(FlagSpans(spans=(first,), flagged=True), "x")
    project.apply(RelabelSpans(spans=(first,), label="quote"), "x")
    project.apply(SetRanges(span=first, ranges=((4, 5), (8, 9))), "x")
    project.apply(RelabelSpans(spans=(first,), label="claim"), "x")
    second = tag(project, of=SECOND)
    project.apply(AddLink(type="cue", source=first, target=second), "x")
    project.apply(SetStatus(articles=(FIRST,), status=Status.DONE), "x")
    project.apply(Settle(article=FIRST, start=4, end=5, accept=(first,), reason="yes"), "x")
    return first


def test_every_record_has_one_and_keeps_it_right(path):
    """Edits, undo, renamed labels and packs: no row without a checksum, and none that is wrong."""
    with Project.open(path) as project:
        work(project)
        for _ in range(4):
            project.undo("x")
        project.redo("x")
        label = next(one for one in project.labels() if one.id == "claim")
        edited = msgspec.structs.replace(label, name="Behauptung", key="9")
        project.apply(SetLabel(label=edited), "x")
        assert project.check() == []
        project.pack(path.with_name("pack.annotator"), "x")
    for one in (path, path.with_name("pack.annotator")):
        with closing(sqlite3.connect(one)) as connection:
            for table in COVERED:
                (missing,) = connection.execute(
                    f"SELECT count(*) FROM {table} WHERE crc IS NULL"
                ).fetchone()
                assert missing == 0, table
        with Project.open(one) as project:
            assert project.check() == []


@pytest.mark.parametrize(("statement", "where"), TAMPERING)
def test_what_no_rule_sees_is_found(path, statement, where):
    """``check`` names the record."""
    with Project.open(path) as project:
        work(project)
    with raw(path) as connection:
        assert connection.execute(statement).rowcount > 0
    with Project.open(path) as project:
        problems = project.check()
    assert any(one.where.startswith(where) and one.what == checksums.WRONG for one in problems)


def test_nothing_is_built_upon_a_damaged_span(path):
    """It is not shown, not exported, not counted for agreement, and no edit makes it right."""
    with Project.open(path) as project:
        first = work(project)
    with raw(path) as connection:
        connection.execute("UPDATE spans SET label = 2 WHERE id = ?", (first,))
    with Project.open(path) as project:
        opened = project.open_article("x", FIRST)
        assert opened.spans == ()
        assert first in opened.damaged[0]
        with pytest.raises(DamagedError, match="article news"):
            list(project.export())
        with pytest.raises(DamagedError, match="article news"):
            list(project.done_work())
        with pytest.raises(DamagedError):
            project.apply(SetNote(span=first, note="two"), "x")
        skipped = []
        records = list(project.export(skipped=skipped.append))
        assert [one.article for one in skipped] == ["news"]
        assert first not in {span.id for record in records for span in record.spans}
        assert project.check() != []


def test_a_damaged_change_is_passed_over(path):
    """Undo brings nothing back that is not what was stored, and goes on with earlier changes."""
    with Project.open(path) as project:
        first = tag(project, 4, 5)
        project.apply(SetNote(span=first, note="one"), "x")
    with raw(path) as connection:
        connection.execute("UPDATE changes SET before = replace(before, 'claim', 'quote')")
    with Project.open(path) as project:
        with pytest.raises(RuleError, match="is damaged"):
            project.undo("x")
        (span,) = project.open_article("x", FIRST).spans
        assert (span.label, span.note) == ("claim", "one")


def test_rows_without_a_checksum_are_filled_in(path):
    """As older projects have them: nothing is wrong with them, and migrating fills them in."""
    with Project.open(path) as project:
        work(project)
    with raw(path) as connection:
        before = {t: connection.execute(f"SELECT crc FROM {t}").fetchall() for t in COVERED}
        for table in COVERED:
            connection.execute(f"UPDATE {table} SET crc = NULL")
    with Project.open(path) as project:
        assert project.check() == []
        assert len(project.open_article("x", FIRST).spans) == 1
    database = Database(path)
    with database.writing() as connection:
        assert checksums.fill(connection) > 0
    database.close()
    with raw(path) as connection:
        after = {t: connection.execute(f"SELECT crc FROM {t}").fetchall() for t in COVERED}
    assert after == before


def test_all_columns_are_covered_or_told_of():
    """Whoever adds a column decides whether the checksum covers it."""
    free = {"key", "crc", "import", "article", "annotator", "label", "source", "target", "by"}
    covered = {
        "articles": {*checksums.ARTICLE},
        "labels": {*checksums.LABEL},
        "changes": {
            *(*checksums.CHANGE, "number", "state", "kind", "window", "edit", "images"),
            "takes_back",
        },
        "versions": {*checksums.VERSION},
        "statuses": {"status", "flagged", "updated_at"},
        "article_values": {"value", "updated_at"},
        "spans": {"id", "attributes", "note", "flagged", "origin", "created_at", "updated_at"},
        "links": {"id", "type"},
        "suggestion_answers": {"suggestion", "answer", "at"},
        "change_events": {*checksums.EVENT},
        "suggestions": {
            *("id", "start", "end", "text", "score", "origin"),
            *("fragments", "attributes", "partners"),
        },
        "suggestion_choices": {"id", "chosen"},
        "people": {*checksums.PERSON},
        "article_facts": {*checksums.FACTS},
        "rounds": {*checksums.ROUND},
        "decisions": {"id", "start", "end", "verdict", "reason", "accepted", "gold", "at"},
    }
    for table in checksums.COVERED:
        columns = set(schema.metadata.tables[table.name].columns.keys())
        assert columns - free == covered[table.name] - free


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Whole:
    path = tmp_path_factory.mktemp("whole") / "p.annotator"
    build(path, 40)
    return Whole(path)


UNSEEN = {
    ("readings", "caret"),
    ("readings", "top"),
    ("readings", "active_ms"),
    ("readings", "updated_at"),
    ("imports", "source"),
    ("imports", "started_at"),
    ("imports", "alive_at"),
    ("imports", "finished_at"),
    ("imports", "made"),
    ("signatures", "signature"),
    ("conflicts", "at"),
    ("info", "value"),
    ("changes", "kind"),
    ("changes", "window"),
}
"""Columns in which a changed byte may not be found; decision 0016 lists them."""


def test_flipped_bytes_are_found(whole, tmp_path):
    """One byte is flipped in pages with records: a record that changed is found."""
    rng = random.Random(4)
    pages = whole.pages("leaf") + whole.pages("root") + whole.pages("overflow")
    path = tmp_path / "p.annotator"
    for _ in range(25):
        data = bytearray(whole.bytes)
        data[(rng.choice(pages) - 1) * PAGE + rng.randrange(PAGE)] ^= rng.choice([1, 8, 32, 255])
        path.write_bytes(data)
        changed = _changed(path, whole)
        try:
            with Project.open(path) as project:
                found = project.check() != []
        except AnnotatorError:
            found = True
        finally:
            for end in ("-wal", "-shm"):
                Path(f"{path}{end}").unlink(missing_ok=True)
        assert found or changed <= UNSEEN, changed


def _changed(path: Path, whole: Whole) -> set[tuple[str, str]]:
    """Return the columns that read otherwise now; of rows that came or went all of them."""
    try:
        there = rows_of(path, whole.tables)
    except (sqlite3.Error, UnicodeDecodeError):
        return {("", "unreadable")}
    changed = set()
    for record in whole.rows.keys() | there.keys():
        before, after = whole.rows.get(record), there.get(record)
        if before is None or after is None:
            changed.add((record[0], "row"))
        else:
            changed |= {(record[0], name) for name in before if before[name] != after[name]}
    return changed


def test_the_damage_of_some_articles_is_that_of_no_other(path):
    """Spans and statuses of a stretch of articles, as a reading in parts looks through them."""
    with Project.open(path) as project:
        work(project)
        tag(project, of=SECOND)
        project.apply(SetStatus(articles=(SECOND,), status=Status.DONE), "x")
    with raw(path) as connection:
        connection.execute("UPDATE statuses SET flagged = 1 - flagged WHERE annotator = 1")
        connection.execute("UPDATE spans SET note = 'other' WHERE annotator = 1")
        connection.execute("UPDATE spans SET crc = NULL WHERE article = 2")
    database = Database(path)
    with database.reading() as connection:

        def found(low, high):
            return list(checksums.check_between(connection, low, high))

        assert found(1, 1)
        assert found(2, 2) == [f"article {SECOND}, x: status"]
        assert all(FIRST in one for one in found(1, 1))
        assert f"article {FIRST}, x: status" in found(1, 1)
        assert any(": span" in one for one in found(1, 1))
        assert sorted(found(1, 2)) == sorted([*found(1, 1), *found(2, 2)])
        assert found(3, 9) == []
    database.close()


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE suggestions SET score = 0.9 WHERE key = 1", "suggestion"),
        ("UPDATE suggestions SET origin = 'other' WHERE key = 2", "suggestion"),
        ("UPDATE suggestion_answers SET answer = 'accepted'", "x: answer to a suggestion"),
        ("UPDATE suggestion_answers SET at = '2000'", "x: answer to a suggestion"),
        ("UPDATE suggestion_answers SET suggestion = 2", "x: answer to a suggestion"),
    ],
)
def test_suggestions_and_answers_are_covered(path, statement, where):
    """Each answer with the suggestion that it is to, and no other one."""
    with Project.open(path) as project:
        both = suggesting.proposed(0, 4), suggesting.proposed(8, 12)
        suggesting.bring_in(project, suggesting.record(*both))
        first = next(iter(project.open_article("x", FIRST).suggestions))
        project.apply(RejectSuggestions(suggestions=(first.id,)), "x")
        assert project.check() == []
    with raw(path) as connection:
        assert connection.execute(statement).rowcount == 1
    with Project.open(path) as project:
        assert [one for one in project.check() if where in str(one)]
