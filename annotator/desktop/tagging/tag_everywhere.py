"""Before a text is tagged in the whole project: where it stands, and as what to tag it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import Label, shorten
from annotator.desktop.session.session import Session
from annotator.desktop.spans.label_box import LabelBox
from annotator.desktop.tagging.occurrences import LIMIT, Collected, collect, tagging
from annotator.desktop.tagging.search import FoundModel, FoundRow
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.rows.row_list import RowList
from annotator.desktop.toolkit.tasks import Task, run_in_background, show_progress
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.words import in_words
from annotator.progress import Cancelled, Progress
from annotator.words import Message


class TagEverywhereDialog(QDialog):
    """Shows every place where a text stands, and tags all of them as one change."""

    def __init__(
        self,
        session: Session,
        themes: Themes,
        wanted: str,
        label: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("tag_everywhere")
        self.setWindowTitle(self.tr("Tag in the whole project"))
        self._session = session
        self._wanted = wanted
        self._task: Task | None = None
        self._collected = Collected((), 0, 0, is_capped=False)
        text = QLabel(self.tr("Tag “{0}” wherever it stands").format(shorten(wanted, 80)))
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        self.label = LabelBox(session, themes, self.tr("Choose a label"))
        self.label.setObjectName("tag_everywhere_label")
        self.label.setAccessibleName(self.tr("Label"))
        self.label.setCurrentIndex(max(0, self.label.findData(label)))
        head = QHBoxLayout()
        head.addWidget(QLabel(self.tr("as")))
        head.addWidget(self.label, 1)
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setObjectName("tag_everywhere_state")
        self.state.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName(self.tr("Looking through the project"))
        self.model = FoundModel(self)
        self.list = RowList(themes)
        self.list.setObjectName("tag_everywhere_places")
        self.list.setAccessibleName(self.tr("Articles and places"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(FoundRow(themes, self.list))
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
        layout.addWidget(text)
        layout.addLayout(head)
        for widget in (self.state, self.bar, self.list, self.buttons):
            layout.addWidget(widget)
        self.resize(560, 520)
        self.label.currentIndexChanged.connect(self._collect)
        self._collect()

    @property
    def _label(self) -> Label | None:
        return self._session.labels.get(self.label.currentData() or "")

    def _collect(self) -> None:
        """Look for the places that this label has not tagged yet."""
        if self._task is not None:
            self._task.abandon()
            self._task = None
        self._collected = Collected((), 0, 0, is_capped=False)
        self._show()
        label = self._label
        if label is None:
            return
        session, wanted, name = self._session, self._wanted, label.id
        project, annotator = session.project, session.annotator

        def work(report: Progress, cancelled: Cancelled) -> Collected:
            return collect(project, annotator, wanted, name, report, cancelled)

        self._task = run_in_background(self, work, self._on_collected, self._on_failed)
        self._task.progressed.connect(lambda done, all_: show_progress(self.bar, done, all_))
        self._show()

    def _on_collected(self, collected: Collected) -> None:
        self._task = None
        self._collected = collected
        self._show()

    def _on_failed(self, reason: Message) -> None:
        self._task = None
        self._show()
        self.state.setText(in_words(reason))

    def _show(self) -> None:
        found = self._collected
        with self.list.following():
            self.model.show_articles(found.places)
        self.bar.setVisible(self._task is not None)
        self.ok.setEnabled(found.number > 0)
        self.ok.setText(
            self.tr("Tag {0} places").format(whole(found.number))
            if found.number
            else self.tr("Tag")
        )
        self.state.setText(self._sentence())

    def _sentence(self) -> str:
        found = self._collected
        if self._label is None:
            return self.tr("Say as what to tag it.")
        if self._task is not None:
            return self.tr("Looking through the project …")
        places = self.tr("1 place") if found.number == 1 else self.tr("{0} places")
        articles = self.tr("1 article") if len(found.places) == 1 else self.tr("{0} articles")
        line = self.tr("{0} in {1}.").format(
            places.format(whole(found.number)), articles.format(whole(len(found.places)))
        )
        if found.tagged:
            line += " " + self.tr("{0} are tagged so already and left out.").format(
                whole(found.tagged)
            )
        if found.is_capped:
            line += " " + self.tr(
                "There are more: one change takes the first {0}, another one the next."
            ).format(whole(LIMIT))
        return line

    def accept(self) -> None:
        """Tag all places in one transaction; stay open when it was refused."""
        label = self._label
        if label is None or not self._collected.number:
            return
        edit = tagging(self._collected, self._wanted, label)
        if self._session.apply(edit, follow=False) is not None:
            super().accept()

    def done(self, result: int) -> None:
        """Stop looking, and close."""
        if self._task is not None:
            self._task.abandon()
            self._task = None
        super().done(result)
