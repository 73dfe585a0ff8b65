"""The agreement report in the real window, on real project files."""

from __future__ import annotations

import gc
import time
from pathlib import Path

import orjson
import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.annotation.edits import AddSpan, SetStatus
from annotator.annotation.records import Label, Status
from annotator.desktop.agreement.wording import kind_name
from annotator.desktop.shell.agreement_window import Agreement
from annotator.desktop.shell.sample import open_sample
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.toolkit.language import Language, Languages
from annotator.desktop.toolkit.theme import DARK, LIGHT, Choice
from annotator.exchange.agreeing import report_of
from annotator.words import say
from tests.agreement.making import counted_blocks
from tests.desktop.agreement.making import TEXT, make_worked, many, three_at_work, wait, wait_for
from tests.desktop.desk import CTRL, SHIFT, Desk

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)

HOSTILE = "<b>Ann</b>\n&amp; %s {0} \u202e=1+1"


def column(table, number):
    return [table.item(row, number).text() for row in range(table.rowCount())]


def texts_of(table, row):
    return [table.item(row, number).text() for number in range(table.columnCount())]


def open_texts(reader):
    """Wait until the texts of what is seen have been read."""
    page = reader.view.places
    assert wait_for(lambda: page._reading is None and bool(page._texts), 30_000)


# -- opening ---------------------------------------------------------------------------------------


def test_the_key_opens_the_report_and_the_palette_has_it(reader_of):
    reader = reader_of(three_at_work())
    desk = reader.desk
    desk.key(Qt.Key.Key_A, CTRL | SHIFT)
    reader.agreement = desk.window.findChild(Agreement)
    assert reader.agreement is not None
    reader.settle()
    assert reader.view.isVisible()
    assert not reader.view.isModal()
    assert reader.view.stack.currentWidget() is reader.view.tabs
    titles = [
        menu.title()
        for menu in desk.window.menuBar().findChildren(QObject)
        if hasattr(menu, "title")
    ]
    assert "&Team" in titles
    before = reader.view
    desk.window.actions_by_name["agreement"].trigger()
    assert reader.agreement.view is before


def test_the_figures_are_those_of_the_report(reader_of):
    reader = reader_of(three_at_work())
    view = reader.open()
    report = report_of(reader.desk.project())
    assert "6 of 6" in view.summary.text()
    assert "ana, ben, cy" in view.summary.text()
    table = view.labels.table
    by_label = {texts_of(table, row)[0]: texts_of(table, row) for row in range(table.rowCount())}
    claim = report.labels["claim"]
    assert by_label["claim"][1] == str(sum(claim.spans.values()))
    assert by_label["claim"][3] == f"{claim.u_alpha.value:.3f}"
    assert by_label["claim"][4] == f"{claim.u_alpha.low:.3f} to {claim.u_alpha.high:.3f}"
    assert by_label["claim"][6] == f"{claim.f1_exact:.3f}"
    assert by_label["All, micro"][3] == f"{report.overall.u_alpha_micro.value:.3f}"
    assert "boilerplate" not in by_label
    assert view.labels.unlabelled.text().endswith("In no article that is compared: boilerplate.")
    grid = view.pairs.grid
    pairs = {frozenset((one.a, one.b)): one for one in report.pairs}
    one = pairs[frozenset(("ana", "cy"))]
    assert grid.item(0, 2).text() == grid.item(2, 0).text() == f"{one.u_alpha:.3f}\n5 articles"
    assert grid.item(0, 0).text() == "–"
    view.pairs.label.setCurrentIndex(view.pairs.label.findData("quote"))
    view.pairs.measure.setCurrentIndex(view.pairs.measure.findData("f1_exact"))
    assert grid.item(0, 2).text().startswith(f"{one.labels['quote'].f1_exact:.3f}")
    view.pairs.measure.setCurrentIndex(view.pairs.measure.findData("f1_unlabelled"))
    assert grid.item(0, 2).text().startswith("n/a")  # there is none of one label
    kinds = column(view.kinds.table, 2)
    assert kinds[-1] == str(report.overall.differences.agreed)
    confusion = view.confusion.grid
    last = confusion.rowCount() - 1
    assert confusion.verticalHeaderItem(last).text() == "nothing"
    assert confusion.horizontalHeaderItem(last).text() == "nothing"
    assert confusion.item(last, last).text() == "–"
    shown = [[confusion.item(i, j).text() for j in range(last + 1)] for i in range(last + 1)]
    shown[last][last] = "0"
    assert shown == [[str(n) for n in row] for row in report.confusion]
    view.confusion.pair.setCurrentIndex(1)
    assert confusion.item(0, last).text() == str(report.pairs[0].confusion[0][last])
    assert sum(map(int, column(view.kinds.bins, 1))) == sum(one.starts for one in report.offsets)
    assert column(view.time.table, 0) == [one.period for one in report.over_time]


