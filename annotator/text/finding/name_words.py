"""Words that tell names apart: ranks, offices, small words, days and months."""

from __future__ import annotations

import regex

CONNECTORS = frozenset({"of", "the", "de", "del", "di", "da", "du", "des", "la", "le", "el", "al"})
CONNECTORS |= {"della", "van", "von", "der", "den", "bin", "&"}
LEADING = frozenset({"The", "A", "An", "In", "On", "At", "But", "And", "He", "She", "It"})
TITLES = frozenset({"Gen", "Lt", "Col", "Maj", "Capt", "Sgt", "Adm", "Sen", "Rep", "Gov", "Dr"})
TITLES |= {"Prof", "Mr", "Mrs", "Ms", "Rev", "Hon"}
RANKS = frozenset({"Mayor", "President", "Senator", "Governor", "Judge", "Professor"})
RANKS |= {"Captain", "Colonel", "Sergeant", "Inspector", "Detective", "Minister", "Chancellor"}
RANKS |= {"King", "Queen", "Prince", "Princess", "Pope", "Sir", "Dame", "Lord", "Lady", "Doctor"}
RANKS |= {"Councillor", "Ambassador", "Chairman", "Chairwoman", "Commissioner", "Bishop"}
# Of what stands inside a run of capitals, these alone are always followed by the name.
OFFICES = frozenset({"President", "Senator", "Governor", "Minister", "Chancellor", "Secretary"})
OFFICES |= {"Chairman", "Chairwoman", "Commissioner", "Ambassador", "Congressman"}
OFFICES |= {"Congresswoman", "Representative", "Mayor", "Professor", "Spokesman", "Spokeswoman"}
OFFICE_OF = regex.compile(
    r"(?:Secretary|Minister|Chief|Director|Chairman|Chairwoman|President)[ \u00a0](?:of|for)"
    r"[ \u00a0](?:the[ \u00a0])?(?:State|Defen[cs]e|(?:General[ \u00a0])?Staff|Education|Energy"
    r"|Health|Justice|Commerce|Labou?r|Agriculture|Transport(?:ation)?|Treasury|Interior|Finance"
    r"|(?:Foreign|Veterans)[ \u00a0]Affairs|Homeland[ \u00a0]Security"
    r"|National[ \u00a0]Intelligence)[ \u00a0](?=\p{Lu})"
)
NEVER_IN_NAMES = frozenset(
    [
        *("a", "about", "after", "all", "also", "although", "among", "an", "and", "another"),
        *("any", "are", "as", "at", "because", "before", "between", "but", "by", "can", "could"),
        *("did", "do", "does", "during", "each", "every", "few", "for", "from", "had", "has"),
        *("have", "he", "her", "here", "his", "how", "however", "i", "if", "in", "is", "it"),
        *("its", "just", "last", "later", "many", "meanwhile", "more", "most", "my", "no", "nor"),
        *("not", "now", "on", "once", "or", "our", "over", "she", "should", "since", "so"),
        *("some", "such", "than", "that", "the", "their", "them", "then", "there", "these"),
        *("they", "this", "those", "though", "through", "to", "under", "until", "was", "we"),
        *("were", "what", "when", "where", "whether", "which", "while", "who", "why", "with"),
        *("would", "yet", "you", "your"),
    ]
)
DATES = frozenset(
    [
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
        *("Jan", "Feb", "Mar", "Apr", "Aug", "Sept", "Oct", "Nov", "Dec"),
    ]
)
