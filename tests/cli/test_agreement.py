"""``annotator agreement``, on the real program in a process of its own."""

from __future__ import annotations

import csv
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.cli.test_cli import ENVIRONMENT, ok, write

NAMES = "<img src=x onerror=alert(1)>"
CONTRACT: dict[str, Any] = {
    "schema": str,
    "settings": {"seed": int, "replicates": int, "iou": float},
    "annotators": list,
    "articles_total": int,
    "articles_compared": int,
    "labels": dict,
    "overall": {
        "u_alpha_micro": {"value": float, "low": float, "high": float},
        "u_alpha_macro": float,
        "f1_exact": float,
        "f1_iou": float,
        "f1_unlabelled": float,
        "gamma": (float, type(None)),
    },
    "pairs": list,
    "per_article": list,
    "disagreements": list,
    "undefined": dict,
}
LABEL: dict[str, Any] = {
    "spans": dict,
    "articles": int,
    "merged_spans": int,
    "u_alpha": {"value": float, "low": float, "high": float},
    "char_alpha": float,
    "f1_exact": float,
    "f1_iou": float,
}


def line(article: str, annotator: str, *spans: tuple[str, int, int], **more: Any) -> dict[str, Any]:
    found = [{"label": label, "start": start, "end": end} for label, start, end in spans]
    text = "The harbour office said on Monday that nobody had been asked."
    base = {"id": article, "text": text, "annotator": annotator, "status": "done", "spans": found}
    return {**base, **more}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(
        tmp_path / "in.jsonl",
        line("one", "ann", ("claim", 0, 18), ("entity", 4, 18)),
        line("one", "ben", ("claim", 0, 23)),
        line("two", "ann", ("claim", 4, 18)),
        line("two", "ben", ("claim", 4, 18), ("quote", 24, 33)),
        line("three", "ann", ("claim", 4, 18)),
        line("three", "ben", ("claim", 4, 18), status="in progress"),
    )
    ok("import", "p.annotator", "in.jsonl", folder=tmp_path)
    return tmp_path


def holds(value: Any, shape: Any) -> None:
    """Check that a value has at least what the contract says, of the types that it says."""
    if isinstance(shape, dict):
        for name, inside in shape.items():
            holds(value[name], inside)
    else:
        assert isinstance(value, shape), (value, shape)


def test_the_summary_is_printed_by_default(folder: Path) -> None:
    said = ok("agreement", "p.annotator", folder=folder).splitlines()
    assert said[0] == "2 of 3 articles compared; done by: ann, ben"
    (claim,) = [one.split() for one in said if one.startswith("claim ")]
    assert claim[1] == "4"
    assert claim[4] == "to", "the interval"
    (unused,) = [one for one in said if one.startswith("in no article that is compared: ")]
    assert "boilerplate" in unused
    assert sorted(one.name for one in folder.iterdir()) == ["in.jsonl", "p.annotator"]


def test_json_holds_the_contract(folder: Path) -> None:
    report = orjson.loads(ok("agreement", "p.annotator", "--json", "-", folder=folder))
    holds(report, CONTRACT)
    holds(report["labels"]["claim"], LABEL)
    assert report["schema"] == "annotator-agreement/1"
    assert report["labels"]["boilerplate"]["u_alpha"]["value"] is None
    assert report["undefined"]["labels.boilerplate.u_alpha"] == "no annotator used it"
    (pair,) = report["pairs"]
    holds(pair, {"a": str, "b": str, "articles": int, "u_alpha": float, "f1_iou": float})
    for one in report["per_article"]:
        holds(one, {"id": str, "title": str, "u_alpha": float, "f1_exact": float})
    for one in report["disagreements"]:
        holds(one, {"article": str, "start": int, "end": int, "kind": str, "spans": list})
        assert "text" not in one


def test_the_same_project_and_seed_give_the_same_files(folder: Path) -> None:
    files = ("r.json", "r.html", "r.csv")
    made = []
    for _ in range(2):
        said = ok(
            "agreement", "p.annotator", "--seed", "7", "--gamma", "--json", files[0], "--html",
            files[1], "--csv", files[2], folder=folder,
        )  # fmt: skip
        made.append([(folder / one).read_bytes() for one in files])
    assert made[0] == made[1]
    assert said.splitlines()[-3:] == [f"wrote {one}" for one in files]
    report = orjson.loads(made[0][0])
    assert report["settings"]["seed"] == 7
    assert report["overall"]["gamma"] is not None
    assert b"<script" not in made[0][1]
    assert b"http" not in made[0][1]
    rows = list(csv.DictReader(made[0][2].decode().splitlines()))
    (alpha,) = [
        row for row in rows if (row["scope"], row["measure"]) == ("overall", "u_alpha_micro")
    ]
    assert float(alpha["value"]) == report["overall"]["u_alpha_micro"]["value"]