def test_caveats_are_calm_and_all_can_be_read(reader_of):
    reader = reader_of(three_at_work(3))
    view = reader.open()
    shown = view.caveats.text().split("\n")
    assert len(shown) == 2
    assert shown[0] == "Only 3 articles can be compared; the figures may change much."
    assert view.more.isVisible()
    view.more.click()
    report = report_of(reader.desk.project())
    assert len(view.caveats.text().split("\n")) == len(report.caveats) > 2
    view.more.click()
    assert len(view.caveats.text().split("\n")) == 2


def test_charts_and_controls_say_what_they_are(reader_of):
    """Whatever can have the focus has a name; pictures say what they show; nothing is markup."""
    reader = reader_of(three_at_work())
    view = reader.open()
    focusable = [
        one
        for one in view.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.window() is view
        and not one.objectName().startswith("qt_")
        and type(one).__name__ not in ("QHeaderView", "AxisHeader", "QTabBar")
    ]
    assert len(focusable) > 20
    for one in focusable:
        assert one.objectName(), one
        assert one.accessibleName() or getattr(one, "text", str)(), one.objectName()
    assert "Moved by 1: " in view.kinds.histogram.accessibleDescription()
    report = report_of(reader.desk.project())
    assert report.over_time[0].period in view.time.chart.accessibleDescription()
    cell = view.labels.table.item(0, 2)
    assert "95 % interval" in cell.text()
    grid = view.pairs.grid.item(0, 1)
    words = grid.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("ana and ben: 0.")
    assert words.endswith("6 articles")


def test_tab_reaches_every_page(reader_of):
    reader = reader_of(three_at_work())
    view = reader.open()
    view.tabs.tabBar().setFocus()
    seen = {view.tabs.currentIndex()}
    for _ in range(view.tabs.count() - 1):
        QTest.keyClick(view.tabs.tabBar(), Qt.Key.Key_Right)
        seen.add(view.tabs.currentIndex())
        QTest.keyClick(view.tabs.tabBar(), Qt.Key.Key_Tab)
        assert view.focusWidget() is not view.tabs.tabBar()
        view.tabs.tabBar().setFocus()
    assert seen == set(range(view.tabs.count()))


# -- nothing, little, much -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("articles", "said"),
    [
        ([], "There are no articles yet"),
        ([(TEXT, {})], "There is one annotator only"),
        ([(TEXT, {"ana": [("claim", 0, 9)]})], "There is one annotator only"),
        (
            [(TEXT, {"ana": [("claim", 0, 9)]}), (f"{TEXT} ", {"ben": []})],
            "No article is done by two annotators yet",
        ),
    ],
)
def test_where_nothing_can_be_compared_one_sentence_says_what_to_do(reader_of, articles, said):
    reader = reader_of(articles)
    view = reader.open()
    assert view.stack.currentWidget() is view.empty
    assert view.empty.text().startswith(said)
    assert view.empty.text().count(".") == 1
    assert not view.export_button.isEnabled()
    assert not view.caveats.isVisible()


