"""Importing: what comes in, what is refused, and that the project is then as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

import annotator.progress
from annotator.annotation.edits import SetNote, SetRanges
from annotator.annotation.records import Annotated, Article, Status
from annotator.errors import CancelledError, InputError
from annotator.exchange import ImportOptions, bring_in, create_project, look
from annotator.exchange.imports import reading as reading_module
from annotator.exchange.imports import survey as survey_module
from annotator.project import Project
from annotator.project.importing import abandoned
from tests.exchange.projects import dump, exported, lines_of, make, span

TEXT = "One two three"
SKIP = ImportOptions(skip_bad=True)


def line(article: str = "x", annotator: str | None = "a", **keys: Any) -> dict[str, Any]:
    return {"id": article, "text": TEXT, "annotator": annotator, **keys}


def one(span_id: str, start: int = 0, end: int = 3, label: str = "quote") -> dict[str, Any]:
    return {"id": span_id, "label": label, "start": start, "end": end}


def link(link_id: str, source: str, target: str, kind: str = "speaker") -> dict[str, Any]:
    return {"id": link_id, "type": kind, "from": source, "to": target}


@pytest.fixture
def project(tmp_path: Path) -> Any:
    records = [
        Annotated(
            article=Article(id="there", text=TEXT),
            annotator="old",
            spans=(span(TEXT, 0, 3, id="s-old", article="there", annotator="old"),),
        )
    ]
    with make(tmp_path / "p.annotator", records) as made:
        yield made


def bring(project: Project, data: bytes, **options: Any) -> Any:
    path = Path(project.location).with_name("in.jsonl")
    path.write_bytes(data)
    return bring_in(project, [path], ImportOptions(**options))


@pytest.mark.parametrize(
    ("lines", "at", "reason"),
    [
        (
            [line("there"), {**line("there"), "text": "Other"}],
            2,
            "the article id “there” stands in {}:1 with another text",
        ),
        (
            [{**line("there"), "text": "Other"}],
            1,
            "article there is in the project with another text",
        ),
        (
            [line(status="done"), line(status="skipped")],
            2,
            "a’s status of article “x” is “skipped” here and “done” in {}:1",
        ),
        ([line(spans=[one("s"), one("s")])], 1, "the span id “s” stands twice in this line"),
        (
            [line(spans=[one("s")]), line("y", spans=[one("s")])],
            2,
            "the span id “s” stands further up for another span",
        ),
        (
            [line(spans=[one("s-old")])],
            1,
            "span id s-old is in the project already, as old’s in article there",
        ),
        (
            [line(spans=[one("s"), one("t")], links=[link("l", "s", "nowhere")])],
            1,
            "the link “l” refers to the span “nowhere”, which is neither in the input nor in the"
            " project",
        ),
        (
            [
                line(spans=[one("s"), one("t")], links=[link("l", "s", "t")]),
                line("y", links=[link("l", "t", "s")]),
            ],
            2,
            "the link id “l” stands in {}:1 for another link",
        ),
    ],
)
def test_a_contradiction_is_refused_and_nothing_changes(
    project: Project, lines: list[dict[str, Any]], at: int, reason: str
) -> None:
    """Even when good lines come before it."""
    before = dump(Path(project.location))
    place = Path(project.location).with_name("in.jsonl")
    good = line("good", annotator="new one", spans=[one("g", label="new label")])
    with pytest.raises(InputError) as error:
        bring(project, lines_of(*lines, good))
    assert str(error.value) == f"{place}:{at}: {reason.format(place)}"
    assert dump(Path(project.location)) == before
    summary = bring(project, lines_of(*lines, good), skip_bad=True)
    assert [str(one) for one in summary.refused] == [str(error.value)]
    assert "good" in {record.article.id for record in project.export()}
    assert project.check() == []


def test_labels_are_created_or_refused(project: Project) -> None:
    """They are named in the order in which they come."""
    data = lines_of(line(spans=[one("1", label="b"), one("2", label="a"), one("3", label="b")]))
    with pytest.raises(
        InputError, match=r":1: the label “b” is not in the project; it has: claim,"
    ):
        bring(project, data, strict_labels=True)
    assert len(project.labels()) == 4
    summary = bring(project, data)
    assert summary.labels == ("b", "a")
    assert [label.name for label in project.labels()][4:] == ["b", "a"]


def test_the_projects_own_version_of_a_span_stays(project: Project, tmp_path: Path) -> None:
    """An older export changes nothing that was edited since, and says so."""
    old = exported(project, tmp_path)
    project.apply(SetRanges(span="s-old", ranges=((4, 7),)), "old")
    edited = exported(project, tmp_path)
    summary = bring(project, old)
    assert summary.kept == 1
    assert summary.sentence() == (
        "0 articles new, 1 already there, 0 spans, 1 span kept as the project has them"
    )
    assert exported(project, tmp_path) == edited


def test_work_is_added_to_articles_that_are_there(project: Project) -> None:
    """Another annotator's spans join the first one's."""
    summary = bring(project, lines_of(line("there", spans=[one("s"), one("t", 4, 7)])))
    assert summary.sentence() == "0 articles new, 1 already there, 2 spans"
    assert [record.annotator for record in project.export()] == ["a", "old"]


def test_a_span_that_stands_twice_the_same_comes_in_once(project: Project) -> None:
    """As in a folder with two exports of one day."""
    data = lines_of(line(spans=[one("s")]), line(spans=[one("s"), one("t")]))
    assert bring(project, data).spans == 2


def test_links_may_point_ahead_back_and_into_the_project(project: Project) -> None:
    """All ends are looked up at the end."""
    data = lines_of(
        line("x", spans=[one("s")], links=[link("1", "s", "t"), link("2", "s", "s-old")]),
        line("y", spans=[one("t")], links=[link("3", "t", "s")]),
    )
    assert bring(project, data).links == 3
    assert bring(project, data).links == 0


def test_a_refused_line_takes_the_links_to_its_spans_with_it(project: Project) -> None:
    """Else a link would have one end; the texts come in all the same."""
    data = lines_of(
        line("z", spans=[one("u")], links=[link("3", "u", "t")]),
        line("y", spans=[one("t")], links=[link("2", "t", "s")]),
        line("x", spans=[one("s")], links=[link("1", "s", "nowhere")]),
        line("w", spans=[one("v")]),
    )
    summary = bring(project, data, skip_bad=True)
    assert [error.line for error in summary.refused] == [3, 2, 1]
    assert (summary.articles, summary.spans, summary.links) == (4, 1, 0)


def test_counts_are_of_articles_and_not_of_lines(project: Project) -> None:
    """Three people's lines of one article are one article."""
    lines = [line(annotator=who, spans=[one(who)]) for who in "abc"]
    assert bring(project, lines_of(*lines)).sentence() == "1 article new, 0 already there, 3 spans"


