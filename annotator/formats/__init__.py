"""Files in and out: one module for each format, and one registry that names them all."""

from annotator.formats.common.base import Format, Known, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.losses import Loss, Losses
from annotator.formats.common.notes import LeftOut, Notes, Unread
from annotator.formats.registry import (
    Told,
    format_for,
    format_named,
    formats,
    known_suffixes,
    tell,
)

__all__ = [
    "Format",
    "Known",
    "LeftOut",
    "Loss",
    "Losses",
    "Notes",
    "ReadOptions",
    "Sourced",
    "Told",
    "Unread",
    "WriteOptions",
    "format_for",
    "format_named",
    "formats",
    "known_suffixes",
    "tell",
]
