"""PostgreSQL: its address, what each connection is told, and its errors in plain words.

A password is used and never shown: what is displayed or remembered is the address without it.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    ExceptionContext,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from annotator.errors import (
    DamagedError,
    NotAProjectError,
    NotSavedError,
    ProjectBusyError,
    ProjectError,
)
from annotator.extras import how_to_get
from annotator.project.door import holders
from annotator.project.storage.limits import Limits
from annotator.project.storage.schema import APPLICATION_ID
from annotator.words import Message, say

EXAMPLE = "postgresql://name@host/database"

_DRIVER = "postgresql+psycopg"
_NAMES = ("postgresql", "postgres", _DRIVER)
_SECRETS = ("password", "sslpassword")
_CONNECT_TIMEOUT_S = 5
_PLACES = ("host", "port", "options")  # what else says which database it is
_USUAL_PORT = 5432
_NEARLY_URL = re.compile(r"postgres\w*[+\w]*:.*@")
_SILENT_WRITER = "60s"  # who holds the project and says nothing for so long is cut off
_SILENT = "SilentServerError"  # of ``patience``, which is read only where there is a server
_LOCK_TIMEOUT = "5s"  # of what waits for another program's lock outside take_turn
_NETWORK = {
    "connect_timeout": str(_CONNECT_TIMEOUT_S),
    "keepalives": "1",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "6000",
}
"""A network that went silent is noticed within seconds; what the URL says counts first."""

_passwords: dict[str, dict[str, str]] = {}
"""What was given for an address in this run, so that it can be opened again by what is shown."""


def is_url(location: object) -> bool:
    """Tell a database URL from a path."""
    return "://" in str(location)


def shown(location: object) -> str:
    """Return a location as it may be shown and remembered: a URL without its password."""
    place = str(location)
    if not is_url(place):  # a mistyped URL is none, and may hold a password all the same
        return "postgresql:…" if _NEARLY_URL.match(place) else place
    try:
        return _render(_parse(place))
    except (ArgumentError, ValueError):
        return place.partition("://")[0] + "://…"


def same_address(url: str) -> str:
    """Return what is equal for two addresses of one database and one user.

    Raises:
        ArgumentError, ValueError: it cannot be taken apart.

    """
    address = _parse(url)
    return URL.create(
        "postgresql",
        username=address.username,
        host=(address.host or "localhost").lower(),
        port=None if address.port == _USUAL_PORT else address.port,
        database=address.database,
        query={name: address.query[name] for name in _PLACES if name in address.query},
    ).render_as_string(hide_password=False)


def _parse(url: str) -> URL:
    """Take a URL apart; raises ArgumentError or ValueError where that cannot be done."""
    address = make_url(url)
    if "@" in f"{address.host}{address.database}":  # the rest of a password that has one
        raise ArgumentError("@")
    return address


def _render(address: URL) -> str:
    bare = address._replace(password=None).difference_update_query(_SECRETS)
    return bare.render_as_string(hide_password=False)


def server_engine(url: str, limits: Limits) -> Engine:
    """Return an engine for a PostgreSQL URL; nothing is connected yet.

    Args:
        url: the address.
        limits: how long the server may be silent, asked each time.

    Raises:
        ProjectError: it is no such URL, or the driver is not installed.

    """
    address = _address(url)
    try:
        engine = create_engine(
            address.update_query_dict({"client_encoding": "utf8"}),
            pool_pre_ping=True,  # the server may have been restarted since
            max_overflow=-1,
        )
    except ImportError:
        raise ProjectError(
            say("a PostgreSQL project needs psycopg; {how}", how=how_to_get("postgres"))
        ) from None

    @event.listens_for(engine, "do_connect")
    def on_do_connect(dialect: Any, record: object, args: Any, options: Any) -> Any:
        del dialect, record
        from annotator.project.door.patience import impatient

        return impatient(limits).connect(*args, **options)

    @event.listens_for(engine, "handle_error")
    def on_error(context: ExceptionContext) -> None:
        # A network that went silent is not tried once more with a new connection.
        if context.is_pre_ping and type(context.original_exception).__name__ == _SILENT:
            raise NotSavedError(say("the database server does not answer; look at the network"))

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: object) -> None:
        del record
        stored_as = connection.info.parameter_status("server_encoding")
        if stored_as != "UTF8":
            raise ProjectError(
                say(
                    "the database stores text as {stored_as}, which cannot hold every"
                    " character; expected a database made with the encoding UTF8",
                    stored_as=stored_as,
                )
            )
        connection.autocommit = True
        connection.execute(f"SET lock_timeout = '{_LOCK_TIMEOUT}'")
        connection.autocommit = False

    return engine


def _address(url: str) -> URL:
    """Return what to connect to, with the password that was given for it before in this run."""
    try:
        url.encode()
        address = _parse(url)
        (address.host or "").encode("idna")
        if address.drivername not in _NAMES:
            raise ArgumentError(url)
    except (ArgumentError, ValueError):
        # The URL itself is not shown: it may hold a password.
        raise ProjectError(
            say(
                "this is no database URL that can be opened; expected one such as"
                " {example}, with %40 for each @ in a password",
                example=EXAMPLE,
            )
        ) from None
    known = _render(address)
    query = {name: str(address.query[name]) for name in _SECRETS if name in address.query}
    if address.password is not None:
        query["password"] = str(address.password)
    if query:
        _passwords[known] = query
    else:
        address = address.update_query_dict(_passwords.get(known, {}))
    given = {name: value for name, value in _NETWORK.items() if name not in address.query}
    given["fallback_application_name"] = holders.application_name()
    address = address.update_query_dict(given)
    return address.set(drivername=_DRIVER)


def as_reader(connection: Connection) -> Connection:
    """Return the connection so that its next transaction sees one moment and writes nothing."""
    return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def as_writer(connection: Connection) -> Connection:
    """Return the connection so that its next transaction sees what was stored before it."""
    return connection.execution_options(isolation_level="READ COMMITTED")


def take_turn(connection: Connection, wait_ms: int, *, lightly: bool) -> None:
    """Let nobody else write until this transaction ends, as in SQLite.

    The server ends the transaction of a program that was killed, and of a computer that is gone
    or asleep after a minute, so that the others never wait for long.

    Args:
        connection: at the beginning of its transaction.
        wait_ms: how long to wait for another writer.
        lightly: neither another writer nor the disk is waited for.

    Raises:
        ProjectBusyError: another program is writing.

    """
    wait = str(max(1, wait_ms))  # 0 would be for ever
    told = {"lock_timeout": wait, "idle_in_transaction_session_timeout": _SILENT_WRITER}
    if lightly:
        told["synchronous_commit"] = "off"
    settings = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in told.items())
    lock = "pg_try_advisory_xact_lock" if lightly else "pg_advisory_xact_lock"
    row = connection.execute(text(f"SELECT {settings}, {lock}({APPLICATION_ID}) AS mine")).one()
    if row.mine is False:
        raise ProjectBusyError(say("another program is writing to the project"))


# -- what went wrong ---------------------------------------------------------------------------

ADVICE = say("go back to a backup of the server’s (pg_restore)")
"""What one can do about damage."""

_REFUSED = {
    "password authentication failed": say("the database server refused the name or the password"),
    "no password supplied": say(
        "the database server asks for a password; write it into the URL, or better into the file"
        " .pgpass"
    ),
    "too many clients": say("the database server has no connection left"),
    "remaining connection slots": say("the database server has no connection left"),
}


def in_plain_words(error: DBAPIError, *, writing: bool) -> ProjectError:
    """Return what happened as a sentence for the person at the screen."""
    code = getattr(error.orig, "sqlstate", None) or ""
    kind = NotSavedError if writing else ProjectError
    diagnosis = getattr(error.orig, "diag", None)
    said = getattr(diagnosis, "message_primary", None) or _first_line(str(error.orig))
    if code in ("55P03", "40001", "40P01"):
        return ProjectBusyError(say("another program is writing to the project"))
    if code == "53100":
        return NotSavedError(say("the disk of the database server is full"))
    if code == "42501":
        if writing:
            return NotSavedError(
                say("this user of the database may not change the project ({said})", said=said)
            )
        return ProjectError(
            say("this user of the database may not read the project ({said})", said=said)
        )
    if code == "25006":
        return kind(say("the database can only be read at present"))
    if code == "42P01" and not writing:
        return NotAProjectError(say("there is no Annotator project in this database"))
    if code == "42P07":
        return NotSavedError(
            say("the database holds tables of another program; expected one that is empty")
        )
    if code == "54000":
        return NotSavedError(say("an id or a name is longer than PostgreSQL takes"))
    if code.startswith("23"):
        reason = say("the project refused a record that breaks its rules ({why})", why=said)
        return DamagedError(reason, advice=None)
    if code.startswith("XX"):
        return DamagedError(say("the database is damaged ({said})", said=said), advice=ADVICE)
    if error.connection_invalidated or code.startswith(("57P", "08")):
        return kind(say("the connection to the database server was lost"))
    if not code and isinstance(error, OperationalError):
        return kind(_why_not_connected(str(error.orig)))
    if code == "22021" or "cannot contain NUL" in said:
        return kind(say("PostgreSQL cannot store the character NUL"))
    if isinstance(error, OperationalError):
        return kind(say("the database server reported: {said}", said=said))
    return DamagedError(say("the database server reported: {said}", said=said), advice=None)


def _first_line(message: str) -> str:
    return message.strip().partition("\n")[0]


def _why_not_connected(message: str) -> Message:
    for sign, sentence in _REFUSED.items():
        if sign in message:
            return sentence
    fatal = re.search(r"FATAL:\s*(.+)", message)
    if fatal is not None:
        return say("the database server refused the connection ({said})", said=fatal[1].strip())
    reason = _first_line(message).removeprefix("connection failed: ")
    return say("the database server cannot be reached ({said})", said=reason)
