"""Names of files that somebody gives: what is wrong with one before anything is opened.

Whoever takes a path from outside asks ``usable`` first, so that a name that nothing can have (too
long, with a NUL, links in a circle) is one sentence everywhere, and never an error of the system.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from annotator.errors import AnnotatorError, InputError
from annotator.text.visible import visible
from annotator.words import Message, say

_LONGEST_SHOWN = 240

E = TypeVar("E", bound=AnnotatorError)


def shown_path(path: str | os.PathLike[str]) -> str:
    r"""Return a path for people: on one line, shortened in its middle.

    Control signs are written out, as ``\x1b``, like everywhere else; see ``text.visible``.
    """
    text = os.fsencode(path).decode("utf-8", "replace") if _can_be_encoded(path) else f"{path}"
    text = visible(text)
    if len(text) > _LONGEST_SHOWN:
        half = _LONGEST_SHOWN // 2
        text = f"{text[:half]}…{text[-half:]}"
    return text


def usable(path: str | os.PathLike[str], error: type[E], *, beside: str = "") -> Path:
    """Return a path that can be looked at, whether anything is there or not.

    Args:
        path: as it was given.
        error: what to raise.
        beside: the longest end that names of files beside it have in addition, as "-journal".

    Raises:
        AnnotatorError: of the class ``error``: nothing can have this name, or nobody may look.

    """
    fault = fault_in(path, beside=beside)
    if fault is None:
        return Path(path)
    shown = shown_path(path)
    if issubclass(error, InputError):
        raise error(fault, file=shown)
    raise error(say("{path}: {why}", path=shown, why=fault) if shown else fault)


def fault_in(path: str | os.PathLike[str], *, beside: str = "") -> Message | None:
    """Return what is wrong with a path, None where it can be looked at; as ``usable``."""
    if not os.fspath(path):
        return say("the name of a file or folder is empty")
    if not _can_be_encoded(path):
        return say("no file can have this name")
    place = f"{os.fspath(path)}{beside}"
    try:
        os.stat(place)  # noqa: PTH116 - a Path would hide what is wrong
    except ValueError:  # a NUL
        return say("no file can have this name")
    except OSError as error:
        return _reason(error)
    return None


def user_folder(find: Callable[..., str]) -> Path | None:
    """Return a folder of the user's; None where nobody knows where the user is at home.

    Args:
        find: a function of platformdirs, such as ``user_data_dir``.

    """
    try:
        folder = Path(find("annotator", appauthor=False))
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None  # a "~" that stayed one


def _reason(error: OSError) -> Message | None:
    if error.errno == errno.ENAMETOOLONG:
        return say("the name is too long; expected a shorter one")
    if error.errno == errno.ELOOP:
        return say("this is a link that leads back to itself")
    if error.errno in (errno.EACCES, errno.EPERM):
        return say("its folder may not be read by this user")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return None
    return say("it cannot be looked at ({why})", why=error.strerror or str(error))


def _can_be_encoded(path: str | os.PathLike[str]) -> bool:
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return False
    return True
