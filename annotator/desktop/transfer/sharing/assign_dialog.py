"""Sharing the articles out among annotators, with a look at the result first."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.assigning import Unaided
from annotator.annotation.records import shorten
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.dialogs.annotator_name import name_problem
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.widgets.number_box import whole_box
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError
from annotator.progress import Cancelled, Progress
from annotator.project import SharedOut
from annotator.words import Message

_PAUSE_MS = 150
_NAME_LENGTH = 60
_NAME_ROLE = int(Qt.ItemDataRole.UserRole)


class AssignDialog(FittingDialog):
    """Who, how many for all, and from which seed; the table says what each would have to do."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("assign_dialog")
        self.setWindowTitle(self.tr("Assign articles"))
        self._session = session
        self._task: Task | None = None
        self._again = False
        self._plan: SharedOut | None = None
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._compute)
        self._on_wish()

    def _build(self) -> None:
        self.people = QListWidget()
        self.people.setObjectName("assign_people")
        self.people.setAccessibleName(self.tr("Annotators who get articles"))
        for name in self._session.project.annotators(offered=True):
            self._add_person(name)
        row = max(18, self.people.sizeHintForRow(0))
        self.people.setFixedHeight(min(max(self.people.count(), 3), 7) * (row + 2) + 8)
        self.name = QLineEdit()
        self.name.setObjectName("assign_name")
        self.name.setAccessibleName(self.tr("Name of another annotator"))
        self.name.setPlaceholderText(self.tr("Another annotator"))
        self.add_button = QPushButton(self.tr("Add"))
        self.add_button.setObjectName("assign_add")
        self.add_button.setAutoDefault(False)
        another = QHBoxLayout()
        another.addWidget(self.name, 1)
        another.addWidget(self.add_button)
        self.overlap = whole_box("assign_overlap", 0, 100)
        self.overlap.setValue(20)
        self.overlap.setSuffix(" %")
        self.overlap.setAccessibleName(self.tr("Part of the articles that all annotators do"))
        self.seed = whole_box("assign_seed", 0, 999_999)
        self.seed.setAccessibleName(self.tr("Seed: the same one gives the same result"))
        self.seed.setToolTip(self.tr("The same seed gives the same result"))
        self.only_new = QCheckBox(
            self.tr("Articles that are assigned stay with those who have them")
        )
        self.only_new.setObjectName("assign_only_new")
        self.only_new.setChecked(True)
        self.unaided = QComboBox()
        self.unaided.setObjectName("assign_unaided")
        self.unaided.setAccessibleName(self.tr("Articles annotated without suggestions"))
        for words, which in (
            (self.tr("As it is"), None),
            (self.tr("Those that all do"), Unaided.SHARED),
            (self.tr("All of them"), Unaided.ALL),
            (self.tr("None"), Unaided.NONE),
        ):
            self.unaided.addItem(words, which)
        form = QFormLayout()
        form.addRow(self.tr("Done by all"), self.overlap)
        form.addRow(self.tr("Seed"), self.seed)
        form.addRow(self.tr("Without suggestions"), self.unaided)
        self.table = QTableWidget(0, 3)
        self.table.setObjectName("assign_table")
        self.table.setAccessibleName(self.tr("What each annotator would have to do"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Annotator"), self.tr("Articles"), self.tr("Characters")]
        )
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        for column in range(3):
            head = self.table.horizontalHeaderItem(column)
            assert head is not None
            head.setTextAlignment((right if column else left) | Qt.AlignmentFlag.AlignVCenter)
        self.table.setShowGrid(False)
        self.table.setMinimumHeight(150)
        self.summary = QLabel()
        self.summary.setObjectName("assign_summary")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.summary.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 2)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.assign_button = self.buttons.addButton(
            self.tr("Assign"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.assign_button.setObjectName("assign_start")
        self.assign_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.people)
        layout.addLayout(another)
        layout.addLayout(form)
        layout.addWidget(self.only_new)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.summary)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(440)
        self.people.itemChanged.connect(self._on_wish)
        self.overlap.valueChanged.connect(self._on_wish)
        self.seed.valueChanged.connect(self._on_wish)
        self.only_new.toggled.connect(self._on_wish)
        self.unaided.currentIndexChanged.connect(self._on_wish)
        self.add_button.clicked.connect(self._on_add)
        self.name.returnPressed.connect(self._on_add)
        self.name.textChanged.connect(self._on_typed)
        self.buttons.accepted.connect(self.apply)
        self.buttons.rejected.connect(self.reject)

    def _add_person(self, name: str) -> None:
        item = QListWidgetItem(shorten(name, _NAME_LENGTH))
        item.setData(_NAME_ROLE, name)
        item.setCheckState(Qt.CheckState.Checked)
        self.people.addItem(item)

    # -- choosing ------------------------------------------------------------------------------

    @property
    def annotators(self) -> list[str]:
        """The names that are ticked."""
        items = [self.people.item(place) for place in range(self.people.count())]
        checked = Qt.CheckState.Checked
        return [str(item.data(_NAME_ROLE)) for item in items if item.checkState() == checked]

    def _on_typed(self) -> None:
        """Let Return add the name while there is one."""
        typed = bool(self.name.text().strip())
        self.add_button.setDefault(typed)
        self.assign_button.setDefault(not typed)

    def _on_add(self) -> None:
        name = self.name.text().strip()
        known = {str(self.people.item(n).data(_NAME_ROLE)) for n in range(self.people.count())}
        problem = name_problem(name)
        if problem:
            self.summary.setText(problem)
        elif name and name not in known:
            self._add_person(name)
            self.name.clear()
            self._on_wish()
        else:
            self.name.clear()

    # -- looking -------------------------------------------------------------------------------

    def _on_wish(self) -> None:
        self._plan = None
        self.assign_button.setEnabled(False)
        self._pause.start()

    def _compute(self) -> None:
        """Work the result out in the background; the newest wish wins."""
        if self._task is not None:
            self._again = True
            return
        self._again = False
        who = self.annotators
        if not who:
            self.table.setRowCount(0)
            self.summary.setText(self.tr("Tick somebody who gets articles."))
            return
        project, overlap, seed = (
            self._session.project,
            self.overlap.value() / 100,
            self.seed.value(),
        )
        only_new = self.only_new.isChecked()
        chosen = self.unaided.currentData()
        alone = None if chosen is None else Unaided(chosen)

        def work(_report: Progress, _cancelled: Cancelled) -> SharedOut:
            return project.share_out(
                who, overlap=overlap, seed=seed, only_new=only_new, without_suggestions=alone
            )

        self._task = run_in_background(self, work, self._on_computed, self._on_failed)

    def _on_failed(self, reason: Message) -> None:
        self._task = None
        self.table.setRowCount(0)
        words = in_words(reason)
        self.summary.setText(f"{words[:1].upper()}{words[1:]}.")
        if self._again:
            self._compute()

    def _on_computed(self, plan: SharedOut) -> None:
        self._task = None
        if self._again or self._pause.isActive():
            self._compute()
            return
        self._plan = plan
        self.table.setRowCount(len(plan.articles))
        for row, name in enumerate(plan.articles):
            cells = (
                shorten(name, _NAME_LENGTH),
                whole(plan.articles[name]),
                whole(plan.characters[name]),
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if column:
                    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    item.setTextAlignment(right)
                self.table.setItem(row, column, item)
        self._summarise(plan)

    def _summarise(self, plan: SharedOut) -> None:
        changed = len(plan.edit.assigned)
        said = [
            (
                self.tr("{0} of 1 article is done by all.")
                if plan.total == 1
                else self.tr("{0} of {1} articles are done by all.")
            ).format(whole(plan.shared), whole(plan.total))
        ]
        if plan.unaided:
            said.append(
                (
                    self.tr("1 is annotated without suggestions.")
                    if plan.unaided == 1
                    else self.tr("{0} are annotated without suggestions.")
                ).format(whole(plan.unaided))
            )
        if changed == 1:
            said.append(self.tr("1 article changes hands."))
        elif changed:
            said.append(self.tr("{0} articles change hands.").format(whole(changed)))
        else:
            said.append(self.tr("Nothing would change."))
        self.summary.setText(" ".join(said))
        self.assign_button.setEnabled(bool(changed))

    # -- doing ---------------------------------------------------------------------------------

    def apply(self) -> None:
        """Assign as the table says, as one change."""
        plan = self._plan
        if plan is None or not self.assign_button.isEnabled():
            return
        try:
            for name in plan.new:
                self._session.project.add_annotator(name)
        except AnnotatorError as error:
            self.summary.setText(in_words(error.message))
            return
        if self._session.apply(plan.edit) is not None:
            self.accept()
