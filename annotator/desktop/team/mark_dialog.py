"""Marking articles done for several annotators at once, as after an import of finished work."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.edits import MarkWork
from annotator.annotation.records import Status, shorten
from annotator.desktop.session.session import Session
from annotator.desktop.session.unseen import hidden_articles
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError

_NAME_LENGTH = 60
_NAME_ROLE = int(Qt.ItemDataRole.UserRole)
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class MarkDialog(FittingDialog):
    """For whom, and in which articles: those where they have spans and are not done."""

    def __init__(
        self, session: Session, selected: Collection[str], parent: QWidget | None = None
    ) -> None:
        """Build it; ``selected`` are the articles (ids) that are selected in the list."""
        super().__init__(parent)
        self.setObjectName("mark_dialog")
        self.setWindowTitle(self.tr("Mark done for several"))
        self._session = session
        self._selected = frozenset(selected)
        self._work: dict[str, list[str]] = {}
        self._counted = not hidden_articles(session)
        self._build()
        self._read()

    def _build(self) -> None:
        about = QLabel(
            self.tr(
                "Articles where these annotators have spans, or have said something of the"
                " article, and are neither done nor skip them:"
            )
        )
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        about.setMinimumWidth(380)
        self.people = QListWidget()
        self.people.setObjectName("mark_people")
        self.people.setAccessibleName(self.tr("Annotators whose work is marked done"))
        self.only_selected = QCheckBox(
            self.tr("Only the 1 article that is selected in the list")
            if len(self._selected) == 1
            else self.tr("Only the {0} articles that are selected in the list").format(
                whole(len(self._selected))
            )
        )
        self.only_selected.setObjectName("mark_only_selected")
        self.only_selected.setVisible(bool(self._selected))
        self.only_selected.setChecked(len(self._selected) > 1)
        self.summary = QLabel()
        self.summary.setObjectName("mark_summary")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.mark_button = self.buttons.addButton(
            self.tr("Mark done"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.mark_button.setObjectName("mark_start")
        self.mark_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for widget in (about, self.people, self.only_selected, self.summary, self.buttons):
            layout.addWidget(widget, 1 if widget is self.people else 0)
        self.people.itemChanged.connect(self._show_state)
        self.only_selected.toggled.connect(self._show_people)
        self.buttons.accepted.connect(self.apply)
        self.buttons.rejected.connect(self.reject)

    def _read(self) -> None:
        try:
            self._work = self._session.project.unmarked_work()
        except AnnotatorError as error:
            self._work = {}
            self.summary.setText(in_words(error.message))
        self._show_people()

    def _articles_of(self, name: str) -> tuple[str, ...]:
        only = self.only_selected.isChecked() and bool(self._selected)
        return tuple(one for one in self._work[name] if not only or one in self._selected)

    def _show_people(self) -> None:
        off = {str(item.data(_NAME_ROLE)) for item in self._items() if item.checkState() is _OFF}
        self.people.blockSignals(True)
        self.people.clear()
        for name in self._work:
            number = len(self._articles_of(name))
            if not number:
                continue
            words = shorten(name, _NAME_LENGTH)
            if self._counted:
                said = self.tr("{0}: 1 article") if number == 1 else self.tr("{0}: {1} articles")
                words = said.format(words, whole(number))
            item = QListWidgetItem(words)
            item.setData(_NAME_ROLE, name)
            item.setCheckState(_OFF if name in off else _ON)
            self.people.addItem(item)
        self.people.blockSignals(False)
        self._show_state()

    def _items(self) -> list[QListWidgetItem]:
        return [self.people.item(row) for row in range(self.people.count())]

    def wanted(self) -> dict[str, tuple[str, ...]]:
        """Return what would be marked: articles by annotator."""
        names = [str(one.data(_NAME_ROLE)) for one in self._items() if one.checkState() is _ON]
        return {name: self._articles_of(name) for name in names}

    def _show_state(self) -> None:
        wanted = self.wanted()
        self.mark_button.setEnabled(bool(wanted))
        if not self.people.count():
            self.summary.setText(self.tr("Nobody has such work: there is nothing to mark."))
        elif not wanted:
            self.summary.setText(self.tr("Tick whose work is done."))
        elif self._counted:
            number = len({article for articles in wanted.values() for article in articles})
            said = (
                self.tr("1 article is marked.")
                if number == 1
                else self.tr("{0} articles are marked.").format(whole(number))
            )
            self.summary.setText(said + " " + self.tr("Undo takes it back."))
        else:
            self.summary.setText(self.tr("Undo takes it back."))

    def apply(self) -> None:
        """Mark them, as one change."""
        wanted = self.wanted()
        if not wanted:
            return
        if self._session.apply(MarkWork(work=wanted, status=Status.DONE)) is not None:
            self.accept()
