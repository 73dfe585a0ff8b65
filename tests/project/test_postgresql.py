"""A project on a real PostgreSQL server: the tests of files once more, and what only it can do."""

from __future__ import annotations

import itertools
import os
import re
import sys
import threading
from contextlib import ExitStack, closing
from unittest import mock

import pytest
from alembic import command
from hypothesis import HealthCheck, given, settings

from annotator.annotation.adjudication.conflict_settling import Keep, SettleConflict
from annotator.annotation.edits import AddSpan, SetNote, SetStatus
from annotator.annotation.records import Status
from annotator.errors import (
    DamagedError,
    NewerProjectError,
    NotAProjectError,
    NotSavedError,
    ProjectBusyError,
    ProjectError,
)
from annotator.project import ArticleFilter, Order, Project, shown
from annotator.project.door import server
from annotator.project.door.database import Database
from annotator.project.editing import editing
from annotator.project.migrating import config
from annotator.project.storage import schema
from tests import command as commands
from tests.project import cluster as clusters
from tests.project.driver import ROOT, start
from tests.project.editing.test_linked_at_once import test_one_undo_takes_all_of_it_back  # noqa: F401
from tests.project.editing.test_taking_back import (  # noqa: F401
    test_keys_that_were_given_away_are_no_trouble,
    test_labels_and_annotators_that_are_used_stay,
    test_one_change_is_taken_back_by_itself,
    test_removed_articles_come_back,
    test_undo_after_an_import_takes_the_import_back,
    test_what_people_touched_in_older_articles_stays,
)
from tests.project.editing.test_undo import (  # noqa: F401
    test_a_conflict_is_passed_over,
    test_history_tells_everything,
    test_labels_can_change_names,
    test_removing_spans_takes_links_along_and_undo_brings_all_back,
    test_undo_goes_on_across_articles_and_restarts,
)
from tests.project.importing.test_importing import (  # noqa: F401
    test_a_link_to_nowhere_takes_everything_back,
    test_cancel_takes_everything_back,
    test_sight_tells_what_add_does,
)
from tests.project.making import FIRST, NEWS, SECOND, dump, make, spans_of, tag
from tests.project.merging.test_merging import OPERATIONS, all_spans, content, operate
from tests.project.reading.test_other_articles import (  # noqa: F401
    test_spans_of_the_label_in_other_articles_only,
)
from tests.project.reading.test_reading_positions import (  # noqa: F401
    test_what_was_stored_is_there_after_a_restart,
)
from tests.project.records.test_adjudication import (  # noqa: F401
    test_every_way_of_settling_is_undone_and_redone,
    test_everything_side_by_side,
    test_gold_is_exported_and_comes_back_as_gold,
)

# The same tests as on files, with this module's fixtures in place of theirs.
from tests.project.records.test_assigning import (  # noqa: F401
    test_a_story_is_filtered_and_its_articles_are_named,
    test_others_and_only_new,
    test_stories,
    test_who_changed_it_in_between_is_not_overruled,
)
from tests.project.records.test_suggesting import (  # noqa: F401
    test_answers_are_undone_and_redone,
    test_each_answers_for_themselves,
    test_in_once_and_never_out,
    two,
)
from tests.project.test_together import test_programs_at_once  # noqa: F401

WHY_NOT = clusters.missing()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

FEW = settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SECRET = "s3cret-word"


@pytest.fixture(scope="module")
def cluster():
    with clusters.running() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def template_name(cluster):
    name = cluster.create()
    make(cluster.url(name)).close()
    return name


@pytest.fixture
def path(cluster, template_name):
    """The address of a project of its own, where the tests of files take a path."""
    return cluster.url(cluster.create(template_name))


@pytest.fixture
def project(path):
    with Project.open(path) as project:
        yield project


@pytest.fixture
def empty(cluster):
    return cluster.url(cluster.create())


def database_of(url):
    return re.search(r"/(\w+)(?:\?|$)", url)[1]


# -- making and opening ------------------------------------------------------------------------


def test_made_once(empty):
    """An empty database becomes a project, which is not made a second time."""
    with pytest.raises(NotAProjectError):
        Project.open(empty)
    make(empty).close()
    before = dump(empty)
    with pytest.raises(NotSavedError, match="already a project"):
        Project.create(empty)
    assert dump(empty) == before


