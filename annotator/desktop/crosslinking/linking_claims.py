"""The same claim told in two articles: offers what is similar elsewhere, and links to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from annotator.annotation.changes import Changes
from annotator.annotation.edits import (
    AddLink,
    AddSpan,
    Batch,
    Edit,
    RemoveLinks,
    default_attributes,
)
from annotator.annotation.records import Label, Link, Span, shorten
from annotator.desktop.crosslinking.candidate_list import CounterpartModel
from annotator.desktop.crosslinking.second_page import SecondPage
from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError
from annotator.progress import Cancelled, Progress
from annotator.project import OpenedArticle
from annotator.project.storage.clock import new_id
from annotator.words import Message, say
from annotator.workbench.link_targets import target_label
from annotator.workbench.similar_spans import Counterpart, counterparts
from annotator.workbench.span_links import MUTUAL, links_away

if TYPE_CHECKING:
    from annotator.desktop.crosslinking.comparison import Comparison


class ClaimLinking(QObject):
    """Shows a second page beside the first one and links the current span to what is there.

    Args:
        session: what is open.
        view: the first page.
        panel: returns the second one, with the list of what stands there; asked when it is shown.
        second_page: makes room for it.
        parent: owns this.

    """

    def __init__(
        self,
        session: Session,
        view: ArticleView,
        panel: Callable[[], Comparison],
        second_page: SecondPage,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._make_panel = panel
        self._second_page = second_page
        self._source = ""
        self._task: Task | None = None
        self._wanted: tuple[str, tuple[int, int]] | None = None
        self._there: OpenedArticle | None = None
        self._spans_there: dict[str, Span] = {}
        self._links_there: dict[str, Link] = {}
        self.model = CounterpartModel(self._links_to, self._is_outgoing, self)
        view.mark_clicked.connect(self._follow_mark)
        session.article_opened.connect(self._on_article_opened)
        session.changed.connect(self._on_changed)
        session.current_changed.connect(self._on_current_changed)
        view.set_linked_away(session.away)

    @cached_property
    def _panel(self) -> Comparison:
        panel, session = self._make_panel(), self._session
        panel.set_model(self.model)
        panel.list.chosen.connect(self._on_chosen)
        panel.link_wanted.connect(self._link)
        panel.removal_wanted.connect(self._remove)
        panel.article_wanted.connect(self._open_there)
        panel.closed.connect(self.close)
        panel.page.clicked.connect(self._on_clicked_there)
        panel.page.size_wanted.connect(self._view.size_wanted)
        session.labels_changed.connect(lambda: panel.page.set_labels(session.labels))
        return panel

    # -- opening and closing -------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether there is a second page."""
        return bool(self._source)

    @property
    def is_looking(self) -> bool:
        """Whether what is similar is still being looked for."""
        return self._task is not None

    def start(self) -> None:
        """Show the second page for the current span, or go to it when it is there."""
        span = self._session.current_span
        if span is None:
            self._say(_tr("There is no current span to link."))
        elif not types_across(span, self._session.labels[span.label]):
            name = shorten(self._session.labels[span.label].name, 20)
            self._say(_tr("Spans of {0} begin no links to other articles.").format(name))
        else:
            self._second_page.open(span.start)
            self._show_source(span)
            self._panel.list.setFocus()

    def close(self) -> None:
        """Give the room back; caret, scroll position and focus are as they were."""
        self._let_go()
        self._second_page.close()

    def _let_go(self) -> None:
        if self._task is not None:
            self._task.abandon()
            self._task = None
        self._source = ""
        self._wanted = None
        self._there = None
        self.model.show_rows(())

    def _show_source(self, span: Span) -> None:
        if span.id != self._source:
            self._source = span.id
            self._wanted = None
            self._there = None
            self.model.show_rows(())
            self._panel.page.show_article(None, self._session.labels)
            self._panel.title.show_text("")
            self._panel.about.show_text("")
        self._panel.show_source(span.text, self._types())
        self._find(span)

    def _types(self) -> tuple[str, ...]:
        span = self._session.spans.get(self._source)
        return types_across(span, self._session.labels[span.label]) if span is not None else ()

    # -- what is similar -----------------------------------------------------------------------

    def _find(self, span: Span) -> None:
        """Look for what is similar, off the main thread."""
        if self._task is not None:
            self._task.abandon()
        project, opened = self._session.project, self._session.opened
        assert opened is not None
        title = opened.article.title
        linked = [tie.other for tie in self._session.away.get(span.id, ())]
        if not self.model.rows:
            self._panel.list.set_hint(_tr("Looking for what is similar …"))
            self._show_links()

        def work(_report: Progress, cancelled: Cancelled) -> list[Counterpart]:
            return counterparts(project, span, title, linked, cancelled)

        self._task = run_in_background(self, work, self._on_found, self._on_not_found)

    def _on_found(self, found: list[Counterpart]) -> None:
        self._task = None
        listed = self._panel.list
        with listed.following():
            self.model.show_rows(found)
        listed.set_hint(
            _tr(
                "No other article has a span of this label, or a sentence like this one."
                " Tag it there first."
            )
        )
        places = [row.place for row in found]
        row = places.index(self._wanted) if self._wanted in places else 0
        listed.select_row(row if found else None)
        if found:
            self._on_chosen(row)
        else:
            self._show_links()

    def _on_not_found(self, reason: Message) -> None:
        self._task = None
        self._session.failed.emit(
            _tr("What is similar cannot be read: {0}").format(in_words(reason)), None
        )

    # -- the second page -----------------------------------------------------------------------

    @property
    def _chosen(self) -> Counterpart | None:
        row = self._panel.list.selected_row
        return self.model.rows[row] if row is not None and row < len(self.model.rows) else None

    def _on_chosen(self, row: int) -> None:
        one = self.model.rows[row]
        if self._wanted != one.place or self._there is None:
            self._wanted = one.place
            if not self._show_there(one.article):
                return
            self._panel.page.place_caret(one.ranges[0][0])
            self._panel.page.scroll_to(one.ranges[0][0])
        self._panel.page.set_hits(one.ranges, 0)
        self._show_links()

    def _show_there(self, article: str) -> bool:
        """Show another article on the second page; tell and return False when it cannot be."""
        if self._there is not None and self._there.article.id == article:
            return True
        session, panel = self._session, self._panel
        try:
            there = session.project.open_article(session.annotator, article)
        except AnnotatorError as error:
            session.failed.emit(
                _tr("The article cannot be opened: {0}").format(in_words(error.message)), None
            )
            return False
        self._there = there
        self._spans_there = {span.id: span for span in there.spans}
        self._links_there = {link.id: link for link in there.links}
        panel.page.set_linked_away(links_away(self._links_there, self._spans_there))
        panel.page.show_article(there, session.labels)
        record = there.article
        panel.title.show_text(record.title or record.id)
        panel.about.show_text("  ·  ".join(part for part in (record.source, record.date) if part))
        return True

    def _on_clicked_there(self, spans: Sequence[str]) -> None:
        """Choose the span that was clicked on the second page, when it is offered."""
        for number, row in enumerate(self.model.rows):
            if row.span and row.span in spans:
                self._panel.list.select_row(number)
                self._on_chosen(number)
                return

    def _show_links(self) -> None:
        one = self._chosen
        linked = [link.type for link in self._links_to(one.span)] if one is not None else []
        self._panel.show_links(self._types(), linked, chosen=one is not None)

    # -- links ---------------------------------------------------------------------------------

    def _links_to(self, span_id: str) -> list[Link]:
        """Return the links between the span that is compared and another one, both ways."""
        ends = {self._source, span_id}
        return [
            tie.link
            for tie in self._session.away.get(self._source, ())
            if span_id and {tie.link.source, tie.link.target} == ends
        ]

    def _is_outgoing(self, link: Link) -> bool:
        return link.source == self._source or link.type in MUTUAL

    def _link(self, number: int) -> None:
        """Link to what is chosen, by a type; another link between the two gives way."""
        one, types = self._chosen, self._types()
        span = self._session.spans.get(self._source)
        if one is None or span is None or number >= len(types):
            return
        wanted = types[number]
        before = [link for link in self._links_to(one.span) if link.type in types]
        if any(link.type == wanted and self._is_outgoing(link) for link in before):
            self._say(_tr("This is linked so already."))
            self._show_links()
            return
        edits: list[Edit] = []
        target = one.span
        if not target:
            target = new_id()
            edits.append(
                AddSpan(
                    id=target,
                    article=one.article,
                    label=span.label,
                    ranges=one.ranges,
                    attributes=default_attributes(self._session.labels[span.label]),
                )
            )
        if before:
            edits.append(RemoveLinks(links=tuple(link.id for link in before)))
        edits.append(AddLink(type=wanted, source=span.id, target=target))
        name = say("Link {type} “{text}”", type=shorten(wanted, 20), text=shorten(one.text))
        self._session.apply(Batch(edits=tuple(edits), text=name), follow=False)
        self._show_links()

    def _remove(self) -> None:
        one = self._chosen
        links = self._links_to(one.span) if one is not None else []
        if links:
            edit = RemoveLinks(links=tuple(link.id for link in links))
            self._session.apply(edit, follow=False)
        elif one is not None:
            self._say(_tr("There is no link to take away."))

    # -- following -----------------------------------------------------------------------------

    def _open_there(self) -> None:
        """Open the other article on the first page, at what is chosen."""
        one = self._chosen
        if one is None:
            return
        if one.span:
            self._go(one.article, one.span)
        elif self._session.open_article(one.article):
            self._view.reveal(one.ranges[0][0])
            self._view.setFocus()

    def follow(self) -> None:
        """Follow the current span's first link to another article."""
        span = self._session.current_span
        ties = self._session.away.get(span.id, ()) if span is not None else ()
        if span is None or not ties:
            self._say(_tr("The current span has no link to another article."))
            return
        found = self._session.linked
        there = [found[tie.other] for tie in ties if tie.other in found]
        if not there:
            self._say(_tr("The span is no longer there."))
        elif self._go(there[0].article, there[0].id) and len(there) > 1:
            self._say(
                _tr("This is the first of {0} links; the inspector has all.").format(len(there))
            )

    def _follow_mark(self, span_id: str) -> None:
        self._session.set_current(span_id)
        self.follow()

    def _go(self, article: str, span: str) -> bool:
        if not self._session.follow(article, span):
            return False
        self._view.setFocus()
        return True

    # -- what the session tells ----------------------------------------------------------------

    def _on_article_opened(self) -> None:
        self._view.set_linked_away(self._session.away)
        if self.is_open:
            self._let_go()
            self._second_page.close(focus=False)

    def _on_current_changed(self, span_id: str) -> None:
        """Compare another span when it may be; a span without such links changes nothing."""
        span = self._session.spans.get(span_id)
        if not self.is_open or span is None or span.id == self._source:
            return
        if types_across(span, self._session.labels[span.label]):
            self._show_source(span)

    def _on_changed(self, changes: Changes) -> None:
        if changes.delta.links or changes.delta.spans:
            self._view.set_linked_away(self._session.away)
        if not self.is_open:
            return
        span = self._session.spans.get(self._source)
        if span is None or not self._types():
            self.close()
            return
        if self._there is not None:
            self._update_there(changes, self._there.article.id)
        if changes.elsewhere or changes.reloads or _asks_anew(changes, span):
            self._show_source(span)
        elif changes.delta.spans or changes.delta.links:
            self._update_rows(changes)
            self.model.refresh()
            self._show_links()

    def _update_rows(self, changes: Changes) -> None:
        """Let a sentence that has become a span be one, and the other way round."""
        rows = list(self.model.rows)
        for step in changes.delta.spans:
            span, there = step.record, step.after is not None
            place = span.article, span.ranges[0]
            for number, row in enumerate(rows):
                if row.span == span.id or (there and not row.span and row.place == place):
                    text = " ".join(fragment.text for fragment in span.fragments)
                    name = span.id if there else ""
                    rows[number] = row._replace(span=name, ranges=span.ranges, text=text)
        if rows != list(self.model.rows):
            listed, at = self._panel.list, self._panel.list.selected_row
            with listed.following():
                self.model.show_rows(rows)
            listed.select_row(at)

    def _update_there(self, changes: Changes, article: str) -> None:
        for step in changes.delta.spans:
            if step.record.article == article:
                if step.after is not None:
                    self._spans_there[step.after.id] = step.after
                else:
                    self._spans_there.pop(step.record.id, None)
        for link in changes.delta.links:
            if link.after is not None:
                self._links_there[link.after.id] = link.after
            else:
                self._links_there.pop(link.record.id, None)
        page = self._panel.page
        page.set_linked_away(links_away(self._links_there, self._spans_there))
        page.update_spans(changes, article)

    def _say(self, sentence: str) -> None:
        self._session.told.emit(sentence)


def _asks_anew(changes: Changes, source: Span) -> bool:
    """Tell whether what is compared has become another: what is similar is looked for anew."""
    return any(
        step.record.id == source.id
        and step.before is not None
        and (step.before.ranges, step.before.label) != (source.ranges, source.label)
        for step in changes.delta.spans
    )


def types_across(span: Span, label: Label) -> tuple[str, ...]:
    """Return the types of links that may go to another article: those between spans of a label.

    A quote's speaker and cue stand near it, in its own article.
    """
    labels = {label.id: label}
    return tuple(one for one in label.links if target_label(one, span, labels) == span.label)[:9]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClaimLinking", text)
