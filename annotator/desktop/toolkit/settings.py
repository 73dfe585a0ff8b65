"""What is remembered between starts. Remembering never breaks opening."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from platformdirs import user_config_dir, user_data_dir
from PySide6.QtCore import QByteArray, QSettings, QSize

from annotator.desktop.toolkit.language import Language
from annotator.desktop.toolkit.reading import Reading
from annotator.desktop.toolkit.theme import Choice
from annotator.paths import user_folder
from annotator.project import backups, is_url, place_of
from annotator.workbench.tagging.boilerplate import Look
from annotator.workbench.text_units import Snap

_FILE = "annotator.ini"
_RECENT_LIMIT = 10
_NARROW = "_narrow"
"""Ends the keys of what narrow windows have for themselves."""


def data_folder() -> Path:
    """Return the folder of the user's own copy of the sample project, made when missing.

    Raises:
        OSError: it cannot be made, or nobody knows where the user is at home.

    """
    folder = user_folder(user_data_dir)
    if folder is None:
        raise FileNotFoundError(errno.ENOENT, "no home folder")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def is_data_folder(folder: Path) -> bool:
    """Tell whether ``folder`` is that of the sample project; nothing is made."""
    return folder == user_folder(user_data_dir)


def home_folder() -> Path:
    """Return the user's home; where nobody knows it, the folder that the program runs in."""
    try:
        return Path.home()
    except RuntimeError:
        return Path.cwd()


