"""Stories of mobility, culture, environment and safety, each there for what its text tells."""

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

_T, _K, _U = "Tiefbauamt", "Kulturamt", "Umweltamt"
_F, _I = "Feuerwehr", "Amt für Digitalisierung"

MEASURES: tuple[Measure, ...] = (
    Measure(
        "MO-01", 2, "Verkehrsdatenplattform",
        "Trägt andere Maßnahmen und liegt im Plan; die Werte kommen monatlich und pünktlich.",
        _T, ("T6.2", "T8.1"),
        "Architektur; 100 Messstellen; Echtzeitkarte; !Schnittstelle für Dritte",
        (
            output("Angebundene Messstellen", "Anzahl", 42, 260, "reached", MONTHLY),
            Indicator("Verkehrsdaten mit höchstens fünf Minuten Verzug", "%", 33, 90, "ahead",
                      MONTHLY),
            Indicator("Abrufe der Schnittstelle", "Anzahl", 120_000, 900_000, "ahead", MONTHLY,
                      is_sum=True),
        ),
        ratings="kpppe", budget=1_700, grants=0.65,
    ),
    Measure(
        "MO-02", 2, "Vorrang für Bus und Bahn an Ampeln",
        "Die Umsetzung hängt; die Wirkung steht auf der Kippe zwischen planmäßig und gefährdet.",
        _T, ("T6.1", "T6.2"),
        "Planung; Leitrechner; Funk im Betriebshof; !Alle 140 Ampeln",
        (
            output("Umgerüstete Ampeln", "Anzahl", 16, 140, "edge", QUARTERLY,
                   due_on=dt.date(2026, 12, 31)),
            Indicator("Pünktlichkeit des Busverkehrs", "%", 78.4, 88.0, "on_path", MONTHLY),
            Indicator("Halt vor Ampeln je Fahrt", "Minuten", 6.8, 4.0, "edge", QUARTERLY),
        ),
        delivery="stuck", starts_on=dt.date(2025, 6, 1), ends_on=dt.date(2026, 12, 31),
        ratings="kpgg", budget=3_600, spending=0.74, grants=0.7,
        problem="Ersatzteile für ältere Steuergeräte fehlen.",
    ),
    Measure(
        "MO-03", 2, "Parken mit Echtzeitauskunft",
        "Die Vergabe wurde angefochten: Umsetzung und Wirkung verfehlt, das Geld liegt still.",
        _T, ("T6.2",),
        "Konzept; Vergabe; Sensoren in Mitte; Auskunft online",
        (
            output("Stellplätze mit Echtzeitauskunft", "Anzahl", 900, 6_500, "flat", QUARTERLY),
            Indicator("Parksuchverkehr in der Innenstadt", "%", 28, 18, "worse", HALF_YEARLY,
                      flag="estimated"),
        ),
        delivery="stalled", ratings="kgvvv", budget=1_450, spending=0.12,
        problem="Die Vergabe ist nach einer Nachprüfung offen.",
    ),
    Measure(
        "MO-04", 2, "Radverkehr zählen und lenken",
        "Besser als geplant: das Ziel für 2027 ist schon erreicht.",
        _T, ("T6.1",),
        "20 Zählstellen; Radroutenplaner; Grüne Welle auf zwei Achsen",
        (
            Indicator("Gezählte Radfahrten", "Tsd.", 3_100, 4_300, "reached", MONTHLY,
                      is_sum=True, due_on=dt.date(2025, 12, 31)),
            Indicator("Radanteil an allen Wegen", "%", 14.0, 19.0, "reached",
                      due_on=dt.date(2025, 12, 31), by="Stadtbezirk"),
            output("Zählstellen", "Anzahl", 6, 30, "reached", HALF_YEARLY),
        ),
        delivery="early", ratings="kpe", budget=520, grants=0.8,
    ),
    Measure(
        "MO-05", 3, "Mobilität aus einer App",
        "Die Umsetzung ist im Plan, die Nutzung bleibt bisher unter dem Soll-Pfad.",
        _T, ("T6.1",),
        "Tarifverbund; Erprobung; Buchung und Bezahlung; Alle Anbieter",
        (
            Indicator("Aktive Nutzende im Monat", "Anzahl", 2_100, 40_000, "weak", MONTHLY),
            output("Eingebundene Anbieter", "Anzahl", 2, 9, "on_path", HALF_YEARLY),
            Indicator("Gebuchte Fahrten im Monat", "Anzahl", 430, 25_000, "behind", MONTHLY),
        ),
        ratings="p", style="split", budget=1_100, grants=0.45,
        problem="Der Tarif ist für Gelegenheitsfahrten unübersichtlich.",
    ),
    Measure(
        "MO-06", 3, "Ladepunkte mit Belegungsauskunft",
        "Zwischenziel und Ziel: das erste liegt Ende 2026 und ist in Reichweite.",
        _T, ("Z6", "T9.1"),
        "Standortkonzept; 100 Ladepunkte; Auskunft im Stadtplan; 300 Ladepunkte",
        (
            output("Öffentliche Ladepunkte", "Anzahl", 74, 400, "on_path", MONTHLY,
                   interim=((2026, 240),), by="Stadtbezirk"),
            Indicator("Ladepunkte mit Belegungsauskunft", "%", 20, 95, "ahead", MONTHLY),
            Indicator("Ausfallzeit je Ladepunkt", "Stunden", 21, 8, "on_path", MONTHLY,
                      target="limit", wants="down"),
        ),
        ratings="p", budget=1_850, grants=0.55,
    ),
    Measure(
        "KU-01", 3, "Stadtarchiv digital",
        "Gut gestartet: Umsetzung und Wirkung sind planmäßig.",
        _K, ("T8.2",),
        "Scanstraße; Bestand 1850 bis 1914; Online-Lesesaal; Bestand bis 1945",
        (
            output("Digitalisierte Archivseiten", "Tsd. Seiten", 210, 1_600, "ahead", MONTHLY),
            Indicator("Besuche im Online-Lesesaal je Monat", "Anzahl", 160, 1_700, "ahead",
                      MONTHLY),
            Indicator("Beschriebene Objekte in offenen Lizenzen", "%", 26, 70, "on_path",
                      QUARTERLY),
        ),
        ratings="p", budget=610, grants=0.4,
    ),
    Measure(
        "KU-02", 3, "Ein Ticket für alle Kulturhäuser",
        "Gefährdet: der erste Meilenstein ist seit Kurzem überfällig.",
        _K, ("Z8",),
        "Vereinbarung der Häuser; Gemeinsamer Verkauf; Abonnement",
        (
            Indicator("Online verkaufte Karten", "%", 31, 70, "behind", MONTHLY,
                      by="Altersgruppe"),
            output("Beteiligte Häuser", "Anzahl", 2, 11, "behind", HALF_YEARLY),
            Indicator("Auslastung der Veranstaltungen", "%", 64, 64, "behind", QUARTERLY),
        ),
        delivery="stuck", ratings="g", budget=280, starts_on=dt.date(2026, 4, 1),
        problem="Zwei Häuser haben der Vereinbarung noch nicht zugestimmt.",
    ),
    Measure(
        "KU-03", 3, "Museum für zu Hause",
        "Noch kaum zu beurteilen: ohne Meilensteine und ohne gemeldeten Fortschritt.",
        _K, ("T8.2", "T4.1"), "",
        (
            Indicator("Virtuelle Rundgänge", "Anzahl", 1_200, 15_000, "on_path", MONTHLY,
                      is_sum=True, lacks=frozenset({"target"})),
            Indicator("Schulklassen im virtuellen Museum", "Anzahl", 14, 120, "on_path",
                      has_data=False),
        ),
        delivery="none", ratings="k", budget=150,
    ),
    Measure(
        "UM-01", 3, "Klimamessnetz",
        "Vorbildlich dokumentiert: monatliche Werte, Zwischenziel, Grenzwert und Richtung.",
        _U, ("T9.2",),
        "Standorte; 40 Stationen; Karte in Echtzeit; 90 Stationen",
        (
            output("Messstationen", "Anzahl", 12, 90, "ahead", MONTHLY, interim=((2026, 55),)),
            Indicator("Verfügbarkeit der Messwerte", "%", 91.5, 98.0, "ahead", MONTHLY,
                      also=(Target("limit", 90),)),
            Indicator("Abrufe der Klimakarte", "Anzahl", 8_000, 48_000, "ahead", MONTHLY,
                      is_sum=True, target="direction"),
        ),
        ratings="p", budget=540, grants=0.75,
    ),
    Measure(
        "UM-02", 3, "Energiemonitoring in städtischen Gebäuden",
        "Der Verbrauch sinkt vor der Zeit; nur die Wärmewerte des letzten Quartals sind verspätet.",
        _U, ("T9.1",),
        "50 Zähler; 150 Zähler; Leitwarte; Alle Gebäude über 500 m²",
        (
            Indicator("Wärmeverbrauch je m²", "kWh", 148, 125, "ahead", QUARTERLY,
                      ends_on=dt.date(2026, 6, 30)),
            output("Fernausgelesene Zähler", "Anzahl", 60, 420, "ahead", MONTHLY),
            Indicator("Stromverbrauch im Monat", "MWh", 1_780, 1_540, "ahead", MONTHLY),
        ),
        ratings="p", budget=980, grants=0.3,
    ),
    Measure(
        "UM-03", 3, "Abfallbehälter mit Füllstandsmeldung",
        "Zurückhaltend beurteilt: die Werte sind gut, Bürgerforum und Fachforum zweifeln.",
        _U, ("Z9",),
        "Erprobung in Nord; Tourenplanung; Ausweitung; Auswertung",
        (
            output("Behälter mit Sensor", "Anzahl", 40, 800, "on_path", MONTHLY),
            Indicator("Überfüllte Behälter", "%", 17.5, 8.0, "ahead", MONTHLY, by="Stadtbezirk"),
            Indicator("Gefahrene Kilometer je Tonne", "km", 9.2, 7.0, "on_path", QUARTERLY),
        ),
        ratings="p", style="split", budget=370,
        problem="Die Wartung der Sensoren ist nicht dauerhaft finanziert.",
    ),
    Measure(
        "SI-01", 3, "Notruf und Lagebild vernetzt",
        "Gut gestartet; die Hilfsfrist ist ein Grenzwert, der gehalten werden muss.",
        _F, ("T5.2",),
        "Schnittstellen; Lagebild der Leitstelle; Anbindung der Kliniken; Übung",
        (
            Indicator("Einsätze innerhalb der Hilfsfrist", "%", 88.5, 90.0, "ahead", MONTHLY,
                      target="limit", wants="up", by="Stadtbezirk"),
            output("Angebundene Stellen", "Anzahl", 3, 18, "ahead", QUARTERLY),
            Indicator("Zeit bis zur Alarmierung", "Sekunden", 94, 70, "ahead", MONTHLY),
        ),
        ratings="p", budget=1_420, grants=0.35,
    ),
    Measure(
        "SI-02", 3, "Informationssicherheit der Stadtverwaltung",
        "Ein Meilenstein ist seit über 90 Tagen überfällig, die Indikatoren sind planmäßig.",
        _I, ("Z5", "Z1"),
        "Notfallhandbuch; Übung; Zertifizierung; Wiederholungsprüfung",
        (
            output("Ämter mit geübtem Notfallplan", "Anzahl", 4, 28, "ahead", QUARTERLY),
            Indicator("Klickrate in Testangriffen", "%", 14.5, 5.0, "ahead", QUARTERLY),
            Indicator("Schwachstellen älter als 30 Tage", "Anzahl", 260, 60, "ahead", MONTHLY,
                      also=(Target("limit", 300),)),
        ),
        delivery="not_begun", ratings="g", style="gloomy", budget=690,
        problem="Das Notfallhandbuch ist noch nicht abgestimmt.",
    ),
)
