"""One whole article of the sample, annotated as its annotator ana did: by keys, then by mouse.

Both count what each span takes, moving there included, from where the last one left the caret.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from annotator.exchange import ImportOptions, bring_in, create_project, write_out
from annotator.resources import resource
from tests.desktop.desk import ALT, CTRL, NO, SHIFT, Desk

ROOT = Path(__file__).resolve().parents[3]
HERE, THERE = "harbour-bridge-01", "harbour-bridge-02"
LABELS = ("claim", "quote", "entity", "boilerplate", "cue")
MODIFIERS = {"Ctrl": CTRL, "Shift": SHIFT, "Alt": ALT}
NAMED = {
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Esc": Qt.Key.Key_Escape,
    "Space": Qt.Key.Key_Space,
}


class Act(NamedTuple):
    """Something to do.

    Attributes:
        what: label of a span, or "link", "attribute", "done".
        text: of the span as far as it is told here, or what else it is about.
        keys: pressed one after the other; ``3*Right`` three times.

    """

    what: str
    text: str
    keys: str


BY_KEYS = (
    Act("entity", "Ada Oyelaran", "Ctrl+Down E 3"),
    Act("boilerplate", "Ada OyelaranCouncil … MORE", "E 4"),
    Act("entity", "Ostrand", "E 3"),
    Act("claim", "engineers found … gearbox", "Ctrl+F E N G Esc A 1"),
    Act("claim", "The bridge was raised at 6:40 a.m.", "Ctrl+Down 7*Ctrl+Shift+Right 1"),
    Act("claim", "About 11,000 … working day", "Alt+Down A 1"),
    Act("quote", "“We heard … gearbox,”", "Q 2"),
    Act("entity", "Tomas Vell, linked as speaker", "P 1"),
    Act("cue", "said, linked as cue", "Shift+P 1"),
    Act("boilerplate", "Tomas VellBridge … MORE", "E 4"),
    Act("entity", "Ostrand Harbour Board", "E 3"),
    Act("entity", "Ostrand", "Ctrl+Shift+Right 3"),
    Act("quote", "+ “It was the gearbox … egg.”", "Q 2 Shift+M"),
    Act("claim", "there were three eggs", "E 2*Ctrl+Right A 1"),
    Act("claim", "a technician … twice", "Ctrl+F A Space T Esc A 1"),
    Act("entity", "Coastal Birds Act", "E 3"),
    Act("claim", "the Coastal Birds Act … in it", "Ctrl+Left A 1"),
    Act("claim", "herring gulls … 28 days", "V Ctrl+Right A 1"),
    Act("claim", "The closure … 340,000 crowns", "Ctrl+Down A 1"),
    Act("link", "to 340 000 crowns in the other article", "L 1 Esc"),
    Act("claim", "The bridge", "2*Alt+Down A 1"),
    Act("claim", "+ has been inspected … 2018", "2*V A F"),
    Act("entity", "Rasmus Pike", "E 3"),
    Act("claim", "Pike called … resign", "Ctrl+Right A 1"),
    Act("quote", "“a surrender to poultry”", "Shift+Q 2"),
    Act("attribute", "directness: mixed", "I 3 Esc"),
    Act("link", "speaker Rasmus Pike", "P 1"),
    Act("cue", "called, linked as cue", "Shift+P 1"),
    Act("entity", "The Bridge Nobody Crossed", "Q Right 3"),
    Act("claim", "the mechanism … eight years", "V 2*Ctrl+Right A 1"),
    Act("claim", "lists 14 failures", "3*V A 1"),
    Act("quote", '“If she thinks … voters,"', "Q 2"),
    Act("link", "speaker Rasmus Pike", "P 2"),
    Act("quote", "“I have been asked … gulls,”", "2*Q 2"),
    Act("link", "speaker Ada Oyelaran", "P 2"),
    Act("entity", "Quay Street", "2*E 3"),
    Act("boilerplate", "Quay StreetRoadworks … MORE", "E 4"),
    Act("quote", "+ “For 28 days … it is.”", "Q 2 Shift+M"),
    Act("entity", "Inge Solheim", "E 3"),
    Act("boilerplate", "READ MORE … buildings", "Ctrl+Down 4"),
    Act("boilerplate", "Sign up … shouting.", "Ctrl+Down 4"),
    Act("done", "the article", "D"),
)


BY_MOUSE = (
    Act("entity", "Ada Oyelaran", "click 3"),
    Act("boilerplate", "Ada OyelaranCouncil … MORE", "click 4"),
    Act("entity", "Ostrand", "double-click 3"),
    Act("claim", "engineers found … gearbox", "drag 1"),
    Act("claim", "The bridge was raised at 6:40 a.m.", "drag 1"),
    Act("claim", "About 11,000 … working day", "drag 1"),
    Act("quote", "“We heard … gearbox,”", "click 2"),
    Act("quote", "+ “It was the gearbox … egg.”", "drag F"),
    Act("entity", "Tomas Vell", "click 3"),
    Act("boilerplate", "Tomas VellBridge … MORE", "drag 4"),
    Act("entity", "Ostrand Harbour Board", "click 3"),
    Act("entity", "Ostrand", "double-click 3"),
    Act("claim", "there were three eggs", "drag 1"),
    Act("claim", "a technician … twice", "drag 1"),
    Act("entity", "Coastal Birds Act", "click 3"),
    Act("claim", "the Coastal Birds Act … in it", "drag 1"),
    Act("claim", "herring gulls … 28 days", "drag 1"),
    Act("claim", "The closure … 340,000 crowns", "drag 1"),
    Act("claim", "The bridge", "drag 1"),
    Act("claim", "+ has been inspected … 2018", "drag F"),
    Act("entity", "Rasmus Pike", "click 3"),
    Act("quote", "“a surrender to poultry”", "click 2"),
    Act("entity", "The Bridge Nobody Crossed", "drag 3"),
    Act("claim", "the mechanism … eight years", "drag 1"),
    Act("claim", "lists 14 failures", "drag 1"),
    Act("quote", '“If she thinks … voters,"', "click 2"),
    Act("quote", "“I have been asked … gulls,”", "click 2"),
    Act("quote", "+ “For 28 days … it is.”", "drag F"),
    Act("entity", "Quay Street", "click 3"),
    Act("boilerplate", "Quay StreetRoadworks … MORE", "drag 4"),
    Act("entity", "Inge Solheim", "click 3"),
    Act("boilerplate", "READ MORE … buildings", "click 4"),
    Act("boilerplate", "Sign up … shouting.", "click 4"),
)


class Tagged(NamedTuple):
    """A span as a file has it: label, and the fragments with what they cover."""

    label: str
    fragments: tuple[tuple[int, int, str], ...]


def by_ana() -> list[Tagged]:
    """Return what the sample's annotator tagged: all that is to be done again."""
    lines = Path(resource("samples/news.jsonl")).read_text(encoding="utf-8").split("\n")
    line = json.loads(lines[0])
    assert (line["id"], line["annotator"]) == (HERE, "ana")
    return [
        Tagged(span["label"], tuple((a, b, line["text"][a:b]) for a, b in span["fragments"]))
        for span in line["spans"]
    ]


