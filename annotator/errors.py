"""Every error that a user can cause or meet, in one tree.

AnnotatorError                    one plain sentence for the person at the screen
├── InputError                    a file that cannot be taken in: file, line, reason
│   └── RefusedError              several such files or lines; it says the first
├── RuleError                     an edit that would break a rule of spans, labels or links
│   ├── OffsetError               an offset outside the text, or inside a surrogate pair
│   ├── ClashError                somebody else has changed the same thing since it was seen
│   └── AlreadyThereError         what was to be added is there already
├── NoWindowError                 no window can open: no screen, or a library is missing
└── ProjectError                  the project cannot be opened, read or written
    ├── NotAProjectError          the file is something else
    ├── NewerProjectError         made by a newer version of the program
    ├── ForeignProjectError       a project to be merged that is no pack or copy of this one
    ├── NotSavedError             the edit was not stored; nothing has changed
    │   ├── ProjectBusyError      another program holds the project; trying again may help
    │   └── UncertainError        the connection was lost while saving: trying again finds out
    │   └── OtherFileError        the file under the project's name is another one by now
    ├── DamagedError              what is stored contradicts itself
    └── CancelledError            the user stopped the work; what it had begun was undone

Anything else that is raised is a fault of the program and is reported as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.words import Message, say


class AnnotatorError(Exception):
    """Base of all errors that are the user's situation and not a fault of the program.

    Args:
        reason: what is wrong, one sentence without a full stop.

    """

    def __init__(self, reason: Message) -> None:
        self.reason = reason
        super().__init__(self.reason)

    @property
    def message(self) -> Message:
        """All that there is to say, for who puts it into words; ``str`` gives the English."""
        return self.reason

    def __str__(self) -> str:
        return str(self.message)


class InputError(AnnotatorError):
    """Input that cannot be taken in.

    Args:
        reason: what is wrong and what was expected, one sentence without a full stop.
        file: the file's name as the user gave it.
        line: line of the file, from 1; None where the file as a whole is meant.
        repair: the name of what would make it fit, as "utf16"; "" where nothing is known to.
        bare: the record without the work on it, where only that cannot be taken in; None else.

    """

    def __init__(
        self,
        reason: Message,
        *,
        file: str | None = None,
        line: int | None = None,
        repair: str = "",
        bare: object = None,
    ) -> None:
        super().__init__(reason)
        self.file = file
        self.line = line
        self.repair = repair
        self.bare = bare

    def at(self, file: str, line: int | None) -> InputError:
        """Return the same error at a place."""
        return InputError(self.reason, file=file, line=line, repair=self.repair, bare=self.bare)

    def inside(self, where: Message | str) -> InputError:
        """Return the same error with the path of the value that it is about, as ``spans[0]``."""
        reason = say("{where}: {reason}", where=where, reason=self.reason)
        return InputError(
            reason, file=self.file, line=self.line, repair=self.repair, bare=self.bare
        )

    @property
    def message(self) -> Message:
        """The reason behind its place, as far as that is known."""
        if self.file is None:
            return self.reason
        if self.line is None:
            return say("{file}: {reason}", file=self.file, reason=self.reason)
        return say("{file}:{line}: {reason}", file=self.file, line=self.line, reason=self.reason)


class RefusedError(InputError):
    """Several things that cannot be taken in; it says the first of them.

    Args:
        refused: all of them, at least one.

    """

    def __init__(self, refused: Sequence[InputError]) -> None:
        first = refused[0]
        super().__init__(first.reason, file=first.file, line=first.line, repair=first.repair)
        self.refused = tuple(refused)


class RuleError(AnnotatorError):
    """An edit that would break a rule; nothing was changed."""


class OffsetError(RuleError):
    """An offset outside the text, or one that would cut a character in two."""


class Clash(NamedTuple):
    """One thing that two people have changed, each to something else.

    Attributes:
        what: its name, as "name" of a label.
        theirs: what it is now.
        mine: what it was to become.
        by: who made it what it is now, "" where that is not known.

    """

    what: str
    theirs: str
    mine: str
    by: str = ""


class ClashError(RuleError):
    """An edit of something that somebody else has changed since it was seen; nothing was changed.

    Args:
        reason: one sentence without a full stop.
        clashes: what was changed by both, in full.

    """

    def __init__(self, reason: Message, clashes: Sequence[Clash] = ()) -> None:
        super().__init__(reason)
        self.clashes = tuple(clashes)


class AlreadyThereError(RuleError):
    """What was to be added is there already.

    Args:
        reason: one sentence without a full stop.
        record: its id.

    """

    def __init__(self, reason: Message, record: str) -> None:
        super().__init__(reason)
        self.record = record


class NoWindowError(AnnotatorError):
    """No window can open here: there is no screen, or a library of the system is missing."""


class ProjectError(AnnotatorError):
    """The project cannot be opened, read or written."""


class NotAProjectError(ProjectError):
    """The file is not a project of this program."""


class NewerProjectError(ProjectError):
    """The project was made by a newer version; it was left untouched."""


class ForeignProjectError(ProjectError):
    """The project to be merged is no pack, copy or backup of this one; nothing has changed."""

    def __init__(self, reason: Message | None = None) -> None:
        super().__init__(reason or FOREIGN)


FOREIGN = say(
    "it is no pack, copy or backup of this project but another project; look at what it would"
    " bring with --dry-run --foreign, and merge it with --foreign; nothing was merged"
)


STOPPED = say("stopped")


class NotSavedError(ProjectError):
    """The edit could not be stored, and nothing has changed."""


class ProjectBusyError(NotSavedError):
    """Another program holds the project; trying again may help."""


class UncertainError(NotSavedError):
    """The connection was lost while the edit was saved: it may be stored, or not.

    The same edit can be tried again: where it was stored, it is found and not done twice.
    """


class OtherFileError(NotSavedError):
    """The file under the project's name is not the one that was opened; nothing more is saved."""


class DamagedError(ProjectError):
    """What is stored contradicts itself, for example a fragment that is not in its article.

    Args:
        reason: what is wrong; without a full stop.
        advice: what one can do now, by default what helps with a file; None where nothing can be
            said.

    """

    ADVICE = say(
        "save what can be read with “annotator recover FILE OUT”, or go back to a backup with"
        " “annotator restore” or File ▸ Backups"
    )

    ADVICE_FOR_PACK = say(
        "save what can be read of it with “annotator recover FILE OUT”, and merge OUT"
    )

    def __init__(self, reason: Message, *, advice: Message | None = ADVICE) -> None:
        super().__init__(reason)
        self.advice = advice

    @property
    def message(self) -> Message:
        """The reason and the advice."""
        if self.advice is None:
            return self.reason
        return say("{reason}; {advice}", reason=self.reason, advice=self.advice)


class CancelledError(ProjectError):
    """The user stopped the work.

    Args:
        reason: what was stopped, where that is worth a sentence.

    """

    def __init__(self, reason: Message = STOPPED) -> None:
        super().__init__(reason)
