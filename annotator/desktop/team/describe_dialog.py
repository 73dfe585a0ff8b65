"""An article described anew: title, source, date and what else is known of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.edits import DescribeArticle
from annotator.annotation.records import Article
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.fitting_dialog import FittingDialog

_SPARE = 2
_VALUE = int(Qt.ItemDataRole.UserRole)


class DescribeDialog(FittingDialog):
    """Title and metadata of the open article; its text never changes."""

    def __init__(self, session: Session, article: Article, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("describe_dialog")
        self.setWindowTitle(self.tr("Title and metadata"))
        self._session = session
        self._article = article
        self._build()

    def _build(self) -> None:
        article = self._article
        self.title = self._line("describe_title", article.title)
        self.source = self._line("describe_source", article.source)
        self.date = self._line("describe_date", article.date)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.addRow(self.tr("&Title"), self.title)
        form.addRow(self.tr("&Source"), self.source)
        form.addRow(self.tr("&Date"), self.date)
        about = QLabel(self.tr("What else is known; an empty value is taken out:"))
        about.setTextFormat(Qt.TextFormat.PlainText)
        self.meta = QTableWidget(len(article.meta) + _SPARE, 2)
        self.meta.setObjectName("describe_meta")
        self.meta.setAccessibleName(self.tr("Metadata"))
        self.meta.setHorizontalHeaderLabels([self.tr("Name"), self.tr("Value")])
        self.meta.verticalHeader().hide()
        self.meta.setTabKeyNavigation(False)
        self.meta.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.meta.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.meta.setColumnWidth(0, 150)
        self.meta.setMinimumHeight(130)
        for row, (name, value) in enumerate(article.meta.items()):
            item = QTableWidgetItem(name)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.meta.setItem(row, 0, item)
            shown = QTableWidgetItem(value if isinstance(value, str) else _shown(value))
            shown.setData(_VALUE, row)
            if not isinstance(value, str):  # lists and numbers stay as they are
                shown.setFlags(shown.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.meta.setItem(row, 1, shown)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addLayout(form)
        layout.addWidget(about)
        layout.addWidget(self.meta, 1)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(520)
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)

    @staticmethod
    def _line(name: str, text: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setObjectName(name)
        line.setCursorPosition(0)
        return line

    def _said(self) -> dict[str, Any]:
        """Return the metadata as the table has it."""
        values = list(self._article.meta.items())
        said: dict[str, Any] = {}
        for row in range(self.meta.rowCount()):
            name_item, value_item = self.meta.item(row, 0), self.meta.item(row, 1)
            name = name_item.text().strip() if name_item is not None else ""
            value = value_item.text() if value_item is not None else ""
            if row < len(values) and not isinstance(values[row][1], str):
                said[values[row][0]] = values[row][1]
            elif name and value:
                said[name] = value
        return said

    def save(self) -> None:
        """Store what differs, as one change."""
        edit = DescribeArticle(
            article=self._article.id,
            title=self.title.text(),
            source=self.source.text(),
            date=self.date.text(),
            meta=self._said(),
        )
        now = self._article
        same = (edit.title, edit.source, edit.date, edit.meta) == (
            now.title,
            now.source,
            now.date,
            now.meta,
        )
        if same or self._session.apply(edit) is not None:
            self.accept()


def _shown(value: Any) -> str:
    return str(value)
