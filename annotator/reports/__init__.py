"""Faults of the program: what is told of one, the log, and the reports on disk.

No text of an article, no name and no other value reaches a report or the log: of an exception
they hold its type and the places in the code, never its message. It knows no Qt, so the command
line has it, too.
"""

from __future__ import annotations

from annotator.reports.ending import Ending, note_hard_end, unexpected_ends
from annotator.reports.fault import Fault, fault_of, in_one_sentence, versions
from annotator.reports.folder import log_folder, report_error, write_report
from annotator.reports.log import LOG_NAME, log_fault, start_log, stop_log

__all__ = [
    "LOG_NAME",
    "Ending",
    "Fault",
    "fault_of",
    "in_one_sentence",
    "log_fault",
    "log_folder",
    "note_hard_end",
    "report_error",
    "start_log",
    "stop_log",
    "unexpected_ends",
    "versions",
    "write_report",
]
