"""The report as a whole: the documented example, what is undefined, intervals, JSON, memory."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from annotator.agreement.figures import Differences, Settings
from annotator.agreement.measures.alpha import article_sums, coincidence_alpha, micro_alpha
from annotator.agreement.measures.input import (
    ArticleData,
    LinkData,
    SpanData,
    build,
)
from annotator.agreement.measures.intervals import percentiles, replicate
from annotator.agreement.measures.sums import Memory, compute_sums
from annotator.agreement.report.report import compute, to_json
from annotator.errors import CancelledError, OffsetError, RuleError
from tests.agreement.making import corpus_of, counted_blocks

PLAIN = Settings(replicates=0)
DOCUMENT = Path(__file__).parents[3] / "docs" / "agreement.md"
ANN = [("claim", 2, 8), ("quote", 10, 15)]
BEN = [("claim", 4, 8)]


def drawn(articles=60, seed=3, names="abc"):
    """Draw articles in which annotators differ now and then."""
    chance = random.Random(seed)
    found = []
    for _ in range(articles):
        spans = [(chance.choice("xy"), p, p + chance.randrange(4, 15)) for p in range(0, 300, 30)]
        marked = {}
        for who in names:
            marked[who] = [
                (label, start + chance.choice((0, 0, 1)), end)
                for label, start, end in spans
                if chance.random() > 0.2
            ]
        found.append((330, marked))
    return found


def test_the_example_of_the_documentation():
    """Exactly the figures that docs/agreement.md works out by hand."""
    report = compute(corpus_of((20, {"ann": ANN, "ben": BEN})))
    claim, quote, overall = report.labels["claim"], report.labels["quote"], report.overall
    assert claim.u_alpha.value == pytest.approx(1 - 4 / (24000 / 1518), abs=1e-12)
    assert round(claim.u_alpha.value, 3) == 0.747
    assert round(claim.char_alpha, 3) == 0.740
    assert (claim.f1_exact, claim.f1_iou) == (0, 1)
    assert quote.u_alpha.value == pytest.approx(-0.1, abs=1e-12)
    assert round(quote.char_alpha, 3) == -0.114
    assert (quote.f1_exact, quote.f1_iou) == (0, 0)
    assert round(overall.u_alpha_micro.value, 3) == 0.438
    assert overall.u_alpha_macro == pytest.approx(0.3235, abs=1e-12)
    assert overall.f1_exact == 0
    assert round(overall.f1_iou, 3) == round(overall.f1_unlabelled, 3) == 0.667
    assert overall.differences == Differences(boundary=1, missed=1)
    assert [(d.kind, d.start, d.end, d.characters) for d in report.disagreements] == [
        ("missed", 10, 15, 5),
        ("boundary", 2, 8, 2),
    ]
    assert [(o.distance, o.starts, o.ends) for o in report.offsets] == [(0, 0, 1), (2, 1, 0)]
    assert report.pairs[0].confusion == ((1, 0, 0), (0, 0, 1), (0, 0, 0))
    assert claim.u_alpha.low is None
    written = DOCUMENT.read_text(encoding="utf-8")
    for row in ("| u-alpha | 0.747 | -0.100 |", "| character alpha | 0.740 | -0.114 |"):
        assert row in written


def test_what_is_undefined_is_null_and_says_why():
    corpus = corpus_of(
        (20, {"a": [("x", 0, 20)], "b": [("x", 0, 20)]}), (9, {"c": [("z", 0, 5)]}), labels=("y",)
    )
    report = compute(corpus)
    why = report.undefined
    assert report.labels["x"].u_alpha.value is None
    assert "every character" in why["labels.x.u_alpha"]
    assert report.labels["x"].f1_exact == 1
    assert why["labels.y.u_alpha"] == why["labels.z.f1_iou"] == "no annotator used it"
    assert "no article in common" in why["pairs.1.u_alpha"]
    assert why["overall.gamma"] == "not computed"
    parsed = json.loads(to_json(report))
    for path in why:
        value = parsed
        names = path.split(".")
        while names:
            value = value[int(names.pop(0))] if isinstance(value, list) else value[names.pop(0)]
        assert value is None or value["value"] is None, path


@pytest.mark.parametrize(
    "articles", [[], [(20, {"a": [("x", 0, 5)]})], [(5, {"a": []}), (5, {"b": []})]]
)
def test_fewer_than_two_annotators(articles):
    report = compute(corpus_of(*articles, labels=("x",)))
    assert report.articles_compared == 0
    assert report.overall.u_alpha_micro.value is None
    assert report.labels["x"].f1_exact is None
    assert "fewer than two annotators" in report.undefined["labels.x.u_alpha"]
    assert report.caveats[0].kind == "few annotators"
    json.loads(to_json(report))


def test_nothing_marked_and_an_empty_article():
    report = compute(corpus_of((20, {"a": [], "b": []}), (0, {"a": [], "b": []})))
    assert report.overall.f1_exact is None
    assert report.undefined["overall.u_alpha_micro"] == "no annotator marked anything"


def test_json_has_the_shape_of_the_contract():
    report = compute(corpus_of(*drawn(4), labels=("x", "y")))
    parsed = json.loads(to_json(report))
    assert parsed["schema"] == "annotator-agreement/1"
    assert parsed["settings"].items() >= {"seed": 0, "replicates": 1000, "iou": 0.5}.items()
    assert (parsed["annotators"], parsed["articles_total"]) == (["a", "b", "c"], 4)
    label = parsed["labels"]["x"]
    assert set(label["u_alpha"]) == {"value", "low", "high"}
    assert {"spans", "articles", "merged_spans", "char_alpha", "f1_exact", "f1_iou"} <= set(label)
    overall = {"u_alpha_micro", "u_alpha_macro", "f1_exact", "f1_iou", "f1_unlabelled", "gamma"}
    assert overall <= set(parsed["overall"])
    pair = {"a", "b", "articles", "u_alpha", "f1_exact", "f1_iou"}
    assert pair <= set(parsed["pairs"][0])
    assert {"id", "title", "u_alpha", "f1_exact"} <= set(parsed["per_article"][0])
    one = {"article", "start", "end", "kind", "spans"}
    assert one <= set(parsed["disagreements"][0])
    assert "undefined" in parsed


def test_the_same_work_in_any_order_gives_the_same_bytes():
    articles = drawn(30)
    data, spans = [], []
    for number, (length, marked) in enumerate(articles):
        data.append(ArticleData(f"d{number}", length, dict.fromkeys(marked, "")))
        for who, found in marked.items():
            for i, (label, start, end) in enumerate(found):
                spans.append(
                    SpanData(f"{number}-{who}-{i}", f"d{number}", who, label, ((start, end),))
                )
    first = to_json(compute(build(data, spans)))
    random.Random(1).shuffle(data)
    random.Random(2).shuffle(spans)
    assert to_json(compute(build(data, spans))) == first
    assert to_json(compute(build(data, spans), Settings(seed=1))) != first


def test_intervals_are_those_of_articles_drawn_one_by_one():
    """The matrix product against drawing articles, adding them up and computing alpha."""
    corpus = corpus_of(*drawn(12))
    sums = article_sums(compute_sums(corpus, 0.5), corpus.lengths)
    found = replicate(sums, lambda one: micro_alpha(one)[:, None], 40, seed=5)[:, 0]
    generator = np.random.Generator(np.random.PCG64(5))
    for value, chosen in zip(
        found, generator.integers(0, 12, (40, 12), dtype=np.int32), strict=True
    ):
        assert value == pytest.approx(float(micro_alpha(sums.rows(chosen).added())), abs=1e-12)
    report = compute(corpus, Settings(seed=5, replicates=40))
    low, high = np.percentile(found, [2.5, 97.5])
    assert report.overall.u_alpha_micro.low == pytest.approx(low)
    assert report.overall.u_alpha_micro.high == pytest.approx(high)


def test_intervals_cover_and_leave_out_undefined_replicates():
    report = compute(corpus_of(*drawn()))
    for figures in report.labels.values():
        assert figures.u_alpha.low < figures.u_alpha.value < figures.u_alpha.high
    low, high = percentiles(np.array([[0.0, np.nan], [1.0, np.nan], [np.nan, np.nan]]))
    assert (low[0], high[0]) == pytest.approx((0.025, 0.975))
    assert np.isnan(low[1])
    rare = [(50, {"a": [("z", 0, 5)], "b": [("z", 0, 6)]})] + [(50, {"a": [], "b": []})] * 9
    assert compute(corpus_of(*rare)).labels["z"].u_alpha.low is not None


def test_why_an_interval_has_no_limits():
    """A single article, no replicates, and a label in articles that no replicate drew."""
    both = {"a": [("x", 0, 5)], "b": [("x", 0, 5)]}
    rare = (50, {"a": [("z", 0, 5)], "b": [("z", 0, 6)]})
    common = [(50, both)] * 30
    path = "labels.z.u_alpha.low"

    def why(articles, replicates):
        report = compute(corpus_of(*articles), Settings(seed=1, replicates=replicates))
        assert report.labels["z"].u_alpha.value is not None
        assert report.labels["z"].u_alpha.low is None
        return report.undefined[path]

    assert why([*common, rare], 1) == "it was in none of the articles drawn"
    assert why([*common, rare], 0) == why([rare], 0)
    assert why([rare], 10) not in (why([*common, rare], 1), why([rare], 0))


def test_only_the_block_that_changed_is_computed_again(monkeypatch):
    computed = counted_blocks(monkeypatch)
    articles = drawn(400, names="ab")
    memory = Memory()
    corpus = corpus_of(*articles)
    assert len(corpus.blocks()) > 1
    first = compute(corpus, PLAIN, memory=memory)
    before = len(computed)
    assert to_json(compute(corpus, PLAIN, memory=memory)) == to_json(first)
    assert len(computed) == before
    articles[7][1]["a"][0] = ("x", 0, 1)
    changed = compute(corpus_of(*articles), PLAIN, memory=memory)
    assert len(computed) == before + 1
    assert to_json(changed) == to_json(compute(corpus_of(*articles), PLAIN)) != to_json(first)


@pytest.mark.parametrize("held", [1, 50, 10_000])
def test_blocks_make_no_difference(monkeypatch, held):
    corpus = corpus_of(*drawn(40))
    expected = to_json(compute(corpus))
    blocks = type(corpus).blocks
    monkeypatch.setattr(type(corpus), "blocks", lambda self: blocks(self, held))
    assert to_json(compute(corpus)) == expected


def test_matched_spans_of_later_blocks_keep_their_attributes(monkeypatch):
    data = [ArticleData(f"d{i}", 50, {"a": "", "b": ""}) for i in range(3)]
    spans = [
        SpanData(f"{i}{who}", f"d{i}", who, "x", ((0, 5 + i),), {f"name{i}": who})
        for i in range(3)
        for who in "ab"
    ]
    corpus = build(data, spans)
    monkeypatch.setattr(type(corpus), "blocks", lambda self: [(0, 1), (1, 2), (2, 3)])
    found = compute(corpus, PLAIN).attributes
    assert [(one.attribute, one.both, one.equal) for one in found] == [
        ("name0", 1, 0),
        ("name1", 1, 0),
        ("name2", 1, 0),
    ]


def test_progress_and_cancelling():
    corpus = corpus_of(*drawn(400, names="ab"))
    seen = []
    compute(corpus, PLAIN, progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (400, 400)
    with pytest.raises(CancelledError):
        compute(corpus, PLAIN, cancelled=lambda: True)


def test_over_time_goes_by_the_day_the_last_one_was_done():
    days = ["2026-01-02T10:00:00.000Z", "2026-01-03T10:00:00.000Z", ""]
    data = [ArticleData(f"d{i}", 50, {"a": days[0], "b": day}) for i, day in enumerate(days)]
    spans = [SpanData(f"s{i}{who}", f"d{i}", who, "x", ((0, 5),)) for i in range(3) for who in "ab"]
    report = compute(build(data, spans), PLAIN)
    assert [(one.period, one.articles) for one in report.over_time] == [
        ("2026-01-02", 2),
        ("2026-01-03", 1),
    ]
    many = [
        ArticleData(f"d{i}", 50, {"a": "", "b": f"2026-{i % 12 + 1:02}-{i % 28 + 1:02}"})
        for i in range(40)
    ]
    assert {len(one.period) for one in compute(build(many, []), PLAIN).over_time} == {7}


def test_attributes_on_matched_spans():
    """None is no value: it is counted, and enters neither the share nor alpha."""
    values = [("yes", "yes"), ("yes", "no"), ("no", "no"), ("no", None), (None, None)]
    spans = [
        SpanData(f"{i}{who}", "d", who, "x", ((10 * i, 10 * i + 5),), {"sure": value})
        for i, pair in enumerate(values)
        for who, value in zip("ab", pair, strict=True)
    ]
    spans.append(SpanData("alone", "d", "a", "x", ((90, 95),), {"sure": "maybe"}))
    corpus = build([ArticleData("d", 100, {"a": "", "b": ""})], spans)
    (found,) = compute(corpus, PLAIN).attributes
    assert (found.matched, found.both, found.equal) == (4, 3, 2)
    assert found.share == pytest.approx(2 / 3)
    # Coincidences: yes-yes 2, yes-no 1 and 1, no-no 2; n = 6, both margins 3.
    assert found.alpha == pytest.approx(1 - 5 * 2 / (2 * 3 * 3))


def test_attributes_that_never_vary_have_no_alpha():
    spans = [SpanData(who, "d", who, "x", ((0, 5),), {"n": True}) for who in "ab"]
    report = compute(build([ArticleData("d", 9, {"a": "", "b": ""})], spans), PLAIN)
    assert (report.attributes[0].share, report.attributes[0].alpha) == (1, None)
    assert "same" in report.undefined["attributes.0.alpha"]


def test_links_of_matched_quotes():
    """Targets count as the same when they are matched; in one case the speaker differs."""
    places = {"q1": (0, 10), "q2": (20, 30), "q3": (40, 50), "s1": (60, 64), "s2": (70, 74)}
    spans = [
        SpanData(f"{name}{who}", "d", who, "quote" if name[0] == "q" else "entity", (place,))
        for name, place in places.items()
        for who in "ab"
    ]
    links = [
        LinkData("speaker", "q1a", "s1a"),
        LinkData("speaker", "q1b", "s1b"),
        LinkData("speaker", "q2a", "s1a"),
        LinkData("speaker", "q2b", "s2b"),
        LinkData("speaker", "q3a", "s2a"),
        LinkData("cue", "q1a", "gone"),
    ]
    corpus = build([ArticleData("d", 100, {"a": "", "b": ""})], spans, links=links)
    (found,) = compute(corpus, PLAIN).links
    assert (found.type, found.matched, found.both) == ("speaker", 3, 2)
    assert (found.links, found.common, found.f1) == (5, 1, pytest.approx(2 / 5))


def test_caveats():
    articles = [*drawn(6, names="ab"), (30, {"c": []}), (30, {"c": [], "d": []})]
    articles[0][1]["a"] += [("x", 0, 30), ("rare", 5, 9)]
    report = compute(corpus_of(*articles))
    kinds = {(one.kind, one.subject) for one in report.caveats}
    assert {("few articles", ""), ("rare label", "rare"), ("merged spans", "x")} <= kinds
    assert ("apart", "a and c") in kinds
    assert ("apart", "a and b") not in kinds
    assert all(str(one.text).endswith(".") for one in report.caveats)


@pytest.mark.parametrize(
    ("spans", "articles", "said"),
    [
        (53, 2, "53 spans in only 2 articles"),
        (1, 1, "only 1 span in only 1 article"),
        (7, 6, "only 7 spans in 6 articles"),
    ],
)
def test_a_rare_label_is_told_by_what_is_few(spans, articles, said):
    """Many spans in two articles are no rare label, and it is not called one."""
    marked = [[] for _ in range(max(articles, 25))]
    for number in range(spans):
        marked[number % articles].append(("claim", 10 * number, 10 * number + 5))
    report = compute(corpus_of(*((600, {"a": ours, "b": []}) for ours in marked)), PLAIN)
    texts = [one.text for one in report.caveats if one.kind == "rare label"]
    assert texts == [f"“claim”: {said}; its figures may change much with more."]


def test_input_that_contradicts_itself_is_refused():
    data = [ArticleData("d", 10, {"a": ""})]
    for ranges in [((5, 11),), ((5, 5),), ((-1, 3),), ()]:
        with pytest.raises(OffsetError):
            build(data, [SpanData("s", "d", "a", "x", ranges)])
    with pytest.raises(RuleError, match="same id"):
        build(data * 2, [])
    with pytest.raises(RuleError, match="not given"):
        build(data, [SpanData("s", "e", "a", "x", ((0, 1),))])
    with pytest.raises(ValueError, match="iou"):
        Settings(iou=0)
    corpus = build(data, [SpanData("s", "d", "a", "x", ((4, 6), (0, 4)))])
    assert (corpus.start.tolist(), corpus.end.tolist()) == ([0], [6])


def test_numpy_is_not_imported_before_it_is_used():
    code = "import sys, annotator.agreement, annotator.cli; print('numpy' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert result.stdout.strip() == "False"


def test_attributes_and_links_that_cannot_be_compared():
    spans = [
        SpanData("a0", "d", "a", "x", ((0, 5),), {"n": 1}),
        SpanData("b0", "d", "b", "x", ((0, 5),)),
        SpanData("a1", "d", "a", "x", ((20, 25),)),
    ]
    data = [ArticleData("d", 50, {"a": "", "b": ""})]
    report = compute(build(data, spans, links=[LinkData("cue", "a1", "a0")]), PLAIN)
    (attribute,), (link,) = report.attributes, report.links
    assert (attribute.matched, attribute.both, attribute.share) == (1, 0, None)
    assert (link.matched, link.f1) == (0, None)
    assert "attributes.0.share" in report.undefined
    assert "links.0.f1" in report.undefined
    assert np.isnan(coincidence_alpha(np.zeros((2, 2)), np.zeros(2)))
    with pytest.raises(ValueError, match="negative"):
        Settings(replicates=-1)


def test_only_the_annotators_that_are_chosen_are_compared():
    data = [ArticleData("d", 50, dict.fromkeys("abc", ""))]
    spans = [SpanData(who, "d", who, "x", ((0, 5 + (who == "c")),)) for who in "abc"]
    report = compute(build(data, spans, annotators=["b", "a"]), PLAIN)
    assert report.annotators == ("a", "b")
    assert report.labels["x"].spans == {"a": 1, "b": 1}
    assert report.labels["x"].u_alpha.value == 1


def test_a_span_that_runs_into_another_with_two_fragments_is_one_merged_span():
    one = [("x", 0, 20), ("x", ((2, 5), (8, 12)))]
    report = compute(corpus_of((50, {"a": one, "b": []})), PLAIN)
    assert report.labels["x"].merged_spans == 1
