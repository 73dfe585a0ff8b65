"""What the window of the report writes: kinds of files, and the figures as a folder of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from annotator.agreement.figures import Report
from annotator.desktop.toolkit.words import in_words, spoken
from annotator.progress import Cancelled, Progress
from annotator.project import Project

if TYPE_CHECKING:
    from annotator.exchange.reports import Kind

FIGURES = "figures"
"""The kind that is no file but a folder: each figure as SVG and PDF."""

_FILES: dict[str, Kind] = {"html": "html", "json": "json", "csv": "csv", "tex": "tex", "md": "md"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("AgreementView", text)


def kinds() -> dict[str, str]:
    """Return the kinds of export by suffix (or ``FIGURES``), and what the menu calls each."""
    return {
        "html": _tr("As a page (HTML) …"),
        "json": _tr("As data (JSON) …"),
        "csv": _tr("As a table (CSV) …"),
        "tex": _tr("Tables for a paper (LaTeX) …"),
        "md": _tr("Tables as Markdown …"),
        FIGURES: _tr("Figures (SVG and PDF) …"),
    }


def writing(
    project: Project, report: Report, path: Path, kind: str, *, with_text: bool
) -> Callable[[Progress, Cancelled], None]:
    """Return what writes a report, to be called off the main thread."""
    language = spoken()

    def work(_progress: Progress, _cancelled: Cancelled) -> None:
        from annotator.desktop.toolkit.svg_pdf import as_pdf
        from annotator.exchange.reports import write_figures, write_report

        if kind == FIGURES:
            write_figures(project, report, path, as_pdf)
        else:
            write_report(
                project,
                report,
                path,
                _FILES[kind],
                with_text=with_text,
                words=in_words,
                language=language,
            )

    return work
