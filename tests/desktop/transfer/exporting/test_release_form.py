"""What the release dialog offers arrives in the files, as it does from the command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from annotator.__main__ import main
from annotator.annotation.edits import AddSpan, SetStatus, Settle
from annotator.annotation.records import Annotated, Article, Status
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.language import Language, Languages
from annotator.desktop.toolkit.theme import Choice, Themes
from annotator.desktop.transfer.exporting.release_dialog import ReleaseDialog
from annotator.exchange import create_project
from annotator.formats import formats
from annotator.project import Project
from tests.desktop.desk import LEFT

ADVERT = "Buy lamps 😀 at Orr’s. "
WORDS = ("old", "new", "tall", "red", "wet", "long", "grey", "last")
CLAIM, QUOTE = "bridge opens", "“At last,”"
QUICK = ("--replicates", "20")
Release = Callable[..., Path]


def text(word: str) -> str:
    return f"The {word} road shut. {ADVERT}The {word} bridge opens. {QUOTE} said Ida {word}."


def tag(project: Project, article: str, label: str, part: str, who: str, **fields: object) -> None:
    start = text(WORDS[int(article[1:])]).index(part)
    place = (start, start + len(part))
    project.apply(AddSpan(article=article, label=label, ranges=(place,), **fields), who)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three annotators are done with eight articles, each with an advertisement in the middle."""
    project = create_project(tmp_path / "p.annotator")
    with project.begin_import("test") as work:
        work.add(
            [
                Annotated(article=Article(id=f"a{n}", text=text(word)))
                for n, word in enumerate(WORDS)
            ]
        )
    articles = tuple(f"a{n}" for n in range(len(WORDS)))
    for who in ("ana", "ben", "cem"):
        for one in articles:
            low = {"confidence": "low"}
            tag(project, one, "claim", CLAIM, who, id=f"{who}-{one}", attributes=low)
            tag(project, one, "boilerplate", ADVERT, who)
            tag(project, one, "quote", QUOTE, who)
        project.apply(SetStatus(articles=articles, status=Status.DONE), who)
    yield project
    project.close()


@pytest.fixture
def dialog(qtbot, project: Project, tmp_path: Path) -> ReleaseDialog:
    dialog = ReleaseDialog(Session(project, "ana"), tmp_path)
    qtbot.addWidget(dialog)
    dialog.form.replicates.setValue(20)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


@pytest.fixture
def release(qtbot, dialog: ReleaseDialog, tmp_path: Path) -> Release:
    def both(
        *options: str, replicates: tuple[str, ...] = QUICK, by: ReleaseDialog = dialog
    ) -> Path:
        """Release from the dialog and by the command line, compare all bytes, check, return."""
        QTest.mouseClick(by.start_button, LEFT)
        qtbot.waitUntil(lambda: by._task is None, timeout=20_000)
        ours, theirs = tmp_path / "release", tmp_path / "by-command"
        assert by.working.words.startswith("Released into release.")
        given = ["release", str(tmp_path / "p.annotator"), str(theirs), *replicates, *options]
        assert main(given) == 0
        assert contents(ours) == contents(theirs)
        assert main(["release", "--verify", str(ours)]) == 0
        return ours

    return both


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def records(folder: Path) -> list[dict]:
    found = [
        orjson.loads(line)
        for file in sorted((folder / "data").iterdir())
        for line in file.read_bytes().splitlines()
    ]
    assert found
    return found


def covered(record: dict) -> dict[str, str]:
    """Return the text under each label's span, by the offsets that are in the file."""
    spans = record["spans"]
    return {span["label"]: record["text"][span["start"] : span["end"]] for span in spans}


def click(dialog: ReleaseDialog, label: str, column: int) -> None:
    """Click on one of a label's two boxes."""
    tree = dialog.form.records.labels
    (item,) = tree.findItems(label, Qt.MatchFlag.MatchExactly)
    left = tree.header().sectionViewportPosition(column)
    place = QPoint(left + 12, tree.visualItemRect(item).center().y())
    QTest.mouseClick(tree.viewport(), LEFT, pos=place)


def test_as_it_opens_it_is_what_the_command_does(release: Release) -> None:
    made = records(release())
    assert {one["annotator"] for one in made} == {"ana", "ben", "cem"}
    assert {one["text"] for one in made} == {text(word) for word in WORDS}
    expected = {"claim": CLAIM, "boilerplate": ADVERT, "quote": QUOTE}
    assert all(covered(one) == expected for one in made)


