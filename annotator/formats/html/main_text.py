"""Which paragraphs of a page are its article, and what the page says of itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from annotator.formats.html.visible import Paragraph

_log = logging.getLogger(__name__)

_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\w+")
_RUN = 4
_ENOUGH = 0.6
# justext looks for the next good paragraph from each short one: the square of their number.
_MOST_PARAGRAPHS = 3_000
# Measured: what the libraries need grows faster than these do, and is some seconds here.
_MOST_ELEMENTS = 30_000
_MOST_CHARACTERS = 1_000_000
_MOST_LINES = 20_000
_MOST_SCRIPT = 300_000  # of JSON-LD, which trafilatura searches for metadata
_DEEPEST = 250
_DOUBTS = {"good": 0.55, "neargood": 0.65, "short": 0.8, "bad": 0.95}


class About(NamedTuple):
    """What a page says of itself; "" for what it does not say."""

    title: str = ""
    author: str = ""
    date: str = ""
    outlet: str = ""
    language: str = ""
    url: str = ""


def describe_page(page: Any) -> About:
    """Return what a page (lxml) says of itself; the page is not changed."""
    from copy import deepcopy

    from trafilatura.metadata import extract_metadata

    language = page.get("lang") or page.get("xml:lang") or ""
    found = None
    if is_manageable(page):
        dates = {"original_date": True, "extensive_search": False}
        try:
            found = extract_metadata(deepcopy(page), date_config=dates, extensive=False)
        except Exception:  # noqa: BLE001 – guesses of a library about any page; the text counts
            _log.debug("no metadata", exc_info=True)
    heading = page.findtext(".//title")
    title = (found.title if found else None) or heading
    return About(
        title=_line(title),
        author=_line(found.author if found else None),
        date=_line(found.date if found else None),
        outlet=_line(found.sitename if found else None),
        language=_line(language),
        url=_line(found.url if found else None),
    )


def is_manageable(page: Any) -> bool:
    """Tell whether a page (lxml) is small enough for libraries to be asked about it."""
    from lxml import etree

    elements = depth = script = 0
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        elements += 1
        if element.tag == "script" and "+json" in (element.get("type") or ""):
            script += len(element.text or "")
        if elements > _MOST_ELEMENTS or depth > _DEEPEST or script > _MOST_SCRIPT:
            return False
    return True


def _line(text: str | None) -> str:
    return " ".join((text or "").replace("\0", " ").split())


def main_words(page: Any) -> str | None:
    """Return the main text of a page (lxml) as trafilatura finds it; None: it finds none.

    The page is not changed.
    """
    from copy import deepcopy

    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            deepcopy(page), include_comments=False, include_tables=True, with_metadata=False
        )
    except Exception:  # noqa: BLE001 – the same
        _log.debug("no main text", exc_info=True)
        return None
    text = getattr(found, "text", None)
    return text or None


def doubts(page: Any, paragraphs: Sequence[Paragraph], title: str) -> list[float | None] | None:
    """Return for each paragraph how surely it is no part of the article, from 0 to 1.

    A paragraph that stands in trafilatura's main text, or is the title, belongs to the article:
    None. How sure it is of another one follows from its class by justext: links and few of the
    language's small words speak against it.

    Returns:
        a list as long as ``paragraphs``; None where the page is too large or no main text is found.

    """
    characters = sum(len(paragraph.text) for paragraph in paragraphs)
    breaks = sum(paragraph.text.count("\n") for paragraph in paragraphs)
    too_long = characters > _MOST_CHARACTERS or breaks > _MOST_LINES
    if too_long or len(paragraphs) > _MOST_PARAGRAPHS or not is_manageable(page):
        return None
    main = main_words(page)
    if main is None:
        return None
    runs, lines = _runs_and_lines(main)
    if title:
        lines.add(tuple(_words(title)))
    classes = _classes(page, paragraphs)
    return [
        None if _belongs(paragraph.text, runs, lines) else _DOUBTS.get(name, 0.8)
        for paragraph, name in zip(paragraphs, classes, strict=True)
    ]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs_and_lines(main: str) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    words = _words(main)
    runs = {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
    pieces = (piece for line in main.split("\n") for piece in (line, *line.split("|")))
    return runs, {tuple(_words(piece)) for piece in pieces}


def _belongs(text: str, runs: set[tuple[str, ...]], lines: set[tuple[str, ...]]) -> bool:
    words = _words(text)
    if not words:
        return False
    if tuple(words) in lines:
        return True
    if len(words) < _RUN:
        return False
    found = sum(tuple(words[at : at + _RUN]) in runs for at in range(len(words) - _RUN + 1))
    return found >= _ENOUGH * (len(words) - _RUN + 1)


class _Path(NamedTuple):
    dom: str
    xpath: str = ""


def _classes(page: Any, paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return justext's class of each paragraph: good, neargood, short or bad."""
    from justext.core import classify_paragraphs, revise_paragraph_classification
    from justext.paragraph import Paragraph as Classed

    classed = []
    for paragraph in paragraphs:
        one = Classed(_Path("h2" if paragraph.heading else "p"))
        one.append_text(paragraph.text)
        one.chars_count_in_links = paragraph.link_characters
        classed.append(one)
    stoplist = _stoplist(page.get("lang") or "en")
    if stoplist:
        classify_paragraphs(classed, stoplist)
    else:
        classify_paragraphs(classed, frozenset(), stopwords_low=0, stopwords_high=0)
    revise_paragraph_classification(classed)
    return [one.class_type for one in classed]


@lru_cache(maxsize=8)
def _stoplist(language: str) -> frozenset[str]:
    """Return the small words of a language, as "de-AT"; none where justext does not know it."""
    import justext

    name = _LANGUAGES.get(re.split("[-_]", language.lower())[0])
    return justext.get_stoplist(name) if name in justext.get_stoplists() else frozenset()


_LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nb": "Norwegian_Bokmal",
    "nl": "Dutch", "nn": "Norwegian_Nynorsk", "no": "Norwegian_Bokmal", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "te": "Telugu",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
}  # fmt: skip