def test_looking_writes_nothing(project: Project, tmp_path: Path) -> None:
    """And foretells what importing then does."""
    path = tmp_path / "in.jsonl"
    path.write_bytes(lines_of(line(spans=[one("s", label="new")]), line("there", "b")))
    before = dump(Path(project.location))
    preview = look(project, [path])
    assert dump(Path(project.location)) == before
    summary = bring_in(project, [path], preview=preview)
    for name in ("files", "articles", "already_there", "spans", "kept", "links", "labels"):
        assert getattr(summary, name) == getattr(preview, name), name


def test_looking_without_a_project_assumes_the_default_labels(tmp_path: Path) -> None:
    """As for a project that the import would create."""
    path = tmp_path / "in.jsonl"
    path.write_bytes(lines_of(line(spans=[one("s"), one("t", label="new")])))
    preview = look(None, [path])
    assert (preview.articles, preview.spans, preview.labels) == (1, 2, ("new",))


@pytest.mark.parametrize("keep", [0, survey_module.KEEP_BYTES])
def test_large_and_small_input_come_in_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keep: int
) -> None:
    """Records that are not kept in memory are read again, the same ones left out."""
    monkeypatch.setattr(survey_module, "KEEP_BYTES", keep)
    lines = []
    for number in range(50):
        spans = [one(f"s{number}"), one(f"t{number}")]
        links = [link(f"l{number}", f"s{number}", "nowhere" if number % 7 == 0 else "t1")]
        lines.append(line(f"x{number}", spans=spans, links=links if number != 1 else []))
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"bad\n".join([lines_of(*lines[:9]), lines_of(*lines[9:])]))
    with create_project(tmp_path / "p.annotator") as project:
        summary = bring_in(project, [path], SKIP)
        assert (summary.articles, summary.spans, summary.links) == (50, 84, 41)
        assert len(summary.refused) == 9
        assert project.statistics().spans == 84
        assert project.check() == []


