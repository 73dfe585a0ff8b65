"""Opening one article after the other keeps nothing of those before."""

from __future__ import annotations

import gc
import sqlite3
from collections import Counter

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from annotator.project.editing.state import TextCache

WARM_UP = 30
OPENINGS = 200
TEXT = "Ada Vell spoke on Tuesday about the ferry that was late. Then she left the hall. " * 60


def objects() -> Counter[str]:
    """Count what the garbage collector knows, by type."""
    gc.collect()
    return Counter(type(one).__name__ for one in gc.get_objects())


def let_events_through() -> None:
    """As between two keys: what is painted later is painted, what was closed is deleted."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_nothing_is_kept_of_articles_that_were_open(open_desk):
    """200 openings with a tag each: as many objects, widgets and pictures as before."""
    desk = open_desk([f"Article {number}. {TEXT}" for number in range(WARM_UP + OPENINGS)])

    def open_and_tag(number: int) -> None:
        assert desk.session.open_article(f"a{number}")
        desk.view.select(0, 7)
        desk.key("1")
        assert len(desk.session.spans) == 1
        let_events_through()
        desk.window.span_list.grab()

    for number in range(WARM_UP):
        open_and_tag(number)
    widgets = len(QApplication.allWidgets())
    children = len(desk.window.findChildren(QObject))  # which makes objects of Python for them
    before = objects()
    rows = desk.window.span_list.list.itemDelegate()
    for number in range(WARM_UP, WARM_UP + OPENINGS):
        open_and_tag(number)
    after = objects()
    assert len(QApplication.allWidgets()) == widgets
    assert len(desk.window.findChildren(QObject)) == children
    assert len(rows._kept) <= 2
    # Rows of the queue and places of the caret are few bytes each, and limited, as are SQLite's
    # statements; what a window remembers of its own edits (a set each) goes with its next look.
    limited = ("ArticleRow", "Place", "ReferenceType", "Statement", "frozenset")
    grown = {
        name: after[name] - before[name]
        for name in after
        if name not in limited and after[name] - before[name] > OPENINGS // 4
    }
    assert grown == {}
    assert desk.session.project.text_cache.size < 5_000_000


def test_the_texts_that_are_kept_have_a_limit_in_bytes():
    """Of wide signs fewer fit; the newest is kept, however large, and a text twice counts once."""
    cache = TextCache(limit=100_000)
    for number in range(50):
        cache.put(f"narrow {number}", "a" * 10_000)
    assert cache.size < 100_000
    assert cache.get("narrow 49") is not None
    assert cache.get("narrow 0") is None
    for number in range(50):
        cache.put(f"wide {number}", "😀" * 10_000)
        cache.put(f"wide {number}", "😀" * 10_000)
    assert cache.size < 100_000
    assert cache.get("wide 48") is not None
    cache.put("huge", "a" * 1_000_000)
    assert cache.get("huge") is not None
    assert cache.get("wide 49") is None
    cache.put("small", "a")
    assert cache.get("huge") is None
    assert cache.size < 1_000


@pytest.mark.parametrize("in_bulk", [False, True])
def test_what_is_kept_of_the_file_has_a_limit(open_desk, in_bulk):
    """Eight megabytes a connection; more only while much is written at once."""
    database = open_desk(["One."]).session.project.database
    with database.writing(in_bulk=in_bulk) as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        kept = raw.execute("PRAGMA cache_size").fetchone()[0]
        assert kept == (-32_768 if in_bulk else -8_192)
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA cache_size").scalar() == -8_192
