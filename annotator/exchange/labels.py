"""Label sets: a project’s labels as a file that can be shared, and labels out of such files."""

from __future__ import annotations

import os
from collections.abc import Iterable

import msgspec

from annotator.annotation.label_keys import holder
from annotator.annotation.records import Label
from annotator.formats.common.labelset import is_codebook, read_label_set, write_label_set
from annotator.formats.common.output import replacing
from annotator.project import new_label


def save_labels(labels: Iterable[Label], path: str | os.PathLike[str]) -> None:
    """Write labels as a label set, or ``.qdc`` as a codebook; it appears when it is complete.

    Raises:
        InputError: there are none, and a codebook must have one.
        NotSavedError: the file cannot be written.

    """
    with replacing(path) as file:
        if is_codebook(path):
            from annotator.formats.refi.codebook import write_codebook

            write_codebook(list(labels), file)
        else:
            write_label_set(list(labels), file)


def load_labels(path: str | os.PathLike[str]) -> list[Label]:
    """Return the labels of a label set or codebook, in its order.

    Raises:
        InputError: it cannot be read, or a value is not what it must be.

    """
    if is_codebook(path):
        from annotator.formats.refi.codebook import codebook_in

        return codebook_in(path)
    return read_label_set(path)


def missing_labels(given: Iterable[Label], there: Iterable[Label]) -> list[Label]:
    """Return those of ``given`` whose names are not there yet, ready to be added.

    They come after the labels that are there, with ids that are free; a key that is taken is
    left out.
    """
    labels = list(there)
    names = {label.name for label in labels}
    added = []
    for label in given:
        if label.name in names:
            continue
        free = new_label(label.name, labels)
        taken = holder(label.key, labels) is not None
        ready = msgspec.structs.replace(
            label, id=free.id, position=free.position, key="" if taken else label.key
        )
        labels.append(ready)
        names.add(ready.name)
        added.append(ready)
    return added
