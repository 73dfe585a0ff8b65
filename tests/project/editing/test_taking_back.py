"""Imports, removed articles and single changes: taken back, made again, and nothing is lost."""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import closing

import msgspec
import pytest

from annotator.annotation.adjudication.decisions import Settle
from annotator.annotation.answering import AcceptSuggestions
from annotator.annotation.assigning import SetAssignments
from annotator.annotation.changes import Direction
from annotator.annotation.edits import (
    AddLabel,
    AddLink,
    AddSpan,
    FlagSpans,
    RelabelSpans,
    RemoveLabel,
    RemoveSpans,
    SetLabel,
    SetNote,
    SetStatus,
)
from annotator.annotation.records import Attribute, Label, Link, Status, Suggestion
from annotator.errors import CancelledError, RuleError
from annotator.progress import Throttle, listening
from annotator.project import NextStep, Project, is_url
from annotator.words import say
from tests.project.driver import start
from tests.project.making import FIRST, SECOND, TEXTS, article, dump, raw, span, spans_of, tag, work

MORE = "More text 👩‍🚀 here."
LONG = "A longer text, with “a quote” in it, and more."


def more(*spans, who="z", name="more", text=MORE, **fields):
    """Work on an article that is not in the project yet."""
    record = article(name, text)
    return msgspec.structs.replace(record, annotator=who, spans=tuple(spans), **fields)


def more_span(name="m", label="claim", start=0, end=4, text=MORE):
    return msgspec.structs.replace(span(name, "more", start, end, text), label=label)


def suggested(label="claim", start=0, end=4, text=MORE):
    return Suggestion(
        article="", label=label, start=start, end=end, text=text[start:end], score=0.5, origin="p"
    )


def bring_in(project, *records, by="x", told=None, source="news.jsonl"):
    with project.begin_import(source, by) as incoming:
        signed = {one.article.id: b"signature" for one in records if one.article.id not in TEXTS}
        incoming.add(records, signed)
        incoming.finish(told)


def rich_import(project, by="x"):
    """An import with all that one can bring: also for an article that is there."""
    link = Link(id="l", type="cue", source="m", target="m2")
    across = Link(id="across", type="cue", source="m", target="f")
    bring_in(
        project,
        more(
            more_span(),
            more_span("m2", "fresh", 5, 9),
            status=Status.DONE,
            links=(link, across),
            suggestions=(suggested("other label"),),
        ),
        work(FIRST, "z", span("f", FIRST, 0, 3), status=Status.SKIPPED),
        work(SECOND, "newcomer", span("s", SECOND, 0, 3)),
        article("third", LONG, "The third"),
        by=by,
        told={"more": "one story", "third": "one story", FIRST: "one story"},
    )


def content(path):
    """Everything but history: what is there, however it came about."""
    skipped = ('INTO "changes"', 'INTO "change_events"', 'INTO "imports"')
    return [line for line in dump(path) if not any(one in line for one in skipped)]


def by_ids(path):
    """Everything but history, as sets of rows without keys that nobody sees."""
    if is_url(path):
        skipped = ("changes", "change_events", "imports", "links", "windows", "alembic_version")
        rows = [line for line in dump(path) if line.split(" ")[0] not in skipped]
        return {"rows": [row for row in rows if not row.startswith("info ('stories'")]}  # a mark
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return {
            "links": sorted(
                tuple(row)
                for row in connection.execute(
                    "SELECT l.id, l.type, s.id, t.id FROM links l JOIN spans s ON s.key = l.source"
                    " JOIN spans t ON t.key = l.target"
                )
            ),
            **{
                table: sorted(map(repr, map(tuple, connection.execute(f"SELECT * FROM {table}"))))
                for table in (
                    *("articles", "article_texts", "statuses", "readings", "spans", "fragments"),
                    *("stories", "signatures", "suggestions", "suggestion_answers", "decisions"),
                    *("assignments", "versions", "labels", "annotators", "gold"),
                )
            },
        }


def last_number(path):
    with raw(path) as connection:
        return connection.execute("SELECT max(number) FROM changes").fetchone()[0]


def work_on_it(project):
    """What people do with imported articles: spans, links, statuses, answers, gold, all of it."""
    tag(project, 0, 4, "more", "x")
    mine = tag(project, 5, 9, "more", "y")
    project.apply(SetNote(span=mine, note="why"), "y")
    project.apply(AddLink(type="cue", source=mine, target=tag(project, of=FIRST, who="y")), "y")
    gone = tag(project, 10, 12, "more", "y")
    project.apply(RemoveSpans(spans=(gone,)), "y")
    for who in ("x", "y"):
        project.apply(SetStatus(articles=("more",), status=Status.DONE), who)
    project.apply(Settle(article="more", start=0, end=9, accept=(mine,), reason="so"), "x")
    project.apply(SetAssignments(assigned={"more": ("x", "y"), "third": ("y",)}), "x")
    asked = project.open_article("y", "more").suggestions
    project.apply(AcceptSuggestions(suggestions=tuple(one.id for one in asked)), "y")
    project.save_reading("y", "more", caret=3, top=0, more_ms=500)