def test_two_annotators_and_one_article(reader_of):
    """No interval, no choice of pairs; what is not defined is n/a."""
    reader = reader_of([(TEXT, {"ana": [("claim", 0, 9)], "ben": []})])
    view = reader.open()
    assert view.stack.currentWidget() is view.tabs
    table = view.labels.table
    assert texts_of(table, 0)[4] == ""
    assert "one article cannot be resampled" in table.item(0, 2).toolTip()
    assert view.places.pair.isHidden()
    assert view.places.model.rowCount() == 1
    assert (
        column(view.pairs.without, 1)
        == ["n/a: fewer than two annotators are done with the same article"] * 2
    )


def test_the_sample_project_opens(qapp, tmp_path, monkeypatch):
    project = open_sample()
    path = Path(project.location)
    project.close()
    desk = Desk(path, "ana", tmp_path / "settings.ini")
    try:
        desk.window.actions_by_name["agreement"].trigger()
        agreement = desk.window.findChild(Agreement)
        assert wait_for(lambda: agreement.computing.task is None, 60_000)
        assert agreement.view.isVisible()
        assert agreement.view.empty.text() or agreement.view.tabs.isVisible()
    finally:
        agreement.view.close()
        desk.close()


def test_hostile_names_are_shown_as_they_are_on_one_line(reader_of):
    label = Label(
        id="x1", name="<i>lab&el</i> %n {1}", colour="#336699", key="", letter="", position=9
    )
    articles = [
        (TEXT, {HOSTILE.replace("\n", " "): [("<i>lab&el</i> %n {1}", 0, 9)], "ben": []})
    ] * 1
    reader = reader_of(articles, annotator="ben", labels=[label])
    view = reader.open()
    assert "<b>Ann</b>" in view.summary.text()
    assert view.summary.textFormat() is Qt.TextFormat.PlainText
    assert "<i>lab&el</i> %n {1}" in column(view.labels.table, 0)
    assert view.pairs.grid.horizontalHeaderItem(0).text().startswith("<b>Ann</b> &amp; %s {0}")
    assert "&lt;i&gt;" in view.labels.table.item(0, 0).toolTip()  # tooltips take markup
    view.places.table.setFocus()
    row = view.places.model.rows[0]
    assert "<i>lab&el</i> %n {1}: <b>Ann</b>" in view.places._cell(row, 2)
    for index in range(view.tabs.count()):
        view.tabs.setCurrentIndex(index)
        view.grab()


# -- the list of disagreements ---------------------------------------------------------------------


def test_disagreements_are_ranked_filtered_and_have_their_text(reader_of):
    reader = reader_of(three_at_work())
    view = reader.open()
    view.tabs.setCurrentWidget(view.places)
    page = view.places
    report = report_of(reader.desk.project())
    assert sum(len(one.cases) for one in page.model.rows) == report.disagreements_total
    characters = [one.characters for one in page.model.rows]
    assert characters == sorted(characters, reverse=True)
    assert characters[0] == 32
    open_texts(reader)
    first = page.model.rows[0]
    assert page.model.index(0, 3).data() == TEXT[first.start : first.end]
    everything = page.model.rowCount()
    page.kind.setCurrentIndex(page.kind.findData("split"))
    assert 0 < page.model.rowCount() < everything
    assert all("split" in one.kinds for one in page.model.rows)
    page.pair.setCurrentIndex(page.pair.findText("ana – ben"))
    assert page.model.rowCount() == 0
    page.pair.setCurrentIndex(page.pair.findText("ana – cy"))
    assert page.model.rowCount() > 0
    page.label.setCurrentIndex(page.label.findText("entity"))
    assert page.model.rowCount() == 0
    page.kind.setCurrentIndex(0)
    page.pair.setCurrentIndex(0)
    assert page.model.rowCount() > 0
    assert page.counted.text().startswith(f"{page.model.rowCount()} of {everything} places")


