"""What docs/suggestions.md shows is run: a source of one's own, a model wrapped as a command."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from annotator.annotation.records import Article, Label
from annotator.exchange.suggesting import Own
from annotator.suggestions.records import Candidate, Tagged
from annotator.suggestions.sources.base import Proposer, Source
from tests.suggestions.asking import ENTITY, proposed

BLOCKS = re.findall(
    r"```python\n(.*?)```",
    (Path(__file__).parents[2] / "docs" / "suggestions.md").read_text(encoding="utf-8"),
    re.DOTALL,
)
SPACY = """
class Entity:
    def __init__(self, start, end, label):
        self.start_char, self.end_char, self.label_ = start, end, label

class Document:
    def __init__(self, text):
        at = text.find("Ilse Brandt")
        self.ents = [Entity(at, at + 11, "PERSON"), Entity(0, 3, "DATE")] if at >= 0 else []

def load(name):
    assert name == "en_core_web_sm"
    return Document
"""
"""Stands for spaCy, which is no part of the program."""


def test_a_model_that_is_wrapped_suggests_as_the_document_says(tmp_path, monkeypatch):
    (script,) = (block for block in BLOCKS if "sys.stdin" in block)
    (tmp_path / "model.py").write_text(script)
    (tmp_path / "spacy.py").write_text(SPACY)
    monkeypatch.chdir(tmp_path)
    (source,) = Own(command=f"{shlex.quote(sys.executable)} model.py").sources()
    text = "🚢 Now Ilse Brandt waits."
    assert proposed(source, ENTITY, text) == ["Ilse Brandt"]
    (one,) = source.proposer(ENTITY, b"").propose(Article(id="a", text=text))
    assert one.attributes == {"kind": "person"}


def test_a_source_of_ones_own_is_one_class():
    (code,) = (block for block in BLOCKS if "(Source)" in block)
    known = {
        "re": re,
        "Iterable": Iterable,
        "Sequence": Sequence,
        "Article": Article,
        "Label": Label,
        "Candidate": Candidate,
        "Tagged": Tagged,
        "Proposer": Proposer,
        "Source": Source,
    }
    exec(code, known)
    source = known["Dates"]()
    label = Label(id="d", name="date")
    assert source.serves(label)
    assert not source.serves(ENTITY)
    assert proposed(source, label, "From 3 May 2026 on.") == ["3 May 2026"]
