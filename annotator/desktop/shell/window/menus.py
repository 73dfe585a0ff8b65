"""The window's menus, and the actions that tag with a label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from annotator.annotation.label_keys import tidy_key, with_shift
from annotator.annotation.records import Label
from annotator.desktop.shell.commands import commands
from annotator.desktop.toolkit.language import Language
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.theme import Choice
from annotator.desktop.toolkit.widgets.long_menu import LIMIT, fill
from annotator.desktop.toolkit.widgets.marks import tip
from annotator.desktop.toolkit.words import in_words
from annotator.project import UndoState
from annotator.workbench.tagging.boilerplate import Look
from annotator.workbench.text_units import Snap

_LANGUAGES = tuple(f"language_{one.value}" for one in Language)
_SPAN_COMMANDS = (
    *("add_fragment", "remove_fragment", "cycle", "note"),
    *("link", "compare", "flag", "delete", "copy"),
)


class Menus(QObject):
    """Puts every command into its menu, and every label into one of them.

    Args:
        window: whose menus they are.
        actions: its commands by name.
        settings: which projects are recent.

    Signals:
        label_chosen: the id of a label to tag with.
        new_span_wanted: the id of a label to tag with, also where another span is current.
        recent_wanted: the location of a recent project to open.

    Attributes:
        label_actions: those that tag, in the order of the labels.
        new_span_actions: those that make a new span, by Shift with the label's key.

    """

    label_chosen = Signal(str)
    new_span_wanted = Signal(str)
    recent_wanted = Signal(str)

    def __init__(
        self, window: QMainWindow, actions: Mapping[str, QAction], settings: Settings
    ) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._settings = settings
        self.label_actions: list[QAction] = []
        self.new_span_actions: list[QAction] = []

    def build(self) -> None:
        """Fill the menu bar."""
        self._menus: dict[str, QMenu] = {}
        self._sections: dict[str, int] = {}
        for title in commands.MENUS:
            menu = self._window.menuBar().addMenu(commands.translated(title))
            menu.setToolTipsVisible(True)
            self._menus[title] = menu
        self._label_menu = self._menu(commands.TAG_AS)
        for command in commands.COMMANDS:
            menu = self._menu(command.menu)
            self._separate(command.menu, command.section)
            menu.addAction(self._actions[command.name])
            if command.name == "open":
                self._recent_menu = menu.addMenu(_tr("Open recent"))
                self._recent_menu.aboutToShow.connect(self._fill_recent)
        for names in (
            [choice.value for choice in Choice],
            _LANGUAGES,
            [f"snap_{unit.value}" for unit in Snap],
            [f"boilerplate_{look.value}" for look in Look],
        ):
            one_of_them = QActionGroup(self._window)
            for name in names:
                one_of_them.addAction(self._actions[name])

    def _menu(self, place: str) -> QMenu:
        """Return a menu, or a submenu, which is made when its first command comes."""
        if place not in self._menus:
            above, section = commands.SUBMENUS[place]
            self._separate(above, section)
            menu = self._menus[above].addMenu(commands.translated(place))
            menu.setToolTipsVisible(True)
            self._menus[place] = menu
        return self._menus[place]

    def _separate(self, place: str, section: int) -> None:
        """Draw a line where another section begins."""
        if self._sections.setdefault(place, section) != section:
            self._menus[place].addSeparator()
            self._sections[place] = section

    @property
    def links_menu(self) -> QMenu:
        """The menu to which the types of links are put that can be drawn on the page."""
        return self._menus[commands.SHOWN_LINKS]

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for location in self._settings.recents:
            action = self._recent_menu.addAction(location.replace("&", "&&"))
            action.triggered.connect(lambda _=False, at=location: self.recent_wanted.emit(at))
        if self._recent_menu.isEmpty():
            self._recent_menu.addAction(_tr("None yet")).setEnabled(False)

    def renew_labels(self, labels: Iterable[Label]) -> None:
        """Give each label its entry in the menu and its key."""
        for action in (*self.label_actions, *self.new_span_actions):
            self._window.removeAction(action)
            action.deleteLater()
        self.label_actions, self.new_span_actions = [], []
        self._label_menu.clear()
        for label in labels:
            action = QAction(label.name.replace("&", "&&")[:80], self._window)
            action.setObjectName(f"action_tag_{label.id}")
            action.setShortcut(tidy_key(label.key))
            action.triggered.connect(lambda _=False, at=label.id: self.label_chosen.emit(at))
            self._window.addAction(action)
            self.label_actions.append(action)
            new = QAction(_tr("A new span: {0}").format(action.text()), self._window)
            new.setObjectName(f"action_new_{label.id}")
            new.setData(label.key)
            new.triggered.connect(lambda _=False, at=label.id: self.new_span_wanted.emit(at))
            self._window.addAction(new)
            self.new_span_actions.append(new)
        self.renew_shift_keys()
        fill(self._label_menu, self.label_actions)

    def renew_shift_keys(self) -> None:
        """Give Shift with a label's key to a new span, but where a command has that key."""
        taken = {key.toString() for one in self._actions.values() for key in one.shortcuts()}
        for action in self.new_span_actions:
            keys = [QKeySequence(key) for key in with_shift(action.data())]
            action.setShortcuts([key for key in keys if key.toString() not in taken])

    def show_undo(self, state: UndoState) -> None:
        """Say what can be undone and redone."""
        for name, verb, text in (
            ("undo", _tr("Undo"), state.undo),
            ("redo", _tr("Redo"), state.redo),
        ):
            action = self._actions[name]
            words = in_words(text) if text is not None else ""
            action.setText(f"{verb}: {words}".replace("&", "&&") if words else verb)
            why = state.held if name == "undo" else None
            held = in_words(why) if why is not None else ""
            action.setToolTip(tip(f"{verb}: {words}" if words else held or verb))

    def open_at(self, point: QPoint) -> None:
        """Offer the labels, and what can be done with the current span (point on the screen)."""
        menu = self.page_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)

    def page_menu(self) -> QMenu:
        """Return a menu of the labels, and of what can be done with the current span."""
        menu = QMenu(self._window)
        fill(menu, self.label_actions, LIMIT - len(_SPAN_COMMANDS))
        menu.addSeparator()
        for name in _SPAN_COMMANDS:
            menu.addAction(self._actions[name])
        return menu

    def entries(self) -> list[tuple[str, QAction]]:
        """Return every action that has a key, with its menu; what annotating needs comes first."""
        tag_as = commands.path(commands.TAG_AS)
        return [(tag_as, action) for action in self.label_actions] + [
            (commands.path(command.menu), self._actions[command.name])
            for command in commands.grouped(commands.SPAN, commands.SELECT, commands.ARTICLE)
        ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("MainWindow", text)
