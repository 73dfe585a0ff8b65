"""Near-duplicates: what shares most of its words is found, what does not is not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.comparing import minhash
from annotator.text.comparing.minhash import (
    BANDS,
    ENOUGH,
    MOST_IN_BAND,
    SIZE,
    NearDuplicates,
    signature,
    similarity,
)

WORDS = [f"word{number}" for number in range(5_000)]


def article(seed, length=400):
    return random.Random(seed).choices(WORDS, k=length)


def changed(words, share, seed=1):
    rng = random.Random(seed)
    return [rng.choice(WORDS) if rng.random() < share else word for word in words]


def jaccard(one, other):
    shingles = [
        {tuple(words[at : at + 3]) for at in range(len(words) - 2)} for words in (one, other)
    ]
    return len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1])


def signed(words):
    found = signature(" ".join(words))
    assert found is not None
    return found


@pytest.mark.parametrize("share", [0.0, 0.03, 0.1, 0.3, 1.0])
def test_the_estimate_is_near_the_similarity(share):
    """The standard error of 128 hashes is at most 0.045; four of them are allowed."""
    words = article(1)
    other = changed(words, share)
    assert similarity(signed(words), signed(other)) == pytest.approx(
        jaccard(words, other), abs=0.18
    )


def test_the_same_report_in_two_papers_is_found_and_others_are_not():
    index = NearDuplicates()
    for seed in range(200):
        index.add(f"a{seed}", signed(article(seed)))
    report = ["Updated", "at", "noon", *changed(article(7), 0.05), *article("footer", 40)]
    ((name, score),) = index.like(signed(report))
    assert name == "a7"
    assert score >= ENOUGH
    assert index.like(signed(article("new"))) == []


def test_the_most_similar_comes_first():
    index = NearDuplicates()
    words = article(3)
    index.add("far", signed(changed(words, 0.08)))
    index.add("same", signed(words))
    assert index.like(signed(words))[0][0] == "same"


def test_case_and_punctuation_do_not_matter():
    words = article(2)
    loud = "¶ ".join(word.upper() for word in words)
    assert similarity(signed(words), signature(loud)) == 1.0


@given(st.text(min_size=1), st.text(alphabet="aß_9·İ\u0301 \u2028\x1c𝟜🙂\U00020000", min_size=1))
def test_the_table_finds_the_words_that_the_pattern_finds(some, odd):
    text = " ".join(f"{some}{number}{odd}" for number in range(24))
    found = signature(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minhash, "_HIGH", 0)
        expected = signature(text)
    assert (found is None) == (expected is None)
    assert found is None or found.tolist() == expected.tolist()


def test_half_a_surrogate_pair_is_no_word():
    words = article(4)
    assert similarity(signed(words), signature("\ud800".join(words))) == 1.0


def test_a_short_text_says_too_little():
    assert signature("Advertisement " * 23) is None
    assert signature("😀" * 500) is None
    assert signed(["Advertisement"] * 24).shape == (SIZE,)


def test_a_signature_is_the_same_in_every_process():
    """It is stored: these numbers may never change without a migration."""
    assert signed(article(5))[:3].tolist() == PINNED


PINNED = [12257064, 6224040, 11011769]


def test_thousands_that_tell_the_same_cost_no_more_than_a_few():
    """A text meets some hundreds of them at most, and always one."""
    index = NearDuplicates()
    words = [f"w{number}" for number in range(60)]
    most = 0
    for number in range(1_500):
        alike = index.like(signed([*words, f"of{number}", "the", "day"]))
        assert bool(alike) == (number > 0)
        most = max(most, len(alike))
        index.add(str(number), signed([*words, f"of{number}", "the", "day"]))
    assert len(index) == 1_500
    assert 0 < most <= MOST_IN_BAND * BANDS


@pytest.mark.parametrize("piece", [1, 2, 7, 50])
def test_a_long_text_is_signed_in_pieces(monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    """Wherever it is cut, in words, between them, in characters that grow when they are folded."""
    texts = [
        "Ida ran to the quay, and Bo – who had seen her – ran after her. " * 3,
        "Straße İstanbul ŒUVRE ﬁn 字字 字 \u0301 a\u0301b _c 1² x\u2028y \U00020001 \U00020001z "
        * 4,
        "word" * 100 + " a b c" * 10,
        " -- " * 50,
        "one two three " * 7 + "two three",
    ]
    whole = [signature(text) for text in texts]
    monkeypatch.setattr("annotator.text.comparing.minhash._PIECE", piece)
    for text, expected in zip(texts, whole, strict=True):
        signed = signature(text)
        assert (signed is None) == (expected is None)
        if signed is not None and expected is not None:
            assert signed.tolist() == expected.tolist()
