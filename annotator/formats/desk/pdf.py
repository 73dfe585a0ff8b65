"""PDF with a text layer: columns in reading order, lines made paragraphs again."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.extras import how_to_get
from annotator.formats.common.base import Format, ReadOptions, Sourced
from annotator.formats.common.sources import read_bytes
from annotator.formats.desk.documents import About, Paragraph, document_record
from annotator.formats.desk.turned import directions
from annotator.formats.html.visible import RAISED
from annotator.words import say

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
_WORD = re.compile(r"\w++(?:-\w++)*+(?!-)")
_LAST = re.compile(r"\w+$")
_FIRST = re.compile(r"\w+")
_COMPOUNDS = frozenset(("well", "self", "vice", "quasi"))
_HALF = 4
_INITIAL, _SMALL, _OFF = 1.6, 0.8, 0.15
_CELL, _CELL_SIGNS = 0.55, 15
_SENTENCE_END = (".", "!", "?", "”", "“", '"', "»", "…", ":")


class _Line(NamedTuple):
    """A line of text and where it stands, in points from the lower left corner.

    Attributes:
        begins_apart, ends_apart: whether white space stands at its beginning or end.
        turned: whether it runs in another direction than the text of the page.

    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    begins_apart: bool = False
    ends_apart: bool = False
    turned: bool = False

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
        raise InputError(say("PDF needs pypdfium2; {how}", how=how_to_get("files"))) from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            reason = say("this PDF is protected by a password; expected one without")
            raise InputError(reason) from None
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
    """Return the pieces of lines of a page as they are read, and its height."""
    page = document[number]
    text_page = page.get_textpage()
    try:
        ways = directions(text_page)
        main = Counter(way for way in ways if way is not None).most_common(1)
        way = main[0][0] if main else 0
        if len({one for one in ways if one is not None}) > 1:
            pieces = _by_characters(text_page, ways, way)
        else:
            pieces = _by_rectangles(text_page)
        width, height = float(page.get_width()), float(page.get_height())
        if page.get_rotation() % 180:  # positions are those before the page is turned
            width, height = height, width
        lines = [one if one.turned else _upright(one, way, width, height) for one in pieces]
        return _joined(lines), width if way in (1, 3) else height
    finally:
        text_page.close()
        page.close()


def _piece(text: str, left: float, bottom: float, right: float, top: float) -> _Line:
    text = text.replace("\x02", "-").replace("\ufffe", "-")
    plain = " ".join(text.split())
    return _Line(plain, left, bottom, right, top, text[:1].isspace(), text[-1:].isspace())


def _by_rectangles(text_page: Any) -> list[_Line]:
    pieces = []
    for at in range(min(text_page.count_rects(), _MOST_RECTANGLES)):
        left, bottom, right, top = text_page.get_rect(at)
        text = text_page.get_text_bounded(left, bottom, right, top)
        pieces.append(_piece(text, left, bottom, right, top))
    return [one for one in pieces if one.text]


def _by_characters(text_page: Any, ways: Sequence[int | None], main: int) -> list[_Line]:
    """Return the pieces of a page on which text runs in several directions.

    What lies across others would be taken for a part of them where only its place counts.
    """
    pieces: list[_Line] = []
    start, box, own = 0, None, main

    def end(at: int) -> None:
        if box is not None and at > start:
            text = text_page.get_text_range(start, at - start)
            made = _piece(text, *box)
            if made.text:
                pieces.append(made._replace(turned=own != main))

    for at, way in enumerate(ways):
        if way is None:
            if text_page.get_text_range(at, 1) in ("\r", "\n", "\r\n"):
                end(at)
                start, box = at + 1, None
            continue
        left, bottom, right, top = text_page.get_charbox(at)
        if box is not None and way != own:
            end(at)
            start, box = at, None
        own = way
        box = (
            (left, bottom, right, top)
            if box is None
            else (min(box[0], left), min(box[1], bottom), max(box[2], right), max(box[3], top))
        )
    end(len(ways))
    return pieces


def _upright(line: _Line, way: int, width: float, height: float) -> _Line:
    """Return a line where it would stand if the page were turned so that it is level."""
    left, bottom, right, top = line.left, line.bottom, line.right, line.top
    if way == 1:
        return line._replace(left=bottom, right=top, bottom=width - right, top=width - left)
    if way == 2:
        return line._replace(
            left=width - right, right=width - left, bottom=height - top, top=height - bottom
        )
    if way == 3:
        return line._replace(left=height - top, right=height - bottom, bottom=left, top=right)
    return line


def _joined(pieces: Sequence[_Line]) -> list[_Line]:
    """Return lines: pieces side by side on one height, with less than a gutter between them."""
    lines: list[_Line] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last is not None and not last.turned and not piece.turned:
            level = min(last.top, piece.top) - max(last.bottom, piece.bottom)
            near = -0.5 * last.height <= piece.left - last.right <= max(_GUTTER, last.height)
            if level > 0.5 * min(last.height, piece.height) and near:
                lines[-1] = _side_by_side(last, piece)
                continue
        lines.append(piece)
    return lines


