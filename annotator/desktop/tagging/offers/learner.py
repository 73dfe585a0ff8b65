"""Learning in a process of its own: keys and paint are as quick while it runs."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from annotator.errors import AnnotatorError, CancelledError, ProjectError
from annotator.progress import Cancelled, Progress
from annotator.words import say, stored

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from annotator.exchange.suggesting import Own

_LOOK_S = 0.1
_BEHIND = 10
"""How much less of a busy processor the other process takes, in steps of ``nice``."""


def learn_beside(
    place: str,
    annotator: str | None,
    cancelled: Cancelled,
    own: Own | None = None,
    progress: Progress | None = None,
) -> None:
    """Train what is due from what an annotator is done with; returns when that has ended.

    The models are kept in the user's cache. Whoever is killed meanwhile leaves the last ones.

    Args:
        place: of the project, as it is opened.
        annotator: whose finished articles are learned from; None: gold's, else everybody's.
        cancelled: asked often; the other process is ended then.
        own: sources that the person at this computer has added.
        progress: told how far it is.

    Raises:
        CancelledError: it was stopped.
        ProjectError: the other process has failed; it says why.

    """
    from multiprocessing import get_context

    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    more = (there, *(("", "") if own is None else (own.command, own.pipeline)))
    process = context.Process(target=learn, args=(place, annotator, *more), daemon=True)
    process.start()
    there.close()
    why = None
    try:
        while True:
            if cancelled():
                raise CancelledError(say("the suggestions were stopped; nothing has changed"))
            try:
                if not here.poll(_LOOK_S):
                    continue
                told = here.recv_bytes()
            except (EOFError, OSError):  # it has ended
                break
            if not told.startswith(b"["):
                why = stored.read(told.decode())
            elif progress is not None:
                progress(*msgspec.json.decode(told, type=tuple[int, int]))
        process.join()
        if why is not None:
            raise ProjectError(why)
        if process.exitcode:
            raise ProjectError(say("learning ended with code {code}", code=process.exitcode))
    finally:
        here.close()
        process.kill()
        process.join()
        process.close()


def learn(
    place: str, annotator: str | None, out: Connection, command: str = "", pipeline: str = ""
) -> None:
    """Train what is due; this runs in the other process, which gives way to keys and paint.

    It tells how far it is.
    """
    with suppress(AttributeError, OSError):  # not every system has it
        os.nice(_BEHIND)
    from annotator.exchange.suggesting import Own, SuggestOptions, prepare
    from annotator.project import Project

    def tell(done: int, total: int) -> None:
        out.send_bytes(msgspec.json.encode((done, total)))

    try:
        own = Own(command=command, pipeline=pipeline).sources()
        with Project.open(place) as project:
            prepare(project, SuggestOptions(annotator=annotator, own=own), tell)
    except AnnotatorError as error:
        out.send_bytes(stored.written(error.message).encode())
