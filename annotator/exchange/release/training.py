"""What ``spacy train`` needs beside the documents of a release: a configuration that fits them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from annotator.formats.spacy.records import KEY

CONFIG = "config.cfg"
_ENOUGH = 0.99
"""Share of the spans whose lengths are proposed; each length is a candidate more for each token."""

_TEMPLATE = """# Made by Annotator. Train in this folder with: spacy train config.cfg --output model
[paths]
train = "{train}"
dev = "{dev}"
vectors = null
init_tok2vec = null

[system]
gpu_allocator = null
seed = 0

[nlp]
lang = {lang}
pipeline = ["tok2vec","spancat"]
batch_size = 32
disabled = []
before_creation = null
after_creation = null
after_pipeline_creation = null
tokenizer = {{"@tokenizers":"spacy.Tokenizer.v1"}}
vectors = {{"@vectors":"spacy.Vectors.v1"}}

[components]

[components.tok2vec]
factory = "tok2vec"

[components.tok2vec.model]
@architectures = "spacy.HashEmbedCNN.v2"
pretrained_vectors = null
width = 96
depth = 4
embed_size = 2000
window_size = 1
maxout_pieces = 3
subword_features = true

[components.spancat]
factory = "spancat"
max_positive = null
scorer = {{"@scorers":"spacy.spancat_scorer.v1"}}
spans_key = {key}
threshold = 0.5

[components.spancat.model]
@architectures = "spacy.SpanCategorizer.v1"

[components.spancat.model.reducer]
@layers = "spacy.mean_max_reducer.v1"
hidden_size = 128

[components.spancat.model.scorer]
@layers = "spacy.LinearLogistic.v1"
nO = null
nI = null

[components.spancat.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = ${{components.tok2vec.model.width}}
upstream = "tok2vec"

# The lengths that spans have, in tokens: {covered}
[components.spancat.suggester]
@misc = "spacy.ngram_suggester.v1"
sizes = {sizes}

[corpora]

[corpora.train]
@readers = "spacy.Corpus.v1"
path = ${{paths.train}}
max_length = 0
gold_preproc = false
limit = 0
augmenter = null

[corpora.dev]
@readers = "spacy.Corpus.v1"
path = ${{paths.dev}}
max_length = 0
gold_preproc = false
limit = 0
augmenter = null

[training]
dev_corpus = "corpora.dev"
train_corpus = "corpora.train"
seed = ${{system.seed}}
gpu_allocator = ${{system.gpu_allocator}}
dropout = 0.1
accumulate_gradient = 1
patience = 1600
max_epochs = 0
max_steps = 20000
eval_frequency = 200
frozen_components = []
annotating_components = []
before_to_disk = null
before_update = null

[training.batcher]
@batchers = "spacy.batch_by_words.v1"
discard_oversize = false
tolerance = 0.2
get_length = null

[training.batcher.size]
@schedules = "compounding.v1"
start = 100
stop = 1000
compound = 1.001

[training.logger]
@loggers = "spacy.ConsoleLogger.v1"
progress_bar = false

[training.optimizer]
@optimizers = "Adam.v1"
beta1 = 0.9
beta2 = 0.999
L2_is_weight_decay = true
L2 = 0.01
grad_clip = 1.0
use_averages = false
eps = 0.00000001
learn_rate = 0.001

[training.score_weights]
spans_{name}_f = 1.0
spans_{name}_p = 0.0
spans_{name}_r = 0.0

[pretraining]

[initialize]
vectors = ${{paths.vectors}}
init_tok2vec = ${{paths.init_tok2vec}}
vocab_data = null
lookups = null
before_init = null
after_init = null

[initialize.components]

[initialize.tokenizer]
"""


class Suggested(NamedTuple):
    """Lengths of spans, in tokens.

    Attributes:
        sizes: those that the suggester proposes, in order.
        covered: how many spans of the training documents have one of them.
        spans: how many there are.

    """

    sizes: Sequence[int]
    covered: int
    spans: int


def write_config(folder: Path, languages: Sequence[str]) -> Suggested | None:
    """Write a configuration beside ``train.spacy``; None where there is nothing to learn.

    Args:
        folder: of the documents of each split.
        languages: of the articles, ISO 639: one alone is named, several are any.

    """
    train = folder / "train.spacy"
    lengths = _lengths(train)
    if not lengths:
        return None
    found = fitting(lengths)
    dev = next(
        (name for name in ("validation.spacy", "test.spacy") if _has_documents(folder / name)),
        train.name,
    )
    text = _TEMPLATE.format(
        train=train.name,
        dev=dev,
        lang=json.dumps(_language(languages)),
        key=json.dumps(KEY),
        name=KEY,
        sizes=json.dumps(list(found.sizes)),
        covered=f"{found.covered:,} of {found.spans:,} spans have one of them.",
    )
    (folder / CONFIG).write_text(text, "utf-8", newline="\n")
    return found


def fitting(lengths: Counter[int]) -> Suggested:
    """Return the most frequent lengths that together nearly all spans have."""
    spans = sum(lengths.values())
    sizes: list[int] = []
    covered = 0
    for size, number in sorted(lengths.items(), key=lambda one: (-one[1], one[0])):
        if covered >= _ENOUGH * spans:
            break
        sizes.append(size)
        covered += number
    return Suggested(tuple(sorted(sizes)), covered, spans)


def _lengths(path: Path) -> Counter[int]:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    found: Counter[int] = Counter()
    if path.is_file():
        for doc in DocBin().from_disk(path).get_docs(Vocab()):
            found.update(len(span) for span in doc.spans.get(KEY, ()))
    return found


def _has_documents(path: Path) -> bool:
    from spacy.tokens import DocBin

    return path.is_file() and len(DocBin().from_disk(path)) > 0


def _language(languages: Sequence[str]) -> str:
    """Return the language that spaCy's documents have: any, unless there is one that it knows."""
    if len(languages) != 1:
        return "xx"
    from spacy.util import get_lang_class

    try:
        get_lang_class(languages[0])
    except ImportError:
        return "xx"
    return languages[0]