def test_tables_for_a_paper_and_figures_as_files(folder: Path) -> None:
    """PDF is painted by the desktop, which the command line does not know."""
    said = ok(
        "agreement", "p.annotator", "--replicates", "20", "--latex", "t.tex", "--markdown", "t.md",
        "--figures", "drawn", folder=folder,
    )  # fmt: skip
    assert said.splitlines()[-3:] == ["wrote t.tex", "wrote t.md", "wrote drawn"]
    assert b"\\toprule" in (folder / "t.tex").read_bytes()
    assert (folder / "t.md").read_bytes().startswith(b"# Agreement")
    assert (folder / "drawn" / "intervals.pdf").read_bytes().startswith(b"%PDF-")
    assert b"<svg" in (folder / "drawn" / "intervals.svg").read_bytes()


def test_html_and_csv_go_to_standard_output_alone(folder: Path) -> None:
    assert ok("agreement", "p.annotator", "--html", "-", folder=folder).startswith(
        "<!DOCTYPE html>"
    )
    assert ok("agreement", "p.annotator", "--csv", "-", folder=folder).startswith("scope,label,")


def test_it_can_be_narrowed_and_changed(folder: Path) -> None:
    def report(*options: str) -> Any:
        return orjson.loads(ok("agreement", "p.annotator", "--json", "-", *options, folder=folder))

    assert list(report("--label", "claim", "--label", "quote")["labels"]) == ["claim", "quote"]
    assert report("--annotator", "ann")["annotators"] == ["ann"]
    assert report("--replicates", "0")["labels"]["claim"]["u_alpha"]["low"] is None
    strict, loose = report("--iou", "0.9"), report("--iou", "0.1")
    assert strict["labels"]["claim"]["f1_iou"] < loose["labels"]["claim"]["f1_iou"]
    blind = report("--blind")
    assert blind["annotators"] == ["A", "B"]
    assert "ann" not in orjson.dumps(blind["pairs"]).decode()
    assert "harbour" not in orjson.dumps(report()).decode()
    assert "harbour" in orjson.dumps(report("--with-text")).decode()


def test_hostile_names_are_text_in_the_page(tmp_path: Path) -> None:
    lines = [line("one", who, (NAMES, 0, 18), title=NAMES) for who in (NAMES, "=cmd|' /C calc'!A0")]
    write(tmp_path / "in.jsonl", *lines)
    ok("import", "p.annotator", "in.jsonl", folder=tmp_path)
    page = ok("agreement", "p.annotator", "--html", "-", "--with-text", folder=tmp_path)
    assert "<img" not in page
    assert "&lt;img src=x" in page
    table = ok("agreement", "p.annotator", "--csv", "-", folder=tmp_path)
    assert "'=cmd" in table
    assert ",=cmd" not in table


def test_nobody_to_compare_is_no_error(tmp_path: Path) -> None:
    ok("new", "p.annotator", folder=tmp_path)
    said = ok("agreement", "p.annotator", "--html", "r.html", folder=tmp_path)
    assert "0 of 0 articles compared; done by: nobody" in said
    assert "fewer than two annotators are done with the same article" in said
    assert (tmp_path / "r.html").stat().st_size > 1000


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals")
def test_a_terminal_gets_a_table_that_fits(folder: Path) -> None:
    main, other = pty.openpty()
    environment = {**ENVIRONMENT, "COLUMNS": "80", "TERM": "xterm"}
    command = [sys.executable, "-m", "annotator", "agreement", "p.annotator"]
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=other, stderr=other) as run:
        os.close(other)
        said = b""
        while True:
            try:
                part = os.read(main, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            said += part
        assert run.wait(60) == 0
    os.close(main)
    text = said.decode()
    assert "─" in text
    (claim,) = [one for one in text.splitlines() if one.strip().startswith("claim ")]
    assert " to " in claim


def test_the_command_line_starts_without_what_only_reports_need(tmp_path: Path) -> None:
    late = ("scipy", "jinja2", "annotator.agreement.report.report")
    code = f"import sys, annotator.cli; print([one for one in {late} if one in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], env=ENVIRONMENT, cwd=tmp_path, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"
