"""Links from one span to another: made and removed."""

from __future__ import annotations

import msgspec

from annotator.annotation.changes import Delta, Step
from annotator.annotation.planning import Context, Plan, State, each_once, only_one
from annotator.annotation.records import Link
from annotator.errors import RuleError
from annotator.words import say


class AddLink(msgspec.Struct, frozen=True, kw_only=True):
    """Link one span to another."""

    type: str
    source: str
    target: str


class RemoveLinks(msgspec.Struct, frozen=True, kw_only=True):
    """Remove links by id."""

    links: tuple[str, ...]


def add_link(edit: AddLink, state: State, context: Context) -> Plan:
    """Plan one ``AddLink``."""
    if not edit.type:
        raise RuleError(say("a link needs a type"))
    source, target = state.spans([edit.source, edit.target])
    if source.id == target.id:
        raise RuleError(say("a span cannot be linked to itself"))
    for link in state.links_at([source.id]):
        if (link.type, link.source, link.target) == (edit.type, source.id, target.id):
            return Plan(Delta(), say("Link {type}", type=edit.type), source.article)
    link = Link(id=context.new_id(), type=edit.type, source=source.id, target=target.id)
    return Plan(
        Delta(links=(Step(None, link),)), say("Link {type}", type=edit.type), source.article
    )


def remove_links(edit: RemoveLinks, state: State, context: Context) -> Plan:
    """Plan one ``RemoveLinks``."""
    del context
    links = state.links(each_once(edit.links))
    sources = state.spans([link.source for link in links])
    steps = tuple(Step(link, None) for link in links)
    text = say("Remove link") if len(links) == 1 else say("Remove {n:,} links", n=len(links))
    return Plan(Delta(links=steps), text, only_one(span.article for span in sources))
