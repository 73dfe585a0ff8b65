"""WebAnno TSV 3: the shapes of its guide and its own test files, and that an export comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from annotator.annotation.records import Annotated
from annotator.formats import format_for
from tests.formats.folders import folder_there_and_back
from tests.formats.reading import read
from tests.formats.records import bare, bare_losses, outline, records

CUSTOM = "#T_SP=webanno.custom.Span|value"
ENTITY = "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value"
DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
POS = f"{DKPRO}.lexmorph.type.pos.POS"
HEAD = "#FORMAT=WebAnno TSV 3.3\n"


def tsv(*layers: str, body: str) -> str:
    return HEAD + "".join(f"{layer}\n" for layer in layers) + "\n\n" + body


def read_tsv(folder: Path, text: str | bytes) -> tuple[list[Annotated], list[str]]:
    path = folder / "x.tsv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path, "webanno-tsv", annotator="ann")


def read_one(folder: Path, text: str) -> Annotated:
    found, refused = read_tsv(folder, text)
    assert refused == []
    return found[0]


def spans(record: Annotated) -> list[tuple[str, str]]:
    return [(span.label, span.text) for span in record.spans]


def links(record: Annotated) -> list[tuple[str, str, str]]:
    texts = {span.id: span.text for span in record.spans}
    return [(link.type, texts[link.source], texts[link.target]) for link in record.links]


def test_spans_of_several_tokens_and_stacked_ones(tmp_path: Path) -> None:
    body = (
        "#Text=Ms. Holm sails\n1-1\t0-3\tMs.\tNNP\tPER[1]|PERpart[2]\t\n"
        "1-2\t4-8\tHolm\tNNP\tPER[1]\t\n1-3\t9-14\tsails\tVBD\t_\t\n"
    )
    pos = f"#T_SP={POS}|PosValue"
    record = read_one(tmp_path, tsv(pos, ENTITY, body=body))
    assert record.article.text == "Ms. Holm sails"
    assert spans(record) == [("PER", "Ms. Holm"), ("PERpart", "Ms.")]
    assert [span.attributes for span in record.spans] == [{}, {}]
    assert record == read_one(tmp_path, tsv(pos, ENTITY, body=body))


def test_offsets_count_utf16_units(tmp_path: Path) -> None:
    body = "#Text=I 😊 it .\n1-1\t0-1\tI\t_\n1-2\t2-4\t😊\tjoy\n1-3\t5-7\tit\tx\n1-4\t8-9\t.\t_\n"
    record = read_one(tmp_path, tsv(ENTITY, body=body))
    assert [(span.start, span.end) for span in record.spans] == [(2, 3), (4, 6)]


def test_parts_of_tokens(tmp_path: Path) -> None:
    """Parts may overlap, and a span may go from a part to a whole token."""
    body = (
        "#Text=plays on\n1-1\t0-5\tplays\t_\t\n1-1.1\t0-3\tpla\ta\t\n"
        "1-1.2\t2-5\tays\tb[1]\t\n1-2\t6-8\ton\tb[1]\t\n"
    )
    assert spans(read_one(tmp_path, tsv(CUSTOM, body=body))) == [("a", "pla"), ("b", "ays on")]


def test_the_text_is_rebuilt(tmp_path: Path) -> None:
    """Of lines, of sentences without a break between them, and of sentences far apart."""
    body = (
        "#Sentence.id=s1\n#Text=One\\ttwo\n#Text=thr\\\\ee.\n1-1\t0-3\tOne\t_\n1-2\t4-7\ttwo\t_\n"
        "1-3\t8-15\tthr\\ee.\t_\n\n#Text=Four\n2-1\t15-19\tFour\t*\n\n#Text=Five\n3-1\t23-27\tFive\t_\n"
    )
    record = read_one(tmp_path, tsv(CUSTOM, body=body).replace("\n", "\r\n"))
    assert record.article.text == "One\ttwo\nthr\\ee.Four\n   Five"
    assert spans(record) == [("Span", "Four")]


def test_older_files_escape_as_java_does(tmp_path: Path) -> None:
    body = "#Text=I \\ud83d\\ude0a \\u00e4\n1-1\t0-1\tI\tx\n"
    text = tsv(CUSTOM, body=body).replace("3.3", "3.1")
    assert read_one(tmp_path, text).article.text == "I 😊 ä"


def test_features_become_a_label_and_attributes(tmp_path: Path) -> None:
    layer = "#T_SP=webanno.custom.Sentiment|Category|Opinion"
    body = "#Text=good day\n1-1\t0-4\tgood\tabstract\tposi\\_tive\n1-2\t5-8\tday\tconcrete\t*\n"
    record = read_one(tmp_path, tsv(layer, body=body))
    assert [(span.label, span.attributes) for span in record.spans] == [
        ("Sentiment", {"Category": "abstract", "Opinion": "posi_tive"}),
        ("Sentiment", {"Category": "concrete"}),
    ]


def test_relations_become_links(tmp_path: Path) -> None:
    relation = "#T_RL=webanno.custom.Relation|value|BT_webanno.custom.Span"
    body = (
        "#Text=a b c\n1-1\t0-1\ta\tx[1]|y[2]\t_\t_\t\n1-2\t2-3\tb\tz\t_\t_\t\n"
        "1-3\t4-5\tc\tu[3]|v[4]\tsays|*\t1-1[2_4]|1-2[0_3]\t\n"
    )
    record = read_one(tmp_path, tsv(CUSTOM, relation, body=body))
    labels = {span.id: span.label for span in record.spans}
    assert [(link.type, labels[link.source], labels[link.target]) for link in record.links] == [
        ("says", "y", "v"),
        ("Relation", "z", "u"),
    ]


def test_syntax_is_no_labelling(tmp_path: Path) -> None:
    relation = f"#T_RL={DKPRO}.syntax.type.dependency.Dependency|DependencyType|BT_{POS}"
    layers = f"#T_SP={POS}|PosValue", relation
    body = "#Text=Ida ran\n1-1\t0-3\tIda\tNNP\tSUBJ\t1-2\n1-2\t4-7\tran\tVBD\tROOT\t1-2\n"
    record = read_one(tmp_path, tsv(*layers, body=body))
    assert (record.spans, record.links) == ((), ())


def test_slots_become_links(tmp_path: Path) -> None:
    roles = "ROLE_webanno.custom.Frame:Roles_webanno.custom.FrameRolesLink|webanno.custom.Lu"
    frame = f"#T_SP=webanno.custom.Frame|FE|{roles}"
    body = (
        "#Text=Bo sold the clock\n1-1\t0-2\tBo\t_\t_\t_\tbo\n"
        "1-2\t3-7\tsold\tdeal\tseller;goods\t1-1;1-3[4]\t_\n"
        "1-3\t8-11\tthe\t_\t_\t_\tclock[4]\n1-4\t12-17\tclock\t_\t_\t_\tclock[4]\n"
    )
    record = read_one(tmp_path, tsv(frame, "#T_SP=webanno.custom.Lu|luvalue", body=body))
    assert ("deal", "sold") in spans(record)
    assert links(record) == [("seller", "sold", "Bo"), ("goods", "sold", "the clock")]


@pytest.mark.parametrize(
    "order", ["referenceType|referenceRelation", "referenceRelation|referenceType"]
)
def test_chains_become_links(tmp_path: Path, order: str) -> None:
    again = "pr[1]", "*->1-2"
    columns = [("pr[1]", "coref->1-1"), ("_", "_"), again, again, ("*[1]", "*->1-3")]
    words = ["He", "shot", "himself", "too", "his"]
    lines, at = ["#Text=" + " ".join(words)], 0
    for number, (word, pair) in enumerate(zip(words, columns, strict=True), 1):
        pair = pair if order.startswith("referenceType") else pair[::-1]
        lines.append("\t".join([f"1-{number}", f"{at}-{at + len(word)}", word, *pair, ""]))
        at += len(word) + 1
    chain = f"#T_CH=webanno.custom.CorefLink|{order}"
    record = read_one(tmp_path, tsv(chain, body="\n".join(lines)))
    assert spans(record) == [("pr", "He"), ("pr", "himself too"), ("CorefLink", "his")]
    assert links(record) == [("coref", "He", "himself too"), ("next", "himself too", "his")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "1: the file begins with “”; expected “#FORMAT=WebAnno TSV 3.3”"),
        ("#FORMAT=WebAnno TSV 2.0\n",
         "1: the file begins with “#FORMAT=WebAnno TSV 2.0”; expected “#FORMAT=WebAnno TSV 3.3”"),
        (tsv(CUSTOM, body=""), " there is no sentence; expected “#Text=” and its tokens"),
        (tsv(CUSTOM, body="1-1\t0-1\ta\t_\n"),
         "5: a token stands before any “#Text=”; expected that"),
        (tsv(CUSTOM, body="#Text=a\n1-1\t0-1\ta\n"),
         "6: there are 3 columns; expected 4, as the header says"),
        (tsv(CUSTOM, body="#Text=a\n1-1\tzero\ta\t_\n"),
         "6: “1-1 zero a _” is no token; expected 1-1, 0-4, the token and its columns"),
        (tsv(CUSTOM, body="#Text=a b\n1-1\t0-1\tb\t_\n"),
         "6: the text at 0 to 1 is “a”, expected “b”; offsets of this format count UTF-16 units"),
        (tsv(CUSTOM, body="#Text=a b\n1-1\t0-9\ta\t_\n"),
         "6: UTF-16 offset 9 is not inside the text of 3 UTF-16 units"),
        (tsv(CUSTOM, body="#Text=a\n1-1\t0-1\ta\t_\n\n#Text=b\n2-1\t0-1\tb\t_\n"),
         "9: the sentence begins at 0, inside the one before it"),
        (tsv(CUSTOM, body="#Text=a\n1-1\t999999999-999999999\ta\t_\n"),
         "6: the sentence begins at 999999999, far behind the one before it"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, text: str, reason: str) -> None:
    assert read_tsv(tmp_path, text) == ([], [f"x.tsv:{reason}"])


def test_the_padding_of_a_file_has_one_limit(tmp_path: Path) -> None:
    """Spaces between sentences are kept; many sentences far apart are no way to a huge text."""

    def apart(gap: int, sentences: int) -> str:
        body, at = "", 0
        for number in range(1, sentences + 1):
            body += f"#Text=a\n{number}-1\t{at}-{at + 1}\ta\t_\n\n"
            at += gap
        return tsv(CUSTOM, body=body)

    assert len(read_one(tmp_path, apart(9_000, 2)).article.text) == 9_001
    found, refused = read_tsv(tmp_path, apart(9_000, 5))
    assert found == []
    assert [one.partition(": ")[2] for one in refused] == [
        "the sentence begins at 18000, far behind the one before it"
    ]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    assert read_tsv(tmp_path, b"#FORMAT=WebAnno TSV 3.3\n\xff")[1] == [
        "x.tsv:2: 0xFF is not UTF-8; expected UTF-8"
    ]


def test_it_is_told_from_other_tables(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_text(tsv(CUSTOM, body="#Text=a\n1-1\t0-1\ta\t_\n"))
    assert format_for(path).name == "webanno-tsv"
    path.write_text("Ida\tB-PER\nran\tO\n")
    assert format_for(path).name == "conll"


@given(made=records())
def test_an_export_comes_back_but_for_what_is_reported(
    tmp_path_factory: pytest.TempPathFactory, made: list[Annotated]
) -> None:
    """White space at the ends of spans goes, and all that is said of them but the label."""
    folder = tmp_path_factory.mktemp("x")
    back, losses = folder_there_and_back(made, "webanno-tsv", folder, ".tsv")
    assert [outline(record) for record in back] == [outline(record) for record in made]
    expected = bare_losses(made)
    for given_, found in zip(made, back, strict=True):
        places, first = [], {}
        for span in given_.spans:
            for fragment in span.fragments:
                solid = fragment.text.strip()
                if not solid:
                    count(expected, "spans of white space only")
                    continue
                if solid != fragment.text:
                    count(expected, "spans that begin or end with white space")
                start = fragment.start + fragment.text.index(solid)
                place = (span.label, start, start + len(solid), solid)
                first.setdefault(span.id, place)
                places.append(place)
        assert sorted(bare(span) for span in found.spans) == sorted(places)
        ids = {span.id for span in given_.spans}
        kept = []
        for link in given_.links:
            if link.target not in ids:
                count(expected, "links to other articles")
            elif link.source in first and link.target in first:
                count(expected, "ids of links")
                kept.append((link.type, first[link.source], first[link.target]))
            else:
                count(expected, "links of spans that were left out")
        joined = {span.id: bare(span) for span in found.spans}
        assert sorted(kept) == sorted(
            (link.type, joined[link.source], joined[link.target]) for link in found.links
        )
    assert losses == expected


def count(losses: dict[str, int], what: str) -> None:
    losses[what] = losses.get(what, 0) + 1


def test_a_relation_to_nothing_is_left_out(tmp_path: Path) -> None:
    body = "#Text=a\n1-1\t0-1\ta\tx\t1-7\n"
    path = tmp_path / "x.tsv"
    path.write_text(tsv(CUSTOM, "#T_RL=webanno.custom.R|BT_webanno.custom.Span", body=body))
    (record,), refused = read(path, "webanno-tsv", annotator="ann")
    assert (len(record.spans), record.links, refused) == (1, (), [])


def test_a_relation_of_tokens_makes_spans_of_them(tmp_path: Path) -> None:
    token = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
    body = "#Text=Terns came\n1-1\t0-5\tTerns\t_\t_\n1-2\t6-10\tcame\tdoes\t1-1\n"
    path = tmp_path / "x.tsv"
    path.write_text(tsv(f"#T_RL=webanno.custom.R|value|BT_{token}", body=body))
    (record,), refused = read(path, "webanno-tsv", annotator="ann")
    assert refused == []
    assert [(one.label, one.text) for one in record.spans] == [
        ("Token", "Terns"),
        ("Token", "came"),
    ]
    assert [one.type for one in record.links] == ["does"]
