"""What annotators say of the spans they agree on: attributes, and links such as speaker and cue.

Only matched spans are compared (same label, one to one, IoU reached), so that a missed span is
not held against its attributes a second time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np

from annotator.agreement.figures import AttributeFigures, LinkFigures
from annotator.agreement.measures.alpha import coincidence_alpha, nominal_coincidences
from annotator.agreement.measures.arrays import Ints
from annotator.agreement.measures.input import Corpus
from annotator.words import Message, say

Undefined = Callable[[str, Message], None]
"""Told the path of an undefined figure and the reason."""


def compare_attributes(
    corpus: Corpus, matched: Ints, undefined: Undefined
) -> tuple[AttributeFigures, ...]:
    """Compare the attributes of matched spans, by label and name.

    An attribute that is not set is no value: pairs where only one annotator set it are counted,
    and enter neither the share nor alpha (nominal; Krippendorff 2019, 12.3).

    Args:
        corpus: whose spans they are.
        matched: (n, 3) as in ``Sums.matched``.
        undefined: told what is undefined, and why.

    """
    has = np.array([bool(one) for one in corpus.attributes], np.bool_)
    if not has.any():
        return ()
    kept = matched[has[matched[:, 1]] | has[matched[:, 2]]] if len(matched) else matched
    both: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    alone: Counter[tuple[int, str]] = Counter()
    for _, one, other in kept.tolist():
        label = int(corpus.label[one])
        left, right = corpus.attributes[one], corpus.attributes[other]
        for name in left.keys() | right.keys():
            values = _value(left.get(name)), _value(right.get(name))
            if values[0] is not None and values[1] is not None:
                both[label, name].append((values[0], values[1]))
            elif values != (None, None):
                alone[label, name] += 1
    found = []
    for number, (label, name) in enumerate(sorted(both.keys() | alone.keys())):
        pairs = both.get((label, name), [])
        figure = _attribute(corpus.labels[label], name, pairs, alone[label, name])
        if figure.share is None:
            undefined(
                f"attributes.{number}.share", say("no matched span has it from both annotators")
            )
        if figure.alpha is None:
            reason = (
                say("all values are the same") if pairs else say("no matched span has it from both")
            )
            undefined(f"attributes.{number}.alpha", reason)
        found.append(figure)
    return tuple(found)


def compare_links(corpus: Corpus, matched: Ints, undefined: Undefined) -> tuple[LinkFigures, ...]:
    """Compare the links that begin at matched spans, by type.

    Two links are the same when the spans where they end are matched for the same pair of
    annotators, also in another article.

    Args:
        corpus: whose spans they are.
        matched: (n, 3) as in ``Sums.matched``.
        undefined: told what is undefined, and why.

    """
    if not corpus.links:
        return ()
    number = {span_id: i for i, span_id in enumerate(corpus.span_ids)}
    begins: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for link in corpus.links:
        source, target = number.get(link.source), number.get(link.target)
        if source is not None and target is not None:
            begins[link.type][source].append(target)
    pairs = [(one, other) for _, one, other in matched.tolist()]
    same = set(pairs)
    found = []
    for place, (kind, targets) in enumerate(sorted(begins.items())):
        figure = _links(kind, targets, pairs, same)
        if figure.f1 is None:
            undefined(f"links.{place}.f1", say("no matched span begins such a link"))
        found.append(figure)
    return tuple(found)


def _links(
    kind: str,
    targets: dict[int, list[int]],
    pairs: Sequence[tuple[int, int]],
    same: set[tuple[int, int]],
) -> LinkFigures:
    matched = both = links = common = 0
    for one, other in pairs:
        left, right = targets.get(one, ()), targets.get(other, ())
        if not left and not right:
            continue
        matched += 1
        both += bool(left and right)
        links += len(set(left)) + len(set(right))
        common += sum((a, b) in same for a in set(left) for b in set(right))
    return LinkFigures(
        type=kind,
        matched=matched,
        both=both,
        links=links,
        common=common,
        f1=2 * common / links if links else None,
    )


def _attribute(
    label: str, name: str, pairs: Sequence[tuple[str, str]], alone: int
) -> AttributeFigures:
    values = {value: i for i, value in enumerate(sorted({v for pair in pairs for v in pair}))}
    counts = np.zeros((len(pairs), len(values)), np.int64)
    for row, pair in enumerate(pairs):
        for value in pair:
            counts[row, values[value]] += 1
    equal = sum(one == other for one, other in pairs)
    alpha = float("nan")
    if pairs:
        coincidences = nominal_coincidences(counts)
        alpha = coincidence_alpha(coincidences, coincidences.sum(axis=1))
    return AttributeFigures(
        label=label,
        attribute=name,
        matched=len(pairs) + alone,
        both=len(pairs),
        equal=equal,
        share=equal / len(pairs) if pairs else None,
        alpha=None if np.isnan(alpha) else alpha,
    )


def _value(value: Any) -> str | None:
    if value is None:
        return None
    return msgspec.json.encode(value, order="sorted").decode()
