"""Every command as data: its name, menu, text, keys and icon. The window gives each its handler."""

from __future__ import annotations

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
        menu: where it is found.
        text: what people read.
        keys: shortcuts, the first one shown.
        icon: of the SVG, "" for none.
        section: commands of a menu with the same section stand together.
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
TOOLS = "&Tools"
HELP = "&Help"

MENUS = (FILE, EDIT, SELECT, SPAN, ARTICLE, VIEW, TOOLS, HELP)


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
        needs = needs_of.page if menu in (SELECT, SPAN) else needs_of.nothing
    return Command(name, menu, text, keys, icon, section, checkable, needs)


COMMANDS: tuple[Command, ...] = (
    _c("new", FILE, "New project …", "Ctrl+N", icon="new"),
    _c("open", FILE, "Open project …", "Ctrl+O", icon="open"),
    _c("import", FILE, "Import articles …", "Ctrl+I", icon="import", section=1),
    _c("export", FILE, "Export …", "Ctrl+E", icon="export", section=1),
    _c("release", FILE, "Release the data set …", section=1),
    _c("assign", FILE, "Assign articles …", icon="user", section=4),
    _c("pack", FILE, "Pack for an annotator …", section=4),
    _c("merge", FILE, "Merge packs …", section=4),
    _c("conflicts", FILE, "Conflicts …", section=4),
    _c("backups", FILE, "Backups …", section=5),
    _c("labels", FILE, "Labels …", icon="labels", section=2),
    _c("annotator", FILE, "Change annotator …", icon="user", section=2),
    _c("quit", FILE, "Quit", "Ctrl+Q", section=3),
    _c("undo", EDIT, "Undo", "Ctrl+Z", icon="undo", needs=needs_of.undo),
    _c("redo", EDIT, "Redo", "Ctrl+Shift+Z", "Ctrl+Y", icon="redo", needs=needs_of.redo),
    _c("history", EDIT, "History …", "Ctrl+H"),
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
    _c("change_keys", EDIT, "Change keys …", icon="settings", section=4),
    _c("widen", SELECT, "Widen the selection", "W"),
    _c("narrow", SELECT, "Narrow it again", "Shift+W"),
    _c("next_sentence", SELECT, "Next sentence", "Alt+Down", section=1),
    _c("previous_sentence", SELECT, "Previous sentence", "Alt+Up", section=1),
    _c("select_next_sentence", SELECT, "Select to next sentence", "Alt+Shift+Down", section=1),
    _c(
        "select_previous_sentence", SELECT, "Select to previous sentence", "Alt+Shift+Up", section=1
    ),
    _c("next_paragraph", SELECT, "Next paragraph", "Ctrl+Down", section=2),
    _c("previous_paragraph", SELECT, "Previous paragraph", "Ctrl+Up", section=2),
    _c("select_next_paragraph", SELECT, "Select to next paragraph", "Ctrl+Shift+Down", section=2),
    _c(
        "select_previous_paragraph",
        SELECT,
        "Select to previous paragraph",
        "Ctrl+Shift+Up",
        section=2,
    ),
    _c("untagged", SELECT, "Next sentence without a span", "U", section=3),
    _c("next_mark", SELECT, "Next quotation mark", "Q", section=3),
    _c("previous_mark", SELECT, "Previous quotation mark", "Shift+Q", section=3),
    _c("next_name", SELECT, "Next name without a span", "E", section=3),
    _c("previous_name", SELECT, "Previous name without a span", "Shift+E", section=3),
    _c("next_clause", SELECT, "Next clause", "V", section=3),
    _c("previous_clause", SELECT, "Previous clause", "Shift+V", section=3),
    _c("select_clause", SELECT, "Select to the end of the clause", "A", section=3),
    _c("find", SELECT, "Find in the article", "Ctrl+F", icon="search", section=4),
    _c("find_next", SELECT, "Next hit", "F3", section=4),
    _c("find_previous", SELECT, "Previous hit", "Shift+F3", section=4),
    _c(
        "find_project",
        SELECT,
        "Find in the project …",
        "Ctrl+Shift+F",
        icon="search",
        section=5,
        needs=needs_of.columns,
    ),
    _c("repeat", SPAN, "Tag with the last label again", "R"),
    _c("tag_same", SPAN, "Tag every same text here", "T"),
    _c("tag_same_everywhere", SPAN, "Tag every same text in the project …", "Shift+T"),
    _c("split", SPAN, "Split at the caret", "X", section=1),
    _c("join", SPAN, "Join with the next of its label", "M", section=1),
    _c("join_previous", SPAN, "Join with the previous of its label", "Shift+M", section=1),
    _c("attributes", SPAN, "Attributes of the span", "I", section=1),
    _c("flag", SPAN, "Unsure of this span", "Y", icon="flag", section=1),
    _c("link", SPAN, "Link to … (its first link, as speaker)", "P", icon="link", section=1),
    _c("link_second", SPAN, "Link to … (its second, as cue)", "Shift+P", section=1),
    _c("compare", SPAN, "Link to a claim in another article …", "L", icon="link", section=1),
    _c("follow_link", SPAN, "Follow the link to another article", "Shift+L", section=1),
    _c("delete", SPAN, "Delete", "Del", "Backspace", icon="delete", section=1),
    _c("add_fragment", SPAN, "Add the selection as a fragment", "F", icon="fragment", section=1),
    _c("remove_fragment", SPAN, "Take a fragment away", "Shift+F", section=1),
    _c("start_left", SPAN, "Start one character left", "Alt+Left", icon="edge-left", section=2),
    _c("start_right", SPAN, "Start one character right", "Alt+Right", section=2),
    _c("end_left", SPAN, "End one character left", "Alt+Shift+Left", section=2),
    _c(
        "end_right",
        SPAN,
        "End one character right",
        "Alt+Shift+Right",
        icon="edge-right",
        section=2,
    ),
    _c("start_word_left", SPAN, "Start one word left", "Ctrl+Alt+Left", section=3),
    _c("start_word_right", SPAN, "Start one word right", "Ctrl+Alt+Right", section=3),
    _c("end_word_left", SPAN, "End one word left", "Ctrl+Alt+Shift+Left", section=3),
    _c("end_word_right", SPAN, "End one word right", "Ctrl+Alt+Shift+Right", section=3),
    _c("cycle", SPAN, "Other span at this place", "C", section=4),
    _c("next_span", SPAN, "Next span", "S", section=4),
    _c("previous_span", SPAN, "Previous span", "Shift+S", section=4),
    _c("let_go", SPAN, "Let go of selection and span", "Esc", section=4, needs=needs_of.columns),
    _c("next_suggestion", SPAN, "Next suggestion", "H", section=5),
    _c("previous_suggestion", SPAN, "Previous suggestion", "Shift+H", section=5),
    _c("accept_suggestion", SPAN, "Accept the suggestion", "O", section=5),
    _c("reject_suggestion", SPAN, "Reject the suggestion", "Z", section=5),
    _c("accept_all", SPAN, "Accept all suggestions of the article", "Ctrl+Shift+O", section=5),
    _c("reject_all", SPAN, "Reject all suggestions of the article", section=5),
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
    _c("done", ARTICLE, "Mark done", "D", section=2, needs=needs_of.listed_articles),
    _c("reopen", ARTICLE, "Mark in progress", "Shift+D", section=2, needs=needs_of.listed_articles),
    _c("mark_skipped", ARTICLE, "Mark skipped", section=2, needs=needs_of.listed_articles),
    _c("mark_new", ARTICLE, "Mark new", section=2, needs=needs_of.listed_articles),
    _c(
        "flag_article",
        ARTICLE,
        "Unsure of this article",
        "Shift+Y",
        icon="flag",
        section=2,
        needs=needs_of.listed_articles,
    ),
    _c("settle", ARTICLE, "Compare and settle …", "Ctrl+G", section=3, needs=needs_of.article),
    _c(
        "gold_differences",
        ARTICLE,
        "My differences from gold",
        "Ctrl+Shift+G",
        section=3,
        needs=needs_of.article,
    ),
    _c("remove_articles", ARTICLE, "Remove articles …", section=4, needs=needs_of.listed_articles),
    _c("larger", VIEW, "Larger text", "Ctrl++", "Ctrl+=", icon="zoom-in"),
    _c("smaller", VIEW, "Smaller text", "Ctrl+-", icon="zoom-out"),
    _c("usual_size", VIEW, "Usual text size", "Ctrl+0"),
    _c("light", VIEW, "Light theme", icon="light", section=1, checkable=True),
    _c("dark", VIEW, "Dark theme", icon="dark", section=1, checkable=True),
    _c("system", VIEW, "Theme of the system", icon="system", section=1, checkable=True),
    _c("language_system", VIEW, "Language of the system", section=1, checkable=True),
    _c("language_en", VIEW, "English", section=1, checkable=True),
    _c("language_de", VIEW, "Deutsch", section=1, checkable=True),
    _c(
        "queue_panel",
        VIEW,
        "Articles",
        "F9",
        icon="panel-left",
        section=2,
        checkable=True,
        needs=needs_of.columns,
    ),
    _c(
        "side_panel",
        VIEW,
        "Spans and guidelines",
        "F10",
        icon="panel-right",
        section=2,
        checkable=True,
        needs=needs_of.columns,
    ),
    _c(
        "filter",
        VIEW,
        "Filter articles",
        "Ctrl+L",
        icon="filter",
        section=3,
        needs=needs_of.columns,
    ),
    _c("to_article", VIEW, "Go to the text", "Ctrl+T", section=3, needs=needs_of.columns),
    _c("to_spans", VIEW, "Go to the list of spans", "Ctrl+R", section=3, needs=needs_of.columns),
    _c("snap_character", VIEW, "Snap to characters", section=4, checkable=True),
    _c("snap_word", VIEW, "Snap to words", section=4, checkable=True),
    _c("snap_sentence", VIEW, "Snap to sentences", section=4, checkable=True),
    _c("snap_next", VIEW, "Snap to the next of these", "Ctrl+B", section=4),
    _c("statistics", VIEW, "Statistics …", icon="statistics", section=5),
    _c("agreement", TOOLS, "Agreement …", "Ctrl+Shift+A", icon="statistics"),
    _c("palette", HELP, "Find a command …", "Ctrl+Shift+P", icon="search"),
    _c("keys", HELP, "Keys", "F1", icon="keyboard"),
    _c("about", HELP, "About Annotator", icon="info"),
)


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
            rows.append((menu.replace("&", ""), action.text().replace("&", ""), ",  ".join(keys)))
    return rows
