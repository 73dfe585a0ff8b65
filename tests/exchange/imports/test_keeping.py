"""Records kept between looking and writing, in memory, on the disk, or not at all."""

from __future__ import annotations

import orjson
import pytest

from annotator.annotation.records import Annotated, Article, Fragment, Span, Status
from annotator.errors import NotSavedError
from annotator.exchange import bring_in, create_project
from annotator.exchange.imports import keeping
from annotator.exchange.imports.keeping import Kept
from annotator.formats import Sourced


class Text(str):
    """A text as libraries have their own."""


def sourced(number, meta=None):
    article = Article(
        id=f"a{number}", text="Ida ran ü👩‍🚀", meta=meta or {"n": [1.5, None, {"x": 1}]}
    )
    span = Span(
        id=f"s{number}", article=article.id, annotator="x", label="l", attributes={"b": True},
        fragments=(Fragment(0, 3, "Ida"), Fragment(8, 9, "ü")),
    )  # fmt: skip
    said = {"t": ("a", "b"), "u": True, "v": None, "w": "x"}
    return Sourced(
        Annotated(article=article, annotator="x", spans=(span,), document=said), "f", number, 3
    )


@pytest.mark.parametrize("in_memory", [1, 10_000_000])
def test_what_was_kept_comes_back_as_it_was_as_often_as_it_is_read(monkeypatch, in_memory):
    monkeypatch.setattr(keeping, "IN_MEMORY", in_memory)
    kept = Kept(10**9)
    for number in range(5):
        kept.add(number, sourced(number))
    for _ in range(2):
        assert list(kept.read({1, 4})) == [(number, sourced(number)) for number in (0, 2, 3)]
    assert kept.is_whole


def test_texts_of_libraries_are_texts():
    kept = Kept(10**9)
    kept.add(0, sourced(0, {"k": Text("v"), "n": True}))
    ((_, one),) = kept.read(())
    assert one.record.article.meta == {"k": "v", "n": True}
    assert type(one.record.article.meta["k"]) is str


@pytest.mark.parametrize(("most", "meta"), [(100, None), (10**9, {"x": {1, 2}.__iter__()})])
def test_without_room_or_for_odd_values_nothing_is_kept(most, meta):
    """The files are read again then."""
    kept = Kept(most)
    for number in range(3):
        kept.add(number, sourced(number, meta))
    assert not kept.is_whole


def test_a_disk_that_cannot_be_read_is_said(monkeypatch):
    kept = Kept(10**9)
    kept.add(0, sourced(0))

    def fail(_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(kept, "_read", fail)
    with pytest.raises(NotSavedError, match="Input/output error"):
        list(kept.read(()))


@pytest.mark.parametrize("spans", [1, 3])
def test_a_record_of_many_spans_comes_in_in_several(tmp_path, monkeypatch, spans):
    """Its status, links and what is said of the article come once, with the last."""
    monkeypatch.setattr(keeping, "SPANS", spans)
    text = "Ida ran to the old quay."
    line = {
        "id": "a", "text": text, "annotator": "x", "status": "done", "flagged": True,
        "spans": [
            {"id": f"s{at}", "label": "claim", "start": at, "end": at + 2} for at in range(7)
        ],
        "links": [{"id": "l", "type": "cue", "from": "s0", "to": "s6"}],
        "document": {"topic": "quays"},
    }  # fmt: skip
    path = tmp_path / "x.jsonl"
    path.write_bytes(orjson.dumps(line))
    with create_project(tmp_path / "p.annotator") as project:
        summary = bring_in(project, [path])
        assert (summary.articles, summary.spans, summary.links) == (1, 7, 1)
        opened = project.open_article("x", "a")
        assert {one.id for one in opened.spans} == {f"s{at}" for at in range(7)}
        assert (opened.status, opened.flagged, len(opened.links)) == (Status.DONE, True, 1)
        assert [one.value for one in opened.values] == ["quays"]
        assert project.check() == []
