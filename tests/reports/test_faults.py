"""What is told of a fault: places in the code, and no value."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.errors import OffsetError
from annotator.formats import format_named
from annotator.reports import (
    LOG_NAME,
    fault_of,
    in_one_sentence,
    log_folder,
    report_error,
    start_log,
    stop_log,
    unexpected_ends,
    versions,
    write_report,
)
from annotator.reports.rotating import SharedLog
from annotator.words import say

PLANTED = "Ministerin Vell" + " trat zurück"


def raised(error: BaseException) -> BaseException:
    """Return an exception with a traceback."""
    try:
        raise error
    except type(error) as caught:
        return caught


def chain() -> BaseException:
    """An exception with a cause, a context, notes and a group."""
    try:
        try:
            raise KeyError(PLANTED)
        except KeyError as error:
            raise ValueError(f"no {PLANTED}") from error
    except ValueError as error:
        error.add_note(PLANTED)
        group = ExceptionGroup(PLANTED, [error, OSError(2, PLANTED, PLANTED)])
        return raised(group)


class TellingError(Exception):
    """An exception that shows a text wherever it can."""

    def __init__(self) -> None:
        super().__init__(PLANTED)
        self.sqlite_errorname = f"{PLANTED}\n"

    def __str__(self) -> str:
        return PLANTED


@pytest.mark.parametrize(
    "error",
    [
        KeyError(PLANTED),
        OffsetError(say("“{planted}” does not reach so far", planted=PLANTED)),
        AssertionError({"text": PLANTED}),
        FileNotFoundError(2, PLANTED, f"/home/{PLANTED}"),
        UnicodeDecodeError("utf-8", PLANTED.encode(), 0, 1, PLANTED),
        TellingError(),
        None,
    ],
    ids=lambda error: type(error).__name__,
)
def test_no_text_reaches_a_report_or_the_log(error, tmp_path):
    """Whatever an exception's message holds, only its type and the places are told."""
    error = chain() if error is None else raised(error)
    fault = fault_of(type(error), error, None)
    report = write_report(fault, tmp_path)
    handler = start_log(tmp_path)
    try:
        logging.getLogger("annotator.test").error("seen %s", PLANTED, exc_info=error)
        logging.getLogger("annotator.test").error("seen %s", fault.key)
    finally:
        stop_log(handler)
    written = [file.read_text(encoding="utf-8") for file in (report, tmp_path / LOG_NAME)]
    for text in (*written, fault.report(), in_one_sentence(fault, report)):
        assert "Vell" not in text
        assert type(error).__name__ in text or "seen" in text
    assert "test_faults.py:" in written[0]
    assert "test_faults.py:" in written[1]


def test_a_report_has_the_code_and_the_names_in_it():
    """Of the program's own code the line is told, and the attribute that is missing."""
    with pytest.raises(AttributeError) as caught:
        format_named("jsonl").sniff(None)  # type: ignore[arg-type]
    fault = fault_of(caught.type, caught.value, caught.tb)
    assert "annotator/formats/" in fault.trace
    assert "NoneType has no " in fault.trace
    assert "in sniff" in fault.trace
    assert str(Path.home()) not in fault.report()
    assert fault.report().startswith(versions())


def test_a_deep_recursion_is_told_briefly():
    """A report of a thousand frames has the first and the last of them."""

    def deeper() -> None:
        deeper()

    with pytest.raises(RecursionError) as caught:
        deeper()
    fault = fault_of(caught.type, caught.value, caught.tb)
    assert " more …" in fault.trace
    assert len(fault.trace.splitlines()) < 60


