"""Near-duplicates become one story: within an import, across imports, and never half."""

from __future__ import annotations

import random

import orjson
import pytest

from annotator.errors import CancelledError
from annotator.exchange import ImportOptions, bring_in, create_project, look
from annotator.exchange.imports.story_finder import StoryFinder

WORDS = [f"word{number}" for number in range(3_000)]


def text(seed, length=200):
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def retold(seed, share=0.05):
    rng = random.Random(f"again {seed}")
    words = [rng.choice(WORDS) if rng.random() < share else word for word in text(seed).split()]
    return " ".join(["Updated", *words, "More", "on", "this"])


def write(path, **articles):
    lines = [orjson.dumps({"id": name, "text": body}) for name, body in articles.items()]
    path.write_bytes(b"\n".join(lines))
    return path


@pytest.fixture
def project(tmp_path):
    with create_project(tmp_path / "p.annotator") as made:
        yield made


def test_two_tellings_in_one_import_are_one_story(project, tmp_path):
    path = write(tmp_path / "in.jsonl", a=text(1), b=text(2), c=retold(1), d=text(3))
    preview = look(project, [path])
    assert [(one.article, one.like) for one in preview.near_duplicates] == [("c", "a")]
    assert 0.5 < preview.near_duplicates[0].similarity < 1
    assert "1 near-duplicate of another article" in preview.sentence()
    bring_in(project, [path], preview=preview)
    assert project.stories() == {"a": ["a", "c"]}


def test_a_telling_that_comes_later_joins_its_story(project, tmp_path):
    bring_in(project, [write(tmp_path / "1.jsonl", a=text(1), b=text(2))])
    assert project.stories() == {}
    bring_in(project, [write(tmp_path / "2.jsonl", c=retold(1), e=text(9))])
    assert project.stories() == {"a": ["a", "c"]}
    bring_in(project, [write(tmp_path / "3.jsonl", f=retold(1, 0.08), g=retold(2))])
    assert project.stories() == {"a": ["a", "c", "f"], "b": ["b", "g"]}
    bring_in(project, [tmp_path / "3.jsonl"])
    assert project.stories() == {"a": ["a", "c", "f"], "b": ["b", "g"]}


def test_an_article_between_two_stories_makes_them_one(project, tmp_path):
    first, second = text(26), text(27)
    both = f"{first} {second}"
    path = write(tmp_path / "1.jsonl", a=first, b=second, c=retold(26), d=retold(27))
    bring_in(project, [path])
    assert project.stories() == {"a": ["a", "c"], "b": ["b", "d"]}
    bring_in(project, [write(tmp_path / "2.jsonl", e=both)])
    assert project.stories() == {"a": ["a", "b", "c", "d", "e"]}


def test_the_tenth_most_similar_may_be_of_another_story(project, tmp_path):
    """More than eight tell one story: what joins it to another one is not lost behind them."""
    first, second = text(26, 230), text(27, 170)
    tellings = {f"a{number}": f"{first} {number} times" for number in range(12)}
    joining = {**tellings, "b": second, "c": f"{first} {second}"}
    finder = StoryFinder(project)
    for name, body in joining.items():
        finder.look_at(name, body)
    assert ("b", "c") in finder._pairs
    assert finder._pairs.index(("b", "c")) == len(finder._pairs) - 1
    assert set(finder.stories().values()) == {"a0"}
    assert finder.stories().keys() == joining.keys()


def test_articles_from_before_stories_were_looked_for_count_too(project, tmp_path):
    with project.begin_import("old") as incoming:
        from annotator.annotation.records import Annotated, Article

        incoming.add([Annotated(article=Article(id="old", text=text(5)))])
        incoming.finish()
    bring_in(project, [write(tmp_path / "in.jsonl", new=retold(5))])
    assert project.stories() == {"old": ["old", "new"]}
    assert len(project.signatures()) == 2


def test_what_is_refused_tells_no_story(project, tmp_path):
    path = tmp_path / "in.jsonl"
    bad = {"id": "bad", "text": text(1), "text_sha256": "00"}
    path.write_bytes(orjson.dumps(bad) + b"\n" + orjson.dumps({"id": "c", "text": retold(1)}))
    preview = look(project, [path], ImportOptions(skip_bad=True))
    assert preview.near_duplicates == ()
    bring_in(project, [path], ImportOptions(skip_bad=True), preview=preview)
    assert project.stories() == {}


def test_a_cancelled_import_leaves_no_story(project, tmp_path):
    bring_in(project, [write(tmp_path / "1.jsonl", a=text(1))])
    path = write(tmp_path / "2.jsonl", c=retold(1))
    preview = look(project, [path])
    with pytest.raises(CancelledError):
        bring_in(project, [path], cancelled=lambda: True, preview=preview)
    assert project.stories() == {}
    assert [article for article, _ in project.signatures()] == ["a"]


def test_short_texts_are_no_near_duplicates(project, tmp_path):
    bring_in(project, [write(tmp_path / "in.jsonl", a="Short one.", b="Short one!")])
    assert project.stories() == {}


def test_hundreds_of_tellings_are_one_story_and_few_pairs(project, tmp_path):
    """Templates, such as weather reports: what is kept grows with their number, not its square."""
    template = text(40)
    articles = {f"a{number:03d}": f"{template} of {number}" for number in range(400)}
    finder = StoryFinder(project)
    for name, body in articles.items():
        finder.look_at(name, body)
    assert len(finder._pairs) <= 9 * len(articles)
    assert set(finder.stories().values()) == {"a000"}
    assert len(finder.stories()) == len(articles)
    bring_in(project, [write(tmp_path / "in.jsonl", **articles)])
    assert project.stories() == {"a000": sorted(articles)}
