"""Subtitles: what is said, with the times as metadata of places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced
from annotator.formats.common.drafts import Draft
from annotator.formats.common.files import printable
from annotator.formats.common.sources import read_bytes
from annotator.formats.recognising.magic import check_text
from annotator.text import decode
from annotator.words import say

_VOICE = re.compile(r"<v(?:\.[^\s>]+)?\s+([^>]+)>")
_TIMED = re.compile(rb"\d\d:\d\d[.,]\d{3}[ \t]*-->[ \t]*\d\d:", re.IGNORECASE)
_TAGS = re.compile(r"</?(?:i|b|u|c|v|lang|ruby|rt|font|\d\d:)[^<>]*>|\{\\[^{}]*\}", re.IGNORECASE)
_MOST_BYTES = 50_000_000


class Subtitles(Format):
    """SubRip (``.srt``) and WebVTT (``.vtt``); see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell them by the times of their first cue."""
        return head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT") or bool(
            _TIMED.search(head[:1000])
        )

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield the one article of the file: a line for each line on the screen."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            record = _record(data, path, options)
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
        else:
            yield Sourced(record, options.file, None, len(data))


def _without_names(source: str) -> str:
    """Return WebVTT without names of cues and without blocks that are none."""
    kept: list[str] = []
    for block in re.split(r"\n(?:[ \t]*\n)+", source.strip("\n")):
        first, _, rest = block.partition("\n")
        if first.split(" ")[0] in ("NOTE", "STYLE", "REGION") and "-->" not in first:
            continue
        named = "-->" not in first and "-->" in rest.split("\n", 1)[0]
        kept.append(rest if named and kept else block)
    return "\n\n".join(kept) + "\n"


def _record(data: bytes, path: Path, options: ReadOptions) -> Annotated:
    import pysubs2

    check_text(data, say("subtitles"))
    if len(data) > _MOST_BYTES:
        raise InputError(say("the subtitles are larger than 50 MB; expected smaller ones"))
    decoded = decode(data, options.encoding)
    options.say_replaced(decoded.replaced)
    source = decoded.text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    form = "vtt" if source.lstrip("\ufeff").startswith("WEBVTT") else "srt"
    if form == "vtt":
        source = _without_names(source)
    try:
        found = pysubs2.SSAFile.from_string(source, format_=form, keep_html_tags=True)
    except Exception as error:  # noqa: BLE001 – the library raises whatever a damaged file causes
        raise InputError(
            say("these subtitles cannot be read: {why}", why=str(error) or type(error).__name__)
        ) from None
    lines: list[str] = []
    cues: list[dict[str, Any]] = []
    start = 0
    for event in found:
        raw = event.text.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", "\u00a0")
        said = _TAGS.sub("", raw)
        text = "\n".join(line.strip() for line in said.split("\n") if line.strip())
        if not text:
            options.leave_out(say("cue without text"))
            continue
        cue: dict[str, Any] = {
            "start": start,
            "end": start + len(text),
            "from_ms": event.start,
            "to_ms": event.end,
        }
        voice = _VOICE.search(raw)
        if voice:
            cue["speaker"] = voice[1].strip()
        cues.append(cue)
        lines.append(text)
        start += len(text) + 1
    if not lines:
        raise InputError(say("there is no text in it; expected the text of an article"))
    text = "\n".join(lines)
    meta: dict[str, Any] = {"encoding": decoded.encoding, "cues": cues}
    if decoded.guessed:
        meta["encoding_guessed"] = True
    return Draft(text, options, article_id=None).record(title=printable(path.stem), meta=meta)
