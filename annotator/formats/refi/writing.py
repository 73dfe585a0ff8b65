"""A REFI-QDA project written: valid by the standard's schema, positions in code points."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import BinaryIO

import msgspec

from annotator.annotation.records import MANUAL, Annotated, Label, Span, Status, Value
from annotator.formats.common.base import WriteOptions
from annotator.formats.common.drafts import value_as_text
from annotator.formats.common.losses import Losses
from annotator.formats.refi.codes import (
    PROJECT_SPACE,
    as_xml,
    attribute,
    content,
    excerpt,
    guid_of,
    written_codes,
)
from annotator.formats.refi.kept import PART, Kept, KeptLink, KeptProject, KeptRecord, KeptSpan
from annotator.words import say

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
_WHEN = (1980, 1, 1, 0, 0, 0)
_KEPT = say("kept in a part of the file that other programs pass over")
_JOINED = say("each fragment is a selection, import joins them again")
_UNKNOWN = say("characters that XML does not know")
_UNKNOWN_DONE = say("written as “�”, import takes them back")


class ProjectWriter:
    """Writes a project as its records come.

    Args:
        file: to be written.
        options: with the label set, whose labels are codes whether they are used or not.

    """

    def __init__(self, file: BinaryIO, options: WriteOptions) -> None:
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._losses: Losses = options.losses
        self._labels: dict[str, Label] = {label.name: label for label in options.labels}
        self._users: dict[str, str] = {}
        self._titles: set[str] = set()
        self._sources: list[str] = []
        self._links: list[str] = []
        self._selections: dict[str, str] = {}
        self._waiting: list[tuple[str, str, str, str]] = []
        self._kept = KeptProject()
        self._values: dict[str, list[tuple[str, str, Value]]] = {}
        self._source: tuple[str, str, str] | None = None
        self._inside: list[str] = []

    def write(self, records: Iterable[Annotated]) -> None:
        """Write all records and end the file."""
        for record in records:
            self._add(record)
        self._end_source()
        self._add_links()
        self._part("project.qde", self._project().encode("utf-8"))
        self._part(PART, msgspec.json.encode(self._kept))
        self._archive.close()

    def _part(self, name: str, data: bytes) -> None:
        part = zipfile.ZipInfo(name, date_time=_WHEN)
        part.compress_type = zipfile.ZIP_DEFLATED
        part.external_attr = 0o644 << 16
        self._archive.writestr(part, data)

    # -- sources ---------------------------------------------------------------------------------

    def _add(self, record: Annotated) -> None:
        article = record.article
        guid = guid_of("article", article.id)
        if guid not in self._kept.articles:
            self._end_source()
            mark = "\ufeff" if article.text.startswith("\ufeff") else ""  # readers take one away
            self._part(f"Sources/{guid}.txt", (mark + article.text).encode("utf-8"))
            self._kept.articles[guid] = Kept(
                article.id, article.title, article.source, article.date, article.meta
            )
            name = base = self._known(" ".join((article.title or article.id).split()))
            number = 1
            while name in self._titles:  # programs take one name for one source
                number += 1
                name = f"{base} ({number})"
            self._titles.add(name)
            self._source = guid, name, article.id
            example = say("article {article}", article=article.id)
            self._losses.add(say("metadata of articles"), _KEPT, len(article.meta), example)
        self._add_work(record, guid)

    def _end_source(self) -> None:
        if self._source is None:
            return
        guid, name, _ = self._source
        self._sources.append(
            f"<TextSource guid={attribute(guid)} name={attribute(name)}"
            f' plainTextPath="internal://{guid}.txt">{"".join(self._inside)}\0{guid}\0</TextSource>'
        )
        self._source = None
        self._inside = []

    def _add_work(self, record: Annotated, guid: str) -> None:
        article = record.article
        example = say("article {article}", article=article.id)
        kept = KeptRecord(
            annotator=record.annotator,
            status=record.status.value,
            flagged=record.flagged,
            gold=record.gold,
            program=record.program,
            document={
                name: list(value) if isinstance(value, tuple) else value
                for name, value in record.document.items()
            },
        )
        self._kept.articles[guid].records.append(kept)
        told = record.status is not Status.NEW
        self._losses.add(say("statuses"), _KEPT, told, example)
        self._losses.add(say("flags of articles"), _KEPT, record.flagged, example)
        user = ""
        if record.annotator is not None:
            user = guid_of("user", record.annotator)
            self._users[user] = self._known(record.annotator, user)
        for label, value in record.document.items():
            if value is not None:
                self._values.setdefault(guid, []).append((label, record.annotator or "", value))
        for span in record.spans:
            kept.spans.append(self._add_span(span, user))
        for link in record.links:
            name = guid_of("link", link.id)
            kept.links.append(KeptLink(name, link.id))
            self._waiting.append((name, link.type, link.source, link.target))

    def _add_span(self, span: Span, user: str) -> KeptSpan:
        code = guid_of("label", span.label)
        if span.label not in self._labels:
            self._labels[span.label] = Label(id=span.label, name=span.label)
        self._known(span.label, code)
        note = as_xml(span.note or "").strip()
        made = KeptSpan(
            id=span.id,
            label=span.label,
            selections=[],
            places=[(one.start, one.end) for one in span.fragments],
            attributes=span.attributes,
            note=span.note,
            shown=note,
            flagged=span.flagged,
            origin=span.origin,
            created_at=span.created_at,
            updated_at=span.updated_at,
        )
        where = say(
            "article {article}, {start} to {end}",
            article=span.article,
            start=span.start,
            end=span.end,
        )
        self._losses.add(say("spans of several fragments"), _JOINED, len(made.places) > 1, where)
        self._losses.add(say("attributes of spans"), _KEPT, len(span.attributes), where)
        self._losses.add(say("flags of spans"), _KEPT, span.flagged, where)
        self._losses.add(say("origins of spans"), _KEPT, span.origin != MANUAL, where)
        self._losses.add(_UNKNOWN, _UNKNOWN_DONE, note != (span.note or "").strip(), where)
        by = f" creatingUser={attribute(user)}" if user else ""
        created, updated = span.created_at, span.updated_at
        at = f' creationDateTime="{created}"' if _TIME.fullmatch(created) else ""
        changed = ""
        if user and _TIME.fullmatch(updated):
            changed = f' modifyingUser="{user}" modifiedDateTime="{updated}"'
        for number, one in enumerate(span.fragments):
            guid = guid_of("selection", span.id, str(number))
            made.selections.append(guid)
            said = f"<Description>{content(note)}</Description>" if note and not number else ""
            self._inside.append(
                f"<PlainTextSelection guid={attribute(guid)} name={attribute(excerpt(one.text))}"
                f' startPosition="{one.start}" endPosition="{one.end}"{by}{at}{changed}>{said}'
                f"<Coding guid={attribute(guid_of('coding', span.id, str(number)))}{by}{at}>"
                f"<CodeRef targetGUID={attribute(code)}/></Coding></PlainTextSelection>"
            )
        self._selections[span.id] = made.selections[0]
        return made

    def _known(self, name: str, guid: str = "") -> str:
        """Return a name with nothing in it that XML does not know; the loss is counted.

        Where it is of something with a GUID, that is taken back by it.
        """
        made = as_xml(name)
        if guid and name != " ".join(made.split()):
            self._kept.names[guid] = name
        self._losses.add(_UNKNOWN, _UNKNOWN_DONE, made != name, say("“{name}”", name=name))
        return made

    # -- the project -----------------------------------------------------------------------------

    def _add_links(self) -> None:
        for guid, kind, source, target in self._waiting:
            ends = self._selections.get(source), self._selections.get(target)
            if ends[0] is None or ends[1] is None:
                self._losses.add(
                    say("links to other articles"), say("left out"), 1, say("“{name}”", name=kind)
                )
                continue
            self._links.append(
                f"<Link guid={attribute(guid)} name={attribute(self._known(kind, guid))}"
                f' direction="OneWay" originGUID="{ends[0]}" targetGUID="{ends[1]}"/>'
            )

    def _project(self) -> str:
        variables, values = self._variables()
        made = [
            '<?xml version="1.0" encoding="utf-8"?>\n',
            f'<Project xmlns="{PROJECT_SPACE}" name="Annotator" origin="Annotator">',
        ]
        users = "".join(
            f"<User guid={attribute(guid)} name={attribute(name)}/>"
            for guid, name in self._users.items()
        )
        made.append(f"<Users>{users}</Users>" if users else "")
        if self._labels:
            made.append(f"<CodeBook>{written_codes(self._labels.values())}</CodeBook>")
        made.append(f"<Variables>{variables}</Variables>" if variables else "")
        sources = "".join(self._sources)
        sources = re.sub("\0([^\0]*)\0", lambda found: values.get(found[1], ""), sources)
        made.append(f"<Sources>{sources}</Sources>" if sources else "")
        made.append(f"<Links>{''.join(self._links)}</Links>" if self._links else "")
        made.append("</Project>\n")
        return "".join(made)

    def _variables(self) -> tuple[str, Mapping[str, str]]:
        """Return what is said of articles as variables, and their values by source.

        Where several annotators say something each has variables of their own.
        """
        said = [(label, by) for all_ in self._values.values() for label, by, _ in all_]
        several = len({by for _, by in said}) > 1
        guids = {one: guid_of("variable", *one) for one in dict.fromkeys(said)}
        variables = []
        for label, by in guids:
            name = self._known(f"{label} ({by})" if several else label)
            kind = "Boolean" if self._is_yes_or_no(label, by) else "Text"
            variables.append(
                f"<Variable guid={attribute(guids[label, by])} name={attribute(name)}"
                f' typeOfVariable="{kind}"/>'
            )
        values = {}
        for source, all_ in self._values.items():
            parts = []
            for label, by, value in all_:
                ref = f"<VariableRef targetGUID={attribute(guids[label, by])}/>"
                if isinstance(value, bool) and self._is_yes_or_no(label, by):
                    shown = f"<BooleanValue>{'true' if value else 'false'}</BooleanValue>"
                else:
                    shown = f"<TextValue>{content(value_as_text(value))}</TextValue>"
                parts.append(f"<VariableValue>{ref}{shown}</VariableValue>")
            values[source] = "".join(parts)
        return "".join(variables), values

    def _is_yes_or_no(self, label: str, by: str) -> bool:
        return all(
            isinstance(value, bool)
            for all_ in self._values.values()
            for one, who, value in all_
            if (one, who) == (label, by)
        )
