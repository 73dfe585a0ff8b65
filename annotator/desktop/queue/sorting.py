"""The button beside the status filter that says in which order the queue stands."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.theme import Theme
from annotator.project import Order


def order_name(order: Order) -> str:
    """Return an order as the user reads it."""
    names = {
        Order.IMPORTED: QCoreApplication.translate("Order", "As imported"),
        Order.TITLE: QCoreApplication.translate("Order", "Title"),
        Order.DATE: QCoreApplication.translate("Order", "Date"),
        Order.STATUS: QCoreApplication.translate("Order", "Status"),
        Order.FLAGGED: QCoreApplication.translate("Order", "Unsure first"),
        Order.SPANS: QCoreApplication.translate("Order", "Number of spans"),
    }
    return names[order]


class QueueSort(QToolButton):
    """Chooses an order and its direction.

    Signals:
        chosen: the user chose another order or direction.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue_sort")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(18, 18))
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu = QMenu(self)
        menu.setObjectName("queue_sort_menu")
        group = QActionGroup(self)
        self._orders: dict[Order, QAction] = {}
        for order in Order:
            action = menu.addAction(order_name(order))
            action.setObjectName(f"sort_{order.value}")
            action.setCheckable(True)
            group.addAction(action)
            self._orders[order] = action
        self._orders[Order.IMPORTED].setChecked(True)
        menu.addSeparator()
        self._reverse = menu.addAction(self.tr("The other way round"))
        self._reverse.setObjectName("sort_descending")
        self._reverse.setCheckable(True)
        self.setMenu(menu)
        for action in (*self._orders.values(), self._reverse):
            action.triggered.connect(self._on_triggered)
        self._describe()

    @property
    def order(self) -> Order:
        """The order that is chosen."""
        return next(order for order, action in self._orders.items() if action.isChecked())

    @property
    def descending(self) -> bool:
        """Whether it is turned round."""
        return self._reverse.isChecked()

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self.setIcon(icons.icon("sort", theme))

    def _on_triggered(self) -> None:
        self._describe()
        self.chosen.emit()

    def _describe(self) -> None:
        name = order_name(self.order)
        if self.descending:
            name = self.tr("{0}, the other way round").format(name)
        text = self.tr("Order of the articles: {0}").format(name)
        self.setAccessibleName(text)
        self.setToolTip(text)
