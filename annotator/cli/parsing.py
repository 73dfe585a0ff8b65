"""A command is a function: its parameters, with their notes, become arguments and options.

Each parameter is ``Annotated`` with an ``Argument`` or an ``Option``. Its type says what is read
(``str``, ``int``, ``float``, a flag where it is ``bool``, several where it is a list), its default
what it is where nothing is given; without one it has to be given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import Parameter as Given
from inspect import getdoc, signature
from typing import Any, get_args, get_origin, get_type_hints

import click
from click.exceptions import Exit as Exit


class Argument:
    """What is given by its place.

    Args:
        metavar: its name in the help.
        help: what it is.

    """

    def __init__(self, *, metavar: str, help: str) -> None:  # noqa: A002 - as click calls it
        self.metavar = metavar
        self.help = help


class Option:
    """What is given by its name.

    Args:
        *names: each ``--name``, of a flag also ``--name/--its-opposite``; else the parameter's.
        metavar: what stands for its value in the help.
        help: what it is.

    """

    def __init__(
        self,
        *names: str,
        metavar: str | None = None,
        help: str,  # noqa: A002 - as click calls it
    ) -> None:
        self.names = names
        self.metavar = metavar
        self.help = help


def command(name: str, function: Callable[..., None], epilog: str | None = None) -> click.Command:
    """Return the command that a function carries out; its docstring is the help.

    Args:
        name: what it is called.
        function: carries it out.
        epilog: what stands at the end of the help.

    """
    return click.Command(
        name,
        callback=called(function),
        params=parameters_of(function),
        help=getdoc(function),
        epilog=epilog,
    )


def called(function: Callable[..., None]) -> Callable[..., None]:
    """Return a function that is given lists where click has tuples, and None for empty ones."""

    def call(**given: Any) -> None:
        function(
            **{
                name: (list(value) or None) if isinstance(value, tuple) else value
                for name, value in given.items()
            }
        )

    return call


def parameters_of(function: Callable[..., None]) -> list[click.Parameter]:
    """Return a function's parameters as click's, in their order."""
    hints = get_type_hints(function, include_extras=True)
    return [_parameter(one, hints[one.name]) for one in signature(function).parameters.values()]


def _parameter(given: Given, hint: Any) -> click.Parameter:
    plain, note = get_args(hint)[:2]
    several, kind = _kind(plain)
    required = given.default is Given.empty
    settings: dict[str, Any] = {"type": kind, "metavar": note.metavar, "help": note.help}
    if not required and given.default is not None:
        settings["default"] = given.default
    if isinstance(note, Argument):
        if not required:
            settings["metavar"] = f"[{note.metavar}]"
        return click.Argument(
            [given.name], required=required, nargs=-1 if several else 1, **settings
        )
    names: Sequence[str] = note.names or (f"--{given.name.replace('_', '-')}",)
    return click.Option(
        [given.name, *names],
        required=required,
        multiple=several,
        is_flag=True if kind is bool else None,
        show_default=given.default != "",
        **settings,
    )


def _kind(plain: Any) -> tuple[bool, type]:
    """Return whether there are several, and of which type each is."""
    for one in (plain, *get_args(plain)):  # list[str] | None
        if get_origin(one) is list:
            return True, get_args(one)[0]
    held = [one for one in get_args(plain) if one is not type(None)]
    return False, held[0] if held else plain
