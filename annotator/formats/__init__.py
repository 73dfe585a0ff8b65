"""Files in and out: one module for each format, and one registry that names them all."""

from annotator.formats.base import Format, ReadOptions, Sourced
from annotator.formats.registry import format_for, format_named, formats

__all__ = [
    "Format",
    "ReadOptions",
    "Sourced",
    "format_for",
    "format_named",
    "formats",
]
