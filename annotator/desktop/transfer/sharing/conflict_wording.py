"""What a conflict is about, and what either version says, in words. Knows no widget."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication

from annotator.annotation.adjudication.conflict_settling import Keep, choices
from annotator.annotation.records import ArticleStatus, Label, Link, Span, Status
from annotator.desktop.queue.model import status_name
from annotator.desktop.spans.attributes import summary
from annotator.desktop.spans.inspector import local_time
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.desktop.toolkit.words import within_quotes
from annotator.errors import AnnotatorError
from annotator.project import Conflict, Project

_TEXT = 300
_NAME = 60


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One conflict as it is shown.

    Attributes:
        title: what it is about, and in which article, on one line.
        here: what the project has now.
        other: the version beside it, or what became of it.
        spans: ids of the spans to look at, "" among them for none.
        article: where they are, "" where that is not known.
        annotator: whose they are.
        start: where to look, in code points.
        choices: in which ways it can be settled.

    """

    title: str
    here: str
    other: str
    spans: tuple[str, ...] = ()
    article: str = ""
    annotator: str = ""
    start: int = 0
    choices: tuple[Keep, ...] = (Keep.THIS,)


def tell(conflict: Conflict, project: Project, labels: Mapping[str, Label]) -> Told:
    """Return a conflict in words; what is no longer there is told so.

    Raises:
        AnnotatorError: the project cannot be read.

    """
    told = _tell(conflict, project, labels)
    title = told.title
    if told.article:
        name = project.article_titles([told.article]).get(told.article) or told.article
        title = _tr("{0}, in “{1}”").format(title, within_quotes(one_line(name, _NAME)))
    other = told.other
    if conflict.at:
        other += "\n" + _tr("found by a merge: {0}").format(local_time(conflict.at))
    return msgspec.structs.replace(told, title=title, other=other, choices=choices(conflict))


def _tell(conflict: Conflict, project: Project, labels: Mapping[str, Label]) -> Told:
    if conflict.kind == "span":
        return _span(conflict, project, labels)
    if conflict.kind == "status":
        return _status(conflict, project)
    if conflict.kind == "link":
        return _link(conflict, project)
    if conflict.kind in ("label", "labels united"):
        return _label(conflict, labels)
    names = {
        "decision": _tr("Decision"),
        "answer": _tr("Answer to a suggestion"),
        "article": _tr("Title or metadata"),
        "annotator": _tr("Name of an annotator"),
    }
    kind = names.get(conflict.kind, conflict.kind)
    return Told(title=kind, here=_tr("one version holds"), other=_other(conflict, ""))


def _span(conflict: Conflict, project: Project, labels: Mapping[str, Label]) -> Told:
    found = project.spans([one for one in (conflict.record, conflict.other) if one])
    here, other = found.get(conflict.record), found.get(conflict.other)
    shown = here or other
    if shown is None:
        gone = _tr("no longer there")
        return Told(title=_tr("Span"), here=gone, other=gone)
    name = labels[shown.label].name if shown.label in labels else shown.label
    title = _tr("{0} “{1}”").format(
        one_line(name, _NAME), within_quotes(one_line(shown.text, _NAME))
    )
    beside = _version(other, labels) if conflict.other else _other(conflict, "")
    return Told(
        title=title,
        here=_version(here, labels),
        other=beside,
        spans=tuple(one.id for one in (here, other) if one is not None),
        article=shown.article,
        annotator=shown.annotator,
        start=shown.start,
    )


def _version(span: Span | None, labels: Mapping[str, Label]) -> str:
    """Return all that versions of a span can differ in."""
    if span is None:
        return _tr("no longer there")
    name = labels[span.label].name if span.label in labels else span.label
    lines = [one_line(name, _NAME), _tr("“{0}”").format(within_quotes(one_line(span.text, _TEXT)))]
    lines.append(", ".join(f"{start}–{end}" for start, end in span.ranges[:20]))
    if span.attributes:
        lines.append(summary(span))
    if span.flagged:
        lines.append(_tr("unsure"))
    if span.note:
        lines.append(_tr("Note: {0}").format(one_line(span.note, _TEXT)))
    who = one_line(span.annotator, _NAME)
    lines.append(f"{who}, {local_time(span.updated_at)}" if span.updated_at else who)
    return "\n".join(line for line in lines if line)


def _status(conflict: Conflict, project: Project) -> Told:
    annotator, _, article = conflict.record.partition("\n")
    title = _tr("Status for {0}").format(one_line(annotator, _NAME))
    try:
        works = project.comparison(article).annotators
    except AnnotatorError:
        works = ()
    now = next((one.status for one in works if one.annotator == annotator), Status.NEW)
    other = _converted(conflict, ArticleStatus)
    return Told(
        title=title,
        here=status_name(now),
        other=_other(conflict, status_name(other.status) if other is not None else ""),
        article=article,
        annotator=annotator,
    )


def _link(conflict: Conflict, project: Project) -> Told:
    other = _converted(conflict, Link)
    if other is None:
        kept = _tr("a link that one copy has changed")
        return Told(title=_tr("Link"), here=kept, other=_other(conflict, ""))
    ends = project.spans([other.source, other.target])
    source = ends.get(other.source)
    here = _tr("no longer there")
    if source is not None:
        for work in project.comparison(source.article).annotators:
            for link in work.links:
                if link.id == conflict.record:
                    both = project.spans([link.source, link.target])
                    here = _link_words(link, both)
    return Told(
        title=_tr("Link {0}").format(one_line(other.type, _NAME)),
        here=here,
        other=_other(conflict, _link_words(other, ends)),
        spans=(source.id,) if source is not None else (),
        article=source.article if source is not None else "",
        annotator=source.annotator if source is not None else "",
        start=source.start if source is not None else 0,
    )


def _link_words(link: Link, ends: Mapping[str, Span]) -> str:
    texts = [
        f"“{one_line(ends[one].text, _NAME)}”" if one in ends else _tr("no longer there")
        for one in (link.source, link.target)
    ]
    return f"{one_line(link.type, _NAME)}: {texts[0]} → {texts[1]}"


def _label(conflict: Conflict, labels: Mapping[str, Label]) -> Told:
    here, other = labels.get(conflict.record), _converted(conflict, Label)
    name = here or other
    title = _tr("Label {0}").format(one_line(name.name, _NAME) if name is not None else "")
    told = _label_words(other) if other is not None else ""
    if conflict.kind == "labels united":
        title = _tr("Two labels are called {0}: they are one now").format(
            one_line(name.name, _NAME) if name is not None else ""
        )
    return Told(
        title=title,
        here=_label_words(here) if here is not None else _tr("no longer there"),
        other=_other(conflict, told),
    )


def _label_words(label: Label) -> str:
    lines = [one_line(label.name, _NAME), f"{label.colour}, {label.line}"]
    if label.key:
        lines.append(_tr("key {0}").format(label.key))
    lines.append(one_line(label.description, _TEXT))
    return "\n".join(line for line in lines if line)


def _other(conflict: Conflict, words: str) -> str:
    if conflict.detail.get("removed"):
        return _tr("The other copy removed it; the change was kept.")
    return words or _tr("another version")


def _converted(conflict: Conflict, kind: type[Any]) -> Any | None:
    """Return the version that gave way; None where there is none that can be read."""
    told = conflict.detail.get("other")
    try:
        return None if told is None else msgspec.convert(told, kind)
    except msgspec.ValidationError:
        return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Conflicts", text)
