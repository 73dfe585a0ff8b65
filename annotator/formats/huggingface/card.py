"""The card of a Hugging Face dataset: declares its columns, and names tags that are numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from annotator.errors import InputError
from annotator.formats.common.losses import Loss, Losses
from annotator.formats.common.sources import any_json
from annotator.formats.common.tokens import OUTSIDE
from annotator.inputs import read_input

CARD = "README.md"

_NAMES_IN_YAML = re.compile(
    r"^(?P<indent> *)(?:- )?name: *(?P<column>\S+) *\n(?:(?P=indent) .*\n)*?"
    r"(?P<at> *)names: *\n(?P<names>(?:(?P=at) *(?:- |['\"]?\d+['\"]?: ).*\n?)+)",
    re.MULTILINE,
)
_NAME_IN_YAML = re.compile(r" *(?:- |['\"]?\d+['\"]?: +)(.*?) *$")
_MOST_CARD_BYTES = 1_000_000


class TagNames:
    """The names of tags that are numbers, looked up in the files beside when first needed."""

    def __init__(self, beside: tuple[Path, ...]) -> None:
        self._beside = beside
        self._names: dict[str, list[str]] | None = None

    def of(self, column: str) -> list[str]:
        """Return the names of a column's tags by number; none where no file has them."""
        if self._names is None:
            self._names = {}
            for path in self._beside:
                try:
                    text = read_input(path, most=_MOST_CARD_BYTES).decode("utf-8")
                    text = text.replace("\r\n", "\n").replace("\r", "\n")
                except (OSError, UnicodeDecodeError, InputError):
                    continue
                found = _names_in_card(text) if path.name == CARD else _names_in_json(text)
                self._names = found | self._names
        return self._names.get(column, [])


def _names_in_card(text: str) -> dict[str, list[str]]:
    """Return the names of class labels that the YAML head of a dataset card declares."""
    head = text.split("\n---", 1)[0] if text.startswith("---") else ""
    found: dict[str, list[str]] = {}
    for match in _NAMES_IN_YAML.finditer(head + "\n"):
        lines = match["names"].splitlines()
        names = [line[1] for one in lines if (line := _NAME_IN_YAML.match(one))]
        found.setdefault(match["column"], [_unquoted(name) for name in names])
    return found


def _unquoted(name: str) -> str:
    if len(name) > 1 and name[0] == name[-1] == "'":
        return name[1:-1].replace("''", "'")
    if len(name) > 1 and name[0] == name[-1] == '"':
        astral = re.sub(r"\\U([0-9A-Fa-f]{8})", lambda code: chr(int(code[1], 16)), name)
        try:
            return str(json.loads(astral))
        except ValueError:
            return name[1:-1]
    return name


def _names_in_json(text: str) -> dict[str, list[str]]:
    """Return the names of class labels in a ``dataset_info.json`` or ``dataset_infos.json``."""
    try:
        level: list[Any] = [any_json(text.encode("utf-8"))]
    except InputError:
        return {}
    found: dict[str, list[str]] = {}
    while level:
        following: list[Any] = []
        for one in level:
            for key, value in one.items() if isinstance(one, dict) else ():
                if isinstance(value, dict):
                    inner = value.get("feature", value)
                    names = inner.get("names") if isinstance(inner, dict) else None
                    if isinstance(names, list) and all(isinstance(name, str) for name in names):
                        found.setdefault(key, names)
                    following.append(value)
        level = following
    return found


_COLUMNS_BEFORE = """  - name: article_id
    dtype: string
  - name: text
    dtype: string
  - name: tokens
    sequence: string
  - name: token_starts
    sequence: int64
  - name: token_ends
    sequence: int64
  - name: ner_tags
    sequence:
      class_label:
        names:
"""
_COLUMNS_BEHIND = """  - name: annotator
    dtype: string
  - name: status
    dtype: string
  - name: flagged
    dtype: bool
  - name: gold
    dtype: bool
  - name: title
    dtype: string
  - name: source
    dtype: string
  - name: date
    dtype: string
  - name: meta
    dtype: string
  - name: document
    dtype: string
  - name: spans
    list:
    - name: id
      dtype: string
    - name: label
      dtype: string
    - name: starts
      sequence: int64
    - name: ends
      sequence: int64
    - name: text
      dtype: string
    - name: attributes
      dtype: string
    - name: note
      dtype: string
    - name: flagged
      dtype: bool
    - name: origin
      dtype: string
    - name: created_at
      dtype: string
    - name: updated_at
      dtype: string
  - name: links
    list:
    - name: id
      dtype: string
    - name: type
      dtype: string
    - name: from
      dtype: string
    - name: to
      dtype: string
"""


