"""The short form of ``make faults``: each kind a few times, on the real program."""

from __future__ import annotations

import pytest

from tests.faults import damaged, killed, outside, together
from tests.faults.outcome import Outcome, table


def good(*outcomes: Outcome) -> bool:
    """Show the table where something is wrong."""
    return all(one.is_good for one in outcomes) or pytest.fail(table(outcomes))


def test_killed_while_tagging(tmp_path):
    assert good(killed.tagging(tmp_path, 3))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["import", "merge", "restore"])
def test_killed_in_a_long_command(tmp_path, name):
    assert good(*killed.long_commands(tmp_path, 1, {name}))


@pytest.mark.parametrize("name", outside.DEEDS)
def test_changed_from_outside(tmp_path, name):
    assert good(*outside.from_outside(tmp_path, 1, only=name))


def test_read_only(tmp_path):
    assert good(outside.read_only(tmp_path, 1))


def test_another_program_holds_the_lock(tmp_path):
    assert good(together.held_lock(tmp_path, 1))


def test_two_programs_at_once(tmp_path):
    assert good(together.at_once(tmp_path, 2, 1))


def test_the_clock_goes_backwards(tmp_path):
    assert good(together.clock_backwards(tmp_path, 3))


@pytest.mark.slow
def test_flipped_bytes(tmp_path):
    assert good(*damaged.flipped_bytes(tmp_path, 1))
