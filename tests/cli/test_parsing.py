"""A command is a function: what its parameters say is what the command line takes."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import click
import pytest

from annotator.cli import COMMANDS, run
from annotator.cli.parsing import Argument, Exit, Option, command

SEEN: list[dict[str, Any]] = []


def work(
    project: Annotated[str, Argument(metavar="PROJECT", help="Where.")],
    paths: Annotated[list[str], Argument(metavar="PATH...", help="Which.")],
    *,
    only_new: Annotated[bool, Option("--only-new", help="Only those.")] = False,
    done: Annotated[bool, Option("--done/--unfinished-too", help="Only done.")] = True,
    seed: Annotated[int, Option(metavar="N", help="Of chance.")] = 0,
    part: Annotated[float, Option(metavar="X", help="How much.")] = 0.5,
    name: Annotated[str | None, Option(metavar="A", help="Whose.")] = None,
    labels: Annotated[list[str] | None, Option("--label", metavar="L", help="Of these.")] = None,
    segments: Annotated[str, Option(metavar="S", help="Each.")] = "",
) -> None:
    """Do it.

    All of it.
    """
    SEEN.append({key: value for key, value in locals().items() if key not in ("project", "paths")})
    SEEN[-1]["where"] = [project, *paths]
    if seed == 7:
        raise Exit(1)


def called(*given: str) -> dict[str, Any]:
    with command("work", work).make_context("work", list(given)) as context:
        context.command.invoke(context)
    return SEEN[-1]


def test_what_is_not_given_is_what_the_function_says() -> None:
    assert called("p", "x", "y") == {
        "where": ["p", "x", "y"], "only_new": False, "done": True, "seed": 0, "part": 0.5,
        "name": None, "labels": None, "segments": "",
    }  # fmt: skip


def test_each_kind_is_read_as_its_type() -> None:
    given = called(
        *(
            "p",
            "x",
            "--only-new",
            "--unfinished-too",
            "--seed",
            "3",
            "--part=0.25",
            "--name",
            "ä b",
        ),
        *("--name", "ä b", "--label", "claim", "--label", "", "--segments", "sentence"),
    )
    assert given == {
        "where": ["p", "x"], "only_new": True, "done": False, "seed": 3, "part": 0.25,
        "name": "ä b", "labels": ["claim", ""], "segments": "sentence",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "Missing argument 'PROJECT'."),
        (("p",), "Missing argument 'PATH...'."),
        (("p", "x", "--seed", "1.5"), "Invalid value for '--seed': '1.5' is not a valid integer."),
        (("p", "x", "--sed", "1"), "No such option '--sed'. Did you mean '--seed'?"),
        (("p", "x", "--name"), "Option '--name' requires an argument."),
    ],
)
def test_a_mistake_is_one_line(given: tuple[str, ...], said: str) -> None:
    with pytest.raises(click.UsageError) as caught:
        called(*given)
    assert caught.value.format_message() == said
    assert caught.value.exit_code == 2


def test_the_help_says_what_may_be_left_out() -> None:
    """No default is shown that says nothing."""
    with command("work", work).make_context("work", ["p", "x"]) as context:
        said = context.command.get_help(context)
    assert "work [OPTIONS] PROJECT PATH...\n" in said
    assert "--seed N " in said
    assert "[default: 0.5]" in said
    assert '[default: ""]' not in said


def test_every_command_of_the_table_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    """Each module has its function, and each function's help begins with a sentence."""
    for name, (place, line) in COMMANDS.items():
        module, _, function = place.rpartition(".")
        found = getattr(import_module(f"annotator.cli.{module}"), function)
        assert command(name, found).help
        assert line.endswith(".")
    assert run(["--help"], lambda *_: 0) == 0
    longest = max(len(line) for line in capsys.readouterr().out.splitlines())
    assert longest < 80
    assert "..." not in "".join(line for _, line in COMMANDS.values())


def test_a_command_that_is_nearly_right_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stat"], lambda *_: 0) == 2
    assert "No such command 'stat'. Did you mean 'stats'?" in capsys.readouterr().err
    assert run(["--nix"], lambda *_: 0) == 2
    assert "No such option '--nix'." in capsys.readouterr().err


def test_a_command_ends_with_its_code() -> None:
    with pytest.raises(Exit) as caught:
        called("p", "x", "--seed", "7")
    assert caught.value.exit_code == 1
    assert run(["open", "p.annotator", "--annotator", "a"], lambda *given: len(given)) == 4
