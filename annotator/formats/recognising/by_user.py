"""Whose work a file is, where a folder stands for a document and holds a file for each user.

So INCEpTION and WebAnno export projects: ``annotation/doc.txt/ada.tsv``, ``curation/doc.txt/
CURATION_USER.tsv``; a file that needs another beside it is a zip archive, ``ada.zip/ada.xmi``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from annotator.annotation.records import Status
from annotator.errors import InputError
from annotator.formats.common.sources import any_json
from annotator.inputs import read_input

PROJECT = "exportedproject"
"""How the file begins in which such a project says what is in it."""

_INITIAL, _CURATION = "INITIAL_CAS", "CURATION_USER"
_FOLDERS = frozenset(("annotation", "annotations", "curation"))
_DOCUMENTS = frozenset((
    ".txt", ".xmi", ".tsv", ".html", ".htm", ".pdf", ".xml", ".conll", ".conllu", ".docx", ".odt",
    ".rtf", ".md", ".json", ".tei",
))  # fmt: skip
_STATES = {
    "FINISHED": Status.DONE,
    "ANNOTATION_FINISHED": Status.DONE,
    "CURATION_FINISHED": Status.DONE,
    "IN_PROGRESS": Status.IN_PROGRESS,
    "ANNOTATION_IN_PROGRESS": Status.IN_PROGRESS,
    "IGNORE": Status.SKIPPED,
}
_MOST_BYTES = 50_000_000


class Owner(NamedTuple):
    """Whose work a file is.

    Attributes:
        annotator: who made it; None: nobody, it is how the document was before.
        gold: whether it is what a curator settled on.
        document: the path of the document that it is about, for ``Article.source``.
        status: how far the work is, as the project says.

    """

    annotator: str | None
    gold: bool
    document: str
    status: Status = Status.NEW


def owner_of(path: Path, source: str) -> Owner | None:
    """Return whose work a file is by where it lies; None where its place says nothing.

    Args:
        path: of the file.
        source: its path from the folder or archive that was named.

    """
    parts = PurePosixPath(source).parts
    if len(parts) < 2:
        parts = path.parts[-3:]
    *folders, name = parts
    user = PurePosixPath(name).stem
    if len(folders) > 1 and folders[-1].lower().endswith(".zip"):
        user = PurePosixPath(folders.pop()).stem
    if not folders:
        return None
    document = folders[-1]
    above = folders[-2] if len(folders) > 1 else ""
    suffix = PurePosixPath(document).suffix.lower()
    if suffix not in _DOCUMENTS and not (above.casefold() in _FOLDERS and suffix):
        return None
    where = "/".join(folders)
    if user == _INITIAL:
        return Owner(None, gold=False, document=where)
    states = _states(path.parent.parent.parent)
    status = states.get((document, user), Status.NEW)
    if user == _CURATION:
        return Owner("curation", gold=True, document=where, status=status)
    return Owner(user, gold=False, document=where, status=status)


@lru_cache(maxsize=8)
def _states(folder: Path) -> dict[tuple[str, str], Status]:
    """Return how far each user is with each document, as the project in a folder says."""
    found: dict[tuple[str, str], Status] = {}
    try:
        described = next(iter(sorted(folder.glob(f"{PROJECT}*.json"))), None)
        value: Any = any_json(read_input(described, most=_MOST_BYTES)) if described else {}
    except (OSError, InputError):  # it is a help; who needs it sees that nothing is done
        return {}
    documents = value.get("annotation_documents") if isinstance(value, dict) else None
    for one in documents if isinstance(documents, list) else ():
        if isinstance(one, dict) and isinstance(one.get("user"), str):
            status = _STATES.get(str(one.get("state")), Status.NEW)
            found[str(one.get("name")), one["user"]] = status
    return found


class ExportedProjects:
    """The projects among the files of a folder or archive, told by how they describe themselves.

    Args:
        sources: of all files, as they are called from the folder or archive that was named.

    """

    def __init__(self, sources: Iterable[str]) -> None:
        paths = [PurePosixPath(one) for one in sources]
        self._roots = {one.parent for one in paths if one.name.startswith(PROJECT)}
        self._annotated: set[PurePosixPath] = set()
        if self._roots:
            for path in paths:
                self._annotated.update(path.parents)

    def hide(self, source: str) -> bool:
        """Tell whether a file is a part of a project that is no work and no text of its own."""
        path = PurePosixPath(source)
        root = next((one for one in path.parents if one in self._roots), None)
        if root is None:
            return False
        inside = path.relative_to(root).parts
        if len(inside) == 1:
            return True
        if inside[0] == "source":
            return root / "annotation" / inside[1] in self._annotated
        return inside[0].casefold() not in _FOLDERS
