"""spaCy's files: the shapes of its documentation, that it loads ours, and that they come back."""

from __future__ import annotations

import builtins
import io
import random
import zlib
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings

from annotator.annotation.records import Annotated, Article, Fragment, Span
from annotator.errors import InputError
from annotator.formats import WriteOptions, format_for, format_named
from annotator.formats.spacy import docbin
from tests.formats.reading import read
from tests.formats.records import flat_model, records, there_and_back
from tests.formats.test_fuzz import CASES, damaged

TEXT = "Ida Holm sold 😀 well-known boats in Oslo."


def span(name: str, label: str, *ranges: tuple[int, int]) -> Span:
    fragments = tuple(Fragment(start, end, TEXT[start:end]) for start, end in ranges)
    return Span(id=name, article="a", annotator="ann", label=label, fragments=fragments)


def made(**changes: Any) -> Annotated:
    spans = (
        span("1", "PERSON", (0, 8)),
        span("2", "name", (0, 3)),
        span("3", "part", (16, 18), (36, 40)),
    )
    article = Article(id="a", text=TEXT, **changes)
    return Annotated(article=article, annotator="ann", spans=spans)


def written(name: str, *made_: Annotated) -> tuple[bytes, list[str]]:
    file, options = io.BytesIO(), WriteOptions()
    format_named(name).write(made_, file, options)
    return file.getvalue(), [loss.sentence() for loss in options.losses.all()]


def read_json(folder: Path, value: Any, annotator: str | None = "ann") -> Any:
    path = folder / "x.json"
    path.write_bytes(orjson.dumps(value))
    return read(path, "spacy-json", annotator=annotator)


def labels(record: Annotated) -> list[tuple[str, str]]:
    return [(one.label, one.text) for one in record.spans]


def one(folder: Path, value: Any) -> Annotated:
    found, refused = read_json(folder, value)
    assert refused == []
    (record,) = found
    return record


def test_pairs_of_a_text_and_its_entities(tmp_path: Path) -> None:
    pairs = [
        ["Ida ran", {"entities": [[0, 3, "PER"], [0, 3, "PER"]], "cats": {"sport": 1.0}}],
        ["Bo ran", {"spans": {"sc": [[0, 2, "PER", "Q1"]]}}],
        ["Bo ran", {"entities": ["U-PER", "-"], "words": ["Bo", "ran"]}],
    ]
    for value in (pairs, {"classes": ["PER"], "annotations": [*pairs, None]}):
        found, refused = read_json(tmp_path, value)
        assert refused == []
        assert [labels(record) for record in found] == [
            [("PER", "Ida")],
            [("PER", "Bo")],
            [("PER", "Bo")],
        ]
        assert found[0].article.meta == {"cats": {"sport": 1.0}}
        assert found[1].spans[0].attributes == {"kb_id": "Q1"}
        assert format_for(tmp_path / "x.json").name == "spacy-json"


def test_a_document_of_spacy_3(tmp_path: Path) -> None:
    value = {
        "text": "Ida ran",
        "ents": [{"start": 0, "end": 3, "label": "PER"}],
        "sents": [{"start": 0, "end": 7}],
        "tokens": [{"id": 0, "start": 0, "end": 3, "pos": "X"}, {"id": 1, "start": 4, "end": 7}],
        "spans": {"sc": [{"start": 0, "end": 3, "label": "PER", "kb_id": ""},
                         {"start": 4, "end": 7, "label": "", "kb_id": "Q2"}]},
        "_": {"outlet": "x"},
    }  # fmt: skip
    record = one(tmp_path, value)
    assert labels(record) == [("PER", "Ida"), ("sc", "ran")]
    assert (record.spans[1].attributes, record.article.meta) == ({"kb_id": "Q2"}, {"outlet": "x"})
    assert record == one(tmp_path, [value])
    assert format_for(tmp_path / "x.json").name == "spacy-json"


