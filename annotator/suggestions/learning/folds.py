"""Folds of finished articles: those of one story are always in one fold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from annotator.suggestions.records import Example
from annotator.text.comparing import minhash

MANY = 40
"""From so many articles on three folds do, as each has enough to learn from."""

VERY_MANY = 80
"""From so many on two do: what takes time is to learn from each."""


def stories(texts: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Return the story of each article (id): the one it is known to tell, or is found to.

    Texts that are too short to be compared tell the same where they are the same.

    Args:
        texts: by article id.
        known: stories by article id, as the project has them.

    """
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while (next_up := above.get(name, name)) != name:
            name = next_up
        return name

    index = minhash.NearDuplicates()
    first: dict[str, str] = {}
    equal: dict[str, str] = {}
    for article, text in texts.items():
        story = known.get(article)
        if story is not None:
            above[top(article)] = top(first.setdefault(story, article))
        above[top(article)] = top(equal.setdefault(text, article))
        signed = minhash.signature(text)
        if signed is not None:
            for other, _ in index.like(signed)[:8]:
                above[top(article)] = top(other)
            index.add(article, signed)
    return {article: top(article) for article in texts}


def fold_of(examples: Sequence[Example], seed: int = 0) -> list[int]:
    """Return the fold of each example, from 0, about as many articles in each.

    Returns:
        all 0 where all tell one story: then nothing can be held out.

    """
    members: dict[str, list[int]] = {}
    for number, one in enumerate(examples):
        members.setdefault(one.story or one.article.id, []).append(number)
    most = 2 if len(examples) >= VERY_MANY else 3 if len(examples) >= MANY else 5
    count = min(len(members), most)
    folds = [0] * len(examples)
    sizes = [0] * max(1, count)
    order = sorted(members.items(), key=lambda item: sha256(f"{seed}\n{item[0]}".encode()).digest())
    for _, numbers in order:
        fold = min(range(len(sizes)), key=lambda at: sizes[at])
        sizes[fold] += len(numbers)
        for number in numbers:
            folds[number] = fold
    return folds
