<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>A calm desktop tool for labelling spans in news text.</source>
        <translation>Ein ruhiges Programm, um Textstellen in Nachrichtentexten zu markieren.</translation>
    </message>
    <message>
        <source>About Annotator</source>
        <translation>Über Annotator</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy for a report</source>
        <translation>Für einen Bericht kopieren</translation>
    </message>
    <message>
        <source>Free software under the MIT licence.</source>
        <translation>Freie Software unter der MIT-Lizenz.</translation>
    </message>
    <message>
        <source>Log and reports of faults</source>
        <translation>Protokoll und Fehlerberichte</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>There is no log: its folder cannot be written.</source>
        <translation>Es gibt kein Protokoll: Sein Ordner ist nicht beschreibbar.</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>Version {0}</translation>
    </message>
    <message>
        <source>Your work stays on this computer; nothing is ever sent anywhere.</source>
        <translation>Ihre Arbeit bleibt auf diesem Rechner; nichts wird je irgendwohin gesendet.</translation>
    </message>
    <message>
        <source>on a server</source>
        <translation>auf einem Server</translation>
    </message>
</context>
<context>
    <name>Additions</name>
    <message>
        <source>Add a dictionary …</source>
        <translation>Wörterliste hinzufügen …</translation>
    </message>
    <message>
        <source>Add the pattern</source>
        <translation>Muster hinzufügen</translation>
    </message>
    <message>
        <source>Dictionaries and patterns</source>
        <translation>Wörterlisten und Muster</translation>
    </message>
    <message>
        <source>Dictionary {0}: {1} for {2}</source>
        <translation>Wörterliste {0}: {1} für {2}</translation>
    </message>
    <message>
        <source>Label of the pattern</source>
        <translation>Label des Musters</translation>
    </message>
    <message>
        <source>Pattern for {0}: {1}</source>
        <translation>Muster für {0}: {1}</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Regular expression, as MS [A-Z]\w+</source>
        <translation>Regulärer Ausdruck, etwa MS [A-Z]\w+</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>There are none yet.</source>
        <translation>Noch gibt es keine.</translation>
    </message>
    <message>
        <source>They are kept in the project and are everybody’s. A dictionary is a CSV or JSON lines file with text and label; a pattern is a regular expression, and may take a quarter of a second in an article.</source>
        <translation>Sie liegen im Projekt und gelten für alle. Eine Wörterliste ist eine CSV- oder JSON-Lines-Datei mit text und label; ein Muster ist ein regulärer Ausdruck und darf in einem Artikel eine Viertelsekunde brauchen.</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>{0} lässt sich nicht lesen: {1}.</translation>
    </message>
</context>
<context>
    <name>Adjudication</name>
    <message>
        <source>All disputes are settled. A accepts what is unanimous.</source>
        <translation>Alle strittigen Stellen sind entschieden. A nimmt an, was einhellig ist.</translation>
    </message>
    <message>
        <source>All have marked the same.</source>
        <translation>Alle haben dasselbe markiert.</translation>
    </message>
    <message>
        <source>All have marked the same. A accepts it as gold.</source>
        <translation>Alle haben dasselbe markiert. A nimmt es als Gold an.</translation>
    </message>
    <message>
        <source>Another label</source>
        <translation>Anderes Label</translation>
    </message>
    <message>
        <source>Decided here</source>
        <translation>Hier entschieden</translation>
    </message>
    <message>
        <source>Everything in this article is settled.</source>
        <translation>In diesem Artikel ist alles entschieden.</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>Gold</translation>
    </message>
    <message>
        <source>Gold: in progress</source>
        <translation>Gold: in Arbeit</translation>
    </message>
    <message>
        <source>Gold: marked settled, with places open</source>
        <translation>Gold: als entschieden markiert, Stellen offen</translation>
    </message>
    <message>
        <source>Gold: not begun</source>
        <translation>Gold: nicht begonnen</translation>
    </message>
    <message>
        <source>Gold: settled</source>
        <translation>Gold: entschieden</translation>
    </message>
    <message>
        <source>Gold: skipped</source>
        <translation>Gold: übersprungen</translation>
    </message>
    <message>
        <source>Gold: to be looked at again, something has come since</source>
        <translation>Gold: noch einmal anzusehen, seitdem kam etwas dazu</translation>
    </message>
    <message>
        <source>In progress: {0}.</source>
        <translation>In Arbeit: {0}.</translation>
    </message>
    <message>
        <source>N goes to the next one.</source>
        <translation>N geht zur nächsten.</translation>
    </message>
    <message>
        <source>No dispute</source>
        <translation>Nichts strittig</translation>
    </message>
    <message>
        <source>No label has this key.</source>
        <translation>Kein Label hat diese Taste.</translation>
    </message>
    <message>
        <source>No place is looked at</source>
        <translation>Keine Stelle angewählt</translation>
    </message>
    <message>
        <source>Nobody is done with this article. It can be compared when two annotators have marked it done.</source>
        <translation>Niemand hat diesen Artikel erledigt. Vergleichen lässt er sich, wenn ihn zwei Annotatoren als erledigt gekennzeichnet haben.</translation>
    </message>
    <message>
        <source>Not marked by all</source>
        <translation>Nicht von allen markiert</translation>
    </message>
    <message>
        <source>Nothing is compared.</source>
        <translation>Nichts wird verglichen.</translation>
    </message>
    <message>
        <source>Only {0} is done with this article. It can be compared when a second annotator has marked it done.</source>
        <translation>Nur {0} hat diesen Artikel erledigt. Vergleichen lässt er sich, wenn ihn ein zweiter Annotator als erledigt gekennzeichnet hat.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Open an article first.</source>
        <translation>Zuerst einen Artikel öffnen.</translation>
    </message>
    <message>
        <source>Other boundaries</source>
        <translation>Andere Grenzen</translation>
    </message>
    <message>
        <source>Reason: {0}</source>
        <translation>Begründung: {0}</translation>
    </message>
    <message>
        <source>Settled by {0}: {1}.</source>
        <translation>Von {0} entschieden: {1}.</translation>
    </message>
    <message>
        <source>Settled with another place.</source>
        <translation>Mit einer anderen Stelle entschieden.</translation>
    </message>
    <message>
        <source>Shows the work of all who are done, and gold: whoever has still to annotate this article is no longer blind after looking at it.</source>
        <translation>Zeigt die Arbeit aller, die fertig sind, und Gold: Wer diesen Artikel noch annotieren soll, ist nach einem Blick darauf nicht mehr blind.</translation>
    </message>
    <message>
        <source>Split or merged</source>
        <translation>Geteilt oder verbunden</translation>
    </message>
    <message>
        <source>The article cannot be compared: {0}</source>
        <translation>Der Artikel lässt sich nicht vergleichen: {0}</translation>
    </message>
    <message>
        <source>There is no decision here to take back.</source>
        <translation>Hier ist keine Entscheidung zurückzunehmen.</translation>
    </message>
    <message>
        <source>There is nothing to tick.</source>
        <translation>Hier ist nichts anzukreuzen.</translation>
    </message>
    <message>
        <source>There is nothing unanimous left to accept.</source>
        <translation>Es ist nichts Einhelliges mehr anzunehmen.</translation>
    </message>
    <message>
        <source>Tick who is right first: Alt with their digit.</source>
        <translation>Zuerst ankreuzen, wer recht hat: Alt mit der Ziffer.</translation>
    </message>
    <message>
        <source>Ticked: {0}. Enter accepts.</source>
        <translation>Angekreuzt: {0}. Die Eingabetaste nimmt an.</translation>
    </message>
    <message>
        <source>accepted {0}</source>
        <translation>{0} angenommen</translation>
    </message>
    <message>
        <source>drawn {0}</source>
        <translation>neu markiert: {0}</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>nothing here</source>
        <translation>hier nichts</translation>
    </message>
    <message>
        <source>{0} has nothing here; 0 settles that nothing is here.</source>
        <translation>{0} hat hier nichts; 0 entscheidet, dass hier nichts ist.</translation>
    </message>
    <message>
        <source>{0} is not blind here</source>
        <translation>{0} ist hier nicht blind</translation>
    </message>
    <message>
        <source>{0} of 1 dispute open</source>
        <translation>{0} von 1 strittigen Stelle offen</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>{0} of {1} disputes open</source>
        <translation>{0} von {1} strittigen Stellen offen</translation>
    </message>
    <message>
        <source>{0} “{1}”</source>
        <translation>{0} „{1}“</translation>
    </message>
</context>
<context>
    <name>AdjudicationPage</name>
    <message>
        <source>Accept every span that all have alike (A)</source>
        <translation>Jede Markierung annehmen, die alle gleich haben (A)</translation>
    </message>
    <message>
        <source>Accept unanimous</source>
        <translation>Einhellige annehmen</translation>
    </message>
    <message>
        <source>Accept {0} unanimous</source>
        <translation>{0} einhellige annehmen</translation>
    </message>
</context>
<context>
    <name>Agreement</name>
    <message>
        <source>agreed</source>
        <translation>einig</translation>
    </message>
    <message>
        <source>boundary</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>übersehen</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>k. A.</translation>
    </message>
    <message>
        <source>n/a: {0}</source>
        <translation>k. A.: {0}</translation>
    </message>
    <message>
        <source>split</source>
        <translation>geteilt</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} bis {1}</translation>
    </message>
    <message>
        <source>{0}, 95 % interval {1}</source>
        <translation>{0}, 95-%-Intervall {1}</translation>
    </message>
</context>
<context>
    <name>AgreementView</name>
    <message>
        <source>1 article that {0} is not done with is left out.</source>
        <translation>1 Artikel, der für {0} nicht erledigt ist, fehlt hier.</translation>
    </message>
    <message>
        <source>1 more caveat</source>
        <translation>1 weiterer Vorbehalt</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>As a page (HTML) …</source>
        <translation>Als Seite (HTML) …</translation>
    </message>
    <message>
        <source>As a table (CSV) …</source>
        <translation>Als Tabelle (CSV) …</translation>
    </message>
    <message>
        <source>As data (JSON) …</source>
        <translation>Als Daten (JSON) …</translation>
    </message>
    <message>
        <source>Comparing …</source>
        <translation>Wird verglichen …</translation>
    </message>
    <message>
        <source>Compute again</source>
        <translation>Neu berechnen</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>Verwechslungen</translation>
    </message>
    <message>
        <source>Disagreements</source>
        <translation>Uneinigkeiten</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export the agreement report</source>
        <translation>Bericht zur Übereinstimmung exportieren</translation>
    </message>
    <message>
        <source>Exported to {0}.</source>
        <translation>Nach {0} exportiert.</translation>
    </message>
    <message>
        <source>Exporting …</source>
        <translation>Wird exportiert …</translation>
    </message>
    <message>
        <source>Fewer caveats</source>
        <translation>Weniger Vorbehalte</translation>
    </message>
    <message>
        <source>Figures (SVG and PDF) …</source>
        <translation>Abbildungen (SVG und PDF) …</translation>
    </message>
    <message>
        <source>Gamma, attributes, links</source>
        <translation>Gamma, Attribute, Verknüpfungen</translation>
    </message>
    <message>
        <source>It could not be computed: {0}.</source>
        <translation>Die Berechnung ist gescheitert: {0}.</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>Arten</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>New folder for the figures</source>
        <translation>Neuer Ordner für die Abbildungen</translation>
    </message>
    <message>
        <source>No article is done by two annotators yet: let each of them mark the same articles done (key D), then compute again.</source>
        <translation>Noch ist kein Artikel von zwei Annotatoren erledigt: Lassen Sie beide dieselben Artikel als erledigt kennzeichnen (Taste D) und berechnen Sie dann neu.</translation>
    </message>
    <message>
        <source>Nothing was compared yet. “Compute again” begins.</source>
        <translation>Noch wurde nichts verglichen. „Neu berechnen“ beginnt damit.</translation>
    </message>
    <message>
        <source>Nothing was exported: {0}.</source>
        <translation>Nichts wurde exportiert: {0}.</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Im Zeitverlauf</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>Parts of the report</source>
        <translation>Teile des Berichts</translation>
    </message>
    <message>
        <source>Shows what annotators who are done disagree on: whoever still has to annotate these articles is no longer blind after reading it.</source>
        <translation>Zeigt, worin sich die Annotatoren, die fertig sind, unterscheiden: Wer diese Artikel noch annotieren soll, ist danach nicht mehr blind.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Tables as Markdown …</source>
        <translation>Tabellen als Markdown …</translation>
    </message>
    <message>
        <source>Tables for a paper (LaTeX) …</source>
        <translation>Tabellen für eine Veröffentlichung (LaTeX) …</translation>
    </message>
    <message>
        <source>The annotators’ work is being compared.</source>
        <translation>Die Arbeit der Annotatoren wird verglichen.</translation>
    </message>
    <message>
        <source>There are no articles yet: import some, and let two annotators work.</source>
        <translation>Noch gibt es keine Artikel: Importieren Sie welche und lassen Sie zwei Annotatoren arbeiten.</translation>
    </message>
    <message>
        <source>There is one annotator only: let another one mark the same articles done (File, Change annotator), then compute again.</source>
        <translation>Es gibt nur einen Annotator: Lassen Sie einen zweiten dieselben Artikel als erledigt kennzeichnen (Datei, Annotator wechseln) und berechnen Sie dann neu.</translation>
    </message>
    <message>
        <source>To know before the figures are believed</source>
        <translation>Was man wissen sollte, bevor man den Zahlen glaubt</translation>
    </message>
    <message>
        <source>With the texts that are disagreed on</source>
        <translation>Mit den strittigen Texten</translation>
    </message>
    <message>
        <source>Work has changed since; “Compute again” takes it in.</source>
        <translation>Seither wurde weitergearbeitet; „Neu berechnen“ berücksichtigt es.</translation>
    </message>
    <message>
        <source>agreement</source>
        <translation>uebereinstimmung</translation>
    </message>
    <message>
        <source>agreement figures</source>
        <translation>Übereinstimmung Abbildungen</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>{0} articles that {1} is not done with are left out.</source>
        <translation>{0} Artikel, die für {1} nicht erledigt sind, fehlen hier.</translation>
    </message>
    <message>
        <source>{0} more caveats</source>
        <translation>{0} weitere Vorbehalte</translation>
    </message>
    <message>
        <source>{0} of 1 article can be compared. Annotators: {2}.</source>
        <translation>{0} von 1 Artikel lässt sich vergleichen. Annotatoren: {2}.</translation>
    </message>
    <message>
        <source>{0} of {1} articles can be compared. Annotators: {2}.</source>
        <translation>{0} von {1} Artikeln lassen sich vergleichen. Annotatoren: {2}.</translation>
    </message>
</context>
<context>
    <name>AlikePage</name>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Is like</source>
        <translation>Ähnelt</translation>
    </message>
    <message>
        <source>Near-duplicates</source>
        <translation>Fast gleiche</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>These come in, too. Each is known as one story with the article it is like.</source>
        <translation>Auch diese kommen herein. Jeder bildet mit dem Artikel, dem er ähnelt, eine Geschichte.</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>und {0} weitere</translation>
    </message>
</context>
<context>
    <name>AnnotatorDialog</name>
    <message>
        <source>Already in this project. You go on with their work.</source>
        <translation>Schon in diesem Projekt. Sie setzen die Arbeit unter diesem Namen fort.</translation>
    </message>
    <message>
        <source>Annotator’s name</source>
        <translation>Name des Annotators</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>New in this project.</source>
        <translation>Neu in diesem Projekt.</translation>
    </message>
    <message>
        <source>Who is annotating?</source>
        <translation>Wer annotiert?</translation>
    </message>
    <message>
        <source>Your name is stored with every span that you make.</source>
        <translation>Ihr Name wird mit jeder Markierung gespeichert, die Sie anlegen.</translation>
    </message>
</context>
<context>
    <name>ArticleHeader</name>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Flagged as unsure</source>
        <translation>Als unsicher gekennzeichnet</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
</context>
<context>
    <name>ArticlePage</name>
    <message>
        <source>Annotators</source>
        <translation>Annotatoren</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Articles by agreement</source>
        <translation>Artikel nach Übereinstimmung</translation>
    </message>
    <message>
        <source>Disputed characters</source>
        <translation>Strittige Zeichen</translation>
    </message>
    <message>
        <source>Enter opens an article where the annotators are compared.</source>
        <translation>Die Eingabetaste öffnet einen Artikel im Vergleich der Annotatoren.</translation>
    </message>
    <message>
        <source>F1 IoU</source>
        <translation>F1 IoU</translation>
    </message>
    <message>
        <source>F1 exact</source>
        <translation>F1 exakt</translation>
    </message>
    <message>
        <source>u-alpha</source>
        <translation>u-Alpha</translation>
    </message>
</context>
<context>
    <name>ArticlePanel</name>
    <message>
        <source>Digits choose, Del clears, Up and Down go on, Esc closes.</source>
        <translation>Ziffern wählen, Entf leert, Auf und Ab gehen weiter, Esc schließt.</translation>
    </message>
    <message>
        <source>Labels of this article</source>
        <translation>Labels dieses Artikels</translation>
    </message>
    <message>
        <source>There are no labels for articles yet: File ▸ Labels … adds them.</source>
        <translation>Es gibt noch keine Labels für Artikel: Datei ▸ Labels … fügt sie hinzu.</translation>
    </message>
    <message>
        <source>This article</source>
        <translation>Dieser Artikel</translation>
    </message>
</context>
<context>
    <name>ArticleTable</name>
    <message>
        <source>Characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>{0} (already there)</source>
        <translation>{0} (schon da)</translation>
    </message>
    <message>
        <source>{0}, a guess</source>
        <translation>{0}, geraten</translation>
    </message>
</context>
<context>
    <name>ArticleView</name>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Boilerplate, {0}</source>
        <translation>Boilerplate, {0}</translation>
    </message>
    <message>
        <source>Linked to another article; click to open it there.</source>
        <translation>Verknüpft mit einem anderen Artikel; ein Klick öffnet ihn dort.</translation>
    </message>
</context>
<context>
    <name>ArticleVotes</name>
    <message>
        <source>0 nothing</source>
        <translation>0 nichts</translation>
    </message>
    <message>
        <source>I settles these by keys</source>
        <translation>Mit I wird das über Tasten entschieden</translation>
    </message>
    <message>
        <source>No value has the number {0} here.</source>
        <translation>Hier hat kein Wert die Nummer {0}.</translation>
    </message>
    <message>
        <source>Nobody says anything of the whole article.</source>
        <translation>Niemand sagt etwas zum ganzen Artikel.</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Nothing was settled here.</source>
        <translation>Hier wurde nichts entschieden.</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Take back what was settled</source>
        <translation>Zurücknehmen, was entschieden wurde</translation>
    </message>
    <message>
        <source>What is said of the whole article</source>
        <translation>Was über den ganzen Artikel gesagt ist</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>settled: {0}</source>
        <translation>entschieden: {0}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>ArticlesPage</name>
    <message>
        <source>All articles</source>
        <translation>Alle Artikel</translation>
    </message>
    <message>
        <source>Articles that come in</source>
        <translation>Artikel, die hereinkommen</translation>
    </message>
    <message>
        <source>Letters to check: {0}</source>
        <translation>Zu prüfende Zeichen: {0}</translation>
    </message>
    <message>
        <source>New ones</source>
        <translation>Neue</translation>
    </message>
    <message>
        <source>Nothing but plain letters: any encoding reads them alike.</source>
        <translation>Nur einfache Buchstaben: Jede Kodierung liest sie gleich.</translation>
    </message>
    <message>
        <source>Text of the selected article</source>
        <translation>Text des gewählten Artikels</translation>
    </message>
    <message>
        <source>Those already there</source>
        <translation>Schon vorhandene</translation>
    </message>
    <message>
        <source>Those whose encoding is a guess</source>
        <translation>Solche mit geratener Kodierung</translation>
    </message>
    <message>
        <source>Which articles are listed</source>
        <translation>Welche Artikel aufgeführt sind</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>und {0} weitere</translation>
    </message>
</context>
<context>
    <name>AssignDialog</name>
    <message>
        <source>1 article changes hands.</source>
        <translation>1 Artikel wechselt den Annotator.</translation>
    </message>
    <message>
        <source>1 is annotated without suggestions.</source>
        <translation>1 wird ohne Vorschläge annotiert.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>All of them</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>Annotator</translation>
    </message>
    <message>
        <source>Annotators who get articles</source>
        <translation>Annotatoren, die Artikel bekommen</translation>
    </message>
    <message>
        <source>Another annotator</source>
        <translation>Weiterer Annotator</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Articles annotated without suggestions</source>
        <translation>Artikel, die ohne Vorschläge annotiert werden</translation>
    </message>
    <message>
        <source>Articles that are assigned stay with those who have them</source>
        <translation>Zugeteilte Artikel bleiben bei denen, die sie haben</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Wie bisher</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Zuteilen</translation>
    </message>
    <message>
        <source>Assign articles</source>
        <translation>Artikel zuteilen</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Done by all</source>
        <translation>Von allen bearbeitet</translation>
    </message>
    <message>
        <source>Name of another annotator</source>
        <translation>Name eines weiteren Annotators</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>Es würde sich nichts ändern.</translation>
    </message>
    <message>
        <source>Part of the articles that all annotators do</source>
        <translation>Anteil der Artikel, die alle Annotatoren bearbeiten</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startzahl</translation>
    </message>
    <message>
        <source>Seed: the same one gives the same result</source>
        <translation>Startzahl: dieselbe ergibt dasselbe</translation>
    </message>
    <message>
        <source>The same seed gives the same result</source>
        <translation>Dieselbe Startzahl ergibt dasselbe</translation>
    </message>
    <message>
        <source>Those that all do</source>
        <translation>Die alle bearbeiten</translation>
    </message>
    <message>
        <source>Tick somebody who gets articles.</source>
        <translation>Jemanden ankreuzen, der Artikel bekommt.</translation>
    </message>
    <message>
        <source>What each annotator would have to do</source>
        <translation>Was jeder Annotator zu tun hätte</translation>
    </message>
    <message>
        <source>Without suggestions</source>
        <translation>Ohne Vorschläge</translation>
    </message>
    <message>
        <source>{0} are annotated without suggestions.</source>
        <translation>{0} werden ohne Vorschläge annotiert.</translation>
    </message>
    <message>
        <source>{0} articles change hands.</source>
        <translation>{0} Artikel wechseln den Annotator.</translation>
    </message>
    <message>
        <source>{0} of 1 article is done by all.</source>
        <translation>{0} von 1 Artikel bearbeiten alle.</translation>
    </message>
    <message>
        <source>{0} of {1} articles are done by all.</source>
        <translation>{0} von {1} Artikeln bearbeiten alle.</translation>
    </message>
</context>
<context>
    <name>AssignedToMe</name>
    <message>
        <source>Only articles assigned to me</source>
        <translation>Nur Artikel, die mir zugeteilt sind</translation>
    </message>
</context>
<context>
    <name>AttributeRow</name>
    <message>
        <source>Attribute {0} is asked for</source>
        <translation>Attribut {0} wird verlangt</translation>
    </message>
    <message>
        <source>Default of attribute {0}</source>
        <translation>Vorgabe von Attribut {0}</translation>
    </message>
    <message>
        <source>It is asked for before an article is done</source>
        <translation>Es wird verlangt, bevor ein Artikel erledigt ist</translation>
    </message>
    <message>
        <source>Kind of attribute {0}</source>
        <translation>Art von Attribut {0}</translation>
    </message>
    <message>
        <source>Name of attribute {0}</source>
        <translation>Name von Attribut {0}</translation>
    </message>
    <message>
        <source>Remove attribute {0}</source>
        <translation>Attribut {0} entfernen</translation>
    </message>
    <message>
        <source>Remove this attribute</source>
        <translation>Dieses Attribut entfernen</translation>
    </message>
    <message>
        <source>Values of attribute {0}</source>
        <translation>Werte von Attribut {0}</translation>
    </message>
    <message>
        <source>With commas between</source>
        <translation>Durch Kommas getrennt</translation>
    </message>
    <message>
        <source>choice</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>choices</source>
        <translation>mehrere</translation>
    </message>
    <message>
        <source>low, high</source>
        <translation>niedrig, hoch</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>yes/no</source>
        <translation>ja/nein</translation>
    </message>
