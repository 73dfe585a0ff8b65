"""How a comparison looks on its page: lanes, marked places, the card of one place, the figures."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.annotation.records import Status
from annotator.desktop.page.painting.lane_painter import Lane, Mark
from annotator.desktop.review import adjudication_wording as words
from annotator.desktop.review.dispute_card import DisputeCard
from annotator.desktop.review.review_page import AdjudicationPage
from annotator.workbench.known_labels import KnownLabels
from annotator.workbench.review_state import Place, ReviewState


class AdjudicationDisplay:
    """Shows how things stand; decides nothing and holds nothing.

    Args:
        page: where it is shown.
        card: where one place is shown.

    """

    def __init__(self, page: AdjudicationPage, card: DisputeCard) -> None:
        self._page = page
        self._card = card

    def show_nothing(self) -> None:
        """Show nothing of an article."""
        self._page.title.show_text("")
        self._page.status.show_text("")
        self._page.show_empty(_tr("Nothing is compared."))
        self._card.show_place("", "", (), "")
        self._card.take_back.setEnabled(False)

    def show_article(self, state: ReviewState, labels: KnownLabels) -> None:
        """Show an article with the lanes of all who are done, and gold's."""
        self._page.title.show_text(state.article.title or state.article.id)
        self._card.set_labels(labels.values())
        self._page.show_empty(words.why_empty(state))
        self._page.view.show_lanes(state.article, labels, _lanes(state), state.calm, state.tinted)

    def update_lanes(self, state: ReviewState) -> None:
        """Show the lanes as they are now; the text stays where it is."""
        sentence = words.why_empty(state)
        if bool(sentence) != self._page.is_empty:
            self._page.show_empty(sentence)
        self._page.view.update_lanes(_lanes(state), state.calm, state.tinted)

    def show_status(self, state: ReviewState, annotator: str, status: Status) -> None:
        """Show how far it is, and whether who looks is not blind here.

        Args:
            state: what is compared.
            annotator: who looks.
            status: how far they are with the article.

        """
        dispute_states = state.dispute_states
        left = sum(not one.settled for one in dispute_states)
        facts = [words.gold(state)]
        if dispute_states:
            alone = len(dispute_states) == 1
            open_ones = _tr("{0} of 1 dispute open") if alone else _tr("{0} of {1} disputes open")
            facts.append(open_ones.format(left, len(dispute_states)))
        if status is not Status.DONE:
            facts.append(_tr("{0} is not blind here").format(annotator))
        self._page.status.show_text("  ·  ".join(facts))
        self._page.status.setToolTip(
            _tr(
                "Shows the work of all who are done, and gold: whoever has still to annotate this"
                " article is no longer blind after looking at it."
            )
        )
        self._page.show_waiting(state.waiting)

    def show_place(self, state: ReviewState, place: Place | None, labels: KnownLabels) -> bool:
        """Mark all places, and show one of them; False when it is none of them."""
        card = self._card
        marks = [
            Mark(one.start, one.end, one.settled, state.contested[one.place])
            for one in state.dispute_states
        ]
        number = state.number_of(place)
        self._page.view.set_places(marks, place if number is not None else None)
        if number is None:
            card.show_place(*words.no_place(state), (), state.article.text)
            card.take_back.setEnabled(False)
            return False
        one = state.dispute_states[number]
        title = _tr("{0} of {1}").format(number + 1, len(state.dispute_states))
        card.show_place(
            f"{title}  ·  {words.kind(one.kind)}",
            words.dispute_state(one, state, labels),
            words.sides(one, state),
            state.article.text,
        )
        card.take_back.setEnabled(one.decision is not None)
        return True


def _lanes(state: ReviewState) -> list[Lane]:
    lanes = [Lane(state.name(one), state.spans_of(one)) for one in state.done]
    return [*lanes, Lane(_tr("Gold"), state.gold)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Adjudication", text)
