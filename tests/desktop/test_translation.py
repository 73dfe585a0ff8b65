"""The interface in German: complete, up to date, and all of it on the screen."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialogButtonBox,
    QLabel,
    QMenu,
    QWidget,
)

from annotator.agreement.figures import Estimate
from annotator.annotation import edits
from annotator.annotation.adjudication.conflict_settling import SettleConflict
from annotator.annotation.choices import from_others, switched_off
from annotator.annotation.facts.rounds import Round
from annotator.annotation.records import Label, Status, Suggestion
from annotator.desktop.agreement.wording import ends_in_words, shown
from annotator.desktop.labels.label_editor import LabelEditor
from annotator.desktop.overview.statistics import StatisticsDialog
from annotator.desktop.shell import file_menu
from annotator.desktop.shell.about import AboutDialog
from annotator.desktop.shell.commands import commands
from annotator.desktop.shell.commands.shortcut_settings import ShortcutSettings
from annotator.desktop.spans.label_bar import short_count
from annotator.desktop.tagging.search import SearchDialog
from annotator.desktop.toolkit.language import Language, Languages, code_of
from annotator.desktop.toolkit.numbers import decimal, whole
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.theme import Choice
from annotator.desktop.toolkit.widgets.charts import short_date
from annotator.desktop.toolkit.words import in_words
from annotator.desktop.transfer.exporting.export_dialog import ExportDialog
from annotator.desktop.transfer.exporting.release_dialog import ReleaseDialog
from annotator.desktop.transfer.importing.import_dialog import ImportDialog
from annotator.desktop.transfer.importing.paste_dialog import PasteDialog
from annotator.desktop.transfer.sharing.assign_dialog import AssignDialog
from annotator.desktop.transfer.sharing.conflicts import ConflictsDialog
from annotator.desktop.transfer.sharing.merge_dialog import MergeDialog
from annotator.desktop.transfer.sharing.pack_dialog import PackDialog
from annotator.exchange import Summary
from annotator.formats import formats
from annotator.words import counts, joined, say, stored
from tests.annotation.adjudication.test_decisions import Article
from tests.annotation.edits.test_edits import NOW
from tests.desktop.desk import Desk
from tests.desktop.disputing import adjudication_of, make_disputed

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)

ROOT = Path(__file__).resolve().parents[2]
TEXT = "The bridge opens on Monday, the council said. “It is time,” Anna Berg said."


def load_tool() -> ModuleType:
    """The extractor as a module: it is a script beside the others of the project."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / ".ci/translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


tool = load_tool()


@pytest.fixture
def german(qapp: QApplication) -> Iterator[Languages]:
    languages = Languages(qapp)
    languages.choose(Language.GERMAN)
    yield languages
    languages.choose(Language.ENGLISH)


@pytest.fixture
def german_desk(open_desk: Callable[..., Desk], tmp_path: Path) -> Iterator[Desk]:
    """A window that was started by somebody who has chosen German, with a span in the article."""
    settings = Settings(tmp_path / "settings.ini")
    settings.language = Language.GERMAN
    settings.save()
    desk = open_desk([TEXT, TEXT])
    desk.view.select(4, 10)
    desk.key("1")
    yield desk
    desk.desktop.languages.choose(Language.ENGLISH)


# -- the files -----------------------------------------------------------------------------------


def test_each_text_is_a_literal():
    assert tool.extract().problems == ()


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_each_text_is_translated(language: str):
    """What is missing is listed; `make translations` and the `.ts` file mend it."""
    known = tool.read(tool.catalogue(language))
    missing = [text for text in tool.extract().texts if not known.get(text)]
    assert missing == []


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_nothing_is_translated_that_the_code_does_not_say(language: str):
    assert set(tool.read(tool.catalogue(language))) <= set(tool.extract().texts)


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_the_compiled_file_is_that_of_its_source(language: str):
    file = tool.catalogue(language)
    assert file.with_suffix(".qm").read_bytes() == tool.compiled(file), "make translations"


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_placeholders_and_accelerators_are_those_of_the_original(language: str):
    assert tool.mismatched(tool.read(tool.catalogue(language))) == []


