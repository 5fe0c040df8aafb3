"""What does the ministry's public calendar (« fr-en-calendrier-scolaire ») say of one zone?

Source: open data of the ministry, as CSV, JSON and iCalendar. Its instants are Paris midnight, often written
in UTC; its end is the day of return; a period without a length is one day off, or the opening of a summer
whose end is not published yet; académies of one zone repeat each other; the combined iCalendar cuts a period
in slices (« Zones A/B »). What concerns teachers alone is left aside. Pure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fanal.core.imports.columns import header_key
from fanal.year.rules.delays import ONE_DAY, SATURDAY, closing_refusals
from fanal.year.rules.years import SchoolYear, year_of

PARIS = ZoneInfo("Europe/Paris")
UTC_MIDNIGHTS = frozenset({22, 23})  # the hours of Paris midnight, where the offset was lost
LONGEST_NAME = 60
TEACHERS = "enseignants"
NOT_A_CLOSING = re.compile("prerentree|^rentree|reprise|^finde")
SUMMERS = frozenset({"vacancesdete", "debutdesvacancesdete", "grandesvacances"})
NAMES = {
    header_key(name): name
    for name in (
        "Vacances de la Toussaint",
        "Vacances de Noël",
        "Vacances d’hiver",
        "Vacances de printemps",
        "Pont de l’Ascension",
    )
}
LETTERS = re.compile(r"\bzones?\s+([abc](?:\s*[/,]\s*[abc])*)\b", re.I)
# Outside the three zones: the name that the file gives to the place, by the département of the UAI.
TERRITORIES = {
    "2A": "corse",
    "2B": "corse",
    "971": "guadeloupe",
    "972": "martinique",
    "973": "guyane",
    "974": "reunion",
    "975": "saintpierreetmiquelon",
    "976": "mayotte",
    "977": "saintbarthelemy",
    "978": "saintmartin",
    "984": "polynesie",
    "986": "wallisetfutuna",
    "987": "polynesie",
}


@dataclass(frozen=True)
class CalendarEvent:
    """One line of the file. `last` is its end as written: the day of return, or the first day again."""

    name: str
    population: str
    first_day: date
    last: date
    zones: frozenset[str]


@dataclass(frozen=True)
class PublishedPeriod:
    """A closed period of one zone; `is_end_known` is false while only its first day is published."""

    name: str
    first_day: date
    back_on: date
    is_end_known: bool = True

    @property
    def school_year(self) -> str:
        return str(year_of(self.first_day))


def paris_day(text: str) -> date:
    """The day in Paris of « 2025-10-17T22:00:00+00:00 »; ValueError when it is no date."""
    moment = datetime.fromisoformat(text.strip())
    if moment.tzinfo is not None:
        return moment.astimezone(PARIS).date()
    return moment.date() + (ONE_DAY if moment.hour in UTC_MIDNIGHTS else timedelta())


def zones_in(text: str) -> frozenset[str]:
    """« Zones A/B », « Corse », « La Réunion »: the letters, and the places that are in no zone."""
    letters = re.findall("[ABC]", " ".join(LETTERS.findall(text)).upper())
    key = header_key(text)
    return frozenset({*letters, *(place for place in TERRITORIES.values() if place in key)})


def zone_key(zone: str, department: str) -> str:
    """What the file calls the zone of a school; empty for a place that it never names."""
    return zone if zone in {"A", "B", "C"} else TERRITORIES.get(department, "")


def periods_of(
    events: Iterable[CalendarEvent], zone: str, *, since: SchoolYear
) -> tuple[list[PublishedPeriod], list[str]]:
    """The closed periods of a zone from a school year on, and why some of the file are not taken."""
    by_name: dict[tuple[str, str], list[PublishedPeriod]] = {}
    for event in events:
        if zone in event.zones and _is_closing(event):
            period = _period(event)
            if period.back_on >= since.starts_on:  # the summer before tells when lessons begin
                by_name.setdefault((period.school_year, header_key(period.name)), []).append(period)
    kept: list[PublishedPeriod] = []
    refused: list[str] = []
    for periods in by_name.values():
        joined = _joined(periods)
        if joined is None:
            named = periods[0]
            refused.append(f"{named.name} {named.school_year} : ce fichier en donne deux dates différentes.")
            continue
        for period in joined:
            reasons = closing_refusals(period.name, period.first_day, period.back_on)
            refused += [f"{period.name} {period.school_year} : {reason}" for reason in reasons]
            kept += [] if reasons else [period]
    return sorted(kept, key=lambda period: period.first_day), refused


def _is_closing(event: CalendarEvent) -> bool:
    key = header_key(event.name)
    return header_key(event.population) != TEACHERS and not NOT_A_CLOSING.search(key)


def _period(event: CalendarEvent) -> PublishedPeriod:
    key, first = header_key(event.name), event.first_day
    if key in SUMMERS:
        name = f"Vacances d’été {first.year}"
        if event.last <= first:
            back = max(date(first.year, 9, 1), first + ONE_DAY)
            return PublishedPeriod(name, first, back, is_end_known=False)
        return PublishedPeriod(name, first, event.last)
    name = NAMES.get(key) or " ".join(event.name.replace("'", "’").split())[:LONGEST_NAME]
    return PublishedPeriod(name, first, event.last if event.last > first else _next_weekday(first))


def _next_weekday(day: date) -> date:
    day += ONE_DAY
    while day.weekday() >= SATURDAY:
        day += ONE_DAY
    return day


def _joined(periods: list[PublishedPeriod]) -> list[PublishedPeriod] | None:
    """The slices of one name put end to end; None when two of them disagree."""
    certain = [period for period in periods if period.is_end_known]
    ordered = sorted(set(certain or periods), key=lambda period: (period.first_day, period.back_on))
    joined = ordered[:1]
    for period in ordered[1:]:
        last = joined[-1]
        if period.first_day < last.back_on:
            return None
        if period.first_day == last.back_on:
            joined[-1] = replace(last, back_on=period.back_on)
        else:  # two holidays of one name in a year: the second says so
            joined.append(replace(period, name=f"{period.name[: LONGEST_NAME - 4]} ({len(joined) + 1})"))
    return joined
