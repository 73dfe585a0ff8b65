"""The page for settling: the text with its lanes, and the card of the dispute beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.page.lane_view import LaneView
from annotator.desktop.review.article_votes import ArticleVotes
from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.theme import Theme, Themes
from annotator.desktop.toolkit.widgets.elided import ElidedLabel


class LanePage(QWidget):
    """A bar with a title, a page with lanes, and something beside it; or one calm sentence."""

    def __init__(self, themes: Themes, name: str, beside: QWidget) -> None:
        super().__init__()
        self.setObjectName(name)
        self.title = ElidedLabel()
        self.title.setObjectName(f"{name}_title")
        bold = self.title.font()
        bold.setBold(True)
        bold.setPointSizeF(bold.pointSizeF() * 1.15)
        self.title.setFont(bold)
        self.status = ElidedLabel()
        self.status.setObjectName(f"{name}_status")
        self.previous = self._tool("previous", self.tr("Previous place (Shift+N)"))
        self.next = self._tool("next", self.tr("Next place (N)"))
        self.close_button = self._tool("close", self.tr("Back to annotating (Esc)"))
        self.view = LaneView()
        self.view.setObjectName(f"{name}_view")
        self.view.setAccessibleName(self.tr("Article, with a lane for each annotator"))
        self.empty = QLabel()
        self.empty.setObjectName(f"{name}_empty")
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(48)
        self.halves = QSplitter(Qt.Orientation.Horizontal)
        self.halves.setObjectName(f"{name}_halves")
        self.halves.setHandleWidth(1)
        self.halves.setChildrenCollapsible(False)
        self.halves.addWidget(self.view)
        self.halves.addWidget(beside)
        self.halves.setStretchFactor(0, 1)
        self.halves.setStretchFactor(1, 0)
        self.halves.setSizes([900, 340])
        self.view.setMinimumWidth(320)
        self._either = QStackedWidget()
        self._either.addWidget(self.halves)
        self._either.addWidget(self.empty)
        titles = QVBoxLayout()
        titles.setSpacing(1)
        titles.addWidget(self.title)
        titles.addWidget(self.status)
        self.bar = QHBoxLayout()
        self.bar.setContentsMargins(16, 8, 8, 8)
        self.bar.setSpacing(6)
        self.bar.addLayout(titles, 1)
        for button in (self.previous, self.next, self.close_button):
            self.bar.addWidget(button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addLayout(self.bar)
        self.column.addWidget(self._either, 1)
        themes.changed.connect(self._show_theme)
        self._show_theme(themes.theme)

    def _tool(self, name: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"place_{name}")
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def show_empty(self, sentence: str) -> None:
        """Show one sentence instead of the text; "" for the text."""
        self.empty.setText(sentence)
        self.empty.setAccessibleName(sentence)
        # Without words there is nothing to go to, and no name for a screen reader to say.
        self.empty.setFocusPolicy(Qt.FocusPolicy.TabFocus if sentence else Qt.FocusPolicy.NoFocus)
        self._either.setCurrentIndex(1 if sentence else 0)
        for button in (self.previous, self.next):
            button.setEnabled(not sentence)

    @property
    def is_empty(self) -> bool:
        """Whether there is but a sentence."""
        return self._either.currentIndex() == 1

    def _show_theme(self, theme: Theme) -> None:
        self.view.set_theme(theme)
        for button, icon in (
            (self.previous, "previous"),
            (self.next, "next"),
            (self.close_button, "close"),
        ):
            button.setIcon(icons.icon(icon, theme))
        for label in (self.status, self.empty):
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, theme.faint)
            label.setPalette(palette)


class AdjudicationPage(LanePage):
    """The page for settling."""

    def __init__(self, themes: Themes, card: QWidget) -> None:
        super().__init__(themes, "settling", card)
        self.unanimous = QPushButton()
        self.unanimous.setObjectName("accept_unanimous")
        self.unanimous.setAutoDefault(False)
        self.bar.insertWidget(1, self.unanimous)
        self.votes = ArticleVotes(themes)
        self.column.insertWidget(1, self.votes)
        self.show_waiting(0)

    def show_waiting(self, count: int) -> None:
        """Say how many spans all have alike wait to be accepted."""
        text = (
            self.tr("Accept {0} unanimous").format(whole(count))
            if count
            else self.tr("Accept unanimous")
        )
        self.unanimous.setText(text)
        self.unanimous.setAccessibleName(text)
        self.unanimous.setToolTip(self.tr("Accept every span that all have alike (A)"))
        self.unanimous.setEnabled(count > 0)
