"""The window of suggestions: figures, switches, words, a command that starts after a yes only."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator.annotation.choices import OTHERS, off_id
from annotator.annotation.edits import AddSpan, SetStatus
from annotator.annotation.records import Status
from annotator.desktop.suggestions import figures
from annotator.desktop.suggestions.own_sources import shown
from annotator.desktop.suggestions.window import SuggestionsDialog

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)

TEXTS = [
    f"“We waited for {n} days,” said Ilse Brandt in Norrby. Ilse Brandt left in week {n}."
    for n in range(4)
]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def in_this_process(monkeypatch):
    """Train on the thread; that it is done in another process has a test of its own."""

    def learn(place, annotator, cancelled, own, progress):
        from annotator.exchange.suggesting import SuggestOptions, prepare
        from annotator.project import Project

        with Project.open(place) as project:
            options = SuggestOptions(annotator=annotator, own=own.sources())
            prepare(project, options, progress, cancelled)

    monkeypatch.setattr(figures, "learn_beside", learn)


def opened(desk, qtbot) -> SuggestionsDialog:
    desk.window.actions_by_name["suggestions"].trigger()
    (dialog,) = desk.window.findChildren(SuggestionsDialog)
    ready(dialog, qtbot)
    return dialog


def ready(dialog, qtbot) -> None:
    qtbot.waitUntil(lambda: dialog._task is None and dialog.again.isEnabled(), timeout=60_000)


def rows(dialog) -> dict[tuple[str, str], list[str]]:
    found = {}
    for at in range(dialog.table.topLevelItemCount()):
        above = dialog.table.topLevelItem(at)
        columns = range(dialog.table.columnCount())
        found[above.text(0), ""] = [above.text(column) for column in columns]
        for number in range(above.childCount()):
            item = above.child(number)
            found[above.text(0), item.text(0)] = [item.text(column) for column in columns]
    return found


def item_of(dialog, label, source):
    for at in range(dialog.table.topLevelItemCount()):
        above = dialog.table.topLevelItem(at)
        for number in range(above.childCount()):
            if (above.text(0), above.child(number).text(0)) == (label, source):
                return above.child(number)
    raise AssertionError((label, source))


def click(dialog, label, source) -> None:
    """Click the box of a source, where it is drawn."""
    item = item_of(dialog, label, source)
    dialog.table.scrollToItem(item)
    box = dialog.table.visualItemRect(item)
    at = QPoint(box.left() + 8, box.center().y())
    QTest.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def label_of(desk, name):
    return next(one.id for one in desk.session.labels.values() if one.name == name)


def test_figures_switches_words_and_patterns(open_desk, qtbot, tmp_path, in_this_process):
    """One look at all of it: each switch is a change that the other person has, and undo undoes."""
    desk = open_desk(TEXTS)
    dialog = opened(desk, qtbot)
    assert "mark articles done" in dialog.hint.text()
    assert rows(dialog)["quote", "Quotation marks"][1] == "Rules"
    assert "to learn takes 5 spans" in rows(dialog)["quote", ""][1]

    click(dialog, "quote", "Quotation marks")
    off = off_id(label_of(desk, "quote"), "marks")
    assert set(desk.session.project.choices()) == {off}
    assert "from before this change" in dialog.state.text()
    dialog.again.click()
    ready(dialog, qtbot)
    assert rows(dialog)["quote", "Quotation marks"][1] == "Switched off"
    desk.window.actions_by_name["undo"].trigger()
    assert desk.session.project.choices() == {}
    assert item_of(dialog, "quote", "Quotation marks").checkState(0) == Qt.CheckState.Checked

    dialog.others.click()
    assert set(desk.session.project.choices()) == {OTHERS}
    dialog.others.click()
    assert desk.session.project.choices() == {}

    dialog.tabs.setCurrentIndex(1)
    assert dialog.additions.empty.isVisible()
    QTest.keyClicks(dialog.additions.pattern, "week (")
    QTest.keyClick(dialog.additions.pattern, Qt.Key.Key_Return)
    assert "no regular expression" in dialog.state.text()
    QTest.keyClicks(dialog.additions.pattern, r"\d)")
    QTest.keyClick(dialog.additions.pattern, Qt.Key.Key_Return)
    assert dialog.additions.pattern.text() == ""
    (tmp_path / "wrong.csv").write_text("text,label\nNorrby,nobody\n")
    dialog.additions.take_words(tmp_path / "wrong.csv")
    assert "no label nobody" in dialog.state.text()
    (tmp_path / "towns.csv").write_text("text,label\nNorrby,entity\n")
    dialog.additions.take_words(tmp_path / "towns.csv")
    listed = [dialog.additions.list.item(n).text() for n in range(dialog.additions.list.count())]
    assert listed[0].startswith("Pattern for ")
    assert listed[1] == "Dictionary towns.csv: 1 entry for entity"
    dialog.additions.list.setCurrentRow(0)
    dialog.additions.remove.click()
    assert dialog.additions.list.count() == 1
    assert len(desk.session.project.choices()) == 1
    dialog.again.click()
    ready(dialog, qtbot)
    assert rows(dialog)["entity", "Dictionary"][1] == "1 entry"


def test_what_was_learned_in_another_process_is_in_the_table(open_desk, qtbot):
    desk = open_desk(TEXTS)
    for number, text in enumerate(TEXTS):
        at = text.index("Ilse"), text.index("Ilse", text.index("Ilse") + 1)
        for start in at:
            edit = AddSpan(
                article=f"a{number}", label=label_of(desk, "entity"), ranges=((start, start + 11),)
            )
            desk.session.apply(edit)
    desk.session.apply(
        SetStatus(articles=tuple(f"a{n}" for n in range(len(TEXTS))), status=Status.DONE)
    )
    dialog = opened(desk, qtbot)
    assert "4 articles are done" in dialog.hint.text()
    found = rows(dialog)
    name, _, precision, recall, cases, _, articles, trained = found["entity", ""]
    assert (name, articles) == ("entity", "4")
    assert int(cases) > 0
    assert float(precision) > 0
    assert float(recall) > 0
    assert trained != "–"
    assert found["entity", "Tagged before"][1].endswith(("text", "texts"))


MODEL = (
    "import json, pathlib, sys\n"
    "pathlib.Path('started').write_text('x')\n"
    "for line in sys.stdin:\n"
    "    print(json.dumps({'id': json.loads(line)['id'], 'spans': []}))\n"
)


def answer(text: str) -> list[str]:
    """Answer the question that comes up next with a button; return what was asked."""
    asked: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.informativeText())
        button = next(one for one in box.buttons() if one.text().replace("&", "") == text)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, press)
    return asked


def test_a_command_starts_after_a_yes_that_shows_its_line(
    open_desk, qtbot, tmp_path, monkeypatch, in_this_process
):
    """It is the person's own: neither the project nor its backups say anything of it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.py").write_text(MODEL)
    desk = open_desk(TEXTS)
    desk.session.apply(SetStatus(articles=("a0",), status=Status.DONE))
    dialog = opened(desk, qtbot)
    dialog.tabs.setCurrentIndex(2)
    line = f"'{sys.executable}' model.py"
    QTest.keyClicks(dialog.own.line, line)
    asked = answer("Cancel")
    QTest.keyClick(dialog.own.line, Qt.Key.Key_Return)
    assert asked == [f"{sys.executable}\nmodel.py"]
    assert dialog.own.in_force == ("", "")
    dialog.again.click()
    ready(dialog, qtbot)
    assert not Path("started").exists()

    answer("Run it")
    QTest.mouseClick(dialog.own.use, Qt.MouseButton.LeftButton)
    assert dialog.own.in_force == (line, "")
    dialog.again.click()
    ready(dialog, qtbot)
    assert Path("started").exists()
    assert ("entity", "Own command") in rows(dialog)
    desk.session.project.close()
    assert b"model.py" not in desk.path.read_bytes()

    (tmp_path / "model.py").write_text("raise SystemExit('no model here')")


def test_what_cannot_be_seen_in_a_line_is_written_out():
    assert shown(["rm", "a\u202eb", "", "c d"]) == ["rm", r"'a\u202eb'", "''", "c d"]
