"""Imports: taken back without a trace, and never at the cost of somebody's work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from annotator.annotation.edits import (
    AddLink,
    RelabelSpans,
    RemoveSpans,
    SetLabel,
    SetNote,
    SetStatus,
)
from annotator.annotation.records import Annotated, Link, Status
from annotator.errors import AnnotatorError, CancelledError, RuleError
from annotator.project import Project, Verdict
from tests.project.making import (
    FIRST,
    SECOND,
    TEXTS,
    article,
    dump,
    raw,
    span,
    spans_of,
    tag,
    work,
)

MORE = "More text 👩‍🚀 here."


def more(*spans, who="z", name="more", text=MORE, **fields):
    """Work on an article that is not in the project yet."""
    record = article(name, text)
    return msgspec.structs.replace(record, annotator=who, spans=tuple(spans), **fields)


def more_span(name="m", label="claim", start=0, end=4):
    return msgspec.structs.replace(span(name, "more", start, end, MORE), label=label)


class StoppedError(Exception):
    """Stands for whatever ends an import."""


def begun(project, *records):
    incoming = project.begin_import("test")
    incoming.add(records)
    return incoming


def add_and_finish(project, *records):
    with project.begin_import("test") as incoming:
        incoming.add(records)
        incoming.finish()


def silence(path, minutes=3):
    """Make all unfinished imports look as if their program had been killed."""
    then = (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat(timespec="milliseconds")
    with raw(path) as connection:
        connection.execute("UPDATE imports SET alive_at = ? WHERE finished_at IS NULL", (then,))


def test_cancel_takes_everything_back(project, path):
    """After an error within the block every table is as it was before."""
    tag(project)
    before = dump(path)

    def stopped_in_the_middle():
        with project.begin_import("test") as incoming:
            incoming.add([more(more_span(label="new label"), status=Status.DONE)])
            incoming.add([work(FIRST, "z", span("f", FIRST, 0, 3), status=Status.SKIPPED)])
            incoming.add([article("third", "x")])
            assert len(project.index("x")) == 4
            raise StoppedError

    with pytest.raises(StoppedError):
        stopped_in_the_middle()
    assert dump(path) == before


def test_a_link_to_nowhere_takes_everything_back(project, path):
    """When the end of an import fails nothing of it stays, with and without calling finish."""
    before = dump(path)
    link = Link(id="l", type="cue", source="m", target="nowhere")
    with pytest.raises(RuleError, match="nowhere"), project.begin_import("test") as incoming:
        incoming.add([more(more_span(), links=(link,))])
    assert dump(path) == before
    with pytest.raises(RuleError, match="nowhere"):
        add_and_finish(project, more(more_span(), links=(link,)))
    assert dump(path) == before
    itself = msgspec.structs.replace(link, target="m")
    with pytest.raises(RuleError, match="itself"), project.begin_import("test") as incoming:
        incoming.add([more(more_span(), links=(itself,))])
    assert dump(path) == before


def test_what_was_finished_stays(project):
    """An error after the end takes nothing back that was reported as brought in."""
    incoming = begun(project, more(more_span()))

    def stopped_at_the_end():
        with incoming:
            incoming.finish()
            raise StoppedError

    with pytest.raises(StoppedError):
        stopped_at_the_end()
    incoming.cancel()
    assert list(spans_of(project, "more", "z")) == ["m"]


def test_an_add_that_fails_leaves_no_trace(project, path):
    """A chunk that is refused changes neither the project nor the tally."""
    wrong = msgspec.structs.replace(span("w", FIRST, 0, 3), label="new", fragments=())
    with project.begin_import("test") as incoming:
        incoming.add([more(more_span())])
        before, tally = dump(path), msgspec.structs.asdict(incoming.tally)
        with pytest.raises(RuleError):
            incoming.add([more(name="n"), work(FIRST, "new", wrong)])
        assert (dump(path), msgspec.structs.asdict(incoming.tally)) == (before, tally)
        incoming.add([work(FIRST, "new", span("w", FIRST, 0, 3))])
    assert list(spans_of(project, who="new")) == ["w"]


def test_the_tally_counts_each_thing_once(project):
    """Articles that come once per annotator, in several chunks, are counted once."""
    with project.begin_import("test") as incoming:
        incoming.add([more(more_span("m1"), who="x"), article(FIRST, TEXTS[FIRST])])
        incoming.add([more(more_span("m2"), who="y")])
        incoming.add([more(more_span("m1"), who="x")])
        tally = incoming.finish()
    assert (tally.articles, tally.already_there, tally.spans) == (1, 1, 2)


@pytest.mark.parametrize("chunks", [1, 2])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (more(), more(text=MORE + "!")),
        (more(more_span()), more(more_span(), who="y")),
        (more(more_span()), work(FIRST, "z", span("m", FIRST, 0, 3))),
    ],
)
def test_records_that_contradict_each_other_are_refused(project, path, one, other, chunks):
    """An id that comes twice for different things is refused, not dropped, in one chunk or two."""
    before = dump(path)
    incoming = begun(project, one) if chunks == 2 else project.begin_import("test")
    with pytest.raises(RuleError), incoming:
        incoming.add([one, other][chunks - 1 :])
    assert dump(path) == before


def test_one_span_id_for_two_spans_of_a_record_is_refused(project):
    """The second of two different spans of one id is not dropped in silence."""
    with pytest.raises(RuleError, match="twice"), project.begin_import("test") as incoming:
        incoming.add([more(more_span(), more_span(start=5, end=9))])


def test_sight_tells_what_add_does(project):
    """Looking writes nothing and agrees with what is then written."""
    tag(project)
    (ours,) = spans_of(project).values()
    changed = msgspec.structs.replace(ours, note="theirs")
    records = [
        work(FIRST, "x", changed, span("new", FIRST, 4, 9)),
        more(more_span(label="unknown")),
        work(SECOND, "y", msgspec.structs.replace(changed, article=SECOND)),
        Annotated(article=article(FIRST, "other").article),
    ]
    seen = project.sight(records)
    assert [one.article for one in seen[:2]] == [Verdict.THERE, Verdict.NEW]
    assert (seen[0].new_spans, seen[0].kept) == (1, 1)
    assert seen[1].labels == ("unknown",)
    assert seen[2].conflict is not None
    assert seen[3].conflict is not None
    with project.begin_import("test") as incoming:
        incoming.add(records[:2])
    assert spans_of(project)[ours.id].note is None


def test_a_record_that_comes_twice_at_once_is_written_once(project):
    record = more(more_span(), more_span("n", start=5, end=9))
    with project.begin_import("test") as incoming:
        incoming.add([record, record])
        assert incoming.finish().spans == 2
    assert project.spans(["m", "n"]).keys() == {"m", "n"}


@pytest.mark.parametrize("count", [99, 100, 499, 500, 501, 1_150])
def test_of_many_spans_all_that_are_there_are_found(project, count):
    """Ids are looked up some hundreds at a time, in full lists and in ones that are filled up."""
    spans = [more_span(f"m{number}", start=number % 9, end=10) for number in range(count)]
    add_and_finish(project, more(*spans))
    again = more(*spans[:-1], msgspec.structs.replace(spans[-1], note="other"), more_span("new"))
    (seen,) = project.sight([again])
    assert (seen.new_spans, seen.kept) == (1, 1)
    found = project.spans([*(one.id for one in spans), "nowhere"])
    assert found.keys() == {one.id for one in spans}
    assert {one.id: one.ranges for one in spans} == {one.id: one.ranges for one in found.values()}
    assert project.known_ids(spans=found)[0] == set(found)


@pytest.mark.parametrize("ended", ["cancelled", "killed"])
def test_work_done_meanwhile_survives(project, path, ended):
    """What somebody tagged, edited or linked during an import stays when it is taken back."""
    incoming = begun(
        project,
        more(
            more_span("edited"),
            more_span("linked", start=5, end=9),
            more_span("removed", start=0, end=9),
            more_span("untouched", start=1, end=3),
            who="x",
            status=Status.DONE,
        ),
        article("unread", "never opened"),
        more(name="skimmed", who="x", status=Status.DONE),
    )
    own = tag(project, 0, 3, of="more")
    project.apply(SetNote(span="edited", note="mine"), "x")
    project.apply(AddLink(type="cue", source="linked", target=own), "x")
    project.apply(RemoveSpans(spans=("removed",)), "x")
    elsewhere = tag(project, of=SECOND)
    project.apply(SetStatus(articles=("skimmed",), status=Status.SKIPPED), "x")
    if ended == "cancelled":
        incoming.cancel()
    else:
        silence(path)
        Project.open(path).close()
    assert spans_of(project, "more").keys() == {own, "edited", "linked"}
    assert spans_of(project, "more")["edited"].note == "mine"
    assert len(project.open_article("x", "more").links) == 1
    assert project.open_article("x", "more").status is Status.DONE
    assert project.open_article("x", "skimmed").status is Status.SKIPPED
    assert elsewhere in spans_of(project, SECOND)
    assert len(project.index("x")) == 4
    assert project.check() == []
    with pytest.raises(AnnotatorError):
        project.open_article("x", "unread")
    for _ in range(2):
        project.undo("x")
    project.undo("x")
    assert "removed" in spans_of(project, "more")
    while project.undo("x") is not None:
        pass
    assert project.check() == []


def test_what_cannot_be_undone_any_more_is_passed_over(project, path):
    """Changes of articles and labels that a cancelled import took along never block undo."""
    first = tag(project)
    incoming = begun(project, more(more_span(label="theirs")), article("other", "Other text"))
    many = SetStatus(articles=("more", "other"), status=Status.DONE)
    project.apply(many, "x")
    project.undo("x")
    incoming.cancel()
    assert len(project.index("x")) == 2
    with pytest.raises(RuleError, match="passed over"):
        project.redo("x")
    assert project.undo("x").delta.spans[0].before.id == first
    assert project.check() == []


def test_a_label_that_changes_speak_of_stays(project):
    """A label that somebody has used meanwhile stays, so that undo finds it again."""
    incoming = begun(project, more(more_span(label="theirs"), more_span("n", label="unused")))
    span_id = tag(project)
    theirs = next(label for label in project.labels() if label.name == "theirs")
    project.apply(RelabelSpans(spans=(span_id,), label=theirs.id), "x")
    project.apply(RelabelSpans(spans=(span_id,), label="quote"), "x")
    incoming.cancel()
    assert "unused" not in [label.name for label in project.labels()]
    project.undo("x")
    assert spans_of(project)[span_id].label == theirs.id


def test_a_label_that_was_renamed_meanwhile_stays(project):
    """Work on a label is work too."""
    incoming = begun(project, more(more_span(label="theirs")))
    theirs = next(label for label in project.labels() if label.name == "theirs")
    renamed = msgspec.structs.replace(theirs, name="mine", guidelines="When?")
    project.apply(SetLabel(label=renamed), "x")
    incoming.cancel()
    assert renamed in project.labels()


def test_an_abandoned_import_is_swept_only_when_silent(project, path):
    """A living import is left alone by those who open the project; a killed one is taken back."""
    before = dump(path)
    begun(project, more(more_span(), who="x"))
    Project.open(path).close()
    assert len(project.index("x")) == 3
    silence(path)
    Project.open(path).close()
    assert dump(path) == before


def test_an_import_that_was_swept_does_not_go_on(project, path):
    """Who pauses for too long is told, and takes nothing of a later import along."""
    before = dump(path)
    slow = begun(project, more(more_span(), who="x"))
    silence(path)
    Project.open(path).close()
    assert dump(path) == before
    with project.begin_import("later") as later:
        assert later.key == slow.key
        with pytest.raises(CancelledError):
            slow.add([article("x", "x")])
        with pytest.raises(CancelledError):
            slow.finish()
        later.add([article("kept", "kept")])
        slow.cancel()
    assert len(project.index("x")) == 3


@pytest.mark.parametrize("again", ["cancelled", "finished"])
def test_importing_again_keeps_what_a_killed_import_brought(project, path, again):
    """What a second import found there and reported does not go with the first one."""
    records = [more(more_span(), who="x", status=Status.DONE)]
    begun(project, *records)
    second = begun(project, *records)
    if again == "finished":
        second.finish()
    else:
        second.cancel()
    silence(path)
    with Project.open(path) as reopened:
        assert list(spans_of(reopened, "more")) == ["m"]
        assert reopened.open_article("x", "more").status is Status.DONE
        assert reopened.check() == []


def test_an_id_may_come_back_with_another_text(project, path):
    """After an import was taken back its ids are free, and no text of it is remembered."""
    incoming = begun(project, more(who="x"))
    assert project.open_article("x", "more").article.text == MORE
    incoming.cancel()
    other = "Quite another text."
    with project.begin_import("test") as again:
        again.add([more(text=other, who="x")])
    assert project.open_article("x", "more").article.text == other
    span_id = tag(project, 0, 5, of="more")
    assert spans_of(project, "more")[span_id].text == "Quite"
    assert project.check() == []


def test_edits_between_chunks(project):
    """People go on working between the chunks of an import."""
    with project.begin_import("test") as incoming:
        for number in range(10):
            incoming.add([article(f"n{number}", f"text {number}")])
            tag(project, number, number + 2)
            tag(project, 0, 4, of=f"n{number}", who="y")
    assert len(spans_of(project)) == 10
    assert [row.spans for row in project.rows("y", project.index("y"))] == [0, 0] + [1] * 10
    assert project.check() == []


def test_odd_annotators_come_in_and_can_go_on(project):
    """A name that came with a file works, even one that nobody could type in."""
    for who in ("O'Brien \"; DROP TABLE spans; --", "a\u2028b", " x ", "Zoë 👩‍🚀"):
        with project.begin_import("test") as incoming:
            incoming.add([work(FIRST, who, span(f"s{who}", FIRST, 0, 3))])
        span_id = tag(project, 4, 9, who=who)
        assert spans_of(project, who=who).keys() == {f"s{who}", span_id}
        project.undo(who)
        assert spans_of(project, who=who).keys() == {f"s{who}"}
    assert project.check() == []
