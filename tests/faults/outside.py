"""The file is replaced, overwritten, moved, cut, deleted, or made read-only while it is open."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.faults.hands import (
    Tagger,
    command,
    faults_of,
    found_anywhere,
    fresh,
    make_project,
    spans_in,
)
from tests.faults.outcome import Outcome

Deed = Callable[[Path, Path], None]
"""Given the project and another one, of the same kind, that may take its place."""


def _replace(path: Path, other: Path) -> None:
    shutil.copyfile(other, path.with_name("coming"))
    path.with_name("coming").replace(path)


def _overwrite(path: Path, other: Path) -> None:
    path.write_bytes(other.read_bytes())


def _overwrite_with_own_past(path: Path, _: Path) -> None:
    path.write_bytes(path.with_name("past").read_bytes())


def _move_and_copy(path: Path, other: Path) -> None:
    path.rename(path.with_name("old.annotator"))
    shutil.copyfile(other, path)


def _move(path: Path, _: Path) -> None:
    path.rename(path.with_name("old.annotator"))


def _move_folder(path: Path, _: Path) -> None:
    path.parent.rename(path.parent.with_name(f"{path.parent.name} elsewhere"))


def _empty(path: Path, _: Path) -> None:
    os.truncate(path, 0)


def _cut(path: Path, _: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def _delete(path: Path, _: Path) -> None:
    path.unlink()


def _delete_and_make_anew(path: Path, other: Path) -> None:
    path.unlink()
    shutil.copyfile(other, path)


def _delete_log(path: Path, _: Path) -> None:
    for end in ("-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)


def _delete_wal(path: Path, _: Path) -> None:
    Path(f"{path}-wal").unlink(missing_ok=True)


def _delete_shm(path: Path, _: Path) -> None:
    Path(f"{path}-shm").unlink(missing_ok=True)


def _empty_wal(path: Path, _: Path) -> None:
    os.truncate(f"{path}-wal", 0)


def _delete_all(path: Path, other: Path) -> None:
    _delete(path, other)
    _delete_log(path, other)


def _make_read_only(path: Path, _: Path) -> None:
    path.chmod(0o444)


DEEDS: dict[str, Deed] = {
    "replaced by another (mv)": _replace,
    "overwritten in place (cp)": _overwrite,
    "overwritten with its own past": _overwrite_with_own_past,
    "moved, another put in its place": _move_and_copy,
    "moved": _move,
    "its folder moved": _move_folder,
    "cut to nothing": _empty,
    "cut in the middle": _cut,
    "deleted": _delete,
    "deleted, another made in its place": _delete_and_make_anew,
    "deleted with its log": _delete_all,
    "its log deleted": _delete_log,
    "-wal deleted": _delete_wal,
    "-shm deleted": _delete_shm,
    "its log cut to nothing": _empty_wal,
    "made read-only": _make_read_only,
}


def from_outside(folder: Path, times: int, only: str = "") -> list[Outcome]:
    """Do each, or only one, to an open project, tag on, and close it, or kill the program."""
    template, other = folder / "template.annotator", folder / "other.annotator"
    make_project(template)
    make_project(other, 30)
    return [_tried(name, deed, folder, times) for name, deed in DEEDS.items() if only in ("", name)]


def _tried(name: str, deed: Deed, folder: Path, times: int) -> Outcome:
    outcome = Outcome(name)
    template, other = folder / "template.annotator", folder / "other.annotator"
    for number in range(times):
        run, home = folder / f"run {name} {number}", folder / f"home {name} {number}"
        home.mkdir(parents=True)
        path = fresh(template, run)
        shutil.copyfile(path, path.with_name("past"))
        if has_backup := number % 2 == 0:
            command(home, "backup", path)
        tagger = Tagger(path, home)
        tagger.tag(30)
        deed(path, other)
        tagger.tag(10)
        kept = [*tagger.acknowledged]
        tagger.close() if number % 2 == 0 else tagger.kill()
        outcome.tried += 1
        outcome.acknowledged += len(kept)
        for sentence in tagger.refused:
            outcome.see(_plain(sentence, run))
        _look(outcome, path, other, deed, kept, home, has_backup=has_backup)
    return outcome


def _look(
    outcome: Outcome,
    path: Path,
    other: Path,
    deed: Deed,
    kept: list[str],
    home: Path,
    *,
    has_backup: bool,
) -> None:
    """Open what is there now, as the next one would, and look for all that was acknowledged.

    Where there was a backup it has to be in a project; else what the log had is kept as that.
    """
    folder = (
        path.parent
        if path.parent.exists()
        else path.parent.with_name(f"{path.parent.name} elsewhere")
    )
    if path.exists() and path.stat().st_size:
        done = command(home, "check", path)
        outcome.see(_plain(done.stderr.strip(), path.parent))
        if deed in (_replace, _overwrite, _move_and_copy, _delete_and_make_anew):
            if done.returncode != 0:
                outcome.damaged += 1
            elif spans_in(path) != spans_in(other):
                outcome.wrong.append("the other project has taken up work that is not its own")
    there = found_anywhere(folder, home, kept)
    gone = set(kept) - there
    logs = b"".join(log.read_bytes() for log in folder.glob("*.kept-*"))
    in_log = 0 if has_backup else sum(span.encode() in logs for span in gone)
    outcome.lost += len(gone) - in_log
    for one in folder.glob("*.annotator"):
        if one != path and faults_of(one):
            outcome.damaged += 1


def _plain(sentence: str, run: Path) -> str:
    return sentence.replace(f"{run}{os.sep}", "").replace(str(run), "")


def read_only(folder: Path, times: int) -> Outcome:
    """Not writable: it is read and exported, nothing is left beside it, and writes are refused."""
    outcome = Outcome("read-only file and folder")
    template = folder / "template.annotator"
    make_project(template)
    for number in range(times):
        run, home = folder / f"read-only {number}", folder / "home"
        path = fresh(template, run)
        home.mkdir(exist_ok=True)
        outcome.tried += 1
        path.chmod(0o444)
        if number % 2:
            run.chmod(0o555)
        try:
            for words in (("stats", path), ("check", path), ("export", path, folder / "o.jsonl")):
                done = command(home, *words)
                if done.returncode:
                    outcome.wrong.append(f"{words[0]}: {done.stderr.strip()[-200:]}")
        finally:
            run.chmod(0o755)
            path.chmod(0o644)
        if left := [one.name for one in run.iterdir() if one != path]:
            outcome.wrong.append(f"left beside it: {', '.join(left)}")
        tagger = Tagger(path, home)
        tagger.tag(3)
        tagger.close()
        outcome.acknowledged += len(tagger.acknowledged)
        if len(tagger.acknowledged) != 3:
            outcome.wrong.append(f"after chmod 644: {tagger.refused[:1]}")
        outcome.lost += len(set(tagger.acknowledged) - spans_in(path))
    return outcome
