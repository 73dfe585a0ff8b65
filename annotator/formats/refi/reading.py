"""A REFI-QDA project (``.qdpx``) read: sources are articles, codings spans, links links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec

from annotator.annotation.records import Annotated, Status
from annotator.errors import InputError
from annotator.formats.common.base import ReadOptions
from annotator.formats.common.drafts import (
    Draft,
    relation_to_itself,
    relation_to_nothing,
    status_named,
)
from annotator.formats.common.names import check_name
from annotator.formats.desk.documents import Package, local
from annotator.formats.refi.codes import Code, excerpt, plain_guid, read_codes
from annotator.formats.refi.kept import PART, Kept, KeptRecord, read_kept
from annotator.formats.refi.places import Place, text_as_counted
from annotator.text import decode
from annotator.words import say

_INTERNAL = "internal://"
_SELECTIONS = ("PlainTextSelection", "TranscriptSelection")
_ELSEWHERE = ("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection")
_SOURCES = ("TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource")
_TEXTS = ("Representation", "Transcript", "TextDescription")
_LINK, _MEMO, _SELECTION = "link", "memo", "selection"
_MOST_SOURCES = 200_000


class _Said(NamedTuple):
    """What a selection says: a span."""

    guid: str
    place: Place
    user: str
    code: str
    note: str
    at: str


class Project:
    """Reads one project.

    Args:
        package: the archive.
        options: as the file is read.

    Raises:
        InputError: it is no project.

    """

    def __init__(self, package: Package, options: ReadOptions) -> None:
        self._package = package
        self._options = options
        name = next((one for one in sorted(package.names) if one.lower().endswith(".qde")), None)
        root = None if name is None else package.xml(name)
        if root is None or local(root) != "Project":
            raise InputError(say("this is no REFI-QDA project: there is no project.qde in it"))
        self._root = root
        self._folder = (name or "").rpartition("/")[0]
        self._files = {one.lower(): one for one in package.names}
        self._origin = root.get("origin") or ""
        self._kept = read_kept(package.read(PART))
        names = self._kept.names
        self._users = self._read_users()
        self._users.update((guid, names[guid]) for guid in self._users.keys() & names.keys())
        codes = next((one for one in root.iter() if local(one) == "Codes"), None)
        self._codes: dict[str, Code] = {} if codes is None else read_codes(codes)
        for guid in self._codes.keys() & names.keys():
            code = self._codes[guid]
            own = msgspec.structs.replace(code.label, name=names[guid])
            self._codes[guid] = code._replace(label=own)
        self._notes = self._read_notes()
        self._spans: dict[str, str] = {}
        self._linked: set[str] = set()
        self._of_texts = {
            plain_guid(one.get("targetGUID"))
            for coding in root.iter("{*}Coding")
            if local(coding.getparent()) in (*_SELECTIONS, *_ELSEWHERE)
            for one in coding
            if local(one) == "CodeRef"
        }
        self._links = self._read_links()
        self._variables = {
            plain_guid(one.get("guid")): " ".join((one.get("name") or "").split())
            for one in root.iter("{*}Variable")
        }
        self._cases = self._read_cases()

    def sources(self) -> list[Any]:
        """Return the sources of the project; what has no text is counted, and so is the rest."""
        for code in self._codes.values():
            self._options.notes.declare(code.label)
            if code.below:
                what = say("place of a code below another one")
                self._options.leave_out(what, code.label.name)
        for kind in ("Set", "Graph"):
            for one in self._root.iter(f"{{*}}{kind}"):
                what = say("{kind} of the project", kind=kind)
                self._options.leave_out(what, one.get("name") or "")
        found = []
        for one in self._root.iter():
            if local(one) in _SOURCES:
                found.append(one)
                if len(found) > _MOST_SOURCES:
                    raise InputError(say("it has more than {most:,} sources", most=_MOST_SOURCES))
        return found

    # -- what stands beside the sources ----------------------------------------------------------

    def _read_users(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for number, one in enumerate(self._root.iter("{*}User"), 1):
            name = " ".join((one.get("name") or one.get("id") or "").split())
            found[plain_guid(one.get("guid"))] = check_name(name or f"user {number}", "User.name")
        return found

    def _read_notes(self) -> dict[str, str]:
        """Return the texts of notes by GUID; one whose text is not in the file is its name."""
        found: dict[str, str] = {}
        for one in self._root.iter("{*}Note"):
            text: str | None = None
            with suppress(InputError):  # its name is something, too
                text = self._text_of(one)
            said = text or _description(one) or one.get("name") or ""
            found[plain_guid(one.get("guid"))] = said.strip()
        return found

    def _read_links(self) -> dict[str, list[Any]]:
        """Return the links at each GUID."""
        found: dict[str, list[Any]] = defaultdict(list)
        for one in self._root.iter("{*}Link"):
            ends = plain_guid(one.get("originGUID")), plain_guid(one.get("targetGUID"))
            found[ends[0]].append(one)
            found[ends[1]].append(one)
        return found

    def _read_cases(self) -> dict[str, dict[str, Any]]:
        """Return what cases say of sources, by the source's GUID."""
        found: dict[str, dict[str, Any]] = defaultdict(dict)
        for case in self._root.iter("{*}Case"):
            name = case.get("name") or ""
            said = self._values(case)
            if name:
                said.setdefault("case", name)
            for one in case:
                if local(one) == "SourceRef":
                    found[plain_guid(one.get("targetGUID"))].update(said)
                elif local(one) in ("SelectionRef", "CodeRef"):
                    self._options.leave_out(say("part of a case that is no source"), name)
        return found

    def _values(self, element: Any) -> dict[str, Any]:
        """Return the values of variables of a source or case, by the variable's name."""
        found: dict[str, Any] = {}
        for value in element:
            if local(value) != "VariableValue":
                continue
            name = ""
            said: Any = None
            for one in value:
                text = (one.text or "").strip()
                if local(one) == "VariableRef":
                    name = self._variables.get(plain_guid(one.get("targetGUID")), "")
                elif local(one) == "BooleanValue":
                    said = text in ("true", "1")
                elif local(one) == "IntegerValue" and text.lstrip("-").isdecimal():
                    said = int(text) if len(text) < 18 else text
                elif local(one).endswith("Value") and text:
                    said = text
            if name and said is not None:
                found[name] = said
        return found

    # -- a source --------------------------------------------------------------------------------

    def records(self, source: Any) -> Iterator[Annotated]:
        """Yield a record for each annotator of a source, or one without work.

        Raises:
            InputError: its text is not in the file, or a selection does not fit it.

        """
        name = source.get("name") or ""
        texts = [source] if local(source) == "TextSource" else _inside(source, _TEXTS)
        for one in source:
            if local(one) in _ELSEWHERE:
                what = say("selection of the kind {kind}, which is of no text", kind=local(one))
                self._options.leave_out(what, name)
        if not texts:
            self._options.leave_out(say("source without text ({kind})", kind=local(source)), name)
            return
        for holder in texts:
            text = self._text_of(holder)
            if not text:
                what = say("source without text ({kind})", kind=local(source))
                self._options.leave_out(what, name)
                continue
            yield from self._of_text(source, holder, text, name)

    def _of_text(self, source: Any, holder: Any, text: str, name: str) -> Iterator[Annotated]:
        guid = plain_guid(holder.get("guid") or source.get("guid"))
        said = list(self._said(holder, name))
        quotes = [(one.place, one_name) for one, one_name in said]
        counted = text_as_counted(text, quotes, self._origin)
        if counted.guess is not None:
            self._options.notes.guess(
                say("{source}: {how}", source=name or guid, how=counted.guess)
            )
        ours = self._kept.articles.get(guid)
        meta = {**self._cases.get(plain_guid(source.get("guid")), {}), **self._values(source)}
        whole = [one for parent in dict.fromkeys((source, holder)) for one in _codings(parent)]
        records = ours.records if ours else []
        by_user: dict[str | None, list[_Said]] = {kept.annotator: [] for kept in records}
        for one, _ in said:
            by_user.setdefault(one.user or None, []).append(one)
        values: dict[str | None, dict[str, Any]] = {}
        codes: list[str] = []
        for coding in whole:
            code, user = self._code_of(coding), self._user_of(coding, holder, source)
            if code is None:
                continue
            if ours is None and not any(
                plain_guid(ref.get("targetGUID")) in self._of_texts for ref in coding
            ):
                values.setdefault(user or None, {})[code] = True
                by_user.setdefault(user or None, [])
            elif ours is None:
                codes.append(code)
        if codes:
            meta["codes"] = codes
        nobody: dict[str | None, list[_Said]] = {None: []}
        for by, work in (by_user or nobody).items():
            kept_one = next((one for one in records if one.annotator == by), None)
            draft = Draft(
                counted.text,
                self._options,
                article_id=ours.id if ours else guid or None,
                annotator=by,
                unit=counted.unit,
            )
            self._add_spans(draft, work, kept_one)
            self._add_links(draft, work, kept_one)
            yield self._record(draft, name, meta, ours, kept_one, values.get(by))

    def _record(
        self,
        draft: Draft,
        title: str,
        meta: dict[str, Any],
        ours: Kept | None,
        kept: KeptRecord | None,
        values: dict[str, Any] | None,
    ) -> Annotated:
        record = draft.record(
            title=ours.title if ours else title or None,
            source=ours.source if ours else None,
            date=ours.date if ours else "",
            meta=ours.meta if ours else meta,
            status=status_named(kept.status) if kept else Status.NEW,
            flagged=kept.flagged if kept else False,
            gold=kept.gold if kept else False,
            document=kept.document if kept else values,
        )
        if kept is not None and kept.program:
            record = msgspec.structs.replace(record, program=True)
        return record

    def _text_of(self, element: Any) -> str | None:
        """Return the text of a source or note; None where it says of none.

        Raises:
            InputError: it lies outside the file.

        """
        inline = next((one for one in element if local(one) == "PlainTextContent"), None)
        if inline is not None and inline.text:
            return str(inline.text)
        path = element.get("plainTextPath") or ""
        if not path:
            if element.get("richTextPath"):
                raise InputError(say("it has no plain text; expected “plainTextPath”"))
            return None
        if not path.startswith(_INTERNAL):
            raise InputError(say("its text is not in the file, but at {path}", path=path[:200]))
        wanted = path.removeprefix(_INTERNAL).lower()
        base = f"{self._folder.lower()}/" if self._folder else ""
        for place in (f"{base}sources/{wanted}", f"{base}{wanted}", wanted):
            if place in self._files:
                data = self._package.read(self._files[place]) or b""
                with suppress(UnicodeDecodeError):  # as the standard says
                    return data.decode("utf-8").removeprefix("\ufeff")
                decoded = decode(data, self._options.encoding)
                self._options.say_replaced(decoded.replaced)
                return decoded.text
        raise InputError(say("its text {path} is not in the file", path=path[:200]))

    def _said(self, holder: Any, source: str) -> Iterator[tuple[_Said, str]]:
        """Yield what each selection in a source says, with the selection's name."""
        points = {
            plain_guid(one.get("guid")): _number(one.get("position"))
            for one in holder
            if local(one) == "SyncPoint"
        }
        for one in holder:
            if local(one) not in _SELECTIONS:
                continue
            guid, name = plain_guid(one.get("guid")), one.get("name") or ""
            if local(one) == "TranscriptSelection":
                start = points.get(plain_guid(one.get("fromSyncPoint")))
                end = points.get(plain_guid(one.get("toSyncPoint")))
            else:
                start, end = _number(one.get("startPosition")), _number(one.get("endPosition"))
            if start is None or end is None:
                self._options.leave_out(say("selection without a place in the text"), source)
                continue
            if start == end:
                self._options.leave_out(say("selection of nothing"), source)
                continue
            user = self._user_of(one)
            notes = [_description(one), *self._noted(one)]
            note = "\n".join(dict.fromkeys(filter(None, notes)))
            codings = _codings(one)
            made = 0
            for coding in codings:
                code = self._code_of(coding)
                if code is None:
                    self._options.leave_out(say("coding with a code that is not there"), source)
                    continue
                made += 1
                said = "\n".join(dict.fromkeys(filter(None, (*notes, *self._noted(coding)))))
                who, at = self._user_of(coding) or user, coding.get("creationDateTime") or ""
                at = at or one.get("creationDateTime") or ""
                yield _Said(guid, (start, end), who, code, said, at), name
            if made or codings:
                continue
            linked = any(local(link) == "Link" for link in self._links.get(guid, ()))
            if not note and not linked:
                self._options.leave_out(say("selection of which nothing is said"), source)
                continue
            code = _MEMO if note else _SELECTION
            at = one.get("creationDateTime") or ""
            yield _Said(guid, (start, end), user, code, note, at), name

    def _noted(self, element: Any) -> list[str]:
        """Return the notes that an element refers to, or that are linked to it."""
        wanted = [plain_guid(one.get("targetGUID")) for one in element if local(one) == "NoteRef"]
        for link in self._links.get(plain_guid(element.get("guid")), ()):
            wanted += [plain_guid(link.get(end)) for end in ("originGUID", "targetGUID")]
        return [self._notes[one] for one in dict.fromkeys(wanted) if self._notes.get(one)]

    def _code_of(self, coding: Any) -> str | None:
        for one in coding:
            if local(one) == "CodeRef":
                code = self._codes.get(plain_guid(one.get("targetGUID")))
                return None if code is None else code.label.name
        return None

    def _user_of(self, *elements: Any) -> str:
        for element in elements:
            for key in ("creatingUser", "modifyingUser"):
                user = self._users.get(plain_guid(element.get(key)))
                if user:
                    return user
        return ""

    # -- spans and links -------------------------------------------------------------------------

    def _add_spans(self, draft: Draft, work: Sequence[_Said], kept: KeptRecord | None) -> None:
        """Add a span for each coding; those that we wrote take back what was kept of them."""
        done: set[str] = set()
        there = {(one.guid, one.code): one for one in work}
        for span in kept.spans if kept else ():
            parts = [there.get((guid, span.label)) for guid in span.selections]
            places = [one.place for one in parts if one is not None]
            if len(places) != len(parts) or places != span.places:
                continue  # it was changed elsewhere: what is there counts
            done.update(f"{one.guid} {one.code}" for one in parts if one is not None)
            first = parts[0]
            note = first.note if first is not None else ""
            made = draft.add_span(
                excerpt(span.id),
                span.label,
                places,
                id=span.id,
                attributes=span.attributes,
                note=span.note if span.shown == note else note or None,
                flagged=span.flagged,
                origin=span.origin,
                created_at=span.created_at,
                updated_at=span.updated_at,
            )
            for guid in span.selections:
                self._spans.setdefault(guid, made.id)
        for one in work:
            if f"{one.guid} {one.code}" in done:
                continue
            span_made = draft.add_span(
                say("selection {guid}", guid=one.guid),
                one.code,
                [one.place],
                note=one.note or None,
                created_at=one.at,
            )
            self._spans.setdefault(one.guid, span_made.id)

    def _add_links(self, draft: Draft, work: Sequence[_Said], kept: KeptRecord | None) -> None:
        known = {one.link: one.id for one in kept.links} if kept else {}
        own = list(dict.fromkeys(one.guid for one in work))
        for guid in own:
            for link in self._links.get(guid, ()):
                source = plain_guid(link.get("originGUID"))
                target = plain_guid(link.get("targetGUID"))
                if source in self._notes or target in self._notes:
                    continue
                kind = self._kept.names.get(plain_guid(link.get("guid"))) or _kind(link)
                ends = self._spans.get(source), self._spans.get(target)
                if ends[0] is None or ends[1] is None:
                    continue  # the other end comes later, or is no selection
                if plain_guid(link.get("guid")) in self._linked:
                    continue
                self._linked.add(plain_guid(link.get("guid")))
                if ends[0] == ends[1]:
                    self._options.leave_out(relation_to_itself(kind))
                    continue
                link_id = known.get(plain_guid(link.get("guid")))
                draft.add_link(say("link"), kind, ends[0], ends[1], link_id)
                if link.get("direction") == "Bidirectional":
                    draft.add_link(say("link"), kind, ends[1], ends[0])

    def finish(self) -> None:
        """Count the links that came to nothing."""
        for link in self._root.iter("{*}Link"):
            ends = plain_guid(link.get("originGUID")), plain_guid(link.get("targetGUID"))
            if plain_guid(link.get("guid")) in self._linked or any(
                one in self._notes for one in ends
            ):
                continue
            self._options.leave_out(relation_to_nothing(_kind(link)))


def _kind(link: Any) -> str:
    return " ".join((link.get("name") or "").split()) or _LINK


def _number(value: str | None) -> int | None:
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None


def _description(element: Any) -> str:
    found = next((one for one in element if local(one) == "Description"), None)
    return "" if found is None else (found.text or "").strip()


def _codings(element: Any) -> list[Any]:
    return [one for one in element if local(one) == "Coding"]


def _inside(element: Any, names: Sequence[str]) -> list[Any]:
    return [one for one in element if local(one) in names]