def test_undo_after_an_import_takes_the_import_back(project, path):
    """Not an older edit in another article; redo brings it in again, in every row."""
    tag(project)
    before = by_ids(path)
    rich_import(project)
    after = by_ids(path)
    assert project.undo_state("x").undo == "Import 2 articles from news.jsonl"
    step = project.step_edit("x", Direction.UNDONE)
    assert isinstance(step, NextStep)
    assert step.kind == "import"
    assert by_ids(path) == after  # it was only asked
    changes = project.undo("x")
    assert (changes.reloads, changes.direction) == (True, Direction.UNDONE)
    assert by_ids(path) == before
    assert project.check() == []
    assert str(project.undo_state("x").undo).startswith("Tag claim")
    assert project.redo("x").reloads
    assert by_ids(path) == after
    assert project.check() == []
    project.undo("x")
    assert by_ids(path) == before


def test_an_import_is_taken_back_after_a_restart(path):
    """And never by somebody else's undo."""
    with Project.open(path) as project:
        rich_import(project)
    with Project.open(path) as project:
        assert project.undo("y") is None
        assert project.undo("x").text == "Import 2 articles from news.jsonl"
        assert not project.has_article("more")


def test_an_import_of_the_command_line_is_nobodys_undo(project, path):
    """It is listed, and taken back from the history."""
    before = by_ids(path)
    rich_import(project, by=None)
    for who in ("x", "y", "z"):
        assert project.undo(who) is None
    entry = project.history()[0]
    assert (entry.annotator, entry.kind) == (None, "import")
    changes = project.take_back(entry.number, "y")
    assert changes.reloads
    assert by_ids(path) == before
    assert project.undo_state("y").undo == "Take back: Import 2 articles from news.jsonl"
    with pytest.raises(RuleError, match="taken back already"):
        project.take_back(entry.number, "y")
    assert project.why_not_taken_back(entry.number, "y") == "it has been taken back already"
    project.undo("y")
    assert project.has_article("more")
    project.redo("y")
    assert by_ids(path) == before
    assert project.check() == []


def test_the_work_of_others_goes_and_comes_back(project, path):
    """With all that hangs on it, with the undo of everybody, and the search index."""
    tag(project, 0, 3, SECOND, "y")
    before = by_ids(path)
    rich_import(project)
    work_on_it(project)
    while (reached := project.extend_search_index())[0] < reached[1]:
        pass
    worked, undo = by_ids(path), project.undo_state("y")
    number = next(one.number for one in project.history() if one.kind == "import")
    stake = project.at_stake(number, back=True)
    assert (stake.articles, stake.workers, stake.worked_on) == (2, ("x", "y"), 1)
    assert (stake.finished, stake.settled) == (1, 1)
    assert stake.spans == {"x": 1, "y": 2, "z": 2}
    project.take_back(number, "x")
    assert project.check() == []
    assert not project.has_article("more")
    assert project.open_article("y", FIRST).links == ()
    assert project.search("x", "longer").total == 0
    assert str(project.undo_state("y").undo).startswith("Tag claim")  # in an article that is there
    project.undo("x")
    assert by_ids(path) == worked
    assert project.check() == []
    assert project.undo_state("y") == undo
    while (reached := project.extend_search_index())[0] < reached[1]:
        pass
    assert project.search("x", "longer").total == 1
    texts = []
    while (changes := project.undo("y")) is not None:
        texts.append(str(changes.text))
    assert len(texts) == 9
    assert "Take back" not in " ".join(texts)
    while project.redo("y") is not None:
        pass
    assert project.check() == []
    del before


def test_undo_of_all_leads_to_the_first_state(project, path):
    """Everybody undoes everything, the import last."""
    first = by_ids(path)
    rich_import(project)
    work_on_it(project)
    for who in ("y", "x"):
        while project.undo(who) is not None:
            pass
    last = by_ids(path)
    for table in ("versions", "annotators", "readings", "gold"):  # stamps of y's span, newcomers
        last.pop(table), first.pop(table)
    assert last == first
    assert project.check() == []


