"""Whose work a file is, where a folder stands for a document and holds a file for each user.

So INCEpTION and WebAnno export projects: ``annotation/doc.txt/ada.tsv``, ``curation/doc.txt/
CURATION_USER.tsv``; a file that needs another beside it is a zip archive, ``ada.zip/ada.xmi``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from annotator.annotation.records import Status
from annotator.formats.common.base import ReadOptions
from annotator.formats.recognising.exported import (
    CURATION,
    PROJECT,
    ExportedProject,
    project_in,
    read_project,
)

_INITIAL = "INITIAL_CAS"
_FOLDERS = frozenset(("annotation", "annotations", "curation"))
_DOCUMENTS = frozenset((
    ".txt", ".xmi", ".tsv", ".html", ".htm", ".pdf", ".xml", ".conll", ".conllu", ".docx", ".odt",
    ".rtf", ".md", ".json", ".tei",
))  # fmt: skip


class Owner(NamedTuple):
    """Whose work a file is.

    Attributes:
        annotator: who made it; None: nobody, it is how the document was before.
        gold: whether it is what a curator settled on.
        document: the path of the document that it is about, for ``Article.source``.
        status: how far the work is, as the project says.
        project: what the project says of itself.

    """

    annotator: str | None
    gold: bool
    document: str
    status: Status = Status.NEW
    project: ExportedProject = ExportedProject()

    def declare(self, layer: str, label: str, options: ReadOptions) -> None:
        """Say what the project says of the label of an annotation."""
        known = self.project.layers.get(layer)
        if known is not None:
            options.notes.declare(known.described(label))


def owner_of(path: Path, source: str, project: object = None) -> Owner | None:
    """Return whose work a file is by where it lies; None where its place says nothing.

    Args:
        path: of the file.
        source: its path from the folder or archive that was named.
        project: what the project says of itself that it is from; looked for where it is not given.

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
    if not isinstance(project, ExportedProject):
        project = project_in(path.parent.parent.parent)
    status = project.states.get((document, user), Status.NEW)
    if user == CURATION:
        return Owner("curation", gold=True, document=where, status=status, project=project)
    return Owner(user, gold=False, document=where, status=status, project=project)


class ExportedProjects:
    """The projects among the files of a folder or archive, told by how they describe themselves.

    Args:
        files: where they are, by what they are called from the folder or archive that was named.

    """

    def __init__(self, files: Mapping[str, Path]) -> None:
        paths = [PurePosixPath(one) for one in files]
        self._roots = {
            one.parent: read_project(files[str(one)])
            for one in paths
            if one.name.startswith(PROJECT) and str(one) in files
        }
        self._annotated: set[PurePosixPath] = set()
        if self._roots:
            for path in paths:
                self._annotated.update(path.parents)

    def project_of(self, source: str) -> ExportedProject | None:
        """Return what the project says of itself that a file is from; None for none."""
        root = next((one for one in PurePosixPath(source).parents if one in self._roots), None)
        return None if root is None else self._roots[root]

    def unused_labels(self, used: Iterable[str]) -> list[str]:
        """Return the labels that the projects name and nobody has used."""
        names = (
            tag
            for project in self._roots.values()
            for layer in project.layers.values()
            for tag in layer.tags
        )
        there = set(used)
        return [name for name in dict.fromkeys(names) if name not in there]

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