def card(
    labels: list[str],
    rows: Mapping[str, int],
    spans: int,
    *,
    columns: Sequence[str] = (),
    losses: Losses | None = None,
    suffix: str = ".jsonl",
) -> str:
    """Return a card for rows with spans of these labels: its YAML head and what to read.

    Args:
        labels: those that ``ner_tags`` has; a class without an example cannot be learned.
        rows: how many each split has; one without rows cannot be loaded.
        spans: how many there are.
        columns: labels with tags of their own.
        losses: what the tags do not hold.
        suffix: of the files in ``data``.

    """
    names = [OUTSIDE, *[f"{prefix}-{label}" for label in labels for prefix in "BI"]]
    declared = "".join(f"          '{at}': {quoted(name)}\n" for at, name in enumerate(names))
    files = "".join(
        f"  - split: {name}\n    path: data/{name}{suffix}\n" for name, n in rows.items() if n
    )
    lost = losses.all() if losses is not None else ()
    return (
        "---\ntask_categories:\n- token-classification\n"
        f"configs:\n- config_name: default\n  data_files:\n{files or _NO_ROWS.format(suffix)}"
        f"dataset_info:\n  features:\n{_COLUMNS_BEFORE}{declared}{_nested(columns)}"
        f"{_COLUMNS_BEHIND}{_lost_in_yaml(lost)}---\n\n"
        f"# Spans in {sum(rows.values()):,} articles\n\n"
        f"One row for each article and annotator, {spans:,} spans. Offsets are code points, the"
        " end exclusive.\n\n"
        "- `spans`: all of them; `starts` and `ends` are those of their fragments, `attributes` is"
        " JSON.\n"
        "- `links`: from one span to another, by id.\n"
        "- `ner_tags`: the spans as IOB2 tags of `tokens`; where spans overlap, the longer one.\n"
        + (
            "- `tags`: a list of O, B and I for each label, so that labels may overlap.\n"
            if columns
            else ""
        )
        + "- `meta`: JSON.\n"
        "- `document`: what is said of the whole article, by the name of the label, as JSON.\n\n"
        + "".join(f"- Not in the tags: {one.sentence()}.\n" for one in lost)
        + ("\n" if lost else "")
        + "```python\nfrom datasets import load_dataset\n\n"
        'data = load_dataset("path/of/this/folder")\n```\n'
    )


_NO_ROWS = "  - split: train\n    path: data/train{}\n"


def _nested(columns: Sequence[str]) -> str:
    """Return the column ``tags``: a list of O, B and I for each label."""
    if not columns:
        return ""
    return "  - name: tags\n    struct:\n" + "".join(
        f"    - name: {quoted(label)}\n      sequence:\n        class_label:\n"
        "          names:\n            '0': \"O\"\n            '1': \"B\"\n"
        "            '2': \"I\"\n"
        for label in columns
    )


def _lost_in_yaml(losses: Sequence[Loss]) -> str:
    """Return what the tags do not hold, by label, for programs: ``datasets`` passes over it."""
    if not losses:
        return ""
    found = "  not_in_tags:\n"
    for one in losses:
        found += f"  - what: {quoted(str(one.what))}\n    number: {one.number}\n"
        if one.labels:
            found += "    labels:\n" + "".join(
                f"      {quoted(label)}: {number}\n" for label, number in sorted(one.labels.items())
            )
    return found


def quoted(name: str) -> str:
    r"""Return a name as a YAML scalar in double quotes, odd characters as ``\u`` escapes."""
    quoted = json.dumps(name, ensure_ascii=False)
    return "".join(one if one.isprintable() else _escaped(one) for one in quoted)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
