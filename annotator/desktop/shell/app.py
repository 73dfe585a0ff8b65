"""The composition root: what exists, and who knows whom."""

from __future__ import annotations

import gc
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path

import annotator.desktop.shell.without_qt  # noqa: F401

# isort: split
from PySide6.QtCore import QBuffer, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from annotator.desktop.faults.no_window import made
from annotator.desktop.faults.starting import watching
from annotator.desktop.faults.watch import FAULT, CrashWatch
from annotator.desktop.session.session import Session
from annotator.desktop.shell.backing_up import BackingUp
from annotator.desktop.shell.sample import is_sample, open_sample
from annotator.desktop.shell.window.main_window import MainWindow
from annotator.desktop.toolkit import icons, tasks
from annotator.desktop.toolkit.language import Language, Languages, code_of
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.theme import Choice, Themes
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError, NotSavedError, ProjectError
from annotator.paths import shown_path, usable
from annotator.project import ArticleFilter, Project
from annotator.text import find_unstorable
from annotator.words import Message, say

_SETTLE_MS = 50
_IDENTIFIER = "org.annotator.Annotator"


def run(
    project: str | None, annotator: str | None, article: str | None, screenshot: str | None
) -> int:
    """Open the desktop app and return its exit code.

    Args:
        project: location of a project; None: the last one, else the sample project.
        annotator: who annotates; None: who did so last in this project, else a dialog asks.
        article: id of the article to show; None: the one that was open last.
        screenshot: save a picture of the window to this file as PNG, and exit.

    Raises:
        ProjectError: the project cannot be opened, or the screenshot cannot be written.

    """
    if screenshot is not None:
        usable(screenshot, NotSavedError)
    application = _application()
    desktop = Desktop(application, Settings())
    with watching(desktop, silent=screenshot is not None) as watch:
        if not desktop.start(project, annotator, article, may_ask=screenshot is None):
            return 0
        QTimer.singleShot(_SETTLE_MS, collect_garbage)
        if screenshot is not None:
            _take_screenshot(application, desktop, Path(screenshot), watch)
            return FAULT if watch.failed else 0
        code = application.exec()
        desktop.shut_down()
        return code


def collect_garbage() -> None:
    """Collect garbage from now on, but never look at what the start has made: it stays."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


class Application(QApplication):
    """The application; on macOS files that are to be opened come as events, and not as arguments.

    Signals:
        opened: the path of a file that was double-clicked, or dropped on the icon.
    """

    opened = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Tell of a file that is to be opened."""
        if file := file_of(event):
            self.opened.emit(file)
            return True
        return super().event(event)


def file_of(event: QEvent) -> str:
    """Return the path of the file that an event asks to open; "" for every other event."""
    return event.file() if isinstance(event, QFileOpenEvent) else ""


def _application() -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QGuiApplication.setDesktopFileName("annotator")
    if sys.platform == "win32":  # what the task bar puts together, and shows the icon of
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(_IDENTIFIER)
    application = made(lambda: Application(sys.argv[:1]))
    application.setApplicationName("Annotator")
    application.setApplicationDisplayName("")
    return application


def _take_screenshot(
    application: QApplication, desktop: Desktop, file: Path, watch: CrashWatch
) -> None:
    window = desktop.window
    assert window is not None
    taken = QBuffer()
    taken.open(QBuffer.OpenModeFlag.WriteOnly)

    def take() -> None:
        window.grab().save(taken, "PNG")
        window.close()
        application.quit()

    QTimer.singleShot(_SETTLE_MS, take)
    application.exec()
    if not watch.failed:
        from annotator.formats.common.output import replacing

        with replacing(file) as written:
            written.write(taken.data().data())


