"""Seeing less: labels that are hidden on the page, or one that is shown alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from annotator.annotation.changes import Changes
from annotator.annotation.records import shorten
from annotator.desktop.session.session import Session
from annotator.desktop.spans.label_bar import LabelBar
from annotator.workbench.tagging.shown_labels import ShownLabels

_NAME = 24
_NAMED = 3
"""How many hidden labels are named in the status bar."""


class Seeing(QObject):
    """Hides labels and shows them again: by a command and the label's key, or from the label bar.

    It lasts as long as the window, over all articles, and is said in the label bar and the status
    bar: what is hidden is never taken for what is not there.

    Args:
        session: whose labels they are.
        label_bar: where they are marked.
        parent: the window.

    Signals:
        changed: the labels (ids, a frozenset) that are hidden now.
        menu_made: a label's id and its menu, before it is shown: others add to it.

    Attributes:
        sign: for the status bar; it says what is hidden, and shows all again when it is clicked.

    """

    changed = Signal(object)
    menu_made = Signal(str, QMenu)

    def __init__(self, session: Session, label_bar: LabelBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._label_bar = label_bar
        self._window = parent
        self._shown = ShownLabels()
        self._awaiting: Callable[[str], None] | None = None
        self.sign = QPushButton()
        self.sign.setObjectName("hidden_labels")
        self.sign.setAccessibleName(_tr("Show all labels"))
        self.sign.setFlat(True)
        self.sign.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.sign.clicked.connect(self.show_all)
        self.sign.hide()
        label_bar.menu_wanted.connect(self.open_menu)
        session.labels_changed.connect(self._on_labels_changed)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each command about hiding does."""
        return {
            "hide_label": lambda: self._await(
                self.turn, _tr("Press a label’s key to hide it, or to show it again.")
            ),
            "show_alone": lambda: self._await(
                self.turn_alone, _tr("Press a label’s key to show it alone, or all again.")
            ),
            "show_all_labels": self.show_all,
        }

    # -- a label's key after a command ---------------------------------------------------------

    def _await(self, then: Callable[[str], None], sentence: str) -> None:
        self._awaiting = then
        self._session.told.emit(sentence)

    def take(self, label: str) -> bool:
        """Take a label (id) that was chosen, if one is waited for; return whether it was."""
        then, self._awaiting = self._awaiting, None
        if then is None:
            return False
        then(label)
        return True

    def before(self, then: Callable[[str], None]) -> Callable[[str], None]:
        """Return what takes a label that is waited for, and else does something with it."""

        def choose(label: str) -> None:
            if not self.take(label):
                then(label)

        return choose

    def give_up_with(self, actions: Mapping[str, QAction]) -> None:
        """Wait no longer when another command, by name, is carried out."""
        for name, action in actions.items():
            if name not in self.handlers():
                action.triggered.connect(self.give_up)

    def give_up(self) -> bool:
        """Wait for no label any more; return whether one was waited for."""
        waited, self._awaiting = self._awaiting is not None, None
        return waited

    # -- hiding --------------------------------------------------------------------------------

    @property
    def hidden(self) -> frozenset[str]:
        """The labels (ids) that are hidden."""
        return self._shown.hidden(self._session.labels)

    def turn(self, label: str) -> None:
        """Hide a label (id) that is shown, show one that is hidden."""
        self._shown.turn(label, self._session.labels)
        name = self._name(label)
        self._renew()
        if self._shown.is_hidden(label):
            self._say(_tr("“{0}” is hidden on the page.").format(name))
        else:
            self._say(_tr("“{0}” is shown again.").format(name))

    def turn_alone(self, label: str) -> None:
        """Show a label (id) alone, or all again when it is."""
        self._shown.turn_alone(label)
        self._renew()
        if self._shown.alone:
            self._say(_tr("Only “{0}” is shown on the page.").format(self._name(label)))
        else:
            self._say(_tr("All labels are shown."))

    def show_all(self) -> None:
        """Hide none."""
        self._shown.show_all()
        self._renew()
        self._say(_tr("All labels are shown."))

    def open_menu(self, label: str, point: QPoint) -> None:
        """Offer to hide a label (id) and the others (point on the screen)."""
        menu = QMenu(self._window)
        menu.setObjectName("label_menu")
        name = self._name(label).replace("&", "&&")
        is_hidden = self._shown.is_hidden(label)
        hide = _tr("Show “{0}”") if is_hidden else _tr("Hide “{0}”")
        menu.addAction(hide.format(name)).triggered.connect(lambda: self.turn(label))
        if self._shown.alone != label:
            alone = menu.addAction(_tr("Show only “{0}”").format(name))
            alone.triggered.connect(lambda: self.turn_alone(label))
        everything = menu.addAction(_tr("Show all labels"))
        everything.triggered.connect(self.show_all)
        everything.setEnabled(bool(self.hidden))
        self.menu_made.emit(label, menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)

    def said_of(self, changes: Changes) -> str:
        """Return what is said of a change that touched what is hidden; "" where it did not."""
        hidden, current = self.hidden, self._session.current
        if not hidden or changes.elsewhere:
            return ""
        names = {
            self._name(step.after.label)
            for step in changes.delta.spans
            if step.after is not None and step.after.label in hidden and step.after.id != current
        }
        if not names:
            return ""
        return _tr("It is not seen on the page: “{0}” is hidden.").format(
            "”, “".join(sorted(names))
        )

    # -- showing -------------------------------------------------------------------------------

    def _on_labels_changed(self) -> None:
        self._shown.forget(self._session.labels)
        self._renew()

    def _renew(self) -> None:
        """Say what is hidden wherever labels are, and let no span be current that now is."""
        hidden, session = self.hidden, self._session
        span = session.current_span
        if span is not None and span.label in hidden:
            session.set_current("")
        self._label_bar.show_hidden(hidden)
        self.sign.setVisible(bool(hidden))
        self.sign.setText(self._sentence(hidden).replace("&", "&&"))
        words = _tr("{0}. Click to show all labels.").format(self._sentence(hidden))
        self.sign.setToolTip(words.replace("<", "&lt;"))
        self.sign.setAccessibleName(words)
        self.changed.emit(hidden)

    def _sentence(self, hidden: frozenset[str]) -> str:
        if self._shown.alone:
            return _tr("Only “{0}” is shown").format(self._name(self._shown.alone))
        names = [self._name(label) for label in self._session.labels if label in hidden]
        more = ["…"] if len(names) > _NAMED else []
        return _tr("Hidden: {0}").format(", ".join([*names[:_NAMED], *more]))

    def _name(self, label: str) -> str:
        return shorten(self._session.labels[label].name, _NAME)

    def _say(self, sentence: str) -> None:
        self._session.told.emit(sentence)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Seeing", text)
