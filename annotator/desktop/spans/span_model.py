"""The spans of the open article as a list model: in reading order, or equal texts together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from annotator.annotation.changes import Changes
from annotator.annotation.records import Span
from annotator.desktop.session.session import Session
from annotator.desktop.spans.attributes import summary
from annotator.desktop.spans.wording import said_of, speaker_of
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.rows.row_view import NO_INDEX, Index
from annotator.desktop.toolkit.widgets.marks import one_line, tip
from annotator.desktop.toolkit.words import in_words, within_quotes
from annotator.words import counts
from annotator.workbench.span_links import MUTUAL
from annotator.workbench.spans import filtering
from annotator.workbench.spans.filtering import ANYTHING, Asked, Condition
from annotator.workbench.spans.rows import Act, Group, SpanRows, Step

SPAN_ROLE = int(Qt.ItemDataRole.UserRole)
"""The row's ``Span``, None at the head of a group."""

AWAY_ROLE = SPAN_ROLE + 1
"""Whether the row's span is linked to another article."""

GROUP_ROLE = SPAN_ROLE + 2
"""The ``Group`` of which the row is the head, else None."""

INSIDE_ROLE = SPAN_ROLE + 3
"""Whether the row's span is one of an open group."""

GROUP_LABEL_ROLE = SPAN_ROLE + 4
"""The label (id) that all spans of the row's group have, "" where they differ."""

_NAMED = 5
"""Links to other articles that are said of one span."""

_MANY = 200
"""More steps than this at once are shown by building the list anew."""

_ENDS = 160


