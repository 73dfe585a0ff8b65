"""Finding in the whole project: the index, what is found, and where."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.project import Project
from annotator.project.reading.search import Term, find_hits, fold, parse, snippet
from annotator.project.storage import schema
from tests.project.making import FIRST, NEWS, OLD, SECOND, TEXTS, article, raw, tag


def build(project):
    while True:
        done, total = project.extend_search_index()
        if done >= total:
            return


@pytest.fixture
def indexed(project):
    build(project)
    return project


def ids(project, words):
    return [one.row.id for one in project.search("x", words).articles]


@pytest.mark.parametrize("with_index", [True, False])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("said", [0]),
        ("SAID milley*", [0]),
        ("said end", []),
        ('"said world"', []),
        ("“milleymark milleyrepublicans”", [0]),
        ("milleyr*", [0]),
        ("שלום", [0]),
        ("𠀀", [0]),
        ("👩‍🚀", [0]),
        ("👍🏽", [1]),
        ("straße", [1]),
        ("5", [1]),
        ("%", [1]),
        ("", []),
        ("   ", []),
    ],
)
def test_words_phrases_and_beginnings(project, words, expected, with_index):
    """All that is asked for must occur; what the index does not know is looked for in the texts."""
    if with_index:
        build(project)
    assert ids(project, words) == [list(TEXTS)[number] for number in expected]


def test_marks_on_letters_do_not_matter(indexed):
    """One finds é by e, composed or not, and the place is right in either."""
    assert ids(indexed, "elysee") == [SECOND]
    (found,) = indexed.search("x", "zoe").articles
    assert [NEWS[start:end] for start, end in found.hits] == ["Zoe\u0308"]


@pytest.mark.parametrize(
    "words",
    [
        '"', '""', "*", "**", "a*b", "AND", "OR", "NOT said", "NEAR(a b)", "title:said",
        "{title}: x", "^said", "said + world", "-said", "(said", 'say "said', "'; DROP TABLE x; --",
        "\x00", "said\x00x", "\ud800", "x" * 5000, "a " * 500, '" " " "', "…", "\u2028", "\\",
        "a:b*", "\u0301",
    ],
)  # fmt: skip
def test_no_query_is_an_error(indexed, words):
    """Operators are words like others, and nothing that is typed is refused."""
    indexed.search("x", words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(words=st.text(max_size=30))
def test_any_text_can_be_asked_for(indexed, words):
    """Whatever is typed, hits lie inside the text."""
    for found in indexed.search("x", words).articles:
        text = TEXTS[found.row.id]
        assert all(0 <= start < end <= len(text) for start, end in found.hits)


def test_operators_are_taken_literally():
    """AND, OR and quotes that are not closed are parts of what one looks for."""
    assert parse('a OR "b c') == (Term("a"), Term("OR"), Term("b c"))
    assert parse("ab* *") == (Term("ab", prefix=True), Term("*"))


@given(st.text())
def test_folding_keeps_the_length(text):
    """So offsets in the folded text are offsets in the text."""
    assert len(fold(text)) == len(text)


def test_offsets_are_code_points():
    """Emoji, marks and CJK before a hit do not move it."""
    text = "👩‍🚀 Zoe\u0308 東京 naïve Naïvely, NAI\u0308VE naive"
    hits = find_hits(text, parse("naive"))
    assert [text[slice(*hit)] for hit in hits] == ["naïve", "NAI\u0308VE", "naive"]
    assert [text[slice(*hit)] for hit in find_hits(text, parse("京"))] == ["京"]
    assert find_hits("a b\n c", parse('"B C"')) == [(2, 6)]


def test_the_snippet_is_the_text_around_the_first_hit():
    """Its pieces are plain text; only what was found is marked."""
    text = "word " * 100 + "<b>needle</b>\nmore" + " word" * 100
    around = snippet(text, find_hits(text, parse("needle")))
    assert [piece.text for piece in around if piece.is_hit] == ["needle"]
    assert "\n" not in "".join(piece.text for piece in around)
    assert around[0].text == "… "
    assert "".join(piece.text for piece in snippet("short", ())) == "short"


def test_a_title_counts_more(project):
    """The article that has the word in its title comes first."""
    with project.begin_import("test") as incoming:
        incoming.add([article("b", "ferry and other words here", title="Else")])
        incoming.add([article("t", "nothing of it but other words", title="The ferry")])
    build(project)
    assert ids(project, "ferry") == ["t", "b"]
    (first, _) = project.search("x", "ferry").articles
    assert [piece.text for piece in first.title if piece.is_hit] == ["ferry"]
    assert first.hits == ()


def test_new_articles_are_added_and_cancelled_ones_removed(indexed):
    """What an import brings is found after the next extension; what is taken back never again."""
    work = indexed.begin_import("test")
    work.add([article("n1", "zebra one"), article("n2", "zebra two")])
    assert not indexed.is_search_index_complete()
    build(indexed)
    assert ids(indexed, "zebra") == ["n1", "n2"]
    tag(indexed, 0, 5, of="n2")
    work.cancel()
    build(indexed)
    assert ids(indexed, "zebra") == ["n2"]
    with indexed.begin_import("test") as again:
        again.add([article("n3", "giraffe"), article("n4", "giraffe")])
    build(indexed)
    assert ids(indexed, "giraffe") == ["n3", "n4"]
    assert ids(indexed, "zebra") == ["n2"]
    assert not indexed.check()


def test_keys_that_are_given_again_are_indexed_again(indexed):
    """The article that takes a removed one's key is found by its own words only."""
    work = indexed.begin_import("test")
    work.add([article("n1", "zebra")])
    build(indexed)
    work.cancel()
    with indexed.begin_import("test") as again:
        again.add([article("n2", "giraffe")])
    build(indexed)
    assert ids(indexed, "zebra") == []
    assert ids(indexed, "giraffe") == ["n2"]


