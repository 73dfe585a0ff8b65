"""What can be said of a label's spans: a row for each attribute."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import ARTICLE_KINDS, CHOICES, KINDS, Attribute
from annotator.desktop.labels.label_fields import LineField
from annotator.desktop.labels.label_rules import join_list, split_list
from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.widgets.marks import one_line

_STRETCH = (4, 0, 6, 3, 0)
_KIND_WIDTH = 86
_ASKED_WIDTH = 62
_BUTTON_WIDTH = 26
_WITH_VALUES = ("choice", CHOICES)


class AttributeTable(QWidget):
    """Shows attributes and lets them be changed, added and removed.

    Signals:
        committed: a field of a row is finished, or a row was removed.
    """

    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Attribute, ...] = ()
        self.base: tuple[Attribute, ...] = ()  # what was stored when typing began
        self.rows: list[AttributeRow] = []
        self._of_article = False
        self.add_button = QPushButton(self.tr("Add an attribute"))
        self.add_button.setObjectName("label_attribute_add")
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(lambda: self._append(Attribute(name="")).name.setFocus())
        self._head = QWidget()
        head = _row_of(
            self._head,
            [
                QLabel(text)
                for text in (
                    self.tr("Name"),
                    self.tr("Kind"),
                    self.tr("Values"),
                    self.tr("Default"),
                    self.tr("Asked for"),
                )
            ],
        )
        self._only_of_spans = [self._head_of(head, 0), self._head_of(head, 3)]
        head.addSpacing(head.spacing() + _BUTTON_WIDTH)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._head)
        layout.addLayout(self._column)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._head.hide()

    @staticmethod
    def _head_of(head: QHBoxLayout, column: int) -> QWidget:
        item = head.itemAt(column)
        widget = item.widget() if item is not None else None
        assert widget is not None
        return widget

    @property
    def value(self) -> tuple[Attribute, ...]:
        """The attributes as they stand in the rows; rows without anything are left out."""
        return tuple(row.value for row in self.rows if not row.is_blank)

    @property
    def is_draft(self) -> bool:
        """Whether something else stands here than is stored."""
        return self.value != self._shown

    def show_attributes(
        self, attributes: Sequence[Attribute], *, force: bool = False, of_article: bool = False
    ) -> None:
        """Show what is stored now, unless something else was typed (or with ``force``).

        Of a label of articles it is one row, which says what its value may be.
        """
        if of_article is not self._of_article:
            self._of_article, force = of_article, True
            self.add_button.setHidden(of_article)
            for widget in self._only_of_spans:
                widget.setHidden(of_article)
            for row in self.rows:  # of the other sort
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
            self.rows = []
        keep = self.is_draft and not force
        self._shown = tuple(attributes)
        if not keep or self.value == self._shown:
            self.base = self._shown
        blank = any(row.is_blank for row in self.rows)
        if keep or (self.value == self._shown and not (force and blank)):
            return
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for attribute in attributes:
            self._append(attribute)
        self._head.setVisible(bool(self.rows))

    def give_up(self) -> None:
        """Show what is stored."""
        self.show_attributes(self._shown, force=True)

    def _append(self, attribute: Attribute) -> AttributeRow:
        row = AttributeRow(attribute, of_article=self._of_article)
        row.committed.connect(self.committed)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._column.addWidget(row)
        self._head.show()
        self._name_rows()
        return row

    def _remove(self, row: AttributeRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._head.setVisible(bool(self.rows))
        self._name_rows()
        self.add_button.setFocus()
        self.committed.emit()

    def _name_rows(self) -> None:
        for number, row in enumerate(self.rows):
            row.set_number(number)


class AttributeRow(QWidget):
    """One attribute.

    Signals:
        committed: a field is finished.
        removed: the user wants it gone.
    """

    committed = Signal()
    removed = Signal()

    def __init__(
        self, attribute: Attribute, parent: QWidget | None = None, *, of_article: bool = False
    ) -> None:
        super().__init__(parent)
        self._of_article = of_article
        self.name = LineField()
        self.name.show_text(attribute.name)
        self.kind = QComboBox()
        for kind in ARTICLE_KINDS if of_article else KINDS:
            self.kind.addItem(self._title(kind), kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(attribute.kind)))
        self.kind.setFixedWidth(_KIND_WIDTH)
        self.values = LineField()
        self.values.show_text(join_list(attribute.values))
        self.values.setToolTip(self.tr("With commas between"))
        self.text = LineField()
        self.choice = QComboBox()
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setMinimumContentsLength(4)
        self._default = QStackedWidget()
        self._default.addWidget(self.choice)
        self._default.addWidget(self.text)
        self._default.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for field in (self.name, self.values):
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.remove_button = QToolButton()
        self.remove_button.setIcon(icons.live_icon("close"))
        self.remove_button.setIconSize(QSize(14, 14))
        self.remove_button.setAutoRaise(True)
        self.remove_button.setFixedWidth(_BUTTON_WIDTH)
        self.remove_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.required = QCheckBox()
        self.required.setToolTip(self.tr("It is asked for before an article is done"))
        self.required.setChecked(attribute.required)
        self.required.clicked.connect(lambda _: self.committed.emit())
        row = _row_of(self, [self.name, self.kind, self.values, self._default, self.required])
        row.addWidget(self.remove_button)
        for widget in (self.name, self._default, self.remove_button) if of_article else ():
            widget.hide()
        if isinstance(attribute.default, str):
            self.text.show_text(attribute.default)
        self._show_default(attribute.default)
        for line in (self.name, self.values, self.text):
            line.committed.connect(self._on_finished)
        self.kind.activated.connect(self._on_finished)
        self.choice.activated.connect(lambda _: self.committed.emit())
        self.remove_button.clicked.connect(lambda _: self.removed.emit())

    def _title(self, kind: str) -> str:
        return {
            "choice": self.tr("choice"),
            CHOICES: self.tr("choices"),
            "yes/no": self.tr("yes/no"),
            "text": self.tr("text"),
        }[kind]

    def set_number(self, number: int) -> None:
        """Name the fields after the row's place."""
        place = number + 1
        for name, widget, words in (
            ("name", self.name, self.tr("Name of attribute {0}")),
            ("kind", self.kind, self.tr("Kind of attribute {0}")),
            ("values", self.values, self.tr("Values of attribute {0}")),
            ("choice", self.choice, self.tr("Default of attribute {0}")),
            ("text", self.text, self.tr("Default of attribute {0}")),
            ("required", self.required, self.tr("Attribute {0} is asked for")),
            ("remove", self.remove_button, self.tr("Remove attribute {0}")),
        ):
            widget.setObjectName(f"label_attribute_{name}_{number}")
            widget.setAccessibleName(words.format(place))
        self.remove_button.setToolTip(self.tr("Remove this attribute"))

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into it yet."""
        typed = self.name.text().strip() or self.values.text().strip()
        return not (typed or self._of_article)

    @property
    def value(self) -> Attribute:
        """The attribute as it stands here, whether it is whole or not."""
        kind = self.kind.currentData()
        default: str | bool | None = self.choice.currentData()
        if kind == "text":
            default = self.text.text() or None
        elif (kind == "yes/no") != isinstance(default, bool):
            default = None
        values = split_list(self.values.text()) if kind in _WITH_VALUES else ()
        if kind == "choice" and default not in values:
            default = None
        return Attribute(
            name=self.name.text().strip(),
            kind=kind,
            values=values,
            default=None if self._of_article else default,
            required=self.required.isChecked(),
        )

    def _on_finished(self) -> None:
        self._show_default(self.value.default)
        self.committed.emit()

    def _show_default(self, default: str | bool | None) -> None:
        """Offer as a default what the kind and the values allow."""
        kind = self.kind.currentData()
        self.values.setEnabled(kind in _WITH_VALUES)
        self.values.setPlaceholderText(self.tr("low, high") if kind in _WITH_VALUES else "")
        self._default.setCurrentWidget(self.text if kind == "text" else self.choice)
        choices: list[tuple[str, str | bool | None]] = [(self.tr("none"), None)]
        if kind == "yes/no":
            choices += [(self.tr("yes"), True), (self.tr("no"), False)]
        elif kind == "choice":
            choices += [(one_line(value, 60), value) for value in split_list(self.values.text())]
        self.choice.clear()
        for text, value in choices:
            self.choice.addItem(text, value)
        values = [value for _, value in choices]
        self.choice.setCurrentIndex(values.index(default) if default in values else 0)


def _row_of(parent: QWidget, widgets: Sequence[QWidget]) -> QHBoxLayout:
    """Put widgets into columns that are as wide in every row."""
    row = QHBoxLayout(parent)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for widget, stretch in zip(widgets, _STRETCH, strict=True):
        if stretch:
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
        else:
            widget.setFixedWidth(_KIND_WIDTH if widget is widgets[1] else _ASKED_WIDTH)
        row.addWidget(widget, stretch)
    return row
