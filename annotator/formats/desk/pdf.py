"""PDF with a text layer: columns in reading order, lines made paragraphs again."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced
from annotator.formats.common.sources import read_bytes
from annotator.formats.desk.documents import About, Paragraph, document_record
from annotator.words import say

INSTALL = "pip install annotator[files]"
_MOST_PAGES = 3_000
_MOST_RECTANGLES = 20_000
_MARGIN = 0.09
_RUNNING = 0.9
_GUTTER = 9.0
_HYPHENS = "-\u00ad\u2010\x02\ufffe"
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:(?:page|seite|p\.|s\.)\s*)?[-–— ]*\d{1,4}[-–— ]*(?:(?:of|von|/)\s*\d+)?", re.IGNORECASE
)
_SENTENCE_END = (".", "!", "?", "”", "“", '"', "»", "…", ":")


class _Line(NamedTuple):
    """A line of text and where it stands, in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 0.1)


class Pdf(Format):
    """PDF files that hold their text; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell it by its first bytes."""
        return head.startswith(b"%PDF-")

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield the one article of the file."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            record = _record(data, path, options)
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
        else:
            yield Sourced(record, options.file, None, len(data))


def _record(data: bytes, path: Path, options: ReadOptions) -> Annotated:
    try:
        import pypdfium2
    except ImportError:
        raise InputError(
            say("PDF needs pypdfium2; install it with: {install}", install=INSTALL)
        ) from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise InputError(say("this PDF cannot be read: {why}", why=str(error))) from None
    try:
        if len(document) > _MOST_PAGES:
            raise InputError(
                say("this PDF has more than {most:,} pages; expected fewer", most=_MOST_PAGES)
            )
        pages = []
        for number in range(len(document)):
            lines, height = _lines_of(document, number)
            if not lines:
                options.leave_out(
                    say("page without text"), say("page {number:,}", number=number + 1)
                )
            pages.append((lines, height))
        about = _about(document)
    except pypdfium2.PdfiumError as error:
        raise InputError(say("this PDF cannot be read: {why}", why=str(error))) from None
    finally:
        document.close()
    if not any(lines for lines, _ in pages):
        raise InputError(
            say("this PDF has no text layer: its pages are pictures; expected one with text (OCR)")
        )
    return document_record(
        _paragraphs(pages),
        path,
        data,
        options,
        about=about,
        origin="pdf layout",
        meta={"pages": len(pages)},
    )


def _lines_of(document: Any, number: int) -> tuple[list[_Line], float]:
    """Return the pieces of lines of a page, and its height."""
    page = document[number]
    text_page = page.get_textpage()
    try:
        pieces = []
        for at in range(min(text_page.count_rects(), _MOST_RECTANGLES)):
            left, bottom, right, top = text_page.get_rect(at)
            text = text_page.get_text_bounded(left, bottom, right, top)
            text = " ".join(
                text.replace("\r", "\n").replace("\x02", "-").replace("\ufffe", "-").split()
            )
            if text:
                pieces.append(_Line(text, left, bottom, right, top))
        return _joined(pieces), float(page.get_height())
    finally:
        text_page.close()
        page.close()


def _joined(pieces: Sequence[_Line]) -> list[_Line]:
    """Return lines: pieces side by side on one height, with less than a gutter between them."""
    lines: list[_Line] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last is not None:
            level = min(last.top, piece.top) - max(last.bottom, piece.bottom)
            near = -0.5 * last.height <= piece.left - last.right <= max(_GUTTER, last.height)
            if level > 0.5 * min(last.height, piece.height) and near:
                gap = " " if piece.left - last.right > 0.15 * last.height else ""
                lines[-1] = _Line(
                    f"{last.text}{gap}{piece.text}",
                    min(last.left, piece.left),
                    min(last.bottom, piece.bottom),
                    max(last.right, piece.right),
                    max(last.top, piece.top),
                )
                continue
        lines.append(piece)
    return lines


def _paragraphs(pages: Sequence[tuple[list[_Line], float]]) -> list[Paragraph]:
    """Return the paragraphs of all pages; what runs at the margins of pages is doubtful."""
    counted: Counter[str] = Counter()
    for lines, height in pages:
        counted.update({_plain(line) for line in lines if _is_marginal(line, height)})
    often = max(2, len(pages) / 2)
    made: list[Paragraph] = []
    for lines, height in pages:
        running: list[_Line] = []
        body: list[_Line] = []
        for line in lines:
            marginal = _is_marginal(line, height)
            runs = counted[_plain(line)] >= often or _PAGE_NUMBER.fullmatch(line.text) is not None
            (running if marginal and runs else body).append(line)
        above = [one for one in running if one.bottom > height / 2]
        made += [Paragraph(one.text, _RUNNING) for one in above]
        for block in _blocks(body, 12):
            for text in _texts(block):
                last = next(
                    (at for at in range(len(made) - 1, -1, -1) if made[at].doubt is None), None
                )
                if last is not None and _goes_on(made[last].text, text):
                    made[last] = Paragraph(_with_line(made[last].text, text))
                else:
                    made.append(Paragraph(text))
        made += [Paragraph(one.text, _RUNNING) for one in running if one not in above]
    return made


