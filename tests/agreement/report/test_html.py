"""The report as a page: whole, escaped, self-contained, readable without colours."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.figures import Estimate, Offset, Report, Settings
from annotator.agreement.measures.input import ArticleData, SpanData, build
from annotator.agreement.report import charts
from annotator.agreement.report.html import render, sort_articles
from annotator.agreement.report.report import compute
from annotator.agreement.report.svg import Drawing
from tests.agreement.making import corpus_of, marked_articles

HOSTILE = "<img src=x onerror=alert(1)>\"'&{{ 7*7 }}"
ARTICLES = (
    (60, {"Ann": [("claim", 2, 8), ("quote", 10, 15)], "Ben": [("claim", 4, 8)]}),
    (80, {"Ann": [("claim", 2, 30)], "Ben": [("claim", 2, 30)], "Cem": [("quote", 2, 30)]}),
)
VOID = {"meta"}


class Page(HTMLParser):
    """Elements, attributes and text; fails where tags do not nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def count(self, wanted: str) -> int:
        return sum(tag == wanted for tag, _ in self.tags)


def report_on(*articles: tuple, labels: tuple[str, ...] = (), **options: object) -> Report:
    return compute(corpus_of(*articles, labels=labels), Settings(replicates=50), **options)


def page_of(report: Report, **options: object) -> str:
    return render(report, version="1.2.3", **options)


def drawings(page: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(one) for one in re.findall(r"<svg .*?</svg>", page, re.DOTALL)]


def hostile_report() -> Report:
    """Every name that a project can hold is hostile."""
    articles = [
        ArticleData(f"{n}{HOSTILE}", 40, dict.fromkeys([HOSTILE, "b"], "2026-01-0" + n), HOSTILE)
        for n in "123"
    ]
    spans = [
        SpanData(f"{one.id}{who}{n}", one.id, who, HOSTILE, ((n, n + 5),), {HOSTILE: HOSTILE + who})
        for one in articles
        for who in (HOSTILE, "b")
        for n in (0, 11)
    ]
    return compute(build(articles, spans, labels=[HOSTILE]), Settings(replicates=20))


def test_the_page_is_the_same_for_the_same_report() -> None:
    pages = [page_of(report_on(*ARTICLES), title="t") for _ in range(2)]
    assert pages[0] == pages[1]
    assert "1.2.3" in pages[0]


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    page = page_of(report_on(*ARTICLES), excerpts=[("a", "b", "c")])
    parsed = Page(page)
    assert "http" not in page
    assert "@import" not in page
    assert "//" not in page
    assert re.findall(r"url\((?!#)", page) == []
    forbidden = {"script", "link", "img", "iframe", "object", "embed", "base", "form", "a"}
    assert {tag for tag, _ in parsed.tags} & forbidden == set()
    named = {name for _, attributes in parsed.tags for name in attributes}
    assert [name for name in named if name.startswith("on")] == []
    assert named & {"src", "href", "style", "srcset", "action"} == set()


def test_hostile_names_are_text() -> None:
    report = hostile_report()
    page = page_of(report, title=HOSTILE, excerpts=[(HOSTILE, HOSTILE, HOSTILE)])
    parsed = Page(page)
    assert "<img" not in page
    assert parsed.count("img") == 0
    assert HOSTILE in "".join(parsed.text)
    assert "49" not in "".join(parsed.text)
    assert [name for _, attributes in parsed.tags for name in attributes if name == "onerror"] == []
    assert "time-title" in {one[0].get("id") for one in drawings(page)}


def test_control_characters_do_not_reach_the_page() -> None:
    name = "a\x00b\x1b[31m\u202e\u2028c"
    page = page_of(report_on((20, {"x": [(name, 0, 5)], "y": [(name, 1, 5)]})))
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e\u2028]", page)
    drawings(page)


def test_what_is_undefined_says_why() -> None:
    page = page_of(report_on((20, {"a": [("x", 0, 20)], "b": [("x", 0, 20)]})))
    assert "every annotator put the label on every character" in page
    assert "n/a: every annotator put" in page, "in the drawing, too"


