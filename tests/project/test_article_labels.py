"""What is said of whole articles: in and out, taken out and put back, merged, migrated, saved."""

from __future__ import annotations

import io
import lzma
import shutil
from pathlib import Path

import msgspec
import orjson
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from annotator.annotation.adjudication.conflict_settling import Keep, SettleConflict
from annotator.annotation.edits import AddLabel, RemoveLabel, SetArticleValue, SetLabel, SetStatus
from annotator.annotation.records import Annotated, Attribute, Label, Status
from annotator.errors import RuleError
from annotator.formats import format_named
from annotator.project import Project
from annotator.project.records import versions
from annotator.project.recovery import recover
from tests.annotation.edits.test_article_values import ARTICLE_LABELS, TOPIC, said, say_it
from tests.formats.reading import read
from tests.project.making import FIRST, LABELS, SECOND, TEXTS, article, dump, make, raw, work
from tests.strategies import messy_text


@pytest.fixture
def project(tmp_path):
    with make(tmp_path / "p.annotator") as project:
        project.add_labels(ARTICLE_LABELS)
        yield project


def jsonl(project: Project) -> bytes:
    file = io.BytesIO()
    format_named("jsonl").write(project.export(), file)
    return file.getvalue()


def lines(written: bytes) -> list[object]:
    return [orjson.loads(line) for line in written.split(b"\n") if line]


# -- files ---------------------------------------------------------------------------------------

CHOICE = messy_text(max_size=3).map(str.strip).filter(bool)
VALUES = {
    "topic": CHOICE,
    "genres": st.lists(CHOICE, min_size=1, max_size=3, unique=True).map(tuple),
    "good": st.booleans(),
    "note": messy_text(max_size=8).filter(bool),
}
DOCUMENTS = st.fixed_dictionaries({}, optional=VALUES)


@given(documents=st.lists(DOCUMENTS, min_size=2, max_size=4), gold=st.booleans())
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_native_lines_give_back_what_was_said(tmp_path_factory, documents, gold):
    """Exported, imported elsewhere and exported again, the bytes are the same."""
    folder = tmp_path_factory.mktemp("round")
    places = [(of, who) for of in TEXTS for who in ("x", "y")]
    records = [
        work(of, who, document=document, status=Status.DONE)
        for (of, who), document in zip(places, documents, strict=False)
    ]
    if gold:
        records.append(work(FIRST, "gold", document={"topic": None}, gold=True))
    with Project.create(folder / "a.annotator", [*LABELS, *ARTICLE_LABELS]) as project:
        with project.begin_import("test") as incoming:
            incoming.add(records)
        assert project.check() == []
        written = jsonl(project)
    (folder / "x.jsonl").write_bytes(written)
    back, refused = read(folder / "x.jsonl", "jsonl")
    assert refused == []
    assert {(one.article.id, one.annotator): one.document for one in back} == {
        (one.article.id, one.annotator): one.document for one in records
    }
    for labels in ([*LABELS, *ARTICLE_LABELS], LABELS):
        name = f"{len(labels)}.annotator"
        with Project.create(folder / name, labels) as other:
            with other.begin_import("test") as incoming:
                incoming.add(back)
            assert other.check() == []
            again = jsonl(other)
            if len(labels) > len(LABELS):
                assert again == written
            # Labels that came with the file stand in the order in which they came.
            assert lines(again) == lines(written)


