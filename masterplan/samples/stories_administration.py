"""Stories of administration: each measure is in the sample for the reason its text tells."""

from __future__ import annotations

import datetime as dt

from masterplan.samples.story import (
    HALF_YEARLY,
    MONTHLY,
    QUARTERLY,
    Ending,
    Indicator,
    Measure,
    Target,
    output,
)

# A catalogue is read like a table; the formatter would make one line of each word.
# fmt: off

_D, _B, _O = "Amt für Digitalisierung", "Bauordnungsamt", "Bürgerdienste"

MEASURES: tuple[Measure, ...] = (
    Measure(
        "VW-01", 1, "Online-Dienste im Serviceportal ausbauen",
        "Liefert pünktlich und wirkt: alle Meilensteine sind erreicht, und die Nutzung steigt "
        "schneller als geplant.",
        _D, ("T1.1", "T2.2"),
        "Leistungskatalog priorisiert; 100 Dienste online; Bezahlfunktion und Postfach in Betrieb; "
        "!Alle priorisierten Dienste online",
        (
            output("Online verfügbare Leistungen", "Anzahl", 62, 240, "reached", QUARTERLY,
                   weight=2.0),
            Indicator("Online gestellte Anträge", "Anzahl", 38_400, 165_000, "ahead", MONTHLY,
                      is_sum=True, definition="Abgeschlossene Anträge im Serviceportal je Monat",
                      source="Auswertung des Serviceportals"),
            Indicator("Anteil online gestellter Anträge", "%", 14.5, 55, "ahead",
                      by="Altersgruppe", interim=((2024, 35),)),
        ),
        ratings="kpppppe", budget=2_400, grants=0.3,
    ),
    Measure(
        "VW-02", 1, "Elektronische Akte einführen",
        "Liefert spät, kommt aber an: Meilensteine wurden mehrfach verschoben, inzwischen ist die "
        "Einführung abgeschlossen und wirkt.",
        _D, ("T1.2",),
        "Aktenplan vereinheitlicht; Pilot in drei Ämtern; Scanstelle in Betrieb; !Alle Ämter "
        "angebunden",
        (
            output("Ämter mit elektronischer Akte", "Anzahl", 3, 28, "reached", HALF_YEARLY,
                   due_on=dt.date(2024, 12, 31)),
            Indicator("Papierverbrauch der Verwaltung", "Mio. Blatt", 18.4, 9.0, "ahead"),
            Indicator("Durchschnittliche Umlaufzeit einer Akte", "Tage", 6.2, 2.5, "on_path",
                      QUARTERLY, ends_on=dt.date(2026, 6, 30)),
        ),
        delivery="slipping", ratings="pgggpppe", budget=3_900, spending=1.12,
        problem="Die Anbindung der Fachverfahren dauert länger als geplant.",
    ),
    Measure(
        "VW-03", 1, "Digitaler Bauantrag",
        "Liefert pünktlich, wirkt aber nicht: alle Meilensteine sind erreicht, die "
        "Bearbeitungszeit wird sogar länger (außen grün, innen rot).",
        _B, ("T2.1",),
        "Antragsassistent online; Beteiligung der Fachstellen digital; Schulung abgeschlossen; "
        "!Regelbetrieb für alle Antragsarten",
        (
            Indicator("Mittlere Bearbeitungszeit eines Bauantrags", "Tage", 142, 90, "worse",
                      QUARTERLY, definition="Vom vollständigen Antrag bis zum Bescheid, Median"),
            output("Digital gestellte Bauanträge", "%", 8, 80, "ahead", QUARTERLY),
            Indicator("Zufriedenheit der Antragstellenden", "Schulnote", 3.4, 2.4, "weak"),
        ),
        ratings="kpgv", style="rosy", budget=1_150,
        problem="Die Anträge kommen digital an, werden intern aber weiter auf Papier bearbeitet.",
    ),
    Measure(
        "VW-04", 1, "Terminvergabe und Wartezeiten in den Bürgerdiensten",
        "Wirkt, obwohl die Umsetzung hängt: die Wartezeit ist gesunken, der letzte Meilenstein "
        "ist seit Langem überfällig.",
        _O, ("T2.2",),
        "Online-Terminvergabe für alle Standorte; Aufrufanlage erneuert; !Auskunft über "
        "Wartezeiten in Echtzeit",
        (
            Indicator("Mittlere Wartezeit mit Termin", "Minuten", 34, 15, "reached", MONTHLY),
            Indicator("Online gebuchte Termine", "%", 41, 85, "ahead", QUARTERLY),
            Indicator("Termin innerhalb von 14 Tagen", "%", 52, 90, "on_path", MONTHLY,
                      by="Stadtbezirk"),
        ),
        delivery="last_open", ratings="pppgg", style="gloomy", budget=680,
        problem="Die Schnittstelle für die Echtzeitauskunft wurde nicht geliefert.",
    ),
    Measure(
        "VW-05", 1, "Bürgerterminals in den Bezirksverwaltungsstellen",
        "Entfallen: die Nutzung der Testgeräte blieb aus, an ihre Stelle treten die "
        "Digital-Lotsen (SO-01).",
        _O, ("T4.1",),
        "Sechs Testgeräte aufgestellt; Auswertung des Tests; Aufstellung in allen Bezirken",
        (
            output("Aufgestellte Terminals", "Anzahl", 0, 12, "stalls", QUARTERLY,
                   ends_on=dt.date(2023, 9, 30)),
            Indicator("Vorgänge je Terminal und Tag", "Anzahl", 0, 25, "weak", QUARTERLY,
                      ends_on=dt.date(2023, 9, 30)),
        ),
        delivery="stalled", ratings="pgv", budget=420, spending=0.4,
        problem="Die Testgeräte werden kaum genutzt.",
        ending=Ending("dropped", dt.date(2023, 12, 31),
                      "Der Test zeigte zu wenig Nutzung; die Mittel gehen an die Digital-Lotsen."),
    ),
    Measure(
        "VW-06", 1, "Open-Data-Portal",
        "Läuft als Daueraufgabe ohne Meilensteine: beurteilt wird der gemeldete Fortschritt, "
        "und der hält Schritt.",
        _D, ("T8.1",), "",
        (
            output("Veröffentlichte Datensätze", "Anzahl", 85, 400, "ahead", QUARTERLY,
                   due_on=dt.date(2027, 12, 31), flag="at_least"),
            Indicator("Abrufe von Datensätzen", "Anzahl", 12_600, 60_000, "ahead", MONTHLY,
                      is_sum=True),
            Indicator("Maschinenlesbare Datensätze", "%", 48, 95, "on_path", HALF_YEARLY),
        ),
        delivery="none", pace=1.06, is_continuous=True, ends_on=dt.date(2027, 12, 31),
        budget=540,
    ),
    Measure(
        "VW-07", 1, "Digitale Bürgerbeteiligung",
        "Die Perspektiven widersprechen sich: die Arbeitsgruppe ist zufrieden, das Bürgerforum "
        "nicht.",
        _D, ("T4.2",),
        "Plattform ausgewählt; Erste drei Verfahren; Leitlinien beschlossen",
        (
            Indicator("Teilnahmen an Online-Verfahren", "Anzahl", 1_850, 9_000, "behind",
                      QUARTERLY, is_sum=True),
            output("Online begleitete Verfahren im Jahr", "Anzahl", 6, 25, "reached", is_sum=True),
            Indicator("Anteil der Teilnehmenden unter 30 Jahren", "%", 11.0, 22.0, "behind",
                      by="Stadtbezirk", flag="estimated"),
        ),
        ratings="kpppg", style="split", budget=310,
        problem="Die Ergebnisse der Verfahren werden zu selten umgesetzt.",
    ),
    Measure(
        "VW-08", 1, "Mobiles Arbeiten und digitale Arbeitsplätze",
        "Vorzeitig fertig und am Ziel: so sieht eine rundum erreichte Maßnahme aus.",
        _D, ("Z1",),
        "Dienstvereinbarung geschlossen; Notebooks ausgeliefert; Telefonie umgestellt",
        (
            output("Arbeitsplätze mit mobiler Ausstattung", "%", 38, 75, "reached", HALF_YEARLY),
            Indicator("Beschäftigte, die mobil arbeiten", "%", 24, 50, "reached", HALF_YEARLY),
        ),
        delivery="early", ratings="ppe", budget=1_900, spending=0.9,
    ),
    Measure(
        "VW-09", 2, "Digitaler Posteingang",
        "Am 23.11.2026 ist der letzte Meilenstein genau 90 Tage überfällig: gerade noch gefährdet.",
        _D, ("T1.2",),
        "Leistungsverzeichnis; Zuschlag; Pilotbetrieb; !Posteingang aller Ämter digital",
        (
            output("Digital verteilte Sendungen", "%", 12, 95, "on_path", QUARTERLY,
                   due_on=dt.date(2027, 12, 31)),
            Indicator("Zeit bis zur Zustellung im Haus", "Tage", 2.8, 0.5, "ahead", MONTHLY),
            Indicator("Fehlgeleitete Sendungen", "%", 6.4, 2.0, "on_path", QUARTERLY),
        ),
        delivery="last_open", ends_on=dt.date(2026, 8, 25), ratings="kpppg", budget=870,
        problem="Die Abnahme des Scansystems steht aus.",
    ),
    Measure(
        "VW-10", 2, "Wohngeld: Antrag und Bescheid ohne Papier",
        "Am 23.11.2026 ist der letzte Meilenstein genau 91 Tage überfällig, also verfehlt, "
        "obwohl die Wirkung eintritt.",
        _O, ("T2.1", "T1.1"),
        "Online-Antrag; Digitale Nachweise; !Bescheid im Postfach",
        (
            Indicator("Mittlere Bearbeitungszeit Wohngeld", "Tage", 98, 35, "ahead", MONTHLY),
            Indicator("Online gestellte Wohngeldanträge", "%", 9, 60, "reached", MONTHLY),
            Indicator("Offene Anträge am Monatsende", "Anzahl", 3_150, 900, "ahead", MONTHLY,
                      also=(Target("limit", 2_500),)),
        ),
        delivery="last_open", ends_on=dt.date(2026, 8, 24), ratings="kppg", budget=560,
        grants=0.35, problem="Das Postfach des Landes nimmt die Bescheide noch nicht an.",
    ),
    Measure(
        "VW-11", 2, "KI-Assistenz für Auskünfte",
        "Läuft planmäßig, wird aber angezweifelt: Wissenschaft und Bürgerforum sehen Risiken.",
        _D, ("Z2",),
        "Leitlinien; Erprobung mit drei Ämtern; Bewertung der Erprobung; Betrieb im Serviceportal",
        (
            Indicator("Fallabschließend beantwortete Anfragen", "%", 22, 65, "ahead", MONTHLY),
            Indicator("Anfragen an die KI-Assistenz", "Anzahl", 4_800, 30_000, "ahead", MONTHLY,
                      is_sum=True),
            Indicator("Fehlerhafte Auskünfte", "%", 9.5, 3.0, "on_path", QUARTERLY,
                      target="limit", wants="down"),
        ),
        style="doubted", ratings="kpppp", budget=640, grants=0.2,
        problem="Die Herkunft der Antworten ist für Außenstehende nicht nachvollziehbar.",
    ),
    Measure(
        "VW-12", 2, "Register anbinden (Nachweise nur einmal vorlegen)",
        "Verschoben, weil der Bund später liefert: im neuen Zeitplan planmäßig, mit großem Verzug "
        "gegenüber dem ersten.",
        _D, ("Z1",),
        "Bestandsaufnahme; Melderegister angebunden; Drei weitere Register; !Nachweisabruf",
        (
            output("Angebundene Register", "Anzahl", 0, 9, "behind", HALF_YEARLY,
                   due_on=dt.date(2027, 12, 31)),
            Indicator("Elektronisch abgerufene Nachweise", "Anzahl", 0, 42_000, "behind",
                      QUARTERLY, is_sum=True),
            Indicator("Vorgänge ohne Papiernachweis", "%", 5, 50, "on_path", QUARTERLY),
        ),
        delivery="moved", ratings="kppgg", budget=1_300, spending=0.55,
        problem="Die Schnittstelle des Bundes wurde um 18 Monate verschoben.",
    ),
    Measure(
        "VW-13", 3, "Digitaler Zwilling der Verwaltungsgebäude",
        "Gerade begonnen und im Plan; nur ein Indikator wird jährlich erhoben und ist noch ohne "
        "Wert.",
        _D, ("T9.1",),
        "Vermessung; Modell der ersten zehn Gebäude; Flächenauskunft; Modell aller Gebäude",
        (
            output("Gebäude mit digitalem Modell", "Anzahl", 0, 85, "on_path", QUARTERLY),
            Indicator("Belegung der Büroflächen", "%", 54, 75, "ahead", QUARTERLY),
            Indicator("Bürofläche je Arbeitsplatz", "m²", 14.6, 11.5, "on_path", has_data=False),
        ),
        ratings="p", budget=720,
    ),
    Measure(
        "VW-14", 3, "Barrierefreie Online-Angebote",
        "Zwei Ziele zugleich: der Zielwert wird angesteuert, der Grenzwert muss jedes Jahr "
        "gehalten werden.",
        _D, ("T4.1", "T1.1"),
        "Prüfbericht; Überarbeitung des Serviceportals; Leichte Sprache; Rezertifizierung",
        (
            Indicator("Barrierefreie Seiten im Serviceportal", "%", 61, 98, "ahead", MONTHLY,
                      also=(Target("limit", 60),)),
            Indicator("Meldungen über Barrieren", "Anzahl", 96, 40, "on_path", MONTHLY,
                      target="limit", is_sum=True),
            output("Angebote in Leichter Sprache", "Anzahl", 14, 60, "ahead", QUARTERLY),
        ),
        ratings="p", budget=280,
    ),
)
