"""The one door to storage. Nothing else in the program knows SQL."""

from typing import TYPE_CHECKING

from annotator.loading import lazily

if TYPE_CHECKING:
    from annotator.annotation.changes import SpanElsewhere, UndoState
    from annotator.annotation.records import Conflict
    from annotator.project.backups import Backup, Facts, Restored
    from annotator.project.door.files import SUFFIX
    from annotator.project.door.locations import place_of
    from annotator.project.door.server import is_url, shown
    from annotator.project.editing.at_stake import AtStake
    from annotator.project.importing.importing import Import, Tally
    from annotator.project.importing.verdict import ImportVerdict, Verdict, held_to_rules
    from annotator.project.merging.packing import Origin, Packed
    from annotator.project.merging.plan import Merged
    from annotator.project.merging.preview import LabelRow, MergePreview, MergeRow, Touches
    from annotator.project.project import Project
    from annotator.project.reading.agreeing import DoneArticle, DoneLink, DoneSpan, DoneWork
    from annotator.project.reading.exporting import refuse as refuse_unread
    from annotator.project.reading.hits import Hit, SpanThere
    from annotator.project.reading.news import Mark, News
    from annotator.project.reading.search import (
        Findings,
        FoundArticle,
        Holding,
        Piece,
        pieces,
        snippet,
    )
    from annotator.project.storage.open_windows import Window, new_window
    from annotator.project.storage.query_records import (
        ArticleElsewhere,
        ArticleFilter,
        ArticleRow,
        Attempt,
        Comparison,
        HistoryEntry,
        HistoryFilter,
        NextStep,
        OpenedArticle,
        Order,
        Pace,
        Problem,
        Progress,
        Reading,
        SharedOut,
        Statistics,
        Unread,
        Work,
    )
    from annotator.project.writing.new_labels import new_label

__all__ = [
    "SUFFIX",
    "ArticleElsewhere",
    "ArticleFilter",
    "ArticleRow",
    "AtStake",
    "Attempt",
    "Backup",
    "Comparison",
    "Conflict",
    "DoneArticle",
    "DoneLink",
    "DoneSpan",
    "DoneWork",
    "Facts",
    "Findings",
    "FoundArticle",
    "HistoryEntry",
    "HistoryFilter",
    "Hit",
    "Holding",
    "Import",
    "ImportVerdict",
    "LabelRow",
    "Mark",
    "MergePreview",
    "MergeRow",
    "Merged",
    "News",
    "NextStep",
    "OpenedArticle",
    "Order",
    "Origin",
    "Pace",
    "Packed",
    "Piece",
    "Problem",
    "Progress",
    "Project",
    "Reading",
    "Restored",
    "SharedOut",
    "SpanElsewhere",
    "SpanThere",
    "Statistics",
    "Tally",
    "Touches",
    "UndoState",
    "Unread",
    "Verdict",
    "Window",
    "Work",
    "held_to_rules",
    "is_url",
    "new_label",
    "new_window",
    "pieces",
    "place_of",
    "refuse_unread",
    "shown",
    "snippet",
]

__getattr__ = lazily(
    __name__,
    {
        "annotator.annotation.changes": "SpanElsewhere UndoState",
        "annotator.annotation.records": "Conflict",
        ".backups": "Backup Facts Restored",
        ".door.files": "SUFFIX",
        ".door.locations": "place_of",
        ".door.server": "is_url shown",
        ".editing.at_stake": "AtStake",
        ".importing.importing": "Import Tally",
        ".importing.verdict": "ImportVerdict Verdict held_to_rules",
        ".merging.packing": "Origin Packed",
        ".merging.plan": "Merged",
        ".merging.preview": "LabelRow MergePreview MergeRow Touches",
        ".project": "Project",
        ".reading.agreeing": "DoneArticle DoneLink DoneSpan DoneWork",
        ".reading.exporting": "refuse_unread=refuse",
        ".reading.hits": "Hit SpanThere",
        ".reading.news": "Mark News",
        ".reading.search": "Findings FoundArticle Holding Piece pieces snippet",
        ".storage.open_windows": "Window new_window",
        ".storage.query_records": (
            "ArticleElsewhere ArticleFilter ArticleRow Attempt Comparison HistoryEntry "
            "HistoryFilter NextStep OpenedArticle Order Pace Problem Progress Reading SharedOut "
            "Statistics Unread Work"
        ),
        ".writing.new_labels": "new_label",
    },
)
