"""Bytes flipped on the disk: what finds them, and what ``recover`` saves."""

from __future__ import annotations

from pathlib import Path

from tests.faults.hands import chance_of, command, faults_of, fresh, make_project, spans_in
from tests.faults.outcome import Outcome

PAGE = 4096
_KINDS = {0x02: "interior index", 0x05: "interior table", 0x0A: "leaf index", 0x0D: "leaf table"}


def kind_of(data: bytes, page: int) -> str:
    """Return what kind of page it is, by its first byte."""
    start = page * PAGE
    return _KINDS.get(data[start + 100 if page == 0 else start], "overflow or free")


def flipped_bytes(folder: Path, times: int) -> list[Outcome]:
    """Flip one byte in a page of each kind: it is found or changes nothing; the rest is saved."""
    template = folder / "template.annotator"
    make_project(template, 300)
    data = template.read_bytes()
    whole = spans_in(template)
    pages: dict[str, list[int]] = {}
    for page in range(len(data) // PAGE):
        pages.setdefault("first page" if page == 0 else kind_of(data, page), []).append(page)
    return [
        _flipped(kind, numbers, data, folder, whole, times)
        for kind, numbers in sorted(pages.items())
    ]


def _flipped(
    kind: str, pages: list[int], data: bytes, folder: Path, whole: set[str], times: int
) -> Outcome:
    outcome = Outcome(f"flipped byte: {kind}")
    chance = chance_of(outcome.kind)
    found = saved = silent = 0
    for number in range(times):
        at = chance.choice(pages) * PAGE + chance.randrange(PAGE)
        bad = bytearray(data)
        bad[at] ^= 1 << chance.randrange(8)
        path = fresh(folder / "template.annotator", folder / f"flip {kind} {number}")
        path.write_bytes(bad)
        outcome.tried += 1
        if faults_of(path):
            found += 1
        else:
            silent += spans_in(path) != whole
        out = path.with_name("out.annotator")
        done = command(folder / "home", "recover", path, out)
        if not out.exists():
            if "not an Annotator" not in done.stderr:
                outcome.wrong.append(f"recover saved nothing: {done.stderr.strip()[-160:]}")
            continue
        there = spans_in(out)
        saved += len(there & whole)
        outcome.acknowledged += len(whole)
        if faults_of(out):
            outcome.damaged += 1
    outcome.see(
        f"found {found} of {outcome.tried}; silent and wrong {silent}; recover saved {saved}"
    )
    if silent:
        outcome.wrong.append(f"{silent} changed what is read, and nothing found it")
    return outcome