@pytest.mark.parametrize(
    ("source", "translation"),
    [("{0} of {1}", "{0} von"), ("%n spans", "Markierungen"), ("&File", "Datei"), ("A …", "B")],
)
def test_a_wrong_translation_is_found(source: str, translation: str):
    assert len(tool.mismatched({tool.Text("A", source): translation})) == 1


def test_the_extractor_reads_every_way_of_saying_a_text(tmp_path: Path):
    (tmp_path / "one.py").write_text(
        "def _tr(text):\n"
        '    return QCoreApplication.translate("Helper", text)\n'
        "class A(QObject):\n"
        "    def f(self, n, x):\n"
        '        self.tr("plain"); self.tr("one" if n == 1 else "many"); f"{self.tr(\'inside\')}"\n'
        '        self.tr("two " "pieces"); _tr("helped"); x.translate("Own", "named")\n'
        '        text.translate(TABLE); self.tr(x); self.tr(f"{n} spans")\n',
        encoding="utf-8",
    )
    found = tool.extract(tmp_path)
    assert set(found.texts) == {
        *(("A", text) for text in ("plain", "one", "many", "inside", "two pieces")),
        ("Helper", "helped"),
        ("Own", "named"),
    }
    assert [problem.split(": ")[0] for problem in found.problems] == ["one.py:7", "one.py:7"]


def test_a_text_that_is_known_elsewhere_is_taken_over():
    old, new, torn = (tool.Text(name, "Note") for name in "abc")
    assert tool.merged([old, new], {old: "Notiz"}) == {old: "Notiz", new: "Notiz"}
    assert tool.merged([torn], {old: "Notiz", new: "Vermerk"}) == {torn: ""}


def test_what_is_written_reads_back(tmp_path: Path):
    given = {tool.Text("A", "a < b & “c”\nd"): "„c“ > &", tool.Text("B", " and "): ""}
    file = tmp_path / "a.ts"
    file.write_text(tool.written("de", given), encoding="utf-8")
    assert tool.read(file) == given


def test_the_compiled_file_says_each_text(german: Languages):
    for text, translation in tool.read(tool.catalogue("de")).items():
        said = QCoreApplication.translate(text.context, text.source)
        assert said == (translation or text.source), text


# -- choosing ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["de-AT", "en"], "de"),
        (["de_DE"], "de"),
        (["fr-FR", "de", "en"], "de"),
        (["en-GB", "de"], "en"),
        (["den-CA", "fr"], "en"),
        ([], "en"),
    ],
)
def test_the_system_names_the_language(monkeypatch, names: list[str], code: str):
    class Locale:
        @staticmethod
        def system() -> Locale:
            return Locale()

        def uiLanguages(self) -> list[str]:  # noqa: N802
            return names

    monkeypatch.setattr("annotator.desktop.toolkit.language.QLocale", Locale)
    assert code_of(Language.SYSTEM) == code
    assert code_of(Language.GERMAN) == "de"


def test_the_choice_is_remembered_and_nonsense_is_the_system(tmp_path: Path):
    settings = Settings(tmp_path / "a.ini")
    assert settings.language is Language.SYSTEM
    settings.language = Language.GERMAN
    settings.save()
    assert Settings(tmp_path / "a.ini").language is Language.GERMAN
    settings._settings.setValue("language", "klingon")
    assert settings.language is Language.SYSTEM


