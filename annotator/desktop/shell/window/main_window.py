"""The main window: layout and wiring, nothing else."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QContextMenuEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow

from annotator.annotation.changes import Changes, Direction
from annotator.annotation.records import Label
from annotator.desktop.accessibility.announcer import Announcer
from annotator.desktop.article_labels.before_done import BeforeDone
from annotator.desktop.article_labels.saying import Saying
from annotator.desktop.crosslinking.linking_claims import ClaimLinking
from annotator.desktop.crosslinking.second_page import SecondPage
from annotator.desktop.history.taking_back import TakingBack
from annotator.desktop.page.empty_page import EmptyPage
from annotator.desktop.page.find_bar import FindBar
from annotator.desktop.page.header import ArticleHeader
from annotator.desktop.page.strip import OverviewStrip
from annotator.desktop.page.view import ArticleView
from annotator.desktop.queue.article_list import Queue
from annotator.desktop.queue.marking import Marking
from annotator.desktop.queue.reading_positions import ReadingPositions
from annotator.desktop.session.project_file import ProjectFile
from annotator.desktop.session.session import Session
from annotator.desktop.session.watching import Watching
from annotator.desktop.shell.commands import commands
from annotator.desktop.shell.commands.enablement import Enablement
from annotator.desktop.shell.commands.pressing import Pressing
from annotator.desktop.shell.commands.shortcuts import Shortcuts
from annotator.desktop.shell.window import handlers
from annotator.desktop.shell.window.deferred_paint import DeferredPaint
from annotator.desktop.shell.window.layout import WindowLayout
from annotator.desktop.shell.window.made_late import MadeLate
from annotator.desktop.shell.window.menus import Menus
from annotator.desktop.shell.window.navigation import Navigation
from annotator.desktop.shell.window.page_following import PageFollowing
from annotator.desktop.shell.window.preferences import Preferences
from annotator.desktop.shell.window.presence_sign import PresenceSign
from annotator.desktop.shell.window.review_pages import ReviewPages
from annotator.desktop.shell.window.status_bar import StatusBar
from annotator.desktop.shell.window.title import title_of
from annotator.desktop.spans.guidelines import Guidelines
from annotator.desktop.spans.inspector import Inspector
from annotator.desktop.spans.label_bar import LabelBar
from annotator.desktop.spans.relations.on_page import LinksOnPage
from annotator.desktop.spans.relations.panel import RelationList
from annotator.desktop.spans.seeing import Seeing
from annotator.desktop.spans.span_list import SpanList
from annotator.desktop.tagging.gestures import Gestures
from annotator.desktop.tagging.key_preview import KeyPreview
from annotator.desktop.tagging.keyboard import Keyboard
from annotator.desktop.tagging.linking import Linking
from annotator.desktop.tagging.offers.proposing import Proposing
from annotator.desktop.tagging.parts import Parts
from annotator.desktop.tagging.searching import Searching
from annotator.desktop.tagging.several import SeveralGestures
from annotator.desktop.tagging.suggesting import Suggesting
from annotator.desktop.tagging.tag_here import TagHere
from annotator.desktop.toolkit import icons, screen
from annotator.desktop.toolkit.language import Language
from annotator.desktop.toolkit.pressed import native
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.theme import Theme, Themes
from annotator.desktop.toolkit.words import in_words
from annotator.desktop.tour.tour import Tour
from annotator.desktop.transfer.importing.dropping import Dropping
from annotator.project import OpenedArticle

_PASSED_ON = (
    *("new", "open", "import", "export", "labels", "annotator"),
    *("release", "assign", "pack", "merge", "conflicts", "backups", "mark_many"),
    *("people", "describe"),
    *("history", "palette", "change_keys", "keys", "statistics", "about", "agreement", "tour"),
    *("suggestions", "guide"),
    *(f"language_{one.value}" for one in Language),
)
_EMPTY_COMMANDS = ("import", "paste_article", "tour")
_HEADER_COMMANDS = ("undo", "redo", "previous", "next", "skip_next", "done_next")


class MainWindow(QMainWindow, MadeLate):
    """Queue, page and panels around one session.

    Signals:
        command: the name of a command that concerns more than this window (the File menu).
        recent_wanted: the location of a recent project to open.
    """

    command = Signal(str)
    recent_wanted = Signal(str)

    def __init__(self, session: Session, themes: Themes, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        session.setParent(self)
        self._themes = themes
        self._settings = settings
        self.actions_by_name: dict[str, QAction] = {}
        self._make_parts()
        self._make_doers()
        self.actions_by_name.update(commands.build(self, self._handlers()))
        second_page = SecondPage(
            self.article,
            lambda: self.comparison,
            self.window_layout.pages,
            self.window_layout.columns,
            {
                self.actions_by_name[name]: panel
                for name, panel in self.window_layout.panels.items()
            },
        )
        self.claim_linking = ClaimLinking(
            *(session, self.article, lambda: self.comparison, second_page), self
        )
        self.review_pages = ReviewPages(
            *(session, themes, settings, self.window_layout.views, self.article),
            *(self.actions_by_name, self),
        )
        self.enablement = Enablement(
            session, self.queue, self.review_pages.stack, self.actions_by_name, self._label_actions
        )
        self.shortcuts = Shortcuts(settings, session.labels.values, self)
        self.pressing = Pressing(self, self.enablement.why_off, self._help_key)
        self._apply_shortcuts()
        self.menus.build()
        self.links_on_page = LinksOnPage(
            session, self.article, settings, self.actions_by_name["show_links"]
        )
        self.links_on_page.offer_in(self.menus.links_menu)
        self.tour.watch()
        self.empty_page.offer(self.actions_by_name[name] for name in _EMPTY_COMMANDS)
        self.header.add_buttons(self.actions_by_name[name] for name in _HEADER_COMMANDS)
        self.watching = Watching(session, self)
        beside = (
            self.seeing.sign,
            self.suggesting.count,
            PresenceSign(session),
            self.reading_positions.label,
        )
        self.status_bar = StatusBar(*beside, parent=self)
        reason = session.project.read_only
        self.status_bar.show_read_only(in_words(reason) if reason is not None else "")
        self.setStatusBar(self.status_bar)
        self._later.watch(self.window_layout.side, self.status_bar)
        self._wire()
        self.preferences.restore()
        self._on_theme_changed(themes.theme)
        self._on_article_opened(session.opened)
        self.menus.renew_labels(session.labels.values())
        self.enablement.renew()
        screen.take_size(self, settings.geometry, settings.window_size)
        self.window_layout.folding.restore(settings, self.width(), self.actions_by_name)

    @property
    def session(self) -> Session:
        """What is open in this window."""
        return self._session

    # -- parts ---------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        """Make what is seen."""
        session, themes = self._session, self._themes
        self._later = DeferredPaint(session, self)
        self.queue = Queue(session, themes)
        self.article = ArticleView()
        self.strip = OverviewStrip(self.article)
        self.find_bar = FindBar(self.article)
        self.header = ArticleHeader()
        self.before_done = BeforeDone(themes)
        self.label_bar = LabelBar(session, themes)
        self.span_list = SpanList(session, themes)
        self.inspector = Inspector(session, themes)
        self.guidelines = Guidelines(session, themes)
        self.relations = RelationList(session, themes)
        self.empty_page = EmptyPage(self.article, session)
        self.tour = Tour(
            *(session, self.article, self.actions_by_name, self._label_actions),
            *(self._settings, self),
        )
        self.window_layout = WindowLayout(
            self,
            self.queue,
            (self.header, self.label_bar, self.before_done, self.find_bar),
            self.article,
            self.span_list,
            self.inspector,
            self.guidelines,
            self.relations,
            self.tour.bar,
        )

    def _make_doers(self) -> None:
        """Make what acts, in the order in which it hears of the session."""
        session, article, themes = self._session, self.article, self._themes
        self.gestures = Gestures(session, article, self)
        self.several = SeveralGestures(session, article, self.gestures, self)
        self.keyboard = Keyboard(session, article, self)
        self.parts = Parts(session, article, self.gestures, self)
        self.key_preview = KeyPreview(session, article, self.gestures, self)
        self.seeing = Seeing(session, self.label_bar, self)
        self.linking = Linking(session, article, self)
        self.marking = Marking(session, self.queue, self)
        self.taking_back = TakingBack(session, self)
        self.tag_here = TagHere(session, article, self.gestures, self)
        self.searching = Searching(session, article, self.tag_here, themes, self)
        self.reading_positions = ReadingPositions(session, article, self)
        self.announcer = Announcer(session, article, self)
        self.suggesting = Suggesting(
            *(session, article, themes, self._settings, self.gestures), self
        )
        self.proposing = Proposing(
            *(session, self.suggesting.offering, self.inspector.proposed, self.suggesting.key), self
        )
        self.project_file = ProjectFile(session, self)
        self.dropping = Dropping(self)
        self.dropping.paste_into(self.queue.list)
        self.page_following = PageFollowing(session, article, self.strip, self.gestures, self)
        self.navigation = Navigation(session, article, self.window_layout, self.gestures, self)
        self.preferences = Preferences(
            *(article, self._settings, themes, session, self.actions_by_name, self)
        )
        self.saying = Saying(
            *(session, themes, article, self.header, self.before_done, self.navigation), self
        )
        self.menus = Menus(self, self.actions_by_name, self._settings)

    def _handlers(self) -> handlers.Handlers:
        """Return what each command does."""
        return {
            **{name: partial(self.command.emit, name) for name in _PASSED_ON},
            **handlers.of_taking_back(self.taking_back, self.marking),
            **handlers.of_gestures(self.gestures),
            **handlers.of_several(self.several),
            **handlers.of_parts(self.parts),
            **handlers.of_linking(self.linking),
            **handlers.of_keyboard(self.keyboard),
            **handlers.of_find_bar(self.find_bar),
            **handlers.of_marking(self.marking, self.navigation),
            **handlers.of_navigation(self.navigation, self.article),
            **handlers.of_layout(self.window_layout),
            **handlers.of_preferences(self.preferences),
            **self.suggesting.handlers(),
            **self.proposing.handlers(),
            **self.suggesting.drafting.instead_of(
                {**handlers.of_gestures(self.gestures), **self.keyboard.moves()}
            ),
            **self.seeing.handlers(),
            "let_go": self._let_go,
            "quit": lambda: self._quit(),
            "copy": self.article.copy,
            "print": lambda: self.printing.print_article(),
            "save_pdf": lambda: self.printing.save_pdf(),
            "paste_article": self.dropping.paste,
            "tag_same": self.tag_here.tag_same,
            "tag_same_everywhere": self.searching.tag_same,
            "find_project": self.searching.find,
            "article_labels": self.saying.panel.open_panel,
            "next_of_story": self.queue.next_of_story,
            # These are made after the commands, which they need.
            "show_links": lambda: self.links_on_page.follow(),
            "compare": lambda: self.claim_linking.start(),
            "follow_link": lambda: self.claim_linking.follow(),
            "settle": lambda: self.review_pages.adjudication.start(),
            "gold_differences": lambda: self.review_pages.differing.start(),
        }

    def _let_go(self) -> None:
        if not self.seeing.give_up():
            self.navigation.let_go()

    def _quit(self) -> None:
        self.close()

    # -- menus and sentences -------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer labels and what can be done with the current span, or with the articles."""
        rows = self.queue.list
        if rows.isVisible() and rows.rect().contains(rows.mapFromGlobal(event.globalPos())):
            self.marking.open_menu(event.globalPos(), self.actions_by_name)
        elif self.article.rect().contains(self.article.mapFromGlobal(event.globalPos())):
            self.menus.open_at(event.globalPos())

    def menu_actions(self) -> list[tuple[str, QAction]]:
        """Return every action that has a key, with its menu."""
        return self.menus.entries()

    def label_actions(self) -> list[tuple[Label, QAction]]:
        """Return every label with the action that tags with it."""
        return list(zip(self._session.labels.values(), self.menus.label_actions, strict=True))

    def _label_actions(self) -> list[QAction]:
        """Return the actions that tag; they are others when labels have changed."""
        return [*self.menus.label_actions, *self.menus.new_span_actions]

    def tell(self, sentence: str) -> None:
        """Say one sentence in the status bar for a while."""
        self.status_bar.tell(sentence)
        self.announcer.tell(sentence)

    # -- wiring --------------------------------------------------------------------------------

    def _wire(self) -> None:
        """Connect everything, in one visible block."""
        session, article = self._session, self.article
        session.article_opened.connect(self._on_article_opened)
        session.changed.connect(self._on_changed)
        self.page_following.listen()
        session.labels_changed.connect(self._on_labels_changed)
        session.annotator_changed.connect(lambda _: self._show_names())
        session.told.connect(self.tell)
        article.selectionChanged.connect(self._show_place)
        article.cursorPositionChanged.connect(self._show_place)
        article.column_moved.connect(self.header.align)
        article.column_moved.connect(self.label_bar.align)
        article.column_moved.connect(self.find_bar.align)
        article.column_moved.connect(self.tour.bar.align)
        article.size_wanted.connect(self.preferences.change_size)
        self.find_bar.hits_changed.connect(self.strip.set_hits)
        self.find_bar.told.connect(self.tell)
        self.find_bar.missed.connect(self.gestures.let_go_of_span)
        self.find_bar.counted.connect(self.announcer.tell)
        self.queue.counted.connect(self.announcer.tell)
        tag = self.suggesting.before_tagging(self.several.tag)
        tag_anew = partial(self.gestures.tag, anew=True)
        self.label_bar.label_chosen.connect(self.seeing.before(tag))
        self.label_bar.pointed_at.connect(self.key_preview.point_at)
        self.menus.label_chosen.connect(self.seeing.before(tag))
        self.label_bar.new_span_wanted.connect(self.seeing.before(tag_anew))
        self.menus.new_span_wanted.connect(self.seeing.before(tag_anew))
        self.seeing.changed.connect(article.set_hidden)
        self.seeing.changed.connect(self.strip.set_hidden)
        self.seeing.changed.connect(self.suggesting.show_hidden)
        self.seeing.menu_made.connect(self.suggesting.offering.fill_menu)
        self.proposing.noted.connect(self._tell_then)
        article.cursorPositionChanged.connect(self.seeing.give_up)
        self.seeing.give_up_with(self.actions_by_name)
        self.review_pages.made.connect(self.preferences.take)
        self.preferences.guess_chosen.connect(lambda on: self.key_preview.switch(on=on))
        self.menus.recent_wanted.connect(self.recent_wanted)
        self.status_bar.snap_wanted.connect(self.preferences.cycle_snap)
        self.status_bar.annotator_wanted.connect(lambda: self.command.emit("annotator"))
        self.preferences.snap_chosen.connect(self.status_bar.show_snap)
        self.preferences.trim_chosen.connect(self._show_place)
        self.preferences.any_span_chosen.connect(self.keyboard.count_any_span)
        self.tour.finished.connect(article.setFocus)
        self.tour.back_wanted.connect(self.recent_wanted)
        self.navigation.told.connect(self.tell)
        self.navigation.all_let_go.connect(self.suggesting.let_go)
        self.navigation.all_let_go.connect(self.find_bar.hide)
        self.navigation.all_let_go.connect(lambda: self.claim_linking.close())
        self._themes.changed.connect(self._on_theme_changed)
        self.shortcuts.changed.connect(self._apply_shortcuts)
        self.pressing.told.connect(self.tell)

    def _on_article_opened(self, opened: OpenedArticle | None) -> None:
        self.reading_positions.leave()
        self.page_following.show_article(opened)
        self.reading_positions.enter(opened)
        self.find_bar.set_text(opened.article.text if opened is not None else "")
        self._show_header(opened)
        self._show_place()
        self._show_undo()
        self._show_names()
        if opened is not None:
            self._settings.remember_article(self._session.project.location, opened.article.id)
        self.empty_page.renew()

    def _show_header(self, opened: OpenedArticle | None) -> None:
        session = self._session
        self.header.show_article(opened, session.status, flagged=session.flagged)

    def _on_changed(self, changes: Changes) -> None:
        opened = self._session.opened
        if opened is not None:
            self.page_following.take(changes, opened.article.id)
            if changes.delta.statuses:
                self._show_header(opened)
        elif changes.reloads:
            self.empty_page.renew()
        self._show_undo()
        if not changes.elsewhere and changes.direction is Direction.DONE:
            self.tell(in_words(changes.text))

        if words := self.seeing.said_of(changes):
            self._tell_then(words)

    def _tell_then(self, words: str) -> None:
        """Tell something after what is told now."""
        QTimer.singleShot(0, self, lambda: self.tell(self.status_bar.and_then(words)))

    def _on_labels_changed(self) -> None:
        self.shortcuts.renew()
        self.menus.renew_labels(self._session.labels.values())
        self.pressing.renew()
        self.enablement.renew()
        self.page_following.renew_labels()
        self.tour.say_anew()

    def _on_theme_changed(self, theme: Theme) -> None:
        for command in commands.COMMANDS:
            if command.icon:
                self.actions_by_name[command.name].setIcon(icons.icon(command.icon, theme))
        self.status_bar.set_theme(theme)
        self.page_following.set_theme(theme)
        self.find_bar.set_theme(theme)
        self.header.set_theme(theme)

    def _show_undo(self) -> None:
        state = self._session.undo_state
        self.menus.show_undo(state)
        self.enablement.show_undo(state)

    def _show_names(self) -> None:
        annotator = self._session.annotator
        self.status_bar.show_annotator(annotator)
        self.setWindowTitle(title_of(self._session.project, annotator))

    def _show_place(self) -> None:
        caret = self.article.caret() if self._session.opened is not None else None
        self.status_bar.show_place(self.article.selection(), caret)

    def _apply_shortcuts(self) -> None:
        self.shortcuts.apply_to(self.actions_by_name)
        self.menus.renew_shift_keys()
        self.pressing.renew()
        self.tour.say_anew()
        self.empty_page.renew()

    def _help_key(self) -> str:
        return native(self.actions_by_name["keys"].shortcut()) or self.tr("Help ▸ Keys")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say of a key that nobody takes that it does nothing."""
        super().keyPressEvent(event)
        self.pressing.say_unbound(event)

    # -- end -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the columns away where there is too little room for them."""
        super().resizeEvent(event)
        self.window_layout.folding.fit(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        """Save what is being typed when the window is left."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._session.leaving.emit()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Watch whether somebody is there, and put the page where it was left."""
        super().showEvent(event)
        if not event.spontaneous():
            self.reading_positions.watch(self.windowHandle())
            self.dropping.watch(self.windowHandle())
            self.pressing.watch(self.windowHandle())
            QTimer.singleShot(0, self.reading_positions.restore)
            self.watching.start()

    def remember_layout(self) -> None:
        """Remember where the window and its columns are, for the next one."""
        self._settings.geometry = self.saveGeometry()
        self._settings.window_size = self.size()
        self.window_layout.folding.remember(self._settings)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed and remember the layout; everything else is on disk."""
        if not (self.inspector.flush() and self.guidelines.flush()):
            event.ignore()
            return
        self.claim_linking.close()
        self.reading_positions.leave()
        self.watching.stop()
        self.reading_positions.watch(None)
        self.project_file.stop()
        self.dropping.watch(None)
        self.remember_layout()
        self._settings.save()
        super().closeEvent(event)
