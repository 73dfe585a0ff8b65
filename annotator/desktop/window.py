"""The main window: layout and wiring, nothing else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QContextMenuEvent, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QMainWindow,
    QMenu,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.changes import Changes, Direction
from annotator.annotation.records import Label, Status
from annotator.desktop import commands, gestures, icons, keyboard
from annotator.desktop.announcer import Announcer
from annotator.desktop.article.find_bar import FindBar
from annotator.desktop.article.header import ArticleHeader
from annotator.desktop.article.strip import OverviewStrip
from annotator.desktop.article.view import ArticleView
from annotator.desktop.comparing import Comparing
from annotator.desktop.dropping import Dropping
from annotator.desktop.facing import Facing
from annotator.desktop.language import Language
from annotator.desktop.linking import Linking
from annotator.desktop.marking import Marking
from annotator.desktop.panels.comparison import Comparison
from annotator.desktop.panels.guidelines import Guidelines
from annotator.desktop.panels.inspector import Inspector
from annotator.desktop.panels.label_bar import LabelBar
from annotator.desktop.panels.marks import tip
from annotator.desktop.panels.queue import Queue
from annotator.desktop.panels.span_list import SpanList
from annotator.desktop.phrases import in_words
from annotator.desktop.reading import Snap
from annotator.desktop.readings import Readings
from annotator.desktop.searching import Searching
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.desktop.shortcuts import Shortcuts
from annotator.desktop.suggesting import Suggesting
from annotator.desktop.theme import Choice, Theme, Themes
from annotator.desktop.together import Together
from annotator.project import OpenedArticle, UndoState

_MESSAGE_MS = 6000
_FILE_COMMANDS = (
    *("new", "open", "import", "export", "labels", "annotator"),
    *("release", "assign", "pack", "merge", "conflicts"),
)
_LANGUAGE_COMMANDS = tuple(f"language_{one.value}" for one in Language)
_HELP_COMMANDS = ("palette", "change_keys", "keys", "statistics", "about", "agreement")
_SPAN_COMMANDS = (
    *("add_fragment", "remove_fragment", "cycle", "note"),
    *("link", "compare", "flag", "delete", "copy"),
)
_HEADER_COMMANDS = ("undo", "redo", "previous", "next", "skip_next", "done_next")


class MainWindow(QMainWindow):
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
        self.queue = Queue(session, themes)
        self.article = ArticleView()
        self.strip = OverviewStrip(self.article)
        self.find_bar = FindBar(self.article)
        self.header = ArticleHeader()
        self.label_bar = LabelBar(session, themes)
        self.span_list = SpanList(session, themes)
        self.inspector = Inspector(session, themes)
        self.guidelines = Guidelines(session, themes)
        self.comparison = Comparison(themes)
        self.gestures = gestures.Gestures(session, self.article, self)
        self.keyboard = keyboard.Keyboard(session, self.article, self)
        self.linking = Linking(session, self.article, self)
        self.marking = Marking(session, self.queue, self)
        self.searching = Searching(session, self.article, self.gestures, themes, self)
        self.readings = Readings(session, self.article, self)
        self.announcer = Announcer(session, self.article, self)
        self.suggesting = Suggesting(session, self.article, themes, self)
        self.dropping = Dropping(self)
        self.dropping.paste_into(self.queue.list)
        self._lay_out()
        self.actions_by_name = commands.build(self, self._deeds())
        aside = {"queue_panel": self.queue, "side_panel": self._side}
        facing = Facing(
            self.article,
            self.comparison,
            self._pages,
            self._columns,
            {self.actions_by_name[name]: panel for name, panel in aside.items()},
        )
        self.comparing = Comparing(session, self.article, self.comparison, facing, self)
        pages = self, self.article, self.actions_by_name, lambda: self._label_actions
        self.together = Together(session, themes, settings, *pages)
        self.shortcuts = Shortcuts(settings, session.labels.values, self)
        self._apply_shortcuts()
        self._build_menus()
        self._build_status_bar()
        self._wire()
        self.article.trim_spaces = settings.trim_spaces
        self._set_size(settings.text_size)
        self.actions_by_name["trim"].setChecked(settings.trim_spaces)
        self._choose_snap(settings.snap)
        self._on_theme_changed(themes.theme)
        self._on_article_opened(session.opened)
        self._renew_labels()
        self._restore()

    @property
    def session(self) -> Session:
        """What is open in this window."""
        return self._session

    # -- layout --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.label_bar)
        column.addWidget(self.find_bar)
        column.addWidget(self.article, 1)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("side_tabs")
        self._tabs.setAccessibleName(self.tr("Span and guidelines"))
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self.inspector, self.tr("Span"))
        self._tabs.addTab(self.guidelines, self.tr("Guidelines"))
        self._side = QSplitter(Qt.Orientation.Vertical)
        self._side.setObjectName("side")
        self._side.addWidget(self.span_list)
        self._side.addWidget(self._tabs)
        self._side.setStretchFactor(0, 3)
        self._side.setStretchFactor(1, 2)
        self._pages = QSplitter(Qt.Orientation.Horizontal)
        self._pages.setObjectName("pages")
        self._pages.setChildrenCollapsible(False)
        self._pages.addWidget(page)
        self._pages.addWidget(self.comparison)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setObjectName("columns")
        self._columns.setHandleWidth(1)
        self._side.setHandleWidth(1)
        for widget, stretch in ((self.queue, 0), (self._pages, 1), (self._side, 0)):
            self._columns.addWidget(widget)
            self._columns.setStretchFactor(self._columns.count() - 1, stretch)
        self._columns.setCollapsible(1, False)
        page.setMinimumWidth(360)
        self.setCentralWidget(self._columns)

    def _restore(self) -> None:
        """Take the size and the columns of last time; what makes no sense is ignored."""
        if not self.restoreGeometry(self._settings.geometry):
            self.resize(1280, 800)
        if not self._columns.restoreState(self._settings.splitter):
            width = self.width()
            self._columns.setSizes([270, max(360, width - 570), 300])
        self._columns.setHandleWidth(1)
        self._pages.setHandleWidth(1)
        for name, panel in (("queue_panel", self.queue), ("side_panel", self._side)):
            self.actions_by_name[name].setChecked(not panel.isHidden())

    # -- menus ---------------------------------------------------------------------------------

    def _build_menus(self) -> None:
        menus = {}
        for title in commands.MENUS:
            menu = self.menuBar().addMenu(commands.translated(title))
            menu.setToolTipsVisible(True)
            menus[title] = menu
        sections: dict[str, int] = {}
        self._label_menu = menus[commands.SPAN].addMenu(self.tr("Tag as"))
        for command in commands.COMMANDS:
            menu = menus[command.menu]
            if sections.setdefault(command.menu, command.section) != command.section:
                menu.addSeparator()
                sections[command.menu] = command.section
            if command.name == "language_system":
                language_menu = menu.addMenu(self.tr("Language"))
            if command.name in _LANGUAGE_COMMANDS:
                menu = language_menu
            menu.addAction(self.actions_by_name[command.name])
            if command.name == "open":
                self._recent_menu = menu.addMenu(self.tr("Open recent"))
                self._recent_menu.aboutToShow.connect(self._fill_recent)
        themes = QActionGroup(self)
        for choice in Choice:
            action = self.actions_by_name[choice.value]
            themes.addAction(action)
            action.setChecked(choice is self._themes.choice)
        languages = QActionGroup(self)
        for language in Language:
            action = self.actions_by_name[f"language_{language.value}"]
            languages.addAction(action)
            action.setChecked(language is self._settings.language)
        snaps = QActionGroup(self)
        for unit in Snap:
            snaps.addAction(self.actions_by_name[f"snap_{unit.value}"])
        self.header.add_buttons(self.actions_by_name[name] for name in _HEADER_COMMANDS)
        self._label_actions: list[QAction] = []

    def _fill_recent(self) -> None:
        self._recent_menu.clear()
        for location in self._settings.recents:
            action = self._recent_menu.addAction(location.replace("&", "&&"))
            action.triggered.connect(lambda _=False, at=location: self.recent_wanted.emit(at))
        if self._recent_menu.isEmpty():
            self._recent_menu.addAction(self.tr("None yet")).setEnabled(False)

    def _renew_labels(self) -> None:
        """Give each label its entry in the menu and its digit."""
        for action in self._label_actions:
            self.removeAction(action)
            action.deleteLater()
        self._label_actions = []
        self._label_menu.clear()
        for label in self._session.labels.values():
            action = QAction(label.name.replace("&", "&&")[:80], self)
            action.setObjectName(f"action_tag_{label.id}")
            if label.key:
                action.setShortcut(label.key)
            action.triggered.connect(lambda _=False, at=label.id: self.gestures.tag(at))
            self.addAction(action)
            self._label_menu.addAction(action)
            self._label_actions.append(action)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer labels and what can be done with the current span, or with the articles."""
        rows = self.queue.list
        if rows.isVisible() and rows.rect().contains(rows.mapFromGlobal(event.globalPos())):
            self.marking.open_menu(event.globalPos(), self.actions_by_name)
            return
        if not self.article.rect().contains(self.article.mapFromGlobal(event.globalPos())):
            return
        menu = QMenu(self)
        menu.addActions(self._label_actions)
        menu.addSeparator()
        for name in _SPAN_COMMANDS:
            menu.addAction(self.actions_by_name[name])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def menu_actions(self) -> list[tuple[str, QAction]]:
        """Return every action that has a key, with its menu."""
        span = commands.translated(commands.SPAN)
        return [(span, action) for action in self._label_actions] + [
            (commands.translated(command.menu), self.actions_by_name[command.name])
            for command in commands.COMMANDS
        ]

    def label_actions(self) -> list[tuple[Label, QAction]]:
        """Return every label with the action that tags with it."""
        return list(zip(self._session.labels.values(), self._label_actions, strict=True))

    def _apply_shortcuts(self) -> None:
        self.shortcuts.apply_to(self.actions_by_name)

    # -- status bar ----------------------------------------------------------------------------

    def _build_status_bar(self) -> None:
        bar = self.statusBar()
        bar.setObjectName("status_bar")
        bar.setAccessibleName(self.tr("Status"))
        bar.setSizeGripEnabled(False)
        self._place = QLabel()
        self._place.setObjectName("place")
        self._snap = QPushButton()
        self._snap.setObjectName("snap_button")
        self._snap.setFlat(True)
        self._snap.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._snap.clicked.connect(self._cycle_snap)
        self._who = QPushButton()
        self._who.setObjectName("annotator_button")
        self._who.setFlat(True)
        self._who.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._who.clicked.connect(lambda: self.command.emit("annotator"))
        bar.addPermanentWidget(self.suggesting.count)
        bar.addPermanentWidget(self.readings.label)
        bar.addPermanentWidget(self._place)
        bar.addPermanentWidget(self._snap)
        bar.addPermanentWidget(self._who)

    def _show_place(self) -> None:
        selected = self.article.selection()
        if self._session.opened is None:
            text = ""
        elif selected is not None:
            start, end = selected
            text = self.tr("{0}–{1}  ·  {2} characters").format(start, end, end - start)
        else:
            text = self.tr("at {0}").format(self.article.caret())
        self._place.setText(text)

    def tell(self, sentence: str) -> None:
        """Say one sentence in the status bar for a while."""
        self.statusBar().showMessage(sentence, _MESSAGE_MS)
        self.statusBar().setAccessibleDescription(sentence)
        self.announcer.tell(sentence)

    # -- wiring --------------------------------------------------------------------------------

    def _wire(self) -> None:
        """Connect everything, in one visible block."""
        session, article = self._session, self.article
        session.article_opened.connect(self._on_article_opened)
        session.changed.connect(self._on_changed)
        session.current_changed.connect(self._on_current_changed)
        session.labels_changed.connect(self._on_labels_changed)
        session.annotator_changed.connect(lambda _: self._show_names())
        session.look_at.connect(self._on_look_at)
        session.told.connect(self.tell)
        article.selectionChanged.connect(self._show_place)
        article.cursorPositionChanged.connect(self._show_place)
        article.column_moved.connect(self.header.align)
        article.column_moved.connect(self.label_bar.align)
        article.column_moved.connect(self.find_bar.align)
        self.find_bar.hits_changed.connect(self.strip.set_hits)
        self.find_bar.told.connect(self.tell)
        self.find_bar.counted.connect(self.announcer.tell)
        self.queue.counted.connect(self.announcer.tell)
        article.size_wanted.connect(self._change_size)
        self.label_bar.label_chosen.connect(self.gestures.tag)
        self._themes.changed.connect(self._on_theme_changed)
        self.shortcuts.changed.connect(self._apply_shortcuts)

    def _on_article_opened(self, opened: OpenedArticle | None) -> None:
        self.readings.leave()
        self.article.show_article(opened, self._session.labels)
        self.readings.enter(opened)
        self.strip.show_article(opened, self._session.labels)
        self.find_bar.set_text(opened.article.text if opened is not None else "")
        self._show_header(opened)
        self._show_place()
        self._show_undo()
        self._show_names()
        if opened is not None:
            self._settings.remember_article(self._session.project.location, opened.article.id)

    def _show_header(self, opened: OpenedArticle | None) -> None:
        session = self._session
        self.header.show_article(opened, session.status, flagged=session.flagged)

    def _on_changed(self, changes: Changes) -> None:
        opened = self._session.opened
        if opened is not None:
            self.article.update_spans(changes, opened.article.id)
            self.strip.update_spans(changes)
            if changes.delta.statuses:
                self._show_header(opened)
        if changes.direction is Direction.DONE:
            # What was just done can be undone, and nothing can be redone: no need to ask.
            self._show_undo(UndoState(undo=changes.text, redo=None))
            self.tell(in_words(changes.text))
        else:
            self._show_undo()

    def _on_look_at(self, position: int) -> None:
        self.article.look_at(position)
        self.gestures.settle()

    def _on_current_changed(self, span_id: str) -> None:
        self.article.set_current(span_id, reveal=True)
        span = self._session.current_span
        if span is not None and not span.start <= self.article.caret() <= span.end:
            self.article.place_caret(span.start)
        self.gestures.settle()

    def _on_labels_changed(self) -> None:
        self._renew_labels()
        self.article.set_labels(self._session.labels)
        self.strip.set_labels(self._session.labels)

    def _on_theme_changed(self, theme: Theme) -> None:
        for command in commands.COMMANDS:
            if command.icon:
                self.actions_by_name[command.name].setIcon(icons.icon(command.icon, theme))
        self._who.setIcon(icons.icon("user", theme))
        self.article.set_theme(theme)
        self.strip.set_theme(theme)
        self.find_bar.set_theme(theme)
        self.header.set_theme(theme)

    def _show_undo(self, state: UndoState | None = None) -> None:
        state = state or self._session.undo_state()
        for name, verb, text in (
            ("undo", self.tr("Undo"), state.undo),
            ("redo", self.tr("Redo"), state.redo),
        ):
            action = self.actions_by_name[name]
            text = in_words(text) if text else text
            action.setText(f"{verb}: {text}".replace("&", "&&") if text else verb)
            action.setToolTip(tip(f"{verb}: {text}" if text else verb))
            action.setEnabled(text is not None)

    def _show_names(self) -> None:
        annotator, project = self._session.annotator, self._session.project.location
        self._who.setText(annotator.replace("&", "&&"))
        self._who.setAccessibleName(self.tr("Annotator: {0}. Change …").format(annotator))
        self.setWindowTitle(f"{_name_of(project)} — {annotator} — Annotator")

    # -- deeds ---------------------------------------------------------------------------------

    def _deeds(self) -> dict[str, Callable[[], None]]:
        """Return what each command does."""
        session, article, does = self._session, self.article, self.gestures
        keys = self.keyboard
        left, right = gestures.character_left, gestures.character_right
        word_left, word_right = gestures.word_left, gestures.word_right
        return {
            **{
                name: lambda name=name: self.command.emit(name)  # type: ignore[misc]
                for name in (*_FILE_COMMANDS, *_HELP_COMMANDS, *_LANGUAGE_COMMANDS)
            },
            "quit": lambda: self._quit(),
            "undo": lambda: self._ignore(session.undo()),
            "redo": lambda: self._ignore(session.redo()),
            "copy": article.copy,
            "paste_article": self.dropping.paste,
            "note": self._write_note,
            "guidelines": self._read_guidelines,
            "trim": self._toggle_trim,
            "attributes": self._edit_attributes,
            "link": lambda: self.linking.link(0),
            "link_second": lambda: self.linking.link(1),
            "compare": lambda: self.comparing.start(),
            "follow_link": lambda: self.comparing.follow(),
            "flag": does.flag,
            "flag_article": self.marking.flag,
            "settle": lambda: self.together.settling.start(),
            "gold_differences": lambda: self.together.differing.start(),
            "delete": does.remove,
            "add_fragment": does.add_fragment,
            "remove_fragment": does.remove_fragment,
            "start_left": lambda: does.move_start(left),
            "start_right": lambda: does.move_start(right),
            "end_left": lambda: does.move_end(left),
            "end_right": lambda: does.move_end(right),
            "start_word_left": lambda: does.move_start(word_left),
            "start_word_right": lambda: does.move_start(word_right),
            "end_word_left": lambda: does.move_end(word_left),
            "end_word_right": lambda: does.move_end(word_right),
            "repeat": does.repeat,
            "tag_same": does.tag_same,
            "tag_same_everywhere": self.searching.tag_same,
            "find_project": self.searching.find,
            "split": does.split,
            "join": lambda: does.join(forward=True),
            "join_previous": lambda: does.join(forward=False),
            "widen": keys.widen,
            "narrow": keys.narrow,
            "next_sentence": lambda: keys.sentence(forward=True, select=False),
            "previous_sentence": lambda: keys.sentence(forward=False, select=False),
            "select_next_sentence": lambda: keys.sentence(forward=True, select=True),
            "select_previous_sentence": lambda: keys.sentence(forward=False, select=True),
            "next_paragraph": lambda: keys.paragraph(forward=True, select=False),
            "previous_paragraph": lambda: keys.paragraph(forward=False, select=False),
            "select_next_paragraph": lambda: keys.paragraph(forward=True, select=True),
            "select_previous_paragraph": lambda: keys.paragraph(forward=False, select=True),
            "next_mark": lambda: keys.quotation_mark(forward=True),
            "previous_mark": lambda: keys.quotation_mark(forward=False),
            "untagged": keys.untagged_sentence,
            "next_name": lambda: keys.name(forward=True),
            "previous_name": lambda: keys.name(forward=False),
            "next_clause": lambda: keys.clause(forward=True),
            "previous_clause": lambda: keys.clause(forward=False),
            "select_clause": keys.select_clause,
            "find": self.find_bar.open_bar,
            "find_next": lambda: self.find_bar.step(forward=True),
            "find_previous": lambda: self.find_bar.step(forward=False),
            **self.suggesting.deeds(),
            "next_of_story": self.queue.next_of_story,
            **{
                f"snap_{unit.value}": lambda unit=unit: self._choose_snap(unit)  # type: ignore[misc]
                for unit in Snap
            },
            "snap_next": self._cycle_snap,
            "cycle": does.cycle,
            "next_span": does.next_span,
            "previous_span": does.previous_span,
            "let_go": self._let_go,
            "next": lambda: self._turn(forward=True),
            "previous": lambda: self._turn(forward=False),
            "done_next": lambda: self._finish(Status.DONE),
            "skip_next": lambda: self._finish(Status.SKIPPED),
            "done": lambda: self.marking.mark(Status.DONE),
            "reopen": lambda: self.marking.mark(Status.IN_PROGRESS),
            "mark_skipped": lambda: self.marking.mark(Status.SKIPPED),
            "mark_new": lambda: self.marking.mark(Status.NEW),
            "larger": lambda: self._change_size(1),
            "smaller": lambda: self._change_size(-1),
            "usual_size": lambda: self._set_size(13),
            "light": lambda: self._choose_theme(Choice.LIGHT),
            "dark": lambda: self._choose_theme(Choice.DARK),
            "system": lambda: self._choose_theme(Choice.SYSTEM),
            "queue_panel": lambda: self.queue.setVisible(self.queue.isHidden()),
            "side_panel": lambda: self._side.setVisible(self._side.isHidden()),
            "filter": self._filter,
            "to_article": article.setFocus,
            "to_spans": self._to_spans,
        }

    @staticmethod
    def _ignore(_: object) -> None:
        """Take a result that the signals have told already."""

    def _quit(self) -> None:
        self.close()

    def _turn(self, *, forward: bool) -> None:
        moved = self.queue.next_article() if forward else self.queue.previous_article()
        if not moved:
            self.tell(
                self.tr("This is the last article of the list.")
                if forward
                else self.tr("This is the first article of the list.")
            )
        self.article.setFocus()

    def _finish(self, status: Status) -> None:
        if self._session.opened is None:
            return
        saved = self._session.set_status(status)
        if saved is not None or self._session.status is status:
            self._turn(forward=True)

    def _write_note(self) -> None:
        if self._session.current_span is None:
            self.tell(self.tr("There is no current span to write a note on."))
            return
        self._show_side(self.inspector)
        self.inspector.note.setFocus()

    def _edit_attributes(self) -> None:
        if self._session.current_span is None:
            self.tell(self.tr("There is no current span to say anything of."))
            return
        self._show_side(self.inspector)
        if not self.inspector.focus_attributes():
            self.tell(self.tr("This label has no attributes."))

    def _read_guidelines(self) -> None:
        self._show_side(self.guidelines)
        self.guidelines.view.setFocus()

    def _to_spans(self) -> None:
        self._side.show()
        self.actions_by_name["side_panel"].setChecked(True)
        self.span_list.list.setFocus()

    def _show_side(self, panel: QWidget) -> None:
        self._side.show()
        self.actions_by_name["side_panel"].setChecked(True)
        self._tabs.setCurrentWidget(panel)

    def _filter(self) -> None:
        self.queue.show()
        self.actions_by_name["queue_panel"].setChecked(True)
        self.queue.focus_search()

    def _let_go(self) -> None:
        if not self.article.hasFocus():
            self.article.setFocus()
        elif not self.article.textCursor().hasSelection() and not self._session.current:
            self.suggesting.let_go()
            self.find_bar.hide()
            self.comparing.close()
        else:
            self.gestures.let_go()

    def _toggle_trim(self) -> None:
        on = self.actions_by_name["trim"].isChecked()
        self.article.trim_spaces = on
        self._settings.trim_spaces = on
        self._show_place()

    def _choose_snap(self, unit: Snap) -> None:
        self.article.snap = unit
        self._settings.snap = unit
        self.actions_by_name[f"snap_{unit.value}"].setChecked(True)
        names = {
            Snap.CHARACTER: self.tr("characters"),
            Snap.WORD: self.tr("words"),
            Snap.SENTENCE: self.tr("sentences"),
        }
        self._snap.setText(self.tr("Snap: {0}").format(names[unit]))
        self._snap.setToolTip(
            self.tr(
                "What is selected with the mouse grows to whole {0}. Hold Alt to select exactly."
            ).format(names[unit])
        )

    def _cycle_snap(self) -> None:
        units = list(Snap)
        self._choose_snap(units[(units.index(self.article.snap) + 1) % len(units)])

    def _change_size(self, step: int) -> None:
        self._set_size(self._settings.text_size + step)

    def _set_size(self, points: int) -> None:
        self._settings.text_size = max(8, min(40, points))
        for view in (self.article, self.comparison.page, *self.together.pages):
            view.set_text_size(self._settings.text_size)

    def _choose_theme(self, choice: Choice) -> None:
        self._settings.theme = choice
        self._themes.choose(choice)

    # -- end -----------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Save what is being typed when the window is left."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._session.leaving.emit()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Watch whether somebody is there, and put the page where it was left."""
        super().showEvent(event)
        if not event.spontaneous():
            self.readings.watch(self.windowHandle())
            self.dropping.watch(self.windowHandle())
            QTimer.singleShot(0, self.readings.settle)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed and remember the layout; everything else is on disk."""
        if not (self.inspector.flush() and self.guidelines.flush()):
            event.ignore()
            return
        self.comparing.close()
        self.readings.leave()
        self.readings.watch(None)
        self.dropping.watch(None)
        self._settings.geometry = self.saveGeometry()
        self._settings.splitter = self._columns.saveState()
        self._settings.save()
        super().closeEvent(event)


def _name_of(location: str) -> str:
    """Return what a project is called in the title bar."""
    return location.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].removesuffix(".annotator")
