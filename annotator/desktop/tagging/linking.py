"""One gesture for a link: the current span, a key, and what it goes to."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from annotator.annotation.edits import (
    AddLabel,
    AddLink,
    AddSpan,
    Batch,
    Edit,
    default_attributes,
)
from annotator.annotation.records import Label, Span, shorten
from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.tagging.target_list import LIMIT, Offer, TargetList
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.project.storage.clock import new_id
from annotator.words import say
from annotator.workbench.link_targets import CUE, CUE_COLOUR, Candidate, candidates, target_label
from annotator.workbench.span_links import ties_of


class Linking(QObject):
    """Links the current span to what is selected, or to what a small list offers."""

    def __init__(self, session: Session, view: ArticleView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._source = ""
        self._type = ""
        self._offered: list[Candidate] = []
        self.list = TargetList(view)
        self.list.chosen.connect(self._on_chosen)
        self.list.looked_at.connect(self._on_looked_at)
        self.list.turned.connect(self._on_turned)
        self.list.closed.connect(self._on_closed)
        session.current_changed.connect(self._show_ties)
        session.changed.connect(self._show_ties)
        session.leaving.connect(self.list.close_list)

    def _show_ties(self) -> None:
        current = self._session.current
        spans = self._session.spans
        self._view.set_ties(ties_of(current, self._session.links, spans) if current else ())

    # -- the gesture ---------------------------------------------------------------------------

    def link(self, number: int) -> None:
        """Begin a link of the current label's first (0), second (1) … type.

        Without a current span, the innermost one at the caret that may have such a link is taken.
        """
        span = self._session.current_span or self._span_at_caret(number)
        if span is None:
            self._say(_tr("There is no current span to link."))
            return
        types = self._session.labels[span.label].links
        if number >= len(types):
            name = shorten(self._session.labels[span.label].name, 20)
            if types:
                self._say(_tr("Spans of {0} have no further link.").format(name))
            else:
                self._say(_tr("Spans of {0} begin no links.").format(name))
            return
        selected = self._view.selection()
        if selected is None:
            self._offer(span, types[number])
        else:
            self._link_words(span, types[number], selected)

    def _span_at_caret(self, number: int) -> Span | None:
        labels = self._session.labels
        for span in self._view.spans_near_caret():
            if len(labels[span.label].links) > number:
                self._session.set_current(span.id, stay=True)
                return span
        return None

    def _offer(self, span: Span, link_type: str) -> None:
        opened = self._session.opened
        assert opened is not None
        self._offered = candidates(
            link_type,
            span,
            opened.article.text,
            self._session.spans,
            self._session.links.values(),
            target_label(link_type, span, self._session.labels),
            LIMIT,
        )
        name = one_line(link_type, 30)
        if not self._offered:
            self.list.close_list()
            self._say(_tr("Nothing near to link as {0}: select it and press again.").format(name))
            return
        self._source, self._type = span.id, link_type
        if self._view.area_of(span.start, span.end).isEmpty():
            self._view.reveal(span.start)
        places = [(one.start, one.end) for one in self._offered]
        self._view.set_candidates(places)
        types = self._session.labels[span.label].links
        self.list.open_at(
            name[:1].upper() + name[1:],
            _tr("Tab: another link") if len(types) > 1 else "",
            [Offer(one.text, self._place_of(one)) for one in self._offered],
            [self._view.area_of(*pair) for pair in ((span.start, span.end), *places)],
        )

    @staticmethod
    def _place_of(one: Candidate) -> str:
        if one.inside:
            place = _tr("inside")
        elif one.gap < 0:
            place = _count(-one.gap) + " " + _tr("before")
        else:
            place = _count(one.gap) + " " + _tr("after")
        return place if one.span else place + " · " + _tr("new")

    def _on_looked_at(self, row: int) -> None:
        self._view.set_candidates([(one.start, one.end) for one in self._offered], row)

    def _on_turned(self) -> None:
        """Offer what the next type of link may go to."""
        span = self._session.spans.get(self._source)
        if span is None:
            return
        types = self._session.labels[span.label].links
        if len(types) > 1:
            self._offer(span, types[(types.index(self._type) + 1) % len(types)])

    def _on_closed(self) -> None:
        self._view.set_candidates(())

    def _on_chosen(self, row: int) -> None:
        span, one = self._session.spans.get(self._source), self._offered[row]
        if span is None:
            return
        if one.span:
            self._apply((AddLink(type=self._type, source=span.id, target=one.span),), one.text)
        else:
            self._link_words(span, self._type, (one.start, one.end))

    # -- edits ---------------------------------------------------------------------------------

    def _link_words(self, span: Span, link_type: str, place: tuple[int, int]) -> None:
        """Tag words unless they are tagged so already, and link to them: one step of undo."""
        opened = self._session.opened
        assert opened is not None
        label = target_label(link_type, span, self._session.labels)
        text = opened.article.text[slice(*place)]
        for other in self._session.spans.values():
            if other.label == label and other.ranges == (place,) and other.id != span.id:
                self._done((AddLink(type=link_type, source=span.id, target=other.id),), text)
                return
        edits: list[Edit] = []
        if label:
            attributes = default_attributes(self._session.labels[label])
        elif link_type == CUE:
            cue = self._cue_label()
            edits.append(AddLabel(label=cue))
            label, attributes = cue.id, {}
        else:
            self._say(_tr("This project has no label for names: tag the words, then link."))
            return
        target = new_id()
        edits.append(
            AddSpan(
                id=target,
                article=opened.article.id,
                label=label,
                ranges=(place,),
                attributes=attributes,
            )
        )
        edits.append(AddLink(type=link_type, source=span.id, target=target))
        self._type = link_type
        self._done(tuple(edits), text)

    def _cue_label(self) -> Label:
        """Return the label for cues, which is made when the first one is linked."""
        labels = self._session.labels
        return Label(
            id=CUE if CUE not in labels else new_id(),
            name=CUE,
            letter="›",
            colour=CUE_COLOUR,
            line="dotted",
            description=_tr("The words that introduce a quote: said, according to."),
            position=1 + max((label.position for label in labels.values()), default=-1),
        )

    def _done(self, edits: tuple[Edit, ...], text: str) -> None:
        if self._apply(edits, text):
            self._view.clear_selection()

    def _apply(self, edits: tuple[Edit, ...], text: str) -> bool:
        (link,) = (edit for edit in edits if isinstance(edit, AddLink))
        name = say("Link {type} “{text}”", type=shorten(link.type, 20), text=shorten(text))
        changes = self._session.apply(Batch(edits=edits, text=name), follow=False)
        if changes is None:
            self._say(_tr("This is linked so already."))
        return changes is not None

    def _say(self, sentence: str) -> None:
        self._session.told.emit(sentence)


def _count(characters: int) -> str:
    if characters == 1:
        return _tr("1 character")
    return _tr("{0} characters").format(whole(characters))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Linking", text)
