"""``annotator suggest``, on the real program in a process of its own."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import orjson
import pytest

from annotator.annotation.records import Annotated, Span, Status, make_fragments
from benchmarks.invented import corpus
from tests.cli import test_cli
from tests.cli.test_cli import ENVIRONMENT, run
from tests.exchange.projects import make

DONE, NEW = 12, 4


def ok(*arguments: str) -> str:
    return test_cli.ok(*arguments, folder=Path(arguments[1]).parent)


def records() -> list[Annotated]:
    made = []
    for number, one in enumerate(corpus(21, DONE + NEW)):
        article = one.example.article
        if number >= DONE:
            made.append(Annotated(article=article))
            continue
        spans = tuple(
            Span(
                id=f"{article.id}-{at}",
                article=article.id,
                annotator="ana",
                label=span.label,
                fragments=make_fragments(article.text, span.ranges),
                attributes=span.attributes,
            )
            for at, span in enumerate(one.example.tagged)
        )
        made.append(Annotated(article=article, annotator="ana", status=Status.DONE, spans=spans))
    return made


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that is copied: what is learned from it is learned once and kept in the cache."""
    path = tmp_path_factory.mktemp("made") / "p.annotator"
    make(path, records()).close()
    return path


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    return shutil.copy(made, tmp_path / "p.annotator")


def lines(path: Path) -> list[dict]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def test_suggestions_are_written_as_json_lines(project, tmp_path):
    out = tmp_path / "s.jsonl"
    said = ok("suggest", str(project), "--annotator", "ana", "--json", str(out))
    assert "learned from ana; 12 articles done" in said
    found = lines(out)
    assert f"{len(found):,} suggestions" in said
    assert {one["label"] for one in found} == {"quote", "entity", "claim", "boilerplate"}
    texts = {one.article.id: one.article.text for one in records()}
    for one in found:
        assert list(one) == [
            *("article", "label", "fragments", "score", "sources", "attributes"),
            *("speaker", "cue"),
        ]
        text = texts[one["article"]]
        assert all(0 <= start < end <= len(text) for start, end in one["fragments"])
        assert 0 <= one["score"] <= 1
        assert one["sources"]
    quotes = [one for one in found if one["label"] == "quote" and one["speaker"]]
    assert quotes
    assert set(quotes[0]["speaker"]) == {"fragments"}
    assert any(len(one["fragments"]) > 1 for one in quotes)
    again = tmp_path / "again.jsonl"
    ok("suggest", str(project), "--annotator", "ana", "--json", str(again))
    assert again.read_bytes() == out.read_bytes()


def test_what_is_asked_for_is_what_comes(project, tmp_path):
    new = [one.article.id for one in records()[DONE:]]
    (tmp_path / "ids.txt").write_text("\n".join(new) + "\n")
    out = tmp_path / "s.jsonl"
    ok(
        *("suggest", str(project), "--annotator", "ana", "--articles", str(tmp_path / "ids.txt")),
        *("--label", "quote", "--sources", "marks", "--json", str(out)),
    )
    found = lines(out)
    assert {one["article"] for one in found} == set(new)
    assert {one["label"] for one in found} == {"quote"}
    assert {tuple(one["sources"]) for one in found} == {("marks",)}
    everything = tmp_path / "all.jsonl"
    ok(
        *("suggest", str(project), "--annotator", "ana", "--articles", str(tmp_path / "ids.txt")),
        *("--label", "quote", "--precision", "0", "--json", str(everything)),
    )
    assert len(lines(everything)) > len(found)


def test_the_table_says_what_each_label_and_source_is_worth(project):
    said = ok("suggest", str(project), "--annotator", "ana").splitlines()
    assert said[1].split() == [
        "label",
        "source",
        "precision",
        "recall",
        "cases",
        "from",
        "articles",
        "trained",
    ]
    rows = [line.split() for line in said[2:]]
    assert ["marks"] in [row[:1] for row in rows]
    (entity,) = (row for row in rows if row[0] == "entity")
    assert float(entity[1]) > 0.8
    assert entity[-1] == "learned"


def test_without_an_annotator_everybody_is_learned_from_and_it_says_so(project):
    assert "learned from everybody: ana" in ok("suggest", str(project))


