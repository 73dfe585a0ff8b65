"""What a label states holds on every write, widens by what comes in, and is checked."""

from __future__ import annotations

import msgspec
import pytest

from annotator.annotation.edits import (
    AddLabel,
    AddLink,
    AddSpan,
    Batch,
    RelabelSpans,
    RemoveLabel,
    SetAttributes,
    SetLabel,
)
from annotator.annotation.records import Attribute, Label, Link
from annotator.errors import RuleError
from annotator.project import Project
from annotator.words import say
from tests.project.making import FIRST, raw, span, work

KIND = Attribute(name="kind", kind="choice", values=("person", "place"), default="person")
SURE = Attribute(name="sure", kind="yes/no")
NOTE = Attribute(name="note", kind="text")
NAMED = Label(id="named", name="named", attributes=(KIND, SURE, NOTE), links=("alias",))
OTHER = Label(
    id="other",
    name="other",
    attributes=(Attribute(name="kind", kind="choice", values=("place", "thing")),),
)


@pytest.fixture
def labelled(project):
    project.apply(AddLabel(label=NAMED), "x")
    project.apply(AddLabel(label=OTHER), "x")
    return project


def add(project, label, start=0, **attributes):
    edit = AddSpan(article=FIRST, label=label, ranges=((start, start + 3),), attributes=attributes)
    return project.apply(edit, "x").delta.spans[0].record.id


def here(project):
    opened = project.open_article("x", FIRST)
    return {one.id: one for one in opened.spans}, sorted(opened.links, key=lambda one: one.id)


@pytest.mark.parametrize(
    "attributes", [{"kind": "PER"}, {"kind": 3}, {"kind": True}, {"sure": "yes"}, {"note": True}]
)
def test_a_value_that_its_label_does_not_know_is_refused(labelled, attributes):
    with pytest.raises(RuleError, match="of named is"):
        add(labelled, "named", **attributes)
    made = add(labelled, "named", kind="place", sure=False, note="so", own=[1])
    with pytest.raises(RuleError, match="of named is"):
        labelled.apply(SetAttributes(span=made, attributes=attributes), "x")


def test_a_link_that_its_label_does_not_begin_is_refused(labelled):
    one, two = add(labelled, "named"), add(labelled, "other", 4)
    with pytest.raises(RuleError, match="do not begin a link “speaker”, but alias"):
        labelled.apply(AddLink(type="speaker", source=one, target=two), "x")
    with pytest.raises(RuleError, match="but no links"):
        labelled.apply(AddLink(type="alias", source=two, target=one), "x")
    assert labelled.apply(AddLink(type="alias", source=one, target=two), "x") is not None


@pytest.mark.parametrize("how", ["relabel", "move", "in a batch"])
def test_another_label_takes_no_link_and_no_value_that_it_does_not_know(labelled, how):
    """The links go in the same step, which says so, and come back with undo."""
    one, two = add(labelled, "named", kind="person", note="n"), add(labelled, "named", 4)
    labelled.apply(AddLink(type="alias", source=one, target=two), "x")
    labelled.apply(AddLink(type="alias", source=two, target=one), "x")
    before = here(labelled)
    edit = RelabelSpans(spans=(one,), label="other")
    if how == "move":
        edit = RemoveLabel(label="named", move_to="other")
    elif how == "in a batch":
        edit = Batch(edits=(edit,), text=say("b"))
    changes = labelled.apply(edit, "x")
    spans, links = here(labelled)
    assert spans[one].label == "other"
    assert spans[one].attributes == {}
    assert [link.source for link in links] == ([] if how == "move" else [two])
    if how != "in a batch":
        assert str(changes.text).endswith(
            ", without 2 links" if how == "move" else ", without its link"
        )
    assert labelled.check() == []
    labelled.undo("x")
    assert here(labelled) == before


def test_what_both_labels_know_stays(labelled):
    one = add(labelled, "named", kind="place", own="x")
    labelled.apply(RelabelSpans(spans=(one,), label="other"), "x")
    assert here(labelled)[0][one].attributes == {"kind": "place", "own": "x"}


@pytest.mark.parametrize(
    "narrower",
    [
        {"links": ()},
        {"attributes": (msgspec.structs.replace(KIND, values=("place",), default=None),)},
        {"attributes": (msgspec.structs.replace(KIND, kind="yes/no", values=(), default=None),)},
    ],
)
def test_a_label_cannot_forbid_what_its_spans_have(labelled, narrower):
    one, two = add(labelled, "named", kind="person"), add(labelled, "named", 4, kind="place")
    labelled.apply(AddLink(type="alias", source=one, target=two), "x")
    with pytest.raises(RuleError, match="would break this"):
        labelled.apply(SetLabel(label=msgspec.structs.replace(NAMED, **narrower)), "x")


