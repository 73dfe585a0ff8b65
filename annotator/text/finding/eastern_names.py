"""Names of people in Chinese and Japanese, in which nothing marks them.

A dictionary has their surnames and often cuts behind them: a given name that follows one is taken
along. Guesses that help the keyboard, made only where a name is asked for.
"""

from __future__ import annotations

import regex

from annotator.text.paragraphs import paragraph_at
from annotator.text.words import next_word, previous_word

_HAN = regex.compile(r"[\p{Han}々]+")
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_CHINESE = frozenset(
    "王李张劉刘陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅高郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖蕭萧田"
    "董潘袁蔡蒋蔣余杜叶葉程魏苏蘇吕呂丁卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付方邹鄒熊白孟秦邱侯"
    "江尹薛阎閻段雷龙龍史陶贺賀顾顧毛郝龚龔邵万萬钱錢严嚴习習温溫"
)
_COMPOUND = frozenset(
    {"欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "皇甫", "令狐", "司徒"}
)
# One-character words that follow a name, and are none.
_AFTER = frozenset(
    "说說问問称稱在是和与與及的地得对對将將于於为為就也都从從向表指写寫道到去来來被把让讓给給等则則又还還"
    "任曾已未不很更最先再只才并並或但而且因由自以之其这這那有无無年月日时時长長省市县縣区區"
)
_SURNAMES = """
佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 山本 中村 小林 加藤 吉田 山田 佐々木
山口 松本 井上 木村 林 斎藤 斉藤 清水 山崎 森 池田 橋本 阿部 石川 山下
中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田
太田 西村 藤井 岡本 金子 藤原 三浦 中野 中川 原田 松田 竹内 小野 田村 中山
和田 石田 上田 森田 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 谷口 安藤 丸山
今井 高田 菅原 大野 小島 武田 上野 千葉 杉山 増田 平野 久保 松井 岩崎 桜井
野口 松尾 木下 野村 佐野 菊地 菊池 渡部 安倍 岸田 石破 菅 河野 麻生 小泉
野田
"""
_JAPANESE = frozenset(_SURNAMES.split())
_TITLES = """
知事 首相 総理 大臣 議員 社長 会長 氏 容疑者 被告 教授 監督 選手 市長 町長
村長 長官 大統領 主席 委員長 幹事長 副 元 前 代表 部長 課長 院長 校長 記者
先生 博士 夫妻 夫人 家 党 派 県 市 区 町 村 駅 側
"""
_OFFICES = frozenset(_TITLES.split())


def eastern_name_at(text: str, word: tuple[int, int]) -> tuple[int, int]:
    """Return a word with the surname before it or the given name behind it; else the word.

    Args:
        text: the article's.
        word: that ``word_at`` found.

    """
    if _HAN.fullmatch(text, *word) is None:
        return word
    is_japanese = _KANA.search(text, *paragraph_at(text, word[0])) is not None
    takes = _takes_japanese if is_japanese else _takes_chinese
    for first in (word, previous_word(text, word[0])):
        if first is None or (first != word and first[1] != word[0]):
            continue
        end = takes(text, first)
        if end is not None and end >= word[1]:
            return first[0], end
    return word


def _given(text: str, at: int) -> tuple[int, int] | None:
    """Return the word of Chinese characters that begins right here."""
    word = next_word(text, at) if at < len(text) else None
    if word is None or word[0] != at or _HAN.fullmatch(text, *word) is None:
        return None
    return word


def _takes_chinese(text: str, surname: tuple[int, int]) -> int | None:
    """Return where a name ends that begins with a surname; None where there is none."""
    family = text[slice(*surname)]
    given = _given(text, surname[1])
    if given is None or (family not in _CHINESE and family not in _COMPOUND):
        return None
    if given[1] - given[0] > 2 or text[slice(*given)] in _AFTER:
        return None
    further = _given(text, given[1]) if given[1] - given[0] == 1 else None
    if further is not None and further[1] - further[0] == 1 and text[further[0]] not in _AFTER:
        return further[1]
    return given[1]


def _takes_japanese(text: str, surname: tuple[int, int]) -> int | None:
    given = _given(text, surname[1])
    if given is None or text[slice(*surname)] not in _JAPANESE:
        return None
    if given[1] - given[0] > 3 or text[slice(*given)] in _OFFICES:
        return None
    return given[1]
