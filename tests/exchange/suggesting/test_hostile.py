"""A project that somebody sends starts nothing, whatever is written in it."""

from __future__ import annotations

import shlex
import shutil
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

import orjson
import pytest

from annotator.annotation.choices import Choice, TextPattern, Word, WordList, from_others
from annotator.annotation.edits import AcceptSuggestions, SetChoices
from annotator.annotation.records import Status
from annotator.errors import AnnotatorError
from annotator.exchange import create_project
from annotator.exchange.suggesting import Offers, SuggestOptions, prepare, rows_of
from annotator.project import Project
from annotator.project.storage import schema
from tests.project.making import article, work

TEXT = "“We waited,” said Ilse Brandt. “Nobody came.” Ilse Brandt left for Norrby."


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A project with something in most tables: work, an answer, an assignment, a story."""
    folder = tmp_path_factory.mktemp("made")
    with create_project(folder / "p.annotator") as project:
        with project.begin_import("test") as incoming:
            incoming.add([article("a", TEXT), work("news", "ana", status=Status.DONE)])
        project.add_annotator("ana")
        project.set_assignments({"a": ["ana"]})
        project.set_stories({"a": "harbour"})
        (first, *_) = Offers(project, "ana").in_article(article("a", TEXT).article, ())
        project.apply(AcceptSuggestions(proposed=(first,)), "ana")
        label = project.labels()[0].id
        words = WordList(name="d.csv", words=(Word(text="Norrby", label=label),))
        choices = (
            Choice(id="1" * 32, chosen=words),
            Choice(id="2" * 32, chosen=TextPattern(label=label, expression="Ilse")),
            from_others(),
        )
        project.apply(SetChoices(made=choices), "ana")
        return Path(project.location)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def use(path: Path) -> None:
    """Do with a project what suggests in it; what cannot be read is refused, which is well."""
    with suppress(AnnotatorError), Project.open(path) as project:
        who = project.annotators()[0]
        prepared = prepare(project, SuggestOptions(annotator=who))
        rows_of(prepared)
        list(prepared.in_project())
        Offers(project, who).in_article(article("a", TEXT).article, ())


@pytest.mark.parametrize("table", sorted(schema.metadata.tables))
def test_no_value_in_any_table_is_run(made, tmp_path, table):
    """All texts at once are a command line: bare, and as a choice or a setting might look."""
    sign = tmp_path / "started"
    line = f"{shlex.quote(sys.executable)} -c 'open({str(sign)!r}, \"w\")'".replace("'\\''", "'")
    forged = [
        line,
        orjson.dumps({"type": "command", "line": f"touch {sign}", "command": line}).decode(),
    ]
    columns = schema.metadata.tables[table].c
    texts = [one.name for one in columns if one.type.python_type is str]
    for number, value in enumerate(forged if texts else ()):
        path = tmp_path / f"{number}.annotator"
        shutil.copyfile(made, path)
        with closing(sqlite3.connect(path)) as database, database:
            for column in texts:
                with suppress(sqlite3.IntegrityError):
                    database.execute(f'UPDATE "{table}" SET "{column}" = ?', (value,))
        use(path)
    assert not sign.exists()


@pytest.mark.parametrize("name", ["command", "own_commands", "pipeline", "suggest", "sources"])
def test_no_setting_that_is_made_up_is_followed(made, tmp_path, name):
    sign = tmp_path / "started"
    path = tmp_path / "p.annotator"
    shutil.copyfile(made, path)
    chosen = orjson.dumps({"type": name, "line": f"touch {sign}"}).decode()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("INSERT INTO info (name, value) VALUES (?, ?)", (name, f"touch {sign}"))
        database.execute(
            "INSERT INTO suggestion_choices (id, chosen) VALUES (?, ?)", (name, chosen)
        )
    use(path)
    assert not sign.exists()
    with Project.open(path) as project, pytest.raises(AnnotatorError, match="was decided"):
        prepare(project)


def test_the_test_would_see_it(made, tmp_path):
    """What the forged lines say makes the sign, when somebody runs it."""
    from annotator.exchange.suggesting import Own

    sign = tmp_path / "started"
    own = Own(command=f"touch {sign}").sources()
    with Project.open(made) as project, suppress(AnnotatorError):
        prepare(project, SuggestOptions(annotator="ana", own=own))
    assert sign.exists()
