"""The program's icon in every form that systems ask for, from its one SVG: ``icons.py SVG FOLDER``.

``NUMBER.png`` for Linux, ``annotator.ico`` for Windows, ``annotator.icns`` for macOS; the last two
are PNGs with a table in front.
"""

import os
import struct
import sys
from pathlib import Path

SIZES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)
OF_WINDOWS = (16, 24, 32, 48, 64, 128, 256)
OF_MACOS = {
    16: b"icp4",
    32: b"icp5",
    64: b"icp6",
    128: b"ic07",
    256: b"ic08",
    512: b"ic09",
    1024: b"ic10",
}


def drawn(svg: Path, size: int) -> bytes:
    """Return the picture as PNG, ``size`` pixels wide and high."""
    from PySide6.QtCore import QBuffer, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return buffer.data().data()


def as_ico(pictures: dict[int, bytes]) -> bytes:
    """Return an icon file of Windows with these PNGs, by their sizes of at most 256."""
    at = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for size, png in pictures.items():
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), at)
        at += len(png)
    return head + b"".join(pictures.values())


def as_icns(pictures: dict[int, bytes]) -> bytes:
    """Return an icon file of macOS with these PNGs, by their sizes."""
    parts = [
        OF_MACOS[size] + struct.pack(">I", 8 + len(png)) + png for size, png in pictures.items()
    ]
    return b"icns" + struct.pack(">I", 8 + sum(map(len, parts))) + b"".join(parts)


def main(svg: Path, folder: Path) -> None:
    """Write all of them into a folder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    pictures = {size: drawn(svg, size) for size in SIZES}
    del application
    for size, png in pictures.items():
        (folder / f"{size}.png").write_bytes(png)
    (folder / "annotator.ico").write_bytes(as_ico({size: pictures[size] for size in OF_WINDOWS}))
    (folder / "annotator.icns").write_bytes(as_icns({size: pictures[size] for size in OF_MACOS}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
