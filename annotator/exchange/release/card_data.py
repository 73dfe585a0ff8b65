"""What the card says of the data itself, and of training on it."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.exchange.release.card_text import count, plain, table
from annotator.exchange.release.facts import Facts, Lengths
from annotator.exchange.release.manifest import Manifest
from annotator.exchange.release.training import CONFIG, Suggested

_SOURCES = 10
_PAIRS = 10
_SNIPPET = """```python
def align(offsets, spans, label):
    \"\"\"Return O, B or I for each sub-word: `offsets` are its places in `text`, as the fast
    tokenisers of `transformers` give them with `return_offsets_mapping=True`; a sub-word of
    special signs, (0, 0), is None, which training passes over.\"\"\"
    ranges = [tuple(r) for span in spans if span["label"] == label for r in span["fragments"]]
    tags, before = [], None
    for start, end in offsets:
        inside = next((r for r in ranges if r[0] < end and start < r[1]), None)
        if start == end:
            tags.append(None)
            continue
        tags.append("O" if inside is None else "I" if inside == before else "B")
        before = inside
    return tags
```
"""


def of_facts(facts: Facts, labels: Sequence[str]) -> str:
    """Return lengths, imbalance, overlap, sources, dates and how the spans came about."""
    del labels
    spans = facts.spans()
    rows = [("texts", *_cells(facts.articles()))]
    rows += [(f"spans: {plain(label)}", *_cells(one)) for label, one in spans.items()]
    found = ["## Lengths and balance\n\nIn characters; half of them are at most the median.\n\n"]
    found.append(table(("", "number", "shortest", "median", "longest"), rows))
    if len(spans) > 1:
        most, *_, least = spans.items()
        found.append(
            f"\nThe most frequent label, {plain(most[0])}, has"
            f" {most[1].number / least[1].number:,.1f} times the spans of the rarest one,"
            f" {plain(least[0])}.\n"
        )
    total = sum(facts.origins.values())
    if total:
        share = 100 * facts.overlapping / total
        found.append(
            f"\n{facts.overlapping:,} of {count(total, 'span')} ({share:.0f} %) overlap another one"
            " of the same annotator.\n"
        )
    if facts.exactly:
        pairs = ", ".join(
            f"{plain(one)} on {plain(other)} {n:,}"
            for (one, other), n in facts.exactly.most_common(_PAIRS)
        )
        found.append(f"Exactly on a span of another label lie: {pairs}.\n")
    return "".join(found) + _sources(facts, total)


def _sources(facts: Facts, total: int) -> str:
    found = ["\n## Sources\n\n"]
    named = [(name, n) for name, n in facts.sources.most_common() if name]
    if named:
        shown = ", ".join(f"{plain(name)} {n:,}" for name, n in named[:_SOURCES])
        more = len(named) - _SOURCES
        found.append(f"- {shown}{f' and {more:,} more' if more > 0 else ''}\n")
    without = facts.sources.get("", 0)
    if without:
        found.append(f"- without a source: {without:,}\n")
    dated = f"{plain(facts.first)} to {plain(facts.last)}, {facts.dated:,} with a date"
    found.append(f"- dates: {dated if facts.dated else 'none is known'}\n")
    if total:
        share = 100 * facts.suggested / total
        found.append(f"- {facts.suggested:,} of {count(total, 'span')} ({share:.0f} %) came from a"
                     " suggestion that somebody accepted\n")  # fmt: skip
    if facts.foreign:
        found.append(f"- {count(facts.foreign, 'span')} came with an import of others’ work\n")
    return "".join(found)


def for_training(manifest: Manifest, suggested: Suggested | None) -> str:
    """Return how one trains on it: spaCy’s configuration, and sub-words aligned."""
    found = ["## Training\n\n"]
    if suggested is not None:
        sizes = ", ".join(map(str, suggested.sizes))
        found.append(
            f"`spacy train {CONFIG} --output model`, in `spacy/`, trains a span categoriser as it"
            f" is. Its suggester proposes spans of {sizes} tokens, which {suggested.covered:,} of"
            f" {count(suggested.spans, 'span')} for training have.\n\n"
        )
    if "conll" in manifest.options.formats or "hf-tokens" in manifest.options.formats:
        found.append(
            "One tag a token cannot hold spans that overlap: train on a file of `by-label/`, or"
            " one model for each.\n\n"
        )
    found.append(
        "Spans are characters, so they fit any tokeniser. Tags of sub-words, for one label of a"
        " record of `data/`:\n\n"
    )
    return "".join(found) + _SNIPPET


def _cells(one: Lengths | None) -> tuple[str, ...]:
    return ("0", "", "", "") if one is None else tuple(f"{n:,}" for n in one)
