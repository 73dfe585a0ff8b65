"""Texts from below in the user's language: names of changes, counts, what can go wrong.

The layers below know no Qt and speak English; names of changes are stored so, in the project.
What is shown is looked up here by its pattern. A text that matches none is shown as it is.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QCoreApplication

from annotator.desktop.toolkit.numbers import whole

_PHRASES: tuple[str, ...] = (
    # Names of changes. The particular ones stand before those that would match them, too.
    "Tag {0} × {1} “{2}”",
    "Tag {0} “{1}”",
    "Split “{0}”",
    "Join “{0}” and “{1}”",
    "Delete {0} “{1}”",
    "Delete {0} spans",
    "Change {0} “{1}” to {2}, without its link",
    "Change {0} “{1}” to {2}, without {3} links",
    "Change {0} “{1}” to {2}",
    "Change {0} spans to {1}, without its link",
    "Change {0} spans to {1}, without {2} links",
    "Change {0} spans to {1}",
    "Add fragment to {0} “{1}”",
    "Take fragment from {0} “{1}”",
    "Resize {0} “{1}”",
    "Note on {0} “{1}”",
    "Clear note of {0} “{1}”",
    "Attributes of {0} “{1}”",
    "Link {0} “{1}”",
    "Link {0}",
    "Remove link",
    "Remove {0} links",
    "Mark article new",
    "Mark article in progress",
    "Mark article done",
    "Mark article skipped",
    "Mark {0} articles new",
    "Mark {0} articles in progress",
    "Mark {0} articles done",
    "Mark {0} articles skipped",
    "Flag article",
    "Flag {0} articles",
    "Flag {0} spans",
    "Flag {0} “{1}”",
    "Take flag from article",
    "Take flag from {0} articles",
    "Take flag from {0} spans",
    "Take flag from {0} “{1}”",
    "Add label {0}",
    "Edit label {0}",
    "Move label {0}",
    "Remove label {0}, without its link",
    "Remove label {0}, without {1} links",
    "Remove label {0}",
    "Add 1 label from {0}",
    "Add {0} labels from {1}",
    "Swap keys of {0} and {1}",
    "Give {0} the key of {1}",
    "Accept suggestion “{0}”",
    "Accept {0} suggestions",
    "Accept 1 unanimous span",
    "Accept {0} unanimous spans",
    "Reject suggestion “{0}”",
    "Reject {0} suggestions",
    "Assign article",
    "Assign {0} articles",
    "Settle: nothing here",
    "Settle",
    "Take back decision",
    "Take back {0} decisions",
    "Mark gold done",
    "Mark gold new: article",
    "Mark gold new: {0} articles",
    "Mark gold in progress: article",
    "Mark gold in progress: {0} articles",
    "Mark gold done: article",
    "Mark gold done: {0} articles",
    "Mark gold skipped: article",
    "Mark gold skipped: {0} articles",
    "Import 1 article from {0}",
    "Import {0} articles from {1}",
    "Import 1 span from {0}",
    "Import {0} spans from {1}",
    "Import 1 suggestion from {0}",
    "Import {0} suggestions from {1}",
    "Import 1 link from {0}",
    "Import {0} links from {1}",
    "Import 1 status from {0}",
    "Import {0} statuses from {1}",
    "Import 1 label from {0}",
    "Import {0} labels from {1}",
    "Remove article “{0}”",
    "Remove {0} articles",
    "Take back: {0}",
    "Make again: {0}",
    # Counts.
    "1 article new",
    "{0} articles new",
    "{0} already there",
    "1 span kept as the project has them",
    "{0} spans kept as the project has them",
    "1 near-duplicate of another article",
    "{0} near-duplicates of another article",
    "1 suggestion",
    "{0} suggestions",
    "{0} refused",
    "1 file of other kinds ignored",
    "{0} files of other kinds ignored",
    "1 article",
    "{0} articles",
    "1 span",
    "{0} spans",
    "1 link",
    "{0} links",
    "1 label",
    "{0} labels",
    "1 annotator",
    "{0} annotators",
    # Why a figure of the agreement report is not defined.
    "fewer than two annotators are done with the same article",
    "no annotator used it",
    "no annotator marked anything",
    "every annotator put the label on every character",
    "the two annotators are done with no article in common",
    "one article cannot be resampled",
    "it was in none of the articles drawn",
    "no resampling was asked for",
    "no matched span has it from both annotators",
    "no matched span has it from both",
    "all values are the same",
    "no matched span begins such a link",
    # What an annotator can meet on an ordinary day; what is rarer stays English.
    "another program is writing to the project",
    "another program ({0}) is writing to the project",
    "other work in this program is writing to the project",
    "{0}’s window on {1} is writing to the project",
    "the connection was lost while saving; whether it was saved is not known",
    "the database server does not answer; look at the network",
    # Several windows on one project.
    "the last change was made in {0}’s other window on {1}; undo it there",
    "“{0}” cannot be undone: {1}’s other window on {2} has changed it since; undo there first, or"
    " close that window",
    "“{0}” cannot be redone: {1}’s other window on {2} has changed it since; undo there first, or"
    " close that window",
    "this is tagged so already",
    "meanwhile {0} has settled this: nothing is here; look at it again",
    "meanwhile {0} has settled this: “{1}”; look at it again",
    "a decision was taken back here meanwhile; look at it again",
    "what the annotators have here was changed meanwhile; look at it again",
    "the order of the labels was changed by {0} meanwhile; look at it again",
    "meanwhile {0} has changed the {1} of label {2} to “{3}”; yours is “{4}”",
    "label {0} was changed meanwhile; look at it again",
    "label {0} was used meanwhile; look at it again",
    "this note was changed in another window meanwhile",
    "“{0}” was changed in another window meanwhile",
    "gold of the other version is no longer there; settle the place anew",
    "article {0} was assigned otherwise meanwhile, to {1}; look at it again",
    "the disk is full",
    "the project file is read-only",
    "{0}; save what can be read with “annotator recover FILE OUT”, or go back to a backup with"
    " “annotator restore” or File ▸ Backups",
    "{0}; save what can be read of it with “annotator recover FILE OUT”, and merge OUT",
    "the project file is damaged",
    "{0}: the project has been moved or deleted while it was open; everything that was"
    " saved is in {1}; open that, or put it back",
    "{0}: the project has been moved or deleted while it was open; everything that was"
    " saved is now in {1}; open that",
    "{0}: the project has been moved or deleted while it was open; what was saved last is"
    " kept in {1}",
    "{0}: the project has been moved or deleted while it was open; what was saved last"
    " could not be copied ({1})",
    "{0}: another program has written over the project while it was open; everything that"
    " was saved is now in {1}; open that",
    "{0}: another program has written over the project while it was open, and nothing more"
    " is saved into it; everything that was saved comes back with “{1}” ({2})",
    "{0}: another program has written over the project while it was open, and nothing more"
    " is saved into it; what was saved last is kept in {1}; it does not continue the newest"
    " backup, {2}",
    "{0}: another program has written over the project while it was open, and nothing more"
    " is saved into it; what was saved last is kept in {1}; there is no backup",
    "{0}: another program has written over the project while it was open, and nothing more"
    " is saved into it; the newest backup is {1}",
    "{0}: another program has written over the project while it was open, and nothing more"
    " is saved into it; there is no backup",
    "{0}: the file was written over while a program had it open; close it there first",
    "{0}: the log beside it belongs to another file and cannot be put aside ({1})",
    "Beside the project lay a log that belongs to another file or to another state of it;"
    " it was put aside as {0}; the project that it belongs to comes back with “{1}”",
    "Beside the project lay a log that belongs to another file or to another state of it;"
    " it was put aside as {0}",
    "the folder of the project is read-only",
    "The project file is read-only: it is shown as it is now, and nothing can be changed.",
    "The folder of the project is read-only: it is shown as it is now, and nothing can be changed.",
    "{0}: cannot be written, although the project can ({1}); close the project everywhere"
    " and change the permissions of this file",
    "{0}: it is read-only, and cannot be copied to be read ({1})",
    "the project file was changed meanwhile; try again",
    "{0}: the project has been moved or deleted while it was open;"
    " put it back, or close it and open it where it is now",
    "{0}: there is no such project",
    "{0}: this is not an Annotator project; if it was one, save what can be read with"
    " “annotator recover FILE OUT”",
    "{0}: this is not an Annotator project",
    "{0}: this SQLite file is not an Annotator project",
    "a span needs at least one fragment",
    "a span cannot be linked to itself",
    "an annotator's name is one line of visible characters",
    "there is already a label {0}",
    "the key {0} is that of {1} already",
    "“{0}” cannot be undone: what it touched has been changed since. It was passed over.",
    "“{0}” cannot be redone: what it touched has been changed since. It was passed over.",
    "“{0}” cannot be undone: {1}. It was passed over.",
    "“{0}” cannot be redone: {1}. It was passed over.",
    "“{0}” by {1} came after it; take that back first",
    "what it touched has been changed since",
    "it has been taken back already",
    "it is undone already",
    "it is there already",
    "it is done already",
    "it is {0}’s own work, which only {1} can take back",
    "article {0} is in the project again",
    "span {0} is in the project again",
    "its label {0} is no longer there",
    "there is no such article any more",
    "“{0}” cannot be undone: what is stored of it is damaged. It was passed over.",
    "“{0}” cannot be redone: what is stored of it is damaged. It was passed over.",
    "the folder of the project cannot be written, which even reading needs; copy the project to"
    " another folder",
    "{0}: this is a folder; expected the name of a file",
    "{0}: there is something already; expected a new folder",
    "{0}: the folder {1} does not exist",
    "{0}: cannot be written ({1})",
    # Backups.
    "no backup was made: there is no room in {0}",
    "no backup was made: {0} cannot be written ({1})",
    "no backup was made, because the project is damaged ({0})",
    "no backup was made ({0})",
    "nothing was restored: there is no room in {0}",
    "nothing was restored, because the project is damaged ({0})",
    "nothing was restored ({0})",
    "{0}: backups cannot be kept there ({1})",
    "{0}: there is no such backup",
    "{0}: this backup is damaged ({1})",
    "{0}: this is no backup of this project, but another project",
    "others are writing to the project all the time; close them first",
    "Backup of {0} UTC restored",
    "spans of {0} do not begin a link “{1}”, but no links",
    "spans of {0} do not begin a link “{1}”, but {2}",
    "“{0}” of {1} is one of {2}, not “{3}”",
    "“{0}” of {1} is yes or no, not “{2}”",
    "“{0}” of {1} is a text, not “{2}”",
    "spans of {0} would break this: {1}",
    "links “{0}” of {1} would break this: remove them first",
    "{0}: the name is too long; expected a shorter one",
    "{0}: no file can have this name",
    "{0}: this is a link that leads back to itself",
    "{0}: its folder may not be read by this user",
    "the name of a file or folder is empty",
    "there is no place for the sample project ({0}); name a project to open",
    # Assigning, settling, packs and releases.
    "this article is not done for {0}; until then the others’ work on it is hidden",
    "this article is not done for {0}, who cannot settle it yet",
    "{0} of these articles are not done for {1}, who cannot settle them yet",
    "there is nobody to assign articles to",
    "there is no annotator {0}; there are: {1}",
    "there is no annotator {0}",
    "{0} is not done with this article",
    "this article is not settled yet",
    "there is no article to be packed",
    "{0}: this is the project itself; expected another one",
    "{0}: it has no article in common with the project; nothing was merged",
    "{0}: it is no pack, copy or backup of this project but another project; look at what it would"
    " bring with --dry-run --foreign, and merge it with --foreign; nothing was merged",
    "Merge of {0}: {1} spans new, {2} changed, {3} removed",
    "Merge of {0}: {1} spans new, {2} changed",
    "Merge of {0}: 1 span new, {1} changed, {2} removed",
    "Merge of {0}: 1 span new, {1} changed",
    "Keep the version shown of {0}",
    "Keep the other version of {0}",
    "Keep both versions of {0}",
    "of this conflict only the version that is shown can be kept",
    "the other version is no longer there",
    "there is no conflict {0}",
    # Why a merge cannot be taken back.
    "“{0}” came after it and is about the same; take that back first",
    "the span “{0}” of {1} in “{2}” has been changed since",
    "the status of “{0}” for {1} has been changed since",
    "the label {0} has been changed since",
    "a link of the type {0} has been changed since",
    "a decision of {0} in “{1}” has been changed since",
    "a suggestion in “{0}” has been changed since",
    "{0} has answered a suggestion anew since",
    "a span in “{0}” has been linked to what it brought since",
    "{0} has answered a suggestion that it brought",
    "a conflict that it left has been settled since",
    "{0} has decided on a span in “{1}” that it brought",
    "{0} uses the label {1} in “{2}”",
    "a suggestion in “{0}” uses {1}",
    "a label of a span in “{0}” is no longer there",
    "there is another label {0} by now",
    "{0}: article {1} has another text in the project; nothing was merged",
    "there is nothing to release: {0}; expected finished work",
    "what was settled, because there is gold",
    "the annotators that were asked for",
    "the work of every annotator, as was asked for",
    "the work of every annotator, because nothing is settled",
    "the project was changed while it was read; try again",
    "shares {0}: expected three numbers, as 80,10,10",
    "licence {0}: expected an identifier, as cc-by-4.0",
    "the name of the data set is empty or has more than one line",
    # Formats whose names are words.
    "Annotator JSON lines",
    "Plain text",
    "Web page",
    "Table of articles",
    "JSON articles",
    "RSS or Atom feed",
    "Web archive (WARC)",
    "Prodigy JSON lines",
    "doccano JSON lines",
    "Hugging Face tokens",
    "Hugging Face dataset",
    "CoNLL columns",
    "Table of spans",
    # What a format cannot hold.
    "no fragments",
    "no fragments or attributes",
    "no links to other articles",
    "brat itself shows no flags, and of attributes only short texts",
    "no overlapping spans, links or attributes",
    "the tags of tokens hold no overlapping spans",
    "no fragments, attributes or ids",
    "spaCy itself sees no links, and of overlapping entities one",
    "no texts, links or flags",
    # A project on a database server.
    "a PostgreSQL project needs psycopg, which is not installed; install it with"
    " “pip install annotator[postgres]”",
    "this is no database URL that can be opened; expected one such as {0}, with %40 for each @ in"
    " a password",
    "the database stores text as {0}, which cannot hold every character; expected a database made"
    " with the encoding UTF8",
    "the database server refused the name or the password",
    "the database server asks for a password; write it into the URL, or better into the file"
    " .pgpass",
    "the database server has no connection left",
    "the database server refused the connection ({0})",
    "the database server cannot be reached ({0})",
    "the connection to the database server was lost",
    "the disk of the database server is full",
    "this user of the database may not change the project ({0})",
    "this user of the database may not read the project ({0})",
    "the database can only be read at present",
    "there is no Annotator project in this database",
    "the database holds tables of another program; expected one that is empty",
)

_HOLDS_ANOTHER = (
    "“{0}” cannot be",
    "there is nothing to release",
    "spans of {0} would break",
    *("“{0}” cannot be", "there is nothing to release", "Take back: ", "Make again: "),
    "“{0}” by {1} came after it",
    "{0}; save what can be read",
)
_COUNTED = (
    r"×|spans|links|labels|articles|annotators|files|suggestions|unanimous|decisions|statuses"
    r"|already\\ there|refused|near\\-duplicates"
)


def in_words(text: str) -> str:
    """Return a text from the layers below in the user's language, as it is when not known."""
    if QCoreApplication.translate("Phrases", _PHRASES[0]) == _PHRASES[0]:
        return text  # nothing is translated: no need to look
    for phrase in _PHRASES:
        if found := _pattern(phrase).fullmatch(text):
            counts = found.re.groupindex.values()
            parts = tuple(
                whole(int(part.replace(",", ""))) if place in counts else part
                for place, part in enumerate(found.groups(), 1)
            )
            if phrase.startswith(_HOLDS_ANOTHER):
                parts = tuple(map(in_words, parts))
            return QCoreApplication.translate("Phrases", phrase).format(*parts)
    return text


def list_in_words(text: str) -> str:
    """Return a list of counts, with commas between them, in the user's language."""
    return ", ".join(map(in_words, text.split(", ")))


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """Return what matches a phrase; the number before a noun is a group with a name."""
    pattern = re.escape(phrase)
    pattern = re.sub(rf"\\{{(\d)\\}}(?=\\ (?:{_COUNTED}))", r"(?P<count\1>\\d[\\d,]*)", pattern)
    return re.compile(re.sub(r"\\{\d\\}", r"(.+)", pattern), re.DOTALL)
