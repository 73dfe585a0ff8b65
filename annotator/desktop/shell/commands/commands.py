"""Every command as data: its name, menu, text, keys and icon. The window gives each its handler."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from annotator.desktop.shell.commands import needs as needs_of
from annotator.desktop.shell.commands.needs import Need


class Command(NamedTuple):
    """One thing that can be done.

    Attributes:
        name: what the program calls it.
        menu: where it is found: a menu, or a submenu of one.
        text: what people read.
        keys: shortcuts, the first one shown.
        icon: of the SVG, "" for none.
        section: commands of a menu or submenu with the same section stand together.
        checkable: whether it is on or off.
        needs: whether there is what it is about.

    """

    name: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    section: int = 0
    checkable: bool = False
    needs: Need = needs_of.nothing


FILE = "&File"
EDIT = "&Edit"
SPAN = "&Span"
SELECT = "Se&lect"
ARTICLE = "&Article"
VIEW = "&View"
TEAM = "&Team"
HELP = "&Help"

MENUS = (FILE, EDIT, SELECT, SPAN, ARTICLE, VIEW, TEAM, HELP)

SENTENCES = "Sentences"
PARAGRAPHS = "Paragraphs"
JUMP = "Jump to"
TAG_AS = "Tag as"
EDGES = "Edges"
PARTS = "Split and join"
LINKS = "Links"
SUGGESTIONS = "Suggestions"
GO_TO_SPAN = "Go to a span"
MARK_AS = "Mark as"
TEXT = "Text"
THEME = "Theme"
LANGUAGE = "Language"
SNAP = "Snap"
SHOWN_LINKS = "Links on the page"
SEEN = "Show and hide"

SUBMENUS: Mapping[str, tuple[str, int]] = {
    SENTENCES: (SELECT, 1),
    PARAGRAPHS: (SELECT, 1),
    JUMP: (SELECT, 1),
    TAG_AS: (SPAN, 0),
    EDGES: (SPAN, 2),
    PARTS: (SPAN, 2),
    LINKS: (SPAN, 2),
    SUGGESTIONS: (SPAN, 2),
    GO_TO_SPAN: (SPAN, 3),
    MARK_AS: (ARTICLE, 2),
    TEXT: (VIEW, 0),
    THEME: (VIEW, 0),
    LANGUAGE: (VIEW, 0),
    SNAP: (VIEW, 3),
    SHOWN_LINKS: (VIEW, 3),
    SEEN: (VIEW, 3),
}
"""The menu in which each submenu stands, and its section there.

