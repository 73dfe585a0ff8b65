"""A label that nobody here has heard of."""

from __future__ import annotations

import pytest

from annotator.annotation.edits import AddSpan, SetStatus
from annotator.annotation.records import Label, Status
from annotator.project import Project
from annotator.workbench.known_labels import KnownLabels

TEXT = "The mayor said the bridge will reopen in May. Nobody believed her.\n\n" * 4


def test_any_id_has_a_label():
    """The neutral one is not kept among the labels, and is asked for once."""
    missed = []
    labels = KnownLabels([Label(id="b", name="b", position=1)], missed.append)
    assert labels["x"].name == "x"
    assert labels["x"].letter == "?"
    assert list(labels) == ["b"]
    assert missed == ["x"]
    assert labels.get("x") is None
    assert labels.renew([Label(id="b", name="b", position=1), Label(id="a", name="a")])
    assert list(labels) == ["a", "b"]
    assert not labels.renew(labels.values())
    assert labels["x"]
    assert missed == ["x", "x"], "once more after they were renewed"


@pytest.fixture
def desk(open_desk, qtbot):
    """The window with a quote, and a claim of somebody who is done, and no label “quote”."""
    desk = open_desk([TEXT])
    with Project.open(desk.path) as project:
        for who, start in (("bo", 4), ("cy", 20)):
            edit = AddSpan(article="a0", label="quote", ranges=((start, start + 8),))
            project.apply(edit, who)
            project.apply(SetStatus(articles=("a0",), status=Status.DONE), who)
    desk.view.select(4, 9)
    desk.key("2")
    desk.view.clear_selection()
    desk.window.watching._timer.stop()
    return desk
