"""Every kind of edit, and what turns it into a delta."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from annotator.annotation import answering, assigning
from annotator.annotation.adjudication import conflict_settling, decisions, value_settling
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
from annotator.annotation.edits import article_values, articles, labels, links, spans
from annotator.annotation.edits.article_values import SetArticleValue
from annotator.annotation.edits.articles import FlagArticles, MarkWork, SetStatus
from annotator.annotation.edits.batching import Ahead, combine
from annotator.annotation.edits.checks import check_storable
from annotator.annotation.edits.choices import SetChoices, set_choices
from annotator.annotation.edits.labels import AddLabel, RemoveLabel, SetLabel
from annotator.annotation.edits.links import AddLink, RemoveLinks
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
from annotator.annotation.leading import articles as leading_articles
from annotator.annotation.leading import people, rounds
from annotator.annotation.leading.articles import ArchiveArticles, DescribeArticle
from annotator.annotation.leading.people import Retire
from annotator.annotation.leading.rounds import RemoveRound, SetRound
from annotator.annotation.planning import Context, Plan, State
from annotator.words import Message


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """Several edits as one step. They must change different records.

    An edit may name the spans and labels that those before it add: tag a name and link to it.
    """

    edits: tuple[Edit, ...]
    text: Message


Edit = (
    AddSpan
    | RemoveSpans
    | RelabelSpans
    | SetRanges
    | SetNote
    | SetAttributes
    | DescribeSpans
    | AddLink
    | RemoveLinks
    | SetStatus
    | MarkWork
    | FlagSpans
    | FlagArticles
    | SetArticleValue
    | SetLabel
    | AddLabel
    | RemoveLabel
    | Settle
    | SettleUnanimous
    | Unsettle
    | SetGoldStatus
    | SettleValue
    | UnsettleValue
    | AcceptSuggestions
    | RejectSuggestions
    | SetAssignments
    | SetChoices
    | SettleConflict
    | Retire
    | ArchiveArticles
    | DescribeArticle
    | SetRound
    | RemoveRound
    | Batch
)


def edit_size(edit: Edit) -> int:
    """Return about how many records an edit is about, by what it names."""
    if isinstance(edit, Batch):
        return sum(map(edit_size, edit.edits))
    named = (getattr(edit, name, ()) for name in ("spans", "suggestions", "proposed"))
    return max(1, sum(len(some) for some in named if isinstance(some, tuple)))


def plan(edit: Edit, state: State, context: Context) -> Plan:
    """Return what ``edit`` does to the records.

    Raises:
        RuleError: the edit refers to what is not there, or would break a rule.
        OffsetError: a range is not inside the article's text.

    """
    check_storable(str(edit.text) if isinstance(edit, Batch) else edit)
    return _PLANNERS[type(edit)](edit, state, context)


def _batch(edit: Batch, state: State, context: Context) -> Plan:
    ahead = Ahead(state)
    plans = [ahead.take(plan(part, ahead, context)) for part in edit.edits]
    return combine(edit.edits, plans, edit.text)


_PLANNERS: dict[type, Callable[[Any, State, Context], Plan]] = {
    AddSpan: spans.add_span,
    RemoveSpans: spans.remove_spans,
    RelabelSpans: spans.relabel_spans,
    SetRanges: spans.set_ranges,
    SetNote: spans.set_note,
    SetAttributes: spans.set_attributes,
    DescribeSpans: spans.describe_spans,
    AddLink: links.add_link,
    RemoveLinks: links.remove_links,
    SetStatus: articles.set_status,
    MarkWork: articles.mark_work,
    FlagSpans: spans.flag_spans,
    FlagArticles: articles.flag_articles,
    SetArticleValue: article_values.set_article_value,
    SetLabel: labels.set_label,
    AddLabel: labels.add_label,
    RemoveLabel: labels.remove_label,
    Settle: decisions.settle,
    SettleUnanimous: decisions.settle_unanimous,
    Unsettle: decisions.unsettle,
    SetGoldStatus: decisions.set_gold_status,
    SettleValue: value_settling.settle_value,
    UnsettleValue: value_settling.unsettle_value,
    AcceptSuggestions: answering.accept,
    RejectSuggestions: answering.reject,
    SetAssignments: assigning.set_assignments,
    SetChoices: set_choices,
    SettleConflict: conflict_settling.settle_conflict,
    Retire: people.retire,
    ArchiveArticles: leading_articles.archive,
    DescribeArticle: leading_articles.describe,
    SetRound: rounds.set_round,
    RemoveRound: rounds.remove_round,
    Batch: _batch,
}
