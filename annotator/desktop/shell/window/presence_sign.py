"""Says in the status bar who else has the project open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel

from annotator.annotation.records import shorten
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.widgets.marks import tip
from annotator.project import Window

_NAMED = 2
_NAME_LENGTH = 24


class PresenceSign(QLabel):
    """“Also open: Bo on desk-2, Ada in another window”; hidden while nobody else is there."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("presence")
        self.hide()
        session.windows_changed.connect(self._show)

    def _show(self) -> None:
        session = self._session
        names = [_name(one, session.annotator) for one in session.following.windows]
        names = list(dict.fromkeys(names))
        self.setVisible(bool(names))
        if names:
            self.setText(_tr("Also open: {0}").format(_listed(names)))
            self.setAccessibleName(_tr("Also open: {0}").format(", ".join(names)))
            self.setToolTip(
                tip(
                    *names,
                    _tr("What they change appears here within a second. Undo leaves it alone."),
                )
            )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        shown = _tr("{0} and {1} more").format(shown, len(names) - _NAMED)
    return shown


def _name(window: Window, annotator: str) -> str:
    """Return who works in a window, and where."""
    if window.annotator == annotator and window.is_here:
        return _tr("{0} in another window").format(shorten(window.annotator, _NAME_LENGTH))
    who, where = shorten(window.annotator, _NAME_LENGTH), shorten(window.host, _NAME_LENGTH)
    return _tr("{0} on {1}").format(who, where)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PresenceSign", text)
