"""Where backups lie: one folder for all projects, chosen once for the window and the commands."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec

from annotator.errors import NotSavedError
from annotator.paths import user_folder
from annotator.unfinished import sweep, unfinished_path
from annotator.words import say

_FILE = "backups.json"
_NOWHERE = Path(os.devnull)  # nobody knows where the user is at home: nothing can be made there
_LONGEST = 60
_PLAIN_ID = re.compile(r"[A-Za-z0-9_]{1,64}")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


class _Choice(msgspec.Struct):
    """What is remembered: the folder ("": the usual one), and those that it was before."""

    folder: str = ""
    before: list[str] = msgspec.field(default_factory=list)


def usual_folder() -> Path:
    """Return the folder that backups go to as long as nobody has chosen another one."""
    from platformdirs import user_data_dir

    return (user_folder(user_data_dir) or _NOWHERE) / "backups"


def folder() -> Path:
    """Return the folder that backups of all projects go to; it need not be there yet."""
    chosen = _read().folder
    return Path(chosen) if chosen else usual_folder()


def choose_folder(chosen: Path | None) -> None:
    """Let backups go to another folder from now on; None: to the usual one.

    Backups that are there already stay where they are, and are still found.

    Raises:
        NotSavedError: nothing can be written in that folder, or the choice cannot be stored.

    """
    before = folder()
    place = usual_folder() if chosen is None else chosen.absolute()
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not os.access(place, os.W_OK | os.X_OK):
            raise PermissionError(13, "it is read-only")
        earlier = [str(before), *(one for one in _read().before if one != str(before))]
        choice = _Choice("" if chosen is None else str(place), [x for x in earlier if x])
        file = _file()
        file.parent.mkdir(parents=True, exist_ok=True)
        sweep(file.parent)
        unfinished = unfinished_path(file)
        unfinished.write_bytes(msgspec.json.encode(choice))
        unfinished.replace(file)
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotSavedError(
            say("{place}: backups cannot be kept there ({reason})", place=place, reason=reason)
        ) from error


def folders() -> list[Path]:
    """Return all folders in which backups may lie, that of today first."""
    places = [folder(), usual_folder(), *(Path(one) for one in _read().before)]
    return list(dict.fromkeys(places))


def folder_of(project: str, path: Path) -> Path:
    """Return the folder of one project's backups: by the name of its file and its id."""
    return folder() / f"{stem_of(path)}-{_safe(project or str(path.absolute()))}"


def stem_of(path: Path) -> str:
    """Return the name of a project's file as a part of names, without its suffix."""
    stem = _NOT_IN_NAMES.sub("_", path.stem).strip(". ") or "project"
    return os.fsencode(stem)[:_LONGEST].decode("utf-8", "ignore")


def sweep_left(path: Path) -> None:
    """Remove the backups that killed programs have not finished, of a project of this name."""
    place, beginning = folder(), f"{stem_of(path)}-"
    with suppress(OSError):
        for one in place.iterdir():
            if one.name.startswith(beginning):
                sweep(one)


def all_folders_of(project: str) -> list[Path]:
    """Return every folder with backups of a project (id), whatever its file was called."""
    end = f"-{_safe(project)}"
    found = []
    for place in folders():
        with suppress(OSError):
            found += [one for one in sorted(place.iterdir()) if one.name.endswith(end)]
    return found


def _safe(project: str) -> str:
    """Return an id as part of a name; ids come from files that anybody may have made."""
    if _PLAIN_ID.fullmatch(project):
        return project
    return sha256(project.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _file() -> Path:
    from platformdirs import user_config_dir

    return (user_folder(user_config_dir) or _NOWHERE) / _FILE


def _read() -> _Choice:
    """Return what was chosen; what cannot be read is no choice."""
    try:
        return msgspec.json.decode(_file().read_bytes(), type=_Choice)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return _Choice()
