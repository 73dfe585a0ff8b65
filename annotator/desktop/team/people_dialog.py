"""The people of a project: renamed, made one of two, retired and taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.edits import Retire
from annotator.annotation.records import shorten
from annotator.desktop.session.session import Session
from annotator.desktop.session.unseen import hidden_articles
from annotator.desktop.toolkit.dialogs.annotator_name import name_problem
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError

_LENGTH = 60
_NAME = int(Qt.ItemDataRole.UserRole)


class PeopleDialog(FittingDialog):
    """Who there is, and what becomes of whoever is chosen; Undo takes each back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("people_dialog")
        self.setWindowTitle(self.tr("People"))
        self._session = session
        self._counted = not hidden_articles(session)
        self._retired: frozenset[str] = frozenset()
        self._build()
        self.read()

    def _build(self) -> None:
        self.table = QTableWidget(0, 4)
        self.table.setObjectName("people_table")
        self.table.setAccessibleName(self.tr("Annotators"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Annotator"), self.tr("Done"), self.tr("Spans"), self.tr("Also")]
        )
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        for column in range(4):
            head = self.table.horizontalHeaderItem(column)
            assert head is not None
            head.setTextAlignment(
                (right if column in (1, 2) else left) | Qt.AlignmentFlag.AlignVCenter
            )
        self.table.setMinimumHeight(140)
        self.name = QLineEdit()
        self.name.setObjectName("people_name")
        self.name.setAccessibleName(self.tr("New name"))
        self.rename_button = self._button("people_rename", self.tr("Rename"))
        self.other = QComboBox()
        self.other.setObjectName("people_other")
        self.other.setAccessibleName(self.tr("Annotator who stays"))
        self.unite_button = self._button("people_unite", self.tr("Make one"))
        self.retire_button = self._button("people_retire", self.tr("Retire"))
        self.retired_says = QLabel()
        self.retired_says.setTextFormat(Qt.TextFormat.PlainText)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        rows: tuple[tuple[str, QWidget, QPushButton], ...] = (
            (self.tr("New &name"), self.name, self.rename_button),
            (self.tr("&The same as"), self.other, self.unite_button),
            (self.tr("Offered articles"), self.retired_says, self.retire_button),
        )
        for row, (words, field, button) in enumerate(rows):
            label = QLabel(words)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(button, row, 2)
        grid.setColumnStretch(1, 1)
        self.says = QLabel()
        self.says.setObjectName("people_says")
        self.says.setTextFormat(Qt.TextFormat.PlainText)
        self.says.setWordWrap(True)
        self.says.setMinimumHeight(3 * self.fontMetrics().lineSpacing() + 2)
        self.says.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.table, 1)
        layout.addLayout(grid)
        layout.addWidget(self.says)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(580)
        self.table.itemSelectionChanged.connect(self._show_chosen)
        self.name.textChanged.connect(self._show_state)
        self.name.returnPressed.connect(self.rename)
        self.other.activated.connect(self._look)
        self.rename_button.clicked.connect(self.rename)
        self.unite_button.clicked.connect(self.unite)
        self.retire_button.clicked.connect(self.retire)
        self.buttons.rejected.connect(self.reject)

    @staticmethod
    def _button(name: str, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button

    # -- who there is --------------------------------------------------------------------------

    def read(self, chosen: str = "") -> None:
        """Show who there is by now, and choose one of them."""
        project = self._session.project
        try:
            held = project.statistics(self._session.annotator)
            self._retired = project.retired()
            former: dict[str, list[str]] = {}
            for old, new in project.former_names().items():
                former.setdefault(new, []).append(old)
        except AnnotatorError as error:
            self.says.setText(in_words(error.message))
            return
        names = list(held.annotators)
        self.table.setRowCount(len(names))
        for row, name in enumerate(names):
            numbers = held.annotators[name]
            also = [self.tr("retired")] if name in self._retired else []
            if name in former:
                once = ", ".join(shorten(one, 20) for one in former[name][:3])
                also.append(self.tr("once {0}").format(once))
            counted = [whole(numbers["done"]), whole(numbers["spans"])]
            if not self._counted and name != self._session.annotator:
                counted = ["–", "–"]
            for column, words in enumerate((shorten(name, _LENGTH), *counted, ", ".join(also))):
                item = QTableWidgetItem(words)
                item.setData(_NAME, name)
                if column in (1, 2):
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                self.table.setItem(row, column, item)
        self.table.setCurrentCell(names.index(chosen) if chosen in names else 0, 0)
        self._show_chosen()

    @property
    def chosen(self) -> str:
        """The annotator who is chosen; "" for nobody."""
        item = self.table.item(self.table.currentRow(), 0)
        return str(item.data(_NAME)) if item is not None else ""

    def _names(self) -> list[str]:
        items = [self.table.item(row, 0) for row in range(self.table.rowCount())]
        return [str(item.data(_NAME)) for item in items if item is not None]

    def _show_chosen(self) -> None:
        chosen = self.chosen
        self.name.setText(chosen)
        self.other.clear()
        self.other.addItem(self.tr("Nobody else"), "")
        for name in self._names():
            if name != chosen:
                self.other.addItem(shorten(name, _LENGTH), name)
        retired = chosen in self._retired
        self.retired_says.setText(
            self.tr("No; what they did counts as before") if retired else self.tr("Yes")
        )
        self.retire_button.setText(self.tr("Offer again") if retired else self.tr("Retire"))
        self._show_state()

    def _show_state(self) -> None:
        name, chosen = self.name.text().strip(), self.chosen
        problem = name_problem(name)
        taken = name in self._names() and name != chosen
        self.rename_button.setEnabled(bool(name and chosen) and name != chosen and not problem)
        self.rename_button.setEnabled(self.rename_button.isEnabled() and not taken)
        self.unite_button.setEnabled(bool(self.other.currentData()))
        self.retire_button.setEnabled(bool(chosen))
        if problem or taken:
            self.says.setText(
                problem or self.tr("There is an annotator of this name. Make one of the two below.")
            )
        elif name != chosen:
            self.says.setText(
                self.tr("Packs that are out under the old name come to the new one when merged.")
            )
        elif not self.other.currentData():
            self.says.setText(self.tr("Undo takes back what is done here."))

    def _look(self) -> None:
        """Say what making one of two would do, before it is done."""
        self._show_state()
        other = self.other.currentData()
        if not other:
            return
        try:
            looked = self._session.project.look_at_uniting(self.chosen, other)
        except AnnotatorError as error:
            self.says.setText(in_words(error.message))
            self.unite_button.setEnabled(False)
            return
        stays = shorten(other, 30)
        if not self._counted:
            self.says.setText(self.tr("Everything becomes {0}’s.").format(stays))
            return
        said = [
            self.tr("{0} spans become {1}’s.").format(whole(looked.spans), stays)
            if looked.spans != 1
            else self.tr("1 span becomes {0}’s.").format(stays),
            self.tr("Articles in which both have work: {0}; spans that both have: {1}.").format(
                whole(looked.shared), whole(looked.equal)
            ),
        ]
        if looked.clashes:
            said.append(
                self.tr("Said otherwise by each, to be settled (Team ▸ Conflicts): {0}.").format(
                    whole(looked.clashes)
                )
            )
        self.says.setText(" ".join(said))

    # -- doing ---------------------------------------------------------------------------------

    def rename(self) -> None:
        """Give whoever is chosen the name that was typed."""
        if not self.rename_button.isEnabled():
            return
        old, new = self.chosen, self.name.text().strip()
        project, who = self._session.project, self._session.annotator
        window = self._session.following.window
        self._do(lambda: project.rename_annotator(old, new, who, window), old, new)

    def unite(self) -> None:
        """Make everything of whoever is chosen the other one's."""
        old, new = self.chosen, str(self.other.currentData() or "")
        project, who = self._session.project, self._session.annotator
        window = self._session.following.window
        if new:
            self._do(lambda: project.unite_annotators(old, new, who, window), old, new)

    def retire(self) -> None:
        """Offer whoever is chosen no longer, or again."""
        chosen = self.chosen
        edit = Retire(annotators=(chosen,), retired=chosen not in self._retired)
        if self._session.apply(edit) is not None:
            self.read(chosen)

    def _do(self, deed: Callable[[], None], old: str, new: str) -> None:
        """Do something by which one of the names is another one's from now on."""
        self._session.leaving.emit()
        try:
            deed()
        except AnnotatorError as error:
            self.says.setText(in_words(error.message))
            return
        if self._session.annotator == old:
            self._session.set_annotator(new)
        self._session.reload()
        self.read(new)
