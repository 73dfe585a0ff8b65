"""A spaCy pipeline that is installed, for names; spaCy itself is no part of the program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from annotator.annotation.records import Article, Label
from annotator.errors import InputError
from annotator.suggestions.labels import is_name
from annotator.suggestions.records import Candidate, Tagged
from annotator.suggestions.sources.base import Proposer, Source
from annotator.words import Message, as_said, say

_KINDS = {"PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place"}
_KINDS |= {"LOC": "place", "FAC": "place", "NORP": "other", "MISC": "other", "WORK_OF_ART": "other"}
_KINDS |= {"EVENT": "other", "LAW": "other", "PRODUCT": "other"}
_SCORE = 0.8


class Pipeline(Source):
    """The entities of a spaCy pipeline: those of the label's name, or all that are names.

    Args:
        pipeline: its name, or the folder where it lies.

    """

    name = "spacy"

    def __init__(self, pipeline: str) -> None:
        self._pipeline = pipeline
        self._loaded: Any = None
        self.key = sha256(pipeline.encode("utf-8", "surrogatepass")).hexdigest()

    def serves(self, label: Label) -> bool:
        """Tell whether the label is for names."""
        return is_name(label)

    def knows(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Message:
        """Return in a few words what it goes by."""
        del label, learned, surveyed
        return as_said(self._pipeline)

    def proposer(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Proposer:
        """Return what asks the pipeline; raises InputError where there is none."""
        del learned, surveyed
        if self._loaded is None:
            self._loaded = _load(self._pipeline)
        return _Entities(self._loaded, label)


def _load(pipeline: str) -> Any:
    try:
        import spacy

        return spacy.load(pipeline)
    except (ImportError, OSError, ValueError) as error:
        why = str(error).partition("\n")[0]
        raise InputError(
            say("the spaCy pipeline {name} cannot be loaded ({why})", name=pipeline, why=why)
        ) from error


class _Entities(Proposer):
    def __init__(self, pipeline: Any, label: Label) -> None:
        self._pipeline = pipeline
        self._label = label.name.casefold()
        self._has_kind = any(one.name == "kind" for one in label.attributes)

    def propose(self, article: Article, tagged: Sequence[Tagged] = ()) -> Iterable[Candidate]:
        del tagged
        found = self._pipeline(article.text).ents
        own = any(one.label_.casefold() == self._label for one in found)
        for one in found:
            kind = _KINDS.get(one.label_)
            if (own and one.label_.casefold() != self._label) or (not own and kind is None):
                continue
            yield Candidate(
                ranges=((one.start_char, one.end_char),),
                features=(f"spacy {one.label_}",),
                score=_SCORE,
                attributes={"kind": kind} if kind is not None and self._has_kind else {},
            )
