"""Backups: complete, verified copies of a project in a folder of their own, and the way back."""

from annotator.project.backups.beyond import SINCE, as_project, listed, states_of
from annotator.project.backups.facts import Facts
from annotator.project.backups.listing import Backup, backups_at, backups_of, backups_of_file
from annotator.project.backups.log_keeping import LogKeeper
from annotator.project.backups.making import (
    back_up_file,
    back_up_if_changed,
    back_up_open,
    facts_of_open,
    write_copy,
)
from annotator.project.backups.places import choose_folder, folder, sweep_left, usual_folder
from annotator.project.backups.restoring import (
    Restored,
    check_backup,
    is_other_database,
    restore,
    restore_file,
)

__all__ = [
    "SINCE",
    "Backup",
    "Facts",
    "LogKeeper",
    "Restored",
    "as_project",
    "back_up_file",
    "back_up_if_changed",
    "back_up_open",
    "backups_at",
    "backups_of",
    "backups_of_file",
    "check_backup",
    "choose_folder",
    "facts_of_open",
    "folder",
    "is_other_database",
    "listed",
    "restore",
    "restore_file",
    "states_of",
    "sweep_left",
    "usual_folder",
    "write_copy",
]
