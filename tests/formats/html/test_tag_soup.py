"""Tags that would take a parser very long, told from all that only looks like them."""

from __future__ import annotations

import pytest

from annotator.formats.html.tag_soup import MOST_ATTRIBUTES, has_crowded_tag

MANY = " ".join(f"a{number}" for number in range(MOST_ATTRIBUTES + 1))
MOST = " ".join(f"a{number}" for number in range(MOST_ATTRIBUTES))


@pytest.mark.parametrize(
    "source",
    [
        f"<p {MANY}>",
        f"<p {MANY}",
        f"<p/{MANY.replace(' ', '/')}/>",
        "<p" + " a=b" * 600 + ">",
        "<p" + " a='>'" * 600 + ">",
        "<p " + 'a="b"' * 600 + ">",
        "<p " + "a = b " * 600 + ">",
        f"<p a='>' {MANY}>",
        f'<p x" y=">" {MANY}>',
        f"<!--><p {MANY}>",
        f"<!-- a --!><p {MANY}>",
        f"<script>if(a<b</script><p {MANY}>",
        f"<TITLE>a</title ><p {MANY}>",
    ],
)
def test_a_crowded_tag(source: str) -> None:
    assert has_crowded_tag(source)
    assert has_crowded_tag(f"<html><body><p class='x'>Ida</p>{source}</body></html>")


@pytest.mark.parametrize(
    "source",
    [
        f"<p {MOST}>",
        f"<p {MOST} />",
        f"<p {MOST}",
        f"<!-- <p {MANY}> -->",
        f"<script>if(a<b {MANY})</script>",
        f"<style>a<b {MANY}</style>",
        f'<p a="{MANY}">',
        f'<p a="{MANY}',
        f"a < b {MANY}",
        f"</p {MANY}>",
        f"<p>{MANY}</p>",
        "<p>" * 2_000,
    ],
)
def test_no_crowded_tag(source: str) -> None:
    assert not has_crowded_tag(source)


def test_a_script_in_xml_has_tags() -> None:
    source = f"<script><p {MANY}></script>"
    assert not has_crowded_tag(source)
    assert has_crowded_tag(source, xml=True)
