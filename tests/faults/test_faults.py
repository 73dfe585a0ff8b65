"""The short form of ``make faults``: each kind a few times, on the real program."""

from __future__ import annotations

import pytest

from tests.faults import crowded, damaged, full, killed, outside, together, working
from tests.faults.outcome import Outcome, table


def good(*outcomes: Outcome) -> bool:
    """Show the table where something is wrong; skip what this machine does not allow."""
    if any(full.SKIPPED in one.saw for one in outcomes):
        pytest.skip(full.SKIPPED)
    return all(one.is_good for one in outcomes) or pytest.fail(table(outcomes))


@pytest.mark.parametrize("sort", working.SORTS)
def test_killed_while_somebody_works(tmp_path, sort):
    assert good(killed.working(tmp_path, sort, 2))


def test_the_window_is_killed(tmp_path):
    assert good(killed.windows(tmp_path, 1))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["import", "merge", "migration", "restore"])
def test_killed_in_a_long_command(tmp_path, name):
    assert good(*killed.long_commands(tmp_path, 1, {name}))


def test_two_windows_at_once(tmp_path):
    assert good(crowded.windows_at_once(tmp_path, 2, 1))


def test_the_disk_is_full_while_somebody_tags(tmp_path):
    assert good(full.while_tagging(tmp_path, 2))


@pytest.mark.parametrize("name", ["import", "backup"])
def test_the_disk_is_full_in_a_long_command(tmp_path, name):
    assert good(*full.long_commands(tmp_path, 1, {name}))


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
