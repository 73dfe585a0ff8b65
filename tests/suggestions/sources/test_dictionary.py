"""Dictionaries from CSV and JSON lines."""

from __future__ import annotations

import pytest

from annotator.errors import InputError
from annotator.suggestions.sources.dictionary import Dictionary, Entry, read_entries
from tests.suggestions.asking import CLAIM, ENTITY, article, proposed

CSV = "text,label,kind\nPort Elm,entity,place\n“Salt”,entity,\n".encode()
LINES = b'{"text":"Port Elm","label":"entity","attributes":{"kind":"place"}}\n\n'


def test_both_kinds_of_files_are_read():
    first = Entry("Port Elm", "entity", {"kind": "place"})
    assert read_entries(CSV, "d.csv") == [first, Entry("“Salt”", "entity")]
    assert read_entries(b"\xef\xbb\xbf" + LINES, "d.jsonl") == [first]


def test_entries_are_found_as_whole_words_with_attributes():
    source = Dictionary(read_entries(CSV, "d.csv"))
    assert source.serves(ENTITY)
    assert not source.serves(CLAIM)
    assert proposed(source, ENTITY, "In Port Elm, not Port Elmville.") == ["Port Elm"]
    (one,) = source.proposer(ENTITY, b"").propose(article("Port Elm"))
    assert one.attributes == {"kind": "place"}
    assert source.key != Dictionary([Entry("Elm", "entity")]).key


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"name,kind\nx,y\n", "d:1: no columns text and label; there are: name, kind"),
        (b"text,label\nElm,\n", "d:2: no entry; expected a text"),
        (b'{"text":"Elm","label":"entity"}\n{"text":3}\n', "d:2: no entry"),
        (b"\xff\xfe", "d: it is not UTF-8"),
        (b"text,label\n", "d: no entry was found"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(data, said):
    with pytest.raises(InputError) as caught:
        read_entries(data, "d")
    assert str(caught.value).startswith(said)
