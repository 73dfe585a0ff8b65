"""A text with names and a glued part, and places in it."""

from __future__ import annotations

TEXT = (
    "Ferry stays in port\n"
    "\n"
    "Gen. Ada VellAda VellHarbour wins prize MORE, the chief, said the quay holds 😀 9,000 people. "
    "“We wait,” she said. “Not on Jan. 6,” she added.\n"
    "\n"
    "Ada Vell spoke again. Ada Vell left."
)


def at(piece: str, number: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(piece, start + 1)
    return start, start + len(piece)


def caret_to(desk, piece: str, number: int = 0) -> None:
    desk.view.place_caret(at(piece, number)[0])