def test_enter_opens_the_place_where_annotators_are_compared(reader_of):
    reader = reader_of(three_at_work())
    view = reader.open()
    view.tabs.setCurrentWidget(view.places)
    page = view.places
    page.kind.setCurrentIndex(page.kind.findData("label"))
    page.table.setFocus()
    assert page.table.currentIndex().row() == 0
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    wanted = page.model.rows[1]
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    adjudication = reader.desk.window.review_pages.adjudication
    assert adjudication.is_open
    assert reader.desk.session.opened.article.id == wanted.article
    assert adjudication.current.place == (wanted.start, wanted.end)
    assert view.isVisible()


def test_a_click_on_an_article_compares_it(reader_of):
    reader = reader_of(three_at_work())
    view = reader.open()
    view.tabs.setCurrentWidget(view.articles)
    table = view.articles.table
    alphas = [one.u_alpha for one in view.articles.model.rows]
    assert alphas == sorted(alphas)
    at = table.visualRect(table.rows.index(3, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert reader.desk.session.opened.article.id == view.articles.model.rows[3].id
    assert reader.desk.window.review_pages.adjudication.is_open


def test_articles_are_sorted_by_any_column_and_those_without_a_figure_come_last(reader_of):
    reader = reader_of([*three_at_work(4), (f"{TEXT} ", {"ana": [], "ben": []})])
    view = reader.open()
    model = view.articles.model
    assert [one.u_alpha for one in model.rows][-1] is None
    view.articles.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert [one.title for one in model.rows] == [f"Title {n}" for n in (4, 3, 2, 1, 0)]


def test_an_article_that_is_gone_is_told_and_nothing_breaks(reader_of, monkeypatch):
    reader = reader_of(three_at_work())
    told = []
    reader.open()
    reader.desk.session.failed.disconnect()
    reader.desk.session.failed.connect(lambda sentence, _: told.append(sentence))
    reader.agreement.open_article("gone", 0, 4)
    assert len(told) == 1


# -- options ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("choice", "theme"), [(Choice.LIGHT, LIGHT), (Choice.DARK, DARK)])
def test_the_button_shows_that_the_options_are_shown(reader_of, choice, theme):
    """Also after the theme was switched."""
    reader = reader_of(three_at_work())
    view = reader.open()
    button = view.options_button
    button.click()
    reader.desk.window._themes.choose(choice)
    assert button.palette().button().color() == theme.accent
    assert button.palette().buttonText().color() == colour.on(theme.accent)
    button.click()
    assert button.palette().button().color() == theme.chrome
    reader.desk.window._themes.choose(Choice.LIGHT)


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.GERMAN])
def test_three_kinds_fit_into_their_column(reader_of, qapp, language):
    languages = Languages(qapp)
    languages.choose(language)
    try:
        reader = reader_of(three_at_work())
        table = reader.open().places.table
        words = ", ".join(map(kind_name, ("split", "boundary", "missed")))
    finally:
        languages.choose(Language.ENGLISH)
    assert table.fontMetrics().horizontalAdvance(words) + 8 <= table.columnWidth(0)


def test_options_choose_annotators_labels_and_numbers(reader_of):
    reader = reader_of(three_at_work())
    view = reader.open()
    assert view.options.isHidden()
    view.options_button.click()
    options = view.options
    assert options.isVisible()
    options.annotators.item(1).setCheckState(Qt.CheckState.Unchecked)
    options.labels.item(0).setCheckState(Qt.CheckState.Unchecked)
    options.iou.setValue(0.75)
    options.replicates.setValue(50)
    options.seed.setValue(7)
    options.compute.click()
    reader.settle()
    report = view.computing.findings.report
    assert report.annotators == ("ana", "cy")
    assert list(report.labels) == ["quote", "entity", "boilerplate"]
    settings = report.settings
    assert (settings.iou, settings.replicates, settings.seed) == (0.75, 50, 7)
    assert view.labels.table.horizontalHeaderItem(7).text() == "F1 IoU 0.75"
    options.annotators.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not options.compute.isEnabled()
    assert options.complaint.text()
    QTest.keyClick(view, Qt.Key.Key_F5)
    assert view.computing.task is None  # nothing to compare: nothing is begun


