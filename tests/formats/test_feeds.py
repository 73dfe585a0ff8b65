"""RSS and Atom files that were saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.annotation.records import Article
from annotator.formats import format_for
from tests.formats.reading import read

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Ostrand Herald</title><link>https://a.example</link><language>en</language>
<item><title>Gulls &amp; terns</title><link>https://a.example/1</link><guid>g1</guid>
<pubDate>Fri, 15 May 2026 08:30:00 GMT</pubDate><dc:creator>Mira Holt</dc:creator>
<category>Sea</category><description>Short.</description>
<content:encoded><![CDATA[<p>They took Zoë’s pier.</p><script>no</script><p>Nobody
 minds &lt;it&gt;.</p>]]></content:encoded></item>
<item><title>Terns</title>
<description>&lt;p&gt;Terns &lt;b&gt;too&lt;/b&gt;.&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Herald</title>
<entry><id>urn:1</id><title type="html">Gulls &lt;i&gt;win&lt;/i&gt;</title>
<link href="https://a.example/2"/><updated>2026-05-15T08:30:00Z</updated><author><name>Mira</name>
</author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p>
</div></content></entry>
<entry><id>urn:2</id><title>Plain</title><summary type="text">1 &lt; 2 and 3</summary></entry>
</feed>"""


def articles(path: Path, data: bytes) -> list[Article]:
    path.write_bytes(data)
    assert format_for(path).name == "feed"
    records, refused = read(path, "feed")
    assert refused == []
    return [record.article for record in records]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_entries_of_rss(tmp_path: Path, encoding: str) -> None:
    """The full text before the description, HTML as text."""
    data = RSS.format(encoding=encoding).encode(encoding)
    first, second = articles(tmp_path / "a.rss", data)
    assert first.text == "They took Zoë’s pier.\n\nNobody minds <it>."
    assert first.title == "Gulls & terns"
    assert (first.source, first.date) == ("https://a.example/1", "Fri, 15 May 2026 08:30:00 GMT")
    assert first.meta == {
        "author": "Mira Holt", "outlet": "Ostrand Herald", "language": "en", "feed_id": "g1",
        "file": "a.rss", "tags": ["Sea"],
    }  # fmt: skip
    assert (second.text, second.source) == ("Terns too.", "a.rss")


def test_entries_of_atom(tmp_path: Path) -> None:
    first, second = articles(tmp_path / "a.xml", ATOM.encode())
    assert (first.text, first.title) == ("One.\n\nTwo.", "Gulls win")
    assert (first.source, first.date) == ("https://a.example/2", "2026-05-15T08:30:00Z")
    assert second.text == "1 < 2 and 3"


def test_ids_stay_the_same(tmp_path: Path) -> None:
    first = articles(tmp_path / "a.atom", ATOM.encode())
    assert [one.id for one in articles(tmp_path / "b.atom", ATOM.encode())] == [
        one.id for one in first
    ]
    assert len({one.id for one in first}) == 2


BOMB = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "x">{BOMB}]><rss><channel><item>'
            "<description>&a12;</description></item></channel></rss>",
            "a.xml:1: the file defines entities, which are not read",
        ),
        (
            '<!DOCTYPE rss [\n<!entity e SYSTEM "file:///etc/hostname">]><rss><channel><item>'
            "<description>&e;</description></item></channel></rss>",
            "a.xml:2: the file defines entities, which are not read",
        ),
        ("<note>\n<to>x</to></note>", "a.xml: this is no RSS or Atom feed"),
        ("no xml", "a.xml: this is no RSS or Atom feed"),
        ("", "a.xml: this is no RSS or Atom feed"),
        ("<rss version='2.0'><channel></channel></rss>", "a.xml: the feed has no entries"),
        (
            "<rss version='2.0'><channel><item><title>x</title></item></channel></rss>",
            "a.xml: no entry of the feed has a text; expected a content or a description",
        ),
    ],
)
def test_what_cannot_be_taken_in_is_named(tmp_path: Path, data: str, said: str) -> None:
    (tmp_path / "a.xml").write_text(data, encoding="utf-8")
    records, refused = read(tmp_path / "a.xml", "feed")
    assert records == []
    assert refused[0].startswith(said)


def test_a_broken_feed_gives_what_is_whole(tmp_path: Path) -> None:
    """As feed readers do: many feeds are no good XML."""
    data = (
        "<rss version='2.0'><channel><item><title>A & B</title><description>Gulls &nbsp;win"
        "</description></item></channel>"
    )
    (tmp_path / "a.rss").write_text(data, encoding="utf-8")
    records, refused = read(tmp_path / "a.rss", "feed")
    assert refused == []
    assert records[0].article.text == "Gulls \xa0win"


def test_a_feed_that_is_a_name_of_a_file_or_an_address_is_not_opened(tmp_path: Path) -> None:
    for data in (b"https://a.example/feed", b"/etc/hostname"):
        (tmp_path / "a.xml").write_bytes(data)
        assert "no RSS or Atom feed" in read(tmp_path / "a.xml", "feed")[1][0]


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (
            "<a>" * 300_000 + "</a>" * 300_000,
            "its tags are nested too deep; expected at most 2,048",
        ),
        (
            "<a " + " ".join(f'a{n}="b"' for n in range(100_000)) + "/>",
            "has more than 500 attributes",
        ),
    ],
    ids=["deep", "crowded"],
)
def test_a_feed_that_would_take_very_long_is_refused(
    tmp_path: Path, inside: str, said: str
) -> None:
    path = tmp_path / "x.rss"
    path.write_text(f'<rss version="2.0"><channel>{inside}</channel></rss>', encoding="utf-8")
    records, (refused,) = read(path, "feed")
    assert records == []
    assert said in refused