class Desktop(QObject):
    """Holds the one window, and opens another project in its place."""

    def __init__(self, application: QApplication, settings: Settings) -> None:
        super().__init__(application)
        self.settings = settings
        self.themes = Themes(self)
        self.themes.choose(settings.theme)
        self.languages = Languages(application)
        self.languages.choose(settings.language)
        self.window: MainWindow | None = None
        self._project: Project | None = None
        self._said_not_kept = False
        application.setWindowIcon(icons.application_icon())
        if isinstance(application, Application):
            application.opened.connect(self.open)

    # -- start ---------------------------------------------------------------------------------

    def start(
        self, location: str | None, annotator: str | None, article: str | None, *, may_ask: bool
    ) -> bool:
        """Open a project at start-up; False when the user gave up choosing an annotator."""
        notice = ""
        if location is not None:
            project = Project.open(location)
        else:
            project, notice = self._last_or_sample()
        if not self._show(project, annotator, article, may_ask=may_ask):
            return False
        if notice and self.window is not None:
            self.window.tell(notice)
        return True

    def _last_or_sample(self) -> tuple[Project, str]:
        """Open the last project; when that fails the sample, and say why: starting never fails."""
        notice = ""
        for location in self.settings.recents[:1]:
            try:
                return Project.open(location), ""
            except AnnotatorError as error:
                notice = in_words(error.message)
        return open_sample(), notice

    def open(self, location: str) -> None:
        """Open another project in place of the one that is open."""
        try:
            self._show(Project.open(location), None, None, may_ask=True)
        except AnnotatorError as error:
            self.complain(error.message)

    def take_tour(self) -> None:
        """Open the sample, where it is not open, and begin the tour where it was left."""
        window = self.window
        if window is None:
            return
        location = window.session.project.location
        if is_sample(location):
            window.tour.begin()
            return
        self.settings.tour = self.settings.tour or "left 0"  # it is begun, not offered
        try:
            self._show(open_sample(), window.session.annotator, None, may_ask=False)
        except AnnotatorError as error:
            self.complain(error.message)
            return
        if self.window is not None:
            self.window.tour.begin(back=location)

    def open_again(self, notice: str) -> None:
        """Open the project anew in its window: everything that is shown was read before."""
        window = self.window
        if window is None:
            return
        session = window.session
        try:
            project = Project.open(session.project.location)
            self._show(project, session.annotator, None, may_ask=False)
        except AnnotatorError as error:
            self.complain(error.message)
            return
        if self.window is not None:
            self.window.tell(notice)

    def _show(
        self, project: Project, annotator: str | None, article: str | None, *, may_ask: bool
    ) -> bool:
        name = self._annotator_for(project, annotator, may_ask=may_ask)
        if name is None:
            project.close()
            return False
        try:
            project.add_annotator(name, to_read=True)
            if (before := self._open_window()) is not None:
                # It gives way to this one: what was done in it is this one's to undo. Should the
                # new one not come about, it says by itself that it is still there.
                before.session.project.depart(before.session.following.window)
            session = Session(project, name)
        except AnnotatorError:
            project.close()
            raise
        old = self.window
        if old is not None:
            old.remember_layout()
        window = MainWindow(session, self.themes, self.settings)
        if not self._open_first(session, article):
            window.close()
            project.close()
            raise ProjectError(say("there is no article {name}", name=shown_path(article or "")))
        self.window = window
        self._project = project
        self._wire(window)
        window.show()
        window.article.setFocus()
        if old is not None:
            old.close()
            tasks.shut_down()
            old.session.project.close()
        self.settings.remember_project(project.location)
        self.settings.remember_annotator(project.location, name)
        self.settings.save()
        BackingUp(window)
        if is_sample(project.location):
            window.tour.offer(may_ask=may_ask)
        self._tell_notices(window, project.notices)
        return True

    def _tell_notices(self, window: MainWindow, notices: Sequence[Message]) -> None:
        """Say what is to be known of the project, and once that settings are not kept."""
        said = [in_words(notice) for notice in notices]
        if not self.settings.are_kept and not self._said_not_kept:
            self._said_not_kept = True
            said.append(
                self.tr("What you choose is not remembered: {0} cannot be written.").format(
                    self.settings.file
                )
            )
        if said:
            window.tell(" ".join(said))

    def _annotator_for(self, project: Project, given: str | None, *, may_ask: bool) -> str | None:
        """Return who annotates: as given, as last time, or as chosen now; a pack asks."""
        name = self._named(project, given, may_ask=may_ask)
        if name is None or not may_ask:
            return name
        from annotator.desktop.team.pack_owner import ask_whose

        return ask_whose(self.window, project, name)

    def _named(self, project: Project, given: str | None, *, may_ask: bool) -> str | None:
        if given is not None:
            return given
        there = project.annotators()
        last = self.settings.annotator(project.location)
        if last in there:
            return last
        if last and (became := project.former_names().get(last)) in there:
            return became
        origin = project.origin()
        if origin is not None and origin.annotator:
            return origin.annotator
        guess = self.settings.last_annotator or _user_name()
        if not may_ask:
            return there[0] if there else guess
        from annotator.desktop.toolkit.dialogs.annotator_name import ask_annotator

        return ask_annotator(self.window, there, guess)

    def _open_first(self, session: Session, article: str | None) -> bool:
        """Open the article that was asked for, else the one of last time, else the first."""
        if article is not None:
            return find_unstorable(article) is None and session.open_article(article)
        last = self.settings.article(session.project.location)
        try:
            if last and session.project.has_article(last):
                session.open_article(last)
                return True
            mine = ArticleFilter(assigned_only=True)
            keys = session.project.index(session.annotator, mine)
            keys = keys or session.project.index(session.annotator)
        except AnnotatorError as error:
            self.complain(error.message)
            return True
        if keys:
            session.open_article(keys[0])
        return True

    # -- after a fault of the program -----------------------------------------------------------

    def front(self) -> QWidget | None:
        """Return the window, None where there is none, or none any more."""
        return self._open_window()

    def tell(self, sentence: str) -> None:
        """Say a sentence in the status bar."""
        if (window := self._open_window()) is not None:
            window.tell(sentence)

    def draw_anew(self) -> None:
        """Show everything anew as it is stored: a view may have stopped half-way."""
        if (window := self._open_window()) is not None:
            window.session.reload(wholly=True)

    def _open_window(self) -> MainWindow | None:
        return self.window if self.window is not None and isValid(self.window) else None

    def reopen(self) -> None:
        """Close the project and open it anew, with the article that is shown.

        Nothing of the old window is asked any more, for a part of it is broken.

        Raises:
            ProjectError: it cannot be opened.

        """
        old = self._open_window()
        if old is None:
            return
        session = old.session
        location = session.project.location
        article = session.opened.article.id if session.opened is not None else None
        self.window = None
        old.hide()
        tasks.shut_down()
        session.project.close()
        try:
            project = Project.open(location)
            if article is not None and not project.has_article(article):
                article = None
            self._show(project, session.annotator, article, may_ask=False)
        except BaseException:  # there is always a window to go on with
            self.window = old
            old.show()
            raise
        old.deleteLater()

    # -- the File menu -------------------------------------------------------------------------

    def _wire(self, window: MainWindow) -> None:
        window.command.connect(self._on_command)
        window.recent_wanted.connect(self.open)
        window.dropping.files.connect(lambda paths: self._on_files(window, paths))
        window.dropping.text.connect(lambda text: self._on_text(window, text))
        window.session.failed.connect(self._on_failed)
        window.session.annotator_changed.connect(
            lambda name: self.settings.remember_annotator(window.session.project.location, name)
        )

    def _on_command(self, name: str) -> None:
        window = self.window
        if window is None:
            return
        from annotator.desktop.shell import file_menu

        file_menu.carry_out(name, self, window)

    @staticmethod
    def _on_files(window: MainWindow, paths: list[Path]) -> None:
        from annotator.desktop.shell import file_menu

        file_menu.import_files(window, paths)

    @staticmethod
    def _on_text(window: MainWindow, text: str) -> None:
        from annotator.desktop.shell import file_menu

        file_menu.paste_article(window, text)

    def _on_failed(self, sentence: str, again: object) -> None:
        from annotator.desktop.toolkit.dialogs.problem import show_problem

        if show_problem(self.window, sentence, can_retry=callable(again)) and callable(again):
            again()

    def shut_down(self) -> None:
        """Stop what runs in the background and close the project; nothing is pending."""
        tasks.shut_down()
        if self._project is not None:
            self._project.close()

    def complain(self, reason: Message) -> None:
        """Say what cannot be done."""
        sentence = in_words(reason)
        self._on_failed(f"{sentence[:1].upper()}{sentence[1:]}", None)

    def choose_language(self, language: Language) -> None:
        """Switch the language: the window is made anew, with the article that it shows."""
        before, self.settings.language = self.settings.language, language
        window = self.window
        if window is None or code_of(before) == code_of(language):
            return
        session = window.session
        session.leaving.emit()
        article = session.opened.article.id if session.opened is not None else None
        self.languages.choose(language)
        try:
            project = Project.open(session.project.location)
            self._show(project, session.annotator, article, may_ask=False)
        except AnnotatorError as error:
            self.complain(error.message)

    def choose_theme(self, choice: Choice) -> None:
        """Switch the theme."""
        self.themes.choose(choice)


def _user_name() -> str:
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
    return name if name.isprintable() else ""