def test_what_people_touched_in_older_articles_stays(project):
    """Of an import into an article that was there, only what nobody has touched goes."""
    bring_in(
        project,
        work(FIRST, "z", span("f1", FIRST, 0, 3), span("f2", FIRST, 4, 6), span("f3", FIRST, 7, 8)),
    )
    project.apply(SetNote(span="f1", note="mine"), "z")
    own = tag(project, 9, 11, FIRST, "z")
    project.apply(AddLink(type="cue", source=own, target="f2"), "z")
    project.undo("x")
    assert set(spans_of(project, FIRST, "z")) == {"f1", "f2", own}
    project.redo("x")
    assert set(spans_of(project, FIRST, "z")) == {"f1", "f2", "f3", own}


def test_what_is_there_again_is_not_brought_back_twice(project):
    """The same article imported once more: the older import cannot be made again, and says why."""
    rich_import(project)
    project.undo("x")
    bring_in(project, article("more", MORE), by="y")
    with pytest.raises(
        RuleError, match=r"article more is in the project again\. It was passed over"
    ):
        project.redo("x")
    assert project.check() == []
    project.undo("y")
    number = next(one.number for one in project.history() if one.kind == "import")
    assert project.why_not_taken_back(number, "x") is not None


def test_labels_and_annotators_that_are_used_stay(project):
    """A label that came with an import and is used in another article by now."""
    rich_import(project)
    fresh = next(one.id for one in project.labels() if one.name == "fresh")
    project.apply(AddSpan(article=SECOND, label=fresh, ranges=((0, 2),)), "newcomer")
    project.undo("x")
    assert [one.name for one in project.labels()] == ["claim", "quote", "fresh"]
    assert project.annotators() == ["x", "y", "newcomer"]
    project.redo("x")
    assert [one.name for one in project.labels()] == ["claim", "quote", "fresh", "other label"]
    assert project.check() == []


def test_removed_articles_come_back(project, path):
    """As one step, with everybody's work, keys and order as before."""
    rich_import(project, by=None)
    work_on_it(project)
    before = by_ids(path)
    order = project.article_ids(project.index("x"))
    stake = project.removal_at_stake(["more", FIRST])
    assert (stake.articles, stake.finished, stake.settled) == (2, 1, 1)
    assert stake.spans == {"x": 1, "y": 3, "z": 3}
    changes = project.remove_articles(["more", FIRST], "x")
    assert (changes.text, changes.reloads) == ("Remove 2 articles", True)
    assert project.article_ids(project.index("x")) == [SECOND, "third"]
    assert project.check() == []
    assert project.undo_state("x").undo == "Remove 2 articles"
    project.undo("x")
    assert by_ids(path) == before
    assert project.article_ids(project.index("x")) == order
    project.redo("x")
    assert project.article_ids(project.index("x")) == [SECOND, "third"]
    project.undo("x")
    assert by_ids(path) == before
    assert project.check() == []


@pytest.mark.parametrize("after", [0, 2, 5])
def test_taking_an_import_back_can_be_stopped_and_is_then_not_begun(project, path, after):
    """The same with bringing it back; and how far it is rises to all there is."""
    rich_import(project)

    def stop(work):
        asked = iter(range(after + 1))
        throttle = Throttle(say("stopped"), None, lambda: next(asked, None) is None)
        before = dump(path)
        with listening(throttle), pytest.raises(CancelledError):
            work("x")
        assert dump(path) == before

    stop(project.undo)
    told = []
    with listening(Throttle(say("stopped"), lambda *at: told.append(at))):
        project.undo("x")
    assert told == sorted(told)
    assert all(done <= total for done, total in told)
    stop(project.redo)
    project.redo("x")
    assert project.check() == []


def test_keys_that_were_given_away_are_no_trouble(project, path):
    """The last article is removed, another one gets its key, the first comes back beside it."""
    bring_in(project, more(more_span(), suggestions=(suggested(),)), by=None)
    mine = tag(project, 5, 9, "more", "y")
    project.remove_articles(["more"], "x")
    bring_in(project, more(more_span("n"), name="other", suggestions=(suggested(),)), by=None)
    tag(project, 5, 9, "other", "y")
    project.undo("x")
    assert project.check() == []
    assert set(spans_of(project, "more", "y")) == {mine}
    assert set(spans_of(project, "more", "z")) == {"m"}
    assert set(spans_of(project, "other", "z")) == {"n"}
    assert [one.start for one in project.open_article("y", "more").suggestions] == [0]
    assert project.statistics().articles == 4


