"""The list of disagreements: filtered, ranked by disputed characters, opened with Enter."""

from __future__ import annotations

from itertools import count
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.desktop.agreement.computing import Findings
from annotator.desktop.agreement.page import plain
from annotator.desktop.agreement.places import KINDS, Place
from annotator.desktop.agreement.tables import RowsModel, RowsTable
from annotator.desktop.agreement.wording import kind_name, name, names, number
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.progress import Cancelled, Progress
from annotator.words import Message

_TEXT = 3
_READ_AFTER_MS = 40
_AHEAD = 20
_HELD = 5000
_LONGEST = 200


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlacePage", text)


class PlacePage(QWidget):
    """Filters above a long table.

    Signals:
        article_wanted: id, start and end of the place.
    """

    article_wanted = Signal(str, int, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("agreement_places_page")
        self._session = session
        self._places: list[Place] = []
        self._total = 0
        self._listed = 0
        self._titles: dict[str, str] = {}
        self._texts: dict[tuple[str, int, int], str] = {}
        self._reading: Task | None = None
        self._numbers = count()
        self._number = 0
        self.label = _box("agreement_filter_label", self.tr("Label"))
        self.pair = _box("agreement_filter_pair", self.tr("Pair"))
        self.kind = _box("agreement_filter_kind", self.tr("Kind"))
        self.kind.addItem(self.tr("All kinds"), None)
        for one in KINDS:
            self.kind.addItem(kind_name(one), one)
        filters = QHBoxLayout()
        for box in (self.label, self.pair, self.kind):
            box.currentIndexChanged.connect(self._filter)
            filters.addWidget(box)
        filters.addStretch(1)
        titles = [
            self.tr("Kind"),
            self.tr("Article"),
            self.tr("Who says what"),
            self.tr("Text"),
            self.tr("Characters"),
        ]
        self.model = RowsModel(titles, self._cell, _key, (4,), self._words)
        self.table = RowsTable(
            "agreement_place_table",
            self.tr("Disagreements"),
            self.model,
            stretched=_TEXT,
            widths=(22, 18, 28, 20, 9),
            one_click=False,
        )
        self.table.opened.connect(self._on_opened)
        self.table.verticalScrollBar().valueChanged.connect(self._look)
        self.counted = plain()
        self.counted.setObjectName("agreement_counted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 4)
        layout.addLayout(filters)
        layout.addWidget(self.counted)
        layout.addWidget(self.table, 1)
        self._timer = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._timer.timeout.connect(self._read_texts)

    # -- showing -------------------------------------------------------------------------------

    def show_findings(self, findings: Findings) -> None:
        """Show a report; filters that still make sense stay."""
        report = findings.report
        self._places = findings.places
        self._total = report.disagreements_total
        self._listed = len(report.disagreements)
        self._titles = {one.id: one.title or one.id for one in report.per_article}
        self._texts.clear()
        self._number = next(self._numbers) + 1
        pairs = [((pair.a, pair.b), f"{name(pair.a)} – {name(pair.b)}") for pair in report.pairs]
        _offer(self.label, self.tr("All labels"), [(one, name(one)) for one in report.labels])
        _offer(self.pair, self.tr("All pairs"), pairs)
        self.pair.setVisible(len(pairs) > 1)
        self._filter()

    def _filter(self) -> None:
        label, kind = self.label.currentData(), self.kind.currentData()
        pair = self.pair.currentData()
        wanted = (label, tuple(pair) if pair is not None else None, kind)
        rows = self._places
        if wanted != (None, None, None):
            rows = [place for place in rows if place.fits(*wanted)]
        self.model.show_rows(rows)
        alone = len(self._places) == 1
        places = self.tr("{0} of 1 place") if alone else self.tr("{0} of {1} places")
        one, many = (
            self.tr("1 disagreement of a pair in all"),
            self.tr("{0} disagreements of pairs in all"),
        )
        pairs = one if self._total == 1 else many.format(number(self._total))
        words = f"{places.format(number(len(rows)), number(len(self._places)))}, {pairs}."
        if self._listed < self._total:
            words += " " + self.tr("Listed are the {0} with most disputed characters.").format(
                number(self._listed)
            )
        words += " " + self.tr("Enter opens the place in the article.")
        self.counted.setText(words)
        self._look()

    def _cell(self, place: Place, column: int) -> str:
        if column == 0:
            return ", ".join(map(kind_name, place.kinds))
        if column == 1:
            return name(self._titles.get(place.article, place.article))
        if column == 2:
            return _sayings(place)
        if column == 4:
            return number(place.characters)
        return self._texts.get((place.article, place.start, place.end), "")

    def _words(self, place: Place) -> str:
        return ". ".join(self._cell(place, column) for column in (0, 1, 2, _TEXT))

    def _on_opened(self, row: int) -> None:
        place: Place = self.model.rows[row]
        self.article_wanted.emit(place.article, place.start, place.end)

    # -- texts ---------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Read the texts of what is seen."""
        super().showEvent(event)
        self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Read the texts of what is seen now."""
        super().resizeEvent(event)
        self._look()

    def _look(self) -> None:
        self._timer.start()

    def _read_texts(self) -> None:
        """Read the texts of the rows on the screen that are not known, in the background."""
        if self._reading is not None or not self.isVisible():
            return
        seen = self.table.visible_rows()
        rows: list[Place] = self.model.rows[max(0, seen.start - _AHEAD) : seen.stop + _AHEAD]
        missing = [one for one in rows if (one.article, one.start, one.end) not in self._texts]
        if not missing:
            return
        project, number_now = self._session.project, self._number

        def work(_progress: Progress, _cancelled: Cancelled) -> list[tuple[str, int, int, str]]:
            texts = project.texts(sorted({one.article for one in missing}))
            return [
                (
                    one.article,
                    one.start,
                    one.end,
                    one_line(texts.get(one.article, "")[one.start : one.end][:1000], _LONGEST),
                )
                for one in missing
            ]

        def done(found: list[tuple[str, int, int, str]]) -> None:
            self._reading = None
            if number_now == self._number:
                if len(self._texts) > _HELD:
                    self._texts.clear()
                self._texts.update({one[:3]: one[3] for one in found})
                self.model.tell(self.table.visible_rows())
            self._look()

        def failed(_reason: Message) -> None:
            self._reading = None  # the row says all but the text; opening it says what is wrong

        self._reading = run_in_background(self, work, done, failed)


def _sayings(place: Place) -> str:
    parts = []
    for label, who in place.says().items():
        shown = name(label) if label else _tr("nothing")
        parts.append(_tr("{0}: {1}").format(shown, names(who)))
    return "; ".join(parts)


def _key(place: Place, _column: int) -> Any:
    return -place.characters


def _box(object_name: str, accessible: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(object_name)
    box.setAccessibleName(accessible)
    box.setMinimumContentsLength(14)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _offer(box: QComboBox, everything: str, choices: list[tuple[Any, str]]) -> None:
    """Offer choices after "all"; what was chosen stays chosen where it is still there."""
    chosen = box.currentData()
    keys = [None, *(key for key, _ in choices)]
    chosen = tuple(chosen) if isinstance(chosen, list) else chosen
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, None)
    for key, text in choices:
        box.addItem(text, key)
    box.setCurrentIndex(keys.index(chosen) if chosen in keys else 0)
    box.blockSignals(False)
