"""In German text E stops at names, and at no noun for its capital; English stays as it is."""

from __future__ import annotations

import pytest

from annotator.text.finding.german import is_german
from annotator.text.finding.names import name_at, names_between, previous_name

POLITICS = (
    "Die Bundesregierung hat am Mittwoch neue Zahlen zum Wohnungsbau vorgelegt. Kanzlerin Ada Vell"
    " sagte, der Bericht zeige, dass die Bauwirtschaft sich langsam erhole. „Wir sehen Licht am"
    " Ende des Tunnels“, betonte Vell in Ostrand. Nach Angaben des Statistischen Amtes wurden im"
    " vergangenen Jahr 250.000 Wohnungen fertiggestellt.\n\nKritik kam von der Opposition."
    " Parteichef Lars Quandt sprach von einem Armutszeugnis für Deutschland. Ältere Mieter hätten"
    " Angst vor höheren Mieten, und Menschen mit wenig Geld fänden keine Wohnung. „Millionen Euro"
    " werden verschwendet“, so Quandt. Die SPD und der Mieterbund forderten Hilfe für Familien in"
    " Not. Mehrere Experten warnten vor Preissteigerungen in Ostrand und in Köln.\n\nDer Leiter der"
    " Behörde, Jonas von der Heide, verwies auf Material aus Norwegen. Das Unternehmen Siemens will"
    " Stahl und Beton günstiger liefern. Quandts Kollegin Mia Orr antwortete mit Spott. Viele"
    " Menschen hoffen auf Besserung; Ende Januar soll ein Gesetz kommen. Uwe Brandt, Sprecher der"
    " Polizei, nannte Diebstahl auf Baustellen ein Problem."
)
WEATHER = (
    "Regen und Sturm haben am Wochenende Bayern getroffen. In Ostrand stürzten Bäume auf Autos, wie"
    " die Feuerwehr mitteilte. „So etwas habe ich noch nie erlebt“, sagte Bürgermeister Heiner Orr."
    " Die Schäden gingen in die Millionen. Helfer aus Ostrand und Velldorf räumten Straßen und"
    " Keller leer. Ministerpräsidentin Tamm versprach Hilfe. Landwirte klagen über zerstörte"
    " Ernten, Versicherungen rechnen mit Kosten von 40 Millionen Euro. Gegenüber der Zeitung „Der"
    " Bote“ forderte Orr Geld vom Bund. Neue Studien belegen laut Forscherin Petra Linde, dass"
    " Starkregen zunimmt. Grund dafür sei der Klimawandel. Klaus Tamms Sohn leitet das Institut für"
    " Wetterkunde in Hannover."
)
ENGLISH = (
    "President Ada Vell told The Herald in Ostrand on Monday that Jonas Orr of the Ostrand Bank"
    " would resign. Vell said Orr had met Chancellor Mia Quandt in Berlin. The German word"
    " “Schadenfreude” was used twice, and “der, die, das” once."
)


def names(text: str) -> list[str]:
    return [text[start:end] for start, end in names_between(text, 0, len(text))]


def test_names_of_a_german_text():
    assert names(POLITICS) == [
        *("Ada Vell", "Vell", "Ostrand", "Lars Quandt", "Deutschland", "Quandt", "SPD", "Ostrand"),
        *("Köln", "Jonas von der Heide", "Norwegen", "Siemens", "Mia Orr", "Uwe Brandt"),
    ]


def test_no_noun_of_another_one():
    assert set(names(WEATHER)) <= {
        *("Bayern", "Ostrand", "Heiner Orr", "Velldorf", "Tamm", "Orr", "Petra Linde"),
        *("Klaus Tamms", "Hannover"),
    }
    assert {"Heiner Orr", "Ostrand", "Orr", "Petra Linde"} <= set(names(WEATHER))


def test_backwards_it_stops_at_the_same_names():
    at, found = len(POLITICS), []
    while (name := previous_name(POLITICS, at)) is not None:
        found.append(POLITICS[slice(*name)])
        at = name[0]
    assert found[::-1] == names(POLITICS)


def test_english_loses_no_name():
    assert names(ENGLISH)[:8] == [
        *("Ada Vell", "The Herald", "Ostrand", "Jonas Orr of the Ostrand Bank", "Vell", "Orr"),
        *("Mia Quandt", "Berlin"),
    ]


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ("Kanzlerin", "Ada Vell"),
        ("Vell sagte", "Ada Vell"),
        ("Heide", "Jonas von der Heide"),
        ("Behörde", "Behörde"),
        ("Diebstahl", "Diebstahl"),
        ("Kollegin", "Kollegin"),
    ],
)
def test_a_labels_key_takes_what_e_stops_at_and_any_word_elsewhere(at, name):
    assert POLITICS[slice(*name_at(POLITICS, POLITICS.index(at)))] == name


@pytest.mark.parametrize(
    ("text", "german"),
    [
        (POLITICS, True),
        (WEATHER, True),
        (ENGLISH, False),
        ("", False),
        ("De minister zei dat het kabinet niet met die plannen in de Kamer komt.", False),
        ("Le ministre des Finances est arrivé à Ostrand, et la presse des deux pays aussi.", False),
    ],
)
def test_which_text_is_german(text, german):
    assert is_german(text, len(text) // 2) is german
    assert is_german(text, 0) is german
    assert is_german(text, len(text)) is german


def test_what_stands_in_front_of_an_office_is_a_name_of_its_own():
    """As it is where nobody's name follows; an office alone is none."""
    text = (
        "In Ostrand sagte Ministerin Ada Vell, dass Ostrands Präsident Tom Orr kommt. Das weiß auch"
        " der CEO, und Ostrands Bürgermeisterin ist in der Stadt geblieben."
    )
    assert names(text) == ["Ostrand", "Ada Vell", "Ostrands", "Tom Orr", "Ostrands"]


def test_each_paragraph_is_in_its_own_language():
    both = f"{ENGLISH}\n\n{POLITICS}"
    assert names(both) == names(ENGLISH) + names(POLITICS)
