"""Walking the trees of tables and indexes, past whatever is damaged, and finding lost leaves.

A page is taken for what it should be by its place only if its cells look so: a pointer that was
damaged leads anywhere. A table that was walked without any fault is complete. Of others, pages
that belong to no tree and are not free are looked through for rows of theirs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from annotator.project.recovery.cells import (
    INTERIOR_INDEX,
    INTERIOR_TABLE,
    LEAF_INDEX,
    LEAF_TABLE,
    Cell,
    Page,
    Row,
    TornError,
    read_page,
    read_record,
)
from annotator.project.recovery.pages import Pages

Fits = Callable[[Row], bool]
Found = tuple[int | None, Row]
"""Number of a row, None where it has none, and its values."""

_DEEPEST = 40


class Tree:
    """A tree that is walked, and what was met on the way.

    Attributes:
        root: its page.
        lost: pages that should be there and are none, or another's.
        torn: cells that could not be read.
        complete: whether it was walked without a fault: no row of it is anywhere else.
        ranges: the lowest and the highest number on each page with rows, of tables.

    """

    def __init__(self, root: int, fits: Fits, *, in_table: bool) -> None:
        self.root = root
        self.fits = fits
        self.in_table = in_table
        self.lost = 0
        self.torn = 0
        self.complete = True
        self.ranges: list[tuple[int, int]] = []


class Forest:
    """All trees of a file.

    Attributes:
        claimed: pages that have their place in a tree, or in what overflows from it.

    """

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.claimed: set[int] = set()

    # -- cells ---------------------------------------------------------------------------------

    def row(self, cell: Cell, claims: set[int] | None = None) -> Row:
        """Return the values of a cell, with what overflows; raises TornError."""
        if not cell.overflow:
            return read_record(cell.local)
        if cell.length > self.pages.count * self.pages.size:
            raise TornError
        parts, rest, number = [cell.local], cell.length - len(cell.local), cell.overflow
        passed: set[int] = set()
        while rest > 0:
            if number in passed:
                raise TornError
            passed.add(number)
            data = self.pages.page(number)
            piece = data[4 : 4 + rest]
            parts.append(piece)
            rest -= len(piece)
            number = int.from_bytes(data[:4], "big")
        values = read_record(b"".join(parts))
        if claims is not None:
            claims |= passed
        return values

    def _is_one(self, cell: Cell, fits: Fits) -> bool:
        try:
            return fits(self.row(cell))
        except TornError:
            return False

    # -- walking -------------------------------------------------------------------------------

    def walk(self, tree: Tree) -> Iterator[list[Found]]:
        """Yield the rows of a tree, a page at a time."""
        waiting: list[tuple[int, int | None, int | None, int]] = [(tree.root, None, None, 0)]
        while waiting:
            number, low, high, depth = waiting.pop()
            page = None if number in self.claimed or depth > _DEEPEST else self._read(tree, number)
            if page is None:
                tree.lost += 1
                tree.complete = False
                continue
            if page.kind in (LEAF_TABLE, LEAF_INDEX):
                rows = self._leaf(tree, page, low, high)
                if rows:
                    yield rows
                continue
            self.claimed.add(number)
            tree.complete = tree.complete and page.sound
            tree.torn += page.torn if page.kind == INTERIOR_INDEX else 0
            if page.kind == INTERIOR_INDEX:
                rows = self._rows(tree, page)
                if rows:
                    yield rows
            below = list(_children(page, low, high))
            waiting += [(*child, depth + 1) for child in reversed(below)]

    def _read(self, tree: Tree, number: int) -> Page | None:
        """Return a page of a tree; None where it is none."""
        leaf = LEAF_TABLE if tree.in_table else LEAF_INDEX
        interior = INTERIOR_TABLE if tree.in_table else INTERIOR_INDEX

        def fits(cell: Cell) -> bool:
            return self._is_one(cell, tree.fits)

        try:
            data = self.pages.page(number)
            said = data[100 if number == 1 else 0]
            if said == interior:
                page = read_page(data, number)
                if page.sound:
                    return page
                # A single bit makes the one kind of another.
                other = read_page(data, number, leaf, fits)
                return other if any(map(fits, other.cells)) else page
            page = read_page(data, number, leaf, fits)
        except (TornError, IndexError):
            return None
        return page if page.cells or page.sound else None

    def _leaf(self, tree: Tree, page: Page, low: int | None, high: int | None) -> list[Found]:
        """Return the rows of a leaf, unless it is another's."""
        before = tree.torn
        rows = self._rows(tree, page)
        if tree.in_table:
            rows = _in_place(tree, rows, low, high)
        if page.cells and not rows:  # not of this tree: a pointer led astray
            tree.torn = before
            tree.lost += 1
            tree.complete = False
            return []
        tree.torn += page.torn
        tree.complete = tree.complete and page.sound
        self.claimed.add(page.number)
        return rows

    def _rows(self, tree: Tree, page: Page) -> list[Found]:
        rows: list[Found] = []
        for cell in page.cells:
            try:
                values = self.row(cell, self.claimed)
            except TornError:
                tree.torn += 1
                continue
            if tree.fits(values):
                rows.append((cell.rowid, values))
            else:
                tree.torn += 1
        return rows

    # -- pages that belong to no tree ----------------------------------------------------------

    def free_pages(self) -> set[int]:
        """Return the pages that are free: what they hold was removed."""
        header = self.pages.header
        free: set[int] = set()
        number, told = (int.from_bytes(header[at : at + 4], "big") for at in (32, 36))
        while number and number not in free:
            listed = self._trunk(number)
            if listed is None:
                break
            free.add(number)
            number, leaves = listed
            free.update(leaves)
        if len(free) != told or not told:  # the chain is broken: its other parts are looked for
            for number in range(2, self.pages.count + 1):
                if number not in free and (listed := self._trunk(number)) is not None:
                    free.add(number)
                    free.update(listed[1])
        return free - self.claimed

    def _trunk(self, number: int) -> tuple[int, list[int]] | None:
        """Return the next page and the free pages that a page of the free list names."""
        if number in self.claimed:
            return None
        try:
            data = self.pages.page(number)
        except TornError:
            return None
        following, count = (int.from_bytes(data[at : at + 4], "big") for at in (0, 4))
        if following > self.pages.count or not count or count > len(data) // 4 - 2:
            return None
        leaves = [int.from_bytes(data[at : at + 4], "big") for at in range(8, 8 + 4 * count, 4)]
        good = all(1 < leaf <= self.pages.count for leaf in leaves)
        return (following, leaves) if good and len(set(leaves)) == count else None

    def lost_leaves(
        self, free: Collection[int], among: Sequence[int] | None = None
    ) -> Iterator[tuple[Page, list[Found]]]:
        """Yield pages with rows that have no place, and all rows that can be read of each.

        Those that a page above them still names come first: they are no older copies.

        Args:
            free: pages that are free.
            among: pages that are looked at, in this order; None: all.

        """
        for number in self._lost(free) if among is None else among:
            page = read_page(self.pages.page(number), number)
            rows: list[Found] = []
            for cell in page.cells:
                try:
                    rows.append((cell.rowid, self.row(cell)))
                except TornError:
                    continue
            if rows:
                yield page, rows

    def _lost(self, free: Collection[int]) -> list[int]:
        leaves: list[int] = []
        named: set[int] = set()
        for number in range(1, self.pages.count + 1):
            if number in self.claimed or number in free:
                continue
            try:
                page = read_page(self.pages.page(number), number)
            except (TornError, IndexError):
                continue
            if page.kind in (INTERIOR_TABLE, INTERIOR_INDEX):
                named.update(child for child, _, _ in _children(page, None, None))
            if page.kind != INTERIOR_TABLE:
                leaves.append(number)
        return sorted(leaves, key=lambda number: (number not in named, number))


