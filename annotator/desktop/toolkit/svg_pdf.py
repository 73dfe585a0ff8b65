"""A figure on paper: an SVG file as a PDF page of its size, with text that can be selected."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter

from annotator.errors import NotSavedError
from annotator.words import say

_POINTS_PER_PIXEL = 0.75
"""A pixel of CSS is a 96th of an inch, a point a 72nd."""


def as_pdf(svg: bytes) -> bytes:
    """Return an SVG file as the bytes of a PDF of one page, which is as large as the figure.

    Raises:
        NotSavedError: a library of the system is missing.

    """
    try:
        from PySide6.QtSvg import QSvgRenderer
    except ImportError as error:
        raise NotSavedError(say("PDF cannot be painted here ({why})", why=str(error))) from None
    renderer = QSvgRenderer(svg)
    size = QSizeF(renderer.viewBoxF().size()) * _POINTS_PER_PIXEL
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator("Annotator")
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
    painter = QPainter(writer)
    renderer.render(painter, QRectF(0, 0, writer.width(), writer.height()))
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())


def as_pdf_anywhere(svg: bytes) -> bytes:
    """Return the same where no application runs: one without a screen is made first."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _application.append(QGuiApplication(sys.argv[:1]))
    return as_pdf(svg)


_application: list[QGuiApplication] = []
"""The one that was made here: it must live as long as the program."""
