"""From a real project to the report, and the report to files."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import msgspec
import orjson
import pytest

from annotator.agreement.figures import Report, Settings
from annotator.agreement.measures.input import Corpus
from annotator.agreement.report.report import compute, to_json
from annotator.annotation.edits import AddSpan, MarkWork, SetLabel, SetStatus
from annotator.annotation.records import Annotated, Article, Link, Span, Status, make_fragments
from annotator.errors import AnnotatorError, CancelledError, ProjectError
from annotator.exchange import ImportOptions, agreeing, bring_in
from annotator.exchange.agreeing import ReportMemory, report_of
from annotator.exchange.reports import excerpts, write_figures, write_report
from annotator.project import Project
from annotator.project.letters import letters, letters_of
from annotator.resources import resource
from benchmarks.corpora import from_annotated
from tests.agreement.making import counted_blocks
from tests.exchange.projects import make

TEXT = "The mayor said that the ferry would not sail again before the end of May."
QUICK = Settings(replicates=20)


def work(
    article: str, annotator: str, *spans: tuple[str, int, int], status: Status = Status.DONE,
    gold: bool = False,
) -> Annotated:  # fmt: skip
    found = tuple(
        Span(
            id=f"{article}-{annotator}-{n}",
            article=article,
            annotator=annotator,
            label=label,
            fragments=make_fragments(TEXT, ((start, end),)),
        )
        for n, (label, start, end) in enumerate(spans)
    )
    return Annotated(
        article=Article(id=article, text=TEXT, title=f"About {article}"),
        annotator=annotator,
        status=status,
        spans=found,
        gold=gold,
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make(
        tmp_path / "team.annotator",
        [
            work("one", "ann", ("claim", 0, 9), ("entity", 4, 9)),
            work("one", "ben", ("claim", 0, 14)),
            work("two", "ann", ("quote", 20, 40)),
            work("two", "ben", ("quote", 20, 40), status=Status.IN_PROGRESS),
            work("three", "ann"),
            work("three", "ben", ("quote", 5, 10)),
            work("four", "gold", ("quote", 5, 10), gold=True),
        ],
    )


@pytest.fixture
def sample(tmp_path: Path) -> Project:
    made = make(tmp_path / "sample.annotator")
    bring_in(made, [str(resource("samples/news.jsonl"))], ImportOptions())
    return made


def test_only_what_is_done_counts(project: Project) -> None:
    report = report_of(project, QUICK)
    assert report.annotators == ("ann", "ben")
    assert (report.articles_total, report.articles_compared) == (4, 2)
    assert report.labels["quote"].spans == {"ann": 0, "ben": 1}
    assert list(report.labels) == [label.name for label in project.labels()]


def corpus_read_from(project: Project, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """Return what the report of a project is computed from."""
    found: list[Corpus] = []

    def keeping(corpus: Corpus, *rest: Any, **more: Any) -> Report:
        found.append(corpus)
        return compute(corpus, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(agreeing, "compute", keeping)
        report_of(project, QUICK)
    return found[0]


def test_the_report_is_that_of_the_export(sample: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lean way of reading finds what the export does, links and attributes among it."""
    labels = [label.name for label in sample.labels()]
    exported = from_annotated(sample.export(), labels=labels)
    corpus = corpus_read_from(sample, monkeypatch)
    assert corpus.digest() == exported.digest()
    assert (corpus.span_ids, corpus.links) == (exported.span_ids, exported.links)
    assert corpus.attributes == exported.attributes
    assert corpus.titles == exported.titles
    memory = ReportMemory()
    mine = report_of(sample, QUICK, memory=memory)
    theirs = compute(exported, QUICK, tokens=memory.tokens)
    mine, theirs = (
        msgspec.structs.replace(one, over_time=(), undefined={}) for one in (mine, theirs)
    )
    assert to_json(mine) == to_json(theirs)
    assert mine.links
    assert mine.annotators == ("ana", "ben", "chloe")


