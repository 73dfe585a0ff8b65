"""The commands of searching."""

from __future__ import annotations

import pytest

from tests.desktop.tagging.searches import open_search, titles

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)


def test_new_articles_are_found_after_the_dialog_is_opened_again(desk, qtbot):
    """What came in meanwhile is indexed when one searches."""
    from annotator.annotation.records import Annotated, Article

    dialog = open_search(desk, qtbot, "zebra")
    assert titles(dialog) == []
    with desk.project().begin_import("test") as incoming:
        incoming.add([Annotated(article=Article(id="z", text="A zebra.", title="Z"))])
    desk.session.reload()
    qtbot.waitUntil(lambda: titles(dialog) == ["Z"])


def test_nothing_selected_says_what_to_do(desk):
    """The command never does something by surprise."""
    desk.window.searching.tag_same()
    assert "Select a text" in desk.status()
