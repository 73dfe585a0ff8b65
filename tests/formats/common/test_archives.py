"""Zip archives: what is in them, and those that mean harm."""

from __future__ import annotations

import gc
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.errors import InputError
from annotator.formats.common.archives import Unpacked
from annotator.formats.common.files import Found, expand

SUFFIXES = (".txt", ".html", ".warc.gz")


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def opened(path: Path, unpacked: Unpacked) -> tuple[list[Found], list[str]]:
    items = list(expand([path], SUFFIXES, unpacked.unpack))
    return (
        [one for one in items if isinstance(one, Found)],
        [str(one) for one in items if isinstance(one, InputError)],
    )


def test_members_are_files_of_the_archive(tmp_path: Path) -> None:
    """In natural order, hidden ones passed over, with names and sources of the archive."""
    names = ("b/10.txt", "b/2.txt", "a.TXT", ".x/a.txt", "__MACOSX/a.txt", "x.png", "d/c.warc.gz")
    path = zipped(tmp_path / "all.zip", {name: name.encode() for name in names})
    unpacked = Unpacked()
    found, refused = opened(path, unpacked)
    assert refused == []
    assert [one.source for one in found] == [
        "all.zip/a.TXT", "all.zip/b/2.txt", "all.zip/b/10.txt", "all.zip/d/c.warc.gz",
        "all.zip/x.png",
    ]  # fmt: skip
    assert [one.file for one in found] == [str(tmp_path / one.source) for one in found]
    assert all(one.path.read_bytes().decode() == one.source[8:] for one in found)
    assert found[1].path.parent == found[2].path.parent
    assert not any(one.named for one in found)


def test_an_archive_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    zipped(tmp_path / "in" / "a.zip", {"b.txt": b""})
    found, refused = opened(tmp_path, Unpacked())
    assert refused == []
    assert [one.source for one in found] == ["in/a.zip/b.txt"]


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    unpacked = Unpacked()
    found, _ = opened(zipped(tmp_path / "a.zip", {"a.txt": b"x"}), unpacked)
    (path,) = (one.path for one in found)
    assert path.exists()
    del unpacked
    gc.collect()
    assert not path.exists()
    assert not path.parent.parent.exists()


@pytest.mark.parametrize(
    "name", ["../a.txt", "/a.txt", "C:\\a.txt", "b\\..\\..\\a.txt", "b/../a.txt", "\\\\host\\a.txt"]
)
def test_no_path_leads_out(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "a.zip", {"good.txt": b"x"})
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = name  # as it stands, without Python's own mending
        archive.writestr(info, b"evil")
    found, refused = opened(path, Unpacked())
    assert [one.source for one in found] == ["a.zip/good.txt"]
    (reason,) = refused
    assert reason.endswith("the path of this file leads out of the archive")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.zip"]


@pytest.mark.parametrize(
    "name", ["con.txt", "ab:c.txt", "x" * 300 + ".txt", "a\x01b.txt", "é😀 .txt"]
)
def test_names_that_a_system_does_not_take(tmp_path: Path, name: str) -> None:
    unpacked = Unpacked()
    found, refused = opened(zipped(tmp_path / "a.zip", {name: b"x"}), unpacked)
    assert refused == []
    assert found[0].path.read_bytes() == b"x"
    assert found[0].path.suffix == ".txt"
    assert len(found[0].path.name) <= 80


def _link(path: Path) -> None:
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, "/etc/hostname")


def _nested(path: Path) -> None:
    zipped(path, {"b.zip": b"PK"})


def _encrypted(path: Path) -> None:
    zipped(path, {"a.txt": b"x"})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


