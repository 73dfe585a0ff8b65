"""Articles chosen by date and by list, for export, statistics and agreement alike."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from annotator.annotation.edits import SetRound, SetStatus
from annotator.annotation.facts.rounds import Round
from annotator.annotation.records import Status
from annotator.errors import InputError
from annotator.exchange.scope import Scope
from tests.exchange.projects import exported, make
from tests.exchange.test_agreeing import work


def test_articles_are_chosen_by_list_and_by_the_day_of_their_last_work(tmp_path: Path) -> None:
    """Both ends count; what nobody worked on has no day."""
    records = [work(f"a{n}", who, ("claim", 0, 9)) for n in range(3) for who in "xy"]
    records.append(work("a3", "x", status=Status.NEW))
    with make(tmp_path / "p.annotator", records) as project:
        days = {one: at[:10] for one, at in project.last_worked().items()}
        assert days.keys() == {"a0", "a1", "a2"}
        today = days["a0"]
        assert Scope().resolve(project) is None
        assert Scope(since=today, until=today).resolve(project) == {"a0", "a1", "a2"}
        assert Scope(since="2999-01-01").resolve(project) == frozenset()
        assert Scope(until="1999-01-01T10:00Z").resolve(project) == frozenset()
        file = tmp_path / "list.txt"
        file.write_text("a1\na3\n", encoding="utf-8")
        chosen = Scope(articles=(str(file), "a0"), since=today).resolve(project)
        assert chosen == {"a0", "a1"}
        lines = exported(project, tmp_path, only=chosen).splitlines()
        assert {orjson.loads(line)["id"] for line in lines} == chosen
        held = project.statistics(only=chosen)
        assert (held.articles, held.spans, held.labels["claim"]) == (2, 4, 4)
        assert held.annotators["x"]["done"] == 2
        project.carry_out(SetRound(round=Round(name="pilot", articles=("a0", "a3"))))
        assert Scope(rounds=("pilot",), since=today).resolve(project) == {"a0"}
        assert project.share_out(["x", "y"], only=["a0", "a3"]).total == 2
        with pytest.raises(InputError, match="there is no round two; there are: pilot"):
            Scope(rounds=("two",)).resolve(project)
        project.apply(SetStatus(articles=("a3",), status=Status.DONE), "x")
        assert "a3" in project.last_worked()
        with pytest.raises(InputError, match="expected a day"):
            Scope(since="yesterday").resolve(project)
        with pytest.raises(InputError, match="there is no article"):
            Scope(articles=("nowhere",)).resolve(project)
