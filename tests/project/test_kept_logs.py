"""Whatever becomes of the file, all that was ever acknowledged can be put together.

What is folded into the file is kept before, so that the newest backup, what was kept since and the
log are everything. The projects here really are written over, cut and replaced, in second
processes, and each acknowledged span is counted.
"""

from __future__ import annotations

import os
import random
import shlex
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.annotation.edits import AddSpan
from annotator.errors import DamagedError, NotAProjectError, NotSavedError, ProjectError
from annotator.project import Project, backups, logs
from annotator.project.backups import lines, log_keeping, pieces
from annotator.project.door import database, rebuilding
from annotator.words import say
from tests import command as commands
from tests.project.door.test_other_file import (
    cut_in_the_middle,
    cut_to_zero,
    ids_in,
    is_sound,
    named_in,
    running,
    write_over,
)
from tests.project.driver import ROOT, start
from tests.project.making import FIRST, dump, make, spans_of, tag


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A folder of backups of its own, beside that of the project."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return backups.folder()


@pytest.fixture
def other(tmp_path):
    """Another project, closed."""
    path = tmp_path / "other.annotator"
    with make(path) as project:
        tag(project)
    return path


@pytest.fixture
def past(path, tmp_path):
    """The project's own past."""
    return Path(shutil.copyfile(path, tmp_path / "past"))


def kept_in(place):
    return [one for folder in place.iterdir() for one in pieces.pieces_in(folder)]


def copies_in(place):
    return list(place.rglob("*.annotator"))


def run_what_is_named(sentence, folder):
    """Run the command that a sentence names, word for word; return the project it makes."""
    command = str(sentence).partition("“")[2].partition("”")[0]
    words = shlex.split(command)
    assert words[0] == "annotator"
    done = commands.run(*words[1:], folder=ROOT)
    assert done.returncode == 0, done.stderr
    made = Path(words[3] if words[1] == "recover" else words[2])
    assert made.parent == folder
    return made


def worked(program, folds=4):
    """Add spans, and fold what was added, again and again."""
    ids = []
    for _ in range(folds):
        ids += program.add(5)
        assert program.ask("fold") == "folded"
    return ids


HOW = ["other", "past", cut_to_zero, cut_in_the_middle]


def harm(how, path, other, past):
    if how == "past":
        write_over(path, past)
    elif how == "other":
        write_over(path, other)
    else:
        how(path, other)


@pytest.mark.parametrize("last", [0, 3])
@pytest.mark.parametrize("how", HOW)
def test_all_that_was_folded_comes_back(path, other, past, how, last):
    """Written over, cut or emptied after some foldings, also when all was folded just before."""
    with running(path) as program:
        acknowledged = worked(program)
        acknowledged += program.add(last) if last else []
        harm(how, path, other, past)
        sentence = program.is_refused()
        assert "everything that was saved is now in" in sentence
        program.ask("close")
    rescued = named_in(sentence, "rescued")
    assert ids_in(rescued) == set(acknowledged)
    assert is_sound(rescued)


@pytest.mark.parametrize("how", HOW)
def test_what_former_sessions_have_saved_comes_back(path, other, past, how):
    """Closed, killed and opened again meanwhile: each log was kept, whoever folded it."""
    acknowledged = []
    for number in range(5):
        with running(path) as program:
            acknowledged += worked(program, 1)
            acknowledged += program.add(3)
            if number % 2:
                assert program.ask("close") == "closed"
    with running(path) as program:
        harm(how, path, other, past)
        sentence = program.is_refused()
    assert ids_in(named_in(sentence, "rescued")) == set(acknowledged)


