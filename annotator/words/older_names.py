"""Names of changes as programs up to format 2, and early ones of format 3, have stored them.

They are English sentences; each is read as the kind and the arguments that it has today. This
table is frozen: nothing stores sentences any more. Where the wording of a name changes, the
sentence here keeps the one that it was stored with, and so its translations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from annotator.words.message import Argument, Message, as_said, say


def read(sentence: str) -> Message:
    """Return the message that a sentence says; one that nobody knows is shown as it is."""
    for pattern, shape in _patterns():
        if found := pattern.fullmatch(sentence):
            return _filled(shape, found.groupdict())
    return as_said(sentence)


def _filled(shape: Message, found: dict[str, str]) -> Message:
    """Return a shape with what was found in the place of its fields' names."""

    def value(one: Argument) -> Argument:
        if isinstance(one, Message):
            return _filled(one, found)
        if isinstance(one, tuple):
            return tuple(value(part) for part in one)
        if not isinstance(one, str) or one not in found:
            return one
        text = found[one]
        if one in _NUMBERS:
            return int(text.replace(",", ""))
        return read(text) if one == "change" else text

    return Message(shape.template, tuple((name, value(one)) for name, one in shape.arguments))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Message], ...]:
    return tuple((_compiled(sentence), shape) for sentence, shape in _sentences())


def _compiled(sentence: str) -> re.Pattern[str]:
    """Return what matches a sentence: ``{n}`` a number, other fields any text."""
    pattern = ""
    for part in re.split(r"(\{\w+\})", sentence):
        name = part[1:-1]
        if not part.startswith("{"):
            pattern += re.escape(part)
        elif name in _NUMBERS:
            pattern += rf"(?P<{name}>\d[\d,]*)"
        else:
            pattern += rf"(?P<{name}>.+)"
    return re.compile(pattern, re.DOTALL)


_NUMBERS = frozenset(("n", "changed", "removed"))
_SPAN = say("{label} “{text}”", label="label", text="text")
_SPANS = say("{n:,} {n:span|spans}", n="n")
_ARTICLE = say("article")
_ARTICLES = say("{n:,} {n:article|articles}", n="n")
_SUGGESTION = say("suggestion “{text}”", text="text")
_SUGGESTIONS = say("{n:,} {n:suggestion|suggestions}", n="n")
_STATUSES = (say("new"), say("in progress"), say("done"), say("skipped"))


def _sentences() -> Iterator[tuple[str, Message]]:
    """Yield each sentence that was stored, the particular ones before those that fit them too."""
    yield from _of_spans()
    yield from _of_articles()
    yield from _of_labels()
    yield from _of_answers()
    yield from _of_operations()


def _of_spans() -> Iterator[tuple[str, Message]]:
    yield (
        "Tag {n} × {label} “{text}”",
        say("Tag {n:,} × {label} “{text}”", n="n", label="label", text="text"),
    )
    yield "Tag {label} “{text}”", say("Tag {label} “{text}”", label="label", text="text")
    yield "Split “{text}”", say("Split “{text}”", text="text")
    yield (
        "Join “{text}” and “{other}”",
        say("Join “{text}” and “{other}”", text="text", other="other"),
    )
    yield "Delete {n} spans", say("Delete {what}", what=_SPANS)
    yield "Delete {label} “{text}”", say("Delete {what}", what=_SPAN)
    for what, said in (("{n} spans", _SPANS), ("{label} “{text}”", _SPAN)):
        change = say("Change {what} to {label}", what=said, label="to")
        yield (
            f"Change {what} to {{to}}, without its link",
            say("{change}, without its link", change=change),
        )
        if "{n}" not in what:
            yield (
                f"Change {what} to {{to}}, without {{n}} links",
                say("{change}, without {n:,} links", change=change, n="n"),
            )
        else:
            yield (
                "Change {n} spans to {to}, without {removed} links",
                say("{change}, without {n:,} links", change=change, n="removed"),
            )
        yield f"Change {what} to {{to}}", change
    yield "Add fragment to {label} “{text}”", say("Add fragment to {what}", what=_SPAN)
    yield "Take fragment from {label} “{text}”", say("Take fragment from {what}", what=_SPAN)
    yield "Resize {label} “{text}”", say("Resize {what}", what=_SPAN)
    yield "Note on {label} “{text}”", say("Note on {what}", what=_SPAN)
    yield "Clear note of {label} “{text}”", say("Clear note of {what}", what=_SPAN)
    yield "Attributes of {label} “{text}”", say("Attributes of {what}", what=_SPAN)
    yield "Link {type} “{text}”", say("Link {type} “{text}”", type="type", text="text")
    yield "Link {type}", say("Link {type}", type="type")
    yield "Remove link", say("Remove link")
    yield "Remove {n} links", say("Remove {n:,} links", n="n")


