"""Finding in the whole project, and tagging what was found: between the window and its dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.tagging.tag_here import TagHere
from annotator.desktop.toolkit.theme import Themes
from annotator.project import Hit
from annotator.workbench.tagging.same_text import Wanted

if TYPE_CHECKING:
    from annotator.desktop.tagging.search import SearchDialog

_PREFILL_LIMIT = 200


class Searching(QObject):
    """Opens the dialogs and shows what they want to be shown."""

    def __init__(
        self,
        session: Session,
        view: ArticleView,
        tag_here: TagHere,
        themes: Themes,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._view = view
        self._tag_here = tag_here
        self._themes = themes
        self._window = window
        self.dialog: SearchDialog | None = None

    def find(self) -> None:
        """Let the user search the project; what is selected in the text is what to find."""
        if self.dialog is None:
            from annotator.desktop.tagging.search import SearchDialog  # not before it is needed

            self.dialog = SearchDialog(self._session, self._themes, self._window)
            self.dialog.wanted.connect(self._show)
            self.dialog.tag_all_wanted.connect(self._tag_all)
            self.dialog.change_wanted.connect(self._change)
        text = self._selected() if self._view.hasFocus() else ""
        self.dialog.open_search(
            text if "\n" not in text and '"' not in text and len(text) <= _PREFILL_LIMIT else ""
        )

    def tag_same(self) -> None:
        """Tag the selected text, or the current span's, in the whole project."""
        wanted, label = self._tag_here.meant()
        if wanted.text:
            self._preview(wanted, label)
        else:
            self._session.told.emit(
                QCoreApplication.translate(
                    "Searching",
                    "Select a text, or have a span current, to tag it in the whole project.",
                )
            )

    def _selected(self) -> str:
        opened, selected = self._session.opened, self._view.selection()
        return opened.article.text[slice(*selected)] if opened and selected else ""

    def _tag_all(self, text: str) -> None:
        if text:
            self._preview(Wanted(text), self._tag_here.meant()[1])

    def _preview(self, wanted: Wanted, label: str) -> None:
        from annotator.desktop.tagging.tag_everywhere import TagEverywhereDialog

        parent = self.dialog if self.dialog is not None and self.dialog.isActiveWindow() else None
        self._session.leaving.emit()
        dialog = TagEverywhereDialog(
            self._session, self._themes, wanted, label, parent or self._window
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _change(self, hits: list[Hit], words: str) -> None:
        """Look at what changing hits would do, and do it."""
        from annotator.desktop.tagging.hits.change_dialog import HitChangeDialog

        self._session.leaving.emit()
        label = self._tag_here.meant()[1]
        parent = self.dialog or self._window
        dialog = HitChangeDialog(self._session, self._themes, hits, words, label, parent)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show(self, hit: Hit) -> None:
        """Open an article and select a hit in it."""
        opened = self._session.opened
        if (opened is None or opened.key != hit.key) and not self._session.open_article(hit.key):
            return
        self._session.set_current("")
        self._view.select(hit.start, hit.end)
        if not self._view.in_sight(hit.start):
            self._view.scroll_to(hit.start)
