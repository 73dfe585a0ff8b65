"""What stands in the title bar."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.annotation.records import shorten
from annotator.project import Project

_NAME_LENGTH = 80


def title_of(project: Project, annotator: str) -> str:
    """Return the title of a window on a project: its name, who annotates, the program."""
    name = _name_of(project.location)
    if project.read_only:
        name = QCoreApplication.translate("MainWindow", "{0} (read-only)").format(name)
    return f"{name} — {annotator} — Annotator"


def _name_of(location: str) -> str:
    name = location.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].removesuffix(".annotator")
    return shorten(name, _NAME_LENGTH)
