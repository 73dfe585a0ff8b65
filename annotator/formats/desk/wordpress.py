"""WordPress's export (WXR): an article for each post and page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.annotation.records import Annotated, shorten
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced
from annotator.formats.common.drafts import Draft, derived_id
from annotator.formats.common.sources import read_bytes
from annotator.formats.desk.documents import parse_xml
from annotator.formats.html.page import text_of
from annotator.words import say

_SIGN = b"http://wordpress.org/export/"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_AUTHOR = "{http://purl.org/dc/elements/1.1/}creator"
_ARTICLES = ("post", "page", "")
_MARKUP = re.compile(r"<(?:p|div|ul|ol|table|h[1-6]|blockquote|section)[\s>]", re.IGNORECASE)
_SHORTCODE = re.compile(r"\[/?(?:caption|gallery|embed|audio|video|playlist)\b[^\]]*\]")
_BLANK = re.compile(r"\n\s*\n")


class WordPress(Format):
    """Posts and pages of a WordPress site; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell it by its namespace."""
        return _SIGN in head

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield an article for each post and page with a text."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            root = parse_xml(data, say("WordPress export"))
            items = list(root.iter("item"))
            if not items:
                raise InputError(say("there is no post in it; expected a WordPress export"))
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
            return
        outlet = " ".join((root.findtext("channel/title") or "").split())
        for number, item in enumerate(items, 1):
            try:
                record = _post(item, outlet, options)
            except InputError as error:
                where = say("item {number:,}", number=number)
                options.refuse(error.inside(where).at(options.file, None))
                continue
            if record is not None:
                yield Sourced(record, options.file, None, len(data) * number // len(items))


def _said(item: Any, name: str) -> str:
    found = next(item.iter(f"{{*}}{name}"), None)
    return "" if found is None else " ".join((found.text or "").split())


def _post(item: Any, outlet: str, options: ReadOptions) -> Annotated | None:
    kind = _said(item, "post_type")
    title = " ".join(text_of(_escaped(item.findtext("title") or "")).split())
    if kind not in _ARTICLES:
        options.leave_out(say("item of the type “{type}”", type=shorten(kind)), title)
        return None
    content = _SHORTCODE.sub("", item.findtext(_CONTENT) or "")
    if not _MARKUP.search(content):  # what the editor before blocks left to WordPress
        content = "".join(f"<p>{one.replace(chr(10), '<br>')}</p>" for one in _BLANK.split(content))
    text = text_of(content)
    if not text.strip():
        options.leave_out(say("post without text"), title)
        return None
    link = " ".join((item.findtext("link") or "").split())
    meta = {
        "author": item.findtext(_AUTHOR) or "",
        "outlet": outlet,
        "tags": [one.text for one in item.iter("category") if one.text],
        "post_status": _said(item, "status"),
    }
    name = derived_id("wordpress", _said(item, "post_id") or link, text)[:16]
    return Draft(text, options, article_id=name).record(
        title=title or None,
        source=link or None,
        date=_said(item, "post_date_gmt") or (item.findtext("pubDate") or ""),
        meta={key: value for key, value in meta.items() if value},
    )


def _escaped(title: str) -> str:
    return title.replace("<", "&lt;") if "&" not in title else title
