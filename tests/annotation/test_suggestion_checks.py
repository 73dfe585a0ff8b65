"""A suggestion covers what it says, or is refused."""

from __future__ import annotations

import msgspec
import pytest

from annotator.annotation.records import Partner, Suggestion
from annotator.annotation.suggestion_checks import check_suggestion
from annotator.errors import OffsetError, RuleError
from tests.annotation.edits.test_edits import TEXT

ONE = Suggestion(
    article="a", label="claim", start=0, end=3, text=TEXT[0:3], score=0.5, origin="trafilatura"
)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"end": 99}, OffsetError),
        ({"start": 3}, OffsetError),
        ({"start": -1}, OffsetError),
        ({"text": "“Si"}, OffsetError),
        ({"fragments": ((0, 1), (2, 4))}, OffsetError),
        ({"fragments": ((0, 2), (1, 3))}, OffsetError),
        ({"partners": (Partner("speaker", ((3, 3),)),)}, OffsetError),
        ({"partners": (Partner("speaker", ((5, 99),)),)}, OffsetError),
        ({"score": 1.01}, RuleError),
        ({"score": float("nan")}, RuleError),
    ],
)
def test_a_suggestion_says_what_it_covers(fields, error):
    one = ONE
    check_suggestion(one, TEXT)
    with pytest.raises(error):
        check_suggestion(msgspec.structs.replace(one, **fields), TEXT)