</context>
<context>
    <name>AttributeTable</name>
    <message>
        <source>Add an attribute</source>
        <translation>Attribut hinzufügen</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Verlangt</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
</context>
<context>
    <name>AttributeValues</name>
    <message>
        <source>not {0}</source>
        <translation>nicht {0}</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>After opening</source>
        <translation>Nach dem Öffnen</translation>
    </message>
    <message>
        <source>Articles since</source>
        <translation>Artikel seither</translation>
    </message>
    <message>
        <source>Articles: {0}, spans: {1}. File: {2}</source>
        <translation>Artikel: {0}, Markierungen: {1}. Datei: {2}</translation>
    </message>
    <message>
        <source>Articles: {0}. File: {1}</source>
        <translation>Artikel: {0}. Datei: {1}</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Backups, newest first</source>
        <translation>Sicherungen, die neueste zuerst</translation>
    </message>
    <message>
        <source>Before a merge</source>
        <translation>Vor dem Zusammenführen</translation>
    </message>
    <message>
        <source>Before a new format</source>
        <translation>Vor einem neuen Format</translation>
    </message>
    <message>
        <source>Before a removal</source>
        <translation>Vor dem Entfernen</translation>
    </message>
    <message>
        <source>Before a restore</source>
        <translation>Vor dem Wiederherstellen</translation>
    </message>
    <message>
        <source>Before an import</source>
        <translation>Vor einem Import</translation>
    </message>
    <message>
        <source>Bring the project back to how it was on {0}?</source>
        <translation>Das Projekt auf den Stand vom {0} zurückbringen?</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Von Hand</translation>
    </message>
    <message>
        <source>Change folder …</source>
        <translation>Ordner ändern …</translation>
    </message>
    <message>
        <source>Changes since</source>
        <translation>Änderungen seither</translation>
    </message>
    <message>
        <source>Damaged, kept as it was</source>
        <translation>Beschädigt, unverändert aufbewahrt</translation>
    </message>
    <message>
        <source>During work</source>
        <translation>Während der Arbeit</translation>
    </message>
    <message>
        <source>Everybody who has it open sees it so. How it is now is backed up first, so that you can come back to it.</source>
        <translation>Alle, die es geöffnet haben, sehen es dann so. Der jetzige Stand wird vorher gesichert, sodass man zu ihm zurückkann.</translation>
    </message>
    <message>
        <source>Everything that was saved until then. File: {0}</source>
        <translation>Alles, was bis dahin gespeichert wurde. Datei: {0}</translation>
    </message>
    <message>
        <source>Folder: {0}</source>
        <translation>Ordner: {0}</translation>
    </message>
    <message>
        <source>It cannot be read: {0}</source>
        <translation>Sie lässt sich nicht lesen: {0}</translation>
    </message>
    <message>
        <source>Kept are the last ten, and one of each week for a quarter. The newest is never let go of.</source>
        <translation>Aufbewahrt werden die letzten zehn und für ein Vierteljahr eine aus jeder Woche. Die neueste bleibt immer.</translation>
    </message>
    <message>
        <source>Looking at the backups …</source>
        <translation>Die Sicherungen werden angesehen …</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Vom</translation>
    </message>
    <message>
        <source>Making a backup …</source>
        <translation>Es wird gesichert …</translation>
    </message>
    <message>
        <source>Once a day</source>
        <translation>Einmal am Tag</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Eine Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>Restore …</source>
        <translation>Wiederherstellen …</translation>
    </message>
    <message>
        <source>Restoring …</source>
        <translation>Das Projekt wird zurückgebracht …</translation>
    </message>
    <message>
        <source>Saved since a backup</source>
        <translation>Seit einer Sicherung gespeichert</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Spans since</source>
        <translation>Markierungen seither</translation>
    </message>
    <message>
        <source>The last backup could not be made: {0}.</source>
        <translation>Die letzte Sicherung ist nicht gelungen: {0}.</translation>
    </message>
    <message>
        <source>There is no backup of this project yet. One is made a little after opening, once a day, and before anything that changes much.</source>
        <translation>Von diesem Projekt gibt es noch keine Sicherung. Gesichert wird kurz nach dem Öffnen, einmal am Tag und vor allem, was viel ändert.</translation>
    </message>
    <message>
        <source>This project lies on a server, and so do its backups: they are the server’s. Who looks after the server makes one with:

pg_dump --format=custom --file=project.dump DATABASE

and brings it back with pg_restore. A pack for an annotator, or an export, is a file of your own.</source>
        <translation>Dieses Projekt liegt auf einem Server, und seine Sicherungen sind dessen Sache. Wer den Server betreut, macht eine mit:

pg_dump --format=custom --file=project.dump DATENBANK

und spielt sie mit pg_restore zurück. Ein Paket oder ein Export ist eine eigene Datei.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Anlass</translation>
    </message>
</context>
<context>
    <name>BeforeDone</name>
    <message>
        <source>Before this article is done</source>
        <translation>Bevor dieser Artikel erledigt ist</translation>
    </message>
    <message>
        <source>Done all the same (Return)</source>
        <translation>Trotzdem erledigt (Eingabe)</translation>
    </message>
    <message>
        <source>Go there (G)</source>
        <translation>Hingehen (G)</translation>
    </message>
    <message>
        <source>{0}, and {1} more</source>
        <translation>{0}, und {1} mehr</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
</context>
<context>
    <name>ClaimLinking</name>
    <message>
        <source>Looking for what is similar …</source>
        <translation>Ähnliches wird gesucht …</translation>
    </message>
    <message>
        <source>No other article has a span of this label, or a sentence like this one. Tag it there first.</source>
        <translation>Kein anderer Artikel hat eine Markierung dieses Labels oder einen Satz wie diesen. Erst dort markieren.</translation>
    </message>
    <message>
        <source>Spans of {0} begin no links to other articles.</source>
        <translation>Markierungen von {0} beginnen keine Verknüpfungen zu anderen Artikeln.</translation>
    </message>
    <message>
        <source>The article cannot be opened: {0}</source>
        <translation>Der Artikel kann nicht geöffnet werden: {0}</translation>
    </message>
    <message>
        <source>The current span has no link to another article.</source>
        <translation>Die aktuelle Markierung hat keine Verknüpfung zu einem anderen Artikel.</translation>
    </message>
    <message>
        <source>The span is no longer there.</source>
        <translation>Die Markierung gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no current span to link.</source>
        <translation>Keine aktuelle Markierung, die verknüpft werden könnte.</translation>
    </message>
    <message>
        <source>There is no link to take away.</source>
        <translation>Es gibt keine Verknüpfung, die entfernt werden könnte.</translation>
    </message>
    <message>
        <source>This is linked so already.</source>
        <translation>Das ist schon so verknüpft.</translation>
    </message>
    <message>
        <source>This is the first of {0} links; the inspector has all.</source>
        <translation>Das ist die erste von {0} Verknüpfungen; alle stehen unter „Markierung“.</translation>
    </message>
    <message>
        <source>What is similar cannot be read: {0}</source>
        <translation>Ähnliches kann nicht gelesen werden: {0}</translation>
    </message>
</context>
<context>
    <name>ClashDialog</name>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Changed by two</source>
        <translation>Von zweien geändert</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>Später entscheiden</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Digit</source>
        <translation>Ziffer</translation>
    </message>
    <message>
        <source>Guidelines</source>
        <translation>Richtlinien</translation>
    </message>
    <message>
        <source>Keep theirs</source>
        <translation>Das andere behalten</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>Kürzel</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verknüpfungen</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meines</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Place in the list</source>
        <translation>Platz in der Liste</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Jemand anders</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Das andere</translation>
    </message>
    <message>
        <source>Use mine</source>
        <translation>Meines nehmen</translation>
    </message>
    <message>
        <source>What the digit tags</source>
        <translation>Was die Ziffer markiert</translation>
    </message>
    <message>
        <source>{0} has changed “{1}” while you were changing it. Nothing is stored yet.</source>
        <translation>{0} hat „{1}“ geändert, während du es geändert hast. Noch ist nichts gespeichert.</translation>
    </message>
</context>
<context>
    <name>ColourField</name>
    <message>
        <source>Choose any other colour</source>
        <translation>Eine beliebige andere Farbe wählen</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Colour of the label</source>
        <translation>Farbe des Labels</translation>
    </message>
    <message>
        <source>Dark: text {0} : 1, line {1} : 1</source>
        <translation>Dunkel: Text {0} : 1, Linie {1} : 1</translation>
    </message>
    <message>
        <source>Light: text {0} : 1, line {1} : 1</source>
        <translation>Hell: Text {0} : 1, Linie {1} : 1</translation>
    </message>
    <message>
        <source>Other …</source>
        <translation>Andere …</translation>
    </message>
    <message>
        <source>Reads well.</source>
        <translation>Gut lesbar.</translation>
    </message>
    <message>
        <source>Too weak to be read well.</source>
        <translation>Zu schwach, um gut lesbar zu sein.</translation>
    </message>
    <message>
        <source>drawn darker to stand out</source>
        <translation>dunkler gezeichnet, damit sie auffällt</translation>
    </message>
    <message>
        <source>drawn lighter to stand out</source>
        <translation>heller gezeichnet, damit sie auffällt</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;Article</source>
        <translation>&amp;Artikel</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Span</source>
        <translation>&amp;Markierung</translation>
    </message>
    <message>
        <source>&amp;Team</source>
        <translation>&amp;Team</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>A&amp;nsicht</translation>
    </message>
    <message>
        <source>About Annotator</source>
        <translation>Über Annotator</translation>
    </message>
    <message>
        <source>Accept all of this kind here</source>
        <translation>Alle dieser Art hier annehmen</translation>
    </message>
    <message>
        <source>Accept all suggestions of the article</source>
        <translation>Alle Vorschläge des Artikels annehmen</translation>
    </message>
    <message>
        <source>Accept all with this text</source>
        <translation>Alle mit diesem Text annehmen</translation>
    </message>
    <message>
        <source>Accept the suggestion</source>
        <translation>Vorschlag annehmen</translation>
    </message>
    <message>
        <source>Add the selection as a fragment</source>
        <translation>Auswahl als Fragment hinzufügen</translation>
    </message>
    <message>
        <source>Agreement …</source>
        <translation>Übereinstimmung …</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Assign articles …</source>
        <translation>Artikel zuteilen …</translation>
    </message>
    <message>
        <source>Attributes of the span</source>
        <translation>Attribute der Markierung</translation>
    </message>
    <message>
        <source>Backups …</source>
        <translation>Sicherungen …</translation>
    </message>
    <message>
        <source>Boilerplate as it is</source>
        <translation>Boilerplate wie es ist</translation>
    </message>
    <message>
        <source>Boilerplate dimmed</source>
        <translation>Boilerplate abgeblendet</translation>
    </message>
    <message>
        <source>Boilerplate folded to a mark</source>
        <translation>Boilerplate eingeklappt</translation>
    </message>
    <message>
        <source>Change annotator …</source>
        <translation>Annotator wechseln …</translation>
    </message>
    <message>
        <source>Change keys …</source>
        <translation>Tasten ändern …</translation>
    </message>
    <message>
        <source>Compare and settle …</source>
        <translation>Vergleichen und entscheiden …</translation>
    </message>
    <message>
        <source>Conflicts …</source>
        <translation>Konflikte …</translation>
    </message>
    <message>
        <source>Copy selected text</source>
        <translation>Ausgewählten Text kopieren</translation>
    </message>
    <message>
        <source>Cut boilerplate out of the span</source>
        <translation>Boilerplate aus der Markierung schneiden</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkles Design</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Deutsch</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Done, next article</source>
        <translation>Erledigt, nächster Artikel</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>End one character left</source>
        <translation>Ende ein Zeichen nach links</translation>
    </message>
    <message>
        <source>End one character right</source>
        <translation>Ende ein Zeichen nach rechts</translation>
    </message>
    <message>
        <source>End one word left</source>
        <translation>Ende ein Wort nach links</translation>
    </message>
    <message>
        <source>End one word right</source>
        <translation>Ende ein Wort nach rechts</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Filter articles</source>
        <translation>Artikel filtern</translation>
    </message>
    <message>
        <source>Find a command …</source>
        <translation>Befehl suchen …</translation>
    </message>
    <message>
        <source>Find in the article</source>
        <translation>Im Artikel suchen</translation>
    </message>
    <message>
        <source>Find in the project …</source>
        <translation>Im Projekt suchen …</translation>
    </message>
    <message>
        <source>Focus on the paragraph</source>
        <translation>Auf den Absatz konzentrieren</translation>
    </message>
    <message>
        <source>Follow the link to another article</source>
        <translation>Verknüpfung zu anderem Artikel folgen</translation>
    </message>
    <message>
        <source>Font and line height …</source>
        <translation>Schrift und Zeilenhöhe …</translation>
    </message>
    <message>
        <source>Go to a span</source>
        <translation>Zu einer Markierung</translation>
    </message>
    <message>
        <source>Go to the list of links</source>
        <translation>Zur Liste der Verknüpfungen gehen</translation>
    </message>
    <message>
        <source>Go to the list of spans</source>
        <translation>Zur Liste der Markierungen</translation>
    </message>
    <message>
        <source>Go to the text</source>
        <translation>Zum Text</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Hide or show a label …</source>
        <translation>Label aus- oder einblenden …</translation>
    </message>
    <message>
        <source>History …</source>
        <translation>Verlauf …</translation>
    </message>
    <message>
        <source>Import articles …</source>
        <translation>Artikel importieren …</translation>
    </message>
    <message>
        <source>Join with the next of its label</source>
        <translation>Mit der nächsten desselben Labels verbinden</translation>
    </message>
    <message>
        <source>Join with the previous of its label</source>
        <translation>Mit der vorigen desselben Labels verbinden</translation>
    </message>
    <message>
        <source>Jump to</source>
        <translation>Springen zu</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Labels of this article …</source>
        <translation>Labels dieses Artikels …</translation>
    </message>
    <message>
        <source>Labels …</source>
        <translation>Labels …</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>Sprache des Systems</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Text größer</translation>
    </message>
    <message>
        <source>Leave boilerplate out of new spans</source>
        <translation>Boilerplate aus neuen Markierungen auslassen</translation>
    </message>
    <message>
        <source>Leave out spaces at the ends</source>
        <translation>Leerzeichen an den Enden weglassen</translation>
    </message>
    <message>
        <source>Leave the part out, or take it in</source>
        <translation>Den Teil weglassen oder hinzunehmen</translation>
    </message>
    <message>
        <source>Let go of selection and span</source>
        <translation>Auswahl und Markierung loslassen</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Helles Design</translation>
    </message>
    <message>
        <source>Line guide</source>
        <translation>Zeilenlineal</translation>
    </message>
    <message>
        <source>Link to a claim in another article …</source>
        <translation>Mit Behauptung in anderem Artikel verknüpfen …</translation>
    </message>
    <message>
        <source>Link to … (its first link, as speaker)</source>
        <translation>Verknüpfen mit … (erste Art, etwa Sprecher)</translation>
    </message>
    <message>
        <source>Link to … (its second, as cue)</source>
        <translation>Verknüpfen mit … (zweite Art, etwa Redeeinleitung)</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verknüpfungen</translation>
    </message>
    <message>
        <source>Links on the page</source>
        <translation>Verknüpfungen auf der Seite</translation>
    </message>
    <message>
        <source>Mark as</source>
        <translation>Kennzeichnen als</translation>
    </message>
    <message>
        <source>Mark done</source>
        <translation>Als erledigt kennzeichnen</translation>
    </message>
    <message>
        <source>Mark done for several …</source>
        <translation>Für mehrere als erledigt kennzeichnen …</translation>
    </message>
    <message>
        <source>Mark in progress</source>
        <translation>Als in Arbeit kennzeichnen</translation>
    </message>
    <message>
        <source>Mark new</source>
        <translation>Als neu kennzeichnen</translation>
    </message>
    <message>
        <source>Mark skipped</source>
        <translation>Als übersprungen kennzeichnen</translation>
    </message>
    <message>
        <source>Merge packs …</source>
        <translation>Pakete zusammenführen …</translation>
    </message>
    <message>
        <source>My differences from gold</source>
        <translation>Meine Abweichungen von Gold</translation>
    </message>
    <message>
        <source>Narrow it again</source>
        <translation>Auswahl wieder verkleinern</translation>
    </message>
    <message>
        <source>New project …</source>
        <translation>Neues Projekt …</translation>
    </message>
    <message>
        <source>Next article</source>
        <translation>Nächster Artikel</translation>
    </message>
    <message>
        <source>Next article of this story</source>
        <translation>Nächster Artikel dieser Geschichte</translation>
    </message>
    <message>
        <source>Next clause</source>
        <translation>Nächster Satzteil</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Next name without a span</source>
        <translation>Nächster Name ohne Markierung</translation>
    </message>
    <message>
        <source>Next paragraph</source>
        <translation>Nächster Absatz</translation>
    </message>
    <message>
        <source>Next part of it</source>
        <translation>Sein nächster Teil</translation>
    </message>
    <message>
        <source>Next quotation mark</source>
        <translation>Nächstes Anführungszeichen</translation>
    </message>
    <message>
        <source>Next sentence</source>
        <translation>Nächster Satz</translation>
    </message>
    <message>
        <source>Next sentence without a span</source>
        <translation>Nächster Satz ohne Markierung</translation>
    </message>
    <message>
        <source>Next span</source>
        <translation>Nächste Markierung</translation>
    </message>
    <message>
        <source>Next suggestion</source>
        <translation>Nächster Vorschlag</translation>
    </message>
    <message>
        <source>Open project …</source>
        <translation>Projekt öffnen …</translation>
    </message>
    <message>
        <source>Other span at this place</source>
        <translation>Andere Markierung an dieser Stelle</translation>
    </message>
    <message>
        <source>Outline what a label’s key would take</source>
        <translation>Umrahmen, was die Taste eines Labels nähme</translation>
    </message>
    <message>
        <source>Pack for an annotator …</source>
        <translation>Paket für einen Annotator …</translation>
    </message>
    <message>
        <source>Paragraphs</source>
        <translation>Absätze</translation>
    </message>
    <message>
        <source>Paste as an article …</source>
        <translation>Als Artikel einfügen …</translation>
    </message>
    <message>
        <source>People …</source>
        <translation>Personen …</translation>
    </message>
    <message>
        <source>Previous article</source>
        <translation>Voriger Artikel</translation>
    </message>
    <message>
        <source>Previous clause</source>
        <translation>Voriger Satzteil</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Previous name without a span</source>
        <translation>Voriger Name ohne Markierung</translation>
    </message>
    <message>
        <source>Previous paragraph</source>
        <translation>Voriger Absatz</translation>
    </message>
    <message>
        <source>Previous quotation mark</source>
        <translation>Voriges Anführungszeichen</translation>
    </message>
    <message>
        <source>Previous sentence</source>
        <translation>Voriger Satz</translation>
    </message>
    <message>
        <source>Previous span</source>
        <translation>Vorige Markierung</translation>
    </message>
    <message>
        <source>Previous suggestion</source>
        <translation>Voriger Vorschlag</translation>
    </message>
    <message>
        <source>Print …</source>
        <translation>Drucken …</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Read the guidelines</source>
        <translation>Richtlinien lesen</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Reject all of this kind here</source>
        <translation>Alle dieser Art hier ablehnen</translation>
    </message>
    <message>
        <source>Reject all suggestions of the article</source>
        <translation>Alle Vorschläge des Artikels ablehnen</translation>
    </message>
    <message>
        <source>Reject all with this text</source>
        <translation>Alle mit diesem Text ablehnen</translation>
    </message>
    <message>
        <source>Reject the suggestion</source>
        <translation>Vorschlag ablehnen</translation>
    </message>
    <message>
        <source>Release the data set …</source>
        <translation>Datensatz herausgeben …</translation>
    </message>
    <message>
        <source>Remove articles …</source>
        <translation>Artikel entfernen …</translation>
    </message>
    <message>
        <source>Save as PDF …</source>
        <translation>Als PDF speichern …</translation>
    </message>
    <message>
        <source>Se&amp;lect</source>
        <translation>A&amp;uswahl</translation>
    </message>
    <message>
        <source>Select the spans inside</source>
        <translation>Die Markierungen darin auswählen</translation>
    </message>
    <message>
        <source>Select to next paragraph</source>
        <translation>Bis zum nächsten Absatz auswählen</translation>
    </message>
    <message>
        <source>Select to next sentence</source>
        <translation>Bis zum nächsten Satz auswählen</translation>
    </message>
    <message>
        <source>Select to previous paragraph</source>
        <translation>Bis zum vorigen Absatz auswählen</translation>
    </message>
    <message>
        <source>Select to previous sentence</source>
        <translation>Bis zum vorigen Satz auswählen</translation>
    </message>
    <message>
        <source>Select to the end of the clause</source>
        <translation>Bis zum Ende des Satzteils auswählen</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>Set its attributes for all equal texts</source>
        <translation>Ihre Attribute für alle gleichen Texte setzen</translation>
    </message>
    <message>
        <source>Show all labels</source>
        <translation>Alle Labels einblenden</translation>
    </message>
    <message>
        <source>Show all links on the page</source>
        <translation>Alle Verknüpfungen auf der Seite zeigen</translation>
    </message>
    <message>
        <source>Show and hide</source>
        <translation>Ein- und ausblenden</translation>
    </message>
    <message>
        <source>Show one label alone …</source>
        <translation>Nur ein Label zeigen …</translation>
    </message>
    <message>
        <source>Skip, next article</source>
        <translation>Überspringen, nächster Artikel</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Text kleiner</translation>
    </message>
    <message>
        <source>Snap</source>
        <translation>Ausrichten an</translation>
    </message>
    <message>
        <source>Snap to characters</source>
        <translation>An Zeichen ausrichten</translation>
    </message>
    <message>
        <source>Snap to sentences</source>
        <translation>An Sätzen ausrichten</translation>
    </message>
    <message>
        <source>Snap to the next of these</source>
        <translation>Zur nächsten Ausrichtung wechseln</translation>
    </message>
    <message>
        <source>Snap to words</source>
        <translation>An Wörtern ausrichten</translation>
    </message>
    <message>
        <source>Spans and guidelines</source>
        <translation>Markierungen und Richtlinien</translation>
    </message>
    <message>
        <source>Spans of words and names count for it, too</source>
        <translation>Auch Wörter und Namen zählen dabei als Markierung</translation>
    </message>
    <message>
        <source>Split and join</source>
        <translation>Teilen und verbinden</translation>
    </message>
    <message>
        <source>Split at the caret</source>
        <translation>An der Einfügemarke teilen</translation>
    </message>
    <message>
        <source>Start one character left</source>
        <translation>Anfang ein Zeichen nach links</translation>
    </message>
    <message>
        <source>Start one character right</source>
        <translation>Anfang ein Zeichen nach rechts</translation>
    </message>
    <message>
        <source>Start one word left</source>
        <translation>Anfang ein Wort nach links</translation>
    </message>
    <message>
        <source>Start one word right</source>
        <translation>Anfang ein Wort nach rechts</translation>
    </message>
    <message>
        <source>Statistics …</source>
        <translation>Statistik …</translation>
    </message>
    <message>
        <source>Suggest while I annotate</source>
        <translation>Beim Annotieren vorschlagen</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Suggestions …</source>
        <translation>Vorschläge …</translation>
    </message>
    <message>
        <source>Tag as</source>
        <translation>Markieren als</translation>
    </message>
    <message>
        <source>Tag every same text here</source>
        <translation>Jeden gleichen Text hier markieren</translation>
    </message>
    <message>
        <source>Tag every same text in the project …</source>
        <translation>Jeden gleichen Text im Projekt markieren …</translation>
    </message>
    <message>
        <source>Tag with the last label again</source>
        <translation>Noch einmal mit dem letzten Label markieren</translation>
    </message>
    <message>
        <source>Take a fragment away</source>
        <translation>Ein Fragment wegnehmen</translation>
    </message>
    <message>
        <source>Take the proposed attributes</source>
        <translation>Die vorgeschlagenen Attribute übernehmen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Design</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>Design des Systems</translation>
    </message>
    <message>
        <source>Title and metadata …</source>
        <translation>Titel und Metadaten …</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Rundgang</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Unsure of this article</source>
        <translation>Dieser Artikel ist unsicher</translation>
    </message>
    <message>
        <source>Unsure of this span</source>
        <translation>Diese Markierung ist unsicher</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>Übliche Textgröße</translation>
    </message>
    <message>
        <source>Widen the selection</source>
        <translation>Auswahl erweitern</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Notiz schreiben</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Close the second page</source>
        <translation>Zweite Seite schließen</translation>
    </message>
    <message>
        <source>Close the second page (Esc)</source>
        <translation>Zweite Seite schließen (Esc)</translation>
    </message>
    <message>
        <source>O  Open article</source>
        <translation>O  Artikel öffnen</translation>
    </message>
    <message>
        <source>Open the other article</source>
        <translation>Den anderen Artikel öffnen</translation>
    </message>
    <message>
        <source>Remove link</source>
        <translation>Verknüpfung entfernen</translation>
    </message>
    <message>
        <source>Remove link (Delete)</source>
        <translation>Verknüpfung entfernen (Entf)</translation>
    </message>
    <message>
        <source>The other article</source>
        <translation>Der andere Artikel</translation>
    </message>
    <message>
        <source>The same in other articles, the most similar first</source>
        <translation>Dasselbe in anderen Artikeln, das Ähnlichste zuerst</translation>
    </message>