def _is_marginal(line: _Line, height: float) -> bool:
    return line.bottom > (1 - _MARGIN) * height or line.top < _MARGIN * height


def _plain(line: _Line) -> str:
    return _DIGITS.sub("#", line.text).casefold()


def _blocks(lines: list[_Line], depth: int) -> Iterator[list[_Line]]:
    """Yield groups of lines in reading order: columns from the left, blocks from above.

    A recursive XY cut (Nagy and Seth 1984): a page is divided where a white strip crosses it.
    """
    if len(lines) < 2 or depth == 0:
        if lines:
            yield sorted(lines, key=lambda one: (-one.top, one.left))
        return
    columns = _cut(lines, lambda one: (one.left, one.right), _GUTTER)
    if len(columns) > 1 and all(len(one) > 1 for one in columns):
        for column in columns:
            yield from _blocks(column, depth - 1)
        return
    height = statistics.median(one.height for one in lines)
    rows = _cut(lines, lambda one: (-one.top, -one.bottom), 0.9 * height)
    if len(rows) > 1:
        for row in rows:
            yield from _blocks(row, depth - 1)
        return
    whole = _spanning(lines)
    if whole is not None:
        for part in whole:
            yield from _blocks(part, depth - 1)
        return
    yield sorted(lines, key=lambda one: (-round(one.top), one.left))


def _spanning(lines: list[_Line]) -> list[list[_Line]] | None:
    """Return lines cut below a wide line that keeps two columns from being seen; None for none."""
    ordered = sorted(lines, key=lambda one: -one.top)
    for at in range(1, min(4, len(ordered) - 3)):
        rest = ordered[at:]
        columns = _cut(rest, lambda one: (one.left, one.right), _GUTTER)
        if len(columns) > 1 and all(len(one) > 1 for one in columns):
            return [ordered[:at], rest]
    return None


def _cut(lines: list[_Line], side: Any, least: float) -> list[list[_Line]]:
    """Return lines in groups with at least so much white between them along one side."""
    ordered = sorted(lines, key=side)
    groups = [[ordered[0]]]
    end = side(ordered[0])[1]
    for line in ordered[1:]:
        start, stop = side(line)
        if start - end >= least:
            groups.append([])
        groups[-1].append(line)
        end = max(end, stop)
    return groups


def _texts(lines: list[_Line]) -> Iterator[str]:
    """Yield the paragraphs of a block: told by gaps, indents, sizes and short last lines."""
    right = max(one.right for one in lines)
    left = min(one.left for one in lines)
    text, last = "", None
    for line in lines:
        if last is not None and (
            last.bottom - line.top > 0.8 * last.height
            or abs(line.height - last.height) > 0.35 * max(line.height, last.height)
            or (line.left - left > 0.8 * line.height and last.left - left < 0.8 * line.height)
            or (
                right - last.right > 0.2 * (right - left)
                and text.endswith(_SENTENCE_END)
                and len(lines) > 2
            )
        ):
            yield text
            text = ""
        text = _with_line(text, line.text) if text else line.text
        last = line
    if text:
        yield text


def _with_line(text: str, line: str) -> str:
    """Return a text and the line below: a hyphen at the end joins the halves of a word."""
    if text[-1:] in _HYPHENS and len(text) > 1 and text[-2].isalpha() and line[:1].islower():
        return text[:-1] + line
    return f"{text}{line}" if text[-1:] in _HYPHENS else f"{text} {line}"


def _goes_on(before: str, text: str) -> bool:
    """Tell whether a paragraph goes on in the next column or page."""
    return not before.endswith(_SENTENCE_END) and text[:1].islower() and len(before) > 40


def _about(document: Any) -> About:
    known = document.get_metadata_dict(skip_empty=True)
    found = _DATE.match(known.get("CreationDate", ""))
    date = ""
    if found:
        date = f"{found[1]}-{found[2]}-{found[3]}"
        if found[4]:
            date += f"T{found[4]}:{found[5]}:{found[6]}"
    return About(title=known.get("Title", ""), author=known.get("Author", ""), date=date)
