"""Counts agree with what they count: neither “1 articles” nor “2 article”, in any message or text.

Messages are put into words with 0, 1 and 2. Texts of the interface choose between two texts: the
one for several needs one for a single thing beside it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from annotator.words import ENGLISH, load
from annotator.words.catalogue import _pieces

ROOT = Path(__file__).parents[2]
WORDS = json.loads((ROOT / "resources" / "words" / "de.json").read_text(encoding="utf-8"))
GERMAN = load("de", str, lambda value, digits: f"{value:.{digits}f}")
NOUNS = {
    "annotators", "answers", "articles", "attributes", "bytes", "caveats", "changes", "characters",
    "conflicts", "decisions", "disagreements", "disputes", "files", "fragments", "hits", "keys",
    "kinds", "labels", "links", "lines", "packs", "places", "records", "sentences", "spans",
    "statuses", "stories", "suggestions", "tags", "texts", "tokens", "units", "words",
}  # fmt: skip
PLURAL = "|".join(sorted(NOUNS))
ADJECTIVE = "(?:(?!in |to |of |that |without |and )[a-z]+ )?"
ONLY_SEVERAL = {
    "Remove {n:,} articles": "one is “Remove article …”",
    "Remove {n:,} links": "one is “Remove link”",
    "{change}, without {n:,} links": "one is “without its link”",
    "{n:,} spans are selected, and none was in sight. Press again to change them.": "two or more",
    "rules alone: to learn takes {n} spans in finished articles of two stories": "a limit",
    "A command has {0} keys at most.": "four",
    "{0} articles are selected; at most {1} can be marked at once.": "thousands",
    "This is the first of {0} links; the inspector has all.": "several",
    "Automatic: {0} kinds": "one is named",
    "{0} files: {1}": "one is named",
    "{0} fragments": "one is not said",
    "{0} of {1} spans": "several are changed at once",
    "Gold of {0} articles is to be looked at again: {1}": "one is “of one article”",
    "removed {0} links": "one is “removed the link”",
    "flagged {0} articles": "one is “flagged the article”",
    "took the flag from {0} articles": "one is “from the article”",
    "marked {0} articles: {1}": "one is “marked the article”",
    "This is no text: {0} bytes.": "no format is of one byte",
}
"""Texts that are said of several only, and what is said of one."""


def numbers(template: str) -> set[str]:
    """The fields of a template that are counts."""
    return {piece.field for piece in _pieces(template) if piece.form == "," or "|" in piece.form}


def put(catalogue, template: str, count: int) -> str:
    from annotator.words.message import Message

    fields = {piece.field for piece in _pieces(template) if piece.field}
    counted = numbers(template)
    arguments = tuple((one, count if one in counted else "x") for one in sorted(fields))
    return catalogue.put(Message(template, arguments))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_messages_agree_with_their_counts(count):
    wrong = []
    for template in WORDS:
        said = put(ENGLISH, template, count)
        if template in ONLY_SEVERAL:
            continue
        if count == 1 and re.search(rf"(?<!than )\b1 {ADJECTIVE}({PLURAL})\b", said):
            wrong.append(said)
        if count != 1:
            singular = "|".join(one.removesuffix("s") for one in sorted(NOUNS) if one != "stories")
            if re.search(rf"\b{count} ({singular})\b(?! ({PLURAL})\b)", said):
                wrong.append(said)
    assert wrong == []


def test_german_messages_agree_with_one():
    """The plural, where it is another word, never stands after 1."""
    forms = {
        tuple(piece.form.split("|"))
        for said in WORDS.values()
        for piece in _pieces(said)
        if "|" in piece.form
    }
    singular = {one for one, _ in forms}
    plural = {many for _, many in forms if many[:1].isupper()} - singular
    wrong = []
    for template in WORDS:
        said = put(GERMAN, template, 1)
        found = re.search(rf"(?<!als )\b1 ({'|'.join(map(re.escape, sorted(plural)))})\b", said)
        if found and template not in ONLY_SEVERAL:
            wrong.append(said)
    assert wrong == []


def test_no_message_has_a_noun_that_cannot_agree():
    """A bare “{n} spans” is for several only, and says of one in other words."""
    bare = re.compile(rf"(?<!than )(?<!most )\{{(?!where\b)\w+(?::[,\d.f]*)?\}} ({PLURAL})\b")
    wrong = [one for one in WORDS if bare.search(one) and one not in ONLY_SEVERAL]
    assert [one for one in wrong if not bare.search(one)[0].startswith("{most")] == []


def texts() -> dict[str, list[str]]:
    """The texts of the interface by who says them."""
    tree = ElementTree.parse(ROOT / "resources" / "translations" / "annotator_de.ts").getroot()
    return {
        context.findtext("name", ""): [
            message.findtext("source", "") for message in context.iter("message")
        ]
        for context in tree.iter("context")
    }


def test_each_text_of_several_has_one_of_a_single_thing():
    wrong = []
    for context, said in texts().items():
        for one in said:
            found = re.search(rf"\{{\d\}} {ADJECTIVE}({PLURAL})\b", one)
            if found is None or one in ONLY_SEVERAL:
                continue
            noun = found[1].removesuffix("s")
            single = re.compile(rf"\b(1|[Oo]ne|[Aa]n?|the) (?:[a-z]+ )?{noun}\b")
            if not any(single.search(other) for other in said if other != one):
                wrong.append(f"{context}: {one}")
    assert wrong == []


def test_what_is_said_of_several_only_is_said():
    known = {one for said in texts().values() for one in said} | set(WORDS)
    assert set(ONLY_SEVERAL) <= known