def test_an_error_is_reported_once(tmp_path, monkeypatch):
    """Who catches it further out finds the report that is there."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    error = raised(KeyError("x"))
    assert report_error(error) == report_error(error)
    assert len(list(log_folder().glob("report-*"))) == 1


def test_only_the_last_twenty_reports_stay(tmp_path):
    """Old reports go."""
    fault = fault_of(KeyError, raised(KeyError("x")), None)
    written = [write_report(fault, tmp_path) for _ in range(30)]
    assert len(set(written)) == 30
    assert len(list(tmp_path.glob("report-*"))) == 20


@pytest.mark.parametrize("kind", ["file", "long", "nul"])
def test_a_folder_that_cannot_be_made_is_done_without(kind, tmp_path, monkeypatch):
    """There is no log then, and everything else goes on."""
    (tmp_path / "file").write_text("here", encoding="utf-8")
    place = {"file": tmp_path / "file", "long": tmp_path / ("x" * 300), "nul": tmp_path}[kind]
    if kind == "nul":
        monkeypatch.setattr("platformdirs.user_log_dir", lambda *_, **__: "/tmp/a\0b")
    monkeypatch.setenv("XDG_STATE_HOME", str(place))
    assert log_folder() is None
    handler = start_log(log_folder())
    logging.getLogger("annotator.test").error("nobody hears this")
    stop_log(handler)
    fault, report = report_error(raised(KeyError("x")))
    assert report is None
    assert "no report could be written" in in_one_sentence(fault, report)
    assert unexpected_ends(None) == []


WRITER = """
import logging, sys
from pathlib import Path
from annotator.reports.rotating import SharedLog
log = SharedLog(Path(sys.argv[1]), most_bytes=20_000)
log.setFormatter(logging.Formatter("%(process)d %(message)s end"))
for number in range(1500):
    log.handle(logging.makeLogRecord({"msg": f"line {number}"}))
log.close()
"""


def test_several_processes_write_one_log_that_rotates(tmp_path):
    """Nobody fails, no line is torn, the files stay small, and the last lines are there."""
    file = tmp_path / "a.log"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file)], stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for writer in writers:
        assert writer.communicate()[1] == ""
        assert writer.returncode == 0
    files = sorted(tmp_path.glob("a.log*"))
    assert [one.name for one in files] == ["a.log", "a.log.1", "a.log.2", "a.log.lock"]
    lines = [line for one in files[:3] for line in one.read_text(encoding="utf-8").splitlines()]
    assert all(line.endswith(" end") and " line " in line for line in lines)
    assert all(one.stat().st_size < 22_000 for one in files)
    assert any(line.endswith("line 1499 end") for line in lines)


def test_a_log_goes_on_when_its_folder_goes(tmp_path):
    """The folder is removed while the program runs: nothing is raised."""
    folder = tmp_path / "log"
    folder.mkdir()
    log = SharedLog(folder / "a.log")
    record = logging.makeLogRecord({"msg": "a"})
    log.handle(record)
    (folder / "a.log").unlink()
    folder.rmdir()
    log.handle(record)
    log.close()


ENDING = """
import ctypes, os, signal, sys
from pathlib import Path
from annotator.reports import note_hard_end
ending = note_hard_end(Path(sys.argv[1]))
kind = sys.argv[2]
if kind == "good":
    ending.close()
elif kind == "wait":
    print("running", flush=True)
    sys.stdin.read()
else:
    os.kill(os.getpid(), getattr(signal, kind))
"""


def end(folder: Path, kind: str) -> int:
    command = [sys.executable, "-c", ENDING, str(folder), kind]
    return subprocess.run(command, check=False, capture_output=True).returncode


@pytest.mark.skipif(sys.platform == "win32", reason="ends by signals")
def test_an_end_that_nothing_can_catch_is_told_at_the_next_start(tmp_path):
    """A fault in C code leaves a note that becomes a report; a kill and a good end leave none."""
    assert end(tmp_path, "SIGSEGV") < 0
    assert end(tmp_path, "SIGABRT") < 0
    assert end(tmp_path, "SIGKILL") < 0
    assert end(tmp_path, "good") == 0
    reports = unexpected_ends(tmp_path)
    assert len(reports) == 2
    told = [report.read_text(encoding="utf-8") for report in reports]
    assert any("Segmentation fault" in text for text in told)
    assert any("Aborted" in text for text in told)
    assert all(text.startswith("Annotator ") for text in told)
    assert unexpected_ends(tmp_path) == []
    assert sorted(tmp_path.iterdir()) == sorted(reports)


def test_a_process_that_runs_has_not_ended(tmp_path):
    """Another window's note is left alone."""
    command = [sys.executable, "-c", ENDING, str(tmp_path), "wait"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline().strip() == b"running"
        (note,) = tmp_path.glob("running-*")
        with note.open("ab") as file:
            file.write(b"Fatal Python error")
        assert unexpected_ends(tmp_path) == []
        other.kill()
    assert len(unexpected_ends(tmp_path)) == 1


def test_the_log_is_that_of_the_system(monkeypatch, tmp_path):
    """Help ▸ About and the log agree on the folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    if sys.platform.startswith("linux"):
        assert log_folder() == tmp_path / "annotator" / "log"
        assert os.access(log_folder(), os.W_OK)
