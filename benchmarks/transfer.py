"""A process that imports or exports once: ``WORK PROJECT FILE [FORMAT]``."""

from __future__ import annotations

import hashlib
import json
import resource
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson

_BATCH = 500
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32768")


def import_ours(project: str, file: str, name: str = "jsonl") -> None:
    """Import as the command line does."""
    from annotator.__main__ import collecting_less
    from annotator.exchange import ImportOptions, bring_in
    from annotator.project import Project

    with collecting_less(), Project.open(project) as opened, _timed():
        bring_in(opened, [file], ImportOptions(format=name))


def export_ours(project: str, file: str, name: str = "jsonl") -> None:
    """Export as the command line does."""
    from annotator.__main__ import collecting_less
    from annotator.exchange import write_out
    from annotator.project import Project

    with collecting_less(), Project.open(project) as opened, _timed():
        write_out(opened, file, format=name)


def parse_plain(file: str) -> None:
    """Parse JSON lines, or JSON in one, with orjson, and do nothing with it."""
    with _timed(), open(file, "rb") as data:  # noqa: PTH123
        if file.endswith(".json"):
            orjson.loads(data.read())
        else:
            for line in data:
                orjson.loads(line)


def import_plain(project: str, file: str) -> None:
    """Read with orjson, write with executemany, check nothing."""
    with closing(_connect(project)) as database, _timed(), open(file, "rb") as lines:  # noqa: PTH123
        labels = dict(database.execute("SELECT id, key FROM labels"))
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO annotators VALUES (1, 'a')")
        span_key = 0
        article_key = 0
        rows: dict[str, list[tuple[Any, ...]]]
        for batch in _batches(lines):
            rows = {"articles": [], "article_texts": [], "statuses": [], "spans": []}
            rows["fragments"] = []
            for line in batch:
                article_key += 1
                span_key = _collect(rows, orjson.loads(line), article_key, span_key, labels)
            for table, values in rows.items():
                if values:  # the columns after these, as checksums, stay empty
                    columns = database.execute(f"PRAGMA table_info({table})").fetchall()
                    names = ", ".join(f'"{one[1]}"' for one in columns[: len(values[0])])
                    marks = ", ".join("?" * len(values[0]))
                    database.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
        database.execute("COMMIT")


def _batches(lines: Any) -> Iterator[list[bytes]]:
    batch = []
    for line in lines:
        batch.append(line)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _collect(
    rows: dict[str, list[tuple[Any, ...]]],
    line: dict[str, Any],
    article: int,
    span: int,
    labels: dict[str, int],
) -> int:
    text = line["text"]
    about = (line["title"], line["source"], line["date"], orjson.dumps(line["meta"]).decode())
    digest = line["text_sha256"]
    rows["articles"].append((article, line["id"], *about, digest, len(text), None))
    rows["article_texts"].append((article, text))
    rows["statuses"].append((1, article, line["status"], 0, "2026-11-20T00:00:00.000Z", None))
    for one in line["spans"]:
        span += 1
        attributes = orjson.dumps(one["attributes"]).decode()
        made = (0, one["origin"], one["created_at"], one["updated_at"])
        rows["spans"].append(
            (span, one["id"], article, 1, labels[one["label"]], attributes, one["note"], *made,
             None)
        )  # fmt: skip
        for number, (start, end) in enumerate(one["fragments"]):
            rows["fragments"].append((span, number, start, end, text[start:end]))
    return span


def export_plain(project: str, file: str) -> None:
    """Read with sqlite3, write with orjson, check nothing."""
    with closing(_connect(project)) as database, _timed(), open(file, "wb") as out:  # noqa: PTH123
        labels = dict(database.execute("SELECT key, id FROM labels"))
        spans = groupby(database.execute(_SPANS), key=lambda row: row[0])
        for article in database.execute(_ARTICLES):
            _, theirs = next(spans)
            out.write(orjson.dumps(_line(article, theirs, labels)))
            out.write(b"\n")


_ARTICLES = (
    "SELECT key, id, title, source, date, meta, text, status FROM articles"
    " JOIN article_texts AS t ON t.article = key JOIN statuses AS s ON s.article = key ORDER BY key"
)
_SPANS = (
    "SELECT article, key, id, label, attributes, note, origin, created_at, updated_at,"
    ' start, "end", text FROM spans JOIN fragments ON span = key ORDER BY key, number'
)


def _line(article: Any, rows: Any, labels: dict[int, str]) -> dict[str, Any]:
    _, name, title, source, date, meta, text, status = article
    spans = []
    for _, group in groupby(rows, key=lambda row: row[1]):
        pieces = list(group)
        _, _, span, label, attributes, note, origin, created, updated, *_ = pieces[0]
        spans.append(
            {
                "id": span,
                "label": labels[label],
                "start": pieces[0][9],
                "end": pieces[-1][10],
                "text": " ".join(piece[11] for piece in pieces),
                "fragments": [piece[9:11] for piece in pieces],
                "attributes": orjson.loads(attributes),
                "note": note,
                "created_at": created,
                "updated_at": updated,
                "origin": origin,
            }
        )
    return {
        "schema": "annotator/1",
        "id": name,
        "title": title,
        "source": source,
        "date": date,
        "meta": orjson.loads(meta),
        "text": text,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "offset_unit": "codepoint",
        "annotator": "a",
        "status": status,
        "spans": spans,
        "links": [],
    }


def _connect(project: str) -> sqlite3.Connection:
    database = sqlite3.connect(project, isolation_level=None)
    for pragma in _PRAGMAS:
        database.execute(f"PRAGMA {pragma}")
    return database


class _timed:  # noqa: N801
    """Prints how long the block took and how much memory the process had at most."""

    def __enter__(self) -> None:
        self._start = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        seconds = time.perf_counter() - self._start
        print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes()}))


def peak_megabytes() -> float:
    """Return the peak of this process alone; getrusage counts what its parent had before exec."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        peak = next(line for line in lines if line.startswith("VmHWM:"))
        return int(peak.split()[1]) / 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1024 / 1024


if __name__ == "__main__":
    known = (import_ours, import_plain, export_ours, export_plain, parse_plain)
    works: dict[str, Callable[..., None]] = {one.__name__: one for one in known}
    works[sys.argv[1]](*sys.argv[2:])
