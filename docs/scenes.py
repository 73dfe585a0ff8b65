"""What there is to see: every panel, dialog and mode of the window, as a table of scenes.

A scene brings the real window into a state and returns the widget to show. It is the table that
``tests/desktop/test_scenes.py`` compares with the dialogs that exist.
"""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from annotator.annotation.choices import Choice, TextPattern, Word, WordList, switched_off
from annotator.annotation.edits import (
    AddSpan,
    Retire,
    SetArticleValue,
    SetChoices,
    SetLabel,
    SetNote,
    SetRanges,
    SetStatus,
)
from annotator.annotation.records import (
    CHOICES,
    Annotated,
    Article,
    Attribute,
    Label,
    Span,
    Status,
    Suggestion,
    Value,
    make_fragments,
)
from annotator.desktop.agreement.view import AgreementView
from annotator.desktop.faults.crash import CrashDialog
from annotator.desktop.help.guide_window import GuideWindow
from annotator.desktop.history.backups_dialog import BackupsDialog
from annotator.desktop.history.history_dialog import HistoryDialog
from annotator.desktop.labels.label_editor import LabelEditor
from annotator.desktop.labels.label_removal import RemovalDialog
from annotator.desktop.overview.statistics import StatisticsDialog
from annotator.desktop.reading_aids.reading_dialog import ReadingDialog
from annotator.desktop.session.session import Session
from annotator.desktop.shell import file_menu
from annotator.desktop.shell.about import AboutDialog
from annotator.desktop.shell.agreement_window import agreement_of
from annotator.desktop.shell.app import Desktop
from annotator.desktop.shell.commands import commands
from annotator.desktop.shell.commands.palette import Palette
from annotator.desktop.shell.commands.shortcut_overlay import ShortcutsDialog
from annotator.desktop.shell.commands.shortcut_settings import ShortcutSettings
from annotator.desktop.shell.guide import open_guide
from annotator.desktop.shell.window.main_window import MainWindow
from annotator.desktop.suggestions.window import SuggestionsDialog
from annotator.desktop.tagging.hits.change_dialog import HitChangeDialog
from annotator.desktop.tagging.search import SearchDialog
from annotator.desktop.tagging.tag_everywhere import TagEverywhereDialog
from annotator.desktop.team.describe_dialog import DescribeDialog
from annotator.desktop.team.mark_dialog import MarkDialog
from annotator.desktop.team.pack_owner import question
from annotator.desktop.team.people_dialog import PeopleDialog
from annotator.desktop.toolkit.dialogs.annotator_name import AnnotatorDialog
from annotator.desktop.toolkit.dialogs.clash_dialog import ClashDialog
from annotator.desktop.toolkit.dialogs.problem import problem_box
from annotator.desktop.toolkit.tasks import ProgressDialog, Task
from annotator.desktop.transfer.exporting.export_dialog import ExportDialog
from annotator.desktop.transfer.exporting.release_dialog import ReleaseDialog
from annotator.desktop.transfer.importing.import_dialog import ImportDialog
from annotator.desktop.transfer.importing.paste_dialog import PasteDialog
from annotator.desktop.transfer.sharing.assign_dialog import AssignDialog
from annotator.desktop.transfer.sharing.conflicts import ConflictsDialog
from annotator.desktop.transfer.sharing.merge_dialog import MergeDialog
from annotator.desktop.transfer.sharing.pack_dialog import PackDialog
from annotator.errors import Clash
from annotator.exchange import pack_out
from annotator.project import Project
from annotator.reports.fault import Fault
from annotator.workbench.tagging.same_text import Wanted

PATIENCE_S = 60.0


class Stand:
    """The window before the camera, and hands to bring it into a state.

    Attributes:
        desktop: around the window.
        window: on a fresh copy of the sample project.
        folder: an empty folder for files.

    """

    def __init__(self, desktop: Desktop, folder: Path) -> None:
        assert desktop.window is not None
        self.desktop = desktop
        self.window: MainWindow = desktop.window
        self.folder = folder

    @property
    def session(self) -> Session:
        """What is open in the window."""
        return self.window.session

    def do(self, command: str) -> None:
        """Do what a menu entry does."""
        self.window.actions_by_name[command].trigger()
        QTest.qWait(50)

    def until(self, done: Callable[[], object]) -> None:
        """Wait for what works in the background.

        Raises:
            TimeoutError: it takes too long.

        """
        end = time.monotonic() + PATIENCE_S
        while not done():
            if time.monotonic() > end:
                raise TimeoutError("the scene was not ready in time")
            QTest.qWait(20)

    def show(self, dialog: QDialog) -> QDialog:
        """Show a dialog without waiting for its answer, and wait for what it reads."""
        dialog.setModal(False)
        dialog.show()
        QTest.qWait(50)
        self.until(lambda: getattr(dialog, "_task", None) is None)
        return dialog

    def current(self, label: str, *, split: bool = False) -> Span:
        """Make the first span of a label current, if wanted the first with several fragments."""
        span = min(
            (
                one
                for one in self.session.spans.values()
                if one.label == label and (not split or len(one.fragments) > 1)
            ),
            key=lambda one: one.start,
        )
        self.session.set_current(span.id)
        return span


