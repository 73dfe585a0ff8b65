"""The articles of a corpus as gamma takes them."""

from __future__ import annotations

from itertools import pairwise
from zlib import crc32

import numpy as np

from annotator.agreement.measures.arrays import Ints
from annotator.agreement.measures.input import Corpus


def list_continua(corpus: Corpus) -> list[list[Ints]]:
    """Return the units of each annotator who is done with an article, for each article.

    A unit is a fragment, as in the alphas. One annotator's overlapping spans stay as they are.

    Returns:
        For each article and each of its annotators (k, 3): begin, end, label.

    """
    fragments = np.diff(corpus.first)
    units = np.column_stack([corpus.start, corpus.end, np.repeat(corpus.label, fragments)])
    articles, annotators = corpus.done.shape
    owner = np.repeat(corpus.article * annotators + corpus.annotator, fragments)
    edges = np.searchsorted(owner, np.arange(articles * annotators + 1))
    own = [units[begin:end] for begin, end in pairwise(edges)]
    return [
        [own[article * annotators + annotator] for annotator in np.flatnonzero(done)]
        for article, done in enumerate(corpus.done)
    ]


def list_streams(corpus: Corpus) -> list[int]:
    """Return a number made from the id of each article, for the seeds of its samples."""
    return [crc32(one.encode("utf-8", "surrogatepass")) for one in corpus.article_ids]
