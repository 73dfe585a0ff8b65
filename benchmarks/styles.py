"""Invented news as many papers print it: marks, languages, ways to say who said it.

Nobody wrote it.

Each style is a paper of its own, with words that no other one has: what is learned from some can be
measured on others. Quotes are tagged with who said them; what only looks like one is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import NamedTuple

from annotator.annotation.records import Article
from annotator.suggestions.records import Example, Range, Tagged
from benchmarks.invented import ENTITY, QUOTE, Page, Quoted, Written

_EN_PEOPLE = (
    "Ilse Brandt", "Tomas Rekdal", "Maureen O’Dell", "Jean-Luc Ferrand", "Ngozi Adeyemi",
    "Pat McAllister", "Yusuf al-Haddad", "Dana Whitlock", "Sir Alan Prowse", "Li Wenhua",
)  # fmt: skip
_DE_PEOPLE = (
    "Ilse Brandt", "Karl-Heinz Moser", "Ayşe Yıldız", "Jürgen von Thal", "Petra Süß",
    "Bernd Oelmann", "Swetlana Krüger",
)  # fmt: skip
_EN_ROLES = (
    "the harbour master", "a spokesman for the union", "one resident", "her sister", "officials",
    "the company’s chief executive", "a police officer who asked not to be named", "the statement",
)  # fmt: skip
_DE_ROLES = (
    "die Hafenmeisterin",
    "ein Sprecher der Gewerkschaft",
    "eine Anwohnerin",
    "der Minister",
)
_EN_SPEECH = (
    "The crane has been out of order since the storm", "We have nothing to hide",
    "I have never seen the river so high", "That is for the court to decide",
    "My father built this wall with his own hands", "You don’t close a school in a week",
    "It’s a disgrace, and everybody knows it", "Half of the seats were empty",
    "There will be no further talks", "Somebody has to pay for it in the end",
    "If they want a fight, they can have one", "The tests came back clean",
)  # fmt: skip
_DE_SPEECH = (
    "Der Kran steht seit dem Sturm still", "Wir haben nichts zu verbergen",
    "So hoch habe ich den Fluss noch nie gesehen", "Darüber entscheidet das Gericht",
    "Das ist eine Schande, und jeder weiß es", "Die Hälfte der Plätze blieb leer",
    "Weitere Gespräche wird es nicht geben", "Am Ende muss es jemand bezahlen",
    "Wenn sie Streit wollen, können sie ihn haben",
)  # fmt: skip
_EN_PHRASES = ("a slap in the face", "beyond repair", "neither safe nor cheap", "a bad joke")
_DE_PHRASES = ("ein Schlag ins Gesicht", "weder sicher noch billig", "ein schlechter Scherz")
_EN_CUES = (
    "said",
    "says",
    "told reporters",
    "added",
    "explained",
    "warned",
    "insisted",
    "recalled",
)
_DE_CUES = ("sagte", "sagt", "erklärte", "betonte", "warnte", "ergänzte", "meinte")
_EN_TIMES = ("on Tuesday", "late last night", "in an interview", "at a news conference", "by phone")
_DE_TIMES = ("am Dienstag", "gestern Abend", "im Interview", "auf einer Pressekonferenz")
_EN_PLAIN = (
    "The ferry left at noon with forty people on board.", "It had rained for most of the week.",
    "A decision is expected in the spring.", "The road will stay closed until further notice.",
    "Work began in 2019 and was to take two years.", "Nobody was hurt.",
)  # fmt: skip
_DE_PLAIN = (
    "Die Fähre legte mittags mit vierzig Menschen ab.", "Es hatte fast die ganze Woche geregnet.",
    "Eine Entscheidung wird im Frühjahr erwartet.", "Verletzt wurde niemand.",
    "Die Straße bleibt bis auf Weiteres gesperrt.",
)  # fmt: skip
_EN_REPORTED = (
    "{who} said the bridge had been closed for repairs.",
    "According to {who}, the repair would take two years.",
    "{who} told the council that no money was left.",
    "Asked whether she would resign, {who} declined to answer.",
)
_DE_REPORTED = (
    "{who} sagte, die Brücke sei gesperrt.", "Laut {who} dauert die Reparatur zwei Jahre.",
    "Nach Angaben von {who} ist kein Geld mehr da.",
)  # fmt: skip
_EN_WORDS = ("smart", "night tax", "reform", "experts", "green", "miracle")
_DE_WORDS = ("Nachtsteuer", "Reform", "Experten", "klug", "Wunderkran")
_EN_WORKS = ("The Last Ferry", "Salt and Rope", "Winter of the Cranes", "Harbour Lights")
_DE_WORKS = ("Die letzte Fähre", "Salz und Seil", "Winter der Kräne")


class Language(NamedTuple):
    """The words of a language."""

    people: Sequence[str]
    roles: Sequence[str]
    speech: Sequence[str]
    phrases: Sequence[str]
    cues: Sequence[str]
    times: Sequence[str]
    plain: Sequence[str]
    reported: Sequence[str]
    words: Sequence[str]
    works: Sequence[str]
    says_first: bool
    so_called: str
    a_work: str
    calls: str
    pronouns: Sequence[str]


ENGLISH = Language(
    _EN_PEOPLE, _EN_ROLES, _EN_SPEECH, _EN_PHRASES, _EN_CUES, _EN_TIMES, _EN_PLAIN, _EN_REPORTED,
    _EN_WORDS, _EN_WORKS, False, "The so-called {} plan was voted down.",
    "Her first novel, {}, sold badly.", "called the plan", ("he", "she", "they"),
)  # fmt: skip
GERMAN = Language(
    _DE_PEOPLE, _DE_ROLES, _DE_SPEECH, _DE_PHRASES, _DE_CUES, _DE_TIMES, _DE_PLAIN, _DE_REPORTED,
    _DE_WORDS, _DE_WORKS, True, "Die sogenannte {} wurde abgelehnt.",
    "Ihr erster Roman {} verkaufte sich schlecht.", "nannte den Plan", ("er", "sie"),
)  # fmt: skip


class Style(NamedTuple):
    """How a paper prints what people say.

    Attributes:
        name: of the style.
        language: its words.
        marks: opening and closing.
        inner: of what is quoted in a quote.
        comma_outside: whether the comma comes after the closing mark.
        dash: between words and who said them, "" for none.
        double: whether blank lines part paragraphs.

    """

    name: str
    language: Language
    marks: tuple[str, str]
    inner: tuple[str, str]
    comma_outside: bool = False
    dash: str = ""
    double: bool = True


STYLES = (
    Style("American", ENGLISH, ("“", "”"), ("‘", "’")),
    Style("American, single line breaks", ENGLISH, ("“", "”"), ("‘", "’"), double=False),
    Style("typewriter", ENGLISH, ('"', '"'), ("'", "'")),
    Style("British", ENGLISH, ("‘", "’"), ("“", "”"), comma_outside=True),
    Style("dashes", ENGLISH, ("“", "”"), ("‘", "’"), dash="—"),
    Style("guillemets", ENGLISH, ("« ", " »"), ("“", "”"), comma_outside=True),
    Style("German", GERMAN, ("„", "“"), ("‚", "‘"), comma_outside=True),
    Style("German, guillemets", GERMAN, ("»", "«"), ("›", "‹"), comma_outside=True),
    Style("Swiss", GERMAN, ("«", "»"), ("‹", "›"), comma_outside=True),
    Style("German, typewriter", GERMAN, ('"', '"'), ("'", "'"), comma_outside=True),
)


class _Writer:
    def __init__(self, style: Style, random: Random) -> None:
        self.style, self.random, self.page = style, random, Page(random)
        self.words = style.language
        self.people = random.sample(list(self.words.people), 3)

    def write(self) -> None:
        kinds: list[tuple[Callable[[], None], int]] = [
            (self._after, 5), (self._before, 3), (self._middle, 4), (self._phrase, 2),
            (self._alone, 2), (self._nested, 1), (self._paragraphs, 1), (self._plain, 5),
            (self._reported, 4), (self._scare, 2), (self._work, 2), (self._inches, 1),
            (self._aside, 2),
        ]  # fmt: skip
        self.page.put(self.words.plain[0].rstrip("."))
        for _ in range(self.random.randint(12, 20)):
            (kind,) = self.random.choices([one for one, _ in kinds], [n for _, n in kinds])
            self.page.put("\n\n" if self.style.double else "\n")
            kind()

    # -- pieces ----------------------------------------------------------------------------------

    def _pick(self, some: Sequence[str]) -> str:
        return self.random.choice(some)

    def _quoted(self, words: str, ending: str) -> Range:
        first, last = self.style.marks
        if self.style.comma_outside and ending == ",":
            here = self.page.put(f"{first}{words}{last}")
            self.page.put(",")
            return here
        return self.page.put(f"{first}{words}{ending}{last}")

    def _who(self) -> Range:
        kind = self.random.random()
        if kind < 0.55:
            who = self._pick(self.people)
            return self.page.name(who if self.random.random() < 0.6 else who.split()[-1], "person")
        if kind < 0.75:
            return self.page.put(self._pick(self.words.pronouns))
        return self.page.put(self._pick(self.words.roles))

    def _cue(self) -> Range:
        start, end = self.page.put(self._pick(self.words.cues))
        return start, start + len(self.page.text[start:end].split()[0])

    def _attribution(self, *, inverted: bool | None = None) -> tuple[Range, Range]:
        is_first = self.words.says_first or self.random.random() < 0.4
        if is_first if inverted is None else inverted:
            cue = (
                self._cue()
                if self.words.says_first
                else self.page.put(self._pick(("said", "says", "added", "recalled")))
            )
            self.page.put(" ")
            who = self._who()
            if self.page.text[who[0]].isupper() and self.random.random() < 0.3:
                self.page.put(", der dabei war," if self.words.says_first else ", who was there,")
                if self.random.random() < 0.5:
                    self.page.put(" " + self._pick(self.words.times))
        else:
            who = self._who()
            self.page.put(" ")
            cue = self._cue()
            if self.random.random() < 0.3:
                self.page.put(" " + self._pick(self.words.times))
        return who, cue

    def _keep(self, ranges: list[Range], who: Range | None, cue: Range | None) -> None:
        self.page.tag(QUOTE, ranges)
        self.page.quotes.append(Quoted(tuple(ranges), who, cue))

    def _speech(self) -> str:
        return self._pick(self.words.speech)

    # -- paragraphs ------------------------------------------------------------------------------

    def _after(self) -> None:
        more = f"{self._speech()}. " if self.random.random() < 0.4 else ""
        if self.style.dash:
            here = self._quoted(more + self._speech(), "")
            self.page.put(f" {self.style.dash} ")
        else:
            here = self._quoted(more + self._speech(), ",")
            self.page.put(" ")
        who, cue = self._attribution()
        self.page.put(".")
        self._keep([here], who, cue)
        if self.random.random() < 0.3:
            self.page.put(" ")
            self._plain()

    def _before(self) -> None:
        if self.words.says_first and self.random.random() < 0.5:
            self.page.put(self._pick(self.words.times).capitalize() + " ")
            cue = self._cue()
            self.page.put(" ")
            who = self._who()
        else:
            who = self.page.name(self._pick(self.people), "person")
            self.page.put(" ")
            cue = self._cue()
        self.page.put(": ")
        self._keep([self._quoted(self._speech(), ".")], who, cue)

    def _middle(self) -> None:
        first = self._quoted(self._speech(), "," if not self.style.dash else "")
        self.page.put(f" {self.style.dash} " if self.style.dash else " ")
        who, cue = self._attribution()
        kind = self.random.random()
        if self.style.dash:
            self.page.put(f" {self.style.dash} ")
            words = self._speech()
            second = self._quoted(words[0].lower() + words[1:], ".")
        elif kind < 0.6:
            self.page.put(". ")
            second = self._quoted(f"{self._speech()}. {self._speech()}", ".")
        else:
            self.page.put(", ")
            words = self._speech()
            second = self._quoted(("und " if self.words.says_first else "and ") + words, ".")
        self._keep([first, second], who, cue)

    def _alone(self) -> None:
        self._keep([self._quoted(f"{self._speech()}. {self._speech()}", ".")], None, None)

    def _phrase(self) -> None:
        who = self.page.name(self._pick(self.people), "person")
        self.page.put(" ")
        cue = self.page.put(self.words.calls.split()[0])
        self.page.put(" " + self.words.calls.partition(" ")[2] + " ")
        self._keep([self._quoted(self._pick(self.words.phrases), "")], who, cue)
        self.page.put(".")

    def _nested(self) -> None:
        low, high = self.style.inner
        asked = "Er hat gefragt: " if self.words.says_first else "He asked me, "
        inside = "Wer bist du?" if self.words.says_first else "Who are you?"
        here = self._quoted(f"{asked}{low}{inside}{high}", ",")
        self.page.put(" ")
        who, cue = self._attribution()
        self.page.put(".")
        self._keep([here], who, cue)

    def _paragraphs(self) -> None:
        first, last = self.style.marks
        one = self.page.put(f"{first}{self._speech()}. {self._speech()}.")
        self.page.put("\n\n" if self.style.double else "\n")
        two = self.page.put(f"{first}{self._speech()}.{last}")
        self._keep([one, two], None, None)

    def _reported(self) -> None:
        before, after = self._pick(self.words.reported).split("{who}")
        self.page.put(before)
        self.page.name(self._pick(self.people), "person")
        self.page.put(after)

    def _scare(self) -> None:
        low, high = self.style.marks
        self.page.put(self.words.so_called.format(f"{low}{self._pick(self.words.words)}{high}"))

    def _work(self) -> None:
        low, high = self.style.marks
        before, after = self.words.a_work.split("{}")
        self.page.put(before + low)
        self.page.name(self._pick(self.words.works), "other")
        self.page.put(high + after)

    def _inches(self) -> None:
        self.page.put(
            'Das 12"-Rohr aus den ’90ern war geplatzt.'
            if self.words.says_first
            else "The 12\" pipe, laid in the ’90s, burst; it was 6' long and the boys’ find."
        )

    def _aside(self) -> None:
        """Write two phrases of somebody’s in one sentence: two quotes, not one."""
        who = self.page.name(self._pick(self.people), "person")
        if self.words.says_first:
            self.page.put(" ")
            cue = self.page.put("sprach")
            self.page.put(" von ")
        else:
            self.page.put(" ")
            cue = self.page.put("described")
            self.page.put(" it as ")
        one = self._quoted(self._pick(self.words.phrases), "")
        self.page.put(" und von " if self.words.says_first else " and the vote as ")
        two = self._quoted(self._pick(self.words.phrases), "")
        self.page.put(".")
        self._keep([one], who, cue)
        self._keep([two], who, cue)

    def _plain(self) -> None:
        self.page.put(self._pick(self.words.plain))


def written(style: Style, number: int, seed: int = 0) -> Written:
    """Return an invented article in a style, the same for the same number and seed."""
    writer = _Writer(style, Random(f"{seed} {style.name} {number}"))
    writer.write()
    page = writer.page
    made = Article(
        id=f"{style.name} {number}", text=page.text, title=style.name, source=f"{style.name} Post"
    )
    tagged = tuple(
        Tagged(ranges=tuple(ranges), label=label, attributes=attributes)
        for label, ranges, attributes in page.tagged
        if label in (QUOTE, ENTITY)
    )
    return Written(Example(article=made, tagged=tagged, story=made.id), page.quotes)


def printed(articles: int, styles: Sequence[Style] = STYLES, seed: int = 0) -> Iterator[Written]:
    """Yield so many articles of each style."""
    for style in styles:
        for number in range(articles):
            yield written(style, number, seed)
