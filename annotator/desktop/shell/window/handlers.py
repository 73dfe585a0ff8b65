"""What each command does: names of commands with their calls, by who carries them out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from annotator.annotation.records import Status
from annotator.desktop.history.taking_back import TakingBack
from annotator.desktop.page.find_bar import FindBar
from annotator.desktop.page.view import ArticleView
from annotator.desktop.queue.marking import Marking
from annotator.desktop.shell.window.layout import WindowLayout
from annotator.desktop.shell.window.navigation import Navigation
from annotator.desktop.shell.window.preferences import Preferences
from annotator.desktop.tagging.gestures import Gestures
from annotator.desktop.tagging.keyboard import Keyboard
from annotator.desktop.tagging.linking import Linking
from annotator.desktop.tagging.parts import Parts
from annotator.desktop.tagging.several import SeveralGestures
from annotator.desktop.toolkit.theme import Choice
from annotator.workbench.tagging.boilerplate import Look
from annotator.workbench.text_units import Snap

Handlers = dict[str, Callable[[], None]]


def of_taking_back(taking_back: TakingBack, marking: Marking) -> Handlers:
    """Return how steps are undone and redone, and articles removed; signals tell the outcome."""
    return {
        "undo": taking_back.undo,
        "redo": taking_back.redo,
        "remove_articles": lambda: taking_back.remove(marking.meant()),
    }


def of_gestures(does: Gestures) -> Handlers:
    """Return what is done with spans."""
    return {
        "split": does.split,
        "start_left": partial(does.move_start, forward=False, by_word=False),
        "start_right": partial(does.move_start, forward=True, by_word=False),
        "end_left": partial(does.move_end, forward=False, by_word=False),
        "end_right": partial(does.move_end, forward=True, by_word=False),
        "start_word_left": partial(does.move_start, forward=False, by_word=True),
        "start_word_right": partial(does.move_start, forward=True, by_word=True),
        "end_word_left": partial(does.move_end, forward=False, by_word=True),
        "end_word_right": partial(does.move_end, forward=True, by_word=True),
        "cycle": does.cycle,
        "next_span": does.next_span,
        "previous_span": does.previous_span,
    }


def of_parts(does: Parts) -> Handlers:
    """Return how spans are joined, cut and put together of fragments."""
    return {
        "join": partial(does.join, forward=True),
        "join_previous": partial(does.join, forward=False),
        "cut_boilerplate": does.cut_boilerplate,
        "add_fragment": does.add_fragment,
        "remove_fragment": does.remove_fragment,
    }


def of_several(does: SeveralGestures) -> Handlers:
    """Return what is done with several spans where they are selected, else with the current one."""
    return {
        "repeat": does.repeat,
        "flag": does.flag,
        "delete": does.remove,
        "spans_inside": does.select_inside,
    }


def of_linking(linking: Linking) -> Handlers:
    """Return how spans are linked."""
    return {"link": partial(linking.link, 0), "link_second": partial(linking.link, 1)}


def of_keyboard(keys: Keyboard) -> Handlers:
    """Return the caret's steps: those of any page, and those that ask for what is not tagged."""
    return {
        **keys.moves(),
        "untagged": keys.untagged_sentence,
        "next_name": partial(keys.name, forward=True),
        "previous_name": partial(keys.name, forward=False),
        "select_clause": keys.select_clause,
    }


def of_find_bar(bar: FindBar) -> Handlers:
    """Return what finds in the article."""
    return {
        "find": bar.open_bar,
        "find_next": partial(bar.step, forward=True),
        "find_previous": partial(bar.step, forward=False),
    }


def of_marking(marking: Marking, navigation: Navigation) -> Handlers:
    """Return what marks articles."""
    return {
        "done": partial(navigation.mark_done, marking),
        "reopen": partial(marking.mark, Status.IN_PROGRESS),
        "mark_skipped": partial(marking.mark, Status.SKIPPED),
        "mark_new": partial(marking.mark, Status.NEW),
        "flag_article": marking.flag,
        "archive": marking.archive,
    }


def of_navigation(navigation: Navigation, article: ArticleView) -> Handlers:
    """Return what leads to other articles and to other parts of the window."""
    return {
        "next": partial(navigation.turn, forward=True),
        "previous": partial(navigation.turn, forward=False),
        "done_next": partial(navigation.finish, Status.DONE),
        "skip_next": partial(navigation.finish, Status.SKIPPED),
        "note": navigation.write_note,
        "attributes": navigation.edit_attributes,
        "guidelines": navigation.read_guidelines,
        "filter": navigation.filter,
        "to_article": article.setFocus,
        "to_spans": navigation.to_spans,
        "to_links": navigation.to_links,
        "let_go": navigation.let_go,
    }


def of_layout(window_layout: WindowLayout) -> Handlers:
    """Return what shows and hides the columns at the sides."""
    toggle = window_layout.folding.toggle
    return {name: partial(toggle, name) for name in window_layout.panels}


def of_preferences(preferences: Preferences) -> Handlers:
    """Return what is chosen once and found again."""
    return {
        "trim": preferences.toggle_trim,
        "any_span": preferences.toggle_any_span,
        **{
            f"boilerplate_{look.value}": partial(preferences.choose_boilerplate, look)
            for look in Look
        },
        "key_preview": preferences.toggle_guess,
        "leave_out_boilerplate": preferences.toggle_boilerplate,
        **{f"snap_{unit.value}": partial(preferences.choose_snap, unit) for unit in Snap},
        "snap_next": preferences.cycle_snap,
        "larger": partial(preferences.change_size, 1),
        "smaller": partial(preferences.change_size, -1),
        "usual_size": preferences.usual_size,
        "focus_paragraph": preferences.toggle_focus,
        "line_guide": preferences.toggle_guide,
        "reading": preferences.open_reading,
        **{one.value: partial(preferences.choose_theme, one) for one in Choice},
    }