def test_links_are_those_of_work_that_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = work("one", "ann", ("quote", 0, 9), ("entity", 10, 14))
    link = Link(id="l", type="speaker", source="one-ann-0", target="one-ann-1")
    other = work("two", "ann", ("quote", 0, 9), ("entity", 10, 14), status=Status.IN_PROGRESS)
    unfinished = Link(id="m", type="speaker", source="two-ann-0", target="two-ann-1")
    made = make(
        tmp_path / "p.annotator",
        [
            msgspec.structs.replace(one, links=(link,)),
            msgspec.structs.replace(other, links=(unfinished,)),
        ],
    )
    (found,) = corpus_read_from(made, monkeypatch).links
    assert (found.type, found.source, found.target) == ("speaker", "one-ann-0", "one-ann-1")


def test_when_it_was_done_is_when_the_status_was_set(project: Project) -> None:
    before = report_of(project, QUICK)
    (period,) = before.over_time
    assert period.articles == 2
    assert len(period.period) == len("2026-11-20")


def test_gold_counts_only_when_it_is_named(project: Project) -> None:
    assert "gold" not in report_of(project, QUICK).annotators
    assert report_of(project, QUICK, annotators=["ann", "gold"]).annotators == ("ann", "gold")


def test_labels_and_annotators_are_chosen(project: Project) -> None:
    report = report_of(project, QUICK, labels=["claim"], annotators=["ann"])
    assert list(report.labels) == ["claim"]
    assert report.annotators == ("ann",)
    assert report.articles_compared == 0
    with pytest.raises(ProjectError, match="there is no label nope; there are: claim, quote"):
        report_of(project, labels=["nope"])
    with pytest.raises(ProjectError, match="there is no annotator nope; there are: ann, ben"):
        report_of(project, annotators=["nope"])


def test_a_renamed_label_is_called_by_its_name(project: Project) -> None:
    (claim,) = [label for label in project.labels() if label.name == "claim"]
    project.apply(SetLabel(label=msgspec.structs.replace(claim, name="assertion")), "ann")
    report = report_of(project, QUICK)
    assert "claim" not in report.labels
    assert report.labels["assertion"].spans == {"ann": 1, "ben": 1}


def test_only_what_changed_is_computed_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = ReportMemory()
    first = report_of(project, QUICK, memory=memory, with_gamma=True)
    computed, gammas = counted_blocks(monkeypatch), dict(memory.gammas)
    assert report_of(project, QUICK, memory=memory, with_gamma=True) == first
    assert not computed
    assert all(memory.gammas[key] is one for key, one in gammas.items())
    project.apply(SetStatus(articles=("two",), status=Status.DONE), "ben")
    second = report_of(project, QUICK, memory=memory, with_gamma=True)
    assert second.articles_compared == 3
    assert second == report_of(project, QUICK, with_gamma=True)
    kept = [key for key in gammas if memory.gammas.get(key) is gammas[key]]
    assert len(kept) == 2
    assert len(memory.gammas) == 3


def test_gamma_is_computed_when_asked_for(project: Project) -> None:
    without = report_of(project, QUICK)
    assert without.overall.gamma is None
    assert without.undefined["overall.gamma"] == "not asked for"
    found = report_of(project, QUICK, with_gamma=True)
    assert found.overall.gamma is not None
    assert found.overall.gamma <= 1
    nobody = report_of(project, QUICK, with_gamma=True, annotators=["ann"])
    assert nobody.overall.gamma is None
    assert "two annotators" in nobody.undefined["overall.gamma"]


@pytest.mark.parametrize("with_gamma", [False, True])
def test_progress_rises_to_the_end(sample: Project, with_gamma: bool) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))

    report_of(sample, QUICK, with_gamma=with_gamma, progress=progress)
    assert told
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1]
    assert len({total for _, total in told}) == 1