class SpanModel(QAbstractListModel):
    """The spans that pass the filters. An edit inserts, removes or redraws single rows."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._label = ""
        self._condition = ANYTHING
        self._grouped = False
        self._linked: frozenset[str] = frozenset()
        self._rows = SpanRows()

    # -- what is shown -------------------------------------------------------------------------

    @property
    def grouped(self) -> bool:
        """Whether spans with the same text stand together."""
        return self._grouped

    def show_label(self, label_id: str) -> None:
        """Show the spans of one label; "" for all."""
        if label_id != self._label:
            self._label = label_id
            self.rebuild()

    def show_condition(self, condition: Condition) -> None:
        """Show the spans that fulfil a condition."""
        if condition != self._condition:
            self._condition = condition
            self.rebuild()

    def group(self, *, grouped: bool) -> None:
        """Let spans with the same text stand together, or all in reading order."""
        if grouped != self._grouped:
            self._grouped = grouped
            self.rebuild()

    def forget_groups(self) -> None:
        """Close all groups: another article comes."""
        self._rows.close_all()

    def rebuild(self) -> None:
        """Show what the session has open."""
        self.beginResetModel()
        self._linked = filtering.linked_from(self._condition, self._session.links.values())
        shown: Iterable[Span] = self._session.spans.values()
        if self._label or self._condition != ANYTHING:
            shown = filter(self._passes, shown)
        self._rows.fill(shown, grouped=self._grouped)
        self.endResetModel()

    def _passes(self, span: Span) -> bool:
        if self._label and span.label != self._label:
            return False
        return filtering.passes(self._condition, span, self._session.labels, self._linked)

    # -- edits ---------------------------------------------------------------------------------

    def take_in(self, changes: Changes) -> None:
        """Show what an edit did to the open article."""
        if changes.delta.links:
            self._take_links(changes)
        opened = self._session.opened
        here = opened.article.id if opened is not None else None
        steps = [step for step in changes.delta.spans if step.record.article == here]
        if not steps or changes.annotator != self._session.annotator:
            return
        if len(steps) > _MANY:
            self.rebuild()
            return
        for step in steps:
            self._show(step.record.id, step.after)

    def _take_links(self, changes: Changes) -> None:
        """Draw rows anew, which show links; where a link is missed some come or go."""
        if len(self._rows):
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        if self._condition.asked is not Asked.WITHOUT:
            return
        self._linked = filtering.linked_from(self._condition, self._session.links.values())
        gone = {step.record.id for step in changes.delta.spans}
        for step in changes.delta.links:
            span = self._session.spans.get(step.record.source)
            if span is not None and span.id not in gone:
                self._show(span.id, span)

    def _show(self, span_id: str, after: Span | None) -> None:
        """Show a span as it is now, None where it is gone."""
        old = self._rows.spans.get(span_id)
        new = after if after is not None and self._passes(after) else None
        self._carry_out(self._rows.change(old, new))

    def open_group(self, row: int, *, wide: bool) -> None:
        """Open or close the group of which a row is the head."""
        self._carry_out(self._rows.open(row, wide=wide))

    def _carry_out(self, steps: Iterator[Step]) -> None:
        for step in steps:
            last = step.row + len(step.keys) - 1
            if step.act is Act.INSERT:
                self.beginInsertRows(NO_INDEX, step.row, last)
                self._rows.carry_out(step)
                self.endInsertRows()
            elif step.act is Act.REMOVE:
                self.beginRemoveRows(NO_INDEX, step.row, last)
                self._rows.carry_out(step)
                self.endRemoveRows()
            else:
                self.dataChanged.emit(self.index(step.row), self.index(last))

    # -- what is asked -------------------------------------------------------------------------

    def has(self, span_id: str) -> bool:
        """Tell whether a span passes the filters."""
        return span_id in self._rows

    def span_at(self, row: int) -> Span | None:
        """Return the span in a row, None at the head of a group."""
        return self._rows.span_at(row)

    def group_at(self, row: int) -> Group | None:
        """Return the group of which a row is the head, None where it is none."""
        return self._rows.group_at(row)

    def ids_at(self, row: int) -> tuple[str, ...]:
        """Return the spans that a row stands for: all of its group at the head of one."""
        return self._rows.ids_at(row)

    def row_of(self, span_id: str) -> int | None:
        """Return the row of a span, None where it has none of its own."""
        return self._rows.row_of(span_id)

    def head_of(self, span_id: str) -> int | None:
        """Return the row of the head of a span's group, None where it stands alone."""
        return self._rows.head_of(span_id)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a row's text, tooltip, spoken text or record."""
        if not index.isValid() or role not in _ROLES:
            return None
        span = self._rows.span_at(index.row())
        if role == SPAN_ROLE:
            return span
        if role == GROUP_ROLE:
            return self._rows.group_at(index.row())
        if span is None:
            return self._of_group(index.row(), role)
        if role == GROUP_LABEL_ROLE:
            return ""
        if role == INSIDE_ROLE:
            return self._rows.is_inside(index.row())
        if role == AWAY_ROLE:
            return span.id in self._session.away
        if role == Qt.ItemDataRole.DisplayRole:
            return text_of(span)
        label = self._session.labels.get(span.label)
        name = label.name if label is not None else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(
                name,
                " … ".join(fragment.text for fragment in span.fragments),
                summary(span),
                span.note or "",
                *self._links_away(span),
            )
        parts = [one_line(name), text_of(span)]
        if speaker := speaker_of(span.id, self._session.links, self._session.spans):
            parts.append(self.tr("by {0}").format(speaker))
        if len(span.fragments) > 1:
            parts.append(self.tr("{0} fragments").format(len(span.fragments)))
        return ", ".join(parts + said_of(span) + self._links_away(span))

    def _label_at(self, row: int) -> str:
        """Return the label (id) that all spans of a row have, "" where they differ."""
        labels = self._rows.labels_at(row)
        return labels.pop() if len(labels) == 1 else ""

    def _of_group(self, row: int, role: int) -> Any:
        """Return what there is to say of the head of a group."""
        group = self._rows.group_at(row)
        if group is None or role in (AWAY_ROLE, INSIDE_ROLE):
            return False
        if role == GROUP_LABEL_ROLE:
            return self._label_at(row)
        shown = f"{one_line(group.text, 4 * _ENDS) or '␣'} × {whole(group.number)}"
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        label = self._session.labels.get(self._label_at(row))
        name = one_line(label.name) if label is not None else self.tr("several labels")
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(shown, name)
        state = self.tr("open") if group.is_open else self.tr("closed")
        spans = in_words(counts.spans(group.number))
        return f"{one_line(group.text, 2 * _ENDS)}, {spans}, {name}, {state}"

    def _links_away(self, span: Span) -> list[str]:
        """Return in words to which other articles a span is linked."""
        ties = self._session.away.get(span.id, ())
        if not ties:
            return []
        words = []
        for tie in ties[:_NAMED]:
            name = one_line(tie.link.type, 30)
            there = self._session.linked.get(tie.other)
            title = one_line(there.title or there.article, 60) if there is not None else "?"
            if tie.outgoing or tie.link.type in MUTUAL:
                words.append(self.tr("{0}: “{1}”").format(name, within_quotes(title)))
            else:
                words.append(self.tr("{0}, from “{1}”").format(name, within_quotes(title)))
        return words


_ROLES = frozenset(
    {
        SPAN_ROLE,
        AWAY_ROLE,
        GROUP_ROLE,
        GROUP_LABEL_ROLE,
        INSIDE_ROLE,
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
    }
)


def text_of(span: Span) -> str:
    """Return a span's text on one line, fragments joined by …, its middle left out when long."""
    pieces = [_cut(fragment.text) for fragment in span.fragments[:8]]
    if len(span.fragments) > 8:
        pieces.append(_cut(span.fragments[-1].text))
    text = one_line(" … ".join(pieces), 4 * _ENDS)
    return text or "␣"


def _cut(text: str) -> str:
    return text if len(text) <= 2 * _ENDS else f"{text[:_ENDS]} … {text[-_ENDS:]}"
