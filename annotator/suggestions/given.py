"""What equal texts were given before: proposed as the attributes of a span, never filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Any

import msgspec

from annotator.annotation.label_rules import fits
from annotator.annotation.records import Attribute, Label

_MARKS = frozenset('“”"„«»‹›‘‚「『')
_SHARE = 0.501
_FEWEST_OF_FORM, _SHARE_OF_FORM = 5, 0.9


class Given:
    """Counts which values an annotator gave to which texts, label by label.

    May be asked and told from several threads.

    Args:
        known: label (id), text and attributes of the spans that there are.

    """

    def __init__(self, known: Iterable[tuple[str, str, Mapping[str, Any]]] = ()) -> None:
        self._lock = Lock()
        self._counts: dict[tuple[str, str], Counter[tuple[str, bytes]]] = {}
        for label, text, attributes in known:
            self.count(label, text, attributes)

    def count(self, label: str, text: str, attributes: Mapping[str, Any], n: int = 1) -> None:
        """Count a span that there is, or, with ``n`` = -1, that there is no longer."""
        with self._lock:
            for key in ((label, text), (label, _form(text))):
                counts = self._counts.setdefault(key, Counter())
                for name, value in attributes.items():
                    counts[name, msgspec.json.encode(value, order="sorted")] += n

    def proposed(self, label: Label, text: str, has: Mapping[str, Any]) -> dict[str, Any]:
        """Return the attributes that are proposed for a span.

        What more than half of the equal texts were given is; for quotes, where texts are seldom
        equal, also what nine in ten of at least five in marks were given, or of those without.
        Nothing is for an attribute that has been said: that has another value than its default.

        Args:
            label: of the span.
            text: what it covers, fragments joined by spaces.
            has: its attributes.

        """
        found = {}
        for attribute in label.attributes:
            now = has.get(attribute.name)
            if now is not None and now != attribute.default:
                continue
            value = self._most((label.id, text), attribute, 1, _SHARE)
            if value is None and label.unit == "quote":
                key = (label.id, _form(text))
                value = self._most(key, attribute, _FEWEST_OF_FORM, _SHARE_OF_FORM)
            if value is not None and value != now and value != attribute.default:
                found[attribute.name] = value
        return found

    def _most(
        self, key: tuple[str, str], attribute: Attribute, fewest: int, share: float
    ) -> Any | None:
        """Return the value that was given most often, if it was often enough."""
        with self._lock:
            told = {
                plain: n
                for (name, plain), n in self._counts.get(key, {}).items()
                if name == attribute.name and n > 0
            }
        if not told:
            return None
        total, best = sum(told.values()), max(told, key=lambda plain: (told[plain], plain))
        if total < fewest or told[best] < share * total:
            return None
        value = msgspec.json.decode(best)
        return value if fits(value, attribute) else None


def _form(text: str) -> str:
    """Return how a text is written, as a key that no text is: in marks or without."""
    return "\0marks" if text[:1] in _MARKS else "\0bare"
