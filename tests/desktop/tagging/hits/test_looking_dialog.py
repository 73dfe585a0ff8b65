"""What is looked at in the background before a change: the newest wish, failures, an early end."""

from __future__ import annotations

from threading import Event

from annotator.desktop.tagging.hits.looking_dialog import LookingDialog
from annotator.desktop.toolkit.words import in_words
from annotator.errors import CancelledError, RuleError
from annotator.words import say


class Looks(LookingDialog):
    """Looks for words, and shows them."""

    def __init__(self, desk) -> None:
        super().__init__(desk.session, desk.desktop.themes, "looks", desk.window)
        self.words = ""
        self._lay_out(self.state, self.bar, self.list)

    def begin(self, work) -> None:
        """Look for what ``work`` returns."""
        self._look_for(work, self._take)

    @property
    def is_looking(self) -> bool:
        return self._task is not None

    def _take(self, words: str) -> None:
        self.words = words

    def _show(self) -> None:
        self.state.setText("Looking" if self.is_looking else f"Found {self.words}")


def test_what_is_found_last_is_shown_and_what_fails_is_said(desk, qtbot):
    """A look that goes on is stopped by the next one, and by the end of the dialog."""
    dialog = Looks(desk)
    stopped = [Event(), Event()]

    def wait(number: int):
        def work(_report, cancelled) -> str:
            while not cancelled():
                pass
            stopped[number].set()
            raise CancelledError(say("stopped"))

        return work

    dialog.begin(wait(0))
    assert dialog.state.text() == "Looking"
    dialog.begin(lambda _report, _cancelled: "ferries")
    qtbot.waitUntil(lambda: not dialog.is_looking)
    assert stopped[0].wait(30)
    assert dialog.state.text() == "Found ferries"

    def fail(_report, _cancelled) -> str:
        raise RuleError(say("stopped"))

    dialog.begin(fail)
    qtbot.waitUntil(lambda: not dialog.is_looking)
    assert dialog.state.text() == in_words(say("stopped"))
    assert dialog.words == "ferries"

    dialog.begin(wait(1))
    dialog.reject()
    assert not dialog.is_looking
    assert stopped[1].wait(30)
    assert dialog.words == "ferries"
