"""Disks that are full, files that cannot be written, and programs that hold the project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotator.annotation.edits import AddSpan
from annotator.errors import NotSavedError, ProjectBusyError, ProjectError
from annotator.project import Project, backups
from tests.project.driver import ROOT, start
from tests.project.making import FIRST, TEXTS, article, dump, spans_of, tag


def big_note(project, size=400_000):
    edit = AddSpan(article=FIRST, label="claim", ranges=((0, 3),), note="n" * size)
    return project.apply(edit, "x")


# -- locked -----------------------------------------------------------------------------------


def test_another_program_holds_the_project(path):
    """In the end the edit gives up in words, nothing has changed, and a retry works."""
    with Project.open(path, busy_timeout_s=0.3) as project:
        first = tag(project)
        before = dump(path)
        holder = start(path, "hold")
        try:
            assert holder.stdout.readline() == "held\n"
            for attempt in (lambda: tag(project, 4, 9), lambda: project.undo("x")):
                with pytest.raises(ProjectBusyError, match="another program"):
                    attempt()
            with pytest.raises(ProjectBusyError):
                project.begin_import("test")
            assert list(spans_of(project)) == [first], "reading goes on"
            with Project.open(path, busy_timeout_s=0.3) as other:
                assert list(spans_of(other)) == [first], "opening goes on"
            assert dump(path) == before
            holder.stdin.write("\n")
            holder.stdin.flush()
            assert holder.stdout.readline() == "let go\n"
        finally:
            holder.kill()
            holder.communicate()
        second = tag(project, 4, 9)
        assert spans_of(project).keys() == {first, second}


# -- full -------------------------------------------------------------------------------------


def test_a_file_that_may_not_grow(project, path):
    """When no page can be added the edit is refused; later edits work when there is room."""
    first = tag(project)
    before = dump(path)
    engine = project.database.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(NotSavedError, match="full"):
        big_note(project)
    with pytest.raises(NotSavedError, match="full"), project.begin_import("test") as incoming:
        incoming.add([article(f"n{n}", "x" * 10_000) for n in range(100)])
    assert dump(path) == before
    assert project.check() == []
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert big_note(project) is not None
    project.undo("x")
    assert list(spans_of(project)) == [first]


@contextmanager
def small_disk(megabytes):
    folder = Path(tempfile.mkdtemp(prefix="annotator-small-"))
    mounted = (
        os.geteuid() == 0
        and shutil.which("mount") is not None
        and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)],
            check=False,
            capture_output=True,
        ).returncode
        == 0
    )
    if not mounted:
        folder.rmdir()
        pytest.skip("a small disk can only be mounted by root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


def fill(path):
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 4096)


def tag_into(project, kept):
    for number in range(2000):
        kept.append(tag(project, number % 20, number % 20 + 2))


def test_a_disk_that_is_really_full(template):
    """On a full disk edits, undo and imports fail in words, and all goes on when there is room."""
    with small_disk(2) as disk:
        path = template.copy(disk / "p.annotator")
        with Project.open(path) as project:
            first = tag(project)
            filler = disk / "filler"
            with pytest.raises(OSError, match="No space"):
                fill(filler)
            kept = [first]
            with pytest.raises(NotSavedError, match=r"full|cannot be written"):
                tag_into(project, kept)
            with pytest.raises(NotSavedError):
                big_note(project)
            assert spans_of(project).keys() == set(kept)
            assert project.check() == []
            with pytest.raises(NotSavedError):
                Project.create(disk / "new.annotator")
            assert sorted(one.name for one in disk.iterdir() if "new" in one.name) == []
            filler.unlink()
            last = tag(project, 4, 9)
            assert spans_of(project).keys() == {*kept, last}
        with Project.open(path) as project:
            assert spans_of(project).keys() == {*kept, last}
            assert project.check() == []


def test_a_full_disk_is_called_so_also_by_who_only_reads(template):
    """SQLite makes an index beside a project to read it: it is no damage, and no other file."""
    with small_disk(2) as disk:
        path = template.copy(disk / "p.annotator")
        filler = disk / "filler"
        with pytest.raises(OSError, match="No space"):
            fill(filler)
        with pytest.raises(ProjectError, match="the disk is full"):
            Project.open(path)
        with pytest.raises(NotSavedError, match="no room"):
            backups.back_up_file(path, "migration")
        with pytest.raises(NotSavedError, match="no room"):
            backups.write_copy(path, disk / "copy.annotator")
        assert not (disk / "copy.annotator").exists()
        filler.unlink()
        with Project.open(path) as project:
            assert project.check() == []


# -- read-only --------------------------------------------------------------------------------

ATTEMPTS = """
import sys
from annotator.errors import AnnotatorError
from annotator.project import Project
from tests.project.making import FIRST, spans_of, tag
try:
    project = Project.open(sys.argv[1])
    print("spans", len(spans_of(project)), flush=True)
