"""Statistics: the figures on a real file, and the dialog in the real window."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import AddSpan, SetStatus
from annotator.annotation.records import Annotated, Article, Span, Status, make_fragments
from annotator.desktop.overview.statistics import DAYS, StatisticsDialog
from annotator.desktop.toolkit.theme import Choice
from annotator.errors import CancelledError
from annotator.project import Project
from tests.desktop.desk import Desk, make_project

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)

TEXTS = ["🚢 The ferry waits for the tide.", "A train came.", "Nothing here.", "And <b>this</b>."]
AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "project.annotator"
    make_project(path, TEXTS)
    return path


def tag(project, start, who="ana", label="entity", article="a0"):
    edit = AddSpan(article=article, label=label, ranges=((start, start + 1),))
    assert project.apply(edit, who) is not None


def move_time(path, stamps):
    """Let the changes have happened at other times, with the spans and statuses they made."""
    with closing(sqlite3.connect(path)) as database, database:
        rows = database.execute(
            "SELECT e.key, e.at FROM change_events e JOIN changes c ON c.number = e.change"
            " WHERE c.kind <> 'import' ORDER BY e.key"
        ).fetchall()
        for (key, at), stamp in zip(rows, stamps, strict=True):
            database.execute("UPDATE change_events SET at = ? WHERE key = ?", (stamp, key))
            for table, column in (("spans", "created_at"), ("statuses", "updated_at")):
                database.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (stamp, at))


def second(number):
    return f"{(AT + timedelta(seconds=number)).isoformat(timespec='milliseconds')[:-6]}Z"


def slowly(project, path, works):
    """Do one thing after the other so that no two have the same time stamp."""
    import time

    for work in works:
        work()
        time.sleep(0.002)


def by_name(paces):
    return {pace.annotator: pace for pace in paces}


# -- the figures -----------------------------------------------------------------------------------


def test_speed_is_told_by_changes_without_breaks(path):
    """Gaps before new spans count; a gap of more than five minutes is a break."""
    with Project.open(path) as project:
        slowly(project, path, [lambda n=n: tag(project, n) for n in range(2, 7)])
        move_time(path, [second(n) for n in (0, 10, 30, 1000, 1060)])
        pace = by_name(project.paces(AT))["ana"]
    assert pace.median_span_s == 20
    assert pace.spans_per_hour == pytest.approx(3 * 3600 / 90)
    assert pace.labels["entity"] == pace.spans == 5


def test_what_came_from_files_tells_nothing_of_speed(path):
    """Imported spans and statuses are counted, but were not made here."""
    article = Article(id="a0", text=TEXTS[0])
    span = Span(
        id="s", article="a0", annotator="", label="entity",
        fragments=make_fragments(TEXTS[0], ((2, 5),)), created_at=second(0),
    )  # fmt: skip
    record = Annotated(article=article, annotator="ben", spans=(span,), status=Status.DONE)
    with Project.open(path) as project:
        with project.begin_import("test") as incoming:
            incoming.add([record])
        pace = by_name(project.paces())["ben"]
    assert (pace.done, pace.new, pace.spans) == (1, 3, 1)
    assert (pace.days, pace.spans_per_hour) == ({}, None)
    assert pace.median_span_s is None
    assert pace.seconds_per_article is None


def test_days_begin_where_the_annotator_sits(path):
    """Half past eleven at night in UTC is the next day in Berlin; old days are left out."""
    with Project.open(path) as project:
        slowly(
            project,
            path,
            [
                lambda n=n: project.apply(SetStatus(articles=(f"a{n}",), status=Status.DONE), "ana")
                for n in range(3)
            ],
        )
        stamps = "2026-11-18T23:30:00.000Z", "2026-11-19T08:00:00.000Z", "2026-10-01T08:00:00.000Z"
        move_time(path, stamps)
        berlin = AT.astimezone(timezone(timedelta(hours=1)))
        assert project.paces(AT)[0].days == {"2026-11-18": 1, "2026-11-19": 1}
        assert project.paces(berlin)[0].days == {"2026-11-19": 2}
        assert project.paces(AT)[0].done == 3


def test_time_comes_from_the_readings(path):
    """Articles that were only looked at for nothing do not make the others look quick."""
    with Project.open(path) as project:
        project.add_annotator("ana")
        project.save_reading("ana", "a0", caret=0, top=0, more_ms=60_000)
        project.save_reading("ana", "a1", caret=0, top=0, more_ms=30_000)
        project.save_reading("ana", "a2", caret=1, top=0)
        pace = by_name(project.paces())["ana"]
    assert (pace.read, pace.active_ms, pace.seconds_per_article) == (2, 90_000, 45.0)


def test_it_stops_when_asked(path):
    with Project.open(path) as project:
        project.add_annotator("ana")
        with pytest.raises(CancelledError):
            project.paces(cancelled=lambda: True)


def test_the_command_line_adds_lines_and_keeps_its_json(path, capfd):
    """The contract of --json is what it was; the text says how fast where that is known."""
    from annotator.cli import run

    with Project.open(path) as project:
        slowly(project, path, [lambda n=n: tag(project, n) for n in range(2, 5)])
        move_time(path, [second(n) for n in (0, 30, 70)])
        project.save_reading("ana", "a0", caret=0, top=0, more_ms=65_000)
    assert run(["stats", str(path)], lambda *_: 0) == 0
    out = capfd.readouterr().out
    assert "pace        ana: 65 seconds per article, 103 spans per hour" in out
    assert run(["stats", str(path), "--json"], lambda *_: 0) == 0
    value = orjson.loads(capfd.readouterr().out)
    assert sorted(value) == ["annotators", "articles", "labels", "spans"]
    assert sorted(value["annotators"]["ana"]) == ["done", "in progress", "skipped", "spans"]


# -- the dialog ------------------------------------------------------------------------------------


def dialog_of(desk: Desk, qtbot) -> StatisticsDialog:
    desk.window.actions_by_name["statistics"].trigger()
    (dialog,) = [one for one in desk.window.findChildren(StatisticsDialog) if one.isVisible()]
    qtbot.waitUntil(lambda: dialog._task is None)
    return dialog


def cells(table):
    head = [table.horizontalHeaderItem(n).text() for n in range(table.columnCount())]
    rows = [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]
    return [head, *rows]


@pytest.fixture
def desk(open_desk):
    return open_desk(TEXTS)


def test_the_dialog_shows_what_was_done(desk, qtbot):
    """Progress, spans, days and pace are there as text, beside the pictures."""
    desk.view.select(6, 11)
    desk.key("3")
    desk.key("d")
    desk.project().apply(SetStatus(articles=("a1",), status=Status.SKIPPED), "ben")
    dialog = dialog_of(desk, qtbot)
    assert not dialog.isModal()
    assert [text.text() for _, text in dialog.rows] == [
        "ana: 1 done, 0 in progress, 0 skipped, 3 new",
        "ben: 0 done, 0 in progress, 1 skipped, 3 new",
    ]
    assert cells(dialog.spans)[0] == ["Label", "ana", "ben", "All"]
    assert ["entity", "1", "0", "1"] in cells(dialog.spans)
    assert cells(dialog.spans)[-1] == ["All", "1", "0", "1"]
    assert [count for _, count in dialog.chart.days] == [0] * (DAYS - 1) + [1]
    assert dialog.chart.days[-1][0] == date.today()  # noqa: DTZ011
    assert dialog.days.text().startswith("1 in all, 1 today")
    assert dialog.chart.accessibleDescription() == dialog.days.text()
    assert [row[0] for row in cells(dialog.pace)] == ["Annotator", "ana", "ben"]
    dialog.who.setCurrentIndex(dialog.who.findData("ben"))
    assert dialog.days.text() == "None yet: articles count once they are marked done."


def test_one_dialog_that_counts_again(desk, qtbot):
    """The command raises the dialog that is there; the window stays in use meanwhile."""
    dialog = dialog_of(desk, qtbot)
    desk.view.select(6, 11)
    desk.focus(desk.view)
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.key("3")
    assert len(desk.stored()) == 1
    assert cells(dialog.spans)[-1] == ["All", "0", "0"]
    assert dialog_of(desk, qtbot) is dialog
    assert cells(dialog.spans)[-1] == ["All", "1", "1"]
    desk.session.undo()
    dialog.again.click()
    qtbot.waitUntil(lambda: dialog._task is None)
    assert cells(dialog.spans)[-1] == ["All", "0", "0"]


def test_it_follows_annotators_and_closes_with_escape(desk, qtbot):
    """Who joins gets a row; after Escape nothing is left of it, in either theme."""
    dialog = dialog_of(desk, qtbot)
    desk.session.set_annotator("<b>ben</b>")
    desk.session.set_annotator("zoe")
    qtbot.waitUntil(lambda: dialog._task is None)
    assert [text.text().split(":")[0] for _, text in dialog.rows] == ["ana", "<b>ben</b>", "zoe"]
    assert {text.textFormat() for _, text in dialog.rows} == {Qt.TextFormat.PlainText}
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    desk.desktop.choose_theme(Choice.DARK)
    desk.session.set_annotator("ana")
    dialog_of(desk, qtbot)
    desk.desktop.choose_theme(Choice.LIGHT)


def test_closing_while_it_counts_is_no_trouble(desk, qtbot):
    """The answer of a dialog that is gone is thrown away."""
    desk.window.actions_by_name["statistics"].trigger()
    (dialog,) = desk.window.findChildren(StatisticsDialog)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    dialog_of(desk, qtbot)


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
def test_the_columns_stand_out(desk, qtbot, choice):
    """The chart shows a column where there is work, and the paper of the theme elsewhere."""
    from annotator.desktop.toolkit import colour

    desk.key("d")
    dialog = dialog_of(desk, qtbot)
    desk.desktop.choose_theme(choice)
    theme = desk.desktop.themes.theme
    image = dialog.chart.grab().toImage()
    ratio = image.devicePixelRatio()
    step = dialog.chart.width() / DAYS
    y = round((dialog.chart.height() / 2) * ratio)
    assert image.pixelColor(round((DAYS - 0.5) * step * ratio), y) == theme.accent
    assert image.pixelColor(round(step * ratio), y) == theme.chrome
    assert colour.contrast(theme.accent, theme.chrome) >= colour.MARK_CONTRAST


def test_a_project_without_anything(open_desk, qtbot):
    """No article, no annotator’s work: the dialog says so and divides nothing by it."""
    desk = open_desk([])
    dialog = dialog_of(desk, qtbot)
    assert dialog.rows[0][1].text() == "ana: 0 done, 0 in progress, 0 skipped, 0 new"
    assert dialog.days.text() == "None yet: articles count once they are marked done."
    dialog.grab()
