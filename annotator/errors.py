"""Every error that a user can cause or meet, in one tree.

AnnotatorError                    one plain sentence for the person at the screen
├── InputError                    a file that cannot be taken in: file, line, reason
├── RuleError                     an edit that would break a rule of spans, labels or links
│   └── OffsetError               an offset outside the text, or inside a surrogate pair
└── ProjectError                  the project cannot be opened, read or written
    ├── NotAProjectError          the file is something else
    ├── NewerProjectError         made by a newer version of the program
    ├── ForeignProjectError       a project to be merged that is no pack or copy of this one
    ├── NotSavedError             the edit was not stored; nothing has changed
    │   └── ProjectBusyError      another program holds the project; trying again may help
    ├── DamagedError              what is stored contradicts itself
    └── CancelledError            the user stopped the work; what it had begun was undone

Anything else that is raised is a fault of the program and is reported as one.
"""

from __future__ import annotations


class AnnotatorError(Exception):
    """Base of all errors that are the user's situation and not a fault of the program."""


class InputError(AnnotatorError):
    """Input that cannot be taken in.

    Args:
        reason: what is wrong and what was expected, one sentence without a full stop.
        file: the file's name as the user gave it.
        line: line of the file, from 1; None where the file as a whole is meant.
        repair: the name of what would make it fit, as "utf16"; "" where nothing is known to.

    """

    def __init__(
        self,
        reason: str,
        *,
        file: str | None = None,
        line: int | None = None,
        repair: str = "",
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.file = file
        self.line = line
        self.repair = repair

    def at(self, file: str, line: int | None) -> InputError:
        """Return the same error at a place."""
        return InputError(self.reason, file=file, line=line, repair=self.repair)

    def inside(self, where: str) -> InputError:
        """Return the same error with the path of the value that it is about, as ``spans[0]``."""
        reason = f"{where}: {self.reason}"
        return InputError(reason, file=self.file, line=self.line, repair=self.repair)

    def __str__(self) -> str:
        place = [self.file] if self.file is not None else []
        if self.file is not None and self.line is not None:
            place.append(str(self.line))
        return ": ".join([":".join(place), self.reason] if place else [self.reason])


class RuleError(AnnotatorError):
    """An edit that would break a rule; nothing was changed."""


class OffsetError(RuleError):
    """An offset outside the text, or one that would cut a character in two."""


class ProjectError(AnnotatorError):
    """The project cannot be opened, read or written."""


class NotAProjectError(ProjectError):
    """The file is not a project of this program."""


class NewerProjectError(ProjectError):
    """The project was made by a newer version; it was left untouched."""


class ForeignProjectError(ProjectError):
    """The project to be merged is no pack, copy or backup of this one; nothing has changed."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or FOREIGN)


FOREIGN = (
    "it is no pack, copy or backup of this project but another project; look at what it would"
    " bring with --dry-run --foreign, and merge it with --foreign; nothing was merged"
)


class NotSavedError(ProjectError):
    """The edit could not be stored, and nothing has changed."""


class ProjectBusyError(NotSavedError):
    """Another program holds the project; trying again may help."""


class DamagedError(ProjectError):
    """What is stored contradicts itself, for example a fragment that is not in its article."""


class CancelledError(ProjectError):
    """The user stopped the work."""
