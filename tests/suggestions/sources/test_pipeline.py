"""A spaCy pipeline that somebody has."""

from __future__ import annotations

import pytest

from annotator.annotation.records import Attribute, Label
from annotator.errors import InputError
from annotator.suggestions.sources.pipeline import Pipeline
from tests.suggestions.asking import CLAIM, article, proposed

KIND = Attribute(name="kind", kind="choice", values=("person", "place"))
NAME = Label(id="e", name="entity", unit="name", attributes=(KIND,))


@pytest.fixture
def pipeline(tmp_path):
    spacy = pytest.importorskip("spacy")
    made = spacy.blank("en")
    ruler = made.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Elm"}, {"label": "DATE", "pattern": "Monday"}])
    made.to_disk(tmp_path / "p")
    return Pipeline(str(tmp_path / "p"))


def test_names_are_proposed_with_their_kind_and_dates_are_not(pipeline):
    assert proposed(pipeline, NAME, "On Monday in Elm.") == ["Elm"]
    (one,) = pipeline.proposer(NAME, b"").propose(article("Elm"))
    assert one.attributes == {"kind": "place"}
    assert not pipeline.serves(CLAIM)


def test_one_that_is_not_there_is_said():
    with pytest.raises(InputError, match="the spaCy pipeline nowhere cannot be loaded"):
        Pipeline("nowhere").proposer(NAME, b"")
