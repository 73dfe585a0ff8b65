"""Where the files are that come with the program: icons, label sets, sample articles."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_resources"
_CHECKOUT = _PACKAGE.parent / "resources"


def resource(path: str) -> Path:
    """Return the place of a file or folder that comes with the program.

    Args:
        path: relative to `resources/`, with forward slashes, as in `icons/undo.svg`.

    Raises:
        FileNotFoundError: there is no such resource.

    """
    root = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    found = root / path
    if not found.exists():
        raise FileNotFoundError(f"the program's own file {path} is missing from {root}")
    return found
