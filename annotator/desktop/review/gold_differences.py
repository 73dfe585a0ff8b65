"""How the annotator's own spans of an article differ from gold, one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from html import escape

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.annotation.adjudication.decisions import Difference, Kind, differences
from annotator.annotation.adjudication.disputes import contested
from annotator.annotation.changes import Changes
from annotator.annotation.records import Span
from annotator.desktop.page.painting.lane_painter import Lane, Mark
from annotator.desktop.review.difference_list import DifferencePanel, DifferenceRow
from annotator.desktop.review.excerpt import excerpt
from annotator.desktop.review.page_stack import PageStack
from annotator.desktop.review.review_page import LanePage
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.overrides import do_key
from annotator.desktop.toolkit.places import meant
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import in_quotes, one_line
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError

_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class Differing(QObject):
    """Shows one's own lane and gold's, and lists how they differ.

    Gold is shown only when it and the annotator are done with the article: the project says so.
    """

    def __init__(
        self, session: Session, themes: Themes, stack: PageStack, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._stack = stack
        self._themes = themes
        self.panel = DifferencePanel()
        self.page = LanePage(themes, "differing", self.panel)
        self._all: list[Difference] = []
        self._gold: dict[str, Span] | None = None
        self._shown: list[Difference] = []
        self._text = ""
        self.panel.chosen.connect(self._on_chosen)
        self.panel.same_changed.connect(lambda _: self._list())
        self.page.next.clicked.connect(lambda: self.step(forward=True))
        self.page.previous.clicked.connect(lambda: self.step(forward=False))
        self.page.close_button.clicked.connect(self.close)
        self.page.view.clicked.connect(self._on_clicked)
        session.article_opened.connect(lambda _: self._on_article_opened())
        session.changed.connect(self._on_changed)
        themes.changed.connect(lambda _: self._show_again() if self.is_open else None)
        for widget in (self.page, *self.page.findChildren(QWidget)):
            widget.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Whether the page is shown."""
        return self._stack.shown is self.page

    @property
    def shown(self) -> list[Difference]:
        """What is listed, in the order of the text."""
        return self._shown

    def start(self) -> None:
        """Show how the open article's spans differ, or go back to annotating it."""
        if self.is_open:
            self.close()
        elif self._session.opened is None:
            self._session.told.emit(_tr("Open an article first."))
        else:
            self._show()

    def close(self) -> None:
        """Go back to annotating."""
        self._stack.leave(self.page)

    def _show(self) -> None:
        session, page = self._session, self.page
        assert session.opened is not None
        article, who = session.opened.article, session.annotator
        page.title.show_text(article.title or article.id)
        page.status.show_text(_tr("{0} and gold").format(who))
        self._text = article.text
        try:
            session.project.gold_difference(who, article.id)
            seen = session.project.comparison(article.id, viewer=who)
        except AnnotatorError as error:
            reason = in_words(error.message)
            sentence = _tr("Nothing to compare yet: {0}.").format(reason)
            sentence += " " + _tr(
                "Gold can be seen when both you and gold are done with an article."
            )
            page.show_empty(sentence)
            self._all, self._gold = [], None
            self._stack.show(page, page.empty)
            session.told.emit(sentence)
            return
        page.show_empty("")
        self._gold = {span.id: span for span in seen.gold.spans} if seen.gold is not None else {}
        self._compare()

    def _compare(self) -> None:
        """Show one's own spans, as they are now, beside gold's."""
        session, page = self._session, self.page
        assert session.opened is not None
        assert self._gold is not None
        article, who = session.opened.article, session.annotator
        mine, gold = _in_order(session.spans.values()), _in_order(self._gold.values())
        self._all = differences(mine, gold)
        same = [one for one in self._all if one.kind is Kind.SAME]
        calm = frozenset(
            span.id for one in same for span in (one.span, one.gold) if span is not None
        )
        lanes = [Lane(who, mine), Lane(_tr("Gold"), gold)]
        page.view.show_lanes(article, session.labels, lanes, calm, calm)
        self._stack.show(page, page.view)
        self._list()
        if self._shown:
            self.panel.select(0)
        else:
            session.told.emit(self.panel.counts.text())

    def _list(self) -> None:
        """List the differences, and what is the same if that is wanted."""
        with_same = self.panel.same.isChecked()
        self._shown = [one for one in self._all if with_same or one.kind is not Kind.SAME]
        counts = Counter(one.kind for one in self._all)
        told = "  ·  ".join(f"{_kind_words(kind)}:\u00a0{counts[kind]}" for kind in Kind)
        if self._all and not counts.total() - counts[Kind.SAME]:
            told = _tr("All your spans are as in gold.") + "\n" + told
        self.panel.show_rows(told, [self._row(one) for one in self._shown])
        self._mark(None)

    def _show_again(self) -> None:
        """Renew what has colours in it, and leave the rest as it is."""
        self.panel.renew([self._row(one) for one in self._shown])

    def _row(self, one: Difference) -> DifferenceRow:
        span = one.span or one.gold
        assert span is not None
        parts = [_kind_words(one.kind), self._label_name(span)]
        if one.kind is Kind.LABEL and one.gold is not None:
            parts[1] += f" → {self._label_name(one.gold)}"
        text = "  ·  ".join((*parts, in_quotes(one_line(span.text, 120))))
        lines = [
            f"<b>{escape(name)}</b><br>{self._excerpt(it)}"
            for name, it in ((self._session.annotator, one.span), (_tr("Gold"), one.gold))
        ]
        return DifferenceRow(text, "<br>".join(lines))

    def _excerpt(self, span: Span | None) -> str:
        theme = self._themes.theme
        if span is None:
            return f"<i style='color: {theme.faint.name()}'>{escape(_tr('nothing'))}</i>"
        label = self._session.labels[span.label]
        return f"{escape(one_line(label.name, 24))} {excerpt(span, self._text, label, theme)}"

    def _label_name(self, span: Span) -> str:
        label = self._session.labels.get(span.label)
        return one_line(label.name, 24) if label is not None else "?"

    # -- stepping ------------------------------------------------------------------------------

    def step(self, *, forward: bool) -> None:
        """Go to the next or the previous difference; after the last comes the first."""
        if self._shown:
            now = self.panel.list.currentRow()
            self.panel.select((now + (1 if forward else -1)) % len(self._shown) if now >= 0 else 0)
        elif not self.page.is_empty:
            self._session.told.emit(self.panel.counts.text())

    def _on_chosen(self, number: int) -> None:
        place = _place(self._shown[number])
        self._mark(place)
        self.page.view.show_place(*place)
        told = _tr("{0} of {1}").format(number + 1, len(self._shown))
        self._session.told.emit(f"{told}: {self._row(self._shown[number]).text}")

    def _mark(self, current: tuple[int, int] | None) -> None:
        marks = []
        for one in self._all:
            if one.kind is not Kind.SAME:
                spans = [span for span in (one.span, one.gold) if span is not None]
                differ = contested(spans, (self._session.annotator, _tr("Gold")))
                marks.append(Mark(*_place(one), False, tuple(differ)))
        self.page.view.set_places(marks, current)

    def _on_clicked(self) -> None:
        caret = self.page.view.caret()
        here = [
            (end - start, number)
            for number, (start, end) in enumerate(map(_place, self._shown))
            if start <= caret <= end
        ]
        if here:
            self.panel.select(min(here)[1])

    # -- what the session tells ----------------------------------------------------------------

    def _on_article_opened(self) -> None:
        if not self.is_open:
            return
        if self._session.opened is None:
            self.close()
        else:
            self._show()

    def _on_changed(self, changes: Changes) -> None:
        """Compare anew; where gold was not seen, or is not any more, the project says why."""
        delta, session = changes.whole or changes.delta, self._session
        if not self.is_open or session.opened is None:
            return
        if not (changes.reloads or delta.spans or delta.statuses):
            return
        article, gold = session.opened.article.id, self._gold
        own = not (changes.elsewhere or changes.reloads)
        if gold is None or not own or any(row.record.article == article for row in delta.statuses):
            self._show()
            return
        for step in delta.spans:
            if step.record.article == article and step.record.annotator == changes.gold:
                gold.pop(step.record.id, None)
                if step.after is not None:
                    gold[step.after.id] = step.after
        self._compare()

    # -- keys ----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the page's own keys, before the window's commands do."""
        if self.is_open and isinstance(event, QKeyEvent) and not event.modifiers() & _HELD:
            return do_key(event, self._handler(event))
        return super().eventFilter(watched, event)

    def _handler(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.key() == Qt.Key.Key_Escape:
            return self.close
        if meant(event) in (Qt.Key.Key_N, Qt.Key.Key_S):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            return lambda: self.step(forward=not back)
        return None


def _in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda one: (one.start, -one.end, one.id)))


def _place(one: Difference) -> tuple[int, int]:
    spans = [span for span in (one.span, one.gold) if span is not None]
    return min(span.start for span in spans), max(span.end for span in spans)


def _kind_words(kind: Kind) -> str:
    return {
        Kind.SAME: _tr("Same"),
        Kind.BOUNDARY: _tr("Boundary"),
        Kind.LABEL: _tr("Label"),
        Kind.MISSED: _tr("Missed"),
        Kind.EXTRA: _tr("Extra"),
    }[kind]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Differing", text)