Make = Callable[[Stand], QWidget]


class Scene(NamedTuple):
    """One picture, taken in both themes and at its scales.

    Attributes:
        make: brings the window into the state; returns what to show.
        shows: the class of what is shown.
        width: of the window, in device-independent pixels.
        height: likewise.
        language: of the interface.
        text_size: of the article, in points.
        scales: device pixels to a device-independent one.

    """

    make: Make
    shows: type[QWidget] = MainWindow
    width: int = 1280
    height: int = 800
    language: str = "en"
    text_size: int = 13
    scales: tuple[int, ...] = (1, 2)


# -- the window ------------------------------------------------------------------------------------


def _window(stand: Stand) -> QWidget:
    stand.current("quote", split=True)
    return stand.window


def _untagged(stand: Stand) -> QWidget:
    stand.session.set_annotator("newcomer")
    stand.session.open_article("overdue-book-01")
    return stand.window


def _no_articles(stand: Stand) -> QWidget:
    Project.create(stand.folder / "empty.annotator").close()
    stand.desktop._annotator_for = lambda *_, **__: "ana"  # type: ignore[method-assign]
    stand.desktop.open(str(stand.folder / "empty.annotator"))
    assert stand.desktop.window is not None
    stand.desktop.window.resize(1280, 800)
    return stand.desktop.window


def _reading_aids(stand: Stand) -> QWidget:
    stand.current("quote", split=True)
    stand.do("focus_paragraph")
    stand.do("line_guide")
    return stand.window


def _reading(stand: Stand) -> QWidget:
    return stand.show(ReadingDialog(stand.window.preferences.reading, stand.window))


def _tour(stand: Stand) -> QWidget:
    stand.session.set_annotator("newcomer")
    stand.desktop.settings.tour = "left 2"
    stand.do("tour")
    return stand.window


def _tour_offered(stand: Stand) -> QWidget:
    stand.session.set_annotator("newcomer")
    stand.session.open_article("harbour-bridge-01")
    stand.window.tour.offer(may_ask=True)
    return stand.window


def _one_column(stand: Stand) -> QWidget:
    """A narrow window in which a folded column came back."""
    stand.current("quote", split=True)
    stand.do("queue_panel")
    return stand.window


def _other_column(stand: Stand) -> QWidget:
    stand.current("quote", split=True)
    stand.do("side_panel")
    return stand.window


def _right_to_left(stand: Stand) -> QWidget:
    session = stand.session
    for key in session.project.index("ana"):
        text = session.project.open_article("ana", key).article.text
        places = [n for n, c in enumerate(text) if "\u0590" <= c <= "\u06ff"]
        if places:
            session.open_article(key)
            stand.window.article.select(max(0, places[0] - 12), places[0] + 20)
            stand.window.gestures.tag("quote")
            break
    return stand.window


def _guidelines(stand: Stand) -> QWidget:
    stand.current("quote", split=True)
    stand.do("guidelines")
    return stand.window


def _attributes(stand: Stand) -> QWidget:
    stand.current("quote", split=True)
    stand.do("attributes")
    return stand.window


def _note(stand: Stand) -> QWidget:
    stand.current("claim")
    stand.do("flag")
    stand.do("note")
    return stand.window


def _find(stand: Stand) -> QWidget:
    stand.do("find")
    QTest.keyClicks(stand.window.find_bar.box, "bridge")
    QTest.qWait(300)
    return stand.window


def _find_nothing(stand: Stand) -> QWidget:
    stand.do("find")
    stand.window.find_bar.pattern.click()
    QTest.keyClicks(stand.window.find_bar.box, "bridge(")
    QTest.qWait(300)
    return stand.window


def _link(stand: Stand) -> QWidget:
    stand.current("quote", split=True)
    stand.do("link")
    return stand.window


def _claims_apart(stand: Stand) -> QWidget:
    stand.current("claim")
    stand.do("compare")
    stand.until(lambda: stand.window.claim_linking._task is None)
    return stand.window


def _suggestions(stand: Stand) -> QWidget:
    project = stand.session.project
    opened = project.open_article("ana", "blue-door-01").article
    words = opened.text.split()
    names = [w.strip("“”,.") for w in words[40:] if w[:1].isupper() and len(w) > 4][:4]
    made = []
    for number, name in enumerate(dict.fromkeys(names)):
        start = opened.text.index(name)
        made.append(
            Suggestion(
                article="",
                label=("entity", "claim", "quote")[number % 3],
                start=start,
                end=start + len(name),
                text=name,
                score=0.91 - 0.17 * number,
                origin="names",
            )
        )
    with project.begin_import("suggested") as incoming:
        incoming.add([Annotated(article=opened, suggestions=tuple(made))])
    stand.session.open_article("blue-door-01")
    stand.do("next_suggestion")
    return stand.window


