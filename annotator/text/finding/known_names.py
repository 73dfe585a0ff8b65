"""Names that are known as such wherever they stand: countries, some cities and institutions.

Few of them, for headlines: there a capital says nothing, and the text below may not have the name.
"""

from __future__ import annotations

_COUNTRIES = """
Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan Bahrain
Bangladesh Barbados Belarus Belgium Belize Benin Bhutan Bolivia Bosnia Botswana Brazil Britain
Brunei Bulgaria Burundi Cambodia Cameroon Canada Chile China Colombia Croatia Cuba Cyprus Czechia
Denmark Djibouti Ecuador Egypt England Eritrea Estonia Eswatini Ethiopia Europe Fiji Finland France
Gabon Germany Ghana Greece Greenland Grenada Guatemala Guyana Haiti Honduras Hungary Iceland India
Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Kazakhstan Kenya Kosovo Kuwait Kyrgyzstan
Laos Latvia Lebanon Lesotho Liberia Libya Liechtenstein Lithuania Luxembourg Madagascar Malawi
Malaysia Maldives Mali Malta Mauritania Mauritius Mexico Moldova Monaco Mongolia Montenegro Morocco
Mozambique Myanmar Namibia Nepal Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan Palestine
Panama Paraguay Peru Philippines Poland Portugal Qatar Romania Russia Rwanda Samoa Scotland Senegal
Serbia Seychelles Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Sweden Switzerland Syria
Taiwan Tajikistan Tanzania Thailand Togo Tonga Tunisia Turkmenistan Tuvalu Uganda Ukraine Uruguay
Uzbekistan Vanuatu Venezuela Vietnam Wales Yemen Zambia Zimbabwe Africa Asia America Arctic
Antarctica Crimea Donbas Gaza Kashmir Siberia Tibet
"""
_CITIES = """
Alaska Alabama Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho
Illinois Indiana Iowa Kansas Kentucky Louisiana Maryland Massachusetts Michigan Minnesota
Mississippi Missouri Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah
Vermont Virginia Wisconsin Wyoming Washington London Paris Berlin Moscow Beijing Tokyo Kyiv Kiev
Brussels Geneva Vienna Rome Madrid Warsaw Prague Budapest Athens Istanbul Ankara Cairo Jerusalem
Tehran Baghdad Kabul Damascus Riyadh Dubai Delhi Mumbai Karachi Islamabad Dhaka Bangkok Hanoi
Jakarta Manila Seoul Pyongyang Shanghai Sydney Melbourne Canberra Toronto Ottawa Chicago Boston
Houston Dallas Detroit Atlanta Miami Seattle Philadelphia Nairobi Lagos Johannesburg
"""
_INSTITUTIONS = (
    *("White House", "Supreme Court", "Wall Street", "Capitol Hill", "Downing Street", "Kremlin"),
    *("Pentagon", "Congress", "Senate", "Bundestag", "Knesset", "Vatican", "Brexit"),
    *("United States", "United Nations", "United Kingdom", "European Union", "Security Council"),
    *("New York City", "New York Times", "New York", "New Zealand", "New Delhi", "New Jersey"),
    *("New Mexico", "New Hampshire", "New Orleans", "North Carolina", "South Carolina"),
    *("North Dakota", "South Dakota", "West Virginia", "Rhode Island", "Los Angeles"),
    *("San Francisco", "San Diego", "Las Vegas", "Hong Kong", "South Korea", "North Korea"),
    *("South Africa", "South Sudan", "Saudi Arabia", "Sri Lanka", "Costa Rica", "El Salvador"),
    *("Puerto Rico", "Sierra Leone", "Ivory Coast", "Burkina Faso", "Papua New Guinea", "Guinea"),
    *("Dominican Republic", "Czech Republic", "North Macedonia", "Northern Ireland", "West Bank"),
    *("Middle East", "Red Sea", "Black Sea", "South China Sea", "Persian Gulf", "Buenos Aires"),
    *("Wall Street Journal", "Washington Post", "State Department", "Justice Department"),
    *("National Guard", "Tel Aviv", "The Hague"),
)

_KNOWN: dict[str, list[str]] = {}
for _name in (*_COUNTRIES.split(), *_CITIES.split(), *_INSTITUTIONS):
    _KNOWN.setdefault(_name.split()[0], []).append(_name)

_PAPERS = frozenset(
    {"Times", "Post", "Journal", "Guardian", "Herald", "Tribune", "Economist", "Independent"}
    | {"Telegraph", "Observer", "Gazette", "Chronicle", "Examiner", "Mirror", "Sun", "Star"}
    | {"Globe", "Mail", "Inquirer", "Courier", "Dispatch", "Bulletin", "Register", "Sentinel"}
    | {"Intercept", "Atlantic", "Yorker", "Spectator", "Scotsman", "Beast"}
)
_ALWAYS_THE = frozenset(
    {"Hague", "Gambia", "Bahamas", "Guardian", "Economist", "Independent", "Telegraph", "Atlantic"}
    | {"Observer", "Spectator", "Lancet", "Intercept", "Verge", "Onion", "Hill", "Times", "Beatles"}
    | {"Bronx", "Scotsman"}
)


def known_name_at(text: str, start: int) -> tuple[int, int] | None:
    """Return the longest known name that begins at an offset and ends with a word."""
    word = text[start : start + 40].split(maxsplit=1)
    first = word[0].rstrip("’'.,:;!?s") if word else ""
    found = None
    for key in dict.fromkeys((word[0] if word else "", first, f"{first}s")):
        for name in _KNOWN.get(key, ()):
            end = start + len(name)
            is_whole = text.startswith(name, start) and not text[end : end + 1].isalnum()
            if is_whole and (found is None or end > found[1]):
                found = start, end
    return found


def is_called_the(name: str) -> bool:
    """Tell whether a name is known to begin with "The": The Hague, The New York Times."""
    words = name.split()
    return name in _ALWAYS_THE or (len(words) > 1 and words[-1] in _PAPERS)
