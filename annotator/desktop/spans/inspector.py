"""Everything about the current span: attributes, flag, note and links to edit."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QFont, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.changes import Changes
from annotator.annotation.edits import FlagSpans
from annotator.annotation.records import MANUAL, Span, shorten
from annotator.annotation.sweep import covered
from annotator.desktop.session.session import Session
from annotator.desktop.spans.attributes import Attributes
from annotator.desktop.spans.link_rows import LinkRows
from annotator.desktop.spans.note_editor import NoteEditor
from annotator.desktop.spans.proposed import Proposed
from annotator.desktop.spans.several.panel import SeveralPanel
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.widgets.fitting_text import FittingText
from annotator.desktop.toolkit.widgets.marks import Chip, explain, one_line
from annotator.desktop.toolkit.words import in_words
from annotator.workbench.article_values import said

_FRAGMENTS_SHOWN = 40


class Inspector(QWidget):
    """Shows the current span; ``flush`` saves what was typed into note and attributes."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAccessibleName(self.tr("Current span"))
        self._session = session
        self._themes = themes
        self._faint: list[QWidget] = []
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._build_hint())
        self._stack.addWidget(self._build_details())
        self.several = SeveralPanel(session, themes)
        self._stack.addWidget(_scrolled(self.several))
        self.setMinimumWidth(160)
        session.leaving.connect(self.flush)
        session.current_changed.connect(self._show)
        session.several.changed.connect(self._show)
        session.article_opened.connect(self._show)
        session.labels_changed.connect(self._show)
        session.changed.connect(self._on_changed)
        themes.changed.connect(self._on_themes_changed)
        self._on_themes_changed()

    def flush(self) -> bool:
        """Save what was typed; False when it could not be stored (it is kept)."""
        return all([self.attributes.flush(), self.note.flush(), self.several.flush()])

    # -- layout --------------------------------------------------------------------------------

    def _build_hint(self) -> QWidget:
        page = QWidget()
        hint = self._hint = self._plain(faint=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        hint.setContentsMargins(20, 28, 20, 12)
        self.of_article = self._plain()
        self.of_article.setObjectName("inspector_article")
        self.of_article.setAccessibleName(self.tr("Labels of this article"))
        self.of_article.setContentsMargins(14, 10, 14, 0)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.of_article)
        layout.addWidget(hint)
        layout.addStretch(1)
        return page

    def _build_details(self) -> QWidget:
        details = QWidget()
        self._chip = Chip(self._themes.theme)
        self._name = ElidedLabel()
        bold = QFont(self._name.font())
        bold.setBold(True)
        self._name.setFont(bold)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._chip)
        head.addWidget(self._name, 1)
        self.unsure = QCheckBox(self.tr("Unsure"))
        self.unsure.setObjectName("unsure")
        self.unsure.setToolTip(self.tr("To be looked at again; a note may say why"))
        self.unsure.clicked.connect(self._on_unsure)
        head.addWidget(self.unsure)
        self.text = FittingText()
        self.text.setObjectName("span_text")
        self.text.setAccessibleName(self.tr("Text of the span"))
        self._place = self._plain(faint=True)
        self._fragments = self._plain(faint=True)
        self._note_title = self._plain()
        self._note_title.setText(self.tr("Note"))
        self.note = NoteEditor(self._session)
        self._note_title.setBuddy(self.note)
        self.attributes = Attributes(self._session, self._themes)
        self.proposed = Proposed()
        self.links = LinkRows(self._session, self._themes)
        self._made = self._plain(faint=True)
        layout = QVBoxLayout(details)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.text)
        layout.addWidget(self.attributes)
        layout.addWidget(self.proposed)
        layout.addWidget(self.links)
        layout.addWidget(self._note_title)
        layout.addWidget(self.note)
        layout.addWidget(self._place)
        layout.addWidget(self._fragments)
        layout.addWidget(self._made)
        layout.addStretch(1)
        lines = self.fontMetrics().lineSpacing()
        self.note.setMinimumHeight(lines * 2 + 14)
        self.note.setMaximumHeight(lines * 4 + 14)
        return _scrolled(details)

    def _plain(self, *, faint: bool = False) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if faint:
            self._faint.append(label)
        return label

    # -- showing -------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        self.note.take_in(changes)
        if changes.delta.article_values or changes.reloads:
            self._show_article()
        current = self._session.current
        touched = {step.record.id for step in changes.delta.spans}
        if current in touched or changes.delta.links or self._session.several:
            self._show()

    def focus_attributes(self) -> bool:
        """Let the user say what can be said of the span; False when there is nothing."""
        return (self.several if self._session.several else self.attributes).focus_first()

    def _show(self) -> None:
        span = self._session.current_span
        self.note.show_note(span)
        self.attributes.show_span(span)
        self.links.show_span(span)
        if self._session.several:
            self.several.show_spans()
            self._stack.setCurrentIndex(2)
            return
        self.several.flush()
        self._stack.setCurrentIndex(0 if span is None else 1)
        self._show_article()
        if span is None:
            self._hint.setText(
                self.tr("No span is selected. Click one in the text to see it here.")
                if self._session.opened is not None
                else self.tr("No article is open.")
            )
            return
        label = self._session.labels.get(span.label)
        self._chip.show_label(label, self._themes.theme)
        self._name.show_text(label.name if label is not None else span.label)
        if label is not None:
            explain(self._name, label.name, label.description)
        text = "\n…\n".join(fragment.text for fragment in span.fragments)
        self.text.show_text(text)
        self._place.setText(self._place_of(span))
        self._show_optional(self._fragments, self._fragments_of(span))
        self.unsure.setChecked(span.flagged)
        self._made.setText(self._made_by(span))

    def _show_article(self) -> None:
        """Show what is said of the whole article, while no span is current."""
        session = self._session
        there = said(session.labels.articles.values(), session.values)
        lines = [
            f"{one_line(label.name, 40)}: {in_words(words) if words is not None else '–'}"
            for label, words in there
        ]
        self._show_optional(self.of_article, "\n".join(lines) if session.opened else "")

    @staticmethod
    def _show_optional(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _place_of(self, span: Span) -> str:
        count = covered(span)
        size = self.tr("1 character") if count == 1 else self.tr("{0} characters")
        return f"{span.start}–{span.end} · {size.format(whole(count))}"

    def _fragments_of(self, span: Span) -> str:
        if len(span.fragments) < 2:
            return ""
        shown = [f"{one.start}–{one.end}" for one in span.fragments[:_FRAGMENTS_SHOWN]]
        if len(span.fragments) > _FRAGMENTS_SHOWN:
            shown.append("…")
        count = self.tr("{0} fragments").format(len(span.fragments))
        return f"{count}: {', '.join(shown)}"

    def _made_by(self, span: Span) -> str:
        origin = self.tr("by hand") if span.origin == MANUAL else one_line(span.origin, 40)
        made = [one_line(span.annotator, 80), origin]
        if span.created_at:
            made.append(local_time(span.created_at))
        line = " · ".join(made)
        if span.updated_at and span.updated_at != span.created_at:
            line += "\n" + self.tr("Changed {0}").format(local_time(span.updated_at))
        return line

    def showEvent(self, event: QShowEvent) -> None:
        """Colour the labels again: style sheets take that away while a window is new."""
        super().showEvent(event)
        self._colour_labels()

    def _colour_labels(self) -> None:
        for widget in self._faint:
            widget.ensurePolished()
            palette = widget.palette()
            palette.setColor(QPalette.ColorRole.WindowText, self._themes.theme.faint)
            widget.setPalette(palette)

    def _on_themes_changed(self) -> None:
        self._colour_labels()
        self.attributes.renew()
        self.several.renew()
        self._show()

    def _on_unsure(self) -> None:
        span = self._session.current_span
        if span is None:
            return
        edit = FlagSpans(spans=(span.id,), flagged=self.unsure.isChecked())
        if self._session.apply(edit) is None:
            self.unsure.setChecked(span.flagged)


def _scrolled(widget: QWidget) -> QScrollArea:
    """Return a widget so that it can be scrolled where it is too high."""
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
    return area


def local_time(stamp: str) -> str:
    """Return a stored time (ISO 8601, UTC) as the user's own date and time."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return shorten(stamp)
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)