def test_labels_that_come_with_a_file(project):
    """They get the kind that their values have; what is no choice becomes a text."""
    long = [f"It has {number} words of its own." for number in range(60)]
    documents = [
        {"genre": "news", "fair": True, "tags": ("a", "b"), "summary": one} for one in long
    ]
    records = [
        msgspec.structs.replace(
            article(f"a{number}", f"Text {number}."), annotator="x", document=document
        )
        for number, document in enumerate(documents)
    ]
    with project.begin_import("test") as incoming:
        incoming.add(records)
        assert incoming.tally.labels == ["genre", "fair", "tags", "summary"]
    labels = {label.name: label.value for label in project.article_labels()}
    assert (labels["genre"].kind, labels["genre"].values) == ("choice", ("news",))
    assert labels["fair"].kind == "yes/no"
    assert (labels["tags"].kind, labels["tags"].values) == ("choices", ("a", "b"))
    assert (labels["summary"].kind, labels["summary"].values) == ("text", ())
    assert project.check() == []
    assert [label.name for label in project.labels()] == ["claim", "quote"]


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ({"claim": "yes"}, "claim is a label of spans, not of articles"),
        ({"good": "perhaps"}, "is yes or no, not “perhaps”"),
        ({"topic": True}, "is one of war, peace"),
    ],
)
def test_what_cannot_be_said_is_refused(project, document, why):
    record = work(FIRST, "x", document=document)
    (verdict,) = project.sight([record])
    assert why in str(verdict.conflict)
    before = jsonl(project)
    with pytest.raises(RuleError, match=why), project.begin_import("test") as incoming:
        incoming.add([record])
    assert jsonl(project) == before


def test_a_choice_is_widened_and_what_is_there_stays(project):
    """What somebody has said already is theirs, and another value makes its label wider."""
    say_it(project, "topic", "war")
    records = [
        work(FIRST, "x", document={"topic": "sport"}),
        work(SECOND, "x", document={"topic": "sport"}),
    ]
    with project.begin_import("test") as incoming:
        incoming.add(records)
    assert (said(project), said(project, article=SECOND)) == (
        {"topic": "war"},
        {"topic": "sport"},
    )
    (topic, *_) = project.article_labels()
    assert topic.value.values == ("war", "peace", "sport")


def test_an_import_is_taken_back_and_made_again(project):
    """What it brought to an article that was there goes, what somebody changed since stays."""
    project.add_annotator("z")
    with project.begin_import("test", by="z") as incoming:
        incoming.add(
            [
                work(FIRST, "x", document={"topic": "war", "extra": "e"}),
                work(SECOND, "x", document={"topic": "peace"}),
            ]
        )
    project.apply(SetArticleValue(articles=(SECOND,), label="topic", value="war"), "x")
    project.undo("z")
    assert (said(project), said(project, article=SECOND)) == ({}, {"topic": "war"})
    assert "extra" not in [label.name for label in project.article_labels()]
    assert project.check() == []
    project.redo("z")
    assert said(project) == {"topic": "war", "extra": "e"}
    assert project.check() == []


def test_an_import_that_stops_takes_everything_along(project):
    before = jsonl(project)
    incoming = project.begin_import("test")
    incoming.add([work(FIRST, "x", document={"topic": "war", "extra": "e"})])
    incoming.cancel()
    assert jsonl(project) == before
    assert len(project.article_labels()) == 4


# -- taken out and put back ----------------------------------------------------------------------


def test_removed_articles_come_back_with_what_was_said(project):
    say_it(project, "topic", "war")
    say_it(project, "good", True, "y")
    before = jsonl(project)
    project.remove_articles([FIRST], "x")
    assert b'"document"' not in jsonl(project)
    project.undo("x")
    assert jsonl(project) == before
    assert project.check() == []


def test_they_do_not_come_back_against_their_label(project):
    """A choice that went meanwhile is in the way, and says so."""
    say_it(project, "topic", "war")
    project.remove_articles([FIRST], "x")
    fewer = Attribute(name="value", kind="choice", values=("peace",))
    project.apply(SetLabel(label=msgspec.structs.replace(TOPIC, attributes=(fewer,))), "y")
    with pytest.raises(RuleError, match="its label topic was changed"):
        project.undo("x")


def test_one_change_is_taken_back_by_itself(project):
    changes = say_it(project, "topic", "war")
    say_it(project, "good", True)
    project.take_back(changes.number, "x")
    assert said(project) == {"good": True}
    with pytest.raises(RuleError, match="only x can take back"):
        project.take_back(changes.number + 1, "y")


# -- copies --------------------------------------------------------------------------------------


