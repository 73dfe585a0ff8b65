"""The guide in a window: contents and search at the left, a page at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QLabel,
    QLineEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.help.guide_view import GuideView
from annotator.desktop.help.markup import Named, Page, Section, page_of
from annotator.desktop.help.pages import FIRST, NAMES, source
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.line_buttons import make_clearable


class GuideWindow(FittingDialog):
    """Reads the guide beside the work; nothing of it comes from a network.

    Args:
        themes: its colours.
        language: the code of the interface's language.
        named: how a command of the window is called now, with its key.
        parent: over which it stands.

    """

    def __init__(
        self,
        themes: Themes,
        language: str,
        named: Callable[[str], Named],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("guide_window")
        self.setWindowTitle(self.tr("Guide"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pages: dict[str, Page] = {
            name: page_of(source(name, language), named) for name in NAMES
        }
        self._shown = ""
        self._lines: list[_Line] = []
        self.search = QLineEdit()
        self.search.setObjectName("guide_search")
        self.search.setAccessibleName(self.tr("Search the guide"))
        self.search.setPlaceholderText(self.tr("Search the guide"))
        make_clearable(self.search)
        self.contents = QTreeWidget()
        self.contents.setObjectName("guide_contents")
        self.contents.setAccessibleName(self.tr("Contents"))
        self.contents.setHeaderHidden(True)
        self.contents.setFrameShape(QFrame.Shape.NoFrame)
        self.contents.setIndentation(14)
        self.found = QLabel()
        self.found.setObjectName("guide_found")
        self.found.setContentsMargins(4, 0, 4, 0)
        self.found.setWordWrap(True)
        self.found.hide()
        self.view = GuideView(themes)
        self.view.setAccessibleName(self.tr("Page of the guide"))
        self._build()
        self._fill()
        self.search.textChanged.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.contents.currentItemChanged.connect(self._on_current)
        self.view.anchorClicked.connect(self._on_link)
        self.show_part(FIRST)

    def _build(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.found)
        column.addWidget(self.contents, 1)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.addWidget(side)
        halves.addWidget(self.view)
        halves.setStretchFactor(1, 1)
        halves.setSizes([250, 630])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)  # Return in the search goes to what was found
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(10)
        layout.addWidget(halves, 1)
        layout.addWidget(buttons)
        self.resize(900, 680)

    def _fill(self) -> None:
        for name, page in self._pages.items():
            first, *more = page.sections
            top = QTreeWidgetItem([first.title])
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            self.contents.addTopLevelItem(top)
            self._lines.append(_Line(top, name, 0, first))
            for number, section in enumerate(more, start=1):
                item = QTreeWidgetItem(top, [section.title])
                item.setToolTip(0, section.title)
                self._lines.append(_Line(item, name, number, section))
        self.contents.expandAll()

    # -- reading -------------------------------------------------------------------------------

    @property
    def part(self) -> str:
        """What is shown, as links call it: ``leads#packs``, or only the page."""
        line = self._current()
        return f"{line.page}#{line.section.name}" if line.section.name else line.page

    def show_part(self, part: str) -> None:
        """Show a page, or a section of one: ``leads``, ``leads#packs``.

        Raises:
            KeyError: there is no such page or section.

        """
        name, _, section = part.partition("#")
        for line in self._lines:
            if line.page == name and (line.section.name == section if section else True):
                self.search.clear()
                self.contents.setCurrentItem(line.item)
                self._show(line)  # it may have been scrolled away
                return
        raise KeyError(part)

    def _current(self) -> _Line:
        now = self.contents.currentItem()
        return next((line for line in self._lines if line.item is now), self._lines[0])

    def _on_current(self) -> None:
        self._show(self._current())

    def _show(self, line: _Line) -> None:
        if line.page != self._shown:
            self._shown = line.page
            self.view.show_markdown(self._pages[line.page].text)
        self.view.go_to(line.number)
        # What was just laid out has its height only when it has been shown.
        QTimer.singleShot(0, self.view, lambda: self.view.go_to(line.number))

    def _on_link(self, link: QUrl) -> None:
        """Follow a link within the guide; there are no others."""
        page = link.path().removesuffix(".md") or self._shown
        self.show_part(f"{page}#{link.fragment()}" if link.hasFragment() else page)

    # -- searching -----------------------------------------------------------------------------

    def _on_typed(self, typed: str) -> None:
        hits = self._hits()
        pages = {line.page for line in hits}
        for line in self._lines:  # a page is there for its sections
            line.item.setHidden(line not in hits and (line.number > 0 or line.page not in pages))
        self.view.mark(typed.split())
        self.found.setVisible(bool(typed.strip()))
        self.found.setText(self._counted(len(hits)))

    def _counted(self, count: int) -> str:
        if count == 1:
            return self.tr("1 place")
        return self.tr("{0} places").format(count) if count else self.tr("Nothing is called so.")

    def _hits(self) -> list[_Line]:
        """Return the sections in which all words stand that are typed."""
        words = self.search.text().casefold().split()
        return [line for line in self._lines if all(word in line.folded for word in words)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from hit to hit with Return and the arrows while words are typed."""
        is_press = watched is self.search and event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in _STEPS:
            self._step(_STEPS[event.key()])
            return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        hits = self._hits()
        if not hits or not self.search.text().strip():
            return
        now = self._current()
        at = hits.index(now) + by if now in hits else 0
        self.contents.setCurrentItem(hits[at % len(hits)].item)
        self.view.mark(self.search.text().split())


class _Line:
    """A line of the contents, and what it leads to."""

    def __init__(self, item: QTreeWidgetItem, page: str, number: int, section: Section) -> None:
        self.item = item
        self.page = page
        self.number = number
        self.section = section
        self.folded = section.words.casefold()


_STEPS = {
    Qt.Key.Key_Return.value: 1,
    Qt.Key.Key_Enter.value: 1,
    Qt.Key.Key_Down.value: 1,
    Qt.Key.Key_Up.value: -1,
}
