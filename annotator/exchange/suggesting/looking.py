"""All texts of a project, outlet by outlet, for sources that look at more than finished work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec

from annotator.annotation.records import Article, Label
from annotator.progress import Throttle
from annotator.project import Project
from annotator.suggestions import store
from annotator.suggestions.outlets import outlet_of
from annotator.suggestions.sources.base import Source, Texts

_AT_ONCE = 200


class ProjectTexts(Texts):
    """The texts of a project's articles; some are read at a time."""

    def __init__(self, project: Project, articles: Sequence[Article], throttle: Throttle) -> None:
        self._project = project
        self._throttle = throttle
        self._ids: dict[str, list[str]] = {}
        for one in articles:
            outlet = outlet_of(one)
            if outlet:
                self._ids.setdefault(outlet, []).append(one.id)
        self.outlets = sorted(self._ids)

    def of(self, outlet: str) -> Iterator[str]:
        """Yield the texts of an outlet, in the order of the project."""
        ids = self._ids[outlet]
        for at in range(0, len(ids), _AT_ONCE):
            self._throttle.step(0, 0)
            yield from self._project.texts(ids[at : at + _AT_ONCE]).values()


def surveyed(
    project: Project,
    labels: Sequence[Label],
    sources: Sequence[Source],
    folder: Path | None,
    throttle: Throttle,
    *,
    looks: bool = True,
) -> dict[str, bytes]:
    """Return what sources keep of all texts, by their names; from the cache where nothing is new.

    Args:
        project: whose texts.
        labels: that are suggested.
        sources: that are asked.
        folder: the cache; None: there is none.
        throttle: of the progress.
        looks: whether all texts are read where something is new; else there is nothing then.

    Raises:
        CancelledError: it was stopped.

    """
    looking = [one for one in sources if one.surveys and any(map(one.serves, labels))]
    if not looking:
        return {}
    articles = project.articles_without_texts()
    found = {}
    for source in looking:
        key = _key(source, articles)
        path = None if folder is None else folder / f"{source.name}.json"
        kept = None if path is None else _read(path, key)
        if kept is None and not looks:
            continue
        if kept is None:
            kept = source.survey(ProjectTexts(project, articles, throttle))
            if path is not None:
                with suppress(OSError):  # a cache that cannot be written is done without
                    store.write(path, key.encode() + b"\n" + kept)
        found[source.name] = kept
    return found


def _key(source: Source, articles: Sequence[Article]) -> str:
    """Return what is another whenever a survey would be."""
    told = sha256(f"{source.name} {source.version}".encode())
    for one in articles:
        told.update(msgspec.json.encode([one.id, one.source, outlet_of(one)]))
    return told.hexdigest()


def _read(path: Path, key: str) -> bytes | None:
    try:
        head, _, kept = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return kept if head == key.encode() else None
