"""What is otherwise on macOS and Windows, as far as it can be tried elsewhere."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QAction, QFileOpenEvent
from PySide6.QtWidgets import QWidget

from annotator.desktop.shell.app import file_of
from annotator.desktop.shell.commands.commands import COMMANDS, build, on_system
from annotator.desktop.shell.commands.reserved import MACOS, RESERVED
from annotator.project.door.files import mounted_on_macos

MOUNTS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
//ana@server/news on /Volumes/news (old) (smbfs, nodev, nosuid, mounted by ana)
server:/export on /Volumes/a on b (nfs, nodev, nosuid)
"""


def test_the_drives_of_macos_are_told_with_their_kinds() -> None:
    """Also where a name has a bracket or an “on” in it."""
    assert list(mounted_on_macos(MOUNTS)) == [
        ("/", "apfs"),
        ("/dev", "devfs"),
        ("/Volumes/news (old)", "smbfs"),
        ("/Volumes/a on b", "nfs"),
    ]


def test_alt_with_arrows_is_left_to_the_texts_of_macos() -> None:
    """Every command keeps a key, and none gets one that another has."""
    assert on_system("Alt+Left", "darwin") == "Meta+Alt+Left"
    assert on_system("Alt+Shift+Down", "darwin") == "Meta+Alt+Shift+Down"
    assert on_system("Alt+Left", "linux") == on_system("Alt+Left", "win32") == "Alt+Left"
    assert on_system("Alt+PgUp", "darwin") == "Alt+PgUp"
    keys = [on_system(key, "darwin") for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    assert not [key for key in keys if MACOS in RESERVED.get(key, "")]


def test_a_file_that_is_double_clicked_is_told_by_an_event() -> None:
    """Also with spaces and letters beyond ASCII; other events are none."""
    path = "/Users/ana/Über uns/Meine Artikel.annotator"
    assert file_of(QFileOpenEvent(QUrl.fromLocalFile(path))) == path
    assert file_of(QEvent(QEvent.Type.ApplicationActivate)) == ""


def test_only_two_commands_go_into_the_menu_of_macos(qtbot) -> None:
    """It guesses from English words otherwise: “Change keys …” would be its settings."""
    window = QWidget()
    qtbot.addWidget(window)
    roles = {
        name: action.menuRole()
        for name, action in build(window, defaultdict(lambda: print)).items()
        if action.menuRole() is not QAction.MenuRole.NoRole
    }
    assert roles == {"about": QAction.MenuRole.AboutRole, "quit": QAction.MenuRole.QuitRole}
