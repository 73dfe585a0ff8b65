"""Retiring annotators."""

from __future__ import annotations

import pytest

from annotator.annotation.edits import Retire
from annotator.annotation.facts.people import Person
from annotator.errors import RuleError
from tests.annotation.edits.test_edits import NOW, Records, plan


def test_who_is_retired_already_stays_so():
    state = Records()
    state.said_of["x"] = Person(name="x", retired=True)
    assert not plan(Retire(annotators=("x",)), state).delta
    (step,) = plan(Retire(annotators=("x",), retired=False), state).delta.people
    assert step.after == Person(name="x", updated_at=NOW)


def test_nobody_is_retired_who_is_not_there():
    with pytest.raises(RuleError):
        plan(Retire(annotators=("nobody",)), Records())