def _queue(stand: Stand) -> QWidget:
    project, session = stand.session.project, stand.session
    ids = project.article_ids(project.index("ana"))
    project.set_stories({ids[n]: "story" for n in (0, 1, 4)})
    project.set_assignments({ids[n]: ("ana", "ben") for n in (2, 3, 5, 6)})
    session.apply(SetStatus(articles=(ids[3],), status=Status.SKIPPED))
    session.open_article(ids[2])
    stand.do("flag_article")
    session.set_annotator("ben")
    session.set_annotator("ana")
    session.open_article(ids[0])
    stand.window.queue.mine.setChecked(False)
    return stand.window


def _filtered_to_nothing(stand: Stand) -> QWidget:
    stand.do("filter")
    QTest.keyClicks(stand.window.queue.search, "zeppelin")
    QTest.qWait(400)
    return stand.window


def _palette(stand: Stand) -> QWidget:
    stand.do("palette")
    palette = stand.window.findChild(Palette)
    assert palette is not None
    QTest.keyClicks(palette.line, "next")
    return stand.window


def _settle(stand: Stand, *, all_of_it: bool = False) -> None:
    """Settle some of the article that three annotators are done with, or all of it."""
    adjudication = stand.window.review_pages.adjudication
    adjudication.open("harbour-bridge-01")
    adjudication.accept_unanimous()
    adjudication.card.reason.setText("The shortest that stands alone")
    for number in range(100):
        state, now = adjudication.state, adjudication.current
        if state is None or now is None or now.settled or (number > 2 and not all_of_it):
            break
        who = {span.annotator for span in now.spans}
        adjudication.accept(max(at for at, one in enumerate(state.done) if one in who))
    if not all_of_it:
        adjudication.step(forward=False)


def _hidden_labels(stand: Stand) -> QWidget:
    """A suggestion of a label that is hidden, too."""
    _suggestions(stand)
    stand.window.seeing.turn("entity")
    stand.window.seeing.turn("quote")
    return stand.window


def _one_label_alone(stand: Stand) -> QWidget:
    stand.window.seeing.turn_alone("quote")
    return stand.window


def _boilerplate(look: str) -> Make:
    def make(stand: Stand) -> QWidget:
        session, article = stand.session, stand.window.article
        opened = session.opened
        assert opened is not None
        text = opened.article.text
        for paragraph in text.split("\n\n")[2:4]:
            start = text.index(paragraph)
            article.select(start, start + len(paragraph))
            stand.window.gestures.tag("boilerplate")
        session.set_current("")
        article.place_caret(0)
        stand.do(f"boilerplate_{look}")
        return stand.window

    return make


def _key_preview(stand: Stand) -> QWidget:
    """What the key of the label under the mouse would take at the caret."""
    opened = stand.session.opened
    assert opened is not None
    stand.session.set_current("")
    action = stand.window.actions_by_name["key_preview"]
    if not action.isChecked():
        action.trigger()
    stand.window.article.place_caret(opened.article.text.index(". ") - 9)
    stand.window.key_preview.point_at("claim")
    stand.until(lambda: stand.window.article._drawing.guess.ranges)
    return stand.window


def _ask_of_articles(stand: Stand) -> None:
    """Let the project have labels of whole articles, one of which is asked for."""

    def label(name: str, position: int, kind: str, *values: str, required: bool = False) -> Label:
        value = Attribute(name="value", kind=kind, values=values, required=required)
        return Label(id=name, name=name, position=position, unit="article", attributes=(value,))

    stand.session.project.add_labels(
        [
            label("topic", 20, "choice", "politics", "harbour", "weather", required=True),
            label("genre", 21, CHOICES, "report", "comment", "interview"),
            label("can be used", 22, "yes/no"),
            label("remark", 23, "text"),
        ]
    )
    stand.session.reload()


def _say(stand: Stand, article: str, **said: Value) -> None:
    for name, value in said.items():
        edit = SetArticleValue(articles=(article,), label=name.replace("_", " "), value=value)
        stand.session.apply(edit, follow=False)


def _article_labels(stand: Stand) -> QWidget:
    _ask_of_articles(stand)
    opened = stand.session.opened
    assert opened is not None
    _say(stand, opened.article.id, topic="harbour", genre=("report",), can_be_used=True)
    stand.do("article_labels")
    return stand.window


def _no_article_labels(stand: Stand) -> QWidget:
    stand.do("article_labels")
    return stand.window


def _before_done(stand: Stand) -> QWidget:
    """A quote without what is asked for, and the article's topic."""
    _ask_of_articles(stand)
    quote = stand.session.labels["quote"]
    asked = tuple(replace(one, required=True) for one in quote.attributes)
    stand.session.apply(SetLabel(label=replace(quote, attributes=asked), base=quote))
    stand.do("done")
    return stand.window


