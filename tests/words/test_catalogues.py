"""Each message of the program has words in each language."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from annotator import errors

ROOT = Path(__file__).resolve().parents[2]


def load_tool() -> ModuleType:
    """The extractor as a module: it is a script beside the others of the project."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / ".ci/translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


tool = load_tool()


def test_each_message_is_a_literal() -> None:
    assert tool.messages().problems == ()


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_each_message_has_words(language: str) -> None:
    """What is missing is listed; `make translations` and the file of the language mend it."""
    known = tool.read_words(tool.words_file(language))
    assert [text.source for text in tool.messages().texts if not known.get(text)] == []


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_nothing_has_words_that_nobody_says(language: str) -> None:
    known = tool.read_words(tool.words_file(language))
    assert set(known) <= set(tool.messages().texts)


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_words_have_the_fields_of_their_message(language: str) -> None:
    assert tool.misfitting(tool.read_words(tool.words_file(language))) == []


ERRORS = frozenset(
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.AnnotatorError)
)


def texts_in_errors(tree: ast.AST) -> list[int]:
    """Return the lines that make an error with a text and not with a message."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
        name = called.id if isinstance(called, ast.Name) else called
        reasons = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "reason")]
        if name in ERRORS and any(map(is_text, reasons)):
            found.append(node.lineno)
    return found


def is_text(given: ast.expr) -> bool:
    """Tell whether an expression is surely a text: a literal, an f-string, or put together."""
    if isinstance(given, ast.IfExp):
        return is_text(given.body) or is_text(given.orelse)
    if isinstance(given, ast.BinOp | ast.JoinedStr):
        return True
    if isinstance(given, ast.Call) and isinstance(given.func, ast.Name):
        return given.func.id == "str"
    return isinstance(given, ast.Constant) and isinstance(given.value, str)


def test_no_error_is_made_with_a_text() -> None:
    """The types say so, too; this finds what is not typed."""
    found = {
        f"{file.relative_to(ROOT)}:{line}"
        for file in (ROOT / "annotator").rglob("*.py")
        for line in texts_in_errors(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert found == set()


@pytest.mark.parametrize(
    "code",
    [
        'raise RuleError("no")',
        'raise errors.RuleError(f"no {x}")',
        "raise InputError(str(error), line=1)",
        'raise InputError(reason="no" + x)',
        'raise RuleError(say("no") if x else "no")',
    ],
)
def test_an_error_with_a_text_is_found(code: str) -> None:
    assert texts_in_errors(ast.parse(code)) == [1]


def test_a_message_that_is_no_literal_is_found(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text('say(f"{a} is wrong")\nsay("{a} is right", a=1)\n')
    found = tool.messages(tmp_path)
    assert [text.source for text in found.texts] == ["{a} is right"]
    assert found.problems == ("module.py:1: no literal message: f'{a} is wrong'",)
