"""The agreement report as files: a page, data, tables, and its figures.

Import it where it is used: it brings numpy with it, which is slow to load.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from annotator import __version__
from annotator.agreement.figures import Disagreement, Report
from annotator.agreement.report.report import to_json
from annotator.exchange.exports.exporting import refuse_project
from annotator.formats.common.output import replacing, replacing_folder
from annotator.project import Project, is_url
from annotator.words import Message

Kind = Literal["html", "json", "csv", "tex", "md"]
"""Which file a report is written as: a page, data, a table in long form, tables for a paper."""

PaintPdf = Callable[[bytes], bytes]
"""Makes a PDF page of an SVG file: what paints it is handed in."""

_AROUND = 60
"""Characters shown before and after a disagreement."""


class Excerpt(msgspec.Struct, frozen=True):
    """A disagreement's text and what stands around it."""

    before: str
    text: str
    after: str


def excerpts(
    project: Project, disagreements: Sequence[Disagreement], limit: int | None = None
) -> list[Excerpt]:
    """Return the text of the first ``limit`` disagreements, in their order."""
    chosen = list(islice(disagreements, limit))
    texts = project.texts([one.article for one in chosen])
    found = []
    for one in chosen:
        text = texts.get(one.article, "")
        low, high = max(0, one.start - _AROUND), one.end + _AROUND
        found.append(
            Excerpt(
                ("…" if low else "") + text[low : one.start],
                text[one.start : one.end],
                text[one.end : high] + ("…" if high < len(text) else ""),
            )
        )
    return found


def write_report(
    project: Project,
    report: Report,
    out: str | os.PathLike[str] | BinaryIO,
    kind: Kind,
    *,
    with_text: bool = False,
    words: Callable[[Message], str] = str,
    language: str = "en",
) -> None:
    """Write a report as one file; the same report, the same bytes.

    Args:
        project: which it is of; texts are read from it, if wanted.
        report: of ``report_of``.
        out: a path, whose file is replaced when the new one is complete, or a binary stream.
        kind: html, json, csv, tex (LaTeX) or md (Markdown).
        with_text: show the texts of disagreements, in HTML and JSON.
        words: of the page: puts what it says in short into the reader's language.
        language: which that is, ISO 639.

    Raises:
        ProjectError: OUT is the project, or is named like one.
        NotSavedError: the file cannot be written; what was there is still there.

    """
    if not isinstance(out, str | os.PathLike):
        out.write(_rendered(project, report, kind, with_text, words, language))
        return
    refuse_project(project, out)
    made = _rendered(project, report, kind, with_text, words, language)
    with replacing(out) as file:
        file.write(made)


def write_figures(
    project: Project,
    report: Report,
    folder: str | os.PathLike[str],
    paint_pdf: PaintPdf,
) -> list[str]:
    """Write each figure of a report as SVG and PDF into a new folder; return the files' names.

    Args:
        project: which it is of.
        report: of ``report_of``.
        folder: new or empty; it appears when it is complete.
        paint_pdf: makes a PDF of an SVG file.

    Raises:
        ProjectError: FOLDER is the project, or is named like one.
        NotSavedError: there is something in the folder, or it cannot be written.

    """
    from annotator.agreement.report.html import drawings
    from annotator.agreement.report.svg import alone

    refuse_project(project, folder)
    names = []
    with replacing_folder(folder) as unfinished:
        for name, drawn in drawings(report).items():
            svg = alone(drawn, paper=True)
            for suffix, data in (("svg", svg), ("pdf", paint_pdf(svg))):
                names.append(f"{name.replace('_', '-')}.{suffix}")
                (unfinished / names[-1]).write_bytes(data)
    return names


def _rendered(
    project: Project,
    report: Report,
    kind: Kind,
    with_text: bool,
    words: Callable[[Message], str],
    language: str,
) -> bytes:
    if kind == "csv":
        from annotator.agreement.report.table import to_csv

        return to_csv(report)
    if kind in ("tex", "md"):
        from annotator.agreement.report.tabulated import to_latex, to_markdown

        return to_latex(report) if kind == "tex" else to_markdown(report)
    if kind == "json":
        made = to_json(report)
        if with_text:
            plain = msgspec.json.decode(made)
            texts = excerpts(project, report.disagreements)
            for one, excerpt in zip(plain["disagreements"], texts, strict=True):
                one["text"] = excerpt.text
            made = msgspec.json.encode(plain)
        return made + b"\n"
    from annotator.agreement.report import html

    shown = None
    if with_text:
        listed = excerpts(project, report.disagreements, html.LISTED_DISAGREEMENTS)
        shown = [(one.before, one.text, one.after) for one in listed]
    # The address of a database may hold a password.
    title = "" if is_url(project.location) else Path(project.location).stem
    return html.render(
        report,
        version=__version__,
        title=title,
        excerpts=shown,
        words=words,
        language=language,
    ).encode("utf-8", "replace")
