"""The history in words: kinds of changes, what happened to them, when."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, Qt

from annotator.annotation import kinds
from annotator.desktop.toolkit.numbers import date_and_time
from annotator.desktop.toolkit.words import in_words
from annotator.project import HistoryEntry

TAKEN_BACK = (
    kinds.TAKE_BACK,
    *(
        f"{one} {how}"
        for one in ("import", "merge", "removal", "renaming", "uniting")
        for how in ("taken back", "made again")
    ),
)
"""The kinds of changes that take another one back by itself, or make it again."""


def kind_choices() -> list[tuple[str, tuple[str, ...]]]:
    """Return what the history can be narrowed to: its name and the kinds that it means."""
    return [
        (_tr("Everything"), ()),
        (_tr("Spans added"), (kinds.TAG,)),
        (_tr("Spans changed"), (kinds.RELABEL, kinds.BOUNDARIES, kinds.ATTRIBUTES, kinds.NOTE)),
        (_tr("Spans deleted"), (kinds.DELETE,)),
        (_tr("Links"), (kinds.LINK,)),
        (_tr("Status"), (kinds.STATUS,)),
        (_tr("Article labels"), (kinds.VALUE,)),
        (_tr("Flags"), (kinds.FLAG,)),
        (_tr("Suggestions answered"), (kinds.SUGGESTION,)),
        (_tr("Gold and conflicts"), (kinds.SETTLE,)),
        (_tr("Labels"), (kinds.LABEL,)),
        (_tr("Assignments"), (kinds.ASSIGN, kinds.ROUND)),
        (_tr("Sources of suggestions"), (kinds.CHOICE,)),
        (_tr("Annotators"), (kinds.PEOPLE, "renaming", "uniting")),
        (_tr("Articles described or archived"), (kinds.ARTICLES,)),
        (_tr("Imports"), ("import",)),
        (_tr("Merges"), ("merge",)),
        (_tr("Removed articles"), ("removal",)),
        (_tr("Taken back by itself"), TAKEN_BACK),
    ]


def what(entry: HistoryEntry) -> str:
    """Return what happened, as "Undone: Tag quote “We will …”"."""
    text = in_words(entry.text)
    if entry.event == "undone":
        return _tr("Undone: {0}").format(text)
    if entry.event == "redone":
        return _tr("Redone: {0}").format(text)
    if entry.event == "passed":
        return _tr("Passed over: {0}").format(text)
    return text


def who(annotator: str | None) -> str:
    """Return who did it."""
    return annotator or _tr("Command line")


def when(at: str) -> str:
    """Return a stored time as people here write it, in the time of this computer."""
    moment = QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs)
    if not moment.isValid():
        return at
    return date_and_time(moment)


def _tr(text: str) -> str:
    return QCoreApplication.translate("History", text)
