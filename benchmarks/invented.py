"""Invented news with everything in it tagged, for measuring suggestions: nobody wrote it.

Quotes in five styles of marks, split, over several paragraphs, with pronouns and descriptions as
speakers; scare quotes and titles in marks; names that are made of syllables, so that most are new
in each article, with ranks, nationalities and days that are none; widgets glued into sentences;
lines that an outlet repeats; sentences that claim something and others that do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from annotator.annotation.records import Article
from annotator.suggestions.records import Example, Range, Ranges, Tagged

QUOTE, ENTITY, BOILERPLATE, CLAIM = "quote", "entity", "boilerplate", "claim"


class Quoted(NamedTuple):
    """A quote with who said it and the cue, where the text has them."""

    ranges: Ranges
    speaker: Range | None
    cue: Range | None


class Written(NamedTuple):
    """An article, and what is quoted in it by whom."""

    example: Example
    quotes: list[Quoted]


_ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "z",
]
_NUCLEI = ["a", "e", "i", "o", "u", "ai", "ea", "ou", "ee"]
_CODAS = ["", "n", "r", "l", "s", "nd", "rt", "ck", "m", "ll", "sk", "th", "ng"]
_FIRST = [
    "Ada",
    "Bruno",
    "Clara",
    "Dario",
    "Elin",
    "Farid",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Karim",
    "Lena",
    "Marta",
    "Nils",
    "Olga",
    "Pavel",
    "Rosa",
    "Sami",
    "Tilda",
    "Umar",
    "Vera",
    "Wim",
    "Yara",
    "Zeno",
    "Mark",
    "Mary",
    "Will",
    "April",
    "Grace",
    "Frank",
]
_PLACES = ("Port {}", "{} Bay", "{}ville", "{}ton", "North {}", "{}", "{} County", "São {}")
_BODIES = (
    "{} Harbour Board", "University of {}", "{} & Sons", "{} City Council", "Bank of {}",
    "National {} Agency", "{} Post", "Ministry of {}", "{} United", "Department of {} Affairs",
)  # fmt: skip
_RANKS = ("Mayor", "Gen.", "Sen.", "President", "Dr.", "Capt.", "Judge", "Minister", "Chancellor")
_NATIONS = ("Danish", "Russian", "German", "American", "Turkish", "Brazilian", "Chinese")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "March", "April", "June", "August", "Oct.", "December")
_PEOPLE = (
    "the harbour master", "a spokeswoman for the port", "one official", "a defense official",
    "the union’s lawyer", "two residents", "a senior aide to the mayor", "officials", "the company",
    "her brother", "his successor", "a retired teacher", "the paper’s editor", "prosecutors",
)  # fmt: skip
_CUES = (
    "said", "said", "said", "said", "told reporters", "added", "wrote", "asked", "warned",
    "argued", "replied", "insisted", "noted", "explained", "tweeted", "recalled",
)  # fmt: skip
_SPEECH = (
    "We have waited {n} years for this", "Nobody asked the people who live here",
    "It is not a question of money", "I would do it again", "The water came up to the second step",
    "You cannot run a ferry on promises", "They knew about it in {month}",
    "There is no plan, and there never was one", "Our children deserve better than this",
    "I’m not going to apologise for the truth", "Whoever signed this has not read it",
    "The numbers don’t add up", "If that is the offer, we are leaving",
    "Every one of those bridges was inspected", "He’s a good man and he made a bad call",
    "What happened last week must not happen again", "We’re looking at all the options",
    "This was the worst night in {n} years", "Let them come and see it for themselves",
    "It looks like a toy from up here", "I kept the letter in a drawer until {day}",
)  # fmt: skip
_PHRASES = (
    "a surrender to poultry", "an insult to every driver", "deeply irresponsible",
    "the wrong road at the wrong time", "a matter of weeks", "not worth the paper it is printed on",
    "neither fair nor wise", "a gift to the other side", "completely false", "ready for anything",
)  # fmt: skip
_SCARE = ("night tax", "experts", "reform", "smart", "paper tigers", "freedom", "elite", "closing")
_WORKS = ("The Long Tide", "Winter in the Harbour", "A Modest History of Fog", "Salt", "Low Water")
_WORK_IS = ("novel", "memoir", "film", "song", "series", "book", "report")
_CLAIMS = (
    "The repair cost {n} million crowns", "About {n} people use the line every day",
    "Unemployment in the region fell by {n} per cent in {month}", "The ferry was {n} years old",
    "The inquiry found {n} faults in the wiring", "The plant has produced no steel since {year}",
    "More than {n} houses were flooded in {month} {year}", "The vote was {n} to 4",
    "The law has been changed {n} times since {year}", "The city owes {n} million to its banks",
)  # fmt: skip
_OTHERS = (
    "It was a long evening for everybody in the room", "Nobody was in a hurry to leave",
    "What comes next is anybody’s guess", "The council will meet again on {day}",
    "The company declined to comment", "Should the harbour be sold at all",
    "Many would rather forget the whole affair", "The hall smelled of wet coats and coffee",
    "A decision is expected soon", "It would be a pity to lose the view",
    "Rain was falling as the doors opened", "Others were not so sure about that",
)  # fmt: skip
_HEADLINES = (
    "Ferry fares to rise again in spring", "Council names storm drain after plumber",
    "Harbour budget passes on third count", "Gulls cleared of stealing civic chain",
    "Trump criticizes media for treating Powell 'beautifully'", "Roadworks to end on Mill Street",
    "Bridge engineer wins prize for 'quietest' drawbridge", "Five things to watch this week",
)  # fmt: skip
_LINES = (
    "Sign up for {}, our morning newsletter. One email a day.",
    "READ MORE: What we know so far about the {} affair",
    "Click here to download the {} app for your phone",
    "© {} Media Group. All rights reserved. Do not copy.",
    "Follow {} on social media for the latest updates.",
    "Your support keeps {} independent. Become a member today.",
)
_STYLES = (("“", "”"), ("“", "”"), ("“", "”"), ('"', '"'), ('"', '"'), ("‘", "’"), ("«", "»"))


class Page:
    """Text that is being written, with what is tagged in it."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.text = ""
        self.tagged: list[tuple[str, list[Range], dict[str, Any]]] = []
        self.quotes: list[Quoted] = []

    def put(self, words: str) -> Range:
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def tag(self, label: str, ranges: list[Range], **attributes: Any) -> None:
        self.tagged.append((label, ranges, attributes))

    def name(self, words: str, kind: str) -> Range:
        here = self.put(words)
        self.tag(ENTITY, [here], kind=kind)
        return here