def test_two_programs_fold_by_turns(path, other):
    """Each keeps before it folds, the log of both: nothing is missing and nothing is twice."""
    acknowledged = []
    with running(path) as first, running(path) as second:
        for turn in range(8):
            writer, folder = (first, second) if turn % 3 else (second, first)
            acknowledged += writer.add(2)
            assert folder.ask("fold") == "folded"
            acknowledged += folder.add(1)
        write_over(path, other)
        sentences = [first.is_refused(), second.is_refused()]
    for sentence in sentences:
        assert ids_in(named_in(sentence, "rescued")) == set(acknowledged)
    assert len(list(path.parent.glob("*.rescued-*"))) == 1


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_moment_what_is_kept_is_consistent(path, other, seed):
    """Two programs write and fold; one is killed in the middle of it, again and again."""
    chance = random.Random(seed)
    acknowledged = []
    with running(path) as steady:
        acknowledged += worked(steady, 1)
        for _ in range(4):
            program = start(path, "fold for ever", "x")
            for _ in range(chance.randrange(5, 40)):
                acknowledged.append(program.stdout.readline().strip())
            acknowledged += steady.add(2)
            program.send_signal(signal.SIGKILL)
            acknowledged += program.communicate()[0].split()
            assert steady.ask("fold") == "folded"
        acknowledged += steady.add(2)
        write_over(path, other)
        rescued = named_in(steady.is_refused(), "rescued")
    assert set(acknowledged) <= ids_in(rescued)
    assert is_sound(rescued)


def test_the_command_that_is_named_brings_everything_back(path, other, tmp_path, monkeypatch):
    """Where the project cannot be put together at once, the sentence names the command for it."""
    ids = []
    with Project.open(path) as project:
        for _ in range(3):
            ids.append(tag(project))
            project.fold()
        ids.append(tag(project))

        def full(*_):
            raise NotSavedError(say("there is no room"))

        write_over(path, other)
        monkeypatch.setattr("annotator.project.door.rescuing.build", full)
        with pytest.raises(NotSavedError) as told:
            tag(project)
    made = run_what_is_named(str(told.value), path.parent)
    assert ids_in(made) == set(ids)
    assert is_sound(made)
    assert is_sound(path)


def test_the_command_is_named_where_all_was_folded(path, other, monkeypatch):
    """Then there is no log beside the project: the last one that was kept is named."""
    with Project.open(path) as project:
        ids = []
        for _ in range(3):
            ids.append(tag(project))
            project.fold()
    with Project.open(path) as project:
        write_over(path, other)

        def full(*_):
            raise NotSavedError(say("there is no room"))

        monkeypatch.setattr("annotator.project.door.rescuing.build", full)
        sentence = project.look()
    made = run_what_is_named(sentence, path.parent)
    assert ids_in(made) == set(ids)


def test_a_log_that_is_put_aside_names_the_command(path, past):
    """Killed, then the file put back as it was long ago: the log comes back with its project."""
    with running(path) as program:
        acknowledged = worked(program)
        acknowledged += program.add(3)
    shutil.copyfile(past, path)
    with Project.open(path) as project:
        (notice,) = project.notices
        assert spans_of(project) == {}
        made = run_what_is_named(notice, path.parent)
        assert ids_in(made) == set(acknowledged)


def test_a_kept_log_can_be_restored_into_the_project(path, past):
    """It is listed first, as what was saved since, and brings everything back."""
    with running(path) as program:
        acknowledged = worked(program)
        write_over(path, past)
        program.is_refused()
        program.ask("close")
    with Project.open(path) as project:
        tag(project, 10, 12)
        first, *others = project.backups()
        assert first.why == backups.SINCE
        assert backups.SINCE not in {one.why for one in others}
        restored = project.restore(first.path)
        assert set(spans_of(project)) == set(acknowledged)
        assert project.check() == []
        assert project.backups()[0].why == "restore", "the list goes by time"
        assert len(ids_in(restored.before)) == 1


