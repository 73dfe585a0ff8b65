"""The sample articles contain every trouble that they are there for, and are sound."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
KEYS = [
    "schema", "id", "title", "source", "date", "meta", "text", "text_sha256", "offset_unit",
    "annotator", "status", "spans", "links",
]  # fmt: skip
LABELS = {"claim", "quote", "entity", "boilerplate"}
ANNOTATORS = ["ana", "ben", "chloe"]
GLUED = "Ada OyelaranAda Oyelaran"
BOOK = "“A Modest History of Fog,”"

Line = dict[str, Any]


def read_lines() -> list[Line]:
    """Split at line feeds only: line separators stand raw in the file."""
    content = (RESOURCES / "samples" / "news.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in content.removesuffix("\n").split("\n")]


LINES = read_lines()
TEXTS: dict[str, str] = {line["id"]: line["text"] for line in LINES}
DONE = [line for line in LINES if line["annotator"] is not None]
SPANS = [(line, span) for line in DONE for span in line["spans"]]


def test_line_has_the_keys_of_the_format_in_order() -> None:
    """Every line has the same keys in the same order."""
    for line in LINES:
        assert list(line) == KEYS
        assert line["schema"] == "annotator/1"
        assert line["offset_unit"] == "codepoint"


def test_article_has_title_source_date_and_meta() -> None:
    """The queue has something to show for every article."""
    for line in LINES:
        assert line["title"].strip() == line["title"] != ""
        assert line["source"]
        assert date.fromisoformat(line["date"]).isoformat() == line["date"]
        assert line["meta"]["author"]
        assert line["meta"]["section"]
        assert re.fullmatch(r"[a-z-]+-\d\d", line["id"])


def test_text_matches_its_hash() -> None:
    """The hash is that of the text's UTF-8 bytes."""
    for line in LINES:
        assert hashlib.sha256(line["text"].encode()).hexdigest() == line["text_sha256"]


def test_text_has_nothing_that_import_would_change() -> None:
    """Carriage returns, NUL, byte order marks and noncharacters are absent."""
    for text in TEXTS.values():
        assert not re.search("[\r\0\ufeff\ufdd0\ufdd1]", text)


def test_there_are_enough_articles() -> None:
    """At least 14 articles, one of them long, the others of ordinary length."""
    words = {key: len(text.split()) for key, text in TEXTS.items()}
    assert len(words) >= 14
    assert sum(250 <= count <= 600 for count in words.values()) >= 12
    assert 1700 <= words["eleven-minutes-long-01"] <= 2000


def test_same_article_has_the_same_text_in_every_line() -> None:
    """Lines of one article differ only in what the annotator did."""
    shared = KEYS[: KEYS.index("annotator")]
    first = {line["id"]: line for line in reversed(LINES)}
    for line in LINES:
        assert [line[key] for key in shared] == [first[line["id"]][key] for key in shared]


def test_article_and_annotator_come_once() -> None:
    """No two lines are about the same article and annotator."""
    pairs = [(line["id"], line["annotator"]) for line in LINES]
    assert len(set(pairs)) == len(pairs)


def test_untouched_articles_are_new_and_empty() -> None:
    """A line without an annotator has no work in it."""
    for line in LINES:
        if line["annotator"] is None:
            assert (line["status"], line["spans"], line["links"]) == ("new", [], [])


def test_three_annotators_finished_the_same_two_articles() -> None:
    """Agreement has something to measure, 15 to 30 spans a line."""
    done = {(line["id"], line["annotator"]) for line in DONE}
    assert done == set(itertools.product(["harbour-bridge-01", "harbour-bridge-02"], ANNOTATORS))
    for line in DONE:
        assert line["status"] == "done"
        assert 15 <= len(line["spans"]) <= 30


def test_span_offsets_and_text_match() -> None:
    """Fragments are in order and apart, and their texts joined by a space are the span's text."""
    for line, span in SPANS:
        text, fragments = line["text"], span["fragments"]
        assert (span["start"], span["end"]) == (fragments[0][0], fragments[-1][1])
        for start, end in fragments:
            assert 0 <= start < end <= len(text)
        for (_, end), (start, _) in itertools.pairwise(fragments):
            assert end < start
        assert " ".join(text[start:end] for start, end in fragments) == span["text"]


def test_span_has_no_space_at_its_edges() -> None:
    """Nobody marked a space by mistake, but for the dateline with its dash."""
    loose = [span["text"] for _, span in SPANS if span["text"] != span["text"].strip()]
    assert [text.startswith("OSTRAND") for text in loose] == [True]