def test_undo_does_not_forbid_it_either(labelled):
    """A value was added to a choice and used: taking the value back is passed over."""
    wider = msgspec.structs.replace(KIND, values=("person", "place", "thing"))
    labelled.apply(SetLabel(label=msgspec.structs.replace(NAMED, attributes=(wider,))), "x")
    edit = AddSpan(article=FIRST, label="named", ranges=((0, 2),), attributes={"kind": "thing"})
    labelled.apply(edit, "y")
    with pytest.raises(RuleError, match="passed over"):
        labelled.undo("x")
    assert labelled.check() == []


def test_an_import_widens_its_labels_and_says_so(labelled):
    """Nothing that comes in is lost, and nothing that it needs is allowed in silence."""
    spans = [
        msgspec.structs.replace(span("a", FIRST, 0, 3), label="named", attributes={"kind": "PER"}),
        msgspec.structs.replace(span("b", FIRST, 4, 6), label="other"),
    ]
    link = Link(id="l", type="works for", source="b", target="a")
    record = work(FIRST, "x", *spans, links=(link,))
    assert labelled.sight([record])[0].widened == ("named: kind PER", "other: link works for")
    with labelled.begin_import("file") as incoming:
        incoming.add([record])
        tally = incoming.finish()
    assert tally.widened == ["named: kind PER", "other: link works for"]
    assert labelled.check() == []
    labels = {label.id: label for label in labelled.labels()}
    assert labels["named"].attributes[0].values == ("person", "place", "PER")
    assert labels["other"].links == ("works for",)


def test_labels_are_as_narrow_again_when_an_import_is_taken_back(labelled):
    """But for what somebody else has used since; made again, they are as wide as they were."""
    before = labelled.labels()
    wide = {"kind": "PER"}
    with labelled.begin_import("file", by="x") as incoming:
        one = msgspec.structs.replace(span("a", FIRST, 0, 3), label="named", attributes=wide)
        two = msgspec.structs.replace(span("b", FIRST, 4, 6), label="other")
        link = Link(id="l", type="works for", source="b", target="a")
        incoming.add([work(FIRST, "x", one, two, links=(link,))])
        incoming.finish()
    wider = labelled.labels()
    labelled.undo("x")
    assert labelled.labels() == before
    labelled.redo("x")
    assert labelled.labels() == wider
    used = AddSpan(article=FIRST, label="named", ranges=((8, 9),), attributes=wide)
    assert labelled.apply(used, "y") is not None
    labelled.undo("x")
    after = {label.id: label for label in labelled.labels()}
    assert after["named"].attributes[0].values == ("person", "place", "PER")
    assert after["other"].links == ()
    assert labelled.check() == []


def test_what_cannot_be_widened_is_refused(labelled):
    one = msgspec.structs.replace(
        span("a", FIRST, 0, 3), label="named", attributes={"sure": "maybe"}
    )
    record = work(FIRST, "x", one)
    verdict = labelled.sight([record])[0]
    assert "“sure” of named is yes or no, not “maybe”" in verdict.conflict


def test_check_names_what_an_older_version_let_in(labelled, path):
    one, two = add(labelled, "named", kind="person"), add(labelled, "other", 4)
    labelled.apply(AddLink(type="alias", source=one, target=two), "x")
    with raw(path) as connection:
        connection.execute(
            'UPDATE spans SET crc = NULL, attributes = \'{"kind":"PER"}\' WHERE id = ?', (one,)
        )
        connection.execute("UPDATE links SET type = 'speaker', crc = NULL")
    found = [problem.what for problem in labelled.check()]
    assert any("“kind” of named is one of person, place, not “PER”" in what for what in found)
    assert any("do not begin a link “speaker”" in what for what in found)


def test_a_merge_widens_its_labels_too(labelled, tmp_path):
    """What was done in a pack under a wider label comes in, and is allowed here from then on."""
    labelled.add_annotator("x")
    labelled.pack(tmp_path / "pack.annotator", "x")
    with Project.open(tmp_path / "pack.annotator") as pack:
        wider = msgspec.structs.replace(KIND, values=("person", "place", "thing"))
        label = msgspec.structs.replace(NAMED, attributes=(wider, SURE, NOTE))
        pack.apply(SetLabel(label=label), "x")
        one, two = add(pack, "named", kind="thing"), add(pack, "other", 4)
        pack.apply(AddLink(type="alias", source=one, target=two), "x")
        # Meanwhile the value goes elsewhere by another name: here the label is changed, too.
        labelled.apply(SetLabel(label=msgspec.structs.replace(NAMED, links=())), "lead")
        labelled.apply(SetLabel(label=msgspec.structs.replace(NAMED, links=(), letter="N")), "lead")
        labelled.merge(pack)
    (named,) = [label for label in labelled.labels() if label.id == "named"]
    assert "thing" in named.attributes[0].values
    assert named.links == ("alias",)
    assert labelled.check() == []