def test_an_abandoned_state_outlives_new_backups(path, past):
    """The file put back to its past, and work goes on: what was before stays until it is old."""
    with running(path) as program:
        acknowledged = worked(program)
        write_over(path, past)
        program.is_refused()
        program.ask("close")
    with Project.open(path) as project:
        for _ in range(3):
            tag(project)
            project.fold()
            project.back_up_if_changed("daily")
        (lost,) = (one for one in project.backups() if one.why == backups.SINCE)
        made = lines.rebuild(lost.path, path.with_name("made.annotator"))
    assert ids_in(made) == set(acknowledged)


def test_a_new_backup_lets_go_of_what_was_kept_before(path, place):
    """What the newest backup has needs no logs any more."""
    with Project.open(path) as project:
        for _ in range(4):
            tag(project)
            project.fold()
        assert len(kept_in(place)) >= 3
        project.back_up("asked")
        tag(project)
        project.fold()
        assert len(kept_in(place)) <= 2


def test_when_much_is_kept_a_backup_is_made_instead(path, place, monkeypatch):
    """It is made beside the work, and what was kept before it goes."""
    monkeypatch.setattr(log_keeping, "MOST_PIECES", 3)
    with Project.open(path) as project:
        for _ in range(12):
            tag(project)
            project.fold()
            assert len(kept_in(place)) <= 5
        assert {one.why for one in project.backups()} == {"work"}
        assert 2 <= len(project.backups()) <= 5


def test_what_is_kept_counts_and_goes_with_its_backup(path, place):
    """A log without a backup is of no use, and is removed."""
    with Project.open(path) as project:
        tag(project)
        project.fold()
        tag(project)
        project.fold()
        assert kept_in(place)
        for copy in copies_in(place):
            copy.unlink()
        project.back_up("asked")
        tag(project)
        project.fold()
        (copy,) = copies_in(place)
        assert all(logs.mark_in(copy) in pieces.states_of(one.path)[1] for one in kept_in(place))


def test_a_log_that_nobody_kept_breaks_the_line(path, place, other):
    """Folded by another program: it is noticed, and a whole backup is made before the next one."""
    with Project.open(path) as project:
        ids = [tag(project)]
        project.fold()
        ids.append(tag(project))
        with closing(sqlite3.connect(path)) as foreign:
            foreign.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ids.append(tag(project))
        number = len(copies_in(place))
        project.fold()
        assert len(copies_in(place)) == number + 1
        ids.append(tag(project))
        write_over(path, other)
        rescued = named_in(project.look(), "rescued")
    assert ids_in(rescued) == set(ids)


def test_what_cannot_be_put_together_is_not_promised(path, other):
    """The log is kept, the newest backup is named, and that they do not go together is said."""
    with Project.open(path) as project:
        tag(project)
        project.fold()
        tag(project)
        with closing(sqlite3.connect(path)) as foreign:
            foreign.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        last = tag(project)
        write_over(path, other)
        sentence = project.look()
    assert "it does not continue the newest backup" in sentence
    assert last.encode() in named_in(sentence, "kept").read_bytes()
    assert not list(path.parent.glob("*.rescued-*"))


def test_no_room_for_what_is_kept(path, place, monkeypatch):
    """Work and folding go on; why it is not kept can be asked; with room it is whole again."""
    with Project.open(path) as project:
        tag(project)
        project.fold()
        assert project.keeping_problem is None

        def full(*_):
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(logs, "extend_copy", full)
            tag(project)
            project.fold()
            assert "there is no room in" in project.keeping_problem
            assert spans_of(project)
        tag(project)
        monkeypatch.setattr(log_keeping, "_AGAIN_AFTER_S", 0)
        project.fold()
        assert project.keeping_problem is None
        assert dump(copies_in(place)[0])


def test_a_long_log_is_folded_beside_the_work(path):
    """No key waits for it, and the log does not grow for ever."""
    with Project.open(path) as project:
        for _ in range(6):
            edit = AddSpan(article=FIRST, label="claim", ranges=((0, 2),), note="n" * 2_000_000)
            project.apply(edit, "x")
            if project.database._folder is not None:
                project.database._folder.join()
        index = project.database._guard._watch.state()
        assert index.folded > 1_000
        assert project.check() == []
        size = Path(f"{path}-wal").stat().st_size
        assert size < 4 * 2_000_000 * 4


