"""Sources switched, words and patterns added: as edits that are undone."""

from __future__ import annotations

import pytest

from annotator.annotation.choices import (
    Choice,
    TextPattern,
    Word,
    WordList,
    from_others,
    off_id,
    switched_off,
)
from annotator.annotation.edits import SetChoices
from annotator.errors import RuleError
from tests.project.making import make

OFF = switched_off("quote", "marks")


@pytest.fixture
def project(tmp_path):
    with make(tmp_path / "p.annotator") as project:
        yield project


def test_a_source_is_switched_off_and_undo_switches_it_on(project):
    made = project.apply(SetChoices(made=(OFF,)), "x")
    assert str(made.text) == "Switch marks off for quote"
    assert project.choices() == {OFF.id: OFF}
    assert project.apply(SetChoices(made=(OFF,)), "y") is None or project.choices() == {OFF.id: OFF}
    project.undo("x")
    assert project.choices() == {}
    project.redo("x")
    back = project.apply(SetChoices(gone=(off_id("quote", "marks"), "nothing")), "y")
    assert str(back.text) == "Switch marks on for quote"
    assert project.choices() == {}


def test_changes_say_what_was_decided(project):
    words = WordList(name="d.csv", words=(Word(text="Elm", label="quote", attributes={"a": 1}),))
    pattern = TextPattern(label="claim", expression=r"E\w+")
    for choice, said, back in (
        (
            Choice(id="1" * 32, chosen=words),
            "Add dictionary d.csv (1 entry)",
            "Remove dictionary d.csv (1 entry)",
        ),
        (
            Choice(id="2" * 32, chosen=pattern),
            r"Add pattern E\w+ for claim",
            r"Remove pattern E\w+ for claim",
        ),
        (
            from_others(),
            "Let suggestions learn from everybody’s work",
            "Let suggestions learn from one’s own work",
        ),
    ):
        assert str(project.apply(SetChoices(made=(choice,)), "x").text) == said
        assert str(project.apply(SetChoices(gone=(choice.id,)), "x").text) == back
    both = project.apply(SetChoices(made=(OFF, from_others())), "x")
    assert str(both.text) == "Change what suggestions come from"


@pytest.mark.parametrize(
    "choice",
    [
        switched_off("nowhere", "marks"),
        Choice(id="1" * 32, chosen=TextPattern(label="nowhere", expression="a")),
        Choice(id="1" * 32, chosen=WordList(name="d", words=(Word(text="Elm", label="nowhere"),))),
        Choice(id="others", chosen=TextPattern(label="quote", expression="a")),
    ],
)
def test_what_names_no_label_or_does_not_fit_is_refused(project, choice):
    with pytest.raises(RuleError):
        project.apply(SetChoices(made=(choice,)), "x")
    assert project.choices() == {}
