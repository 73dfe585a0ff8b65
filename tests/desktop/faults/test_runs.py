"""The whole program in a process of its own: what is seen of a fault, and the exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.desk import make_project

DRIVER = Path(__file__).with_name("driver.py")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="passes a descriptor on")


class Run:
    """What a run ended with: code, standard error, what was seen, and its log folder."""

    def __init__(self, state: Path, *given: str) -> None:
        read, write = os.pipe()
        environment = {**os.environ, "XDG_STATE_HOME": str(state)}
        passing = f'exec 3>&{write}; exec "$@"'
        process = subprocess.Popen(
            ["bash", "-c", passing, "run", sys.executable, str(DRIVER), *given],
            env=environment,
            pass_fds=[write],
            stderr=subprocess.PIPE,
            text=True,
        )
        os.close(write)
        with os.fdopen(read, encoding="utf-8") as seen:
            self.seen = seen.read().splitlines()
        self.said = [
            line for line in process.communicate()[1].splitlines() if "propagate" not in line
        ]
        self.code = process.returncode
        self.folder = state / "annotator" / "log"
        self.reports = [file.read_text() for file in self.folder.glob("report-*")]
        log = self.folder / "annotator.log"
        self.log = log.read_text() if log.exists() else ""
        assert "Vell" not in self.log + "".join(self.reports)


@pytest.fixture
def project(tmp_path: Path) -> str:
    path = tmp_path / "p.annotator"
    make_project(path, ["Ada Vell spoke."])
    return str(path)


def test_a_fault_in_the_window_is_shown_and_gone_on_from(tmp_path, project):
    """A slot fails: a dialog, a line on the terminal, a report, a log; the window works on."""
    run = Run(tmp_path, "slot", "open", project, "--annotator", "a")
    assert run.code == 0
    assert run.seen[0].startswith("crash_dialog: ")
    assert "up to your last action is on disk" in run.seen[0]
    assert run.seen[-1] == "window"
    assert len(run.said) == 1
    assert "the program made a mistake (KeyError at faults/driver.py:" in run.said[0]
    assert "KeyError" in run.reports[0]
    assert "a fault of the program" in run.log


def test_a_window_without_faults_leaves_no_log(tmp_path, project):
    """Nothing is written where nothing went wrong."""
    run = Run(tmp_path, "good", "open", project, "--annotator", "a")
    assert (run.code, run.seen, run.said, run.log) == (0, ["window"], [], "")
    assert list(run.folder.iterdir()) == []


@pytest.mark.parametrize("kind", ["slot", "paint", "start"])
def test_a_fault_while_a_picture_is_made_ends_with_70(tmp_path, project, kind):
    """Nobody is asked: a sentence with the report's place, and exit code 70."""
    picture = tmp_path / "x.png"
    run = Run(tmp_path, kind, "open", project, "--annotator", "a", "--screenshot", str(picture))
    assert run.code == 70
    assert "crash_dialog" not in " ".join(run.seen)
    assert "the program made a mistake (KeyError" in run.said[-1]
    assert str(run.folder) in run.said[-1]
    assert len(run.reports) == 1


def test_a_fault_at_the_start_ends_with_70(tmp_path, project):
    """From a terminal: one line, and the code."""
    run = Run(tmp_path, "start", "open", project, "--annotator", "a")
    assert run.code == 70
    assert len(run.said) == 1


def test_a_fault_at_the_start_is_shown_to_who_started_from_an_icon(tmp_path, project):
    """There is no terminal at all: a dialog says it, and the report is there."""
    run = Run(tmp_path, "icon-start", "open", project, "--annotator", "a")
    assert run.code == 70
    assert "could not start" in run.seen[0]
    assert len(run.reports) == 1


def test_a_fault_without_a_terminal_is_shown(tmp_path, project):
    """Standard error is not there."""
    run = Run(tmp_path, "icon-slot", "open", project, "--annotator", "a")
    assert run.code == 0
    assert run.seen[0].startswith("crash_dialog: ")
    assert len(run.reports) == 1


def test_what_cannot_be_opened_from_an_icon_is_said_in_a_window(tmp_path, project):
    """The sentence that the terminal would get."""
    Path(project).write_bytes(b"something else" * 50)
    run = Run(tmp_path, "icon-good", "open", project, "--annotator", "a")
    assert run.code == 2
    assert "not an Annotator project" in run.seen[0]
    assert run.reports == []


def test_an_end_in_c_code_is_told_at_the_next_start(tmp_path, project):
    """A segmentation fault: the next start says so, once, and where the report lies."""
    run = Run(tmp_path, "segfault", "open", project, "--annotator", "a")
    assert run.code < 0
    run = Run(tmp_path, "good", "open", project, "--annotator", "a")
    assert run.seen[0].startswith("problem: ")
    assert "ended unexpectedly" in run.seen[0]
    assert str(run.folder) in run.seen[0]
    assert "Segmentation fault" in run.reports[0]
    run = Run(tmp_path, "good", "open", project, "--annotator", "a")
    assert run.seen == ["window"]


PLANTED = """
import sys
import annotator.cli.upkeep as upkeep
from annotator.__main__ import main
def opened_at(location):
    raise KeyError("Ada Vell spoke")
upkeep.opened_at = opened_at
if "blind" in sys.argv:
    sys.stderr = None
sys.exit(main(["stats", "p.annotator"]))
"""


IN_A_THREAD = """
import sys, threading
import annotator.cli.upkeep as upkeep
from annotator.__main__ import main
opened_at = upkeep.opened_at
def fail():
    raise KeyError("Ada Vell spoke")
def opened(location):
    thread = threading.Thread(target=fail, name="aside")
    thread.start()
    thread.join()
    return opened_at(location)
upkeep.opened_at = opened
sys.exit(main(["stats", sys.argv[1]]))
"""


def test_a_fault_in_a_thread_of_the_command_line_is_seen(tmp_path, project):
    """The command says what it has to say, then ends as with any other fault: 70, and a report."""
    run = subprocess.run(
        [sys.executable, "-c", IN_A_THREAD, project],
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 70
    assert "articles" in run.stdout
    (report,) = (tmp_path / "annotator" / "log").glob("report-*")
    assert run.stderr.splitlines()[-1].endswith(f"the report lies in {report}")
    assert "Traceback" not in run.stderr
    assert "Vell" not in run.stderr + report.read_text()
    assert "thread: aside" in report.read_text()


@pytest.mark.parametrize("given", [[], ["blind"]])
def test_a_fault_on_the_command_line_is_one_sentence(tmp_path, given):
    """Where the report lies, exit code 70, and no traceback; also with no standard error."""
    run = subprocess.run(
        [sys.executable, "-c", PLANTED, *given],
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 70
    (report,) = (tmp_path / "annotator" / "log").glob("report-*")
    if given:
        assert run.stderr == ""
    else:
        (line,) = run.stderr.splitlines()
        assert line.endswith(f"the report lies in {report}")
        assert "Vell" not in line
    assert "Vell" not in report.read_text()
    assert "annotator/cli/upkeep.py" in report.read_text()
