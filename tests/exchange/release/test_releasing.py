"""A release can be checked, made again to the byte, and no split of it knows another one."""

from __future__ import annotations

import random
import shutil
import sys
from itertools import groupby
from pathlib import Path

import msgspec
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.annotation.answering import suggestion_id
from annotator.annotation.edits import (
    AcceptSuggestions,
    AddSpan,
    RejectSuggestions,
    SetRanges,
    SetStatus,
    Settle,
)
from annotator.annotation.records import (
    Annotated,
    Article,
    Link,
    Span,
    Status,
    Suggestion,
    make_fragments,
)
from annotator.errors import CancelledError, InputError, NotSavedError, ProjectError
from annotator.exchange import Shaping, bring_in, save_labels, write_out
from annotator.exchange.release.manifest import group_name
from annotator.exchange.release.options import ReleaseOptions, parse_shares
from annotator.exchange.release.reading import NO_WORK, NOT_DONE, NOTHING_LEFT
from annotator.exchange.release.releasing import release
from annotator.exchange.release.verifying import verify
from annotator.exchange.starting import create_project
from annotator.project import Project
from tests.exchange.projects import make, projects

WORDS = [f"{start}{end}" for start in ("ba", "co", "du", "fe", "gi") for end in "lmnrst"]
LABELS = ("claim", "claim", "claim", "quote", "entity")
QUICK = {"replicates": 20}


def text_of(number: int, words: int = 40) -> str:
    chance = random.Random(number)
    return " ".join(chance.choice(WORDS) for _ in range(words)) + f" 😀 {number}.\nMore of it."


def record(number: int, annotator: str = "ana", text: str = "", **fields) -> Annotated:
    """Some spans on an article, which depend on the number and the annotator only."""
    chance = random.Random(f"{number}{annotator}")
    text = text or text_of(number)
    spans = []
    for at in range(chance.randint(1, 4) if len(text) > 8 else 0):
        start = chance.randrange(len(text) - 8)
        spans.append(
            Span(
                id=f"{annotator}-{number}-{at}",
                article=f"a{number}",
                annotator=annotator,
                label=chance.choice(LABELS),
                fragments=make_fragments(text, ((start, start + 8),)),
                note="by Ana herself" if at == 0 else None,
                attributes={"sure": True, "kind": "x"} if at else {},
            )
        )
    given = {"status": Status.DONE, "spans": tuple(spans), **fields}
    return Annotated(
        article=Article(id=f"a{number}", text=text, meta={"n": number} if number % 2 else {}),
        annotator=annotator,
        **given,
    )


def corpus(number: int = 30) -> list[Annotated]:
    """Articles by two annotators, with two stories and a link between articles."""
    story = text_of(1000)
    records = []
    for at in range(number):
        text = f"Agency {at}. {story}" if at in (3, 4) else ""
        one = record(at, text=text)
        if at == 5:
            link = Link(id="l", type="same claim", source=one.spans[0].id, target="ana-6-0")
            one = record(at, links=(link,))
        records.append(one)
        if at % 2:
            records.append(record(at, "ben", text=text))
    return records


@pytest.fixture
def project(tmp_path):
    with make(tmp_path / "p.annotator", corpus()) as made:
        made.set_stories({"a7": "s", "a8": "s", "a9": "s"})
        yield made


def released(project: Project, folder: Path, **options) -> Path:
    release(project, folder, ReleaseOptions(**{**QUICK, **options}))
    assert verify(folder) == []
    return folder


def manifest_of(folder: Path) -> dict:
    return orjson.loads((folder / "manifest.json").read_bytes())


def lines(folder: Path) -> dict[str, list[dict]]:
    return {
        part: list(map(orjson.loads, (folder / "data" / f"{part}.jsonl").read_bytes().splitlines()))
        for part in manifest_of(folder)["splits"]
    }


