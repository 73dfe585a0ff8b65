"""Backups: complete, verified copies of a project in a folder of their own, and the way back."""

from annotator.project.backups.facts import Facts
from annotator.project.backups.listing import Backup, backups_of, backups_of_file
from annotator.project.backups.making import (
    back_up_file,
    back_up_if_changed,
    back_up_open,
    write_copy,
)
from annotator.project.backups.places import choose_folder, folder, usual_folder

__all__ = [
    "Backup",
    "Facts",
    "back_up_file",
    "back_up_if_changed",
    "back_up_open",
    "backups_of",
    "backups_of_file",
    "choose_folder",
    "folder",
    "usual_folder",
    "write_copy",
]