@pytest.fixture
def newcomer(open_desk, tmp_path) -> Desk:
    """The window on a copy of the sample project, for an annotator who has done nothing yet."""
    project = create_project(tmp_path / "project.annotator")
    bring_in(project, [resource("samples/news.jsonl")], ImportOptions())
    project.close()
    return open_desk(annotator="dora")


def presses(keys: str) -> list[tuple[Qt.Key | str, Qt.KeyboardModifier]]:
    """Read how keys are written in ``Act``."""
    found: list[tuple[Qt.Key | str, Qt.KeyboardModifier]] = []
    for word in keys.split():
        times, _, combined = word.rpartition("*")
        *held, name = combined.split("+")
        modifiers = NO
        for one in held:
            modifiers |= MODIFIERS[one]
        found += [(NAMED.get(name, name.lower()), modifiers)] * int(times or 1)
    return found


def stored(desk: Desk, article: str) -> dict[str, Tagged]:
    """Read dora's spans of an article by id, with plain sqlite3."""
    with closing(sqlite3.connect(desk.path)) as database:
        rows = database.execute(
            'SELECT s.id, l.name, f.start, f."end", f.text FROM spans s'
            " JOIN articles a ON a.key = s.article JOIN labels l ON l.key = s.label"
            " JOIN annotators n ON n.key = s.annotator JOIN fragments f ON f.span = s.key"
            " WHERE a.id = ? AND n.name = 'dora' ORDER BY s.key, f.number",
            (article,),
        ).fetchall()
    spans: dict[str, Tagged] = {}
    for key, label, *fragment in rows:
        before = spans[key].fragments if key in spans else ()
        spans[key] = Tagged(label, (*before, tuple(fragment)))
    return spans


