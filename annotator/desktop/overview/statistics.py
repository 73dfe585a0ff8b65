"""Statistics: who has done how much, on which days, and how fast. Read off the main thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.changes import Changes
from annotator.desktop.queue.reading_positions import duration
from annotator.desktop.session.session import Session
from annotator.desktop.session.unseen import lead_words, left_out_words
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.numbers import decimal, whole
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.charts import DayChart, ShareBar, short_date
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.desktop.toolkit.words import in_words
from annotator.progress import Cancelled, Progress
from annotator.project import Pace
from annotator.words import Message

DAYS = 30
_NONE = "–"
_GAP = 10
"""Between columns of numbers, so that two of them are not read as one."""
_NAME_LENGTH = 60
_MAX_ROWS = 12


class StatisticsDialog(FittingDialog):
    """Figures of the project; it stays beside the window and is read anew when one asks."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statistics_dialog")
        self.setWindowTitle(self.tr("Statistics"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._themes = themes
        self._task: Task | None = None
        self._again = False
        self.paces: list[Pace] = []
        self.rows: list[tuple[ShareBar, QLabel]] = []
        self._build()
        session.changed.connect(self._on_changed)
        session.labels_changed.connect(self.read)
        session.annotator_changed.connect(self._on_annotator_changed)
        self.read()

    # -- layout --------------------------------------------------------------------------------

    def _build(self) -> None:
        self.state = _plain("")
        self.state.setObjectName("statistics_state")
        self._progress = QGridLayout()
        self._progress.setHorizontalSpacing(14)
        self._progress.setVerticalSpacing(6)
        self._progress.setColumnStretch(1, 1)
        self.spans = _table("statistics_spans", self.tr("Spans by label and annotator"))
        self.chart = DayChart(self._themes)
        self.chart.setObjectName("statistics_days")
        self.chart.setAccessibleName(self.tr("Articles done a day"))
        self.who = QComboBox()
        self.who.setObjectName("statistics_who")
        self.who.setAccessibleName(self.tr("Whose articles"))
        self.who.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.who.currentIndexChanged.connect(self._show_days)
        self.days = _plain("")
        self.days.setObjectName("statistics_days_text")
        self.pace = _table("statistics_pace", self.tr("How fast the work goes"))
        about = _plain(
            self.tr(
                "Time is counted while there are keys, clicks or the wheel in the window. A span’s"
                " time is that since the change before it; more than five minutes are a break."
            )
        )
        about.setWordWrap(True)
        about.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.blindness = _plain("")
        self.blindness.setObjectName("statistics_blindness")
        self.blindness.setWordWrap(True)
        days_head = QHBoxLayout()
        days_head.addWidget(_head(self.tr("Articles done in the last {0} days").format(DAYS)))
        days_head.addStretch(1)
        days_head.addWidget(self.who)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 4, 12, 4)
        column.setSpacing(8)
        column.addWidget(self.blindness)
        column.addWidget(_head(self.tr("Progress")))
        column.addLayout(self._progress)
        column.addSpacing(10)
        column.addLayout(days_head)
        column.addWidget(self.chart)
        column.addWidget(self.days)
        column.addSpacing(10)
        column.addWidget(_head(self.tr("Spans")))
        column.addWidget(self.spans)
        column.addSpacing(10)
        column.addWidget(_head(self.tr("Pace")))
        column.addWidget(self.pace)
        column.addWidget(about)
        column.addStretch(1)
        area = QScrollArea()
        area.setObjectName("statistics_page")
        area.setAccessibleName(self.tr("Statistics"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(page)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.again = self.buttons.addButton(
            self.tr("Count again"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.again.setObjectName("statistics_again")
        self.again.setAutoDefault(False)
        self.again.clicked.connect(self.read)
        self.buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 14, 14)
        layout.setSpacing(10)
        layout.addWidget(area, 1)
        layout.addLayout(foot)
        self.resize(680, 720)

    # -- reading -------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if changes.reloads:
            self.read()

    def read(self) -> None:
        """Count in the background, one at a time; what is shown stays until it is done."""
        if self._task is not None:
            self._again = True
            return
        self._again = False
        self.again.setEnabled(False)
        self.state.setText(self.tr("Counting …"))
        project, who = self._session.project, self._session.annotator

        def work(_report: Progress, cancelled: Cancelled) -> list[Pace]:
            return project.paces(cancelled=cancelled, viewer=who)

        self._task = run_in_background(self, work, self._on_read, self._on_failed)

    def _on_annotator_changed(self) -> None:
        """Show nothing that was counted for somebody else."""
        if self._task is not None:
            self._task.abandon()
            self._task = None
        self._show([])
        self.read()

    def _on_read(self, paces: list[Pace]) -> None:
        self._ended("")
        self._show(paces)

    def _show(self, paces: list[Pace]) -> None:
        self.paces = paces
        lead = lead_words() if len(paces) > 1 else ""
        self.blindness.setText(f"{left_out_words(self._session)} {lead}".strip())
        self.blindness.setVisible(bool(self.blindness.text()))
        self._show_progress()
        self._show_spans()
        self._show_names()
        self._show_days()
        self._show_pace()

    def _on_failed(self, reason: Message) -> None:
        self._ended(self.tr("It could not be counted: {0}").format(one_line(in_words(reason))))

    def _ended(self, words: str) -> None:
        self._task = None
        self.again.setEnabled(True)
        self.state.setText(words)
        if self._again:
            self.read()

    def done(self, result: int) -> None:
        """Stop counting, and close."""
        if self._task is not None:
            self._task.abandon()
            self._task = None
        super().done(result)

    # -- showing -------------------------------------------------------------------------------

    def _show_progress(self) -> None:
        for bar, text in self.rows[len(self.paces) :]:
            bar.hide()
            text.hide()
        while len(self.rows) < len(self.paces):
            row = len(self.rows)
            bar, text = ShareBar(self._themes), _plain("")
            self._progress.addWidget(text, row * 2, 0, 1, 2)
            self._progress.addWidget(bar, row * 2 + 1, 0, 1, 2)
            self.rows.append((bar, text))
        for pace, (bar, text) in zip(self.paces, self.rows, strict=False):
            parts = (pace.done, pace.in_progress, pace.skipped)
            words = self.tr("{0}: {1} done, {2} in progress, {3} skipped, {4} new").format(
                one_line(pace.annotator, _NAME_LENGTH), *(whole(n) for n in (*parts, pace.new))
            )
            text.setText(words)
            text.show()
            bar.show()
            bar.show_parts(parts, sum(parts) + pace.new, words)

    def _show_spans(self) -> None:
        names = [one_line(pace.annotator, _NAME_LENGTH) for pace in self.paces]
        labels = list(self.paces[0].labels) if self.paces else []
        rows = []
        for label in labels:
            counts = [pace.labels.get(label, 0) for pace in self.paces]
            numbers = map(_number, (*counts, sum(counts)))
            rows.append([one_line(label, _NAME_LENGTH), *numbers])
        totals = [pace.spans for pace in self.paces]
        rows.append([self.tr("All"), *map(_number, totals), _number(sum(totals))])
        _fill(self.spans, [self.tr("Label"), *names, self.tr("All")], rows)

    def _show_names(self) -> None:
        chosen = self.who.currentData()
        self.who.blockSignals(True)
        self.who.clear()
        self.who.addItem(self.tr("Everybody"), None)
        for pace in self.paces:
            self.who.addItem(one_line(pace.annotator, _NAME_LENGTH), pace.annotator)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen) if chosen else 0))
        self.who.blockSignals(False)
        self.who.setVisible(len(self.paces) > 1)

    def _show_days(self) -> None:
        chosen = self.who.currentData()
        last = date.today()  # noqa: DTZ011 - the user's own day
        days = []
        for back in range(DAYS - 1, -1, -1):
            day = last - timedelta(days=back)
            count = sum(
                pace.days.get(day.isoformat(), 0)
                for pace in self.paces
                if chosen in (None, pace.annotator)
            )
            days.append((day, count))
        words = self._days_in_words(days)
        self.chart.show_days(days, words)
        self.days.setText(words)

    def _days_in_words(self, days: Sequence[tuple[date, int]]) -> str:
        worked = [(day, count) for day, count in days if count]
        if not worked:
            return self.tr("None yet: articles count once they are marked done.")
        total = sum(count for _, count in worked)
        best, most = max(worked, key=lambda one: one[1])
        return self.tr("{0} in all, {1} today; on the best day, {2}, {3}.").format(
            _number(total), _number(days[-1][1]), short_date(best), _number(most)
        )

    def _show_pace(self) -> None:
        head = [
            self.tr("Annotator"),
            self.tr("Time"),
            self.tr("Articles"),
            self.tr("Per article"),
            self.tr("Spans an hour"),
            self.tr("Median per span"),
        ]
        rows = [
            [
                one_line(pace.annotator, _NAME_LENGTH),
                duration(pace.active_ms // 1000) if pace.read else _NONE,
                _number(pace.read),
                _time(pace.seconds_per_article),
                _NONE if pace.spans_per_hour is None else _number(round(pace.spans_per_hour)),
                _time(pace.median_span_s),
            ]
            for pace in self.paces
        ]
        _fill(self.pace, head, rows)


def _number(value: int) -> str:
    return whole(value)


def _time(seconds: float | None) -> str:
    """Return a short time: tenths of seconds below ten, seconds below an hour."""
    if seconds is None:
        return _NONE
    if seconds < 10:
        return f"{decimal(seconds, 1)} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if 0 < minutes < 60 else duration(round(seconds))


def _plain(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _head(text: str) -> QLabel:
    label = _plain(text)
    bold = QFont(label.font())
    bold.setBold(True)
    label.setFont(bold)
    return label


def _table(name: str, accessible: str) -> QTableWidget:
    table = QTableWidget()
    table.setObjectName(name)
    table.setAccessibleName(accessible)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return table


def _fill(table: QTableWidget, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Show rows of text, the first column at the left, and be as high as they are."""
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    table.clear()
    table.setColumnCount(len(head))
    table.setRowCount(len(rows))
    for column, text in enumerate(head):
        title = QTableWidgetItem(text)
        title.setTextAlignment(right if column else left)
        table.setHorizontalHeaderItem(column, title)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setTextAlignment(right if column else left)
            table.setItem(row, column, item)
    table.resizeColumnsToContents()
    for column in range(1, len(head)):
        table.setColumnWidth(column, table.columnWidth(column) + _GAP)
    table.resizeRowsToContents()
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setMinimumSectionSize(60)
    shown = sum(table.rowHeight(row) for row in range(min(len(rows), _MAX_ROWS)))
    is_wide = header.length() > table.viewport().width()
    bar = table.horizontalScrollBar().sizeHint().height() if is_wide else 0
    table.setFixedHeight(header.sizeHint().height() + shown + bar + 2 * table.frameWidth())
