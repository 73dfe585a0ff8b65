"""Hugging Face's rows and datasets: read with and without text, opened by ``datasets``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.annotation.records import Annotated, Label
from annotator.formats import WriteOptions, format_for, format_named
from annotator.formats.huggingface.card import TagNames, card
from tests.formats.reading import read
from tests.formats.records import (
    bare,
    bare_losses,
    flat_model,
    outline,
    records,
    there_and_back,
)
from tests.strategies import messy_text

TOKENS = ["Ida", "Holm", "met", "Bo", "."]
TAGS = ["B-PER", "I-PER", "O", "B-PER", "O"]


def read_rows(
    folder: Path, *rows: Any, annotator: str | None = "ann"
) -> tuple[list[Annotated], list[str]]:
    path = folder / "data" / "train.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\n".join(orjson.dumps(row) for row in rows))
    return read(path, "hf-tokens", annotator=annotator)


def read_row(folder: Path, **keys: Any) -> Annotated:
    found, refused = read_rows(folder, {"tokens": TOKENS, "ner_tags": TAGS} | keys)
    assert refused == []
    return found[0]


def test_a_text_is_made_of_tokens_and_spaces(tmp_path: Path) -> None:
    record = read_row(tmp_path, id="0")
    assert record.article.text == "Ida Holm met Bo ."
    assert record.article.meta == {"id": "0"}
    assert [bare(span) for span in record.spans] == [
        ("PER", 0, 8, "Ida Holm"),
        ("PER", 13, 15, "Bo"),
    ]
    assert format_for(tmp_path / "data" / "train.jsonl").name == "hf-tokens"


def test_a_text_that_is_given_is_kept(tmp_path: Path) -> None:
    """Tokens are found in it one after the other."""
    record = read_row(tmp_path, text="Ida\u00a0 Holm met Bo.")
    assert [span.text for span in record.spans] == ["Ida\u00a0 Holm", "Bo"]


@pytest.mark.parametrize(
    ("tokens", "tags"), [("words", "tags"), ("tokens", "labels"), ("words", "ner")]
)
def test_columns_have_several_names(tmp_path: Path, tokens: str, tags: str) -> None:
    found, refused = read_rows(tmp_path, {tokens: TOKENS, tags: TAGS, "outlet": "x"})
    assert refused == []
    assert len(found[0].spans) == 2
    assert found[0].article.meta == {"outlet": "x"}


NUMBERS = {"tokens": TOKENS, "ner_tags": [1, 2, 0, 1, -100]}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("README.md", "---\ndataset_info:\n  features:\n  - name: tokens\n    sequence: string\n"
         "  - name: ner_tags\n    sequence:\n      class_label:\n        names:\n          '0': O\n"
         "          '1': B-PER\n          '2': I-PER\n  splits:\n  - name: train\n---\n# x\n"),
        ("README.md", "---\ndataset_info:\n- config_name: a\n  features:\n  - name: ner_tags\n"
         "    list:\n      class_label:\n        names:\n        - O\n        - \"B-PER\"\n"
         "        - 'I-PER'\n---\n"),
        ("dataset_info.json", '{"features":{"tokens":{"feature":{"dtype":"string"}},"ner_tags":'
         '{"feature":{"names":["O","B-PER","I-PER"],"_type":"ClassLabel"},"_type":"Sequence"}}}'),
        ("data/dataset_infos.json", '{"default":{"features":{"ner_tags":{"feature":{"names":'
         '["O","B-PER","I-PER"]}}}}}'),
    ],
)  # fmt: skip
def test_numbers_are_named_by_the_file_beside(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / name).write_text(content, "utf-8")
    found, refused = read_rows(tmp_path, NUMBERS)
    assert refused == []
    assert [bare(span)[:3] for span in found[0].spans] == [("PER", 0, 8), ("PER", 13, 15)]
    assert read_rows(tmp_path, NUMBERS | {"ner_tags": [0, 0, 0, 0, 3]})[1] == [
        "train.jsonl:1: ner_tags[4] is 3; expected 0 to 2"
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (NUMBERS, "“ner_tags” are numbers, and no README.md or dataset_info.json beside the file"
         " names them; expected names, as B-PER"),
        ({"tokens": TOKENS, "ner_tags": TAGS[1:]},
         "there are 5 tokens but 4 tags; expected as many"),
        ({"tokens": TOKENS, "ner_tags": TAGS, "text": "Ida Holm saw Bo."},
         "tokens[2], “met”, does not come next in “text”"),
        ({"tokens": TOKENS}, "ner_tags: expected a list, found null"),
        ({"tokens": "Ida", "ner_tags": TAGS}, "tokens: expected a list, found text"),
        ({"tokens": [], "ner_tags": []}, "“text”: the text is empty"),
        ({"tokens": [""], "ner_tags": ["B-x"], "text": "x"},
         "ner_tags[0]: 0 to 0 is empty, the end must be behind the start"),
        ({"tokens": ["a"], "ner_tags": ["O"], "text": "ba", "token_starts": [0], "token_ends": [1]},
         "tokens[0] is “a” but the text at 0 to 1 is “b”"),
        ({"tokens": ["a"], "ner_tags": ["O"], "text": "a", "token_starts": [], "token_ends": []},
         "“token_starts” and “token_ends” are not as many as the tokens"),
        ([1], "the line: expected an object"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, row: Any, reason: str) -> None:
    assert read_rows(tmp_path, row)[1] == [f"train.jsonl:1: {reason}"]


@given(labels=st.lists(messy_text(max_size=3).filter(bool), unique=True, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_card_names_every_tag(tmp_path: Path, labels: list[str]) -> None:
    """Whatever signs a label is made of."""
    (tmp_path / "README.md").write_text(card(labels, {"train": 1}, 1), "utf-8", newline="\n")
    names = TagNames((tmp_path / "README.md",)).of("ner_tags")
    assert names == ["O", *[f"{prefix}-{label}" for label in labels for prefix in "BI"]]


@given(made=records())
def test_rows_come_back_but_for_what_is_reported(
    tmp_path_factory: pytest.TempPathFactory, made: list[Annotated]
) -> None:
    """Tags hold ranges that do not overlap."""
    path = tmp_path_factory.mktemp("x") / "x.jsonl"
    back, losses = there_and_back(made, "hf-tokens", path)
    expected = bare_losses(made)
    assert [outline(record) for record in back] == [outline(record) for record in made]
    for given_, found in zip(made, back, strict=True):
        assert [bare(span) for span in found.spans] == flat_model(given_, expected)
    if links := sum(len(record.links) for record in made):
        expected["links"] = links
    assert losses == expected
    assert format_for(path).name == "hf-tokens"


@given(made=records())
def test_a_dataset_loses_nothing(
    tmp_path_factory: pytest.TempPathFactory, made: list[Annotated]
) -> None:
    folder = tmp_path_factory.mktemp("x") / "dataset"
    back, losses = there_and_back(made, "hf-dataset", folder, "hf-tokens")
    assert (back, losses) == (made, {})


def test_datasets_opens_a_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the names of the tags from the card, and as plain JSON."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    record = read_row(tmp_path, text="Ida Holm met\u2028 Bo.", annotator="ann 😀")
    empty = Annotated(article=record.article)
    folder = tmp_path / "out"
    folder.mkdir()
    options = WriteOptions(labels=(Label(id="1", name="Ort: 'x' #\u2028😀"),))
    format_named("hf-dataset").write_folder([empty, record], folder, options)
    rows = datasets.load_dataset(str(folder), cache_dir=str(tmp_path / "cache"))["train"]
    names = ["O", "B-PER", "I-PER"]  # no class without an example
    assert rows.features["ner_tags"].feature.names == names
    assert rows[1]["ner_tags"] == [1, 2, 0, 1, 0]
    assert rows[1]["text"] == "Ida Holm met\u2028 Bo."
    assert rows[1]["spans"][1]["starts"] == [14]
    alone = tmp_path / "alone.jsonl"
    with alone.open("wb") as stream:
        format_named("hf-tokens").write([empty, record], stream)
    for file in (folder / "data" / "train.jsonl", alone):
        plain = datasets.load_dataset(
            "json", data_files=str(file), cache_dir=str(tmp_path / "cache")
        )["train"]
        assert plain[1]["ner_tags"] == TAGS
