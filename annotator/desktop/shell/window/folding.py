"""The columns at the sides: shown, hidden, and folded away to their edges in a narrow window.

A window is narrow or wide. Each of the two has its own columns, their widths and which are
shown, and gets them back when the window is that wide again. In a narrow one there is room for
one beside the page: the one that comes folds the other away.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.widgets.folded_edge import FoldedEdge

NARROW = 1100
"""Below this width of the window, in device-independent pixels, it is narrow."""

_SIZES = {"queue_panel": 270, "side_panel": 300}
_LEAST_PAGE = 360


class Folding:
    """Shows and hides the panels.

    Args:
        columns: holds the first panel, the pages and the second panel.
        panels: the panels by the name of their command, from the left.
        edges: what is left of each in a narrow window.
        page: gets the focus of a panel that goes.

    Attributes:
        is_narrow: whether the window is.

    """

    def __init__(
        self,
        columns: QSplitter,
        panels: Mapping[str, QWidget],
        edges: Mapping[str, FoldedEdge],
        page: QWidget,
    ) -> None:
        self._columns = columns
        self._panels = panels
        self._edges = edges
        self._page = page
        self._actions: Mapping[str, QAction] = {}
        self._settings: Settings | None = None
        self.is_narrow = False
        for edge in edges.values():
            edge.hide()

    def restore(self, settings: Settings, width: int, actions: Mapping[str, QAction]) -> None:
        """Take the columns of last time; what makes no sense is ignored.

        Args:
            settings: where they are remembered.
            width: of the window, in device-independent pixels.
            actions: commands by name; from now on those of the panels say what is shown.

        """
        self._actions = actions
        self._settings = settings
        for name, edge in self._edges.items():
            edge.follow(actions[name])
        self.is_narrow = width < NARROW
        self._take(width)

    def fit(self, width: int) -> None:
        """Fold the panels away, or bring them back, when the window has got another width."""
        if self._settings is None or (width < NARROW) == self.is_narrow:
            return
        self.remember(self._settings)
        self.is_narrow = width < NARROW
        self._take(width)

    def remember(self, settings: Settings) -> None:
        """Remember the columns of a window as wide as this one."""
        shown = [name for name, panel in self._panels.items() if not panel.isHidden()]
        settings.remember_panels(shown, narrow=self.is_narrow)
        settings.remember_splitter(self._columns.saveState(), narrow=self.is_narrow)

    def toggle(self, name: str) -> None:
        """Hide a panel that is shown, show one that is hidden (name of its command)."""
        if self._panels[name].isHidden():
            self.show(name)
        else:
            self._hide(name)

    def show(self, name: str) -> None:
        """Show a panel (name of its command)."""
        if self.is_narrow:
            for other in self._panels:
                if other != name:
                    self._hide(other)
        self._panels[name].show()
        self._tell(name)

    def _hide(self, name: str) -> None:
        panel, focus = self._panels[name], QApplication.focusWidget()
        if focus is not None and panel.isAncestorOf(focus):
            self._page.setFocus()
        panel.hide()
        self._tell(name)

    def _take(self, width: int) -> None:
        """Show the panels as they were in the last window of this kind."""
        settings, narrow = self._settings, self.is_narrow
        assert settings is not None
        shown = settings.panels(narrow=narrow)
        if shown is None:
            shown = [] if narrow else list(self._panels)
        for name, panel in self._panels.items():
            panel.show() if name in shown else self._hide(name)
            self._tell(name)
        if not self._columns.restoreState(settings.splitter(narrow=narrow)):
            queue, side = _SIZES.values()
            self._columns.setSizes([queue, max(_LEAST_PAGE, width - queue - side), side])
        self._columns.setHandleWidth(1)

    def _tell(self, name: str) -> None:
        hidden = self._panels[name].isHidden()
        if name in self._actions:
            self._actions[name].setChecked(not hidden)
        self._edges[name].setVisible(hidden and self.is_narrow)
