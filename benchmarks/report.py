"""What was measured, as a table and as JSON."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table


class Row(NamedTuple):
    """One measure beside its floor.

    Attributes:
        measure: what was measured.
        unit: of ``ours`` and ``floor``.
        ours: how much the program takes.
        floor: how much the thing takes that it is compared with; None: with nothing.
        limit: how much ours may be at most; None: nobody has said.
        times: how many times the floor ours may be at most; None: nobody has said.

    """

    measure: str
    unit: str
    ours: float
    floor: float | None = None
    limit: float | None = None
    times: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours in floors."""
        return self.ours / self.floor if self.floor else None

    @property
    def ok(self) -> bool | None:
        """Whether the aim was met; None without one."""
        if self.limit is not None:
            return self.ours < self.limit
        if self.times is not None and self.ratio is not None:
            return self.ratio <= self.times
        return None

    @property
    def aim(self) -> str:
        """The aim in words, "" without one."""
        if self.limit is not None:
            return f"< {number(self.limit)} {self.unit}"
        return f"≤ {self.times:g} ×" if self.times is not None else ""


class Result(NamedTuple):
    """What one benchmark has found.

    Attributes:
        title: what it measures.
        floor: what the floor is.
        rows: the measures.

    """

    title: str
    floor: str
    rows: Sequence[Row]


def middle_and_tail(seconds: Sequence[float]) -> tuple[float, float]:
    """Return median and 95th percentile in milliseconds."""
    tail = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    return median(seconds) * 1000, tail * 1000


def show(result: Result, console: Console) -> None:
    """Print one benchmark's table."""
    table = Table(title=result.title, caption=f"floor: {result.floor}", title_justify="left")
    table.add_column("measure", overflow="fold")
    for name in ("ours", "floor", "ratio", "aim"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("ok?", justify="center")
    for row in result.rows:
        table.add_row(
            row.measure,
            f"{number(row.ours)} {row.unit}",
            f"{number(row.floor)} {row.unit}" if row.floor is not None else "–",
            f"{row.ratio:.2f}" if row.ratio is not None else "–",
            row.aim or "–",
            {True: "[green]yes", False: "[red]no", None: "–"}[row.ok],
        )
    console.print(table)


def as_json(results: Iterable[Result], date: str) -> dict[str, Any]:
    """Return everything as one JSON object."""
    return {
        "schema": "annotator-benchmarks/1",
        "date": date,
        "machine": machine(),
        "benchmarks": [
            {
                "title": result.title,
                "floor": result.floor,
                "rows": [
                    {**row._asdict(), "ratio": row.ratio, "aim": row.aim, "ok": row.ok}
                    for row in result.rows
                ],
            }
            for result in results
        ],
    }


def machine() -> dict[str, str]:
    """Return what the figures depend on."""
    return {
        "processor": _processor(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "pyside": version("PySide6-Essentials"),
        "sqlalchemy": version("SQLAlchemy"),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if not info.exists():
        return platform.processor()
    lines = info.read_text(encoding="utf-8", errors="replace").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} × {names[0]}" if names else platform.processor()


def number(value: float) -> str:
    """Return a figure with as many digits as matter."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
