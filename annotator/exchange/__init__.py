"""The way of files into a project and of a project into files, for command line and desktop.

Everything here is slow work: it reports progress, can be cancelled, belongs off the main
thread, and leaves the project and the files as they were when it fails.
"""

from typing import TYPE_CHECKING

from annotator.loading import lazily

if TYPE_CHECKING:
    from annotator.exchange.exports.export_options import Shaping
    from annotator.exchange.exports.export_preview import Sample, first_record, try_out
    from annotator.exchange.exports.exporting import Exported, write_out
    from annotator.exchange.imports.entries import Entry
    from annotator.exchange.imports.importing import MOST_REFUSALS, bring_in, look
    from annotator.exchange.imports.preview import ImportOptions, ImportPreview, Summary, listed
    from annotator.exchange.imports.refused import check_refused, write_refused
    from annotator.exchange.labels import load_labels, missing_labels, save_labels
    from annotator.exchange.packs import (
        check_related,
        describe,
        gold_again,
        look_at_merge,
        merge_in,
        pack_out,
    )
    from annotator.exchange.starting import check_location, create_project, default_labels

__all__ = [
    "MOST_REFUSALS",
    "Entry",
    "Exported",
    "ImportOptions",
    "ImportPreview",
    "Sample",
    "Shaping",
    "Summary",
    "bring_in",
    "check_location",
    "check_refused",
    "check_related",
    "create_project",
    "default_labels",
    "describe",
    "first_record",
    "gold_again",
    "listed",
    "load_labels",
    "look",
    "look_at_merge",
    "merge_in",
    "missing_labels",
    "pack_out",
    "save_labels",
    "try_out",
    "write_out",
    "write_refused",
]

__getattr__ = lazily(
    __name__,
    {
        ".exports.export_options": "Shaping",
        ".exports.export_preview": "Sample first_record try_out",
        ".exports.exporting": "Exported write_out",
        ".imports.entries": "Entry",
        ".imports.importing": "MOST_REFUSALS bring_in look",
        ".imports.preview": "ImportOptions ImportPreview Summary listed",
        ".imports.refused": "check_refused write_refused",
        ".labels": "load_labels missing_labels save_labels",
        ".packs": "check_related describe gold_again look_at_merge merge_in pack_out",
        ".starting": "check_location create_project default_labels",
    },
)
