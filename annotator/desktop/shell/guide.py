"""Opens the guide at what is about the window, panel or dialog one is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from annotator.desktop.help.guide_window import GuideWindow
from annotator.desktop.help.markup import Named
from annotator.desktop.help.where import part_of
from annotator.desktop.shell.commands import commands
from annotator.desktop.toolkit.language import Language, code_of
from annotator.desktop.toolkit.pressed import native
from annotator.desktop.toolkit.theme import Themes

if TYPE_CHECKING:
    from annotator.desktop.shell.window.main_window import MainWindow


def open_guide(window: MainWindow, themes: Themes, language: Language) -> GuideWindow:
    """Show the guide; one that is open comes to the front and goes to where one is now."""
    modal = QApplication.activeModalWidget()
    front = modal or QApplication.activeWindow() or window
    over: QWidget = modal if modal is not None else window  # all else is closed to the mouse then
    if isinstance(front, GuideWindow):
        return front
    there = over.findChildren(GuideWindow, options=Qt.FindChildOption.FindDirectChildrenOnly)
    guide = next((one for one in there if one.isVisible()), None)
    if guide is None:
        guide = GuideWindow(themes, code_of(language), lambda name: named(window, name), over)
    guide.show()
    focus: QWidget | None = front.focusWidget()
    guide.show_part(part_of(focus if focus is not None else front))
    guide.raise_()
    guide.activateWindow()
    return guide


def named(window: MainWindow, name: str) -> Named:
    """Return how a command is called now, with its key.

    Raises:
        KeyError: there is none of that name.

    """
    command = next((one for one in commands.COMMANDS if one.name == name), None)
    if command is None:
        raise KeyError(name)
    text = commands.translated(command.text).replace("&", "")
    key = native(window.actions_by_name[name].shortcut())
    return Named(f"{commands.path(command.menu)} ▸ {text}", key)