def _twice(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
        archive.writestr("./a.txt", "y")


def _damaged(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "gulls")
    path.write_bytes(path.read_bytes().replace(b"gulls", b"gills"))


def _no_zip(path: Path) -> None:
    path.write_bytes(b"gulls")


def _empty(path: Path) -> None:
    zipped(path, {})


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_link, "a.zip/a.txt: this file of the archive is a link, which is not followed"),
        (_nested, "a.zip/b.zip: an archive inside an archive is not opened; unpack it first"),
        (_encrypted, "a.zip/a.txt: this file of the archive is encrypted; unpack it first"),
        (_twice, "the archive has two files of this name"),
        (_damaged, "a.zip/a.txt: this file of the archive cannot be unpacked: Bad CRC"),
        (_no_zip, "a.zip: this zip archive cannot be read: File is not a zip file"),
        (_empty, "a.zip: nothing to import in this archive; expected .txt, .html, .warc.gz"),
    ],
)
def test_what_is_not_opened(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    make(tmp_path / "a.zip")
    _, refused = opened(tmp_path / "a.zip", Unpacked())
    assert said in refused[0]


def test_a_bomb_is_stopped(tmp_path: Path) -> None:
    """By the share of its size, and by all that the archives hold together."""
    path = zipped(tmp_path / "a.zip", {"a.txt": b"0" * 120_000_000, "b.txt": b"x"})
    found, refused = opened(path, Unpacked())
    assert found == []
    assert "holds more than 200 times its own size" in refused[0]
    two = {f"{n}.txt": bytes(600_000) for n in range(3)}
    found, refused = opened(zipped(tmp_path / "b.zip", two), Unpacked(most_bytes=1_000_000))
    assert found == []
    assert "the archives hold more than 0.001 GB" in refused[0]


def test_a_size_that_is_a_lie(tmp_path: Path) -> None:
    """What an archive says of its files is not believed."""
    path = zipped(tmp_path / "a.zip", {"a.txt": b"0" * 5_000_000})
    data = path.read_bytes().replace((5_000_000).to_bytes(4, "little"), (5).to_bytes(4, "little"))
    path.write_bytes(data)
    unpacked = Unpacked()
    found, refused = opened(path, unpacked)
    assert refused or found[0].path.stat().st_size <= 5


def test_a_thousand_members(tmp_path: Path) -> None:
    members = {f"{n % 10}/{n}.txt": b"x" * n for n in range(1_000)}
    found, refused = opened(zipped(tmp_path / "a.zip", members), Unpacked())
    assert (len(found), refused) == (1_000, [])


def test_bytes_changed_at_random(tmp_path: Path) -> None:
    """Files or reasons, never a traceback."""
    import random

    chance = random.Random(4)
    seed = zipped(tmp_path / "a.zip", {"a.txt": b"gulls " * 20, "b/c.txt": b"terns"}).read_bytes()
    for _ in range(300):
        data = bytearray(seed)
        for _ in range(chance.choice((1, 2, 5))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / "a.zip").write_bytes(data)
        found, refused = opened(tmp_path / "a.zip", Unpacked())
        assert found or refused


def test_an_archive_is_unpacked_before_its_first_file_is_looked_at(tmp_path: Path) -> None:
    """Formats of several files are read with what lies beside."""
    path = zipped(tmp_path / "all.zip", {"a.txt": b"", "a.warc.gz": b""})
    unpacked = Unpacked()
    first = next(iter(expand([path], SUFFIXES, unpacked.unpack)))
    assert isinstance(first, Found)
    assert sorted(one.name for one in first.path.parent.iterdir()) == ["a.txt", "a.warc.gz"]


def unflagged(path: Path, names: list[bytes]) -> Path:
    """An archive whose names do not say that they are UTF-8, as many programs write them."""
    stand_ins = [f"{number:0{len(name)}}" for number, name in enumerate(names)]
    data = zipped(path, dict.fromkeys(stand_ins, b"x")).read_bytes()
    for one, name in zip(stand_ins, names, strict=True):
        data = data.replace(one.encode(), name)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("utf-8", ["Übersicht_lang.txt", "港口_eins.txt"]),
        ("gbk", ["新闻报道_eins.txt", "港口消息_zwei.txt"]),
        ("shift_jis", ["港のニュース.txt"]),
        ("cp866", ["Чайки_взяли_мол.txt"]),
        ("cp437", ["Grüße_und_mehr.txt", "déjà_vu_encore.txt"]),
    ],
)
def test_names_without_a_mark_are_decoded(tmp_path: Path, encoding: str, names: list[str]) -> None:
    path = unflagged(tmp_path / "a.zip", [name.encode(encoding) for name in names])
    unpacked = Unpacked()
    found, refused = opened(path, unpacked)
    assert refused == []
    assert sorted(one.source for one in found) == sorted(f"a.zip/{name}" for name in names)


def test_names_that_differ_in_case_are_two_files(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": b"small", "A.txt": b"large", "b/A.TXT": b"x"})
    unpacked = Unpacked()
    found, refused = opened(path, unpacked)
    assert refused == []
    assert {one.source: one.path.read_bytes() for one in found} == {
        "a.zip/a.txt": b"small",
        "a.zip/A.txt": b"large",
        "a.zip/b/A.TXT": b"x",
    }
