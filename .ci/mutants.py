"""Break the code in one place at a time and see whether a test notices (`make mutants`).

The faults are those of mutmut. Each is written into a copy of the project, in which the tests of
the module are run: those of its name, else all of its room. See docs/mutants.md.

MUTANTS=all tries every fault, which takes days; a number tries so many, drawn with MUTANTS_SEED.
MUTANTS_OF=annotator/text/words.py,annotator/workbench tries those of some modules or rooms.
"""

import ast
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

import libcst
from mutmut.mutation.file_mutation import Mutation, create_mutations, deep_replace

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "build" / "mutants.txt"
ROOMS = ("text", "annotation", "project", "workbench", "desktop/tagging")
COPIED = ("annotator", "tests", "resources", "docs", "exports", "benchmarks", ".ci")
SAMPLE = 200
WORKERS = 2
AT_LEAST_S, TIMES = 60.0, 5.0
"""A mutant may take so long, or so many times what the same tests take without it."""
TOO_LONG_S = 900.0
"""Tests that take longer without any fault are no use here."""

DIED, SURVIVED, ENDLESS, UNTRIED = "died", "survived", "endless", "untried"


@dataclass(frozen=True)
class Fault:
    """One change to a module that mutmut proposes."""

    module: Path
    number: int
    tree: libcst.Module
    mutation: Mutation


@dataclass(frozen=True)
class Mutant:
    """A module with a fault: on which line, what is there and what is instead."""

    module: Path
    line: int
    before: str
    after: str
    code: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}  {self.before!r} -> {self.after!r}"


def modules() -> list[Path]:
    """Return the modules to be broken, relative to the project."""
    wanted = [one for one in os.environ.get("MUTANTS_OF", "").split(",") if one]
    wanted = wanted or [f"annotator/{room}" for room in ROOMS]
    found: list[Path] = []
    for one in wanted:
        path = ROOT / one
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return [one.relative_to(ROOT) for one in found if "migrations" not in one.parts]


def faults_of(module: Path) -> list[Fault]:
    """Return the faults that mutmut knows for a module."""
    tree, found, _, _ = create_mutations(str(module), (ROOT / module).read_text(encoding="utf-8"))
    return [
        Fault(module, number, tree, one)
        for number, one in enumerate(found)
        if not is_about_words(one.original_node, one.mutated_node)
    ]


def written(fault: Fault) -> Mutant | None:
    """Return the module with a fault; None where it makes no difference, or no Python."""
    text = fault.tree.code
    one = fault.mutation
    code = deep_replace(fault.tree, one.original_node, one.mutated_node).code
    try:
        if ast.dump(ast.parse(code)) == ast.dump(ast.parse(text)):
            return None
    except SyntaxError:
        return None
    lines = text.splitlines()
    pairs = zip(lines, code.splitlines(), strict=False)
    line = next((at for at, (old, new) in enumerate(pairs, 1) if old != new), len(lines))
    before, after = (
        " ".join(libcst.Module([]).code_for_node(node).split())[:90]
        for node in (one.original_node, one.mutated_node)
    )
    return Mutant(fault.module, line, before, after, code)


def is_about_words(before: libcst.CSTNode, after: libcst.CSTNode) -> bool:
    """Tell whether only a text for people, or the case of a text, is another one."""
    if not isinstance(before, libcst.SimpleString) or not isinstance(after, libcst.SimpleString):
        return False
    return " " in before.value or "XX" not in after.value


def tests_of(module: Path) -> tuple[str, ...]:
    """Return the tests of a module: the file of its name, else those of the nearest room."""
    room = Path("tests", *module.parent.parts[1:])
    if (ROOT / room / f"test_{module.name}").exists():
        return (str(room / f"test_{module.name}"),)
    while not list((ROOT / room).glob("**/test_*.py")):
        room = room.parent
    return (str(room),)


