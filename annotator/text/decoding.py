"""Bytes to text: which encoding a file is in, and its characters."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from annotator.errors import InputError
from annotator.words import Message, say

_BOM = "\ufeff"
_BOMS = (
    # The one of UTF-32 little-endian begins with that of UTF-16.
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WESTERN = "windows-1252"
_NOT_TEXT = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}
_UNDEFINED_IN_WESTERN = {0xDC00 + byte: byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
# On the web these names have always meant windows-1252; a declaration is taken the same way.
_DECLARED_WESTERN = {"ascii", "iso8859-1", "cp1252"}
# Confidences of chardet 7, measured: right guesses for a sentence in another script are 0.15 and
# up; wrong ones for windows-1252 reach 0.45 on two words, but stay under 0.2 on whole sentences.
_SURE_OTHER_SCRIPT = 0.14
_SURE_LATIN_SCRIPT = 0.2
_SURE_ENOUGH = 0.1
_REPLACED = re.compile("\ufffd")
_TIMES_DECLARED, _TIMES_UNSAID = 2, 6
_SENTENCE_BYTES = 60
# What a C1 control in an ISO encoding shows it to be.
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "iso8859-2": "cp1250",
    "iso8859-5": "cp1251",
    "iso8859-7": "cp1253",
    "iso8859-8": "cp1255",
    "iso8859-9": "cp1254",
    "iso8859-13": "cp1257",
}
_INSIDE_WORDS = re.compile(r"(?<=[a-z])[^\x00-\x7f](?=[a-z])")
_EAST_ASIAN = re.compile(
    "[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef\u2010-\u2030 \n\r0-9A-Za-z]"
)
_EAST_ASIAN_BEYOND = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_SURELY_EAST_ASIAN = 8
_EAST_ASIAN_STOPS = re.compile("[\u3001\u3002\uff0c\uff01\uff1f]|[\uac00-\ud7a3] [\uac00-\ud7a3]")
_NEARLY_ALL = 0.95


class Decoded(NamedTuple):
    """A text and how it was read.

    Attributes:
        text: all characters, without the byte order mark; newlines as they came.
        encoding: a name that, forced on the same bytes, gives the same text.
        guessed: whether nothing in the bytes settles the encoding, so that it is a good guess.
        replaced: how many places do not fit the encoding and stand as U+FFFD; strictly it does
            not fit the bytes then.

    """

    text: str
    encoding: str
    guessed: bool = False
    replaced: int = 0


def decode(data: bytes, encoding: str | None = None, *, declared: str | None = None) -> Decoded:
    """Return the text in ``data``.

    The first of these that applies: the forced encoding; a byte order mark (UTF-8, UTF-16,
    UTF-32); UTF-16 or UTF-32 without one, if the NUL bytes show it clearly; an East Asian encoding
    of seven bits, if its escapes show it; strict UTF-8; UTF-8
    in which few bytes are wrong, where nothing else is declared; the
    declared encoding, if it is known and fits; what chardet finds, if it is sure enough;
    windows-1252, in which the five undefined bytes become the control characters of the same
    number, so that it takes any bytes.

    The byte order mark is dropped here and only here: exactly one, also under a forced
    encoding. A second U+FEFF belongs to the text, so ``normalise`` leaves it alone.

    Args:
        data: the whole file.
        encoding: forced by the user; nothing else is tried.
        declared: what the file or its server says, such as the charset of a web page.

    Raises:
        InputError: the forced encoding is unknown or does not fit, or the bytes after a byte
            order mark are not in its encoding. The reason names the byte's offset, from 0.

    """
    if encoding is not None:
        return _decode_forced(data, encoding)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data, name)
    wide = _wide_by_nuls(data)
    if wide is not None:
        return wide
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return _by_escapes(data) or Decoded(text, "utf-8")
    return (
        _nearly_utf8(data, declared)
        or _by_declaration(data, declared)
        or _by_chardet(data)
        or _western(data)
    )


def _decode_forced(data: bytes, encoding: str) -> Decoded:
    name = _codec_name(encoding)
    if name is None:
        raise InputError(
            say(
                "unknown encoding {encoding}; expected a name such as utf-8",
                encoding=repr(encoding),
            )
        )
    if name in {"utf-16", "utf-32"}:
        mark_be = codecs.BOM_UTF16_BE if name == "utf-16" else codecs.BOM_UTF32_BE
        name += "-be" if data.startswith(mark_be) else "-le"
    if name == "cp1252":
        return _western(data)._replace(guessed=False)
    return Decoded(
        _decode_strictly(data, name, say("the encoding {encoding}", encoding=encoding)), name
    )


def _decode_marked(data: bytes, name: str) -> Decoded:
    if name == "utf-32-le" and not _fits(data, name):
        name = "utf-16-le"
    return Decoded(
        _decode_strictly(
            data, name, say("{encoding}, which its byte order mark says", encoding=name)
        ),
        name,
    )


def _decode_strictly(data: bytes, name: str, said: Message) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        at = error.start
        if at >= len(data):
            reason = say("byte {number} does not fit {encoding}", number=at, encoding=said)
        else:
            byte = f"0x{data[at]:02X}"
            reason = say(
                "byte {number} ({byte}) does not fit {encoding}",
                number=at,
                byte=byte,
                encoding=said,
            )
        raise InputError(reason) from None
    except (UnicodeError, LookupError) as error:
        raise InputError(
            say("the bytes do not fit {encoding}: {why}", encoding=said, why=str(error))
        ) from None
    return text.removeprefix(_BOM) if name.startswith("utf-") else text


def _codec_name(encoding: str) -> str | None:
    """Return Python's name of a text encoding, with hyphens; None if there is none."""
    try:
        name = codecs.lookup(encoding).name.replace("_", "-")
        b"a".decode(name)
    except UnicodeError:
        pass
    except (LookupError, ValueError):
        return None
    if name in _NOT_TEXT:
        return None
    return "utf-8" if name == "utf-8-sig" else name