</context>
<context>
    <name>ConditionBox</name>
    <message>
        <source>From suggestions</source>
        <translation>Aus Vorschlägen</translation>
    </message>
    <message>
        <source>No further filter</source>
        <translation>Kein weiterer Filter</translation>
    </message>
    <message>
        <source>Show spans by what is said of them</source>
        <translation>Markierungen nach dem zeigen, was zu ihnen gesagt ist</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>With a note</source>
        <translation>Mit Notiz</translation>
    </message>
    <message>
        <source>Without {0}</source>
        <translation>Ohne {0}</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>{0} not set</source>
        <translation>{0} nicht gesetzt</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>Conflicts</name>
    <message>
        <source>Answer to a suggestion</source>
        <translation>Antwort auf einen Vorschlag</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Label {0}</source>
        <translation>Label {0}</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Verknüpfung</translation>
    </message>
    <message>
        <source>Link {0}</source>
        <translation>Als {0} verknüpfen</translation>
    </message>
    <message>
        <source>Name of an annotator</source>
        <translation>Name eines Annotators</translation>
    </message>
    <message>
        <source>Note: {0}</source>
        <translation>Notiz: {0}</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>Markierung</translation>
    </message>
    <message>
        <source>Status for {0}</source>
        <translation>Status bei {0}</translation>
    </message>
    <message>
        <source>The other copy removed it; the change was kept.</source>
        <translation>Die andere Kopie hat es gelöscht; die Änderung blieb.</translation>
    </message>
    <message>
        <source>Title or metadata</source>
        <translation>Titel oder Metadaten</translation>
    </message>
    <message>
        <source>Two labels are called {0}: they are one now</source>
        <translation>Zwei Labels heißen {0}: sie sind jetzt eines</translation>
    </message>
    <message>
        <source>a link that one copy has changed</source>
        <translation>eine Verknüpfung, die eine Kopie geändert hat</translation>
    </message>
    <message>
        <source>another version</source>
        <translation>eine andere Fassung</translation>
    </message>
    <message>
        <source>found by a merge: {0}</source>
        <translation>beim Zusammenführen gefunden: {0}</translation>
    </message>
    <message>
        <source>key {0}</source>
        <translation>Taste {0}</translation>
    </message>
    <message>
        <source>no longer there</source>
        <translation>nicht mehr da</translation>
    </message>
    <message>
        <source>one version holds</source>
        <translation>eine Fassung gilt</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>{0} “{1}”</source>
        <translation>{0} „{1}“</translation>
    </message>
    <message>
        <source>{0}, in “{1}”</source>
        <translation>{0}, in „{1}“</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>„{0}“</translation>
    </message>
</context>
<context>
    <name>ConflictsDialog</name>
    <message>
        <source>1 conflict.</source>
        <translation>1 Konflikt.</translation>
    </message>
    <message>
        <source>Both versions are kept. Say which one holds: it is recorded under your name, and Undo brings the conflict back.</source>
        <translation>Beide Fassungen sind da. Welche gilt, wird unter Ihrem Namen festgehalten; Rückgängig bringt den Konflikt zurück.</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>Conflicts to settle</source>
        <translation>Zu lösende Konflikte</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>Keep the other</source>
        <translation>Die andere behalten</translation>
    </message>
    <message>
        <source>Keep this one</source>
        <translation>Diese behalten</translation>
    </message>
    <message>
        <source>Settled: {0}</source>
        <translation>Gelöst: {0}</translation>
    </message>
    <message>
        <source>The other one</source>
        <translation>Die andere</translation>
    </message>
    <message>
        <source>There is no conflict to settle.</source>
        <translation>Es ist kein Konflikt zu lösen.</translation>
    </message>
    <message>
        <source>This is a span of {0}. Change the annotator to work on it.</source>
        <translation>Diese Markierung ist von {0}. Wechseln Sie den Annotator, um an ihr zu arbeiten.</translation>
    </message>
    <message>
        <source>This one, in the project</source>
        <translation>Diese, im Projekt</translation>
    </message>
    <message>
        <source>{0} conflicts.</source>
        <translation>{0} Konflikte.</translation>
    </message>
</context>
<context>
    <name>ConfusionPage</name>
    <message>
        <source>All pairs</source>
        <translation>Alle Paare</translation>
    </message>
    <message>
        <source>Cases by what the one of a pair called it and what the other did.</source>
        <translation>Fälle danach, wie es der eine eines Paares nannte und wie der andere.</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>Verwechslungen</translation>
    </message>
    <message>
        <source>Label confusion</source>
        <translation>Verwechslung der Labels</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>Rows: {0}. Columns: {1}.</source>
        <translation>Zeilen: {0}. Spalten: {1}.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>{0} and {1}: {2}</source>
        <translation>{0} und {1}: {2}</translation>
    </message>
</context>
<context>
    <name>CounterpartModel</name>
    <message>
        <source>linked: {0}</source>
        <translation>verknüpft: {0}</translation>
    </message>
    <message>
        <source>no span yet</source>
        <translation>noch keine Markierung</translation>
    </message>
    <message>
        <source>{0} % similar</source>
        <translation>{0} % ähnlich</translation>
    </message>
    <message>
        <source>{0} from there</source>
        <translation>{0} von dort</translation>
    </message>
</context>
<context>
    <name>CounterpartRow</name>
    <message>
        <source>no span yet</source>
        <translation>noch keine Markierung</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Annotator ended unexpectedly the last time. Everything up to your last action is on disk. The report lies in {0}</source>
        <translation>Annotator ist beim letzten Mal unerwartet beendet worden. Alles bis zu Ihrer letzten Handlung liegt auf der Platte. Der Bericht liegt in {0}</translation>
    </message>
    <message>
        <source>Annotator made a mistake</source>
        <translation>Annotator hat einen Fehler gemacht</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>It has happened {0} times.</source>
        <translation>Das ist {0}-mal geschehen.</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Neu öffnen</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Something could not be finished because of a fault in the program. Everything up to your last action is on disk. “Go on” shows it anew from there; if the fault comes back, open the project again.</source>
        <translation>Etwas konnte wegen eines Programmfehlers nicht zu Ende geführt werden. Alles bis zu Ihrer letzten Handlung liegt auf der Platte. „Weiter“ zeigt es von dort neu; kehrt der Fehler wieder, öffnen Sie das Projekt noch einmal.</translation>
    </message>
    <message>
        <source>The program could not start because of a fault in it. Your projects are on disk as they were.</source>
        <translation>Das Programm konnte wegen eines eigenen Fehlers nicht starten. Ihre Projekte liegen unverändert auf der Platte.</translation>
    </message>
    <message>
        <source>The program made a mistake again.</source>
        <translation>Das Programm hat wieder einen Fehler gemacht.</translation>
    </message>
    <message>
        <source>The program made a mistake again. The report lies in {0}</source>
        <translation>Das Programm hat wieder einen Fehler gemacht. Der Bericht liegt in {0}</translation>
    </message>
    <message>
        <source>The report holds no text of articles. It could not be written to disk.</source>
        <translation>Der Bericht enthält keinen Text von Artikeln. Er konnte nicht auf die Platte geschrieben werden.</translation>
    </message>
    <message>
        <source>The report holds no text of articles. It lies in {0}</source>
        <translation>Der Bericht enthält keinen Text von Artikeln. Er liegt in {0}</translation>
    </message>
</context>
<context>
    <name>DescribeDialog</name>
    <message>
        <source>&amp;Date</source>
        <translation>&amp;Datum</translation>
    </message>
    <message>
        <source>&amp;Source</source>
        <translation>&amp;Quelle</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metadaten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Title and metadata</source>
        <translation>Titel und Metadaten</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>What else is known; an empty value is taken out:</source>
        <translation>Was sonst bekannt ist; ein leerer Wert wird herausgenommen:</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>What you choose is not remembered: {0} cannot be written.</source>
        <translation>Was Sie einstellen, wird nicht behalten: {0} ist nicht beschreibbar.</translation>
    </message>
</context>
<context>
    <name>DetailPage</name>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>All alike</source>
        <translation>Alle gleich</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Attributes on matched spans</source>
        <translation>Attribute an zugeordneten Markierungen</translation>
    </message>
    <message>
        <source>Compute gamma</source>
        <translation>Gamma berechnen</translation>
    </message>
    <message>
        <source>Equal</source>
        <translation>Gleich</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>Gamma looks at all labels at once, and at an annotator’s own overlapping spans. It may take minutes; it can be stopped.</source>
        <translation>Gamma betrachtet alle Labels zugleich, auch überlappende Markierungen eines Annotators. Es kann Minuten dauern und lässt sich anhalten.</translation>
    </message>
    <message>
        <source>Gamma, attributes and links</source>
        <translation>Gamma, Attribute und Verknüpfungen</translation>
    </message>
    <message>
        <source>In common</source>
        <translation>Gemeinsam</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Labels of whole articles</source>
        <translation>Labels ganzer Artikel</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Verknüpfung</translation>
    </message>
    <message>
        <source>Linked by both</source>
        <translation>Von beiden verknüpft</translation>
    </message>
    <message>
        <source>Linked by one</source>
        <translation>Von einem verknüpft</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verknüpfungen</translation>
    </message>
    <message>
        <source>Links at matched spans</source>
        <translation>Verknüpfungen an zugeordneten Markierungen</translation>
    </message>
    <message>
        <source>No matched spans have attributes.</source>
        <translation>Keine zugeordneten Markierungen haben Attribute.</translation>
    </message>
    <message>
        <source>No matched spans have links.</source>
        <translation>Keine zugeordneten Markierungen haben Verknüpfungen.</translation>
    </message>
    <message>
        <source>Not computed.</source>
        <translation>Nicht berechnet.</translation>
    </message>
    <message>
        <source>Set by both</source>
        <translation>Von beiden gesetzt</translation>
    </message>
    <message>
        <source>Set by one</source>
        <translation>Von einem gesetzt</translation>
    </message>
    <message>
        <source>Share equal</source>
        <translation>Anteil gleich</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>There are no labels of articles.</source>
        <translation>Es gibt keine Labels für Artikel.</translation>
    </message>
    <message>
        <source>alpha</source>
        <translation>Alpha</translation>
    </message>
</context>
<context>
    <name>DifferencePanel</name>
    <message>
        <source>List what is the same, too</source>
        <translation>Auch Gleiches auflisten</translation>
    </message>
    <message>
        <source>My differences from gold</source>
        <translation>Meine Abweichungen von Gold</translation>
    </message>
</context>
<context>
    <name>Differing</name>
    <message>
        <source>All your spans are as in gold.</source>
        <translation>Alle Ihre Markierungen sind wie in Gold.</translation>
    </message>
    <message>
        <source>Boundary</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Extra</source>
        <translation>Zusätzlich</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>Gold</translation>
    </message>
    <message>
        <source>Gold can be seen when both you and gold are done with an article.</source>
        <translation>Gold ist zu sehen, wenn ein Artikel von Ihnen und in Gold erledigt ist.</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Übersehen</translation>
    </message>
    <message>
        <source>Nothing to compare yet: {0}.</source>
        <translation>Noch nichts zu vergleichen: {0}.</translation>
    </message>
    <message>
        <source>Open an article first.</source>
        <translation>Zuerst einen Artikel öffnen.</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Gleich</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>{0} and gold</source>
        <translation>{0} und Gold</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
</context>
<context>
    <name>DisputeCard</name>
    <message>
        <source>Accept ticked</source>
        <translation>Angekreuzte annehmen</translation>
    </message>
    <message>
        <source>Blind: A, B, C instead of names (B)</source>
        <translation>Blind: A, B, C statt Namen (B)</translation>
    </message>
    <message>
        <source>Draw {0}</source>
        <translation>Als {0} markieren</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>Hier nichts</translation>
    </message>
    <message>
        <source>Or select words and give them a label:</source>
        <translation>Oder Wörter auswählen und ihnen ein Label geben:</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Begründung</translation>
    </message>
    <message>
        <source>Reason, kept for the next one (R)</source>
        <translation>Begründung, bleibt für die nächste (R)</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Then go to the next open one</source>
        <translation>Danach zur nächsten offenen</translation>
    </message>
    <message>
        <source>Who has marked what</source>
        <translation>Wer was markiert hat</translation>
    </message>
</context>
<context>
    <name>Drafting</name>
    <message>
        <source>Go to the part first that is to be left out.</source>
        <translation>Zuerst zu dem Teil gehen, der weggelassen werden soll.</translation>
    </message>
    <message>
        <source>It is all of the text.</source>
        <translation>Er umfasst den ganzen Text.</translation>
    </message>
    <message>
        <source>Part {0} of {1}: {2}</source>
        <translation>Teil {0} von {1}: {2}</translation>
    </message>
    <message>
        <source>Something has to be left of it; reject it to have nothing.</source>
        <translation>Etwas muss davon bleiben; wer nichts davon will, lehnt ihn ab.</translation>
    </message>
    <message>
        <source>Suggestion: {0}</source>
        <translation>Vorschlag: {0}</translation>
    </message>
    <message>
        <source>The edge cannot move further.</source>
        <translation>Die Grenze kann nicht weiter verschoben werden.</translation>
    </message>
    <message>
        <source>The suggestion was not widened.</source>
        <translation>Der Vorschlag wurde nicht erweitert.</translation>
    </message>
    <message>
        <source>The whole suggestion</source>
        <translation>Der ganze Vorschlag</translation>
    </message>
    <message>
        <source>There is no suggestion with parts here. H goes to the next one.</source>
        <translation>Hier ist kein Vorschlag mit Teilen. H geht zum nächsten.</translation>
    </message>
    <message>
        <source>This suggestion has no parts.</source>
        <translation>Dieser Vorschlag hat keine Teile.</translation>
    </message>
</context>
<context>
    <name>EmptyPage</name>
    <message>
        <source>File ▸ Import</source>
        <translation>Datei ▸ Importieren</translation>
    </message>
    <message>
        <source>No article is open. Choose one in the list.</source>
        <translation>Kein Artikel ist geöffnet. Bitte einen in der Liste wählen.</translation>
    </message>
    <message>
        <source>No articles yet. Drop files or a folder here, or import them with {0}.</source>
        <translation>Noch keine Artikel. Dateien oder einen Ordner hier ablegen, oder mit {0} importieren.</translation>
    </message>
</context>
<context>
    <name>Enablement</name>
    <message>
        <source>“{0}” is not possible: {1}.</source>
        <translation>„{0}“ ist nicht möglich: {1}.</translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>not possible now</source>
        <translation>jetzt nicht möglich</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
</context>
<context>
    <name>EntryRow</name>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>&amp;Choose …</source>
        <translation>&amp;Wählen …</translation>
    </message>
    <message>
        <source>&amp;Leave out what is damaged, and export the rest</source>
        <translation>Beschädigtes &amp;weglassen und den Rest exportieren</translation>
    </message>
    <message>
        <source>Choose at least one annotator.</source>
        <translation>Mindestens einen Annotator wählen.</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Exported to {0}.</source>
        <translation>Nach {0} exportiert.</translation>
    </message>
    <message>
        <source>Exported {0} to {1}.</source>
        <translation>{0} nach {1} exportiert.</translation>
    </message>
    <message>
        <source>Exporting …</source>
        <translation>Export läuft …</translation>
    </message>
    <message>
        <source>Left out: {0} to spans that are not in the file.</source>
        <translation>Weggelassen: {0} zu Markierungen, die nicht in der Datei sind.</translation>
    </message>
    <message>
        <source>Nothing was exported: {0}.</source>
        <translation>Nichts wurde exportiert: {0}.</translation>
    </message>
    <message>
        <source>Of {0} something could not be read and was left out.</source>
        <translation>Von {0} ließ sich etwas nicht lesen und wurde weggelassen.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was exported.</source>
        <translation>Angehalten. Nichts wurde exportiert.</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>The file is there and will be replaced.</source>
        <translation>Die Datei gibt es schon; sie wird ersetzt.</translation>
    </message>
    <message>
        <source>There is something already; choose another folder.</source>
        <translation>Dort ist schon etwas; bitte einen anderen Ordner wählen.</translation>
    </message>
</context>
<context>
    <name>ExportForm</name>
    <message>
        <source>&amp;Offsets count</source>
        <translation>P&amp;ositionen zählen</translation>
    </message>
    <message>
        <source>Cannot hold everything: {0}.</source>
        <translation>Kann nicht alles aufnehmen: {0}.</translation>
    </message>
    <message>
        <source>Forma&amp;t</source>
        <translation>Forma&amp;t</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Holds everything.</source>
        <translation>Nimmt alles auf.</translation>
    </message>
    <message>
        <source>UTF-16 units</source>
        <translation>UTF-16-Einheiten</translation>
    </message>
    <message>
        <source>What offsets count</source>
        <translation>Was Positionen zählen</translation>
    </message>
    <message>
        <source>bytes of UTF-8</source>
        <translation>Bytes von UTF-8</translation>
    </message>
    <message>
        <source>characters (code points)</source>
        <translation>Zeichen (Codepoints)</translation>
    </message>
</context>
<context>
    <name>ExportPreview</name>
    <message>
        <source>Counting what would be written …</source>
        <translation>Es wird gezählt, was geschrieben würde …</translation>
    </message>
    <message>
        <source>File of the preview</source>
        <translation>Datei der Vorschau</translation>
    </message>
    <message>
        <source>Not everything can be read:</source>
        <translation>Nicht alles lässt sich lesen:</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>Nichts geht verloren.</translation>
    </message>
    <message>
        <source>Nothing was lost.</source>
        <translation>Nichts ging verloren.</translation>
    </message>
    <message>
        <source>Nothing would be exported.</source>
        <translation>Nichts würde exportiert.</translation>
    </message>
    <message>
        <source>The first record as it will be written</source>
        <translation>Der erste Datensatz, wie er geschrieben wird</translation>
    </message>
    <message>
        <source>This is no text: {0} bytes.</source>
        <translation>Das ist kein Text: {0} Bytes.</translation>
    </message>
    <message>
        <source>To be written: {0}.</source>
        <translation>Zu schreiben: {0}.</translation>
    </message>
    <message>
        <source>What the format cannot hold</source>
        <translation>Was das Format nicht aufnehmen kann</translation>
    </message>
    <message>
        <source>What the format cannot hold:</source>
        <translation>Was das Format nicht aufnehmen kann:</translation>
    </message>
    <message>
        <source>Written: {0}.</source>
        <translation>Geschrieben: {0}.</translation>
    </message>
    <message>
        <source>left out: {0}: {1}</source>
        <translation>weggelassen: {0}: {1}</translation>
    </message>
    <message>
        <source>{0} to spans that are not in the file</source>
        <translation>{0} zu Markierungen, die nicht in der Datei sind</translation>
    </message>
</context>
<context>
    <name>FileMenu</name>
    <message>
        <source>Tag as “{0}”</source>
        <translation>Als „{0}“ markieren</translation>
    </message>
    <message>
        <source>The project was restored.</source>
        <translation>Das Projekt wurde wiederhergestellt.</translation>
    </message>
</context>
<context>
    <name>FileNames</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>{0} file</source>
        <translation>{0}-Datei</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Capital and small letters differ</source>
        <translation>Groß- und Kleinschreibung beachten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Find in the article</source>
        <translation>Im Artikel suchen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>Suche läuft …</translation>
    </message>
    <message>
        <source>Text to find</source>
        <translation>Gesuchter Text</translation>
    </message>
    <message>
        <source>This takes too long to find here.</source>
        <translation>Diese Suche dauert hier zu lange.</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation>Nur ganze Wörter</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>“{0}”: {1}</source>
        <translation>„{0}“: {1}</translation>
    </message>
</context>
<context>
    <name>FoldedEdge</name>
    <message>
        <source>Show “{0}”</source>
        <translation>„{0}“ zeigen</translation>
    </message>
</context>
<context>
    <name>Gestures</name>
    <message>
        <source>No label has been used yet.</source>
        <translation>Noch wurde kein Label verwendet.</translation>
    </message>
    <message>
        <source>No quotation marks here: the paragraph was tagged as a block quote.</source>
        <translation>Hier stehen keine Anführungszeichen: Der Absatz wurde als Blockzitat markiert.</translation>
    </message>
    <message>
        <source>No quotation marks here: the sentence was tagged.</source>
        <translation>Hier stehen keine Anführungszeichen: Der Satz wurde markiert.</translation>
    </message>
    <message>
        <source>Nothing was tagged: “{0}” is hidden. Show it first.</source>
        <translation>Nichts wurde markiert: „{0}“ ist ausgeblendet. Erst einblenden.</translation>
    </message>
    <message>
        <source>One half would be empty.</source>
        <translation>Eine Hälfte wäre leer.</translation>
    </message>
    <message>
        <source>Select some text first: there is nothing to tag at the caret.</source>
        <translation>Erst Text auswählen: An der Einfügemarke gibt es nichts zu markieren.</translation>
    </message>
    <message>
        <source>The boilerplate in it was left out.</source>
        <translation>Das Boilerplate darin wurde ausgelassen.</translation>
    </message>
    <message>
        <source>The edge cannot move further.</source>
        <translation>Der Rand kann nicht weiter verschoben werden.</translation>
    </message>
    <message>
        <source>The quoted passage of this sentence was tagged.</source>
        <translation>Markiert wurde das Zitat in diesem Satz.</translation>
    </message>
    <message>
        <source>There is no current span to delete.</source>
        <translation>Keine aktuelle Markierung, die gelöscht werden könnte.</translation>
    </message>
    <message>
        <source>There is no current span to flag.</source>
        <translation>Keine aktuelle Markierung, die gekennzeichnet werden könnte.</translation>
    </message>
    <message>
        <source>There is no current span to resize.</source>
        <translation>Keine aktuelle Markierung, deren Rand verschoben werden könnte.</translation>
    </message>
    <message>
        <source>There is no further span.</source>
        <translation>Es gibt keine weitere Markierung.</translation>
    </message>
    <message>
        <source>There is no span here.</source>
        <translation>Hier ist keine Markierung.</translation>
    </message>
    <message>
        <source>There was no further span, so nothing was tagged. Press again to do it.</source>
        <translation>Es gab keine weitere Markierung, darum wurde nichts markiert. Noch einmal drücken, um es doch zu tun.</translation>
    </message>
    <message>
        <source>This is tagged so already.</source>
        <translation>Das ist schon so markiert.</translation>
    </message>
    <message>
        <source>This is the current span. Press again to change it.</source>
        <translation>Das ist die aktuelle Markierung. Zum Ändern noch einmal drücken.</translation>
    </message>
    <message>
        <source>This quotation has no closing mark here.</source>
        <translation>Diesem Zitat fehlt hier das schließende Anführungszeichen.</translation>
    </message>
    <message>
        <source>To split a span, put the caret inside it.</source>
        <translation>Zum Teilen die Einfügemarke in die Markierung setzen.</translation>
    </message>
    <message>
        <source>Words of Chinese, Japanese, Thai, Lao, Khmer and Burmese are single characters as long as icu4py is not installed (pip install icu4py).</source>
        <translation>Wörter im Chinesischen, Japanischen, Thailändischen, Laotischen, Khmer und Birmanischen sind einzelne Zeichen, solange icu4py nicht installiert ist (pip install icu4py).</translation>
    </message>
    <message>
        <source>Words of Chinese, Japanese, Thai, Lao, Khmer and Burmese are single characters in this edition of the program.</source>
        <translation>Wörter im Chinesischen, Japanischen, Thailändischen, Laotischen, Khmer und Birmanischen sind in dieser Ausgabe des Programms einzelne Zeichen.</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>1 place</source>
        <translation>1 Stelle</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>So heißt nichts.</translation>
    </message>
    <message>
        <source>Page of the guide</source>
        <translation>Seite des Handbuchs</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>Im Handbuch suchen</translation>
    </message>
    <message>
        <source>{0} places</source>
        <translation>{0} Stellen</translation>
    </message>