def test_boilerplate_can_be_cut_out(dialog: ReleaseDialog, release: Release) -> None:
    click(dialog, "boilerplate", 1)
    made = records(release("--clean", "boilerplate"))
    assert {one["text"] for one in made} == {text(word).replace(ADVERT, "") for word in WORDS}
    assert all(covered(one) == {"claim": CLAIM, "quote": QUOTE} for one in made)


def test_only_some_labels(dialog: ReleaseDialog, release: Release) -> None:
    for label in ("quote", "boilerplate"):
        click(dialog, label, 0)
    made = records(release("--label", "claim", "--label", "entity"))
    assert all(ADVERT in one["text"] for one in made)
    assert all(covered(one) == {"claim": CLAIM} for one in made)


@pytest.mark.parametrize(("presses", "unit"), [(1, "paragraph"), (2, "sentence")])
def test_parts_of_articles(
    dialog: ReleaseDialog, release: Release, presses: int, unit: str
) -> None:
    dialog.form.records.segments.setFocus()
    for _ in range(presses):
        QTest.keyClick(dialog.form.records.segments, Qt.Key.Key_Down)
    made = records(release("--segments", unit))
    pieces = [one["text"] for one in made if one["annotator"] == "ana"]
    assert ("The old road shut." in pieces) == (unit == "sentence")
    assert len(pieces) == (4 * len(WORDS) if unit == "sentence" else len(WORDS))
    found = [one for one in map(covered, made) if "claim" in one]
    assert len(found) == 3 * len(WORDS)
    assert {one["claim"] for one in found} == {CLAIM}


def test_attributes_can_be_left_out(dialog: ReleaseDialog, release: Release) -> None:
    dialog.form.records.attributes.click()
    made = records(release("--no-attributes"))
    assert not any(span.get("attributes") for one in made for span in one["spans"])


def test_two_annotators_of_three(dialog: ReleaseDialog, release: Release) -> None:
    dialog.form.work.only.click()
    dialog.form.work.people.setCurrentRow(2)
    QTest.keyClick(dialog.form.work.people, Qt.Key.Key_Space)
    made = records(release("--annotator", "ana", "--annotator", "cem"))
    assert {one["annotator"] for one in made} == {"ana", "cem"}


@pytest.mark.parametrize("number", [0, 30])
def test_resampling_is_asked_for(dialog: ReleaseDialog, release: Release, number: int) -> None:
    dialog.form.replicates.setValue(number)
    made = release(replicates=("--replicates", str(number)))
    figures = orjson.loads((made / "agreement.json").read_bytes())
    assert figures["settings"]["replicates"] == number
    assert (figures["labels"]["claim"]["u_alpha"].get("low") is None) == (number == 0)


@pytest.mark.parametrize("everyone", [False, True])
def test_what_was_settled_or_everyone(
    qtbot, project: Project, release: Release, tmp_path: Path, everyone: bool
) -> None:
    start = text("old").index(CLAIM)
    end = start + len(CLAIM)
    project.apply(Settle(article="a0", start=start, end=end, accept=("ana-a0",)), "lead")
    dialog = ReleaseDialog(Session(project, "ana"), tmp_path)
    qtbot.addWidget(dialog)
    dialog.form.replicates.setValue(20)
    dialog.show()
    assert dialog.form.work.settled.isVisible()
    assert dialog.form.work.settled.isChecked()
    dialog.form.work.done_only.click()
    if everyone:
        dialog.form.work.everyone.click()
    made = records(release("--unfinished-too", *["--everybody"] * everyone, by=dialog))
    people = {"ana", "ben", "cem"} if everyone else {project.gold()}
    assert {one["annotator"] for one in made} == people