def split_of(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for part, records in lines(folder).items():
        for one in records:
            meta = one["meta"]
            article = meta["segment"]["article"] if "segment" in meta else one["id"]
            assert found.setdefault(article, part) == part
    return found


def tree(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file()
    }


# -- splitting ---------------------------------------------------------------------------------


@pytest.mark.parametrize("segments", ["", "sentence"])
def test_articles_that_belong_together_are_in_one_split(project, tmp_path, segments):
    for seed in range(4):
        folder = tmp_path / f"{segments}{seed}"
        shaping = Shaping(segments=segments)
        where = split_of(released(project, folder, seed=seed, shaping=shaping, **shares(1, 1, 1)))
        assert len(where) == 30
        assert where["a3"] == where["a4"]  # alike
        assert where["a5"] == where["a6"]  # linked
        assert where["a7"] == where["a8"] == where["a9"]  # a story
        assert set(where.values()) == {"train", "validation", "test"}
    joined = manifest_of(folder)["leakage"]["joined"]
    # The import has found a3 and a4 to be one story.
    assert joined == {"story": 2, "link": 1, "equal text": 0, "near-duplicate": 1}


def shares(*numbers: float) -> dict:
    return {"shares": dict(zip(("train", "validation", "test"), numbers, strict=True))}


def test_texts_that_only_differ_in_what_is_cut_out_stay_together(tmp_path):
    same = "Only nine words are said in this short text"
    cut = [
        Span(
            id=f"b{n}", article=f"a{n}", annotator="ana", label="boilerplate",
            fragments=make_fragments(f"{note}\n{same}", ((0, len(note) + 1),)),
        )
        for n, note in enumerate(("Subscribe!", "Read more from us."))
    ]  # fmt: skip
    records = [
        record(n, text=f"{note}\n{same}", spans=(cut[n],))
        for n, note in enumerate(("Subscribe!", "Read more from us."))
    ]
    records += [record(n) for n in range(2, 12)]
    with make(tmp_path / "p.annotator", records) as project:
        for seed in range(6):
            whole = released(project, tmp_path / f"whole{seed}", seed=seed, **shares(1, 1, 1))
            clean = tmp_path / f"clean{seed}"
            shaping = Shaping(clean=("boilerplate",))
            released(project, clean, seed=seed, shaping=shaping, **shares(1, 1, 1))
            groups = [one["articles"] for one in manifest_of(clean)["groups"]]
            assert ["a0", "a1"] in groups
            assert ["a0", "a1"] not in [one["articles"] for one in manifest_of(whole)["groups"]]


def test_a_group_is_named_after_its_articles_in_any_order():
    assert group_name(["a10", "a9"]) == group_name(["a9", "a10"]) != group_name(["a9a10"])


def test_labels_are_shared_out_alike(tmp_path):
    with make(tmp_path / "p.annotator", [record(n) for n in range(200)]) as project:
        splits = manifest_of(released(project, tmp_path / "r"))["splits"]
        assert [one["articles"] for one in splits.values()] == pytest.approx([160, 20, 20], abs=2)
        for label in ("claim", "quote", "entity"):
            numbers = [one["labels"][label] for one in splits.values()]
            part = [n / sum(numbers) for n in numbers]
            assert part == pytest.approx([0.8, 0.1, 0.1], abs=0.03)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    records=projects(),
    seed=st.integers(0, 5),
    segments=st.sampled_from(["", "sentence", "paragraph"]),
    clean=st.booleans(),
    blind=st.booleans(),
    done_only=st.booleans(),
)
def test_any_project_gives_a_release_that_holds(
    tmp_path_factory, records, seed, segments, clean, blind, done_only
):
    folder = tmp_path_factory.mktemp("any")
    with make(folder / "p.annotator", records) as project:
        cut = sorted({span.label for one in records for span in one.spans})[:1] if clean else ()
        shaping = Shaping(segments=segments, clean=tuple(cut))
        options = ReleaseOptions(
            seed=seed, shaping=shaping, blind=blind, done_only=done_only, replicates=0
        )
        write_out(project, folder / "out.jsonl", done_only=done_only, shaping=options.shaping)
        told = map(orjson.loads, (folder / "out.jsonl").read_bytes().splitlines())
        expected = sum(one["annotator"] is not None for one in told)
        if not expected:
            with pytest.raises(ProjectError, match="nothing to release"):
                release(project, folder / "r", options)
            assert not (folder / "r").exists()
            return
        release(project, folder / "r", options)
        assert verify(folder / "r") == []
        manifest = manifest_of(folder / "r")
        assert sum(one["records"] for one in manifest["splits"].values()) == expected
        held = [one for group in manifest["groups"] for one in group["articles"]]
        held += [one for left in manifest["left_out"] for one in left["articles"]]
        assert sorted(held) == sorted({one.article.id for one in records})