def test_blind_names_are_letters_everywhere_and_remembered(reader_of):
    reader = reader_of(three_at_work())
    view = reader.open()
    view.options.blind.click()
    reader.settle()
    assert view.computing.findings.report.annotators == ("A", "B", "C")
    assert view.summary.text().endswith("A, B, C.")
    names = {name for place in view.places.model.rows for pair in place.pairs for name in pair}
    assert names == {"A", "B", "C"}
    settings = reader.agreement._settings
    assert settings.blind
    view.options.seed.setValue(5)
    view.compute()
    reader.settle()
    assert settings.blind_seed == 5  # which the letters of the lanes are drawn from
    view.close()
    settings.blind = False  # as in comparison view
    assert reader.open() is view
    assert view.computing.findings.report.annotators == ("ana", "ben", "cy")


# -- computing -------------------------------------------------------------------------------------


def test_a_change_is_noted_and_computed_when_asked_for_only(reader_of):
    reader = reader_of(three_at_work())
    view = reader.open()
    project, session = reader.desk.project(), reader.desk.session
    assert session.opened.article.id == "a0"
    memory = reader.agreement.computing._memory[0]
    before = view.computing.findings
    assert session.apply(AddSpan(article="a0", label="claim", ranges=((60, 70),))) is not None
    assert view.computing.is_aged
    assert "changed since" in view.working.words
    assert view.computing.findings is before
    view.again.click()
    reader.settle()
    after = view.computing.findings
    assert not view.computing.is_aged
    assert view.working.words == ""
    assert reader.agreement.computing._memory[0] is memory
    assert sum(after.report.labels["claim"].spans.values()) == 1 + sum(
        before.report.labels["claim"].spans.values()
    )
    assert after.report == report_of(project)


def test_work_on_what_is_not_done_changes_nothing(reader_of):
    reader = reader_of([*three_at_work(2), (f"{TEXT} ", {"ben": []})])
    view = reader.open()
    session = reader.desk.session
    assert session.open_article("a2")
    assert session.apply(AddSpan(article="a2", label="claim", ranges=((0, 5),))) is not None
    status = session.status
    assert status is not Status.DONE
    aged = view.computing.is_aged  # the first span begins the article: its status changes
    view.compute()
    reader.settle()
    assert session.apply(AddSpan(article="a2", label="claim", ranges=((6, 9),))) is not None
    assert not view.computing.is_aged, aged
    session.apply(SetStatus(articles=("a2",), status=Status.DONE))
    assert view.computing.is_aged


def test_only_what_changed_is_computed_again(reader_of, monkeypatch):
    reader = reader_of(many(120, 2, 2, 300), annotator="person 0")
    reader.open()
    computed = counted_blocks(monkeypatch)
    reader.view.compute()
    reader.settle()
    assert not computed


def test_gamma_is_computed_on_demand_and_can_be_stopped(reader_of):
    reader = reader_of(many(30, 3, 12, 1500), annotator="person 0")
    view = reader.open()
    view.tabs.setCurrentWidget(view.details)
    assert view.details.gamma.text() == "Not computed."
    before = view.computing.findings
    progressed = []
    view.details.gamma_button.click()
    view.computing.task.progressed.connect(lambda done, total: progressed.append((done, total)))
    assert view.stop.isVisible()
    assert not view.details.gamma_button.isEnabled()
    assert wait_for(lambda: len(progressed) > 0, 60_000)
    view.stop.click()
    reader.settle()
    assert view.working.words == "Stopped."
    assert view.computing.findings is before
    assert view.details.gamma.text() == "Not computed."
    assert view.details.gamma_button.isEnabled()


