"""A process in which all of the program is imported; others are forked from it.

Reads a wish a line on standard input, as JSON. With ``words`` it begins a process: ``module`` is
run as ``python -m`` would, with those words as its arguments (with the module ``-c`` the first of
them is what to run), in ``folder``, with ``env``; ``streams`` are the paths of its standard input,
output and error ("" for the one that is there), ``file_size`` how long its files can be. The answer
is a line with its process id. With ``wait``, a process id, the answer is its exit code when it has
ended, below 0 when a signal ended it. See ``tests.command``.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import resource
import runpy
import sys

import annotator

_NOT_THESE = ("annotator.__main__", "annotator.project.migrations.")
"""The program itself, and what only a migration can import."""
_LATE = ("chardet", "feedparser", "justext", "lxml.html", "trafilatura", "trafilatura.metadata")
"""What the program imports where it is needed, and takes long."""


def main() -> None:
    """Carry out commands one after another until there is no more input."""
    for module in pkgutil.walk_packages(annotator.__path__, "annotator."):
        if not module.name.startswith(_NOT_THESE):
            importlib.import_module(module.name)
    for name in _LATE:
        importlib.import_module(name)
    gc.freeze()  # what all have in common stays in common
    for line in iter(sys.stdin.readline, ""):
        wish = json.loads(line)
        if "wait" in wish:
            print(os.waitstatus_to_exitcode(os.waitpid(wish["wait"], 0)[1]), flush=True)  # noqa: T201
            continue
        process = os.fork()
        if process == 0:
            _be(**wish)
            sys.exit()
        print(process, flush=True)  # noqa: T201


def _be(
    module: str,
    words: list[str],
    folder: str,
    env: dict[str, str],
    streams: list[str],
    file_size: int | None,
) -> None:
    """Become what is wished."""
    modes = (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY | os.O_APPEND)
    for number, (stream, mode) in enumerate(zip(streams, modes, strict=True)):
        if stream:
            opened = os.open(stream, mode)
            os.dup2(opened, number)
            os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    if file_size is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    sys.argv = [module, *words]
    gc.enable()
    if module == "-c":
        code = sys.argv.pop(1)
        exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})
    else:
        runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
