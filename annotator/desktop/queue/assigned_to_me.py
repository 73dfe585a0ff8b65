"""The button beside the status filter: only the articles that the annotator is to do."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from annotator.annotation.changes import Delta
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.theme import Theme
from annotator.desktop.toolkit.widgets.marks import explain
from annotator.errors import AnnotatorError
from annotator.project import ArticleFilter


class AssignedToMe(QToolButton):
    """Not there as long as nothing is assigned to the annotator; on when it first comes."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("assigned_to_me")
        self.setAccessibleName(self.tr("Only articles assigned to me"))
        explain(self, self.tr("Only articles assigned to me"))
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(18, 18))
        self._session = session
        self._offered = False
        self._count = 0

    def offer(self) -> None:
        """Appear, and be on, when articles are assigned; go when none is any more."""
        try:
            wanted = ArticleFilter(assigned_only=True)
            self._count = len(self._session.project.index(self._session.annotator, wanted))
        except AnnotatorError:
            return  # the queue says that it cannot be read
        self._show()

    def take_in(self, delta: Delta) -> bool:
        """Count on after one's own edit; tell whether the annotator has other articles now."""
        mine = [
            step for step in delta.assignments if step.record.annotator == self._session.annotator
        ]
        self._count += sum((step.after is not None) - (step.before is not None) for step in mine)
        self._show()
        return bool(mine)

    def _show(self) -> None:
        some = self._count > 0
        if some != self._offered:
            self.setChecked(some)
        self._offered = some
        self.setVisible(some)

    def forget(self) -> None:
        """Be as new: somebody else annotates."""
        self._offered = False
        self.setChecked(False)

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self.setIcon(icons.icon("user", theme))