def copied(project: Project, path: Path) -> Project:
    project.fold()
    shutil.copyfile(project.location, path)
    return Project.open(path)


def packed(project: Project, path: Path, who: str = "x") -> Project:
    project.pack(path, who)
    return Project.open(path)


def test_a_pack_has_one_annotators_values_and_brings_them_back(project, tmp_path):
    say_it(project, "topic", "war")
    say_it(project, "topic", "peace", "y")
    with packed(project, tmp_path / "x.annotator") as pack:
        assert [one.document for one in pack.export() if one.document] == [{"topic": "war"}]
        say_it(pack, "topic", "peace")
        say_it(pack, "good", False)
        preview = project.look_at_merge(pack)
        assert [(row.label, row.what, row.new, row.changed) for row in preview.rows] == [
            ("good", "values", 1, 0),
            ("topic", "values", 0, 1),
        ]
        merged = project.merge(pack)
        assert (merged.values, merged.conflicts) == (2, 0)
        assert said(project) == {"topic": "peace", "good": False}
        assert project.merge(pack).values == 0
        assert project.check() == []


@pytest.mark.parametrize("keep", Keep)
def test_both_changed_is_a_conflict(project, tmp_path, keep):
    """Merged both ways the same holds, and either can be chosen."""
    say_it(project, "topic", "war")
    with packed(project, tmp_path / "x.annotator") as pack:
        say_it(project, "topic", None)
        say_it(project, "topic", "peace")
        say_it(pack, "topic", None)
        say_it(pack, "topic", "war")
        assert project.merge(pack).conflicts == 1
        pack.merge(project)
        assert said(project) == said(pack)
        (conflict,) = project.conflicts()
        shown = said(project)["topic"]
        edit = SettleConflict(conflict=conflict.id, keep=keep)
        if keep is Keep.BOTH:
            with pytest.raises(RuleError):
                project.apply(edit, "lead")
            return
        project.apply(edit, "lead")
        other = {"war": "peace", "peace": "war"}[shown]
        assert said(project)["topic"] == (shown if keep is Keep.THIS else other)
        pack.merge(project)
        assert said(pack) == said(project)


def test_a_label_that_went_comes_back_when_it_was_used(project, tmp_path):
    with packed(project, tmp_path / "x.annotator") as pack:
        say_it(pack, "topic", "war")
        project.apply(RemoveLabel(label="topic"), "lead")
        project.merge(pack)
        assert said(project) == {"topic": "war"}
        assert project.check() == []


def test_labels_of_one_name_become_one(project, tmp_path):
    """Those of spans and of articles never do: that of articles is named apart."""
    with copied(project, tmp_path / "copy.annotator") as copy:
        for one, name in ((project, "a"), (copy, "b")):
            value = Attribute(name="value", kind="choice", values=(name, "both"))
            genre = Label(id=f"genre-{name}", name="genre", unit="article", attributes=(value,))
            one.apply(AddLabel(label=genre), "lead")
        say_it(project, "genre-a", "a")
        say_it(copy, "genre-b", "b", "y")
        say_it(copy, "genre-b", "both", "x")
        project.apply(AddLabel(label=Label(id="mood", name="mood")), "lead")
        copy.apply(AddLabel(label=msgspec.structs.replace(TOPIC, id="m", name="mood")), "lead")
        say_it(copy, "m", "war", "y")
        project.merge(copy)
        copy.merge(project)
        names = [label.name for label in project.article_labels()]
        assert names.count("genre") == 1
        assert "mood (article)" in names
        assert said(project, "y") == {"genre-a": "b", "m": "war"}
        assert said(project)["genre-a"] in ("a", "both")
        assert project.check() == copy.check() == []
        assert [said(copy, who) for who in "xy"] == [said(project, who) for who in "xy"]


