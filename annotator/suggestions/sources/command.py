"""A command of somebody's own: articles in as native JSON lines, spans out.

So any model can be plugged in. It is started without a shell, with a limit of time, and what it
says is checked as an import is: nothing is taken that does not lie in the text.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from hashlib import blake2b, sha256
from tempfile import TemporaryFile
from typing import Any

import msgspec

from annotator.annotation.records import Article, Label
from annotator.errors import InputError
from annotator.suggestions.records import Candidate, Ranges, Tagged, is_valid
from annotator.suggestions.sources.base import Proposer, Source
from annotator.words import Message, say

LIMIT_S = 60.0
"""So long a command may take for the articles that it is given at once."""

_AT_ONCE = 100
_KEPT = 20_000
_MOST_BYTES = 64 << 20
_SCORE = 0.75


class _Span(msgspec.Struct):
    label: str
    start: int | None = None
    end: int | None = None
    fragments: list[tuple[int, int]] = msgspec.field(default_factory=list)
    text: str | None = None
    score: float | None = None
    attributes: dict[str, Any] = msgspec.field(default_factory=dict)


class _Line(msgspec.Struct):
    id: str
    spans: list[_Span] = msgspec.field(default_factory=list)


class Command(Source):
    """A program that reads articles and writes spans.

    Args:
        arguments: the program and its arguments; no shell looks at them.
        limit_s: of time, for up to 100 articles at once.

    """

    name = "command"

    def __init__(self, arguments: Sequence[str], limit_s: float = LIMIT_S) -> None:
        self._arguments = list(arguments)
        self._limit_s = limit_s
        self._said: OrderedDict[bytes, list[_Span]] = OrderedDict()
        self.key = sha256("\0".join(arguments).encode("utf-8", "surrogatepass")).hexdigest()

    def serves(self, label: Label) -> bool:
        """Tell whether it may propose for a label: for any."""
        del label
        return True

    def foresee(self, articles: Sequence[Article]) -> None:
        """Ask for articles at once that will be asked for one by one.

        Raises:
            InputError: the command cannot be started, fails, takes too long, or says what does not
                fit the articles.

        """
        new = {_key(one): one for one in articles if _key(one) not in self._said}
        waiting = list(new.items())
        for at in range(0, len(waiting), _AT_ONCE):
            some = waiting[at : at + _AT_ONCE]
            said = self._ask([one for _, one in some])
            for key, one in some:
                self._said[key] = said.get(one.id, [])
        while len(self._said) > _KEPT:
            self._said.popitem(last=False)

    def proposer(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Proposer:
        """Return what proposes what the command says."""
        del learned, surveyed
        return _Said(self, label.name)

    def spans_in(self, article: Article) -> list[_Span]:
        """Return what the command says of an article; raises InputError as ``foresee``."""
        key = _key(article)
        if key not in self._said:
            self.foresee([article])
        return self._said[key]

    def _ask(self, articles: Sequence[Article]) -> dict[str, list[_Span]]:
        by_id = {one.id: one for one in articles}
        told = b"".join(_told(one) for one in articles)
        said: dict[str, list[_Span]] = {}
        for number, line in enumerate(self._run(told).split(b"\n"), 1):
            if not line.strip():
                continue
            try:
                read = msgspec.json.decode(line, type=_Line)
            except msgspec.DecodeError as error:
                raise self._wrong(
                    say("line {n} of what it says: {why}", n=number, why=str(error))
                ) from error
            if read.id not in by_id:
                raise self._wrong(
                    say("line {n} of what it says: no article {id} was asked", n=number, id=read.id)
                )
            for span in read.spans:
                _check(span, by_id[read.id].text, self, number)
            said[read.id] = read.spans
        return said

    def _run(self, told: bytes) -> bytes:
        """Return what the command writes; it and all it has started are gone afterwards."""
        with TemporaryFile() as put, TemporaryFile() as out, TemporaryFile() as complaints:
            put.write(told)
            put.seek(0)
            try:
                process = subprocess.Popen(
                    self._arguments,
                    stdin=put,
                    stdout=out,
                    stderr=complaints,
                    start_new_session=True,
                )
            except (OSError, ValueError) as error:
                raise self._wrong(say("it cannot be started ({why})", why=str(error))) from error
            try:
                code = process.wait(self._limit_s)
            except subprocess.TimeoutExpired:
                raise self._wrong(
                    say("it took longer than {seconds:.0f} seconds", seconds=self._limit_s)
                ) from None
            finally:
                _end(process)
            if code:
                complaints.seek(0)
                lines = complaints.read(100_000).decode("utf-8", "replace").strip().split("\n")
                raise self._wrong(
                    say("it ended with {code}: {why}", code=code, why=lines[-1][:200] or "–")
                )
            size = out.seek(0, os.SEEK_END)
            if size > _MOST_BYTES:
                raise self._wrong(say("it said more than {n:,} bytes", n=_MOST_BYTES))
            out.seek(0)
            return out.read()

    def _wrong(self, why: Message) -> InputError:
        return InputError(say("the command {name}: {why}", name=self._arguments[:1][0], why=why))

    wrong = _wrong


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process, and what it has started where the system has groups of them."""
    if process.poll() is None or sys.platform != "win32":
        try:
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
        finally:
            process.wait()


def _key(article: Article) -> bytes:
    told = f"{article.id}\0{article.text}".encode("utf-8", "surrogatepass")
    return blake2b(told, digest_size=16).digest()


def _told(article: Article) -> bytes:
    """Return an article as a line of native JSON lines."""
    value = {
        "schema": "annotator/1",
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "meta": article.meta,
        "text": article.text,
        "offset_unit": "codepoint",
    }
    return msgspec.json.encode(value) + b"\n"


def _ranges(span: _Span) -> Ranges:
    if span.fragments:
        return tuple(span.fragments)
    return ((span.start, span.end),) if span.start is not None and span.end is not None else ()


def _check(span: _Span, text: str, command: Command, line: int) -> None:
    """Check that a span lies in the text and covers what it says; raises InputError."""
    ranges = _ranges(span)
    if not is_valid(ranges, len(text)):
        raise command.wrong(
            say(
                "line {n} of what it says: {ranges} is not inside the text of {length}"
                " {length:character|characters}",
                n=line,
                ranges=str(list(map(list, ranges))),
                length=len(text),
            )
        )
    covered = " ".join(text[start:end] for start, end in ranges)
    if span.text is not None and span.text != covered:
        raise command.wrong(
            say(
                "line {n} of what it says: the text at {start} is {covered}, the span says {said}",
                n=line,
                start=ranges[0][0],
                covered=repr(covered[:40]),
                said=repr(span.text[:40]),
            )
        )


class _Said(Proposer):
    def __init__(self, command: Command, label: str) -> None:
        self._command = command
        self._label = label

    def propose(self, article: Article, tagged: Sequence[Tagged] = ()) -> Iterable[Candidate]:
        del tagged
        for span in self._command.spans_in(article):
            if span.label == self._label:
                score = _SCORE if span.score is None else min(1.0, max(0.0, span.score))
                yield Candidate(
                    ranges=_ranges(span),
                    features=("the command says so",),
                    score=score,
                    attributes=dict(span.attributes),
                )
