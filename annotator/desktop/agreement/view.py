"""The agreement report as a window of its own, beside the one in which articles are read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.agreement.figures import Report
from annotator.desktop.agreement.article_page import ArticlePage
from annotator.desktop.agreement.computing import Computing, Findings
from annotator.desktop.agreement.exporting import FIGURES, kinds, writing
from annotator.desktop.agreement.figure_pages import (
    ConfusionPage,
    DetailPage,
    KindPage,
    LabelPage,
    PairPage,
    TimePage,
)
from annotator.desktop.agreement.options import OptionsPanel
from annotator.desktop.agreement.page import plain
from annotator.desktop.agreement.place_page import PlacePage
from annotator.desktop.agreement.wording import caveat_words, names, number
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit import colour, screen
from annotator.desktop.toolkit.dialogs.files import folder_to_make, report_to_write
from annotator.desktop.toolkit.dialogs.working import Working
from annotator.desktop.toolkit.settings import Settings, home_folder
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError
from annotator.project import is_url
from annotator.words import Message

CAVEATS_SHOWN = 2

_Page = (
    LabelPage
    | PlacePage
    | ArticlePage
    | PairPage
    | KindPage
    | ConfusionPage
    | TimePage
    | DetailPage
)


class AgreementView(QWidget):
    """The report: options and caveats above pages of figures.

    Signals:
        article_wanted: an article's id, and start and end of a place in it (-1: none).
    """

    article_wanted = Signal(str, int, int)

    def __init__(
        self, session: Session, computing: Computing, themes: Themes, settings: Settings
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("agreement_view")
        self.setWindowTitle(self.tr("Agreement"))
        self.setAccessibleName(self.tr("Agreement"))
        self._session = session
        self._settings = settings
        self._themes = themes
        self.computing = computing
        self._export: Task | None = None
        self._caveats: list[str] = []
        self._to_fill: list[_Page] = []
        self._filling = QTimer(self, singleShot=True, interval=0)
        self._filling.timeout.connect(self._fill_next)
        self.options = OptionsPanel(blind=settings.blind)
        self.options.hide()
        self.labels = LabelPage(themes)
        self.places = PlacePage(session)
        self.articles = ArticlePage()
        self.pairs = PairPage(themes)
        self.kinds = KindPage(themes)
        self.confusion = ConfusionPage(themes)
        self.time = TimePage(themes)
        self.details = DetailPage()
        self._build()
        self._wire()
        themes.changed.connect(self._colour_button)
        self.resize(1000, 720)

    # -- layout --------------------------------------------------------------------------------

    def _build(self) -> None:
        self.summary = plain()
        self.summary.setObjectName("agreement_summary")
        self.options_button = QPushButton(self.tr("Options"))
        self.options_button.setObjectName("agreement_options_button")
        self.options_button.setCheckable(True)
        self.export_button = QPushButton(self.tr("Export"))
        self.export_button.setObjectName("agreement_export")
        menu = QMenu(self.export_button)
        self.exports = {kind: menu.addAction(title) for kind, title in kinds().items()}
        menu.addSeparator()
        self.with_text = menu.addAction(self.tr("With the texts that are disagreed on"))
        self.with_text.setCheckable(True)
        self.export_button.setMenu(menu)
        self.again = QPushButton(self.tr("Compute again"))
        self.again.setObjectName("agreement_again")
        self.again.setToolTip("F5")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.summary, 1)
        for button in (self.options_button, self.export_button, self.again):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.working = Working()
        self.working.setObjectName("agreement_working")
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.setObjectName("agreement_stop")
        self._working_row = QWidget()
        row = QHBoxLayout(self._working_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.working, 1)
        row.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignTop)
        self.caveats = plain(faint=True)
        self.caveats.setObjectName("agreement_caveats")
        self.caveats.setAccessibleName(self.tr("To know before the figures are believed"))
        self.blindness = plain(faint=True)
        self.blindness.setObjectName("agreement_blindness")
        self.blindness.hide()
        self.more = QPushButton()
        self.more.setObjectName("agreement_more")
        self.more.setFlat(True)
        self.more.setStyleSheet(
            "QPushButton { color: palette(link); text-align: left; border: none; padding: 0; }"
            " QPushButton:focus { text-decoration: underline; }"
        )
        self.more.setCheckable(True)
        self.empty = plain()
        self.empty.setObjectName("agreement_empty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setContentsMargins(60, 0, 60, 60)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("agreement_tabs")
        self.tabs.setAccessibleName(self.tr("Parts of the report"))
        self.tabs.setDocumentMode(True)
        for page, title in (
            (self.labels, self.tr("Labels")),
            (self.places, self.tr("Disagreements")),
            (self.articles, self.tr("Articles")),
            (self.pairs, self.tr("Pairs")),
            (self.kinds, self.tr("Kinds")),
            (self.confusion, self.tr("Confusion")),
            (self.time, self.tr("Over time")),
            (self.details, self.tr("Gamma, attributes, links")),
        ):
            self.tabs.addTab(page, title)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.options)
        layout.addWidget(self.blindness)
        layout.addWidget(self.caveats)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self._working_row)
        self._show_busy()

    def _wire(self) -> None:
        computing = self.computing
        computing.started.connect(self._on_started)
        computing.found.connect(self._on_found)
        computing.failed.connect(self._on_failed)
        computing.stopped.connect(self._on_stopped)
        computing.aged.connect(self._show_age)
        computing.dropped.connect(self._on_dropped)
        self.again.clicked.connect(self.compute)
        self.stop.clicked.connect(self.cancel)
        self.options.wanted.connect(self.compute)
        self.options.blind.toggled.connect(self._on_blind)
        self.options_button.toggled.connect(self._on_options_button)
        self.more.toggled.connect(self._show_caveats)
        self.details.gamma_wanted.connect(self._compute_gamma)
        self.articles.article_wanted.connect(self.article_wanted)
        self.places.article_wanted.connect(self.article_wanted)
        for kind, action in self.exports.items():
            action.triggered.connect(lambda _=False, kind=kind: self._on_export(kind))
        for key, handler in (("F5", self.compute), ("Ctrl+W", self.close)):
            QShortcut(QKeySequence(key), self).activated.connect(handler)

    # -- computing -----------------------------------------------------------------------------

    def compute(self) -> None:
        """Compute with the options that are chosen; gamma too where it was asked for with them."""
        self._offer()
        if not self.options.is_sound:
            self.options_button.setChecked(True)
            return
        wanted = self.options.options
        findings = self.computing.findings
        again = findings is not None and findings.with_gamma and findings.options == wanted
        self._settings.blind_seed = wanted.settings.seed
        self.computing.compute(wanted, with_gamma=again)

    def take_settings(self) -> None:
        """Take over what was chosen elsewhere meanwhile."""
        self.options.blind.blockSignals(True)
        self.options.blind.setChecked(self._settings.blind)
        self.options.blind.blockSignals(False)

    def cancel(self) -> None:
        """Stop what is being computed or written."""
        self.computing.cancel()
        if self._export is not None:
            self._export.cancel()

    def _compute_gamma(self) -> None:
        if self.options.is_sound:
            self.computing.compute(self.options.options, with_gamma=True)

    def _offer(self) -> None:
        project = self._session.project
        labels = [label.name for label in self._session.labels.values()]
        try:
            self.options.offer(project.annotators(), project.gold(), labels)
        except AnnotatorError as error:
            self._say(one_line(in_words(error.message)))

    def _on_blind(self, on: bool) -> None:
        self._settings.blind = on
        self.compute()

    def _on_options_button(self, on: bool) -> None:
        self.options.setVisible(on)
        self._colour_button()
        if on:
            self.options.annotators.setFocus(Qt.FocusReason.OtherFocusReason)

    def _colour_button(self) -> None:
        """Fill the button while the options are shown: Fusion’s own look is faint in dark."""
        palette = self._themes.theme.palette()
        if self.options_button.isChecked():
            accent = self._themes.theme.accent
            palette.setColor(palette.ColorRole.Button, accent)
            palette.setColor(palette.ColorRole.ButtonText, colour.on(accent))
        self.options_button.setPalette(palette)

    def _on_started(self, task: Task) -> None:
        self.working.follow(task, self.tr("Comparing …"))
        if self.computing.findings is None:
            self.empty.setText(self.tr("The annotators’ work is being compared."))
            self.stack.setCurrentIndex(0)
        self._show_busy()
        task.ended.connect(self._show_busy)

    def _on_found(self, findings: Findings) -> None:
        self._say("")
        report = findings.report
        self._show_summary(report)
        self._caveats = [caveat_words(one) for one in report.caveats]
        self._show_blindness(findings.hidden)
        if not report.articles_compared:
            self._caveats = []
            self.empty.setText(self._what_to_do(report))
            self.stack.setCurrentIndex(0)
        else:
            self.stack.setCurrentIndex(1)
            self._to_fill = sorted(self._pages, key=lambda page: page.isHidden())
            self._fill_next()
        self._show_caveats()
        self._show_age()
        self._show_busy()

    def _show_blindness(self, hidden: int) -> None:
        """Say what this view shows, and to whom it should not."""
        lead = self.tr(
            "Shows what annotators who are done disagree on: whoever still has to annotate these"
            " articles is no longer blind after reading it."
        )
        if hidden:
            who = self._session.annotator
            left_out = (
                self.tr("1 article that {0} is not done with is left out.").format(who)
                if hidden == 1
                else self.tr("{0} articles that {1} is not done with are left out.").format(
                    number(hidden), who
                )
            )
            lead = f"{left_out} {lead}"
        self.blindness.setText(lead)
        self.blindness.show()

    def _on_dropped(self) -> None:
        """Show nothing of a report that was for somebody else."""
        self._to_fill = []
        self.stack.setCurrentIndex(0)
        self.empty.setText("")
        self.blindness.hide()
        if self.isVisible():
            self.compute()

    @property
    def is_filled(self) -> bool:
        """Whether every page shows the last report."""
        return not self._to_fill

    @property
    def _pages(self) -> tuple[_Page, ...]:
        return (
            *(self.labels, self.places, self.articles, self.pairs),
            *(self.kinds, self.confusion, self.time, self.details),
        )

    def _fill_next(self) -> None:
        """Fill a page, the one that is seen first, and the others when there is time."""
        findings = self.computing.findings
        if self._to_fill and findings is not None:
            self._to_fill.pop(0).show_findings(findings)
            self._filling.start()

    def _on_failed(self, reason: Message) -> None:
        self._say(self.tr("It could not be computed: {0}.").format(one_line(in_words(reason))))
        self._show_nothing_yet()

    def _on_stopped(self) -> None:
        self._say(self.tr("Stopped."))
        self._show_nothing_yet()

    def _show_nothing_yet(self) -> None:
        if self.computing.findings is None:
            self.empty.setText(self.tr("Nothing was compared yet. “Compute again” begins."))

    def _say(self, words: str) -> None:
        self.working.say(words)
        self._show_busy()

    def _show_busy(self) -> None:
        busy = self.computing.task is not None or self._export is not None
        self.stop.setVisible(busy)
        self._working_row.setVisible(busy or bool(self.working.words))
        findings = self.computing.findings
        there = findings is not None and bool(findings.report.articles_compared)
        self.export_button.setEnabled(there and self._export is None)
        self.again.setEnabled(self.computing.task is None)
        self.details.gamma_button.setEnabled(there and self.computing.task is None)

    # -- showing -------------------------------------------------------------------------------

    def _show_summary(self, report: Report) -> None:
        who = names(report.annotators) or self.tr("nobody")
        self.summary.setText(
            (
                self.tr("{0} of 1 article can be compared. Annotators: {2}.")
                if report.articles_total == 1
                else self.tr("{0} of {1} articles can be compared. Annotators: {2}.")
            ).format(number(report.articles_compared), number(report.articles_total), who)
        )

    def _show_age(self) -> None:
        if self.computing.is_aged and self.computing.task is None:
            self._say(self.tr("Work has changed since; “Compute again” takes it in."))

    def _show_caveats(self) -> None:
        everything = self.more.isChecked()
        shown = self._caveats if everything else self._caveats[:CAVEATS_SHOWN]
        self.caveats.setText("\n".join(shown))
        self.caveats.setVisible(bool(shown))
        rest = len(self._caveats) - CAVEATS_SHOWN
        self.more.setVisible(rest > 0)
        self.more.setText(
            self.tr("Fewer caveats")
            if everything
            else self.tr("1 more caveat")
            if rest == 1
            else self.tr("{0} more caveats").format(number(rest))
        )

    def _what_to_do(self, report: Report) -> str:
        if not report.articles_total:
            return self.tr("There are no articles yet: import some, and let two annotators work.")
        if self.options.annotators.count() < 2:
            return self.tr(
                "There is one annotator only: let another one mark the same articles done"
                " (File, Change annotator), then compute again."
            )
        return self.tr(
            "No article is done by two annotators yet: let each of them mark the same articles"
            " done (key D), then compute again."
        )

    # -- exporting -----------------------------------------------------------------------------

    def _on_export(self, kind: str) -> None:
        location = self._session.project.location
        folder = home_folder() if is_url(location) else Path(location).parent
        if kind == FIGURES:
            suggested = folder / self.tr("agreement figures")
            chosen = folder_to_make(self, self.tr("New folder for the figures"), suggested)
        else:
            suggested = folder / f"{self.tr('agreement')}.{kind}"
            chosen = report_to_write(self, self.tr("Export the agreement report"), suggested)
        if chosen is not None:
            self.export(chosen, kind)

    def export(self, path: Path, kind: str) -> None:
        """Write the report that is shown to a file, in the background."""
        findings = self.computing.findings
        if findings is None or self._export is not None:
            return
        project, with_text = self._session.project, self.with_text.isChecked()
        work = writing(project, findings.report, path, kind, with_text=with_text)

        def done(_: None) -> None:
            self._exported(self.tr("Exported to {0}.").format(one_line(path.name)))

        def failed(reason: Message) -> None:
            self._exported(self.tr("Nothing was exported: {0}.").format(one_line(in_words(reason))))

        self._export = run_in_background(self, work, done, failed)
        self.working.follow(self._export, self.tr("Exporting …"))
        self._show_busy()

    def _exported(self, words: str) -> None:
        self._export = None
        self._say(words)

    # -- end -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop with Esc; close when nothing is to be stopped."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.computing.task is not None:
            self.cancel()
        else:
            self.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Come up no larger than the screen, and on it."""
        super().showEvent(event)
        screen.keep_on_screen(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop computing; the last report is kept for the next time."""
        self.computing.forget()
        super().closeEvent(event)
