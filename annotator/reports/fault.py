"""What is told of an exception: its type and the places in the code, and no value."""

from __future__ import annotations

import linecache
import platform
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from annotator import __version__

_PACKAGE = Path(__file__).resolve().parent.parent
_MOST_FRAMES = 40
_MOST_CAUSES = 10


@dataclass(frozen=True)
class Fault:
    """One fault of the program. It holds nothing of the exception but strings.

    Attributes:
        kind: the exception's type, as ``KeyError``.
        place: where it was raised, as ``annotator/project/marks.py:120``; "" where not known.
        trace: the places in the code, outermost first, as lines; no message and no value.
        thread: name of the thread.

    """

    kind: str
    place: str
    trace: str
    thread: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What is equal where the same fault happens again."""
        return self.kind, self.place

    def report(self) -> str:
        """Return the whole report: versions, then the places in the code."""
        thread = f"\nthread: {self.thread}" if self.thread else ""
        return f"{versions()}{thread}\n\n{self.trace}"


def fault_of(
    kind: type[BaseException],
    error: BaseException | None,
    trace: TracebackType | None,
    thread: str = "",
) -> Fault:
    """Return what may be told of an exception.

    Args:
        kind: its type.
        error: the exception; None where only its type is left.
        trace: where it was caught and raised; None: that of the exception.
        thread: name of the thread; "" for the main thread.

    """
    if trace is None and error is not None:
        trace = error.__traceback__
    lines: list[str] = []
    _tell(kind, error, trace, lines, set())
    frames = _frames(trace)
    place = f"{_shown(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    return Fault(_name(kind), place, "".join(f"{line}\n" for line in lines), thread)


def _tell(
    kind: type[BaseException],
    error: BaseException | None,
    trace: TracebackType | None,
    lines: list[str],
    seen: set[int],
) -> None:
    """Add an exception with what led to it, the oldest first."""
    seen.add(id(error))
    if error is not None and len(seen) < _MOST_CAUSES:
        before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if before is not None and id(before) not in seen:
            _tell(type(before), before, before.__traceback__, lines, seen)
            lines.append("then:")
        if isinstance(error, BaseExceptionGroup):
            for inner in error.exceptions:
                if id(inner) not in seen and len(seen) < _MOST_CAUSES:
                    _tell(type(inner), inner, inner.__traceback__, lines, seen)
                    lines.append("within:")
    frames = _frames(trace)
    if len(frames) > _MOST_FRAMES:
        half = _MOST_FRAMES // 2
        left_out = len(frames) - 2 * half
        told = [*map(_line, frames[:half]), f"  … {left_out} more …", *map(_line, frames[-half:])]
    else:
        told = [*map(_line, frames)]
    lines.extend(told)
    lines.append(f"{_name(kind)}{_about(error)}")


def _frames(trace: TracebackType | None) -> list[traceback.FrameSummary]:
    return list(traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False))


def _line(frame: traceback.FrameSummary) -> str:
    """Return a place as a line; with the code there where it is the program's own."""
    told = f"  {_shown(frame.filename)}:{frame.lineno} in {frame.name}"
    if frame.lineno is None or not _is_ours(frame.filename):
        return told
    code = linecache.getline(frame.filename, frame.lineno).strip()
    return f"{told}\n      {code}" if code else told


def _is_ours(file: str) -> bool:
    return Path(file).is_relative_to(_PACKAGE)


def _shown(file: str) -> str:
    """Return a file of code without the folders above it, which may tell a person's name."""
    path = Path(file)
    if _is_ours(file):
        return path.relative_to(_PACKAGE.parent).as_posix()
    return "/".join(path.parts[-2:])


def _name(kind: type[BaseException]) -> str:
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _about(error: BaseException | None) -> str:
    """Return what more is known and is no value: the name in the code, the system's reason."""
    told = ""
    if isinstance(error, AttributeError) and isinstance(error.name, str):
        told = f"{type(error.obj).__name__} has no {error.name}"
    elif isinstance(error, NameError) and isinstance(error.name, str):
        told = f"no {error.name}"
    elif isinstance(error, OSError) and isinstance(error.errno, int):
        told = f"error {error.errno} of the system"
    elif isinstance(error, UnicodeError):
        told = str(getattr(error, "encoding", ""))
    else:
        told = str(getattr(error, "sqlite_errorname", ""))
    return f": {told}" if told and told.isprintable() and len(told) < 120 else ""


def versions() -> str:
    """Return the versions of the program and of what it runs on, as lines.

    Only of what is loaded already: a report must not load anything.
    """
    told = [
        f"Annotator {__version__}",
        f"Python {platform.python_version()}",
    ]
    core = sys.modules.get("PySide6.QtCore")
    if core is not None:
        told += [f"Qt {core.qVersion()}", f"PySide {core.__version__}"]
    sqlite = sys.modules.get("sqlite3")
    if sqlite is not None:
        told.append(f"SQLite {sqlite.sqlite_version}")
    told.append(f"{platform.system()} {platform.release()} {platform.machine()}")
    return "\n".join(told)


def in_one_sentence(fault: Fault, report: Path | None) -> str:
    """Return one line for the terminal: what happened, and where the report lies."""
    where = f" at {fault.place}" if fault.place else ""
    lies = f"the report lies in {report}" if report is not None else "no report could be written"
    return f"annotator: the program made a mistake ({fault.kind}{where}); {lies}"