# -- the same bytes ----------------------------------------------------------------------------


def test_the_same_project_and_seed_give_the_same_bytes(project, tmp_path):
    formats = ("prodigy", "brat", "hf-dataset")
    first = tree(released(project, tmp_path / "one", seed=3, formats=formats))
    assert tree(released(project, tmp_path / "two", seed=3, formats=formats)) == first
    project.close()
    copied = tmp_path / "elsewhere" / "copied.annotator"
    copied.parent.mkdir()
    shutil.copy(tmp_path / "p.annotator", copied)
    with Project.open(copied) as copy:
        assert tree(released(copy, tmp_path / "three", seed=3, formats=formats)) == first
        assert tree(released(copy, tmp_path / "four", seed=4, formats=formats)) != first


def test_an_export_gives_the_same_data(project, tmp_path):
    write_out(project, tmp_path / "out.jsonl")
    save_labels(project.labels(), tmp_path / "labels.json")
    with create_project(tmp_path / "q.annotator", tmp_path / "labels.json") as other:
        bring_in(other, [tmp_path / "out.jsonl"])
        other.set_stories({"a7": "other name", "a8": "other name", "a9": "other name"})
        one, two = (tree(released(p, tmp_path / n)) for p, n in ((project, "r"), (other, "s")))
    for name in ("labels.json", "data/train.jsonl", "data/validation.jsonl", "data/test.jsonl"):
        assert one[name] == two[name]


def test_what_several_said_of_a_segment_stands_together(project, tmp_path):
    """In every format, as in an export; most articles with two annotators have two sentences."""
    shaping = Shaping(segments="sentence")
    folder = released(project, tmp_path / "r", shaping=shaping, formats=("prodigy",))
    write_out(project, tmp_path / "out.jsonl", shaping=shaping)
    exported = (tmp_path / "out.jsonl").read_bytes().splitlines()
    split = 0
    for part in lines(folder).values():
        ids = [one["id"] for one in part]
        together = [one for one, _ in groupby(ids)]
        assert len(together) == len(set(ids))
        split += sum(ids.count(one) > 1 for one in together)
    assert split > 10
    got = [(folder / "data" / f"{part}.jsonl").read_bytes() for part in lines(folder)]
    assert sorted(b"".join(got).splitlines()) == sorted(map(in_order, exported))


def in_order(line: bytes) -> bytes:
    """A line of an export with its spans as a release has them: in the order of the text."""
    record = orjson.loads(line)
    record["spans"].sort(key=lambda one: (one["fragments"], one["label"], one["id"]))
    return orjson.dumps(record)


def test_a_release_can_be_imported(project, tmp_path):
    folder = released(project, tmp_path / "r")
    write_out(project, tmp_path / "out.jsonl")
    expected = sorted(map(in_order, (tmp_path / "out.jsonl").read_bytes().splitlines()))
    got = b"".join(one.read_bytes() for one in (folder / "data").iterdir())
    assert sorted(got.splitlines()) == expected


# -- whose work --------------------------------------------------------------------------------


def test_what_is_not_done_is_left_out_and_named(tmp_path):
    text = "Buy now!"
    spam = Span(
        id="s", article="a2", annotator="ana", label="boilerplate",
        fragments=make_fragments(text, ((0, len(text)),)),
    )  # fmt: skip
    records = [
        record(0), record(1, status=Status.IN_PROGRESS), record(2, text=text, spans=(spam,)),
        record(3, "ben"), Annotated(article=Article(id="a4", text="Nobody did this.")),
        record(5, status=Status.SKIPPED), record(5, "ben", status=Status.DONE),
    ]  # fmt: skip
    with make(tmp_path / "p.annotator", records) as project:
        shaping = Shaping(clean=("boilerplate",))
        folder = tmp_path / "r"
        release(project, folder, ReleaseOptions(annotators=("ana",), shaping=shaping, **QUICK))
        left = {one["reason"]: one["articles"] for one in manifest_of(folder)["left_out"]}
        assert left == {NO_WORK: ["a3", "a4"], NOT_DONE: ["a1", "a5"], NOTHING_LEFT: ["a2"]}
        assert manifest_of(folder)["annotators"] == ["ana"]
        assert "left out" in (folder / "README.md").read_text("utf-8")
        folder = released(project, tmp_path / "all", done_only=False)
        left = {one["reason"]: one["articles"] for one in manifest_of(folder)["left_out"]}
        assert left == {NO_WORK: ["a4"]}
        with pytest.raises(ProjectError, match="there is no annotator zoe; there are: ana, ben"):
            release(project, tmp_path / "no", ReleaseOptions(annotators=("zoe",)))
        assert not (tmp_path / "no").exists()