def linked(desk: Desk, spans: dict[str, Tagged]) -> set[tuple[str, Tagged, Tagged]]:
    """Read the links that begin at these spans, with plain sqlite3."""
    with closing(sqlite3.connect(desk.path)) as database:
        rows = database.execute(
            "SELECT k.type, s.id, t.id FROM links k"
            " JOIN spans s ON s.key = k.source JOIN spans t ON t.key = k.target"
        ).fetchall()
    return {(kind, spans[one], spans[other]) for kind, one, other in rows if one in spans}


def answer(desk: Desk, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(desk.path)) as database:
        return database.execute(question).fetchall()


def report(title: str, acts: Sequence[Act], count: Callable[[Act], str]) -> str:
    """Return a table of every gesture."""
    rows = [f"| {act.what} | {act.text} | `{act.keys}` | {count(act)} |" for act in acts]
    return "\n".join([f"{title}\n", "| | | pressed | |", "|---|---|---|--:|", *rows, ""])


def whole(acts: Iterable[Act]) -> Iterator[tuple[Act, ...]]:
    """Yield the gestures of each span; a later fragment belongs to the last span of its label."""
    spans: list[list[Act]] = []
    for act in acts:
        if act.what not in LABELS:
            continue
        if act.text.startswith("+"):
            next(one for one in reversed(spans) if one[0].what == act.what).append(act)
        else:
            spans.append([act])
    yield from map(tuple, spans)


def summary(rows: dict[str, list[int]]) -> list[str]:
    """Return the lines that ``docs/performance.md`` has."""
    return [
        f"| {name} | {len(counts)} | {median(counts):g} | {sum(counts) / len(counts):.1f}"
        f" | {max(counts)} |"
        for name, counts in rows.items()
    ]


