"""Time stamps and new identifiers."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime


def now() -> str:
    """Return the time in UTC, ISO 8601 with milliseconds: ``2026-11-20T09:30:00.125Z``."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now_in_names() -> str:
    """Return the time in UTC as part of a file's name: ``2026-11-20T093000Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")


def new_id() -> str:
    """Return a new identifier: 32 hexadecimal digits that rise with time and never repeat.

    The first 12 digits are milliseconds since 1970, so that ids made one after the other lie
    side by side in an index; 80 random bits follow.
    """
    return f"{time.time_ns() // 1_000_000:012x}{os.urandom(10).hex()}"