def test_training_data_of_spacy_2(tmp_path: Path) -> None:
    """Paragraphs of a document are one article; a text is given, or made of the tokens."""

    def tokens(*words: tuple[str, str], **more: Any) -> list[dict[str, Any]]:
        return [{"id": at, "orth": word, "ner": tag} | more for at, (word, tag) in enumerate(words)]

    value = [
        {
            "id": 7,
            "paragraphs": [
                {"raw": "Ida  Holm ran.\n", "sentences": [
                    {"tokens": tokens(("Ida", "B-PER"), ("Holm", "L-PER"), ("ran", "O"))},
                    {"tokens": tokens((".", "-"))}]},
                {"sentences": [{"tokens": tokens(("Bo", "U-PER"), ("ran", "O"))}], "cats": []},
                {"sentences": [{"tokens": tokens(("Os", "U-LOC"), ("lo", "O"), space=False)}]},
                {"raw": "Bo", "sentences": [{"tokens": [{"orth": "Bo"}], "brackets": []}],
                 "entities": [[0, 2, "X"]]},
            ],
        }
    ]  # fmt: skip
    record = one(tmp_path, value)
    assert record.article.text == "Ida  Holm ran.\n\n\nBo ran\n\nOslo\n\nBo"
    assert labels(record) == [("PER", "Ida  Holm"), ("PER", "Bo"), ("LOC", "Os"), ("X", "Bo")]
    assert record.article.meta == {"document": 7}
    assert format_for(tmp_path / "x.json").name == "spacy-json"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (3, "expected a list of documents, or one document"),
        ([{"a": 1}], "[0]: this is no document of spaCy; expected “text”, “paragraphs”, or a text"
         " and its entities"),
        ([["Ida", {"entities": [[0, 9, "x"]]}]],
         "[0]: span 0: 0 to 9 is not inside the text of 3 characters"),
        ([["Ida", {"entities": [["0", 3, "x"]]}]],
         "[0]: “entities[0]”: expected whole numbers as start and end"),
        ([["Ida", {"entities": [[0, 3]]}]],
         "[0]: “entities[0]” is no span; expected start, end and label"),
        ([["Ida", {"entities": [[0, 3, 4]]}]], "[0]: “entities[0]”: expected text as label"),
        ([["Ida", {"entities": {"a": 1}}]], "[0]: “entities” is no list; expected a list of spans"),
        ([["Ida", {"spans": []}]], "[0]: “spans” is no object; expected lists of spans by name"),
        ([["Ida", {"entities": ["U-x"]}]], "[0]: “entities” holds tags; expected as many “words”"),
        ([["Ida", {"entities": ["U-x"], "words": ["Bo"]}]],
         "[0]: “words[0]” does not come next in the text"),
        ({"paragraphs": [{}]}, "“paragraphs[0]”: expected “sentences” with “tokens”"),
        ({"paragraphs": [{"sentences": [{"tokens": [{}]}]}]},
         "“paragraphs[0]”: a token has no “orth”; expected the token’s text"),
        ({"paragraphs": [{"raw": "Bo", "sentences": [{"tokens": [{"orth": "Ida"}]}]}]},
         "“paragraphs[0]”: token 1 does not come next in “raw”"),
        ({"text": "Ida", "annotator": {}}, "“annotator”: “article_id” is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_json_is_said(tmp_path: Path, value: Any, reason: str) -> None:
    assert read_json(tmp_path, value) == ([], [f"x.json: {reason}"])


def test_work_without_an_annotator_is_refused(tmp_path: Path) -> None:
    _, refused = read_json(tmp_path, [["Ida", {"entities": [[0, 3, "x"]]}]], annotator=None)
    assert refused == [
        "x.json: [0]: there are spans but there is no annotator; expected --annotator"
    ]


def test_spans_that_were_changed_in_json_count(tmp_path: Path) -> None:
    """What stands beside the spans is taken only while it fits them."""
    data, _ = written("spacy-json", made())
    value = orjson.loads(data)
    value[0]["spans"]["annotator"][0]["label"] = "HUMAN"
    assert ("HUMAN", "Ida Holm") in labels(one(tmp_path, value))


def test_spacy_loads_our_json() -> None:
    spacy = pytest.importorskip("spacy")
    data, losses = written("spacy-json", made())
    (value,) = orjson.loads(data)
    doc = spacy.tokens.Doc(spacy.blank("en").vocab).from_json(value, validate=True)
    assert doc.text == TEXT
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("Ida Holm", "PERSON"),
        ("we", "part"),
        ("Oslo", "part"),
    ]
    assert [one.text for one in doc.spans["annotator"]] == ["Ida Holm", "Ida", "we", "Oslo"]
    assert losses == [
        "1 × spans of several fragments: spaCy sees each fragment as a span of its own",
        "1 × overlapping spans: left out of the entities, they are among the spans (name 1)",
    ]


def test_spacy_loads_our_docbin() -> None:
    spacy = pytest.importorskip("spacy")
    data, losses = written("spacy", made(), Annotated(article=Article(id="b", text="Bo ran")))
    docs = spacy.tokens.DocBin().from_bytes(data)
    doc, bare = docs.get_docs(spacy.blank("en").vocab)
    assert doc.text == TEXT
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("Ida Holm", "PERSON"),
        ("we", "part"),
        ("Oslo", "part"),
    ]
    assert [one.text for one in doc.spans["annotator"]] == ["Ida Holm", "Ida", "we", "Oslo"]
    assert "ll" in [token.text for token in doc]
    assert (doc.has_annotation("ENT_IOB"), bare.has_annotation("ENT_IOB")) == (True, False)
    assert losses == [
        "1 × spans of several fragments: spaCy sees each fragment as a span of its own",
        "1 × overlapping spans: left out of the entities, they are among the spans (name 1)",
        "1 × spans that begin or end inside a token: the token is split there",
    ]


def test_tokens_are_those_of_the_language() -> None:
    spacy = pytest.importorskip("spacy")
    text = "L'eau, aujourd'hui."
    for language in ("fr", "fr-CA", "nonsense", "xx", 7, None):
        meta = {} if language is None else {"language": language}
        record = Annotated(article=Article(id="a", text=text, meta=meta), annotator="ann")
        data, _ = written("spacy", record)
        (doc,) = spacy.tokens.DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab)
        code = language[:2] if language in ("fr", "fr-CA", "xx") else "en"
        assert [token.text for token in doc] == [token.text for token in spacy.blank(code)(text)]


