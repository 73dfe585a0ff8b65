"""Many threads on one project, and several programs on one file."""

from __future__ import annotations

import threading
from contextlib import ExitStack

from annotator.annotation.edits import SetNote
from annotator.project import Project
from tests.project.driver import start
from tests.project.making import FIRST, spans_of, tag


def test_many_threads(path):
    """Threads that edit, undo and read at once lose nothing and see only whole spans."""
    faults, kept = [], {}
    barrier = threading.Barrier(20)

    def edit(project, who):
        try:
            barrier.wait()
            ids = [tag(project, n, n + 3, who=who) for n in range(6)]
            project.apply(SetNote(span=ids[0], note=who), who)
            project.undo(who)
            project.undo(who)
            kept[who] = set(ids[:-1])
        except BaseException as error:  # noqa: BLE001 - told by the main thread
            faults.append(error)

    def read(project):
        try:
            barrier.wait()
            for _ in range(8):
                for span in spans_of(project):
                    assert span
                assert project.check() == []
                project.statistics()
        except BaseException as error:  # noqa: BLE001 - told by the main thread
            faults.append(error)

    with Project.open(path, busy_timeout_s=20) as project:
        who = [f"a{n}" for n in range(14)]
        threads = [threading.Thread(target=edit, args=(project, name)) for name in who]
        threads += [threading.Thread(target=read, args=(project,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []
        assert {name: set(spans_of(project, who=name)) for name in who} == kept
        assert project.check() == []


def test_programs_at_once(path):
    """Three programs that write at the same time lose none of each other's spans."""
    with ExitStack() as stack:
        processes = [stack.enter_context(start(path, "add", who)) for who in ("x", "y", "x")]
        printed = [process.communicate()[0].split() for process in processes]
    assert [len(ids) for ids in printed] == [40, 40, 40]
    with Project.open(path) as project:
        assert set(spans_of(project)) == {*printed[0], *printed[2]}
        assert set(spans_of(project, who="y")) == set(printed[1])
        assert project.check() == []


def test_two_programs_take_turns(project, path):
    """Each sees at once what the other has stored, and undo takes the newest, whoever made it."""
    with start(path, "demand", "x") as other:
        assert other.stdout.readline() == "ready\n"
        ids = []
        for number in range(0, 10, 2):
            ids.append(tag(project, number, number + 2))
            other.stdin.write(f"{number + 1}\n")
            other.stdin.flush()
            ids.append(other.stdout.readline().strip())
            assert list(spans_of(project)) == ids
        for gone in reversed(ids):
            assert project.undo("x").delta.spans[0].before.id == gone
        other.stdin.close()
    assert project.undo("x") is None
    assert project.open_article("x", FIRST).status == "new"
