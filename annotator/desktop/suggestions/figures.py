"""What each label and source is worth, worked out off the main thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.desktop.tagging.offers.learner import learn_beside
from annotator.progress import Cancelled, Progress
from annotator.project import Project
from annotator.words import Message

if TYPE_CHECKING:
    from annotator.exchange.suggesting import Row


class Figures(NamedTuple):
    """What was worked out.

    Attributes:
        said: whose finished articles were learned from.
        done: how many.
        rows: of each label, and of its sources below it.
        wrong: what of the project's patterns cannot be searched for.

    """

    said: Message
    done: int
    rows: list[Row]
    wrong: tuple[Message, ...] = ()


def work_out(
    project: Project,
    who: str | None,
    own: tuple[str, str],
    progress: Progress,
    cancelled: Cancelled,
) -> Figures:
    """Train what is due, in a process of its own, and return the figures.

    Args:
        project: it is asked from this thread.
        who: whose finished articles are learned from; None: gold's, else everybody's.
        own: command and pipeline of the person at this computer, "" for none.
        progress: told how far it is.
        cancelled: asked whether to stop.

    Raises:
        AnnotatorError: it says why there are none.

    """
    from annotator.exchange.suggesting import Own, SuggestOptions, prepare, rows_of

    mine = Own(command=own[0], pipeline=own[1])
    learn_beside(str(project.location), who, cancelled, mine, progress)
    options = SuggestOptions(annotator=who, own=mine.sources(), trains=False)
    prepared = prepare(project, options, None, cancelled)
    wrong = tuple(one.message for one in prepared.decided.wrong)
    return Figures(prepared.learned.said, prepared.examples, rows_of(prepared), wrong)
