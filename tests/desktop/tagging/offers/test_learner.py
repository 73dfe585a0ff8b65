"""Learning beside the window can be stopped, and says when it fails."""

from __future__ import annotations

import pytest

from annotator.desktop.tagging.offers.learner import learn_beside
from annotator.errors import CancelledError, ProjectError
from tests.desktop.desk import make_project


def test_it_ends_when_it_is_told_to(tmp_path):
    """The other process is gone when the call returns."""
    path = tmp_path / "p.annotator"
    make_project(path, ["A text."])
    with pytest.raises(CancelledError):
        learn_beside(str(path), "ana", lambda: True)


def test_a_failure_there_is_an_error_here(tmp_path):
    """A project that cannot be opened is said, not swallowed."""
    with pytest.raises(ProjectError, match="there is no such project"):
        learn_beside(str(tmp_path / "none.annotator"), "ana", lambda: False)