def test_the_index_is_no_copy_and_is_sound(indexed, path):
    """FTS5 itself finds index and texts in agreement."""
    indexed.close()
    with raw(path) as database:
        database.execute(
            "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"
        )
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
    assert "search_index_content" not in tables


def test_an_index_of_another_version_is_made_anew(indexed, path):
    """It is not used in the meantime."""
    with raw(path) as database:
        database.execute("UPDATE search_state SET version = 0")
    assert not indexed.is_search_index_complete()
    assert ids(indexed, "said") == [FIRST]
    build(indexed)
    assert ids(indexed, "said") == [FIRST]


def test_the_tables_of_the_project_stay_as_they_are(indexed, path):
    """The index adds its own tables and changes none."""
    with raw(path) as database:
        names = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
    assert set(schema.metadata.tables) <= names
    assert not indexed.check()


CHILD = """
import sys
from annotator.project import Project
project = Project.open(sys.argv[1])
while True:
    done, total = project.extend_search_index()
    print(done, flush=True)
    if done >= total:
        break
"""


def test_a_killed_build_goes_on_where_it_was(path):
    """After kill -9 the file is sound, and the rest is indexed by the next one."""
    with Project.open(path) as project, project.begin_import("test") as incoming:
        incoming.add([article(f"k{n}", f"needle{n} " + "word " * 300) for n in range(3000)])
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(0.02)
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()
    with Project.open(path) as project:
        assert not project.check()
        build(project)
        for number in (0, 1, 1500, 2999):
            assert ids(project, f"needle{number}") == [f"k{number}"]
        assert project.search("x", "word").total == 3000
    with raw(path) as database:
        database.execute(
            "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"
        )


def test_all_places_of_a_text_with_what_is_tagged(project):
    """An exact text is found letter by letter, with the annotator's own spans."""
    tag(project, 0, 4)
    found, upto, last = project.holding("x", "Zoe\u0308", 0)
    assert [one.id for one in found] == [FIRST]
    assert found[0].tagged == {("claim", 0, 4)}
    assert upto == last
    assert project.holding("y", "Zoe\u0308", 0)[0][0].tagged == frozenset()
    assert project.holding("x", "zoe\u0308", 0)[0] == []
    assert OLD not in NEWS
