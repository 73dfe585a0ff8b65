"""Parts of the window that are made, and imported, when they are first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.shell.window.layout import WindowLayout
from annotator.desktop.shell.window.preferences import Preferences
from annotator.desktop.toolkit.theme import Themes

if TYPE_CHECKING:
    from annotator.desktop.crosslinking.comparison import Comparison
    from annotator.desktop.printing.printing import Printing


class MadeLate:
    """Most who annotate never see these: the start does not wait for them."""

    article: ArticleView
    preferences: Preferences
    window_layout: WindowLayout
    _session: Session
    _themes: Themes

    @cached_property
    def comparison(self) -> Comparison:
        """The second page beside the first one."""
        from annotator.desktop.crosslinking.comparison import Comparison

        made = Comparison(self._themes)
        self.window_layout.pages.addWidget(made)
        self.preferences.take(made.page)
        return made

    @cached_property
    def printing(self) -> Printing:
        """Puts the open article on paper."""
        from annotator.desktop.printing.printing import Printing

        assert isinstance(self, QWidget)
        return Printing(self._session, self.article, self)
