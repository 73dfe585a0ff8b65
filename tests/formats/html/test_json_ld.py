"""Articles that a page only carries in its JSON-LD are said and offered, and shown ones are not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.exchange import ImportOptions, look
from annotator.exchange.imports.preview import ImportPreview
from annotator.formats.html.json_ld import hidden_article
from annotator.formats.html.visible import parse_page

BODY = (
    "Terns took the harbour crane on Monday morning, and nobody could say why.",
    "The mayor, who had been called at once, said that he would wait until they left.",
    "At noon they were still there, and the crane did not move for the rest of the week.",
)


def page(shown: str, body: str = "\n\n".join(BODY), **keys: Any) -> str:
    node = {
        "@type": ["NewsArticle"],
        "headline": "Terns &amp; a crane",
        "articleBody": body,
        "author": [{"@type": "Person", "name": "Mira Holt"}, {"name": "Redaktion"}],
        "datePublished": "2026-05-15",
        **keys,
    }
    ld = json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, node]})
    return (
        "<!doctype html><title>Terns | The Quay</title>"
        f'<script type="application/ld+json">{ld}</script>{shown}'
    )


def looked(folder: Path, source: str, **options: Any) -> ImportPreview:
    path = folder / "x.html"
    path.write_text(source)
    return look(None, [path], ImportOptions(skip_bad=True, **options))


def test_it_is_said_and_taken_when_it_is_wanted(tmp_path: Path) -> None:
    source = page("<nav><a href=/>Home</a></nav><p>Please subscribe.</p>")
    preview = looked(tmp_path, source)
    assert "stands only in the page’s JSON-LD" in str(preview.remarks[0])
    assert "--json-ld takes it" in str(preview.remarks[0])
    assert preview.entries[0].text == "Home\n\nPlease subscribe."
    preview = looked(tmp_path, source, json_ld=True)
    assert preview.entries[0].text == "\n\n".join(("Terns & a crane", *BODY))
    assert preview.entries[0].title == "Terns & a crane"
    assert sum(one.number for one in preview.left_out) == 2
    assert preview.remarks == ()


def test_a_page_that_shows_nothing_at_all(tmp_path: Path) -> None:
    preview = looked(tmp_path, page("<div id=app></div>"))
    assert "its article stands in its JSON-LD; take --json-ld" in str(preview.refused[0])
    assert looked(tmp_path, page("<div></div>"), json_ld=True).articles == 1


def test_an_article_that_is_shown_is_read_as_ever(tmp_path: Path) -> None:
    source = page("".join(f"<p>{one}</p>" for one in BODY))
    for wanted in (False, True):
        preview = looked(tmp_path, source, json_ld=wanted)
        assert (preview.entries[0].text, preview.remarks) == ("\n\n".join(BODY), ())


@pytest.mark.parametrize(
    "source",
    [
        page("", body="Too short."),
        page("", **{"@type": "Product"}),
        page("", body=None),  # type: ignore[arg-type]
        page("").replace("}]}", "}"),
        "<title>x</title>",
    ],
)
def test_what_is_no_article(source: str) -> None:
    assert hidden_article(parse_page(source), ["Please subscribe."]) is None


def test_a_body_with_tags_is_read_as_a_page(tmp_path: Path) -> None:
    body = "".join(f"<p>{one}</p>" for one in BODY)
    found = hidden_article(parse_page(page("", body=body)), [])
    assert found is not None
    assert found.paragraphs == BODY
    assert (found.author, found.date) == ("Mira Holt; Redaktion", "2026-05-15")
