"""A release trains as it is: its folders load, its tags lose no label, spaCy learns from it."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import orjson
import pytest

from annotator.annotation.edits import AddSpan
from annotator.annotation.records import Annotated, Article, Span, Status, make_fragments
from annotator.exchange.packs import merge_in, pack_out
from annotator.exchange.release.options import ReleaseOptions
from annotator.exchange.release.releasing import release
from annotator.exchange.release.training import fitting
from annotator.exchange.release.verifying import verify
from annotator.exchange.release.writing import folder_names
from annotator.formats.spacy.records import KEY
from annotator.project import Project
from tests.exchange.projects import make

WORDS = [f"{start}{end}" for start in ("ba", "co", "du", "fe", "gi") for end in "lmnrst"]
FORMATS = ("conll", "hf-tokens", "hf-dataset", "hf-parquet", "spacy", "span-classes")


def record(number: int, who: str = "ana") -> Annotated:
    """A claim with an entity in it, and a quote exactly under the claim in every third article."""
    words = random.Random(number).choices(WORDS, k=40)  # unlike one another: in several splits
    text = f"{' '.join(words[:20])}. Said {number} on Tuesday: {' '.join(words[20:])}."
    claim = 0, len(" ".join(words[:6]))
    places = [("claim", claim), ("entity", (0, len(words[0])))]
    if number % 3 == 0:
        places.append(("quote", claim))
    article = Article(
        id=f"a{number}", text=text, source="https://news.example/x", date=f"2026-01-{number:02}"
    )
    spans = tuple(
        Span(
            id=f"{who}-{number}-{at}",
            article=article.id,
            annotator=who,
            label=label,
            fragments=make_fragments(text, (place,)),
            origin="memory 0.93" if at == 1 else "manual",
        )
        for at, (label, place) in enumerate(places)
    )
    return Annotated(article=article, annotator=who, status=Status.DONE, spans=spans)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One release in all formats that one trains on; tests read it."""
    pytest.importorskip("spacy")
    pytest.importorskip("pyarrow")
    where = tmp_path_factory.mktemp("trains")
    with make(where / "p.annotator", [record(n) for n in range(1, 21)]) as project:
        about = {"consent": "asked", "limits": "Only harbours.\nOne paper."}
        options = ReleaseOptions(formats=FORMATS, replicates=0, about=about)
        release(project, where / "r", options)
    assert verify(where / "r") == []
    return where / "r"


def rows(path: Path) -> list[dict]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def test_a_label_exactly_under_another_has_its_own_file_and_column(folder):
    """In the single column it is lost, and the release says of which label how many."""
    quotes = sum(n % 3 == 0 for n in range(1, 21))
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    for name in ("conll", "hf-tokens"):
        lost: Counter[str] = Counter()
        for one in manifest["losses"]:
            if one["format"] == name and one["what"] == "overlapping spans":
                lost.update(one["labels"])
        assert lost == {"entity": 20, "quote": quotes}
        found = 0
        for part in ("train", "validation", "test"):
            path = next((folder / name / "by-label" / "quote").glob(f"{part}.*"))
            found += path.read_text("utf-8").count("B-quote")
        assert found == quotes
        assert manifest["files"][path.relative_to(folder).as_posix()]["split"] == "test"
    nested = [row for path in (folder / "hf-dataset" / "data").iterdir() for row in rows(path)]
    assert sum(row["tags"]["quote"].count("B") for row in nested) == quotes
    assert sum(row["tags"]["claim"].count("B") for row in nested) == 20
    assert all(len(row["tags"]["entity"]) == len(row["tokens"]) for row in nested)
    card = (folder / "README.md").read_text("utf-8")
    assert re.search(rf"overlapping spans: .*`conll/`.*entity 20, quote {quotes}", card)


