"""The results of one annotation in Label Studio: regions, what is said of them, relations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html.parser import HTMLParser
from typing import Any, NamedTuple

import msgspec

from annotator.annotation.records import MANUAL
from annotator.errors import InputError, OffsetError
from annotator.text import Utf16Map, normalise
from annotator.words import say

OURS = "annotator"
"""The key in a result's ``meta`` for what Label Studio has no word for; our export writes it."""

YES, NO = "yes", "no"

_VALUE_KEYS = {"textarea": "text", "ranker": "ranker"}
_HIDDEN = frozenset(("script", "style", "head", "title", "template"))

Place = tuple[int, int]


class Result(msgspec.Struct):
    """One entry of ``result``, whatever its type."""

    id: str | int | None = None
    from_name: str | None = None
    to_name: str | None = None
    type: str | None = None
    value: Any = None
    origin: str | None = None
    meta: Any = None
    score: float | None = None
    from_id: str | int | None = None
    to_id: str | int | None = None
    direction: str | None = None
    labels: list[str] | None = None


class Region(msgspec.Struct):
    """What several results say of one region.

    Attributes:
        where: its place in the file, for messages.
        ranges: as the file counts them.
        quotes: what the file says that each range covers.
        ours: what our own export keeps.

    """

    where: str
    control: str
    to_name: str
    ranges: list[Place]
    quotes: list[str | None]
    hypertext: bool = False
    labels: list[str] = msgspec.field(default_factory=list)
    attributes: dict[str, Any] = msgspec.field(default_factory=dict)
    note: str | None = None
    origin: str = MANUAL
    score: float | None = None
    ours: dict[str, Any] | None = None


class Relation(NamedTuple):
    """A relation between two regions, by their ids."""

    where: str
    source: str
    target: str
    types: list[str]
    id: str | None


class Results(msgspec.Struct):
    """The results of one annotation.

    Attributes:
        regions: by id, in the order of the file.
        relations: one for each direction.
        whole: what is said of the whole text, by the name of the control.

    """

    regions: dict[str, Region] = msgspec.field(default_factory=dict)
    relations: list[Relation] = msgspec.field(default_factory=list)
    whole: dict[str, Any] = msgspec.field(default_factory=dict)


def gather(results: Sequence[Result], where: str) -> Results:
    """Return what results say, region by region.

    Raises:
        InputError: a result has no place that can be understood.

    """
    gathered = Results()
    later: list[tuple[Result, str]] = []
    for number, result in enumerate(results):
        here = f"{where}.result[{number}]"
        if result.type == "relation" or (result.from_id is not None and result.value is None):
            gathered.relations += _relations(result, here)
            continue
        if not isinstance(result.value, dict):
            raise InputError(say("“{here}.value” is missing; expected an object", here=here))
        place = _place(result.value, here)
        if place is None:
            later.append((result, here))
            continue
        name = f"#{number}" if result.id is None else str(result.id)
        region = gathered.regions.get(name)
        if region is None:
            region = gathered.regions[name] = Region(
                where=here,
                control=result.from_name or "region",
                to_name=result.to_name or "",
                ranges=[place],
                quotes=[None],
            )
        _tell(region, result)
    for result, here in later:
        region = gathered.regions.get(str(result.id))
        if region is not None:
            _tell(region, result)
        elif result.type and not result.type.endswith("labels"):
            gathered.whole[result.from_name or result.type] = _plain(result)
        else:
            raise InputError(say("“{here}.value”: expected “start” and “end”", here=here))
    return _joined(gathered)


def _tell(region: Region, result: Result) -> None:
    """Add to a region what a result says of it."""
    value, kind = result.value, result.type or "labels"
    labels = value.get(kind, value.get("labels")) if kind.endswith("labels") else None
    if kind.endswith("labels"):
        given = [labels] if isinstance(labels, str) else labels or []
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            raise InputError(
                say(
                    "“{where}.value.{kind}”: expected a list of texts",
                    where=region.where,
                    kind=kind,
                )
            )
        region.labels += [one for one in given if one not in region.labels]
        region.control = result.from_name or region.control
        region.hypertext = region.hypertext or kind.startswith("hypertext")
    else:
        region.attributes[result.from_name or kind] = _plain(result)
    quote = value.get("text")
    if isinstance(quote, str) and kind != "textarea" and region.quotes[0] is None:
        region.quotes[0] = quote
    if result.origin:
        region.origin = result.origin
    if result.score is not None:
        region.score = result.score
    if isinstance(result.meta, dict):
        note = result.meta.get("text")
        if isinstance(note, list):
            note = "\n".join(one for one in note if isinstance(one, str))
        if isinstance(note, str) and note:
            region.note = note
        if isinstance(result.meta.get(OURS), dict):
            region.ours = result.meta[OURS]


def _place(value: dict[str, Any], where: str) -> Place | None:
    offsets = value.get("globalOffsets")
    start, end = value.get("start"), value.get("end")
    if offsets is None and type(start) is int and type(end) is int:
        return start, end  # as nearly all are
    source = offsets if isinstance(offsets, dict) else value
    start, end = _whole(source.get("start")), _whole(source.get("end"))
    if start is not None and end is not None:
        return start, end
    if value.get("start") is None and value.get("end") is None:
        return None
    if isinstance(value.get("start"), str):
        raise InputError(
            say(
                "“{where}.value” says its place by XPath only; expected “globalOffsets” beside it",
                where=where,
            )
        )
    raise InputError(
        say("“{where}.value”: expected “start” and “end” as whole numbers", where=where)
    )


def _whole(value: Any) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    digits = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10
    return int(value) if digits else None


