"""Verbs of saying, and what else introduces somebody's words."""

from __future__ import annotations

_ALWAYS = (
    "said|says|say|saying|told|tells|telling|added|adds|adding|asked|asks|asking|wrote|writes"
    "|writing|replied|replies|answered|answers|responded|responds|explained|explains|explaining"
    "|insisted|insists|insisting|argued|argues|arguing|warned|warns|warning|noted|notes|noting"
    "|stated|states|announced|announces|declared|declares|admitted|admits|recalled|recalls"
    "|continued|continues|concluded|concludes|claimed|claims|claiming|tweeted|tweets|posted|joked"
    "|jokes|joking|shouted|shouts|yelled|screamed|cried|whispered|muttered|murmured|quipped"
    "|confirmed|confirms|revealed|reveals|suggested|suggests|acknowledged|acknowledges|conceded"
    "|concedes|stressed|stresses|emphasi[sz]ed|emphasi[sz]es|remarked|remarks|testified|vowed|vows"
    "|pledged|promised|predicted|observed|observes|lamented|complained|complains|countered"
    "|counters|fumed|opined|mused|recounted|reiterated|repeated|urged|urges|pleaded"
    "|commented|comments|contended|contends|alleged|asserted|asserts|maintained|boasted"
    "|bragged|cautioned|clarified|confessed|demanded|denied|disclosed|exclaimed|hinted|interjected"
    "|interrupted|proclaimed|proposed|protested|quoted|recommended|retorted"
    "|retweeted|volunteered|went on|goes on|chimed in"
    "|hissed|gasped|grumbled|growled|called|calls|calling|described"
    "|describes|describing|denounced|criticised|criticized|praised|hailed|labelled|labeled|branded"
    "|dismissed|blasted|slammed|tells|inquired|enquired|echoed|agreed|agrees"
)
_BESIDE = (
    "began|finished|thought|thinks|spoke|sighed|snapped|laughed|smiled|nodded|offered|pressed|goes"
    "|was like|stammered|groaned|sneered|whined|sobbed|chuckled|grinned|bellowed|roared|wondered"
)
_GERMAN = (
    "sagte|sagt|sagten|erklärte|erklärt|betonte|betont|schrieb|schreibt|fragte|meinte|meint"
    "|antwortete|antwortet|ergänzte|ergänzt|fügte|warnte|warnt|kritisierte|kritisiert|forderte"
    "|fordert|teilte|hieß es|heißt es|fragt|schrieben|erklärten|meinten|betonten|warnten"
    "|versicherte|versichert|bestätigte|bestätigt|berichtete|berichtet|mahnte|mahnt|bemerkte"
    "|urteilte|urteilt|klagte|beklagte|beklagt|lobte|lobt|rügte|rügt|nannte|nennt|nannten"
    "|bezeichnete|bezeichnet|sprach von|spricht von|sprachen von"
)
_GERMAN_BESIDE = "rief|ruft|räumte|fuhr|lachte|seufzte|schimpfte|witzelte|begann|schloss|dachte"

SAYING = rf"\b(?:{_ALWAYS}|{_GERMAN}|according to|in the words of)\b"
"""Matches a cue, to be compiled without regard to case."""

BESIDE = rf"\b(?:{_ALWAYS}|{_BESIDE}|{_GERMAN}|{_GERMAN_BESIDE}|according to|in the words of)\b"
"""As ``SAYING``, and what is a cue only right behind the words."""

SPEECH = (
    r"\b(?:said|says|say|told|tells|added|adds|asked|asks|wrote|writes|replied|answered|responded"
    r"|explained|explains|insisted|argued|warned|noted|notes|stated|announced|declared|admitted"
    r"|recalled|continued|concluded|tweeted|joked|shouted|quipped|stressed|remarked|testified"
    r"|observed|countered|commented|sagte|sagt|erklärte|erklärt|betonte|meinte|schrieb|schreibt"
    r"|according to)\b"
)
"""Those that hardly ever mean anything else."""

CALLING = (
    r"\b(?:called|calls|calling|described|describes|describing|denounced|dismissed|labelled"
    r"|labeled|branded|hailed|praised|blasted|slammed|referred to|criticised|criticized"
    r"|nannte|nennt|nannten|bezeichnete|bezeichnet|sprach von|spricht von|sprachen von|lobte|lobt"
    r"|kritisierte|kritisiert|rügte|rügt)\b"
)
"""What makes a few words in marks somebody's own."""

NAMING = (
    r"(?:\bsogenannte[nrms]?|\bgenannt|\bso[- ]called"
    r"|\bdubbed|\b(?:better |also |widely |popularly )?known as|\bnicknamed"
    r"|\bthe term|\bthe word|\bthe phrase|\bthe name|\btermed|\baka)[,:]?\s*\Z"
)
"""What stands before words in marks that are nobody's own."""

WORKS = (
    r"(?:\b(?:titled|entitled|headlined|called|title|book|books|novel|novels|memoir|film|films"
    r"|movie|movies|song|songs|single|album|albums|show|shows|series|play|musical|sitcom|drama"
    r"|documentary|poem|essay|article|report|pamphlet|magazine|newspaper|podcast|episode|game"
    r"|painting|opera|ballet|exhibition|hit|hits|thriller|comedy|column|in|of|on|from|for|and"
    r"|with|as|starred in|NBC['’]s|CNN['’]s|CBS['’]s|ABC['’]s|Fox News['’]s?|MSNBC['’]s),?)\s*\Z"
)
"""What often stands before a title in marks."""