def test_choosing_takes_effect_at_once_and_keeps_the_work(open_desk: Callable[..., Desk]):
    desk = open_desk([TEXT, TEXT])
    desk.desktop.languages.choose(Language.ENGLISH)
    desk.session.open_article("a1")
    desk.view.select(4, 10)
    desk.key("1")
    before = desk.window
    desk.window.actions_by_name["language_de"].trigger()
    assert desk.window is not before
    assert desk.window.actions_by_name["language_de"].isChecked()
    assert desk.window.menuBar().actions()[0].text() == "&Datei"
    opened = desk.session.opened
    assert opened is not None
    assert opened.article.id == "a1"
    assert desk.shown() == [("claim", ((4, 10),))]
    assert desk.window.actions_by_name["undo"].text() == "Rückgängig: „bridge“ als claim markieren"
    desk.window.actions_by_name["undo"].trigger()
    assert desk.shown() == []
    desk.window.actions_by_name["language_en"].trigger()
    assert desk.window.menuBar().actions()[0].text() == "&File"
    assert desk.session.opened is not None
    assert desk.session.opened.article.id == "a1"


def test_the_window_made_anew_has_the_size_of_the_old_one(open_desk: Callable[..., Desk]):
    """Not that of the last start."""
    desk = open_desk([TEXT])
    desk.window.resize(760, 640)
    desk.desktop.choose_language(Language.GERMAN)
    try:
        assert (desk.window.width(), desk.window.height()) == (760, 640)
    finally:
        desk.desktop.choose_language(Language.ENGLISH)


def test_standard_buttons_are_german(german: Languages):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.buttons()[0].text() == "Abbrechen"


def test_keys_are_the_same_in_german(german_desk: Desk):
    """Keys are written in English in the code and in the settings, and shown in German."""
    for command in commands.COMMANDS:
        action = german_desk.window.actions_by_name[command.name]
        portable = [
            key.toString(QKeySequence.SequenceFormat.PortableText) for key in action.shortcuts()
        ]
        assert portable == [
            QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText).toString(
                QKeySequence.SequenceFormat.PortableText
            )
            for key in command.keys
        ], command.name


def test_changed_keys_survive_a_change_of_language(german_desk: Desk, tmp_path: Path):
    key = QKeySequence.fromString("Ctrl+Shift+PgDown")
    assert german_desk.window.shortcuts.change("note", (key,)) == ""
    assert Settings(tmp_path / "settings.ini").shortcuts() == {"note": "Ctrl+Shift+PgDown"}
    german_desk.window.actions_by_name["language_en"].trigger()
    assert german_desk.window.actions_by_name["note"].shortcuts() == [key]


def test_dates_speak_the_language(german: Languages):
    assert QLocale().monthName(3) == "März"
    german.choose(Language.ENGLISH)
    assert QLocale().monthName(3) == "March"


def test_numbers_speak_the_language(german: Languages):
    """Those of the interface, of the agreement report, and those that come from below."""
    told = (
        joined([counts.spans(3100), counts.articles(1)]),
        say("Tag {n:,} × {label} “{text}”", n=1200, label="claim", text="1,234"),
    )
    assert (whole(1234567), decimal(12.5, 1), decimal(-0.01, 1)) == ("1.234.567", "12,5", "0,0")
    assert (shown(0.8125), short_count(1234)) == ("0,812", "1,2k")
    assert in_words(told[0]) == "3.100 Markierungen, 1 Artikel"
    assert in_words(told[1]) == "1.200 × „1,234“ als claim markieren"  # a text stays as it is
    german.choose(Language.ENGLISH)
    assert (whole(1234567), decimal(12.5, 1), shown(-0.0001)) == ("1,234,567", "12.5", "0.000")
    assert tuple(map(in_words, told)) == tuple(map(str, told))


def test_a_long_text_is_counted_in_german(german_desk: Desk):
    """A count on the screen, from code to label."""
    text = "Regen. " * 2000
    dialog = PasteDialog(german_desk.session, text)
    assert "14.000" in dialog.length.text()
    dialog.deleteLater()