def _plain(result: Result) -> Any:
    """Return what a control holds: its one value, or the list of them."""
    value, kind = result.value, result.type or ""
    held = value.get(_VALUE_KEYS.get(kind, kind))
    if held is None:
        places = ("start", "end", "startOffset", "endOffset", "globalOffsets")
        held = {key: one for key, one in value.items() if key not in places}
    return held[0] if isinstance(held, list) and len(held) == 1 else held


def _relations(result: Result, where: str) -> list[Relation]:
    if result.from_id is None or result.to_id is None:
        raise InputError(say("{where}: expected “from_id” and “to_id”", where=where))
    source, target = str(result.from_id), str(result.to_id)
    types = [one for one in result.labels or () if one] or ["relation"]
    ours = result.meta.get(OURS) if isinstance(result.meta, dict) else None
    name = ours.get("id") if isinstance(ours, dict) else None
    given = name if isinstance(name, str) and name else None
    there = Relation(where, source, target, types, given)
    back = Relation(where, target, source, types, None)
    return {"left": [back._replace(id=given)], "bi": [there, back]}.get(
        result.direction or "", [there]
    )


def _joined(gathered: Results) -> Results:
    """Return the same with the fragments of our own export joined to spans again."""
    alone: dict[str, Region] = {}
    for name, region in gathered.regions.items():
        if region.ours is None:
            alone[name] = region
            continue
        first = alone.get(str(region.ours.get("fragment_of", "")))
        if first is None:
            alone[name] = region
            continue
        first.ranges += region.ranges
        first.quotes += region.quotes
    for region in alone.values():
        if len(region.ranges) > 1:
            pairs = sorted(zip(region.ranges, region.quotes, strict=True), key=lambda one: one[0])
            region.ranges = [place for place, _ in pairs]
            region.quotes = [quote for _, quote in pairs]
    gathered.regions = alone
    return gathered


class Settled(NamedTuple):
    """A region's ranges in code points of the text in the file.

    ``quote`` is what they should cover where they do not; None where all is well.
    """

    ranges: list[Place]
    quote: str | None


def settle(text: str, regions: Iterable[Region]) -> list[Settled]:
    r"""Return the ranges of regions in code points of ``text``.

    Label Studio counts code points since the end of 2021, before that it counted UTF-16 units,
    and where it shows a text itself it counts ``\r\n`` once. The covered text tells which.
    """
    found = list(regions)
    if all(_fits(text, region.ranges, region.quotes, str.__eq__) for region in found):
        return [Settled(region.ranges, None) for region in found]  # as nearly all are
    readings = _readings(text)
    fitting: list[dict[str, list[Place]]] = []
    for region in found:
        fits: dict[str, list[Place]] = {}
        for same in (str.__eq__, _alike):
            for unit, reading in readings.items():
                ranges = reading(region.ranges)
                if ranges is not None and _fits(text, ranges, region.quotes, same):
                    fits[unit] = ranges
            if fits:
                break
        fitting.append(fits)
    sure = {next(iter(fits)) for fits in fitting if len(fits) == 1}
    first = next((unit for unit in readings if unit in sure), next(iter(readings)))
    settled = []
    for region, fits in zip(found, fitting, strict=True):
        if fits:
            settled.append(Settled(fits.get(first) or next(iter(fits.values())), None))
        else:
            quotes = [quote.replace("\\n", "\n") for quote in region.quotes if quote is not None]
            whole = len(quotes) == len(region.quotes)
            settled.append(Settled(region.ranges, " ".join(quotes) if whole else None))
    return settled


def all_fit(text: str, regions: Iterable[Region]) -> bool:
    """Tell whether every region's ranges cover in ``text`` what the file says."""
    found = list(regions)
    inside = all(end <= len(text) for region in found for _, end in region.ranges)
    return inside and all(one.quote is None for one in settle(text, found))


Reading = Callable[[list[Place]], list[Place] | None]


def _readings(text: str) -> dict[str, Reading]:
    readings: dict[str, Reading] = {"codepoint": lambda ranges: ranges}
    if not text.isascii() and max(text) > "\uffff":
        readings["utf16"] = _reading(Utf16Map(text).to_codepoint)
    if "\r\n" in text:
        readings["lf"] = _reading(normalise(text, drop_bom=False).to_raw)
    return readings


def _reading(to_text: Callable[[int], int]) -> Reading:
    def read(ranges: list[Place]) -> list[Place] | None:
        try:
            return [(to_text(start), to_text(end)) for start, end in ranges]
        except OffsetError:
            return None

    return read


def _fits(
    text: str, ranges: list[Place], quotes: list[str | None], same: Callable[[str, str], bool]
) -> bool:
    for (start, end), quote in zip(ranges, quotes, strict=True):
        if not 0 <= start < end <= len(text):
            return False
        if quote is not None and not same(quote, text[start:end]):
            return False
    return True


def _alike(quote: str, covered: str) -> bool:
    r"""Tell whether they differ in white space only; Label Studio writes ``\n`` as two signs."""
    return quote.replace("\\n", "\n").split() == covered.replace("\\n", "\n").split()


def visible_text(html: str) -> str:
    """Return the text of a page as Label Studio's HyperText counts it: ``<br>`` is one character.

    Raises:
        InputError: the page is too broken to be read.

    """
    parser = _Visible()
    try:
        parser.feed(html)
        parser.close()
    except AssertionError:  # the standard library's answer to some broken declarations
        raise InputError(say("the HTML of the text cannot be read")) from None
    return "".join(parser.parts)


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "body":
            self.parts.clear()
            self._hidden.clear()
        elif tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag == "br" and not self._hidden:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)
