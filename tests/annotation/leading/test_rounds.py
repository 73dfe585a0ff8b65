"""Making rounds, changing and removing them."""

from __future__ import annotations

import pytest

from annotator.annotation.edits import RemoveRound, SetRound
from annotator.annotation.facts.rounds import Round
from annotator.errors import RuleError
from tests.annotation.edits.test_edits import NOW, Records, plan


def test_a_round_is_made_changed_and_removed():
    state = Records()
    wanted = Round(name="one", date="2026-12-01", articles=("a", "b", "a"))
    (step,) = plan(SetRound(round=wanted), state).delta.rounds
    assert step.after == Round(name="one", date="2026-12-01", articles=("a", "b"), updated_at=NOW)
    state.all_rounds["one"] = step.after
    assert not plan(SetRound(round=wanted), state).delta
    (gone,) = plan(RemoveRound(name="one"), state).delta.rounds
    assert (gone.before, gone.after) == (step.after, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "a\nb"},
        {"name": "one", "date": "soon"},
        {"name": "one", "articles": ("z",)},
    ],
)
def test_what_is_no_round_is_refused(wrong):
    with pytest.raises(RuleError):
        plan(SetRound(round=Round(**wrong)), Records())
    with pytest.raises(RuleError):
        plan(RemoveRound(name="nowhere"), Records())
