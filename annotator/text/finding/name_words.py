"""Words that tell names apart: ranks, offices, small words, days and months."""

from __future__ import annotations

import regex

CONNECTORS = frozenset({"of", "the", "de", "del", "di", "da", "du", "des", "la", "le", "el", "al"})
CONNECTORS |= {"della", "van", "von", "der", "den", "bin", "ibn", "dos", "das", "y", "zu", "af"}
PARTICLES = frozenset({"van", "von", "der", "den", "de", "del", "della", "di", "da", "du", "des"})
PARTICLES |= {"la", "le", "bin", "al", "ter", "ten", "dos", "das", "zu", "af"}

# Ranks, titles and offices: in front of a name they are no part of it. Abbreviations may do without
# their full stop ("Sgt Orr").
TITLES = frozenset({"Gen", "Lt", "Col", "Maj", "Capt", "Sgt", "Adm", "Cmdr", "Cpl", "Pvt"})
TITLES |= {"Brig", "Sen", "Rep", "Gov", "Pres", "Supt", "Insp", "Det", "Atty", "Amb", "Dr"}
TITLES |= {"Prof", "Mr", "Mrs", "Ms", "Mx", "Rev", "Hon", "Mme", "Mlle", "Msgr"}
TITLES |= {"Gens", "Sens", "Reps", "Govs", "Profs", "Drs", "Messrs"}
# These alone are followed by the name wherever they stand: "Ostrand President Ada Vell".
OFFICES = frozenset({"President", "Senator", "Governor", "Minister", "Chancellor", "Secretary"})
OFFICES |= {"Chairman", "Chairwoman", "Commissioner", "Ambassador", "Congressman", "Premier"}
OFFICES |= {"Congresswoman", "Representative", "Mayor", "Professor", "Spokesman", "Spokeswoman"}
OFFICES |= {"General", "Admiral", "Colonel", "Lieutenant", "Captain", "Sergeant", "Corporal"}
OFFICES |= {"Brigadier", "Commander", "Inspector", "Superintendent", "Detective", "Constable"}
OFFICES |= {"Sheriff", "Councillor", "Councilman", "Councilwoman", "Director", "Speaker", "Envoy"}
OFFICES |= {"Treasurer", "Comptroller", "Coach", "Archbishop", "Ayatollah", "Sheikh", "Rabbi"}
OFFICES |= {
    "Chief",
    "Justice",
    "MP",
    "MEP",
    "MSP",
    "CEO",
    "CFO",
    "COO",
    "Attorney",
    "Prosecutor",
    "Trooper",
}
# These only where a run of capitals begins: "Burger King Harbour", "Martin Luther King".
RANKS = frozenset({"King", "Queen", "Prince", "Princess", "Pope", "Sir", "Dame", "Lord", "Lady"})
RANKS |= {"Doctor", "Judge", "Bishop", "Major", "Imam", "Officer"}
RANKS |= {"Deputy", "Marshal", "Herr", "Frau", "Madame", "Monsieur", "Baroness", "Cllr"}
# In front of a rank these are no name either: "Prime Minister".
QUALIFIERS = frozenset(
    {"Prime", "Vice", "Deputy", "Acting", "Former", "Executive", "Press", "Crown"}
)
QUALIFIERS |= {"First", "Staff", "Major", "Lance", "Rear", "Lieutenant", "Interim", "Master"}
# Nor are these in front of an office: "Foreign Minister".
PORTFOLIOS = frozenset({"Foreign", "Home", "Finance", "Interior", "Defence", "Defense", "Health"})
PORTFOLIOS |= {"Education", "Energy", "Transport", "Transportation", "Trade", "Commerce", "Culture"}
PORTFOLIOS |= {"Agriculture", "Environment", "Economy", "Housing", "Tourism", "Senior", "Junior"}
PORTFOLIOS |= {"Assistant", "Associate", "Managing", "Shadow"}
# No name begins with these, which a sentence gives a capital: "Former Ostrand President Ada Vell".
FORMERLY = frozenset({"Former", "Acting", "Outgoing", "Incoming", "Longtime", "Retired"})
# With an office these are no name either: "Secretary of State", "Police Chief".
OF_OFFICES = frozenset({"State", "Police", "Fire", "Staff", "Security", "National", "Affairs"})
OF_OFFICES |= {"Treasury", "Veterans", "Homeland", "Intelligence", "Labor", "Labour", "Financial"}
OF_OFFICES |= {"Operating", "Technology", "Medical", "Majority", "Minority", "Opposition"}
# Bodies that have a capital and no name, alone: "the Services".
BODIES = frozenset({"Services", "Service", "Department", "Ministry", "Agency", "Committee"})
BODIES |= {"Office", "Staff"}
# Offices that somebody may be called, by a surname or as a ship or a dog is.
CALLED = frozenset({"King", "Queen", "Prince", "Princess", "Pope", "Judge", "Bishop", "Major"})
CALLED |= {"Marshal", "Lord", "Lady", "Mayor", "Coach", "Justice", "Constable", "Chancellor", "Sen"}
CALLED |= {"Sheriff", "Speaker", "Admiral", "General", "Colonel", "Captain", "Sergeant", "Corporal"}
CALLED |= {"Commander", "Doctor", "Baroness"}
# Of these some begin names of what is no person,
AMBIGUOUS = RANKS | {"General", "Captain", "Chief", "Justice", "Premier", "Coach", "Attorney"}
# which end so: "General Post Office".
NO_PERSON_ENDS = frozenset(
    [
        *("Office", "County", "Island", "Islands", "University", "College", "School", "Hospital"),
        *("Street", "Avenue", "Road", "Square", "Park", "Bridge", "Airport", "Motors", "Electric"),
        *("Assembly", "Mills", "Dynamics", "Staff", "Council", "Court", "Election", "Elections"),
        *("League", "Stadium", "Station", "Church", "Cathedral", "Theatre", "Theater", "Hall"),
        *("House", "Hotel", "Bay", "Lake", "River", "Award", "Awards", "Cup", "Party", "Company"),
        *("Inc", "Corp", "Ltd", "Foundation", "Institute", "Library", "Museum", "Group", "Bank"),
        *("Times", "Post", "Department", "Ministry", "Committee", "Agency", "Service", "Act"),
        *("Building", "Center", "Centre", "Secretary", "America", "Executive", "Mountain"),
        *("Valley", "Beach", "Medal", "Prize", "Strike", "Harbour", "Harbor", "Authority"),
    ]
)
OFFICE_OF = regex.compile(
    r"(?:Secretary|Minister|Chief|Director|Chairman|Chairwoman|President)[ \u00a0](?:of|for)"
    r"[ \u00a0](?:the[ \u00a0])?(?:State|Defen[cs]e|(?:General[ \u00a0])?Staff"
    r"|Joint[ \u00a0]Chiefs(?:[ \u00a0]of[ \u00a0]Staff)?|Education|Energy"
    r"|Health|Justice|Commerce|Labou?r|Agriculture|Transport(?:ation)?|Treasury|Interior|Finance"
    r"|(?:Foreign|Veterans)[ \u00a0]Affairs|Homeland[ \u00a0]Security"
    r"|National[ \u00a0]Intelligence)[ \u00a0](?=\p{Lu})"
    r"|(?:Chief[ \u00a0](?:Executive|Financial|Operating|Technology|Medical)"
    r"(?:[ \u00a0]Officer)?|(?:Majority|Minority|Opposition)[ \u00a0]Leader|First[ \u00a0]Lady"
    r"|Chief[ \u00a0]of[ \u00a0]Police)[ \u00a0](?=\p{Lu})"
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
WEEKDAYS = frozenset(
    [
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        *("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonnabend"),
        "Sonntag",
    ]
)
DATES = WEEKDAYS | frozenset(
    [
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
        *("Jan", "Feb", "Mar", "Apr", "Aug", "Sept", "Oct", "Nov", "Dec"),
        *("Januar", "Februar", "März", "Mai", "Juni", "Juli", "Oktober", "Dezember"),
    ]
)
