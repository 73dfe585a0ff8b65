"""Above the page: the article's title, where it comes from, and what to do with it next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.annotation.records import Status
from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.theme import Theme
from annotator.desktop.toolkit.widgets.broken_lines import break_lines
from annotator.desktop.toolkit.widgets.marks import explain_button, one_line
from annotator.project import OpenedArticle

_AT_END = Qt.TextElideMode.ElideRight


class ArticleHeader(QWidget):
    """Title and source line over the text column, buttons at its right end.

    Signals:
        values_wanted: somebody wants to say something of the whole article.
    """

    values_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_header")
        self._title_text = ""
        self._source_text = ""
        self._title = _plain_label("article_title", QLabel())
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        self._title.setFont(font)
        self._source = _plain_label("article_source", QLabel())
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        self._flag = QLabel()
        self._flag.setObjectName("article_flag")
        self._flag.setAccessibleName(self.tr("Flagged as unsure"))
        self._flag.hide()
        line = QHBoxLayout()
        line.setSpacing(5)
        line.addWidget(self._flag)
        line.addWidget(self._source, 1)
        texts.addLayout(line)
        self._values_text = ""
        self._values = _plain_label("article_values", _Clicked())
        self._values.setCursor(Qt.CursorShape.PointingHandCursor)
        self._values.clicked.connect(self.values_wanted)
        self._values.hide()
        texts.addWidget(self._values)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 10, 12, 8)
        self._row.addLayout(texts, 1)
        self._row.addLayout(self._buttons)

    def add_buttons(self, actions: Iterable[QAction]) -> None:
        """Put a button for each action at the right."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setIconSize(QSize(18, 18))
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(action.text())
            explain_button(button, action)
            self._buttons.addWidget(button)

    def show_article(
        self, opened: OpenedArticle | None, status: Status, *, flagged: bool = False
    ) -> None:
        """Show an article's title and source line."""
        if opened is None:
            self._title_text = self._source_text = ""
        else:
            article = opened.article
            self._title_text = article.title or article.id
            facts = [article.source, article.date, self.status_text(status)]
            facts.append(self.tr("Unsure") if flagged else "")
            self._source_text = "  ·  ".join(fact for fact in facts if fact)
        self._flag.setVisible(opened is not None and flagged)
        self._elide()

    def show_values(self, said: Iterable[tuple[str, str]]) -> None:
        """Show what is said of the article: names of labels and values, "" for nothing yet."""
        pieces = [f"{name}: {value or '–'}" for name, value in said]
        self._values_text = "  ·  ".join(pieces)
        self._values.setVisible(bool(pieces))
        self._elide()

    def status_text(self, status: Status) -> str:
        """Return a status as people read it."""
        return {
            Status.NEW: self.tr("New"),
            Status.IN_PROGRESS: self.tr("In progress"),
            Status.DONE: self.tr("Done"),
            Status.SKIPPED: self.tr("Skipped"),
        }[status]

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        palette = self.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.faint)
        self._source.setPalette(palette)
        self._flag.setPixmap(icons.pixmap("flag", theme.text.name(), 14, self.devicePixelRatioF()))

    def align(self, left: int, _width: int) -> None:
        """Begin where the text column begins."""
        margins = self._row.contentsMargins()
        self._row.setContentsMargins(left, margins.top(), margins.right(), margins.bottom())
        self._row.activate()  # the labels' widths are asked for next
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the title as fits on two lines."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        """Break the title, shorten the source; what is left out is in the tooltip."""
        title, source = (" ".join(text.split()) for text in (self._title_text, self._source_text))
        lines = break_lines(one_line(title), self._title.font(), max(40, self._title.width()))
        _show(self._title, title, lines)
        for label, text in ((self._source, source), (self._values, self._values_text)):
            metrics, width = QFontMetrics(label.font()), max(40, label.width())
            _show(label, text, [metrics.elidedText(text, _AT_END, width)])


class _Clicked(QLabel):
    """A line that can be clicked; keys have a command of their own for it.

    Signals:
        clicked: with the left button.
    """

    clicked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell of a click."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()


_Line = TypeVar("_Line", bound=QLabel)


def _plain_label(name: str, label: _Line) -> _Line:
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _show(label: QLabel, whole: str, lines: Sequence[str]) -> None:
    """Show a text on lines that it was broken into, some of them elided."""
    label.setText("\n".join(lines))
    label.setAccessibleName(whole)
    is_whole = "".join(whole.split()) == "".join("".join(lines).split())
    label.setToolTip("" if is_whole else escape(whole))
