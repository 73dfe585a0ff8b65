"""Collects the texts of the interface into `.ts` files, and what is said to people into `.json`.

    python .ci/translations.py           write the files and list what is not translated
    python .ci/translations.py --check   write nothing; fail when something is to be done

Why not `pyside6-lupdate`: it takes no text from helpers (`_tr("…")`), from within f-strings, nor
from commands that are data, and says nothing of those that it left out.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "annotator"
CODE = PACKAGE / "desktop"
WORDS = ROOT / "resources" / "words"
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de",)
_COMMANDS = "shell/commands/commands.py"  # texts that are data
_PHRASES = "toolkit/phrases.py"
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|%(?:n|L?\d+)")


class Text(NamedTuple):
    """A text of the interface, and who says it: a class or the name given to ``translate``."""

    context: str
    source: str


class Found(NamedTuple):
    """The texts of the code in the order met, and places where one cannot be told from the code."""

    texts: tuple[Text, ...]
    problems: tuple[str, ...]


def extract(code: Path = CODE) -> Found:
    """Collect the texts of all modules below a folder."""
    texts: dict[Text, None] = {}
    problems: list[str] = []
    for file in sorted(code.rglob("*.py")):
        name = file.relative_to(code).as_posix()
        reader = _Reader(name)
        reader.visit_module(ast.parse(file.read_text(encoding="utf-8")))
        texts.update(dict.fromkeys(reader.texts))
        problems += reader.problems
    return Found(tuple(sorted(texts)), tuple(problems))


class _Reader(ast.NodeVisitor):
    """Reads one module.

    Texts are literals given to ``self.tr``, to ``QCoreApplication.translate``, or to a function of
    the module that hands its argument on to ``translate``; ``a if … else b`` may choose. Commands
    are data.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.texts: list[Text] = []
        self.problems: list[str] = []
        self._classes: list[str] = []
        self._helpers: dict[str, str] = {}
        self._inside_helper = False

    def visit_module(self, tree: ast.Module) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (context := _helper_context(node)):
                self._helpers[node.name] = context
        if self.file == _COMMANDS:
            self._read_commands(tree)
        self.visit(tree)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        before, self._inside_helper = self._inside_helper, node.name in self._helpers
        self.generic_visit(node)
        self._inside_helper = before

    def visit_Call(self, node: ast.Call) -> None:
        called = _called(node)
        if self.file == _COMMANDS:
            return
        if called == "tr" and isinstance(node.func, ast.Attribute) and self._classes:
            self._take(self._classes[-1], node.args[0], node)
        elif called == "translate" and len(node.args) >= 2:
            context = node.args[0]
            if isinstance(context, ast.Constant) and not self._inside_helper:
                self._take(str(context.value), node.args[1], node)
        elif isinstance(node.func, ast.Name) and called in self._helpers and node.args:
            self._take(self._helpers[called], node.args[0], node)
        self.generic_visit(node)

    def _take(self, context: str, given: ast.expr, where: ast.Call) -> None:
        for one in _choices(given):
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                if one.value:
                    self.texts.append(Text(context, one.value))
            else:
                written = ast.unparse(given)
                self.problems.append(f"{self.file}:{where.lineno}: no literal text: {written}")

    def _read_commands(self, tree: ast.Module) -> None:
        """Take the menus (constants that begin a line) and the third argument of ``_c``."""
        for statement in tree.body:
            if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
                self.texts.append(Text("Commands", str(statement.value.value)))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) == "_c":
                text = node.args[2]
                if isinstance(text, ast.Constant):
                    self.texts.append(Text("Commands", str(text.value)))


# -- messages: what all layers say to people -----------------------------------------------------


