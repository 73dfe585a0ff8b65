"""What a release can be told: its name, whose work, what of it, in which shares and formats."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import Label
from annotator.desktop.toolkit.dialogs.record_form import RecordForm, choice_rows
from annotator.desktop.toolkit.dialogs.work_form import WorkForm
from annotator.desktop.toolkit.widgets.number_box import whole_box
from annotator.desktop.toolkit.words import in_words
from annotator.exchange.release.manifest import NATIVE, SPLITS
from annotator.exchange.release.options import ABOUT, ReleaseOptions
from annotator.formats import formats

_MOST_SEED = 2**31 - 1
_MOST_REPLICATES = 100_000
_FORMATS_HEIGHT = 64


class ReleaseForm(QWidget):
    """The choices of a release; at first those of ``ReleaseOptions``.

    Signals:
        changed: another choice was made.
    """

    changed = Signal()

    def __init__(
        self,
        names: Sequence[str],
        annotator: str,
        labels: Sequence[Label],
        *,
        gold: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._gold = gold
        usual = ReleaseOptions()
        self.name = _line("release_name", usual.name)
        self.work = WorkForm("release", names, annotator, settled=gold)
        self.work.done_only.setChecked(usual.done_only)
        self.blind = QCheckBox(self.tr("Letters &instead of annotators’ names, and no notes"))
        self.blind.setObjectName("release_blind")
        self.shares = [_number(f"release_{one}", 100, int(usual.shares[one])) for one in SPLITS]
        self.license = _line("release_license", "")
        self.license.setPlaceholderText(self.tr("for example cc-by-4.0"))
        self.about = {key: _line(f"release_{key}", "") for key in ABOUT}
        self.records = RecordForm("release", labels)
        self.formats = _format_list()
        self.seed = _number("release_seed", _MOST_SEED, usual.seed)
        self.seed.setToolTip(self.tr("The same number divides the articles in the same way."))
        self.replicates = _number("release_replicates", _MOST_REPLICATES, usual.replicates)
        self.replicates.setSingleStep(500)
        self.replicates.setToolTip(self.tr("For the intervals; 0 leaves them out."))
        self._name_fields()
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        columns.addLayout(self._left(), 1)
        columns.addLayout(self._right(), 1)
        self._connect()

    def _name_fields(self) -> None:
        names = (self.tr("Train"), self.tr("Validation"), self.tr("Test"))
        for box, name in zip(self.shares, names, strict=True):
            box.setPrefix(f"{name} ")
            box.setAccessibleName(self.tr("Share of {0}").format(name))
        for field, name in (
            (self.name, self.tr("Name")),
            (self.license, self.tr("Licence")),
            (self.formats, self.tr("More formats")),
            (self.seed, self.tr("Seed")),
            (self.replicates, self.tr("Resamples")),
        ):
            field.setAccessibleName(name)
        told = (
            (self.tr("Rights"), self.tr("Whose the articles are, on which terms")),
            (self.tr("Consent"), self.tr("Of annotators, and of who is written about")),
            (self.tr("Contact"), self.tr("Whom to ask")),
            (self.tr("Limits"), self.tr("What is missing or skewed")),
        )
        for line, (name, hint) in zip(self.about.values(), told, strict=True):
            line.setAccessibleName(name)
            line.setPlaceholderText(hint)
            line.setToolTip(self.tr("For the card of the data set."))

    def _left(self) -> QVBoxLayout:
        head, foot, shares = choice_rows(), choice_rows(), QHBoxLayout()
        shares.setSpacing(8)
        for box in self.shares:
            shares.addWidget(box, 1)
        title = QLabel(self.tr("S&hares"))
        title.setBuddy(self.shares[0])
        head.addRow(self.tr("&Name"), self.name)
        foot.addRow(title, shares)
        for line in self.about.values():
            foot.addRow(line.accessibleName(), line)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.work)
        column.addWidget(self.blind)
        column.addStretch(1)
        column.addLayout(foot)
        return column

    def _right(self) -> QVBoxLayout:
        head, numbers = choice_rows(), QHBoxLayout()
        head.addRow(self.tr("&Licence"), self.license)
        title = QLabel(self.tr("Resam&ples"))
        title.setBuddy(self.replicates)
        numbers.setSpacing(12)
        numbers.addWidget(self.seed, 1)
        numbers.addWidget(title)
        numbers.addWidget(self.replicates, 1)
        seed = QLabel(self.tr("S&eed"))
        seed.setBuddy(self.seed)
        self.records.rows.addRow(self.tr("More &formats"), self.formats)
        self.records.rows.addRow(seed, numbers)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.records, 1)
        return column

    def _connect(self) -> None:
        for line in (self.name, self.license):
            line.textChanged.connect(self.changed)
        for box in self.shares:
            box.valueChanged.connect(self.changed)
        self.work.changed.connect(self.changed)
        self.records.changed.connect(self.changed)

    # -- what was chosen -----------------------------------------------------------------------

    @property
    def lack(self) -> str:
        """What is to be chosen before anything can be released; "" when nothing lacks."""
        if not self.name.text().strip():
            return self.tr("Give the data set a name.")
        if self.work.annotators == []:
            return self.tr("Choose at least one annotator.")
        if self.records.shaping.labels == ():
            return self.tr("Choose at least one label.")
        if not any(box.value() for box in self.shares):
            return self.tr("Choose at least one share.")
        return ""

    @property
    def options(self) -> ReleaseOptions:
        """Everything that was chosen."""
        annotators = self.work.annotators
        items = [self.formats.item(row) for row in range(self.formats.count())]
        return ReleaseOptions(
            seed=self.seed.value(),
            shares={part: box.value() for part, box in zip(SPLITS, self.shares, strict=True)},
            annotators=None if annotators is None else tuple(annotators),
            everybody=self._gold and self.work.everyone.isChecked(),
            done_only=self.work.done_only.isChecked(),
            shaping=self.records.shaping,
            formats=tuple(
                item.data(Qt.ItemDataRole.UserRole)
                for item in items
                if item.checkState() is Qt.CheckState.Checked
            ),
            blind=self.blind.isChecked(),
            name=self.name.text().strip(),
            license=self.license.text().strip(),
            replicates=self.replicates.value(),
            about={key: line.text().strip() for key, line in self.about.items()},
        )


def _line(name: str, text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setObjectName(name)
    return line


def _number(name: str, most: int, value: int) -> QSpinBox:
    box = whole_box(name, 0, most)
    box.setValue(value)
    return box


def _format_list() -> QListWidget:
    box = QListWidget()
    box.setObjectName("release_formats")
    box.setMinimumHeight(_FORMATS_HEIGHT)
    for known in formats():
        if known.can_write and known.name != NATIVE:
            item = QListWidgetItem(in_words(known.title), box)
            item.setData(Qt.ItemDataRole.UserRole, known.name)
            item.setCheckState(Qt.CheckState.Unchecked)
    return box
