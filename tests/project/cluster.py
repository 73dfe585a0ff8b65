"""A PostgreSQL server for the tests: one that is given, or one of their own that ends with them."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

GIVEN = "ANNOTATOR_POSTGRESQL_URL"
"""Names a database of a server on which databases may be made and dropped."""

OWNER = "annotator"

_HBA = f"local all {OWNER} trust\nlocal all all scram-sha-256\n"
_SHORT = 40  # characters: the name of a socket has 107 at most
_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "''",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "autovacuum": "off",
}


class Cluster:
    """A running server, on which databases are made by name.

    Args:
        url: with ``{}`` in place of the database's name.
        database: one that is there.

    """

    def __init__(self, url: str, database: str) -> None:
        self._url = url
        self._database = database
        self._names = (f"annotator_test_{os.getpid()}_{n}" for n in itertools.count())
        self._made: list[str] = []

    def url(self, database: str, user: str = "", password: str = "") -> str:
        """Return the address of a database, as one of its users."""
        url = self._url.format(database)
        if not user:
            return url
        given = f"{user}:{password}" if password else user
        return re.sub(r"//([^/@]*@)?", f"//{given}@", url, count=1)

    def run(self, *statements: str, database: str | None = None) -> None:
        """Carry out statements, each for itself."""
        import psycopg

        url = self._url.format(database or self._database)
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def create(self, template: str | None = None, options: str = "") -> str:
        """Make a database, empty or a copy, and return its name."""
        name = next(self._names)
        copied = f"TEMPLATE {template}" if template is not None else options
        self.run(f"CREATE DATABASE {name} {copied}")
        self._made.append(name)
        return name

    def drop_all(self) -> None:
        """Drop all databases that were made."""
        self.run(*(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in self._made))
        self._made.clear()


def missing() -> str:
    """Return why there can be no server here, "" when there can."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed"
    if os.environ.get(GIVEN):
        return ""
    if sys.platform == "win32":
        return f"on Windows {GIVEN} must name a server"
    if _programs() is None:
        return f"PostgreSQL’s initdb is not found, and {GIVEN} is not set"
    if os.geteuid() == 0 and (shutil.which("runuser") is None or not _known("postgres")):
        return "root may not run PostgreSQL, and there is no user postgres to run it"
    return ""


def _known(user: str) -> bool:
    import pwd

    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


def _programs() -> Path | None:
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return places[-1].parent if places else None


@contextmanager
def running() -> Iterator[Cluster]:
    """A server while the block lasts."""
    given = os.environ.get(GIVEN)
    if given:
        head, slash, rest = given.rpartition("/")
        database, mark, query = rest.partition("?")
        cluster = Cluster(head + slash + "{}" + mark + query, database)
        try:
            yield cluster
        finally:
            cluster.drop_all()
        return
    programs = _programs()
    assert programs is not None
    # Not below the tests' own folders: their paths are too long for a socket, and private.
    place = tempfile.gettempdir() if len(tempfile.gettempdir()) < _SHORT else "/tmp"
    folder = Path(tempfile.mkdtemp(prefix="annotator-pg-", dir=place))
    data = folder / "data"
    as_other: tuple[str, ...] = ()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        folder.chmod(0o755)
        as_other = ("runuser", "-u", "postgres", "--")

    def call(program: str, *arguments: str) -> None:
        with tempfile.TemporaryFile() as said:  # a pipe would be kept open by the server
            done = subprocess.run(
                [*as_other, str(programs / program), "-D", str(data), *arguments],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=False,
                timeout=60,
            )
            said.seek(0)
            assert done.returncode == 0, said.read().decode(errors="replace")

    try:
        call("initdb", "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        (data / "pg_hba.conf").write_text(_HBA)
        with (data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = {value}\n" for name, value in _SETTINGS.items())
            file.write(f"unix_socket_directories = '{folder}'\n")
        call("pg_ctl", "-w", "-l", str(folder / "log"), "start")
        try:
            yield Cluster(f"postgresql://{OWNER}@/{{}}?host={folder}", "postgres")
        finally:
            call("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
