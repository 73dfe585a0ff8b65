"""Text on at most two lines, as titles are shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

LINES = 2
"""So many at most."""


def break_lines(text: str, font: QFont, width: int) -> list[str]:
    """Return ``text`` on at most two lines of ``width`` pixels, elided at the end."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    units = text.encode("utf-16-le", "surrogatepass")
    lines: list[str] = []
    layout.beginLayout()
    while len(lines) < LINES:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1, width))
        start = line.textStart()
        end = None if len(lines) == LINES - 1 else start + line.textLength()
        piece = units[start * 2 : None if end is None else end * 2]
        lines.append(piece.decode("utf-16-le", "replace").strip())
    layout.endLayout()
    if len(lines) == LINES:
        metrics = QFontMetrics(font)
        lines[-1] = metrics.elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)
    return [line for line in lines if line] or [""]
