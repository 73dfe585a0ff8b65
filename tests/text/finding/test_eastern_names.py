"""People in Chinese and Japanese: the surname with the given name behind it."""

from __future__ import annotations

import pytest

from annotator.text import name_at

CHINESE = "港口局局长王小明周二说，李华认为费用过高，欧阳修和张伟问：新的港口将于明年开放？"
JAPANESE = "港の鈴木花子は語った。田中知事は田中太郎氏と会った。反対派の山田一郎が述べた。"


@pytest.fixture(autouse=True)
def _with_dictionary():
    pytest.importorskip("icu4py")


@pytest.mark.parametrize(
    ("text", "inside", "wanted"),
    [
        (CHINESE, "王", "王小明"),
        (CHINESE, "明周", "王小明"),
        (CHINESE, "李", "李华"),
        (CHINESE, "华", "李华"),
        (CHINESE, "张", "张伟"),
        (CHINESE, "费用", "费用"),
        (CHINESE, "明年", "明年"),
        (CHINESE, "港口", "港口"),
        (JAPANESE, "鈴木", "鈴木花子"),
        (JAPANESE, "花子", "鈴木花子"),
        (JAPANESE, "田中知事", "田中"),
        (JAPANESE, "太郎", "田中太郎"),
        (JAPANESE, "反対", "反対"),
        (JAPANESE, "山田", "山田一郎"),
    ],
)
def test_a_name_is_a_surname_with_what_is_given(text, inside, wanted):
    """Neither what is done nor an office belongs to it."""
    assert text[slice(*name_at(text, text.index(inside)))] == wanted
