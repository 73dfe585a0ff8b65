"""What the program is."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator import __version__
from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.theme import Theme
from annotator.reports import log_folder


class AboutDialog(FittingDialog):
    """Name, version, licence, and what it runs on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about_dialog")
        self.setWindowTitle(self.tr("About Annotator"))
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
        about = QLabel(
            "\n".join(
                (
                    self.tr("Version {0}").format(__version__),
                    "",
                    self.tr("A calm desktop tool for labelling spans in news text."),
                    self.tr("Your work stays on this computer; nothing is ever sent anywhere."),
                    "",
                    self.tr("Free software under the MIT licence."),
                    f"Python {platform.python_version()} · Qt {qVersion()}",
                    "",
                    self._log_place(),
                )
            )
        )
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(name)
        words.addWidget(about)
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(picture)
        head.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 16)
        layout.setSpacing(16)
        layout.addLayout(head)
        layout.addWidget(buttons)
        self.setMinimumWidth(420)

    def _log_place(self) -> str:
        folder = log_folder()
        if folder is None:
            return self.tr("There is no log: its folder cannot be written.")
        return self.tr("Log and reports of faults: {0}").format(folder)
