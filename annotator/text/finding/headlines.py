"""Headlines, in which a capital says nothing: all in capitals, or one on every longer word."""

from __future__ import annotations

from itertools import islice

import regex

from annotator.text.paragraphs import paragraph_at
from annotator.text.sentences import sentence_at

_SMALL = regex.compile(r"\p{Ll}{2}|(?<![\p{L}'’])\p{Ll}(?!\p{L})")
_LARGE = regex.compile(r"\p{Lu}[\p{Lu}\p{Ll}'’]+")
_FEWEST_SHOUTED = 3
# What a title writes small; a line with any other small word is a sentence.
_SMALL_WORDS = (
    "a|an|and|as|at|but|by|de|del|der|di|du|en|et|for|from|if|in|into|la|le|nor|of|off|on|or|out|over"
    "|per|so|than|the|to|up|upon|van|via|von|vs?|with|yet|about|above|across|after|against|along|amid"
    "|amidst|among|around|before|behind|below|beside|between|beyond|despite|during|except|inside"
    "|since|through|toward|towards|under|until|versus|where|while|within|without|s|t|re|ll|ve|d|m"
)
_SENTENCE = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}\p{{M}}])(?!(?:{_SMALL_WORDS})(?![\p{{L}}\p{{M}}]))\p{{Ll}}[\p{{L}}\p{{M}}]*+"
    r"(?![\p{L}\p{N}.])|(?<!\p{Lu})[.!]['’\"”]?\s*+(?!.)"
)
_LONGEST_TITLE, _FEWEST_TITLED = 200, 4
# No name has one of these inside, with a capital; a by-line may begin with one.
_SURE = regex.compile(
    r"(?<=\S[ \u00a0])(?:To|In|On|At|By|As|Is|Are|Was|Be|Its|Their|With|From|For|After|Over|Amid"
    r"|Than|That|How|Why|Not|Could|Should|Would|Says?|Said|Told|Tells?)(?!\w)"
)
_VERBS = """
accept accuse act add address admit agree aid aim allow announce answer appeal approve argue arrest
ask assault attack avoid back ban bar battle beat become begin believe blame blast block bolster
boost bow break brief bring build buy call campaign cancel cap capture catch celebrate challenge
charge chase cheer cite claim clash clear climb close collapse combat come concede condemn confirm
confront consider continue control convict counter cover crack crash create criticise criticize
cross crush cut damage deal debate decide declare decline defeat defend delay demand deny deploy
deport deride destroy detail detain die discover discuss dismiss drive drop earn ease elect embrace
emerge end endorse enter escape evacuate expand expect expel explain explode explore expose extend
face fail fall fear fight file find fine fire fix flag flee flood fly follow force free freeze fuel
fund gain get give go grab grant greet grill grow guard halt hand hear heat help hide hike hint hire
hit hold honor honour hope host hunt identify impose improve increase injure insist invade
investigate invite join jump keep kick kill lash launch lead leak leave let lift limit link list
live lock look lose lower make march mark mask meet mock monitor mourn move mull name nominate offer
open oppose order oust outline overhaul overturn pardon pass pause pay plan play plead pledge plunge
point poison praise predict prepare press prevent probe promise prompt propose protect protest prove
pull punish pursue push put question quit race raise rally ramp reach react read rebuff rebuke
recall receive record recover reduce refuse reject release remain remember remove reopen repeal
replace report request rescue reshape resign resist respond restore resume return reveal reverse
review rip rise risk rock row ruin rule run rush sack sail save say score scramble scrap search see
seek seize sell send sentence set settle shake share shed shift shoot show shut sign signal sink
skip slam slash slip soar solve spark speak spend split spread spy stage stall stand start stay
steal step stir stop storm strike struggle sue suffer suggest support surge surrender survive
suspect suspend swap sweep swing tackle take talk target tease tell test testify thank threaten
throw tie tighten top touch tout track trade travel treat trigger try turn unite unveil urge use
vanish veto vie view violate visit vote vow wage wait walk want warn watch weigh welcome widen win
wipe withdraw witness work worry wound write yield
"""
_IRREGULAR = """
began begun bought brought built came caught chose crept cut did died drew drove fell felt fled flew
fought found froze gave given gone got grew grown heard held hid kept knew known laid led left lied
lost made meant met paid quit ran rang risen rose said sang sank sat saw seen sent shook shot slept
sold sought sped spent spoke spoken spun stole stood struck sung swept swore sworn taken taught
thrown threw told took torn tore went withdrew withdrawn woke won wore worn wrote written
"""
_NOUNS = """
accord aide alert ally arrest ban bid blast boss budget case ceasefire chaos charge chief clash
concern conflict crime crisis cuts daughter death debate debt delay demand dispute doubt drone drug
election emergency family fear fight fire flight flood funeral future girl gun hearing help home
hope hostage husband impact inquiry investigation jail job judge jury lawmaker lawsuit lawyer leader
life man men mission mother move murder need news officer official outrage patient peace plan plane
plea plot police policy poll power price prison probe profit protest protester race rally rate
record refugee report rescue response rise risk row rule scandal school security sentence shock
shooting source spy staff statement strike student summit supply support surge suspect talks target
tax team terror terrorism test threat toll trade trial truce trust vaccine victim victory video
violence vote voter war warning weapon week wife winner withdrawal woman women worker world worry
year years breaking exclusive live update updates analysis opinion latest watch photos top
"""
# First names that are verbs as well stand there in the forms that are no names.
_FORMS = """
chased chases drawing granted granting grants hoped hopes hoping marched marches marching marked
marking marks pats rocked rocks rising sued sues suing willing
"""
_DOING = frozenset(f"{_VERBS} {_IRREGULAR} {_FORMS}".split()) - {
    *("chase", "drew", "grant", "hope", "march", "mark", "rock", "rose", "sue", "will", "rip"),
}
_WORDS = _DOING | frozenset(_NOUNS.split()) - {"hope"}


