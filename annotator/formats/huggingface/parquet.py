"""The rows of a Hugging Face dataset as Parquet, which tables and ``datasets`` take at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.extras import how_to_get
from annotator.formats.common.base import Format, WriteOptions
from annotator.formats.common.losses import Losses
from annotator.formats.huggingface.datasets import CardBeside, whole_row
from annotator.words import say

_AT_ONCE = 500
"""Rows in each group: what is held in memory."""


class HfParquet(Format):
    """``.parquet`` files; see ``docs/formats.md``."""

    def write(
        self, records: Iterable[Annotated], file: BinaryIO, options: WriteOptions | None = None
    ) -> None:
        """Write a row for each record, as ``hf-dataset`` has it; the same library, same bytes."""
        columns = options.tag_columns if options else ()
        _write(file, (whole_row(one, Losses(), columns)[0] for one in records), columns)

    def write_splits(
        self,
        splits: Iterable[tuple[str, Iterable[Annotated]]],
        folder: Path,
        options: WriteOptions | None = None,
    ) -> None:
        """Write ``data/NAME.parquet`` for each split, and one card that declares them."""
        used = options or WriteOptions()
        with CardBeside(folder, used, ".parquet") as beside:
            for name, records in splits:
                with (folder / "data" / f"{name}.parquet").open("wb") as file:
                    _write(file, beside.rows(name, records), used.tag_columns)


def _write(file: BinaryIO, rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> None:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError(say("this format needs pyarrow; {how}", how=how_to_get("files"))) from None
    schema = _schema(pa, columns)
    following = iter(rows)
    with pq.ParquetWriter(file, schema) as writer:
        while some := list(islice(following, _AT_ONCE)):
            writer.write_table(pa.Table.from_pylist(some, schema=schema))


def _schema(pa: Any, columns: Sequence[str]) -> Any:
    text, texts, numbers = pa.string(), pa.list_(pa.string()), pa.list_(pa.int64())
    span = [
        ("id", text), ("label", text), ("starts", numbers), ("ends", numbers), ("text", text),
        ("attributes", text), ("note", text), ("flagged", pa.bool_()), ("origin", text),
        ("created_at", text), ("updated_at", text),
    ]  # fmt: skip
    link = [(name, text) for name in ("id", "type", "from", "to")]
    return pa.schema(
        [
            ("article_id", text), ("text", text), ("tokens", texts), ("token_starts", numbers),
            ("token_ends", numbers), ("ner_tags", texts),
            *([("tags", pa.struct([(label, texts) for label in columns]))] if columns else []),
            ("annotator", text), ("status", text), ("flagged", pa.bool_()), ("gold", pa.bool_()),
            ("title", text), ("source", text), ("date", text), ("meta", text), ("document", text),
            ("spans", pa.list_(pa.struct(span))), ("links", pa.list_(pa.struct(link))),
        ]
    )  # fmt: skip