def test_another_project_is_merged_by_names(tmp_path):
    with (
        make(tmp_path / "a.annotator") as project,
        make(tmp_path / "b.annotator") as other,
    ):
        project.add_labels([msgspec.structs.replace(TOPIC, id="t1")])
        other.add_labels([msgspec.structs.replace(TOPIC, id="t2"), *ARTICLE_LABELS[2:]])
        say_it(other, "t2", "war")
        say_it(other, "good", True)
        project.merge(other, foreign=True)
        assert said(project) == {"t1": "war", "good": True}
        assert project.check() == []
        say_it(other, "t2", "peace")
        project.merge(other, foreign=True)
        assert said(project) == {"t1": "peace", "good": True}
        assert project.conflicts() == []


# -- what is stored ------------------------------------------------------------------------------

MADE_BEFORE = Path(__file__).with_name("older_names.annotator.xz")


def test_an_older_project_opens_and_its_pack_merges(tmp_path):
    """It has no such labels; with some it goes on as any other."""
    older, pack = tmp_path / "older.annotator", tmp_path / "pack.annotator"
    for path in (older, pack):
        path.write_bytes(lzma.decompress(MADE_BEFORE.read_bytes()))
    with Project.open(older) as project, Project.open(pack) as copy:
        assert project.article_labels() == []
        project.add_labels(ARTICLE_LABELS)
        who = project.annotators()[0]
        of = project.article_ids(project.index(who))[0]
        project.apply(SetArticleValue(articles=(of,), label="topic", value="war"), who)
        copy.apply(SetStatus(articles=(of,), status=Status.SKIPPED), who)
        merged = project.merge(copy)
        assert (merged.conflicts, merged.labels, merged.statuses) == (0, (), 1)
        assert said(project, who, of) == {"topic": "war"}
        assert project.check() == []


def test_stamps_of_labels_are_those_of_older_versions():
    """A label that asks for nothing says what it said; else a merge would see two versions."""
    label = Label(id="claim", name="claim", attributes=(Attribute(name="kind"),), links=("t",))
    assert versions.first_stamp(label) == "0000000000000000049e05065048"
    asked = msgspec.structs.replace(label, required_links=("t",))
    assert versions.first_stamp(asked) != versions.first_stamp(label)


def test_a_changed_byte_is_found(project):
    say_it(project, "topic", "war")
    with raw(Path(project.location)) as connection:
        connection.execute("UPDATE article_values SET value = '\"peace\"'")
    (problem,) = project.check()
    assert problem.where == f"article {FIRST}, x: topic"


def test_what_labels_do_not_allow_is_found(project):
    say_it(project, "topic", "war")
    say_it(project, "good", True)
    with raw(Path(project.location)) as connection:
        connection.execute("UPDATE article_values SET value = '\"weather\"', crc = NULL")
        connection.execute("UPDATE article_values SET value = '{' WHERE label = 5")
    told = sorted(str(one.what) for one in project.check())
    assert any("is one of war, peace, not “weather”" in one for one in told)
    assert any("cannot be read" in one for one in told)


def test_a_recovered_project_says_the_same(project, tmp_path):
    say_it(project, "topic", "war")
    say_it(project, "genres", ("news", "letter"), "y")
    written = jsonl(project)
    project.close()
    recover(Path(project.location), tmp_path / "out.annotator")
    with Project.open(tmp_path / "out.annotator") as again:
        assert jsonl(again) == written
        assert again.check() == []


def test_an_erased_annotator_is_counted_by_what_they_said(project):
    say_it(project, "topic", "war")
    say_it(project, "topic", "peace", "y")
    say_it(project, "genres", ("news", "letter"))
    assert project.statistics().article_labels == {
        "topic": {"war": 1, "peace": 1},
        "genres": {"news": 1, "comment": 0, "letter": 1},
        "good": {"yes": 0, "no": 0},
        "note": {},
    }
    assert project.statistics().labels == {"claim": 0, "quote": 0}


def test_records_of_nothing_are_as_before(project):
    """A project without article labels writes what it wrote."""
    assert all(isinstance(one, Annotated) and not one.document for one in project.export())
    assert b"document" not in jsonl(project)
    assert dump(project.location)
