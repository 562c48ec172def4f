"""Stories of the economy: each measure is in the sample for the reason its text tells."""

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

_W = "Wirtschaftsförderung"

MEASURES: tuple[Measure, ...] = (
    Measure(
        "WI-01", 1, "Glasfaserausbau im Stadtgebiet",
        "Der Zielwert wurde 2024 gesenkt: nach dem neuen Ziel planmäßig, nach dem alten "
        "gefährdet.",
        _W, ("T7.1",),
        "Markterkundung; Förderantrag; Ausbau Nord und West; !Ausbau Süd und Ost",
        (
            Indicator("Haushalte mit Glasfaseranschluss", "%", 11.8, 60, "behind", QUARTERLY,
                      by="Stadtbezirk", interim=((2024, 28),),
                      changed=(45, "Zwei Anbieter haben den eigenwirtschaftlichen Ausbau in Ost "
                                   "abgesagt; der Rat hat den Zielwert angepasst.")),
            output("Angeschlossene Gewerbegebiete", "Anzahl", 4, 21, "reached", HALF_YEARLY),
            Indicator("Haushalte unter 30 Mbit/s", "%", 5.6, 1.0, "ahead", HALF_YEARLY,
                      target="limit", wants="down"),
        ),
        delivery="slipping", ratings="ppgggpp", budget=7_500, spending=0.78, grants=0.9,
        problem="Der eigenwirtschaftliche Ausbau kommt langsamer voran als zugesagt.",
    ),
    Measure(
        "WI-02", 1, "Gründungszentrum Digitale Wirtschaft",
        "Hat nur Richtungsziele: es zählt, dass die Werte in die gewünschte Richtung gehen.",
        _W, ("T7.2",),
        "Trägerverein gegründet; Eröffnung; Vollbelegung",
        (
            Indicator("Gründungen der Digitalwirtschaft", "Anzahl", 41, 75, "ahead",
                      target="direction"),
            Indicator("Überlebensquote nach drei Jahren", "%", 61.5, 72.0, "on_path",
                      target="direction"),
            output("Belegte Arbeitsplätze", "%", 0, 85, "ahead", QUARTERLY, target="interval",
                   upper=98, wants="hold"),
        ),
        ratings="kpppe", budget=1_650, grants=0.4,
    ),
    Measure(
        "WI-03", 1, "Digitaler Unternehmensservice",
        "Kommt spät, aber voll zur Geltung: erst blieb die Wirkung aus, inzwischen ist sie am "
        "Soll-Pfad.",
        _W, ("T2.1", "T7.2"),
        "Einheitliche Ansprechstelle; Gewerbeanmeldung online; Sammelgenehmigungen",
        (
            Indicator("Dauer einer Gewerbeanmeldung", "Tage", 9.5, 3.0, "recovers", QUARTERLY),
            Indicator("Online gestellte Gewerbeanzeigen", "%", 21, 80, "recovers", QUARTERLY),
            Indicator("Unternehmen mit Servicekonto", "Anzahl", 260, 2_400, "recovers",
                      HALF_YEARLY),
        ),
        delivery="late", ratings="kgggppp", budget=540,
        problem="Die Verfahren mussten nach dem Start überarbeitet werden.",
    ),
    Measure(
        "WI-04", 1, "Freies WLAN in der Innenstadt",
        "Die Rückschau ist gut, der Betrieb läuft, aber die Nutzung sinkt wieder: verfehlt in "
        "der Wirkung.",
        _W, ("T7.1",),
        "30 Zugangspunkte; 60 Zugangspunkte; Betriebskonzept",
        (
            output("Zugangspunkte", "Anzahl", 12, 60, "reached", HALF_YEARLY),
            Indicator("Nutzende je Tag", "Anzahl", 1_400, 5_000, "worse", MONTHLY),
            Indicator("Verfügbarkeit", "%", 98.2, 99.5, "on_path", MONTHLY,
                      target="limit", wants="up"),
        ),
        delivery="early", ratings="pppgv", budget=450, spending=0.85,
        problem="Mobilfunktarife machen das Angebot entbehrlich.",
    ),
    Measure(
        "WI-05", 1, "Digitalberatung für Handwerk und Handel",
        "Nicht zu beurteilen: Zielwerte, Ausgangswerte und Verantwortliche wurden nie festgelegt.",
        _W, ("T7.2",), "",
        (
            output("Beratungen", "Anzahl", 120, 400, "on_path", QUARTERLY, is_sum=True,
                   lacks=frozenset({"target", "owner"})),
            Indicator("Betriebe mit Online-Terminbuchung", "%", 18, 40, "on_path",
                      lacks=frozenset({"baseline", "target", "owner"}), flag="estimated"),
            Indicator("Zufriedenheit der Betriebe", "Schulnote", 2.8, 2.0, "on_path",
                      lacks=frozenset({"baseline", "target", "owner"}), has_data=False),
        ),
        delivery="none", ratings="k", budget=210,
    ),
    Measure(
        "WI-06", 1, "Fachkräfteportal",
        "Liefert nicht und wirkt nicht: der zweite Meilenstein ist seit Jahren offen.",
        _W, ("T7.2",),
        "Konzept; Ausschreibung; Portal online; Anbindung der Hochschulen",
        (
            Indicator("Vermittelte Fachkräfte", "Anzahl", 35, 400, "flat", HALF_YEARLY,
                      is_sum=True),
            output("Beteiligte Betriebe", "Anzahl", 22, 250, "weak", HALF_YEARLY),
            Indicator("Offene Stellen in Digitalberufen", "Anzahl", 640, 400, "worse", QUARTERLY,
                      also=(Target("limit", 600, due_on=dt.date(2025, 12, 31)),)),
        ),
        delivery="stalled", ratings="pgvvv", budget=480, spending=0.35,
        problem="Die Ausschreibung wurde zweimal aufgehoben.",
    ),
    Measure(
        "WI-07", 2, "5G-Anwendungen im Hafen und im Gewerbepark",
        "Ein Meilenstein wurde verpasst und nachgeholt; die Wirkung liegt knapp unter dem "
        "Soll-Pfad.",
        _W, ("T7.1",),
        "Frequenzzuteilung; Campusnetz in Betrieb; Fünf Anwendungen",
        (
            output("Anwendungen im Regelbetrieb", "Anzahl", 0, 8, "behind", HALF_YEARLY,
                   due_on=dt.date(2026, 12, 31)),
            Indicator("Beteiligte Betriebe", "Anzahl", 5, 45, "behind", QUARTERLY,
                      ends_on=dt.date(2026, 6, 30)),
            Indicator("Zeitgewinn je Umschlag", "Minuten", 2, 11, "behind", HALF_YEARLY,
                      flag="estimated"),
        ),
        delivery="late", ratings="kppg", style="rosy", budget=2_300, grants=0.8,
        problem="Kleinere Betriebe steigen wegen der Kosten nicht ein.",
    ),
    Measure(
        "WI-08", 2, "Digitaler Marktplatz des Handels",
        "Liefert und wirkt nicht: die Umsätze gehen zurück, alle Perspektiven sind sich einig.",
        _W, ("Z7",),
        "Betreiber gefunden; 100 Geschäfte; Liefersystem; 300 Geschäfte",
        (
            output("Angeschlossene Geschäfte", "Anzahl", 38, 300, "weak", QUARTERLY),
            Indicator("Umsatz über den Marktplatz", "Tsd. €", 420, 2_500, "worse", QUARTERLY,
                      is_sum=True),
            Indicator("Wiederkehrende Kundschaft", "%", 27, 45, "worse", QUARTERLY,
                      flag="preliminary"),
        ),
        delivery="stuck", ratings="kgvvv", budget=680, spending=0.62,
        problem="Der Betreiber hat sein Personal halbiert.",
    ),
    Measure(
        "WI-09", 2, "Innovative Vergabe",
        "Ohne Meilensteine: der gemeldete Fortschritt bleibt weit hinter der Zeit zurück.",
        _W, ("T7.2",), "",
        (
            Indicator("Vergaben mit Innovationskriterium", "Anzahl", 4, 40, "weak", HALF_YEARLY,
                      is_sum=True),
            Indicator("Anteil kleiner und mittlerer Unternehmen", "%", 46, 60, "behind",
                      HALF_YEARLY),
            Indicator("Dauer eines Vergabeverfahrens", "Tage", 112, 80, "stalls", QUARTERLY),
        ),
        delivery="none", pace=0.45, ends_on=dt.date(2026, 12, 31), ratings="kgggv", budget=160,
        style="rosy", problem="Die Vergabestelle ist nur zur Hälfte besetzt.",
    ),
    Measure(
        "WI-10", 3, "Datenraum Regionale Wirtschaft",
        "Noch nicht begonnen, und der erste Meilenstein ist schon überfällig.",
        _W, ("Z7", "T8.1"),
        "Trägerschaft geklärt; Erste Datensätze; Fünf Anwendungen; Dauerbetrieb",
        (
            output("Beteiligte Unternehmen", "Anzahl", 0, 60, "flat", QUARTERLY),
            output("Gemeinsam genutzte Datensätze", "Anzahl", 0, 120, "flat", QUARTERLY),
        ),
        delivery="not_begun", starts_on=dt.date(2026, 3, 1), ratings="g",
        budget=940, grants=0.5, spending=0.3,
        problem="Über die Trägerschaft besteht keine Einigkeit.",
    ),
    Measure(
        "WI-11", 3, "Digitale Standortauskunft",
        "Begonnen und im Plan, ohne Meilensteine; ein Indikator hat keinen Rhythmus und wird als "
        "jährlich gelesen.",
        _W, ("T7.2", "Z7"), "",
        (
            Indicator("Abgerufene Standortprofile im Monat", "Anzahl", 53, 250, "ahead",
                      MONTHLY),
            output("Erfasste Gewerbeflächen", "%", 35, 95, "ahead", QUARTERLY),
            Indicator("Ansiedlungen nach Anfrage", "Anzahl", 7, 15, "on_path", None,
                      lacks=frozenset({"target"})),
        ),
        delivery="none", pace=1.3, ratings="p", budget=190,
    ),
)