</context>
<context>
    <name>Guidelines</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Current span’s label</source>
        <translation>Label der aktuellen Markierung</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit the guidelines</source>
        <translation>Richtlinien bearbeiten</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Guidelines</source>
        <translation>Richtlinien</translation>
    </message>
    <message>
        <source>Guidelines in Markdown</source>
        <translation>Richtlinien in Markdown</translation>
    </message>
    <message>
        <source>Label whose guidelines are shown</source>
        <translation>Label, dessen Richtlinien gezeigt werden</translation>
    </message>
    <message>
        <source>No guidelines for “{0}” yet. Edit writes some.</source>
        <translation>Noch keine Richtlinien für „{0}“. „Bearbeiten“ schreibt welche.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>This project has no labels. File ▸ Labels makes some.</source>
        <translation>Dieses Projekt hat keine Labels. Datei ▸ Labels legt welche an.</translation>
    </message>
    <message>
        <source>When to use this label, and when not. Markdown.</source>
        <translation>Wann dieses Label zu verwenden ist und wann nicht. Markdown.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Annotators</source>
        <translation>Annotatoren</translation>
    </message>
    <message>
        <source>Article labels</source>
        <translation>Artikel-Labels</translation>
    </message>
    <message>
        <source>Articles described or archived</source>
        <translation>Artikel beschrieben oder archiviert</translation>
    </message>
    <message>
        <source>Assignments</source>
        <translation>Zuteilungen</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>„Unsicher“</translation>
    </message>
    <message>
        <source>Gold and conflicts</source>
        <translation>Gold und Konflikte</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verknüpfungen</translation>
    </message>
    <message>
        <source>Merges</source>
        <translation>Zusammenführungen</translation>
    </message>
    <message>
        <source>Passed over: {0}</source>
        <translation>Übergangen: {0}</translation>
    </message>
    <message>
        <source>Redone: {0}</source>
        <translation>Wiederholt: {0}</translation>
    </message>
    <message>
        <source>Removed articles</source>
        <translation>Entfernte Artikel</translation>
    </message>
    <message>
        <source>Sources of suggestions</source>
        <translation>Quellen der Vorschläge</translation>
    </message>
    <message>
        <source>Spans added</source>
        <translation>Neue Markierungen</translation>
    </message>
    <message>
        <source>Spans changed</source>
        <translation>Geänderte Markierungen</translation>
    </message>
    <message>
        <source>Spans deleted</source>
        <translation>Gelöschte Markierungen</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Suggestions answered</source>
        <translation>Beantwortete Vorschläge</translation>
    </message>
    <message>
        <source>Taken back by itself</source>
        <translation>Einzeln zurückgenommen</translation>
    </message>
    <message>
        <source>Undone: {0}</source>
        <translation>Rückgängig gemacht: {0}</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>All articles</source>
        <translation>Alle Artikel</translation>
    </message>
    <message>
        <source>Changes, the newest first</source>
        <translation>Änderungen, die neuesten zuerst</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>It cannot be taken back: {0}.</source>
        <translation>Sie lässt sich nicht zurücknehmen: {0}.</translation>
    </message>
    <message>
        <source>It is about no single article that is there.</source>
        <translation>Sie betrifft keinen einzelnen Artikel, der da ist.</translation>
    </message>
    <message>
        <source>No change passes the filter.</source>
        <translation>Keine Änderung passt zum Filter.</translation>
    </message>
    <message>
        <source>Nothing has been changed yet: what you tag will stand here.</source>
        <translation>Noch wurde nichts geändert: Was Sie markieren, steht dann hier.</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>The open article</source>
        <translation>Der offene Artikel</translation>
    </message>
    <message>
        <source>The span is no longer there.</source>
        <translation>Die Markierung gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>This change can be taken back by itself; what was done since stays.</source>
        <translation>Diese Änderung lässt sich einzeln zurücknehmen; was seither geschah, bleibt.</translation>
    </message>
    <message>
        <source>What others did in articles that you have not finished is not shown.</source>
        <translation>Was andere in Artikeln getan haben, die Sie nicht erledigt haben, wird nicht gezeigt.</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>Was geändert wurde</translation>
    </message>
    <message>
        <source>Which articles</source>
        <translation>Welche Artikel</translation>
    </message>
    <message>
        <source>Whose changes</source>
        <translation>Wessen Änderungen</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>„{0}“</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
</context>
<context>
    <name>HitChangeDialog</name>
    <message>
        <source>Also in articles that are done (1 hit)</source>
        <translation>Auch in erledigten Artikeln (1 Treffer)</translation>
    </message>
    <message>
        <source>Also in articles that are done ({0} hits)</source>
        <translation>Auch in erledigten Artikeln ({0} Treffer)</translation>
    </message>
    <message>
        <source>Change 1 span</source>
        <translation>1 Markierung ändern</translation>
    </message>
    <message>
        <source>Change the hits that are ticked</source>
        <translation>Die angehakten Treffer ändern</translation>
    </message>
    <message>
        <source>Change the spans there from</source>
        <translation>Die Markierungen dort ändern von</translation>
    </message>
    <message>
        <source>Change {0} spans</source>
        <translation>{0} Markierungen ändern</translation>
    </message>
    <message>
        <source>Changed: {0}.</source>
        <translation>Geändert: {0}.</translation>
    </message>
    <message>
        <source>Hits that would be changed</source>
        <translation>Treffer, die geändert würden</translation>
    </message>
    <message>
        <source>Label of the spans</source>
        <translation>Label der Markierungen</translation>
    </message>
    <message>
        <source>Label that they get</source>
        <translation>Label, das sie bekommen</translation>
    </message>
    <message>
        <source>Label to tag with</source>
        <translation>Label, mit dem markiert wird</translation>
    </message>
    <message>
        <source>Looking at the hits</source>
        <translation>Die Treffer werden angesehen</translation>
    </message>
    <message>
        <source>Looking at the hits …</source>
        <translation>Die Treffer werden angesehen …</translation>
    </message>
    <message>
        <source>Say as what to tag them.</source>
        <translation>Angeben, als was sie markiert werden.</translation>
    </message>
    <message>
        <source>Say from which label to which other one.</source>
        <translation>Angeben, von welchem Label zu welchem anderen.</translation>
    </message>
    <message>
        <source>Tag 1 hit</source>
        <translation>1 Treffer markieren</translation>
    </message>
    <message>
        <source>Tag them as</source>
        <translation>Diese markieren als</translation>
    </message>
    <message>
        <source>Tag {0} hits</source>
        <translation>{0} Treffer markieren</translation>
    </message>
    <message>
        <source>to</source>
        <translation>zu</translation>
    </message>
</context>
<context>
    <name>HitModel</name>
    <message>
        <source>ticked</source>
        <translation>angehakt</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>&amp;Files …</source>
        <translation>&amp;Dateien …</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Choose files, or a folder with files.</source>
        <translation>Dateien oder einen Ordner mit Dateien wählen.</translation>
    </message>
    <message>
        <source>Drop files or folders here</source>
        <translation>Dateien oder Ordner hier ablegen</translation>
    </message>
    <message>
        <source>F&amp;older …</source>
        <translation>&amp;Ordner …</translation>
    </message>
    <message>
        <source>Guessed: {0}.</source>
        <translation>Geraten: {0}.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Imported: {0}.</source>
        <translation>Importiert: {0}.</translation>
    </message>
    <message>
        <source>Importing …</source>
        <translation>Import läuft …</translation>
    </message>
    <message>
        <source>Labels will also allow: {0}.</source>
        <translation>Labels erlauben dann auch: {0}.</translation>
    </message>
    <message>
        <source>Left out: {0}.</source>
        <translation>Weggelassen: {0}.</translation>
    </message>
    <message>
        <source>Looking at the files …</source>
        <translation>Dateien werden angesehen …</translation>
    </message>
    <message>
        <source>Near-duplicates</source>
        <translation>Fast gleiche</translation>
    </message>
    <message>
        <source>No column is known to hold the text. Choose it above.</source>
        <translation>Es ist nicht bekannt, welche Spalte den Text enthält. Bitte oben wählen.</translation>
    </message>
    <message>
        <source>Note: {0}.</source>
        <translation>Hinweis: {0}.</translation>
    </message>
    <message>
        <source>Nothing chosen yet</source>
        <translation>Noch nichts gewählt</translation>
    </message>
    <message>
        <source>Nothing was imported: {0}.</source>
        <translation>Nichts wurde importiert: {0}.</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Stopped. Nothing was imported.</source>
        <translation>Angehalten. Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>The encoding of {0} is a guess: {1}. Check the marked letters in the text below.</source>
        <translation>Die Kodierung ist geraten ({0}): {1}. Bitte unten die hervorgehobenen Zeichen prüfen.</translation>
    </message>
    <message>
        <source>What was found in the files</source>
        <translation>Was in den Dateien gefunden wurde</translation>
    </message>
    <message>
        <source>What was refused could not be written: {0}.</source>
        <translation>Abgelehntes konnte nicht geschrieben werden: {0}.</translation>
    </message>
    <message>
        <source>What was refused is in {0}.</source>
        <translation>Abgelehntes steht in {0}.</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>{0} files: {1}</source>
        <translation>{0} Dateien: {1}</translation>
    </message>
    <message>
        <source>{0} refused, so nothing is imported: mend it, or import the rest.</source>
        <translation>{0} abgelehnt, daher wird nichts importiert: reparieren oder den Rest importieren.</translation>
    </message>
    <message>
        <source>{0} will be added: {1}{2}.</source>
        <translation>Neu hinzu kommen {0}: {1}{2}.</translation>
    </message>
    <message>
        <source>{0}: {1}. Choose its format above.</source>
        <translation>{0}: {1}. Das Format oben wählen.</translation>
    </message>
</context>
<context>
    <name>ImportForm</name>
    <message>
        <source>&amp;Encoding</source>
        <translation>&amp;Kodierung</translation>
    </message>
    <message>
        <source>&amp;Mark their work</source>
        <translation>Deren Arbeit &amp;kennzeichnen</translation>
    </message>
    <message>
        <source>&amp;Spans without a name are by</source>
        <translation>&amp;Markierungen ohne Namen sind von</translation>
    </message>
    <message>
        <source>Annotator of spans without a name</source>
        <translation>Annotator von Markierungen ohne Namen</translation>
    </message>
    <message>
        <source>Articles that stand only in JSON-LD</source>
        <translation>Artikel, die nur im JSON-LD stehen</translation>
    </message>
    <message>
        <source>As the files say</source>
        <translation>Wie die Dateien es sagen</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Automatic: {0}</source>
        <translation>Automatisch: {0}</translation>
    </message>
    <message>
        <source>Automatic: {0} kinds</source>
        <translation>Automatisch: {0} Arten</translation>
    </message>
    <message>
        <source>Column of the text</source>
        <translation>Spalte des Textes</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Encoding of texts, pages and tables</source>
        <translation>Kodierung von Texten, Seiten und Tabellen</translation>
    </message>
    <message>
        <source>For those whose spans come in; what is marked in the project stays.</source>
        <translation>Für die, deren Markierungen hereinkommen; was im Projekt gekennzeichnet ist, bleibt.</translation>
    </message>
    <message>
        <source>Forma&amp;t</source>
        <translation>Forma&amp;t</translation>
    </message>
    <message>
        <source>Format of the files</source>
        <translation>Format der Dateien</translation>
    </message>
    <message>
        <source>Guessed</source>
        <translation>Erkannt</translation>
    </message>
    <message>
        <source>Guessed: {0}</source>
        <translation>Erkannt: {0}</translation>
    </message>
    <message>
        <source>How work that comes in is marked</source>
        <translation>Wie hereinkommende Arbeit gekennzeichnet wird</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Refuse labels that the project does not have</source>
        <translation>Labels ablehnen, die das Projekt nicht hat</translation>
    </message>
    <message>
        <source>Web pages: the main text only</source>
        <translation>Webseiten: nur der Haupttext</translation>
    </message>
    <message>
        <source>of dates</source>
        <translation>der Daten</translation>
    </message>
    <message>
        <source>of ids</source>
        <translation>der Kennungen</translation>
    </message>
    <message>
        <source>of sources</source>
        <translation>der Quellen</translation>
    </message>
    <message>
        <source>of titles</source>
        <translation>der Titel</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>1 character</source>
        <translation>1 Zeichen</translation>
    </message>
    <message>
        <source>Changed {0}</source>
        <translation>Geändert {0}</translation>
    </message>
    <message>
        <source>Current span</source>
        <translation>Aktuelle Markierung</translation>
    </message>
    <message>
        <source>Labels of this article</source>
        <translation>Labels dieses Artikels</translation>
    </message>
    <message>
        <source>No article is open.</source>
        <translation>Kein Artikel ist geöffnet.</translation>
    </message>
    <message>
        <source>No span is selected. Click one in the text to see it here.</source>
        <translation>Keine Markierung angewählt. Ein Klick im Text zeigt sie hier.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Text of the span</source>
        <translation>Text der Markierung</translation>
    </message>
    <message>
        <source>To be looked at again; a note may say why</source>
        <translation>Noch einmal ansehen; eine Notiz kann sagen, warum</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>{0} characters</source>
        <translation>{0} Zeichen</translation>
    </message>
    <message>
        <source>{0} fragments</source>
        <translation>{0} Fragmente</translation>
    </message>
</context>
<context>
    <name>KeyBox</name>
    <message>
        <source>Another key …</source>
        <translation>Andere Taste …</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>New key</source>
        <translation>Neue Taste</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Press a key …</source>
        <translation>Taste drücken …</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>The next name is at the caret: {0}</source>
        <translation>Der nächste Name steht an der Einfügemarke: {0}</translation>
    </message>
    <message>
        <source>The selection was not widened.</source>
        <translation>Die Auswahl wurde nicht erweitert.</translation>
    </message>
    <message>
        <source>The text begins here.</source>
        <translation>Hier beginnt der Text.</translation>
    </message>
    <message>
        <source>The text ends here.</source>
        <translation>Hier endet der Text.</translation>
    </message>
    <message>
        <source>There is no further clause.</source>
        <translation>Es gibt keinen weiteren Satzteil.</translation>
    </message>
    <message>
        <source>There is no further name without a span.</source>
        <translation>Es gibt keinen weiteren Namen ohne Markierung.</translation>
    </message>
    <message>
        <source>There is no further quotation mark.</source>
        <translation>Es gibt kein weiteres Anführungszeichen.</translation>
    </message>
    <message>
        <source>There is no further sentence without a span.</source>
        <translation>Es gibt keinen weiteren Satz ohne Markierung.</translation>
    </message>
</context>
<context>
    <name>KindPage</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Cases by label and kind</source>
        <translation>Fälle nach Label und Art</translation>
    </message>
    <message>
        <source>Characters apart</source>
        <translation>Abstand in Zeichen</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Enden</translation>
    </message>
    <message>
        <source>How far boundaries lie apart</source>
        <translation>Wie weit Grenzen auseinanderliegen</translation>
    </message>
    <message>
        <source>How far boundaries lie apart, in characters</source>
        <translation>Wie weit Grenzen auseinanderliegen, in Zeichen</translation>
    </message>
    <message>
        <source>Kinds of disagreement</source>
        <translation>Arten der Uneinigkeit</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Moved by {0}: starts {1}, ends {2}</source>
        <translation>Um {0} verschoben: Anfänge {1}, Enden {2}</translation>
    </message>
    <message>
        <source>No boundaries differ.</source>
        <translation>Keine Grenzen weichen ab.</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Anteile</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Anfänge</translation>
    </message>
    <message>
        <source>What became of the spans</source>
        <translation>Was aus den Markierungen wurde</translation>
    </message>
    <message>
        <source>ends</source>
        <translation>Enden</translation>
    </message>
    <message>
        <source>n/a: no spans</source>
        <translation>k. A.: keine Markierungen</translation>
    </message>
    <message>
        <source>starts</source>
        <translation>Anfänge</translation>
    </message>
</context>
<context>
    <name>LabelBar</name>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
</context>
<context>
    <name>LabelButton</name>
    <message>
        <source>1 span</source>
        <translation>1 Markierung</translation>
    </message>
    <message>
        <source>Key {0}; with Shift always a new span</source>
        <translation>Taste {0}; mit Umschalt immer eine neue Markierung</translation>
    </message>
    <message>
        <source>hidden on the page</source>
        <translation>auf der Seite ausgeblendet</translation>
    </message>
    <message>
        <source>key {0}</source>
        <translation>Taste {0}</translation>
    </message>
    <message>
        <source>{0} spans</source>
        <translation>{0} Markierungen</translation>
    </message>
</context>
<context>
    <name>LabelEditor</name>
    <message>
        <source>A codebook holds no keys, attributes and links.</source>
        <translation>Ein Codebuch hält keine Tasten, Attribute und Verknüpfungen.</translation>
    </message>
    <message>
        <source>A label that says something of a whole article: topic, genre, quality</source>
        <translation>Ein Label, das etwas über einen ganzen Artikel sagt: Thema, Genre, Qualität</translation>
    </message>
    <message>
        <source>A project needs at least one label.</source>
        <translation>Ein Projekt braucht mindestens ein Label.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add for articles</source>
        <translation>Für Artikel hinzufügen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Load from a file …</source>
        <translation>Aus Datei laden …</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>New article label</source>
        <translation>Neues Artikel-Label</translation>
    </message>
    <message>
        <source>New label</source>
        <translation>Neues Label</translation>
    </message>
    <message>
        <source>Not saved: {0}.</source>
        <translation>Nicht gespeichert: {0}.</translation>
    </message>
    <message>
        <source>Nothing was added: all labels of the file are there already.</source>
        <translation>Nichts wurde hinzugefügt: Alle Labels der Datei sind schon da.</translation>
    </message>
    <message>
        <source>Nothing was added: {0}.</source>
        <translation>Nichts wurde hinzugefügt: {0}.</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Save as a file …</source>
        <translation>Als Datei speichern …</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>{0} added.</source>
        <translation>{0} hinzugefügt.</translation>
    </message>
    <message>
        <source>{0} of the file were there already.</source>
        <translation>{0} aus der Datei waren schon da.</translation>
    </message>
    <message>
        <source>{0} saved in {1}.</source>
        <translation>{0} in {1} gespeichert.</translation>
    </message>
    <message>
        <source>“{0}” is removed. Undo brings it back.</source>
        <translation>„{0}“ ist entfernt. Rückgängig holt es zurück.</translation>
    </message>
    <message>
        <source>“{0}” stays as it was: {1}</source>
        <translation>„{0}“ bleibt, wie es war: {1}</translation>
    </message>
</context>
<context>
    <name>LabelForm</name>
    <message>
        <source>A colour is written like #1f77b4.</source>
        <translation>Eine Farbe schreibt man wie #1f77b4.</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Verlangt</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Guidelines</source>
        <translation>Richtlinien</translation>
    </message>
    <message>
        <source>Guidelines in Markdown</source>
        <translation>Richtlinien in Markdown</translation>
    </message>
    <message>
        <source>It says</source>
        <translation>Es sagt</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>Kürzel</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Linie</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verknüpfungen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neue Taste</translation>
    </message>
    <message>
        <source>One line, shown when the mouse rests on it</source>
        <translation>Eine Zeile; erscheint, wenn die Maus darauf ruht</translation>
    </message>
    <message>
        <source>Swap keys</source>
        <translation>Tasten tauschen</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Types of links that are asked for</source>
        <translation>Arten von Verknüpfungen, die verlangt werden</translation>
    </message>
    <message>
        <source>Types of links that its spans may begin</source>
        <translation>Arten von Verknüpfungen, die seine Markierungen beginnen dürfen</translation>
    </message>
    <message>
        <source>What its key tags when nothing is selected</source>
        <translation>Was seine Taste markiert, wenn nichts ausgewählt ist</translation>
    </message>
    <message>
        <source>When to use this label, and when not. Markdown.</source>
        <translation>Wann dieses Label zu verwenden ist und wann nicht. Markdown.</translation>
    </message>
    <message>
        <source>speaker, cue – types, with commas between</source>
        <translation>speaker, cue – Arten, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>tags, with nothing selected,</source>
        <translation>markiert ohne Auswahl</translation>
    </message>
    <message>
        <source>the name</source>
        <translation>den Namen</translation>
    </message>
    <message>
        <source>the paragraph</source>
        <translation>der Absatz</translation>
    </message>
    <message>
        <source>the quoted passage</source>
        <translation>das Zitat</translation>
    </message>
    <message>
        <source>the sentence</source>
        <translation>den Satz</translation>
    </message>
    <message>
        <source>the word</source>
        <translation>das Wort</translation>
    </message>
    <message>
        <source>those of them that are asked for before an article is done</source>
        <translation>die davon, die verlangt werden, bevor ein Artikel erledigt ist</translation>
    </message>
    <message>
        <source>{0} is the key of “{1}”.</source>
        <translation>{0} ist die Taste von „{1}“.</translation>
    </message>
</context>
<context>
    <name>LabelModel</name>
    <message>
        <source>1 span</source>
        <translation>1 Markierung</translation>
    </message>
    <message>
        <source>key {0}</source>
        <translation>Taste {0}</translation>
    </message>
    <message>
        <source>{0} spans</source>
        <translation>{0} Markierungen</translation>
    </message>
</context>
<context>
    <name>LabelPage</name>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
    <message>
        <source>Agreement by label</source>
        <translation>Übereinstimmung nach Label</translation>
    </message>
    <message>
        <source>All, macro</source>
        <translation>Alle, makro</translation>
    </message>
    <message>
        <source>All, micro</source>
        <translation>Alle, mikro</translation>
    </message>
    <message>
        <source>Dot: u-alpha. Line: its 95 % interval. Judge by the line’s left end: from .800 on results are reliable, from .667 on tentative, below the label needs work.</source>
        <translation>Punkt: u-Alpha. Linie: sein 95-%-Intervall. Maßgeblich ist das linke Ende der Linie: Ab .800 sind Ergebnisse verlässlich, ab .667 vorläufig, darunter braucht das Label Arbeit.</translation>
    </message>
    <message>
        <source>F1 IoU {0}</source>
        <translation>F1 IoU {0}</translation>
    </message>
    <message>
        <source>F1 exact</source>
        <translation>F1 exakt</translation>
    </message>
    <message>
        <source>F1 without label: {0} (IoU), {1} (exact).</source>
        <translation>F1 ohne Label: {0} (IoU), {1} (exakt).</translation>
    </message>
    <message>
        <source>In no article that is compared: {0}.</source>
        <translation>In keinem verglichenen Artikel: {0}.</translation>
    </message>
    <message>
        <source>In three sentences</source>
        <translation>In drei Sätzen</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Spans</source>
        <translation>Markierungen</translation>
    </message>
    <message>
        <source>char alpha</source>
        <translation>Zeichen-Alpha</translation>
    </message>
    <message>
        <source>u-alpha</source>
        <translation>u-Alpha</translation>
    </message>
    <message>
        <source>u-alpha with its interval</source>
        <translation>u-Alpha mit Intervall</translation>
    </message>
