"""Which paragraphs of a page are its article, and what the page says of itself."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from annotator.formats.html.visible import Paragraph

_log = logging.getLogger(__name__)

_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\w+")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""What hides in words and is not seen: soft hyphens, characters without width."""

_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 3, 300
_MOST_WORDS, _ENOUGH_WORDS = 0.8, 0.5
_BY = re.compile(
    r"^\s*(?:(?:(?:written|reported|words|story|text) )?by\s+|(?:von|par|por|di|av|door)\s+"
    r"|(?:text|texte|autor|autorin|author|by|von)\s*:\s*)",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"^\s*(?:fotos?|photos?|photography|bild(?:er)?|grafik|illustration|video)(?:\s*:|\s+by\b|\s+von\b)",
    re.IGNORECASE,
)
"""Who made a picture is no author of the text."""

_BEHIND = re.compile(r"(?:\s*\([^()]*\)|\s+in\s+[A-Z]\w+(?:[ -][A-Z]\w+)*|\s*/\s*\w+)+$")
"""What stands behind a name: the agency, the place."""

_BETWEEN_NAMES = re.compile(
    r"\s*(?:[;|]|,(?!\s*(?:jr|sr)\b)|\s(?:and|und|et|y|e|og|och|en)\s)\s*", re.IGNORECASE
)
_NOBODIES = frozenset((
    "admin", "administrator", "editor", "editors", "staff", "redaktion", "redaktionen", "redactie",
    "redacción", "redazione", "rédaction", "la rédaction", "redakcja", "webmaster", "guest", "team",
    "anonymous", "unknown", "user", "author", "autor", "news", "online", "newsroom", "reuters",
    "afp", "dpa", "ap", "apa", "efe", "ansa", "tass", "xinhua", "pa media", "sda", "ots", "kna",
    "epd", "associated press", "the associated press", "agence france-presse", "press association",
))  # fmt: skip
_NOBODYS_WORDS = frozenset((
    "admin", "redaktion", "redazione", "redacción", "newsdesk", "newsroom", "staff", "desk", "team",
    "editorial", "agencies", "agenturen", "correspondents", "webteam", "onlineredaktion",
    "correspondent", "korrespondent", "korrespondentin", "korrespondenten", "reporter", "reporters",
    "author", "autor", "autorin", "sponsored", "contributor", "contributors", "presse-agentur",
    "agency", "agentur", "online", "wp-admin",
))  # fmt: skip
_TEXTS = ("good", "neargood")
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
    outlet = _line(found.sitename if found else None)
    return About(
        title=_line(title),
        author=people(_line(found.author if found else None), outlet),
        date=_line(found.date if found else None),
        outlet=outlet,
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


def headline_of(paragraphs: Sequence[Paragraph], title: str) -> int | None:
    """Return which paragraph is the article's headline, None where none is.

    It is a heading with which the page's title begins or ends (titles have the outlet's name
    beside it), or one that shares most of its words with it; of several the nearest to the title.
    """
    words = _words(title)
    if not words:
        return None
    best, best_score = None, 0.0
    for number, paragraph in enumerate(paragraphs):
        if not paragraph.heading:
            continue
        own = _words(paragraph.text)
        if (
            len(own) < min(_SHORTEST_HEADLINE, len(words))
            or len(paragraph.text) > _LONGEST_HEADLINE
        ):
            continue
        if own in (words[: len(own)], words[len(words) - len(own) :]):
            score = 1.0 + len(own) / len(words)
        else:
            common = sum((Counter(own) & Counter(words)).values())
            score = common / max(len(own), len(words))
            if common < _MOST_WORDS * len(own) or score < _ENOUGH_WORDS:
                continue
        if score > best_score:
            best, best_score = number, score
    return best


def people(author: str, outlet: str = "") -> str:
    """Return the people among whom a page names as its authors; "" where there are none.

    Desks, accounts, agencies, addresses and the outlet itself are none.
    """
    found: dict[str, None] = {}
    for one in _BETWEEN_NAMES.split(_BY.sub("", author)):
        if _PICTURED.match(one):
            continue
        name = _BEHIND.sub("", _BY.sub("", one)).strip(" .|-–—")
        words = name.split()
        half = len(words) // 2
        if len(words) > 3 and words[:half] == words[half:]:  # some pages say it twice
            name = " ".join(words[:half])
        plain = name.casefold()
        letters = sum(character.isalpha() for character in name)
        if letters < 2 or any(sign in name for sign in "@/0123456789_"):
            continue
        if (
            plain == outlet.casefold()
            or plain in _NOBODIES
            or plain == "root"
            or plain.split()[-1].endswith("redaktion")
            or not _NOBODYS_WORDS.isdisjoint(plain.split())
        ):
            continue
        found[name] = None
    return "; ".join(found)


def doubts(
    page: Any, paragraphs: Sequence[Paragraph], title: str, headline: int | None = None
) -> list[float | None] | None:
    """Return for each paragraph how surely it is no part of the article, from 0 to 1.

    A paragraph that stands in trafilatura's main text, or is the title, belongs to the article:
    None. How sure it is of another one follows from its class by justext: links and few of the
    language's small words speak against it. The headline belongs to it, too, and so do leads
    between it and the body that justext takes for text. Where trafilatura finds nothing, justext
    alone judges, if it finds anything.

    Args:
        page: the page (lxml).
        paragraphs: its visible ones.
        title: what the page is called.
        headline: which paragraph is the article's headline.

    Returns:
        a list as long as ``paragraphs``; None where the page is too large or no main text is found.

    """
    characters = sum(len(paragraph.text) for paragraph in paragraphs)
    breaks = sum(paragraph.text.count("\n") for paragraph in paragraphs)
    too_long = characters > _MOST_CHARACTERS or breaks > _MOST_LINES
    if too_long or len(paragraphs) > _MOST_PARAGRAPHS or not is_manageable(page):
        return None
    main = main_words(page)
    classes, alone = _classes(page, paragraphs)
    if main is None:
        if "good" not in classes:
            return None
        kept = [name in _TEXTS for name in classes]
    else:
        runs, lines = _runs_and_lines(main)
        if title:
            lines.add(tuple(_words(title)))
        kept = [_belongs(paragraph.text, runs, lines) for paragraph in paragraphs]
    if headline is not None:
        kept[headline] = True
        body = next((at for at in range(headline + 1, len(kept)) if kept[at]), headline)
        for at in range(headline + 1, body):
            kept[at] = alone[at] in _TEXTS and not paragraphs[at].heading
    return [
        None if known else _DOUBTS.get(name, 0.8) for known, name in zip(kept, classes, strict=True)
    ]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.translate(_UNSEEN).casefold())


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


def _classes(page: Any, paragraphs: Sequence[Paragraph]) -> tuple[list[str], list[str]]:
    """Return justext's class of each paragraph: good, neargood, short or bad.

    Returns:
        the classes with regard to the neighbours, and those of each paragraph by itself.

    """
    from justext.core import classify_paragraphs, revise_paragraph_classification
    from justext.paragraph import Paragraph as Classed

    classed = []
    for paragraph in paragraphs:
        one = Classed(_Path("h2" if paragraph.heading else "p"))
        one.append_text(paragraph.text.translate(_UNSEEN))
        one.chars_count_in_links = paragraph.link_characters
        classed.append(one)
    stoplist = _stoplist(page.get("lang") or "en")
    if stoplist:
        classify_paragraphs(classed, stoplist)
    else:
        classify_paragraphs(classed, frozenset(), stopwords_low=0, stopwords_high=0)
    revise_paragraph_classification(classed)
    return [one.class_type for one in classed], [one.cf_class for one in classed]


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