def test_who_writes_without_a_pause_waits_at_last(path, monkeypatch):
    """Else a log into which somebody writes all the time would never begin anew."""
    monkeypatch.setattr(database, "_PAGES", 40)
    monkeypatch.setattr(database, "_PAGES_IN_BULK", 120)
    with Project.open(path) as project:
        longest = 0
        for _ in range(80):
            tag(project)
            longest = max(longest, project.database._guard._watch.state().frames)
        assert longest < 400
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM spans").fetchone()
            for _ in range(80):
                tag(project)
            assert project.database._wait_at > 120, "somebody reads: it is tried ever rarer"
            reader.execute("ROLLBACK")
        for _ in range(80):
            tag(project)
        project.fold()
        tag(project)
        assert project.database._guard._watch.state().frames < 120
        assert project.check() == []


def test_frames_that_are_added_while_a_log_is_kept_are_not_folded(path, monkeypatch):
    """Another program writes between keeping and folding: its work is kept with the next one."""
    with running(path) as second, Project.open(path) as project:
        ids = [tag(project)]
        project.fold()
        ids.append(tag(project))
        keep = pieces.keep

        def and_then(*arguments):
            kept = keep(*arguments)
            ids.extend(second.add(3))
            return kept

        with monkeypatch.context() as patch:
            patch.setattr(pieces, "keep", and_then)
            project.fold()
        index = project.database._guard._watch.state()
        assert 0 < index.folded < index.frames
        ids += second.add(2)
        project.fold()
        ids += second.add(1)
        last = project.database.mark()
        line = pieces.line_of(Path(f"{path}-wal"))
        assert logs.marks_around(line.logs[-1])[1] == last
        made = rebuilding.build(line, path.with_name("made.annotator"))
        assert ids_in(made) == set(ids)


def test_a_copy_of_a_log_is_brought_up_to_date(tmp_path, path):
    """What is missing is added; what was cut off, or is another's, is written anew."""
    copy = tmp_path / "copy"
    with Project.open(path) as project:
        log = Path(f"{path}-wal")
        for _ in range(3):
            tag(project)
            frames = logs.committed_frames(log)
            logs.extend_copy(log, copy, frames)
            whole = log.read_bytes()[: copy.stat().st_size]
            assert copy.read_bytes() == whole
            assert logs.marks_around(copy) == logs.marks_around(log)
            os.truncate(copy, len(whole) - 1_000)
        copy.write_bytes(bytes(len(whole)))
        logs.extend_copy(log, copy, frames)
        assert copy.read_bytes() == whole


def test_what_is_no_log_is_refused(tmp_path, path):
    """Another file of that name, and a log whose backup is gone."""
    log = tmp_path / "x.annotator-log"
    log.write_bytes(b"nothing")
    out = tmp_path / "out.annotator"
    with pytest.raises(NotAProjectError, match="no log of an Annotator project"):
        lines.rebuild(log, out)
    with Project.open(path) as project:
        tag(project)
        shutil.copyfile(f"{path}-wal", log)
    with pytest.raises(ProjectError, match="no backup that this log continues"):
        lines.rebuild(log, out)
    assert not out.exists()


def test_a_damaged_log_makes_no_project(tmp_path, path, place):
    """A byte has flipped in what was kept: what comes of it would lack its end."""
    with Project.open(path) as project:
        for _ in range(4):
            tag(project)
            project.fold()
    middle = kept_in(place)[2].path
    data = bytearray(middle.read_bytes())
    data[200] ^= 1
    middle.write_bytes(data)
    last = kept_in(place)[-1].path
    with pytest.raises(DamagedError):
        lines.rebuild(last, tmp_path / "out.annotator")
    assert [one for one in tmp_path.iterdir() if one.name.startswith((".", "out"))] == []
