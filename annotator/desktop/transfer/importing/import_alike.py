"""Articles of an import that tell the same as another one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.toolkit.numbers import decimal, whole
from annotator.desktop.toolkit.widgets.marks import one_line, tip
from annotator.exchange import ImportPreview

_SHOWN = 1_000


class AlikePage(QWidget):
    """Each near-duplicate beside the article that it is like."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = QLabel(
            self.tr("These come in, too. Each is known as one story with the article it is like.")
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self.list = QTreeWidget()
        self.list.setObjectName("import_alike")
        self.list.setAccessibleName(self.tr("Near-duplicates"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels([self.tr("Article"), self.tr("Is like"), self.tr("Similarity")])
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.list.headerItem().setTextAlignment(2, right)
        head = self.list.header()
        head.setStretchLastSection(False)
        for column in (0, 1):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(words)
        layout.addWidget(self.list, 1)

    def show_preview(self, preview: ImportPreview) -> None:
        """Show the near-duplicates."""
        self.list.clear()
        for one in preview.near_duplicates[:_SHOWN]:
            names = [preview.titles.get(name) or name for name in (one.article, one.like)]
            percent = f"{decimal(100 * one.similarity, 0)} %"
            item = QTreeWidgetItem([*map(one_line, names), percent])
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, name in enumerate(names):
                item.setToolTip(column, tip(name))
            self.list.addTopLevelItem(item)
        more = len(preview.near_duplicates) - _SHOWN
        if more > 0:
            self.list.addTopLevelItem(
                QTreeWidgetItem([self.tr("and {0} more").format(whole(more))])
            )