# -- texts from below ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tag claim “a”", "„a“ als claim markieren"),
        ("Tag 3 × claim “a”", "3 × „a“ als claim markieren"),
        ("Delete claim “3 spans”", "claim „3 spans“ löschen"),
        ("Delete 2 spans", "2 Markierungen löschen"),
        ("Tag claim “{0} {x}”", "„{0} {x}“ als claim markieren"),
        ("Take back: Delete 2 spans", "Zurücknehmen: 2 Markierungen löschen"),
        ("nobody knows this", "nobody knows this"),
    ],
)
def test_names_of_changes_that_older_programs_stored_are_german(
    german: Languages, text: str, said: str
):
    assert in_words(stored.read(text)) == said


def test_quotation_marks_within_others_change_places(german: Languages):
    change = say("Tag {label} “{text}”", label="claim", text="We said “no” twice")
    refused = say("“{change}” cannot be undone: {why}. It was passed over.", change=change, why=".")
    assert in_words(change) == "„We said ‚no‘ twice“ als claim markieren"
    assert in_words(refused).startswith("„‚We said „no“ twice‘ als claim markieren“ kann nicht")


SPAN = "claim “a”"
CHANGES = [
    *(f"{verb} {SPAN}" for verb in ("Tag", "Delete", "Resize", "Note on", "Clear note of", "Flag")),
    *(f"{verb} {SPAN}" for verb in ("Add fragment to", "Take fragment from", "Attributes of")),
    *(
        f"{verb} {what}"
        for verb in ("Flag", "Take flag from")
        for what in ("article", "2 articles")
    ),
    *("Take flag from 2 spans", f"Take flag from {SPAN}", "Change 2 spans to quote"),
    *(f"Change {SPAN} to quote", "Link speaker", "Link speaker “a”", "Remove link"),
    *("Remove 3 links", "Split “a”", "Join “a” and “b”", "Add label x", "Edit label x"),
    *("Remove label x", "Move label x", "Add 2 labels from a.json", "Add 1 label from a.json"),
    *("Swap keys of x and y", "Give x the key of y", "Assign article", "Assign 1,200 articles"),
    *("Accept suggestion “a”", "Accept 2 suggestions", "Reject suggestion “a”", "Settle"),
    *("Reject 2 suggestions", "Settle: nothing here", "Accept 1 unanimous span"),
    *("Accept 1,200 unanimous spans", "Take back decision", "Take back 2 decisions"),
    *(f"Mark gold {one.value}: {what}" for one in Status for what in ("article", "2 articles")),
    "Mark gold done",
]


@pytest.mark.parametrize("text", CHANGES)
def test_each_name_of_a_change_is_known(german: Languages, text: str):
    said = in_words(stored.read(text))
    assert said != text
    assert "{" not in said


