"""Before chosen hits are changed: what would happen at which of them, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.changes import Changes
from annotator.annotation.records import Label
from annotator.desktop.session.session import Session
from annotator.desktop.spans.label_box import LabelBox
from annotator.desktop.tagging.hits.model import HitModel
from annotator.desktop.tagging.hits.row import HitRow
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.rows.row_list import RowList
from annotator.desktop.toolkit.tasks import Task, run_in_background, show_progress
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.words import in_words
from annotator.errors import CancelledError
from annotator.progress import Cancelled, Progress
from annotator.project import Hit
from annotator.words import Message, say
from annotator.workbench.tagging.hits import Look, look_relabelling, look_tagging, told, what_goes

_AT_ONCE = 100


class HitChangeDialog(FittingDialog):
    """Tags hits, or gives the spans there another label: as one change, looked at first."""

    def __init__(
        self,
        session: Session,
        themes: Themes,
        hits: Sequence[Hit],
        words: str,
        label: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("hit_change")
        self.setWindowTitle(self.tr("Change the hits that are ticked"))
        self._session = session
        self._words = words
        self._hits: Sequence[Hit] = hits
        self._task: Task | None = None
        self._look: Look | None = None
        self.model = HitModel(session, self)
        self._build(themes, label)
        session.changed.connect(self._on_changed)
        self._read()

    def _build(self, themes: Themes, label: str) -> None:
        session = self._session
        self.tag = QRadioButton(self.tr("Tag them as"))
        self.tag.setObjectName("hit_change_tag")
        self.relabel = QRadioButton(self.tr("Change the spans there from"))
        self.relabel.setObjectName("hit_change_relabel")
        modes = QButtonGroup(self)
        modes.addButton(self.tag)
        modes.addButton(self.relabel)
        self.label = self._box(themes, "hit_change_label", self.tr("Label to tag with"))
        self.old = self._box(themes, "hit_change_old", self.tr("Label of the spans"))
        self.new = self._box(themes, "hit_change_new", self.tr("Label that they get"))
        self.label.setCurrentIndex(max(0, self.label.findData(label)))
        there = [one.label for hit in self._hits for one in hit.spans]
        self.old.setCurrentIndex(max(0, self.old.findData(max(there, key=there.count, default=""))))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.tag, 0, 0)
        grid.addWidget(self.label, 0, 1)
        grid.addWidget(self.relabel, 1, 0)
        both = QHBoxLayout()
        both.addWidget(self.old, 1)
        both.addWidget(QLabel(self.tr("to")))
        both.addWidget(self.new, 1)
        grid.addLayout(both, 1, 1)
        self.done_too = QCheckBox()
        self.done_too.setObjectName("hit_change_done_too")
        self.state = QLabel()
        self.state.setObjectName("hit_change_state")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName(self.tr("Looking at the hits"))
        self.list = RowList(themes)
        self.list.setObjectName("hit_change_hits")
        self.list.setAccessibleName(self.tr("Hits that would be changed"))
        self.list.setModel(self.model)
        rows = HitRow(lambda name: session.labels.get(name), themes, self.list, ticks=False)
        self.list.setItemDelegate(rows)
        self.list.connect_selection()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addLayout(grid)
        for widget in (self.done_too, self.state, self.bar, self.list, self.buttons):
            layout.addWidget(widget)
        self.resize(600, 540)
        (self.tag if label or not there else self.relabel).setChecked(True)
        for box in (self.label, self.old, self.new):
            box.currentIndexChanged.connect(self._show)
        self.label.activated.connect(lambda _: self.tag.setChecked(True))
        for box in (self.old, self.new):
            box.activated.connect(lambda _: self.relabel.setChecked(True))
        self.tag.toggled.connect(self._show)
        self.done_too.toggled.connect(self._show)

    def _box(self, themes: Themes, name: str, said: str) -> LabelBox:
        box = LabelBox(self._session, themes, self.tr("Choose a label"))
        box.setObjectName(name)
        box.setAccessibleName(said)
        return box

    # -- reading -------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read what is at the hits now: it may be other than when they were found."""
        if self._task is not None:
            self._task.abandon()
        places: dict[int, list[tuple[int, int]]] = {}
        for hit in self._hits:
            places.setdefault(hit.key, []).append((hit.start, hit.end))
        project, annotator = self._session.project, self._session.annotator

        def work(report: Progress, cancelled: Cancelled) -> list[Hit]:
            keys, found = list(places), []
            for first in range(0, len(keys), _AT_ONCE):
                if cancelled():
                    raise CancelledError(say("stopped"))
                some = {key: places[key] for key in keys[first : first + _AT_ONCE]}
                found += project.hits_at(annotator, some)
                report(first, len(keys))
            return found

        self._task = run_in_background(self, work, self._on_read, self._on_failed)
        self._task.progressed.connect(lambda done, all_: show_progress(self.bar, done, all_))
        self._show()

    def _on_read(self, hits: list[Hit]) -> None:
        self._task = None
        self._hits = hits
        self._show()

    def _on_failed(self, reason: Message) -> None:
        self._task = None
        self._show()
        self.state.setText(in_words(reason))

    def _on_changed(self, changes: Changes) -> None:
        if changes.delta.spans or changes.delta.statuses or changes.reloads:
            self._read()

    # -- looking -------------------------------------------------------------------------------

    def _chosen(self, box: LabelBox) -> Label | None:
        return self._session.labels.get(box.currentData() or "")

    def _looked(self) -> Look | None:
        """Return what would happen; None while a label is still to be chosen."""
        done_too = self.done_too.isChecked()
        if self.tag.isChecked():
            label = self._chosen(self.label)
            if label is None:
                return None
            labels = self._session.labels
            return look_tagging(self._hits, label, labels, self._words, done_too=done_too)
        old, new = self._chosen(self.old), self._chosen(self.new)
        if old is None or new is None or old.id == new.id:
            return None
        return look_relabelling(self._hits, old, new, done_too=done_too)

    def _show(self) -> None:
        self.bar.setVisible(self._task is not None)
        look = self._look = self._looked() if self._task is None else None
        with self.list.following():
            self.model.clear()
            self.model.append(look.hits if look is not None else ())
        number = look.number if look is not None else 0
        self.ok.setEnabled(number > 0)
        if self.tag.isChecked():
            text = self.tr("Tag 1 hit") if number == 1 else self.tr("Tag {0} hits")
        else:
            text = self.tr("Change 1 span") if number == 1 else self.tr("Change {0} spans")
        self.ok.setText(text.format(whole(number)))
        done = look.done if look is not None else 0
        self.done_too.setVisible(done > 0 or self.done_too.isChecked())
        one = self.tr("Also in articles that are done (1 hit)")
        many = self.tr("Also in articles that are done ({0} hits)")
        self.done_too.setText(one if done == 1 else many.format(whole(done)))
        self.state.setText(self._sentence())

    def _sentence(self) -> str:
        if self._task is not None:
            return self.tr("Looking at the hits …")
        look = self._look
        if look is None:
            return (
                self.tr("Say as what to tag them.")
                if self.tag.isChecked()
                else self.tr("Say from which label to which other one.")
            )
        words = in_words(told(look, self._hits)) + "."
        old, new = self._chosen(self.old), self._chosen(self.new)
        if not self.tag.isChecked() and old is not None and new is not None and look.number:
            goes = what_goes(old, new)
            words += f" {in_words(goes)}." if goes is not None else ""
        return words

    def accept(self) -> None:
        """Change all of them in one transaction; stay open when it was refused."""
        look = self._look
        if look is None or look.edit is None:
            return
        sentence = in_words(told(look, self._hits))

        def then(_: Changes) -> None:
            self._session.told.emit(self.tr("Changed: {0}.").format(sentence))
            self.done(self.DialogCode.Accepted)

        self._session.apply_then(look.edit, then)

    def done(self, result: int) -> None:
        """Stop looking, and close."""
        if self._task is not None:
            self._task.abandon()
            self._task = None
        super().done(result)
