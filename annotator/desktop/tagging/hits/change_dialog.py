"""Before chosen hits are changed: what would happen at which of them, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QWidget,
)

from annotator.annotation.changes import Changes
from annotator.desktop.session.session import Session
from annotator.desktop.tagging.hits.looking_dialog import LookingDialog
from annotator.desktop.tagging.hits.model import HitModel
from annotator.desktop.tagging.hits.row import HitRow
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.words import in_words
from annotator.errors import CancelledError
from annotator.progress import Cancelled, Progress
from annotator.project import Hit
from annotator.words import say
from annotator.workbench.tagging.hits import Look, look_relabelling, look_tagging, told, what_goes

_AT_ONCE = 100


class HitChangeDialog(LookingDialog):
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
        super().__init__(session, themes, "hit_change", parent)
        self.setWindowTitle(self.tr("Change the hits that are ticked"))
        self._words = words
        self._hits: Sequence[Hit] = hits
        self._look: Look | None = None
        self.model = HitModel(session, self)
        self._build(label)
        session.changed.connect(self._on_changed)
        self._read()

    def _build(self, label: str) -> None:
        self.tag = QRadioButton(self.tr("Tag them as"))
        self.tag.setObjectName("hit_change_tag")
        self.relabel = QRadioButton(self.tr("Change the spans there from"))
        self.relabel.setObjectName("hit_change_relabel")
        modes = QButtonGroup(self)
        modes.addButton(self.tag)
        modes.addButton(self.relabel)
        there = [one.label for hit in self._hits for one in hit.spans]
        most = max(there, key=there.count, default="")
        self.label = self._label_box("hit_change_label", self.tr("Label to tag with"), label)
        self.old = self._label_box("hit_change_old", self.tr("Label of the spans"), most)
        self.new = self._label_box("hit_change_new", self.tr("Label that they get"))
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
        self.bar.setAccessibleName(self.tr("Looking at the hits"))
        self.list.setObjectName("hit_change_hits")
        self.list.setAccessibleName(self.tr("Hits that would be changed"))
        self.list.setModel(self.model)
        session = self._session
        rows = HitRow(lambda name: session.labels.get(name), self._themes, self.list, ticks=False)
        self.list.setItemDelegate(rows)
        self.list.connect_selection()
        self._lay_out(grid, self.done_too, self.state, self.bar, self.list)
        self.resize(600, 540)
        (self.tag if label or not there else self.relabel).setChecked(True)
        for box in (self.label, self.old, self.new):
            box.currentIndexChanged.connect(self._show)
        self.label.activated.connect(lambda _: self.tag.setChecked(True))
        for box in (self.old, self.new):
            box.activated.connect(lambda _: self.relabel.setChecked(True))
        self.tag.toggled.connect(self._show)
        self.done_too.toggled.connect(self._show)

    # -- reading -------------------------------------------------------------------------------

    def _read(self) -> None:
        """Read what is at the hits now: it may be other than when they were found."""
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

        self._look_for(work, self._on_read)

    def _on_read(self, hits: list[Hit]) -> None:
        self._hits = hits

    def _on_changed(self, changes: Changes) -> None:
        if changes.delta.spans or changes.delta.statuses or changes.reloads:
            self._read()

    # -- looking -------------------------------------------------------------------------------

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
        self._carry_out(look.edit, lambda _: self.tr("Changed: {0}.").format(sentence))
