"""What is decided of suggestions, as it is stored, packed, merged, checked."""

from __future__ import annotations

import shutil

import pytest

from annotator.annotation.choices import Choice, TextPattern, from_others, switched_off
from annotator.annotation.edits import SetChoices
from annotator.errors import DamagedError
from annotator.project import Project
from tests.project.making import raw, tag

OFF = switched_off("quote", "marks")
PATTERN = Choice(id="1" * 32, chosen=TextPattern(label="claim", expression="E.m"))


def test_a_pack_carries_it_and_merging_leaves_what_is_here(project, tmp_path):
    """Whoever has a pack is suggested what the lead wants, and decides nothing for the lead."""
    project.apply(SetChoices(made=(OFF, PATTERN)), "x")
    project.pack(tmp_path / "pack.annotator", "y")
    with Project.open(tmp_path / "pack.annotator") as pack:
        assert pack.choices() == {OFF.id: OFF, PATTERN.id: PATTERN}
        pack.apply(SetChoices(made=(from_others(),), gone=(OFF.id,)), "y")
        tag(pack, who="y")
    project.apply(SetChoices(gone=(PATTERN.id,)), "x")
    with Project.open(tmp_path / "pack.annotator") as pack:
        project.merge(pack)
    assert project.choices() == {OFF.id: OFF}
    assert project.statistics().annotators["y"]["spans"] == 1


def test_it_is_in_a_copy_and_another_one_is_told_apart(project, tmp_path):
    before = project.fingerprint()
    project.apply(SetChoices(made=(PATTERN,)), "x")
    assert project.fingerprint() != before
    project.close()
    shutil.copyfile(project.location, tmp_path / "copy.annotator")
    with Project.open(tmp_path / "copy.annotator") as copy:
        assert copy.choices() == {PATTERN.id: PATTERN}
        assert copy.check() == []


@pytest.mark.parametrize(
    ("id_", "chosen"),
    [
        ("c", '{"type":"command","line":"touch made"}'),
        ("c", "nothing"),
        ("others", '{"type":"pattern","label":"claim","expression":"a"}'),
    ],
)
def test_what_is_no_choice_is_found_and_not_followed(project, id_, chosen):
    with raw(project.location) as connection:
        connection.execute(
            "INSERT INTO suggestion_choices (id, chosen) VALUES (?, ?)", (id_, chosen)
        )
    (problem,) = project.check()
    assert problem.where == "suggestions"
    with pytest.raises(DamagedError, match="what was decided of suggestions"):
        project.choices()


def test_bytes_that_have_changed_are_found(project):
    project.apply(SetChoices(made=(PATTERN,)), "x")
    with raw(project.location) as connection:
        connection.execute("UPDATE suggestion_choices SET chosen = replace(chosen, 'E.m', 'E.n')")
    (problem,) = project.check()
    assert problem.where == f"what is decided of suggestions: {'1' * 32}"
