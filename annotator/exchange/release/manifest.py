"""What a release says of itself: its manifest, and the check sums of its files."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
import orjson

from annotator.annotation.records import Annotated
from annotator.formats import Loss
from annotator.inputs import open_input
from annotator.openfiles import check_not_open

SCHEMA = "annotator-release/1"
MANIFEST = "manifest.json"
LABELS = "labels.json"
GUIDELINES = "guidelines.md"
AGREEMENT = "agreement.json"
CARD = "README.md"
DATA = "data"
NATIVE = "jsonl"
"""The format of the files in ``DATA``."""

SUMS = "SHA256SUMS"
"""Check sums of all files, the manifest among them, as ``sha256sum --check`` reads them."""

SPLITS = ("train", "validation", "test")

_BLOCK = 1 << 20


class Counts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a split holds.

    Attributes:
        articles: of the project, whole ones, however they are cut.
        records: pairs of article (or segment) and annotator.
        labels: spans by label, those that are used.
        annotators: records by annotator.

    """

    articles: int = 0
    records: int = 0
    spans: int = 0
    links: int = 0
    labels: dict[str, int] = {}
    annotators: dict[str, int] = {}


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was asked for; see ``releasing.ReleaseOptions``."""

    seed: int
    shares: dict[str, float]
    work: str
    work_why: str
    done_only: bool
    labels: list[str] | None
    attributes: bool
    clean: list[str]
    segments: str
    formats: list[str]
    blind: bool
    replicates: int


class Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Articles that stay together; ``group`` is ``group_name`` of their ids."""

    group: str
    split: str
    articles: list[str]


class LeftOut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Articles (ids) that are in the project and not in the release, and why."""

    reason: str
    articles: list[str]


class Leakage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What keeps a split from knowing another one.

    Attributes:
        equal_texts: pairs of articles in different splits with the same words.
        near_duplicates: pairs of articles in different splits that share runs of words.
        linked: links between articles in different splits.
        method: how that was found out.
        joined: how many articles were put together by each reason, that no earlier one had put
            together.
        equal_segments: texts of segments that stand in several splits, as of a standing phrase;
            None where articles are whole.

    """

    equal_texts: int
    near_duplicates: int
    linked: int
    method: str
    joined: dict[str, int]
    equal_segments: int | None


class File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file: its SHA-256 in hexadecimal digits, its size, and whose split it is part of."""

    sha256: str
    bytes: int
    split: str = ""
    format: str = ""
    counts: Counts | None = None


class Lost(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a format, or the release as a whole (``format`` is ""), could not hold.

    ``labels``: how many by label, where spans of some are lost.
    """

    format: str
    split: str
    what: str
    done: str
    number: int
    labels: dict[str, int] = {}


class SuggestedCounts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of suggestions for a label, in the articles that are released.

    Attributes:
        spans: that are released and came from one.
        accepted: by anybody.
        moved: of these, such that stand elsewhere now, or with another label.
        rejected: by anybody.

    """

    spans: int = 0
    accepted: int = 0
    moved: int = 0
    rejected: int = 0


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of it; there is no time in it, so that the same release has the same bytes."""

    schema: str
    tool: str
    version: str
    name: str
    options: Options
    annotators: list[str]
    labels: list[str]
    splits: dict[str, Counts]
    leakage: Leakage
    losses: list[Lost]
    links_left_out: int
    left_out: list[LeftOut]
    groups: list[Group]
    files: dict[str, File]
    suggestions: dict[str, SuggestedCounts] = {}


class Tally:
    """Counts records as they go by."""

    def __init__(self) -> None:
        self._articles: set[str] = set()
        self._labels: Counter[str] = Counter()
        self._annotators: Counter[str] = Counter()
        self._records = self._spans = self._links = 0

    @property
    def articles(self) -> frozenset[str]:
        """Ids of the articles so far."""
        return frozenset(self._articles)

    def add(self, article: str, record: Annotated) -> None:
        """Count a record of a whole article (id)."""
        self._articles.add(article)
        self._records += 1
        self._spans += len(record.spans)
        self._links += len(record.links)
        self._labels.update(span.label for span in record.spans)
        self._annotators[record.annotator or ""] += 1

    def counts(self) -> Counts:
        """Return the counts so far."""
        return Counts(
            articles=len(self._articles),
            records=self._records,
            spans=self._spans,
            links=self._links,
            labels=dict(sorted(self._labels.items())),
            annotators=dict(sorted(self._annotators.items())),
        )


def raw_article(record: Annotated, options: Options) -> str:
    """Return the id in the project of the article that a record was cut out of.

    Raises:
        ValueError: the record does not say it.

    """
    meta = record.article.meta
    try:
        if options.clean:
            return str(meta["clean"]["raw_id"])
        if options.segments:
            return str(meta["segment"]["article"])
    except (KeyError, TypeError):
        raise ValueError("its meta does not say which article it was cut out of") from None
    return record.article.id


def group_name(articles: Iterable[str]) -> str:
    """Return the name of a group: the same for the same articles in any order."""
    joined = "\0".join(sorted(articles))
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:16]


def encode(manifest: Manifest) -> bytes:
    """Return the manifest's bytes."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(_dense(msgspec.to_builtins(manifest)), option=options)


def _dense(plain: dict[str, object]) -> dict[str, object]:
    """Leave out of each file what it does not have, and suggestions where there were none."""
    files = plain["files"]
    assert isinstance(files, dict)
    plain["files"] = {
        name: {key: value for key, value in one.items() if value not in ("", None)}
        for name, one in files.items()
    }
    if not plain["suggestions"]:
        del plain["suggestions"]
    return plain


def decode(data: bytes) -> Manifest:
    """Return a manifest.

    Raises:
        ValueError: it is none, or of another schema.

    """
    try:
        found = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"it cannot be read ({error})") from None
    if found.schema != SCHEMA:
        raise ValueError(f"its schema is {found.schema!r}; this version reads {SCHEMA!r}")
    return found


def losses_of(losses: Iterable[Loss], format_name: str, split: str) -> list[Lost]:
    """Return losses as the manifest has them; examples are left out."""
    return [
        Lost(
            format=format_name,
            split=split,
            what=str(one.what),
            done=str(one.done),
            number=one.number,
            labels=dict(sorted(one.labels.items())),
        )
        for one in losses
    ]


def files_below(folder: Path) -> dict[str, Path]:
    """Return all that is no folder, by path from ``folder`` with forward slashes, sorted.

    Links to folders are not followed: they are none.
    """
    found = {}
    for above, inside, names in os.walk(folder):
        links = [name for name in inside if Path(above, name).is_symlink()]
        for name in (*names, *links):
            path = Path(above, name)
            found[path.relative_to(folder).as_posix()] = path
    return dict(sorted(found.items()))


def digest(path: Path) -> tuple[str, int]:
    """Return SHA-256 in hexadecimal digits and size in bytes of a file."""
    check_not_open(path)
    sum_, size = hashlib.sha256(), 0
    with open_input(path) as file:
        while block := file.read(_BLOCK):
            sum_.update(block)
            size += len(block)
    return sum_.hexdigest(), size


def sums(digests: Mapping[str, str]) -> bytes:
    """Return the bytes of the file of check sums, by path."""
    lines = (f"{digests[name]}  {name}\n" for name in sorted(digests))
    return "".join(lines).encode("utf-8")
