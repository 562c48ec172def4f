"""Public figures of Dortmund's digital plans, each with the address it was read at.

An unofficial compilation. The certainty is the compiler's note on the figure.
"""

# An address is one word, however long.
# ruff: noqa: E501

from __future__ import annotations

SOURCES = {
    "app_services": "https://www.dortmund-app.de/news/aktuelles-aus-der-stadt/stadtverwaltung-baut-digitalen-service-weiter-aus",
    "press_efile": "https://www.dortmund.de/newsroom/presse-mitteilungen/weniger-papier-mehr-tempo-stadt-dortmund-zieht-positive-zwischenbilanz-zur-digitalen-akte.html",
    "vdz_open_data": "https://www.vdz.org/digitale-verwaltung/dortmund-ueberrascht-mit-transparenz-und-partizipation",
    "city_649088": "https://www.dortmund.de/de/leben_in_dortmund/nachrichtenportal/alle_nachrichten/nachricht.jsp?nid=649088",
    "rn_school_wlan": "https://old.ruhrnachrichten.de/dortmund/welche-schulen-in-dortmund-wlan-haben-und-woran-es-hapert-mit-uebersichtskarte-plus-1573414.html",
    "city_728497": "https://www.dortmund.de/de/leben_in_dortmund/nachrichtenportal/alle_nachrichten/nachricht.jsp?nid=728497",
    "city_fit": "https://dortmund.de/newsroom/nachrichten-dortmund.de/dortmund-macht-fit-fuer-die-digitale-welt.html",
    "city_729048": "https://www.dortmund.de/de/leben_in_dortmund/nachrichtenportal/alle_nachrichten/nachricht.jsp?nid=729048",
    "stadtmagazin_alliance": "https://www.in-stadtmagazine.de/dortmund/wirtschaft-technik/1-sachstandsbericht-zur-smart-city-dortmund-es-geht-voran-58497",
    "city_715927": "https://www.dortmund.de/de/leben_in_dortmund/nachrichtenportal/alle_nachrichten/nachricht.jsp?nid=715927",
    "rn_super_digital": "https://old.ruhrnachrichten.de/dortmund/stadt-will-bis-2025-super-digital-werden-grosses-dortmunder-unternehmen-hilft-dabei-plus-1833502.html",
    "rn_how_digital": "https://old.ruhrnachrichten.de/dortmund/hier-ist-die-verwaltung-rund-um-die-uhr-erreichbar-wie-digital-sind-dortmunder-behoerden-plus-1854248.html",
    "kommune21": "https://www.kommune21.de/k21-meldungen/digitalisierungsprojekt-wird-fortgefuehrt",
    "rn_not_digital": "https://old.ruhrnachrichten.de/dortmund/stadt-leitungen-im-netz-typisch-deutschland-sagt-der-sozialamts-chef-plus-1776044.html",
    "radio912": "https://www.radio912.de/artikel/stadt-dortmund-wird-digitaler-1380011.html",
    "rn_open_data": "https://www.ruhrnachrichten.de/Nachrichten/Dortmund/Die-Stadt-oeffnet-ihren-Datenschatz-fuer-jeden-Buerger-umsonst-und-frei-verfuegbar-1319273.html",
    "city_601621": "https://www.dortmund.de/de/leben_in_dortmund/umwelt/smart_city_dortmund/nachrichten_smartcity/detailseiten.jsp?nid=601621",
    "city_model_project": "https://www.dortmund.de/newsroom/nachrichten-dortmund.de/modellprojekt-legt-smarte-und-harte-arbeit-an-den-tag.html",
    "city_open_data": "https://www.dortmund.de/newsroom/nachrichten-dortmund.de/tranzparenz-durch-offene-daten-dortmund-im-staedtevergleich-weit-vorne.html",
    "rundblick_schools": "https://www.rundblick-dortmund.de/2021/02/23/medienentwicklungsplan-und-digitalpakt-verbessern-die-schulausstattung-in-dortmund/",
    "radio_fibre": "https://www.radiomuelheim.de/artikel/glasfaserausbau-kommt-stockend-voran-637188.html",
    "rn_fibre": "https://old.ruhrnachrichten.de/dortmund/glasfaser-ausbau-dortmund-schnelles-internet-foerderung-thomas-westphal-plus-2100859.html",
    "rundblick_alliance": "https://www.rundblick-dortmund.de/?p=13512",
    "nordstadt_alliance": "https://nordstadtblogger.de/allianz-smart-city-dortmund-hat-mit-alexander-von-schweinitz-einen-ehrenamtlichen-sonderbeauftragten",
}

