"""Stories of social affairs and health: each measure is there for the reason its text tells."""

from __future__ import annotations

import datetime as dt

from masterplan.samples.story import (
    HALF_YEARLY,
    MONTHLY,
    QUARTERLY,
    Indicator,
    Measure,
    Target,
    output,
)

# A catalogue is read like a table; the formatter would make one line of each word.
# fmt: off

_A, _G, _J = "Sozialamt", "Gesundheitsamt", "Jugendamt"

MEASURES: tuple[Measure, ...] = (
    Measure(
        "SO-01", 2, "Digital-Lotsen im Stadtteil",
        "Nachfolgerin der Bürgerterminals (VW-05): pünktlich umgesetzt und gut angenommen.",
        _A, ("T4.1",),
        "Lotsen gewonnen; Anlaufstellen in fünf Bezirken; Schulungen; Anlaufstellen überall",
        (
            output("Anlaufstellen", "Anzahl", 0, 24, "reached", QUARTERLY),
            Indicator("Beratungen", "Anzahl", 350, 9_000, "ahead", MONTHLY, is_sum=True),
            Indicator("Ältere, die Online-Dienste nutzen", "%", 29, 50, "ahead", HALF_YEARLY,
                      by="Stadtbezirk", flag="estimated"),
        ),
        ratings="kpppe", budget=740, grants=0.3, supersedes="VW-05",
    ),
    Measure(
        "SO-02", 2, "Sozialleistungen aus einer Hand",
        "Gefährdet in Umsetzung und Wirkung; die Stellen sind erst zur Hälfte besetzt.",
        _A, ("T1.1", "T2.1"),
        "Gemeinsame Antragsstrecke; Fachverfahren verbunden; Pilot in Mitte; !Stadtweiter Betrieb",
        (
            Indicator("Zeit vom Antrag bis zur Leistung", "Tage", 64, 30, "behind", MONTHLY,
                      by="Stadtbezirk"),
            Indicator("Anträge ohne Nachforderung", "%", 38, 75, "behind", MONTHLY),
            output("Verbundene Fachverfahren", "Anzahl", 1, 7, "behind", HALF_YEARLY),
        ),
        delivery="last_open", ends_on=dt.date(2026, 9, 30), ratings="kpggg", budget=1_250,
        style="rosy", problem="Nur die Hälfte der Stellen ist besetzt.",
    ),
    Measure(
        "SO-03", 2, "Sprachmittlung per Video",
        "Der Start gelang, dann blieb die Entwicklung stehen: nach gutem Jahr 2024 verfehlt.",
        _A, ("T4.1", "Z4"),
        "Rahmenvertrag; Zehn Dienststellen; Schulung der Beschäftigten",
        (
            Indicator("Gespräche mit Videosprachmittlung", "Anzahl", 240, 6_000, "stalls",
                      MONTHLY, is_sum=True),
            output("Ausgestattete Dienststellen", "Anzahl", 3, 30, "stalls", QUARTERLY),
            Indicator("Verfügbare Sprachen", "Anzahl", 12, 40, "on_path", HALF_YEARLY),
        ),
        delivery="late", ratings="kppgv", style="gloomy", budget=310,
        problem="Der Rahmenvertrag deckt seit 2025 nur noch wenige Sprachen ab.",
    ),
    Measure(
        "SO-04", 2, "Frühe Hilfen digital vermitteln",
        "Klein, pünktlich und erreicht: auch das gibt es.",
        _J, ("Z4",),
        "Angebotskarte; Vermittlung über das Portal; Auswertung",
        (
            Indicator("Vermittelte Familien", "Anzahl", 180, 420, "reached",
                      due_on=dt.date(2025, 12, 31)),
            Indicator("Zeit bis zum Erstkontakt", "Tage", 19, 8, "reached", QUARTERLY,
                      due_on=dt.date(2025, 12, 31)),
        ),
        ratings="kppe", budget=140,
    ),
    Measure(
        "SO-05", 2, "Online-Beratung für Jugendliche",
        "Umgesetzt und erreicht, aber die Werte fehlen seit 2024: Datenlage verfehlt.",
        _J, ("Z4", "T4.1"),
        "Konzept mit Jugendlichen; Chatberatung; Abendzeiten",
        (
            Indicator("Chatberatungen", "Anzahl", 410, 1_500, "ahead", QUARTERLY, is_sum=True,
                      ends_on=dt.date(2024, 12, 31), by="Altersgruppe"),
            Indicator("Rückmeldung „hat geholfen“", "%", 62, 80, "on_path", HALF_YEARLY,
                      ends_on=dt.date(2025, 6, 30)),
        ),
        ratings="kppk", budget=260, grants=0.4,
    ),
    Measure(
        "SO-06", 3, "Pflegeplätze in Echtzeit finden",
        "Im ersten Jahr vor dem Soll-Pfad: ein guter Start in Phase 3.",
        _A, ("T5.1", "Z4"),
        "Meldeverfahren; 40 Einrichtungen; Suche online; Alle Einrichtungen",
        (
            output("Meldende Einrichtungen", "Anzahl", 8, 72, "ahead", MONTHLY),
            Indicator("Suchdauer nach einem Pflegeplatz", "Tage", 41, 20, "ahead", QUARTERLY),
            Indicator("Vermittelte Plätze im Monat", "Anzahl", 9, 75, "ahead", MONTHLY),
        ),
        ratings="p", budget=330, grants=0.25,
    ),
    Measure(
        "GE-01", 2, "Gesundheitsamt ohne Fax",
        "Solide: umgesetzt, auf dem Soll-Pfad, frische Daten.",
        _G, ("T5.1", "Z2"),
        "Meldeweg für Praxen; Laboranbindung; Terminportal; !Akte des Gesundheitsamts",
        (
            Indicator("Elektronisch eingegangene Meldungen", "%", 47, 98, "ahead", MONTHLY),
            Indicator("Zeit von der Meldung bis zum Kontakt", "Stunden", 39, 12, "on_path",
                      MONTHLY),
            Indicator("Faxe je Monat", "Anzahl", 2_300, 100, "on_path", MONTHLY,
                      also=(Target("limit", 1_500, due_on=dt.date(2026, 12, 31)),)),
        ),
        ratings="kpppe", budget=980, grants=0.85,
    ),
    Measure(
        "GE-02", 2, "Telemedizin in Pflegeheimen",
        "Die Umsetzung wurde neu geplant, die Wirkung stellt sich trotzdem ein: außen rot, "
        "innen grün.",
        _G, ("T5.1",),
        "Partner gefunden; Technik in sechs Heimen; Abrechnung geklärt; !20 Heime",
        (
            output("Ausgestattete Heime", "Anzahl", 0, 20, "on_path", QUARTERLY,
                   due_on=dt.date(2027, 6, 30)),
            Indicator("Vermiedene Krankentransporte", "Anzahl", 40, 600, "ahead", QUARTERLY,
                      is_sum=True, flag="estimated"),
            Indicator("Zeit bis zur ärztlichen Beratung", "Stunden", 31, 8, "ahead", MONTHLY),
        ),
        delivery="moved", ratings="kpgvv", style="gloomy", budget=830, grants=0.6, spending=0.7,
        problem="Die Abrechnung mit den Kassen ist ungeklärt.",
    ),
    Measure(
        "GE-03", 2, "Hitzeschutz mit Sensoren und Warn-App",
        "Wert und Grenzwert: der Ausbau stimmt, an heißen Tagen wird der Grenzwert verletzt.",
        _G, ("Z5", "T9.2"),
        "Messnetz; Warnstufen; Benachrichtigung der Einrichtungen",
        (
            output("Sensoren", "Anzahl", 10, 120, "reached", QUARTERLY),
            Indicator("Gewarnte Einrichtungen binnen einer Stunde", "%", 35, 95, "behind",
                      HALF_YEARLY),
            Indicator("Hitzebedingte Einsätze", "Anzahl", 410, 300, "worse", target="limit",
                      wants="down"),
        ),
        ratings="kpppg", style="doubted", budget=470, grants=0.5,
        problem="Viele Einrichtungen haben keine Ansprechperson benannt.",
    ),
    Measure(
        "GE-04", 2, "Gesundheitsbericht als Dashboard",
        "Alles geliefert, aber zu keinem Indikator gibt es Werte: keine Bewertung der Wirkung.",
        _G, ("T8.1", "Z5"),
        "Datenquellen; Prototyp; Veröffentlichung",
        (
            Indicator("Zugriffe auf das Dashboard", "Anzahl", 0, 20_000, "on_path", MONTHLY,
                      is_sum=True, has_data=False),
            Indicator("Nutzung durch Fachpolitik und Ämter", "%", 10, 60, "on_path",
                      has_data=False, lacks=frozenset({"owner"})),
        ),
        ratings="kpppk", budget=220,
    ),
    Measure(
        "GE-05", 3, "Digitale Schuleingangsuntersuchung",
        "Der erste Meilenstein ist überfällig, die Wirkung liegt unter dem Soll-Pfad: gefährdet.",
        _G, ("T5.1",),
        "Online-Einladung; Befund digital; Auswertung; Rückmeldung an Schulen",
        (
            Indicator("Termine im ersten Anlauf wahrgenommen", "%", 68, 88, "behind", QUARTERLY),
            Indicator("Untersuchte Kinder vor Schulbeginn", "%", 79, 97, "behind", HALF_YEARLY,
                      by="Stadtbezirk"),
            Indicator("Zeit je Untersuchung", "Minuten", 48, 35, "on_path", QUARTERLY),
        ),
        delivery="waiting", starts_on=dt.date(2026, 3, 1), ratings="g", style="rosy", budget=390,
        problem="Zwei ärztliche Stellen sind unbesetzt.",
    ),
    Measure(
        "GE-06", 3, "Impfstatus auf Wunsch digital",
        "Eine Schwankungsbreite ist das Ziel (Intervall), und es gibt zwei Zieldaten.",
        _G, ("Z5",),
        "Rechtliche Prüfung; Erprobung; Ausgabe in den Impfstellen",
        (
            Indicator("Auslastung der Impfstellen", "%", 58, 70, "on_path", MONTHLY,
                      target="interval", upper=85, wants="hold"),
            Indicator("Digital ausgestellte Nachweise", "%", 4, 60, "ahead", MONTHLY,
                      interim=((2026, 35),)),
            output("Beteiligte Praxen", "Anzahl", 6, 90, "ahead", QUARTERLY,
                   interim=((2026, 50),)),
        ),
        ratings="p", budget=260, grants=0.5,
    ),
)
