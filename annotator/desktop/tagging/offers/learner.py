"""Learning in a process of its own: keys and paint are as quick while it runs."""

from __future__ import annotations

from multiprocessing import get_context

from annotator.errors import CancelledError, ProjectError
from annotator.progress import Cancelled
from annotator.words import say

_LOOK_S = 0.1


def learn_beside(place: str, annotator: str, cancelled: Cancelled) -> None:
    """Train what is due from what an annotator is done with; returns when that has ended.

    The models are kept in the user's cache. Whoever is killed meanwhile leaves the last ones.

    Args:
        place: of the project, as it is opened.
        annotator: whose finished articles are learned from.
        cancelled: asked often; the other process is ended then.

    Raises:
        CancelledError: it was stopped.
        ProjectError: the other process has failed.

    """
    process = get_context("spawn").Process(target=learn, args=(place, annotator), daemon=True)
    process.start()
    try:
        while process.is_alive():
            if cancelled():
                raise CancelledError(say("the suggestions were stopped; nothing has changed"))
            process.join(_LOOK_S)
        if process.exitcode:
            raise ProjectError(say("learning ended with code {code}", code=process.exitcode))
    finally:
        process.kill()
        process.join()
        process.close()


def learn(place: str, annotator: str) -> None:
    """Train what is due; this runs in the other process."""
    from annotator.exchange.suggesting import SuggestOptions, prepare
    from annotator.project import Project

    with Project.open(place) as project:
        prepare(project, SuggestOptions(annotator=annotator))
