"""Whatever ids, names and titles hold, a terminal is only ever shown plain lines."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from tests import command as commands

ESCAPE = "\x1b]0;owned\x07\x1b[31mred"
LINE = "a\nok: 1 article"
TURNED = "x\u202egnp.exe"
ID = f"id {ESCAPE} {LINE} {TURNED} \x9b2J \u2028 end"
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return commands.run(*arguments)


def line(annotator: str, text: str = "Ida ran", **rest: object) -> bytes:
    span = {"label": TURNED, "start": 0, "end": 3, "id": f"{annotator} {ESCAPE} {LINE}"}
    made = {"id": ID, "title": ESCAPE, "text": text, "annotator": annotator, "status": "done"}
    return orjson.dumps({**made, "spans": [span], **rest}) + b"\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of hostile names, made by the command line."""
    made = tmp_path / "p.annotator"
    (tmp_path / "in.jsonl").write_bytes(line(f"ana {TURNED}") + line("ben"))
    ended = run("import", made, tmp_path / "in.jsonl")
    assert ended.returncode == 0, ended.stderr
    assert "\\u202e" in ended.stdout
    assert not OBEYED.search(ended.stdout + ended.stderr)
    return made


def test_commands_print_plain_lines(project: Path, tmp_path: Path) -> None:
    """Done, refused and wrong; names of labels, annotators, articles, spans and files."""
    bad = tmp_path / "bad.jsonl"
    pack = tmp_path / "pack.annotator"
    bad.write_bytes(line("ana", "Bo sat"))
    loose = [{"id": "l", "type": "speaker", "from": f"{ESCAPE}\n{TURNED}", "to": f"y{LINE}"}]
    (tmp_path / "loose.jsonl").write_bytes(line("cy", links=loose))
    commands: list[tuple[int, tuple[str | Path, ...]]] = [
        (0, ("stats", project)),
        (0, ("check", project)),
        (0, ("assign", project, "--dry-run")),
        (0, ("agreement", project, "--replicates", "10")),
        (0, ("export", project, tmp_path / "out.conll", "--format", "conll")),
        (2, ("import", project, bad)),
        (0, ("import", project, bad, "--skip-bad", "--dry-run")),
        (2, ("import", project, tmp_path / "loose.jsonl")),
        (2, ("import", project, bad, "--strict-labels")),
        (2, ("import", project, tmp_path / f"no {ESCAPE} {LINE}")),
        (2, ("pack", project, pack, "--annotator", "ben", "--articles", f"{ESCAPE}\n")),
        (0, ("pack", project, pack, "--annotator", "ben")),
        (0, ("merge", project, pack)),
        (2, ("new", f"{ESCAPE} {LINE}.txt")),
        (2, ("export", project, f"{ESCAPE}/{LINE}", "--label", f"{ESCAPE}{LINE}")),
    ]
    for code, arguments in commands:
        ended = run(*arguments)
        assert ended.returncode == code, (arguments, ended.stderr)
        assert ended.stdout or ended.stderr
        assert not OBEYED.search(ended.stdout + ended.stderr), arguments
        if code == 2:
            assert len(ended.stderr.splitlines()) == 1, arguments


def test_what_machines_read_is_as_it_was(project: Path) -> None:
    """JSON escapes what has to be escaped, and reading it gives the names."""
    ended = run("export", project, "-")
    assert [orjson.loads(one)["id"] for one in ended.stdout.split("\n")[:1]] == [ID]
    labels = orjson.loads(run("stats", project, "--json").stdout)["labels"]
    assert labels[TURNED] == 2


def test_the_table_on_a_terminal(project: Path) -> None:
    """What rich draws has its own colours, and none of the names'."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "annotator", "agreement", str(project), "--replicates", "10"]
    with subprocess.Popen(
        command, stdout=theirs, stderr=theirs, env={**os.environ, "COLUMNS": "200"}
    ) as process:
        os.close(theirs)
        said = b""
        try:
            while piece := os.read(ours, 65536):
                said += piece
        except OSError:  # the other side is closed
            pass
        assert process.wait(300) == 0
    os.close(ours)
    shown = said.decode("utf-8")
    assert "\u202e" not in shown
    assert "owned" not in shown or "\\x1b]0;owned" in shown
