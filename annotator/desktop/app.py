"""The composition root: what exists, and who knows whom."""

from __future__ import annotations

import gc
import getpass
import sys
from pathlib import Path

# PySide looks into the source of each module imported after it: what is not Qt goes first.
from annotator.desktop.language import Language, Languages, code_of
from annotator.desktop.phrases import in_words
from annotator.project import ArticleFilter, Project

# isort: split
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator.desktop import icons, tasks
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings, data_folder
from annotator.desktop.shell.backing_up import BackingUp
from annotator.desktop.theme import Choice, Themes
from annotator.desktop.window import MainWindow
from annotator.errors import AnnotatorError, ProjectError

_SETTLE_MS = 50


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
    application = _application()
    desktop = Desktop(application, Settings())
    if not desktop.start(project, annotator, article, may_ask=screenshot is None):
        return 0
    QTimer.singleShot(_SETTLE_MS, collect_garbage)
    if screenshot is not None:
        return _take_screenshot(application, desktop, Path(screenshot))
    code = application.exec()
    desktop.shut_down()
    return code


def collect_garbage() -> None:
    """Collect garbage from now on, but never look at what the start has made: it stays."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _application() -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QGuiApplication.setDesktopFileName("annotator")
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Annotator")
    application.setApplicationDisplayName("")
    return application


def _take_screenshot(application: QApplication, desktop: Desktop, file: Path) -> int:
    window = desktop.window
    assert window is not None
    saved: list[bool] = []

    def take() -> None:
        saved.append(window.grab().save(str(file), "PNG"))
        window.close()
        application.quit()

    QTimer.singleShot(_SETTLE_MS, take)
    application.exec()
    if saved != [True]:
        raise ProjectError(f"{file}: the screenshot cannot be written")
    return 0


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
        application.setWindowIcon(icons.application_icon())

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
                notice = in_words(str(error))
        return open_sample(), notice

    def open(self, location: str) -> None:
        """Open another project in place of the one that is open."""
        try:
            self._show(Project.open(location), None, None, may_ask=True)
        except AnnotatorError as error:
            self.complain(str(error))

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
            self.complain(str(error))
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
            raise ProjectError(f"there is no article {article}")
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
        for notice in project.notices:
            window.tell(in_words(notice))
        return True

    def _annotator_for(self, project: Project, given: str | None, *, may_ask: bool) -> str | None:
        """Return who annotates: as given, as last time, or as chosen now."""
        if given is not None:
            return given
        there = project.annotators()
        last = self.settings.annotator(project.location)
        if last in there:
            return last
        origin = project.origin()
        if origin is not None and origin.annotator:
            return origin.annotator
        guess = self.settings.last_annotator or _user_name()
        if not may_ask:
            return there[0] if there else guess
        from annotator.desktop.dialogs.annotator import ask_annotator

        return ask_annotator(self.window, there, guess)

    def _open_first(self, session: Session, article: str | None) -> bool:
        """Open the article that was asked for, else the one of last time, else the first."""
        if article is not None:
            return session.open_article(article)
        last = self.settings.article(session.project.location)
        try:
            if last and session.project.has_article(last):
                session.open_article(last)
                return True
            mine = ArticleFilter(assigned_only=True)
            keys = session.project.index(session.annotator, mine)
            keys = keys or session.project.index(session.annotator)
        except AnnotatorError as error:
            self.complain(str(error))
            return True
        if keys:
            session.open_article(keys[0])
        return True

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
        from annotator.desktop import file_menu

        file_menu.carry_out(name, self, window)

    @staticmethod
    def _on_files(window: MainWindow, paths: list[Path]) -> None:
        from annotator.desktop import file_menu

        file_menu.import_files(window, paths)

    @staticmethod
    def _on_text(window: MainWindow, text: str) -> None:
        from annotator.desktop import file_menu

        file_menu.paste_article(window, text)

    def _on_failed(self, sentence: str, again: object) -> None:
        from annotator.desktop.dialogs.problem import show_problem

        if show_problem(self.window, sentence, can_retry=callable(again)) and callable(again):
            again()

    def shut_down(self) -> None:
        """Stop what runs in the background and close the project; nothing is pending."""
        tasks.shut_down()
        if self._project is not None:
            self._project.close()

    def complain(self, sentence: str) -> None:
        """Say what cannot be done."""
        sentence = in_words(sentence)
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
            self.complain(str(error))

    def choose_theme(self, choice: Choice) -> None:
        """Switch the theme."""
        self.themes.choose(choice)


def open_sample() -> Project:
    """Open the user's own copy of the sample project, which is made when missing.

    A copy that cannot be opened is put aside, never thrown away.
    """
    place = data_folder() / "sample.annotator"
    if place.exists():
        try:
            return Project.open(place)
        except AnnotatorError:
            aside = next(
                place.with_name(f"sample.unreadable-{number}.annotator")
                for number in range(1, 10_000)
                if not place.with_name(f"sample.unreadable-{number}.annotator").exists()
            )
            place.replace(aside)
            log = place.with_name(f"{place.name}-wal")
            if log.exists():  # what a killed program has left belongs to it
                log.replace(aside.with_name(f"{aside.name}-wal"))
    from annotator.exchange import ImportOptions, bring_in, create_project
    from annotator.resources import resource

    project = create_project(place)
    try:
        bring_in(project, [resource("samples/news.jsonl")], ImportOptions())
    except BaseException:
        project.close()
        place.unlink()
        raise
    return project


def _user_name() -> str:
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
    return name if name.isprintable() else ""
