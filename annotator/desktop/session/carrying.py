"""Carrying out what changes the project, and saying how it ended."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal

from annotator.annotation.changes import Changes
from annotator.desktop.toolkit.words import as_sentence, in_words
from annotator.errors import NotSavedError, ProjectError, RuleError, UncertainError

Work = Callable[[bool], Changes | None]
"""Does something to the project; gets whether it may have been stored when it was tried before."""


class Carrying(QObject):
    """Carries out what changes the project.

    Args:
        took_effect: shows what was changed; gets whether what was added or changed becomes current.
        refused: says why a rule forbids it.
        parent: owns it.

    Signals:
        failed: a plain sentence, and what to call to try again (or None).

    """

    failed = Signal(str, object)

    def __init__(
        self,
        took_effect: Callable[[Changes, bool], None],
        refused: Callable[[RuleError], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._took_effect = took_effect
        self._refused = refused

    def carry_out(self, work: Work, *, follow: bool, again: bool = False) -> Changes | None:
        """Carry out an edit, and tell how it ended.

        Args:
            work: what is done.
            follow: whether the span that was added or changed becomes the current one.
            again: whether it may have been stored when it was tried before.

        """
        try:
            changes = work(again)
        except RuleError as error:
            self._refused(error)
            return None
        except NotSavedError as error:
            unsure = again or isinstance(error, UncertainError)
            sentence = _tr("Not saved: {0}. Nothing has changed.")
            if isinstance(error, UncertainError):
                sentence = _tr("{0}. “Try again” finds out, and saves it once.")
            elif unsure:
                sentence = _tr("It is still not known whether this was saved: {0}.")
            self.failed.emit(
                as_sentence(sentence.format(in_words(error.message))),
                lambda: self.carry_out(work, follow=follow, again=unsure),
            )
            return None
        except ProjectError as error:
            self.failed.emit(as_sentence(in_words(error.message)), None)
            return None
        if changes is not None:
            self._took_effect(changes, follow)
        return changes


def _tr(text: str) -> str:
    return QCoreApplication.translate("Session", text)
