"""German words that tell names from nouns, which have capitals, too."""

from __future__ import annotations

_FREQUENT = """
und nicht ist mit eine einen einem einer eines auf für auch wird zum zur nach sich das dem im aus
bei beim vom über haben wurde wurden sagte dass durch werden ich wir ihr ihre seine sein noch nur
aber oder wenn mehr sind waren hatte gegen zwischen seit unter vor als wie einfach kein keine sehr
jetzt schon soll kann müssen zwei
"""
FREQUENT = frozenset(_FREQUENT.split())
"""Frequent words of German that are none of English, Dutch, French or a Scandinavian language."""

_ARTICLES = """
der die das des dem den ein eine einen einem einer eines kein keine keinen keinem keiner keines
mein meine meinen meinem meiner meines dein deine deinen sein seine seinen seinem seiner seines
ihr ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer unseres euer eure dieser
diese dieses diesem diesen jeder jede jedes jedem jeden jener jene jenes welche welcher welches
manche mancher viele vielen vieler wenige wenigen alle allen aller allem beide beiden mehrere
mehreren mehrerer einige einigen einiger andere anderen anderer solche solchen solcher im zum zur
am beim vom ins ans aufs fürs zwei drei vier fünf sechs sieben acht neun zehn elf zwölf hundert
tausend mehr weniger genug viel wenig per pro
"""
ARTICLES = frozenset(_ARTICLES.split())
"""Behind these stands a noun; names have no article, nearly always."""

_FIRST_NAMES = """
Peter Rainer Reiner Dieter Günter Günther Werner Walter Heiner Alexander Oliver Rüdiger Holger
Volker Gunter Uwe Jürgen Sven Torben Christine Sabine Anke Heike Silke Renate Marlene Christiane
Susanne Anne Ute Elke Antje Hanne Helene Simone Nadine Janine Yvonne Marianne Hannelore Beate
Anneliese Friederike Ulrike Katharine Sabrine Irene Käthe Grete Luise Charlotte Marie Sophie
Johannes Hannes Jens Karen Ellen Carmen Kirsten Jochen Jörgen Steffen Carsten Karsten Torsten
Thorsten Achim Hagen Xaver Esther Ester Jennifer Heather Roger Eugen
"""
FIRST_NAMES = frozenset(_FIRST_NAMES.split())
"""First names that end as adjectives do."""

_NOUNS = """
Jahr Jahre Jahren Jahres Tag Tage Tagen Woche Wochen Monat Monate Monaten Stunde Stunden Minuten
Sekunden Uhr Zeit Zeiten Ende Anfang Mitte Abend Morgen Mittag Nacht Vormittag Nachmittag Mal Fall
Fälle Teil Teile Prozent Euro Dollar Cent Franken Millionen Million Milliarden Milliarde Tausende
Hunderte Dutzend Dutzende Tonnen Meter Metern Kilometer Kilometern Liter Kilo Kilogramm Grad Stück
Paar Mensch Menschen Leute Leuten Frau Frauen Mann Männer Kinder Kind Kindern Land Länder Ländern
Stadt Städte Welt Staat Staaten Regierung Polizei Partei Parteien Gericht Gesetz Recht Rechte Geld
Arbeit Krieg Frieden Hilfe Fragen Frage Antwort Angaben Bericht Berichte Berichten Angst Gewalt
Kraft Haft Ordnung Zukunft Hause Haus Folge Folgen Art Ansicht Meinung Sicht Bezug Gefahr Protest
Proteste Trauer Form Höhe Richtung Not Druck Streit Wahl Wahlen Kritik Grund Gründe Gründen Ziel
Ziele Weg Wege Platz Wasser Luft Energie Gas Strom Öl Stahl Getreide Kohle Holz Brot Essen Sport
Kultur Kunst Musik Film Bild Bilder Buch Bücher Schule Schulen Schüler Lehrer Ärzte Arzt Studie
Studien Experten Forscher Wissenschaftler Demonstranten Soldaten Truppen Opfer Tote Toten
Verletzte Verletzten Zahlen Zahl Daten Informationen Interview Gespräch Gespräche Rede Worte
Worten Dank Erfolg Problem Probleme Thema Themen Beispiel Rolle Hand Hände Augen Kopf Leben Tod
Familie Familien Eltern Sohn Tochter Bruder Schwester Vater Mutter Kollege Kollegin Kollegen
Freund Freundin Freunde Unternehmen Firma Firmen Markt Preise Preis Kosten Steuern Wirtschaft Bank
Banken Kunden Mitarbeiter Sprecher Sprecherin Vertreter Mitglied Mitglieder Chef Chefin Beginn
Verlauf Sommer Winter Herbst Frühling Frühjahr Süden Norden Osten Westen Deutsche Deutschen
Deutscher Anzeige Foto Video Quelle Titel Artikel Absatz Punkt Punkte Vergleich Zusammenarbeit
Verbindung Betrieb Nachrichten Medien Presse Zeitung Zeitungen Schnee Regen Wind Sonne Feuer Brand
Unfall Auto Autos Zug Züge Bahn Bus Busse Straße Straßen Schutz Sicherheit Freiheit Gesundheit
Krise Krisen Virus Impfung Bürger Bürgern Wähler Wählern Stimmen Gäste Besucher Anwohner Beamte
Beamten Feuerwehr Kirche Kirchen Gemeinde Rat Wut Mut Glück Spaß Lust Zeug Dinge Sache Sachen
Seite Seiten Stelle Stellen Lage Ort Orte Orten Verständnis Wochenende Wochenenden Kampfgeist
Gesang Bier Wein Jubel Raum Räume Tor Tore Spiel Spiele Spieler Spielern Trainer Trainerin Torwart
Fans Mannschaft Team Saison Sieg Niederlage Runde Liga Autor Autorin Sänger Sängerin Anwalt
Anwältin Richter Richterin Professor Professorin Direktor Direktorin Ehemann Ehefrau Präsident
Präsidentin Kandidat Kandidatin Nachfolger Vorgänger Gründer Gründerin Hersteller Konzern Sender
Zeitschrift Magazin Agentur Verein Verband Institut Dorf Fluss Insel Provinz Region Bezirk
Landkreis Stadtteil Hauptstadt Landwirte Helfer Schäden Bäume Bund
"""
NOUNS = frozenset(_NOUNS.split())
"""Nouns that news are full of."""

