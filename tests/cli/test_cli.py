"""The contract of the command line, on the real program in a process of its own."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator import __version__
from annotator.__main__ import main
from annotator.annotation.records import Attribute, Label
from annotator.cli import EXAMPLES
from annotator.exchange import save_labels
from annotator.formats import formats
from annotator.project import Project
from annotator.resources import resource
from tests import command as commands
from tests.exchange.projects import dump, lines_of

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
WRITTEN = ", ".join(one.name for one in formats() if one.can_write)
LINE = {
    "id": "x",
    "text": "One two",
    "annotator": "a",
    "spans": [{"label": "quote", "start": 0, "end": 3}],
}
COMMANDS = (
    "open", "new", "import", "export", "agreement", "release", "check", "stats", "pack", "merge",
)  # fmt: skip


def run(
    *arguments: str | Path, folder: Path, file_size: int | None = None
) -> subprocess.CompletedProcess[str]:
    return commands.run(*arguments, folder=folder, env=ENVIRONMENT, file_size=file_size)


def from_nothing(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=folder, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False
    )


def ok(*arguments: str | Path, folder: Path) -> str:
    done = run(*arguments, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def refused(*arguments: str | Path, folder: Path) -> str:
    """Return the one line on standard error of a command that must be refused."""
    done = run(*arguments, folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("\n")
    assert done.stderr.count("\n") == 1
    return done.stderr.rstrip("\n")


def write(path: Path, *lines: dict[str, Any] | bytes) -> Path:
    path.write_bytes(b"".join(one if isinstance(one, bytes) else lines_of(one) for one in lines))
    return path


def test_a_day_with_the_command_line(tmp_path: Path) -> None:
    """New, import, export, check, stats."""
    said = ok("new", "p.annotator", folder=tmp_path)
    assert said == "p.annotator: new project with 4 labels: claim, quote, entity, boilerplate\n"
    write(tmp_path / "in.jsonl", LINE)
    said = ok("import", "p.annotator", "in.jsonl", folder=tmp_path)
    assert said == "1 article new, 0 already there, 1 span\n"
    said = ok("import", "p.annotator", "in.jsonl", folder=tmp_path)
    assert said == "0 articles new, 1 already there, 0 spans\n"
    said = ok("export", "p.annotator", "out.jsonl", folder=tmp_path)
    assert said == "out.jsonl: 1 article, 1 span\n"
    line = orjson.loads((tmp_path / "out.jsonl").read_bytes())
    assert (line["id"], line["annotator"], line["spans"][0]["text"]) == ("x", "a", "One")
    assert ok("check", "p.annotator", folder=tmp_path) == "ok: 1 article, 1 span\n"
    assert orjson.loads(ok("stats", "p.annotator", "--json", folder=tmp_path)) == {
        "articles": 1,
        "spans": 1,
        "labels": {"claim": 0, "quote": 1, "entity": 0, "boilerplate": 0},
        "annotators": {"a": {"spans": 1, "in progress": 0, "done": 0, "skipped": 0}},
    }
    assert "quote: 1 span" in ok("stats", "p.annotator", folder=tmp_path)


def test_new_with_a_label_set_that_was_saved(tmp_path: Path):
    """A project begins with the saved labels of another one: attributes, links and units too."""
    attribute = Attribute(name="mood", kind="choice", values=("good", "so, so"), default="good")
    saved = [
        Label(id="<img src=x>", name="<img src=x>", key="1", unit="quote", links=("speaker",)),
        Label(id="mood", name="mood", letter="Mo", attributes=(attribute,), position=1),
    ]
    save_labels(saved, tmp_path / "labels.json")
    said = ok("new", "p.annotator", "--labels", "labels.json", folder=tmp_path)
    assert said == "p.annotator: new project with 2 labels: <img src=x>, mood\n"
    with Project.open(tmp_path / "p.annotator") as project:
        assert project.labels() == saved


def test_import_makes_a_missing_project(tmp_path: Path) -> None:
    """With the default labels; what is created beside them is named."""
    other = {**LINE, "id": "y", "spans": [{"label": "joke", "start": 0, "end": 1}]}
    write(tmp_path / "in.jsonl", LINE, other)
    said = ok("import", "p.annotator", "in.jsonl", folder=tmp_path)
    assert said == "2 articles new, 0 already there, 2 spans\nlabels created: joke\n"
    stats = orjson.loads(ok("stats", "p.annotator", "--json", folder=tmp_path))
    assert list(stats["labels"]) == ["claim", "quote", "entity", "boilerplate", "joke"]


def test_bad_input_is_one_line_and_the_project_as_it_was(tmp_path: Path) -> None:
    """A project that was there is unchanged; one that was not is not made."""
    write(tmp_path / "in.jsonl", LINE, b"\n{\n")
    reason = (
        "in.jsonl:3: this is not valid JSON: expecting property name enclosed in double quotes at"
        " character 2"
    )
    assert refused("import", "p.annotator", "in.jsonl", folder=tmp_path) == reason
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]
    ok("new", "p.annotator", folder=tmp_path)
    before = dump(tmp_path / "p.annotator")
    assert refused("import", "p.annotator", "in.jsonl", folder=tmp_path) == reason
    assert dump(tmp_path / "p.annotator") == before
    done = run("import", "p.annotator", "in.jsonl", "--skip-bad", folder=tmp_path)
    assert (done.returncode, done.stderr) == (
        0,
        f"refused: {reason}\nrefused records and why: p.refused.jsonl\n",
    )
    assert done.stdout == "1 article new, 0 already there, 1 span, 1 refused\n"


def test_refused_records_take_the_place_of_nothing_that_is_needed(tmp_path: Path) -> None:
    """Neither a project nor the input; and nothing is imported then."""
    write(tmp_path / "in.jsonl", LINE, b"\n{\n")
    ok("new", "p.annotator", folder=tmp_path)
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    for place, reason in (
        ("p.annotator", "this is the name of a project; expected another for a file"),
        ("in.jsonl", "this is to be imported; expected another file"),
        ("none/r.jsonl", "the folder none does not exist"),
        (".", "this is a folder; expected the name of a file"),
    ):
        asked = "import", "p.annotator", "in.jsonl", "--skip-bad", "--refused", place
        assert refused(*asked, folder=tmp_path) == f"{place}: {reason}"
    said = refused("import", "p.annotator", "in.jsonl", "--refused", "r", folder=tmp_path)
    assert said == "--refused r: expected --skip-bad with it"
    asked = "import", "p.annotator", "in.jsonl", "--skip-bad", "--refused", "-"
    said = refused(*asked, folder=tmp_path)
    assert said == "--refused -: expected the name of a file"
    assert not (tmp_path / "-").exists()
    said = refused("import", "p.annotator", "in.jsonl", "--annotator", "", folder=tmp_path)
    assert said == "“--annotator” is empty; expected a name"
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """Neither into a project nor a project."""
    write(tmp_path / "in.jsonl", {**LINE, "spans": [{"label": "joke", "start": 0, "end": 1}]})
    said = ok("import", "p.annotator", "in.jsonl", "--dry-run", folder=tmp_path)
    assert said == (
        "would import: 1 article new, 0 already there, 1 span\nlabels to be created: joke\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]
    ok("new", "p.annotator", folder=tmp_path)
    before = dump(tmp_path / "p.annotator")
    assert ok("import", "p.annotator", "in.jsonl", "--dry-run", folder=tmp_path) == said
    assert dump(tmp_path / "p.annotator") == before


def test_the_options_of_import(tmp_path: Path) -> None:
    """Format, annotator, encoding, strict labels."""
    write(tmp_path / "in.data", {**LINE, "annotator": None})
    ok(
        "import",
        "p.annotator",
        "in.data",
        "--format",
        "jsonl",
        "--annotator",
        "eve",
        folder=tmp_path,
    )
    assert "eve" in ok("stats", "p.annotator", folder=tmp_path)
    (tmp_path / "t.txt").write_bytes("Жук".encode("koi8-r"))
    ok("import", "p.annotator", "t.txt", "--encoding", "koi8-r", folder=tmp_path)
    assert "Жук" in ok("export", "p.annotator", "/dev/stdout", folder=tmp_path)
    write(tmp_path / "new.jsonl", {**LINE, "spans": [{"label": "joke", "start": 0, "end": 1}]})
    said = refused("import", "p.annotator", "new.jsonl", "--strict-labels", folder=tmp_path)
    assert said == (
        "new.jsonl:1: the label “joke” is not in the project; it has: claim, quote, entity,"
        " boilerplate"
    )


def test_the_options_of_export(tmp_path: Path) -> None:
    """Some annotators, done only, standard output."""
    lines = [{**LINE, "annotator": who, "status": "done" if who == "b" else "new"} for who in "abc"]
    write(tmp_path / "in.jsonl", *lines)
    ok("import", "p.annotator", "in.jsonl", folder=tmp_path)
    done = run(
        "export", "p.annotator", "-", "--annotator", "c", "--annotator", "a", folder=tmp_path
    )
    assert [orjson.loads(line)["annotator"] for line in done.stdout.splitlines()] == ["a", "c"]
    assert done.stderr == "standard output: 1 article, 2 spans\n"
    done = run("export", "p.annotator", "-", "--done-only", folder=tmp_path)
    assert [orjson.loads(line)["annotator"] for line in done.stdout.splitlines()] == ["b"]
    said = refused("export", "p.annotator", "out.jsonl", "--annotator", "eve", folder=tmp_path)
    assert said == "there is no annotator eve; there are: a, b, c"
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["new", "p.txt"],
            "p.txt: a project's name ends in .annotator; expected such a path or a database URL",
        ),
        (["new", "there.annotator"], "there.annotator: there is already something of that name"),
        (["new", "no/p.annotator"], "no/p.annotator: the folder no does not exist"),
        (
            ["new", "p.annotator", "--labels", "none.json"],
            "none.json: there is no such file or folder",
        ),
        (["check", "none.annotator"], "none.annotator: there is no such project"),
        (["stats", "junk.annotator"], "junk.annotator: this is not an Annotator project"),
        (
            ["import", "p.annotator", "none.txt"],
            "none.txt: there is no such file or folder",
        ),
        (
            ["import", "p.annotator", "junk.annotator", "--format", "doc"],
            "there is no format 'doc'; expected one of: "
            + ", ".join(one.name for one in formats()),
        ),
        (["export", "there.annotator", "."], ".: this is a folder; expected the name of a file"),
        (
            ["export", "there.annotator", "x", "--format", "text"],
            f"Plain text cannot be written; expected one of: {WRITTEN}",
        ),
        (
            ["open", "p.txt"],
            "p.txt: a project's name ends in .annotator; expected such a path or a database URL",
        ),
        (
            ["stats", "klingon://host/name"],
            "this is no database URL that can be opened; expected one such as"
            " postgresql://name@host/database, with %40 for each @ in a password",
        ),
        (
            ["agreement", "there.annotator", "--iou", "1.5"],
            "--iou 1.5: expected a number greater than 0, at most 1",
        ),
        (
            ["agreement", "there.annotator", "--seed", "-1"],
            "--seed -1: expected a number from 0 on",
        ),
        (
            ["agreement", "there.annotator", "--label", "x"],
            "there is no label x; there are: claim, quote, entity, boilerplate",
        ),
        (
            ["agreement", "there.annotator", "--annotator", "x"],
            "there is no annotator x; there are: nobody yet",
        ),
        (
            ["agreement", "there.annotator", "--json", "-", "--csv", "-"],
            "only one of json and csv can go to standard output",
        ),
        (
            ["agreement", "there.annotator", "--html", "there.annotator"],
            "there.annotator: this is the name of a project; expected another for an export",
        ),
        (
            ["agreement", "there.annotator", "--html", "no/r.html"],
            "no/r.html: the folder no does not exist",
        ),
    ],
)
def test_refusals_are_one_line(tmp_path: Path, arguments: list[str], said: str) -> None:
    """Exit code 2, nothing on standard output, nothing new in the folder."""
    ok("new", "there.annotator", folder=tmp_path)
    (tmp_path / "junk.annotator").write_bytes(b"junk")
    before = sorted(tmp_path.iterdir())
    assert refused(*arguments, folder=tmp_path) == said
    assert sorted(tmp_path.iterdir()) == before


def test_check_names_what_is_wrong(tmp_path: Path) -> None:
    """A line for each, and exit code 1."""
    import sqlite3
    from contextlib import closing

    write(tmp_path / "in.jsonl", LINE)
    ok("import", "p.annotator", "in.jsonl", folder=tmp_path)
    with closing(sqlite3.connect(tmp_path / "p.annotator")) as connection:
        connection.execute("UPDATE fragments SET text = 'Two'")
        connection.commit()
    done = run("check", "p.annotator", folder=tmp_path)
    assert done.returncode == 1
    assert "annotator recover p.annotator OUT" in done.stderr
    assert done.stdout.count("\n") == 2
    assert "the text at 0 to 3 is 'One', the span says 'Two'" in done.stdout


def test_packs_out_and_back(tmp_path: Path) -> None:
    """A pack is made, worked on, and merged; a second time it brings nothing."""
    two = {**LINE, "id": "y", "spans": []}
    write(tmp_path / "in.jsonl", LINE, two)
    ok("import", "p.annotator", "in.jsonl", folder=tmp_path)
    (tmp_path / "ids").write_text("x\n\ny\n", encoding="utf-8")
    asked = ("--annotator", "a", "--articles", "ids", "--articles", "x")
    said = ok("pack", "p.annotator", "a.annotator", *asked, folder=tmp_path)
    assert said == "a.annotator: pack for a: 2 articles, 1 span\n"
    write(tmp_path / "more.jsonl", {**LINE, "spans": [{"label": "quote", "start": 4, "end": 7}]})
    ok("import", "a.annotator", "more.jsonl", folder=tmp_path)
    said = ok("merge", "p.annotator", "a.annotator", "a.annotator", folder=tmp_path)
    assert said == (
        "a.annotator: 1 span new, 0 changed, 0 removed\n"
        "a.annotator: 0 spans new, 0 changed, 0 removed\n"
    )
    assert ok("check", "p.annotator", folder=tmp_path) == "ok: 2 articles, 2 spans\n"


def test_what_is_no_pack_is_refused(tmp_path: Path) -> None:
    """One line says why, and nothing has changed."""
    write(tmp_path / "in.jsonl", LINE)
    ok("import", "p.annotator", "in.jsonl", folder=tmp_path)
    ok("new", "empty.annotator", folder=tmp_path)
    said = refused("merge", "p.annotator", "empty.annotator", folder=tmp_path)
    assert said == (
        "empty.annotator: it has no article in common with the project; nothing was merged"
    )
    said = refused("merge", "p.annotator", "p.annotator", folder=tmp_path)
    assert said == "p.annotator: this is the project itself; expected another one"
    said = refused("pack", "p.annotator", "p.annotator", "--annotator", "a", folder=tmp_path)
    assert said == "p.annotator: there is already something of that name"
    asked = ("--annotator", "a", "--articles", "no")
    said = refused("pack", "p.annotator", "q.annotator", *asked, folder=tmp_path)
    assert said == "there is no article no"
    assert not (tmp_path / "q.annotator").exists()


def test_help_and_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command of the contract is there."""
    assert ok("--version", folder=tmp_path) == f"annotator {__version__}\n"
    said = ok("--help", folder=tmp_path)
    for command in COMMANDS:
        assert f"  {command} " in said
        assert main([command, "--help"]) == 0
        shown = capsys.readouterr().out
        assert f"Usage: annotator {command}" in shown
        assert shown.endswith(f"\n  Example:\n    {EXAMPLES[command]}\n")
    done = run("nonsense", folder=tmp_path)
    assert done.returncode == 2
    assert "No such command 'nonsense'" in done.stderr


