"""Types that a CAS uses and no type system names, made from how they are used."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from annotator.formats.common.base import ReadOptions
from annotator.words import say

if TYPE_CHECKING:
    from cassis import TypeSystem

_ECORE = ".ecore"
_OWN = frozenset(("begin", "end", "sofa"))
_ENDS = frozenset(("Governor", "Dependent"))
_TEXT, _ANNOTATION = "uima.cas.String", "uima.tcas.Annotation"


def add_missing_types(data: bytes, types: TypeSystem, options: ReadOptions) -> None:
    """Add the types of annotations that XMI uses and ``types`` lacks; their features are texts.

    Args:
        data: the XMI; it was checked to have no entities.
        types: is changed.
        options: as the file is read; each type that is made is noted as a guess.

    """
    from lxml import etree

    found: dict[str, set[str]] = {}
    try:
        for _, element in etree.iterparse(io.BytesIO(data), events=("start",), huge_tree=True):
            name = _type_of(element)
            if name is None or types.contains_type(name):
                continue
            attributes = {key for key in map(str, element.attrib) if not key.startswith("{")}
            if not {"begin", "end"} <= attributes:
                continue
            found.setdefault(name, set()).update(attributes)
    except etree.XMLSyntaxError:
        return  # whoever loads it says what is wrong
    for name, attributes in found.items():
        made: Any = types.create_type(name, _ANNOTATION)
        for attribute in sorted(attributes - _OWN):
            of = _ANNOTATION if attribute in _ENDS else _TEXT
            types.create_feature(made, attribute, of)
        options.notes.guess(
            say(
                "the type {name}, which no type system names, holds texts ({file})",
                name=name,
                file=options.file,
            )
        )


def _type_of(element: Any) -> str | None:
    """Return the name of the type that an element of XMI is of; None for the frame around them."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith("{http:///"):
        return None
    space, _, name = tag[len("{http:///") :].partition("}")
    package = space.removesuffix(_ECORE).replace("/", ".")
    if package == "uima.cas" or not space.endswith(_ECORE):
        return None
    return name if package in ("", "uima.noNamespace") else f"{package}.{name}"
