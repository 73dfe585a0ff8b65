"""Random records with everything in them, and what is left of them in poorer formats."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
from hypothesis import strategies as st

from annotator.annotation.records import (
    Annotated,
    Article,
    Fragment,
    Link,
    Span,
    Status,
    make_fragments,
)
from annotator.formats import WriteOptions, format_named
from annotator.formats.common.names import check_name
from tests.formats.reading import read
from tests.strategies import messy_text, ranges_in

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | messy_text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(messy_text(max_size=2), inner, max_size=2)
    ),
    max_leaves=4,
)
_PLAIN = messy_text(max_size=6)


def _is_name(name: str) -> bool:
    try:
        return check_name(name, "name") == name
    except Exception:  # noqa: BLE001 – any fault: no name
        return False


_NAMES = st.sampled_from(
    ["quote", "claim", "named entity", "named_entity", "B-x", "O", "_", "x-y", "ent😀", "'\"\\: #"]
) | messy_text(max_size=3).filter(_is_name).filter(str.strip)


@st.composite
def spans_in(draw: st.DrawFn, article: Article, annotator: str, name: str) -> Span:
    """Spans of one or several fragments, which may touch."""
    ranges = draw(st.lists(ranges_in(article.text), min_size=1, max_size=3))
    fragments = make_fragments(article.text, tuple(ranges))
    first = fragments[0]
    if len(fragments) == 1 and first.end - first.start > 1 and draw(st.booleans()):
        cut = draw(st.integers(first.start + 1, first.end - 1))
        fragments = tuple(
            Fragment(start, end, article.text[start:end])
            for start, end in ((first.start, cut), (cut, first.end))
        )
    return Span(
        id=name,
        article=article.id,
        annotator=annotator,
        label=draw(_NAMES),
        fragments=fragments,
        attributes=draw(st.dictionaries(messy_text(max_size=2), _VALUES, max_size=2)),
        note=draw(st.none() | _PLAIN.filter(bool)),
        flagged=draw(st.booleans()),
        origin=draw(st.sampled_from(["manual", "model 7"])),
        created_at=draw(st.sampled_from(["", "2026-11-20T13:00:00.000Z"])),
        updated_at=draw(st.sampled_from(["", "2026-11-20T13:00:01.000Z"])),
    )


@st.composite
def records(draw: st.DrawFn) -> list[Annotated]:
    """Up to three records of up to two articles, with links inside them and to elsewhere."""
    made = []
    for number in range(draw(st.integers(1, 2))):
        article = Article(
            id=draw(st.sampled_from([f"a{number}", f"{number}", f"ä {number}"])),
            text=draw(messy_text(newlines_only=True).filter(bool)),
            title=draw(_PLAIN),
            source=draw(_PLAIN),
            date=draw(st.sampled_from(["", "2026-05-15"])),
            meta=draw(st.dictionaries(messy_text(max_size=2), _VALUES, max_size=2)),
        )
        for annotator in draw(st.sampled_from([[None], ["ann"], ["ann", "bo 😀"]])):
            if annotator is None:
                made.append(Annotated(article=article))
                continue
            names = [f"{number}-{annotator}-{one}" for one in range(draw(st.integers(0, 4)))]
            spans = tuple(draw(spans_in(article, annotator, name)) for name in names)
            ends = st.sampled_from([*names, "elsewhere"]) if names else st.nothing()
            links = []
            for one in range(draw(st.integers(0, 2)) if names else 0):
                source, target = draw(st.sampled_from(names)), draw(ends)
                if source != target:
                    name = f"l{number}{annotator}{one}"
                    type_ = draw(st.sampled_from(["speaker", "ç 😀"]))
                    links.append(Link(id=name, type=type_, source=source, target=target))
            made.append(
                Annotated(
                    article=article,
                    annotator=annotator,
                    status=draw(st.sampled_from(Status)),
                    flagged=draw(st.booleans()),
                    gold=draw(st.booleans()),
                    spans=spans,
                    links=tuple(links),
                )
            )
    return made


def there_and_back(
    made: list[Annotated], format_name: str, path: Path, read_as: str = ""
) -> tuple[list[Annotated], dict[str, int]]:
    """Return records after export and import, and how many losses of each kind were reported."""
    options = WriteOptions()
    written = format_named(format_name)
    if written.known.folder:
        path.mkdir()
        written.write_folder(made, path, options)
        path = next(path.glob("data/*.jsonl"))
    else:
        file, again = io.BytesIO(), io.BytesIO()
        written.write(made, file, options)
        written.write(made, again)
        assert file.getvalue() == again.getvalue()
        path.write_bytes(file.getvalue())
    back, refused = read(path, read_as or format_name)
    assert refused == []
    return back, {loss.what: loss.number for loss in options.losses.all()}


def outline(record: Annotated) -> Annotated:
    """Return a record without its spans and links."""
    return msgspec.structs.replace(record, spans=(), links=())


def bare(span: Span, fragment: Fragment | None = None) -> tuple[str, int, int, str]:
    """Return what is left of a span, or of a fragment, without ids and all that is said of it."""
    whole = fragment or span.fragments[0]
    return span.label, whole.start, whole.end, whole.text


def bare_losses(made: list[Annotated]) -> dict[str, int]:
    """Return the losses of formats that keep nothing of a span but its range and label."""
    spans = [span for record in made for span in record.spans]
    counts = {
        "attributes of spans": sum(len(span.attributes) for span in spans),
        "notes of spans": sum(span.note is not None for span in spans),
        "flags of spans": sum(span.flagged for span in spans),
        "origins of spans": sum(span.origin != "manual" for span in spans),
        "times of spans": sum(span.created_at + span.updated_at != "" for span in spans),
        "ids of spans": len(spans),
        "spans of several fragments": sum(len(span.fragments) > 1 for span in spans),
    }
    return {what: number for what, number in counts.items() if number}


def flat_model(record: Annotated, losses: dict[str, int]) -> list[tuple[str, int, int, str]]:
    """Return what tags of tokens keep of a record, worked out character by character."""
    text = record.article.text
    found = []
    for span in record.spans:
        for start, end in span.ranges:
            solid = [at for at in range(start, end) if not text[at].isspace()]
            if not solid:
                losses["spans of white space only"] = losses.get("spans of white space only", 0) + 1
                continue
            if (solid[0], solid[-1] + 1) != (start, end):
                what = "spans that begin or end with white space"
                losses[what] = losses.get(what, 0) + 1
            found.append((solid[0], solid[-1] + 1, span.label))
    taken: set[int] = set()
    kept = []
    for start, end, label in sorted(found, key=lambda one: (one[0] - one[1], one[0])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((label, start, end, text[start:end]))
        else:
            losses["overlapping spans"] = losses.get("overlapping spans", 0) + 1
    return sorted(kept, key=lambda one: one[1])