PLANNED = [
    edits.AddSpan(article="a", label="claim", ranges=((0, 3),)),
    edits.RemoveSpans(spans=("mine",)),
    edits.RemoveSpans(spans=("mine", "other")),
    edits.RelabelSpans(spans=("mine",), label="quote"),
    edits.RelabelSpans(spans=("mine", "other"), label="quote"),
    edits.SetRanges(span="mine", ranges=((0, 4),)),
    edits.SetRanges(span="mine", ranges=((0, 2), (4, 6))),
    edits.SetRanges(span="torn", ranges=((0, 2),)),
    edits.SetNote(span="mine", note="why"),
    edits.SetNote(span="mine", note=None),
    edits.SetAttributes(span="mine", attributes={"a": 1}),
    edits.DescribeSpans(spans=("mine",), attribute="a", value="b"),
    edits.DescribeSpans(spans=("mine", "other"), attribute="a", value=None),
    edits.AddLink(type="speaker", source="mine", target="other"),
    edits.RemoveLinks(links=("link",)),
    edits.RemoveLinks(links=("link", "link2")),
    *(
        kind(articles=articles, status=status)
        for kind in (edits.SetStatus, edits.SetGoldStatus)
        for articles in (("a",), ("a", "b"))
        for status in Status
    ),
    *(
        edit
        for flagged in (True, False)
        for edit in (
            edits.FlagSpans(spans=("mine",), flagged=flagged),
            edits.FlagSpans(spans=("mine", "other"), flagged=flagged),
            edits.FlagArticles(articles=("a",), flagged=flagged),
            edits.FlagArticles(articles=("a", "b"), flagged=flagged),
        )
    ),
    *(
        edits.MarkWork(work={"x": articles}, status=Status.SKIPPED)
        for articles in (("a",), ("a", "b"))
    ),
    edits.SetRound(round=Round(name="one")),
    edits.SetRound(round=Round(name="two", date="2026-12-01")),
    edits.RemoveRound(name="two"),
    edits.Retire(annotators=("x",)),
    edits.Retire(annotators=("x", "y")),
    edits.ArchiveArticles(articles=("a",)),
    edits.ArchiveArticles(articles=("a", "b")),
    edits.DescribeArticle(article="a", title="Another"),
    edits.DescribeArticle(article="a", title="Another", date="2026-12-01"),
    edits.SetLabel(label=Label(id="claim", name="Other")),
    edits.AddLabel(label=Label(id="new", name="New")),
    edits.RemoveLabel(label="claim"),
    edits.RemoveLabel(label="claim", move_to="quote"),
    edits.Settle(article="a", start=0, end=3),
    edits.Settle(article="a", start=0, end=3, accept=("mine",)),
    edits.Settle(article="a", start=0, end=3, draw=(("quote", ((0, 2),)),)),
    edits.SettleUnanimous(articles=("a",)),
    edits.SettleUnanimous(articles=("b",)),
    edits.Unsettle(decisions=("new1",)),
    edits.Unsettle(decisions=("new1", "new2")),
    edits.AcceptSuggestions(suggestions=("one",)),
    edits.AcceptSuggestions(suggestions=("one", "two")),
    edits.RejectSuggestions(suggestions=("one",)),
    edits.RejectSuggestions(suggestions=("one", "two")),
    *(
        edits.SetArticleValue(articles=articles, label="topic", value=value)
        for articles in (("a",), ("a", "b"))
        for value in ("war", ("war", "peace"), True, None)
    ),
    *(edits.SettleValue(article="a", label="topic", value=value) for value in (False, None)),
    edits.UnsettleValue(article="a", label="topic"),
    edits.SetAssignments(assigned={"a": ("y",)}),
    edits.SetChoices(made=(from_others(),)),
    edits.SetChoices(made=(switched_off("claim", "marks"),)),
    edits.SetChoices(made=(from_others(), switched_off("claim", "marks"))),
    edits.SetAssignments(assigned={"a": ("y",), "b": ("z",)}),
]


def worked_on() -> Article:
    """Records in memory in which there is something for each kind of edit."""
    state = Article()
    state.labels_by_id["topic"] = Label(id="topic", name="topic", unit="article")
    state.give("mine")
    state.give("other", ranges=((6, 10),))
    state.give("torn", ranges=((0, 2), (4, 6)))
    state.give("theirs", annotator="y")
    state.tie("link", "mine", "other")
    state.tie("link2", "other", "mine")
    for number, name in enumerate(("one", "two")):
        start, end = number * 4, number * 4 + 3
        state.all_suggestions[name] = Suggestion(
            id=name,
            article="a",
            label="claim",
            start=start,
            end=end,
            text=TEXT[start:end],
            score=0.5,
            origin="program",
        )
        state.do(edits.Settle(article="b", start=start, end=end))
    return state


def test_there_is_an_example_of_each_kind_of_edit():
    """What is new comes here, too; a batch has the name that is given to it, see above."""
    there = {*map(type, PLANNED), edits.Batch, SettleConflict}  # which needs a merge before it
    assert there == set(get_args(edits.Edit))


@pytest.mark.parametrize("edit", PLANNED, ids=lambda edit: type(edit).__name__)
def test_the_name_of_each_planned_change_is_known(german: Languages, edit: edits.Edit):
    text = edits.plan(edit, worked_on(), edits.Context("x", NOW, lambda: "newest")).text
    said = in_words(text)
    assert said != text
    assert "{" not in said


