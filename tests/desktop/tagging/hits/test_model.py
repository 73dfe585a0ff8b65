"""Hits as a list model."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from annotator.annotation.edits import AddSpan, RemoveSpans, SetStatus
from annotator.annotation.records import Status
from annotator.desktop.tagging.hits.model import HIT_ROLE, HitModel


@pytest.fixture
def model(desk):
    made = HitModel(desk.session)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    project = desk.project()
    keys = project.find_articles("ferry")
    made.append(project.hits_in("ana", "ferry", keys[:1]))
    made.append(project.hits_in("ana", "ferry", keys[1:]))
    made.append([])
    desk.session.changed.connect(made.take_in)
    return made


def test_hits_are_appended_and_cleared(model):
    assert model.rowCount() == 4
    assert model.index(0).data(HIT_ROLE) == model.hit(0)
    model.tick([1, 2], on=True)
    assert model.index(1).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert model.ticks == [model.hit(1), model.hit(2)]
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole).endswith(", ticked")
    model.clear()
    assert (model.rowCount(), model.tick_count) == (0, 0)


def test_one_s_own_changes_are_seen_at_the_hits(desk, model):
    """Spans that touch a hit come and go; those beside it do not count."""
    hit = model.hit(0)
    edit = AddSpan(article=hit.article, label="claim", ranges=((hit.start, hit.end),))
    changes = desk.session.apply(edit)
    name = changes.delta.spans[0].record.id
    assert [one.id for one in model.hit(0).spans] == [name]
    assert model.hit(0).status is Status.IN_PROGRESS
    beside = AddSpan(article=hit.article, label="claim", ranges=((0, 3),))
    desk.session.apply(beside)
    assert len(model.hit(0).spans) == 1
    desk.session.apply(RemoveSpans(spans=(name,)))
    assert model.hit(0).spans == ()
    desk.session.apply(SetStatus(articles=(hit.article,), status=Status.DONE))
    assert model.hit(0).status is Status.DONE