def test_gamma_stays_with_the_same_options_and_goes_with_others(reader_of):
    reader = reader_of(three_at_work(2))
    view = reader.open()
    view.details.gamma_button.click()
    reader.settle()
    value = view.computing.findings.report.overall.gamma
    assert value is not None
    assert view.details.gamma.text() == f"{value:.3f}"
    view.again.click()
    reader.settle()
    assert view.computing.findings.report.overall.gamma == value
    view.options.seed.setValue(3)
    view.options.compute.click()
    reader.settle()
    assert view.details.gamma.text() == "Not computed."


def test_a_failure_is_told_and_the_last_report_stays(reader_of, monkeypatch):
    from annotator.errors import ProjectError
    from annotator.exchange import agreeing

    reader = reader_of(three_at_work(2))
    view = reader.open()
    before = view.computing.findings

    def fail(*_, **__):
        raise ProjectError(say("the disk is <gone>"))

    monkeypatch.setattr(agreeing, "report_of", fail)
    view.again.click()
    reader.settle()
    assert view.working.words == "It could not be computed: the disk is <gone>."
    assert view.computing.findings is before
    assert view.tabs.isVisible()


def test_escape_stops_then_closes_and_what_was_computed_is_kept(reader_of):
    reader = reader_of(many(60, 3, 10, 1200), annotator="person 0")
    view = reader.open()
    found = view.computing.findings
    view.details.gamma_button.click()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.isVisible()
    reader.settle()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert view.computing.findings is found


def test_closing_while_it_computes_and_opening_again(reader_of):
    """The one memory is never used by two threads: what was closed ends before the next begins."""
    reader = reader_of(many(60, 3, 10, 1200), annotator="person 0")
    reader.desk.window.actions_by_name["agreement"].trigger()
    reader.agreement = reader.desk.window.findChild(Agreement)
    reader.view.close()
    view = reader.open()
    assert view.computing.findings is not None
    assert view.stack.currentWidget() is view.tabs


def test_closing_the_main_window_closes_the_report(reader_of):
    reader = reader_of(three_at_work(2))
    view = reader.open()
    reader.desk.close()
    closed = []
    view.destroyed.connect(lambda: closed.append(True))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert wait_for(lambda: bool(closed), 60_000)


def test_another_project_takes_the_report_away_even_while_it_computes(reader_of, tmp_path):
    reader = reader_of(many(60, 3, 10, 1200), annotator="person 0")
    desk = reader.desk
    desk.window.actions_by_name["agreement"].trigger()
    view = desk.window.findChild(Agreement).view
    gone = []
    view.destroyed.connect(lambda: gone.append(True))
    other = tmp_path / "other.annotator"
    make_worked(other, [(TEXT, {"ana": []})])
    desk.desktop.settings.remember_annotator(str(other), "ana")
    desk.desktop.open(str(other))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert wait_for(lambda: bool(gone), 60_000)
    assert desk.window.findChild(Agreement) is None


# -- exporting -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["html", "json", "csv", "tex"])
def test_the_report_that_is_shown_is_exported(reader_of, tmp_path, monkeypatch, kind):
    reader = reader_of(three_at_work())
    view = reader.open()
    out = tmp_path / "out"
    monkeypatch.setattr(files, "choose", lambda *_, **__: [out])
    view.exports[kind].trigger()
    written = out.with_name(f"out.{kind}")
    assert wait_for(lambda: view._export is None, 30_000)
    assert view.working.words == f"Exported to out.{kind}."
    data = written.read_bytes()
    if kind == "json":
        assert orjson.loads(data)["schema"] == "annotator-agreement/1"
        assert b"harbour" not in data
        view.with_text.setChecked(True)
        view.exports[kind].trigger()
        assert wait_for(lambda: view._export is None, 30_000)
        assert b"harbour" in written.read_bytes()
    else:
        assert b"claim" in data