class Settings:
    """Typed access to the settings file; a value that makes no sense reads as its default.

    Attributes:
        file: where they are kept.
        blind_seed: of the letters of annotators, that of the last report; it is not remembered.

    """

    def __init__(self, path: Path | None = None) -> None:
        if path is None and (folder := user_folder(user_config_dir)) is not None:
            path = folder / _FILE
        self.file = path or Path(_FILE)
        self._has_place = path is not None
        # Below what is no folder nothing can be made; a device would be replaced by a file.
        place = str(path or Path(os.devnull, _FILE))
        self._settings = QSettings(place, QSettings.Format.IniFormat)
        self.blind_seed = 0

    def _text(self, key: str, default: str = "") -> str:
        value = self._settings.value(key, default)
        return value if isinstance(value, str) else default

    def _number(self, key: str, default: int, low: int, high: int) -> int:
        try:
            value = int(self._text(key, str(default)))
        except ValueError:
            return default
        return value if low <= value <= high else default

    def _bytes(self, key: str) -> QByteArray:
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    @property
    def theme(self) -> Choice:
        """The chosen theme."""
        try:
            return Choice(self._text("theme", Choice.SYSTEM.value))
        except ValueError:
            return Choice.SYSTEM

    @theme.setter
    def theme(self, choice: Choice) -> None:
        self._settings.setValue("theme", choice.value)

    @property
    def language(self) -> Language:
        """The chosen language of the interface."""
        try:
            return Language(self._text("language", Language.SYSTEM.value))
        except ValueError:
            return Language.SYSTEM

    @language.setter
    def language(self, choice: Language) -> None:
        self._settings.setValue("language", choice.value)

    @property
    def text_size(self) -> int:
        """Size of the article's text in points, 8 to 40."""
        return self._number("text_size", 13, 8, 40)

    @text_size.setter
    def text_size(self, points: int) -> None:
        self._settings.setValue("text_size", str(points))

    @property
    def trim_spaces(self) -> bool:
        """Whether spaces at the ends of a selection are left out of a span."""
        return self._text("trim_spaces", "true") == "true"

    @trim_spaces.setter
    def trim_spaces(self, on: bool) -> None:
        self._settings.setValue("trim_spaces", "true" if on else "false")

    @property
    def any_span_counts(self) -> bool:
        """Whether a sentence in which but words and names are tagged counts as one with a span."""
        return self._text("any_span_counts", "false") == "true"

    @any_span_counts.setter
    def any_span_counts(self, on: bool) -> None:
        self._settings.setValue("any_span_counts", "true" if on else "false")

    @property
    def links_on_page(self) -> bool:
        """Whether all links are drawn on the page, not only the current span's."""
        return self._text("links_on_page", "false") == "true"

    @links_on_page.setter
    def links_on_page(self, on: bool) -> None:
        self._settings.setValue("links_on_page", "true" if on else "false")

    @property
    def hidden_links(self) -> list[str]:
        """The types of links that are left out then."""
        return [one for one in self._text("hidden_links", "").split("\n") if one]

    @hidden_links.setter
    def hidden_links(self, types: list[str]) -> None:
        self._settings.setValue("hidden_links", "\n".join(types))

    @property
    def boilerplate(self) -> Look:
        """How boilerplate is shown on the page."""
        try:
            return Look(self._text("boilerplate", Look.SHOWN.value))
        except ValueError:
            return Look.SHOWN

    @boilerplate.setter
    def boilerplate(self, look: Look) -> None:
        self._settings.setValue("boilerplate", look.value)

    @property
    def leaves_out_boilerplate(self) -> bool:
        """Whether a new span that lies across boilerplate leaves it out."""
        return self._text("leaves_out_boilerplate", "false") == "true"

    @leaves_out_boilerplate.setter
    def leaves_out_boilerplate(self, on: bool) -> None:
        self._settings.setValue("leaves_out_boilerplate", "true" if on else "false")

    @property
    def shows_guess(self) -> bool:
        """Whether what a label's key would take is outlined before it is pressed."""
        return self._text("shows_guess", "true") == "true"

    @shows_guess.setter
    def shows_guess(self, on: bool) -> None:
        self._settings.setValue("shows_guess", "true" if on else "false")

    @property
    def suggests(self) -> bool:
        """Whether suggestions are worked out while one annotates."""
        return self._text("suggests", "false") == "true"

    @suggests.setter
    def suggests(self, on: bool) -> None:
        self._settings.setValue("suggests", "true" if on else "false")

    def suggestion_level(self, annotator: str, label: str) -> str:
        """Return how many suggestions of a label (id) somebody wants: off, careful or eager."""
        level = self._text(f"suggestion_levels/{_hashed(annotator, label)}", "careful")
        return level if level in ("off", "careful", "eager") else "careful"

    def set_suggestion_level(self, annotator: str, label: str, level: str) -> None:
        """Remember how many suggestions of a label (id) somebody wants."""
        self._settings.setValue(f"suggestion_levels/{_hashed(annotator, label)}", level)

    def learned_from(self, place: str, annotator: str) -> int:
        """Return how many finished articles of somebody were learned from last, in a project."""
        text = self._text(f"learned_from/{_hashed(place, annotator)}", "0")
        return int(text) if text.isdecimal() else 0

    def set_learned_from(self, place: str, annotator: str, articles: int) -> None:
        """Remember how many finished articles of somebody were learned from."""
        self._settings.setValue(f"learned_from/{_hashed(place, annotator)}", str(articles))

    def own_sources(self, place: str) -> tuple[str, str]:
        """Return the command and the spaCy pipeline that this person uses in a project.

        They are kept here and nowhere else: whoever sends a project sends no command.
        """
        here = _hashed(place_of(place))
        return self._text(f"own_commands/{here}"), self._text(f"own_pipelines/{here}")

    def set_own_sources(self, place: str, command: str, pipeline: str) -> None:
        """Remember which command, agreed to, and which pipeline are used in a project."""
        here = _hashed(place_of(place))
        self._settings.setValue(f"own_commands/{here}", command)
        self._settings.setValue(f"own_pipelines/{here}", pipeline)

    @property
    def blind(self) -> bool:
        """Whether annotators are A, B, C where their work is compared."""
        return self._text("blind", "false") == "true"

    @blind.setter
    def blind(self, on: bool) -> None:
        self._settings.setValue("blind", "true" if on else "false")

    @property
    def go_on(self) -> bool:
        """Whether the next open dispute is shown when one was settled."""
        return self._text("go_on", "true") == "true"

    @go_on.setter
    def go_on(self, on: bool) -> None:
        self._settings.setValue("go_on", "true" if on else "false")

    @property
    def snap(self) -> Snap:
        """To what a selection by mouse grows."""
        try:
            return Snap(self._text("snap", Snap.CHARACTER.value))
        except ValueError:
            return Snap.CHARACTER

    @snap.setter
    def snap(self, unit: Snap) -> None:
        self._settings.setValue("snap", unit.value)

    def reading(self, annotator: str) -> Reading:
        """Return how an annotator wants to read."""
        return Reading.of_text(self._text(f"reading/{_key(annotator)}"))

    def remember_reading(self, annotator: str, reading: Reading) -> None:
        """Remember how an annotator wants to read."""
        self._settings.setValue(f"reading/{_key(annotator)}", reading.as_text())

    @property
    def tour(self) -> str:
        """How far the tour is: "" never offered, a step's number, “left” and one, or “done”."""
        return self._text("tour")

    @tour.setter
    def tour(self, state: str) -> None:
        self._settings.setValue("tour", state)

    @property
    def backup_folder(self) -> Path:
        """Where backups go; the command line reads it, too, so it is kept outside of this file."""
        return backups.folder()

    @backup_folder.setter
    def backup_folder(self, chosen: Path | None) -> None:
        """Let backups go elsewhere; None: to the usual folder.

        Raises:
            NotSavedError: nothing can be written there.

        """
        backups.choose_folder(chosen)

    def annotator(self, project: str) -> str:
        """Return who annotated this project last, "" when nobody did here."""
        return self._of_project("annotators", project)

    def remember_annotator(self, project: str, name: str) -> None:
        """Remember who annotates this project."""
        self._settings.setValue(f"annotators/{_key(place_of(project))}", name)
        self._settings.setValue("annotator", name)

    @property
    def last_annotator(self) -> str:
        """Who annotated last, in any project."""
        return self._text("annotator")

    def article(self, project: str) -> str:
        """Return the id of the article that was open last in this project."""
        return self._of_project("articles", project)

    def remember_article(self, project: str, article: str) -> None:
        """Remember the article that is open."""
        self._settings.setValue(f"articles/{_key(place_of(project))}", article)

    def _of_project(self, group: str, project: str) -> str:
        """Return what is kept for a project.

        By the place where it lies, whatever it was called; as earlier versions kept it, by what
        was typed, only where that was a whole path or an address.
        """
        kept = self._text(f"{group}/{_key(place_of(project))}")
        if kept or not _is_whole(project):
            return kept
        return self._text(f"{group}/{_old_key(project)}")

    @property
    def recents(self) -> list[str]:
        """Projects opened before, newest first, each once; those that are gone are left out."""
        value = self._settings.value("recents", [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            return []
        there: dict[str, str] = {}
        for place in value:
            if isinstance(place, str) and _is_whole(place) and _is_there(place):
                there.setdefault(place_of(place), place)
        return list(there.values())

    def remember_project(self, project: str) -> None:
        """Put a project at the head of the recent ones."""
        here = place_of(project)
        recents = [project, *(place for place in self.recents if place_of(place) != here)]
        self._settings.setValue("recents", recents[:_RECENT_LIMIT])

    def shortcuts(self) -> dict[str, str]:
        """Return the keys that the user gave to commands, by name, as text."""
        self._settings.beginGroup("shortcuts")
        names = self._settings.childKeys()
        self._settings.endGroup()
        values = {name: self._settings.value(f"shortcuts/{name}") for name in names}
        return {name: value for name, value in values.items() if isinstance(value, str)}

    def remember_shortcut(self, command: str, keys: str | None) -> None:
        """Remember a command's own keys ("" for no key at all); None: those it came with."""
        if keys is None:
            self._settings.remove(f"shortcuts/{command}")
        else:
            self._settings.setValue(f"shortcuts/{command}", keys)

    @property
    def recent_commands(self) -> list[str]:
        """Names of what was run from the palette, the last one first."""
        value = self._settings.value("recent_commands", [])
        value = [value] if isinstance(value, str) else value
        return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []

    def remember_command(self, name: str) -> None:
        """Put a command at the head of the recent ones."""
        recents = [name, *(one for one in self.recent_commands if one != name)]
        self._settings.setValue("recent_commands", recents[:_RECENT_LIMIT])

    @property
    def geometry(self) -> QByteArray:
        """The window's geometry as Qt saved it."""
        return self._bytes("geometry")

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._settings.setValue("geometry", value)

    @property
    def window_size(self) -> QSize | None:
        """The window's size, where there is no screen to fit its geometry to; None before."""
        width, _, height = self._text("window_size").partition(" ")
        if not (width.isdecimal() and height.isdecimal() and len(width + height) < 10):
            return None
        return QSize(int(width), int(height))

    @window_size.setter
    def window_size(self, size: QSize) -> None:
        self._settings.setValue("window_size", f"{size.width()} {size.height()}")

    def splitter(self, *, narrow: bool) -> QByteArray:
        """Return the sizes of the columns as Qt saved them, of a narrow or a wide window."""
        return self._bytes(f"splitter{_NARROW if narrow else ''}")

    def remember_splitter(self, value: QByteArray, *, narrow: bool) -> None:
        """Remember the sizes of the columns."""
        self._settings.setValue(f"splitter{_NARROW if narrow else ''}", value)

    def panels(self, *, narrow: bool) -> list[str] | None:
        """Return which panels a narrow or a wide window shows; None when it never said."""
        value = self._settings.value(f"panels{_NARROW if narrow else ''}")
        return value.split() if isinstance(value, str) else None

    def remember_panels(self, names: Iterable[str], *, narrow: bool) -> None:
        """Remember which panels are shown."""
        self._settings.setValue(f"panels{_NARROW if narrow else ''}", " ".join(names))

    @property
    def are_kept(self) -> bool:
        """Whether the last ``save`` could write them."""
        return self._has_place and self._settings.status() != QSettings.Status.AccessError

    def save(self) -> None:
        """Write to disk now; a settings file that cannot be written is no reason to stop."""
        self._settings.sync()


def _is_whole(project: str) -> bool:
    """Tell whether a location means the same from every folder; earlier versions kept others."""
    return is_url(project) or Path(project).is_absolute()


def _is_there(project: str) -> bool:
    if is_url(project):
        return True
    try:
        return Path(project).is_file()
    except (OSError, ValueError):
        return False


def _key(place: str) -> str:
    """Return a place as a settings key; slashes would make groups, so other signs stand for them.

    Two places never have the same key.
    """
    safe = place.replace("%", "%25").replace("|", "%7C")
    return safe.replace("/", "|").replace("\\", "|" if sys.platform == "win32" else "%5C")


def _old_key(project: str) -> str:
    """Return the key under which earlier versions kept a project."""
    return project.replace("/", "|").replace("\\", "|")


def _hashed(*names: str) -> str:
    """Return a key for names of any characters."""
    return sha256("\n".join(names).encode()).hexdigest()[:16]