def _side_by_side(last: _Line, piece: _Line) -> _Line:
    """Return two pieces as one; figures that are raised are so, a large initial begins a word."""
    right = max(last.right, piece.right)
    figures = _raised(last, piece)
    if figures:
        text = last.text + figures
        return last._replace(text=text, right=right, ends_apart=piece.ends_apart)
    initial = len(last.text) == 1 and last.text.isupper() and piece.text[:1].islower()
    if initial and last.height > _INITIAL * piece.height:
        return piece._replace(text=last.text + piece.text)
    apart = last.ends_apart or piece.begins_apart
    gap = " " if apart or piece.left - last.right > 0.15 * last.height else ""
    return last._replace(
        text=f"{last.text}{gap}{piece.text}",
        left=min(last.left, piece.left),
        bottom=min(last.bottom, piece.bottom),
        top=max(last.top, piece.top),
        right=right,
        ends_apart=piece.ends_apart,
    )


def _raised(last: _Line, piece: _Line) -> str:
    """Return a small piece of figures above or below the line as such; "" where it is none."""
    if piece.height > _SMALL * last.height or piece.begins_apart or last.ends_apart:
        return ""
    for raised, figures in ((True, RAISED["sup"]), (False, RAISED["sub"])):
        off = piece.bottom - last.bottom if raised else last.top - piece.top
        if off > _OFF * last.height and all(one in figures for one in piece.text):
            return "".join(figures[one] for one in piece.text)
    return ""


def _paragraphs(pages: Sequence[tuple[list[_Line], float]]) -> list[Paragraph]:
    """Return the paragraphs of all pages; what runs at the margins of pages is doubtful."""
    counted: Counter[str] = Counter()
    for lines, height in pages:
        counted.update({_plain(line) for line in lines if _is_marginal(line, height)})
    often = max(2, len(pages) / 2)
    words = _words(pages)
    made: list[Paragraph] = []
    for lines, height in pages:
        running: list[_Line] = []
        body: list[_Line] = []
        turned = [one for one in lines if one.turned]
        for line in (one for one in lines if not one.turned):
            marginal = _is_marginal(line, height)
            runs = counted[_plain(line)] >= often or _PAGE_NUMBER.fullmatch(line.text) is not None
            (running if marginal and runs else body).append(line)
        above = [one for one in running if one.bottom > height / 2]
        made += [Paragraph(one.text, _RUNNING) for one in above]
        for block in _blocks(body, 12):
            for text in _texts(block, words):
                last = next(
                    (at for at in range(len(made) - 1, -1, -1) if made[at].doubt is None), None
                )
                if last is not None and _goes_on(made[last].text, text):
                    made[last] = Paragraph(_with_line(made[last].text, text, words))
                else:
                    made.append(Paragraph(text))
        made += [Paragraph(one.text, _RUNNING) for one in running if one not in above]
        made += [Paragraph(one.text, _RUNNING) for one in turned]
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
        if (rows := _table(columns)) is not None:
            yield from rows
            return
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


def _table(columns: list[list[_Line]]) -> list[list[_Line]] | None:
    """Return the rows of a table, each as one line with tabs; None where columns are columns.

    Those of a table have as many lines, level with one another, short, with much white behind them.
    """
    ordered = [sorted(one, key=lambda line: -line.top) for one in columns]
    first = ordered[0]
    if any(len(one) != len(first) for one in ordered):
        return None
    for cells in zip(*ordered, strict=True):
        if max(one.top for one in cells) - min(one.top for one in cells) > 0.5 * cells[0].height:
            return None
    lefts = [min(line.left for line in one) for one in ordered]
    pitch = statistics.median(b - a for a, b in pairwise(lefts))
    widths = [line.right - line.left for one in ordered for line in one]
    lengths = [len(line.text) for one in ordered for line in one]
    if statistics.median(widths) > _CELL * pitch or statistics.median(lengths) > _CELL_SIGNS:
        return None
    return [
        [cells[0]._replace(text="\t".join(one.text for one in cells), right=cells[-1].right)]
        for cells in zip(*ordered, strict=True)
    ]


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


def _texts(lines: list[_Line], words: frozenset[str]) -> Iterator[str]:
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
        text = _with_line(text, line.text, words) if text else line.text
        last = line
    if text:
        yield text


def _words(pages: Sequence[tuple[list[_Line], float]]) -> frozenset[str]:
    """Return the words of a document, with their hyphens, as they stand inside lines."""
    found: set[str] = set()
    for lines, _ in pages:
        for line in lines:
            found.update(_WORD.findall(line.text.casefold()))
    return frozenset(found)


def _with_line(text: str, line: str, words: frozenset[str]) -> str:
    """Return a text and the line below: a hyphen at the end joins the halves of a word.

    It stays where the document has the word with it elsewhere, or where it is of a compound.
    """
    if text[-1:] in _HYPHENS and len(text) > 1 and text[-2].isalpha() and line[:1].islower():
        first, second = _LAST.search(text[:-1].casefold()), _FIRST.match(line.casefold())
        halves = first[0] if first else "", second[0] if second else ""
        known = "".join(halves) in words
        compound = halves[0] in _COMPOUNDS and len(halves[1]) >= _HALF
        if text[-1] != "\u00ad" and not known and ("-".join(halves) in words or compound):
            return text + line
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