def test_span_is_complete() -> None:
    """Label, origin, attributes and note are what the format asks for."""
    for _, span in SPANS:
        assert span["label"] in LABELS
        assert span["origin"] == "manual"
        assert isinstance(span["attributes"], dict)
        assert span["note"] is None or span["note"].strip()


def test_span_times_increase() -> None:
    """An annotator makes one span after the other, and changes it only later."""
    for line in DONE:
        created = [moment(span["created_at"]) for span in line["spans"]]
        assert created == sorted(created)
        for span in line["spans"]:
            assert moment(span["created_at"]) <= moment(span["updated_at"])


def moment(text: str) -> datetime:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", text)
    return datetime.fromisoformat(text)


def test_ids_are_unique() -> None:
    """Ids of spans and links are 32 hexadecimal digits, each used once."""
    ids = [item["id"] for line in DONE for item in line["spans"] + line["links"]]
    assert all(re.fullmatch(r"[0-9a-f]{32}", key) for key in ids)
    assert len(set(ids)) == len(ids)


def test_links_go_from_quotes_to_their_speakers() -> None:
    """Both ends of such a link are in its own line."""
    for line in DONE:
        labels = {span["id"]: span["label"] for span in line["spans"]}
        speakers = [link for link in line["links"] if link["type"] == "speaker"]
        assert speakers
        for link in speakers:
            assert (labels[link["from"]], labels[link["to"]]) == ("quote", "entity")


def test_one_link_joins_the_same_claim_in_two_articles() -> None:
    """A new user finds the mark of a linked claim, and the other article behind it."""
    (link,) = [link for line in DONE for link in line["links"] if link["type"] != "speaker"]
    ends = {
        span["id"]: (line["id"], line["annotator"], span["label"], span["text"])
        for line, span in SPANS
    }
    cost, paid = (
        "The closure will cost the city 340,000 crowns",
        "the cost at 340\u00a0000\u00a0crowns",
    )
    assert link["type"] == "same"
    assert ends[link["from"]] == ("harbour-bridge-01", "ana", "claim", cost)
    assert ends[link["to"]] == ("harbour-bridge-02", "ana", "claim", paid)


def test_all_labels_are_used_by_everyone() -> None:
    """No annotator left out a label in either article."""
    for line in DONE:
        assert {span["label"] for span in line["spans"]} == LABELS


def test_spans_with_fragments_nested_and_crossing_exist() -> None:
    """Overlap comes in all its forms."""
    kinds: Counter[str] = Counter()
    for line in DONE:
        kinds["fragmented"] += sum(len(span["fragments"]) > 1 for span in line["spans"])
        for a, b in itertools.permutations(line["spans"], 2):
            if a["start"] <= b["start"] and b["end"] <= a["end"]:
                kinds["nested"] += 1
            elif a["start"] < b["start"] < a["end"] < b["end"]:
                kinds["crossing"] += 1
    assert min(kinds[kind] for kind in ("fragmented", "nested", "crossing")) >= 1


def test_notes_exist() -> None:
    """Some spans carry a note."""
    assert sum(span["note"] is not None for _, span in SPANS) >= 5


def ranges(line: Line) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    for span in line["spans"]:
        yield span["label"], tuple((start, end) for start, end in span["fragments"])


def pairs() -> Iterator[tuple[set[Any], set[Any]]]:
    for a, b in itertools.combinations(DONE, 2):
        if a["id"] == b["id"]:
            yield set(ranges(a)), set(ranges(b))


def test_annotators_agree_on_much() -> None:
    """Any two of them share at least a quarter of their spans exactly."""
    for a, b in pairs():
        assert len(a & b) >= 0.25 * min(len(a), len(b))


def test_annotators_miss_spans() -> None:
    """Every two differ somewhere."""
    for a, b in pairs():
        assert a - b
        assert b - a


def test_annotators_disagree_about_boundaries() -> None:
    """Two spans of one label overlap and are not equal."""
    assert any(
        label == other
        and mine != theirs
        and mine[0][0] < theirs[-1][1] > theirs[0][0] < mine[-1][1]
        for a, b in pairs()
        for label, mine in a
        for other, theirs in b
    )


def test_annotators_disagree_about_labels() -> None:
    """What one calls a quote is a claim or an entity for another, a character more or less."""
    found = [
        (label, other)
        for a, b in pairs()
        for label, mine in a
        for other, theirs in b
        if {label, other} in ({"quote", "claim"}, {"quote", "entity"})
        and len(mine) == len(theirs) == 1
        and abs(mine[0][0] - theirs[0][0]) + abs(mine[0][1] - theirs[0][1]) <= 15
    ]
    assert found


