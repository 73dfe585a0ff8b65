"""Articles by how far annotators agree on them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.agreement.figures import ArticleFigures
from annotator.desktop.agreement.computing import Findings
from annotator.desktop.agreement.page import plain
from annotator.desktop.agreement.tables import RowsModel, RowsTable
from annotator.desktop.agreement.wording import name, number, shown

_FIGURES = ("annotators", "u_alpha", "f1_exact", "f1_iou", "disputed")


class ArticlePage(QWidget):
    """A long table; a click on a row, or Enter, opens the article.

    Signals:
        article_wanted: id, start and end of the place (-1: none).
    """

    article_wanted = Signal(str, int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("agreement_articles_page")
        titles = [
            self.tr("Article"),
            self.tr("Annotators"),
            self.tr("u-alpha"),
            self.tr("F1 exact"),
            self.tr("F1 IoU"),
            self.tr("Disputed characters"),
        ]
        self.model = RowsModel(titles, _cell, _key, range(1, 6), _words)
        self.table = RowsTable(
            "agreement_article_table",
            self.tr("Articles by agreement"),
            self.model,
            stretched=0,
            widths=(30, 11, 9, 9, 9, 19),
            one_click=True,
        )
        self.table.setSortingEnabled(True)
        self.table.opened.connect(self._on_opened)
        about = plain(self.tr("Enter opens an article where the annotators are compared."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 4)
        layout.addWidget(about)
        layout.addWidget(self.table, 1)
        self.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)

    def show_findings(self, findings: Findings) -> None:
        """Show a report; the order that the user chose stays."""
        self.model.show_rows(findings.report.per_article)
        header = self.table.horizontalHeader()
        self.model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def _on_opened(self, row: int) -> None:
        self.article_wanted.emit(self.model.rows[row].id, -1, -1)


def _cell(row: ArticleFigures, column: int) -> str:
    if column == 0:
        return name(row.title or row.id)
    value = getattr(row, _FIGURES[column - 1])
    return number(value) if column in (1, 5) else shown(value)


def _key(row: ArticleFigures, column: int) -> Any:
    if column == 0:
        return (row.title or row.id).casefold()
    value = getattr(row, _FIGURES[column - 1])
    return (value is None, value or 0)


def _words(row: ArticleFigures) -> str:
    return name(row.title or row.id)
