"""What an annotator has said of texts is read from all of their spans."""

from __future__ import annotations

from annotator.annotation.edits import AddSpan
from annotator.annotation.records import Annotated, Article
from annotator.exchange import create_project

TEXT = "Ilse Brandt, of Norrby, waited."


def test_texts_and_attributes_of_one_annotator(tmp_path):
    """Fragments joined; spans without attributes, and those of others, are left out."""
    with create_project(tmp_path / "p.annotator") as project:
        with project.begin_import("test") as incoming:
            incoming.add([Annotated(article=Article(id="a", text=TEXT))])

        def tag(who, ranges, **attributes):
            edit = AddSpan(article="a", label="entity", ranges=ranges, attributes=attributes)
            project.apply(edit, who)

        for who in ("ana", "bo"):
            project.add_annotator(who)
        tag("ana", ((0, 11),), kind="person")
        tag("ana", ((0, 4), (16, 22)), kind="other")
        tag("ana", ((16, 22),))
        tag("bo", ((16, 22),), kind="place")
        assert project.attributes_given("ana") == [
            ("entity", "Ilse Brandt", {"kind": "person"}),
            ("entity", "Ilse Norrby", {"kind": "other"}),
        ]