def test_a_label_that_went_meanwhile_is_named(project):
    """Removed articles cannot come back without a label that their spans have."""
    tag(project, who="y")
    project.remove_articles([FIRST], "x")
    project.apply(RemoveLabel(label="claim"), "y")
    with pytest.raises(RuleError, match=r"its label claim is no longer there\. It was passed over"):
        project.undo("x")
    number = next(one.number for one in project.history() if one.kind == "removal")
    project.undo("y")
    assert project.why_not_taken_back(number, "x") is None
    project.take_back(number, "x")
    assert project.has_article(FIRST)
    assert project.check() == []


def test_what_a_label_no_longer_allows_is_refused(project):
    """A label that was changed while the article was away: nothing comes back that breaks it."""
    label = project.labels()[0]
    kind = Attribute(name="kind", kind="choice", values=("a", "b"))
    project.apply(SetLabel(label=msgspec.structs.replace(label, attributes=(kind,))), "y")
    project.apply(
        AddSpan(article=FIRST, label="claim", ranges=((0, 3),), attributes={"kind": "a"}), "x"
    )
    project.remove_articles([FIRST], "x")
    other = Attribute(name="kind", kind="yes/no")
    project.apply(SetLabel(label=msgspec.structs.replace(label, attributes=(other,))), "y")
    with pytest.raises(RuleError, match="its label claim was changed"):
        project.undo("x")
    assert not project.has_article(FIRST)
    project.undo("y")
    number = next(one.number for one in project.history() if one.kind == "removal")
    project.take_back(number, "x")
    assert len(spans_of(project)) == 1
    assert project.check() == []