def test_nothing_is_learned_from_an_empty_project(tmp_path):
    make(tmp_path / "e.annotator").close()
    said = ok("suggest", str(tmp_path / "e.annotator"))
    assert "0 articles done" in said
    assert "rules alone: to learn takes 5 spans in finished articles of two stories" in said
    out = tmp_path / "s.jsonl"
    ok("suggest", str(tmp_path / "e.annotator"), "--json", str(out))
    assert out.read_bytes() == b""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--annotator", "bo"), "there is no annotator bo; there are: ana"),
        (("--label", "name"), "there is no label name"),
        (("--sources", "marks,stars"), "there is no source stars; there are: marks, glued"),
        (("--precision", "90"), "--precision 90: expected a number from 0 to 1"),
        (("--articles", "nowhere", "--json", "-"), "there is no article nowhere"),
    ],
)
def test_what_is_not_there_is_refused(project, options, said):
    done = run("suggest", project, *options, folder=project.parent)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_damaged_model_is_trained_anew(project, tmp_path):
    ok("suggest", str(project))
    cache = Path(ENVIRONMENT["XDG_CACHE_HOME"]) if "XDG_CACHE_HOME" in ENVIRONMENT else None
    if cache is None:
        pytest.skip("the program's cache is not ours to look into")
    models = list(cache.rglob("*.npz"))
    assert models
    for one in models:
        one.write_bytes(b"PK nothing")
    assert "learned" in ok("suggest", str(project))


def test_own_sources_come_along(project, tmp_path):
    (tmp_path / "d.csv").write_text("text,label\nMONDAY,entity\n")
    (tmp_path / "model.py").write_text(
        "import json, sys\n"
        "for line in sys.stdin:\n"
        "    one = json.loads(line)\n"
        "    span = {'label': 'claim', 'start': 0, 'end': 5, 'score': 0.99}\n"
        "    print(json.dumps({'id': one['id'], 'spans': [span]}))\n"
    )
    out = tmp_path / "s.jsonl"
    ok(
        *("suggest", str(project), "--precision", "0", "--sources", "patterns,dictionary,command"),
        *("--dictionary", str(tmp_path / "d.csv"), "--pattern", r"entity=\b[A-Z]\w+ County\b"),
        *("--command", f"{sys.executable} {tmp_path / 'model.py'}", "--json", str(out)),
    )
    sources = {name for one in lines(out) for name in one["sources"]}
    assert sources == {"patterns", "command"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--dictionary", "nowhere.csv"), "nowhere.csv"),
        (("--pattern", "entity"), "--pattern entity: expected a label, = and a regular expression"),
        (("--pattern", "entity=("), "(: no regular expression"),
        (("--command", "'"), "--command ': no command"),
        (("--command", "./nowhere"), "the command ./nowhere: it cannot be started"),
        (("--pipeline", "nowhere"), "the spaCy pipeline nowhere cannot be loaded"),
    ],
)
def test_own_sources_that_do_not_work_are_refused(project, options, said):
    done = run("suggest", project, *options, folder=project.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_program_is_compared_when_it_is_named_and_counts_nowhere_else(project, tmp_path):
    said = ok("suggest", str(project), "--annotator", "ana", "--accept-into", "model")
    assert "model, a program: " in said
    stats = orjson.loads(ok("stats", str(project), "--json"))
    assert list(stats["annotators"]) == ["ana"]
    assert stats["programs"]["model"]["done"] == DONE + NEW
    out = tmp_path / "agreement.json"
    ok("agreement", str(project), "--annotator", "ana", "--annotator", "model", "--json", str(out))
    report = orjson.loads(out.read_bytes())
    assert report["annotators"] == ["ana", "model"]
    assert report["overall"]["f1_exact"] > 0.8
    ok("agreement", str(project), "--json", str(out))
    assert "model" not in orjson.loads(out.read_bytes())["annotators"]
    assert "model" not in ok("assign", str(project), "--dry-run")
    exported = tmp_path / "all.jsonl"
    ok("export", str(project), str(exported))
    mine = [one for one in lines(exported) if one["annotator"] == "model"]
    assert len(mine) == DONE + NEW
    assert all(one["program"] for one in mine)
    assert any(one["links"] for one in mine)
    ok("import", str(tmp_path / "again.annotator"), str(exported))
    again = tmp_path / "again.jsonl"
    ok("export", str(tmp_path / "again.annotator"), str(again))
    assert again.read_bytes() == exported.read_bytes()
    assert ok("check", str(project)).startswith("ok:")
    assert "learned from everybody: ana" in ok("suggest", str(project))


@pytest.mark.parametrize("name", ["ana", "ana ", "model", ""])
def test_a_name_that_somebody_has_is_refused(project, name):
    ok("suggest", str(project), "--label", "quote", "--accept-into", "model")
    done = run("suggest", project, "--accept-into", name, folder=project.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_nobody_learns_from_a_program(project):
    ok("suggest", str(project), "--label", "quote", "--accept-into", "model")
    done = run("suggest", project, "--annotator", "model", folder=project.parent)
    assert done.returncode == 2
    assert "model is a program: nobody learns from it" in done.stderr
    done = run("assign", project, "--annotator", "model", folder=project.parent)
    assert done.returncode == 2
    assert "model is a program and does no articles" in done.stderr