def test_a_file_of_the_same_size_and_time_in_its_place_is_noticed(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of a text beside it, which the file itself says nothing of."""
    monkeypatch.setattr(survey_module, "KEEP_BYTES", 0)
    files = {"x.ann": b"T1\tP 0 3\tIda\n", "x.txt": b"Ida ran"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    options = ImportOptions(annotator="a")
    for name, other in (("x.ann", b"T1\tQ 0 3\tIda\n"), ("x.txt", b"Ida sat")):
        preview = look(project, [tmp_path / "x.ann"], options)
        before = dump(Path(project.location))
        status = (tmp_path / name).stat()
        (tmp_path / "other").write_bytes(other)
        os.utime(tmp_path / "other", ns=(status.st_atime_ns, status.st_mtime_ns))
        (tmp_path / "other").replace(tmp_path / name)
        with pytest.raises(InputError, match=f"{name}: was changed while it was imported"):
            bring_in(project, [tmp_path / "x.ann"], options, preview=preview)
        assert dump(Path(project.location)) == before
        (tmp_path / name).write_bytes(files[name])


def test_a_file_that_changes_while_it_is_read_again_is_refused(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first records have been written by then; all of them are taken back."""
    monkeypatch.setattr(survey_module, "KEEP_BYTES", 0)
    monkeypatch.setattr(reading_module, "CHUNK_RECORDS", 5)
    path = tmp_path / "in.jsonl"
    path.write_bytes(lines_of(*(line(str(number)) for number in range(40))))
    preview = look(project, [path])
    before = dump(Path(project.location))
    seen = []

    def progress(*at: int) -> None:
        if not seen:
            other = tmp_path / "other"
            other.write_bytes(path.read_bytes())
            other.replace(path)
        seen.append(at)

    with pytest.raises(InputError, match=r"in.jsonl: was changed while it was imported"):
        bring_in(project, [path], preview=preview, progress=progress)
    assert seen
    assert dump(Path(project.location)) == before


def test_a_file_that_changes_meanwhile_is_refused(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was looked at is what comes in."""
    monkeypatch.setattr(survey_module, "KEEP_BYTES", 0)
    path = tmp_path / "in.jsonl"
    path.write_bytes(lines_of(line()))
    preview = look(project, [path])
    path.write_bytes(lines_of(line(), line("y")))
    before = dump(Path(project.location))
    with pytest.raises(InputError, match=r"in.jsonl: was changed while it was imported"):
        bring_in(project, [path], preview=preview)
    assert dump(Path(project.location)) == before


@pytest.mark.parametrize("after", [0, 30, 400])
def test_an_import_that_is_stopped_leaves_nothing(
    project: Project, tmp_path: Path, after: int
) -> None:
    """Neither articles nor labels nor people, in the first pass or the second."""
    path = tmp_path / "in.jsonl"
    lines = [line(f"x{n}", "new", spans=[one(f"s{n}", label="new")]) for n in range(300)]
    path.write_bytes(lines_of(*lines))
    before = dump(Path(project.location))
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        # The second pass asks for each chunk only.
        return asked > (after if after < 300 else 301)

    with pytest.raises(CancelledError, match="the import was stopped; nothing has changed"):
        bring_in(project, [path], cancelled=cancelled)
    assert dump(Path(project.location)) == before


def test_annotators_go_on_working_during_an_import(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit between two chunks is stored, and survives when the import is stopped."""
    monkeypatch.setattr(annotator.progress, "INTERVAL_S", 0)
    path = tmp_path / "in.jsonl"
    path.write_bytes(lines_of(*(line(f"x{n}") for n in range(500))))
    notes: list[int] = []

    def progress(done: int, total: int) -> None:
        if done > total // 2:
            project.apply(SetNote(span="s-old", note=str(done)), "old")
            notes.append(done)

    with pytest.raises(CancelledError):
        bring_in(project, [path], progress=progress, cancelled=lambda: bool(notes))
    (record,) = project.export()
    assert record.spans[0].note == str(notes[-1])


def test_progress_rises_to_its_end(project: Project, tmp_path: Path) -> None:
    """Over both passes."""
    path = tmp_path / "in.jsonl"
    path.write_bytes(lines_of(*(line(f"x{n}") for n in range(500))))
    seen: list[tuple[int, int]] = []
    bring_in(project, [path], progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]


def test_a_killed_import_is_gone_when_the_project_is_next_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """kill -9 in the middle: the project opens clean and is as it was."""
    where = tmp_path / "p.annotator"
    with make(where, [Annotated(article=Article(id="there", text=TEXT))]) as project:
        data = exported(project, tmp_path)
    path = tmp_path / "in.jsonl"
    path.write_bytes(lines_of(*(line(f"x{n}", spans=[one(f"s{n}")]) for n in range(1000))))
    code = """
        import sys, time
        from annotator.exchange import bring_in
        from annotator.project import Import, Project
        add = Import.add
        def slow(self, records, signatures=None):
            add(self, records, signatures)
            print("written", flush=True)
            time.sleep(60)
        Import.add = slow
        bring_in(Project.open(sys.argv[1]), [sys.argv[2]])
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(where), str(path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"written\n"
        process.kill()
    with Project.open(where) as project:
        assert project.statistics().articles == 201  # it might still be alive
    monkeypatch.setattr(abandoned, "_ABANDONED_AFTER", timedelta(0))
    with Project.open(where) as project:
        assert project.check() == []
        assert exported(project, tmp_path) == data
        assert bring_in(project, [path]).articles == 1000


def test_a_folder_of_1000_files(tmp_path: Path) -> None:
    """Texts and JSON lines together, other files named, nothing twice when it is moved."""
    folder = tmp_path / "news"
    (folder / "sub").mkdir(parents=True)
    for number in range(1000):
        text = f"Title {number}\r\n\r\nText “{number}” 😀"
        (folder / "sub" / f"{number}.txt").write_bytes(text.encode("utf-8"))
    (folder / "more.jsonl").write_bytes(lines_of(line(spans=[one("s")])))
    (folder / "photo.png").write_bytes(b"\x89PNG")
    with create_project(tmp_path / "p.annotator") as project:
        summary = bring_in(project, [folder])
        assert (summary.articles, summary.spans) == (1001, 1)
        assert summary.ignored == (f"{folder}/photo.png",)
        titles = [record.article.title for record in project.export()]
        assert titles[1:4] == ["Title 0", "Title 1", "Title 2"]
        sources = {record.article.source for record in project.export()}
        assert "sub/7.txt" in sources
        moved = folder.rename(tmp_path / "elsewhere")
        assert bring_in(project, [moved]).articles == 0
        assert str(tmp_path).encode() not in exported(project, tmp_path)


def test_an_article_of_five_megabytes(tmp_path: Path) -> None:
    """With a span at its very end."""
    text = "Ein Wört 😀 und\n" * 330_000
    size = len(text)
    data = {"id": "big", "text": text, "annotator": "a", "spans": [one("s", size - 4, size - 1)]}
    path = tmp_path / "big.jsonl"
    path.write_bytes(lines_of(data))
    with create_project(tmp_path / "p.annotator") as project:
        assert bring_in(project, [path]).spans == 1
        assert orjson.loads(exported(project, tmp_path))["spans"][0]["text"] == "und"


def test_what_is_bad_in_a_folder_does_not_hide_the_rest(tmp_path: Path) -> None:
    """Every refusal has its file, and the rest comes in."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.txt").write_bytes(b"")
    (tmp_path / "in" / "2.txt").write_bytes(b"good")
    (tmp_path / "in" / "3.jsonl").write_bytes(b"{}\n" + lines_of(line()))
    paths = [tmp_path / "none", tmp_path / "in"]
    with create_project(tmp_path / "p.annotator") as project:
        with pytest.raises(InputError, match="none: there is no such file or folder"):
            bring_in(project, paths)
        summary = bring_in(project, paths, SKIP)
        assert summary.articles == 2
        assert [Path(error.file or "").name for error in summary.refused] == [
            "none", "1.txt", "3.jsonl",
        ]  # fmt: skip
        assert summary.sentence() == "2 articles new, 0 already there, 0 spans, 3 refused"


def test_control_c_leaves_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interrupt in the middle of writing takes back what was written."""
    monkeypatch.setattr(annotator.progress, "INTERVAL_S", 0)
    path = tmp_path / "in.jsonl"
    path.write_bytes(lines_of(*(line(f"x{n}", "new") for n in range(500))))
    before = dump(Path(project.location))

    def progress(done: int, total: int) -> None:
        if done > total * 0.6:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        bring_in(project, [path], progress=progress)
    assert dump(Path(project.location)) == before


def test_an_import_makes_a_thousand_labels_at_most(tmp_path: Path) -> None:
    """More are the values of a wrong column; those that are known already do not count."""
    path = tmp_path / "in.jsonl"
    path.write_bytes(
        b"\n".join(
            orjson.dumps(
                {
                    "id": f"x{number}",
                    "text": "Ida ran",
                    "annotator": "a",
                    "spans": [{"label": f"label {name}", "start": 0, "end": 3}],
                }
            )
            for number, name in enumerate((*range(1_000), 0, 1_000, 5))
        )
    )
    with create_project(tmp_path / "p.annotator") as project:
        preview = look(project, [path], SKIP)
    assert len(preview.labels) == 1_000
    (refused,) = preview.refused
    assert str(refused).startswith(
        f"{path}:1002: with it more than 1,000 labels would be new, such as “label 1000”"
    )


def test_the_status_that_is_asked_for_is_theirs_whose_spans_come_in(project: Project) -> None:
    """It holds whatever the file says; who has no span there gets none, what is there stays."""
    lines = [
        line(spans=[one("s")]),
        line("y", spans=[one("t")], status="skipped"),
        line("y", annotator="b"),
        line("z", annotator="c", spans=[one("u")]),
    ]
    path = Path(project.location).with_name("in.jsonl")
    path.write_bytes(lines_of(*lines))
    options = ImportOptions(status=Status.DONE)
    looked = look(project, [path], options)
    assert str(looked.sentence()).endswith("3 marked done")
    done = bring_in(project, [path], options, preview=looked)
    assert str(done.sentence()).endswith("3 marked done")
    statuses = {(record.article.id, record.annotator): record.status for record in project.export()}
    assert statuses["x", "a"] is statuses["y", "a"] is statuses["z", "c"] is Status.DONE
    assert ("y", "b") not in statuses or statuses["y", "b"] is Status.NEW
    again = bring_in(project, [path], ImportOptions(status=Status.IN_PROGRESS))
    assert str(again.sentence()).endswith("0 marked in progress")
    assert project.progress("a").done == 2
