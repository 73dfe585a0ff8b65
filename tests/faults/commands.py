"""Each long command of the real program, to be killed or to run out of room.

A command works on a project, and may make something beside it. Before it is killed it has run
once to its end, so that what there is without it and with it is known: afterwards the project and
what was asked for are as one of them, and nothing lies between.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from annotator.project import Project
from annotator.project.storage.schema import REVISION
from tests.faults.hands import Tagger, command, faults_of, found_anywhere, spans_in, timed
from tests.project.making import old_copy

Words = list[str | Path]


@dataclass(frozen=True)
class Place:
    """Where a command works: the project, a home, and what is asked for beside it."""

    folder: Path

    @property
    def project(self) -> Path:
        return self.folder / "run" / "p.annotator"

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def out(self) -> Path:
        return self.folder / "run" / "out"

    def aside(self, name: str) -> Path:
        """Return a place for what the command is given, where it writes nothing."""
        return self.folder / "given" / name


@dataclass(frozen=True)
class Deed:
    """A command that is killed.

    Attributes:
        words: of the command line.
        prepare: makes what it needs.
        makes: the end of the name of what it makes at ``Place.out``; None: nothing.
        in_steps: it may have brought in a part, which goes at the next opening.
        migrates: it is given a project of the first version.

    """

    words: Callable[[Place], Words]
    prepare: Callable[[Place], None] = lambda _: None
    makes: str | None = None
    in_steps: bool = False
    migrates: bool = False


def _make_pack(at: Place) -> None:
    with Project.open(at.project) as project:
        project.pack(at.aside("pack.annotator"), "ada")
    _tag(at.aside("pack.annotator"), at.home, 30)


def _tag(path: Path, home: Path, times: int) -> None:
    tagger = Tagger(path, home, "ada")
    tagger.tag(times)
    tagger.close()


def _make_lines(at: Place) -> None:
    rows = [
        {
            "schema": "annotator/1",
            "id": f"new{number}",
            "text": f"Text {number} of what came in later.\n" * 30,
            "annotator": "cy",
            "spans": [{"label": "claim", "start": at, "end": at + 4} for at in (0, 9, 20)],
        }
        for number in range(2_000)
    ]
    at.aside("more.jsonl").write_bytes(b"\n".join(map(orjson.dumps, rows)) + b"\n")


def _back_up_and_tag(at: Place) -> None:
    """Make a backup, and do more that restoring takes away."""
    command(at.home, "backup", at.project, at.aside("backup.annotator"))
    _tag(at.project, at.home, 25)


def _damage(at: Place) -> None:
    data = bytearray(at.project.read_bytes())
    data[len(data) // 2] ^= 0x40
    at.aside("damaged.annotator").write_bytes(data)


def _make_older(at: Place) -> None:
    """Make it a project of the first version."""
    older = at.aside("older.annotator")
    old_copy(at.project, older)
    shutil.copyfile(older, at.project)


DEEDS: dict[str, Deed] = {
    "import": Deed(
        lambda at: ["import", at.project, at.aside("more.jsonl")], _make_lines, in_steps=True
    ),
    "export": Deed(lambda at: ["export", at.project, f"{at.out}.jsonl"], makes=".jsonl"),
    "export of a folder": Deed(
        lambda at: ["export", at.project, at.out, "--format", "brat"], makes=""
    ),
    "merge": Deed(lambda at: ["merge", at.project, at.aside("pack.annotator")], _make_pack),
    "pack": Deed(
        lambda at: ["pack", at.project, f"{at.out}.annotator", "--annotator", "ada"],
        makes=".annotator",
    ),
    "release": Deed(lambda at: ["release", at.project, at.out], makes=""),
    "migration": Deed(lambda at: ["stats", at.project], _make_older, migrates=True),
    "backup": Deed(lambda at: ["backup", at.project]),
    "restore": Deed(
        lambda at: ["restore", at.project, at.aside("backup.annotator")], _back_up_and_tag
    ),
    "recover": Deed(
        lambda at: ["recover", at.aside("damaged.annotator"), f"{at.out}.annotator"],
        _damage,
        makes=".annotator",
    ),
    "check": Deed(lambda at: ["check", at.project]),
}


@dataclass
class Seen:
    """What there is after a command: the project's spans, and what lies at ``Place.out``."""

    spans: set[str]
    made: object = None


