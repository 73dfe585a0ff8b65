"""Which part of the guide is about what: by the names of windows, panels and fields."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from annotator.desktop.help.pages import FIRST

PARTS: Mapping[str, str] = {
    # The window, from the left.
    "queue": "annotators#begin",
    "article_view": "annotators#tag",
    "label_bar": "annotators#tag",
    "find_bar": "annotators#read",
    "suggestion_bar": "annotators#suggestions",
    "tour_bar": "annotators#begin",
    "empty_page": "leads#import",
    "spans_panel": "annotators#change",
    "inspector": "annotators#change",
    "several": "annotators#change",
    "attributes": "annotators#attributes",
    "links": "annotators#speakers",
    "article_panel": "annotators#attributes",
    "note_editor": "annotators#change",
    "guidelines_panel": "annotators#read",
    "relations_panel": "annotators#speakers",
    "comparison": "annotators#speakers",
    "status_bar": "annotators#begin",
    # Pages in place of the article.
    "settling": "leads#settle",
    "differing": "annotators#done",
    "difference_panel": "annotators#done",
    "dispute_card": "leads#settle",
    "article_votes": "leads#settle",
    # Windows of their own.
    "about_dialog": "annotators#trouble",
    "agreement_view": "leads#agreement",
    "annotator_dialog": "annotators#begin",
    "assign_dialog": "leads#assign",
    "backups_dialog": "leads#backups",
    "clash_dialog": "leads#packs",
    "conflicts_dialog": "leads#packs",
    "crash_dialog": "annotators#trouble",
    "describe_dialog": "leads#import",
    "export_dialog": "data#export",
    "history_dialog": "annotators#undo",
    "hit_change": "annotators#read",
    "import_dialog": "leads#import",
    "label_editor": "leads#labels",
    "label_removal": "leads#labels",
    "mark_dialog": "leads#statistics",
    "merge_dialog": "leads#packs",
    "pack_dialog": "leads#packs",
    "paste_dialog": "leads#import",
    "palette": "annotators#trouble",
    "people_dialog": "leads#assign",
    "progress_dialog": "annotators#trouble",
    "reading_dialog": "annotators#read",
    "release_dialog": "leads#release",
    "search_dialog": "annotators#read",
    "shortcut_settings": "annotators#trouble",
    "shortcuts_dialog": "annotators#trouble",
    "statistics_dialog": "leads#statistics",
    "suggestions_dialog": "leads#suggestions",
    "tag_everywhere": "annotators#tag",
}
"""Page and section of each; those within another one come first."""


def part_of(widget: QWidget | None) -> str:
    """Return the part that is about a widget, else about what is around it, else the first page."""
    while widget is not None:
        if (part := PARTS.get(widget.objectName())) is not None:
            return part
        widget = widget.parentWidget()
    return FIRST
