"""Before a text is tagged in the whole project: where it stands, and as what to tag it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from annotator.annotation.records import Label, shorten
from annotator.desktop.session.session import Session
from annotator.desktop.tagging import occurrences
from annotator.desktop.tagging.hits.looking_dialog import LookingDialog
from annotator.desktop.tagging.occurrences import (
    Collected,
    FoundPlace,
    collect,
    left_out_words,
    tagging,
)
from annotator.desktop.tagging.place_list import PlaceModel, PlaceRow
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.words import in_words, within_quotes
from annotator.progress import Cancelled, Progress
from annotator.workbench.tagging.same_text import Wanted, Why


class TagEverywhereDialog(LookingDialog):
    """Shows every place where a text stands, and tags those that are ticked as one change."""

    def __init__(
        self,
        session: Session,
        themes: Themes,
        wanted: Wanted,
        label: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, themes, "tag_everywhere", parent)
        self.setWindowTitle(self.tr("Tag in the whole project"))
        self._wanted = wanted
        self._collected = Collected()
        self._is_cut = False
        text = QLabel(
            self.tr("Tag “{0}” wherever it stands").format(within_quotes(shorten(wanted.text, 80)))
        )
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        self.label = self._label_box("tag_everywhere_label", self.tr("Label"), label)
        head = QHBoxLayout()
        head.addWidget(QLabel(self.tr("as")))
        head.addWidget(self.label, 1)
        self.also = QCheckBox(self.tr("Also inside other spans, boilerplate and longer words"))
        self.also.setObjectName("tag_everywhere_also")
        self.also.hide()
        self.bar.setAccessibleName(self.tr("Looking through the project"))
        self.model = PlaceModel(self)
        self.list.setObjectName("tag_everywhere_places")
        self.list.setAccessibleName(self.tr("Places, ticked if they are to be tagged"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(PlaceRow(themes, self.list))
        self.list.connect_selection()
        self._lay_out(text, head, self.state, self.bar, self.list, self.also)
        self.resize(560, 520)
        self.label.currentIndexChanged.connect(self._collect)
        self.model.ticked_changed.connect(self._show_chosen)
        self.also.toggled.connect(self._show)
        self._collect()

    @property
    def _label(self) -> Label | None:
        return self._chosen(self.label)

    def _collect(self) -> None:
        """Look for the places that this label has not tagged yet."""
        self._stop_looking()
        self._collected = Collected()
        label = self._label
        if label is None:
            self._show()
            return
        session, wanted, name = self._session, self._wanted, label.id
        project, annotator, labels = session.project, session.annotator, [*session.labels.values()]

        def work(report: Progress, cancelled: Cancelled) -> Collected:
            return collect(project, annotator, wanted, name, labels, report, cancelled)

        self._look_for(work, self._on_collected)

    def _on_collected(self, collected: Collected) -> None:
        self._collected = collected

    def _show(self) -> None:
        """Show the places; the ticks begin anew."""
        also, left = self.also.isChecked(), self._collected.left
        shown = [one for one in self._collected.found if also or one.place.why is None]
        others = sum(number for why, number in left.items() if why is not Why.TAGGED)
        known = sum(one.place.why is not None for one in shown)
        self._is_cut = (
            self._collected.is_capped or len(shown) > occurrences.LIMIT or (also and known < others)
        )
        shown = shown[: occurrences.LIMIT]
        with self.list.following():
            self.model.show_places(shown)
        self.bar.setVisible(self._task is not None)
        self.also.setVisible(others > 0)
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Say how many places are ticked."""
        number = len(self.model.ticked())
        self.ok.setEnabled(number > 0)
        if number > 1:
            self.ok.setText(self.tr("Tag {0} places").format(whole(number)))
        else:
            self.ok.setText(self.tr("Tag 1 place") if number else self.tr("Tag"))
        self.state.setText(self._sentence(self.model.ticked()))

    def _sentence(self, ticked: Sequence[FoundPlace]) -> str:
        if self._label is None:
            return self.tr("Say as what to tag it.")
        if self._task is not None:
            return self.tr("Looking through the project …")
        number, held = len(ticked), len({one.article for one in ticked})
        places = self.tr("1 place") if number == 1 else self.tr("{0} places")
        articles = self.tr("1 article") if held == 1 else self.tr("{0} articles")
        line = self.tr("{0} in {1}.").format(
            places.format(whole(number)), articles.format(whole(held))
        )
        if left := self._left_out():
            line += f" {left}"
        if self._is_cut:
            line += " " + self.tr(
                "There are more: one change takes the first {0}, another one the next."
            ).format(whole(occurrences.LIMIT))
        return line

    def _left_out(self) -> str:
        """Return what is said of the places that are not tagged."""
        left = self._collected.left
        if self.also.isChecked():
            left = {Why.TAGGED: left.get(Why.TAGGED, 0)}
        return left_out_words(left, self.model.rowCount() - len(self.model.ticked()))

    def accept(self) -> None:
        """Tag the ticked places in one transaction; stay open when it was refused."""
        label, chosen = self._label, self.model.ticked()
        if label is None or not chosen:
            return
        left = self._left_out()
        edit = tagging(((one.article, one.place) for one in chosen), self._wanted.text, label)
        self._carry_out(edit, lambda made: f"{in_words(made.text)}. {left}" if left else "")