def test_a_docbin_of_others(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    doc = nlp("Ida Holm ran. ")
    doc.ents = [spacy.tokens.Span(doc, 0, 2, label="PER", kb_id="Q1")]
    doc.spans["sc"] = [doc[0:2], spacy.tokens.Span(doc, 2, 3, label="ACT")]
    doc.cats = {"sport": 0.5}
    doc.user_data["outlet"] = "x"
    path = tmp_path / "x.spacy"
    spacy.tokens.DocBin(docs=[doc], store_user_data=True).to_disk(path)
    assert format_for(path).name == "spacy"
    (record,), refused = read(path, "spacy", annotator="ann")
    assert refused == []
    assert record.article.text == "Ida Holm ran. "
    assert labels(record) == [("PER", "Ida Holm"), ("sc", "Ida Holm"), ("ACT", "ran")]
    assert record.spans[0].attributes == {"kb_id": "Q1"}
    assert record.article.meta == {"outlet": "x", "cats": {"sport": 0.5}}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "this is no DocBin of spaCy that can be read: "),
        (b"{}", "this is no DocBin of spaCy; expected what DocBin.to_disk writes"),
        (zlib.compress(b"\x80"), "this is no DocBin of spaCy that can be read: 'attrs'"),
        (zlib.compress(bytes(30_000_000), 1), "the file unpacks to more than 1 GB"),
    ],
)
def test_what_is_wrong_in_a_docbin_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, reason: str
) -> None:
    pytest.importorskip("spacy")
    monkeypatch.setattr(docbin, "_MOST_BYTES", 20_000_000)
    path = tmp_path / "x.spacy"
    path.write_bytes(data)
    found, refused = read(path, "spacy")
    assert found == []
    assert refused[0].startswith(f"x.spacy: {reason}")


def test_a_damaged_docbin_is_read_or_refused(tmp_path: Path) -> None:
    """Damaged inside: damage outside never gets past the checksum."""
    pytest.importorskip("spacy")
    whole = zlib.decompress(written("spacy", made())[0])
    chance = random.Random("spacy")
    path = tmp_path / "x.spacy"
    kinds = set()
    for _ in range(CASES):
        path.write_bytes(zlib.compress(damaged(whole, chance)))
        found, refused = read(path, "spacy", annotator="ann")
        kinds.add((bool(found), bool(refused)))
    assert {(True, False), (False, True)} <= kinds


def test_without_the_library_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = builtins.__import__

    def no_extras(name: str, *rest: Any, **more: Any) -> Any:
        if name.split(".")[0] in ("spacy", "cassis"):
            raise ImportError(name)
        return kept(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", no_extras)
    for name, line in (("spacy", "spacy"), ("cas-xmi", "cas"), ("cas-json", "cas")):
        path = tmp_path / name
        path.write_bytes(b"x")
        assert f"pip install annotator[{line}]" in read(path, name)[1][0]
        one = format_named(name)
        write: Any = one.write_folder if one.known.folder else one.write
        with pytest.raises(InputError, match=r"pip install annotator\["):
            write([], tmp_path if one.known.folder else io.BytesIO())


@pytest.mark.parametrize("name", ["spacy", "spacy-json"])
@settings(max_examples=40)
@given(made=records())
def test_an_export_comes_back(
    tmp_path_factory: pytest.TempPathFactory, name: str, made: list[Annotated]
) -> None:
    """All of it; the losses are what spaCy itself does not see."""
    if name == "spacy":
        pytest.importorskip("spacy")
    path = tmp_path_factory.mktemp("x") / ("x.spacy" if name == "spacy" else "x.json")
    back, losses = there_and_back(made, name, path)
    assert back == made
    expected: dict[str, int] = {}
    for record in made:
        flat_model(record, expected)
        several = sum(len(one.fragments) > 1 for one in record.spans)
        if several:
            what = "spans of several fragments"
            expected[what] = expected.get(what, 0) + several
    losses.pop("spans that begin or end inside a token", None)
    assert losses == expected


@settings(max_examples=40)
@given(made=records())
def test_spacy_loads_whatever_we_write(made: list[Annotated]) -> None:
    spacy = pytest.importorskip("spacy")
    data, _ = written("spacy-json", *made)
    binary, _ = written("spacy", *made)
    vocab = spacy.blank("xx").vocab
    docs = spacy.tokens.DocBin().from_bytes(binary).get_docs(vocab)
    for record, value, other in zip(made, orjson.loads(data), docs, strict=True):
        doc = spacy.tokens.Doc(vocab).from_json(value)
        model = [(start, end, label) for label, start, end, _ in flat_model(record, {})]
        for one in (doc, other):
            assert one.text == record.article.text
            assert [(ent.start_char, ent.end_char, ent.label_) for ent in one.ents] == model