except AnnotatorError as error:
    print(type(error).__name__, error)
    sys.exit()
for attempt in (lambda: tag(project, 4, 9), lambda: project.undo("x"),
                lambda: project.begin_import("t"), lambda: project.add_annotator("new")):
    try:
        attempt()
        print("done")
    except AnnotatorError as error:
        print(type(error).__name__, error)
project.close()
"""


def _bound_by_permissions():
    """The words before a command that make permissions count for root as well."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("for root, permissions count only with setpriv")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


@pytest.mark.parametrize("log_left", [False, True])
@pytest.mark.parametrize("folder_too", [False, True])
def test_a_file_that_cannot_be_written(template, folder_too, log_left):
    """It opens to read, or says plainly why not; edits say that it is read-only."""
    folder = Path(tempfile.mkdtemp(prefix="annotator-read-only-"))
    try:
        path = template.copy(folder / "p.annotator")
        with Project.open(path) as project:
            tag(project)
            if log_left:
                for end in ("", "-wal", "-shm"):
                    shutil.copy(f"{path}{end}", folder / f"q.annotator{end}")
                path = folder / "q.annotator"
        before = {one.name: one.read_bytes() for one in folder.iterdir()}
        for one in folder.iterdir():
            one.chmod(0o444)
        folder.chmod(0o555 if folder_too else 0o777)
        result = subprocess.run(
            [*_bound_by_permissions(), sys.executable, "-c", ATTEMPTS, str(path)],
            cwd=ROOT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.stderr == ""
        lines = result.stdout.splitlines()
        if lines[0] == "spans 1":
            assert lines[1:] == ["NotSavedError the project file is read-only"] * 4
        else:
            assert lines == [f"ProjectError {lines[0].removeprefix('ProjectError ')}"]
            assert "folder" in lines[0]
            assert folder_too
        assert path.read_bytes() == before[path.name]
    finally:
        folder.chmod(0o777)
        shutil.rmtree(folder)


# -- gone -------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["moved", "deleted", "replaced"])
def test_a_file_that_has_gone(project, path, template, how):
    """Nothing is written into a file that nobody will find again; put back, it goes on."""
    tag(project)
    aside = path.with_suffix(".aside")
    path.rename(aside)
    if how == "deleted":
        aside.unlink()
    elif how == "replaced":
        template.copy(path)
    with pytest.raises(NotSavedError, match="moved or deleted"):
        tag(project, 4, 9)
    with pytest.raises(NotSavedError, match="moved or deleted"):
        project.undo("x")
    if how != "deleted":
        aside.replace(path)
        assert tag(project, 4, 9) in spans_of(project)
        assert len(spans_of(project)) == 2
        assert project.check() == []


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs to find the moved file")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_was_moved_while_open_is_whole(tmp_path, template, what):
    """Closing brings what is still in the log into the file, wherever it lies by now."""
    folder, other = tmp_path / "here", tmp_path / "there"
    folder.mkdir()
    path = template.copy(folder / "p.annotator")
    with Project.open(path) as project:
        first = tag(project)
        if what == "folder":
            folder.rename(other)
        else:
            other.mkdir()
            path.rename(other / path.name)
        with pytest.raises(NotSavedError, match="moved or deleted"):
            tag(project, 4, 9)
        reading = project.export()
        next(reading)
        with pytest.raises(ProjectError, match="moved or deleted"):
            project.progress("x")  # needs a second connection
        reading.close()
        assert not path.exists(), "no empty file took its place"
    with Project.open(other / path.name) as project:
        assert list(spans_of(project)) == [first]
        tag(project, 4, 9)
        assert project.check() == []


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs to find the moved file")
def test_two_logs_are_never_mixed(tmp_path, path):
    """Where another program has written to the moved file, its log is the one that counts."""
    moved = tmp_path / "moved.annotator"
    with Project.open(path) as project:
        tag(project)
        path.rename(moved)
        code = "import sys; from annotator.project import Project as P\n"
        code += "p = P.open(sys.argv[1]); p.add_annotator('z'); p.close()"
        subprocess.run([sys.executable, "-c", code, str(moved)], cwd=ROOT, check=True)
    with Project.open(moved) as project:
        assert "z" in project.annotators()
        assert project.check() == []


def test_all_texts_are_there(project):
    """The fabricated project is what these tests think it is."""
    assert [project.open_article("x", of).article.text for of in TEXTS] == list(TEXTS.values())
