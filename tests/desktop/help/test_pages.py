"""What the guide says is so: commands, keys and options that it names are there, its code runs."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path

import click
import pytest

from annotator.cli import COMMANDS as LINES
from annotator.cli import EXAMPLES, app
from annotator.desktop.help.markup import Named, Page, page_of, references
from annotator.desktop.help.pages import NAMES, source
from annotator.desktop.help.where import PARTS
from annotator.desktop.shell.commands.commands import COMMANDS
from annotator.exchange import ImportOptions, bring_in, create_project, write_out
from annotator.formats import formats
from annotator.resources import resource

ROOT = Path(__file__).resolve().parents[3]
LANGUAGES = ("en", "de")
_SPEC = importlib.util.spec_from_file_location("writing_guide", ROOT / ".ci" / "guide.py")
assert _SPEC is not None
assert _SPEC.loader is not None
writing = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(writing)
EVERY = [(language, name) for language in LANGUAGES for name in NAMES]
KEYS = {one.name: one.keys for one in COMMANDS}
FENCED = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
QUOTED = re.compile(r"`([^`\n]+)`")
BY_HAND = re.compile(r"(Ctrl|Strg|Alt|Shift|Umschalt)\+|\bF\d+\b|▸")
"""Keys and menus that nobody would notice when they change."""


def page(language: str, name: str) -> Page:
    return page_of(source(name, language), lambda one: Named(one, "Ctrl+X"))


def fenced(language: str, name: str, kind: str) -> list[str]:
    return [code for of, code in FENCED.findall(source(name, language)) if of == kind]


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_what_is_named_is_there(language: str, name: str) -> None:
    text = source(name, language)
    named = references(text)
    assert len(named) >= 5
    assert text.count("[[") == len(named)
    for kind, one in named:
        if kind == "cli":
            assert one in LINES
        else:
            assert one in KEYS, one
            assert kind in ("command", "menu") or KEYS[one], f"{one} has no key"
    assert BY_HAND.findall(FENCED.sub("", text)) == []


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_say_the_same(name: str) -> None:
    """The same commands in the same order, the same sections, the same code."""
    english, german = (page(language, name) for language in LANGUAGES)
    assert [one[:2] for one in english.sections] == [one[:2] for one in german.sections]
    assert all(one.name or one.level == 1 for one in english.sections)
    for one, other in zip(english.sections, german.sections, strict=True):
        assert one.title != other.title or one.title == "1. Labels"
    first, second = (references(source(name, language)) for language in LANGUAGES)
    assert first == second
    assert FENCED.findall(source(name, "en")) == FENCED.findall(source(name, "de"))


def test_each_command_line_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the guide, and those that the help shows; none is carried out."""
    lines = [one for place in EVERY for code in fenced(*place, "sh") for one in code.splitlines()]
    assert len(lines) > 15
    assert list(EXAMPLES) == list(LINES)
    for line in {*lines, *EXAMPLES.values()}:
        program, name, *given = shlex.split(line)
        assert program == "annotator"
        with click.Context(app) as context:
            found = app.get_command(context, name)
            assert found is not None, line
            found.make_context(name, list(given))  # a wrong option is refused
    assert all(line.split()[1] == name for name, line in EXAMPLES.items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_options_and_formats_that_are_named_are_there(language: str) -> None:
    with click.Context(app) as context:
        export_command = app.get_command(context, "export")
    assert export_command is not None
    options = {name for one in export_command.params for name in one.opts}
    text = FENCED.sub("", source("data", language))
    given = {one.split()[0] for one in QUOTED.findall(text) if one.startswith("--")}
    assert given
    assert given <= options
    row = next(one for one in text.splitlines() if one.startswith("`--format`"))
    named = {one for one in QUOTED.findall(row) if not one.startswith("--")}
    assert len(named) > 5
    assert named <= {one.name for one in formats()}


def test_the_code_runs_as_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On an export of the sample, all pieces of the page one after the other."""
    with create_project(tmp_path / "p.annotator") as project:
        bring_in(project, [resource("samples/news.jsonl")], ImportOptions())
        write_out(project, tmp_path / "work.jsonl")
    monkeypatch.chdir(tmp_path)
    there: dict[str, object] = {}
    for code in fenced("en", "data", "python"):
        exec(compile(code, "guide", "exec"), there)
    said = capsys.readouterr().out
    assert "harbour-bridge-01 ana quote" in said
    assert " said: “" in said


def test_every_window_and_panel_has_its_part() -> None:
    """Every dialog is named, every name is somebody's, and every part is there."""
    sections = {
        f"{name}#{one.name}" if one.name else name
        for name in NAMES
        for one in page("en", name).sections
    }
    assert set(PARTS.values()) <= sections
    desktop = ROOT / "annotator" / "desktop"
    code = {path: path.read_text(encoding="utf-8") for path in sorted(desktop.rglob("*.py"))}
    others = "".join(text for path, text in code.items() if path.name != "where.py")
    names = set(re.findall(r'"(\w+)"', others))
    assert set(PARTS) <= names, set(PARTS) - names
    dialogs = {
        name
        for text in code.values()
        for name in re.findall(
            r"^class \w+\((?:Fitting|Working)Dialog\):.*?self\.setObjectName\(\"(\w+)\"\)",
            text,
            re.DOTALL | re.MULTILINE,
        )
    }
    assert len(dialogs) > 15
    assert dialogs - set(PARTS) == {"guide_window"}


@pytest.mark.parametrize(("language", "name"), EVERY)
def test_each_link_leads_somewhere(language: str, name: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", source(name, language))
    assert links
    for link in links:
        to, _, section = link.partition("#")
        assert to.endswith(".md")
        there = [one.name for one in page(language, to.removesuffix(".md")).sections]
        assert not section or section in there, link


def test_the_documents_are_the_guide(qapp) -> None:
    """``docs/guide`` is what ``python .ci/guide.py`` makes of it."""
    for place, text in writing.documents().items():
        assert place.read_text(encoding="utf-8") == text, f"{place.name}: python .ci/guide.py"
    assert len(list((ROOT / "docs" / "guide").rglob("*.md"))) == len(EVERY)


def test_a_heading_in_code_is_none() -> None:
    made = page_of(
        "# Page\n\n```sh\n# no heading\n```\n\n## Part {#part}\n", lambda _: Named("", "")
    )
    assert [(one.name, one.level) for one in made.sections] == [("", 1), ("part", 2)]
    assert "{#part}" not in made.text


def test_a_command_without_a_key_is_said_by_its_menu() -> None:
    named = {"a": Named("Span ▸ Do it …", "Ctrl+*"), "b": Named("Team ▸ Go", "")}
    said = page_of("[[key:a]] [[command:a]] [[menu:a]] [[key:b]] [[cli:new]]", named.__getitem__)
    assert said.text == (
        r"**Ctrl+\*** *Span ▸ Do it* (**Ctrl+\***) *Span ▸ Do it* *Team ▸ Go* `annotator new`" "\n"
    )
    with pytest.raises(KeyError):
        page_of("[[key:c]]", named.__getitem__)
    with pytest.raises(ValueError, match="colour"):
        page_of("[[colour:a]]", named.__getitem__)
