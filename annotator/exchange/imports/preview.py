"""What an import is asked to do, would do, and has done."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from annotator.annotation.records import Status
from annotator.errors import InputError
from annotator.exchange.imports.entries import Entry
from annotator.exchange.imports.story_finder import NearDuplicate
from annotator.formats import LeftOut, Unread
from annotator.words import Message, counts, joined, say


class ImportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to import.

    Attributes:
        format: name of the format of all files; None: each by its suffix, else its first bytes.
        annotator: who made the work for which a file names nobody. It replaces no name.
        encoding: of text files, pages and tables; None: found out.
        strict_labels: refuse labels that the project does not have, where else they are created.
        skip_bad: leave out what cannot be taken in, where else the first of it ends the import.
        main_text_only: of web pages only what is surely the article.
        json_ld: of web pages that show their article nowhere the one that stands in their JSON-LD.
        columns: which column of a table, or key of JSON, holds what ("text", "title", …); those
            that are not named here are guessed.
        repair: how offsets that do not cover what the file says may be read instead: "utf16",
            "utf8", "crlf", "lf", "inclusive", "one-based".
        status: how far the annotators are whose work comes in, whatever the file says; a status
            that the project has stays. None: as the file says.

    """

    format: str | None = None
    annotator: str | None = None
    encoding: str | None = None
    strict_labels: bool = False
    skip_bad: bool = False
    main_text_only: bool = False
    json_ld: bool = False
    columns: dict[str, str] = {}
    repair: tuple[str, ...] = ()
    status: Status | None = None


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What an import brings in.

    Attributes:
        files: how many files were read.
        articles: articles that are new.
        already_there: articles that the project has already, with the same text.
        spans: spans that are new.
        kept: spans that the project has with other content; its own version stays.
        links: links that are new.
        labels: names of the labels that are created, in the order in which they came.
        widened: what labels allow from now on, as “entity: kind PER” or “claim: link evidence”.
        near_duplicates: new articles that tell the same as another one, in the input or in the
            project; they come in, and are known as one story.
        suggestions: spans that a program proposes and annotators accept or reject.
        refused: what cannot be taken in, with file, line and reason.
        ignored: files in folders that are of no known format.
        not_backed_up: why no backup could be made before a large import, None where it could.
        passed_over: what lies in folders and is not read, each with file and reason.
        reopened: titles of articles whose gold was finished, and is to be looked at again.
        left_out: what says nothing and did not come in, counted by kind and file.
        unread: what looks like spans and no reader took.
        guesses: what was guessed, a sentence each: formats, encodings, columns, annotators.
        remarks: what else is to be known of files that come in, a sentence each.
        marked: how many articles are marked as was asked for, each annotator's for itself.

    """

    files: int = 0
    articles: int = 0
    already_there: int = 0
    spans: int = 0
    kept: int = 0
    links: int = 0
    labels: tuple[str, ...] = ()
    widened: tuple[Message, ...] = ()
    near_duplicates: tuple[NearDuplicate, ...] = ()
    suggestions: int = 0
    refused: tuple[InputError, ...] = ()
    ignored: tuple[str, ...] = ()
    not_backed_up: Message | None = None
    passed_over: tuple[InputError, ...] = ()
    reopened: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    unread: tuple[Unread, ...] = ()
    guesses: tuple[Message, ...] = ()
    remarks: tuple[Message, ...] = ()
    marked: Message | None = None

    def sentence(self) -> Message:
        """Return the counts in words: ``12 articles new, 2 already there, 340 spans``."""
        parts = [
            say("{n:,} {n:article|articles} new", n=self.articles),
            say("{n:,} already there", n=self.already_there),
            counts.spans(self.spans),
        ]
        if self.links:
            parts.append(counts.links(self.links))
        if self.suggestions:
            parts.append(counts.suggestions(self.suggestions))
        if self.marked is not None:
            parts.append(self.marked)
        if near := len(self.near_duplicates):
            parts.append(say("{n:,} {n:near-duplicate|near-duplicates} of another article", n=near))
        if self.kept:
            parts.append(say("{n:,} {n:span|spans} kept as the project has them", n=self.kept))
        if self.refused:
            parts.append(say("{n:,} refused", n=len(self.refused)))
        if left := sum(one.number for one in self.left_out):
            parts.append(say("{n:,} left out", n=left))
        if unread := sum(one.number for one in self.unread):
            parts.append(say("{n:,} that {n:looks|look} like spans not read", n=unread))
        if ignored := len(self.ignored) + len(self.passed_over):
            parts.append(say("{n:,} {n:file|files} of other kinds ignored", n=ignored))
        return joined(parts)


class ImportPreview(Summary, frozen=True, kw_only=True):
    """What an import would bring in. Give it to ``bring_in`` to read nothing twice.

    Attributes:
        entries: the first articles, for a preview.
        guessed: articles in all whose encoding is a guess.
        titles: of the articles in ``near_duplicates``, by id, as far as they are known.
        formats: names of the formats as which the files are read.
        suffixes: of the files, in lower case.
        columns: of the tables among the files.
        roles: which column holds what, as it was chosen and guessed.

    """

    entries: tuple[Entry, ...] = ()
    guessed: int = 0
    titles: dict[str, str] = {}
    formats: tuple[str, ...] = ()
    suffixes: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()
    roles: dict[str, str] = {}
    reading: object = None


def listed(names: Sequence[Message | str], limit: int = 5) -> Message:
    """Return names with commas, the end of a long list as a number."""
    shown = tuple(names[:limit])
    if len(names) <= limit:
        return say("{names}", names=shown)
    return say("{names} and {n:,} more", names=shown, n=len(names) - limit)
