"""All links drawn on the page, or those of some types: switched on and off, and remembered."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from annotator.annotation.changes import Changes
from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.workbench.spans.relations import types

_OFFERED = 12
"""So many types of links are in the menu; it stays short."""


class LinksOnPage(QObject):
    """Tells the page which links to draw beside those of the current span."""

    def __init__(
        self, session: Session, view: ArticleView, settings: Settings, action: QAction
    ) -> None:
        super().__init__(view)
        self._action = action
        self._session = session
        self._view = view
        self._settings = settings
        self._kinds: list[QAction] = []
        self.is_on = settings.links_on_page
        self.hidden = set(settings.hidden_links)
        session.article_opened.connect(self._show)
        session.labels_changed.connect(self._show)
        session.changed.connect(self._on_changed)
        self.switch(on=self.is_on)

    @property
    def types(self) -> list[str]:
        """The types of links that there can be, or are."""
        session = self._session
        return types(session.labels.values(), session.links.values())

    def switch(self, *, on: bool) -> None:
        """Draw links, or none but the current span's."""
        self.is_on = self._settings.links_on_page = on
        self._action.setChecked(on)
        self._show()

    def follow(self) -> None:
        """Do as the command is checked."""
        self.switch(on=self._action.isChecked())

    def choose(self, link_type: str, *, shown: bool) -> None:
        """Draw the links of a type or not; who shows one wants to see it."""
        if shown:
            self.hidden.discard(link_type)
        else:
            self.hidden.add(link_type)
        self._settings.hidden_links = sorted(self.hidden)
        if shown and not self.is_on:
            self.switch(on=True)
        else:
            self._show()

    def offer_in(self, menu: QMenu) -> None:
        """Put the types of links below what a menu has, each to be drawn or not."""
        menu.aboutToShow.connect(lambda: self._fill(menu))

    def _fill(self, menu: QMenu) -> None:
        self._forget(menu, self._kinds)
        self._kinds = [menu.addSeparator()]
        for name in self.types[:_OFFERED]:
            action = menu.addAction(one_line(name, 40).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name not in self.hidden)
            action.triggered.connect(lambda on, one=name: self.choose(one, shown=on))
            self._kinds.append(action)

    @staticmethod
    def _forget(menu: QMenu, actions: Iterable[QAction]) -> None:
        for action in actions:
            menu.removeAction(action)
            action.deleteLater()

    def _on_changed(self, changes: Changes) -> None:
        if changes.delta.links or changes.reloads:
            self._show()

    def _show(self) -> None:
        if not self.is_on:
            self._view.set_links(())
            return
        numbers = {name: number for number, name in enumerate(self.types)}
        self._view.set_links(
            (link, numbers[link.type])
            for link in self._session.links.values()
            if link.type not in self.hidden
        )