@dataclass
class Found:
    """What is wrong after a command that did not end as it should."""

    lost: int = 0
    damaged: int = 0
    wrong: list[str] = field(default_factory=list)


class Trial:
    """A command with all that it needs, to be run from the same beginning again and again.

    Attributes:
        before: what there is before it.
        after: what there is after it has run to its end, which took ``whole_s`` seconds.
        faults: why that did not go well.

    """

    def __init__(self, name: str, template: Path, folder: Path) -> None:
        self.deed, self.place = DEEDS[name], Place(folder)
        for one in (self.place.project.parent, self.place.home, self.place.aside("")):
            one.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(template, self.place.project)
        _tag(self.place.project, self.place.home, 40)
        self.deed.prepare(self.place)
        self.start = self.place.aside("start.annotator")
        shutil.copyfile(self.place.project, self.start)
        self.words: Sequence[str | Path] = self.deed.words(self.place)
        self.before = Seen(_spans_of(self.start))
        done, self.whole_s = timed(self.place.home, *self.words)
        self.faults = [] if done.returncode in (0, 1) else [done.stderr.strip()[-300:]]
        self.after = Seen(spans_in(self.place.project), self._made())

    def begin_again(self) -> None:
        """Bring back what there was before; backups stay, and what killed ones have hidden."""
        for one in self.place.project.parent.iterdir():
            if not one.name.startswith("."):
                shutil.rmtree(one) if one.is_dir() else one.unlink()
        shutil.copyfile(self.start, self.place.project)

    def _made(self) -> object:
        """Return what tells the thing that was asked for, whole, from a part of it."""
        if self.deed.makes is None:
            return None
        out = Path(f"{self.place.out}{self.deed.makes}")
        if out.is_dir():
            return sorted(str(one.relative_to(out)) for one in out.rglob("*"))
        if not out.exists():
            return None
        return spans_in(out) if self.deed.makes == ".annotator" else len(out.read_bytes())

    def _has_older(self) -> bool:
        """Whether a backup has all that the older project had."""
        return any(
            _spans_of(one) == self.before.spans
            for one in _backups(self.place)
            if "migration" in one.name
        )

    def look(self) -> Found:
        """Look at what is left, as the next one who opens the project."""
        found = Found()
        place = self.place
        if self.deed.migrates:
            if _revision(place.project) == REVISION and not self._has_older():
                found.wrong.append("it was migrated without a backup")
            command(place.home, "stats", place.project)  # migrated by now, with the backups there
        if faults := faults_of(place.project):
            found.damaged += 1
            found.wrong.append(f"check: {faults[0]}")
            return found
        there = spans_in(place.project)
        if there != self.after.spans:
            found.lost += len(self.before.spans - there)
            if there - self.before.spans and not self.deed.in_steps:
                found.wrong.append(f"half done: {len(there)} spans")
        elif gone := self.before.spans - there:
            kept = found_anywhere(place.project.parent, place.home, list(gone))
            found.lost += len(gone - kept)
        if self._made() not in (None, self.after.made):
            found.wrong.append("what was half made has the name that was asked for")
        if place.out.with_suffix(".annotator").exists():
            found.wrong += faults_of(place.out.with_suffix(".annotator"))
        for copy in _backups(place):
            if bad := _is_bad(copy):
                found.wrong.append(f"a backup is bad: {bad}")
        return found


def _spans_of(path: Path) -> set[str]:
    """Return the spans of a file that may be of an older version, and is left as it is."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return {row[0] for row in connection.execute("SELECT id FROM spans")}


def _backups(place: Place) -> Iterator[Path]:
    for one in (place.home / "DATA").rglob("*.annotator"):
        if not one.name.startswith("."):
            yield one


def _is_bad(copy: Path) -> str:
    with closing(sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)) as connection:
        try:
            (said,) = connection.execute("PRAGMA integrity_check").fetchone()
        except sqlite3.DatabaseError as error:
            return str(error)
    return "" if said == "ok" else said


def _revision(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