A command names either, ``_c("name", EDGES, "What it does", …)``. A submenu stands where its first
command is in ``COMMANDS``. For a new one: a constant above, and its line here.
No menu has more than ``toolkit.widgets.long_menu.LIMIT`` entries (a test counts).
"""


def menu_of(place: str) -> str:
    """Return the menu of a menu or submenu."""
    return SUBMENUS[place][0] if place in SUBMENUS else place


_ALT_ARROW = re.compile(r"Alt\+(Shift\+)?(Left|Right|Up|Down)")
_ROLES = {"about": QAction.MenuRole.AboutRole, "quit": QAction.MenuRole.QuitRole}


def _c(
    name: str,
    menu: str,
    text: str,
    *keys: str,
    icon: str = "",
    section: int = 0,
    checkable: bool = False,
    needs: Need | None = None,
) -> Command:
    if needs is None:
        needs = needs_of.page if menu_of(menu) in (SELECT, SPAN) else needs_of.nothing
    keys = tuple(on_system(key, sys.platform) for key in keys)
    return Command(name, menu, text, keys, icon, section, checkable, needs)


def on_system(key: str, platform: str) -> str:
    """Return a key as it is on a system (as ``sys.platform`` calls it).

    On macOS Alt with an arrow moves the caret by words and paragraphs, in every text; what has such
    a key elsewhere has it there with Control as well (which Qt calls Meta).
    """
    if platform == "darwin" and _ALT_ARROW.fullmatch(key):
        return f"Meta+{key}"
    return key


COMMANDS: tuple[Command, ...] = (
    _c("new", FILE, "New project …", "Ctrl+N", icon="new"),
    _c("open", FILE, "Open project …", "Ctrl+O", icon="open"),
    _c("import", FILE, "Import articles …", "Ctrl+I", icon="import", section=1),
    _c("export", FILE, "Export …", "Ctrl+E", icon="export", section=1),
    _c("print", FILE, "Print …", "Ctrl+P", section=1, needs=needs_of.page),
    _c("save_pdf", FILE, "Save as PDF …", section=1, needs=needs_of.page),
    _c("labels", FILE, "Labels …", icon="labels", section=2),
    _c("annotator", FILE, "Change annotator …", icon="user", section=2),
    _c("backups", FILE, "Backups …", section=5),
    _c("quit", FILE, "Quit", "Ctrl+Q", section=3),
    _c("undo", EDIT, "Undo", "Ctrl+Z", icon="undo", needs=needs_of.undo),
    _c("redo", EDIT, "Redo", "Ctrl+Shift+Z", "Ctrl+Y", icon="redo", needs=needs_of.redo),
    _c("history", EDIT, "History …", "Ctrl+Shift+Y"),
    _c("copy", EDIT, "Copy selected text", icon="", section=1, needs=needs_of.page),
    _c("paste_article", EDIT, "Paste as an article …", "Ctrl+Shift+V", section=1),
    _c("note", EDIT, "Write a note", "N", icon="note", section=2, needs=needs_of.page),
    _c(
        "guidelines",
        EDIT,
        "Read the guidelines",
        "G",
        icon="guidelines",
        section=2,
        needs=needs_of.columns,
    ),
    _c("trim", EDIT, "Leave out spaces at the ends", section=3, checkable=True),
    _c(
        "leave_out_boilerplate",
        EDIT,
        "Leave boilerplate out of new spans",
        section=3,
        checkable=True,
    ),
    _c("change_keys", EDIT, "Change keys …", icon="settings", section=4),
    _c("widen", SELECT, "Widen the selection", "W"),
    _c("narrow", SELECT, "Narrow it again", "Shift+W"),
    _c("select_clause", SELECT, "Select to the end of the clause", "A"),
    _c("spans_inside", SELECT, "Select the spans inside", "Ctrl+Shift+R"),
    _c("next_sentence", SENTENCES, "Next sentence", "Alt+Down"),
    _c("previous_sentence", SENTENCES, "Previous sentence", "Alt+Up"),
    _c("select_next_sentence", SENTENCES, "Select to next sentence", "Alt+Shift+Down"),
    _c("select_previous_sentence", SENTENCES, "Select to previous sentence", "Alt+Shift+Up"),
    _c("next_paragraph", PARAGRAPHS, "Next paragraph", "Ctrl+Down"),
    _c("previous_paragraph", PARAGRAPHS, "Previous paragraph", "Ctrl+Up"),
    _c("select_next_paragraph", PARAGRAPHS, "Select to next paragraph", "Ctrl+Shift+Down"),
    _c("select_previous_paragraph", PARAGRAPHS, "Select to previous paragraph", "Ctrl+Shift+Up"),
    _c("untagged", JUMP, "Next sentence without a span", "U"),
    _c(
        "any_span",
        JUMP,
        "Spans of words and names count for it, too",
        checkable=True,
        needs=needs_of.nothing,
    ),
    _c("next_mark", JUMP, "Next quotation mark", "Q"),
    _c("previous_mark", JUMP, "Previous quotation mark", "Shift+Q"),
    _c("next_name", JUMP, "Next name without a span", "E"),
    _c("previous_name", JUMP, "Previous name without a span", "Shift+E"),
    _c("next_clause", JUMP, "Next clause", "V"),
    _c("previous_clause", JUMP, "Previous clause", "Shift+V"),
    _c("find", SELECT, "Find in the article", "Ctrl+F", icon="search", section=4),
    _c("find_next", SELECT, "Next hit", "F3", section=4),
    _c("find_previous", SELECT, "Previous hit", "Shift+F3", section=4),
    _c(
        "find_project",
        SELECT,
        "Find in the project …",
        "Ctrl+Shift+F",
        icon="search",
        section=4,
        needs=needs_of.columns,
    ),
    _c("repeat", SPAN, "Tag with the last label again", "R"),
    _c("tag_same", SPAN, "Tag every same text here", "T"),
    _c("tag_same_everywhere", SPAN, "Tag every same text in the project …", "Shift+T"),
    _c("attributes", SPAN, "Attributes of the span", "I", section=1),
    _c(
        "describe_same",
        SPAN,
        "Set its attributes for all equal texts",
        "Ctrl+Shift+I",
        section=1,
    ),
    _c("flag", SPAN, "Unsure of this span", "Y", icon="flag", section=1),
    _c("delete", SPAN, "Delete", "Del", "Backspace", icon="delete", section=1),
    _c("start_left", EDGES, "Start one character left", "Alt+Left", icon="edge-left"),
    _c("start_right", EDGES, "Start one character right", "Alt+Right"),
    _c("end_left", EDGES, "End one character left", "Alt+Shift+Left"),
    _c("end_right", EDGES, "End one character right", "Alt+Shift+Right", icon="edge-right"),
    _c("start_word_left", EDGES, "Start one word left", "Alt+PgUp", section=1),
    _c("start_word_right", EDGES, "Start one word right", "Alt+PgDown", section=1),
    _c("end_word_left", EDGES, "End one word left", "Alt+Shift+PgUp", section=1),
    _c("end_word_right", EDGES, "End one word right", "Alt+Shift+PgDown", section=1),
    _c("split", PARTS, "Split at the caret", "X"),
    _c("join", PARTS, "Join with the next of its label", "M"),
    _c("join_previous", PARTS, "Join with the previous of its label", "Shift+M"),
    _c("add_fragment", PARTS, "Add the selection as a fragment", "F", icon="fragment", section=1),
    _c("remove_fragment", PARTS, "Take a fragment away", "Shift+F", section=1),
    _c("cut_boilerplate", PARTS, "Cut boilerplate out of the span", "B", section=2),
    _c("link", LINKS, "Link to … (its first link, as speaker)", "P", icon="link"),
    _c("link_second", LINKS, "Link to … (its second, as cue)", "Shift+P"),
    _c("compare", LINKS, "Link to a claim in another article …", "L", icon="link", section=1),
    _c("follow_link", LINKS, "Follow the link to another article", "Shift+L", section=1),
    _c("next_suggestion", SUGGESTIONS, "Next suggestion", "H"),
    _c("previous_suggestion", SUGGESTIONS, "Previous suggestion", "Shift+H"),
    _c("accept_suggestion", SUGGESTIONS, "Accept the suggestion", "O", section=1),
    _c("reject_suggestion", SUGGESTIONS, "Reject the suggestion", "Z", section=1),
    _c("next_part", SUGGESTIONS, "Next part of it", "Shift+O", section=1),
    _c("leave_part_out", SUGGESTIONS, "Leave the part out, or take it in", "Shift+Z", section=1),
    _c(
        "accept_all",
        SUGGESTIONS,
        "Accept all suggestions of the article",
        "Ctrl+Shift+O",
        section=2,
    ),
    _c("reject_all", SUGGESTIONS, "Reject all suggestions of the article", section=2),
    _c("accept_kind", SUGGESTIONS, "Accept all of this kind here", section=3),
    _c("reject_kind", SUGGESTIONS, "Reject all of this kind here", section=3),
    _c("accept_alike", SUGGESTIONS, "Accept all with this text", section=3),
    _c("reject_alike", SUGGESTIONS, "Reject all with this text", section=3),
    _c("take_proposed", SUGGESTIONS, "Take the proposed attributes", "Shift+A", section=4),
    _c("suggest", SUGGESTIONS, "Suggest while I annotate", section=5, checkable=True),
    _c("next_span", GO_TO_SPAN, "Next span", "S"),
    _c("previous_span", GO_TO_SPAN, "Previous span", "Shift+S"),
    _c("cycle", GO_TO_SPAN, "Other span at this place", "C"),
    _c("let_go", SPAN, "Let go of selection and span", "Esc", section=3, needs=needs_of.columns),
    _c("next", ARTICLE, "Next article", "Ctrl+PgDown", "J", icon="next", needs=needs_of.articles),
    _c(
        "previous",
        ARTICLE,
        "Previous article",
        "Ctrl+PgUp",
        "K",
        icon="previous",
        needs=needs_of.article,
    ),
    _c("next_of_story", ARTICLE, "Next article of this story", "Shift+J", needs=needs_of.article),
    _c(
        "done_next",
        ARTICLE,
        "Done, next article",
        "Ctrl+Return",
        "Ctrl+Enter",
        icon="done",
        section=1,
        needs=needs_of.page,
    ),
    _c(
        "skip_next",
        ARTICLE,
        "Skip, next article",
        "Ctrl+Shift+Return",
        icon="skip",
        section=1,
        needs=needs_of.page,
    ),
    _c("done", MARK_AS, "Mark done", "D", needs=needs_of.listed_articles),
    _c("reopen", MARK_AS, "Mark in progress", "Shift+D", needs=needs_of.listed_articles),
    _c("mark_skipped", MARK_AS, "Mark skipped", needs=needs_of.listed_articles),
    _c("mark_new", MARK_AS, "Mark new", needs=needs_of.listed_articles),
    _c("mark_many", MARK_AS, "Mark done for several …", section=1),
    _c(
        "flag_article",
        ARTICLE,
        "Unsure of this article",
        "Shift+Y",
        icon="flag",
        section=2,
        needs=needs_of.listed_articles,
    ),
    _c(
        "gold_differences",
        ARTICLE,
        "My differences from gold",
        "Ctrl+Shift+G",
        section=3,
        needs=needs_of.article,
    ),
    _c(
        "article_labels",
        ARTICLE,
        "Labels of this article …",
        "Shift+I",
        icon="labels",
        section=3,
        needs=needs_of.page,
    ),
    _c("describe", ARTICLE, "Title and metadata …", section=4, needs=needs_of.article),
    _c("archive", ARTICLE, "Archive", section=4, needs=needs_of.listed_articles),
    _c("remove_articles", ARTICLE, "Remove articles …", section=4, needs=needs_of.listed_articles),
    _c("larger", TEXT, "Larger text", "Ctrl++", "Ctrl+=", icon="zoom-in"),
    _c("smaller", TEXT, "Smaller text", "Ctrl+-", icon="zoom-out"),
    _c("usual_size", TEXT, "Usual text size", "Ctrl+0"),
    _c("reading", TEXT, "Font and line height …", section=1),
    _c("focus_paragraph", TEXT, "Focus on the paragraph", "F7", section=1, checkable=True),
    _c("line_guide", TEXT, "Line guide", "Shift+F7", section=1, checkable=True),
    _c("light", THEME, "Light theme", icon="light", checkable=True),
    _c("dark", THEME, "Dark theme", icon="dark", checkable=True),
    _c("system", THEME, "Theme of the system", icon="system", checkable=True),
    _c("language_system", LANGUAGE, "Language of the system", checkable=True),
    _c("language_en", LANGUAGE, "English", checkable=True),
    _c("language_de", LANGUAGE, "Deutsch", checkable=True),
    _c(
        "queue_panel",
        VIEW,
        "Articles",
        "F9",
        icon="panel-left",
        section=1,
        checkable=True,
        needs=needs_of.columns,
    ),
    _c(
        "side_panel",
        VIEW,
        "Spans and guidelines",
        "F10",
        icon="panel-right",
        section=1,
        checkable=True,
        needs=needs_of.columns,
    ),
    _c(
        "filter",
        VIEW,
        "Filter articles",
        "Ctrl+L",
        icon="filter",
        section=2,
        needs=needs_of.columns,
    ),
    _c("to_article", VIEW, "Go to the text", "Ctrl+T", section=2, needs=needs_of.columns),
    _c("to_spans", VIEW, "Go to the list of spans", "Ctrl+R", section=2, needs=needs_of.columns),
    _c(
        "to_links",
        VIEW,
        "Go to the list of links",
        "Ctrl+Shift+L",
        section=2,
        needs=needs_of.columns,
    ),
    _c("show_links", SHOWN_LINKS, "Show all links on the page", "Ctrl+U", checkable=True),
    _c("snap_character", SNAP, "Snap to characters", checkable=True),
    _c("snap_word", SNAP, "Snap to words", checkable=True),
    _c("snap_sentence", SNAP, "Snap to sentences", checkable=True),
    _c("snap_next", SNAP, "Snap to the next of these", "Ctrl+B", section=1),
    _c("key_preview", VIEW, "Outline what a label’s key would take", section=3, checkable=True),
    _c("hide_label", SEEN, "Hide or show a label …", "Ctrl+Shift+H", needs=needs_of.page),
    _c("show_alone", SEEN, "Show one label alone …", "Ctrl+Shift+S", needs=needs_of.page),
    _c("show_all_labels", SEEN, "Show all labels"),
    _c("boilerplate_shown", SEEN, "Boilerplate as it is", section=1, checkable=True),
    _c("boilerplate_dimmed", SEEN, "Boilerplate dimmed", section=1, checkable=True),
    _c("boilerplate_folded", SEEN, "Boilerplate folded to a mark", section=1, checkable=True),
    _c("statistics", TEAM, "Statistics …", icon="statistics"),
    _c("agreement", TEAM, "Agreement …", "Ctrl+Shift+A", icon="statistics"),
    _c("suggestions", TEAM, "Suggestions …", icon="statistics"),
    _c("settle", TEAM, "Compare and settle …", "Ctrl+G", section=1, needs=needs_of.article),
    _c("people", TEAM, "People …", icon="user", section=2),
    _c("assign", TEAM, "Assign articles …", icon="user", section=2),
    _c("pack", TEAM, "Pack for an annotator …", section=2),
    _c("merge", TEAM, "Merge packs …", section=2),
    _c("conflicts", TEAM, "Conflicts …", section=2),
    _c("release", TEAM, "Release the data set …", section=3),
    _c("palette", HELP, "Find a command …", "Ctrl+Shift+P", icon="search"),
    _c("guide", HELP, "Guide", "F1", icon="guidelines"),
    _c("keys", HELP, "Keys", "Ctrl+F1", "Shift+F1", icon="keyboard"),
    _c("tour", HELP, "Tour"),
    _c("about", HELP, "About Annotator", icon="info"),
)


def path(place: str) -> str:
    """Return where a menu or submenu is, as people read it: “Span ▸ Edges”."""
    titles = [translated(menu_of(place)).replace("&", "")]
    if place in SUBMENUS:
        titles.append(translated(place))
    return " ▸ ".join(titles)


def grouped(*first: str) -> list[Command]:
    """Return all commands by menu, those of its submenus after its own.

    Args:
        first: menus that lead; the others follow as they stand in the menu bar.

    """
    menus = [*first, *(menu for menu in MENUS if menu not in first)]
    places = ["", *SUBMENUS]

    def rank(command: Command) -> tuple[int, int]:
        inner = command.menu if command.menu in SUBMENUS else ""
        return menus.index(menu_of(command.menu)), places.index(inner)

    return sorted(COMMANDS, key=rank)


def translated(text: str) -> str:
    """Return a command's or menu's text in the user's language."""
    return QCoreApplication.translate("Commands", text)


def build(parent: QWidget, handlers: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """Return an action for every command, with its handler, owned by ``parent``.

    Raises:
        KeyError: a command has no handler.

    """
    actions = {}
    for command in COMMANDS:
        action = QAction(translated(command.text), parent)
        action.setObjectName(f"action_{command.name}")
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setCheckable(command.checkable)
        # Else macOS guesses from English words which ones belong into its own menu.
        action.setMenuRole(_ROLES.get(command.name, QAction.MenuRole.NoRole))
        handler = handlers[command.name]
        action.triggered.connect(_without_argument(handler))
        parent.addAction(action)
        actions[command.name] = action
    return actions


def _without_argument(handler: Callable[[], None]) -> Callable[[], None]:
    return lambda *_: handler()


def key_rows(actions: Iterable[tuple[str, QAction]]) -> list[tuple[str, str, str]]:
    """Return ``(menu, text, keys)`` of the actions that have keys, for the overview."""
    rows = []
    for menu, action in actions:
        keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
        if keys:
            rows.append((menu, action.text().replace("&", ""), ",  ".join(keys)))
    return rows
