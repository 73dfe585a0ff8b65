"""Changes of thousands of spans: in a thread, as one step that can be stopped and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from threading import Event

import pytest
from PySide6.QtTest import QTest

from annotator.annotation.edits import AddSpan, RelabelSpans, RemoveSpans
from annotator.desktop.session import carrying, session
from annotator.desktop.toolkit.tasks import ProgressDialog
from annotator.errors import CancelledError
from annotator.progress import Meter
from annotator.project.records.kinds import table
from tests.desktop.desk import CTRL, Desk

TEXT = "word " * 60


@pytest.fixture
def desk(open_desk, monkeypatch) -> Desk:
    """Sixty spans, which are many here."""
    monkeypatch.setattr(session, "MANY", 50)
    desk = open_desk([TEXT])
    for number in range(60):
        edit = AddSpan(article="a0", label="entity", ranges=((5 * number, 5 * number + 4),))
        assert desk.session.project.apply(edit, "ana") is not None
    desk.session.reload()
    desk.focus(desk.view)
    return desk


@pytest.fixture
def gate(desk, monkeypatch) -> Iterator[Event]:
    """Closed as long as it is not set: no large change gets further than its beginning."""
    gate, project = Event(), desk.session.project
    real = {name: getattr(project, name) for name in ("apply", "step_edit")}

    def held(name: str, *given):
        if isinstance(given[-1], Meter):
            gate.wait()
        return real[name](*given)

    for name in real:
        monkeypatch.setattr(project, name, partial(held, name))
    yield gate
    gate.set()
    wait(desk)


def labels(desk: Desk) -> set[str]:
    return {label for label, _ in desk.shown()}


def stored(desk: Desk) -> dict[str, int]:
    """How many spans of which label lie in the file."""
    found: dict[str, int] = {}
    for _, label, _ in desk.stored():
        found[label] = found.get(label, 0) + 1
    return found


def wait(desk: Desk) -> None:
    while desk.session._carrying.is_busy:
        QTest.qWait(5)


def test_one_step_of_undo_in_a_thread(desk, gate):
    """Relabelled by a key, taken back and made again; what is meanwhile pressed changes nothing."""
    desk.session.several.choose(desk.session.spans)
    desk.key("1")
    assert desk.session._carrying.is_busy
    assert desk.session.apply(RemoveSpans(spans=(next(iter(desk.session.spans)),))) is None
    assert desk.status() == "A large change is being made; it has to end first"
    gate.set()
    wait(desk)
    assert (labels(desk), stored(desk)) == ({"claim"}, {"claim": 60})
    gate.clear()
    desk.key("z", CTRL)
    assert desk.session._carrying.is_busy
    gate.set()
    wait(desk)
    assert (labels(desk), stored(desk)) == ({"entity"}, {"entity": 60})
    assert desk.status().startswith("Undone: ")
    desk.key("y", CTRL)
    wait(desk)
    assert stored(desk) == {"claim": 60}


def test_it_can_be_stopped_and_nothing_has_changed(desk, gate):
    """Cancel in the dialog, before the last record is written."""
    ids = tuple(desk.session.spans)
    told = []
    assert desk.session.apply_then(RelabelSpans(spans=ids, label="claim"), told.append)
    desk.window.findChild(ProgressDialog).reject()
    gate.set()
    wait(desk)
    assert told == []
    assert stored(desk) == {"entity": 60}
    assert desk.status() == "Stopped; nothing has changed"
    assert desk.session.apply(RemoveSpans(spans=ids[:1])) is not None


def test_a_refusal_is_said_as_ever(desk):
    told = []
    edit = RelabelSpans(spans=(*desk.session.spans, "gone"), label="claim")
    desk.session.apply_then(edit, told.append)
    wait(desk)
    assert told == []
    assert labels(desk) == {"entity"}
    assert "there" in desk.status()


def test_few_are_changed_at_once(desk):
    told = []
    (first, *_) = desk.session.spans
    assert desk.session.apply_then(RelabelSpans(spans=(first,), label="claim"), told.append)
    assert len(told) == 1
    assert not desk.session._carrying.is_busy


def test_a_stop_in_the_middle_of_writing_leaves_nothing(desk, monkeypatch):
    """The transaction is rolled back with all that was written of it."""
    asked = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 4

    ids = tuple(desk.session.spans)
    meter = Meter(lambda *_: None, cancelled, carrying.STOPPED)
    monkeypatch.setattr(table, "_PIECE", 10)
    with pytest.raises(CancelledError):
        desk.project().apply(RemoveSpans(spans=ids), "ana", meter=meter)
    assert stored(desk) == {"entity": 60}
