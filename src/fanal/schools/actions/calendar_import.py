"""Filling the calendar of a school, or of all, from the ministry's public file: planned, then applied."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fanal.accounts.models import Holiday, School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies import installation as installation_policies
from fanal.accounts.policies import school as school_policies
from fanal.accounts.policies.rights import require
from fanal.accounts.reading.calendars import Closing, closings_of
from fanal.accounts.rules.uai import department
from fanal.core.errors import RuleBroken
from fanal.core.labelled import Labelled
from fanal.core.tenancy import scope
from fanal.schools.actions.settings import keep_closing
from fanal.schools.rules.official_calendar import CalendarEvent, PublishedPeriod, periods_of, zone_key
from fanal.year.rules.years import year_of

SOURCE = "calendrier officiel, fichier lu le {day:%d/%m/%Y}"
NOT_THERE = (
    "Ce fichier ne dit rien de votre zone ({zone}) pour cette année ni pour la suivante. Vérifiez la zone "
    "dans « Réglages », ou prenez le fichier de toutes les zones."
)


class CalendarEffect(Labelled):
    """What a period of the file does to the calendar."""

    NEW = "new", "Nouvelle"
    CHANGED = "changed", "Dates changées"
    CONFIRMED = "confirmed", "Confirmée"
    SAME = "same", "Déjà là"
    KEPT = "kept", "L’établissement garde la sienne"


TONES = {CalendarEffect.NEW: "ok", CalendarEffect.CHANGED: "warn", CalendarEffect.CONFIRMED: "ok"}


@dataclass(frozen=True)
class PlannedPeriod:
    """A period of the file, and what it meets here."""

    period: PublishedPeriod
    effect: CalendarEffect
    before: Closing | None = None

    @property
    def tone(self) -> str:
        return TONES.get(self.effect, "")

    @property
    def is_written(self) -> bool:
        return self.effect in {CalendarEffect.NEW, CalendarEffect.CHANGED, CalendarEffect.CONFIRMED}


def plan_calendar(
    school: School, events: Iterable[CalendarEvent], *, today: date, by: Actor
) -> tuple[list[PlannedPeriod], list[str]]:
    """What the file would change for this school, and what is not taken; RuleBroken when it says nothing."""
    require(school_policies.change_settings, by, school)
    place = zone_key(school.zone, department(school.uai))
    periods, refused = periods_of(events, place, since=year_of(today))
    if not periods and not refused:
        raise RuleBroken(NOT_THERE.format(zone=school.get_zone_display()))
    return planned(periods, closings_of(school)), refused


def planned(periods: Iterable[PublishedPeriod], closings: Iterable[Closing]) -> list[PlannedPeriod]:
    here = {(closing.school_year, closing.name): closing for closing in closings}
    return [_planned(period, here.get((period.school_year, period.name))) for period in periods]


def _planned(period: PublishedPeriod, before: Closing | None) -> PlannedPeriod:
    """While the end of a summer is not published, the end known here stays."""
    if before is None:
        return PlannedPeriod(period, CalendarEffect.NEW)
    if not period.is_end_known and before.back_on > period.first_day:
        period = PublishedPeriod(period.name, period.first_day, before.back_on, is_end_known=False)
    if (period.first_day, period.back_on) != (before.first_day, before.back_on):
        return PlannedPeriod(period, CalendarEffect.CHANGED, before)
    is_sure = before.is_certain or not period.is_end_known
    return PlannedPeriod(period, CalendarEffect.SAME if is_sure else CalendarEffect.CONFIRMED, before)


@transaction.atomic
def apply_calendar(school: School, periods: Iterable[PublishedPeriod], *, today: date, by: Actor) -> int:
    """Keep these periods for this school, all or none; returns how many were written."""
    require(school_policies.change_settings, by, school)
    written = [plan.period for plan in planned(periods, closings_of(school)) if plan.is_written]
    for period in written:
        keep_closing(
            school,
            name=period.name,
            first_day=period.first_day,
            back_on=period.back_on,
            source=SOURCE.format(day=today),
            is_certain=period.is_end_known,
            by=by,
        )
    return len(written)


@dataclass(frozen=True)
class Everywhere:
    """What a file did to the catalogue of the zones, then to each school outside them."""

    zones: dict[str, list[PlannedPeriod]]
    schools: dict[School, list[PlannedPeriod]]
    refused: list[str]


@transaction.atomic
def import_everywhere(
    events: Iterable[CalendarEvent], *, is_preview: bool, today: date, by: Actor
) -> Everywhere:
    """Fill the shared calendar of zones A, B and C, and the own calendar of each school outside them.

    A period that a school wrote itself stays as it is.
    """
    require(installation_policies.create_school, by, None)
    events, year = list(events), year_of(today)
    zones, refused = {}, []
    for zone in "ABC":
        periods, why_not = periods_of(events, zone, since=year)
        refused += [f"Zone {zone} : {reason}" for reason in why_not]
        zones[zone] = planned(periods, _catalogue(zone))
        if not is_preview:
            _write_zone(zone, zones[zone], today)
    schools: dict[School, list[PlannedPeriod]] = {}
    for school in School.objects.filter(zone=School.Zone.OTHER).order_by("uai"):
        with scope(school):
            periods, _ = periods_of(events, zone_key(school.zone, department(school.uai)), since=year)
            schools[school] = [_kept_own(plan) for plan in planned(periods, closings_of(school))]
            if not is_preview:
                written = [plan.period for plan in schools[school] if plan.is_written]
                apply_calendar(school, written, today=today, by=by)
    return Everywhere(zones, schools, refused)


def _catalogue(zone: str) -> list[Closing]:
    return [
        Closing(row.name, row.school_year, row.first_day, row.back_on, row.is_certain, source=row.source)
        for row in Holiday.objects.filter(zone=zone)
    ]


def _kept_own(plan: PlannedPeriod) -> PlannedPeriod:
    if plan.effect is CalendarEffect.CHANGED and plan.before is not None and plan.before.is_by_hand:
        return PlannedPeriod(plan.period, CalendarEffect.KEPT, plan.before)
    return plan


def _write_zone(zone: str, periods: Iterable[PlannedPeriod], today: date) -> None:
    for plan in periods:
        if plan.is_written:
            Holiday.objects.update_or_create(
                zone=zone,
                school_year=plan.period.school_year,
                name=plan.period.name,
                defaults={
                    "first_day": plan.period.first_day,
                    "back_on": plan.period.back_on,
                    "source": SOURCE.format(day=today),
                    "is_certain": plan.period.is_end_known,
                },
            )
