"""The window's columns: the queue, the page with what stands over it, and what is beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.queue.article_list import Queue
from annotator.desktop.shell.window.folding import Folding
from annotator.desktop.spans.guidelines import Guidelines
from annotator.desktop.spans.inspector import Inspector
from annotator.desktop.spans.relations.panel import RelationList
from annotator.desktop.spans.span_list import SpanList
from annotator.desktop.toolkit.widgets.folded_edge import FoldedEdge


class WindowLayout:
    """Lays the window's parts out, and shows those that are hidden.

    Args:
        window: it shows all of it.
        queue: the column at the left.
        over: what stands over the page, from the top.
        article: the page.
        span_list: at the top of the column at the right.
        inspector: below it, in a tab.
        guidelines: in another tab.
        relations: in another tab.
        under: what may stand below the page.

    Attributes:
        views: the columns, and room for pages in place of them.
        whole: the columns and the edges.
        columns: the columns, without the edges that are left of those that are folded away.
        pages: the page, and room for a second one.
        side: the column at the right.
        panels: the columns that can be hidden, by the command that hides them.
        folding: shows and hides them.

    """

    def __init__(
        self,
        window: QMainWindow,
        queue: Queue,
        over: Iterable[QWidget],
        article: QWidget,
        span_list: SpanList,
        inspector: Inspector,
        guidelines: Guidelines,
        relations: RelationList,
        under: QWidget,
    ) -> None:
        self.queue = queue
        self.span_list = span_list
        self.inspector = inspector
        self.guidelines = guidelines
        self.relations = relations
        # Each is put into its place while it is empty: what is full is looked through by Qt, with
        # all that is in it, whenever it is put somewhere.
        self.views = QStackedWidget()
        self.views.setObjectName("views")
        window.setCentralWidget(self.views)
        self.whole = QWidget()
        self.whole.setObjectName("whole")
        self.views.addWidget(self.whole)
        row = QHBoxLayout(self.whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        edges = {
            "queue_panel": FoldedEdge("panel-left", at_left=True),
            "side_panel": FoldedEdge("panel-right", at_left=False),
        }
        for name, edge in edges.items():
            edge.setObjectName(f"{name}_edge")
        row.addWidget(edges["queue_panel"])
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setObjectName("columns")
        self.columns.setHandleWidth(1)
        row.addWidget(self.columns, 1)
        self.pages = QSplitter(Qt.Orientation.Horizontal)
        self.pages.setObjectName("pages")
        self.pages.setChildrenCollapsible(False)
        self.pages.setHandleWidth(1)
        self.side = QSplitter(Qt.Orientation.Vertical)
        self.side.setObjectName("side")
        self.side.setHandleWidth(1)
        self.columns.addWidget(queue)
        self.columns.addWidget(self.pages)
        self._fill_page(over, article, under)
        self.columns.addWidget(self.side)
        self._fill_side()
        for number, stretch in enumerate((0, 1, 0)):
            self.columns.setStretchFactor(number, stretch)
        self.columns.setCollapsible(1, False)
        row.addWidget(edges["side_panel"])
        self.panels: Mapping[str, QWidget] = {"queue_panel": queue, "side_panel": self.side}
        self.folding = Folding(self.columns, self.panels, edges, article)

    def _fill_page(self, over: Iterable[QWidget], article: QWidget, under: QWidget) -> None:
        page = QWidget()
        page.setObjectName("page")
        page.setMinimumWidth(360)
        self.pages.addWidget(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in over:
            column.addWidget(widget)
        column.addWidget(article, 1)
        column.addWidget(under)

    def _fill_side(self) -> None:
        self.side.addWidget(self.span_list)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("side_tabs")
        self._tabs.setAccessibleName(_tr("Span, links and guidelines"))
        self._tabs.setDocumentMode(True)
        self.side.addWidget(self._tabs)
        self._tabs.addTab(self.inspector, _tr("Span"))
        self._tabs.addTab(self.relations, _tr("Links"))
        self._tabs.addTab(self.guidelines, _tr("Guidelines"))
        self.side.setStretchFactor(0, 3)
        self.side.setStretchFactor(1, 2)

    def show_panel(self, name: str) -> None:
        """Show a panel (name of its command)."""
        self.folding.show(name)

    def show_beside(self, panel: QWidget) -> None:
        """Show the inspector, the links or the guidelines, in the column at the right."""
        self.folding.show("side_panel")
        self._tabs.setCurrentWidget(panel)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MainWindow", text)
