"""What pages of the guide are written in: Markdown, with names of commands and of sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_REFERENCE = re.compile(r"\[\[(\w+):(\w+)\]\]")
_HEADING = re.compile(r"(#{1,3}) (.+?)(?: \{#([a-z]+)\})?")
_FENCE = "```"


class Named(NamedTuple):
    """A command as it is called now.

    Attributes:
        path: the menus above it and its text: “Edit ▸ Undo”.
        key: its first key, "" for none.

    """

    path: str
    key: str


class Section(NamedTuple):
    """A heading and what stands below it, up to the next one.

    Attributes:
        name: what links call it, the same in all languages; "" where none leads to it.
        level: 1 for the title of the page, 2 for the parts.
        title: the heading.
        words: all of it as it is written, for a search.

    """

    name: str
    level: int
    title: str
    words: str


class Page(NamedTuple):
    """One page, to be shown.

    Attributes:
        text: Markdown, with the commands as they are called now.
        sections: in their order; each is a heading of the text.

    """

    text: str
    sections: tuple[Section, ...]


def references(source: str) -> list[tuple[str, str]]:
    """Return what a page names: ``("command", "undo")``, in order."""
    return [(kind, name) for kind, name in _REFERENCE.findall(source)]


def page_of(source: str, named: Callable[[str], Named]) -> Page:
    """Return a page with the commands in the words and with the keys of now.

    ``[[command:undo]]`` becomes its menu, text and key, ``[[menu:undo]]`` menu and text,
    ``[[key:undo]]`` the key (menu and text where it has none), ``[[cli:export]]`` a command of the
    command line. A heading names its section for links: ``## Undo {#undo}``.

    Args:
        source: as it is written.
        named: how a command of the window is called now.

    Raises:
        KeyError: there is no such command.
        ValueError: there is no such kind of name.

    """

    def put(found: re.Match[str]) -> str:
        kind, name = found.groups()
        if kind == "cli":
            return f"`annotator {name}`"
        if kind not in ("command", "menu", "key"):
            raise ValueError(found[0])
        path, key = named(name)
        if kind == "key" and key:
            return f"**{_plain(key)}**"
        words = f"*{_plain(path.removesuffix('…').rstrip())}*"
        return f"{words} (**{_plain(key)}**)" if kind == "command" and key else words

    return _divided(_REFERENCE.sub(put, source))


def _plain(text: str) -> str:
    """Return a text in which Markdown sees nothing."""
    return re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", text)


def _divided(text: str) -> Page:
    """Take the names out of the headings, and find the sections."""
    lines: list[str] = []
    heads: list[tuple[int, str, int, str]] = []
    for line, in_code in _lines(text):
        found = None if in_code else _HEADING.fullmatch(line)
        if found is None:
            lines.append(line)
            continue
        marks, title, name = found.groups()
        heads.append((len(lines), name or "", len(marks), title))
        lines.append(f"{marks} {title}")
    ends = [*(at for at, *_ in heads[1:]), len(lines)] if heads else []
    sections = tuple(
        Section(name, level, title, "\n".join(lines[at:end]))
        for (at, name, level, title), end in zip(heads, ends, strict=True)
    )
    return Page("\n".join(lines) + "\n", sections)


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether it belongs to code."""
    in_code = False
    for line in text.splitlines():
        fence = line.startswith(_FENCE)
        yield line, in_code or fence
        in_code ^= fence
