"""Files in and out: one module for each format, and one registry that names them all."""

from annotator.formats.base import Format, ReadOptions, Sourced, WriteOptions
from annotator.formats.losses import Loss, Losses
from annotator.formats.registry import format_for, format_named, formats

__all__ = [
    "Format",
    "Loss",
    "Losses",
    "ReadOptions",
    "Sourced",
    "WriteOptions",
    "format_for",
    "format_named",
    "formats",
]