WITHOUT_QT = """
import sys
class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError("the command line asked for Qt")
sys.meta_path.insert(0, NoQt())
from annotator.__main__ import main
code = main(sys.argv[1:])
assert not [name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))]
sys.exit(code)
"""


def test_the_command_line_runs_without_qt(tmp_path: Path) -> None:
    """On a server that has none."""
    write(tmp_path / "in.jsonl", LINE)
    for arguments in (
        ["import", "p.annotator", "in.jsonl"],
        ["export", "p.annotator", "out.jsonl"],
        ["check", "p.annotator"],
        ["stats", "p.annotator"],
        ["--help"],
    ):
        command = [sys.executable, "-c", WITHOUT_QT, *arguments]
        done = from_nothing(command, tmp_path)
        assert (done.returncode, done.stderr) == (0, ""), arguments


OPENING = """
import sys, types
from annotator import __main__
def run(*given):
    print(given, sorted({"typer", "rich", "sqlalchemy"} & sys.modules.keys()))
    return 7
app = types.ModuleType("annotator.desktop.shell.app")
app.run = run
sys.modules["annotator.desktop.shell.app"] = app
import annotator.desktop.shell
annotator.desktop.shell.app = app
sys.exit(__main__.main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        ([], (None, None, None, None)),
        (["p.annotator"], ("p.annotator", None, None, None)),
        (["postgresql://host/db"], ("postgresql://host/db", None, None, None)),
        (["open", "p.annotator"], ("p.annotator", None, None, None)),
        (["p.annotator", "--annotator=eve"], ("p.annotator", "eve", None, None)),
        (
            ["open", "p.annotator", "--screenshot", "x.png", "--article", "1", "--annotator", "a"],
            ("p.annotator", "a", "1", "x.png"),
        ),
    ],
)
def test_opening_the_desktop_is_the_short_way(
    tmp_path: Path, arguments: list[str], given: tuple[str | None, ...]
) -> None:
    """Nothing of the command line is imported, and the window's exit code is the program's."""
    command = [sys.executable, "-c", OPENING, *arguments]
    done = from_nothing(command, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (7, f"{given} []\n", "")


def test_opening_in_another_order_of_words(tmp_path: Path) -> None:
    """Options may come first; what is missing is said."""
    command = [sys.executable, "-c", OPENING, "open", "--annotator", "eve", "p.annotator"]
    done = from_nothing(command, tmp_path)
    assert done.returncode == 7
    assert done.stdout.startswith("('p.annotator', 'eve', None, None)")
    done = run("open", folder=tmp_path)
    assert done.returncode == 2
    assert "Missing argument 'PROJECT'" in done.stderr


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    """As in ``annotator export p.annotator - | head -1``."""
    text = "word " * 2000
    write(tmp_path / "in.jsonl", *({"id": str(number), "text": text} for number in range(50)))
    ok("import", "p.annotator", "in.jsonl", folder=tmp_path)
    command = [sys.executable, "-m", "annotator", "export", "p.annotator", "-"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert b"Traceback" not in said
    assert b"Exception" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is full")
@pytest.mark.parametrize("arguments", [["export", "p.annotator", "-"], ["stats", "p.annotator"]])
def test_output_that_cannot_be_written_is_said(tmp_path: Path, arguments: list[str]) -> None:
    """One line, as for any other fault."""
    ok("new", "p.annotator", folder=tmp_path)
    write(tmp_path / "in.jsonl", {**LINE, "text": "One " * 50_000})
    ok("import", "p.annotator", "in.jsonl", folder=tmp_path)
    command = [sys.executable, "-m", "annotator", *arguments]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, cwd=tmp_path, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE
        )
    said = b"standard output: cannot be written (No space left on device)\n"
    assert (done.returncode, done.stderr) == (2, said)


SLOW = """
import sys, time
from annotator.project import Import
add = Import.add
def slow(self, records, signatures=None):
    add(self, records, signatures)
    print("written", flush=True)
    time.sleep(1)
