"""Files of other tools in a project: once, twice, and from an export of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.annotation.records import Annotated, Article, Link, Span, Status, make_fragments
from annotator.exchange import ImportOptions, bring_in, create_project, write_out
from tests.exchange.projects import make
from tests.formats.test_fuzz import SEEDS

OPTIONS = ImportOptions(annotator="ann", skip_bad=True)
TEXT = "Ida 😀 said “no”.\n\nBo left."


ALONE = [seed for seed in SEEDS if seed[0] in {"jsonl", "prodigy", "doccano", "hf-tokens", "conll"}]


@pytest.mark.parametrize(("name", "file", "seeds"), ALONE, ids=[name for name, *_ in ALONE])
def test_the_same_file_again_adds_nothing(
    tmp_path: Path, name: str, file: str, seeds: tuple[bytes, ...]
) -> None:
    """Its format is told by the file, and its ids are the same each time."""
    for number, seed in enumerate(seeds):
        path = tmp_path / f"{number}{file}"
        path.write_bytes(seed)
        with create_project(tmp_path / f"{number}.annotator") as project:
            first = bring_in(project, [path], OPTIONS)
            again = bring_in(project, [path], OPTIONS)
        assert first.articles
        assert (again.articles, again.spans, again.kept, again.links) == (0, 0, 0, 0)


@pytest.mark.parametrize("name", ["prodigy", "doccano", "hf-tokens", "conll"])
def test_an_export_is_told_and_read_without_being_named(tmp_path: Path, name: str) -> None:
    article = Article(id="a 1", text=TEXT, title="T", meta={"outlet": "x"})
    spans = [
        Span(id=f"s{at}", article="a 1", annotator="ann", label=label,
             fragments=make_fragments(TEXT, (place,)))
        for at, (label, place) in enumerate([("claim", (0, 3)), ("quote", (11, 15))])
    ]  # fmt: skip
    link = Link(id="l", type="speaker", source="s1", target="s0")
    record = Annotated(
        article=article,
        annotator="ann",
        status=Status.DONE,
        spans=tuple(spans),
        links=(link,),
    )
    out = tmp_path / ("x.conll" if name == "conll" else "x.jsonl")
    with make(tmp_path / "one.annotator", [record]) as project:
        write_out(project, out, format=name)
    with create_project(tmp_path / "two.annotator") as project:
        summary = bring_in(project, [out])
        (back,) = project.export()
    assert (summary.articles, summary.spans) == (1, 2)
    assert (back.article, back.annotator, back.status) == (article, "ann", Status.DONE)
    assert [(span.label, span.ranges) for span in back.spans] == [
        (span.label, span.ranges) for span in spans
    ]
    assert len(back.links) == (name in {"prodigy", "doccano"})