def test_figures_are_exported_into_a_new_folder(reader_of, tmp_path, monkeypatch):
    """The page before them says in three sentences what is good, what is not, what next."""
    reader = reader_of(three_at_work())
    view = reader.open()
    said = view.labels.short.text().splitlines()
    assert [line.split(":")[0] for line in said] == ["Good", "Not good", "Next"]
    monkeypatch.setattr(files, "choose", lambda *_, **__: [tmp_path / "drawn"])
    view.exports["figures"].trigger()
    assert wait_for(lambda: view._export is None, 30_000)
    assert view.working.words == "Exported to drawn."
    assert (tmp_path / "drawn" / "intervals.pdf").read_bytes().startswith(b"%PDF-")


def test_an_export_that_fails_is_told(reader_of, tmp_path, monkeypatch):
    reader = reader_of(three_at_work(2))
    view = reader.open()
    view.export(tmp_path / "no folder" / "x.csv", "csv")
    assert wait_for(lambda: view._export is None, 30_000)
    assert view.working.words.startswith("Nothing was exported: ")
    assert view.export_button.isEnabled()


# -- appearance ------------------------------------------------------------------------------------


def test_it_fits_900_pixels_in_both_themes(reader_of):
    reader = reader_of(three_at_work())
    view = reader.open()
    view.options_button.click()
    view.resize(900, 700)
    for choice in (Choice.LIGHT, Choice.DARK):
        reader.desk.desktop.themes.choose(choice)
        for index in range(view.tabs.count()):
            view.tabs.setCurrentIndex(index)
            wait(10)
            assert not view.grab().isNull()
            assert view.width() == 900
            assert view.height() == 700
    bar = view.tabs.tabBar()
    assert bar.sizeHint().width() <= bar.parentWidget().width()
    reader.desk.desktop.themes.choose(Choice.LIGHT)


# -- no freezing -----------------------------------------------------------------------------------


class Beat(QTimer):
    """Notes how long the main thread was busy at a stretch."""

    def __init__(self) -> None:
        super().__init__()
        self.setInterval(0)
        self.timeout.connect(self._beat)
        self.begin()
        self.start()

    def begin(self) -> None:
        """Measure from now on: on the clock, and of that what this thread itself worked."""
        self.longest = self.worked = 0.0
        self.last, self.last_worked = time.perf_counter(), time.thread_time()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, now - self.last)
        self.worked = max(self.worked, worked - self.last_worked)
        self.last, self.last_worked = now, worked


@pytest.mark.slow
def test_the_window_does_not_freeze(reader_of, capsys, request):
    """200 articles of 3 annotators with 40 spans: events are handled all the while."""
    reader = reader_of(many(200, 3, 40, 3000), annotator="person 0")
    desk = reader.desk
    # What the tests before have left behind is nobody's to look through while this one measures.
    gc.collect()
    gc.freeze()
    request.addfinalizer(gc.unfreeze)
    beat = Beat()
    gaps: dict[str, tuple[float, float]] = {}

    def note(what: str) -> None:
        gaps[what] = (beat.longest, beat.worked)
        beat.begin()

    began = time.perf_counter()
    desk.window.actions_by_name["agreement"].trigger()
    reader.agreement = desk.window.findChild(Agreement)
    wait(1)
    note("opening")
    reader.settle()
    took = time.perf_counter() - began
    wait(50)
    note("computing")
    view = reader.view
    for index in range(view.tabs.count()):
        view.tabs.setCurrentIndex(index)
        wait(60)
        note(f"page {view.tabs.tabText(index)}")
    view.places.kind.setCurrentIndex(2)
    wait(60)
    note("filtering")
    view.again.click()
    reader.settle()
    wait(50)
    note("computing again")
    beat.stop()
    with capsys.disabled():
        told = (f"{k} {wall * 1000:.0f} ({cpu * 1000:.0f})" for k, (wall, cpu) in gaps.items())
        print(  # noqa: T201 - the figures are what it is for
            f"\nreport in {took:.2f} s; longest gap between events in ms (of it this thread’s"
            f" own work): {', '.join(told)}"
        )
    # On a busy machine the clock also counts what others do; a frozen window works by itself.
    assert max(worked for _, worked in gaps.values()) < 0.3
    assert max(longest for longest, _ in gaps.values()) < 3
