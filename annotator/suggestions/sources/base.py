"""What a source of suggestions is: one class in a module of its own, and its name in the registry.

A source is asked twice. ``learn`` is given an annotator's finished articles and returns what it
keeps of them, as bytes that mean data (JSON, a model's own format), never code. ``proposer`` gets
these bytes back, later and in another process, and makes what proposes for one article after the
other. A source that learns nothing leaves ``learn`` as it is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence

from annotator.annotation.records import Article, Label
from annotator.suggestions.records import Candidate, Example, Ranges, Tagged
from annotator.words import Message, say


class Texts(ABC):
    """All texts of a project, whether anybody has annotated them or not, outlet by outlet."""

    outlets: Sequence[str]
    """The outlets that are known, in a fixed order."""

    @abstractmethod
    def of(self, outlet: str) -> Iterable[str]:
        """Return the texts of an outlet, one after the other; may be asked more than once."""


class Proposer(ABC):
    """Proposes for one article after the other; made by a source for one label."""

    @abstractmethod
    def propose(self, article: Article, tagged: Sequence[Tagged] = ()) -> Iterable[Candidate]:
        """Return candidates for an article, the same for the same article and tags.

        Args:
            article: with its text.
            tagged: what the annotator has tagged in it so far, of all labels.

        """

    def opinion(self, article: Article, ranges: Ranges) -> tuple[str, ...]:
        """Return what this source makes of somebody else's candidate, as features."""
        del article, ranges
        return ()


class Source(ABC):
    """One source of suggestions.

    Attributes:
        name: what people and files call it; stored with accepted spans, so it never changes.
        version: raised when what it learns or proposes changes: models are trained anew.
        learns: whether ``learn`` returns anything.
        surveys: whether ``survey`` returns anything.
        stands: whether its own scores hold beside a model that cannot have seen its candidates.
        key: what else it goes by, as the digest of a dictionary: models are trained anew with
            another one.
        shows_from: as long as its label has no model, candidates with this score are shown.

    """

    name: str
    version: int = 1
    learns: bool = False
    surveys: bool = False
    stands: bool = False
    key: str = ""
    shows_from: float = 0.8

    @abstractmethod
    def serves(self, label: Label) -> bool:
        """Tell whether it has anything to say on a label."""

    def learn(self, label: Label, examples: Sequence[Example]) -> bytes:
        """Return what it keeps of finished articles; the same for the same ones."""
        del label, examples
        return b""

    def knows(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Message:
        """Return in a few words what it goes by, for whoever looks after suggestions."""
        del label, learned, surveyed
        return say("rules")

    def foresee(self, articles: Sequence[Article]) -> None:
        """Be told which articles will be asked for, where asking for many at once is quicker."""
        del articles

    def survey(self, texts: Texts) -> bytes:
        """Return what it keeps of all texts of a project."""
        del texts
        return b""

    @abstractmethod
    def proposer(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Proposer:
        """Return what proposes for a label.

        Args:
            label: with its name and unit.
            learned: what ``learn`` returned; b"": nothing was learned yet.
            surveyed: what ``survey`` returned; b"": nothing was looked at.

        """