Import.add = slow
from annotator.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_control_c_ends_with_130_and_leaves_nothing(tmp_path: Path) -> None:
    """The project that the import made is gone as well."""
    write(tmp_path / "in.jsonl", *({"id": str(number), "text": "t"} for number in range(500)))
    command = [sys.executable, "-c", SLOW, "import", "p.annotator", "in.jsonl"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"written\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr.read() == b""
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_a_full_disk_leaves_no_new_project(tmp_path: Path) -> None:
    """Not even where what came in so far cannot be taken back."""
    texts = (f"gull{n} tern{n} skua{n} " * 20 for n in range(9_000))
    lines = ({"id": str(n), "annotator": "a", "text": text} for n, text in enumerate(texts))
    write(tmp_path / "in.jsonl", *lines)
    done = run("import", "p.annotator", "in.jsonl", folder=tmp_path, file_size=3_000_000)
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be written" in done.stderr
    assert done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


WORKED_IN = """
import sys
from annotator.errors import NotSavedError
from annotator.exchange import ImportOptions, bring_in
from annotator.project import Import, Project
others = sys.argv.pop()
add = Import.add
def failing(self, records, signatures=None):
    add(self, records, signatures)
    Import.add = add
    with Project.open("p.annotator") as project:
        if others == "join":
            project.add_annotator("ben")
        elif others == "begin":
            project.begin_import("another file")
        else:
            bring_in(project, [others], ImportOptions())
    raise NotSavedError("the disk is full")
Import.add = failing
from annotator.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(("others", "articles"), [("theirs.jsonl", 1), ("join", 0), ("begin", 0)])
def test_a_project_that_others_work_in_by_now_is_left(
    tmp_path: Path, others: str, articles: int
) -> None:
    """Of a failed import into a new project nothing stays but what others did meanwhile."""
    write(tmp_path / "in.jsonl", LINE)
    write(tmp_path / "theirs.jsonl", {"id": "theirs", "text": "Three"})
    command = [sys.executable, "-c", WORKED_IN, "import", "p.annotator", "in.jsonl", others]
    done = from_nothing(command, tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "p.annotator: the new project stays, because there is other work in it",
        "the disk is full",
    ]
    with Project.open(tmp_path / "p.annotator") as project:
        assert [one.article.id for one in project.export()] == ["theirs"] * articles


def test_a_bar_is_shown_on_a_terminal(tmp_path: Path) -> None:
    """On standard error, when the work takes a while; standard output stays clean."""
    texts = (f"gull{n} tern{n} skua{n} " * 70 for n in range(20_000))
    write(tmp_path / "in.jsonl", *({"id": str(n), "text": text} for n, text in enumerate(texts)))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "annotator", "import", "p.annotator", "in.jsonl"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**ENVIRONMENT, "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
        assert process.stdout is not None
        assert process.stdout.read() == b"20,000 articles new, 0 already there, 0 spans\n"
    os.close(ours)
    assert b"Importing" in shown


def test_who_is_blind_is_named_at_a_terminal_alone(tmp_path: Path) -> None:
    """What a lead reads says to whom it should not be shown; a script's standard error is empty."""
    article = {"id": "a", "text": "Ada spoke."}
    write(tmp_path / "in.jsonl", {**article, "annotator": "ada", "status": "in progress"})
    ok("import", "p.annotator", "in.jsonl", folder=tmp_path)
    ok("stats", "p.annotator", folder=tmp_path)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "annotator", "stats", "p.annotator"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=theirs
    ):
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
    os.close(ours)
    assert "no longer blind after reading it: ada" in shown.decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:  # the other end is closed
        return b""


def test_the_sample_export_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    """``exports/README.md`` says how."""
    ok("import", "sample.annotator", resource("samples/news.jsonl"), folder=tmp_path)
    ok("export", "sample.annotator", "sample.jsonl", folder=tmp_path)
    assert (tmp_path / "sample.jsonl").read_bytes() == (
        ROOT / "exports" / "sample.jsonl"
    ).read_bytes()
