"""Invented papers for measuring page furniture: prose that hardly repeats, and lines that do.

Words are made of syllables, as frequent as words are. Each paper has lines of its own, some of
which hang on the paragraph before, stock phrases in its prose that are no furniture, and headings.
A clean article has no furniture, but what looks like it: names said twice, acronyms, words that are
glued because they are written so.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from random import Random

from annotator.annotation.records import Article
from annotator.suggestions.records import Example, Range, Tagged

BOILERPLATE = "boilerplate"

_FIXED = (
    "Sign up to the {} newsletter for the stories that matter.",
    "© {} Media Ltd. All rights reserved.",
    "This article was amended after publication; read our standards at {}.example.",
    "Support {}: become a subscriber for 2 a week.",
    "Follow {} on all channels and never miss a story",
    "Have a tip? Write to tips@{}.example in confidence.",
    "Advertisement - story continues below",
    "Download the free {} app today",
    "Listen to our daily podcast wherever you get your podcasts.",
    "Reporting by {} staff; editing by the night desk.",
)
_STOCK = (
    "said in a statement on Monday that", "told {} on condition of anonymity that",
    "did not immediately respond to a request for comment", "as previously reported by {}",
    "declined to comment on the matter", "at the time of writing it was unclear whether",
)  # fmt: skip
_TRAPS = (
    "{a}, {a}, it was not. The band {b} {b} played; {a} {a}-{b} sat there.",
    "The MORE network ({a} of Rare Events) praised {b} and {b}{a}.",
    "{a} {a} lies far from {b}-{b}, and NoMore was the name of the {a}Script programme.",
    "{b} {b}, {a}{a}, {b}{b}: the list went on, MORE or less.",
    "{a} {b} met {b} & Sons; {b}{b} is their ship. No MORE was said to {a}.",
    "“More,” she said of {a}. “MORE!” Read more, {b} added, and never read less.",
    "What {a} knows so far: nothing. The advertisement for {b} said so.",
    "{a} {b}{a} {b}: so it stood in the register of {b}, twice, with {a} as a witness.",
)
_HEADINGS = ("Background", "What happens next", "The numbers", "How it began")


class _Prose:
    """Sentences of made-up words."""

    def __init__(self, seed: str) -> None:
        random = Random(seed)
        syllables = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]
        self._words = [
            "".join(random.choices(syllables, k=random.randint(1, 4))) for _ in range(5000)
        ]
        self._weights = list(accumulate(1 / (place + 3) for place in range(len(self._words))))

    def sentence(self, random: Random, stock: str = "") -> str:
        words = random.choices(self._words, cum_weights=self._weights, k=random.randint(6, 22))
        if random.random() < 0.5:
            at = random.randrange(len(words))
            words[at] = words[at].capitalize()
        if stock and random.random() < 0.1:
            words.insert(random.randrange(2, len(words)), stock)
        made = " ".join(words)
        return made[0].upper() + made[1:] + random.choice(".....?")

    def filled(self, trap: str, random: Random) -> str:
        one, other = (word.capitalize() for word in random.choices(self._words, k=2))
        return trap.format(a=one, b=other)


_PROSE = _Prose("prose")


def article(outlet: int, number: int, *, clean: bool = False, seed: int = 0) -> Example:
    """Return an article of a paper (a number), its furniture tagged; ``clean``: without any."""
    paper, random = Random(f"{seed} paper {outlet}"), Random(f"{seed} {outlet} {number}")
    name = f"{paper.choice('BDFGKLM')}{paper.choice(('anner', 'aily', 'erald', 'ost'))}{outlet}"
    lines = [one.format(name) for one in paper.sample(_FIXED, 4)]
    stock = paper.choice(_STOCK).format(name)
    text, tagged = "", []

    def put(words: str, *, is_furniture: bool = False) -> None:
        nonlocal text
        start = len(text)
        if is_furniture and random.random() < 0.25:  # it hangs on the paragraph before
            text = text.rstrip("\n") + " "
            start = len(text)
        text += words
        if is_furniture:
            tagged.append(_tag((start, start + len(words.rstrip("\n")))))

    put(_PROSE.sentence(random)[:-1] + "\n\n")
    count = random.randint(8, 16)
    middle = random.randrange(2, count - 2)
    for at in range(count):
        put(" ".join(_PROSE.sentence(random, stock) for _ in range(random.randint(1, 4))) + "\n\n")
        if clean and random.random() < 0.2:
            put(
                _PROSE.sentence(random)
                + " "
                + _PROSE.filled(random.choice(_TRAPS), random)
                + "\n\n"
            )
        if random.random() < 0.1:
            put(random.choice(_HEADINGS) + "\n\n")
        if at == middle and not clean and random.random() < 0.8:
            put(lines[0] + "\n\n", is_furniture=True)
    for line in lines[1:]:
        if not clean and random.random() < 0.85:
            put(line + "\n\n", is_furniture=True)
    made = Article(
        id=f"{name} {number}", text=text.rstrip("\n") + "\n", title="T", source=f"the {name}"
    )
    return Example(article=made, tagged=tuple(tagged), story=made.id)


def _tag(place: Range) -> Tagged:
    return Tagged(ranges=(place,), label=BOILERPLATE)


def papers(outlets: int, articles: int, *, clean: bool = False, seed: int = 0) -> Iterator[Example]:
    """Yield so many articles of each of some papers."""
    for outlet in range(outlets):
        for number in range(articles):
            yield article(outlet, number, clean=clean, seed=seed)
