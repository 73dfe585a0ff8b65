"""Sources as they are called in the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def source_named(name: str) -> str:
    """Return what a source is called; one that is not known by its own name."""
    return _names().get(name, name)


def _names() -> dict[str, str]:
    return {
        "marks": _tr("Quotation marks"),
        "glued": _tr("Glued widgets"),
        "repetition": _tr("Repeated lines"),
        "memory": _tr("Tagged before"),
        "echo": _tr("Other mentions"),
        "names": _tr("Rules for names"),
        "tagger": _tr("Tagger"),
        "sentences": _tr("Sentences"),
        "dictionary": _tr("Dictionary"),
        "patterns": _tr("Patterns"),
        "spacy": _tr("spaCy pipeline"),
        "command": _tr("Own command"),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sources", text)
