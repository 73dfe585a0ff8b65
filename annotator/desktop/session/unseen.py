"""What is not for the eyes of who works in this window: others' work on articles still to be done.

The project leaves it out of what it counts and lists for a viewer. Here is what dialogs need that
tell of files and of everybody's work: what they have to leave unsaid, and what they say instead.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from annotator.desktop.session.session import Session
from annotator.errors import AnnotatorError


def hidden_articles(session: Session) -> frozenset[str]:
    """Return the ids of the articles on which who works here is blind.

    None where nobody else annotates: there is nothing that could be hidden.
    """
    try:
        if not {session.annotator}.issuperset(session.project.annotators()):
            return session.project.blind_articles(session.annotator)
        return frozenset()
    except AnnotatorError:  # the views that ask say why nothing can be read
        return frozenset()


def seen_titles(session: Session, titles: Iterable[str]) -> list[str]:
    """Return those of some articles' titles that tell nothing of a hidden one, each once."""
    hidden = sorted(hidden_articles(session))
    try:
        unsaid = set(session.project.article_titles(hidden).values()) if hidden else set()
    except AnnotatorError:
        return []
    return [title for title in dict.fromkeys(titles) if title not in unsaid]


def lead_words() -> str:
    """Return what a view of everybody's work says: to whom it should not be shown."""
    return _tr(
        "This tells of everybody’s work: who still annotates these articles is no longer blind."
    )


def left_out_words(session: Session) -> str:
    """Return that others' work on hidden articles is left out; "" where nothing is hidden."""
    if not hidden_articles(session):
        return ""
    return _tr("Others’ work on articles that are not done for {0} is left out.").format(
        session.annotator
    )


def file_words(session: Session) -> str:
    """Return what a file with everybody's work says to who is not to see it; "" to others."""
    if not hidden_articles(session):
        return ""
    return _tr(
        "The file tells of others’ work on articles that are not done for {0}: who reads it is no"
        " longer blind."
    ).format(session.annotator)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Unseen", text)
