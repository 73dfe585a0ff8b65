"""The program's entry: ``annotator``, also as ``python -m annotator``.

Opening the desktop is what happens most often, so it is recognised here, as ``--version`` is,
before anything of the command line is imported.
"""

from __future__ import annotations

import gc
import io
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator import __version__
from annotator.errors import AnnotatorError, ProjectError
from annotator.words import say

_OPEN_OPTIONS = ("--annotator", "--article", "--screenshot")
_MADE_BETWEEN = 50_000
"""How many objects more than before there are when garbage is looked for: a few megabytes."""

_OF_THE_ICON = "annotator-desktop"
"""What the program is called where an icon starts it."""

_FAILED = 2
_FAULT = 70
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code.

    0, 1 (something is wrong with the project), 2 (refused), 70 (a fault of the program, with the
    place of its report) or 130 (interrupted).
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    faults: list[str] = []
    before = threading.excepthook
    threading.excepthook = lambda about: _note_thread(about, faults)
    try:
        code = _run(given)
        if sys.stdout is not None:
            sys.stdout.flush()
    except AnnotatorError as error:
        _say(str(error))
        _let_go_of_output()
        return _FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:  # whoever read the output wants no more of it
        _let_go_of_output()
        return 0
    except Exception as error:  # noqa: BLE001 - a fault of the program, whatever it is
        _tell_fault(error)
        _let_go_of_output()
        return _FAULT
    finally:
        threading.excepthook = before
    return _FAULT if faults else code


def _note_thread(about: threading.ExceptHookArgs, faults: list[str]) -> None:
    """Tell of a fault in a thread at once; the command ends as with any other fault."""
    if about.exc_value is not None and not issubclass(about.exc_type, SystemExit):
        faults.append(about.exc_type.__name__)
        _tell_fault(about.exc_value)


def _tell_fault(error: BaseException) -> None:
    """Say in one sentence that the program made a mistake, and where the report lies."""
    from annotator.reports import in_one_sentence, log_fault, report_error

    fault, report = report_error(error)
    log_fault(fault)
    with suppress(OSError, ValueError):
        _say(in_one_sentence(fault, report))


def _let_go_of_output() -> None:
    """Keep Python from writing, at its end, what cannot be written."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(given: list[str]) -> int:
    if given == ["--version"]:
        print(f"annotator {__version__}")  # noqa: T201
        return 0
    opening = _opening(given, anything=_from_an_icon())
    if opening is not None:
        return _open_desktop(**opening)
    with collecting_less():
        from annotator.cli import run

        return run(given, _open_desktop, _paint_pdf)


@contextmanager
def collecting_less() -> Iterator[None]:
    """Look for garbage less often in the block.

    Reading and writing files makes millions of small objects, hardly any of them garbage; looking
    after every few hundred takes up to half of the time.
    """
    before = gc.get_threshold()
    gc.set_threshold(_MADE_BETWEEN, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _open_desktop(
    project: str | None, annotator: str | None, article: str | None, screenshot: str | None
) -> int:
    if project is not None and not (_is_project(project) or _from_an_icon()):
        raise ProjectError(
            say(
                "{path}: a project's name ends in .annotator; expected such a path or a"
                " database URL",
                path=project,
            )
        )
    if screenshot is not None:
        from annotator.desktop.faults import no_window

        no_window.need_no_screen()
    # Nothing that a start makes is garbage; looking for some would take a tenth of it. The app
    # collects again when its window is there.
    gc.disable()
    try:
        from annotator.desktop.shell import app

        return app.run(project, annotator, article, screenshot)
    except ImportError as error:
        from annotator.desktop.faults import no_window

        if (missing := no_window.without_library(error)) is not None:
            raise missing from error
        raise
    finally:
        gc.enable()


def _paint_pdf(svg: bytes) -> bytes:
    from annotator.desktop.toolkit.svg_pdf import as_pdf_anywhere

    return as_pdf_anywhere(svg)


def _from_an_icon() -> bool:
    """Tell whether no terminal was there to start it: what is given then are files."""
    return Path(sys.argv[0]).stem == _OF_THE_ICON


def _opening(given: list[str], *, anything: bool) -> dict[str, str | None] | None:
    """Return what to open, None when the command line asks for anything else.

    Args:
        given: the arguments.
        anything: whether the first one is a project whatever it is called; what is wrong with it
            is shown in a window.

    """
    wanted: dict[str, str | None] = {
        "project": None,
        "annotator": None,
        "article": None,
        "screenshot": None,
    }
    if not given:
        return wanted
    opens = given[0] == "open"
    rest = given[1:] if opens else given
    if not rest or rest[0].startswith("-") or not (opens or anything or _is_project(rest[0])):
        return None
    wanted["project"], *options = rest
    while options:
        name, separator, value = options.pop(0).partition("=")
        if name not in _OPEN_OPTIONS or not (separator or options):
            return None
        wanted[name.removeprefix("--")] = value if separator else options.pop(0)
    return wanted


def _is_project(word: str) -> bool:
    return word.endswith(".annotator") or "://" in word


def _say(sentence: str) -> None:
    if sys.stderr is not None:
        from annotator.text.visible import visible

        print(visible(sentence), file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