def test_the_database_of_another_program_is_left_alone(cluster, empty):
    """Neither opened nor built into, even where it uses Alembic as well."""
    cluster.run(
        "CREATE TABLE alembic_version (version_num text)",
        "INSERT INTO alembic_version VALUES ('5f3a')",
        "CREATE TABLE articles (id int)",
        database=database_of(empty),
    )
    with pytest.raises(NotAProjectError):
        Project.open(empty)
    with pytest.raises(NotSavedError, match="another program"):
        Project.create(empty)


def test_a_newer_project_is_refused(cluster, path):
    cluster.run("UPDATE alembic_version SET version_num = '0099'", database=database_of(path))
    with pytest.raises(NewerProjectError, match="format 99"):
        Project.open(path)


def test_a_project_of_version_1_is_migrated(empty):
    """The tables of version 1 become today's, exactly, and whoever opens it is told."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = Database(empty)
    configuration = config()
    with database.writing() as connection:
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "0001")
        label = {"key": 1, "id": "claim", "name": "claim", "letter": "C", "shortcut": "1"}
        look = {"colour": "#000000", "line": "solid", "position": 0, "description": ""}
        rest = {"guidelines": "", "unit": "", "attributes": "[]", "links": "[]"}
        connection.execute(schema.labels.insert().values(**label, **look, **rest))
        connection.execute(schema.info.insert().values(name="id", value="0123456789abcdef" * 2))
    with Project.open(empty) as project:
        assert "from format 1" in project.notices[0]
        assert [one.id for one in project.labels()] == ["claim"]
        assert project.check() == []
    with Project.open(empty) as project:
        assert project.notices == ()
    with database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, schema.metadata) == []
    database.close()


def test_a_database_that_cannot_hold_every_character_is_refused(cluster):
    name = cluster.create(options="TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    with pytest.raises(ProjectError, match="LATIN1"):
        Project.create(cluster.url(name))


def test_one_who_may_only_read(cluster, path):
    """They see everything; what they do is refused in a sentence."""
    cluster.run("CREATE ROLE reader LOGIN", database=database_of(path))
    cluster.run(
        f"ALTER ROLE reader PASSWORD '{SECRET}'",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader",
        database=database_of(path),
    )
    try:
        with Project.open(cluster.url(database_of(path), "reader", SECRET)) as project:
            assert project.open_article("x", FIRST).article.text == NEWS
            assert len(list(project.export())) == 2
            with pytest.raises(NotSavedError, match="may not change"):
                tag(project)
    finally:
        cluster.run("DROP OWNED BY reader", "DROP ROLE reader", database=database_of(path))


# -- passwords and servers that do not answer --------------------------------------------------


@pytest.mark.skipif(clusters.GIVEN in os.environ, reason="the given server may trust everybody")
def test_passwords_are_never_shown(cluster, path):
    """Not in what the project is called, nor in an error; in the same run it is still known."""
    name = database_of(path)
    cluster.run(f"CREATE ROLE locked LOGIN SUPERUSER PASSWORD '{SECRET}'")
    try:
        bare = cluster.url(name, "locked")
        with pytest.raises(ProjectError, match="asks for a password"):
            Project.open(bare)
        with pytest.raises(ProjectError, match="refused the name or the password") as caught:
            Project.open(cluster.url(name, "locked", f"not-{SECRET}"))
        assert SECRET not in str(caught.value)
        assert "\n" not in str(caught.value)
        with Project.open(cluster.url(name, "locked", SECRET)) as project:
            assert project.location == shown(bare)
            assert "locked@" in project.location
        with Project.open(bare) as project:
            tag(project)
    finally:
        cluster.run("DROP ROLE locked")
        server._passwords.clear()


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("postgresql://me:pw@host/name", "postgresql://me@host/name"),
        (
            "postgresql://me:p%40w@host:1/n?sslmode=require",
            "postgresql://me@host:1/n?sslmode=require",
        ),
        ("postgresql://me@host/name?password=pw&a=b", "postgresql://me@host/name?a=b"),
        ("postgresql://me:pw@host:port/name", "postgresql://…"),
        ("postgresql://me:p@w@host/name", "postgresql://…"),
        ("postgresql://me:p@w/d@host/name", "postgresql://…"),
        ("postgresql:/me:pw@host/name", "postgresql:…"),
        ("/some/p.annotator", "/some/p.annotator"),
    ],
)
def test_what_is_shown(location, expected):
    assert shown(location) == expected


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("postgresql://me:s3cret-word@127.0.0.1:9/name", "cannot be reached"),
        ("postgresql://me:s3cret-word@127.0.0.1:port/name", "no database URL"),
        ("postgresql+asyncpg://me:s3cret-word@127.0.0.1/name", "no database URL"),
        ("postgresql://me:s3cret-word@s3cret-word@127.0.0.1/name", "no database URL"),
        ("mysql://me:s3cret-word@127.0.0.1/name", "no database URL"),
        ("postgresql://me:s3cret-word@127.0.0.1/name?colour=blue", "colour"),
    ],
)
def test_what_cannot_be_reached(location, words):
    with pytest.raises(ProjectError, match=words) as caught:
        Project.open(location)
    assert SECRET not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_database_that_is_not_there(cluster):
    with pytest.raises(ProjectError, match='"nowhere" does not exist'):
        Project.open(cluster.url("nowhere"))


def test_without_the_driver():
    """Whoever lacks psycopg is told what to install."""
    with (
        mock.patch.dict(sys.modules, {"psycopg": None}),
        pytest.raises(ProjectError, match=r"pip install annotator\[postgres\]"),
    ):
        Project.open("postgresql://me@127.0.0.1/name")


def test_a_server_that_was_restarted(cluster, project, path):
    """The next edit connects anew; one that loses its connection says so."""
    cut = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        f" WHERE datname = '{database_of(path)}'"
    )
    tag(project)
    cluster.run(cut)
    tag(project, 4, 6)
    plan = editing.plan

    def cut_off(*arguments):
        cluster.run(cut)
        return plan(*arguments)

    with (
        mock.patch.object(editing, "plan", cut_off),
        pytest.raises(NotSavedError, match="connection to the database server was lost"),
    ):
        tag(project, 7, 9)
    assert len(spans_of(project)) == 2


# -- several at once ---------------------------------------------------------------------------


def test_a_writer_is_waited_for_but_not_for_ever(path):
    """Who cannot write in time is told that somebody else does; readers never wait."""
    with (
        closing(Database(path)) as other,
        Project.open(path, busy_timeout_s=0.2) as project,
    ):
        with other.writing():
            with pytest.raises(ProjectBusyError):
                tag(project)
            assert spans_of(project) == {}
            assert not project.save_reading("x", FIRST, caret=1, top=0, more_ms=1)
        tag(project)
        assert len(spans_of(project)) == 1


def test_a_writer_that_fell_silent(path):
    """A computer that is asleep, or gone, in the middle of an edit holds nobody up for long."""
    with closing(Database(path)) as other, Project.open(path, busy_timeout_s=20) as project:
        add = schema.annotators.insert()

        def fall_asleep_while_writing():
            with other.writing() as connection:
                connection.execute(add.values(key=9, name="asleep"))
                tag(project)
                connection.execute(add.values(key=10, name="awake"))

        with (
            mock.patch.object(server, "_SILENT_WRITER", "300ms"),
            pytest.raises(NotSavedError, match="connection to the database server was lost"),
        ):
            fall_asleep_while_writing()
        assert len(spans_of(project)) == 1
        assert project.annotators() == ["x", "y"]


def test_a_reader_sees_one_moment_and_writes_nothing(project, path):
    with closing(Database(path)) as database:
        with database.reading() as connection:
            before = len(connection.execute(schema.spans.select()).all())
            thread = threading.Thread(target=lambda: tag(project))
            thread.start()
            thread.join()
            assert len(connection.execute(schema.spans.select()).all()) == before
        with pytest.raises(ProjectError), database.reading() as connection:
            connection.execute(schema.gold.delete())
    assert project.statistics().spans == 1


def test_many_threads(path):
    """Threads that edit and undo at once lose nothing."""
    faults, kept = [], {}

    def edit(project, who):
        try:
            ids = [tag(project, n, n + 3, who=who) for n in range(3)]
            project.undo(who)
            kept[who] = set(ids[:-1])
        except BaseException as error:  # noqa: BLE001 - told by the main thread
            faults.append(error)

    with Project.open(path, busy_timeout_s=30) as project:
        who = [f"a{n}" for n in range(8)]
        threads = [threading.Thread(target=edit, args=(project, name)) for name in who]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []
        assert {name: set(spans_of(project, who=name)) for name in who} == kept
        assert project.check() == []


def test_a_killed_writer(cluster, path):
    """What it had acknowledged is there, and the next one writes at once."""
    for kill in range(3):
        with ExitStack() as stack:
            process = stack.enter_context(start(path, "edit", "x"))
            assert process.stdout.readline() == "ready\n"
            said = [process.stdout.readline() for _ in range(5 + kill)]
            process.kill()
            said += [line for line in process.stdout if line.endswith("\n")]
        gone = {line.split()[1] for line in said if line.startswith("remov")}
        added = {line.split()[1] for line in said if line.startswith("added")} - gone
        with Project.open(path) as project:
            assert added <= spans_of(project).keys()
            tag(project, who="y")
            assert project.check() == []
    with Project.open(path) as project:
        while project.undo("x") is not None:
            pass
        assert spans_of(project) == {}
        assert len(spans_of(project, who="y")) == 3


# -- the same as on a file ---------------------------------------------------------------------


@FEW
@given(operations=OPERATIONS)
def test_the_same_edits_leave_the_same(
    cluster, template_name, template, operations, tmp_path_factory
):
    """What edits, undos and redos leave does not depend on the kind of database."""
    left = []
    file = template.copy(tmp_path_factory.mktemp("same") / "p.annotator")
    for place in (file, cluster.url(cluster.create(template_name))):
        numbers = itertools.count()
        with (
            mock.patch.object(editing, "new_id", side_effect=lambda n=numbers: f"i{next(n):04}"),
            Project.open(place) as project,
        ):
            for operation in operations:
                operate(project, operation)
            found = content(project)
            spans = {
                span.id: (span.label, span.ranges, span.note, span.flagged, span.attributes)
                for span in found["spans"].values()
            }
            told = [(one.number, one.event, one.text) for one in project.history()]
            left.append((spans, found["links"], found["statuses"], found["labels"], told))
    assert left[0] == left[1]


@FEW
@given(here=OPERATIONS, one=OPERATIONS, other=OPERATIONS)
def test_packs_of_a_server(cluster, template_name, here, one, other, tmp_path_factory):
    """Packs are files; they come back in any order, as often as one likes."""
    folder = tmp_path_factory.mktemp("packs")
    base = cluster.create(template_name)
    with Project.open(cluster.url(base)) as project:
        operate(project, (0, 0, 1, 2))
        for who in ("x", "y"):
            project.pack(folder / f"{who}.annotator", who)
    copy = cluster.create(base)
    packs = []
    with ExitStack() as stack:
        for who, operations in (("x", one), ("y", other)):
            packs.append(stack.enter_context(Project.open(folder / f"{who}.annotator")))
            for operation in operations:
                operate(packs[-1], operation, who)
        left = []
        for name, order in ((base, packs), (copy, packs[::-1])):
            with Project.open(cluster.url(name)) as project:
                for pack in order:
                    project.merge(pack)
                first = content(project)
                for pack in order:
                    project.merge(pack)
                assert content(project) == first
                left.append(first)
        assert left[0]["spans"] == left[1]["spans"]
        assert left[0]["statuses"] == left[1]["statuses"]
    with Project.open(cluster.url(base)) as project:
        for operation in here:
            operate(project, operation)
        assert project.check() == []


def test_a_server_is_merged_into_a_file(project, template, tmp_path):
    """Either side of a merge may be a file or a server."""
    with Project.open(template.copy(tmp_path / "p.annotator")) as file:
        tag(project)
        tag(file, 4, 6, who="y")
        file.merge(project, foreign=True)
        project.merge(file, foreign=True)
        assert all_spans(file) == all_spans(project)
        assert len(all_spans(file)) == 2


def test_a_merge_is_looked_at_and_taken_back(path, project, tmp_path):
    """Looking changes no row; taking back leaves every row but those of the history."""

    def rows():
        told = ("changes ", "change_events ", "links ", "fragments ")
        return [row for row in dump(path) if not row.startswith(told)]

    first = tag(project)
    project.pack(tmp_path / "x.annotator", "x")
    project.apply(SetNote(span=first, note="here"), "x")
    with Project.open(tmp_path / "x.annotator") as pack:
        pack.apply(SetNote(span=first, note="there"), "x")
        tag(pack, 5, 7)
        pack.apply(SetStatus(articles=(SECOND,), status=Status.DONE), "x")
        before = dump(path)
        preview = project.look_at_merge(pack)
        assert dump(path) == before
        assert (preview.merged.spans_new, preview.merged.conflicts) == (2, 1)
        left, before = content(project), rows()
        merged = project.merge(pack, by="y")
        after, after_rows = content(project), rows()
        assert merged == preview.merged
        project.undo("y")
        assert (content(project), keyless(rows())) == (left, keyless(before))
        project.redo("y")
        assert (content(project), keyless(rows())) == (after, keyless(after_rows))
        project.undo("y")
        assert project.merge(pack, by="y") == merged
        assert content(project) == after
        (conflict,) = project.conflicts()
        project.apply(SettleConflict(conflict=conflict.id, keep=Keep.OTHER), "y")
        assert project.merge(pack).conflicts == 0
        assert project.conflicts() == []
    assert project.check() == []


def keyless(rows):
    """Return rows without their keys, which may be new ones."""
    return sorted(re.sub(r"^(spans|conflicts) \(\d+", r"\1", row) for row in rows)


def test_search(project):
    """Without FTS5 texts are looked through; nothing that is typed is an error."""
    assert project.is_search_index_complete()
    assert project.extend_search_index()[0] == project.extend_search_index()[1]

    def found(words):
        return [one.row.id for one in project.search("x", words).articles]

    assert found("milley*") == [FIRST]
    assert found('"שלום, "') == [FIRST]
    assert found("𠀀𠀁") == [FIRST]
    assert found("élysée") == [SECOND]
    assert found("said nowhere") == []
    for odd in ("%", "_", "\\", "'", '"', "*", "a:b", "AND", "(", "\x00", "\ud800", "👍🏽"):
        found(odd)
        project.index("x", ArticleFilter(words=odd.replace("\x00", "").replace("\ud800", "")))
    assert found("off_it\\") == [SECOND]
    assert found("offXit") == []
    (hit,) = project.search("x", "Mark*").articles[0].hits[:1]
    assert NEWS[slice(*hit)] == "Mark"


@pytest.mark.parametrize("order", Order)
def test_orders(project, order):
    project.apply(SetStatus(articles=(SECOND,), status=Status.DONE), "x")
    for descending in (False, True):
        wanted = ArticleFilter(order=order, descending=descending)
        assert sorted(project.index("x", wanted)) == [1, 2]


def test_what_postgresql_cannot_store(project):
    """A NUL, and what the tables refuse, are told in a sentence; nothing has changed."""
    annotators = schema.annotators.insert()
    with (
        pytest.raises(NotSavedError, match="NUL"),
        project.database.writing() as connection,
    ):
        connection.execute(annotators.values(key=9, name="a\x00b"))
    with (
        pytest.raises(DamagedError, match="breaks its rules"),
        project.database.writing() as connection,
    ):
        connection.execute(annotators.values(key=9, name=""))
    assert project.annotators() == ["x", "y"]


# -- the command line --------------------------------------------------------------------------


def annotator(folder, *arguments):
    done = commands.run(*arguments, folder=ROOT)
    assert "Traceback" not in done.stderr
    assert SECRET not in done.stdout + done.stderr
    return done.returncode, done.stdout, done.stderr


def test_the_command_line(cluster, empty, tmp_path):
    """Import makes the project; export, check, stats, agreement, pack and merge work on it."""
    url = empty if clusters.GIVEN in os.environ else empty.replace("@", f":{SECRET}@", 1)
    given_ = tmp_path / "given.jsonl"
    spans = '"spans": [{"label": "claim", "start": 0, "end": 3}], "status": "done"'
    given_.write_text(
        "".join(
            f'{{"id": "a", "text": "One two three.", "annotator": "{who}", {spans}}}\n'
            for who in ("x", "y")
        )
    )

    def ok(*arguments):
        code, out, err = annotator(tmp_path, *arguments)
        assert code == 0, err
        return out

    assert "1 article new" in ok("import", url, given_)
    assert "1 already there" in ok("import", url, given_)
    assert ok("check", url)
    assert '"spans":2' in ok("stats", url, "--json").replace(" ", "")
    ok("export", url, tmp_path / "out.jsonl")
    ok("agreement", url, "--json", tmp_path / "report.json", "--replicates", "10")
    ok("pack", url, tmp_path / "x.annotator", "--annotator", "x")
    with Project.open(tmp_path / "x.annotator") as pack:
        edit = AddSpan(article="a", label="claim", ranges=((4, 7),))
        pack.apply(edit, "x")
    assert "1 span new" in ok("merge", url, tmp_path / "x.annotator")
    code, _, error = annotator(tmp_path, "new", url)
    assert (code, error) == (2, "there is already a project in this database\n")