def _fits(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except (UnicodeError, LookupError):
        return False
    return True


def _wide_by_nuls(data: bytes) -> Decoded | None:
    """Read UTF-32 or UTF-16 without a byte order mark, if the places of the NULs say so."""
    if b"\0" not in data:
        return None
    for name in ("utf-32-le", "utf-32-be"):
        if len(data) % 4 == 0 and _fits(data, name) and "\0" not in (text := data.decode(name)):
            return Decoded(text, name)
    if len(data) % 2:
        return None
    even, odd = data[0::2].count(0), data[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    # One character in ten is Latin, and few have a low byte of zero.
    if max(even, odd) * 20 < len(data) or min(even, odd) * 4 > max(even, odd):
        return None
    if not _fits(data, name) or "\0" in (text := data.decode(name)):
        return None
    return Decoded(text, name)


def _by_escapes(data: bytes) -> Decoded | None:
    """Read an East Asian encoding of seven bits, told by how it goes over to its signs and back."""
    names: tuple[str, ...] = ()
    if b"\x1b$" in data:
        names = ("iso2022-kr",) if b"\x1b$)C" in data else ("iso2022-jp", "iso2022-jp-2")
    elif b"~{" in data and data.count(b"~{") == data.count(b"~}"):
        names = ("hz",)
    for name in names:
        if data.isascii() and _fits(data, name):
            text = data.decode(name)
            found = len(_EAST_ASIAN_BEYOND.findall(text))
            if found >= _SURELY_EAST_ASIAN and 2 * found > len(text):
                return Decoded(text, name, guessed=True)
    return None


def _nearly_utf8(data: bytes, declared: str | None) -> Decoded | None:
    """Read UTF-8 in which a few bytes are wrong: far more characters fit than places do not.

    Each wrong place becomes U+FFFD, as browsers show it.
    """
    said = _codec_name(declared) if declared else None
    if said not in (None, "utf-8"):
        return None
    text = data.decode("utf-8", "replace")
    replaced = len(_REPLACED.findall(text)) - data.count(b"\xef\xbf\xbd")
    beyond = sum(one > "\x7f" for one in text) - text.count("\ufffd")
    enough = beyond >= (_TIMES_DECLARED if said else _TIMES_UNSAID) * replaced
    return Decoded(text, "utf-8", guessed=not said, replaced=replaced) if enough else None


def _by_declaration(data: bytes, declared: str | None) -> Decoded | None:
    name = _codec_name(declared) if declared else None
    if name is None:
        return None
    if name in _DECLARED_WESTERN:
        return _western(data)._replace(guessed=False)
    if not _fits(data, name):
        return None
    return _decode_forced(data, name)


def _by_chardet(data: bytes) -> Decoded | None:
    """Read with what chardet finds, if the text is not better taken for Western.

    A text in another script consists of high bytes, and a low confidence will do. Where most
    bytes are ASCII a few high ones are most likely curly quotes, dashes and accents of
    windows-1252, unless there is a whole sentence and chardet is surer.
    """
    import chardet  # here, for most texts are read without it
    from chardet.enums import EncodingEra

    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    mostly = 2 * high > len(data)  # in another script: no few curly quotes that DOS would explain
    era = EncodingEra.MODERN_WEB | EncodingEra.LEGACY_ISO | EncodingEra.LEGACY_MAC
    if mostly:
        era |= EncodingEra.DOS
    found = chardet.detect(data, encoding_era=era, prefer_superset=False)
    name = _codec_name(found["encoding"] or "")
    if name is None or found["confidence"] is None:
        return _wide_by_script(data)
    if name.startswith(("utf-16", "utf-32")):
        return _wide_by_variety(data)
    if name in _SUPERSETS and any(0x80 <= byte < 0xA0 for byte in data):
        name = _SUPERSETS[name]  # no text has C1 controls
    if name in ("cp1252", "iso8859-1", "iso8859-15"):
        return None
    if name.startswith("mac") and not mostly:
        sure = found["confidence"] >= _SURE_OTHER_SCRIPT and _breaks_words(data)
    elif mostly:
        sure = found["confidence"] >= _SURE_OTHER_SCRIPT
    else:
        sure = found["confidence"] >= _SURE_LATIN_SCRIPT and len(data) >= _SENTENCE_BYTES
        sure = sure or (found["confidence"] >= _SURE_ENOUGH and _breaks_words(data))
    if not sure or not _fits(data, name):
        return None
    return _decode_forced(data, name)._replace(guessed=True)


def _breaks_words(data: bytes) -> bool:
    """Tell whether most high bytes inside words would be signs or capitals in windows-1252.

    A curly apostrophe stands there, too: it does not count.
    """
    text = data.decode("cp1252", "replace").replace("\u2019", "'")
    inside = _INSIDE_WORDS.findall(text)
    odd = sum(not one.isalpha() or one.isupper() for one in inside)
    return bool(odd * 2 > len(inside))


def _wide_by_variety(data: bytes) -> Decoded | None:
    """Read UTF-16 without Latin characters: the high byte is the one that varies less."""
    if len(data) % 2 or data.count(b" ") * 20 > len(data):
        return None
    little = len(set(data[1::2])) < len(set(data[0::2]))
    name = "utf-16-le" if little else "utf-16-be"
    return Decoded(data.decode(name), name, guessed=True) if _fits(data, name) else None


def _wide_by_script(data: bytes) -> Decoded | None:
    """Read UTF-16 without a mark where nearly all of it is East Asian script with its full stops.

    Bytes of another encoding that are read so are signs of everywhere.
    """
    if len(data) % 2:
        return None
    for name in ("utf-16-le", "utf-16-be"):
        if not _fits(data, name):
            continue
        text = data.decode(name)
        asian = len(_EAST_ASIAN.findall(text))
        if asian >= _NEARLY_ALL * len(text) and _EAST_ASIAN_STOPS.search(text):
            return Decoded(text, name, guessed=True)
    return None


def _western(data: bytes) -> Decoded:
    text = data.decode("cp1252", "surrogateescape")
    if any(byte - 0xDC00 in data for byte in _UNDEFINED_IN_WESTERN):
        text = text.translate(_UNDEFINED_IN_WESTERN)
    return Decoded(text, WESTERN, guessed=True)
