"""A command of one's own, as a real process."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from annotator.errors import InputError
from annotator.suggestions.sources.command import Command
from tests.suggestions.asking import ENTITY, QUOTE, article, proposed

BEGIN = "import json, sys\nfor line in sys.stdin:\n    one = json.loads(line)\n    "
FIND = BEGIN + (
    "at = one['text'].find('Elm')\n"
    "    spans = [{'label': 'entity', 'start': at, 'end': at + 3, 'score': 0.7,"
    " 'attributes': {'kind': 'place'}}] if at >= 0 else []\n"
    "    print(json.dumps({'id': one['id'], 'spans': spans}))\n"
)


def command(program: str, limit_s: float = 60.0) -> Command:
    return Command([sys.executable, "-c", program], limit_s)


def said(program: str, limit_s: float = 60.0) -> str:
    with pytest.raises(InputError) as caught:
        command(program, limit_s).foresee([article("In Elm.")])
    assert "\n" not in str(caught.value)
    return str(caught.value)


def spans(written: str) -> str:
    return BEGIN + f"print(json.dumps({{'id': one['id'], 'spans': {written}}}))"


def test_it_reads_articles_and_writes_spans():
    source = command(FIND)
    assert proposed(source, ENTITY, "In 🏴 Elm it rains.") == ["Elm"]
    assert proposed(source, QUOTE, "In Elm it rains.") == []
    (one,) = source.proposer(ENTITY, b"").propose(article("Elm"))
    assert (one.score, one.attributes) == (0.7, {"kind": "place"})


def test_many_articles_are_asked_at_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    source = command("open('started', 'a').write('x')\n" + FIND)
    many = [article(f"Elm {number}", f"a{number}") for number in range(150)]
    source.foresee(many)
    proposer = source.proposer(ENTITY, b"")
    assert sum(len(list(proposer.propose(one))) for one in many) == 150
    assert Path("started").read_text() == "xx"


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("raise SystemExit('no model here')", "it ended with 1: no model here"),
        ("print('hello')", "line 1 of what it says:"),
        (BEGIN + "print(json.dumps({'id': 'b', 'spans': []}))", "no article b was asked"),
        (spans("[{'label': 'entity', 'start': 3, 'end': 99}]"), "[[3, 99]] is not inside the text"),
        (spans("[{'label': 'entity', 'start': 3, 'end': 3}]"), "is not inside the text"),
        (spans("[{'label': 'entity', 'start': -3, 'end': 3}]"), "is not inside the text"),
        (spans("[{'label': 'entity', 'fragments': [[3, 5], [4, 6]]}]"), "is not inside the text"),
        (
            spans("[{'label': 'entity', 'start': 3, 'end': 6, 'text': 'Oak'}]"),
            "the text at 3 is 'Elm', the span says 'Oak'",
        ),
    ],
)
def test_what_it_says_is_checked(program, why):
    assert why in said(program)


@pytest.mark.slow
def test_one_that_takes_too_long_is_ended_with_all_it_started(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    child = "import time; time.sleep(600)"
    program = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}])\n"
        "open('child', 'w').write(str(child.pid))\n"
        "time.sleep(600)"
    )
    assert "it took longer than 8 seconds" in said(program, 8.0)
    pid = int(Path("child").read_text())
    while _lives(pid):
        pass


def _lives(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_no_shell_looks_at_its_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    program = spans("[{'label': sys.argv[1], 'start': 0, 'end': 1}]")
    line = "entity; touch made $(touch made)"
    source = Command([sys.executable, "-c", program, line])
    source.foresee([article("Elm")])
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(InputError, match="cannot be started"):
        Command(["./nowhere"]).foresee([article("Elm")])