def test_labels_that_nobody_used_are_named_in_one_line() -> None:
    """They are in no table and no drawing; an article that is not compared counts nothing."""
    report = report_on(*ARTICLES, (9, {"Ann": [("unused", 0, 5)]}), labels=("claim", "none <b>"))
    page = page_of(report)
    assert page.count("unused") == 2, "the line, and the settings"
    assert "In no article that is compared: none &lt;b&gt;, unused." in page


def test_a_name_is_broken_only_where_it_is_longer_than_any_word() -> None:
    """What lets a browser break words inside is said of names alone, which have room."""
    page = page_of(report_on(*ARTICLES))
    rules = re.findall(r"^([^{}\n]*)\{([^}]*overflow-wrap[^}]*)\}", page, re.MULTILINE)
    anywhere = [selector.strip() for selector, rule in rules if "anywhere" in rule]
    assert not any("th" in one.split() or "td" in one for one in anywhere), anywhere
    names = [rule for selector, rule in rules if selector.strip() == ".name"]
    assert names
    assert "max-width: 18rem" in names[0]


def test_the_page_begins_with_three_sentences_in_the_readers_language() -> None:
    report = report_on(*ARTICLES)
    page = page_of(report, words=lambda message: f"<{message.template[:9]}>", language="xx")
    first = page.partition('<section aria-labelledby="short" lang="xx">')[2]
    first = first.partition("</section>")[0]
    assert first.count("<li>") == 3
    assert "&lt;In three &gt;" in first
    assert page.index('id="short"') < page.index('id="caveats"')


@pytest.mark.parametrize(
    "articles",
    [(), ((10, {}),), ((10, {"a": []}),), ((10, {"a": [], "b": []}),)],
    ids=["nothing", "nobody", "one", "no spans"],
)
def test_a_report_on_nothing_is_a_page(articles: tuple) -> None:
    parsed = Page(page_of(report_on(*articles)))
    text = " ".join(" ".join(parsed.text).split())
    assert "Settings" in text
    if len(articles) == 0 or len(articles[0][1]) < 2:
        assert "no article is done by two annotators" in text


def test_texts_are_shown_only_when_asked_for() -> None:
    report = report_on(*ARTICLES)
    assert "<mark" not in page_of(report)
    assert "unless they are asked for" in page_of(report)
    long = "x" * 5000 + "end"
    page = page_of(report, excerpts=[("be\n\nfore ", "disputed\ntext", " after"), ("", long, "")])
    assert "be fore </span><mark>disputed text</mark>" in page
    assert page.count("<mark") == 2
    assert "x" * 200 not in page
    assert "xend</mark>" in page


def test_every_drawing_can_be_read_aloud_and_has_a_table() -> None:
    page = page_of(report_on(*ARTICLES))
    found = drawings(page)
    assert len(found) == 7, "all but the one over time: no dates are known"
    for one in found:
        title, description = (child for child in list(one)[:2])
        assert title.text
        assert description.text
        assert one.get("role") == "img"
        assert one.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for used in re.findall(r"url\(#([^)]+)\)", page):
        assert used in ids
    assert page.count("As a table") >= 3


def test_every_class_of_a_drawing_has_a_look() -> None:
    page = page_of(report_on(*ARTICLES))
    used = {
        name
        for drawing in drawings(page)
        for element in drawing.iter()
        for name in (element.get("class") or "t").split()
    } - {"t"}
    for name in used:
        assert re.search(rf"svg [^{{]*\.{name} {{", page), name


def test_kinds_differ_by_pattern() -> None:
    report = report_on(
        (
            200,
            {
                "a": [("x", 0, 5), ("x", 10, 20), ("x", 30, 35), ("x", 50, 70), ("x", 80, 90)],
                "b": [("x", 0, 5), ("x", 10, 22), ("y", 30, 35), ("x", 50, 58), ("x", 60, 70)],
            },
        )
    )
    (drawing,) = [
        one for one in drawings(page_of(report)) if one[0].get("id") == "differences-title"
    ]
    fills = {one.get("fill") for one in drawing if one.get("class") == "bar"}
    assert fills == {
        f"url(#differences-{kind})" for kind in ("missed", "boundary", "label", "split")
    }
    legend = [one.text for one in drawing if one.tag == "text"]
    for kind in ("agreed", "missed", "boundary", "label", "split"):
        assert kind in legend