def test_gold_is_released_where_something_is_settled(tmp_path):
    with make(tmp_path / "p.annotator") as project:
        with project.begin_import("test") as incoming:
            incoming.add([Annotated(article=Article(id="a", text="So they said."))])
        with pytest.raises(ProjectError, match="nothing to release"):
            release(project, tmp_path / "r")
        project.apply(AddSpan(article="a", label="claim", ranges=((0, 2),), id="s"), "ana")
        project.apply(SetStatus(articles=("a",), status=Status.DONE), "ana")
        one = released(project, tmp_path / "before")
        assert manifest_of(one)["options"]["work"] == "everybody"
        project.apply(Settle(article="a", start=0, end=2, accept=("s",)), "lead")
        two = released(project, tmp_path / "after")
        assert manifest_of(two)["options"]["work"] == "gold"
        assert manifest_of(two)["annotators"] == ["gold"]
        three = released(project, tmp_path / "everybody", everybody=True)
        assert manifest_of(three)["annotators"] == ["ana"]
        blind = released(project, tmp_path / "blind", annotators=("ana", "gold"), blind=True)
        assert manifest_of(blind)["annotators"] == ["B", "gold"]


def test_blind_names_nobody(tmp_path):
    people = {"ana": "Anastasia", "ben": "Benedikta"}
    records = [
        Annotated(
            article=one.article,
            annotator=people[one.annotator],
            status=one.status,
            spans=tuple(
                Span(
                    id=f"{n}-{at}", article=span.article, annotator=people[one.annotator],
                    label=span.label, fragments=span.fragments, note="asked Benedikta",
                )
                for at, span in enumerate(one.spans)
            ),
        )
        for n, one in enumerate(corpus())
    ]  # fmt: skip
    with make(tmp_path / "p.annotator", records) as project:
        folder = released(project, tmp_path / "r", blind=True, formats=("brat", "csv-spans"))
        assert manifest_of(folder)["annotators"] == ["A", "B"]
        for name, data in tree(folder).items():
            assert b"nastasia" not in data, name
            assert b"enedikta" not in data, name
            assert "nastasia" not in name
        agreement = orjson.loads((folder / "agreement.json").read_bytes())
        assert agreement["annotators"] == ["A", "B"]
        numbers = agreement["labels"]["claim"]["spans"]
        told = {"A": 0, "B": 0}
        for one in (one for part in lines(folder).values() for one in part):
            if int(one["id"][1:]) % 2:
                told[one["annotator"]] += sum(s["label"] == "claim" for s in one["spans"])
        assert numbers == told
        open_ = released(project, tmp_path / "open")
        assert b"Benedikta" in tree(open_)["README.md"]


# -- what is written ---------------------------------------------------------------------------


