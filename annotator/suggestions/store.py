"""Models as files in the user's cache: arrays and JSON, nothing that could be executed.

A model is one ``.npz`` file, read without pickle. It gets its name when it is complete, so who is
killed while training leaves the last one.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from platformdirs import user_cache_dir

from annotator.openfiles import to_disk
from annotator.paths import user_folder
from annotator.suggestions.learning.logistic import SIZE, Floats
from annotator.suggestions.learning.thresholds import Calibration
from annotator.suggestions.model import Model, Part, SourceFigures
from annotator.unfinished import sweep, unfinished_path

_FORMAT = 1
_FOLDER = "suggestions"
_NO_MODEL = (
    *(ValueError, KeyError, IndexError, TypeError, OSError, EOFError, zlib.error),
    *(zipfile.BadZipFile, msgspec.MsgspecError),
)


class _About(msgspec.Struct, frozen=True):
    """What a file says of a model beside its arrays."""

    format: int
    label: str
    fingerprint: str
    articles: int
    spans: int
    folds: int
    fold_of: dict[str, int]
    slope: float
    shift: float
    figures: dict[str, tuple[int, int]]
    learned: list[list[str]]
    trained_at: str = ""


def folder_for(project: str) -> Path | None:
    """Return the folder of a project's models; None where the user has no cache folder.

    Args:
        project: what tells the project from others, as its path or address.

    """
    home = user_folder(user_cache_dir)
    return None if home is None else home / _FOLDER / _digest(project)


def path_of(folder: Path, learner: str, label: str) -> Path:
    """Return the file of a label's model.

    Args:
        folder: of ``folder_for``.
        learner: from whose articles it was learned, and with what else.
        label: its name.

    """
    return folder / (_digest(f"{learner}\n{label}") + ".npz")


def _digest(name: str) -> str:
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def save(path: Path, model: Model) -> None:
    """Write a model; one that is there is replaced when the new one is complete.

    Raises:
        OSError: it cannot be written; what was there is still there.

    """
    write(path, _to_bytes(model))


def write(path: Path, data: bytes) -> None:
    """Write a file of the cache, whole or not at all; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent)
    new = unfinished_path(path)
    try:
        with new.open("xb") as file:
            file.write(data)
            file.flush()
            to_disk(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def load(path: Path) -> Model | None:
    """Return a model as it was saved; None where none is, or what is there is no model."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    try:
        return _from_bytes(data)
    except _NO_MODEL:
        return None


def _to_bytes(model: Model) -> bytes:
    parts = [model.whole, *model.folds]
    about = _About(
        format=_FORMAT,
        label=model.label,
        fingerprint=model.fingerprint,
        articles=model.articles,
        spans=model.spans,
        folds=len(model.folds),
        fold_of=model.fold_of,
        slope=model.calibration.slope,
        shift=model.calibration.shift,
        figures={name: (one.proposed, one.right) for name, one in model.figures.items()},
        learned=[list(part.learned) for part in parts],
        trained_at=model.trained_at,
    )
    arrays: dict[str, Any] = {
        "about": _as_array(msgspec.json.encode(about)),
        "scores": model.scores,
        "right": model.right,
    }
    for number, part in enumerate(parts):
        used = np.flatnonzero(part.weights)
        arrays[f"places-{number}"] = used.astype(np.int32)
        arrays[f"weights-{number}"] = part.weights[used]
        for at, data in enumerate(part.learned.values()):
            arrays[f"learned-{number}-{at}"] = _as_array(data)
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def _as_array(data: bytes) -> Any:
    return np.frombuffer(data, dtype=np.uint8)


def _from_bytes(data: bytes) -> Model:
    """Return a model; raises ValueError and others where the bytes are none."""
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        arrays = {name: _plain(file[name]) for name in file.files}
    about = msgspec.json.decode(arrays["about"].tobytes(), type=_About)
    if about.format != _FORMAT or len(about.learned) != about.folds + 1:
        raise ValueError(about.format)
    parts = [_part(arrays, number, names) for number, names in enumerate(about.learned)]
    scores, right = arrays["scores"].astype(np.float64), arrays["right"].astype(np.bool_)
    if scores.shape != right.shape or any(
        not 0 <= at < about.folds for at in about.fold_of.values()
    ):
        raise ValueError("shapes")
    return Model(
        label=about.label,
        fingerprint=about.fingerprint,
        articles=about.articles,
        spans=about.spans,
        whole=parts[0],
        folds=parts[1:],
        fold_of=about.fold_of,
        calibration=Calibration(about.slope, about.shift),
        scores=scores,
        right=right,
        figures={name: SourceFigures(*one) for name, one in about.figures.items()},
        trained_at=about.trained_at,
    )


def _plain(found: Any) -> Any:
    """Return an array as it was read; numpy gives the bytes of what is no array."""
    if not isinstance(found, np.ndarray):
        raise ValueError(type(found))
    return found


def _part(file: dict[str, Any], number: int, names: list[str]) -> Part:
    weights: Floats = np.zeros(SIZE + 1)
    weights[file[f"places-{number}"]] = file[f"weights-{number}"]
    learned = {name: file[f"learned-{number}-{at}"].tobytes() for at, name in enumerate(names)}
    return Part(learned, weights)