def test_dots_lie_where_the_figures_are() -> None:
    rows = [("low", Estimate(0.0, -0.4, 0.2), ""), ("high", Estimate(1.0, 0.9, 1.0), "")]
    drawing = ElementTree.fromstring(charts.draw_intervals(rows))
    low, high = (float(one.get("cx", "")) for one in drawing if one.tag == "circle")
    ticks = {
        one.text: float(one.get("x", ""))
        for one in drawing
        if one.tag == "text" and one.get("text-anchor") == "middle"
    }
    assert ticks["0.0"] == low
    assert ticks["1.0"] == high
    assert ticks["-0.4"] < low < high
    guides = [float(one.get("x1", "")) for one in drawing if one.get("class") == "guide"]
    assert [round((x - low) / (high - low), 3) for x in guides] == [0.667, 0.8]


def test_boundaries_fall_in_columns() -> None:
    offsets = [
        Offset(0, 1, 2),
        Offset(5, 1, 0),
        Offset(6, 1, 0),
        Offset(10, 0, 1),
        Offset(999, 3, 4),
    ]
    starts, ends = charts.bin_offsets(offsets)
    by_name = dict(zip(charts.offset_bins(), zip(starts, ends, strict=True), strict=True))
    assert by_name["0"] == (1, 2)
    assert by_name["5"] == (1, 0)
    assert by_name["6–10"] == (1, 1)
    assert by_name["> 100"] == (3, 4)
    assert sum(starts) == 6


def test_articles_with_least_agreement_come_first() -> None:
    report = report_on(*ARTICLES, (10, {"Ann": [], "Ben": []}))
    values = [one.u_alpha for one in sort_articles(report.per_article)]
    assert values[-1] is None
    assert values[:-1] == sorted(values[:-1])


def test_pairs_show_how_many_articles_they_share() -> None:
    report = report_on(*ARTICLES)
    drawn = charts.draw_pairs(report.annotators, report.pairs, "u_alpha")
    assert drawn.count(">n=1<") == 4
    assert drawn.count(">n=2<") == 2


def test_gamma_is_shown_when_it_was_computed() -> None:
    report = report_on(*ARTICLES)
    assert "<dt>gamma" not in page_of(report)
    with_gamma = report_on(*ARTICLES, gamma=0.123456)
    assert "<dt>gamma</dt><dd>0.123" in page_of(with_gamma)
    refused = report_on(*ARTICLES, gamma_undefined="too dense")
    assert "<dt>gamma</dt><dd>n/a: too dense" in page_of(refused)


def test_long_lists_are_cut_and_say_so() -> None:
    articles = [(30, {"a": [("x", 0, 9), ("x", 12, 20)], "b": [("x", 3, 9)]})] * 130
    page = page_of(report_on(*articles))
    assert "The 100 with least agreement of 130" in page
    assert "The 100 largest of 260 disagreements" in page


def test_long_names_are_cut_in_drawings_and_told_whole() -> None:
    drawing = Drawing("k", 10, 10, "t", "d")
    drawing.text(0, 0, "a" * 80, room=100)
    (text,) = [one for one in ElementTree.fromstring(str(drawing)) if one.tag == "text"]
    assert text[0].text == "a" * 80
    assert (text[0].tail or "").endswith("…")
    assert len(text[0].tail or "") < 20


@settings(max_examples=12, deadline=None)
@given(marked_articles(), st.text(max_size=8))
def test_any_report_is_a_page(articles: list[tuple[int, dict]], title: str) -> None:
    report = report_on(*articles)
    page = page_of(report, title=title)
    Page(page)
    assert len(drawings(page)) >= 2
    assert msgspec.to_builtins(report) is not None
