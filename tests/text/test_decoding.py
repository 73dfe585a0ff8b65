"""Which encoding bytes are in."""

import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.errors import InputError
from annotator.text import Decoded, decode, normalise
from tests.strategies import messy_text

WESTERN = "She said: “It’s over” – the café closed at 9."
JAPANESE = "市長は火曜日に記者会見を開き、新しい図書館の計画を発表した。"
RUSSIAN = "Мэр сообщил во вторник, что новая библиотека откроется осенью."
CHINESE = "市长星期二宣布新图书馆将在秋天开放。"
ITALIAN = "Perché la città è così? Il sindaco però non può né vuole rispondere."
POLISH = (
    "Burmistrz ogłosił we wtorek, że nowa biblioteka zostanie otwarta jesienią. "
    "Żadne rozwiązanie nie jest wykluczone, a wstęp będzie wolny."
)


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (WESTERN, "cp1252", "windows-1252"),
        ("It’s a deal", "cp1252", "windows-1252"),
        ("A café", "cp1252", "windows-1252"),
        ("Le maire a été élu – où est la clé ?", "cp1252", "windows-1252"),
        ("Die Bürger müssen größere Beiträge zahlen.", "cp1252", "windows-1252"),
        ("à la", "cp1252", "windows-1252"),
        (ITALIAN, "cp1252", "windows-1252"),
        ("It cost €5 or £4.", "cp1252", "windows-1252"),
        (WESTERN * 50, "cp1252", "windows-1252"),
        (JAPANESE, "shift_jis", "cp932"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "cp1251", "cp1251"),
        (CHINESE, "gbk", "gb18030"),
        (POLISH, "cp1250", "cp1250"),
        (CHINESE, "utf-16-be", "utf-16-be"),
        (CHINESE, "utf-16-le", "utf-16-le"),
        (RUSSIAN, "cp866", "cp866"),
        (RUSSIAN, "mac-cyrillic", "mac-cyrillic"),
        (JAPANESE, "iso2022_jp", "iso2022-jp"),
        (CHINESE, "hz", "hz"),
    ],
)
def test_legacy_encodings_are_guessed(text: str, encoding: str, expected: str) -> None:
    """A sentence is enough, and short Western text is not taken for something exotic."""
    assert decode(text.encode(encoding)) == Decoded(text, expected, guessed=True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("text", ["Plain news.\r\n", WESTERN, "a", "\ufeffa" + WESTERN, "😀 here"])
def test_unicode_with_and_without_mark(encoding: str, marked: bool, text: str) -> None:
    """UTF-8, UTF-16 and UTF-32 are certain; one mark goes and a second one is text."""
    if not marked:
        text = text.removeprefix("\ufeff")
    data = (("\ufeff" if marked else "") + text).encode(encoding)
    assert decode(data) == Decoded(text, encoding)
    assert decode(data, encoding) == Decoded(text, encoding)
    assert normalise(decode(data).text).text == text.replace("\r\n", "\n")


def test_empty_files() -> None:
    """An empty file is an empty text, with or without a mark."""
    assert decode(b"") == Decoded("", "utf-8")
    assert decode(codecs.BOM_UTF8) == Decoded("", "utf-8")
    assert decode(codecs.BOM_UTF16_LE) == Decoded("", "utf-16-le")


def test_utf8_with_a_stray_nul_stays_utf8() -> None:
    """A few NULs do not make UTF-16; they are kept, for the check of what can be stored."""
    assert decode(b"one\0two three four five") == Decoded("one\0two three four five", "utf-8")


@given(st.binary())
def test_any_bytes_become_text(data: bytes) -> None:
    """Nothing crashes, and the encoding found gives the same text again."""
    assume(not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")))
    decoded = decode(data)
    assert decode(data, decoded.encoding).text == decoded.text


@given(messy_text())
def test_utf8_round_trip(text: str) -> None:
    """What is written as UTF-8 comes back, except that one leading U+FEFF is a mark."""
    assert decode(text.encode(), "utf-8").text == text.removeprefix("\ufeff")
    assert decode(b"\xef\xbb\xbf" + text.encode()).text == text


@given(st.binary())
def test_western_takes_every_byte(data: bytes) -> None:
    """Each byte is one character, the five undefined ones too."""
    text = decode(data, "windows-1252").text
    assert len(text) == len(data)
    assert bytes(ord(c) if ord(c) < 256 else c.encode("cp1252")[0] for c in text) == data


def test_marks_and_nuls_that_are_not_what_they_seem() -> None:
    """A UTF-16 file may begin with a NUL after its mark, and an odd number of bytes is not wide."""
    assert decode(b"\xff\xfe\0\0a\0") == Decoded("\0a", "utf-16-le")
    assert decode(b"a\0b") == Decoded("a\0b", "utf-8")


def test_forced_encoding_wins() -> None:
    """A forced encoding is used even against a valid other one."""
    assert decode("é".encode(), "cp1252").text == "Ã©"
    assert decode("é".encode(), "latin-1") == Decoded("Ã©", "iso8859-1")
    assert decode("a".encode("utf-16"), "utf-16").text == "a"
    assert decode(codecs.BOM_UTF16_BE + "a".encode("utf-16-be"), "UTF16").text == "a"
    assert decode(b"a", "utf-8-sig") == Decoded("a", "utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "no-such",
        "rot13",
        "base64",
        "hex",
        "idna",
        "undefined",
        "unicode_escape",
        "a\0b",
        "é",
        "x" * 999,
    ],
)
def test_unknown_encodings_are_named(name: str) -> None:
    """A name that is no text encoding is the user's mistake, and is said."""
    with pytest.raises(InputError, match="unknown encoding"):
        decode(b"abc", name)


@pytest.mark.parametrize(
    ("data", "encoding", "offset"),
    [
        (b"abc\xff", "utf-8", 3),
        (b"ab\xe9", "ascii", 2),
        (b"a\0b", "utf-16-le", 2),
        (b"\xef\xbb\xbfabc\xff", None, 6),
        (b"\xff\xfea\0b", None, 4),
        (b"\x82", "shift_jis", 0),
    ],
)
def test_bytes_that_do_not_fit_are_placed(data: bytes, encoding: str | None, offset: int) -> None:
    """The reason says at which byte, counted from the start of the file."""
    with pytest.raises(InputError, match=f"^byte {offset} "):
        decode(data, encoding)


def test_declared_encodings() -> None:
    """A declaration counts after UTF-8, if it is known and fits."""
    data = "Řeka".encode("iso8859-2")
    assert decode(data, declared="iso-8859-2") == Decoded("Řeka", "iso8859-2")
    assert decode("é".encode(), declared="iso-8859-2").text == "é"
    assert decode(b"\x93a\x94", declared="ISO-8859-1") == Decoded("“a”", "windows-1252")
    assert decode(b"caf\xe9", declared="no-such").text == "café"
    assert decode(b"caf\xe9", declared="shift_jis").text == "café"


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (
            "Burmistrz powiedział, że nowy port otworzą w przyszłym roku, źle.",
            "iso8859-2",
            "iso8859-2",
        ),
        (
            "Le maire a déclaré mardi que l’année a été très chère, a-t-il dit.",
            "mac-roman",
            "mac-roman",
        ),
        ("新的港口将于明年开放。“我们准备好了，”他说。", "utf-16-le", "utf-16-le"),
        ("港口的费用过高，反对者认为。", "utf-16-be", "utf-16-be"),
    ],
)
def test_what_is_found_is_taken_where_it_fits(text: str, encoding: str, name: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.guessed) == (text, name, True)


def test_a_wrong_byte_in_utf8_is_one_place() -> None:
    data = "Die Möwen über der Brücke hören früh Geräusche".encode() + b"\x96."
    decoded = decode(data)
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 1)
    assert decoded.text.endswith("Geräusche�.")


@pytest.mark.parametrize("text", ["a ~{ b ~} c", "\x1b$ is an escape", "\x1b$B\x1b(B"])
def test_escapes_that_lead_to_no_sign_are_characters(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8")
