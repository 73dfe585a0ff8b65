"""The gestures of annotating as plain records, and the rules that turn each into a delta.

An edit says what is wanted in ids and code point ranges. ``plan`` reads the records that it
concerns and returns the delta; it neither writes nor draws, so every rule is tested without a
database and without a screen.
"""

from annotator.annotation.adjudication.conflict_settling import SettleConflict
from annotator.annotation.adjudication.decisions import (
    SetGoldStatus,
    Settle,
    SettleUnanimous,
    Unsettle,
)
from annotator.annotation.adjudication.value_settling import SettleValue, UnsettleValue
from annotator.annotation.answering import AcceptSuggestions, RejectSuggestions
from annotator.annotation.assigning import SetAssignments
from annotator.annotation.edits.article_values import SetArticleValue
from annotator.annotation.edits.articles import FlagArticles, MarkWork, SetStatus
from annotator.annotation.edits.checks import check_delta
from annotator.annotation.edits.choices import SetChoices
from annotator.annotation.edits.labels import AddLabel, RemoveLabel, SetLabel
from annotator.annotation.edits.links import AddLink, RemoveLinks
from annotator.annotation.edits.planners import Batch, Edit, edit_size, plan
from annotator.annotation.edits.spans import (
    AddSpan,
    DescribeSpans,
    FlagSpans,
    RelabelSpans,
    RemoveSpans,
    SetAttributes,
    SetNote,
    SetRanges,
)
from annotator.annotation.leading.articles import ArchiveArticles, DescribeArticle
from annotator.annotation.leading.people import Retire
from annotator.annotation.leading.rounds import RemoveRound, SetRound
from annotator.annotation.planning import Context, Plan, State, default_attributes

__all__ = [
    "AcceptSuggestions",
    "AddLabel",
    "AddLink",
    "AddSpan",
    "ArchiveArticles",
    "Batch",
    "Context",
    "DescribeArticle",
    "DescribeSpans",
    "Edit",
    "FlagArticles",
    "FlagSpans",
    "MarkWork",
    "Plan",
    "RejectSuggestions",
    "RelabelSpans",
    "RemoveLabel",
    "RemoveLinks",
    "RemoveRound",
    "RemoveSpans",
    "Retire",
    "SetArticleValue",
    "SetAssignments",
    "SetAttributes",
    "SetChoices",
    "SetGoldStatus",
    "SetLabel",
    "SetNote",
    "SetRanges",
    "SetRound",
    "SetStatus",
    "Settle",
    "SettleConflict",
    "SettleUnanimous",
    "SettleValue",
    "State",
    "Unsettle",
    "UnsettleValue",
    "check_delta",
    "default_attributes",
    "edit_size",
    "plan",
]
