"""The network breaks off or falls silent while an edit is saved on a PostgreSQL server."""

from __future__ import annotations

import time

import pytest

from annotator.annotation.edits import AddSpan, SetAssignments
from annotator.desktop.session.session import Session
from annotator.errors import NotSavedError, ProjectBusyError, ProjectError, UncertainError
from annotator.project import Attempt, Project, new_window
from annotator.project.storage.limits import SILENT_S
from tests.project import cluster as clusters
from tests.project.making import FIRST, make, spans_of, tag
from tests.project.proxy import Mood, Proxy

WHY_NOT = clusters.missing()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

EDIT = AddSpan(article=FIRST, label="claim", ranges=((0, 3),))


@pytest.fixture(scope="module")
def cluster():
    with clusters.running() as cluster:
        yield cluster


@pytest.fixture
def url(cluster):
    name = cluster.create()
    make(cluster.url(name)).close()
    return cluster.url(name)


@pytest.fixture
def proxy(url):
    with Proxy(url) as proxy:
        yield proxy


@pytest.fixture
def project(proxy):
    with Project.open(proxy.url) as project:
        yield project


def attempt(again=False, **more):
    return Attempt(window="w", edit="e1", again=again, **more)


def test_a_commit_whose_answer_is_lost_is_found_done(project, proxy, url):
    """Nobody says that nothing has changed; tried again, the edit is there once."""
    proxy.become(Mood.BREAKS_AFTER_COMMIT)
    with pytest.raises(UncertainError, match="whether it was saved is not known"):
        project.apply(EDIT, "x", attempt())
    with Project.open(url) as other:
        (stored,) = spans_of(other)
    changes = project.apply(EDIT, "x", attempt(again=True))
    assert changes.delta.spans[0].after.id == stored
    assert list(spans_of(project)) == [stored]


def test_a_commit_that_did_not_arrive_is_done_when_it_is_tried_again(project, proxy, url):
    proxy.become(Mood.BREAKS_BEFORE_COMMIT)
    with pytest.raises(UncertainError):
        project.apply(EDIT, "x", attempt())
    with Project.open(url) as other:
        assert spans_of(other) == {}
    assert project.apply(EDIT, "x", attempt(again=True)) is not None
    assert len(spans_of(project)) == 1


@pytest.mark.parametrize("mood", [Mood.BREAKS_AFTER_COMMIT, Mood.BREAKS_BEFORE_COMMIT])
def test_undo_and_redo_are_done_once(project, proxy, mood):
    tag(project, 0, 3)
    tag(project, 4, 6)
    project.undo("x", Attempt(window="w"))
    project.redo("x", Attempt(window="w"))
    for step, left in ((project.undo, 1), (project.redo, 2)):
        known = project.mark().event
        proxy.become(mood)
        with pytest.raises(UncertainError):
            step("x", attempt(own_event=known))
        assert step("x", attempt(again=True, own_event=known)) is not None
        assert len(spans_of(project)) == left


@pytest.mark.parametrize("mood", [Mood.BREAKS_AFTER_COMMIT, Mood.BREAKS_BEFORE_COMMIT])
def test_assignments_are_made_once(project, proxy, mood):
    edit = SetAssignments(assigned={FIRST: ("y",)}, base={FIRST: ()})
    proxy.become(mood)
    with pytest.raises(UncertainError):
        project.apply(edit, "x", attempt())
    assert project.apply(edit, "x", attempt(again=True)) is not None
    assert project.assignments() == {FIRST: ("y",)}
    with project.database.reading() as connection:
        assert (
            connection.exec_driver_sql(
                "SELECT count(*) FROM changes WHERE kind <> 'import'"
            ).scalar()
            == 1
        )


@pytest.mark.parametrize("mood", [Mood.BREAKS_AFTER_COMMIT, Mood.BREAKS_BEFORE_COMMIT])
def test_an_import_whose_chunk_is_lost_is_taken_back_whole(project, proxy, url, mood):
    from tests.project.making import article

    def bring_in():
        with project.begin_import("test") as incoming:
            proxy.become(mood)
            incoming.add([article("third", "Third.")])

    with pytest.raises(ProjectError):
        bring_in()
    with Project.open(url) as other:
        assert not other.has_article("third")
        assert other.check() == []


@pytest.mark.parametrize("mood", [Mood.SILENT, Mood.SILENT_AFTER_COMMIT])
def test_a_server_that_falls_silent_is_told_within_seconds(project, proxy, url, mood):
    """In a window nobody waits longer for a word; afterwards it works as before."""
    window = new_window()
    assert project.attend(window, "x")
    tag(project, 7, 9)
    proxy.become(mood)
    began = time.monotonic()
    with pytest.raises(NotSavedError) as error:
        project.apply(EDIT, "x", attempt())
    assert time.monotonic() - began < 3 * SILENT_S, "it froze for 43 s"
    assert isinstance(error.value, UncertainError) is (mood is Mood.SILENT_AFTER_COMMIT)
    proxy.become(Mood.GOOD)
    assert project.apply(EDIT, "x", attempt(again=True)) is not None
    assert len(spans_of(project)) == 2


def test_the_session_says_that_it_is_not_known(project, proxy, qapp):
    """And does what the person asks for: tries again, and finds it done."""
    session = Session(project, "x")
    session.open_article(FIRST)
    told = []
    session.failed.connect(lambda sentence, again: told.append((sentence, again)))
    proxy.become(Mood.BREAKS_AFTER_COMMIT)
    assert session.apply(EDIT) is None
    ((sentence, again),) = told
    assert sentence == (
        "The connection was lost while saving; whether it was saved is not known."
        " “Try again” finds out, and saves it once."
    )
    again()
    assert len(session.spans) == 1
    assert session.spans.keys() == spans_of(project).keys()


def test_what_was_stored_and_not_told_appears_by_itself(project, proxy, qapp):
    """Also when nobody tries again: it is news like any other."""
    session = Session(project, "x")
    session.open_article(FIRST)
    proxy.become(Mood.BREAKS_AFTER_COMMIT)
    assert session.apply(EDIT) is None
    assert not session.spans
    session.catch_up()
    assert len(session.spans) == 1


def test_who_holds_a_server_is_named(project, url):
    window = new_window()
    with Project.open(url, busy_timeout_s=0.2) as other:
        project.attend(window, "Ada")
        with (
            project.database.writing(),
            pytest.raises(ProjectBusyError, match=r"Ada’s window on .* is writing to the project"),
        ):
            tag(other)


def test_another_programs_lock_is_named(cluster, project, url):
    """A tool that locks a table and says nothing: an edit does not wait for ever."""
    import psycopg

    with psycopg.connect(url, application_name="pgtool") as tool:
        tool.execute("LOCK TABLE changes IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(ProjectBusyError, match=r"another program .*pgtool"):
            project.apply(EDIT, "x")
