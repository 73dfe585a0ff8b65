"""Markdown files: the text as typed, the first heading, the metadata at the head."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.annotation.records import Article
from annotator.formats.markdown import first_heading, split_front_matter
from tests.formats.reading import read


def article(path: Path, text: str) -> Article:
    path.write_bytes(text.encode())
    records, refused = read(path, "markdown")
    assert refused == []
    return records[0].article


def test_the_text_is_what_was_typed(tmp_path: Path) -> None:
    """Marks and all; the title is the first heading without them."""
    text = "Ostrand, *Friday*\n\n# The **gulls** [win](https://a.example)  #\n\n> Said\\_it.\n"
    found = article(tmp_path / "gulls.md", text)
    assert found.text == text
    assert found.title == "The gulls win"
    assert found.id.startswith("gulls-")
    assert found.source == "gulls.md"


def test_a_head_becomes_metadata(tmp_path: Path) -> None:
    """And is no text."""
    head = (
        '---\r\ntitle: "Gulls: a story"\r\ndate: 2026-05-15 # day\r\nurl: https://a.example/x\r\n'
        "author: 'Mira''s desk'\r\ntags: [sea, birds]\r\nplaces:\r\n  - Ostrand\r\n  - Lund\r\n"
        "deep:\r\n  one: 1\r\n---\r\n\r\n"
    )
    found = article(tmp_path / "a.md", head + "# Other\r\n\r\nText.")
    assert found.text == "# Other\n\nText."
    assert (found.title, found.date) == ("Gulls: a story", "2026-05-15")
    assert found.source == "https://a.example/x"
    assert found.meta["author"] == "Mira's desk"
    assert found.meta["tags"] == ["sea", "birds"]
    assert found.meta["places"] == ["Ostrand", "Lund"]
    assert found.meta["deep"] == "  one: 1"


@pytest.mark.parametrize(
    "text",
    ["---\n\nGulls\n\n---\n\nmore", "---\ntitle: never closed\n", "--- \n- a\n---\n", "a\n---\n"],
)
def test_a_line_is_no_head(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Gulls\n=====\n\nText", "Gulls"),
        ("Gulls\n---\nText", "Gulls"),
        ("```\n# code\n```\n## Gulls", "Gulls"),
        ("~~~\n# code", ""),
        ("#hash is no heading\n\nText", ""),
        ("- a\n---\n", ""),
        ("# " + "*" * 100_000, ""),
        ("# `a` _b_ __c__", "a b c"),
    ],
)
def test_the_first_heading(text: str, title: str) -> None:
    assert first_heading(text) == title


def test_a_file_with_only_a_head_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: x\n---\n", encoding="utf-8")
    assert read(tmp_path / "a.md", "markdown")[1] == [
        "a.md: there is no text in the file; expected the text of an article"
    ]
