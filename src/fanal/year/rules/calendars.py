"""When is a school closed: holidays by zone, public holidays by region?

Holidays are editable data; what follows only fills a new school. 2025-26: open data of the ministry,
read in public extracts (its instants are Paris midnight in UTC, its end is the day of return), but
for the winter of zones A and B. 2026-27: draft order, to be checked against the Journal officiel;
the bridge of Ascension 2027 is one day, Friday 7 May. Public holidays: code du travail L3133-1,
L3134-13 (Alsace-Moselle; the law ties Good Friday to a Protestant temple in the commune, schools keep it),
L3422-2 (overseas; the article writes « 28 mars » for Saint-Martin, which keeps 28 May since 2018).
French Polynesia, Wallis-et-Futuna and Saint-Pierre-et-Miquelon: days of their own are entered by the school.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from fanal.year.rules.years import SchoolYear, year_of

ZONES = {
    "A": ("Besançon", "Bordeaux", "Clermont-Ferrand", "Dijon", "Grenoble", "Limoges", "Lyon", "Poitiers"),
    "B": (
        "Aix-Marseille",
        "Amiens",
        "Lille",
        "Nancy-Metz",
        "Nantes",
        "Nice",
        "Normandie",
        "Orléans-Tours",
        "Reims",
        "Rennes",
        "Strasbourg",
    ),
    "C": ("Créteil", "Montpellier", "Paris", "Toulouse", "Versailles"),
}
ALL = "ABC"


class DateCertainty(StrEnum):
    """How far a date may be trusted before someone has confirmed it."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    TO_CHECK = "to_check"

    @property
    def label(self) -> str:
        return {"certain": "certaine", "probable": "probable", "to_check": "à vérifier"}[self.value]


@dataclass(frozen=True)
class HolidayPeriod:
    """One closing of the schools of some zones: from `first_day`, until the day before `back_on`."""

    name: str
    first_day: date
    back_on: date
    zones: str
    source: str
    certainty: DateCertainty

    @property
    def year(self) -> SchoolYear:
        return year_of(self.first_day)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day < self.back_on


class Region(StrEnum):
    """Where the public holidays differ."""

    MAINLAND = "mainland"
    ALSACE_MOSELLE = "alsace_moselle"
    GUADELOUPE = "guadeloupe"
    GUYANE = "guyane"
    MARTINIQUE = "martinique"
    MAYOTTE = "mayotte"
    REUNION = "reunion"
    SAINT_BARTHELEMY = "st_barthelemy"
    SAINT_MARTIN = "st_martin"


FIXED = {
    (1, 1): "Jour de l’an",
    (5, 1): "Fête du Travail",
    (5, 8): "Victoire de 1945",
    (7, 14): "Fête nationale",
    (8, 15): "Assomption",
    (11, 1): "Toussaint",
    (11, 11): "Armistice de 1918",
    (12, 25): "Noël",
}
AFTER_EASTER = {1: "Lundi de Pâques", 39: "Ascension", 50: "Lundi de Pentecôte"}
ABOLITION = {
    Region.GUADELOUPE: (5, 27),
    Region.GUYANE: (6, 10),
    Region.MARTINIQUE: (5, 22),
    Region.MAYOTTE: (4, 27),
    Region.REUNION: (12, 20),
    Region.SAINT_BARTHELEMY: (10, 9),
    Region.SAINT_MARTIN: (5, 28),
}


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous algorithm of 1876)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def public_holidays(year: int, region: Region = Region.MAINLAND) -> dict[date, str]:
    """The public holidays of a civil year, with their French names; do not change the answer."""
    sunday = easter(year)
    days = {date(year, month, day): name for (month, day), name in FIXED.items()}
    days |= {sunday + timedelta(days=after): name for after, name in AFTER_EASTER.items()}
    if region is Region.ALSACE_MOSELLE:
        days |= {sunday - timedelta(days=2): "Vendredi saint", date(year, 12, 26): "Saint-Étienne"}
    if region in ABOLITION:
        month, day = ABOLITION[region]
        days[date(year, month, day)] = "Abolition de l’esclavage"
    return days


def _row(
    name: str, first: str, back: str, zones: str, source: str, certainty: DateCertainty
) -> HolidayPeriod:
    return HolidayPeriod(name, date.fromisoformat(first), date.fromisoformat(back), zones, source, certainty)


_OPEN, _DRAFT = "calendrier scolaire, données ouvertes du ministère", "projet d’arrêté 2026-2027"
_SURE, _LIKELY, _CHECK = DateCertainty.CERTAIN, DateCertainty.PROBABLE, DateCertainty.TO_CHECK

HOLIDAYS = (
    _row("Vacances d’été 2025", "2025-07-05", "2025-09-01", ALL, _OPEN, _SURE),
    _row("Vacances de la Toussaint", "2025-10-18", "2025-11-03", ALL, _OPEN, _SURE),
    _row("Vacances de Noël", "2025-12-20", "2026-01-05", ALL, _OPEN, _SURE),
    _row("Vacances d’hiver", "2026-02-07", "2026-02-23", "A", "calendrier 2025-2026", _CHECK),
    _row("Vacances d’hiver", "2026-02-14", "2026-03-02", "B", "calendrier 2025-2026", _CHECK),
    _row("Vacances d’hiver", "2026-02-21", "2026-03-09", "C", _OPEN, _SURE),
    _row("Vacances de printemps", "2026-04-04", "2026-04-20", "A", _OPEN, _SURE),
    _row("Vacances de printemps", "2026-04-11", "2026-04-27", "B", _OPEN, _SURE),
    _row("Vacances de printemps", "2026-04-18", "2026-05-04", "C", _OPEN, _SURE),
    _row("Pont de l’Ascension", "2026-05-14", "2026-05-18", ALL, _OPEN, _SURE),
    _row("Vacances d’été 2026", "2026-07-04", "2026-09-01", ALL, _OPEN, _SURE),
    _row("Vacances de la Toussaint", "2026-10-17", "2026-11-02", ALL, _DRAFT, _LIKELY),
    _row("Vacances de Noël", "2026-12-19", "2027-01-04", ALL, _DRAFT, _LIKELY),
    _row("Vacances d’hiver", "2027-02-13", "2027-03-01", "A", _DRAFT, _LIKELY),
    _row("Vacances d’hiver", "2027-02-20", "2027-03-08", "B", _DRAFT, _LIKELY),
    _row("Vacances d’hiver", "2027-02-06", "2027-02-22", "C", _DRAFT, _LIKELY),
    _row("Vacances de printemps", "2027-04-10", "2027-04-26", "A", _DRAFT, _LIKELY),
    _row("Vacances de printemps", "2027-04-17", "2027-05-03", "B", _DRAFT, _LIKELY),
    _row("Vacances de printemps", "2027-04-03", "2027-04-19", "C", _DRAFT, _LIKELY),
    _row("Pont de l’Ascension", "2027-05-07", "2027-05-10", ALL, _DRAFT, _LIKELY),
    _row("Vacances d’été 2027", "2027-07-03", "2027-09-01", ALL, _DRAFT, _CHECK),
)
