"""What was settled goes through a file and is nobody's work on the other side."""

from __future__ import annotations

import orjson

from annotator.annotation.edits import AddSpan, SetStatus, Settle
from annotator.annotation.records import Annotated, Article, Status
from annotator.exchange import bring_in, create_project, write_out


def test_gold_is_gold_on_both_sides(tmp_path):
    file = tmp_path / "out.jsonl"
    with create_project(tmp_path / "a.annotator") as first:
        with first.begin_import("test") as incoming:
            incoming.add([Annotated(article=Article(id="a", text="So they said."))])
        edit = AddSpan(article="a", label="claim", ranges=((0, 2),), id="s")
        first.apply(edit, "x")
        first.apply(SetStatus(articles=("a",), status=Status.DONE), "x")
        first.apply(Settle(article="a", start=0, end=2, accept=("s",)), "lead")
        write_out(first, file)
        lines = [orjson.loads(line) for line in file.read_bytes().splitlines()]
        told = [(line["annotator"], line.get("gold"), line["status"]) for line in lines]
        assert told == [("gold", True, "done"), ("x", None, "done")]
        with create_project(tmp_path / "b.annotator") as second:
            bring_in(second, [file])
            assert (second.gold(), second.annotators()) == ("gold", ["x"])
            write_out(second, tmp_path / "again.jsonl")
            assert (tmp_path / "again.jsonl").read_bytes() == file.read_bytes()


def test_gold_needs_a_name(tmp_path):
    file = tmp_path / "in.jsonl"
    file.write_bytes(b'{"text": "So they said.", "gold": true}\n')
    with create_project(tmp_path / "a.annotator") as project:
        bring_in(project, [file])
        assert project.gold() is None