def test_annotators_disagree_about_splitting() -> None:
    """One has a span of two fragments where another has two spans."""
    whole = [part for line in DONE for _, part in ranges(line) if len(part) == 2]
    single = {(line["id"], part[0]) for line in DONE for _, part in ranges(line) if len(part) == 1}
    assert any(
        (key, first) in single and (key, second) in single
        for key in {line["id"] for line in DONE}
        for first, second in whole
    )


def test_widget_text_is_glued_into_a_word() -> None:
    """A widget starts inside a word and ends in the middle of a sentence."""
    text = TEXTS["harbour-bridge-01"]
    assert GLUED in text
    assert len(re.findall(r"[a-z][A-Z][a-z]+.*? MORE[,.]", text)) >= 3


def test_glued_widget_is_marked_to_the_character() -> None:
    """The boilerplate starts right after a letter and ends right before a comma."""
    text = TEXTS["harbour-bridge-01"]
    found = [
        span
        for line, span in SPANS
        if line["id"] == "harbour-bridge-01" and span["label"] == "boilerplate"
        if text[span["start"] - 1].isalpha() and text[span["end"]] == ","
    ]
    assert {line["annotator"] for line in DONE for span in found if span in line["spans"]} == set(
        ANNOTATORS
    )


def test_quote_is_split_by_its_attribution() -> None:
    """A quote stops for its speaker and goes on, also with a widget in between."""
    text = TEXTS["harbour-bridge-01"]
    assert re.search(r"gearbox,” said Tomas Vell.* MORE, .*\. “It was", text)
    assert re.search(
        r"“We did look for an exception,” Oyelaran told reporters\. “", "\n".join(TEXTS.values())
    )


def test_block_quote_has_two_paragraphs_and_no_marks() -> None:
    """Only the line before it says that it is a quote."""
    text = TEXTS["harbour-bridge-02"]
    quote = text.split("Ostrand Harbour Board said:\n\n")[1].split("\n\nThe board put")[0]
    assert quote.count("\n\n") == 1
    assert not set(quote) & set('“”"‘«»')


@pytest.mark.parametrize("key", ["harbour-bridge-01", "parrot-witness-01"])
def test_curly_mark_is_closed_by_a_straight_one(key: str) -> None:
    """An opening ``“`` has ``"`` at its other end."""
    assert re.search('“[^”"\n]+"', TEXTS[key])


def test_quotation_marks_are_mixed() -> None:
    """All kinds occur, several of them in one article."""
    for mark in "‘’“”\"'«»":
        assert any(mark in text for text in TEXTS.values())
    assert set("‘’“”\"'") <= set(TEXTS["parrot-witness-01"])


def test_book_title_stands_in_quotation_marks() -> None:
    """A title looks like a quote and is none."""
    assert BOOK in TEXTS["overdue-book-01"]
    assert '"The Bridge Nobody Crossed,"' in TEXTS["harbour-bridge-01"]


def test_no_break_spaces_occur() -> None:
    """U+00A0 stands in numbers, times and between guillemets."""
    assert "50\u00a0000\u00a0crowns" in TEXTS["harbour-bridge-02"]
    assert "«\u00a0Bon courage\u00a0»" in TEXTS["twin-town-01"]


def test_blank_lines_come_in_runs() -> None:
    """At least three empty lines stand together."""
    assert "\n\n\n\n" in TEXTS["harbour-bridge-01"]


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("harbour-bridge-01", "harbour-bridge-02", ["Ada Oyelaran", "Rasmus Pike", "19 times"]),
        ("overdue-book-01", "overdue-book-02", ["Wilma Aske", "Hugo Lindqvist", "Harald Thorne"]),
    ],
)
def test_story_is_told_by_two_outlets(first: str, second: str, names: list[str]) -> None:
    """Two outlets share people and facts, and no sentence."""
    outlets = {line["source"] for line in LINES if line["id"] in (first, second)}
    assert len(outlets) == 2
    assert all(name in TEXTS[first] and name in TEXTS[second] for name in names)
    sentences = [set(re.split(r"(?<=[.?!”\"])\s", TEXTS[key])) for key in (first, second)]
    assert not {part for part in sentences[0] & sentences[1] if len(part) > 20}


def test_emoji_stand_around_and_inside_candidates() -> None:
    """Families joined by U+200D, flags and skin tones stand before, inside and after text."""
    text = TEXTS["emoji-complaints-01"]
    assert "👨\u200d👩\u200d👧\u200d👦" in text
    assert "🇳🇴" in text
    assert {"🏻", "🏽", "🏾", "🏿"} <= set(text)
    assert "👩🏽\u200d🚒 Captain Rosa Tamm" in text
    assert re.search("“[^”]*😴,”", text)
    assert "Bell-Ringers 🔔" in text