def is_shouted(text: str, word: tuple[int, int]) -> bool:
    """Tell whether the line or the sentence of a word is all in capitals, and no mere name."""
    if not _is_all_large(text, *word):
        return False
    start, end = paragraph_at(text, word[0])
    if not _is_all_large(text, start, end):
        sentence = sentence_at(text, word[0])
        if sentence is None or not _is_all_large(text, *sentence):
            return False
        start, end = sentence
    words = _LARGE.finditer(text, start, end)
    return sum(1 for _ in islice(words, _FEWEST_SHOUTED)) == _FEWEST_SHOUTED


def _is_all_large(text: str, start: int, end: int) -> bool:
    """Tell whether no word is written small; the "c" of "McCONNELL" and an "’s" are no words."""
    return _SMALL.search(text, start, end) is None


def is_in_title_case(text: str, word: tuple[int, int]) -> bool:
    """Tell whether a word is in a line with a capital on every longer word, as headlines are.

    Something in it must say so: a verb, or a small word with a capital ("To"); names alone, as in
    by-lines and captions, make no headline. A line that ends as a sentence does is none.
    """
    start, end = paragraph_at(text, word[0])
    if end - start > _LONGEST_TITLE or _SENTENCE.search(text, start, end) is not None:
        return False
    if _is_all_large(text, start, end):
        return False
    words = [match.group() for match in _LARGE.finditer(text, start, end)]
    if len(words) < _FEWEST_TITLED:
        return False
    return _SURE.search(text, start, end) is not None or any(map(_is_verb, words[1:]))


def is_headline_word(word: str) -> bool:
    """Tell whether a word of a headline is a usual one there, and most likely in no name.

    A small list of verbs and nouns, in all their forms: "Told", "Pursues", "Combatting".
    """
    small = word.lower()
    return small in _WORDS or any(stem in _WORDS for stem in _stems(small))


def _is_verb(word: str) -> bool:
    """Tell whether a word is a verb of headlines in any form."""
    small = word.lower()
    return small in _DOING or any(stem in _DOING for stem in _stems(small))


def _stems(word: str) -> set[str]:
    """Return what an English word may be a form of."""
    found = set[str]()
    for ending, other in (
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("ied", "y"),
        ("ed", ""),
        ("ing", ""),
    ):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            found |= {stem + other, f"{stem}e"}
            if stem[-1:] == stem[-2:-1]:
                found.add(stem[:-1])
    return found
