"""Our records as UIMA CAS: types, spans, links and what is known of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.extras import how_to_get
from annotator.formats.common.drafts import describe, links_inside
from annotator.formats.common.losses import Losses
from annotator.formats.common.uima_layers import LINK, SPAN
from annotator.words import say

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

ARTICLE = "webanno.custom.Article"
_TEXT, _FLAG = "uima.cas.String", "uima.cas.Boolean"
_SPAN_TEXTS = ("label", "spanId", "attributes", "note", "origin", "createdAt", "updatedAt")
_ARTICLE_TEXTS = (
    "article_id", "title", "source", "date", "meta", "annotator", "status", "document",
)  # fmt: skip
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def make_types() -> TypeSystem:
    """Return the types that our own CAS files have; raises InputError without the library."""
    try:
        from cassis import TypeSystem
    except ImportError:
        raise InputError(say("UIMA CAS needs dkpro-cassis; {how}", how=how_to_get("cas"))) from None
    types = TypeSystem()
    span = types.create_type(SPAN, "uima.tcas.Annotation")
    link = types.create_type(LINK, "uima.tcas.Annotation")
    article = types.create_type(ARTICLE, "uima.cas.AnnotationBase")
    for kind, texts, flags in (
        (span, _SPAN_TEXTS, ("flagged",)),
        (link, ("label", "linkId"), ()),
        (article, _ARTICLE_TEXTS, ("flagged", "gold")),
    ):
        for name in texts:
            types.create_feature(kind, name, _TEXT)
        for name in flags:
            types.create_feature(kind, name, _FLAG)
    for name in ("Governor", "Dependent"):
        types.create_feature(link, name, span)
    return types


def make_cas(record: Annotated, types: TypeSystem, losses: Losses, *, xml: bool) -> Cas:
    """Return a record as a CAS; what it cannot hold is added to ``losses``."""
    from cassis import Cas

    example = say("article {article}", article=record.article.id)

    def held(value: str | None) -> str | None:
        if value is None or not xml:
            return value
        kept, number = _NO_XML.subn("\N{REPLACEMENT CHARACTER}", value)
        losses.add(
            say("characters that XML cannot hold"), say("written as U+FFFD"), number, example
        )
        return kept

    cas = Cas(typesystem=types)
    cas.sofa_string = held(record.article.text)
    cas.sofa_mime = "text/plain"
    about = describe(record)
    about["meta"] = orjson.dumps(about["meta"]).decode("utf-8")
    about["document"] = orjson.dumps(about.get("document", {})).decode("utf-8")
    texts = {name: held(about[name]) for name in _ARTICLE_TEXTS}
    kind = types.get_type(ARTICLE)
    cas.add(kind(**texts, flagged=record.flagged, gold=record.gold))
    kind = types.get_type(SPAN)
    first: dict[str, Any] = {}
    for span in record.spans:
        said = {
            "label": held(span.label),
            "spanId": held(span.id),
            "attributes": held(orjson.dumps(span.attributes).decode("utf-8")),
            "note": held(span.note),
            "origin": held(span.origin),
            "createdAt": held(span.created_at),
            "updatedAt": held(span.updated_at),
        }
        for start, end in span.ranges:
            part = kind(begin=start, end=end, flagged=span.flagged, **said)
            cas.add(part)
            first.setdefault(span.id, part)
    kind = types.get_type(LINK)
    for link in links_inside(record, losses):
        source, target = first[link.source], first[link.target]
        ends = {"Governor": source, "Dependent": target}
        said = {"label": held(link.type), "linkId": held(link.id)}
        cas.add(kind(begin=target.begin, end=target.end, **ends, **said))
    return cas