</context>
<context>
    <name>LabelRow</name>
    <message>
        <source>article</source>
        <translation>Artikel</translation>
    </message>
</context>
<context>
    <name>LanePage</name>
    <message>
        <source>Article, with a lane for each annotator</source>
        <translation>Artikel, mit einer Spur je Annotator</translation>
    </message>
    <message>
        <source>Back to annotating (Esc)</source>
        <translation>Zurück zum Annotieren (Esc)</translation>
    </message>
    <message>
        <source>Next place (N)</source>
        <translation>Nächste Stelle (N)</translation>
    </message>
    <message>
        <source>Previous place (Shift+N)</source>
        <translation>Vorige Stelle (Umschalt+N)</translation>
    </message>
</context>
<context>
    <name>LineBox</name>
    <message>
        <source>dashed</source>
        <translation>gestrichelt</translation>
    </message>
    <message>
        <source>dotted</source>
        <translation>gepunktet</translation>
    </message>
    <message>
        <source>double</source>
        <translation>doppelt</translation>
    </message>
    <message>
        <source>solid</source>
        <translation>durchgezogen</translation>
    </message>
    <message>
        <source>wavy</source>
        <translation>gewellt</translation>
    </message>
</context>
<context>
    <name>LinkRows</name>
    <message>
        <source>Remove this link</source>
        <translation>Diese Verknüpfung entfernen</translation>
    </message>
    <message>
        <source>another article</source>
        <translation>anderer Artikel</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>nicht lesbar</translation>
    </message>
</context>
<context>
    <name>Linking</name>
    <message>
        <source>1 character</source>
        <translation>1 Zeichen</translation>
    </message>
    <message>
        <source>Nothing near to link as {0}: select it and press again.</source>
        <translation>Nichts in der Nähe, was als {0} verknüpft werden kann: auswählen und noch einmal drücken.</translation>
    </message>
    <message>
        <source>Spans of {0} begin no links.</source>
        <translation>Markierungen von {0} beginnen keine Verknüpfungen.</translation>
    </message>
    <message>
        <source>Spans of {0} have no further link.</source>
        <translation>Markierungen von {0} haben keine weitere Verknüpfung.</translation>
    </message>
    <message>
        <source>Tab: another link</source>
        <translation>Tab: andere Verknüpfung</translation>
    </message>
    <message>
        <source>The words that introduce a quote: said, according to.</source>
        <translation>Die Wörter, die ein Zitat einleiten: sagte, laut.</translation>
    </message>
    <message>
        <source>There is no current span to link.</source>
        <translation>Keine aktuelle Markierung, die verknüpft werden könnte.</translation>
    </message>
    <message>
        <source>This is linked so already.</source>
        <translation>Das ist schon so verknüpft.</translation>
    </message>
    <message>
        <source>This project has no label for names: tag the words, then link.</source>
        <translation>Dieses Projekt hat kein Label für Namen: erst die Wörter markieren, dann verknüpfen.</translation>
    </message>
    <message>
        <source>after</source>
        <translation>danach</translation>
    </message>
    <message>
        <source>before</source>
        <translation>davor</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>innen</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>{0} characters</source>
        <translation>{0} Zeichen</translation>
    </message>
</context>
<context>
    <name>LongMenu</name>
    <message>
        <source>More</source>
        <translation>Weitere</translation>
    </message>
</context>
<context>
    <name>LookingDialog</name>
    <message>
        <source>Choose a label</source>
        <translation>Label wählen</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>A new span: {0}</source>
        <translation>Eine neue Markierung: {0}</translation>
    </message>
    <message>
        <source>Annotator: {0}. Change …</source>
        <translation>Annotator: {0}. Wechseln …</translation>
    </message>
    <message>
        <source>Done. This was the last article of the list.</source>
        <translation>Erledigt. Das war der letzte Artikel der Liste.</translation>
    </message>
    <message>
        <source>Guidelines</source>
        <translation>Richtlinien</translation>
    </message>
    <message>
        <source>Help ▸ Keys</source>
        <translation>Hilfe ▸ Tasten</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verknüpfungen</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>Nothing can be changed: {0}.</source>
        <translation>Nichts kann geändert werden: {0}.</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Schreibgeschützt</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Skipped. This was the last article of the list.</source>
        <translation>Übersprungen. Das war der letzte Artikel der Liste.</translation>
    </message>
    <message>
        <source>Snap: {0}</source>
        <translation>Ausrichtung: {0}</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>Markierung</translation>
    </message>
    <message>
        <source>Span, links and guidelines</source>
        <translation>Markierung, Verknüpfungen und Richtlinien</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>There is no current span to say anything of.</source>
        <translation>Keine aktuelle Markierung, zu der etwas zu sagen wäre.</translation>
    </message>
    <message>
        <source>There is no current span to write a note on.</source>
        <translation>Keine aktuelle Markierung für eine Notiz.</translation>
    </message>
    <message>
        <source>This is the first article of the list.</source>
        <translation>Das ist der erste Artikel der Liste.</translation>
    </message>
    <message>
        <source>This is the last article of the list.</source>
        <translation>Das ist der letzte Artikel der Liste.</translation>
    </message>
    <message>
        <source>This label has no attributes.</source>
        <translation>Dieses Label hat keine Attribute.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>What is selected with the mouse grows to whole {0}. Hold Alt to select exactly.</source>
        <translation>Was mit der Maus ausgewählt wird, wächst auf ganze {0}. Mit gedrückter Alt-Taste wird genau ausgewählt.</translation>
    </message>
    <message>
        <source>caret at {0}</source>
        <translation>Einfügemarke bei {0}</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>{0} (read-only)</source>
        <translation>{0} (schreibgeschützt)</translation>
    </message>
</context>
<context>
    <name>MarkDialog</name>
    <message>
        <source>1 article is marked.</source>
        <translation>1 Artikel wird gekennzeichnet.</translation>
    </message>
    <message>
        <source>Annotators whose work is marked done</source>
        <translation>Annotatoren, deren Arbeit als erledigt gekennzeichnet wird</translation>
    </message>
    <message>
        <source>Articles where these annotators have spans, or have said something of the article, and are neither done nor skip them:</source>
        <translation>Artikel, in denen diese Annotatoren Markierungen haben oder etwas über den Artikel gesagt haben, die für sie aber weder erledigt noch übersprungen sind:</translation>
    </message>
    <message>
        <source>Mark done</source>
        <translation>Als erledigt kennzeichnen</translation>
    </message>
    <message>
        <source>Mark done for several</source>
        <translation>Für mehrere als erledigt kennzeichnen</translation>
    </message>
    <message>
        <source>Nobody has such work: there is nothing to mark.</source>
        <translation>Niemand hat solche Arbeit: Es gibt nichts zu kennzeichnen.</translation>
    </message>
    <message>
        <source>Only the 1 article that is selected in the list</source>
        <translation>Nur den 1 Artikel, der in der Liste ausgewählt ist</translation>
    </message>
    <message>
        <source>Only the {0} articles that are selected in the list</source>
        <translation>Nur die {0} Artikel, die in der Liste ausgewählt sind</translation>
    </message>
    <message>
        <source>Tick whose work is done.</source>
        <translation>Kreuzen Sie an, wessen Arbeit erledigt ist.</translation>
    </message>
    <message>
        <source>Undo takes it back.</source>
        <translation>„Rückgängig“ nimmt es zurück.</translation>
    </message>
    <message>
        <source>{0} articles are marked.</source>
        <translation>{0} Artikel werden gekennzeichnet.</translation>
    </message>
    <message>
        <source>{0}: 1 article</source>
        <translation>{0}: 1 Artikel</translation>
    </message>
    <message>
        <source>{0}: {1} articles</source>
        <translation>{0}: {1} Artikel</translation>
    </message>
</context>
<context>
    <name>Marking</name>
    <message>
        <source>Assign to</source>
        <translation>Zuteilen an</translation>
    </message>
    <message>
        <source>{0} articles are selected; at most {1} can be marked at once.</source>
        <translation>{0} Artikel sind ausgewählt; höchstens {1} können auf einmal gekennzeichnet werden.</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>“{0}”</source>
        <translation>„{0}“</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>1 conflict waits to be settled.</source>
        <translation>1 Konflikt ist zu lösen.</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Looking at what would come in …</source>
        <translation>Es wird nachgesehen, was dazukäme …</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>Merge it</source>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>Merge packs</source>
        <translation>Pakete zusammenführen</translation>
    </message>
    <message>
        <source>Merged {0} of {1}.</source>
        <translation>{0} von {1} zusammengeführt.</translation>
    </message>
    <message>
        <source>Merged {0} of {1}; {2}.</source>
        <translation>{0} von {1} zusammengeführt; {2}.</translation>
    </message>
    <message>
        <source>Merging {0} ({1} of {2}) …</source>
        <translation>{0} wird zusammengeführt ({1} von {2}) …</translation>
    </message>
    <message>
        <source>Nothing was merged.</source>
        <translation>Nichts wurde zusammengeführt.</translation>
    </message>
    <message>
        <source>Show the conflicts</source>
        <translation>Konflikte zeigen</translation>
    </message>
    <message>
        <source>Stopped. Nothing was merged.</source>
        <translation>Angehalten. Es wurde nichts zusammengeführt.</translation>
    </message>
    <message>
        <source>Stopped. What is not listed here was not merged.</source>
        <translation>Angehalten. Was hier nicht steht, wurde nicht zusammengeführt.</translation>
    </message>
    <message>
        <source>There is nothing to merge.</source>
        <translation>Es gibt nichts zusammenzuführen.</translation>
    </message>
    <message>
        <source>What each pack has changed</source>
        <translation>Was jedes Paket geändert hat</translation>
    </message>
    <message>
        <source>articles that the project has not: {0}</source>
        <translation>Artikel, die das Projekt nicht hat: {0}</translation>
    </message>
    <message>
        <source>conflicts to settle: {0}</source>
        <translation>zu lösende Konflikte: {0}</translation>
    </message>
    <message>
        <source>labels changed: {0}</source>
        <translation>Labels geändert: {0}</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>left out: {0}</source>
        <translation>ausgelassen: {0}</translation>
    </message>
    <message>
        <source>links changed: {0}</source>
        <translation>Verknüpfungen geändert: {0}</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>zusammengeführt</translation>
    </message>
    <message>
        <source>spans: {0} new, {1} changed, {2} removed</source>
        <translation>Markierungen: {0} neu, {1} geändert, {2} gelöscht</translation>
    </message>
    <message>
        <source>statuses changed: {0}</source>
        <translation>Status geändert: {0}</translation>
    </message>
    <message>
        <source>{0} conflicts wait to be settled.</source>
        <translation>{0} Konflikte sind zu lösen.</translation>
    </message>
    <message>
        <source>{0} is another project, no pack, copy or backup of this one. Its work on articles that both have would come in, under the names of its annotators. Merge it all the same?</source>
        <translation>{0} ist ein anderes Projekt, kein Paket, keine Kopie und keine Sicherung von diesem. Seine Arbeit an Artikeln, die beide haben, käme dazu, unter den Namen seiner Annotatoren. Trotzdem zusammenführen?</translation>
    </message>
</context>
<context>
    <name>MergePreview</name>
    <message>
        <source>! done</source>
        <translation>! Fertiges</translation>
    </message>
    <message>
        <source>! done, settled</source>
        <translation>! Fertiges, Entschiedenes</translation>
    </message>
    <message>
        <source>! settled</source>
        <translation>! Entschiedenes</translation>
    </message>
    <message>
        <source>Annotators new to the project: {0}</source>
        <translation>Neue Annotatoren im Projekt: {0}</translation>
    </message>
    <message>
        <source>Answers to suggestions</source>
        <translation>Antworten auf Vorschläge</translation>
    </message>
    <message>
        <source>Conflicts to be settled afterwards: {0}</source>
        <translation>Konflikte, die danach zu lösen sind: {0}</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>Each pack is compared with the project as it is now.</source>
        <translation>Jedes Paket wird mit dem Projekt verglichen, wie es jetzt ist.</translation>
    </message>
    <message>
        <source>Gold of one article is to be looked at again: {0}</source>
        <translation>Gold eines Artikels ist noch einmal anzusehen: {0}</translation>
    </message>
    <message>
        <source>Gold of {0} articles is to be looked at again: {1}</source>
        <translation>Gold von {0} Artikeln ist noch einmal anzusehen: {1}</translation>
    </message>
    <message>
        <source>Keys of labels that change: {0}</source>
        <translation>Tasten von Labels, die sich ändern: {0}</translation>
    </message>
    <message>
        <source>Labels that change: {0}</source>
        <translation>Labels, die sich ändern: {0}</translation>
    </message>
    <message>
        <source>Labels that go: {0}</source>
        <translation>Labels, die wegfallen: {0}</translation>
    </message>
    <message>
        <source>Labels that were changed on both sides: {0}</source>
        <translation>Labels, die auf beiden Seiten geändert wurden: {0}</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verknüpfungen</translation>
    </message>
    <message>
        <source>New labels: {0}</source>
        <translation>Neue Labels: {0}</translation>
    </message>
    <message>
        <source>Spans that their annotator has already, with another id: {0}</source>
        <translation>Markierungen, die ihr Annotator schon hat, mit anderer Kennung: {0}</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Status: {0} → {1}</source>
        <translation>Status: {0} → {1}</translation>
    </message>
    <message>
        <source>Two labels of one name become one: {0}</source>
        <translation>Zwei Labels gleichen Namens werden eins: {0}</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>{0} (without a key)</source>
        <translation>{0} (ohne Taste)</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} und {1} weitere</translation>
    </message>
    <message>
        <source>{0} cannot be merged: {1}</source>
        <translation>{0} kann nicht zusammengeführt werden: {1}</translation>
    </message>
    <message>
        <source>{0} is another project, no pack, copy or backup of this one.</source>
        <translation>{0} ist ein anderes Projekt, kein Paket, keine Kopie und keine Sicherung von diesem.</translation>
    </message>
    <message>
        <source>{0}: articles that the project does not have stay out: {1}</source>
        <translation>{0}: Artikel, die das Projekt nicht hat, bleiben draußen: {1}</translation>
    </message>
    <message>
        <source>{0}: nothing new.</source>
        <translation>{0}: nichts Neues.</translation>
    </message>
</context>
<context>
    <name>MergePreviewPage</name>
    <message>
        <source>What would come in, by annotator, label and article</source>
        <translation>Was dazukäme, nach Annotator, Label und Artikel</translation>
    </message>
</context>
<context>
    <name>MergeTable</name>
    <message>
        <source>Annotator</source>
        <translation>Annotator</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Doppelte</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Touches</source>
        <translation>Betrifft</translation>
    </message>
</context>
<context>
    <name>NoteEditor</name>
    <message>
        <source>Add a note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>The span was deleted in another window. Its note, which was not saved, is on the clipboard.</source>
        <translation>Die Markierung wurde in einem anderen Fenster gelöscht. Die Notiz, die nicht gespeichert war, liegt in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>Occurrences</name>
    <message>
        <source>Left out: {0}.</source>
        <translation>Ausgelassen: {0}.</translation>
    </message>
    <message>
        <source>across the edge of a span of this label</source>
        <translation>über den Rand einer Markierung dieses Labels hinaus</translation>
    </message>
    <message>
        <source>in a longer word</source>
        <translation>in einem längeren Wort</translation>
    </message>
    <message>
        <source>in boilerplate</source>
        <translation>in Boilerplate</translation>
    </message>
    <message>
        <source>inside a span of this label</source>
        <translation>in einer Markierung dieses Labels</translation>
    </message>
    <message>
        <source>tagged so already</source>
        <translation>schon so markiert</translation>
    </message>
    <message>
        <source>{0} unticked</source>
        <translation>{0} abgewählt</translation>
    </message>
</context>
<context>
    <name>Offers</name>
    <message>
        <source>No more suggestions are worked out. Those that are there stay.</source>
        <translation>Es werden keine Vorschläge mehr gemacht. Die schon da sind, bleiben.</translation>
    </message>
    <message>
        <source>No suggestions: {0}.</source>
        <translation>Keine Vorschläge: {0}.</translation>
    </message>
    <message>
        <source>Suggest more, right 8 times in 10</source>
        <translation>Mehr vorschlagen, 8 von 10 stimmen</translation>
    </message>
    <message>
        <source>Suggest none</source>
        <translation>Nichts vorschlagen</translation>
    </message>
    <message>
        <source>Suggest what is right 9 times in 10</source>
        <translation>Vorschlagen, wovon 9 von 10 stimmen</translation>
    </message>
    <message>
        <source>Suggestions come from what you are done with. H goes to the next.</source>
        <translation>Vorschläge kommen aus dem, womit Sie fertig sind. H geht zum nächsten.</translation>
    </message>
    <message>
        <source>Suggestions stay as they are: {0}.</source>
        <translation>Die Vorschläge bleiben, wie sie sind: {0}.</translation>
    </message>
    <message>
        <source>This article is annotated without suggestions.</source>
        <translation>Dieser Artikel wird ohne Vorschläge annotiert.</translation>
    </message>
    <message>
        <source>fits a pattern</source>
        <translation>passt zu einem Muster</translation>
    </message>
    <message>
        <source>found by spaCy</source>
        <translation>von spaCy gefunden</translation>
    </message>
    <message>
        <source>found by your program</source>
        <translation>von Ihrem Programm gefunden</translation>
    </message>
    <message>
        <source>glued into a sentence</source>
        <translation>in einen Satz geklebt</translation>
    </message>
    <message>
        <source>in quotation marks</source>
        <translation>in Anführungszeichen</translation>
    </message>
    <message>
        <source>in the dictionary</source>
        <translation>im Wörterbuch</translation>
    </message>
    <message>
        <source>like sentences you tagged</source>
        <translation>wie Sätze, die Sie markiert haben</translation>
    </message>
    <message>
        <source>like what you tagged</source>
        <translation>wie das, was Sie markiert haben</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>repeated in its outlet</source>
        <translation>im selben Medium wiederholt</translation>
    </message>
    <message>
        <source>tagged before</source>
        <translation>früher markiert</translation>
    </message>
    <message>
        <source>tagged in this article</source>
        <translation>in diesem Artikel markiert</translation>
    </message>
    <message>
        <source>written as a name</source>
        <translation>wie ein Name geschrieben</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>{0}, left out</source>
        <translation>{0}, weggelassen</translation>
    </message>
    <message>
        <source>{0}, proposed</source>
        <translation>{0}, vorgeschlagen</translation>
    </message>
    <message>
        <source>{0}, taken in</source>
        <translation>{0}, kommt mit</translation>
    </message>
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>All work, done or not</source>
        <translation>Alle Arbeit, erledigt oder nicht</translation>
    </message>
    <message>
        <source>Also what is not marked done; what somebody skips stays out.</source>
        <translation>Auch was nicht als erledigt gekennzeichnet ist; was jemand überspringt, bleibt draußen.</translation>
    </message>
    <message>
        <source>Annotators</source>
        <translation>Annotatoren</translation>
    </message>
    <message>
        <source>Annotators to compare</source>
        <translation>Zu vergleichende Annotatoren</translation>
    </message>
    <message>
        <source>Call annotators A, B, C</source>
        <translation>Annotatoren A, B, C nennen</translation>
    </message>
    <message>
        <source>Choose two annotators and a label at least.</source>
        <translation>Wählen Sie mindestens zwei Annotatoren und ein Label.</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>Berechnen</translation>
    </message>
    <message>
        <source>For the intervals; 0 leaves them out.</source>
        <translation>Für die Intervalle; 0 lässt sie weg.</translation>
    </message>
    <message>
        <source>How much two spans must share to count as the same.</source>
        <translation>Wie viel zwei Markierungen gemeinsam haben müssen, um als dieselbe zu gelten.</translation>
    </message>
    <message>
        <source>IoU from</source>
        <translation>IoU ab</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Labels to compare</source>
        <translation>Zu vergleichende Labels</translation>
    </message>
    <message>
        <source>Resamples</source>
        <translation>Stichproben</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startzahl</translation>
    </message>
    <message>
        <source>The same number draws the same articles again.</source>
        <translation>Dieselbe Zahl zieht wieder dieselben Artikel.</translation>
    </message>
</context>
<context>
    <name>Order</name>
    <message>
        <source>As imported</source>
        <translation>Wie importiert</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Number of spans</source>
        <translation>Zahl der Markierungen</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Unsure first</source>
        <translation>Unsichere zuerst</translation>
    </message>
</context>
<context>
    <name>OtherKeyField</name>
    <message>
        <source>Press a key, or two one after the other …</source>
        <translation>Eine Taste drücken oder zwei nacheinander …</translation>
    </message>
    <message>
        <source>{0}, then a second key, or Return</source>
        <translation>{0}, dann eine zweite Taste oder Eingabe</translation>
    </message>
</context>
<context>
    <name>OverviewStrip</name>
    <message>
        <source>Click to go there.</source>
        <translation>Ein Klick führt dorthin.</translation>
    </message>
    <message>
        <source>Found text</source>
        <translation>Gefundener Text</translation>
    </message>
    <message>
        <source>Overview of the article</source>
        <translation>Übersicht des Artikels</translation>
    </message>
    <message>
        <source>Where the spans are. From left to right: found text, {0}.</source>
        <translation>Wo die Markierungen sind. Von links nach rechts: gefundener Text, {0}.</translation>
    </message>
</context>
<context>
    <name>OwnSources</name>
    <message>
        <source>A program of your own reads articles as JSON lines and writes spans. It is kept on this computer, for you and this project; nobody else gets it, and it runs only after you have said yes to its line. No shell looks at the line.</source>
        <translation>Ein eigenes Programm liest Artikel als JSON-Zeilen und schreibt Markierungen. Es bleibt auf diesem Rechner, für Sie und dieses Projekt; niemand sonst bekommt es, und es läuft erst, wenn Sie seiner Zeile zugestimmt haben. Keine Shell liest die Zeile.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Command that suggests</source>
        <translation>Befehl, der vorschlägt</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>None is installed, and none is needed.</source>
        <translation>Keine ist installiert, und keine ist nötig.</translation>
    </message>
    <message>
        <source>Program and arguments, as python model.py</source>
        <translation>Programm und Argumente, etwa python model.py</translation>
    </message>
    <message>
        <source>Run a command?</source>
        <translation>Befehl ausführen?</translation>
    </message>
    <message>
        <source>Run it</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>This program will be started with the texts of articles, whenever suggestions are worked out in this project:</source>
        <translation>Dieses Programm wird mit den Texten von Artikeln gestartet, sooft in diesem Projekt Vorschläge berechnet werden:</translation>
    </message>
    <message>
        <source>Use it …</source>
        <translation>Verwenden …</translation>
    </message>
    <message>
        <source>Use none</source>
        <translation>Keinen verwenden</translation>
    </message>
    <message>
        <source>spaCy pipeline</source>
        <translation>spaCy-Pipeline</translation>
    </message>
    <message>
        <source>spaCy pipeline for names</source>
        <translation>spaCy-Pipeline für Namen</translation>
    </message>
