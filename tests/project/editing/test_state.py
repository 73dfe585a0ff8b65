"""What the rules of editing may ask: the texts that are kept for them."""

from __future__ import annotations

from sys import getsizeof

from annotator.project.editing.state import TextCache

TEXT = "x" * 1000
SIZE = getsizeof(TEXT)


def test_the_longest_unused_text_goes_first():
    """Reading one is using it; what is kept stays within the limit."""
    texts = TextCache(limit=3 * SIZE)
    for name in "abc":
        texts.put(name, TEXT)
    assert texts.size == 3 * SIZE
    assert texts.get("a") == TEXT
    texts.put("d", TEXT)
    assert [name for name in "abcd" if texts.get(name) is None] == ["b"]
    assert texts.size == 3 * SIZE


def test_a_thousand_texts_take_no_more_than_the_limit():
    """Whoever goes through a large project keeps the last articles only."""
    texts = TextCache(limit=10 * SIZE)
    for number in range(1000):
        texts.put(str(number), TEXT)
        assert texts.size <= 10 * SIZE
    assert texts.get("989") is None
    assert texts.get("990") == TEXT


def test_the_newest_is_kept_whatever_its_size():
    texts = TextCache(limit=10)
    texts.put("a", TEXT)
    assert texts.get("a") == TEXT
    texts.put("b", TEXT)
    assert (texts.get("a"), texts.get("b")) == (None, TEXT)


def test_the_same_text_again_is_counted_once():
    texts = TextCache(limit=2 * SIZE)
    for _ in range(5):
        texts.put("a", TEXT)
    assert texts.size == SIZE
    texts.put("b", TEXT)
    assert texts.get("a") == TEXT