class Outlet:
    """A newspaper: its marks, its lines, and whether its pages have widgets in them."""

    def __init__(self, seed: int) -> None:
        random = Random(f"outlet {seed}")
        self.name = f"The {_word(random)} {random.choice(('Courier', 'Herald', 'Post', 'Echo'))}"
        self.marks = random.choice(_STYLES)
        self.lines = [one.format(self.name) for one in random.sample(_LINES, 3)]
        self.widgets = random.random() < 0.5


def _word(random: Random) -> str:
    made = "".join(
        random.choice(_ONSETS) + random.choice(_NUCLEI) for _ in range(random.choice((1, 1, 2)))
    )
    return (made + random.choice(_CODAS)).capitalize()


def article(seed: int, number: int, outlet: Outlet, *, clean: bool = False) -> Written:
    """Return an invented article of 1,500 to 5,000 characters.

    Args:
        seed: of the corpus.
        number: of the article.
        outlet: who prints it.
        clean: without widgets and lines of the outlet.

    """
    random = Random(f"{seed} {number}")
    page = Page(random)
    writer = _Writer(page, outlet, clean)
    writer.write()
    tagged = tuple(
        Tagged(ranges=tuple(ranges), label=label, attributes=attributes)
        for label, ranges, attributes in page.tagged
    )
    made = Article(
        id=f"invented-{seed}-{number:05d}",
        text=page.text,
        title=page.text.partition("\n")[0],
        source=outlet.name,
    )
    return Written(Example(article=made, tagged=tagged, story=made.id), page.quotes)


def corpus(seed: int, articles: int, outlets: int = 4, *, clean: bool = False) -> Iterator[Written]:
    """Yield invented articles of some outlets, the same for the same seed."""
    printed_by = [Outlet(seed * 100 + number) for number in range(outlets)]
    for number in range(articles):
        yield article(seed, number, printed_by[number % outlets], clean=clean)