def test_a_backup_is_made_before(project, path, monkeypatch, tmp_path):
    """Before articles are removed, and before much or somebody's work is taken back."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = []
    back_up = Project.back_up

    def counted(self, why):
        made.append(why)
        return back_up(self, why)

    monkeypatch.setattr(Project, "back_up", counted)
    rich_import(project)
    project.undo("x")
    project.redo("x")
    assert made == []  # nobody has worked on it, and it is small
    tag(project, 0, 4, "more", "y")
    project.undo("x")
    assert made == ["removal"]
    project.redo("x")
    project.remove_articles(["more"], "x")
    assert made == ["removal"] * 2
    assert len(list((tmp_path / "data").rglob("*.annotator"))) == 2


def test_killed_while_an_import_is_taken_back_or_made_again(project, path):
    """Ten times killed: it is there in full or not at all, and the last that was said holds."""
    bring_in(project, *(article(f"many{n}", f"Text {n}.") for n in range(300)))
    rich_import(project)
    there = by_ids(path)
    project.undo("x")
    away = by_ids(path)
    project.redo("x")
    project.close()
    chance = random.Random(3)
    for _ in range(10):
        process = start(path, "take back", "x")
        try:
            assert process.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0, 0.3))
        finally:
            process.kill()
        said = [line.strip() for line in process.stdout if line.endswith("\n")]
        process.stdout.close()
        process.stdin.close()
        assert process.wait() == -9
        with Project.open(path) as opened:
            assert opened.check() == []
            is_there = opened.undo_state("x").redo is None
            assert by_ids(path) == (there if is_there else away)
            if not is_there:
                opened.redo("x")
        assert by_ids(path) == there
        assert said == [("undone", "redone")[n % 2] for n in range(len(said))]


# -- one change by itself ------------------------------------------------------------------------


def test_one_change_is_taken_back_by_itself(project):
    """Whatever was done since elsewhere; it is a change of its own, which undo takes back."""
    first, second = tag(project), tag(project, 4, 7)
    number = project.history()[1].number
    changes = project.take_back(number, "x")
    assert str(changes.text).startswith("Take back: Tag claim")
    assert [step.before.id for step in changes.delta.spans] == [first]
    assert changes.delta.statuses == ()  # there is another span: it stays in progress
    assert set(spans_of(project)) == {second}
    assert project.why_not_taken_back(number, "x") == "it has been taken back already"
    project.undo("x")
    assert set(spans_of(project)) == {first, second}
    assert project.why_not_taken_back(number, "x") is None
    project.redo("x")
    taker = project.history()[0].number
    again = project.take_back(taker, "x")
    assert str(again.text).startswith("Make again: Tag claim")
    assert set(spans_of(project)) == {first, second}
    assert project.why_not_taken_back(number, "x") is None
    assert project.check() == []


def test_the_only_span_takes_its_status_along(project):
    """Taking back the first tag of an article makes it new again; a done one stays done."""
    tag(project)
    tag(project, 4, 7, SECOND)
    project.apply(SetStatus(articles=(SECOND,), status=Status.DONE), "x")
    first, second = project.history()[2].number, project.history()[1].number
    project.take_back(first, "x")
    assert project.open_article("x", FIRST).status is Status.NEW
    project.take_back(second, "x")
    assert project.open_article("x", SECOND).status is Status.DONE


def test_what_came_later_is_named(project):
    """The reason says which change has to be taken back first."""
    one = tag(project)
    number = project.history()[0].number
    project.apply(RelabelSpans(spans=(one,), label="quote"), "x")
    project.apply(SetNote(span=one, note="n"), "x")
    why = str(project.why_not_taken_back(number, "x"))
    assert why.startswith("“Note on quote")
    assert why.endswith("by x came after it; take that back first")
    with pytest.raises(RuleError, match="came after it"):
        project.take_back(number, "x")
    other = tag(project, 4, 7)
    linked = project.history()[0].number
    project.apply(AddLink(type="cue", source=one, target=other), "x")
    assert "Link cue" in project.why_not_taken_back(linked, "x")


def test_own_work_is_taken_back_by_nobody_else(project):
    """A shared thing is: a label; a span of another annotator is not."""
    tag(project)
    why = project.why_not_taken_back(project.history()[0].number, "y")
    assert why == "it is x’s own work, which only x can take back"
    project.apply(AddLabel(label=Label(id="n", name="n", colour="#777777")), "x")
    project.take_back(project.history()[0].number, "y")
    assert [one.name for one in project.labels()] == ["claim", "quote"]
    with pytest.raises(RuleError, match="passed over"):
        project.undo("x")


def test_undone_changes_are_not_taken_back(project):
    """They are not in force."""
    tag(project)
    number = project.history()[0].number
    project.undo("x")
    assert project.why_not_taken_back(number, "x") == "it is undone already"


# -- merging --------------------------------------------------------------------------------------


def test_packs_bring_everything_in_after_an_import_was_taken_back(project, path, tmp_path):
    """Import, pack, take back, import, merge the pack again, exchange both ways: all equal."""
    bring_in(project, more(more_span()), article("third", LONG), by=None)
    project.add_annotator("z")
    project.pack(tmp_path / "z.annotator", "z", ["more", "third", FIRST])
    with Project.open(tmp_path / "z.annotator") as pack:
        pack.apply(SetNote(span="m", note="kept"), "z")
        kept = tag(pack, 5, 9, "more", "z")
        gone = tag(pack, 0, 3, FIRST, "z")
        pack.apply(SetStatus(articles=("more",), status=Status.DONE), "z")
        project.merge(pack)
        pack.apply(RemoveSpans(spans=(gone,)), "z")
        project.merge(pack)
        here = tag(project, 10, 12, "more", "z")
        project.apply(RemoveSpans(spans=(here,)), "z")
        project.apply(FlagSpans(spans=(kept,), flagged=True), "z")
        number = next(one.number for one in project.history() if one.kind == "import")
        project.take_back(number, "x")
        with raw(path) as connection:
            left = {row[0] for row in connection.execute("SELECT id FROM versions")}
        assert left.isdisjoint({"m", kept, here, "z\nmore"})
        pack.merge(project)  # nothing is lost in the other copy
        assert set(spans_of(pack, "more", "z")) == {"m", kept}
        assert pack.open_article("z", "more").status is Status.DONE
        bring_in(project, more(more_span()), article("third", LONG), by="x")
        project.merge(pack)
        pack.merge(project)
        for of in ("more", "third", FIRST):
            assert spans_of(project, of, "z") == spans_of(pack, of, "z")
            mine, theirs = project.open_article("z", of), pack.open_article("z", of)
            assert (mine.status, mine.links) == (theirs.status, theirs.links)
        assert spans_of(project, "more", "z")["m"].note == "kept"
        assert project.conflicts() == pack.conflicts() == []


def test_removed_articles_spread_no_removal(project, path, tmp_path):
    """A copy that has them keeps them; what comes back here is as it was, stamps and all."""
    one = tag(project)
    project.apply(SetNote(span=one, note="n"), "x")
    project.apply(SetStatus(articles=(FIRST,), status=Status.DONE), "x")
    project.pack(tmp_path / "x.annotator", "x")
    before = by_ids(path)
    assert before["versions"]
    project.remove_articles([FIRST], "y")
    assert by_ids(path)["versions"] == []
    with Project.open(tmp_path / "x.annotator") as pack:
        pack.merge(project)
        assert set(spans_of(pack)) == {one}
        project.undo("y")
        assert by_ids(path) == before
        project.merge(pack)
        pack.merge(project)
        assert spans_of(project) == spans_of(pack)
        assert project.conflicts() == []
    assert by_ids(path) == before
    assert set(TEXTS) == {FIRST, SECOND}