# indicator, date, value, certainty, source
# fmt: off
OBSERVATIONS: tuple[tuple[str, str, float, str, str], ...] = (
    ("V1-leistungen", "2022-07-28", 151, "exact", "app_services"),
    ("V1-leistungen", "2022-11-08", 162, "exact", "city_715927"),
    ("V1-leistungen", "2023-02-01", 183, "date approximate", "rn_super_digital"),
    ("V1-leistungen", "2023-03-31", 189, "date approximate", "rn_how_digital"),
    ("V1-leistungen", "2025-09-11", 200, "lower bound", "kommune21"),
    ("V1-ozg", "2022-06-15", 35, "mid June", "rn_not_digital"),
    ("V1-ozg", "2022-08-01", 41, "date approximate", "rn_not_digital"),
    ("V1-nutzung", "2021-12-31", 66600, "exact", "radio912"),
    ("V1-nutzung", "2022-07-28", 41000, "year to date", "radio912"),
    ("V1-nutzung", "2022-11-08", 57000, "year to date", "city_715927"),
    ("V1-zugriffe", "2019-12-31", 1000000, "almost", "rn_how_digital"),
    ("V1-zugriffe", "2022-12-31", 2200000, "almost", "rn_how_digital"),
    ("V2-fb", "2024-01-31", 3, "pilot", "press_efile"),
    ("V3-datensaetze", "2018-08-23", 81, "conflict: 150 in another source", "rn_open_data"),
    ("V3-datensaetze", "2019-09-30", 125, "exact", "city_601621"),
    ("V3-datensaetze", "2024-05-31", 490, "about; date approximate", "city_model_project"),
    ("V3-datensaetze", "2025-03-06", 584, "exact", "city_open_data"),
    ("B1-wlan-sus", "2020-12-31", 76, "more than", "rundblick_schools"),
    ("B1-wlan-sus", "2022-12-31", 93, "more than", "city_728497"),
    ("B1-wlan-sus", "2023-12-31", 95, "more than", "city_fit"),
    ("B1-wlan-schulen", "2020-10-31", 96, "exact", "rn_school_wlan"),
    ("B2-gf-sus", "2020-12-31", 63, "about", "rundblick_schools"),
    ("B2-gf-sus", "2022-12-31", 71, "about", "city_728497"),
    ("B3-geraete", "2021-12-31", 40000, "derived", "city_728497"),
    ("B3-geraete", "2022-12-31", 70000, "about", "city_728497"),
    ("B3-geraete", "2023-12-31", 70000, "more than", "city_fit"),
    ("B3-sofort", "2020-11-01", 0, "start of delivery", "rundblick_schools"),
    ("B3-sofort", "2021-02-23", 10000, "more than", "rundblick_schools"),
    ("B4-raeume", "2022-12-31", 4000, "almost", "city_728497"),
    ("B4-raeume", "2023-12-31", 4200, "more than", "city_fit"),
    ("W1-glasfaser", "2020-06-30", 5, "about; date approximate", "radio_fibre"),
    ("W1-glasfaser", "2024-06-30", 34.4, "exact", "rn_fibre"),
    ("S1-partner", "2018-06-30", 126, "date approximate", "rundblick_alliance"),
    ("S1-partner", "2019-01-08", 140, "exact", "stadtmagazin_alliance"),
    ("S1-partner", "2020-10-01", 170, "date approximate", "nordstadt_alliance"),
)
# fmt: on
