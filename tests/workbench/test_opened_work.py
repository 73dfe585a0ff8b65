"""What is held of the open article after any changes is what would be read now."""

from __future__ import annotations

from random import Random

import pytest

from annotator.annotation.edits import (
    AddLink,
    AddSpan,
    FlagArticles,
    RelabelSpans,
    RemoveLinks,
    RemoveSpans,
    SetRanges,
    SetStatus,
)
from annotator.annotation.records import Status
from annotator.project import Project
from annotator.workbench.opened_work import OpenedWork, counted
from tests.project.making import make

ARTICLE = "a0"


@pytest.fixture
def project(tmp_path):
    with make(tmp_path / "p.annotator") as project:
        project.add_annotator("x")
        yield project


def read(project: Project) -> OpenedWork:
    return OpenedWork(project.open_article("x", project.index("x")[0]))


def same(held: OpenedWork, now: OpenedWork) -> bool:
    return (
        (held.spans, held.links, held.away, held.linked) ==
        (now.spans, now.links, now.away, now.linked)
        and +held.counts == +now.counts
        and (held.status, held.flagged) == (now.status, now.flagged)
        and list(held.suggestions) == list(now.suggestions)
    )  # fmt: skip


def any_edit(random: Random, held: OpenedWork):
    spans, links = list(held.spans), list(held.links)
    start = random.randrange(20)
    place = ((start, start + random.randint(1, 8)),)
    choices = [
        AddSpan(article=held.article, label=random.choice(["quote", "claim"]), ranges=place),
        SetStatus(articles=(held.article,), status=random.choice(list(Status))),
        FlagArticles(articles=(held.article,), flagged=random.random() < 0.5),
    ]
    if spans:
        one = random.choice(spans)
        choices += [
            RemoveSpans(spans=(one,)),
            SetRanges(span=one, ranges=place),
            RelabelSpans(spans=(one,), label=random.choice(["quote", "claim"])),
        ]
    quotes = [one for one, span in held.spans.items() if span.label == "quote"]
    if quotes and len(spans) > 1:
        source = random.choice(quotes)
        target = random.choice([one for one in spans if one != source])
        choices.append(AddLink(source=source, target=target, type="speaker"))
    if links:
        choices.append(RemoveLinks(links=(random.choice(links),)))
    return random.choice(choices)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_held_is_what_would_be_read(project: Project, seed: int) -> None:
    """Edits, undo and redo in any order, taken in one by one."""
    random = Random(seed)
    held = read(project)
    for _ in range(40):
        step = random.random()
        if step < 0.15:
            changes = project.undo("x")
        elif step < 0.25:
            changes = project.redo("x")
        else:
            changes = project.apply(any_edit(random, held), "x")
        if changes is not None:
            held.take(changes)
        assert same(held, read(project))


def test_progress_follows_statuses(project: Project) -> None:
    before = project.progress("x")
    held = read(project)
    changes = project.apply(SetStatus(articles=(held.article,), status=Status.DONE), "x")
    assert counted(before, changes.delta) == project.progress("x")
    assert counted(project.progress("x"), changes.delta.inverted()) == before


def test_nothing_is_held_where_nothing_is_open() -> None:
    held = OpenedWork()
    assert held.article is None
    assert not held.spans
