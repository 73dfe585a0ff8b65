"""Markdown: one file, one article, its text as it was typed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced
from annotator.formats.common.columns import ROLES
from annotator.formats.common.drafts import Draft
from annotator.formats.common.files import printable
from annotator.formats.common.sources import read_bytes
from annotator.formats.recognising.magic import check_text
from annotator.text import WHITE_SPACE, decode, normalise
from annotator.words import say

_FENCE = re.compile(r"---[ \t]*\n")
_FENCE_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_CODE = re.compile(r" {0,3}(```+|~~~+)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_NO_KEY = " \t-[]{}'\""
_LONGEST_HEADING = 500
_MARKED = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|(\*\*|__|[*_`])(?=\S)(.+?)(?<=\S)\2")


class Markdown(Format):
    """``.md`` files in any encoding; see ``docs/formats.md``."""

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield the one article of the file."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            record = _record(data, printable(path.stem), options)
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
        else:
            yield Sourced(record, options.file, None, len(data))


def _record(data: bytes, name: str, options: ReadOptions) -> Annotated:
    check_text(data)
    decoded = decode(data, options.encoding)
    options.say_replaced(decoded.replaced)
    known, text = split_front_matter(normalise(decoded.text).text)
    if not text.strip(WHITE_SPACE):
        raise InputError(say("there is no text in the file; expected the text of an article"))
    meta: dict[str, Any] = {
        "encoding": decoded.encoding,
        "bytes_sha256": hashlib.sha256(data).hexdigest(),
    }
    if decoded.guessed:
        meta["encoding_guessed"] = True
    said: dict[str, str] = {}
    for key, value in known.items():
        roles = (role for role in ("title", "date", "source") if key.lower() in ROLES[role])
        role = next(roles, "")
        if role and role not in said and isinstance(value, str):
            said[role] = value
        else:
            meta.setdefault(key, value)
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    draft = Draft(text, options, article_id=f"{name}-{digest[:12]}")
    return draft.record(
        title=said.get("title") or first_heading(text) or None,
        source=said.get("source") or None,
        date=said.get("date", ""),
        meta=meta,
    )


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the metadata at the head of a Markdown file, and the text behind it.

    Understood is the YAML that such heads are made of: ``key: value`` and lists of plain values.
    What is deeper stays as it was typed, under the key that it belongs to. Where a head is not
    closed, or is none, everything is text.
    """
    fence = _FENCE.match(text)
    if fence is None or (end := _FENCE_END.search(text, fence.end())) is None:
        return {}, text
    found: dict[str, Any] = {}
    deeper: dict[str, list[str]] = {}
    key = ""
    for line in text[fence.end() : end.start()].split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, colon, rest = line.partition(":")
        if colon and line[0] not in _NO_KEY and rest[:1] in ("", " ", "\t"):
            key = name.strip()
            found[key] = _value(rest.strip())
        elif key and (line[0] in " \t-"):
            deeper.setdefault(key, []).append(line)
        else:
            return {}, text
    for key, lines in deeper.items():
        items = [_ITEM.fullmatch(line) for line in lines]
        if found[key] == "" and all(items):
            found[key] = [_value(item[1].strip()) for item in items if item is not None]
        else:
            started = found[key] if isinstance(found[key], str) else ""
            found[key] = "\n".join([started, *lines] if started else lines)
    return found, text[end.end() :].lstrip("\n")


def _value(typed: str) -> Any:
    if len(typed) > 1 and typed[0] == typed[-1] and typed[0] in "'\"":
        inner = typed[1:-1]
        if typed[0] == "'":
            return inner.replace("''", "'")
        return inner.replace('\\"', '"').replace("\\\\", "\\")
    if typed.startswith("[") and typed.endswith("]") and not set(typed[1:-1]) & set("[]{}'\""):
        return [one.strip() for one in typed[1:-1].split(",") if one.strip()]
    return re.split(r"[ \t]#", typed, maxsplit=1)[0].rstrip()


def first_heading(text: str) -> str:
    """Return the first heading of a Markdown text without its marks, "" where there is none."""
    fence = ""
    before = ""
    for line in text.split("\n"):
        code = _CODE.match(line)
        if fence:
            if code is not None and code[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
            continue
        if code is not None:
            fence, before = code[1], ""
            continue
        if len(line) > _LONGEST_HEADING:
            before = ""
            continue
        heading = _HEADING.fullmatch(line)
        if heading is not None and heading[1]:
            return _plain(heading[1])
        if before and _UNDERLINE.fullmatch(line):
            return _plain(before)
        before = line.strip() if line.strip() and line[:1] not in "-*+>|#" else ""
    return ""


def _plain(heading: str) -> str:
    for _ in range(3):  # a link may be in bold
        heading = _MARKED.sub(lambda found: found[1] if found[1] is not None else found[3], heading)
    return heading.strip()
