"""Messages that projects hold, and the sentences that older programs stored instead."""

from __future__ import annotations

import pytest

from annotator.words import Message, as_said, counts, say
from annotator.words.stored import read, written

OLDER = (
    "Tag claim “a”",
    "Tag 1,200 × claim “1,234”",
    "Tag claim “{0} {x}”",
    "Split “a”",
    "Join “a” and “b”",
    "Delete claim “3 spans”",
    "Delete 2 spans",
    "Change claim “a” to quote",
    "Change claim “a” to quote, without its link",
    "Change claim “a” to quote, without 3 links",
    "Change 2 spans to quote",
    "Change 2 spans to quote, without its link",
    "Change 2 spans to quote, without 3 links",
    "Add fragment to claim “a”",
    "Take fragment from claim “a”",
    "Resize claim “a”",
    "Note on claim “a”",
    "Clear note of claim “a”",
    "Attributes of claim “a”",
    "Link speaker",
    "Link speaker “a”",
    "Remove link",
    "Remove 3 links",
    "Mark article new",
    "Mark article in progress",
    "Mark 4 articles done",
    "Mark gold skipped: article",
    "Mark gold in progress: 2 articles",
    "Mark gold done",
    "Flag article",
    "Flag 2 spans",
    "Take flag from claim “a”",
    "Take flag from 2 articles",
    "Assign article",
    "Assign 1,200 articles",
    "Add 1 label from a.json",
    "Add 2 labels from a.json",
    "Add label x",
    "Edit label x",
    "Move label x",
    "Remove label x",
    "Remove label x, without its link",
    "Remove label x, without 2 links",
    "Swap keys of x and y",
    "Give x the key of y",
    "Accept suggestion “a”",
    "Accept 2 suggestions",
    "Reject suggestion “a”",
    "Reject 2 suggestions",
    "Accept 1 unanimous span",
    "Accept 1,200 unanimous spans",
    "Settle: nothing here",
    "Settle",
    "Take back decision",
    "Take back 2 decisions",
    "Keep the version shown of claim “a”",
    "Keep the other version of the status for Ana",
    "Keep both versions of the label x",
    "Keep the version shown of a link",
    "Keep the version shown of an answer of Ana",
    "Import 1 article from news.jsonl",
    "Import 3 articles from a.txt, b.txt",
    "Import 1 status from a.jsonl",
    "Import 2 statuses from a.jsonl",
    "Remove article “A title”",
    "Remove 2 articles",
    "Merge of pack: 1 span new, 2 changed",
    "Merge of pack: 3 spans new, 0 changed, 1 removed",
    "Backup of 2026-11-20 08:00 UTC restored",
    "Take back: Import 3 articles from a.txt",
    "Make again: Merge of pack: 3 spans new, 0 changed",
)
"""Each name that programs of today's version have stored."""


@pytest.mark.parametrize("sentence", OLDER)
def test_a_name_that_was_stored_as_a_sentence_is_known(sentence: str) -> None:
    message = read(sentence)
    assert str(message) == sentence
    assert message.template != as_said(sentence).template


def test_the_arguments_of_an_older_name_are_found() -> None:
    tagged = read("Tag 1,200 × claim “1,234”")
    assert tagged.template == "Tag {n:,} × {label} “{text}”"
    assert dict(tagged.arguments) == {"n": 1200, "label": "claim", "text": "1,234"}
    taken_back = read("Take back: Delete 2 spans").argument("change")
    assert isinstance(taken_back, Message)
    assert taken_back.template == "Delete {what}"
    assert taken_back.argument("what") == counts.spans(2)


def test_a_sentence_that_nobody_knows_is_shown_as_it_is() -> None:
    assert read("my own words") == as_said("my own words")


@pytest.mark.parametrize(
    "message",
    [
        say("Settle"),
        say("Tag {label} “{text}”", label="claim", text='“a” "b" {c}\n'),
        say("Delete {what}", what=counts.spans(1200)),
        say("Merge of {source}: {parts}", source="x", parts=(counts.spans(1), counts.links(2))),
        say("a width of {width:.2f}", width=0.25),
    ],
)
def test_a_message_is_read_as_it_was_written(message: Message) -> None:
    assert repr(read(written(message))) == repr(message)


@pytest.mark.parametrize(
    "stored",
    ['{"say":', '{"say":5}', '{"say":"a","with":[]}', '{"say":"a","with":{"b":null}}'],
)
def test_what_is_damaged_is_shown_as_it_is(stored: str) -> None:
    assert read(stored) == as_said(stored)