def messages(package: Path = PACKAGE) -> Found:
    """Collect the templates of all messages: the literals that ``say`` is called with.

    Those that have nothing but fields need no translation, and are left out.
    """
    from annotator.words.catalogue import has_words

    templates: dict[Text, None] = {}
    problems = []
    for file in sorted(package.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and _is_say(node.func)):
                continue
            for one in _choices(node.args[0]) if node.args else ():
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    if has_words(one.value):
                        templates[Text(WORDS.name, one.value)] = None
                else:
                    name = file.relative_to(package).as_posix()
                    written = ast.unparse(one)
                    problems.append(f"{name}:{node.lineno}: no literal message: {written}")
    return Found(tuple(sorted(templates)), tuple(problems))


def _is_say(function: ast.expr) -> bool:
    """Tell whether ``annotator.words.say`` is called, not a method of that name."""
    if isinstance(function, ast.Attribute):
        is_module = isinstance(function.value, ast.Name) and function.value.id == "words"
        return is_module and function.attr == "say"
    return isinstance(function, ast.Name) and function.id == "say"


def words_file(language: str) -> Path:
    """Return the file with the words of a language for messages."""
    return WORDS / f"{language}.json"


def read_words(file: Path) -> dict[Text, str]:
    """Read a file of words; "" where there are none yet."""
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {Text(WORDS.name, template): said for template, said in known.items()}


def written_words(translations: dict[Text, str]) -> str:
    """Return a file of words, sorted."""
    known = {text.source: translations[text] for text in sorted(translations)}
    return json.dumps(known, ensure_ascii=False, indent=2) + "\n"


def misfitting(translations: dict[Text, str]) -> list[str]:
    """Return what is wrong in words: fields that are not those of the message."""
    from annotator.words.catalogue import fields

    return [
        f"fields differ: {text.source} = {said}"
        for text, said in translations.items()
        if said and fields(said) != fields(text.source)
    ]


# -- the interface -------------------------------------------------------------------------------


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _helper_context(node: ast.FunctionDef) -> str:
    """Return the context of a function that does nothing but translate its argument, else ""."""
    arguments = [one.arg for one in node.args.args]
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and _called(inner) == "translate" and len(inner.args) >= 2:
            context, text = inner.args[:2]
            if (
                isinstance(context, ast.Constant)
                and isinstance(text, ast.Name)
                and text.id in arguments
            ):
                return str(context.value)
    return ""


def _choices(given: ast.expr) -> Iterator[ast.expr]:
    if isinstance(given, ast.IfExp):
        yield from _choices(given.body)
        yield from _choices(given.orelse)
    elif isinstance(given, ast.BoolOp):
        for value in given.values:
            yield from _choices(value)
    else:
        yield given


# -- catalogues ----------------------------------------------------------------------------------


def catalogue(language: str) -> Path:
    """Return the `.ts` file of a language."""
    return FOLDER / f"annotator_{language}.ts"


def read(file: Path) -> dict[Text, str]:
    """Read the translations of a `.ts` file; "" where there is none yet."""
    if not file.exists():
        return {}
    found = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") is None
            text = (translation.text or "") if done and translation is not None else ""
            found[Text(name, message.findtext("source", ""))] = text
    return found


def merged(texts: Iterable[Text], known: dict[Text, str]) -> dict[Text, str]:
    """Return a translation of each text, "" if unknown: its own, else the same text's elsewhere.

    What is translated in several ways elsewhere is not taken over.
    """
    elsewhere: dict[str, set[str]] = {}
    for text, translation in known.items():
        if translation:
            elsewhere.setdefault(text.source, set()).add(translation)
    result = {}
    for text in texts:
        others = elsewhere.get(text.source, set())
        result[text] = known.get(text) or (next(iter(others)) if len(others) == 1 else "")
    return result


