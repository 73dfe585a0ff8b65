"""What other programs may do to the file is found before it does harm."""

from __future__ import annotations

import pytest

from annotator.annotation.edits import AddLink, SetNote, SetStatus, Settle
from annotator.annotation.records import Status
from annotator.errors import AnnotatorError, DamagedError
from annotator.project import Project
from annotator.project.storage import checksums
from tests.project.making import FIRST, SECOND, TEXTS, raw, span, spans_of, tag, work

# what is done, whether opening the article tells, whether exporting stops
TAMPERING = [
    ("UPDATE article_texts SET text = replace(text, 'Mark', 'Marc')", True, True),
    ("UPDATE article_texts SET text = text || ' '", True, True),
    ("DELETE FROM article_texts WHERE article = 1", True, True),
    ("UPDATE articles SET sha256 = replace(hex(zeroblob(32)), 'x', '')", True, True),
    ("UPDATE fragments SET text = 'Zap' WHERE text = 'Zoe'", True, True),
    ('UPDATE fragments SET start = start + 1, "end" = "end" + 1', True, True),
    ("UPDATE fragments SET start = 9000, \"end\" = 9003 WHERE text = 'Zoe'", True, True),
    ("DELETE FROM fragments", True, True),
    ("DELETE FROM fragments WHERE text = 'Zoe'", True, True),
    ("UPDATE spans SET attributes = '{\"a\":'", True, True),
    ("UPDATE spans SET attributes = '[]'", True, True),
    ("UPDATE spans SET article = 2", True, True),
    ("DELETE FROM labels", True, True),
    ("DELETE FROM annotators WHERE name = 'x'", True, True),
    ("UPDATE articles SET meta = 'null'", True, True),
    ("UPDATE articles SET length = 1", False, False),
    ("DELETE FROM articles WHERE key = 1", True, False),
    ("INSERT INTO fragments VALUES (77, 0, 0, 3, 'Zoe')", False, False),
    ("DELETE FROM spans", False, False),
]


@pytest.mark.parametrize(("statement", "opening", "exporting"), TAMPERING)
def test_tampering_is_found(path, statement, opening, exporting):
    """``check`` finds it, and neither the screen nor a file shows a wrong offset."""
    with Project.open(path) as project:
        tag(project)
        project.apply(
            AddLink(type="cue", source=tag(project, 4, 9), target=tag(project, of=SECOND)), "x"
        )
    with raw(path) as connection:
        assert connection.execute(statement).rowcount > 0
    with Project.open(path) as project:
        assert project.check() != []
        told = False
        for of, text in TEXTS.items():
            try:
                opened = project.open_article("x", of)
            except AnnotatorError:
                told = True
                continue
            told = told or bool(opened.damaged)
            assert opened.article.text == text
            for one in opened.spans:
                assert [text[f.start : f.end] for f in one.fragments] == [
                    f.text for f in one.fragments
                ]
        assert told == opening
        if exporting:
            with pytest.raises(AnnotatorError):
                list(project.export())


def test_a_missing_fragment_leaves_a_gap_that_is_found(project, path):
    """Of several fragments one that is gone leaves a hole in their numbers."""
    from annotator.annotation.edits import AddSpan

    ranges = ((0, 3), (5, 8), (10, 13))
    project.apply(AddSpan(article=FIRST, label="claim", ranges=ranges), "x")
    assert project.check() == []
    with raw(path) as connection:
        connection.execute("DELETE FROM fragments WHERE number = 1")
    found = [problem.what for problem in project.check()]
    assert found == ["one of its fragments is missing", checksums.WRONG]


def test_a_span_without_fragments_can_be_seen_and_is_not_shown(project, path):
    """A span that lost its fragments is told of; the others open as ever."""
    good = tag(project, 4, 9)
    bad = tag(project)
    with raw(path) as connection:
        connection.execute("DELETE FROM fragments WHERE text = 'Zoe'")
    opened = project.open_article("x", FIRST)
    assert [one.id for one in opened.spans] == [good]
    assert len(opened.damaged) == 1
    assert bad in opened.damaged[0]


