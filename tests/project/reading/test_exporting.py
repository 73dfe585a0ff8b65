"""Of a damaged project everything is exported that can be read, and the rest is named."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import orjson
import pytest

from annotator.errors import DamagedError
from annotator.exchange import bring_in, merge_in, write_out
from annotator.project import Project
from annotator.project.recovery import recover
from tests.command import run
from tests.project.damaging import PAGE, Whole, build


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Whole:
    path = tmp_path_factory.mktemp("whole") / "p.annotator"
    build(path, 150)
    return Whole(path)


def damaged(folder: Path, whole: Whole, *pages: int) -> Path:
    path = folder / "p.annotator"
    data = bytearray(whole.bytes)
    for page in pages:
        data[(page - 1) * PAGE : page * PAGE] = b"\xff" * PAGE
    path.write_bytes(data)
    return path


def lost(whole: Whole, table: str, page: int) -> set[str]:
    """The ids of a table's records, or of the articles of texts, that need a page."""
    ids = {row["key"]: row["id"] for (name, _), row in whole.rows.items() if name == "articles"}
    found = set()
    for (name, key), row in whole.rows.items():
        if name == table and page in whole.own_pages[name, key]:
            found.add(ids[row["article"]] if table == "article_texts" else row["id"])
    return found


@pytest.mark.parametrize("table", ["articles", "article_texts", "spans", "fragments"])
def test_all_but_one_page_is_exported(whole, tmp_path, table):
    """What the page held is named, with its article; all other work is in the file."""
    page = whole.pages("leaf", table)[1]
    path, out = damaged(tmp_path, whole, page), tmp_path / "out.jsonl"
    with Project.open(path) as project:
        with pytest.raises(DamagedError, match="article a"):
            write_out(project, out)
        assert not out.exists()
        exported = write_out(project, out, skip_bad=True)
    lines = [orjson.loads(line) for line in out.read_bytes().splitlines()]
    articles = {line["id"] for line in lines}
    spans = {span["id"] for line in lines for span in line.get("spans", ())}
    named = {unread.article for unread in exported.unread}
    everything = {row["id"] for (name, _), row in whole.rows.items() if name == "articles"}
    if table in ("articles", "article_texts"):
        gone = lost(whole, table, page)
        assert gone == named == everything - articles
    else:
        assert articles == everything
        all_spans = {row["id"] for (name, _), row in whole.rows.items() if name == "spans"}
        # SQLite looks at the page for the end of its neighbours, too.
        gone = lost(whole, "spans", page)
        assert gone <= all_spans - spans
        assert len(all_spans - spans) <= len(gone) + 2
        assert named
    with Project.create(tmp_path / "again.annotator") as again:
        bring_in(again, [str(out)])
        assert again.check() == []


def test_each_way_of_reading_says_damage(whole, tmp_path):
    """Also where rows come as the driver gives them, and the page is met behind the first."""
    with Project.open(damaged(tmp_path, whole, whole.pages("leaf", "fragments")[1])) as project:
        project.open_article("anna", "a0")
        (label,) = [one.id for one in project.labels() if one.name == "claim"]
        with pytest.raises(DamagedError):
            list(map(partial(project.open_article, "anna"), (f"a{at}" for at in range(150))))
        with pytest.raises(DamagedError):
            project.attributes_given("anna")
        with pytest.raises(DamagedError):
            project.spans_elsewhere("anna", label, "a0")


def test_the_commands_name_an_article(whole, tmp_path):
    """Nobody is left with “the project is damaged” alone, nor sent to what they have just run."""
    path = damaged(tmp_path, whole, whole.pages("leaf", "fragments")[0])

    out = tmp_path / "out.jsonl"
    checked = run("check", path)
    assert checked.returncode == 1
    assert "article a" in checked.stdout
    assert f"annotator recover {path} OUT" in checked.stderr
    assert "annotator check" not in checked.stderr
    for command in (("export", path, out), ("agreement", path)):
        done = run(*command)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert done.stderr.startswith("article a")
        assert "annotator recover" in done.stderr
    done = run("export", path, out, "--skip-bad")
    assert done.returncode == 0
    assert "left out: article a" in done.stderr
    assert "something could not be read and is left out" in done.stdout


def test_a_damaged_pack_is_recovered_and_merged(whole, tmp_path):
    """Merging says which article of the pack is damaged; what is saved of it can be merged."""
    pack = damaged(tmp_path, whole, whole.pages("leaf", "article_texts")[1])
    copy = tmp_path / "copy.annotator"
    copy.write_bytes(whole.bytes)
    with Project.open(copy) as project:
        project.add_annotator("carla")
        with pytest.raises(DamagedError) as refused:
            merge_in(project, pack)
        said = str(refused.value)
        assert str(pack) in said
        assert "article a" in said
        assert said.endswith("“annotator recover FILE OUT”, and merge OUT")
        saved = tmp_path / "saved.annotator"
        assert recover(pack, saved).losses
        merged = merge_in(project, saved)
        assert (merged.spans_new, merged.spans_removed, merged.conflicts) == (0, 0, 0)
        assert merged.left_out == 0
        assert project.check() == []
    with Project.open(saved) as project:
        merge_in(project, copy)
        assert project.check() == []
        assert {len(text) for text in project.texts(["a0"]).values()} != {0}
        with Project.open(copy) as other:
            ids = [f"a{number}" for number in range(150)]
            assert project.texts(ids) == other.texts(ids)
