"""Files that are no text whatever they are called, told by their first bytes."""

from __future__ import annotations

from annotator.errors import InputError
from annotator.words import Message, say

_SIGNS: tuple[tuple[bytes, Message], ...] = (
    (b"%PDF-", say("a PDF")),
    (b"{\\rtf", say("an RTF document")),
    (b"\x89PNG\r\n\x1a\n", say("a picture (PNG)")),
    (b"\xff\xd8\xff", say("a picture (JPEG)")),
    (b"GIF87a", say("a picture (GIF)")),
    (b"GIF89a", say("a picture (GIF)")),
    (b"II*\0", say("a picture (TIFF)")),
    (b"MM\0*", say("a picture (TIFF)")),
    (b"PK\x03\x04", say("a zip archive, or a document that is one")),
    (b"PK\x05\x06", say("an empty zip archive")),
    (b"\x1f\x8b\x08", say("a compressed file (gzip)")),
    (b"7z\xbc\xaf\x27\x1c", say("an archive (7z)")),
    (b"Rar!\x1a\x07", say("an archive (RAR)")),
    (b"BZh", say("a compressed file (bzip2)")),
    (b"\xfd7zXZ\0", say("a compressed file (xz)")),
    (b"(\xb5/\xfd", say("a compressed file (Zstandard)")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", say("a document of an older Office (.doc, .xls, .ppt)")),
    (b"SQLite format 3\0", say("a SQLite database")),
    (b"PAR1", say("a Parquet table")),
    (b"OggS", say("a sound or a film (Ogg)")),
    (b"ID3", say("a sound (MP3)")),
    (b"\x7fELF", say("a program")),
    (b"MZ\x90\0", say("a program")),
    (b"\xca\xfe\xba\xbe", say("a program")),
    (b"\0asm", say("a program")),
    (b"%!PS", say("a PostScript document")),
    (b"\xc5\xd0\xd3\xc6", say("a PostScript document")),
    (b"8BPS\0\1", say("a picture (Photoshop)")),
    (b"AT&TFORM", say("a scanned document (DjVu)")),
    (b"fLaC", say("a sound (FLAC)")),
    (b"\x1a\x45\xdf\xa3", say("a film (Matroska)")),
    (b"\x04\x22\x4d\x18", say("a compressed file (LZ4)")),
)
_LATE_SIGNS = (b"%PDF-", b"{\\rtf1")
"""Signs that may stand behind a byte order mark and white space; readers of PDF look so far."""
_RIFF = {b"WEBP": say("a picture (WebP)"), b"WAVE": say("a sound (WAV)"), b"AVI ": say("a film")}
_BITMAP_BYTES = 26
_SIGNS_AT_BZ = b"1AY&SY"


def kind_of(head: bytes) -> Message | None:
    """Return what a file is that begins so and is no text; None where nothing says so."""
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return say("a film or a picture (MP4, HEIF)")
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0" and len(head) >= _BITMAP_BYTES:
        return say("a picture (BMP)")
    if head[:2] in (b"\xff\xfb", b"\xff\xf3") and b"\0" in head:
        return say("a sound (MP3)")
    late = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\0")
    if late != head and late.startswith(_LATE_SIGNS):
        return kind_of(late)
    if head[257:262] == b"ustar":
        return say("an archive (tar)")
    for sign, kind in _SIGNS:
        if head.startswith(sign):
            if sign == b"BZh" and head[4:10] != _SIGNS_AT_BZ:
                continue
            if sign == b"ID3" and head[3:4] not in (b"\2", b"\3", b"\4"):
                continue
            return kind
    return None


def check_text(data: bytes, expected: Message | None = None) -> None:
    """Refuse what is surely no text.

    Args:
        data: the file, or its beginning.
        expected: what it should have been; None: a text.

    Raises:
        InputError: it is a PDF, a picture, an archive or the like.

    """
    kind = kind_of(data[:512])
    if kind is not None:
        wanted = expected or say("a text")
        raise InputError(
            say(
                "this is {kind}, whatever its name says; expected {wanted}",
                kind=kind,
                wanted=wanted,
            )
        )
