"""Which files a path stands for, which format they have, and writing one that replaces another."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from annotator.errors import InputError, NotSavedError
from annotator.formats import format_for, format_named, formats
from annotator.formats.common.files import Found, expand, natural_key
from annotator.formats.common.output import replacing
from annotator.formats.registry import known_suffixes
from annotator.paths import shown_path
from annotator.text.visible import visible


def test_a_folder_is_read_in_natural_order(tmp_path: Path) -> None:
    """2 before 10, folders among the files, nothing hidden, sources relative to the folder."""
    for name in (
        "b/10.txt",
        "b/2.txt",
        "A.txt",
        "a10.txt",
        "a9.jsonl",
        ".hidden.txt",
        ".git/x.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (tmp_path / "photo.png").write_bytes(b"")
    found = list(expand([tmp_path], known_suffixes()))
    assert [one.source for one in found if isinstance(one, Found)] == [
        "A.txt", "a9.jsonl", "a10.txt", "b/2.txt", "b/10.txt", "photo.png",
    ]  # fmt: skip
    assert not any(one.named for one in found if isinstance(one, Found))


def test_a_folder_that_holds_itself_ends(tmp_path: Path) -> None:
    """Links to folders are not followed."""
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "self").symlink_to(tmp_path)
    assert len(list(expand([tmp_path], known_suffixes()))) == 1


def test_a_link_to_itself_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "b.txt").symlink_to("b.txt")
    (tmp_path / "c.txt").symlink_to("nowhere.txt")
    found = list(expand([tmp_path], known_suffixes()))
    assert [one.source for one in found if isinstance(one, Found)] == ["a.txt"]
    assert len(found) == 1


def test_an_empty_path_is_not_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [str(one) for one in expand([""], (".txt",))] == [
        "the name of a file or folder is empty"
    ]


def test_paths_that_hold_nothing_are_named(tmp_path: Path) -> None:
    """A missing path and an empty folder are each one error."""
    (tmp_path / "empty").mkdir()
    missing, empty = expand([tmp_path / "none.txt", tmp_path / "empty"], (".txt",))
    assert str(missing) == f"{tmp_path}/none.txt: there is no such file or folder"
    assert str(empty) == f"{tmp_path}/empty: nothing to import in this folder; expected .txt"


@pytest.mark.skipif(sys.platform != "linux", reason="file names that are no text")
def test_a_file_name_that_is_no_text_can_be_shown(tmp_path: Path) -> None:
    """Its source must be storable."""
    path = os.fsencode(tmp_path) + b"/a\xff\nb.txt"
    Path(os.fsdecode(path)).write_text("x", encoding="utf-8")
    (found,) = expand([tmp_path], (".txt",))
    assert isinstance(found, Found)
    assert found.source == "a��b.txt"
    found.source.encode()


def test_every_format_is_found_by_name_and_by_suffix() -> None:
    """The registry is the only list."""
    for one in formats():
        assert format_named(one.name) is one.load()
        for suffix in one.suffixes if one.can_read else ():
            sharing = [other for other in formats() if suffix in other.suffixes]
            assert format_for(Path("x" + suffix.upper())) is sharing[0].load()
    suffixes = known_suffixes()
    assert len(set(suffixes)) == len(suffixes)
    with pytest.raises(InputError, match="there is no format 'doc'; expected one of: jsonl, text"):
        format_named("doc")


def test_a_file_of_another_suffix_is_recognised_or_refused(tmp_path: Path) -> None:
    """By its first bytes; a text has none that would tell."""
    path = tmp_path / "export.json"
    path.write_text('{"schema":"annotator/1","text":"a"}', encoding="utf-8")
    assert format_for(path).name == "jsonl"
    path.write_text('{"text":"a"}', encoding="utf-8")
    assert format_for(path).name == "json"
    path = tmp_path / "export.data"
    path.write_text('{"text":"a"}', encoding="utf-8")
    assert format_for(path).name == "jsonl"
    path.write_text("hello", encoding="utf-8")
    expected = (
        r"export.data: the suffix .data says no known format; expected .jsonl, .* or --format"
    )
    with pytest.raises(InputError, match=expected):
        format_for(path, "export.data")


def test_a_file_is_replaced_when_the_new_one_is_complete(tmp_path: Path) -> None:
    """Its permissions stay, no other file is left."""
    path = tmp_path / "out"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with replacing(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_an_error_leaves_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    """And nothing beside it."""
    path = tmp_path / "out"
    path.write_bytes(b"old")

    def write_half() -> None:
        with replacing(path) as file:
            file.write(b"new")
            raise error

    with pytest.raises(error):
        write_half()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it points to is replaced."""
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with replacing(tmp_path / "link") as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A folder, or a folder that does not exist."""
    with pytest.raises(NotSavedError, match="this is a folder"), replacing(tmp_path):
        pass
    missing = tmp_path / "no" / "out"
    with pytest.raises(NotSavedError, match=r"the folder .* does not exist"), replacing(missing):
        pass


def walked(folder: Path) -> tuple[list[Found], dict[str, str]]:
    """Return the files in a folder, and what is passed over and why, by file name."""
    passed: dict[str, str] = {}
    items = expand(
        [folder], known_suffixes(), None, lambda file, why: passed.update({Path(file).name: why})
    )
    found = [one for one in items if isinstance(one, Found)]
    return found, passed


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """To a file, through another link, from a folder below; what is named by itself is read."""
    (tmp_path / "in" / "below").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "in" / "direct.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "in" / "relative.txt").symlink_to("../secret.txt")
    (tmp_path / "in" / "below" / "second.txt").symlink_to("../direct.txt")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "outside")
    (tmp_path / "in" / "device.txt").symlink_to("/dev/zero")
    found, passed = walked(tmp_path / "in")
    assert [one.source for one in found] == ["a.txt"]
    out = "this is a link that leads out of the folder, which is not followed"
    assert passed == dict.fromkeys(
        ("direct.txt", "relative.txt", "second.txt", "folder", "device.txt"), out
    )
    (named,) = expand([tmp_path / "in" / "direct.txt"], known_suffixes())
    assert isinstance(named, Found)
    assert named.path.read_text(encoding="utf-8") == "secret"


def test_a_file_is_taken_once_however_many_links_lead_to_it(tmp_path: Path) -> None:
    """Of a hidden file the first link is taken; hard links are files like others."""
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "h.txt").write_text("x", encoding="utf-8")
    (tmp_path / "b.txt").write_text("x", encoding="utf-8")
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "c.txt").symlink_to(".hidden/h.txt")
    (tmp_path / "d.txt").symlink_to(".hidden/h.txt")
    os.link(tmp_path / "b.txt", tmp_path / "e.txt")
    found, passed = walked(tmp_path)
    assert [one.source for one in found] == ["b.txt", "c.txt", "e.txt"]
    again = "this is a link to a file in the folder, which is taken once"
    assert passed == {"a.txt": again, "d.txt": again}


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "b.txt").symlink_to("c.txt")
    (tmp_path / "c.txt").symlink_to("b.txt")
    (tmp_path / "self").symlink_to(tmp_path)
    found, passed = walked(tmp_path)
    assert [one.source for one in found] == ["a.txt"]
    assert passed["b.txt"] == passed["c.txt"] == "this is a link that leads nowhere"
    assert passed["self"] == "this is a link to a folder, which is not followed"


def test_a_folder_that_is_a_link_is_read_when_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "real" / "b.txt").symlink_to(tmp_path / "real" / "a.txt")
    (tmp_path / "link").symlink_to("real")
    found, passed = walked(tmp_path / "link")
    assert [one.source for one in found] == ["a.txt"]
    assert list(passed) == ["b.txt"]


def test_numbers_in_names_may_be_of_any_length() -> None:
    names = ["9" * 5_000, "1" + "0" * 5_000, "2", "10", "0" * 2_000 + "3", "a"]
    assert sorted(names, key=natural_key) == [
        "2", "0" * 2_000 + "3", "10", "9" * 5_000, "1" + "0" * 5_000, "a",
    ]  # fmt: skip


@pytest.fixture
def deep(tmp_path):
    """Make very many folders in each other; they go again, for pytest would recurse in them."""
    made = []

    def make(name: str, depth: int) -> Path:
        top, here = tmp_path / "deep", Path.cwd()
        top.mkdir()
        made.append(top)
        os.chdir(top)
        try:
            for _ in range(depth):
                os.mkdir(name)  # noqa: PTH102 - the whole path is too long
                os.chdir(name)
            Path("a.txt").write_text("Hello there.", encoding="utf-8")
        finally:
            os.chdir(here)
        return top

    yield make
    for top in made:
        here = Path.cwd()
        os.chdir(top)
        down = 0
        while inside := [one.name for one in os.scandir() if one.is_dir(follow_symlinks=False)]:
            os.chdir(inside[0])
            down += 1
        Path("a.txt").unlink()
        for _ in range(down):
            os.chdir("..")
            (name,) = os.listdir()  # noqa: PTH208
            os.rmdir(name)  # noqa: PTH106
        os.chdir(here)
        top.rmdir()


def test_very_many_folders_in_one_another(deep):
    """More than Python calls may stand in one another; only the system’s limit ends it."""
    (found,) = expand([deep("d", 1_500)], [".txt"])
    assert found.source.endswith("d/a.txt")
    assert len(found.file) < 300


@pytest.mark.skipif(sys.platform == "win32", reason="has another limit")
def test_a_path_that_grows_too_long_is_one_short_sentence(deep):
    """The one folder that cannot be read any more is named, shortened; nothing is there."""
    found = list(expand([deep("twelve signs", 1_000)], [".txt"]))
    (first, second) = found
    assert isinstance(first, InputError)
    assert "File name too long" in str(first)
    assert len(str(first)) < 400
    assert "nothing to import" in str(second)


def test_control_signs_in_names_are_written_out_as_everywhere(tmp_path):
    odd = tmp_path / "a\x1b[31m\nb.txt"
    odd.write_text("Hello.", encoding="utf-8")
    (found,) = expand([tmp_path], [".txt"])
    assert found.file.endswith(r"a\x1b[31m\nb.txt")
    assert shown_path(odd) == visible(str(odd))