def test_accents_are_decomposed() -> None:
    """Combining marks stand beside composed letters of the same kind."""
    text = TEXTS["twin-town-01"]
    assert "E\u0301lodie Carre\u0301" in text
    assert "pétanque" in text
    assert "pe\u0301tanque" in text
    assert unicodedata.normalize("NFC", text) != text


def test_text_runs_right_to_left() -> None:
    """Hebrew and Arabic stand inside English sentences and as paragraphs of their own."""
    text = TEXTS["blue-door-01"]
    assert re.search(r"“[\u0590-\u05ff ,]+”", text)
    assert re.search(r"“[\u0600-\u06ff ]+,”", text)
    first_letters = [part[0] for part in text.split("\n\n")]
    assert {unicodedata.bidirectional(letter) for letter in first_letters} >= {"L", "R", "AL"}


def test_quotation_is_chinese_or_japanese() -> None:
    """Corner brackets and Han characters stand in quotes."""
    text = TEXTS["robot-detour-01"]
    assert text.count("「") == text.count("」") >= 3
    assert re.search(r"“[\u4e00-\u9fff，。]+”", text)


def test_line_separators_occur() -> None:
    """U+2028 breaks lines inside a paragraph."""
    assert TEXTS["observatory-night-01"].count("\u2028") >= 4


def test_soft_hyphens_occur() -> None:
    """U+00AD hides inside words."""
    assert len(re.findall("\\w\u00ad\\w", TEXTS["observatory-night-01"])) >= 8


def test_article_has_one_paragraph_and_no_title() -> None:
    """One line, and the title is known from the metadata only."""
    text = TEXTS["tunnel-hum-01"]
    assert "\n" not in text
    assert not text.startswith(next(line["title"] for line in LINES if line["text"] == text))


def test_most_articles_begin_with_their_title() -> None:
    """The title is a line of its own with an empty line after it."""
    articles = {line["id"]: line for line in LINES}.values()
    begin = [line["text"].startswith(line["title"] + "\n\n") for line in articles]
    assert sum(begin) >= len(begin) - 2


@pytest.mark.parametrize("short", ["Gen. ", "U.S. ", "Jan. 6", "p.m. ", "No. 3", "M.D.,", "i.e., "])
def test_abbreviations_occur(short: str) -> None:
    """A full stop is not always the end of a sentence."""
    assert short in TEXTS["trombone-return-01"]


def test_list_has_bullets() -> None:
    """Items start with a bullet or a dash."""
    assert len(re.findall("^• ", TEXTS["budget-benches-01"], re.MULTILINE)) == 7
    assert len(re.findall("^– ", TEXTS["budget-benches-01"], re.MULTILINE)) == 3


def test_quotes_are_nested() -> None:
    """A quote stands in a quote, with either kind of mark outside."""
    text = TEXTS["parrot-witness-01"]
    assert re.search("“[^”]*‘[^’]*’[^”]*”", text)
    assert re.search("'With respect,' .*\"Fire!\".*'", text)


def test_newsletter_text_stands_at_both_ends() -> None:
    """A sign-up comes before the title of one article and after its last line."""
    text = TEXTS["budget-benches-01"]
    assert "newsletter" in text.split("\n")[0]
    assert "Tideline" in text.split("\n")[-1]


def test_read_more_lines_occur() -> None:
    """Links to other articles stand between paragraphs."""
    assert TEXTS["budget-benches-01"].count("\nRead more: ") == 3
    assert any("\nREAD MORE: " in text for text in TEXTS.values())


def test_photo_captions_and_credits_occur() -> None:
    """Captions stand between paragraphs, with the name of the photographer."""
    assert (
        len(re.findall(r"^\[Photo: .*Credit: ", TEXTS["eleven-minutes-long-01"], re.MULTILINE)) == 3
    )
    assert "\nPhoto: " in TEXTS["observatory-night-01"]


def test_live_blog_has_time_stamps() -> None:
    """Times stand on lines of their own, the latest first."""
    stamps = re.findall(r"^(\d+):(\d\d) p\.m\.$", TEXTS["storm-live-01"], re.MULTILINE)
    minutes = [int(hour) * 60 + int(minute) for hour, minute in stamps]
    assert len(minutes) >= 10
    assert minutes == sorted(minutes, reverse=True)


def test_correction_note_occurs() -> None:
    """A note at the end says what was wrong."""
    assert re.search(r"^Correction, July 8: ", TEXTS["cheese-race-01"], re.MULTILINE)


def test_quote_of_several_paragraphs_is_closed_once() -> None:
    """Each paragraph opens with a mark and only the last one closes."""
    text = TEXTS["eleven-minutes-long-01"]
    assert re.search(r"“[^”\n]+\n\n“[^”\n]+”", text)
