"""A tagger: a conditional random field on the tokens of finished articles (CRFsuite, Okazaki 2007).

For labels of words and names. What it makes of the candidates of other sources it says, too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from annotator.annotation.records import Article, Label
from annotator.suggestions.labels import is_block, is_name, is_quote, is_sentence
from annotator.suggestions.pieces.tokens import shape_of, tokens_of
from annotator.suggestions.records import Candidate, Example, Range, Ranges, Tagged
from annotator.suggestions.sources.base import Proposer, Source
from annotator.suggestions.sources.names import names_in
from annotator.unfinished import temporary_folder
from annotator.words import Message, say

_FEWEST = 5
_LONGEST = 15
_MOST_TOKENS = 400_000
_KEPT = 128
_BEGIN, _IN, _OUT = "B", "I", "O"
_STEPS = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98)
_DOUBT = 0.75
_SENTENCE_END = frozenset(".!?:")
_MARKS = frozenset("“”\"'‘’«»„")


class Tagger(Source):
    """A tagger for labels of words and names, of each label's own."""

    name = "tagger"
    learns = True

    def serves(self, label: Label) -> bool:
        """Tell whether the label is for a few words; ``learn`` looks whether that is so."""
        return not (is_quote(label) or is_sentence(label) or is_block(label))

    def learn(self, label: Label, examples: Sequence[Example]) -> bytes:
        """Return a model in CRFsuite's format, b"" where there is too little or spans are long."""
        import pycrfsuite

        lengths: list[int] = []
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
        trainer.set_params(
            {
                "c1": 0.0,
                "c2": 0.1,
                "max_iterations": 35,
                "delta": 1e-3,
                "period": 5,
                "feature.possible_transitions": True,
                "feature.minfreq": 2,
            }
        )
        total = 0
        for example in reversed(examples):
            tokens = tokens_of(example.article.text)
            total += len(tokens)
            if not tokens or total > _MOST_TOKENS:
                continue
            tags = _tags(tokens, example.of(label.name), lengths)
            trainer.append(_items(example.article.text, is_name(label)), tags)
        if len(lengths) < _FEWEST or sorted(lengths)[len(lengths) // 2] > _LONGEST:
            return b""
        with temporary_folder() as folder:
            path = folder / "model.crfsuite"
            trainer.train(str(path))
            return path.read_bytes()

    def knows(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Message:
        """Return in a few words what it goes by."""
        del label, surveyed
        size = len(learned) // 1024
        return (
            say("words and their surroundings ({n:,} KB)", n=size) if size else say("nothing yet")
        )

    def proposer(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Proposer:
        """Return what tags."""
        del surveyed
        return _Tagger(learned, is_name(label))


def _tags(tokens: Sequence[Range], spans: Sequence[Tagged], lengths: list[int]) -> list[str]:
    """Return a tag for each token: of those that a fragment covers, the first begins it."""
    tags = [_OUT] * len(tokens)
    starts = [start for start, _ in tokens]
    for one in sorted(spans, key=lambda span: (span.start, span.start - span.end)):
        for start, end in one.ranges:
            first = bisect_left(starts, start)
            number, inside = first, 0
            while number < len(tokens) and tokens[number][1] <= end:
                if tags[number] != _OUT:
                    break
                tags[number] = _IN if inside else _BEGIN
                number, inside = number + 1, inside + 1
            if inside:
                lengths.append(inside)
    return tags


@lru_cache(maxsize=_KEPT)
def _items(text: str, names: bool) -> Any:
    """Return the features of a text's tokens as CRFsuite has them; they are asked for often."""
    import pycrfsuite

    return pycrfsuite.ItemSequence(_features(text, tokens_of(text), names))


def _features(text: str, tokens: Sequence[Range], names: bool) -> list[list[str]]:
    """Return the features of each token."""
    words = [text[start:end] for start, end in tokens]
    small = [word.lower() for word in words]
    shapes = [shape_of(word) for word in words]
    count = len(words)
    lowers = set(words)
    opens = [True] * count
    inside_capitals = set()
    for number in range(1, count):
        before = words[number - 1]
        opens[number] = (
            before in _SENTENCE_END
            or (before in _MARKS and opens[number - 1])
            or "\n" in text[tokens[number - 1][1] : tokens[number][0]]
        )
        if not opens[number] and before not in _MARKS and shapes[number][0] == "X":
            inside_capitals.add(words[number])
    ruled = _ruled(text, tokens) if names else None
    made: list[list[str]] = []
    for n in range(count):
        word, shape = small[n], shapes[n]
        last, following = (small[n - 1] if n else "^"), (small[n + 1] if n + 1 < count else "$")
        last_shape = shapes[n - 1] if n else "^"
        next_shape = shapes[n + 1] if n + 1 < count else "$"
        row = [
            "b",
            "w " + word,
            "s " + shape,
            "p " + word[:3],
            "e " + word[-3:],
            "f " + word[-2:],
            "- " + last,
            "+ " + following,
            "-s " + last_shape,
            "+s " + next_shape,
            "-w " + last + " " + word,
            "w+ " + word + " " + following,
            "sss " + last_shape + " " + shape + " " + next_shape,
            "-- " + (small[n - 2] if n > 1 else "^"),
            "++ " + (small[n + 2] if n + 2 < count else "$"),
            "-e " + last[-3:],
            "+e " + following[-3:],
        ]
        if n and tokens[n - 1][1] == tokens[n][0]:
            row.append("glued")
        if opens[n]:
            row.append("opens")
            row.append("opens " + shape)
        if shape[0] == "X":
            row.append("known" if words[n] in inside_capitals else "unknown")
            if word in lowers:
                row.append("small elsewhere")
        if ruled is not None:
            here = ruled[n]
            row.append("r " + here)
            row.append("r+ " + here + (ruled[n + 1] if n + 1 < count else "$"))
            row.append("-r " + (ruled[n - 1] if n else "^") + here)
        made.append(row)
    return made


def _ruled(text: str, tokens: Sequence[Range]) -> list[str]:
    """Return how the name rules would tag the tokens."""
    names = names_in(text)
    tags, at = [], 0
    for start, end in tokens:
        while at < len(names) and names[at][1] <= start:
            at += 1
        if at < len(names) and names[at][0] <= start and end <= names[at][1]:
            tags.append(_BEGIN if names[at][0] == start else _IN)
        else:
            tags.append(_OUT)
    return tags


class _Seen(msgspec.Struct, frozen=True):
    """What the tagger made of one article: its tokens and the probability of each tag."""

    article: str
    text: str
    starts: dict[int, int]
    ends: dict[int, int]
    begin: list[float]
    inside: list[float]
    best: list[str]
    tokens: list[Range]


class _Tagger(Proposer):
    def __init__(self, learned: bytes, names: bool) -> None:
        self._names = names
        self._model = None
        self._last: _Seen | None = None
        if learned:
            import pycrfsuite

            self._model = pycrfsuite.Tagger()
            self._model.open_inmemory(learned)

    def propose(self, article: Article, tagged: Sequence[Tagged] = ()) -> Iterable[Candidate]:
        del tagged
        seen = self._see(article)
        if seen is None:
            return []
        found = dict.fromkeys([*_runs(seen.best), *_runs(_relaxed(seen))])
        made = []
        for first, last in found:
            ranges = ((seen.tokens[first][0], seen.tokens[last][1]),)
            if "\n" not in article.text[ranges[0][0] : ranges[0][1]]:
                made.append(Candidate(ranges=ranges))
        return made

    def opinion(self, article: Article, ranges: Ranges) -> tuple[str, ...]:
        """Say how likely the tags of a range are."""
        seen = self._see(article)
        if seen is None:
            return ()
        if len(ranges) > 1:
            return ("tagger: apart",)
        first, last = seen.starts.get(ranges[0][0]), seen.ends.get(ranges[0][1])
        if first is None or last is None or last < first:
            return ("tagger: cuts a token",)
        likely = seen.begin[first]
        for number in range(first + 1, last + 1):
            likely = min(likely, seen.inside[number])
        after = 1 - seen.inside[last + 1] if last + 1 < len(seen.inside) else 1.0
        facts = [f"tagger >= {step}" for step in _STEPS if likely >= step]
        facts += [f"tagger ends >= {step}" for step in (0.3, 0.6, 0.9, 0.97) if after >= step]
        facts.append("tagger: best" if _is_best(seen, first, last) else "tagger: not its best")
        return tuple(facts)

    def _see(self, article: Article) -> _Seen | None:
        if self._model is None:
            return None
        last = self._last
        if last is not None and last.text == article.text:
            return last
        tokens = tokens_of(article.text)
        if not tokens:
            return None
        known = set(self._model.labels())
        best = self._model.tag(_items(article.text, self._names))
        self._last = _Seen(
            article.id,
            article.text,
            {start: number for number, (start, _) in enumerate(tokens)},
            {end: number for number, (_, end) in enumerate(tokens)},
            [
                self._model.marginal(_BEGIN, n) if _BEGIN in known else 0.0
                for n in range(len(tokens))
            ],
            [self._model.marginal(_IN, n) if _IN in known else 0.0 for n in range(len(tokens))],
            best,
            tokens,
        )
        return self._last


def _is_best(seen: _Seen, first: int, last: int) -> bool:
    ends = last + 1 == len(seen.best) or seen.best[last + 1] != _IN
    inside = all(tag == _IN for tag in seen.best[first + 1 : last + 1])
    return seen.best[first] == _BEGIN and inside and ends


def _runs(tags: Sequence[str]) -> list[tuple[int, int]]:
    """Return first and last token of what is tagged."""
    found: list[tuple[int, int]] = []
    for number, tag in enumerate(tags):
        if tag == _BEGIN or (tag == _IN and (not number or tags[number - 1] == _OUT)):
            found.append((number, number))
        elif tag == _IN:
            found[-1] = (found[-1][0], number)
    return found


def _relaxed(seen: _Seen) -> list[str]:
    """Return tags with what the tagger only nearly took."""
    tags = []
    for begin, inside in zip(seen.begin, seen.inside, strict=True):
        if begin + inside < 1 - _DOUBT:
            tags.append(_OUT)
        else:
            tags.append(_BEGIN if begin >= inside else _IN)
    return tags
