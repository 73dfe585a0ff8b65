"""Any sequence of edits, imports, removals, undos, redos and single changes taken back."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from unittest import mock

import msgspec
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from annotator.annotation.adjudication.decisions import Settle
from annotator.annotation.answering import AcceptSuggestions, RejectSuggestions
from annotator.annotation.assigning import SetAssignments
from annotator.annotation.edits import (
    AddLink,
    AddSpan,
    RelabelSpans,
    RemoveLabel,
    RemoveSpans,
    SetLabel,
    SetNote,
    SetStatus,
)
from annotator.annotation.records import Annotated, Article, Link, Status, Suggestion
from annotator.errors import RuleError
from annotator.project import Project
from tests.project.making import span

WHO = st.sampled_from(["x", "y"])
SMALL = st.integers(0, 5)
TEXT = "A text that many import, with ten words in it."
ARTICLES = [f"i{number}" for number in range(4)]

_STATED = (
    "SELECT s.id, a.id, n.name, l.id, s.attributes, s.note, s.flagged, s.origin, s.created_at,"
    ' group_concat(f.start || "-" || f."end" || f.text) FROM spans s'
    " JOIN articles a ON a.key = s.article JOIN annotators n ON n.key = s.annotator"
    " JOIN labels l ON l.key = s.label JOIN fragments f ON f.span = s.key GROUP BY s.key",
    "SELECT a.id, a.title, a.meta, t.text FROM articles a"
    " JOIN article_texts t ON t.article = a.key",
    "SELECT l.id, l.type, s.id, t.id FROM links l JOIN spans s ON s.key = l.source"
    " JOIN spans t ON t.key = l.target",
    "SELECT a.id, n.name, s.status, s.flagged FROM statuses s JOIN articles a ON a.key = s.article"
    " JOIN annotators n ON n.key = s.annotator",
    "SELECT g.id, a.id, l.id, g.start, g.score FROM suggestions g"
    " JOIN articles a ON a.key = g.article JOIN labels l ON l.key = g.label",
    "SELECT g.id, n.name, w.answer FROM suggestion_answers w"
    " JOIN suggestions g ON g.key = w.suggestion JOIN annotators n ON n.key = w.annotator",
    "SELECT d.id, a.id, n.name, d.start, d.verdict, d.accepted, d.gold FROM decisions d"
    ' JOIN articles a ON a.key = d.article JOIN annotators n ON n.key = d."by"',
    "SELECT a.id, n.name FROM assignments s JOIN articles a ON a.key = s.article"
    " JOIN annotators n ON n.key = s.annotator",
    "SELECT a.id, s.story FROM stories s JOIN articles a ON a.key = s.article",
    "SELECT id, name, shortcut, guidelines FROM labels",
)


def stated(path):
    """What the project says, without the keys of rows and the times of changes."""
    with closing(sqlite3.connect(path)) as connection:
        return [sorted(map(repr, connection.execute(one))) for one in _STATED]


def record(number, who, small):
    """An article as a file may have it, with work, suggestions and a label of its own."""
    name = ARTICLES[number % len(ARTICLES)]
    made = msgspec.structs.replace(
        span(f"{name}-{who}-{small}", name, small, small + 3, TEXT),
        label=("claim", "quote", "fresh")[small % 3],
    )
    other = msgspec.structs.replace(made, id=f"{made.id}-b", label="claim")
    link = Link(id=f"{made.id}-l", type="cue", source=made.id, target=other.id)
    proposed = Suggestion(
        article="",
        label=("claim", "proposed")[small % 2],
        start=small,
        end=small + 2,
        text=TEXT[small : small + 2],
        score=0.5,
        origin="p",
    )
    return Annotated(
        article=Article(id=name, text=TEXT, title=name),
        annotator=who,
        status=(Status.NEW, Status.IN_PROGRESS, Status.DONE)[small % 3],
        spans=(made, other),
        links=(link,),
        suggestions=(proposed,),
    )


class AnyTakingBack(RuleBasedStateMachine):
    """Two annotators do anything; what is refused changes nothing."""

    template = None
    alone = False

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.template.copy(self.folder / "p.annotator")
        self.backups = mock.patch.object(Project, "back_up")  # slow, and tested elsewhere
        self.backups.start()
        self.project = Project.open(self.path)
        self.first = stated(self.path)

    def teardown(self):
        try:
            if self.alone:
                self.undo_of_all_leads_to_the_first_state()
        finally:
            self.backups.stop()
            self.project.close()
            shutil.rmtree(self.folder)

    def undo_of_all_leads_to_the_first_state(self):
        while self.project.redo("x") is not None:
            pass
        last = stated(self.path)
        while self.project.undo("x") is not None:
            assert self.project.check() == []
        assert stated(self.path) == self.first
        while self.project.redo("x") is not None:
            pass
        assert stated(self.path) == last
        assert self.project.check() == []

    def who(self, name):
        return "x" if self.alone else name

    def carry_out(self, work, *arguments):
        before = stated(self.path)
        try:
            return work(*arguments)
        except RuleError:
            assert stated(self.path) == before
            return None

    # -- steps ---------------------------------------------------------------------------------

    @rule(data=st.data(), who=WHO, a=SMALL, b=SMALL, with_story=st.booleans())
    def bring_in(self, data, who, a, b, with_story):
        records = [record(a, self.who(who), b), record(b, self.who(who), a)]
        by = self.who(who)

        def work():
            with self.project.begin_import("file", by) as incoming:
                incoming.add(records)
                told = {one.article.id: "story" for one in records} if with_story else None
                incoming.finish(told)

        self.carry_out(work)
        del data

    @rule(who=WHO, number=SMALL, many=st.booleans())
    def remove(self, who, number, many):
        there = self.project.article_ids(self.project.index("x"))
        if there:
            chosen = there if many else [there[number % len(there)]]
            self.carry_out(self.project.remove_articles, chosen, self.who(who))

    @rule(who=WHO, kind=SMALL, a=SMALL, b=SMALL)
    def edit(self, who, kind, a, b):
        edit = self.any_edit(self.who(who), kind, a, b)
        if edit is not None:
            self.carry_out(self.project.apply, edit, self.who(who))

    @rule(who=WHO, kind=SMALL, a=SMALL, b=SMALL)
    def edit_shared(self, who, kind, a, b):
        edit = self.shared_edit(self.who(who), kind, a, b)
        if edit is not None:
            self.carry_out(self.project.apply, edit, self.who(who))

    @rule(who=WHO, times=st.integers(1, 4))
    def undo(self, who, times):
        for _ in range(times):
            self.carry_out(self.project.undo, self.who(who))

    @rule(who=WHO, times=st.integers(1, 4))
    def redo(self, who, times):
        for _ in range(times):
            self.carry_out(self.project.redo, self.who(who))

    @rule(who=WHO, number=st.integers(0, 12))
    def take_back(self, who, number):
        entries = self.project.history(limit=number + 1)
        if not entries:
            return
        change, by = entries[-1].number, self.who(who)
        why = self.project.why_not_taken_back(change, by)
        done = self.carry_out(self.project.take_back, change, by)
        if why is not None:
            assert done is None

    @rule()
    def index(self):
        while (reached := self.project.extend_search_index())[0] < reached[1]:
            pass

    # -- which ---------------------------------------------------------------------------------

    def any_edit(self, who, kind, a, b):
        there = self.project.article_ids(self.project.index(who))
        if not there:
            return None
        article = there[a % len(there)]
        opened = self.project.open_article(who, article)
        spans = [one.id for one in opened.spans]
        label = self.project.labels()[b % len(self.project.labels())].id
        if kind == 0 or not spans:
            return AddSpan(article=article, label=label, ranges=((b, b + 2),))
        chosen = spans[b % len(spans)]
        return (
            RemoveSpans(spans=(chosen,)),
            RelabelSpans(spans=(chosen,), label=label),
            SetNote(span=chosen, note=f"n{a}"),
            AddLink(type="cue", source=chosen, target=spans[a % len(spans)]),
            SetStatus(articles=(article,), status=list(Status)[b % 4]),
        )[kind - 1]

    def shared_edit(self, who, kind, a, b):
        there = self.project.article_ids(self.project.index(who))
        if not there:
            return None
        article = there[a % len(there)]
        opened = self.project.open_article(who, article)
        labels = self.project.labels()
        label = labels[b % len(labels)]
        asked = tuple(one.id for one in opened.suggestions)
        spans = tuple(one.id for one in opened.spans)
        if kind in (0, 1) and asked:
            return (AcceptSuggestions if kind else RejectSuggestions)(suggestions=asked)
        if kind == 2 and len(labels) > 1:
            return RemoveLabel(label=label.id)
        if kind == 3:
            return SetLabel(label=msgspec.structs.replace(label, guidelines=f"g{a}"))
        if kind == 4:
            return SetAssignments(assigned={article: ("x", "y")[: b % 3]})
        return Settle(article=article, start=0, end=20, accept=spans[:2], reason="so")

    @invariant()
    def it_is_sound(self):
        assert self.project.check() == []


class Alone(AnyTakingBack):
    alone = True


def run(machine, template):
    machine.template = template
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes minutes
        ),
    )


def test_two_people(template):
    """After every step the project is sound, and what was refused has changed nothing."""
    run(AnyTakingBack, template)


def test_undo_of_all_gives_the_first_state(template):
    """Of one who works alone, whatever was done; and redo of all gives the last one."""
    run(Alone, template)
