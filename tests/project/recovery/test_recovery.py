"""A damaged project is saved: every record whose own pages are whole, and a word for the others.

What was in the project, and on which pages, is found out before it is damaged, by a reader of
the tests' own.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from annotator.annotation.edits import SetNote
from annotator.errors import NotAProjectError, NotSavedError, ProjectError
from annotator.project import Project
from annotator.project.recovery import Recovered, recover
from tests import command as commands
from tests.project.damaging import PAGE, Whole, build, rows_of
from tests.project.making import dump, raw

THOUSANDS = 3_000


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Whole:
    path = tmp_path_factory.mktemp("large") / "p.annotator"
    build(path, THOUSANDS)
    return Whole(path)


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Whole:
    path = tmp_path_factory.mktemp("small") / "p.annotator"
    build(path, 60)
    return Whole(path)


def zeroed(whole: Whole, pages: set[int]) -> bytes:
    data = bytearray(whole.bytes)
    for page in pages:
        data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    return bytes(data)


def saved(folder: Path, whole: Whole, data: bytes, hit: set[int]) -> Recovered:
    """Recover from damaged bytes, and compare with what was there before."""
    damaged, out = folder / "damaged.annotator", folder / "out.annotator"
    damaged.write_bytes(data)
    out.unlink(missing_ok=True)
    recovered = recover(damaged, out)
    assert damaged.read_bytes() == data
    assert sorted(one.name for one in folder.iterdir()) == ["damaged.annotator", "out.annotator"]
    assert whole.not_saved(out, hit) == []
    with Project.open(out) as project:
        assert project.check() == []
    there = rows_of(out, whole.tables)
    lost = [record for record in whole.rows if record not in there]
    assert bool(recovered.losses) or not lost
    articles = {values["key"]: values["id"] for values in of(whole, "articles").values()}
    told = {loss.article for loss in recovered.losses}
    for record in lost:
        if record[0] in ("spans", "statuses", "decisions") and "" not in told:
            assert articles[whole.rows[record]["article"]] in told
    return recovered


def records(path: Path) -> list[str]:
    """Everything that is stored; constraints of tables may stand in another order."""
    return sorted(line for line in dump(path) if line.startswith("INSERT"))


def of(whole: Whole, table: str) -> dict:
    return {record: values for record, values in whole.rows.items() if record[0] == table}


def test_of_a_whole_project_everything_is_saved(large, tmp_path):
    """Everything is as it was, byte for byte of each record, and the file is only read."""
    recovered = saved(tmp_path, large, large.bytes, set())
    assert (recovered.losses, recovered.mended) == ((), ())
    counts = (recovered.articles, recovered.spans)
    assert counts == (THOUSANDS, len(of(large, "spans")))
    assert records(tmp_path / "out.annotator") == records(tmp_path / "damaged.annotator")


def test_one_flipped_byte_anywhere(large, tmp_path):
    """In every kind of page of every table one byte is flipped, at the front and elsewhere."""
    rng = random.Random(11)
    kinds = sorted({(large.lying.kinds[n], large.lying.owners[n]) for n in large.lying.kinds})
    tables = [one for one in kinds if one[0] != "index"]
    for kind, owner in rng.sample(tables, 3):
        page = rng.choice(large.pages(kind, owner))
        data = bytearray(large.bytes)
        data[(page - 1) * PAGE + rng.choice([rng.randrange(12), rng.randrange(PAGE)])] ^= 0xFF
        saved(tmp_path, large, bytes(data), {page})


def test_many_flipped_bytes_in_a_small_project(small, tmp_path):
    """The same with many more flips, of single bits as well."""
    rng = random.Random(3)
    pages = sorted(small.lying.kinds)
    for _ in range(12):
        page = rng.choice(pages)
        data = bytearray(small.bytes)
        place = rng.choice([rng.randrange(100), rng.randrange(PAGE)])
        data[(page - 1) * PAGE + place] ^= rng.choice([1, 2, 4, 8, 16, 32, 64, 128, 255])
        saved(tmp_path, small, bytes(data), {page})


@pytest.mark.parametrize("kind", ["root", "schema", "index", "overflow"])
def test_all_pages_of_a_kind_are_lost(small, tmp_path, kind):
    """Also without any root, and without the list of tables, nothing else is lost."""
    hit = set(small.pages(kind))
    assert hit
    recovered = saved(tmp_path, small, zeroed(small, hit), hit)
    if kind in ("schema", "index"):
        assert recovered.losses == ()


def test_lost_roots(large, tmp_path):
    """The pages below lost roots are found by what lies on them."""
    tables = ("articles", "article_texts", "spans", "statuses", "links")
    hit = {page for table in tables for page in large.pages("root", table)}
    assert saved(tmp_path, large, zeroed(large, hit), hit).losses == ()


@pytest.mark.parametrize(
    "table", ["articles", "article_texts", "spans", "fragments", "versions", "changes", "links"]
)
def test_a_lost_root_in_a_small_project(small, tmp_path, table):
    """The root of a small table has its rows, or some of them, itself."""
    (root,) = small.pages("root", table)
    saved(tmp_path, small, zeroed(small, {root}), {root})


def test_the_first_page_is_lost(large, small, tmp_path):
    """With the header go the page size, the list of tables and the list of free pages."""
    assert saved(tmp_path, large, zeroed(large, {1}), {1}).losses == ()
    with pytest.raises(NotAProjectError, match="annotator recover FILE OUT"):
        Project.open(tmp_path / "damaged.annotator")
    noise = random.Random(5).randbytes(PAGE) + small.bytes[PAGE:]
    assert saved(tmp_path, small, noise, {1}).losses == ()


@pytest.mark.parametrize(("size", "share"), [("large", 0.6), ("small", 0.1), ("small", 0.97)])
def test_a_truncated_end(request, tmp_path, size, share):
    """What lay behind the cut is lost and told; a cut goes through the middle of a page."""
    whole = request.getfixturevalue(size)
    cut = int(len(whole.bytes) * share) + 1234
    hit = {page for page in whole.lying.kinds if page * PAGE > cut}
    assert saved(tmp_path, whole, whole.bytes[:cut], hit).losses


def test_a_tenth_of_all_pages_is_noise(large, tmp_path):
    """Many kinds of damage at once: of what is whole nothing is missing."""
    rng = random.Random(2)
    pages = sorted(set(large.lying.kinds) - set(large.pages("root")) - {1})
    hit = set(rng.sample(pages, len(pages) // 10))
    data = bytearray(large.bytes)
    for page in hit:
        data[(page - 1) * PAGE : page * PAGE] = rng.randbytes(PAGE)
    damaged, out = tmp_path / "damaged.annotator", tmp_path / "out.annotator"
    damaged.write_bytes(data)
    assert recover(damaged, out).losses
    ids = [values["id"] for record, values in rows_of(out, {"spans"}).items()]
    whole = [
        values["id"]
        for record, values in of(large, "spans").items()
        if not large.own_pages[record] & hit
    ]
    assert set(whole) <= set(ids)


def test_what_was_removed_does_not_come_back(small, tmp_path):
    """Neither free pages nor what is left within pages is taken for data."""
    path = tmp_path / "p.annotator"
    path.write_bytes(small.bytes)
    with raw(path, foreign_keys=True) as connection:
        connection.execute("DELETE FROM links")
        connection.execute("DELETE FROM spans WHERE key % 5 <> 0")
        connection.execute("DELETE FROM change_events WHERE change > 40")
        connection.execute("DELETE FROM changes WHERE number > 40")
    whole = Whole(path)
    path.unlink()
    assert whole.pages("free")
    for hit in (set(), {1}, set(whole.pages("root", "spans")), set(whole.pages("root", "changes"))):
        saved(tmp_path, whole, zeroed(whole, hit), hit)
        there = rows_of(tmp_path / "out.annotator", whole.tables)
        assert there.keys() <= whole.rows.keys()


def test_the_log_is_read(small, tmp_path):
    """What was committed lies in the log beside the file; what was not is no part of it."""
    path = tmp_path / "p.annotator"
    path.write_bytes(small.bytes)
    with Project.open(path) as project:
        project.apply(SetNote(span=next(iter(_spans(project))), note="in the log"), "bert")
        copied = tmp_path / "copy.annotator"
        shutil.copy(path, copied)
        shutil.copy(f"{path}-wal", f"{copied}-wal")
        expected = records(path)
    log = Path(f"{copied}-wal")
    for extra in (b"", log.read_bytes()[32 : 32 + 4120], bytes(5000)):
        log.write_bytes(log.read_bytes() + extra)
        out = tmp_path / f"out{len(extra)}.annotator"
        assert recover(copied, out).losses == ()
        assert records(out) == expected


def _spans(project):
    return {span.id: span for span in project.open_article("bert", "a0").spans}


def test_spans_come_back_from_the_history(small, tmp_path):
    """Where the page of a span is lost and its history is not, it is what it was, key and all."""
    (bert,) = (key for (_, (key,)), row in of(small, "annotators").items() if row["name"] == "bert")
    theirs = {key for key, row in of(small, "spans").items() if row["annotator"] == bert}
    hit = {page for key in theirs for page in small.lying.records[key]}
    recovered = saved(tmp_path, small, zeroed(small, hit), hit)
    there = rows_of(tmp_path / "out.annotator", {"spans"})
    assert theirs <= there.keys()
    assert all(there[key]["note"] == small.rows[key]["note"] for key in theirs)
    assert any("taken from the history" in one.what for one in recovered.mended)


def test_a_text_that_is_damaged_keeps_its_spans(small, tmp_path):
    """One byte of a text is put right; a lost text is made of what its spans say."""
    texts = of(small, "article_texts")
    (record,) = (key for key, row in texts.items() if row["text"].startswith("Article 7. "))
    place = small.bytes.index(b"Article 7. ")
    data = bytearray(small.bytes)
    data[place + 2] ^= 0x04
    recovered = saved(tmp_path, small, bytes(data), set(small.lying.records[record]))
    assert recovered.losses == ()
    assert [one.article for one in recovered.mended] == ["a7"]
    data[place : place + 60] = b"#" * 60
    recovered = saved(tmp_path, small, bytes(data), set(small.lying.records[record]))
    assert ("a7" in {loss.article for loss in recovered.losses}) is True
    with Project.open(tmp_path / "out.annotator") as project:
        opened = project.open_article("anna", "a7")
        assert len(opened.spans) == 4
        assert "recovered" in opened.article.meta


def test_a_recovered_pack_is_merged(small, tmp_path):
    """Id and stamps are kept: what a damaged pack still has comes in, once."""
    whole, pack = tmp_path / "whole.annotator", tmp_path / "pack.annotator"
    whole.write_bytes(small.bytes)
    with Project.open(whole) as project:
        project.pack(pack, "bert", [f"a{number}" for number in range(30)])
        with Project.open(pack) as other:
            (span, *_) = _spans(other)
            other.apply(SetNote(span=span, note="from the pack"), "bert")
        there = Whole(pack)
        (page, *_) = there.pages("leaf", "article_texts") or there.pages("root", "statuses")
        pack.write_bytes(zeroed(there, set(there.pages("root", "readings")) | {1}))
        assert page
        out = tmp_path / "recovered.annotator"
        recover(pack, out)
        with Project.open(out) as other:
            assert other.origin() is not None
            first = project.merge(other)
            again = project.merge(other)
        assert (first.spans_changed, first.spans_new, first.conflicts) == (1, 0, 0)
        assert again.spans_changed == 0
        assert _spans(project)[span].note == "from the pack"
        assert project.check() == []


def test_merging_a_backup_brings_lost_spans_back(small, tmp_path):
    """Of a span that is lost nothing is remembered, so that another copy may have it."""
    anna = {key for key, row in of(small, "spans").items() if row["origin"] == "manual"}
    hit = set(small.pages("leaf", "fragments")[:3]) | set(small.pages("leaf", "changes"))
    data = zeroed(small, hit)
    recovered = saved(tmp_path, small, data, hit)
    assert recovered.losses
    backup = tmp_path / "backup.annotator"
    backup.write_bytes(small.bytes)
    with Project.open(tmp_path / "out.annotator") as project, Project.open(backup) as other:
        project.merge(other)
        assert project.check() == []
    there = {row["id"] for row in rows_of(tmp_path / "out.annotator", {"spans"}).values()}
    assert {small.rows[key]["id"] for key in anna} <= there


def test_what_is_nothing_of_ours(tmp_path):
    """Other files are refused, and nothing is left behind."""
    files = {
        "empty": b"",
        "text": b"no database at all\n" * 5000,
        "noise": random.Random(1).randbytes(50_000),
    }
    with closing(sqlite3.connect(tmp_path / "other")) as connection:
        connection.execute("CREATE TABLE pairs (a TEXT, b TEXT)")
        connection.executemany("INSERT INTO pairs VALUES (?, ?)", [("x", "y")] * 500)
        connection.commit()
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    out = tmp_path / "out.annotator"
    for name in (*files, "other"):
        with pytest.raises(NotAProjectError):
            recover(tmp_path / name, out)
    with pytest.raises(NotAProjectError):
        recover(tmp_path, out)
    with pytest.raises(ProjectError, match="no such file"):
        recover(tmp_path / "missing", out)
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([*files, "other"])


def test_the_command(small, tmp_path):
    """One line for each loss, a summary, exit codes; what is there is never overwritten."""
    damaged, out = tmp_path / "damaged.annotator", tmp_path / "out.annotator"
    damaged.write_bytes(small.bytes)

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return commands.run("recover", *arguments)

    done = run(damaged, out)
    assert (done.returncode, done.stderr) == (0, "")
    assert "60 articles" in done.stdout
    assert done.stdout.endswith("everything was saved\n")
    again = run(damaged, out)
    assert again.returncode == 2
    assert "already something" in again.stderr
    out.unlink()
    damaged.write_bytes(zeroed(small, {small.pages("leaf", "statuses")[0]}))
    done = run(damaged, out)
    assert done.returncode == 1
    assert "lost: article a" in done.stdout
    assert "could not be saved" in done.stdout
    damaged.write_bytes(b"x" * 10_000)
    assert run(damaged, tmp_path / "third.annotator").returncode == 2


def test_there_must_be_room_at_the_new_place(small, tmp_path):
    """A folder that is not there is said before anything is read."""
    damaged = tmp_path / "damaged.annotator"
    damaged.write_bytes(small.bytes)
    with pytest.raises(NotSavedError, match="does not exist"):
        recover(damaged, tmp_path / "no" / "out.annotator")
