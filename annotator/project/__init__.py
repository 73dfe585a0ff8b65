"""The one door to storage. Nothing else in the program knows SQL."""

from annotator.project.files import SUFFIX
from annotator.project.importing import Import, Sighting, Tally, Verdict, new_label
from annotator.project.project import Project, is_url
from annotator.project.records import (
    ArticleFilter,
    ArticleRow,
    HistoryEntry,
    OpenedArticle,
    Order,
    Pace,
    Problem,
    Progress,
    Reading,
    Statistics,
    UndoState,
)
from annotator.project.search import Findings, FoundArticle, Holding, Piece, pieces, snippet

__all__ = [
    "SUFFIX",
    "ArticleFilter",
    "ArticleRow",
    "Findings",
    "FoundArticle",
    "HistoryEntry",
    "Holding",
    "Import",
    "OpenedArticle",
    "Order",
    "Pace",
    "Piece",
    "Problem",
    "Progress",
    "Project",
    "Reading",
    "Sighting",
    "Statistics",
    "Tally",
    "UndoState",
    "Verdict",
    "is_url",
    "new_label",
    "pieces",
    "snippet",
]
