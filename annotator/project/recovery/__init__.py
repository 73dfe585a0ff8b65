"""Saving what can be read of a damaged project into a new one.

The file is read by its bytes, with none of SQLite's help: SQLite stops where a page is wrong.
Decision 0016 tells how, and what is saved.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from annotator import unfinished
from annotator.errors import NotAProjectError, NotSavedError
from annotator.project import checking
from annotator.project.door.database import Database
from annotator.project.new_tables import create_schema
from annotator.project.recovery.loading import Loading, Step
from annotator.project.recovery.mending import Mending
from annotator.project.recovery.pages import Pages
from annotator.project.recovery.report import Loss, Recovered, Report
from annotator.project.recovery.witnesses import Witnesses
from annotator.words import say

__all__ = ["Loss", "Recovered", "recover"]


def recover(file: str | Path, out: str | Path, step: Step | None = None) -> Recovered:
    """Save all that can be read of a project file into a new project.

    The file is only read, with the log that lies beside it. The new project has every record
    whose own pages are whole, ids, stamps and history among them, and passes ``check``.

    Args:
        file: the damaged project, of this or an older format.
        out: where the new one is to be; there must be nothing yet.
        step: see ``Step``.

    Raises:
        NotAProjectError: nothing of a project is in the file.
        ProjectError: it is not there or cannot be read.
        NotSavedError: there is something at ``out``, or it cannot be written.

    """
    source, target = Path(file), Path(out)
    if target.exists():
        raise NotSavedError(say("{path}: there is already something of that name", path=target))
    if not target.parent.is_dir():
        raise NotSavedError(
            say("{path}: the folder {parent} does not exist", path=target, parent=target.parent)
        )
    if source.is_dir():
        raise NotAProjectError(say("{path}: this is a folder, not a project", path=source))
    unfinished.sweep(target.parent)
    made = unfinished.unfinished_path(target)
    with Pages(source) as pages:
        try:
            recovered = _build(made, pages, source, step or _no_step)
            _name(made, target)
        except OSError as error:
            raise NotSavedError(
                say(
                    "{path}: cannot be written ({why})",
                    path=target,
                    why=error.strerror or str(error),
                )
            ) from error
        finally:
            unfinished.remove_database(made)
    return recovered


def _build(path: Path, pages: Pages, source: Path, step: Step) -> Recovered:
    """Make the new project under a name that nobody sees, in one transaction."""
    report = Report()
    with closing(Database(path, write_ahead_log=False, foreign_keys=False)) as database:
        create_schema(database)
        with database.writing() as connection:
            loading = Loading(connection, pages, step)
            loading.carry_out()
            if not loading.is_project:
                raise NotAProjectError(
                    say("{path}: nothing of an Annotator project is in this file", path=source)
                )
            witnesses = Witnesses(connection, loading)
            Mending(connection, loading, witnesses, report).carry_out()
            for problem in checking.damage(connection):
                report.lose("", f"not put right: {problem.where}: {problem.what}")
            counts = {
                name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()
                for name in ("articles", "spans", "links", "changes")
            }
    return Recovered(**counts, losses=report.losses(), mended=report.mended())


def _name(made: Path, path: Path) -> None:
    """Give a file its name, unless another program has made one of that name meanwhile."""
    try:
        path.hardlink_to(made)
    except FileExistsError:
        raise NotSavedError(
            say("{path}: there is already something of that name", path=path)
        ) from None
    except OSError:  # the drive knows no such links
        made.replace(path)


def _no_step(done: int, total: int) -> None:
    """Tell nobody how far the work is."""
