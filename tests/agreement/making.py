"""Small corpora, written down or drawn at random."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from annotator.agreement.measures import sums
from annotator.agreement.measures.input import ArticleData, Corpus, SpanData, build

Marked = dict[str, list[tuple]]
"""By annotator: (label, start, end) or (label, ranges)."""


def corpus_of(*articles: tuple[int, Marked], labels: tuple[str, ...] = ()) -> Corpus:
    """Make a corpus: each article is its length and what each annotator who is done marked."""
    data, spans = [], []
    for number, (length, marked) in enumerate(articles):
        article = f"article{number:03}"
        data.append(ArticleData(article, length, dict.fromkeys(marked, ""), f"Title {number}"))
        for who, found in marked.items():
            for place, (label, *rest) in enumerate(found):
                ranges = rest[0] if len(rest) == 1 else (tuple(rest),)
                name = f"{article}-{who}-{place:02}"
                spans.append(SpanData(name, article, who, label, tuple(ranges)))
    return build(data, spans, labels=labels)


def counted_blocks(monkeypatch: pytest.MonkeyPatch) -> list[Corpus]:
    """Return a list to which every block that is computed from now on is added."""
    computed: list[Corpus] = []
    kept = sums.compute_block

    def counting(corpus: Corpus, iou: float) -> sums.Sums:
        computed.append(corpus)
        return kept(corpus, iou)

    monkeypatch.setattr(sums, "compute_block", counting)
    return computed


@st.composite
def ranges(draw, length):
    cuts = draw(st.lists(st.integers(0, length), min_size=2, max_size=4, unique=True))
    cuts = sorted(cuts)[: len(cuts) // 2 * 2]
    return tuple(zip(cuts[::2], cuts[1::2], strict=True))


@st.composite
def marked_articles(draw, names="abc", labels="xy", most=4, longest=14):
    """Draw articles: some annotators done, each with spans that may overlap and have fragments."""
    articles = []
    for _ in range(draw(st.integers(1, most))):
        length = draw(st.integers(1, longest))
        who = draw(st.sets(st.sampled_from(names)))
        span = st.tuples(st.sampled_from(labels), ranges(length))
        articles.append((length, {name: draw(st.lists(span, max_size=4)) for name in sorted(who)}))
    return articles