</context>
<context>
    <name>PackDialog</name>
    <message>
        <source>A pack is a project file with one annotator’s articles, labels and own work, and nobody else’s. Merge it back with Team ▸ Merge packs.</source>
        <translation>Ein Paket ist eine Projektdatei mit den Artikeln, Labels und der eigenen Arbeit eines Annotators, sonst niemandes. Zurück kommt es mit Team ▸ Pakete zusammenführen.</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>Annotator</translation>
    </message>
    <message>
        <source>Annotator whose pack it is</source>
        <translation>Annotator, dessen Paket es ist</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>It holds the 1 article that is assigned to them.</source>
        <translation>Es enthält den 1 zugeteilten Artikel.</translation>
    </message>
    <message>
        <source>It holds the {0} articles that are assigned to them.</source>
        <translation>Es enthält die {0} zugeteilten Artikel.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Nothing is assigned to them: it holds all articles ({0}).</source>
        <translation>Nichts ist zugeteilt: Es enthält alle Artikel ({0}).</translation>
    </message>
    <message>
        <source>Nothing was packed: {0}.</source>
        <translation>Nichts wurde gepackt: {0}.</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>Packen</translation>
    </message>
    <message>
        <source>Pack for an annotator</source>
        <translation>Paket für einen Annotator</translation>
    </message>
    <message>
        <source>Packed {0} into {1}.</source>
        <translation>{0} in {1} gepackt.</translation>
    </message>
    <message>
        <source>Packing …</source>
        <translation>Wird gepackt …</translation>
    </message>
    <message>
        <source>Stopped. Nothing was packed.</source>
        <translation>Angehalten. Nichts wurde gepackt.</translation>
    </message>
    <message>
        <source>There is a file of this name already. Choose another one.</source>
        <translation>Eine Datei dieses Namens gibt es schon. Wählen Sie eine andere.</translation>
    </message>
</context>
<context>
    <name>PackOwner</name>
    <message>
        <source>As {0}</source>
        <translation>Als {0}</translation>
    </message>
    <message>
        <source>This is the pack of {0}, and you are {1}.</source>
        <translation>Dies ist das Paket von {0}, und Sie sind {1}.</translation>
    </message>
    <message>
        <source>What is done in it comes back under the name that you choose now.</source>
        <translation>Was darin getan wird, kommt unter dem Namen zurück, den Sie jetzt wählen.</translation>
    </message>
    <message>
        <source>Whose pack is it?</source>
        <translation>Wessen Paket ist es?</translation>
    </message>
</context>
<context>
    <name>PairPage</name>
    <message>
        <source>1 article</source>
        <translation>1 Artikel</translation>
    </message>
    <message>
        <source>Agreement by pair</source>
        <translation>Übereinstimmung nach Paar</translation>
    </message>
    <message>
        <source>Agreement without an annotator</source>
        <translation>Übereinstimmung ohne einen Annotator</translation>
    </message>
    <message>
        <source>All labels</source>
        <translation>Alle Labels</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>F1 IoU</source>
        <translation>F1 IoU</translation>
    </message>
    <message>
        <source>F1 exact</source>
        <translation>F1 exakt</translation>
    </message>
    <message>
        <source>F1 without label</source>
        <translation>F1 ohne Label</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>Without one annotator</source>
        <translation>Ohne einen Annotator</translation>
    </message>
    <message>
        <source>u-alpha</source>
        <translation>u-Alpha</translation>
    </message>
    <message>
        <source>u-alpha of the others</source>
        <translation>u-Alpha der übrigen</translation>
    </message>
    <message>
        <source>{0} and {1}: {2}, {3}</source>
        <translation>{0} und {1}: {2}, {3}</translation>
    </message>
    <message>
        <source>{0} articles</source>
        <translation>{0} Artikel</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>No command is called “{0}”.</source>
        <translation>Kein Befehl heißt „{0}“.</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
</context>
<context>
    <name>Parts</name>
    <message>
        <source>The boilerplate in it was left out.</source>
        <translation>Das Boilerplate darin wurde ausgelassen.</translation>
    </message>
    <message>
        <source>The current span has no further fragment.</source>
        <translation>Die aktuelle Markierung hat kein weiteres Fragment.</translation>
    </message>
    <message>
        <source>The current span is nothing but boilerplate.</source>
        <translation>Die aktuelle Markierung ist nichts als Boilerplate.</translation>
    </message>
    <message>
        <source>There is no boilerplate in the current span.</source>
        <translation>In der aktuellen Markierung ist kein Boilerplate.</translation>
    </message>
    <message>
        <source>There is no current span to cut boilerplate out of.</source>
        <translation>Keine Markierung ist angewählt, aus der Boilerplate zu schneiden wäre.</translation>
    </message>
    <message>
        <source>There is no current span to join.</source>
        <translation>Keine aktuelle Markierung, die verbunden werden könnte.</translation>
    </message>
    <message>
        <source>There is no further span of this label.</source>
        <translation>Es gibt keine weitere Markierung dieses Labels.</translation>
    </message>
    <message>
        <source>To add a fragment, have a span current and select more text.</source>
        <translation>Für ein Fragment eine Markierung anwählen und weiteren Text auswählen.</translation>
    </message>
</context>
<context>
    <name>PasteDialog</name>
    <message>
        <source>&amp;Source</source>
        <translation>&amp;Quelle</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Adding …</source>
        <translation>Wird hinzugefügt …</translation>
    </message>
    <message>
        <source>Address or name of the newspaper</source>
        <translation>Adresse oder Name der Zeitung</translation>
    </message>
    <message>
        <source>An article with this text is already there.</source>
        <translation>Ein Artikel mit diesem Text ist schon da.</translation>
    </message>
    <message>
        <source>Imported: {0}.</source>
        <translation>Importiert: {0}.</translation>
    </message>
    <message>
        <source>It cannot be added: {0}.</source>
        <translation>Er kann nicht hinzugefügt werden: {0}.</translation>
    </message>
    <message>
        <source>It tells the same as “{0}”.</source>
        <translation>Er berichtet dasselbe wie „{0}“.</translation>
    </message>
    <message>
        <source>Looking at the text …</source>
        <translation>Der Text wird geprüft …</translation>
    </message>
    <message>
        <source>Paste as article</source>
        <translation>Als Artikel einfügen</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Stopped. Nothing was added.</source>
        <translation>Angehalten. Nichts wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>Text of the article</source>
        <translation>Text des Artikels</translation>
    </message>
    <message>
        <source>There is no text on the clipboard.</source>
        <translation>In der Zwischenablage ist kein Text.</translation>
    </message>
    <message>
        <source>This text cannot be stored.</source>
        <translation>Dieser Text kann nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
</context>
<context>
    <name>PeopleDialog</name>
    <message>
        <source>&amp;The same as</source>
        <translation>&amp;Dieselbe Person wie</translation>
    </message>
    <message>
        <source>1 span becomes {0}’s.</source>
        <translation>1 Markierung gehört dann {0}.</translation>
    </message>
    <message>
        <source>Also</source>
        <translation>Außerdem</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>Annotator</translation>
    </message>
    <message>
        <source>Annotator who stays</source>
        <translation>Annotator, der bleibt</translation>
    </message>
    <message>
        <source>Annotators</source>
        <translation>Annotatoren</translation>
    </message>
    <message>
        <source>Articles in which both have work: {0}; spans that both have: {1}.</source>
        <translation>Artikel, in denen beide Arbeit haben: {0}; Markierungen, die beide haben: {1}.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Everything becomes {0}’s.</source>
        <translation>Alles gehört dann {0}.</translation>
    </message>
    <message>
        <source>Make one</source>
        <translation>Vereinen</translation>
    </message>
    <message>
        <source>New &amp;name</source>
        <translation>Neuer &amp;Name</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
    <message>
        <source>No; what they did counts as before</source>
        <translation>Nein; die Arbeit zählt weiter</translation>
    </message>
    <message>
        <source>Nobody else</source>
        <translation>Niemand sonst</translation>
    </message>
    <message>
        <source>Offer again</source>
        <translation>Wieder anbieten</translation>
    </message>
    <message>
        <source>Offered articles</source>
        <translation>Bekommt Artikel</translation>
    </message>
    <message>
        <source>Packs that are out under the old name come to the new one when merged.</source>
        <translation>Pakete, die unter dem alten Namen unterwegs sind, kommen beim Zusammenführen zum neuen.</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Retire</source>
        <translation>Ausscheiden lassen</translation>
    </message>
    <message>
        <source>Said otherwise by each, to be settled (Team ▸ Conflicts): {0}.</source>
        <translation>Von beiden verschieden gesagt, zu entscheiden (Team ▸ Konflikte): {0}.</translation>
    </message>
    <message>
        <source>Spans</source>
        <translation>Markierungen</translation>
    </message>
    <message>
        <source>There is an annotator of this name. Make one of the two below.</source>
        <translation>Einen Annotator dieses Namens gibt es schon. Darunter lassen sich die beiden vereinen.</translation>
    </message>
    <message>
        <source>Undo takes back what is done here.</source>
        <translation>„Rückgängig“ nimmt zurück, was hier getan wird.</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>once {0}</source>
        <translation>früher {0}</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>ausgeschieden</translation>
    </message>
    <message>
        <source>{0} spans become {1}’s.</source>
        <translation>{0} Markierungen gehören dann {1}.</translation>
    </message>
</context>
<context>
    <name>PlacePage</name>
    <message>
        <source>1 disagreement of a pair in all</source>
        <translation>insgesamt 1 Uneinigkeit eines Paars</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>All labels</source>
        <translation>Alle Labels</translation>
    </message>
    <message>
        <source>All pairs</source>
        <translation>Alle Paare</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>Disagreements</source>
        <translation>Uneinigkeiten</translation>
    </message>
    <message>
        <source>Enter opens the place in the article.</source>
        <translation>Die Eingabetaste öffnet die Stelle im Artikel.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Listed are the {0} with most disputed characters.</source>
        <translation>Aufgeführt sind die {0} mit den meisten strittigen Zeichen.</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Who says what</source>
        <translation>Wer sagt was</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>{0} disagreements of pairs in all</source>
        <translation>insgesamt {0} Uneinigkeiten von Paaren</translation>
    </message>
    <message>
        <source>{0} of 1 place</source>
        <translation>{0} von 1 Stelle</translation>
    </message>
    <message>
        <source>{0} of {1} places</source>
        <translation>{0} von {1} Stellen</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
</context>
<context>
    <name>PresenceSign</name>
    <message>
        <source>Also open: {0}</source>
        <translation>Auch geöffnet: {0}</translation>
    </message>
    <message>
        <source>What they change appears here within a second. Undo leaves it alone.</source>
        <translation>Was dort geändert wird, erscheint hier binnen einer Sekunde. Rückgängig lässt es unberührt.</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} und {1} weitere</translation>
    </message>
    <message>
        <source>{0} in another window</source>
        <translation>{0} in einem anderen Fenster</translation>
    </message>
    <message>
        <source>{0} on {1}</source>
        <translation>{0} auf {1}</translation>
    </message>
</context>
<context>
    <name>Pressing</name>
    <message>
        <source>{0} does nothing here. {1} lists the keys.</source>
        <translation>{0} tut hier nichts. {1} nennt die Tasten.</translation>
    </message>
    <message>
        <source>{0} is no Latin letter, and where it lies is not known here: commands have Latin letters, and other keys can be given to them.</source>
        <translation>{0} ist kein lateinischer Buchstabe, und wo die Taste liegt, ist hier nicht bekannt: Befehle haben lateinische Buchstaben, andere Tasten lassen sich ihnen geben.</translation>
    </message>
    <message>
        <source>{0} is no key.</source>
        <translation>{0} ist keine Taste.</translation>
    </message>
    <message>
        <source>{0}, and then: {1}</source>
        <translation>{0}, und dann: {1}</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Sample on dark paper</source>
        <translation>Muster auf dunklem Papier</translation>
    </message>
    <message>
        <source>Sample on light paper</source>
        <translation>Muster auf hellem Papier</translation>
    </message>
    <message>
        <source>The ferry</source>
        <translation>Die Fähre</translation>
    </message>
    <message>
        <source>again.</source>
        <translation>wieder ab.</translation>
    </message>
    <message>
        <source>sailed on time</source>
        <translation>legte pünktlich</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>A small flag: unsure.</source>
        <translation>Kleine Fahne: unsicher.</translation>
    </message>
    <message>
        <source>Annotated by {0}</source>
        <translation>Annotiert von {0}</translation>
    </message>
    <message>
        <source>Dotted lines join the pieces of one span.</source>
        <translation>Gepunktete Linien verbinden die Teile einer Markierung.</translation>
    </message>
    <message>
        <source>Hidden: {0}</source>
        <translation>Ausgeblendet: {0}</translation>
    </message>
    <message>
        <source>Links and notes</source>
        <translation>Verknüpfungen und Notizen</translation>
    </message>
    <message>
        <source>No spans.</source>
        <translation>Keine Markierungen.</translation>
    </message>
    <message>
        <source>Note: {0}</source>
        <translation>Notiz: {0}</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Als PDF speichern</translation>
    </message>
    <message>
        <source>Saved as {0}.</source>
        <translation>Gespeichert als {0}.</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>An den Drucker gesendet.</translation>
    </message>
    <message>
        <source>Small numbers: links and notes, after the text.</source>
        <translation>Kleine Zahlen: Verknüpfungen und Notizen, nach dem Text.</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>in Arbeit</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>{0} in “{1}”</source>
        <translation>{0} in „{1}“</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
</context>
<context>
    <name>ProgressDialog</name>
    <message>
        <source>Stopping …</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
</context>
<context>
    <name>Proposed</name>
    <message>
        <source>Equal texts were given this before: {0}</source>
        <translation>Gleiche Texte haben das schon bekommen: {0}</translation>
    </message>
    <message>
        <source>Key {0}</source>
        <translation>Taste {0}</translation>
    </message>
    <message>
        <source>Proposed: {0}</source>
        <translation>Vorgeschlagen: {0}</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Take what is proposed: {0}</source>
        <translation>Übernehmen, was vorgeschlagen wird: {0}</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>Proposing</name>
    <message>
        <source>Nothing has changed: all equal texts have this.</source>
        <translation>Nichts geändert: Alle gleichen Texte haben das schon.</translation>
    </message>
    <message>
        <source>Nothing is proposed for the current span.</source>
        <translation>Für die aktuelle Markierung wird nichts vorgeschlagen.</translation>
    </message>
    <message>
        <source>Proposed: {0}</source>
        <translation>Vorgeschlagen: {0}</translation>
    </message>
    <message>
        <source>Proposed: {0} ({1})</source>
        <translation>Vorgeschlagen: {0} ({1})</translation>
    </message>
    <message>
        <source>Taken: {0}</source>
        <translation>Übernommen: {0}</translation>
    </message>
    <message>
        <source>The current span has no attributes to set elsewhere.</source>
        <translation>Die aktuelle Markierung hat keine Attribute, die anderswo gesetzt werden könnten.</translation>
    </message>
    <message>
        <source>There is no current span whose attributes could be set elsewhere.</source>
        <translation>Es gibt keine aktuelle Markierung, deren Attribute anderswo gesetzt werden könnten.</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Filter articles</source>
        <translation>Artikel filtern</translation>
    </message>
    <message>
        <source>Filter title and text</source>
        <translation>Titel und Text filtern</translation>
    </message>
    <message>
        <source>Gold to look at again</source>
        <translation>Gold noch einmal ansehen</translation>
    </message>
    <message>
        <source>No article is archived.</source>
        <translation>Kein Artikel ist archiviert.</translation>
    </message>
    <message>
        <source>No article is marked as unsure.</source>
        <translation>Kein Artikel ist als unsicher gekennzeichnet.</translation>
    </message>
    <message>
        <source>No article is {0}.</source>
        <translation>Kein Artikel ist {0}.</translation>
    </message>
    <message>
        <source>No article matches “{0}”.</source>
        <translation>Kein Artikel passt zu „{0}“.</translation>
    </message>
    <message>
        <source>No article that is {0} matches “{1}”.</source>
        <translation>Kein Artikel, der {0} ist, passt zu „{1}“.</translation>
    </message>
    <message>
        <source>No article’s gold is to be looked at again.</source>
        <translation>Bei keinem Artikel ist Gold noch einmal anzusehen.</translation>
    </message>
    <message>
        <source>No other article tells the story of this one.</source>
        <translation>Kein anderer Artikel erzählt die Geschichte von diesem.</translation>
    </message>
    <message>
        <source>No unsure article matches “{0}”.</source>
        <translation>Kein unsicherer Artikel passt zu „{0}“.</translation>
    </message>
    <message>
        <source>None of the articles that are assigned to you is shown by this filter.</source>
        <translation>Dieser Filter zeigt keinen der Artikel, die Ihnen zugeteilt sind.</translation>
    </message>
    <message>
        <source>Same story as this one</source>
        <translation>Gleiche Geschichte wie dieser</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>Suche läuft …</translation>
    </message>
    <message>
        <source>Show articles by status</source>
        <translation>Artikel nach Status zeigen</translation>
    </message>
    <message>
        <source>The articles cannot be read: {0}</source>
        <translation>Die Artikel können nicht gelesen werden: {0}</translation>
    </message>
    <message>
        <source>This project has no articles yet. Import some with File ▸ Import.</source>
        <translation>Dieses Projekt hat noch keine Artikel. Importieren mit Datei ▸ Artikel importieren.</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>in Arbeit</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>{0} of {1} done</source>
        <translation>{0} von {1} erledigt</translation>
    </message>
    <message>
        <source>{0} of {1} of this story</source>
        <translation>{0} von {1} dieser Geschichte</translation>
    </message>
    <message>
        <source>{0} shown</source>
        <translation>{0} gezeigt</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>1 span</source>
        <translation>1 Markierung</translation>
    </message>
    <message>
        <source>This article cannot be read</source>
        <translation>Dieser Artikel kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>assigned to {0}</source>
        <translation>zugeteilt an {0}</translation>
    </message>
    <message>
        <source>same story as {0}</source>
        <translation>gleiche Geschichte wie {0}</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>{0} more</source>
        <translation>{0} weitere</translation>
    </message>
    <message>
        <source>{0} spans</source>
        <translation>{0} Markierungen</translation>
    </message>
    <message>
        <source>“{0}”</source>
        <translation>„{0}“</translation>
    </message>
</context>
<context>
    <name>QueueSort</name>
    <message>
        <source>Order of the articles: {0}</source>
        <translation>Reihenfolge der Artikel: {0}</translation>
    </message>
    <message>
        <source>The other way round</source>
        <translation>Umgekehrt</translation>
    </message>
    <message>
        <source>{0}, the other way round</source>
        <translation>{0}, umgekehrt</translation>
    </message>
</context>
<context>
    <name>ReadingDialog</name>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>A band behind the line that is read</source>
        <translation>Ein Band hinter der gelesenen Zeile</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>Wie üblich</translation>
    </message>
    <message>
        <source>Dim all but the current paragraph</source>
        <translation>Alles außer dem aktuellen Absatz abdunkeln</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>Schrift</translation>
    </message>
    <message>
        <source>Font and line height</source>
        <translation>Schrift und Zeilenhöhe</translation>
    </message>
    <message>
        <source>Line height</source>
        <translation>Zeilenhöhe</translation>
    </message>
    <message>
        <source>Line height in percent</source>
        <translation>Zeilenhöhe in Prozent</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Size in points</source>
        <translation>Größe in Punkt</translation>
    </message>
    <message>
        <source>The page shows it at once. It is yours, not the project’s.</source>
        <translation>Die Seite zeigt es sofort. Es gehört Ihnen, nicht dem Projekt.</translation>
    </message>
    <message>
        <source>The usual one</source>
        <translation>Die übliche</translation>
    </message>
</context>
<context>
    <name>ReadingPositions</name>
    <message>
        <source>So long you have worked on this article, on all days, with pauses left out. It is kept in this project and nowhere else.</source>
        <translation>So lange haben Sie an diesem Artikel gearbeitet, an allen Tagen, ohne Pausen. Das steht in diesem Projekt und nirgends sonst.</translation>
    </message>
    <message>
        <source>{0} here</source>
        <translation>hier {0}</translation>
    </message>
    <message>
        <source>{0} of work on this article</source>
        <translation>{0} Arbeit an diesem Artikel</translation>
    </message>
</context>
<context>
    <name>RecordForm</name>
    <message>
        <source>&amp;Attributes of spans</source>
        <translation>&amp;Attribute der Markierungen</translation>
    </message>
    <message>
        <source>A paragraph</source>
        <translation>Ein Absatz</translation>
    </message>
    <message>
        <source>A sentence</source>
        <translation>Ein Satz</translation>
    </message>
    <message>
        <source>A whole article</source>
        <translation>Ein ganzer Artikel</translation>
    </message>
    <message>
        <source>Cut out of the text</source>
        <translation>Aus dem Text schneiden</translation>
    </message>
    <message>
        <source>Cut the spans of “{0}” out of the text</source>
        <translation>Markierungen von „{0}“ aus dem Text schneiden</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Labels that are kept, and those cut out of the text</source>
        <translation>Labels, die bleiben, und solche, die aus dem Text geschnitten werden</translation>
    </message>
    <message>
        <source>One &amp;record is</source>
        <translation>Ein Datensatz &amp;ist</translation>
    </message>
    <message>
        <source>What one record is</source>
        <translation>Was ein Datensatz ist</translation>
    </message>
</context>
<context>
    <name>RefusedPage</name>
    <message>
        <source>&amp;Write them to a file:</source>
        <translation>In eine Datei &amp;schreiben:</translation>
    </message>
    <message>
        <source>Choose the file for what is refused</source>
        <translation>Datei für Abgelehntes wählen</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Everything can be imported.</source>
        <translation>Alles kann importiert werden.</translation>
    </message>
    <message>
        <source>Import the &amp;rest without them</source>
        <translation>Den &amp;Rest ohne sie importieren</translation>
    </message>
    <message>
        <source>Repair all of this kind: {0} × {1}</source>
        <translation>Alle dieser Art reparieren: {0} × {1}</translation>
    </message>
    <message>
        <source>What cannot be imported</source>
        <translation>Was nicht importiert werden kann</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>und {0} weitere</translation>
    </message>
    <message>
        <source>ends that are the last character</source>
        <translation>Enden, die das letzte Zeichen sind</translation>
    </message>
    <message>
        <source>offsets in UTF-16 units</source>
        <translation>Positionen in UTF-16-Einheiten</translation>
    </message>
    <message>
        <source>offsets in bytes</source>
        <translation>Positionen in Bytes</translation>
    </message>
    <message>
        <source>offsets that begin with 1</source>
        <translation>Positionen, die mit 1 beginnen</translation>
    </message>
    <message>
        <source>offsets that count each line break once</source>
        <translation>Positionen, die Zeilenumbrüche einfach zählen</translation>
    </message>
    <message>
        <source>offsets that count each line break twice</source>
        <translation>Positionen, die Zeilenumbrüche doppelt zählen</translation>
    </message>
</context>
<context>
    <name>RelationList</name>
    <message>
        <source>1 link removed.</source>
        <translation>1 Verknüpfung entfernt.</translation>
    </message>
    <message>
        <source>All labels</source>
        <translation>Alle Labels</translation>
    </message>
    <message>
        <source>All links</source>
        <translation>Alle Verknüpfungen</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verknüpfungen</translation>
    </message>
    <message>
        <source>No article is open.</source>
        <translation>Kein Artikel ist geöffnet.</translation>
    </message>
    <message>
        <source>No link is like this.</source>
        <translation>Keine Verknüpfung ist so.</translation>
    </message>
    <message>
        <source>No links yet. They begin at a span: P links a quote to its speaker.</source>
        <translation>Noch keine Verknüpfungen. Sie beginnen bei einer Markierung: P verknüpft ein Zitat mit seinem Sprecher.</translation>
    </message>
    <message>
        <source>Show links by the label of either end</source>
        <translation>Verknüpfungen nach dem Label an einem der Enden zeigen</translation>
    </message>
    <message>
        <source>Show links by type</source>
        <translation>Verknüpfungen nach Art zeigen</translation>
    </message>
    <message>
        <source>This end of the link cannot be read.</source>
        <translation>Dieses Ende der Verknüpfung ist nicht lesbar.</translation>
    </message>
    <message>
        <source>To other articles</source>
        <translation>In andere Artikel</translation>
    </message>
    <message>
        <source>{0} links removed.</source>
        <translation>{0} Verknüpfungen entfernt.</translation>
    </message>
