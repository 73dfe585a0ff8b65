"""What the program is, on what it runs, where it keeps what, and all that for a report."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, qVersion
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from annotator import __version__
from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.theme import Theme
from annotator.project import is_url
from annotator.reports import log_folder


class AboutDialog(FittingDialog):
    """Name, version, licence, what it runs on, and the folders of what it writes.

    Args:
        theme: the colours of now.
        parent: over which it stands.
        location: of the project that is open, "" for none; of a server nothing is told.
        backups: the folder of backups, None where it is not to be told.

    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        location: str = "",
        backups: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setWindowTitle(self.tr("About Annotator"))
        self._versions = f"Python {platform.python_version()} · Qt {qVersion()}"
        self._folders = self._places(location, backups)
        picture = QLabel()
        picture.setPixmap(
            icons.pixmap("annotator", theme.accent.name(), 48, self.devicePixelRatioF())
        )
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        name = QLabel("Annotator")
        large = QFont(name.font())
        large.setPointSizeF(large.pointSizeF() * 1.5)
        large.setBold(True)
        name.setFont(large)
        about = _plain(
            "\n".join(
                (
                    self.tr("Version {0}").format(__version__),
                    "",
                    self.tr("A calm desktop tool for labelling spans in news text."),
                    self.tr("Your work stays on this computer; nothing is ever sent anywhere."),
                    "",
                    self.tr("Free software under the MIT licence."),
                    self._versions,
                )
            )
        )
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(name)
        words.addWidget(about)
        words.addSpacing(8)
        words.addLayout(self._folder_rows())
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(picture)
        head.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 16)
        layout.setSpacing(16)
        layout.addLayout(head)
        layout.addWidget(self._buttons())
        self.setMinimumWidth(480)

    def _folder_rows(self) -> QGridLayout:
        rows = QGridLayout()
        rows.setHorizontalSpacing(14)
        rows.setVerticalSpacing(5)
        rows.setColumnStretch(1, 1)
        for row, (what, where) in enumerate(self._folders):
            head = _plain(what)
            head.setAlignment(Qt.AlignmentFlag.AlignTop)
            head.setWordWrap(False)
            rows.addWidget(head, row, 0)
            rows.addWidget(_plain(where), row, 1)
        return rows

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(
            self.tr("Copy for a report"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copy.setObjectName("about_copy")
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        return buttons

    def _places(self, location: str, backups: Path | None) -> list[tuple[str, str]]:
        found = []
        if location:
            on_server = self.tr("on a server")
            where = on_server if is_url(location) else str(Path(location).parent)
            found.append((self.tr("Project"), where))
        if backups is not None:
            found.append((self.tr("Backups"), str(backups)))
        log = log_folder()
        there = (
            str(log)
            if log is not None
            else self.tr("There is no log: its folder cannot be written.")
        )
        found.append((self.tr("Log and reports of faults"), there))
        return found

    def report(self) -> str:
        """Return what a report needs: versions, system, folders without the user's name."""
        home = str(Path.home())
        lines = [
            f"Annotator {__version__}",
            self._versions,
            f"{platform.platform()} · {QGuiApplication.platformName()}",
            QLocale().name(),
            *(f"{what}: {where.replace(home, '~')}" for what, where in self._folders),
        ]
        return "\n".join(lines) + "\n"

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report())
        self.copy.setText(self.tr("Copied"))


def _plain(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
