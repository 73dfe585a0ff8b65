"""What the File and Help menus do: dialogs around the project as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog

from annotator.desktop.history.history_dialog import HistoryDialog
from annotator.desktop.labels.label_editor import LabelEditor
from annotator.desktop.overview.statistics import StatisticsDialog
from annotator.desktop.shell.about import AboutDialog
from annotator.desktop.shell.commands import commands
from annotator.desktop.shell.commands.command_rows import Entry
from annotator.desktop.shell.commands.palette import Palette
from annotator.desktop.shell.commands.shortcut_overlay import ShortcutsDialog
from annotator.desktop.shell.commands.shortcut_settings import ShortcutSettings
from annotator.desktop.shell.guide import open_guide
from annotator.desktop.suggestions.window import SuggestionsDialog, shown_beside
from annotator.desktop.team.describe_dialog import DescribeDialog
from annotator.desktop.team.mark_dialog import MarkDialog
from annotator.desktop.team.pack_owner import ask_whose
from annotator.desktop.team.people_dialog import PeopleDialog
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.toolkit.dialogs.annotator_name import ask_annotator
from annotator.desktop.toolkit.language import Language
from annotator.desktop.toolkit.settings import Settings, home_folder, is_data_folder
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.transfer.exporting.export_dialog import ExportDialog
from annotator.desktop.transfer.importing.import_dialog import ImportDialog
from annotator.desktop.transfer.importing.paste_dialog import PasteDialog
from annotator.desktop.transfer.sharing.assign_dialog import AssignDialog
from annotator.desktop.transfer.sharing.conflicts import ConflictsDialog
from annotator.desktop.transfer.sharing.merge_dialog import MergeDialog
from annotator.desktop.transfer.sharing.pack_dialog import PackDialog
from annotator.errors import AnnotatorError
from annotator.exchange import create_project
from annotator.project import is_url
from annotator.words import Message

if TYPE_CHECKING:
    from annotator.desktop.shell.window.main_window import MainWindow


class Desktop(Protocol):
    """What these commands ask of the program as a whole; see ``app.Desktop``."""

    settings: Settings
    themes: Themes

    def open(self, location: str) -> None:
        """Open another project in place of the one that is open."""

    def open_again(self, notice: str) -> None:
        """Open the project anew in its window, and say something."""

    def complain(self, reason: Message) -> None:
        """Say what cannot be done."""

    def take_tour(self) -> None:
        """Open the sample, where it is not open, and begin the tour."""

    def choose_language(self, language: Language) -> None:
        """Switch the language."""


def carry_out(name: str, desktop: Desktop, window: MainWindow) -> None:
    """Do what a command of the File or Help menu says."""
    _DEEDS[name](desktop, window)


def _new(desktop: Desktop, window: MainWindow) -> None:
    path = files.project_to_make(window, _folder(window))
    if path is None:
        return
    try:
        create_project(path).close()
    except AnnotatorError as error:
        desktop.complain(error.message)
        return
    desktop.open(str(path))


def _open(desktop: Desktop, window: MainWindow) -> None:
    path = files.project_to_open(window, _folder(window))
    if path is not None:
        desktop.open(str(path))


def _import(_: Desktop, window: MainWindow) -> None:
    window.session.leaving.emit()
    _modal(ImportDialog(window.session, window))


def import_files(window: MainWindow, paths: Sequence[Path]) -> None:
    """Show what files and folders would bring in."""
    window.session.leaving.emit()
    _modal(ImportDialog(window.session, window, paths))


def paste_article(window: MainWindow, text: str) -> None:
    """Offer to add a text as an article."""
    window.session.leaving.emit()
    _modal(PasteDialog(window.session, text, window))


def _export(_: Desktop, window: MainWindow) -> None:
    window.session.leaving.emit()
    _modal(ExportDialog(window.session, window))


def _release(_: Desktop, window: MainWindow) -> None:
    from annotator.desktop.transfer.exporting.release_dialog import (
        ReleaseDialog,  # numpy comes with it
    )

    window.session.leaving.emit()
    _modal(ReleaseDialog(window.session, _folder(window), window))


def _assign(_: Desktop, window: MainWindow) -> None:
    window.session.leaving.emit()
    _modal(AssignDialog(window.session, window))


def _people(_: Desktop, window: MainWindow) -> None:
    window.session.leaving.emit()
    _modal(PeopleDialog(window.session, window))


def _describe(_: Desktop, window: MainWindow) -> None:
    window.session.leaving.emit()
    if (opened := window.session.opened) is not None:
        _modal(DescribeDialog(window.session, opened.article, window))


def _mark_many(_: Desktop, window: MainWindow) -> None:
    window.session.leaving.emit()
    _modal(MarkDialog(window.session, window.marking.selected(), window))


def _pack(_: Desktop, window: MainWindow) -> None:
    window.session.leaving.emit()
    _modal(PackDialog(window.session, _folder(window), window))


def _merge(desktop: Desktop, window: MainWindow) -> None:
    window.session.leaving.emit()
    chosen = files.packs_to_merge(window, _folder(window))
    if not chosen:
        return
    dialog = MergeDialog(window.session, chosen, window)
    dialog.start()
    dialog.exec()
    wanted = dialog.wants_conflicts
    dialog.deleteLater()
    if wanted:
        _conflicts(desktop, window)


def _conflicts(desktop: Desktop, window: MainWindow) -> None:
    """Show the one list of conflicts of this window, read anew."""
    there = (one for one in window.findChildren(ConflictsDialog) if one.isVisible())
    dialog = next(there, None) or ConflictsDialog(window.session, desktop.themes, window)
    dialog.read()
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()


def _backups(desktop: Desktop, window: MainWindow) -> None:
    """Show the backups; a project that was brought back to one is opened anew."""
    from annotator.desktop.history.backups_dialog import BackupsDialog
    from annotator.desktop.shell.backing_up import BackingUp

    window.session.leaving.emit()
    beside = window.findChild(BackingUp)
    problem = beside.problem if beside is not None else None
    dialog = BackupsDialog(window.session, desktop.settings, window, problem)
    dialog.exec()
    restored = dialog.restored
    dialog.deleteLater()
    if restored is not None:
        desktop.open_again(QCoreApplication.translate("FileMenu", "The project was restored."))


def _history(desktop: Desktop, window: MainWindow) -> None:
    """Show the one history of this window; one that is open already comes to the front."""
    window.session.leaving.emit()
    there = (one for one in window.findChildren(HistoryDialog) if one.isVisible())
    dialog = next(there, None) or HistoryDialog(
        window.session, desktop.themes, window.taking_back, window
    )
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()


def _annotator(_: Desktop, window: MainWindow) -> None:
    session = window.session
    there = session.project.annotators(offered=True)
    name = ask_annotator(window, there, session.annotator)
    if name is not None:
        name = ask_whose(window, session.project, name)
    if name is not None and name != session.annotator:
        session.set_annotator(name)


def _labels(desktop: Desktop, window: MainWindow) -> None:
    window.session.leaving.emit()
    command_of = window.shortcuts.command_of
    _modal(LabelEditor(window.session, desktop.themes, window, command_of=command_of))


def _keys(_: Desktop, window: MainWindow) -> None:
    _modal(ShortcutsDialog(commands.key_rows(window.menu_actions()), window))


def _palette(desktop: Desktop, window: MainWindow) -> None:
    tag_as = commands.path(commands.TAG_AS)
    words = QCoreApplication.translate("FileMenu", "Tag as “{0}”")
    tags = [
        Entry(f"tag {label.id}", tag_as, words.format(label.name), action, label)
        for label, action in window.label_actions()
    ]
    entries, recent = [*_commands(window), *tags], desktop.settings.recent_commands
    palette = Palette(entries, recent, desktop.themes, window.article, window)
    palette.chosen.connect(desktop.settings.remember_command)
    palette.open()


def _change_keys(desktop: Desktop, window: MainWindow) -> None:
    _modal(ShortcutSettings(window.shortcuts, lambda: _commands(window), desktop.themes, window))


def _commands(window: MainWindow) -> list[Entry]:
    """Return every command, in the order of the menus."""
    return [
        Entry(
            name=command.name,
            menu=commands.path(command.menu),
            text=commands.translated(command.text),
            action=window.actions_by_name[command.name],
            changed=window.shortcuts.is_changed(command.name),
        )
        for command in commands.grouped()
    ]


def _statistics(desktop: Desktop, window: MainWindow) -> None:
    """Show the one dialog of this window; one that is open already counts again."""
    there = (one for one in window.findChildren(StatisticsDialog) if one.isVisible())
    dialog = next(there, None)
    if dialog is None:
        dialog = StatisticsDialog(window.session, desktop.themes, window)
    else:
        dialog.read()
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()


def _suggestions(desktop: Desktop, window: MainWindow) -> None:
    make = partial(
        SuggestionsDialog,
        window.session,
        desktop.themes,
        desktop.settings,
        _folder(window),
        window,
    )
    shown_beside(window, make)


def _agreement(desktop: Desktop, window: MainWindow) -> None:
    from annotator.desktop.shell.agreement_window import agreement_of

    window.session.leaving.emit()
    agreement_of(window, desktop.themes, desktop.settings).show()


def _guide(desktop: Desktop, window: MainWindow) -> None:
    open_guide(window, desktop.themes, desktop.settings.language)


def _tour(desktop: Desktop, window: MainWindow) -> None:
    window.session.leaving.emit()
    desktop.take_tour()


def _about(desktop: Desktop, window: MainWindow) -> None:
    location = window.session.project.location
    _modal(AboutDialog(desktop.themes.theme, window, location, desktop.settings.backup_folder))


def _language(language: Language) -> Callable[[Desktop, MainWindow], None]:
    return lambda desktop, _: desktop.choose_language(language)


def _modal(dialog: QDialog) -> None:
    dialog.exec()
    dialog.deleteLater()


def _folder(window: MainWindow) -> Path:
    """Return where the user keeps projects: beside this one, unless that is the sample."""
    location = window.session.project.location
    if is_url(location) or is_data_folder(Path(location).parent):
        return home_folder()
    return Path(location).parent


_DEEDS: dict[str, Callable[[Desktop, MainWindow], None]] = {
    "new": _new,
    "open": _open,
    "import": _import,
    "export": _export,
    "release": _release,
    "labels": _labels,
    "annotator": _annotator,
    "assign": _assign,
    "mark_many": _mark_many,
    "people": _people,
    "describe": _describe,
    "pack": _pack,
    "merge": _merge,
    "conflicts": _conflicts,
    "backups": _backups,
    "history": _history,
    "palette": _palette,
    "change_keys": _change_keys,
    "keys": _keys,
    "statistics": _statistics,
    "agreement": _agreement,
    "suggestions": _suggestions,
    "guide": _guide,
    "tour": _tour,
    "about": _about,
    **{f"language_{one.value}": _language(one) for one in Language},
}