def keep(name: str, text: str) -> None:
    """Print a table, and leave it where the documentation says."""
    print(f"\n{text}")  # noqa: T201
    folder = ROOT / "build"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_a_whole_article_by_keys_alone(newcomer, qtbot, tmp_path):
    """Every span of ana's, links, an attribute and the status; a median of at most four keys."""
    desk = newcomer
    assert desk.session.opened.article.id == HERE
    for act in BY_KEYS:
        for key, modifiers in presses(act.keys):
            desk.key(key, modifiers)
            if desk.window.claim_linking.is_open:  # an annotator looks before choosing
                qtbot.waitUntil(lambda: not desk.window.claim_linking.is_looking)

    here, there = stored(desk, HERE), stored(desk, THERE)
    text = desk.session.opened.article.text
    assert {piece == text[a:b] for span in here.values() for a, b, piece in span.fragments} == {
        True
    }
    wanted = by_ana()
    pike = Tagged("claim", ((1558, 1640, text[1558:1640]),))
    cues = [Tagged("cue", ((741, 745, "said"),)), Tagged("cue", ((1563, 1569, "called"),))]
    assert sorted(here.values()) == sorted([*wanted, pike, *cues])
    by_words = {" ".join(piece for _, _, piece in span.fragments): span for span in here.values()}

    (cost,) = there.values()
    assert cost.label == "claim"
    assert "340\u00a0000\u00a0crowns" in cost.fragments[0][2]
    quotes = [span for span in wanted if span.label == "quote"]
    heard, surrender, waiting, asked = quotes
    assert [len(span.fragments) for span in quotes] == [2, 1, 1, 2]
    assert linked(desk, {**here, **there}) == {
        ("speaker", heard, by_words["Tomas Vell"]),
        ("cue", heard, cues[0]),
        ("speaker", surrender, by_words["Rasmus Pike"]),
        ("cue", surrender, cues[1]),
        ("speaker", waiting, by_words["Rasmus Pike"]),
        ("speaker", asked, by_words["Ada Oyelaran"]),
        ("same", by_words["The closure will cost the city 340,000 crowns"], cost),
    }
    said = {
        key: json.loads(value) for key, value in answer(desk, "SELECT id, attributes FROM spans")
    }
    assert [said[key] for key, span in here.items() if span == surrender] == [
        {"directness": "mixed"}
    ]
    assert answer(
        desk,
        "SELECT a.id, s.status FROM statuses s JOIN articles a ON a.key = s.article"
        " JOIN annotators n ON n.key = s.annotator WHERE n.name = 'dora' ORDER BY a.key",
    )[0] == (HERE, "done")
    assert desk.project().check() == []

    out = tmp_path / "out.jsonl"
    write_out(desk.project(), out)
    lines = [json.loads(line) for line in out.read_text("utf-8").removesuffix("\n").split("\n")]
    (line,) = [one for one in lines if (one["id"], one["annotator"]) == (HERE, "dora")]
    assert line["status"] == "done"
    assert {
        span["id"]: Tagged(
            span["label"], tuple((a, b, line["text"][a:b]) for a, b in span["fragments"])
        )
        for span in line["spans"]
    } == here
    ends = {**here, **there}
    exported = {(k["type"], ends[k["from"]], ends[k["to"]]) for k in line["links"]}
    assert exported == linked(desk, ends)

    counts: dict[str, list[int]] = {label: [] for label in LABELS}
    for acts in whole(BY_KEYS):
        counts[acts[0].what].append(sum(len(presses(act.keys)) for act in acts))
    counts["all spans"] = [count for one in counts.values() for count in one]
    for kind in ("link", "attribute"):
        counts[kind] = [len(presses(act.keys)) for act in BY_KEYS if act.what == kind]
    lines_for_docs = summary(counts)
    table = report("By keys alone", BY_KEYS, lambda act: str(len(presses(act.keys))))
    keep("keys-per-span.md", table + "\n".join(["", *lines_for_docs, ""]))
    assert median(counts["all spans"]) <= 4
    without = [
        sum(len(presses(act.keys)) for act in acts)
        for acts in whole(BY_KEYS)
        if acts[0].what != "cue" and not acts[0].text.startswith("Pike")
    ]
    assert len(without) == len(wanted)
    assert median(without) <= 4
    documented = (ROOT / "docs" / "performance.md").read_text("utf-8")
    assert [line for line in lines_for_docs if line not in documented] == []


@pytest.fixture
def unhurried() -> Iterator[None]:
    """Let no click be the third of three: these hands pause between one word and the next."""
    interval = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(0)
    yield
    QApplication.setDoubleClickInterval(interval)


def test_a_whole_article_by_mouse(newcomer, unhurried):
    """At most one drag, click or double-click and one key per fragment; drags are not exact."""
    desk = newcomer
    text = desk.session.opened.article.text
    todo = {(span.label, a, b) for span in by_ana() for a, b, _ in span.fragments}
    desk.key("b", CTRL)  # whole words, once for all articles
    for act in BY_MOUSE:
        gesture, key = act.keys.split()
        places = sorted(
            (start, end)
            for label, start, end in todo
            if label == act.what and reads(text[start:end], act.text)
        )
        start, end = places[0]
        todo.remove((act.what, start, end))
        desk.view.scroll_to(start)  # the wheel
        if gesture == "drag":
            late = text[start : start + 2].isalnum()
            early = text[end - 2 : end].isalnum()
            desk.drag(start + late, end - early)
        elif gesture == "click":
            desk.click(start + (end - start) // 3)
        else:
            desk.double_click(start + 2)
        desk.key(key.lower())
        QCoreApplication.processEvents()  # the pause: a double-click is over
    assert todo == set()
    assert sorted(stored(desk, HERE).values()) == sorted(by_ana())
    keep("mouse-per-span.md", report("By mouse", BY_MOUSE, lambda act: str(len(act.keys.split()))))
    assert all(len(act.keys.split()) == 2 for act in BY_MOUSE)
    used = Counter(act.keys.split()[0] for act in BY_MOUSE)
    told = "{click} clicks, {drag} drags and {double-click} double-clicks".format_map(used)
    assert told in " ".join((ROOT / "docs" / "performance.md").read_text("utf-8").split())


def reads(piece: str, told: str) -> bool:
    first, _, last = told.removeprefix("+ ").partition(" … ")
    return piece.startswith(first) and piece.endswith(last) if last else piece == first
