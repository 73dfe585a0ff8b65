"""Files in and out: one module for each format, and one registry that names them all."""

from annotator.formats.common.base import Format, Known, ReadOptions, Sourced, WriteOptions
from annotator.formats.common.losses import Loss, Losses
from annotator.formats.registry import format_for, format_named, formats, known_suffixes

__all__ = [
    "Format",
    "Known",
    "Loss",
    "Losses",
    "ReadOptions",
    "Sourced",
    "WriteOptions",
    "format_for",
    "format_named",
    "formats",
    "known_suffixes",
]