def test_a_broken_file_is_a_problem_and_no_fault(path):
    """Bytes overwritten in the middle of the file are told in words, by ``check`` as well."""
    with Project.open(path) as project:
        for n in range(40):
            tag(project, n, n + 3)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xff" * (size - 4096 * 2))
    try:
        project = Project.open(path)
    except AnnotatorError:
        return
    with project:
        assert project.check() != []


def test_the_cache_is_no_way_round_the_check(project, path):
    """An edit reads the text too; what it read unchecked must not be shown as good."""
    with raw(path) as connection:
        connection.execute("UPDATE article_texts SET text = 'Zap' || substr(text, 4)")
    with pytest.raises(AnnotatorError):
        tag(project)
    with pytest.raises(AnnotatorError):
        project.open_article("x", FIRST)


def test_progress_of_check_and_all_annotators(project):
    """``check`` tells how far it is, and looks at everybody's spans."""
    with project.begin_import("test") as incoming:
        incoming.add([work(FIRST, "z", span("s", FIRST, 0, 3))])
    assert list(spans_of(project, who="z")) == ["s"]
    seen = []
    assert project.check(lambda done, total: seen.append((done, total))) == []
    assert seen == [(2, 2)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE changes SET before = '{' WHERE number = 1",
        "UPDATE changes SET after = '{\"spans\":[{}]}' WHERE number = 1",
        "UPDATE labels SET attributes = '{'",
        "UPDATE labels SET links = '5'",
        "UPDATE labels SET shortcut = '1'",
        "DELETE FROM gold",
        "UPDATE versions SET stamp = stamp || 'z'",
        "INSERT INTO conflicts VALUES (1, 'a', 'span', 'b', '', '{', '', NULL)",
    ],
)
def test_what_undo_and_merging_need_is_checked(path, statement):
    """Found by ``check``; what reads it says so in words."""
    with Project.open(path) as project:
        span = tag(project)
        project.apply(SetNote(span=span, note="n"), "x")
        project.apply(SetStatus(articles=(FIRST,), status=Status.DONE), "x")
        project.apply(Settle(article=FIRST, start=0, end=3, accept=(span,)), "x")
        assert project.check() == []
    with raw(path) as connection:
        assert connection.execute(statement).rowcount > 0
    with Project.open(path) as project:
        assert project.check() != []
        if "labels SET attributes" in statement:
            with pytest.raises(DamagedError, match="label claim"):
                project.labels()


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE info SET value = 'x' || substr(value, 2) WHERE name = 'id'", "no id"),
        ("UPDATE info SET value = '2026-13-01' WHERE name = 'created_at'", "no time"),
        ("UPDATE imports SET finished_at = 'z' || substr(finished_at, 2)", "finished_at is no"),
        ("UPDATE imports SET made = '{'", "cannot be read"),
        ("UPDATE changes SET kind = 'tbg' WHERE kind = 'tag'", "no kind 'tbg'"),
        ("UPDATE changes SET window = char(7) || 'w'", "no window"),
        ("UPDATE readings SET caret = 100000", "not in its text"),
        ("UPDATE readings SET updated_at = 'now'", "updated_at is no time"),
        ("UPDATE conflicts SET at = '2026'", "at is no time"),
        ("UPDATE conflicts SET kind = 'spin'", "no kind 'spin'"),
    ],
)
def test_what_no_checksum_covers_can_be_what_it_is(project, path, statement, what):
    tag(project)
    assert project.save_reading("x", FIRST, caret=3, top=0, more_ms=5)
    with raw(path) as connection:
        connection.execute(
            "INSERT INTO conflicts (id, kind, record, other, detail, at)"
            " VALUES ('c', 'span', 's', '', '{}', '2026-11-20T09:30:00.125Z')"
        )
    assert project.check() == []
    with raw(path) as connection:
        assert connection.execute(statement).rowcount > 0
    (problem,) = project.check()
    assert what in problem.what
