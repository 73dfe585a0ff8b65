"""What annotators who are done say of a whole article, as far as nobody has decided on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from annotator.annotation.records import ArticleValue


def undecided_values(
    values: Iterable[ArticleValue], done: Collection[str], gold: str
) -> list[ArticleValue]:
    """Return what those who are done say with labels of which gold says nothing yet.

    Args:
        values: of all annotators and gold, in one article.
        done: the annotators who are done with it.
        gold: name of the gold annotator.

    """
    there = list(values)
    settled = {one.label for one in there if one.annotator == gold}
    return [
        one
        for one in there
        if one.annotator != gold and one.annotator in done and one.label not in settled
    ]


def alike_values(
    values: Iterable[ArticleValue], done: Collection[str], gold: str
) -> list[ArticleValue]:
    """Return of each label on which all who are done say the same, undecided, one value."""
    by_label: defaultdict[str, list[ArticleValue]] = defaultdict(list)
    for one in undecided_values(values, done, gold):
        by_label[one.label].append(one)
    return [
        said[0]
        for said in by_label.values()
        if {one.annotator for one in said} == set(done)
        and all(type(one.value) is type(said[0].value) for one in said)
        and len({one.value for one in said}) == 1
    ]
