"""The codes of a REFI-QDA project or codebook as labels, and labels as codes."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from annotator.annotation.records import Label, shorten
from annotator.errors import InputError
from annotator.formats.common.names import check_name
from annotator.words import say

PROJECT_SPACE = "urn:QDA-XML:project:1.0"
CODEBOOK_SPACE = "urn:QDA-XML:codebook:1.0"

_OURS = uuid.UUID("5b1f2f0e-8a43-5c7e-9b64-1d2a7c0f9e35")
_UNKNOWN_TO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
_MOST_CODES = 20_000
_LONGEST = 500


class Code(NamedTuple):
    """A code of a project.

    Attributes:
        label: as which it comes in.
        below: whether it stood below another one, which labels do not.

    """

    label: Label
    below: bool


def guid_of(*what: str) -> str:
    """Return a GUID that is the same whenever the same thing is written."""
    return str(uuid.uuid5(_OURS, "\0".join(what)))


def plain_guid(value: str | None) -> str:
    """Return a GUID as it is compared: some write braces, some capitals."""
    return (value or "").strip().strip("{}").lower()


def local(element: Any) -> str:
    """Return an element's name without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def as_xml(text: str) -> str:
    """Return a text with U+FFFD for each character that XML 1.0 does not know."""
    return _UNKNOWN_TO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def attribute(text: str) -> str:
    """Return a text as the value of an attribute, in its quotation marks."""
    escaped = content(text).replace('"', "&quot;")
    for sign in "\t\n\r":
        escaped = escaped.replace(sign, f"&#{ord(sign)};")
    return f'"{escaped}"'


def content(text: str) -> str:
    """Return a text as the content of an element."""
    escaped = as_xml(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\r", "&#13;")


def read_codes(codes: Any) -> dict[str, Code]:
    """Return the codes in an element ``Codes`` by their GUIDs, in their order.

    Of several with one name, below different ones, each has the names of those above it in front.

    Raises:
        InputError: there are far too many, or a name cannot be one of a label.

    """
    found = list(_walk(codes, ()))
    if len(found) > _MOST_CODES:
        raise InputError(say("it has more than {most:,} codes", most=_MOST_CODES))
    names = Counter(path[-1] for path, _ in found)
    made: dict[str, Code] = {}
    taken: set[str] = set()
    for path, element in found:
        name = path[-1] if names[path[-1]] == 1 else " / ".join(path)
        name = base = check_name(name, "Code.name")
        number = 1
        while name in taken:
            number += 1
            name = f"{base} ({number})"
        taken.add(name)
        colour = element.get("color") or ""
        if not _COLOUR.fullmatch(colour):
            colour = Label(id="", name="").colour
        elif len(colour) == 4:
            colour = "#" + "".join(2 * digit for digit in colour[1:])
        said = next((one.text or "" for one in element if local(one) == "Description"), "")
        line = " ".join(said.split())
        short = line if len(line) <= _LONGEST else ""
        label = Label(
            id="",
            name=name,
            colour=colour.lower(),
            description=short,
            guidelines="" if short == said.strip() else said.strip(),
        )
        made[plain_guid(element.get("guid"))] = Code(label, len(path) > 1)
    return made


def _walk(parent: Any, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    waiting = [(element, above) for element in reversed(list(parent)) if local(element) == "Code"]
    while waiting:
        element, path = waiting.pop()
        own = (*path, " ".join((element.get("name") or "").split()) or "?")
        yield own, element
        waiting += [(one, own) for one in reversed(list(element)) if local(one) == "Code"]


def written_codes(labels: Iterable[Label]) -> str:
    """Return an element ``Codes``."""
    made = []
    for label in labels:
        said = label.description
        if label.guidelines:
            said = f"{said}\n\n{label.guidelines}" if said else label.guidelines
        inside = f"<Description>{content(said)}</Description>" if said else ""
        head = (
            f"<Code guid={attribute(guid_of('label', label.name))} name={attribute(label.name)}"
            f' isCodable="true" color={attribute(label.colour)}'
        )
        made.append(f"{head}>{inside}</Code>" if inside else f"{head}/>")
    return f"<Codes>{''.join(made)}</Codes>"


def excerpt(text: str) -> str:
    """Return what a selection is called: the beginning of what it covers, on one line."""
    return shorten(" ".join(as_xml(text).split()), 60)
