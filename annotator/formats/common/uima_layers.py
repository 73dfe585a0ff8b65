"""What annotation layers of UIMA mean here, and names of the files that hold one record each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from annotator.annotation.records import Annotated

SPAN = "webanno.custom.Span"
"""The layer that our spans are written to."""

LINK = "webanno.custom.Link"
"""The layer that our links are written to."""

_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
_KEPT = (f"{_DKPRO}ner.", f"{_DKPRO}coref.")
_APART = (_DKPRO, "de.tudarmstadt.ukp.clarin.webanno.api.type.", "uima.")
_LABEL_FEATURES = ("label", "value")
_UNSAFE = re.compile(r"[^\w.-]+")


def short(type_name: str) -> str:
    """Return the last part of a type's name: ``Sentiment`` of ``webanno.custom.Sentiment``."""
    return type_name.rpartition(".")[2]


def is_apart(type_name: str) -> bool:
    """Tell whether a layer is no labelling: tokens, sentences, lemmas, syntax, descriptions."""
    return type_name.startswith(_APART) and not type_name.startswith(_KEPT)


def labelled(
    layer: str, features: Mapping[str, Any], declared: int = 1
) -> tuple[str, dict[str, Any]]:
    """Return the label of an annotation and what else is said of it.

    The label is the feature ``label``, else ``value``, else the only text among the features,
    else the layer's short name.

    Args:
        layer: the name of its type.
        features: what is said of it, without what is null.
        declared: how many texts the layer may say; of several none is the label just because the
            others are null.

    """
    rest = dict(features)
    texts = [name for name, value in rest.items() if isinstance(value, str) and value.strip()]
    found = next((name for name in _LABEL_FEATURES if name in texts), None)
    if found is None and len(texts) == 1 and (declared < 2 or is_known(layer)):
        found = texts[0]
    if found is None:
        return short(layer), rest
    label = rest.pop(found)
    if layer != SPAN and not is_known(layer):
        rest.setdefault("layer", short(layer))
    return label, rest


def is_known(layer: str) -> bool:
    """Tell whether a layer is one of named entities or coreference."""
    return layer.startswith(_KEPT)


class FileNames:
    """Gives each record a file name that all systems take: its number, article and annotator."""

    def __init__(self) -> None:
        self._number = 0

    def name(self, record: Annotated, suffix: str) -> str:
        """Return the next name, as ``00001-gulls-ann.xmi``."""
        self._number += 1
        parts = [f"{self._number:05}", record.article.id, record.annotator or ""]
        cleaned = [
            _UNSAFE.sub("_", part.encode("ascii", "replace").decode())[:40] for part in parts
        ]
        return "-".join(part for part in cleaned if part) + suffix