def _children(
    page: Page, low: int | None, high: int | None
) -> Iterator[tuple[int, int | None, int | None]]:
    """Yield the pages below an interior page, with the numbers between which their rows lie."""
    for cell in page.cells:
        yield cell.child, low, cell.rowid
        low = cell.rowid
    yield page.right, low, high


def _in_place(tree: Tree, rows: list[Found], low: int | None, high: int | None) -> list[Found]:
    """Return the rows of a page whose numbers rise; none where the page above means another one.

    Where some do not lie where the page above says, it may be that which is wrong.
    """
    rising: list[tuple[int, Row]] = []
    for rowid, values in rows:
        if rowid is None:
            continue
        if rising and rowid <= rising[-1][0]:
            tree.torn += 1
            if len(rising) == 1 or rowid <= rising[-2][0]:
                continue
            rising.pop()
        rising.append((rowid, values))
    inside = sum(
        (low is None or rowid > low) and (high is None or rowid <= high) for rowid, _ in rising
    )
    if not inside:
        return []
    tree.complete = tree.complete and inside == len(rising)
    tree.ranges.append((rising[0][0], rising[-1][0]))
    return list(rising)


def overlaps(ranges: Sequence[tuple[int, int]], rows: Iterable[Found]) -> bool:
    """Tell whether rows lie among those of pages that have their place; ``ranges`` are sorted."""
    numbers = [rowid for rowid, _ in rows if rowid is not None]
    if not numbers or not ranges:
        return False
    at = bisect_right(ranges, (max(numbers), 1 << 63)) - 1
    return at >= 0 and ranges[at][1] >= min(numbers)
