"""Numbers and dates as the language of the interface writes them: 1,234.5 or 1.234,5."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale


def whole(value: int) -> str:
    """Return a whole number."""
    return _locale().toString(value)


def decimal(value: float, digits: int) -> str:
    """Return a number with so many digits behind the point, and never “-0.0”."""
    return _locale().toString(round(value, digits) + 0.0, "f", digits)


def date_and_time(moment: QDateTime) -> str:
    """Return a moment, in the time of this computer."""
    return _locale().toString(moment.toLocalTime(), QLocale.FormatType.ShortFormat)


def _locale() -> QLocale:
    """Return what ``language`` chose; a system that names no language reads as English does."""
    locale = QLocale()
    nameless = locale.language() == QLocale.Language.C
    return QLocale(QLocale.Language.English) if nameless else locale
