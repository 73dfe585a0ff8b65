"""The window on articles in which something is to be found."""

from __future__ import annotations

import pytest

from tests.desktop.tagging.searches import TEXTS


@pytest.fixture
def desk(open_desk):
    return open_desk(TEXTS)