</context>
<context>
    <name>RelationModel</name>
    <message>
        <source>another article</source>
        <translation>anderer Artikel</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>{0} → {1}: {2}</source>
        <translation>{0} → {1}: {2}</translation>
    </message>
</context>
<context>
    <name>RelationRow</name>
    <message>
        <source>unreadable</source>
        <translation>nicht lesbar</translation>
    </message>
</context>
<context>
    <name>ReleaseDialog</name>
    <message>
        <source>&amp;Choose …</source>
        <translation>&amp;Wählen …</translation>
    </message>
    <message>
        <source>A release is a folder with train, validation and test files, a card, the labels, agreement, and check sums of all. Articles that tell the same stay together.</source>
        <translation>Eine Ausgabe ist ein Ordner mit Dateien für Training, Validierung und Test, einer Beschreibung, den Labels, der Übereinstimmung und Prüfsummen für alles. Artikel, die dasselbe berichten, bleiben beieinander.</translation>
    </message>
    <message>
        <source>Articles left out: {0}; the card says why.</source>
        <translation>Weggelassene Artikel: {0}; die Beschreibung sagt, warum.</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Not in every format: {0}; see the card.</source>
        <translation>Nicht in jedem Format: {0}; siehe Beschreibung.</translation>
    </message>
    <message>
        <source>Nothing was released: {0}.</source>
        <translation>Nichts wurde herausgegeben: {0}.</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Herausgeben</translation>
    </message>
    <message>
        <source>Release the data set</source>
        <translation>Datensatz herausgeben</translation>
    </message>
    <message>
        <source>Released into {0}.</source>
        <translation>In {0} herausgegeben.</translation>
    </message>
    <message>
        <source>Releasing …</source>
        <translation>Wird herausgegeben …</translation>
    </message>
    <message>
        <source>Stopped. Nothing was released.</source>
        <translation>Angehalten. Nichts wurde herausgegeben.</translation>
    </message>
    <message>
        <source>There is something of this name already. Choose a new folder.</source>
        <translation>Unter diesem Namen gibt es schon etwas. Bitte einen neuen Ordner wählen.</translation>
    </message>
</context>
<context>
    <name>ReleaseForm</name>
    <message>
        <source>&amp;Licence</source>
        <translation>Li&amp;zenz</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>Na&amp;me</translation>
    </message>
    <message>
        <source>Choose at least one annotator.</source>
        <translation>Mindestens einen Annotator wählen.</translation>
    </message>
    <message>
        <source>Choose at least one label.</source>
        <translation>Mindestens ein Label wählen.</translation>
    </message>
    <message>
        <source>Choose at least one share.</source>
        <translation>Mindestens einen Anteil wählen.</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>For the card of the data set.</source>
        <translation>Für die Beschreibung des Datensatzes.</translation>
    </message>
    <message>
        <source>For the intervals; 0 leaves them out.</source>
        <translation>Für die Intervalle; 0 lässt sie weg.</translation>
    </message>
    <message>
        <source>Give the data set a name.</source>
        <translation>Bitte den Datensatz benennen.</translation>
    </message>
    <message>
        <source>Letters &amp;instead of annotators’ names, and no notes</source>
        <translation>&amp;Buchstaben statt Namen, ohne Notizen</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>More &amp;formats</source>
        <translation>Weitere &amp;Formate</translation>
    </message>
    <message>
        <source>More formats</source>
        <translation>Weitere Formate</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Of annotators, and of who is written about</source>
        <translation>Der Annotatoren und derer, über die geschrieben wird</translation>
    </message>
    <message>
        <source>Resam&amp;ples</source>
        <translation>Stich&amp;proben</translation>
    </message>
    <message>
        <source>Resamples</source>
        <translation>Stichproben</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation>&amp;Startzahl</translation>
    </message>
    <message>
        <source>S&amp;hares</source>
        <translation>An&amp;teile</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startzahl</translation>
    </message>
    <message>
        <source>Share of {0}</source>
        <translation>Anteil von {0}</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>The same number divides the articles in the same way.</source>
        <translation>Dieselbe Zahl teilt die Artikel wieder genauso auf.</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Train</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>What is missing or skewed</source>
        <translation>Was fehlt oder verzerrt ist</translation>
    </message>
    <message>
        <source>Whom to ask</source>
        <translation>Wen man fragen kann</translation>
    </message>
    <message>
        <source>Whose the articles are, on which terms</source>
        <translation>Wem die Artikel gehören, unter welchen Bedingungen</translation>
    </message>
    <message>
        <source>for example cc-by-4.0</source>
        <translation>zum Beispiel cc-by-4.0</translation>
    </message>
</context>
<context>
    <name>RemovalDialog</name>
    <message>
        <source>Delete them, with their links</source>
        <translation>Löschen, mit ihren Verknüpfungen</translation>
    </message>
    <message>
        <source>Label that they get</source>
        <translation>Label, das sie bekommen</translation>
    </message>
    <message>
        <source>Move them to</source>
        <translation>Verschieben zu</translation>
    </message>
    <message>
        <source>Remove a label</source>
        <translation>Label entfernen</translation>
    </message>
    <message>
        <source>Remove the label</source>
        <translation>Label entfernen</translation>
    </message>
    <message>
        <source>Remove what is said, too</source>
        <translation>Auch entfernen, was gesagt ist</translation>
    </message>
    <message>
        <source>Undo brings the label and its spans back.</source>
        <translation>Rückgängig holt das Label und seine Markierungen zurück.</translation>
    </message>
    <message>
        <source>Undo brings the label and what was said back.</source>
        <translation>Rückgängig bringt das Label und das Gesagte zurück.</translation>
    </message>
    <message>
        <source>What becomes of spans with “{0}”?</source>
        <translation>Was wird aus Markierungen mit „{0}“?</translation>
    </message>
    <message>
        <source>With “{0}” something is said of {1} by {2}.</source>
        <translation>Mit „{0}“ ist etwas gesagt: {1}, {2}.</translation>
    </message>
    <message>
        <source>With “{0}” something may be said of articles.</source>
        <translation>Mit „{0}“ kann etwas über Artikel gesagt sein.</translation>
    </message>
    <message>
        <source>{0} of {1} use “{2}”. What becomes of them?</source>
        <translation>{0} von {1} verwenden „{2}“. Was soll mit ihnen geschehen?</translation>
    </message>
    <message>
        <source>{0} of {1} uses “{2}”. What becomes of them?</source>
        <translation>{0} von {1} verwendet „{2}“. Was soll mit ihr geschehen?</translation>
    </message>
</context>
<context>
    <name>SearchDialog</name>
    <message>
        <source>1 article</source>
        <translation>1 Artikel</translation>
    </message>
    <message>
        <source>1 hit</source>
        <translation>1 Treffer</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All words must occur.
Put a phrase in “quotes”; end a word with * to find all that begin so.</source>
        <translation>Alle Wörter müssen vorkommen.
Wortfolgen in „Anführungszeichen“ setzen; * am Wortende: jede Endung.</translation>
    </message>
    <message>
        <source>Change 1 ticked hit …</source>
        <translation>1 angehakten Treffer ändern …</translation>
    </message>
    <message>
        <source>Change ticked hits …</source>
        <translation>Angehakte Treffer ändern …</translation>
    </message>
    <message>
        <source>Change {0} ticked hits …</source>
        <translation>{0} angehakte Treffer ändern …</translation>
    </message>
    <message>
        <source>Find in the project</source>
        <translation>Im Projekt suchen</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Nothing matches “{0}”.</source>
        <translation>Nichts passt zu „{0}“.</translation>
    </message>
    <message>
        <source>Preparing the search</source>
        <translation>Suche wird vorbereitet</translation>
    </message>
    <message>
        <source>Preparing the search … what is missing will follow.</source>
        <translation>Suche wird vorbereitet … Fehlendes folgt.</translation>
    </message>
    <message>
        <source>Tag the text everywhere …</source>
        <translation>Den Text überall markieren …</translation>
    </message>
    <message>
        <source>The search could not be prepared: {0}</source>
        <translation>Die Suche konnte nicht vorbereitet werden: {0}</translation>
    </message>
    <message>
        <source>Tick all hits</source>
        <translation>Alle Treffer anhaken</translation>
    </message>
    <message>
        <source>Words to find in the project</source>
        <translation>Im Projekt gesuchte Wörter</translation>
    </message>
    <message>
        <source>Words, “an exact phrase”, begin*</source>
        <translation>Wörter, „genaue Wortfolge“, Anfang*</translation>
    </message>
    <message>
        <source>there are more</source>
        <translation>es gibt mehr</translation>
    </message>
    <message>
        <source>{0} articles</source>
        <translation>{0} Artikel</translation>
    </message>
    <message>
        <source>{0} hits</source>
        <translation>{0} Treffer</translation>
    </message>
</context>
<context>
    <name>Searching</name>
    <message>
        <source>Select a text, or have a span current, to tag it in the whole project.</source>
        <translation>Um im ganzen Projekt zu markieren, Text auswählen oder eine Markierung anwählen.</translation>
    </message>
</context>
<context>
    <name>Seeing</name>
    <message>
        <source>All labels are shown.</source>
        <translation>Alle Labels sind zu sehen.</translation>
    </message>
    <message>
        <source>Hidden: {0}</source>
        <translation>Ausgeblendet: {0}</translation>
    </message>
    <message>
        <source>Hide “{0}”</source>
        <translation>„{0}“ ausblenden</translation>
    </message>
    <message>
        <source>It is not seen on the page: “{0}” is hidden.</source>
        <translation>Auf der Seite ist es nicht zu sehen: „{0}“ ist ausgeblendet.</translation>
    </message>
    <message>
        <source>Only “{0}” is shown</source>
        <translation>Nur „{0}“ ist zu sehen</translation>
    </message>
    <message>
        <source>Only “{0}” is shown on the page.</source>
        <translation>Nur „{0}“ ist auf der Seite zu sehen.</translation>
    </message>
    <message>
        <source>Press a label’s key to hide it, or to show it again.</source>
        <translation>Taste eines Labels drücken, um es aus- oder wieder einzublenden.</translation>
    </message>
    <message>
        <source>Press a label’s key to show it alone, or all again.</source>
        <translation>Taste eines Labels drücken, um nur dieses zu zeigen, oder wieder alle.</translation>
    </message>
    <message>
        <source>Show all labels</source>
        <translation>Alle Labels einblenden</translation>
    </message>
    <message>
        <source>Show only “{0}”</source>
        <translation>Nur „{0}“ zeigen</translation>
    </message>
    <message>
        <source>Show “{0}”</source>
        <translation>„{0}“ einblenden</translation>
    </message>
    <message>
        <source>{0}. Click to show all labels.</source>
        <translation>{0}. Klicken zeigt alle Labels.</translation>
    </message>
    <message>
        <source>“{0}” is hidden on the page.</source>
        <translation>„{0}“ ist auf der Seite ausgeblendet.</translation>
    </message>
    <message>
        <source>“{0}” is shown again.</source>
        <translation>„{0}“ ist wieder zu sehen.</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Changing many spans …</source>
        <translation>Viele Markierungen werden geändert …</translation>
    </message>
    <message>
        <source>It is still not known whether this was saved: {0}.</source>
        <translation>Es ist noch nicht bekannt, ob das gespeichert wurde: {0}.</translation>
    </message>
    <message>
        <source>Not saved: {0}. Nothing has changed.</source>
        <translation>Nicht gespeichert: {0}. Nichts hat sich geändert.</translation>
    </message>
    <message>
        <source>Redone: {0}</source>
        <translation>Wiederholt: {0}</translation>
    </message>
    <message>
        <source>The article cannot be opened: {0}</source>
        <translation>Der Artikel kann nicht geöffnet werden: {0}</translation>
    </message>
    <message>
        <source>The article that was open is no longer in the project.</source>
        <translation>Der Artikel, der offen war, ist nicht mehr im Projekt.</translation>
    </message>
    <message>
        <source>The span is no longer there.</source>
        <translation>Die Markierung gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Undone: {0}</source>
        <translation>Rückgängig gemacht: {0}</translation>
    </message>
    <message>
        <source>{0} cannot be added: {1}</source>
        <translation>{0} kann nicht hinzugefügt werden: {1}</translation>
    </message>
    <message>
        <source>{0}. “Try again” finds out, and saves it once.</source>
        <translation>{0}. „Noch einmal versuchen“ stellt es fest und speichert nur einmal.</translation>
    </message>
</context>
<context>
    <name>SeveralGestures</name>
    <message>
        <source>Select some text first: the spans inside it are selected then.</source>
        <translation>Zuerst Text auswählen: dann werden die Markierungen darin ausgewählt.</translation>
    </message>
</context>
<context>
    <name>SeveralPanel</name>
    <message>
        <source>A label’s key changes all of them, Delete deletes them; Escape lets go.</source>
        <translation>Die Taste eines Labels ändert alle, Entf löscht sie; Esc lässt sie los.</translation>
    </message>
    <message>
        <source>To be looked at again; a note may say why</source>
        <translation>Noch einmal ansehen; eine Notiz kann sagen, warum</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>verschieden</translation>
    </message>
    <message>
        <source>{0} of {1} spans</source>
        <translation>{0} von {1} Markierungen</translation>
    </message>
</context>
<context>
    <name>ShortcutSettings</name>
    <message>
        <source>Add a key</source>
        <translation>Taste hinzufügen</translation>
    </message>
    <message>
        <source>All commands have their usual keys again.</source>
        <translation>Alle Befehle haben wieder ihre üblichen Tasten.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Change keys</source>
        <translation>Tasten ändern</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>Befehl oder Taste suchen</translation>
    </message>
    <message>
        <source>It may never arrive: {0} may keep it.</source>
        <translation>Vielleicht kommt sie nie an: {0} kann sie für sich behalten.</translation>
    </message>
    <message>
        <source>No command and no key is called so.</source>
        <translation>Kein Befehl und keine Taste heißt so.</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Press a further key for “{0}”. Esc leaves it.</source>
        <translation>Eine weitere Taste für „{0}“ drücken. Esc bricht ab.</translation>
    </message>
    <message>
        <source>Press the new key for “{0}”. Esc leaves it.</source>
        <translation>Die neue Taste für „{0}“ drücken. Esc bricht ab.</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>{0} is “{1}” now.</source>
        <translation>{0} ist jetzt „{1}“.</translation>
    </message>
    <message>
        <source>“{0}” has its usual keys again.</source>
        <translation>„{0}“ hat wieder die üblichen Tasten.</translation>
    </message>
    <message>
        <source>“{0}” has no key now.</source>
        <translation>„{0}“ hat jetzt keine Taste.</translation>
    </message>
    <message>
        <source>“{0}” in {1}</source>
        <translation>„{0}“ in {1}</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>A command has {0} keys at most.</source>
        <translation>Ein Befehl hat höchstens {0} Tasten.</translation>
    </message>
    <message>
        <source>This key cannot be used.</source>
        <translation>Diese Taste kann nicht verwendet werden.</translation>
    </message>
    <message>
        <source>{0} and {1}, which is the label “{2}”, begin alike.</source>
        <translation>{0} und {1} (das ist das Label „{2}“) fangen gleich an.</translation>
    </message>
    <message>
        <source>{0} and {1}, which is “{2}”, begin alike.</source>
        <translation>{0} und {1} (das ist „{2}“) fangen gleich an.</translation>
    </message>
    <message>
        <source>{0} is kept for labels: the digits are theirs.</source>
        <translation>{0} ist für Labels vorbehalten: Die Ziffern gehören ihnen.</translation>
    </message>
    <message>
        <source>{0} is kept for typing, lists and the caret.</source>
        <translation>{0} ist für Eingaben, Listen und die Einfügemarke vorbehalten.</translation>
    </message>
    <message>
        <source>{0} is the label “{1}” already.</source>
        <translation>{0} ist schon das Label „{1}“.</translation>
    </message>
    <message>
        <source>{0} is “{1}” already.</source>
        <translation>{0} ist schon „{1}“.</translation>
    </message>
    <message>
        <source>{0} opens the menu “{1}” already.</source>
        <translation>{0} öffnet schon das Menü „{1}“.</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>Befehl oder Taste suchen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>SourceTable</name>
    <message>
        <source>A source that is not ticked proposes nothing for the label, to nobody.</source>
        <translation>Eine Quelle ohne Haken schlägt für das Label niemandem etwas vor.</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Goes by</source>
        <translation>Geht nach</translation>
    </message>
    <message>
        <source>How many finished articles were learned from.</source>
        <translation>Aus wie vielen fertigen Artikeln gelernt wurde.</translation>
    </message>
    <message>
        <source>How many of the suggestions were right, on articles that were held out.</source>
        <translation>Wie viele der Vorschläge stimmten, in zurückgehaltenen Artikeln.</translation>
    </message>
    <message>
        <source>How many of what was tagged were suggested, on articles that were held out.</source>
        <translation>Wie viel von dem, was markiert wurde, vorgeschlagen war, in zurückgehaltenen Artikeln.</translation>
    </message>
    <message>
        <source>How many suggestions these figures rest on.</source>
        <translation>Auf wie vielen Vorschlägen diese Zahlen beruhen.</translation>
    </message>
    <message>
        <source>Label, source</source>
        <translation>Label, Quelle</translation>
    </message>
    <message>
        <source>Labels and sources of suggestions</source>
        <translation>Labels und Quellen der Vorschläge</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Ausbeute</translation>
    </message>
    <message>
        <source>Shown from</source>
        <translation>Gezeigt ab</translation>
    </message>
    <message>
        <source>The score from which suggestions are shown.</source>
        <translation>Ab welchem Wert Vorschläge gezeigt werden.</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>Gelernt am</translation>
    </message>
    <message>
        <source>What is known of it, or what is missing.</source>
        <translation>Was davon bekannt ist oder was fehlt.</translation>
    </message>
    <message>
        <source>When it was learned.</source>
        <translation>Wann es gelernt wurde.</translation>
    </message>
</context>
<context>
    <name>Sources</name>
    <message>
        <source>Dictionary</source>
        <translation>Wörterliste</translation>
    </message>
    <message>
        <source>Glued widgets</source>
        <translation>Angeklebte Widgets</translation>
    </message>
    <message>
        <source>Other mentions</source>
        <translation>Weitere Nennungen</translation>
    </message>
    <message>
        <source>Own command</source>
        <translation>Eigener Befehl</translation>
    </message>
    <message>
        <source>Patterns</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Quotation marks</source>
        <translation>Anführungszeichen</translation>
    </message>
    <message>
        <source>Repeated lines</source>
        <translation>Wiederholte Zeilen</translation>
    </message>
    <message>
        <source>Rules for names</source>
        <translation>Regeln für Namen</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>Tagged before</source>
        <translation>Schon markiert</translation>
    </message>
    <message>
        <source>Tagger</source>
        <translation>Tagger</translation>
    </message>
    <message>
        <source>spaCy pipeline</source>
        <translation>spaCy-Pipeline</translation>
    </message>
</context>
<context>
    <name>SpanList</name>
    <message>
        <source>All labels</source>
        <translation>Alle Labels</translation>
    </message>
    <message>
        <source>Equal texts together</source>
        <translation>Gleiche Texte zusammen</translation>
    </message>
    <message>
        <source>No article is open.</source>
        <translation>Kein Artikel ist geöffnet.</translation>
    </message>
    <message>
        <source>No span has this label.</source>
        <translation>Keine Markierung hat dieses Label.</translation>
    </message>
    <message>
        <source>No span is like this.</source>
        <translation>Keine Markierung ist so.</translation>
    </message>
    <message>
        <source>No spans yet. Select text and press a label’s key.</source>
        <translation>Noch keine Markierungen. Text auswählen und die Taste eines Labels drücken.</translation>
    </message>
    <message>
        <source>Show spans by label</source>
        <translation>Markierungen nach Label zeigen</translation>
    </message>
    <message>
        <source>Spans</source>
        <translation>Markierungen</translation>
    </message>
</context>
<context>
    <name>SpanModel</name>
    <message>
        <source>by {0}</source>
        <translation>von {0}</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>zugeklappt</translation>
    </message>
    <message>
        <source>open</source>
        <translation>aufgeklappt</translation>
    </message>
    <message>
        <source>several labels</source>
        <translation>verschiedene Labels</translation>
    </message>
    <message>
        <source>{0} fragments</source>
        <translation>{0} Fragmente</translation>
    </message>
    <message>
        <source>{0}, from “{1}”</source>
        <translation>{0}, von „{1}“</translation>
    </message>
    <message>
        <source>{0}: “{1}”</source>
        <translation>{0}: „{1}“</translation>
    </message>
</context>
<context>
    <name>Spoken</name>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>1 fragment</source>
        <translation>1 Fragment</translation>
    </message>
    <message>
        <source>1 span</source>
        <translation>1 Markierung</translation>
    </message>
    <message>
        <source>by {0}</source>
        <translation>von {0}</translation>
    </message>
    <message>
        <source>changed {0} to {1}: {2}</source>
        <translation>{0} geändert in {1}: {2}</translation>
    </message>
    <message>
        <source>cleared the note of {0}</source>
        <translation>Notiz zu {0} gelöscht</translation>
    </message>
    <message>
        <source>flagged the article</source>
        <translation>Artikel als unsicher gekennzeichnet</translation>
    </message>
    <message>
        <source>flagged {0} articles</source>
        <translation>{0} Artikel als unsicher gekennzeichnet</translation>
    </message>
    <message>
        <source>flagged {0} spans</source>
        <translation>{0} Markierungen als unsicher gekennzeichnet</translation>
    </message>
    <message>
        <source>flagged {0}: {1}</source>
        <translation>{0} als unsicher gekennzeichnet: {1}</translation>
    </message>
    <message>
        <source>fragment {0} of {1}</source>
        <translation>Fragment {0} von {1}</translation>
    </message>
    <message>
        <source>has a note</source>
        <translation>mit Notiz</translation>
    </message>
    <message>
        <source>linked to another article</source>
        <translation>mit anderem Artikel verknüpft</translation>
    </message>
    <message>
        <source>marked the article: {0}</source>
        <translation>Artikel gekennzeichnet: {0}</translation>
    </message>
    <message>
        <source>marked {0} articles: {1}</source>
        <translation>{0} Artikel gekennzeichnet: {1}</translation>
    </message>
    <message>
        <source>no attributes</source>
        <translation>keine Attribute</translation>
    </message>
    <message>
        <source>no current span</source>
        <translation>keine aktuelle Markierung</translation>
    </message>
    <message>
        <source>no span</source>
        <translation>keine Markierung</translation>
    </message>
    <message>
        <source>removed the link to the {0}</source>
        <translation>Verknüpfung zu {0} entfernt</translation>
    </message>
    <message>
        <source>removed {0} links</source>
        <translation>{0} Verknüpfungen entfernt</translation>
    </message>
    <message>
        <source>removed {0} spans</source>
        <translation>{0} Markierungen entfernt</translation>
    </message>
    <message>
        <source>removed {0}: {1}</source>
        <translation>{0} entfernt: {1}</translation>
    </message>
    <message>
        <source>saved the note on {0}</source>
        <translation>Notiz zu {0} gespeichert</translation>
    </message>
    <message>
        <source>tagged {0} spans</source>
        <translation>{0} Markierungen angelegt</translation>
    </message>
    <message>
        <source>tagged {0}: {1}</source>
        <translation>als {0} markiert: {1}</translation>
    </message>
    <message>
        <source>took the flag from the article</source>
        <translation>Artikel nicht mehr als unsicher gekennzeichnet</translation>
    </message>
    <message>
        <source>took the flag from {0} articles</source>
        <translation>{0} Artikel nicht mehr als unsicher gekennzeichnet</translation>
    </message>
    <message>
        <source>took the flag from {0} spans</source>
        <translation>{0} Markierungen nicht mehr als unsicher gekennzeichnet</translation>
    </message>
    <message>
        <source>took the flag from {0}: {1}</source>
        <translation>{0} nicht mehr als unsicher gekennzeichnet: {1}</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>{0} fragments</source>
        <translation>{0} Fragmente</translation>
    </message>
    <message>
        <source>{0} has {1} now: {2}</source>
        <translation>{0} hat jetzt {1}: {2}</translation>
    </message>
    <message>
        <source>{0} is now {1}</source>
        <translation>{0} ist jetzt {1}</translation>
    </message>
    <message>
        <source>{0} is now: {1}</source>
        <translation>{0} ist jetzt: {1}</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>{0} spans</source>
        <translation>{0} Markierungen</translation>
    </message>