def test_a_message_within_a_message_is_translated_too(german: Languages):
    why = say("the work of every annotator, because nothing is settled")
    assert in_words(say("there is nothing to release: {why}; expected finished work", why=why)) == (
        "es ist nichts herauszugeben: die Arbeit aller Annotatoren, weil nichts entschieden ist;"
        " erwartet wird erledigte Arbeit"
    )


def test_what_a_format_cannot_hold_is_said_in_german(german: Languages):
    limits = {one.limits for one in formats() if one.limits is not None}
    assert limits
    assert [text for text in limits if in_words(text) == text] == []


def test_formats_that_are_named_in_words_have_german_names(german: Languages):
    """Names of programs and of their formats stay as they are."""
    names = {"Markdown", "Label Studio JSON", "brat standoff", "WebAnno TSV 3", "spaCy DocBin"}
    names |= {"spaCy JSON", "UIMA CAS XMI", "UIMA CAS JSON", "GATE bdoc JSON"}
    names |= {"W3C Web Annotation", "PDF", "EPUB", "ninjs"}
    assert {one.title for one in formats() if in_words(one.title) == one.title} == names


def test_days_are_written_as_in_german(german: Languages):
    assert short_date(date(2026, 11, 6)) == "6. Nov."


def test_figures_without_a_value_and_intervals_are_german(german: Languages):
    assert shown(None) == "k. A."
    assert ends_in_words(Estimate(value=0.5, low=0.25, high=0.75)) == "0,250 bis 0,750"


def test_without_a_translation_texts_from_below_stay(qapp: QApplication):
    Languages(qapp).choose(Language.ENGLISH)
    assert in_words(say("Tag {label} “{text}”", label="claim", text="a")) == "Tag claim “a”"


def test_counts_of_an_import(german: Languages):
    said = in_words(Summary(articles=12, already_there=2, spans=1, links=3).sentence())
    assert said == "12 Artikel neu, 2 schon da, 1 Markierung, 3 Verknüpfungen"


@pytest.mark.parametrize("status", Status)
def test_each_status_has_its_phrase(german: Languages, status: Status):
    for sentence in (f"Mark article {status.value}", f"Mark 4 articles {status.value}"):
        said = in_words(stored.read(sentence))
        assert said.endswith(" kennzeichnen")
        assert status.value not in said


def test_names_of_changes_are_stored_in_english(german_desk: Desk):
    assert german_desk.session.undo_state.undo == "Tag claim “bridge”"
    assert german_desk.status() == "„bridge“ als claim markieren"


# -- on the screen -------------------------------------------------------------------------------


def english_texts() -> set[str]:
    """Texts that a German reader must not see: those that are not German words as well."""
    known = tool.read(tool.catalogue("de"))
    return {text.source for text, said in known.items() if said != text.source} - {*known.values()}


def said_by(one: QObject) -> Iterator[str]:
    for name in ("text", "toolTip", "accessibleName", "placeholderText", "windowTitle", "title"):
        reader = getattr(one, name, None)
        if not callable(reader):
            continue
        try:
            said = reader()
        except TypeError:  # a reader that wants to know of which row
            continue
        if isinstance(said, str) and said:
            yield said


def leftovers(root: QWidget) -> list[str]:
    english = english_texts()
    return [
        f"{type(one).__name__} {one.objectName()}: {said}"
        for one in (root, *root.findChildren(QObject))
        for said in said_by(one)
        if said in english
    ]


def clipped(root: QWidget) -> list[str]:
    return [
        f"{one.objectName()}: {one.text()}"
        for kind in (QAbstractButton, QLabel)
        for one in root.findChildren(kind)
        if one.isVisible()
        and one.text()
        and not (isinstance(one, QLabel) and one.wordWrap())
        and one.width() < one.minimumSizeHint().width()
    ]


def test_a_leftover_is_found(german_desk: Desk):
    QAction("Next article", german_desk.window)
    assert "QAction : Next article" in leftovers(german_desk.window)


