"""A connection to PostgreSQL that does not wait for ever for a server that has gone silent.

The network notices by itself where packets are lost; it does not where something between, as a
proxy or a tunnel, takes them in and never answers.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from functools import lru_cache
from typing import Any

import psycopg

from annotator.project.storage.limits import Limits


class SilentServerError(psycopg.OperationalError):
    """The server has said nothing for too long; the connection is closed."""


@lru_cache(maxsize=8)
def impatient(limits: Limits) -> type[psycopg.Connection[Any]]:
    """Return the class of connections that keep within limits."""

    class Impatient(psycopg.Connection[Any]):
        """Closes itself when the server says nothing for too long."""

        def wait(self, gen: Any, *args: Any, **options: Any) -> Any:
            """Wait for an answer; raises OperationalError when none comes."""
            silent_s = limits.silent_s()
            if silent_s is None:
                return super().wait(gen, *args, **options)
            try:
                return super().wait(_within(gen, silent_s), *args, **options)
            except _SilentError:
                self.pgconn.finish()
                raise SilentServerError("the server has not answered") from None

    return Impatient


class _SilentError(Exception):
    """Nothing came within the time."""


def _within(gen: Generator[Any, Any, Any], silent_s: float) -> Generator[Any, Any, Any]:
    """Run a generator of psycopg, which is woken at least every tenth of a second."""
    deadline = time.monotonic() + silent_s
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            if ready:
                deadline = time.monotonic() + silent_s
            elif time.monotonic() > deadline:
                raise _SilentError
            wanted = gen.send(ready)
    except StopIteration as ended:
        return ended.value
