"""A window with claims in three articles, and hands for what is done with them."""

from __future__ import annotations

import pytest

from tests.desktop.crosslinking.claims import (
    COST,
    COST_THERE,
    FEWER,
    HERE,
    SIT_THERE,
    THERE,
    THIRD,
    tag,
)


@pytest.fixture
def compared(open_desk, qtbot):
    """Return a function that opens a desk with claims in three articles; the first is current."""

    def open_one():
        desk = open_desk([HERE, THERE, THIRD])
        tag(desk, "a0", COST, span="cost")
        tag(desk, "a1", COST_THERE, span="cost-there")
        tag(desk, "a1", SIT_THERE, span="sit-there")
        tag(desk, "a2", FEWER, span="fewer")
        desk.session.open_article("a0")
        desk.session.set_current("cost")
        desk.focus(desk.view)
        return desk

    return open_one