class Bench:
    """A copy of the project in which one fault after the other is tried."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
            )
        for path in ROOT.glob("*.*"):
            if path.is_file():
                shutil.copy(path, folder)

    def run(self, tests: tuple[str, ...], limit_s: float) -> str:
        """Run tests until the first one fails; say what came of it."""
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", "not slow", *tests]
        command += ["--hypothesis-profile=mutants", "-p", "no:cacheprovider"]
        command += [f"--basetemp={self.folder}-tmp", "-o", "tmp_path_retention_policy=none"]
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.folder),
            "PYTHONDONTWRITEBYTECODE": "1",
            "QT_QPA_PLATFORM": "offscreen",
        }
        process = subprocess.Popen(
            command,
            cwd=self.folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            return SURVIVED if process.wait(limit_s) == 0 else DIED
        except subprocess.TimeoutExpired:
            return ENDLESS
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def try_out(self, mutant: Mutant, tests: tuple[str, ...], limit_s: float) -> str:
        """Run tests with a fault in the code."""
        path = self.folder / mutant.module
        whole = path.read_bytes()
        path.write_text(mutant.code, encoding="utf-8")
        try:
            return self.run(tests, limit_s)
        finally:
            path.write_bytes(whole)


def drawn(faults: list[Fault]) -> list[Mutant]:
    """Return the mutants that are tried, by module."""
    wanted = os.environ.get("MUTANTS") or str(SAMPLE)
    if wanted != "all":
        chance = random.Random(int(os.environ.get("MUTANTS_SEED") or "1"))
        faults = chance.sample(faults, min(int(wanted), len(faults)))
        faults.sort(key=lambda one: (one.module, one.number))
    return [one for one in map(written, faults) if one is not None]


def tried(mutants: list[Mutant], benches: list[Bench]) -> Iterator[tuple[Mutant, str]]:
    """Yield each mutant with what came of it, as they end."""
    free: Queue[Bench] = Queue()
    for bench in benches:
        free.put(bench)
    limits: dict[tuple[str, ...], float] = {}

    def measure(tests: tuple[str, ...]) -> None:
        bench = free.get()
        began = time.monotonic()
        found = bench.run(tests, TOO_LONG_S)
        limit = max(AT_LEAST_S, TIMES * (time.monotonic() - began))
        limits[tests] = limit if found == SURVIVED else 0.0
        free.put(bench)

    def attempt(mutant: Mutant) -> tuple[Mutant, str]:
        tests = tests_of(mutant.module)
        if not limits[tests]:
            return mutant, UNTRIED
        bench = free.get()
        try:
            return mutant, bench.try_out(mutant, tests, limits[tests])
        finally:
            free.put(bench)

    with ThreadPoolExecutor(len(benches)) as pool:
        list(pool.map(measure, dict.fromkeys(tests_of(one.module) for one in mutants)))
        yield from pool.map(attempt, mutants)


def main() -> None:
    """Try mutants, print the share that died, and write down which survived."""
    say("Collecting faults ...")
    faults = [fault for module in modules() for fault in faults_of(module)]
    mutants = drawn(faults)
    say(f"{len(faults):,} faults; {len(mutants):,} are tried.")
    REPORT.parent.mkdir(exist_ok=True)
    rooms: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory(prefix="annotator-mutants-") as name, REPORT.open("w") as out:
        benches = [Bench(Path(name) / str(number)) for number in range(WORKERS)]
        for number, (mutant, found) in enumerate(tried(mutants, benches), 1):
            room = next((r for r in ROOMS if str(mutant.module).startswith(f"annotator/{r}/")), "")
            rooms.setdefault(room, Counter())[found] += 1
            out.write(f"{found:9}{mutant}\n")
            out.flush()
            if found != DIED:
                say(f"{number}/{len(mutants)}  {found:9}{mutant}")
        table = tabled(rooms)
        out.write(f"\n{table}\n")
    sys.stdout.write(f"{table}\n")
    say(f"Written to {REPORT.relative_to(ROOT)}.")


def tabled(rooms: dict[str, Counter[str]]) -> str:
    """Return how many died in each room; one that never ends is noticed, too."""
    lines = [f"{'room':18}{'tried':>7}{'died':>7}{'endless':>9}{'survived':>10}{'share':>8}"]
    total: Counter[str] = Counter()
    for room, found in rooms.items():
        total += found
        lines.append(row(room or "others", found))
    lines.append(row("all", total))
    if total[UNTRIED]:
        lines.append(f"{total[UNTRIED]} not tried: their tests fail, or take too long, as they are")
    return "\n".join(lines)


def row(room: str, found: Counter[str]) -> str:
    """Return a line of the table."""
    died, endless, survived = found[DIED], found[ENDLESS], found[SURVIVED]
    count = died + endless + survived
    share = (died + endless) / count if count else 0.0
    return f"{room:18}{count:7}{died:7}{endless:9}{survived:10}{share:8.1%}"


def say(text: str) -> None:
    """Tell how it goes."""
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