def test_nothing_in_the_window_is_english(german_desk: Desk):
    window = german_desk.window
    assert leftovers(window) == []
    menus = [action.text() for action in window.menuBar().actions()]
    assert menus[0] == "&Datei"
    letters = [title[title.index("&") + 1].casefold() for title in menus]
    assert len(set(letters)) == len(letters)
    assert window.inspector.unsure.text() == "Unsicher"
    assert any(menu.title() == "Sprache" for menu in window.findChildren(QMenu))
    assert "0 von 2 erledigt" in {label.text() for label in window.findChildren(QLabel)}


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
def test_nothing_is_clipped_in_a_narrow_window(german_desk: Desk, choice: Choice):
    german_desk.desktop.themes.choose(choice)
    german_desk.window.resize(900, 640)
    QApplication.processEvents()
    assert german_desk.window.width() == 900
    assert clipped(german_desk.window) == []


@pytest.fixture
def german_disputes(open_desk: Callable[..., Desk], tmp_path: Path) -> Iterator[Desk]:
    """A window in German that compares what three annotators have marked."""
    make_disputed(tmp_path / "project.annotator")
    settings = Settings(tmp_path / "settings.ini")
    settings.language = Language.GERMAN
    settings.save()
    desk = open_desk(annotator="lead")
    desk.session.open_article("a0")
    desk.window.resize(900, 700)
    desk.window.actions_by_name["settle"].trigger()
    assert adjudication_of(desk).is_open
    yield desk
    desk.desktop.languages.choose(Language.ENGLISH)


def test_nothing_is_english_or_clipped_when_disputes_are_settled(german_disputes: Desk):
    for key in ("n", "1", "a"):
        german_disputes.key(key)
        QApplication.processEvents()
        assert leftovers(german_disputes.window) == []
        assert clipped(german_disputes.window) == []
    assert german_disputes.status() == "1 einhellige Markierung annehmen"


DIALOGS: dict[str, Callable[[Desk], QWidget]] = {
    "about": lambda desk: AboutDialog(desk.desktop.themes.theme, desk.window),
    "assign": lambda desk: AssignDialog(desk.session, desk.window),
    "conflicts": lambda desk: ConflictsDialog(desk.session, desk.desktop.themes, desk.window),
    "export": lambda desk: ExportDialog(desk.session, desk.window),
    "import": lambda desk: ImportDialog(desk.session, desk.window),
    "labels": lambda desk: LabelEditor(desk.session, desk.desktop.themes, desk.window),
    "merge": lambda desk: MergeDialog(desk.session, [], desk.window),
    "pack": lambda desk: PackDialog(desk.session, desk.path.parent, desk.window),
    "paste": lambda desk: PasteDialog(desk.session, TEXT, desk.window),
    "release": lambda desk: ReleaseDialog(desk.session, desk.path.parent, desk.window),
    "search": lambda desk: SearchDialog(desk.session, desk.desktop.themes, desk.window),
    "statistics": lambda desk: StatisticsDialog(desk.session, desk.desktop.themes, desk.window),
    "keys": lambda desk: ShortcutSettings(
        desk.window.shortcuts,
        lambda: file_menu._commands(desk.window),
        desk.desktop.themes,
        desk.window,
    ),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_nothing_in_a_dialog_is_english_or_clipped(german_desk: Desk, name: str):
    dialog = DIALOGS[name](german_desk)
    dialog.show()
    QApplication.processEvents()
    assert leftovers(dialog) == []
    assert clipped(dialog) == []
    dialog.close()


def test_a_missing_translation_file_leaves_english(qapp: QApplication, monkeypatch):
    monkeypatch.setattr(QTranslator, "load", lambda *_: False)
    languages = Languages(qapp)
    languages.choose(Language.GERMAN)
    assert QCoreApplication.translate("Commands", "&File") == "&File"
    languages.choose(Language.ENGLISH)