def _settling_articles(stand: Stand) -> QWidget:
    """What three say of a whole article, with the keyboard there."""
    _ask_of_articles(stand)
    project, article = stand.session.project, "harbour-bridge-01"
    people = project.open_article("ana", article) and project.annotators()
    for number, who in enumerate(people):
        for name, value in (("topic", ("harbour", "politics")[number % 2]), ("can be used", True)):
            edit = SetArticleValue(articles=(article,), label=name, value=value)
            project.apply(edit, who)
    stand.session.reload()
    adjudication = stand.window.review_pages.adjudication
    adjudication.open(article)
    adjudication.page.votes.enter()
    return stand.window


def _links_on_page(stand: Stand) -> QWidget:
    stand.session.set_current("")
    stand.do("show_links")
    return stand.window


def _printed(stand: Stand) -> QWidget:
    """The first sheet of paper, with links and notes."""
    quote = stand.current("quote")
    stand.session.apply(SetNote(span=quote.id, note="Who else heard it?"))
    paper = stand.window.printing._paper(QSizeF(660, 940))
    image = QImage(1440, 2000, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(2, 2)
    painter.translate(30, 30)
    paper.draw(painter, len(paper.sheets) - 1)
    painter.end()
    image.setDevicePixelRatio(2)
    sheet = QLabel(stand.window)
    sheet.setWindowFlag(Qt.WindowType.Window)
    sheet.setPixmap(QPixmap.fromImage(image))
    sheet.setFixedSize(image.deviceIndependentSize().toSize())
    sheet.show()
    return sheet


def _settling(stand: Stand) -> QWidget:
    _settle(stand)
    return stand.window


def _gold_differences(stand: Stand) -> QWidget:
    _settle(stand, all_of_it=True)
    stand.window.review_pages.differing.start()
    stand.window.review_pages.differing.step(forward=True)
    return stand.window


# -- dialogs ---------------------------------------------------------------------------------------


def _search(stand: Stand) -> QWidget:
    stand.do("find_project")
    dialog = stand.window.searching.dialog
    assert dialog is not None
    stand.until(lambda: dialog._task is None and not dialog.bar.isVisible())
    QTest.keyClicks(dialog.line, "bridge")
    QTest.qWait(300)
    stand.until(lambda: dialog._task is None)
    return dialog


def _several(stand: Stand) -> QWidget:
    rows = stand.window.span_list.list
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    return stand.window


def _equal_texts(stand: Stand) -> QWidget:
    panel = stand.window.span_list
    panel.group.click()
    for row in range(panel.model.rowCount()):
        if panel.model.group_at(row) is not None:
            panel.list.setFocus()
            panel.list.setCurrentIndex(panel.model.index(row))
            QTest.keyClick(panel.list, Qt.Key.Key_Right)
            break
    return stand.window


def _links(stand: Stand) -> QWidget:
    stand.do("show_links")
    stand.do("to_links")
    QTest.keyClick(stand.window.relations.list, Qt.Key.Key_Home)
    return stand.window


def _search_begun(stand: Stand) -> QWidget:
    stand.do("find_project")
    dialog = stand.window.searching.dialog
    assert dialog is not None
    stand.until(lambda: dialog._task is None and not dialog.bar.isVisible())
    return dialog


def _hit_change(stand: Stand) -> QWidget:
    dialog = _search(stand)
    assert isinstance(dialog, SearchDialog)
    dialog.tick_all.click()
    hits = dialog.model.ticks
    change = HitChangeDialog(
        stand.session, stand.desktop.themes, hits, "bridge", "entity", stand.window
    )
    return stand.show(change)


def _tag_everywhere(stand: Stand) -> QWidget:
    dialog = TagEverywhereDialog(
        stand.session, stand.desktop.themes, Wanted("the harbour"), "entity", stand.window
    )
    return stand.show(dialog)


def _statistics(stand: Stand) -> QWidget:
    project = stand.session.project
    for number, (who, article) in enumerate(
        (who, article)
        for who in ("ana", "ben", "chloe")
        for article in ("harbour-bridge-01", "harbour-bridge-02")
    ):
        project.save_reading(who, article, caret=0, top=0, more_ms=900_000 + 130_000 * number)
    done = project.article_ids(project.index("ana"))
    for number, who in enumerate(("ana", "ben", "chloe")):
        project.apply(SetStatus(articles=tuple(done[2 : 5 + number]), status=Status.DONE), who)
    stand.do("statistics")
    dialog = stand.window.findChild(StatisticsDialog)
    assert dialog is not None
    stand.until(lambda: dialog._task is None)
    return dialog


def _sources(stand: Stand) -> QWidget:
    session = stand.session
    session.apply(SetChoices(made=(switched_off(_label(stand, "entity"), "names"),)))
    done = session.project.article_ids(session.project.index(session.annotator))
    session.apply(SetStatus(articles=tuple(done), status=Status.DONE))
    return _sources_empty(stand)


def _sources_empty(stand: Stand) -> QWidget:
    stand.do("suggestions")
    dialog = stand.window.findChild(SuggestionsDialog)
    assert dialog is not None
    stand.until(lambda: dialog._task is None)
    return dialog


def _sources_words(stand: Stand) -> QWidget:
    pattern = TextPattern(label=_label(stand, "entity"), expression=r"MS [A-Z]\w+")
    words = WordList(
        name="harbours.csv", words=(Word(text="Port Elm", label=_label(stand, "entity")),)
    )
    made = (Choice(id="1" * 32, chosen=words), Choice(id="2" * 32, chosen=pattern))
    stand.session.apply(SetChoices(made=made))
    dialog = _sources_empty(stand)
    assert isinstance(dialog, SuggestionsDialog)
    dialog.tabs.setCurrentIndex(1)
    dialog.additions.list.setCurrentRow(0)
    return dialog


def _sources_own(stand: Stand) -> QWidget:
    dialog = _sources_empty(stand)
    assert isinstance(dialog, SuggestionsDialog)
    dialog.tabs.setCurrentIndex(2)
    dialog.own.line.setText("python model.py --language en")
    return dialog


def _label(stand: Stand, name: str) -> str:
    return next(one.id for one in stand.session.labels.values() if one.name == name)


def _keys(stand: Stand) -> QWidget:
    return stand.show(ShortcutsDialog(commands.key_rows(stand.window.menu_actions()), stand.window))


def _change_keys(stand: Stand) -> QWidget:
    window = stand.window
    dialog = ShortcutSettings(
        window.shortcuts, lambda: file_menu._commands(window), stand.desktop.themes, window
    )
    stand.show(dialog)
    dialog.select("repeat")
    return dialog


def _change_keys_clash(stand: Stand) -> QWidget:
    dialog = _change_keys(stand)
    assert isinstance(dialog, ShortcutSettings)
    dialog.change_button.click()
    QTest.keyClick(dialog.field, Qt.Key.Key_N)
    return dialog


def _labels(stand: Stand) -> QWidget:
    dialog = LabelEditor(stand.session, stand.desktop.themes, stand.window)
    stand.show(dialog)
    dialog.select("quote")
    return dialog


def _labels_end(stand: Stand) -> QWidget:
    """The lower part of the form: attributes and links."""
    from PySide6.QtWidgets import QScrollArea

    dialog = _labels(stand)
    for area in dialog.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    return dialog


def _labels_wrong(stand: Stand) -> QWidget:
    dialog = _labels(stand)
    assert isinstance(dialog, LabelEditor)
    dialog.form.colour.line.clear()
    QTest.keyClicks(dialog.form.colour.line, "#nope")
    QTest.keyClick(dialog.form.colour.line, Qt.Key.Key_Return)
    dialog.form.name.clear()
    QTest.keyClicks(dialog.form.name, "claim")
    QTest.keyClick(dialog.form.name, Qt.Key.Key_Return)
    return dialog


def _removal(stand: Stand) -> QWidget:
    labels = stand.session.project.labels()
    quote = next(one for one in labels if one.id == "quote")
    others = [one for one in labels if one.id != "quote"]
    use = stand.session.project.label_use("quote")
    theme = stand.desktop.themes.theme
    return stand.show(RemovalDialog(quote, others, use, theme, parent=stand.window))


def _import_with(stand: Stand, *paths: Path) -> ImportDialog:
    dialog = ImportDialog(stand.session, stand.window, paths)
    stand.show(dialog)
    QTest.qWait(600)
    stand.until(lambda: dialog._task is None and not dialog._pause.isActive())
    return dialog


def _files(stand: Stand) -> Path:
    """Some articles in several formats, and lines that are refused."""
    folder = stand.folder / "incoming"
    folder.mkdir()
    told = "The council voted on Monday to close the old mill bridge for a year of repairs. "
    (folder / "mill-bridge.txt").write_text(f"Mill bridge to close\n\n{told * 6}", "utf-8")
    (folder / "café.txt").write_bytes("Un café de plus à l’école, déjà.".encode("cp1252"))
    with (folder / "briefs.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("headline", "published", "body"))
        rows.writerows((f"Brief {n}", f"2026-10-{n:02}", told * n) for n in range(1, 9))
    lines = [json.dumps({"text": told * 3, "title": "Line one"}), "{broken", json.dumps({"x": 1})]
    (folder / "wire.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def _import_said(stand: Stand) -> QWidget:
    """What was guessed, left out and not read is said before anything is written."""
    folder = stand.folder / "from-others"
    folder.mkdir()
    told = "The council voted on Monday to close the old mill bridge."
    spans = {"text": told, "label": [[4, 11, "entity"]]}
    (folder / "tagged.json").write_text(json.dumps([spans]), "utf-8")
    (folder / "marks.json").write_text(json.dumps({"text": f"{told} {told}", "x": [[4, 11]]}))
    items = f"<item><title>Nothing</title></item><item><description>{told * 2}</description></item>"
    (folder / "feed.rss").write_text(f'<rss version="2.0"><channel>{items}</channel></rss>')
    return _import_with(stand, folder)


def _import(stand: Stand) -> QWidget:
    return _import_with(stand)


def _import_articles(stand: Stand) -> QWidget:
    return _import_with(stand, _files(stand))


def _import_refused(stand: Stand) -> QWidget:
    dialog = _import_with(stand, _files(stand))
    dialog.tabs.setCurrentWidget(dialog.refused_page)
    return dialog


def _import_alike(stand: Stand) -> QWidget:
    article = stand.session.project.open_article("ana", "blue-door-01").article
    again = stand.folder / "again.txt"
    again.write_text(article.text + "\n\nUpdated on Tuesday.", "utf-8")
    dialog = _import_with(stand, again)
    dialog.tabs.setCurrentWidget(dialog.alike)
    return dialog


def _import_table(stand: Stand) -> QWidget:
    return _import_with(stand, _files(stand) / "briefs.csv")


def _paste(stand: Stand) -> QWidget:
    text = "Ferries stay in port\n\nThe ferries stay in port today, the harbour office said.\n"
    dialog = PasteDialog(stand.session, text, stand.window)
    stand.show(dialog)
    QTest.qWait(500)
    return dialog


def _export(stand: Stand) -> QWidget:
    dialog = ExportDialog(stand.session, stand.window)
    stand.show(dialog)
    QTest.qWait(600)
    return dialog


def _release(stand: Stand) -> QWidget:
    return stand.show(ReleaseDialog(stand.session, stand.folder, stand.window))


def _released(stand: Stand) -> QWidget:
    dialog = ReleaseDialog(stand.session, stand.folder, stand.window)
    stand.show(dialog)
    dialog.start_button.click()
    stand.until(lambda: dialog._task is None)
    return dialog


def _assign(stand: Stand) -> QWidget:
    return stand.show(AssignDialog(stand.session, stand.window))


def _mark(stand: Stand) -> QWidget:
    """Two annotators' finished work came in and nothing says that it is done."""
    project = stand.session.project
    ids = project.article_ids(project.index("ana"))
    texts = project.texts(ids)
    with project.begin_import("finished") as incoming:
        incoming.add(
            [
                Annotated(
                    article=Article(id=one, text=texts[one]),
                    annotator=who,
                    spans=(
                        Span(
                            id=f"{one}-{who}",
                            article=one,
                            annotator=who,
                            label="claim",
                            fragments=make_fragments(texts[one], ((0, 20),)),
                        ),
                    ),
                )
                for one in ids
                for who in ("carla", "dora")
            ]
        )
    return stand.show(MarkDialog(stand.session, (), stand.window))


def _people(stand: Stand) -> QWidget:
    """Ben was renamed and is retired; what uniting would do is said."""
    project = stand.session.project
    for name in project.annotators()[1:2]:
        project.rename_annotator(name, "Benedikt")
    project.apply(Retire(annotators=("Benedikt",)), "ana")
    dialog = PeopleDialog(stand.session, stand.window)
    stand.show(dialog)
    dialog.table.setCurrentCell(1, 0)
    dialog.other.setCurrentIndex(1)
    dialog._look()
    return dialog


def _describe(stand: Stand) -> QWidget:
    opened = stand.session.opened
    assert opened is not None
    return stand.show(DescribeDialog(stand.session, opened.article, stand.window))


def _pack_owner(stand: Stand) -> QWidget:
    return stand.show(question(stand.window, "carla", "ana"))


def _pack(stand: Stand) -> QWidget:
    return stand.show(PackDialog(stand.session, stand.folder, stand.window))


def _clash(stand: Stand) -> MergeDialog:
    """Ana's span was made longer here and shorter in her pack; a status differs, too."""
    session = stand.session
    session.open_article("blue-door-01")
    session.apply(AddSpan(article="blue-door-01", label="claim", ranges=((4, 14),)))
    (span,) = session.spans
    pack = stand.folder / "ana.annotator"
    pack_out(session.project, pack, "ana")
    with Project.open(pack) as there:
        there.apply(SetRanges(span=span, ranges=((4, 24),)), "ana")
        there.apply(SetStatus(articles=("robot-detour-01",), status=Status.DONE), "ana")
    session.apply(SetRanges(span=span, ranges=((0, 14),)))
    session.apply(SetStatus(articles=("robot-detour-01",), status=Status.SKIPPED))
    dialog = MergeDialog(session, [pack, stand.folder / "missing.annotator"], stand.window)
    stand.show(dialog)
    dialog.start()
    stand.until(lambda: dialog._task is None and not dialog._left)
    return dialog


def _merge(stand: Stand) -> QWidget:
    return _clash(stand)


def _conflicts(stand: Stand) -> QWidget:
    _clash(stand).close()
    dialog = ConflictsDialog(stand.session, stand.desktop.themes, stand.window)
    stand.show(dialog)
    dialog.list.setCurrentRow(0)
    return dialog


def _no_conflicts(stand: Stand) -> QWidget:
    return stand.show(ConflictsDialog(stand.session, stand.desktop.themes, stand.window))


def _annotator(stand: Stand) -> QWidget:
    names = stand.session.project.annotators()
    return stand.show(AnnotatorDialog(names, "ana", stand.window))


def _about(stand: Stand) -> QWidget:
    folder = Path("~/.local/share/annotator/backups")
    where = "~/Documents/study.annotator"
    return stand.show(AboutDialog(stand.desktop.themes.theme, stand.window, where, folder))


def _guide(part: str) -> Make:
    def make(stand: Stand) -> QWidget:
        desktop = stand.desktop
        guide = open_guide(stand.window, desktop.themes, desktop.settings.language)
        guide.show_part(part)
        QTest.qWait(50)
        return guide

    return make


def _guide_search(stand: Stand) -> QWidget:
    guide = _guide("leads#agreement")(stand)
    assert isinstance(guide, GuideWindow)
    QTest.keyClicks(guide.search, "gold")
    return guide


def _problem(stand: Stand) -> QWidget:
    sentence = "The span was not saved: the disk is full. Make room and try again."
    return stand.show(problem_box(stand.window, sentence, can_retry=True))


def _history(stand: Stand) -> QWidget:
    stand.current("quote")
    stand.do("flag")
    stand.do("history")
    dialog = stand.window.findChild(HistoryDialog)
    stand.until(lambda: dialog.isVisible())
    QTest.qWait(200)
    return dialog


def _backups(stand: Stand) -> QWidget:
    stand.session.project.back_up("asked")
    dialog = BackupsDialog(stand.session, stand.desktop.settings, stand.window)
    return stand.show(dialog)


def _crash(stand: Stand) -> QWidget:
    fault = Fault("KeyError", "annotator/text/words.py:1", "annotator/text/words.py:1 words")
    return stand.show(CrashDialog(fault, None, stand.window))


def _changed_by_two(stand: Stand) -> QWidget:
    theirs = "A sentence that can be checked.\n\nNo opinions."
    mine = "A sentence that could be checked by somebody with time."
    clash = Clash("guidelines", theirs, mine, "ben")
    return stand.show(ClashDialog("claim", [clash], stand.window))


def _working(stand: Stand) -> QWidget:
    task = Task(lambda _report, _cancelled: None, lambda _: None, lambda _: None, None)
    dialog = ProgressDialog(task, "Working on the articles …", stand.window)
    dialog.show()
    return dialog


def _agreement(tab: int) -> Make:
    def make(stand: Stand) -> QWidget:
        report = agreement_of(stand.window, stand.desktop.themes, stand.desktop.settings)
        report.show()
        view = report.view
        assert view is not None
        view.resize(1080, 720)
        stand.until(lambda: view.tabs.isVisible())
        view.tabs.setCurrentIndex(tab)
        QTest.qWait(100)
        return view

    return make


def _agreement_options(stand: Stand) -> QWidget:
    view = _agreement(0)(stand)
    assert isinstance(view, AgreementView)
    view.options_button.click()
    return view


SCENES: dict[str, Scene] = {
    "window": Scene(_window),
    "window-narrow": Scene(_window, width=900, height=700),
    "window-wide": Scene(_window, width=3840, height=1600, scales=(1,)),
    "window-german": Scene(_window, language="de"),
    "window-german-narrow": Scene(_window, width=900, height=700, language="de"),
    "text-8": Scene(_window, text_size=8),
    "text-40": Scene(_window, text_size=40),
    "untagged": Scene(_untagged),
    "no-articles": Scene(_no_articles),
    "reading-aids": Scene(_reading_aids),
    "reading": Scene(_reading, ReadingDialog),
    "tour-offered": Scene(_tour_offered),
    "tour": Scene(_tour),
    "tour-german-small": Scene(_tour, width=1016, height=560, language="de"),
    "window-small-queue": Scene(_one_column, width=1016, height=560),
    "window-small-spans": Scene(_other_column, width=1016, height=560, language="de"),
    "right-to-left": Scene(_right_to_left),
    "guidelines": Scene(_guidelines),
    "attributes": Scene(_attributes),
    "note": Scene(_note),
    "find": Scene(_find),
    "find-wrong": Scene(_find_nothing, width=900, height=700),
    "link": Scene(_link),
    "claims-apart": Scene(_claims_apart),
    "claims-apart-narrow": Scene(_claims_apart, width=900, height=700),
    "suggestions": Scene(_suggestions),
    "queue": Scene(_queue),
    "queue-nothing": Scene(_filtered_to_nothing),
    "palette": Scene(_palette),
    "hidden-labels": Scene(_hidden_labels),
    "hidden-labels-german": Scene(_hidden_labels, language="de"),
    "one-label-alone": Scene(_one_label_alone),
    "boilerplate-dimmed": Scene(_boilerplate("dimmed")),
    "boilerplate-folded": Scene(_boilerplate("folded")),
    "key-preview": Scene(_key_preview),
    "article-labels": Scene(_article_labels),
    "article-labels-german": Scene(_article_labels, language="de"),
    "article-labels-none": Scene(_no_article_labels),
    "before-done": Scene(_before_done),
    "before-done-german-small": Scene(_before_done, width=1016, height=560, language="de"),
    "settling-articles": Scene(_settling_articles),
    "settling-articles-german-small": Scene(
        _settling_articles, width=1016, height=560, language="de"
    ),
    "links-on-page": Scene(_links_on_page),
    "printed": Scene(_printed, QLabel),
    "printed-german": Scene(_printed, QLabel, language="de"),
    "settling": Scene(_settling),
    "settling-narrow": Scene(_settling, width=900, height=700),
    "gold-differences": Scene(_gold_differences),
    "several": Scene(_several),
    "several-german": Scene(_several, language="de"),
    "equal-texts": Scene(_equal_texts),
    "links": Scene(_links),
    "links-german": Scene(_links, language="de"),
    "search": Scene(_search, SearchDialog),
    "hit-change": Scene(_hit_change, HitChangeDialog),
    "hit-change-german": Scene(_hit_change, HitChangeDialog, language="de"),
    "search-begun": Scene(_search_begun, SearchDialog),
    "tag-everywhere": Scene(_tag_everywhere, TagEverywhereDialog),
    "statistics": Scene(_statistics, StatisticsDialog),
    "sources": Scene(_sources, SuggestionsDialog),
    "sources-german": Scene(_sources, SuggestionsDialog, language="de"),
    "sources-empty": Scene(_sources_empty, SuggestionsDialog),
    "sources-words": Scene(_sources_words, SuggestionsDialog),
    "sources-own": Scene(_sources_own, SuggestionsDialog, language="de"),
    "keys": Scene(_keys, ShortcutsDialog),
    "change-keys": Scene(_change_keys, ShortcutSettings),
    "change-keys-clash": Scene(_change_keys_clash, ShortcutSettings),
    "labels": Scene(_labels, LabelEditor),
    "labels-german": Scene(_labels, LabelEditor, language="de"),
    "labels-end": Scene(_labels_end, LabelEditor),
    "labels-wrong": Scene(_labels_wrong, LabelEditor),
    "label-removal": Scene(_removal, RemovalDialog),
    "import": Scene(_import, ImportDialog),
    "import-articles": Scene(_import_articles, ImportDialog),
    "import-refused": Scene(_import_refused, ImportDialog),
    "import-alike": Scene(_import_alike, ImportDialog),
    "import-table": Scene(_import_table, ImportDialog),
    "import-said": Scene(_import_said, ImportDialog),
    "import-said-german": Scene(_import_said, ImportDialog, language="de"),
    "paste": Scene(_paste, PasteDialog),
    "export": Scene(_export, ExportDialog),
    "release": Scene(_release, ReleaseDialog),
    "released": Scene(_released, ReleaseDialog),
    "assign": Scene(_assign, AssignDialog),
    "mark-done": Scene(_mark, MarkDialog),
    "mark-done-german": Scene(_mark, MarkDialog, language="de"),
    "people": Scene(_people, PeopleDialog),
    "people-german": Scene(_people, PeopleDialog, language="de"),
    "describe": Scene(_describe, DescribeDialog),
    "describe-german": Scene(_describe, DescribeDialog, language="de"),
    "pack-owner": Scene(_pack_owner, QDialog),
    "pack": Scene(_pack, PackDialog),
    "merge": Scene(_merge, MergeDialog),
    "conflicts": Scene(_conflicts, ConflictsDialog),
    "conflicts-none": Scene(_no_conflicts, ConflictsDialog),
    "annotator": Scene(_annotator, AnnotatorDialog),
    "about": Scene(_about, AboutDialog),
    "about-german": Scene(_about, AboutDialog, language="de"),
    "guide": Scene(_guide("annotators#tag"), GuideWindow),
    "guide-german": Scene(_guide("annotators#begin"), GuideWindow, language="de"),
    "guide-code": Scene(_guide("data#lines"), GuideWindow, language="de"),
    "guide-search": Scene(_guide_search, GuideWindow),
    "problem": Scene(_problem, QDialog),
    "history": Scene(_history, HistoryDialog),
    "backups": Scene(_backups, BackupsDialog),
    "crash": Scene(_crash, CrashDialog),
    "changed-by-two": Scene(_changed_by_two, ClashDialog),
    "working": Scene(_working, ProgressDialog),
    **{
        f"agreement-{name}": Scene(_agreement(tab), AgreementView)
        for tab, name in enumerate(
            ("labels", "places", "articles", "pairs", "kinds", "confusion", "time", "details")
        )
    },
    "agreement-options": Scene(_agreement_options, AgreementView),
}
