"""Messages that projects hold: as JSON, and as the English sentences of older programs."""

from __future__ import annotations

import json
from typing import Any

from annotator.words import older_names
from annotator.words.message import Argument, Message, as_said

_START = '{"say":'


def written(message: Message) -> str:
    """Return what is stored of a message: ``{"say": template, "with": {field: value}}``."""
    return json.dumps(_stored(message), ensure_ascii=False, separators=(",", ":"))


def read(stored: str) -> Message:
    """Return a message that was stored; what cannot be read is shown as it is."""
    if stored.startswith(_START):
        try:
            return _message(json.loads(stored))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return as_said(stored)
    return older_names.read(stored)


def _stored(value: Argument) -> Any:
    if isinstance(value, Message):
        fields = {name: _stored(one) for name, one in value.arguments}
        return {"say": value.template, "with": fields} if fields else {"say": value.template}
    return [_stored(one) for one in value] if isinstance(value, tuple) else value


def _message(stored: Any) -> Message:
    fields = stored.get("with", {})
    template = stored["say"]
    if not isinstance(template, str):
        raise TypeError
    return Message(template, tuple((name, _argument(one)) for name, one in fields.items()))


def _argument(stored: Any) -> Argument:
    if isinstance(stored, dict):
        return _message(stored)
    if isinstance(stored, list):
        return tuple(_argument(one) for one in stored)
    if isinstance(stored, str | int | float):
        return stored
    raise TypeError
