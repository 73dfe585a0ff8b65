"""Words of writing without spaces, with the dictionaries of ICU and without them."""

from __future__ import annotations

import pytest
from hypothesis import given

from annotator.text import word_at, words_and_signs
from annotator.text.graphemes import is_grapheme_boundary
from annotator.text.segmenting import is_unspaced, lacks_dictionary, words_in
from tests.strategies import messy_text

CHINESE = "港口局局长说，新的码头将于明年开放。"
JAPANESE = "新しい港は来年ラーメン屋とスーパーを開く。"
THAI = "เรือจอดอยู่ที่ท่าเรือเมื่อวันอังคาร"


@pytest.fixture
def with_dictionary():
    pytest.importorskip("icu4py")


@pytest.mark.usefixtures("with_dictionary")
@pytest.mark.parametrize(
    ("text", "word"),
    [
        (CHINESE, "港口"), (CHINESE, "明年"), (CHINESE, "开放"),
        (JAPANESE, "新しい"), (JAPANESE, "来年"), (JAPANESE, "スーパー"),
        (THAI, "อังคาร"), (THAI, "เมื่อ"),
        ("ເຮືອເດີນທາງໄປຫຼວງພະບາງ", "ເດີນທາງ"),
        ("ទូកបានធ្វើដំណើរទៅសៀមរាប", "ធ្វើដំណើរ"),
        ("ဝန်ကြီးချုပ်သည်မန္တလေးသို့သွားသည်", "မန္တလေး"),
        ("😀𠀀 中文 the 港口 of", "中文"),
    ],
)  # fmt: skip
def test_words_of_a_dictionary(text, word):
    """From every character of them, in exact code points."""
    start = text.index(word)
    for at in range(start, start + len(word)):
        assert word_at(text, at) == (start, start + len(word))


@pytest.mark.usefixtures("without_dictionary")
def test_without_the_library_each_character_is_a_word():
    """But a run of Katakana is one, and text with spaces lacks nothing."""
    assert word_at(CHINESE, 0) == (0, 1)
    start = JAPANESE.index("ラーメン")
    assert word_at(JAPANESE, start + 1) == (start, start + 4)
    assert lacks_dictionary(CHINESE, 0, 1)
    assert not lacks_dictionary("the port", 0, 8)


@pytest.mark.usefixtures("with_dictionary")
def test_with_the_library_nothing_is_lacking():
    assert not lacks_dictionary(CHINESE, 0, len(CHINESE))


def test_letters_of_writing_without_spaces():
    assert all(is_unspaced(one) for one in "港しラーกກកက")
    assert not any(is_unspaced(one) for one in "aж한9。 ")


def test_tokens_are_the_same_with_and_without_the_library():
    """A file of tokens does not depend on what is installed."""
    pieces = [CHINESE[a:b] for a, b in words_and_signs(CHINESE)]
    assert pieces == list(CHINESE)


@given(messy_text())
def test_words_cover_a_run_and_end_on_clusters(text):
    """Whatever is taken for a run."""
    words = list(words_in(text, 0, len(text)))
    assert [start for start, _ in words] == [0, *(end for _, end in words)][: len(words)]
    assert not text or words[-1][1] == len(text)
    assert all(is_grapheme_boundary(text, end) for _, end in words)
