"""What a project of INCEpTION or WebAnno says of itself where it was exported whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from annotator.annotation.records import Attribute, Label, Status
from annotator.errors import InputError
from annotator.formats.common.sources import any_json
from annotator.formats.common.uima_layers import is_apart
from annotator.inputs import read_input

PROJECT = "exportedproject"
"""How the file begins in which such a project says what is in it."""

CURATION = "CURATION_USER"
"""Who INCEpTION says has made what a curator settled on."""

_STATES = {
    "FINISHED": Status.DONE,
    "ANNOTATION_FINISHED": Status.DONE,
    "CURATION_FINISHED": Status.DONE,
    "IN_PROGRESS": Status.IN_PROGRESS,
    "ANNOTATION_IN_PROGRESS": Status.IN_PROGRESS,
    "CURATION_IN_PROGRESS": Status.IN_PROGRESS,
    "IGNORE": Status.SKIPPED,
}
_MOST_BYTES = 50_000_000
_LABELS = ("label", "value")
_LONGEST = 200


class Layer(msgspec.Struct, frozen=True):
    """A layer of spans.

    Attributes:
        texts: the names of its features that are texts.
        label: the feature that is the label; None: the layer's own name is.
        tags: what that may say, each with its description.
        attributes: what its other features may say, where the project says it.

    """

    texts: tuple[str, ...]
    label: str | None
    tags: dict[str, str]
    attributes: tuple[Attribute, ...]

    def described(self, name: str) -> Label:
        """Return what the project says of a label of this layer."""
        return Label(
            id="", name=name, description=self.tags.get(name, ""), attributes=self.attributes
        )


class ExportedProject(msgspec.Struct, frozen=True):
    """What a project says of itself.

    Attributes:
        states: how far each user is with each document; a curator is called ``CURATION``.
        layers: the layers of spans by name.

    """

    states: dict[tuple[str, str], Status] = {}
    layers: dict[str, Layer] = {}


def read_project(path: Path) -> ExportedProject:
    """Return what the file says in which a project is described; it is a help, never refused."""
    try:
        value = any_json(read_input(path, most=_MOST_BYTES))
    except (OSError, InputError):
        return ExportedProject()
    return ExportedProject(_states(value), _layers(value))


@lru_cache(maxsize=8)
def project_in(folder: Path) -> ExportedProject:
    """Return what the project in a folder says of itself."""
    try:
        described = min(folder.glob(f"{PROJECT}*.json"), default=None)
    except OSError:
        described = None
    return ExportedProject() if described is None else read_project(described)


def _objects(value: Any, key: str) -> Iterator[dict[str, Any]]:
    inside = value.get(key) if isinstance(value, dict) else None
    for one in inside if isinstance(inside, list) else ():
        if isinstance(one, dict):
            yield one


def _states(value: Any) -> dict[tuple[str, str], Status]:
    found: dict[tuple[str, str], Status] = {}
    for one in _objects(value, "source_documents"):
        status = _STATES.get(str(one.get("state")), Status.NEW)
        if str(one.get("state")).startswith("CURATION"):
            found[str(one.get("name")), CURATION] = status
    for one in _objects(value, "annotation_documents"):
        if isinstance(one.get("user"), str):
            status = _STATES.get(str(one.get("state")), Status.NEW)
            found[str(one.get("name")), one["user"]] = status
    return found


def _layers(value: Any) -> dict[str, Layer]:
    sets = {str(one.get("name")): _tags(one) for one in _objects(value, "tag_sets")}
    found: dict[str, Layer] = {}
    for layer in _objects(value, "layers"):
        name = layer.get("name")
        if isinstance(name, str) and layer.get("type") in ("span", None) and not is_apart(name):
            found[name] = _layer(layer, sets)
    return found


def _layer(layer: dict[str, Any], sets: dict[str, dict[str, str]]) -> Layer:
    features = [one for one in _objects(layer, "features") if isinstance(one.get("name"), str)]
    texts = tuple(one["name"] for one in features if one.get("type") == "uima.cas.String")
    names = [one["name"] for one in features]
    label = next((one for one in _LABELS if one in names), None)
    if label is None and len(texts) == 1:
        label = texts[0]
    tags: dict[str, str] = {}
    attributes = []
    for feature in features:
        said = feature.get("tag_set")
        if isinstance(said, dict):
            known = _tags(said) or sets.get(str(said.get("name")), {})
        else:
            known = sets.get(said, {}) if isinstance(said, str) else {}
        if feature["name"] == label:
            tags = known
        elif feature.get("type") == "uima.cas.Boolean":
            attributes.append(Attribute(name=feature["name"], kind="yes/no"))
        elif known and feature["name"] in texts:
            values = tuple(known)
            attributes.append(Attribute(name=feature["name"], kind="choice", values=values))
    return Layer(texts, label, tags, tuple(attributes))


def _tags(value: dict[str, Any]) -> dict[str, str]:
    """Return the tags of a tag set, each with its description on one line."""
    found: dict[str, str] = {}
    for tag in _objects(value, "tags"):
        name = tag.get("tag_name", tag.get("name"))
        if isinstance(name, str) and name.strip():
            said = tag.get("tag_description") or tag.get("description") or ""
            found.setdefault(name, " ".join(str(said).split())[:_LONGEST])
    return found
