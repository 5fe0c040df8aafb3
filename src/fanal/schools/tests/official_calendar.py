"""The official calendar, as its file says it."""

import json
from datetime import date

from django.urls import reverse

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import System
from fanal.year.rules.years import SchoolYear

YEAR, TODAY = SchoolYear(2026), date(2026, 11, 27)
BY = system(System.SETUP)
A, B, C, ALL = "Zone A", "Zone B", "Zone C", ("Zone A", "Zone B", "Zone C")


def row(name: str, start: str, end: str, zone: str, place: str = "Paris", who: str = "-") -> dict[str, str]:
    return {
        "description": name,
        "population": who,
        "start_date": start,
        "end_date": end,
        "location": place,
        "zones": zone,
        "annee_scolaire": "2026-2027",
    }


ROWS = [
    row("Vacances de la Toussaint", "2026-10-16T22:00:00+00:00", "2026-11-01T23:00:00+00:00", C),
    row("Vacances de la Toussaint", "2026-10-16T22:00:00+00:00", "2026-11-01T23:00:00+00:00", C, "Créteil"),
    row("Vacances de Noël", "2026-12-18T23:00:00+00:00", "2027-01-03T23:00:00+00:00", C),
    row("Vacances d'Hiver", "2027-02-06T00:00:00+01:00", "2027-02-22T00:00:00+01:00", C),
    row("Vacances d'Hiver", "2027-02-12T23:00:00+00:00", "2027-02-28T23:00:00+00:00", A),
    row("Pont de l'Ascension", "2027-05-06T22:00:00+00:00", "2027-05-06T22:00:00+00:00", C),
    row("Début des Vacances d'Été", "2027-07-02T22:00:00+00:00", "2027-07-02T22:00:00+00:00", C),
    row("Prérentrée des enseignants", "2026-08-30T22:00:00+00:00", "2026-08-31T22:00:00+00:00", C),
    row("Vacances d'Été", "2026-07-03T22:00:00Z", "2026-08-30T22:00:00Z", C, who="Enseignants"),
    row("Vacances d'Été", "2026-07-03T22:00:00Z", "2026-08-31T22:00:00Z", C, who="Élèves"),
    row("Vacances de Carnaval", "2027-02-05T23:00:00+00:00", "2027-02-21T23:00:00+00:00", "Corse"),
    row("Vacances de Noël", "2020-12-18T23:00:00+00:00", "2021-01-03T23:00:00+00:00", C),
]


def as_json(rows=ROWS) -> bytes:
    return json.dumps(rows, ensure_ascii=False).encode()


def url(name: str, school) -> str:
    return reverse(f"settings:{name}", args=[school.uai])


def sent_back(page: str) -> dict[str, list[str]]:
    """What the form of the preview holds."""
    from lxml import html

    fields: dict[str, list[str]] = {}
    for field in html.fromstring(page).xpath("//main//input[@type='hidden']"):
        fields.setdefault(field.get("name"), []).append(field.get("value"))
    return fields
