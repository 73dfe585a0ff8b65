"""File ▸ Print and Save as PDF: the open article with the annotator's own spans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QObject, QSizeF
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtWidgets import QWidget

from annotator.annotation.records import Status
from annotator.desktop.page.text_column import FAMILIES
from annotator.desktop.page.view import ArticleView
from annotator.desktop.printing.copyable import with_spaces
from annotator.desktop.printing.head import Head
from annotator.desktop.printing.paper import PIXELS_PER_INCH, Paper
from annotator.desktop.printing.remarks import remarks
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError
from annotator.words import say

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_BODY_PIXELS = 14
_MARGIN_MM = 18.0
_LONGEST_FACT = 300
_NAME_LENGTH = 60


class Printing(QObject):
    """Puts the open article on paper, as it stands.

    Args:
        session: what is open. Only the spans of who annotates are printed: what others have, or
            what was settled, is no business of this sheet.
        article: the page; labels that are hidden on it are not printed either.
        parent: the window.

    """

    def __init__(self, session: Session, article: ArticleView, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._article = article
        self._window = parent

    def save_pdf(self) -> None:
        """Ask for a file, and write the article into it."""
        opened = self._session.opened
        if opened is None:
            return
        self._session.leaving.emit()
        name = _file_name(opened.article.title or opened.article.id)
        from annotator.desktop.toolkit.dialogs import files

        path = files.report_to_write(self._window, _tr("Save as PDF"), Path.home() / f"{name}.pdf")
        if path is not None:
            self.write_pdf(path)

    def write_pdf(self, path: Path) -> None:
        """Write the article into a file, whole or not at all, and say so."""
        try:
            from annotator.formats.common.output import replacing  # loaded where it is used

            with replacing(path) as written:
                written.write(self.as_pdf())
        except AnnotatorError as error:
            self._session.failed.emit(in_words(error.message), lambda: self.write_pdf(path))
            return
        self._session.told.emit(_tr("Saved as {0}.").format(path.name))

    def as_pdf(self) -> bytes:
        """Return the article as the bytes of a PDF."""
        opened = self._session.opened
        assert opened is not None
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setTitle(one_line(opened.article.title or opened.article.id))
        writer.setCreator("Annotator")
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self._draw_on(writer)
        buffer.close()
        return with_spaces(bytes(buffer.data().data()))

    def print_article(self) -> None:
        """Ask for a printer, and print the article."""
        if self._session.opened is None:
            return
        self._session.leaving.emit()
        try:
            from PySide6.QtPrintSupport import QPrintDialog, QPrinter
        except ImportError as error:  # a library of the system is missing
            words = say("printing is not possible here ({why})", why=str(error))
            self._session.failed.emit(in_words(words), None)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(_file_name(self._session.opened.article.title))
        dialog = QPrintDialog(printer, self._window)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)
        dialog.deleteLater()

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages that were asked for."""
        first, last = printer.fromPage(), printer.toPage()
        self._draw_on(printer, range(first - 1, last) if last else None)
        self._session.told.emit(_tr("Sent to the printer."))

    def _draw_on(self, device: QPagedPaintDevice, wanted: range | None = None) -> None:
        """Draw the sheets (from 0; None: all that there are) on a device with pages."""
        margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
        device.setPageMargins(margins, QPageLayout.Unit.Millimeter)
        points = device.pageLayout().paintRect(QPageLayout.Unit.Point).size()
        per_point = PIXELS_PER_INCH / 72.0
        paper = self._paper(QSizeF(points.width() * per_point, points.height() * per_point))
        painter = QPainter(device)
        painter.scale(
            device.logicalDpiX() / PIXELS_PER_INCH, device.logicalDpiY() / PIXELS_PER_INCH
        )
        drawn = 0
        for number in range(len(paper.sheets)):
            if wanted is not None and number not in wanted:
                continue
            if drawn:
                device.newPage()
            paper.draw(painter, number)
            drawn += 1
        painter.end()

    def _paper(self, size: QSizeF) -> Paper:
        session, opened = self._session, self._session.opened
        assert opened is not None
        article, hidden = opened.article, self._article.hidden
        font = QFont(self._window.font())
        font.setFamilies(FAMILIES)
        font.setStyleHint(QFont.StyleHint.Serif)
        font.setPixelSize(_BODY_PIXELS)
        font.setFeature(QFont.Tag("liga"), 0)  # so that “fi” is found in it
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        facts = [
            "  ·  ".join(one for one in (article.source, article.date) if one),
            "  ·  ".join(
                [
                    _tr("Annotated by {0}").format(session.annotator),
                    _status(session.status),
                    *([_tr("unsure")] if session.flagged else []),
                ]
            ),
            "  ·  ".join(
                f"{one_line(str(name), 60)}: {one_line(str(value), 120)}"
                for name, value in article.meta.items()
                if isinstance(value, str | int | float) and str(value)
            )[:_LONGEST_FACT],
        ]
        names = [one_line(one.name, 60) for one in session.labels.values() if one.id in hidden]
        facts.append(_tr("Hidden: {0}").format(", ".join(names)) if names else "")
        head = Head(article.title or article.id, facts, font)
        spans = [one for one in session.spans.values() if one.label not in hidden]
        said = remarks(spans, session.links, session.linked, session.labels)
        return Paper(article.text, spans, session.labels, head, font, size, said)


def _status(status: Status) -> str:
    return {
        Status.NEW: _tr("new"),
        Status.IN_PROGRESS: _tr("in progress"),
        Status.DONE: _tr("done"),
        Status.SKIPPED: _tr("skipped"),
    }[status]


def _file_name(title: str) -> str:
    """Return a title as the name of a file, on every system."""
    kept = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
    return " ".join(kept.split())[:_NAME_LENGTH].strip() or "article"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Printing", text)
