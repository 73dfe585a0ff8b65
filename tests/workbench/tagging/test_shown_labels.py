"""Which labels are hidden."""

from __future__ import annotations

from annotator.workbench.tagging.shown_labels import ShownLabels

ALL = ("claim", "quote", "entity")


def test_labels_are_hidden_and_shown_one_by_one():
    """Each turns by itself; all come back at once."""
    shown = ShownLabels()
    shown.turn("claim", ALL)
    shown.turn("quote", ALL)
    assert shown.hidden(ALL) == {"claim", "quote"}
    shown.turn("claim", ALL)
    assert shown.hidden(ALL) == {"quote"}
    shown.show_all()
    assert not shown.hidden(ALL)


def test_one_is_alone_until_it_is_turned_again():
    """What is hidden by hand is forgotten by it; a label that is added later is hidden as well."""
    shown = ShownLabels()
    shown.turn("claim", ALL)
    shown.turn_alone("claim")
    assert shown.hidden(ALL) == {"quote", "entity"}
    assert shown.is_hidden("new")
    shown.turn_alone("quote")
    assert shown.hidden(ALL) == {"claim", "entity"}
    shown.turn_alone("quote")
    assert not shown.hidden(ALL)


def test_another_label_beside_the_one_that_is_alone():
    """Turning it shows both; of the others all stay hidden."""
    shown = ShownLabels()
    shown.turn_alone("claim")
    shown.turn("quote", ALL)
    assert shown.hidden(ALL) == {"entity"}
    assert not shown.alone


def test_a_label_that_is_gone_hides_nothing():
    """Neither as the one that is alone nor by its name if it comes back."""
    shown = ShownLabels()
    shown.turn_alone("quote")
    shown.forget(("claim", "entity"))
    assert not shown.hidden(ALL)
    shown.turn("quote", ALL)
    shown.forget(("claim", "entity"))
    assert not shown.hidden(ALL)
