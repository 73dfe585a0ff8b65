"""The dialog of a fault: what happened, that nothing is lost, and how to go on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.widgets.sign import Sign
from annotator.reports import Fault

_SIGN_PX = 40
_LINES_SHOWN = 9


class CrashDialog(FittingDialog):
    """Says that the program made a mistake. It does not wait: the signals say what is wanted.

    Closing it in any other way is to go on.

    Signals:
        go_on: go on, with everything drawn anew.
        open_again: close the project and open it anew.
    """

    go_on = Signal()
    open_again = Signal()

    def __init__(
        self,
        fault: Fault,
        report: Path | None,
        parent: QWidget | None = None,
        *,
        at_start: bool = False,
    ) -> None:
        """Make the dialog.

        Args:
            fault: what happened.
            report: where the report lies; None: it could not be written.
            parent: the window; None where there is none.
            at_start: there is no project to go on with; the one button left is to close.

        """
        super().__init__(parent)
        self.setObjectName("crash_dialog")
        self.setWindowTitle("Annotator")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.text = fault.report()
        self.times = 1
        self._times = QLabel()
        self._times.setObjectName("crash_times")
        self._times.hide()
        self._wants_again = False
        words = QVBoxLayout()
        words.setSpacing(8)
        for label in (self._headline(), self._explanation(at_start=at_start), self._times):
            words.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Sign("warning", _SIGN_PX), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 16)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._report())
        layout.addWidget(self._place(report))
        layout.addWidget(self._buttons(at_start=at_start))
        self.setMinimumWidth(560)
        self.finished.connect(self._on_finished)

    def count(self) -> None:
        """Count and say that it has happened once more, or something else of the kind."""
        self.times += 1
        self._times.setText(self.tr("It has happened {0} times.").format(whole(self.times)))
        self._times.show()

    # -- parts ---------------------------------------------------------------------------------

    def _headline(self) -> QLabel:
        headline = QLabel(self.tr("Annotator made a mistake"))
        font = QFont(headline.font())
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        headline.setFont(font)
        return headline

    def _explanation(self, *, at_start: bool) -> QLabel:
        if at_start:
            text = self.tr(
                "The program could not start because of a fault in it. Your projects are on disk"
                " as they were."
            )
        else:
            text = self.tr(
                "Something could not be finished because of a fault in the program. Everything up"
                " to your last action is on disk. “Go on” shows it anew from there; if the fault"
                " comes back, open the project again."
            )
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _report(self) -> QPlainTextEdit:
        report = QPlainTextEdit(self.text)
        report.setObjectName("crash_report")
        report.setAccessibleName(self.tr("Report"))
        report.setReadOnly(True)
        report.setTabChangesFocus(True)
        report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        report.setMinimumHeight(report.fontMetrics().lineSpacing() * _LINES_SHOWN)
        return report

    def _place(self, report: Path | None) -> QLabel:
        if report is None:
            text = self.tr("The report holds no text of articles. It could not be written to disk.")
        else:
            text = self.tr("The report holds no text of articles. It lies in {0}").format(report)
        label = QLabel(text)
        label.setObjectName("crash_place")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _buttons(self, *, at_start: bool) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.copy_button = buttons.addButton(self.tr("Copy report"), role.ActionRole)
        self.copy_button.setObjectName("crash_copy")
        self.copy_button.clicked.connect(self._copy)
        self.again_button: QPushButton | None = None
        if not at_start:
            self.again_button = buttons.addButton(self.tr("Open again"), role.ActionRole)
            self.again_button.setObjectName("crash_open_again")
            self.again_button.clicked.connect(self._choose_again)
        words = self.tr("Close") if at_start else self.tr("Go on")
        self.on_button = buttons.addButton(words, role.AcceptRole)
        self.on_button.setObjectName("crash_go_on")
        self.on_button.clicked.connect(self.accept)
        for button in (self.copy_button, self.again_button):
            if button is not None:
                button.setAutoDefault(False)
        self.on_button.setDefault(True)
        self.on_button.setFocus()
        return buttons

    # -- what is wanted ------------------------------------------------------------------------

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self.copy_button.setText(self.tr("Copied"))

    def _choose_again(self) -> None:
        self._wants_again = True
        self.accept()

    def _on_finished(self) -> None:
        (self.open_again if self._wants_again else self.go_on).emit()


def sentence_of(report: Path | None) -> str:
    """Return what to say in the status bar of a fault that is shown no dialog again."""
    if report is None:
        return QCoreApplication.translate("CrashDialog", "The program made a mistake again.")
    return QCoreApplication.translate(
        "CrashDialog", "The program made a mistake again. The report lies in {0}"
    ).format(report)
