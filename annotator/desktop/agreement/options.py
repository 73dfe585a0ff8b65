"""What is compared and how: the panel in which it is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.figures import Settings
from annotator.desktop.agreement.computing import Options
from annotator.desktop.agreement.wording import name as shown_name
from annotator.desktop.toolkit.widgets.number_box import decimal_box, whole_box

_MOST_REPLICATES = 100_000
_MOST_SEED = 2**31 - 1
_NAME = Qt.ItemDataRole.UserRole


class OptionsPanel(QWidget):
    """Annotators, labels and numbers.

    Signals:
        wanted: the user wants what is chosen to be computed.
    """

    wanted = Signal()

    def __init__(self, *, blind: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agreement_options")
        self._gold: str | None = None
        self.annotators = _list("agreement_annotators", self.tr("Annotators to compare"))
        self.labels = _list("agreement_labels", self.tr("Labels to compare"))
        self.iou = decimal_box("agreement_iou", 0.05, 1.0, decimals=2)
        self.iou.setSingleStep(0.05)
        self.iou.setToolTip(self.tr("How much two spans must share to count as the same."))
        self.replicates = whole_box("agreement_replicates", 0, _MOST_REPLICATES)
        self.replicates.setSingleStep(500)
        self.replicates.setToolTip(self.tr("For the intervals; 0 leaves them out."))
        self.seed = whole_box("agreement_seed", 0, _MOST_SEED)
        self.seed.setToolTip(self.tr("The same number draws the same articles again."))
        self.blind = QCheckBox(self.tr("Call annotators A, B, C"))
        self.blind.setObjectName("agreement_blind")
        self.blind.setChecked(blind)
        self.all_work = QCheckBox(self.tr("All work, done or not"))
        self.all_work.setObjectName("agreement_all_work")
        self.all_work.setToolTip(
            self.tr("Also what is not marked done; what somebody skips stays out.")
        )
        self.compute = QPushButton(self.tr("Compute"))
        self.compute.setObjectName("agreement_compute")
        self.compute.clicked.connect(self.wanted)
        self.complaint = QLabel()
        self.complaint.setObjectName("agreement_complaint")
        self.complaint.setTextFormat(Qt.TextFormat.PlainText)
        self.complaint.setWordWrap(True)
        self._show_settings(Settings())
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(6)
        form.addRow(self.tr("IoU from"), self.iou)
        form.addRow(self.tr("Resamples"), self.replicates)
        form.addRow(self.tr("Seed"), self.seed)
        form.addRow(self.blind)
        form.addRow(self.all_work)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for title, box in (
            (self.tr("Annotators"), self.annotators),
            (self.tr("Labels"), self.labels),
        ):
            column = QVBoxLayout()
            head = QLabel(title)
            head.setBuddy(box)
            column.setSpacing(4)
            column.addWidget(head)
            column.addWidget(box, 1)
            row.addLayout(column, 1)
            box.itemChanged.connect(self._show_state)
        numbers = QVBoxLayout()
        numbers.addLayout(form)
        numbers.addStretch(1)
        numbers.addWidget(self.complaint)
        numbers.addWidget(self.compute, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(numbers, 1)
        self.setLayout(row)

    # -- what is chosen ------------------------------------------------------------------------

    def offer(self, annotators: Sequence[str], gold: str | None, labels: Sequence[str]) -> None:
        """Offer these; who was left out stays so, and gold is left out at first."""
        people = [*annotators, *([gold] if gold is not None else [])]
        _offer(self.annotators, people, unchecked={gold} if gold is not None else set())
        _offer(self.labels, labels, unchecked=set())
        self._gold = gold
        self._show_state()

    @property
    def options(self) -> Options:
        """What is chosen now."""
        people, labels = _checked(self.annotators), _checked(self.labels)
        usual = [one for one in _all(self.annotators) if one != self._gold]
        return Options(
            annotators=None if people == usual else tuple(people),
            labels=None if labels == _all(self.labels) else tuple(labels),
            settings=Settings(
                seed=self.seed.value(),
                replicates=self.replicates.value(),
                iou=round(self.iou.value(), 2),
                all_work=self.all_work.isChecked(),
            ),
            blind=self.blind.isChecked(),
        )

    @property
    def is_sound(self) -> bool:
        """Whether there is anything to compare."""
        enough = len(_all(self.annotators)) < 2 or len(_checked(self.annotators)) >= 2
        return enough and (not _all(self.labels) or bool(_checked(self.labels)))

    def _show_settings(self, settings: Settings) -> None:
        self.iou.setValue(settings.iou)
        self.replicates.setValue(settings.replicates)
        self.seed.setValue(settings.seed)

    def _show_state(self) -> None:
        words = "" if self.is_sound else self.tr("Choose two annotators and a label at least.")
        self.complaint.setText(words)
        self.compute.setEnabled(self.is_sound)


def _list(object_name: str, accessible: str) -> QListWidget:
    box = QListWidget()
    box.setObjectName(object_name)
    box.setAccessibleName(accessible)
    box.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    box.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    box.setMinimumHeight(box.fontMetrics().height() * 7)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    return box


def _offer(box: QListWidget, names: Sequence[str], unchecked: set[str]) -> None:
    if names == _all(box):
        return
    known = set(_all(box))
    left_out = (known - set(_checked(box))) | (unchecked - known)
    box.blockSignals(True)
    box.clear()
    for one in names:
        item = QListWidgetItem(shown_name(one))
        item.setData(_NAME, one)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        state = Qt.CheckState.Unchecked if one in left_out else Qt.CheckState.Checked
        item.setCheckState(state)
        box.addItem(item)
    box.blockSignals(False)


def _all(box: QListWidget) -> list[str]:
    return [box.item(row).data(_NAME) for row in range(box.count())]


def _checked(box: QListWidget) -> list[str]:
    on = Qt.CheckState.Checked
    items = [box.item(row) for row in range(box.count())]
    return [item.data(_NAME) for item in items if item.checkState() == on]
