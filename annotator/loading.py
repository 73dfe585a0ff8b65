"""The names of a package, each imported when it is first asked for (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def lazily(package: str, places: Mapping[str, str]) -> Callable[[str], object]:
    """Return what a package has as ``__getattr__``, so that importing it imports nothing else.

    The package also imports the same names under ``TYPE_CHECKING``, for those who read types and
    the direction of imports.

    Args:
        package: its name.
        places: of each module, its name beginning with a dot where it is in the package, the names
            that the package takes from there, with spaces between them; ``ours=theirs`` where it
            is called otherwise there.

    """
    where: dict[str, tuple[str, str]] = {}
    for module, names in places.items():
        for name in names.split():
            ours, _, theirs = name.partition("=")
            where[ours] = module, theirs or ours

    def get(name: str) -> object:
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name)
        module, theirs = where[name]
        found: object = getattr(import_module(module, package), theirs)
        setattr(sys.modules[package], name, found)
        return found

    return get