@pytest.mark.parametrize("with_gamma", [False, True])
def test_it_can_be_stopped_anywhere(sample: Project, with_gamma: bool) -> None:
    asked = 0

    def count() -> bool:
        nonlocal asked
        asked += 1
        return False

    report_of(sample, QUICK, with_gamma=with_gamma, cancelled=count)
    assert asked >= 2
    for stop in {1, asked // 2, asked}:
        left = stop

        def cancelled() -> bool:
            nonlocal left
            left -= 1
            return left <= 0

        with pytest.raises(CancelledError):
            report_of(sample, QUICK, with_gamma=with_gamma, cancelled=cancelled)


def test_blind_shows_letters_and_the_same_figures(sample: Project) -> None:
    named, blind = report_of(sample, QUICK), report_of(sample, QUICK, blind=True)
    assert blind.annotators == ("A", "B", "C")
    shown = to_json(blind).decode()
    for name in ("ana", "ben", "chloe"):
        assert f'"{name}"' not in shown
    assert blind.overall.u_alpha_micro.value == pytest.approx(named.overall.u_alpha_micro.value)
    called = letters_of(sample, QUICK.seed)
    spans = named.labels["claim"].spans
    assert blind.labels["claim"].spans == {called[who]: n for who, n in spans.items()}


def test_letters_do_not_follow_the_names() -> None:
    names = [f"annotator {n}" for n in range(30)]
    called = letters(names)
    assert called == letters(names[::-1])
    assert sorted(called.values(), key=lambda one: (len(one), one))[:2] == ["A", "B"]
    assert {"Z", "AA", "AD"} <= set(called.values())
    assert [called[name] for name in names] != sorted(called.values())
    assert called != letters(names, 1)


def test_excerpts_show_the_disputed_text(project: Project) -> None:
    report = report_of(project, QUICK)
    found = excerpts(project, report.disagreements)
    assert len(found) == len(report.disagreements)
    for one, excerpt in zip(report.disagreements, found, strict=True):
        assert excerpt.text == TEXT[one.start : one.end]
        assert TEXT.startswith(excerpt.before[-5:].lstrip("…")) or excerpt.before[-5:] in TEXT
    assert len(excerpts(project, report.disagreements, 1)) == 1


@pytest.mark.parametrize("kind", ["html", "json", "csv"])
def test_files_are_the_same_bytes_for_the_same_project_and_seed(
    project: Project, tmp_path: Path, kind: str
) -> None:
    made = []
    for name in ("a", "b"):
        with Project.open(project.location) as again:
            write_report(again, report_of(again), tmp_path / name, kind)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    stream = io.BytesIO()
    write_report(project, report_of(project), stream, kind)
    assert stream.getvalue() == made[0]
    assert made[0].endswith(b"\n") or kind == "html"
    other = io.BytesIO()
    write_report(project, report_of(project, Settings(replicates=0)), other, kind)
    assert other.getvalue() != made[0]


def test_texts_are_left_out_unless_asked_for(project: Project) -> None:
    report = report_of(project, QUICK)
    for kind in ("html", "json", "csv"):
        plain, full = io.BytesIO(), io.BytesIO()
        write_report(project, report, plain, kind)
        write_report(project, report, full, kind, with_text=True)
        assert b"mayor" not in plain.getvalue()
        assert (b"mayor" in full.getvalue()) is (kind != "csv")
    made = io.BytesIO()
    write_report(project, report, made, "json", with_text=True)
    for one in orjson.loads(made.getvalue())["disagreements"]:
        assert one["text"] == TEXT[one["start"] : one["end"]]


def test_a_report_does_not_take_the_place_of_a_project(project: Project, tmp_path: Path) -> None:
    report = report_of(project, QUICK)
    before = Path(project.location).read_bytes()
    for out in (project.location, str(tmp_path / "other.annotator")):
        with pytest.raises(ProjectError):
            write_report(project, report, out, "html")
    assert Path(project.location).read_bytes() == before
    assert not (tmp_path / "other.annotator").exists()


def test_an_edit_while_it_is_read_does_not_show(project: Project) -> None:
    with_edit = project.done_work()
    first = next(with_edit)
    edit = AddSpan(id="new", article="three", label="claim", ranges=((0, 3),))
    project.apply(edit, "ann")
    assert "new" not in {span.id for span in first.spans}
    assert list(with_edit) == []
    assert "new" in {span.id for part in project.done_work() for span in part.spans}


@pytest.mark.parametrize("what", ["label", "annotator"])
def test_names_that_change_while_the_work_is_read_are_noticed(project: Project, what: str) -> None:
    """Labels and people are read beside the work: a report of both would be of no moment at all."""
    done: list[int] = []

    def progress(*_: int) -> None:
        if done:
            return
        done.append(1)
        with Project.open(project.location) as other:
            if what == "annotator":
                other.add_annotator("zoe")
            else:
                label = other.labels()[0]
                renamed = msgspec.structs.replace(label, name="statement")
                assert other.apply(SetLabel(label=renamed), "ana") is not None

    with pytest.raises(ProjectError, match="changed while it was read; try again"):
        report_of(project, QUICK, blind=True, progress=progress)
    assert report_of(project, QUICK, blind=True).labels


def test_article_labels_are_measured_under_a_key_of_their_own(tmp_path):
    """Texts are not; letters stand for names; HTML and CSV have the same figures."""
    import json

    from annotator.annotation.edits import SetArticleValue, SetStatus
    from annotator.annotation.records import Status
    from annotator.exchange.agreeing import report_of
    from annotator.exchange.reports import write_report
    from tests.annotation.edits.test_article_values import ARTICLE_LABELS
    from tests.project.making import TEXTS, make

    with make(tmp_path / "p.annotator") as project:
        project.add_labels(ARTICLE_LABELS)
        votes = {"x": ("war", "peace"), "y": ("war", "war")}
        for who, topics in votes.items():
            for article, topic in zip(TEXTS, topics, strict=True):
                for label, value in (("topic", topic), ("note", f"{who} {topic}")):
                    edit = SetArticleValue(articles=(article,), label=label, value=value)
                    project.apply(edit, who)
            project.apply(SetStatus(articles=tuple(TEXTS), status=Status.DONE), who)
        report = report_of(project)
        for kind in ("json", "html", "csv"):
            write_report(project, report, tmp_path / f"r.{kind}", kind)
        plain = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
        assert list(plain["article_labels"]) == ["topic", "genres", "good"]
        topic = plain["article_labels"]["topic"]
        assert (topic["said"], topic["articles"], topic["equal"]) == ({"x": 2, "y": 2}, 2, 1)
        assert topic["alpha"]["value"] == 0.0
        assert "no annotator used it" in plain["undefined"]["article_labels.good.alpha"]
        assert "Labels of whole articles" in (tmp_path / "r.html").read_text(encoding="utf-8")
        rows = (tmp_path / "r.csv").read_text(encoding="utf-8").splitlines()
        assert any(row.startswith("article label,topic,,,alpha,0.0,") for row in rows)
        blind = report_of(project, blind=True)
        assert set(blind.article_labels["topic"].said) == {"A", "B"}


def test_without_anybody_done_the_report_says_what_to_do_and_may_compare_all_work(
    tmp_path: Path,
) -> None:
    """An article of one annotator, and one that somebody skips, are no work to compare."""
    new = {"status": Status.NEW}
    records = [
        *(work("a0", who, ("claim", 0, 9), **new) for who in "xy"),
        *(work("a1", who, ("claim", 4, 9), **new) for who in "xyz"),
        work("a2", "x", ("claim", 0, 9), **new),
        work("a3", "x", ("claim", 0, 9), **new),
        work("a3", "y", ("claim", 0, 9), status=Status.SKIPPED),
    ]
    with make(tmp_path / "p.annotator", records) as project:
        report = report_of(project, QUICK)
        said = str(report.undefined["overall.u_alpha_micro"])
        assert said.startswith("2 articles have spans of two people, but nobody is done")
        assert str(report.caveats[0].text) == f"{said}."
        only = report_of(project, QUICK, annotators=["y", "z"])
        assert str(only.undefined["labels.claim.u_alpha"]).startswith("1 article has spans")
        everything = report_of(project, msgspec.structs.replace(QUICK, all_work=True))
        assert everything.articles_compared == 2
        assert everything.overall.f1_exact == 1.0
        assert project.unmarked_work() == {
            "x": ["a0", "a1", "a2", "a3"],
            "y": ["a0", "a1"],
            "z": ["a1"],
        }
        marked = project.apply(MarkWork(work={"x": ("a0", "a1")}, status=Status.DONE), "z")
        assert marked is not None
        assert str(marked.text) == "Mark 2 articles done for 1 annotator"
        said = str(report_of(project, QUICK).undefined["overall.u_alpha_micro"])
        assert "no two are done with the same one" in said
        project.apply(MarkWork(work={"y": ("a1",)}, status=Status.DONE), "z")
        assert report_of(project, QUICK).articles_compared == 1
        project.undo("z")
        project.undo("z")
        assert project.unmarked_work()["x"] == ["a0", "a1", "a2", "a3"]


def test_the_report_is_about_the_articles_that_are_asked_for(tmp_path: Path) -> None:
    records = [work(f"a{n}", who, ("claim", 0, 9)) for n in range(3) for who in "xy"]
    with make(tmp_path / "p.annotator", records) as project:
        report = report_of(project, QUICK, only={"a1", "a2", "no such"})
    assert (report.articles_total, report.articles_compared) == (2, 2)


def test_each_is_compared_with_gold_where_something_is_settled(tmp_path: Path) -> None:
    """Gold itself is not among those who are compared; who has nothing settled is left out."""
    project = make(
        tmp_path / "gold.annotator",
        [
            work("one", "ann", ("claim", 0, 9), ("claim", 20, 30)),
            work("one", "ben", ("claim", 0, 9)),
            work("one", "gold", ("claim", 0, 9), ("quote", 40, 50), gold=True),
            work("two", "ann", ("quote", 20, 40)),
            work("two", "cem", ("quote", 20, 40)),
        ],
    )
    report = report_of(project, QUICK)
    assert report.annotators == ("ann", "ben", "cem")
    assert report.articles_compared == 2
    ann, ben = report.gold
    assert (ann.annotator, ann.articles, ann.all.spans, ann.all.gold) == ("ann", 1, 2, 2)
    assert (ann.all.exact.precision.value, ben.all.exact.precision.value) == (0.5, 1)
    assert report.undefined["gold.0.labels.quote.exact.precision"] == (
        "the annotator marked nothing of it"
    )
    again = report_of(project, QUICK, annotators=["ben", "gold"])
    assert again.annotators == ("ben", "gold")
    assert [one.annotator for one in again.gold] == ["ben"]
    hidden = report_of(project, QUICK, without=["one"])
    assert hidden.gold == ()
    assert {one.annotator for one in report_of(project, QUICK, blind=True).gold} <= {"A", "B", "C"}
    parsed = orjson.loads(to_json(report))
    assert parsed["gold"][1]["all"]["exact"]["recall"]["value"] == 0.5


def test_tokens_are_those_of_the_texts_and_read_once(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = ReportMemory()
    report = report_of(project, QUICK, memory=memory)
    assert report.labels["claim"].kappa_tokens is not None
    words = len(TEXT.split()) + 1  # the full stop
    assert {len(one) for one in memory.tokens.values()} == {words}
    monkeypatch.setattr(Project, "texts", lambda *_: pytest.fail("read again"))
    assert to_json(report_of(project, QUICK, memory=memory)) == to_json(report)


def test_each_figure_is_a_file_of_its_own(project: Project, tmp_path: Path) -> None:
    report = report_of(project, QUICK)
    names = write_figures(project, report, tmp_path / "figures", lambda svg: b"PDF" + svg[:4])
    assert sorted(one.name for one in (tmp_path / "figures").iterdir()) == sorted(names)
    assert {"intervals.svg", "intervals.pdf", "pairs-alpha.svg"} <= set(names)
    with pytest.raises(AnnotatorError):
        write_figures(project, report, tmp_path / "figures", bytes)
    for kind in ("tex", "md"):
        write_report(project, report, tmp_path / f"tables.{kind}", kind)
        assert b"claim" in (tmp_path / f"tables.{kind}").read_bytes()


# -- what came from suggestions ----------------------------------------------------------------


def suggested_work(article: str, who: str, place: tuple[int, int], origin: str) -> Annotated:
    (record,) = (work(article, who, ("claim", *place), ("claim", 60, 66)),)
    first, second = record.spans
    spans = (msgspec.structs.replace(first, origin=origin), second)
    return msgspec.structs.replace(record, spans=spans)


@pytest.fixture
def half_blind(tmp_path: Path) -> Project:
    """Both take what is suggested in "a"; "b" they annotate without, and differ."""
    project = make(
        tmp_path / "p.annotator",
        [
            suggested_work("a", "ana", (0, 9), "marks 0.93"),
            suggested_work("a", "ben", (0, 9), "suggested:marks+tagger:0.90"),
            suggested_work("b", "ana", (0, 9), "manual"),
            suggested_work("b", "ben", (20, 30), "manual"),
        ],
    )
    both = ["ana", "ben"]
    project.set_assignments({"a": both, "b": both}, unaided={"b": both})
    return project


def test_a_pair_is_compared_with_and_without_suggestions(half_blind: Project) -> None:
    report = report_of(half_blind, QUICK)
    (pair,) = report.suggested
    assert (pair.a, pair.b, pair.articles) == ("ana", "ben", 2)
    assert pair.spans == {"ana": 4, "ben": 4}
    assert pair.suggested == {"ana": 1, "ben": 1}
    assert (pair.unaided.articles, pair.unaided.f1_exact) == (1, 0.5)
    assert (pair.aided.articles, pair.aided.f1_exact) == (1, 1.0)
    assert pair.aided.u_alpha == pytest.approx(1.0)
    alone = report_of(half_blind, QUICK, only={"b"})
    assert pair.unaided.u_alpha == pytest.approx(alone.pairs[0].u_alpha)
    plain = orjson.loads(to_json(report))
    assert plain["suggested"][0]["unaided"]["articles"] == 1
    html = io.BytesIO()
    write_report(half_blind, report, html, "html")
    assert "without suggestions" in html.getvalue().decode()


def test_names_are_hidden_there_as_well(half_blind: Project) -> None:
    (pair,) = report_of(half_blind, QUICK, blind=True).suggested
    assert {pair.a, pair.b} == {"A", "B"}
    assert set(pair.spans) == set(pair.suggested) == {"A", "B"}
    assert pair.unaided.articles == 1


def test_an_article_with_a_suggestion_was_not_annotated_without(half_blind: Project) -> None:
    """It may have been assigned so when somebody had begun; and one of two is not both."""
    both = ["ana", "ben"]
    half_blind.set_assignments({"a": both, "b": both}, unaided={"a": both, "b": ["ana"]})
    report = report_of(half_blind, QUICK)
    (pair,) = report.suggested
    assert (pair.unaided.articles, pair.aided.articles) == (0, 2)
    assert pair.unaided.u_alpha is None
    assert pair.aided.u_alpha == report.pairs[0].u_alpha


def test_where_nothing_was_suggested_nothing_is_said_of_it(project: Project) -> None:
    assert report_of(project, QUICK).suggested == ()
