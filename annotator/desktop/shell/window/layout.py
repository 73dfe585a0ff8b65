"""The window's columns: the queue, the page with what stands over it, and what is beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

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
        queue: the column at the left.
        over: what stands over the page, from the top.
        article: the page.
        comparison: a second page beside the first.
        span_list: at the top of the column at the right.
        inspector: below it, in a tab.
        guidelines: in another tab.
        relations: in another tab.
        under: what may stand below the page.

    Attributes:
        whole: all of it, for the window to show.
        columns: the columns, without the edges that are left of those that are folded away.
        pages: the page and the second one.
        side: the column at the right.
        panels: the columns that can be hidden, by the command that hides them.
        folding: shows and hides them.

    """

    def __init__(
        self,
        queue: Queue,
        over: Iterable[QWidget],
        article: QWidget,
        comparison: QWidget,
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
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in over:
            column.addWidget(widget)
        column.addWidget(article, 1)
        column.addWidget(under)
        page.setMinimumWidth(360)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("side_tabs")
        self._tabs.setAccessibleName(_tr("Span, links and guidelines"))
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(inspector, _tr("Span"))
        self._tabs.addTab(relations, _tr("Links"))
        self._tabs.addTab(guidelines, _tr("Guidelines"))
        self.side = QSplitter(Qt.Orientation.Vertical)
        self.side.setObjectName("side")
        self.side.setHandleWidth(1)
        self.side.addWidget(span_list)
        self.side.addWidget(self._tabs)
        self.side.setStretchFactor(0, 3)
        self.side.setStretchFactor(1, 2)
        self.pages = QSplitter(Qt.Orientation.Horizontal)
        self.pages.setObjectName("pages")
        self.pages.setChildrenCollapsible(False)
        self.pages.addWidget(page)
        self.pages.addWidget(comparison)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setObjectName("columns")
        self.columns.setHandleWidth(1)
        for part, stretch in ((queue, 0), (self.pages, 1), (self.side, 0)):
            self.columns.addWidget(part)
            self.columns.setStretchFactor(self.columns.count() - 1, stretch)
        self.columns.setCollapsible(1, False)
        self.panels: Mapping[str, QWidget] = {"queue_panel": queue, "side_panel": self.side}
        edges = {
            "queue_panel": FoldedEdge("panel-left", at_left=True),
            "side_panel": FoldedEdge("panel-right", at_left=False),
        }
        for name, edge in edges.items():
            edge.setObjectName(f"{name}_edge")
        self.whole = QWidget()
        self.whole.setObjectName("whole")
        row = QHBoxLayout(self.whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(edges["queue_panel"])
        row.addWidget(self.columns, 1)
        row.addWidget(edges["side_panel"])
        self.pages.setHandleWidth(1)
        self.folding = Folding(self.columns, self.panels, edges, article)

    def show_panel(self, name: str) -> None:
        """Show a panel (name of its command)."""
        self.folding.show(name)

    def show_beside(self, panel: QWidget) -> None:
        """Show the inspector, the links or the guidelines, in the column at the right."""
        self.folding.show("side_panel")
        self._tabs.setCurrentWidget(panel)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MainWindow", text)
