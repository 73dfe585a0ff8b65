"""A pack that is opened under a name that is not its own asks first."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.annotation.records import shorten
from annotator.project import Project

_LENGTH = 60


def owner_of(project: Project) -> str:
    """Return whose pack a project is, "" where it is none."""
    origin = project.origin()
    return origin.annotator if origin is not None else ""


def ask_whose(parent: QWidget | None, project: Project, name: str) -> str | None:
    """Return who works in a project, asked where it is a pack of somebody else.

    Args:
        parent: the window that waits.
        project: that is opened.
        name: who would work in it.

    Returns:
        the name, or the owner's; None where neither is wanted.

    """
    owner = owner_of(project)
    if not owner or name == owner or name in project.annotators():
        return name
    box = question(parent, owner, name)
    box.exec()
    chosen = box.clickedButton().property("name")
    box.deleteLater()
    return str(chosen) if chosen else None


def question(parent: QWidget | None, owner: str, name: str) -> QMessageBox:
    """Return the question: as the owner, as the other one, or not at all."""
    box = QMessageBox(parent)
    box.setObjectName("pack_owner")
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(_tr("Whose pack is it?"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    mine, theirs = shorten(name, _LENGTH), shorten(owner, _LENGTH)
    box.setText(_tr("This is the pack of {0}, and you are {1}.").format(theirs, mine))
    box.setInformativeText(_tr("What is done in it comes back under the name that you choose now."))
    for who, role in ((owner, QMessageBox.ButtonRole.AcceptRole),
                      (name, QMessageBox.ButtonRole.YesRole)):  # fmt: skip
        words = _tr("As {0}").format(shorten(who, _LENGTH)).replace("&", "&&")
        button = box.addButton(words, role)
        button.setProperty("name", who)
        button.setObjectName("as_owner" if who == owner else "as_other")
        if who == owner:
            box.setDefaultButton(button)
    box.setEscapeButton(box.addButton(QMessageBox.StandardButton.Cancel))
    return box


def _tr(text: str) -> str:
    return QCoreApplication.translate("PackOwner", text)
