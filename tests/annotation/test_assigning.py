"""Articles shared out: reproducible, balanced, and nobody loses what they have begun."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotation.assigning import share_out
from annotator.annotation.changes import Step
from annotator.annotation.edits import SetAssignments
from annotator.annotation.records import Assignment
from annotator.errors import ClashError, RuleError
from tests.annotation.edits.test_edits import Records, plan

LENGTHS = {f"a{number}": 500 + 37 * (number * number % 101) for number in range(200)}
PEOPLE = ("anna", "ben", "cleo")


def characters(shared, lengths, who):
    return sum(lengths[article] for article, mine in shared.items() if who in mine)


def test_a_fifth_for_all_and_the_rest_in_even_shares():
    shared = share_out(LENGTHS, PEOPLE, overlap=0.2, seed=7)
    assert list(shared) == list(LENGTHS)
    assert sum(mine == PEOPLE for mine in shared.values()) == 40
    assert all(len(mine) in (1, 3) for mine in shared.values())
    loads = [characters(shared, LENGTHS, who) for who in PEOPLE]
    assert max(loads) - min(loads) <= min(LENGTHS.values())


def test_the_seed_says_it_all():
    shared = share_out(LENGTHS, PEOPLE, seed=1)
    turned = dict(reversed(LENGTHS.items()))
    again = share_out(turned, PEOPLE[::-1], seed=1)
    assert {a: set(mine) for a, mine in again.items()} == {a: set(m) for a, m in shared.items()}
    assert share_out(LENGTHS, PEOPLE, seed=2) != shared


def test_what_is_begun_stays():
    begun = {"a0": ["ben"], "a1": ["anna", "cleo", "gone"], "a2": ["gone"], "a3": PEOPLE}
    shared = share_out(LENGTHS, PEOPLE, overlap=0, begun=begun)
    assert shared["a0"] == ("ben",)
    assert shared["a1"] == ("anna", "cleo")
    assert len(shared["a2"]) == 1
    assert shared["a3"] == PEOPLE
    wanted = share_out(LENGTHS, PEOPLE, overlap=2 / 200, begun=begun)
    assert [a for a, mine in wanted.items() if mine == PEOPLE] == ["a1", "a3"]


def test_what_is_kept_stays_and_counts():
    lengths = {"a": 100, "b": 100, "c": 10, "d": 10}
    kept = {"a": ["anna"], "b": ["anna"]}
    shared = share_out(lengths, ("anna", "ben"), overlap=0, kept=kept)
    assert shared == {"a": ("anna",), "b": ("anna",), "c": ("ben",), "d": ("ben",)}
    assert share_out(lengths, ("anna", "ben"), overlap=0.5, kept=kept)["a"] == ("anna",)


@pytest.mark.parametrize(
    ("people", "overlap"), [((), 0.2), (PEOPLE, 1.1), (PEOPLE, -0.1), (PEOPLE, float("nan"))]
)
def test_what_cannot_be_shared_out(people, overlap):
    with pytest.raises(RuleError):
        share_out(LENGTHS, people, overlap=overlap)


@given(
    st.dictionaries(st.text(max_size=3), st.integers(1, 10_000), max_size=30),
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=4),
    st.floats(0, 1),
    st.integers(),
    st.data(),
)
def test_everybody_gets_a_fair_share(lengths, people, overlap, seed, data):
    articles = st.sampled_from(sorted(lengths)) if lengths else st.nothing()
    who = st.lists(st.sampled_from("abcde"), max_size=4)
    begun = data.draw(st.dictionaries(articles, who, max_size=10)) if lengths else {}
    shared = share_out(lengths, people, overlap=overlap, seed=seed, begun=begun)
    names = set(people)
    assert shared.keys() == lengths.keys()
    assert all(mine and set(mine) <= names for mine in shared.values())
    assert all(set(by) & names <= set(shared[article]) for article, by in begun.items())
    by_all = sum(set(mine) == names for mine in shared.values())
    assert by_all >= int(overlap * len(lengths) + 0.5)
    if not begun:
        loads = [characters(shared, lengths, who) for who in names]
        assert max(loads) - min(loads) <= max(lengths.values(), default=0)


def test_the_edit_names_only_what_changes():
    state = Records()
    state.all_assigned = {"a": ("x", "y")}
    made = plan(SetAssignments(assigned={"a": ("y", "z", "z"), "b": ()}), state)
    steps = [(step.before, step.after) for step in made.delta.assignments]
    assert [(old and old.annotator, new and new.annotator) for old, new in steps] == [
        ("x", None),
        (None, "z"),
    ]
    assert (made.text, made.article) == ("Assign article", "a")
    for wrong in ({"a": ("nobody",)}, {"none": ("x",)}):
        with pytest.raises(RuleError):
            plan(SetAssignments(assigned=wrong), state)


def test_what_others_have_assigned_since_is_not_overwritten():
    """Unless it is what was wanted, or what was seen; it is said to whom the article went."""
    state = Records()
    state.all_assigned = {"a": ("y",), "b": ("x",)}

    def assign(wanted, base):
        return plan(SetAssignments(assigned=wanted, base=base), state).delta.assignments

    assert len(assign({"a": ("x",)}, {"a": ("y",)})) == 2
    assert assign({"a": ("y",)}, {"a": ("z",)}) == ()
    with pytest.raises(ClashError, match="article a was assigned otherwise meanwhile, to y;"):
        assign({"a": ("x",)}, {"a": ("z",)})
    with pytest.raises(ClashError, match="article a was assigned otherwise"):
        assign({"b": ("x",), "a": ("x",)}, {})
    state.all_assigned = {}
    with pytest.raises(ClashError, match="to nobody; look at it again"):
        assign({"a": ("x",)}, {"a": ("y",)})


def test_a_change_says_how_many_articles_change_hands():
    state = Records()
    state.all_assigned = {"b": ("x",)}
    made = plan(SetAssignments(assigned={"a": ("x",), "b": ("x",)}), state)
    assert (made.text, made.article) == ("Assign article", "a")
    made = plan(SetAssignments(assigned={"a": ("x",), "b": ("y",)}), state)
    assert (made.text, made.article) == ("Assign 2 articles", None)


def test_who_annotates_without_suggestions_stays_so_unless_it_is_said():
    state = Records()
    state.all_assigned = {"a": ("x", "y")}
    state.all_unaided = {"a": ("y",)}
    kept = plan(SetAssignments(assigned={"a": ("y",)}), state).delta.assignments
    assert kept == (Step(Assignment(article="a", annotator="x"), None),)
    said = SetAssignments(assigned={"a": ("x", "y")}, unaided={"a": ("x",)})
    assert plan(said, state).delta.assignments == (
        Step(
            Assignment(article="a", annotator="x"),
            Assignment(article="a", annotator="x", unaided=True),
        ),
        Step(
            Assignment(article="a", annotator="y", unaided=True),
            Assignment(article="a", annotator="y"),
        ),
    )


def test_each_article_by_some_of_all_within_limits_and_chosen_ones_by_all():
    lengths = {f"a{n}": 100 + n * 7 % 50 for n in range(60)}
    people = ["a", "b", "c", "d", "e"]
    wishes = {"overlap": 0, "each": 2, "seed": 3, "by_all": ["a3", "a4"], "limits": {"a": 10}}
    shared = share_out(lengths, people, **wishes)
    turned = share_out(dict(reversed(lengths.items())), people[::-1], **wishes)
    assert {one: set(who) for one, who in turned.items()} == {
        one: set(who) for one, who in shared.items()
    }
    assert set(shared["a3"]) == set(shared["a4"]) == set(people)
    assert {len(who) for one, who in shared.items() if one not in ("a3", "a4")} == {2}
    numbers = {one: sum(one in who for who in shared.values()) for one in people}
    assert numbers["a"] == 10
    loads = [sum(lengths[a] for a, who in shared.items() if one in who) for one in "bcde"]
    assert max(loads) - min(loads) < 150
    short = share_out(lengths, people, overlap=0, each=2, limits=dict.fromkeys(people, 10))
    assert sum(len(who) for who in short.values()) == 50
    for wrong in ({"each": 6}, {"each": 0}, {"by_all": ["nowhere"]}):
        with pytest.raises(RuleError):
            share_out(lengths, people, **wrong)