def test_the_folder_appears_complete_or_not_at_all(project, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(NotSavedError, match="expected a new folder"):
        release(project, tmp_path / "full")
    for moment in (1, 20, 60, 90):
        asked = []

        def cancelled(limit: int = moment, asked: list[int] = asked) -> bool:
            asked.append(1)
            return len(asked) > limit

        with pytest.raises(CancelledError):
            release(project, tmp_path / "r", ReleaseOptions(**QUICK), cancelled=cancelled)
    for options in (
        {"formats": ("nothing",)}, {"formats": ("text",)}, {"seed": -1}, {"license": "CC BY"},
        {"shaping": Shaping(labels=("nothing",))}, {"name": " "},
    ):  # fmt: skip
        with pytest.raises(InputError):
            release(project, tmp_path / "r", ReleaseOptions(**options))
    left = {one.name for one in tmp_path.iterdir()}
    assert left <= {"full", "p.annotator", "p.annotator-wal", "p.annotator-shm"}
    assert [one.name for one in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_a_change_meanwhile_is_noticed(project, tmp_path):
    done = []

    def progress(*_: int) -> None:
        if not done:
            done.append(1)
            with Project.open(tmp_path / "p.annotator") as other:
                other.apply(AddSpan(article="a1", label="claim", ranges=((0, 2),)), "ben")

    with pytest.raises(ProjectError, match="changed while it was read"):
        release(project, tmp_path / "r", ReleaseOptions(**QUICK), progress=progress)
    assert not (tmp_path / "r").exists()


def test_a_merge_in_between_is_noticed(project, tmp_path):
    """A span that it moves leaves all counts as they are; the report tells of another place."""
    pack = tmp_path / "pack.annotator"
    project.pack(pack, "ana")
    with Project.open(pack) as copy:
        span = next(one for record in copy.export() for one in record.spans)
        start, end = span.ranges[0]
        copy.apply(SetRanges(span=span.id, ranges=((start, end + 1),)), "ana")
    before, seen = project.statistics(), []

    def progress(done: int, total: int) -> None:
        if not seen and done > total / 7:  # what is released was read, and not yet the report
            seen.append(done)
            with Project.open(tmp_path / "p.annotator") as other, Project.open(pack) as copy:
                assert other.merge(copy).spans_changed == 1

    with pytest.raises(ProjectError, match="changed while it was read"):
        release(project, tmp_path / "r", ReleaseOptions(**QUICK), progress=progress)
    assert seen
    assert project.statistics() == before
    assert not (tmp_path / "r").exists()


def test_progress_only_rises_to_its_end(project, tmp_path):
    seen = []
    release(project, tmp_path / "r", ReleaseOptions(**QUICK), progress=lambda *at: seen.append(at))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]


@pytest.mark.parametrize(
    "given", ["80,20", "a,b,c", "0,0,0", "80,-10,30", "inf,1,1", "nan,1,1", ""]
)
def test_shares_are_three_numbers(given):
    with pytest.raises(InputError, match="expected three numbers, as 80,10,10"):
        parse_shares(given)


def test_a_share_of_nothing_makes_no_file(project, tmp_path):
    folder = released(project, tmp_path / "r", shares=parse_shares("4,0,1"), formats=("prodigy",))
    assert sorted(one.name for one in (folder / "data").iterdir()) == ["test.jsonl", "train.jsonl"]
    assert sorted(one.name for one in (folder / "prodigy").iterdir()) == [
        "test.jsonl", "train.jsonl",
    ]  # fmt: skip


def test_losses_and_links_are_told(project, tmp_path):
    folder = released(project, tmp_path / "r", formats=("hf-tokens",), annotators=("ana",))
    manifest = manifest_of(folder)
    lost = {(one["format"], one["what"]) for one in manifest["losses"]}
    assert ("hf-tokens", "attributes of spans") in lost
    assert sum(one["links"] for one in manifest["splits"].values()) == 1
    only = released(project, tmp_path / "s", annotators=("ben",))
    assert manifest_of(only)["links_left_out"] == 0
    labels = {span.label for one in corpus() if one.article.id == "a5" for span in one.spans[:1]}
    other = tuple({"claim", "quote", "entity"} - labels)
    chosen = released(project, tmp_path / "t", shaping=Shaping(labels=other))
    assert manifest_of(chosen)["links_left_out"] == 1
    assert set(manifest_of(chosen)["splits"]["train"]["labels"]) <= set(other)


def test_the_card_and_what_stands_beside_it(project, tmp_path):
    folder = released(project, tmp_path / "r", name="A | B: *news*", license="cc-by-4.0")
    card = (folder / "README.md").read_text("utf-8")
    yaml = pytest.importorskip("yaml")
    front = yaml.safe_load(card.split("---\n")[1])
    assert front["pretty_name"] == "A | B: *news*"
    assert front["license"] == "cc-by-4.0"
    assert front["task_categories"] == ["token-classification"]
    assert front["size_categories"] == ["n<1K"]
    files = front["configs"][0]["data_files"]
    assert [one["split"] for one in files] == ["train", "validation", "test"]
    assert all((folder / one["path"]).is_file() for one in files)
    assert "# A \\| B: \\*news\\*" in card
    assert "plots/agreement.svg" in card
    guide = (folder / "guidelines.md").read_text("utf-8")
    for label in project.labels():
        assert f"## {label.name}\n" in guide
        assert label.guidelines.strip() in guide
    from lxml import etree

    for one in (folder / "plots").iterdir():
        root = etree.parse(one, etree.XMLParser(resolve_entities=False)).getroot()
        assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_datasets_loads_it(project, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    datasets = pytest.importorskip("datasets")
    folder = released(project, tmp_path / "r")
    loaded = datasets.load_dataset(str(folder), cache_dir=str(tmp_path / "cache"))
    for part, records in lines(folder).items():
        assert loaded[part].num_rows == len(records)
        for got, wanted in zip(loaded[part], records, strict=True):
            assert {key: got[key] for key in wanted} == wanted | {
                "spans": [{**span, "flagged": None} for span in wanted["spans"]]
            }


# -- verifying ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    with make(folder / "p.annotator", [record(n) for n in range(6)]) as project:
        release(project, folder / "r", ReleaseOptions(formats=("prodigy",), replicates=0))
    return folder / "r"


def test_every_changed_byte_is_found(small, tmp_path):
    chance = random.Random(0)
    folder = tmp_path / "r"
    shutil.copytree(small, folder)
    assert verify(folder) == []
    for name, data in tree(folder).items():
        places = {0, len(data) - 1, *chance.sample(range(len(data)), min(25, len(data)))}
        for at in places:
            flipped = bytes([data[at] ^ (1 << chance.randrange(8))])
            (folder / name).write_bytes(data[:at] + flipped + data[at + 1 :])
            assert verify(folder), (name, at)
        for other in (data[:-1], data + b"\n", b""):
            (folder / name).write_bytes(other)
            assert verify(folder), name
        (folder / name).unlink()
        assert f"{name}: it is missing" in verify(folder)
        (folder / name).write_bytes(data)
    assert verify(folder) == []
    (folder / "data" / "more.jsonl").write_bytes(b"")
    assert verify(folder) == ["data/more.jsonl: it does not belong to the release"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_and_odd_names_are_found(small, tmp_path):
    folder = tmp_path / "r"
    shutil.copytree(small, folder)
    (folder / "elsewhere").symlink_to(tmp_path, target_is_directory=True)
    (folder / "labels.json").rename(tmp_path / "labels.json")
    (folder / "labels.json").symlink_to(tmp_path / "labels.json")
    (folder / "a\x1b[2J\nb").write_bytes(b"")
    found = verify(folder)
    assert "elsewhere: it does not belong to the release" in found
    assert "labels.json: it is no ordinary file" in found
    assert all(str(line).isprintable() for line in found)
    assert any("does not belong" in line and "2J" in line for line in found)


def forged(folder: Path, change) -> list[str]:
    """Change the data, make all check sums fit again, and return what is still found."""
    from msgspec.structs import replace

    from annotator.exchange.release.manifest import decode, digest, encode, files_below, sums

    held = lines(folder)
    manifest = change(held, decode((folder / "manifest.json").read_bytes()))
    for part, records in held.items():
        path = folder / "data" / f"{part}.jsonl"
        path.write_bytes(b"".join(orjson.dumps(one) + b"\n" for one in records))
    files = {}
    for name, one in manifest.files.items():
        sha256, size = digest(folder / name)
        files[name] = replace(one, sha256=sha256, bytes=size)
    (folder / "manifest.json").write_bytes(encode(replace(manifest, files=files)))
    digests = {name: digest(path)[0] for name, path in files_below(folder).items()}
    digests.pop("SHA256SUMS")
    (folder / "SHA256SUMS").write_bytes(sums(digests))
    return verify(folder)


def other_split(held, manifest):
    from msgspec.structs import replace

    splits = {"../../train": manifest.splits["train"], **manifest.splits}
    return replace(manifest, splits=splits)


def nothing(held, manifest):
    return manifest


def wrong_offset(held, manifest):
    held["train"][0]["spans"][0]["end"] += 1
    held["train"][0]["spans"][0]["fragments"][0][1] += 1
    return manifest


def dropped(held, manifest):
    held["train"].pop()
    return manifest


def moved(held, manifest):
    held["test"].append(held["train"].pop())
    return manifest


def same_text(held, manifest):
    """Let two articles in different splits have one text."""
    one, other = held["train"][0], held["test"][0]
    assert len(one["text"]) == len(other["text"])
    other.update(text=one["text"], text_sha256=one["text_sha256"], spans=[])
    return manifest


def nearly_same_text(held, manifest):
    one, other = held["train"][0], held["test"][0]
    other.update(text="Again: " + one["text"], spans=[])
    del other["text_sha256"]
    return manifest


def unknown_label(held, manifest):
    held["train"][0]["spans"][0]["label"] = "nothing"
    return manifest


def linked(held, manifest):
    ends = held["train"][0]["spans"][0]["id"], held["test"][0]["spans"][0]["id"]
    held["train"][0]["links"].append({"id": "l", "type": "same", "from": ends[0], "to": ends[1]})
    return manifest


def regrouped(held, manifest):
    from msgspec.structs import replace

    first, *rest = manifest.groups
    return replace(manifest, groups=[replace(first, articles=["nothing"]), *rest])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (nothing, ""),
        (wrong_offset, "data/train.jsonl: line 1: spans[0]"),
        (dropped, "its numbers are not those of “splits”"),
        (moved, "is in train"),
        (same_text, "has the same text as"),
        (nearly_same_text, "has nearly the same text as"),
        (unknown_label, "the label nothing is not in labels.json"),
        (linked, "a link leads to the span"),
        (other_split, "../../train is no split; expected train, validation, test"),
        (regrouped, "is not named after its articles"),
    ],
)
def test_a_forged_release_is_found(small, tmp_path, change, expected):
    folder = tmp_path / "r"
    shutil.copytree(small, folder)
    found = forged(folder, change)
    if change is nothing:
        assert found == []
    else:
        assert any(expected in line for line in found), found


def test_what_is_no_release_is_refused(tmp_path):
    with pytest.raises(InputError, match="there is no such folder"):
        verify(tmp_path / "no")
    assert verify(tmp_path) == ["manifest.json: it is missing"]
    for data in (b"", b"[]", b'{"schema": "x"}', b"\xff", b"[" * 100_000):
        (tmp_path / "manifest.json").write_bytes(data)
        (line,) = verify(tmp_path)
        assert str(line).startswith("manifest.json: it cannot be read")


def test_what_came_from_suggestions_is_counted_by_label(tmp_path):
    """Accepted, moved since, and rejected; where nobody was shown any nothing is said."""
    text = text_of(1)
    with make(tmp_path / "p.annotator", [record(1), record(2), record(3)]) as project:
        (tmp_path / "a").mkdir()
        assert "suggestions" not in manifest_of(released(project, tmp_path / "a"))
        label = project.labels()[0]
        article = project.article_ids(project.index("ana"))[0]
        text = project.texts([article])[article]
        made = []
        for start in (0, 10, 20):
            one = Suggestion(
                article=article,
                label=label.name,
                start=start,
                end=start + 5,
                text=text[start : start + 5],
                score=0.9,
                origin="suggested:marks:0.90",
            )
            made.append(msgspec.structs.replace(one, id=suggestion_id(one), label=label.id))
        kept = project.apply(AcceptSuggestions(proposed=tuple(made[:2])), "ana")
        project.apply(RejectSuggestions(proposed=(made[2],)), "ana")
        moved = next(step.after for step in kept.delta.spans if step.after.start == 0)
        project.apply(SetRanges(span=moved.id, ranges=((0, 7),)), "ana")
        folder = released(project, tmp_path / "b")
    assert manifest_of(folder)["suggestions"] == {
        label.name: {"spans": 2, "accepted": 2, "moved": 1, "rejected": 1}
    }
    assert "## Suggestions" in (folder / "README.md").read_text(encoding="utf-8")
    found = [one for some in lines(folder).values() for line in some for one in line["spans"]]
    told = [one["suggested"] for one in found if one["origin"] == "suggestion"]
    assert told == [{"sources": ["marks"], "score": 0.9}] * 2
