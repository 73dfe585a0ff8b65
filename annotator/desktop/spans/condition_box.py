"""A combo box of what spans can be narrowed to: unsure, “kind not set”, without a speaker …"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.workbench.spans.filtering import ANYTHING, Asked, Condition, conditions


class ConditionBox(QComboBox):
    """What can be asked of the spans of one label, or of all.

    Signals:
        chosen: another ``Condition`` holds.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("span_condition")
        self.setAccessibleName(self.tr("Show spans by what is said of them"))
        self.setAccessibleDescription(self.accessibleName())
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self._session = session
        self._label = ""
        self._offered: list[Condition] = []
        self.currentIndexChanged.connect(lambda _: self.chosen.emit(self.condition))
        session.labels_changed.connect(self._rebuild)
        self._rebuild()

    @property
    def condition(self) -> Condition:
        """What is asked."""
        at = self.currentIndex()
        return self._offered[at] if 0 <= at < len(self._offered) else ANYTHING

    def choose(self, condition: Condition) -> None:
        """Ask something that is offered; anything else asks nothing."""
        self.setCurrentIndex(max(0, self._place(condition)))

    def show_label(self, label_id: str) -> None:
        """Offer what can be asked of the spans of a label; "" for all."""
        self._label = label_id
        self._rebuild()

    def _rebuild(self) -> None:
        labels = sorted(self._session.labels.values(), key=lambda label: label.position)
        offered = conditions(one for one in labels if self._label in ("", one.id))
        if offered == self._offered:
            return
        before = self.condition
        self.blockSignals(True)
        self._offered = offered
        self.clear()
        self.addItems([name_of(one) for one in offered])
        self.setCurrentIndex(max(0, self._place(before)))
        self.blockSignals(False)
        if self.condition != before:
            self.chosen.emit(self.condition)

    def _place(self, condition: Condition) -> int:
        # Not ``index``: for Python True and 1 are equal, and so are they to a text of neither.
        return next((n for n, one in enumerate(self._offered) if one == condition), -1)


def name_of(condition: Condition) -> str:
    """Return what people read of a condition."""
    name = one_line(condition.name, 30)
    if condition.asked is Asked.NOT_SET:
        return _tr("{0} not set").format(name)
    if condition.asked is Asked.WITHOUT:
        return _tr("Without {0}").format(name)
    if condition.asked is Asked.VALUE:
        value = condition.value
        if isinstance(value, bool):
            value = _tr("yes") if value else _tr("no")
        return _tr("{0}: {1}").format(name, one_line(value, 30))
    return {
        Asked.ANYTHING: _tr("No further filter"),
        Asked.UNSURE: _tr("Unsure"),
        Asked.NOTED: _tr("With a note"),
        Asked.SUGGESTED: _tr("From suggestions"),
    }[condition.asked]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConditionBox", text)
