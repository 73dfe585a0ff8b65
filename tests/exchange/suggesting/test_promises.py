"""What holds whatever a source proposes: what is stored is valid, and a rejection holds."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from annotator.annotation.edits import AcceptSuggestions, RejectSuggestions
from annotator.annotation.records import Annotated, Article
from annotator.exchange import create_project
from annotator.exchange.suggesting import Offers
from annotator.suggestions.records import Candidate
from annotator.suggestions.sources import registry
from annotator.suggestions.sources.base import Proposer, Source

TEXT = "“We waited,” said Ilse Brandt.\n\n“Nobody came.” Ilse Brandt left 🛥 for Norrby."
LENGTH = len(TEXT)

_range = st.tuples(st.integers(-3, LENGTH + 3), st.integers(-3, LENGTH + 3))
_ranges = st.lists(_range, min_size=1, max_size=3).map(tuple)
_ordered = st.lists(st.integers(0, LENGTH), min_size=2, max_size=6, unique=True).map(
    lambda places: tuple(zip(sorted(places)[::2], sorted(places)[1::2], strict=False))
)
_value = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just(["x"])
_candidates = st.lists(
    st.builds(
        Candidate,
        ranges=_ranges | _ordered,
        features=st.just(("wild",)),
        score=st.floats(-1, 2, allow_nan=False),
        attributes=st.dictionaries(
            st.sampled_from(("kind", "directness", "checkable", "none such")), _value, max_size=3
        ),
        speaker=st.none() | _ranges | _ordered,
        cue=st.none() | _ranges | _ordered,
    ),
    max_size=6,
)


class Wild(Source, Proposer):
    """Proposes anything, for every label, under any name."""

    shows_from = 0.0

    def __init__(self) -> None:
        self.name, self.candidates = "wild", []

    def serves(self, label):
        return True

    def proposer(self, label, learned, surveyed=b""):
        return self

    def propose(self, article, tagged=()):
        return self.candidates


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    project = create_project(tmp_path_factory.mktemp("promises") / "p.annotator")
    with project.begin_import("test") as incoming:
        incoming.add([Annotated(article=Article(id="a", text=TEXT))])
    project.add_annotator("ana")
    yield project
    project.close()


@settings(max_examples=8, phases=(Phase.explicit, Phase.generate))
@given(proposed=_candidates, again=_candidates, accept=st.booleans())
def test_what_is_stored_is_valid_and_a_rejection_holds(project, proposed, again, accept):
    """Accepted or rejected: what lies in the file covers what it says, and nothing comes twice."""
    wild = Wild()
    article = Article(id="a", text=TEXT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "SOURCES", (wild,))
        wild.candidates = proposed
        found = Offers(project, "ana").in_article(article, ())
        for one in found:
            assert one.text == TEXT[one.start : one.end]
        if not found:
            return
        edit = AcceptSuggestions if accept else RejectSuggestions
        changes = project.apply(edit(proposed=found), "ana")
        assert changes is not None
        opened = project.open_article("ana", "a")
        assert opened.damaged == ()
        for span in opened.spans:
            assert [one.text for one in span.fragments] == [TEXT[a:b] for a, b in span.ranges]
        assert project.check() == []
        # The same places from a source of another name, with whatever else it proposes.
        wild.name, wild.candidates = "other", [*proposed, *again]
        answered = {one.place for one in found}
        later = Offers(project, "ana").in_article(article, opened.spans)
        assert answered.isdisjoint(one.place for one in later)
        project.undo("ana")
        assert {one.id for one in project.open_article("ana", "a").spans} <= {
            one.id for one in opened.spans
        }