</context>
<context>
    <name>StatisticsDialog</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>Annotator</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Articles done a day</source>
        <translation>Erledigte Artikel pro Tag</translation>
    </message>
    <message>
        <source>Articles done in the last {0} days</source>
        <translation>Erledigte Artikel in den letzten {0} Tagen</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Neu zählen</translation>
    </message>
    <message>
        <source>Counting …</source>
        <translation>Wird gezählt …</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>How fast the work goes</source>
        <translation>Wie schnell die Arbeit vorangeht</translation>
    </message>
    <message>
        <source>It could not be counted: {0}</source>
        <translation>Es konnte nicht gezählt werden: {0}</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Median per span</source>
        <translation>Median je Markierung</translation>
    </message>
    <message>
        <source>None yet: articles count once they are marked done.</source>
        <translation>Noch keine: Artikel zählen, sobald sie erledigt sind.</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Per article</source>
        <translation>Je Artikel</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Spans</source>
        <translation>Markierungen</translation>
    </message>
    <message>
        <source>Spans an hour</source>
        <translation>Markierungen je Stunde</translation>
    </message>
    <message>
        <source>Spans by label and annotator</source>
        <translation>Markierungen nach Label und Annotator</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Time is counted while there are keys, clicks or the wheel in the window. A span’s time is that since the change before it; more than five minutes are a break.</source>
        <translation>Zeit zählt, solange im Fenster getippt, geklickt oder gescrollt wird. Die Zeit einer Markierung ist die seit der vorigen Änderung; mehr als fünf Minuten sind eine Pause.</translation>
    </message>
    <message>
        <source>Whose articles</source>
        <translation>Wessen Artikel</translation>
    </message>
    <message>
        <source>{0} in all, {1} today; on the best day, {2}, {3}.</source>
        <translation>{0} insgesamt, {1} heute; am besten Tag, {2}, {3}.</translation>
    </message>
    <message>
        <source>{0}: {1} done, {2} in progress, {3} skipped, {4} new</source>
        <translation>{0}: {1} erledigt, {2} in Arbeit, {3} übersprungen, {4} neu</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
</context>
<context>
    <name>SuggestedTable</name>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>F1 IoU</source>
        <translation>F1 IoU</translation>
    </message>
    <message>
        <source>F1 exact</source>
        <translation>F1 exakt</translation>
    </message>
    <message>
        <source>Nothing came from a suggestion.</source>
        <translation>Nichts kam aus einem Vorschlag.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>Suggested to the first</source>
        <translation>Vorgeschlagen: erste Person</translation>
    </message>
    <message>
        <source>Suggestions in each pair’s work</source>
        <translation>Vorschläge in der Arbeit jedes Paars</translation>
    </message>
    <message>
        <source>To the second</source>
        <translation>Zweite Person</translation>
    </message>
    <message>
        <source>u-alpha</source>
        <translation>u-Alpha</translation>
    </message>
    <message>
        <source>with suggestions</source>
        <translation>mit Vorschlägen</translation>
    </message>
    <message>
        <source>without suggestions</source>
        <translation>ohne Vorschläge</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
</context>
<context>
    <name>Suggesting</name>
    <message>
        <source>1 suggestion</source>
        <translation>1 Vorschlag</translation>
    </message>
    <message>
        <source>1 suggestion of a hidden label waits.</source>
        <translation>1 Vorschlag eines ausgeblendeten Labels wartet.</translation>
    </message>
    <message>
        <source>All suggestions of this article are answered.</source>
        <translation>Alle Vorschläge dieses Artikels sind beantwortet.</translation>
    </message>
    <message>
        <source>Go to the next suggestion</source>
        <translation>Zum nächsten Vorschlag gehen</translation>
    </message>
    <message>
        <source>Suggestion {0} of {1}: {2}, {3}, {4}</source>
        <translation>Vorschlag {0} von {1}: {2}, {3}, {4}</translation>
    </message>
    <message>
        <source>There is no suggestion at the caret.</source>
        <translation>An der Schreibmarke ist kein Vorschlag.</translation>
    </message>
    <message>
        <source>There is no suggestion in this article.</source>
        <translation>In diesem Artikel ist kein Vorschlag.</translation>
    </message>
    <message>
        <source>This is the suggestion. Press again to answer it.</source>
        <translation>Dies ist der Vorschlag. Noch einmal drücken, um ihn zu beantworten.</translation>
    </message>
    <message>
        <source>{0} suggestions</source>
        <translation>{0} Vorschläge</translation>
    </message>
    <message>
        <source>{0} suggestions of hidden labels wait.</source>
        <translation>{0} Vorschläge ausgeblendeter Labels warten.</translation>
    </message>
</context>
<context>
    <name>SuggestionBar</name>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Key {0}</source>
        <translation>Taste {0}</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>{0}, {1}, {2} of {3}</source>
        <translation>{0}, {1}, {2} von {3}</translation>
    </message>
</context>
<context>
    <name>SuggestionsDialog</name>
    <message>
        <source>Gold, else everybody</source>
        <translation>Gold, sonst allen</translation>
    </message>
    <message>
        <source>It could not be worked out: {0}.</source>
        <translation>Es ließ sich nicht berechnen: {0}.</translation>
    </message>
    <message>
        <source>Labels and sources</source>
        <translation>Labels und Quellen</translation>
    </message>
    <message>
        <source>Learn from gold and from everybody’s work, too</source>
        <translation>Auch aus Gold und aus der Arbeit aller lernen</translation>
    </message>
    <message>
        <source>Learned from</source>
        <translation>Gelernt von</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Rechner</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Suggestions come from other sources from now on.</source>
        <translation>Vorschläge kommen ab jetzt aus anderen Quellen.</translation>
    </message>
    <message>
        <source>The figures are from before this change; they can be worked out again.</source>
        <translation>Die Zahlen sind von vor dieser Änderung; sie lassen sich neu berechnen.</translation>
    </message>
    <message>
        <source>The project has no labels yet; the label editor adds some.</source>
        <translation>Das Projekt hat noch keine Labels; der Label-Editor fügt welche hinzu.</translation>
    </message>
    <message>
        <source>What is suggested is learned from finished articles.</source>
        <translation>Was vorgeschlagen wird, ist aus fertigen Artikeln gelernt.</translation>
    </message>
    <message>
        <source>Whose finished articles are learned from</source>
        <translation>Aus wessen fertigen Artikeln gelernt wird</translation>
    </message>
    <message>
        <source>Words and patterns</source>
        <translation>Wörter und Muster</translation>
    </message>
    <message>
        <source>Work out again</source>
        <translation>Neu berechnen</translation>
    </message>
    <message>
        <source>Working out …</source>
        <translation>Wird berechnet …</translation>
    </message>
    <message>
        <source>Working out … {0} %</source>
        <translation>Wird berechnet … {0} %</translation>
    </message>
    <message>
        <source>{0}. Nothing is done yet, so rules alone suggest: mark articles done, and what is tagged in them is learned.</source>
        <translation>{0}. Noch ist nichts fertig, also schlagen nur Regeln vor: Kennzeichnen Sie Artikel als fertig, dann wird gelernt, was in ihnen markiert ist.</translation>
    </message>
    <message>
        <source>{0}; 1 article is done.</source>
        <translation>{0}; 1 Artikel ist fertig.</translation>
    </message>
    <message>
        <source>{0}; {1} articles are done.</source>
        <translation>{0}; {1} Artikel sind fertig.</translation>
    </message>
</context>
<context>
    <name>Swatch</name>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>{0}, the colour of {1}</source>
        <translation>{0}, die Farbe von {1}</translation>
    </message>
</context>
<context>
    <name>TagEverywhereDialog</name>
    <message>
        <source>1 article</source>
        <translation>1 Artikel</translation>
    </message>
    <message>
        <source>1 place</source>
        <translation>1 Stelle</translation>
    </message>
    <message>
        <source>Also inside other spans, boilerplate and longer words</source>
        <translation>Auch in anderen Markierungen, in Boilerplate und in längeren Wörtern</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Looking through the project</source>
        <translation>Projekt wird durchsucht</translation>
    </message>
    <message>
        <source>Looking through the project …</source>
        <translation>Projekt wird durchsucht …</translation>
    </message>
    <message>
        <source>Places, ticked if they are to be tagged</source>
        <translation>Stellen; angekreuzt ist, was markiert wird</translation>
    </message>
    <message>
        <source>Say as what to tag it.</source>
        <translation>Wählen Sie, als was markiert werden soll.</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>Tag 1 place</source>
        <translation>1 Stelle markieren</translation>
    </message>
    <message>
        <source>Tag in the whole project</source>
        <translation>Im ganzen Projekt markieren</translation>
    </message>
    <message>
        <source>Tag {0} places</source>
        <translation>{0} Stellen markieren</translation>
    </message>
    <message>
        <source>Tag “{0}” wherever it stands</source>
        <translation>„{0}“ markieren, wo immer es steht,</translation>
    </message>
    <message>
        <source>There are more: one change takes the first {0}, another one the next.</source>
        <translation>Es gibt mehr: Eine Änderung nimmt die ersten {0}, eine weitere die nächsten.</translation>
    </message>
    <message>
        <source>as</source>
        <translation>als</translation>
    </message>
    <message>
        <source>{0} articles</source>
        <translation>{0} Artikeln</translation>
    </message>
    <message>
        <source>{0} in {1}.</source>
        <translation>{0} in {1}.</translation>
    </message>
    <message>
        <source>{0} places</source>
        <translation>{0} Stellen</translation>
    </message>
</context>
<context>
    <name>TagHere</name>
    <message>
        <source>Select a text, or have a span current, to tag it everywhere.</source>
        <translation>Um überall zu markieren, Text auswählen oder eine Markierung anwählen.</translation>
    </message>
    <message>
        <source>There is no further place to tag.</source>
        <translation>Es gibt keine weitere Stelle zu markieren.</translation>
    </message>
</context>
<context>
    <name>TakingBack</name>
    <message>
        <source>1 article has gold.</source>
        <translation>1 Artikel hat Gold.</translation>
    </message>
    <message>
        <source>1 article is finished.</source>
        <translation>1 Artikel ist erledigt.</translation>
    </message>
    <message>
        <source>1 article is not done for {0}: what others did in it is not told here, and goes too.</source>
        <translation>1 Artikel ist für {0} nicht fertig: Was andere darin getan haben, steht hier nicht und geht auch.</translation>
    </message>
    <message>
        <source>It can be brought back with Undo, or from Edit ▸ History.</source>
        <translation>Es lässt sich mit „Rückgängig“ oder über Bearbeiten ▸ Verlauf zurückholen.</translation>
    </message>
    <message>
        <source>Nobody has a span in it.</source>
        <translation>Niemand hat darin eine Markierung.</translation>
    </message>
    <message>
        <source>Not saved: {0}. Nothing has changed.</source>
        <translation>Nicht gespeichert: {0}. Nichts hat sich geändert.</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Redo “{0}”?</source>
        <translation>„{0}“ wiederholen?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove this article from the project?</source>
        <translation>Diesen Artikel aus dem Projekt entfernen?</translation>
    </message>
    <message>
        <source>Remove {0} articles from the project?</source>
        <translation>{0} Artikel aus dem Projekt entfernen?</translation>
    </message>
    <message>
        <source>Spans that go: {0}.</source>
        <translation>Markierungen, die mitgehen: {0}.</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Take back “{0}”?</source>
        <translation>„{0}“ zurücknehmen?</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo “{0}”?</source>
        <translation>„{0}“ rückgängig machen?</translation>
    </message>
    <message>
        <source>Working on the articles …</source>
        <translation>Die Artikel werden bearbeitet …</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} und {1}</translation>
    </message>
    <message>
        <source>{0} articles are finished.</source>
        <translation>{0} Artikel sind erledigt.</translation>
    </message>
    <message>
        <source>{0} articles are not done for {1}: what others did in them is not told here, and goes too.</source>
        <translation>{0} Artikel sind für {1} nicht fertig: Was andere darin getan haben, steht hier nicht und geht auch.</translation>
    </message>
    <message>
        <source>{0} articles have gold.</source>
        <translation>{0} Artikel haben Gold.</translation>
    </message>
    <message>
        <source>{0} has worked on it since; this work goes too.</source>
        <translation>{0} hat seither daran gearbeitet; diese Arbeit geht mit.</translation>
    </message>
    <message>
        <source>{0} has worked on {1} of its {2} articles since; this work goes too.</source>
        <translation>{0} hat seither an {1} der {2} Artikel gearbeitet; diese Arbeit geht mit.</translation>
    </message>
    <message>
        <source>{0} have worked on it since; their work goes too.</source>
        <translation>{0} haben seither daran gearbeitet; ihre Arbeit geht mit.</translation>
    </message>
    <message>
        <source>{0} have worked on {1} of its {2} articles since; their work goes too.</source>
        <translation>{0} haben seither an {1} der {2} Artikel gearbeitet; ihre Arbeit geht mit.</translation>
    </message>
    <message>
        <source>{0} more</source>
        <translation>{0} weitere</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
</context>
<context>
    <name>TargetList</name>
    <message>
        <source>What to link to</source>
        <translation>Womit verknüpft wird</translation>
    </message>
</context>
<context>
    <name>TimePage</name>
    <message>
        <source>Agreement over time</source>
        <translation>Übereinstimmung im Zeitverlauf</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Articles count where the last annotator finished them. Micro u-alpha.</source>
        <translation>Artikel zählen zu dem Zeitpunkt, an dem der letzte Annotator fertig war. u-Alpha, mikro.</translation>
    </message>
    <message>
        <source>No dates are known.</source>
        <translation>Es sind keine Daten bekannt.</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>u-alpha</source>
        <translation>u-Alpha</translation>
    </message>
    <message>
        <source>u-alpha over time</source>
        <translation>u-Alpha im Zeitverlauf</translation>
    </message>
    <message>
        <source>{0}: {1}, articles: {2}</source>
        <translation>{0}: {1}, Artikel: {2}</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Back to my project</source>
        <translation>Zurück zu meinem Projekt</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Click into the sentence “{0}” and press {1}: the whole sentence is a claim. Or select words first, with the mouse or with Shift and the arrows.</source>
        <translation>Klicken Sie in den Satz „{0}“ und drücken Sie {1}: Der ganze Satz wird eine Behauptung. Oder wählen Sie erst Wörter aus, mit der Maus oder mit Umschalt und den Pfeilen.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Five steps on this article, with your own keys: tag, widen, a split quote, its speaker, done. Whenever you like: Help ▸ Tour.</source>
        <translation>Fünf Schritte an diesem Artikel, mit Ihren eigenen Tasten: markieren, erweitern, ein geteiltes Zitat, wer es sagt, fertig. Jederzeit auch über Hilfe ▸ Rundgang.</translation>
    </message>
    <message>
        <source>Leave the tour</source>
        <translation>Rundgang verlassen</translation>
    </message>
    <message>
        <source>New here?</source>
        <translation>Neu hier?</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Press {0}: the article is done, and the next one opens. (Nothing is lost: {1} takes it back.)</source>
        <translation>Drücken Sie {0}: Der Artikel ist fertig, und der nächste wird geöffnet. (Nichts geht verloren: {1} nimmt es zurück.)</translation>
    </message>
    <message>
        <source>Put the caret into “{0} …” and press {1} twice: the selection grows from the word to what is around it. {2} makes it smaller again.</source>
        <translation>Setzen Sie die Einfügemarke in „{0} …“ und drücken Sie zweimal {1}: Die Auswahl wächst vom Wort zu dem, was darum steht. {2} verkleinert sie wieder.</translation>
    </message>
    <message>
        <source>Select {0} and press {1}. Then select {2} and press {3}: one quote in two pieces.</source>
        <translation>Wählen Sie {0} aus und drücken Sie {1}. Dann wählen Sie {2} aus und drücken {3}: ein Zitat in zwei Teilen.</translation>
    </message>
    <message>
        <source>Skip this step</source>
        <translation>Schritt überspringen</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Wer es sagt</translation>
    </message>
    <message>
        <source>Split quote</source>
        <translation>Geteiltes Zitat</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>That was it</source>
        <translation>Das war’s</translation>
    </message>
    <message>
        <source>These five are most of a day’s work. {0} lists all keys, {1} finds any command, and {2} takes back whatever you try.</source>
        <translation>Diese fünf sind der größte Teil der täglichen Arbeit. {0} zeigt alle Tasten, {1} findet jeden Befehl, und {2} nimmt zurück, was Sie ausprobieren.</translation>
    </message>
    <message>
        <source>Widen</source>
        <translation>Erweitern</translation>
    </message>
    <message>
        <source>With the quote outlined press {0}: a list offers who may have said it. Choose “{1}” with its digit, or with the arrows and Return.</source>
        <translation>Drücken Sie bei umrahmtem Zitat {0}: Eine Liste zeigt, wer es gesagt haben kann. Wählen Sie „{1}“ mit seiner Ziffer oder mit den Pfeilen und der Eingabetaste.</translation>
    </message>
    <message>
        <source>a label’s key</source>
        <translation>die Taste eines Labels</translation>
    </message>
    <message>
        <source>{0} of {1}: {2}</source>
        <translation>{0} von {1}: {2}</translation>
    </message>
</context>
<context>
    <name>TourBar</name>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Show the place</source>
        <translation>Stelle zeigen</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Rundgang</translation>
    </message>
</context>
<context>
    <name>Unseen</name>
    <message>
        <source>Others’ work on articles that are not done for {0} is left out.</source>
        <translation>Die Arbeit anderer an Artikeln, die für {0} nicht fertig sind, ist ausgelassen.</translation>
    </message>
    <message>
        <source>The file tells of others’ work on articles that are not done for {0}: who reads it is no longer blind.</source>
        <translation>Die Datei zeigt die Arbeit anderer an Artikeln, die für {0} nicht fertig sind: Wer sie liest, ist nicht mehr blind.</translation>
    </message>
    <message>
        <source>This tells of everybody’s work: who still annotates these articles is no longer blind.</source>
        <translation>Das zeigt die Arbeit aller: Wer diese Artikel noch annotiert, ist nicht mehr blind.</translation>
    </message>
</context>
<context>
    <name>WorkForm</name>
    <message>
        <source>Annotators whose work is taken</source>
        <translation>Annotatoren, deren Arbeit genommen wird</translation>
    </message>
    <message>
        <source>Ever&amp;yone’s work</source>
        <translation>Arbeit a&amp;ller</translation>
    </message>
    <message>
        <source>Only articles that are &amp;done</source>
        <translation>Nur Artikel, die erle&amp;digt sind</translation>
    </message>
    <message>
        <source>Only the &amp;work of</source>
        <translation>&amp;Nur die Arbeit von</translation>
    </message>
    <message>
        <source>What was &amp;settled</source>
        <translation>Was &amp;entschieden wurde</translation>
    </message>
</context>
<context>
    <name>WorkingDialog</name>
    <message>
        <source>Stopping …</source>
        <translation>Wird angehalten …</translation>
    </message>
</context>
<context>
    <name>YesNoField</name>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Accept (key {0})</source>
        <translation>Annehmen (Taste {0})</translation>
    </message>
    <message>
        <source>Accept {0}</source>
        <translation>{0} annehmen</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>nothing here</source>
        <translation>hier nichts</translation>
    </message>
    <message>
        <source>same as {0}</source>
        <translation>wie {0}</translation>
    </message>
</context>
<context>
    <name>annotator</name>
    <message>
        <source>A name has 80 characters at most.</source>
        <translation>Ein Name hat höchstens 80 Zeichen.</translation>
    </message>
    <message>
        <source>A name is one line of visible characters.</source>
        <translation>Ein Name ist eine Zeile sichtbarer Zeichen.</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>Add a dictionary</source>
        <translation>Wörterliste hinzufügen</translation>
    </message>
    <message>
        <source>Add labels from a file</source>
        <translation>Labels aus einer Datei hinzufügen</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Annotator projects</source>
        <translation>Annotator-Projekte</translation>
    </message>
    <message>
        <source>Dictionaries</source>
        <translation>Wörterlisten</translation>
    </message>
    <message>
        <source>Export into a new folder in</source>
        <translation>In einen neuen Ordner exportieren, in</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <source>Files that can be imported</source>
        <translation>Importierbare Dateien</translation>
    </message>
    <message>
        <source>Folder of backups</source>
        <translation>Ordner der Sicherungen</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>Ordner importieren</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>Dateien importieren</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON-Zeilen</translation>
    </message>
    <message>
        <source>Label sets</source>
        <translation>Label-Sätze</translation>
    </message>
    <message>
        <source>Merge packs</source>
        <translation>Pakete zusammenführen</translation>
    </message>
    <message>
        <source>New folder for the release</source>
        <translation>Neuer Ordner für die Ausgabe</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>News</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>REFI-QDA codebooks</source>
        <translation>REFI-QDA-Codebücher</translation>
    </message>
    <message>
        <source>Save the labels</source>
        <translation>Labels speichern</translation>
    </message>
    <message>
        <source>Write what is refused to</source>
        <translation>Abgelehntes schreiben in</translation>
    </message>
</context>
<context>
    <name>labels</name>
    <message>
        <source>A label needs a name.</source>
        <translation>Ein Label braucht einen Namen.</translation>
    </message>
    <message>
        <source>A label’s key is pressed without Ctrl, Alt and Shift: a letter, F6, a comma …</source>
        <translation>Die Taste eines Labels wird ohne Strg, Alt und Umschalt gedrückt: ein Buchstabe, F6, ein Komma …</translation>
    </message>
    <message>
        <source>A letter is one or two characters.</source>
        <translation>Ein Kürzel hat ein oder zwei Zeichen.</translation>
    </message>
    <message>
        <source>A name is one line of visible characters.</source>
        <translation>Ein Name ist eine Zeile sichtbarer Zeichen.</translation>
    </message>
    <message>
        <source>A type of link is one line of visible characters.</source>
        <translation>Eine Art von Verknüpfung ist eine Zeile sichtbarer Zeichen.</translation>
    </message>
    <message>
        <source>Another label is called “{0}” already.</source>
        <translation>Ein anderes Label heißt schon „{0}“.</translation>
    </message>
    <message>
        <source>Each attribute needs a name.</source>
        <translation>Jedes Attribut braucht einen Namen.</translation>
    </message>
    <message>
        <source>Two attributes are called “{0}”.</source>
        <translation>Zwei Attribute heißen „{0}“.</translation>
    </message>
    <message>
        <source>{0} and {1}, the key of “{2}”, begin alike.</source>
        <translation>{0} und {1}, die Taste von „{2}“, fangen gleich an.</translation>
    </message>
    <message>
        <source>“{0}” is a choice: write its values, with commas between them.</source>
        <translation>„{0}“ ist eine Auswahl: die Werte eintragen, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>“{0}” is no link that its spans may begin.</source>
        <translation>„{0}“ ist keine Verknüpfung, die seine Markierungen beginnen dürfen.</translation>
    </message>
</context>
<context>
    <name>line_buttons</name>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
</context>
<context>
    <name>problem</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
</TS>
