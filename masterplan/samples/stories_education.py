"""Stories of education: each measure is in the sample for the reason its text tells."""

from __future__ import annotations

import datetime as dt

from masterplan.samples.story import (
    HALF_YEARLY,
    MONTHLY,
    QUARTERLY,
    Ending,
    Indicator,
    Measure,
    output,
)

# A catalogue is read like a table; the formatter would make one line of each word.
# fmt: off

_S, _V = "Schulverwaltungsamt", "Volkshochschule"

MEASURES: tuple[Measure, ...] = (
    Measure(
        "BI-01", 1, "WLAN an allen Schulen",
        "Erreicht: die Arbeiten sind abgeschlossen, jeder Zielwert ist erfüllt.",
        _S, ("T3.1",),
        "Ausleuchtung aller Gebäude; 30 Schulen versorgt; 50 Schulen versorgt; !Alle 64 Schulen",
        (
            output("Schulen mit flächendeckendem WLAN", "Anzahl", 18, 64, "reached", HALF_YEARLY),
            Indicator("Schülerinnen und Schüler mit WLAN", "%", 31, 96, "reached",
                      by="Schulform", due_on=dt.date(2025, 12, 31)),
        ),
        ratings="pppe", budget=5_200, grants=0.7,
    ),
    Measure(
        "BI-02", 1, "Glasfaser für Schulen",
        "Liefert mit Verzug und liegt unter dem Soll-Pfad: gefährdet, aber aufholbar.",
        _S, ("T3.1",),
        "Förderbescheid; Vergabe; Erster Bauabschnitt; !Tiefbau abgeschlossen",
        (
            output("Schulen mit Glasfaseranschluss", "Anzahl", 9, 64, "behind", QUARTERLY,
                   due_on=dt.date(2027, 12, 31), interim=((2024, 36),)),
            Indicator("Bandbreite je 100 Lernende", "Mbit/s", 38, 250, "behind", HALF_YEARLY),
            Indicator("Störungstage je Schule", "Tage", 4.8, 2.0, "recovers",
                      target="limit", wants="down"),
        ),
        delivery="moved", ratings="pppgg", budget=4_100, spending=0.7, grants=0.8,
        problem="Die Tiefbaukapazitäten reichen nicht aus.",
    ),
    Measure(
        "BI-03", 1, "Mobile Endgeräte für den Unterricht",
        "Frühere Werte wurden berichtigt: die Geräte waren zuerst doppelt gezählt worden.",
        _S, ("T3.1",),
        "Rahmenvertrag; Ausstattung der Oberstufen; Ausstattung aller Jahrgänge",
        (
            output("Endgeräte je 100 Lernende", "Anzahl", 9.5, 33.0, "reached", HALF_YEARLY,
                   corrected=1.31),
            Indicator("Lernende mit ausgeliehenem Gerät", "%", 4.2, 12.0, "ahead",
                      corrected=1.31, by="Schulform"),
            Indicator("Ausfallquote der Geräte", "%", 7.5, 4.0, "on_path", QUARTERLY,
                      target="limit", wants="down", flag="preliminary"),
        ),
        ratings="pgppe", budget=6_800, grants=0.75,
        problem="Die Zahlen der Geräteverwaltung waren nicht verlässlich.",
    ),
    Measure(
        "BI-04", 1, "Medienfortbildung für Lehrkräfte",
        "Alle Arbeiten sind getan, doch die Teilnahme bleibt hinter dem Soll-Pfad: gefährdet in "
        "der Wirkung.",
        _S, ("T3.2",),
        "Fortbildungskonzept; Medienberatung besetzt; Kurse an allen Schulen",
        (
            output("Fortgebildete Lehrkräfte", "%", 22, 90, "behind", HALF_YEARLY,
                   due_on=dt.date(2027, 12, 31), ends_on=dt.date(2025, 12, 31)),
            Indicator("Unterrichtsstunden mit digitalen Medien", "%", 17, 45, "behind",
                      flag="estimated", by="Schulform"),
            Indicator("Zufriedenheit der Teilnehmenden", "Schulnote", 2.6, 2.0, "on_path",
                      HALF_YEARLY, target="interval", upper=2.4, wants="down"),
        ),
        delivery="late", ratings="ppppgg", style="rosy", budget=760,
        problem="Es fehlen Vertretungsstunden für die Fortbildung.",
    ),
    Measure(
        "BI-05", 1, "Digitale Schulverwaltung",
        "Zurückgestellt: das Land führt ein eigenes Verfahren ein, darauf wird gewartet.",
        _S, ("Z3",),
        "Anforderungen erhoben; Verfahren ausgewählt; Einführung an 20 Schulen",
        (
            output("Schulen mit digitaler Verwaltung", "Anzahl", 0, 64, "flat", HALF_YEARLY,
                   ends_on=dt.date(2023, 6, 30)),
            Indicator("Zeitaufwand je Anmeldung", "Minuten", 46, 20, "flat",
                      ends_on=dt.date(2022, 12, 31)),
        ),
        delivery="stalled", ratings="pgg", budget=900, spending=0.2,
        problem="Der Funktionsumfang des Landesverfahrens steht nicht fest.",
        ending=Ending("postponed", dt.date(2023, 12, 31),
                      "Zurückgestellt, bis das Landesverfahren eingeführt ist."),
    ),
    Measure(
        "BI-06", 1, "Offene MINT-Werkstätten",
        "Die Meldungen sind abgerissen: umgesetzt ist alles, aber die Daten sind veraltet.",
        _V, ("T3.2",),
        "Standort Nord eröffnet; Standort Süd eröffnet; Kursprogramm",
        (
            Indicator("Besuche der Werkstätten", "Anzahl", 0, 12_000, "ahead", QUARTERLY,
                      is_sum=True, ends_on=dt.date(2024, 9, 30)),
            output("Öffnungsstunden je Woche", "Stunden", 0, 60, "reached", HALF_YEARLY,
                   ends_on=dt.date(2024, 6, 30)),
            Indicator("Anteil der Besucherinnen", "%", 31, 50, "ahead",
                      ends_on=dt.date(2024, 12, 31)),
        ),
        ratings="kpppk", budget=620, grants=0.5,
    ),
    Measure(
        "BI-07", 1, "Digitale Grundbildung an der Volkshochschule",
        "Bruch in der Zeitreihe: seit 2025 wird anders gezählt, die Wirkung ist ausgesetzt.",
        _V, ("T3.2", "T4.1"),
        "Kursreihe entwickelt; Kurse in fünf Bezirken; Kurse in allen Bezirken",
        (
            Indicator("Teilnehmende der Grundkurse", "Anzahl", 840, 2_600, "on_path",
                      break_on=dt.date(2025, 12, 31), by="Altersgruppe"),
            Indicator("Abschlussquote", "%", 58, 75, "on_path", HALF_YEARLY,
                      break_on=dt.date(2025, 6, 30)),
        ),
        ratings="pppppk", budget=380,
    ),
    Measure(
        "BI-08", 2, "Lernplattform für alle Schulen",
        "Läuft rund: Umsetzung, Wirkung und Datenlage sind planmäßig.",
        _S, ("T3.2", "T3.1"),
        "Auswahl; 20 Schulen; Elternzugang; Alle Schulen; Betriebsübergabe",
        (
            output("Schulen auf der Plattform", "Anzahl", 6, 64, "reached", QUARTERLY),
            Indicator("Aktive Lernende je Woche", "%", 18, 80, "ahead", MONTHLY,
                      by="Schulform"),
            Indicator("Verfügbarkeit der Plattform", "%", 99.1, 99.1, "reached", MONTHLY,
                      definition="Soll gehalten werden"),
        ),
        ratings="kpppe", budget=1_480, grants=0.25,
    ),
    Measure(
        "BI-09", 2, "Kita-Anmeldung online",
        "Erreicht, und das vor der Zeit.",
        "Jugendamt", ("T1.1",),
        "Bedarfserhebung; Anmeldeportal; Platzvergabe nach Kriterien",
        (
            Indicator("Online angemeldete Kinder", "%", 34, 90, "reached", HALF_YEARLY,
                      due_on=dt.date(2025, 12, 31)),
            Indicator("Zeit bis zur Platzzusage", "Tage", 74, 40, "reached", HALF_YEARLY,
                      due_on=dt.date(2025, 12, 31)),
        ),
        delivery="early", ratings="kpe", budget=320,
    ),
    Measure(
        "BI-10", 2, "IT-Support für Schulen",
        "Wirkt, kostet aber deutlich mehr als geplant.",
        _S, ("T3.1",),
        "Ticketsystem; Fünf Regionalteams; Fernwartung; Bereitschaft in den Prüfungswochen",
        (
            Indicator("Lösungszeit je Störung", "Stunden", 46, 16, "ahead", MONTHLY),
            Indicator("Im ersten Anlauf gelöste Störungen", "%", 44, 75, "ahead", MONTHLY),
            Indicator("Geräte je Supportstelle", "Anzahl", 620, 400, "on_path", HALF_YEARLY,
                      target="limit", wants="down"),
        ),
        ratings="kpppp", budget=2_100, spending=1.38,
    ),
    Measure(
        "BI-11", 2, "Digitale Stadtbibliothek",
        "Die Werte kommen zu spät: die Datenlage ist gefährdet, sonst ist alles planmäßig.",
        "Stadtbibliothek", ("T8.2", "Z3"),
        "Neues Ausleihsystem; Ausleihe rund um die Uhr; Digitale Lernorte",
        (
            Indicator("Digitale Ausleihen", "Anzahl", 88_000, 190_000, "ahead", QUARTERLY,
                      is_sum=True, ends_on=dt.date(2026, 6, 30)),
            Indicator("Aktive Nutzende", "Anzahl", 9_400, 15_000, "ahead", QUARTERLY,
                      ends_on=dt.date(2026, 6, 30)),
            output("Öffnungsstunden je Woche", "Stunden", 48, 84, "reached", HALF_YEARLY,
                   ends_on=dt.date(2025, 12, 31)),
        ),
        ratings="kppp", budget=590,
    ),
    Measure(
        "BI-12", 3, "Datenkompetenz und KI im Unterricht",
        "Gerade begonnen: die Arbeit läuft, Messwerte gibt es noch keine.",
        _S, ("T3.2",),
        "Curriculum; Pilot an acht Schulen; Fortbildung; Ausweitung",
        (
            output("Beteiligte Schulen", "Anzahl", 0, 40, "on_path", has_data=False),
            Indicator("Lernende mit Kompetenznachweis", "%", 0, 30, "on_path", has_data=False),
        ),
        ratings="k", budget=460, grants=0.6,
    ),
)