def _of_articles() -> Iterator[tuple[str, Message]]:
    for status in _STATUSES:
        yield f"Mark article {status}", say("Mark {what} {status}", what=_ARTICLE, status=status)
        yield (
            f"Mark {{n}} articles {status}",
            say("Mark {what} {status}", what=_ARTICLES, status=status),
        )
        yield (
            f"Mark gold {status}: article",
            say("Mark gold {status}: {what}", status=status, what=_ARTICLE),
        )
        yield (
            f"Mark gold {status}: {{n}} articles",
            say("Mark gold {status}: {what}", status=status, what=_ARTICLES),
        )
    yield "Mark gold done", say("Mark gold done")
    for what, said in (
        ("article", _ARTICLE),
        ("{n} articles", _ARTICLES),
        ("{n} spans", _SPANS),
        ("{label} “{text}”", _SPAN),
    ):
        yield f"Flag {what}", say("Flag {what}", what=said)
        yield f"Take flag from {what}", say("Take flag from {what}", what=said)
    yield "Assign article", say("Assign {what}", what=_ARTICLE)
    yield "Assign {n} articles", say("Assign {what}", what=_ARTICLES)


def _of_labels() -> Iterator[tuple[str, Message]]:
    yield (
        "Add {n} label from {file}",
        say("Add {what} from {file}", what=say("{n:,} {n:label|labels}", n="n"), file="file"),
    )
    yield (
        "Add {n} labels from {file}",
        say("Add {what} from {file}", what=say("{n:,} {n:label|labels}", n="n"), file="file"),
    )
    yield "Add label {label}", say("Add label {label}", label="label")
    yield "Edit label {label}", say("Edit label {label}", label="label")
    yield "Move label {label}", say("Move label {label}", label="label")
    removal = say("Remove label {label}", label="label")
    yield (
        "Remove label {label}, without its link",
        say("{change}, without its link", change=removal),
    )
    yield (
        "Remove label {label}, without {n} links",
        say("{change}, without {n:,} links", change=removal, n="n"),
    )
    yield "Remove label {label}", removal
    yield (
        "Swap keys of {label} and {other}",
        say("Swap keys of {label} and {other}", label="label", other="other"),
    )
    yield (
        "Give {label} the key of {other}",
        say("Give {label} the key of {other}", label="label", other="other"),
    )


def _of_answers() -> Iterator[tuple[str, Message]]:
    yield "Accept suggestion “{text}”", say("Accept {what}", what=_SUGGESTION)
    yield "Accept {n} suggestions", say("Accept {what}", what=_SUGGESTIONS)
    yield "Reject suggestion “{text}”", say("Reject {what}", what=_SUGGESTION)
    yield "Reject {n} suggestions", say("Reject {what}", what=_SUGGESTIONS)
    unanimous = say("Accept {n:,} unanimous {n:span|spans}", n="n")
    yield "Accept {n} unanimous span", unanimous
    yield "Accept {n} unanimous spans", unanimous
    yield "Settle: nothing here", say("Settle: nothing here")
    yield "Settle", say("Settle")
    yield "Take back decision", say("Take back {what}", what=say("decision"))
    yield (
        "Take back {n} decisions",
        say("Take back {what}", what=say("{n:,} {n:decision|decisions}", n="n")),
    )
    for what, said in (
        ("{label} “{text}”", _SPAN),
        ("the status for {annotator}", say("the status for {annotator}", annotator="annotator")),
        ("the label {label}", say("the label {label}", label="label")),
        ("a label", say("a label")),
        ("a link", say("a link")),
        ("an answer of {annotator}", say("an answer of {annotator}", annotator="annotator")),
        ("{what}", as_said("what")),
    ):
        yield (
            f"Keep the version shown of {what}",
            say("Keep the version shown of {what}", what=said),
        )
        yield (
            f"Keep the other version of {what}",
            say("Keep the other version of {what}", what=said),
        )
        yield f"Keep both versions of {what}", say("Keep both versions of {what}", what=said)


def _of_operations() -> Iterator[tuple[str, Message]]:
    for one, many, counted in (
        ("article", "articles", _ARTICLES),
        ("span", "spans", _SPANS),
        ("suggestion", "suggestions", _SUGGESTIONS),
        ("link", "links", say("{n:,} {n:link|links}", n="n")),
        ("status", "statuses", say("{n:,} {n:status|statuses}", n="n")),
        ("label", "labels", say("{n:,} {n:label|labels}", n="n")),
    ):
        imported = say("Import {what} from {source}", what=counted, source="source")
        yield f"Import {{n}} {one} from {{source}}", imported
        yield f"Import {{n}} {many} from {{source}}", imported
    yield "Remove article “{title}”", say("Remove article “{title}”", title="title")
    yield "Remove {n} articles", say("Remove {n:,} articles", n="n")
    new = say("{n:,} {n:span|spans} new", n="n")
    changed, removed = say("{n:,} changed", n="changed"), say("{n:,} removed", n="removed")
    for noun in ("span", "spans"):
        yield (
            f"Merge of {{source}}: {{n}} {noun} new, {{changed}} changed, {{removed}} removed",
            say("Merge of {source}: {parts}", source="source", parts=(new, changed, removed)),
        )
        yield (
            f"Merge of {{source}}: {{n}} {noun} new, {{changed}} changed",
            say("Merge of {source}: {parts}", source="source", parts=(new, changed)),
        )
    yield "Backup of {at} UTC restored", say("Backup of {at} UTC restored", at="at")
    yield "Take back: {change}", say("Take back: {change}", change="change")
    yield "Make again: {change}", say("Make again: {change}", change="change")