def test_all_at_once_in_every_format(
    dialog: ReleaseDialog, release: Release, project: Project
) -> None:
    """Also where there is a single span of the kind that a format cannot hold."""
    torn = ((0, 3), (8, 12))
    project.apply(AddSpan(article="a0", label="entity", ranges=torn), "ana")
    form = dialog.form
    click(dialog, "boilerplate", 0)
    click(dialog, "boilerplate", 1)
    form.records.segments.setCurrentIndex(2)
    form.work.only.click()
    form.blind.click()
    form.seed.setValue(3)
    names = [one.name for one in formats() if one.can_write and one.name != "jsonl"]
    for row in range(form.formats.count()):
        form.formats.item(row).setCheckState(Qt.CheckState.Checked)
    labels = [part for name in ("claim", "quote", "entity") for part in ("--label", name)]
    more = [part for name in names for part in ("--format", name)]
    made = release(
        *labels, "--clean", "boilerplate", "--segments", "sentence", "--annotator", "ana",
        "--blind", "--seed", "3", *more,
    )  # fmt: skip
    (letter,) = {one["annotator"] for one in records(made)}
    assert letter in "ABC"
    assert {path.name for path in made.iterdir()} >= set(names)


def test_what_lacks_is_said(dialog: ReleaseDialog) -> None:
    form = dialog.form
    wrongs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "Give the data set a name.": (form.name.clear, lambda: form.name.setText("x")),
        "Choose at least one label.": (
            lambda: [click(dialog, one, 0) for one in ("claim", "quote", "entity", "boilerplate")],
            lambda: click(dialog, "quote", 0),
        ),
        "Choose at least one annotator.": (
            lambda: (form.work.only.click(), form.work.people.item(0).setCheckState(Qt.Unchecked)),
            form.work.everyone.click,
        ),
        "Choose at least one share.": (
            lambda: [box.setValue(0) for box in form.shares],
            lambda: form.shares[1].setValue(1),
        ),
    }
    for said, (spoil, mend) in wrongs.items():
        spoil()
        assert dialog.working.words == said
        assert not dialog.start_button.isEnabled()
        mend()
        assert dialog.working.words == ""
        assert dialog.start_button.isEnabled()


def test_what_only_the_lead_knows_is_told_on_the_card(dialog: ReleaseDialog) -> None:
    told = {key: f"{key} as told" for key in dialog.form.about}
    for key, line in dialog.form.about.items():
        QTest.keyClicks(line, f" {told[key]} ")
    assert dialog.form.options.about == told


def test_tab_goes_down_the_columns(dialog: ReleaseDialog) -> None:
    dialog.activateWindow()
    dialog.form.name.setFocus()
    met = []
    for _ in range(19):
        at = dialog.focusWidget()
        assert at is not None
        met.append(at.objectName().removeprefix("release_"))
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert met == [
        "name", "everyone", "done_only", "blind", "train", "validation", "test",
        "rights", "consent", "contact", "limits", "license", "labels", "attributes", "segments",
        "formats", "seed", "replicates", "folder",
    ]  # fmt: skip


@pytest.fixture(params=[Language.ENGLISH, Language.GERMAN])
def spoken(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Language]:
    languages = Languages(qapp)
    languages.choose(request.param)
    yield request.param
    languages.choose(Language.ENGLISH)


def test_each_choice_has_a_letter_and_a_name_and_room(
    spoken: Language, qtbot, project: Project, tmp_path: Path
) -> None:
    Themes().choose(Choice.LIGHT)  # its fields are wider than those without a theme
    project.apply(Settle(article="a0", start=0, end=3), "lead")
    dialog = ReleaseDialog(Session(project, "ana"), tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.working.say("\n".join("123456"))
    QCoreApplication.processEvents()
    texts = [one.text() for kind in (QAbstractButton, QLabel) for one in dialog.findChildren(kind)]
    letters = [found[1].casefold() for one in texts if (found := re.search("&(.)", one))]
    assert len(letters) == len(set(letters)) == 14
    form = dialog.form
    fields: list[QWidget] = [
        form.name, form.license, form.work.people, *form.shares, form.records.labels,
        form.records.segments, form.formats, form.seed, form.replicates, dialog.folder_button,
    ]  # fmt: skip
    assert all(one.accessibleName() for one in fields)
    room = dialog.minimumSizeHint()
    assert room.width() <= 960  # fits a screen of 1024, whatever the font
    assert room.height() <= 600
    dialog.resize(room)
    QCoreApplication.processEvents()
    assert all(one.isVisible() for one in fields)
    places = [one.rect().translated(one.mapTo(dialog, QPoint())) for one in fields]
    assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[:n])
    assert all(dialog.rect().contains(one) for one in places)