_MEASURES = """
Prozent Euro Dollar Cent Franken Millionen Million Milliarden Milliarde Tausende Hunderte Dutzend
Dutzende Tonnen Meter Metern Kilometer Kilometern Liter Kilo Kilogramm Grad Stück Paar Art Ende
Anfang Mitte Jahre Jahren Tage Tagen Stunden Minuten Uhr Anzahl Reihe Menge Teil Teile Reihen
"""
MEASURES = frozenset(_MEASURES.split())
"""Behind these stands what is counted, and no name."""

_NEVER_IN_GERMAN_NAMES = """
der die das des dem den ein eine einen einem einer eines und oder aber denn doch sondern weil wenn
als ob dass damit obwohl während nachdem bevor seit bis nach vor in im an am auf aus bei beim mit
von vom zu zum zur für gegen ohne um durch über unter zwischen hinter neben trotz wegen laut er
sie es wir ihr ich du man wer was wie wo wann warum welche welcher welches dieser diese dieses
diesem diesen jener jene jenes jeder jede jedes alle viele einige mehrere manche beide kein keine
keinen mein meine dein seine sein seinen ihre ihren ihrem unser unsere nicht nur auch noch schon
jetzt heute gestern morgen damals dann da dort hier so sehr mehr dabei dafür dagegen daher darum
deshalb deswegen trotzdem allerdings jedoch außerdem zudem zuvor danach dazu darauf davon dadurch
hat haben hatte ist sind war waren wird werden wurde wurden kann können soll sollen muss müssen
will wollen darf dürfen zwei drei vier fünf sechs sieben acht neun zehn bereits zuletzt erst
inzwischen derzeit künftig insgesamt rund etwa ebenso selbst sogar andere anderen anderer vielen
zunächst schließlich später bislang bisher statt ja nein vielleicht natürlich leider gerade ferner
hinzu insbesondere womöglich offenbar
"""
NEVER_IN_GERMAN_NAMES = frozenset(_NEVER_IN_GERMAN_NAMES.split())
"""These begin sentences, and are in no name."""

_SAYS = """
sagte sagt erklärte erklärt betonte betont meinte meint ergänzte ergänzt antwortete antwortet
"""
SAYS = frozenset(_SAYS.split())
"""Behind these as well as in front of them stands who speaks."""

_DOES = """
forderte fordert warnte warnt schrieb schreibt kritisierte kritisiert lobte lobt berichtete
berichtet kündigte kündigt räumte räumt sprach spricht äußerte äußert bestätigte bestätigt
behauptete behauptet versicherte versichert mahnte mahnt rief fügte fügt verwies verweist nannte
nennt hatte habe will wollte traf reiste
"""
DOES = frozenset(_DOES.split())
"""In front of these stands who does it, without an article a name."""

_KNOWN = """
Deutschland Österreich Schweiz Frankreich Italien Spanien Großbritannien England Irland
Niederlande Belgien Luxemburg Dänemark Schweden Norwegen Finnland Polen Tschechien Slowakei Ungarn
Rumänien Bulgarien Griechenland Türkei Russland Ukraine Belarus Serbien Kroatien Slowenien Bosnien
Albanien Nordmazedonien Estland Lettland Litauen Moldau Georgien Armenien Aserbaidschan Kasachstan
Syrien Irak Libanon Jordanien Ägypten Libyen Tunesien Algerien Marokko Saudi-Arabien Jemen Katar
Indien Indonesien Südkorea Nordkorea Australien Neuseeland Kanada Mexiko Brasilien Argentinien
Kolumbien Kuba Südafrika Äthiopien Kenia Europa Afrika Asien Amerika Südamerika Nordamerika Israel
Iran China Japan Vietnam Taiwan Thailand Afghanistan Pakistan Berlin Hamburg München Köln
Frankfurt Stuttgart Düsseldorf Leipzig Dortmund Bremen Dresden Hannover Nürnberg Duisburg Bochum
Bonn Münster Mannheim Karlsruhe Augsburg Wiesbaden Kiel Mainz Magdeburg Freiburg Erfurt Rostock
Kassel Potsdam Saarbrücken Schwerin Wien Graz Linz Salzburg Innsbruck Zürich Genf Basel Bern
Brüssel Straßburg Warschau Prag Rom Mailand Moskau Kiew Peking Tokio Athen Lissabon Kopenhagen
Bayern Sachsen Hessen Thüringen Brandenburg Niedersachsen Nordrhein-Westfalen Rheinland-Pfalz
Baden-Württemberg Sachsen-Anhalt Schleswig-Holstein Saarland Mecklenburg-Vorpommern Bundestag
Bundesrat Bundeswehr Bundesbank Bundesverfassungsgericht Kreml Nato
"""
KNOWN = frozenset(_KNOWN.split())
"""Countries, cities and institutions by their German names."""
