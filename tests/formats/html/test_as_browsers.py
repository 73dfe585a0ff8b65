"""Pages as browsers read and show them, byte by byte and tag by tag."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.formats import ReadOptions, format_named
from annotator.formats.html.main_text import people
from annotator.formats.html.page import read_page
from annotator.formats.html.tag_soup import as_browsers_read
from tests.formats.html.test_page import GULLS, JUNE, NETS, SPRING


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<noscript><div><b></noscript><p>Terns</p>", ["Terns"]),
        (
            "<noscript><p>a</p></noscript><p>Terns</p><noscript><p></noscript><p>b</p>",
            ["Terns", "b"],
        ),
        ("<p>Terns</p><noscript><p>never ended</p>", ["Terns", "never ended"]),
        ("<p>a</p><script src='x'/>var b = 1;</script><p>c</p>", ["a", "c"]),
        ("<p>a</p><style media=print />p { color: red }</style><p>c</p>", ["a", "c"]),
        ("<p>a</p><script>s = '<noscript>'</script><p>b</p>", ["a", "b"]),
        ("<p>a</p><!-- <noscript> --><p>b</p>", ["a", "b"]),
        ('<p>a</p><script data-x="1>0"/>x</script><p>b</p>', ["a", "b"]),
        ("<details><summary>More</summary><p>folded</p></details><p>a</p>", ["More", "a"]),
        ("<details open><summary>More</summary><p>shown</p></details>", ["More", "shown"]),
        (
            "<p>It is 10<sup>3</sup> or 10<sup>−12</sup> m<sup>2</sup></p>",
            ["It is 10³ or 10⁻¹² m²"],
        ),
        ("<p>H<sub>2</sub>O on the 5<sup>th</sup></p>", ["H₂O on the 5th"]),
        ("<p>so<sup><a href='#f'>[1]</a></sup> they say</p>", ["so[1] they say"]),
        ("<p><ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>へ</p>", ["港(みなと)へ"]),
        ("<p><ruby>港<rt>みなと</rt></ruby>へ</p>", ["港(みなと)へ"]),
        (
            "<p><a>Mira Holt</a><a>Central Pier</a><span>Gulls</span></p>",
            ["Mira Holt Central Pier Gulls"],
        ),
        ("<p><a>Ostrand</a>ers and <b>G</b>ulls</p>", ["Ostranders and Gulls"]),
        ("<p><a>Mira</a>, <a>Bo</a>’s</p>", ["Mira, Bo’s"]),
        ("<p><span>T</span><span>erns</span></p>", ["Terns"]),
    ],
)
def test_what_is_shown(source: str, expected: list[str]) -> None:
    page = read_page(f"<!DOCTYPE html><html><body>{source}</body></html>")
    assert page.text.split("\n\n") == expected


@pytest.mark.parametrize(
    "source", ["<script", "<noscript", "<!--", "<style/>", "<script>" * 3000, ""]
)
def test_what_is_never_ended_stays(source: str) -> None:
    assert as_browsers_read(source).replace("/", "") == source.replace("/", "")


def page_of(*paragraphs: str, head: str = "", language: str = "en") -> str:
    body = "".join(paragraphs)
    return f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'


BODY = "<article>" + "".join(f"<p>{one}</p>" for one in (GULLS, NETS, SPRING, JUNE)) + "</article>"


@pytest.mark.parametrize("wrong", [b"\x80", b"\xe4", b"\xc3"])
@pytest.mark.parametrize("declared", [True, False])
def test_a_wrong_byte_is_one_wrong_place(tmp_path: Path, wrong: bytes, declared: bool) -> None:
    head = '<meta charset="utf-8">' if declared else ""
    words = "Die Möwen über der Brücke hören früh am Morgen Geräusche für Schüler."
    data = page_of(f"<p>{words}</p><p>5 # Rabatt</p>", head=head).encode().replace(b"#", wrong)
    path = tmp_path / "a.html"
    path.write_bytes(data)
    options = ReadOptions(file="a.html", source="a.html")
    (one,) = format_named("html").read(path, options)
    assert one.record.article.text == f"{words}\n\n5 � Rabatt"
    assert one.record.article.meta["encoding"] == "utf-8"
    said = [str(remark) for remark in options.notes.remarks]
    assert "a.html: 1 place is not UTF-8 and stands as “�”" in said


def test_a_page_in_another_encoding_is_not_taken_for_broken_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page_of("<p>Die Möwen über der Brücke</p>").encode("cp1252"))
    (one,) = format_named("html").read(path, ReadOptions(file="a", source="a"))
    assert one.record.article.text == "Die Möwen über der Brücke"


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Gulls win the old pier | Ostrand Herald", "Gulls win the old pier"),
        ("Ostrand Herald: Gulls win the old pier", "Gulls win the old pier"),
        ("Gulls win old pier in Ostrand after all", "Gulls win the old pier in Ostrand"),
    ],
)
def test_the_headline_is_article_and_its_text_the_title(title: str, heading: str) -> None:
    page = read_page(
        page_of(
            "<nav><a href='/'>Home</a> <a href='/s'>Sport</a></nav>"
            f"<div><h1>{heading}</h1></div>{BODY}<h2>Most read today here</h2>",
            head=f"<title>{title}</title>",
        )
    )
    assert page.about.title == heading
    at = page.text.index(heading)
    assert not any(start <= at < end for start, end, _ in page.doubtful)
    assert any(page.text[start:end].startswith("Home") for start, end, _ in page.doubtful)


def test_a_lead_between_headline_and_body_is_article() -> None:
    lead = "The birds have taken it over, and the town has given up all that it tried against them."
    page = read_page(
        page_of(
            "<header><h1>Gulls win the pier</h1>"
            f"<p class='x'>{lead}</p><p>12 May</p></header>{BODY}",
            head="<title>Gulls win the pier</title>",
        )
    )
    at = page.text.index(lead)
    assert not any(start <= at < end for start, end, _ in page.doubtful)


def test_soft_hyphens_hide_no_words_from_the_verdict() -> None:
    shy = BODY.replace("the", "t\u00adhe").replace("and", "a\u200bnd").replace("ing", "\u00ading")
    page = read_page(page_of("<h1>Gulls</h1>", shy, head="<title>Gulls</title>"))
    assert page.doubtful == ()
    assert "t\u00adhe" in page.text


@pytest.mark.parametrize(
    ("author", "outlet", "expected"),
    [
        ("By Mira Holt", "", "Mira Holt"),
        ("Mira Holt and Bo Vell", "", "Mira Holt; Bo Vell"),
        ("Von Mira Holt; dpa", "", "Mira Holt"),
        ("Admin", "", ""),
        ("Redaktion", "", ""),
        ("Ostrand Herald", "Ostrand Herald", ""),
        ("Herald Staff", "", ""),
        ("mira@herald.example", "", ""),
        ("https://herald.example/mira", "", ""),
        ("Mira Holt, Jr.", "", "Mira Holt, Jr"),
    ],
)
def test_authors_are_people(author: str, outlet: str, expected: str) -> None:
    assert people(author, outlet) == expected


def test_a_page_without_a_verdict_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page_of("<p>Terns.</p>" * 3_001), encoding="utf-8")
    options = ReadOptions(file="a.html", source="a.html")
    list(format_named("html").read(path, options))
    assert [str(one) for one in options.notes.remarks] == [
        "a.html: no verdict on what is the article, for none was found or it is too large"
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<title>t</title><nav>Home</nav><p>Terns</p>", ["Home", "Terns"]),
        ("<meta charset=utf-8><header>Hi</header>text<p>b", ["Hi", "text", "b"]),
        ("<title>t</title><script>1</script>Bare<main>c</main>", ["Bare", "c"]),
    ],
)
def test_a_page_need_not_say_where_its_body_begins(source: str, expected: list[str]) -> None:
    assert read_page(source).text.split("\n\n") == expected


def test_what_is_folded_away_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text(
        "<p>Terns</p><details><summary>More</summary><p>a</p>b<details><summary>c</summary>"
        "<p>d</p></details></details><details open><summary>e</summary>f</details>"
        "<div hidden><details><summary>g</summary>h</details></div>"
    )
    options = ReadOptions(file="x.html", source="x.html")
    (made,) = format_named("html").read(path, options)
    assert made.record.article.text == "Terns\n\nMore\n\ne\n\nf"
    (left,) = options.notes.left_out
    assert (str(left.what), left.number) == ("paragraph that is folded away (details)", 4)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<span>Mark Example</span><span>Central Bank</span>", "Mark Example Central Bank"),
        ("<time>15 May</time><span>By Mira</span>", "15 May By Mira"),
        ("<strong>Label</strong><a>Link</a>", "Label Link"),
        ("<span>w</span><span>ord</span>", "word"),
        ("<b>Mc</b><b>Donald</b>", "McDonald"),
        ("<em>in</em>side <a>un</a>usual", "inside unusual"),
    ],
)
def test_pieces_side_by_side_do_not_glue(source: str, expected: str) -> None:
    assert read_page(f"<p>{source}</p>").text == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Written by Mira Holt", "Mira Holt"),
        ("Text: Mira Holt; Foto: Bo Lund", "Mira Holt"),
        ("Mira Holt (dpa)", "Mira Holt"),
        ("Mira Holt in Bonn", "Mira Holt"),
        ("Mira Holt, Chief Reporter", "Mira Holt"),
        ("Mira Holt Mira Holt", "Mira Holt"),
        ("Von unserem Korrespondenten", ""),
        ("Sportredaktion", ""),
        ("Deutsche Presse-Agentur", ""),
        ("wp-admin", ""),
        ("Guest Author", ""),
        ("Christopher Guest", "Christopher Guest"),
        ("Joe Root", "Joe Root"),
    ],
)
def test_roles_desks_and_pictures_are_no_people(said: str, expected: str) -> None:
    assert people(said) == expected