def written(language: str, translations: dict[Text, str]) -> str:
    """Return a `.ts` file's content, sorted, without line numbers: differences stay small."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append(f'<TS version="2.1" language="{language}" sourcelanguage="en">')
    context = None
    for text in sorted(translations):
        if text.context != context:
            lines += ["</context>"] if context is not None else []
            lines += ["<context>", f"    <name>{escape(text.context)}</name>"]
            context = text.context
        translation = translations[text]
        tag = "<translation>" if translation else '<translation type="unfinished">'
        lines += [
            "    <message>",
            f"        <source>{escape(text.source)}</source>",
            f"        {tag}{escape(translation)}</translation>",
            "    </message>",
        ]
    lines += ["</context>"] if context is not None else []
    return "\n".join([*lines, "</TS>", ""])


def compiled(file: Path) -> bytes:
    """Return the `.qm` file of a `.ts` file.

    Raises:
        RuntimeError: lrelease refuses the file.

    """
    import PySide6

    tool = next(Path(PySide6.__path__[0]).glob("lrelease*"))
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.qm"
        done = subprocess.run(
            [str(tool), "-silent", str(file), "-qm", str(made)], capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(done.stderr or done.stdout)
        return made.read_bytes()


def untranslated(translations: dict[Text, str]) -> list[Text]:
    """Return the texts without a translation."""
    return [text for text, translation in translations.items() if not translation]


def mismatched(translations: dict[Text, str]) -> list[str]:
    """Return what is wrong in translations: placeholders, accelerators, dots that tell a dialog."""
    wrong = []
    for text, translation in translations.items():
        if not translation:
            continue
        if sorted(_PLACEHOLDER.findall(text.source)) != sorted(_PLACEHOLDER.findall(translation)):
            wrong.append(f"{text.context}: placeholders differ: {text.source} = {translation}")
        if text.source.count("&") != translation.count("&"):
            wrong.append(f"{text.context}: & differs: {text.source} = {translation}")
        if text.source.endswith("…") != translation.endswith("…"):
            wrong.append(f"{text.context}: … differs: {text.source} = {translation}")
    return wrong


def main(arguments: list[str]) -> int:
    """Bring the files up to date, or check that they are; 1 when something is left to do."""
    sys.path.insert(0, str(ROOT))
    check = "--check" in arguments
    found = extract()
    left = [*found.problems]
    for language in LANGUAGES:
        file = catalogue(language)
        translations = merged(found.texts, read(file))
        content = written(language, translations)
        if check and (not file.exists() or file.read_text(encoding="utf-8") != content):
            left.append(f"{file.name} is out of date: make translations")
        if not check:
            FOLDER.mkdir(exist_ok=True)
            file.write_text(content, encoding="utf-8", newline="\n")
        binary = file.with_suffix(".qm")
        made = compiled(file) if file.exists() else b""
        if check and (not binary.exists() or binary.read_bytes() != made):
            left.append(f"{binary.name} is out of date: make translations")
        if not check:
            binary.write_bytes(made)
        missing = untranslated(translations)
        left += [f"{language}: not translated: {one.context}: {one.source}" for one in missing]
        left += [f"{language}: {one}" for one in mismatched(translations)]
        done = len(translations) - len(missing)
        left += _bring_words_up_to_date(language, check=check)
        sys.stdout.write(f"{language}: {done} of {len(translations)} texts are translated\n")
    sys.stdout.writelines(f"{line}\n" for line in left)
    return 1 if left else 0


def _bring_words_up_to_date(language: str, *, check: bool) -> list[str]:
    """Write the file with the words of a language, or look at it; return what is left to do."""
    found = messages()
    file = words_file(language)
    known = read_words(file)
    translations = {text: known.get(text, "") for text in found.texts}
    content = written_words(translations)
    left = [*found.problems, *misfitting(translations)]
    if check and (not file.exists() or file.read_text(encoding="utf-8") != content):
        left.append(f"{file.name} is out of date: make translations")
    if not check:
        file.write_text(content, encoding="utf-8", newline="\n")
    missing = untranslated(translations)
    done = len(translations) - len(missing)
    sys.stdout.write(f"{language}: {done} of {len(translations)} messages are translated\n")
    return left + [f"{language}: no words for: {one.source}" for one in missing]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