def test_datasets_loads_the_folders_with_three_splits(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    datasets = pytest.importorskip("datasets")
    for name in ("hf-dataset", "hf-parquet"):
        loaded = datasets.load_dataset(str(folder / name), cache_dir=str(tmp_path / name))
        assert set(loaded) == {"train", "validation", "test"}
        assert sum(one.num_rows for one in loaded.values()) == 20
        assert loaded["train"][0]["spans"][0]["label"] == "entity", "the shorter one"
        if name == "hf-dataset":
            names = loaded["train"].features["ner_tags"].feature.names
            assert names == ["O", "B-claim", "I-claim"], "no class without an example"
            assert loaded["train"][0]["tags"]["claim"][0] == 1


def test_spacy_trains_on_it_as_it_is(folder, tmp_path, monkeypatch):
    """A few steps, on the configuration of the release: the loss falls, and spans are proposed."""
    spacy = pytest.importorskip("spacy")
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train

    monkeypatch.chdir(folder / "spacy")
    few = {"training.max_steps": 6, "training.eval_frequency": 3, "training.patience": 0}
    config = spacy.util.load_config("config.cfg", overrides=few, interpolate=False)
    assert config["components"]["spancat"]["suggester"]["sizes"] == [1, 6]
    with (tmp_path / "log").open("w", encoding="utf-8") as said:
        trained, _ = train(init_nlp(config), stdout=said, stderr=said)
    doc = trained("the harbour council said that boats")
    assert KEY in doc.spans
    assert set(trained.get_pipe("spancat").labels) == {"claim", "entity", "quote"}


def test_the_lengths_that_nearly_all_spans_have():
    assert fitting(Counter({1: 500, 2: 480, 7: 19, 60: 1})) == ((1, 2, 7), 999, 1000)
    assert fitting(Counter({3: 1})).sizes == (3,)


def test_places_without_a_span_are_none(folder):
    """As many as those with one where there is room, of as many words, and nowhere near one."""
    seen: Counter[bool] = Counter()
    articles = {row["id"]: row for path in (folder / "data").iterdir() for row in rows(path)}
    for path in (folder / "span-classes").iterdir():
        for row in rows(path):
            article = articles[row["article_id"]]
            seen[bool(row["labels"])] += 1
            assert article["text"][row["start"] : row["end"]] == row["text"]
            assert row["before"].endswith(article["text"][: row["start"]][-5:])
            for span in article["spans"]:
                inside = span["start"] < row["end"] and row["start"] < span["end"]
                assert bool(row["labels"]) or not inside
            if "quote" in row["labels"]:
                assert row["labels"] == ["claim", "quote"], "one place, both labels"
    assert seen == {True: 40, False: 40}


def test_the_snippet_of_the_card_aligns_sub_words(folder):
    card = (folder / "README.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(def align.*?)```", card, re.DOTALL)
    held: dict = {}
    exec(code, held)  # what a reader of the card would do
    spans = [
        {"label": "x", "fragments": [[4, 10], [14, 16]]},
        {"label": "x", "fragments": [[10, 13]]},
        {"label": "y", "fragments": [[0, 3]]},
    ]
    offsets = [(0, 0), (0, 3), (4, 7), (7, 10), (10, 13), (13, 14), (14, 16), (0, 0)]
    assert held["align"](offsets, spans, "x") == [None, "O", "B", "I", "B", "O", "B", None]


def test_the_card_says_what_one_asks(folder):
    card = (folder / "README.md").read_text("utf-8")
    for text in (
        "20 of 46 spans (43 %) came from a suggestion",
        "news.example 20",
        "2026-01-01 to 2026-01-20",
        "claim on quote 6",
        "Only harbours.",
        "of those who are written about: asked",
        "licence: not given",
        "Without a span in this release: boilerplate",
    ):
        assert text in card, text
    table = card.partition("## Labels")[2].partition("Without a span")[0]
    assert "boilerplate" not in table
    labels = (folder / "labels.json").read_text("utf-8")
    assert "boilerplate" in labels


def test_folders_of_labels_have_names_that_every_system_takes():
    names = folder_names(["a/b", "A:b", "..", "x" * 80, "é 日本"])
    assert len({one.casefold() for one in names.values()}) == 5
    assert not any(set(one) & set('/\\:*?"<>|') or one.startswith(".") for one in names.values())


def test_packs_merged_in_either_order_give_the_same_release(tmp_path):
    """Spans stand in the order of the text, annotators by name, articles by id."""
    base = tmp_path / "base.annotator"
    with make(base, [record(n) for n in range(1, 7)]) as project:
        for who in ("zoe", "ben"):
            pack_out(project, tmp_path / f"{who}.annotator", who)
    for who in ("zoe", "ben"):
        with Project.open(tmp_path / f"{who}.annotator") as pack:
            for start in (20, 9, 2):
                added = AddSpan(article="a1", label="claim", ranges=((start, start + 5),))
                pack.apply(added, who)
    made = []
    for order in (("zoe", "ben"), ("ben", "zoe")):
        into = tmp_path / f"{'-'.join(order)}.annotator"
        into.write_bytes(base.read_bytes())
        with Project.open(into) as project:
            for who in order:
                merge_in(project, tmp_path / f"{who}.annotator")
            out = tmp_path / f"r-{'-'.join(order)}"
            options = ReleaseOptions(formats=("conll",), replicates=0, done_only=False)
            release(project, out, options)
        made.append(
            {
                one.relative_to(out).as_posix(): one.read_bytes()
                for one in out.rglob("*")
                if one.is_file()
            }
        )
    assert made[0] == made[1]
    first = [row for row in rows_of(made[0]) if row["annotator"] == "zoe" and row["id"] == "a1"]
    assert [one["start"] for one in first[0]["spans"]] == [2, 9, 20]


def rows_of(files: dict[str, bytes]) -> list[dict]:
    return [
        orjson.loads(line)
        for name, data in files.items()
        if name.startswith("data/")
        for line in data.splitlines()
    ]
