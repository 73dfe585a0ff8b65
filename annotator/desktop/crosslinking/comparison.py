"""The second page beside the first one, with the list of what stands there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.crosslinking.candidate_list import CounterpartModel, CounterpartRow
from annotator.desktop.page.view import ArticleView
from annotator.desktop.toolkit import colour, icons
from annotator.desktop.toolkit.places import digit, meant
from annotator.desktop.toolkit.rows.row_list import RowList
from annotator.desktop.toolkit.theme import Theme, Themes
from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.widgets.flow import FlowLayout
from annotator.desktop.toolkit.widgets.marks import in_quotes, one_line

_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Comparison(QWidget):
    """Digits link, Delete takes the link away, O opens the other article, Escape closes.

    Signals:
        link_wanted: the number of a type of link, from 0.
        removal_wanted: the link is to be taken away.
        article_wanted: the other article is to be opened.
        closed: the user is done here.
    """

    link_wanted = Signal(int)
    removal_wanted = Signal()
    article_wanted = Signal()
    closed = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comparison")
        self.setMinimumWidth(320)
        self.source = ElidedLabel()
        self.source.setObjectName("compared_span")
        self._close = QToolButton()
        self._close.setObjectName("close_comparison")
        self._close.setAccessibleName(self.tr("Close the second page"))
        self._close.setToolTip(self.tr("Close the second page (Esc)"))
        self._close.setAutoRaise(True)
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.clicked.connect(self.closed)
        self._theme = themes.theme
        self.list = RowList(themes)
        self.list.setObjectName("counterparts")
        self.list.setAccessibleName(self.tr("The same in other articles, the most similar first"))
        self.list.setItemDelegate(CounterpartRow(themes, self.list))
        self.list.delete_pressed.connect(self.removal_wanted)
        self.list.doubleClicked.connect(lambda _: self.article_wanted.emit())
        self._types = FlowLayout()
        self.type_buttons: list[QPushButton] = []
        self.remove = self._button("remove_counterpart", self.tr("Remove link"))
        self.remove.setToolTip(self.tr("Remove link (Delete)"))
        self.remove.clicked.connect(self.removal_wanted)
        self.open = self._button("open_counterpart", self.tr("O  Open article"))
        self.open.setAccessibleName(self.tr("Open the other article"))
        self.open.clicked.connect(self.article_wanted)
        self.title = ElidedLabel()
        self.title.setObjectName("other_title")
        bold = self.title.font()
        bold.setBold(True)
        self.title.setFont(bold)
        self.about = ElidedLabel()
        self.about.setObjectName("other_source")
        self.page = ArticleView()
        self.page.setObjectName("other_article_view")
        self.page.setAccessibleName(self.tr("The other article"))
        self._lay_out()
        for widget in (self.list, self.page, self._close, self.remove, self.open):
            widget.installEventFilter(self)
        themes.changed.connect(self._show_theme)
        self._show_theme(themes.theme)
        self.setTabOrder(self.list, self.page)
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 8, 6)
        head.addWidget(self.source, 1)
        head.addWidget(self._close)
        row = QWidget()
        row.setLayout(self._types)
        self._types.setContentsMargins(10, 6, 10, 6)
        self._types.addWidget(self.remove)
        self._types.addWidget(self.open)
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        above.addLayout(head)
        above.addWidget(self.list, 1)
        above.addWidget(row)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        titles = QVBoxLayout()
        titles.setContentsMargins(12, 8, 12, 8)
        titles.setSpacing(1)
        titles.addWidget(self.title)
        titles.addWidget(self.about)
        below.addLayout(titles)
        below.addWidget(self.page, 1)
        self._halves = QSplitter(Qt.Orientation.Vertical)
        self._halves.setObjectName("comparison_halves")
        self._halves.setHandleWidth(1)
        self._halves.setChildrenCollapsible(False)
        self._halves.addWidget(upper)
        self._halves.addWidget(lower)
        self._halves.setSizes([300, 400])
        self._halves.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._halves)

    def showEvent(self, event: QShowEvent) -> None:
        """Have the lines of a splitter drawn as thin as the window's: style sheets widen them."""
        self._halves.setHandleWidth(1)
        super().showEvent(event)

    @staticmethod
    def _button(name: str, text: str) -> QPushButton:
        button = QPushButton(text.replace("&", "&&"))
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    # -- what is shown -------------------------------------------------------------------------

    def set_model(self, model: CounterpartModel) -> None:
        """Show the rows of a model; to be called once."""
        self.list.setModel(model)
        self.list.connect_selection()

    def show_source(self, text: str, types: Sequence[str]) -> None:
        """Say what is compared, and give each type of link its button."""
        self.source.show_text(in_quotes(text))
        names = [one_line(one, 24) for one in types]
        if [button.accessibleName() for button in self.type_buttons] == names:
            return
        for button in self.type_buttons:
            self._types.removeWidget(button)
            button.hide()
            button.deleteLater()
        for button in (self.remove, self.open):
            self._types.removeWidget(button)
        self.type_buttons = []
        for number, name in enumerate(names):
            button = self._button(f"link_as_{number + 1}", f"{number + 1}  {name.capitalize()}")
            button.setAccessibleName(name)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, at=number: self.link_wanted.emit(at))
            button.installEventFilter(self)
            self._types.addWidget(button)
            self.type_buttons.append(button)
        self._types.addWidget(self.remove)
        self._types.addWidget(self.open)
        before: QWidget = self.list
        for button in (*self.type_buttons, self.remove, self.open):
            self.setTabOrder(before, button)
            before = button
        self.setTabOrder(before, self.page)

    def show_links(self, types: Sequence[str], linked: Sequence[str], *, chosen: bool) -> None:
        """Show which types of link there are to what is chosen, if anything is."""
        for button, name in zip(self.type_buttons, types, strict=True):
            button.setEnabled(chosen)
            button.setChecked(name in linked)
        self._colour_buttons()
        self._set_enabled(self.remove, on=bool(linked))
        self._set_enabled(self.open, on=chosen)

    def _set_enabled(self, button: QPushButton, *, on: bool) -> None:
        """Enable a button or not; the focus does not wander off when it is switched off."""
        if button.hasFocus() and not on:
            self.list.setFocus()
        button.setEnabled(on)

    def _colour_buttons(self) -> None:
        """Fill the buttons of types that there are: Fusion's own pressed look is faint in dark."""
        for button in self.type_buttons:
            palette = self._theme.palette()
            if button.isChecked():
                palette.setColor(palette.ColorRole.Button, self._theme.accent)
                palette.setColor(palette.ColorRole.ButtonText, colour.on(self._theme.accent))
            button.setPalette(palette)

    def _show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._colour_buttons()
        self.page.set_theme(theme)
        self._close.setIcon(icons.icon("close", theme))
        palette = self.about.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.faint)
        self.about.setPalette(palette)

    # -- keys ----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep plain keys from the window, whose labels and commands have them, too."""
        if isinstance(event, QKeyEvent) and not event.modifiers() & _HELD:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._press(watched, event):
                return True
        return super().eventFilter(watched, event)

    def _press(self, watched: QObject, event: QKeyEvent) -> bool:
        key, number = meant(event), digit(event)
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif number and number != "0":
            if int(number) <= len(self.type_buttons):
                self.link_wanted.emit(int(number) - 1)
        elif key in _DELETE:
            self.removal_wanted.emit()
        elif key == Qt.Key.Key_O:
            self.article_wanted.emit()
        elif key == Qt.Key.Key_L:
            self.closed.emit()
        elif key in _RETURN and isinstance(watched, QAbstractButton):
            watched.click()
        elif key in _RETURN and watched is self.list:
            self.link_wanted.emit(0)
        else:
            return False
        return True