class _Writer:
    """Writes one article: its cast, then paragraph after paragraph."""

    def __init__(self, page: Page, outlet: Outlet, clean: bool) -> None:
        self.page, self.outlet, self.clean = page, outlet, clean
        random = self.random = page.random
        self.cast = [(random.choice(_FIRST), _word(random)) for _ in range(random.randint(2, 4))]
        self.places = [random.choice(_PLACES).format(_word(random)) for _ in range(3)]
        self.bodies = [random.choice(_BODIES).format(_word(random)) for _ in range(2)]
        self.met: set[int] = set()
        self.open, self.close = outlet.marks

    def write(self) -> None:
        self._headline()
        kinds = [
            (self._news, 5), (self._claims, 4), (self._split_quote, 3), (self._plain_quote, 4),
            (self._led_quote, 2), (self._phrase, 3), (self._long_quote, 1), (self._scare, 2),
            (self._work, 2), (self._plain, 4), (self._two_speeches, 1),
        ]  # fmt: skip
        for _ in range(self.random.randint(14, 26)):
            (kind,) = self.random.choices([one for one, _ in kinds], [n for _, n in kinds])
            self.page.put("\n\n" if self.random.random() < 0.95 else "\n\n\n\n")
            kind()
        if not self.clean:
            for line in self.outlet.lines:
                if self.random.random() < 0.85:
                    self.page.put("\n\n")
                    self.page.tag(BOILERPLATE, [self.page.put(line)])

    # -- pieces ----------------------------------------------------------------------------------

    def _headline(self) -> None:
        _, last = self.cast[0]
        if self.random.random() < 0.3:
            self.page.name(last, "person")
            self.page.put(
                f" under fire over {self.open}{self.random.choice(_SCARE)}{self.close} in "
            )
        else:
            self.page.name(last, "person")
            self.page.put(self.random.choice((" Faces New Questions in ", " wins vote in ")))
        self.page.name(self.places[0], "place")

    def _person(self, *, sentence_start: bool = False, plain: bool = False) -> Range:
        """Write somebody of the cast: in full at first, then by the last name."""
        del sentence_start
        which = self.random.randrange(len(self.cast))
        first, last = self.cast[which]
        if which not in self.met:
            self.met.add(which)
            if self.random.random() < 0.4:
                self.page.put(self.random.choice(_RANKS) + " ")
            here = self.page.name(f"{first} {last}", "person")
            if not plain and not self.clean and self.outlet.widgets and self.random.random() < 0.5:
                self._widget(f"{first} {last}")
            return here
        return self.page.name(last, "person")

    def _widget(self, name: str) -> None:
        lines = " ".join(self.random.sample(_HEADLINES, self.random.randint(1, 3)))
        self.page.tag(BOILERPLATE, [self.page.put(f"{name}{lines} MORE")])

    def _speaker(self, *, last: bool = False) -> Range:
        """Write who speaks: somebody of the cast, a pronoun, or a description."""
        kind = self.random.random()
        if kind < 0.5:
            return self._person(plain=not last)
        if kind < 0.7:
            return self.page.put(self.random.choice(("he", "she", "they")))
        return self.page.put(self.random.choice(_PEOPLE))

    def _fill(self, words: str) -> str:
        random = self.random
        return words.format(
            n=random.randint(2, 900),
            month=random.choice(_MONTHS),
            year=random.randint(1950, 2026),
            day=random.choice(_DAYS),
        )

    def _said(self) -> str:
        return self._fill(self.random.choice(_SPEECH))

    def _cue(self) -> Range:
        start, end = self.page.put(self.random.choice(_CUES))
        word = self.page.text[start:end].split()[0]
        return start, start + len(word)

    def _attribution(self) -> tuple[Range, Range]:
        """Write “said X” or “X said”."""
        if self.random.random() < 0.45:
            here = self.page.put("said")
            self.page.put(" ")
            who = self._speaker(last=True)
            if self.random.random() < 0.3:
                self.page.put(", who was there on " + self.random.choice(_DAYS))
            return who, here
        who = self._speaker()
        self.page.put(" ")
        return who, self._cue()

    def _quoted(self, words: str, ending: str) -> Range:
        return self.page.put(f"{self.open}{words}{ending}{self.close}")

    def _keep(self, ranges: list[Range], speaker: Range | None, cue: Range | None) -> None:
        self.page.tag(QUOTE, ranges)
        self.page.quotes.append(Quoted(tuple(ranges), speaker, cue))

    # -- paragraphs ------------------------------------------------------------------------------

    def _split_quote(self) -> None:
        first = self._quoted(self._said(), self.random.choice((",", ",", ",", "?", "!")))
        self.page.put(" ")
        who, cue = self._attribution()
        if self.random.random() < 0.6:
            self.page.put(". ")
            second = self._quoted(f"{self._said()}. {self._said()}", ".")
        else:
            self.page.put(", ")
            words = self._said()
            second = self._quoted("and " + words[0].lower() + words[1:], ".")
        self._keep([first, second], who, cue)

    def _plain_quote(self) -> None:
        words = self._said() if self.random.random() < 0.5 else f"{self._said()}. {self._said()}"
        here = self._quoted(words, ",")
        self.page.put(" ")
        who, cue = self._attribution()
        self.page.put(self.random.choice((".", f" on {self.random.choice(_DAYS)}.")))
        self._keep([here], who, cue)
        if self.random.random() < 0.3:
            self.page.put(" ")
            self._plain()

    def _led_quote(self) -> None:
        who = self._person()
        self.page.put(" ")
        cue = self._cue()
        self.page.put(self.random.choice((": ", ", ")))
        self._keep([self._quoted(self._said(), ".")], who, cue)

    def _phrase(self) -> None:
        who = self._person()
        self.page.put(" ")
        cue = self.page.put(self.random.choice(("called", "described")))
        self.page.put(" the plan as " if self.page.text.endswith("described") else " the plan ")
        here = self._quoted(self.random.choice(_PHRASES), "")
        self.page.put(
            self.random.choice((".", " and left the room.", f" on {self.random.choice(_DAYS)}."))
        )
        self._keep([here], who, cue)

    def _long_quote(self) -> None:
        first = self.page.put(f"{self.open}{self._said()}. {self._said()}.")
        self.page.put("\n\n")
        second = self._quoted(f"{self._said()}", ",")
        self.page.put(" ")
        who, cue = self._attribution()
        self.page.put(".")
        self._keep([first, second], who, cue)

    def _two_speeches(self) -> None:
        here = self._quoted(self._said(), ",")
        self.page.put(" ")
        who, cue = self._attribution()
        self.page.put(". ")
        self._keep([here], who, cue)
        self._plain()
        self.page.put(" ")
        there = self._quoted(self._said(), ",")
        self.page.put(" ")
        who, cue = self._attribution()
        self.page.put(" later.")
        self._keep([there], who, cue)

    def _scare(self) -> None:
        self.page.put(self.random.choice(("The so-called ", "Critics of the ", "What is now the ")))
        self.page.put(f"{self.open}{self.random.choice(_SCARE)}{self.close}")
        self.page.put(self.random.choice((" has few friends in ", " was voted down in ")))
        self.page.name(self.random.choice(self.places), "place")
        self.page.put(".")

    def _work(self) -> None:
        self._person()
        self.page.put(f"’s {self.random.choice(_WORK_IS)} {self.open}")
        self.page.name(self.random.choice(_WORKS), "other")
        self.page.put(f"{self.close} sold badly in ")
        self.page.name(self.random.choice(self.places), "place")
        self.page.put(".")

    def _news(self) -> None:
        page, random = self.page, self.random
        page.put(random.choice(("On " + random.choice(_DAYS) + ", ", "", "", "Meanwhile, ")))
        if page.text.endswith("\n"):
            self._person()
        else:
            page.put("the ")
            page.name(random.choice(self.bodies), "organisation")
        page.put(random.choice((" met a ", " sent a letter to a ")) + random.choice(_NATIONS))
        page.put(random.choice((" delegation in ", " captain near ")))
        page.name(random.choice(self.places), "place")
        page.put(", according to the ")
        page.name(random.choice(self.bodies), "organisation")
        page.put(". ")
        self._plain()

    def _sentences(self, choices: tuple[str, ...], *, claims: bool) -> None:
        start, end = self.page.put(self._fill(self.random.choice(choices)))
        if self.random.random() < 0.3:
            self.page.put(" in ")
            _, end = self.page.name(self.random.choice(self.places), "place")
        if claims:
            self.page.tag(CLAIM, [(start, end)])
        self.page.put("?" if self.page.text[start:].startswith("Should") else ".")

    def _claims(self) -> None:
        for number in range(self.random.randint(1, 3)):
            self.page.put(" " if number else "")
            self._sentences(_CLAIMS, claims=True)

    def _plain(self) -> None:
        for number in range(self.random.randint(1, 3)):
            self.page.put(" " if number else "")
            self._sentences(_OTHERS, claims=False)
