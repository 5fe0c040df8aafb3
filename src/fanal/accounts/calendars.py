"""The two clocks of a school: its own, closed in the holidays, and its authority's, which is not."""

from datetime import date

from fanal.accounts.models import Holiday, School
from fanal.accounts.rules import calendars
from fanal.accounts.rules.delays import WorkingCalendar, authority_calendar, school_calendar


def load_holidays() -> None:
    """Fill the shared catalogue with the published dates; rows already there are kept as they are."""
    Holiday.objects.bulk_create(
        [
            Holiday(
                zone=zone,
                school_year=str(known.year),
                name=known.name,
                first_day=known.first_day,
                back_on=known.back_on,
                source=known.source[:120],
                is_certain=known.certainty is calendars.Certainty.CERTAIN,
            )
            for known in calendars.HOLIDAYS
            for zone in known.zones
        ],
        ignore_conflicts=True,
    )


def calendar_of(school: School) -> WorkingCalendar:
    """The school's own working days (one query): for what we promise to its people."""
    rows = Holiday.objects.filter(zone=school.zone)
    return school_calendar(
        calendars.Holiday(
            row.name, row.first_day, row.back_on, row.zone, row.source, calendars.Certainty.CERTAIN
        )
        for row in rows
    )


def closing_on(school: School, day: date) -> str:
    """The school holiday this day falls in, for the school's zone; empty when it is open (one query)."""
    held = Holiday.objects.filter(zone=school.zone, first_day__lte=day, back_on__gt=day)
    return held.values_list("name", flat=True).first() or ""


def calendar_above(school: School) -> WorkingCalendar:
    """The authority's working days: its people work during school holidays (field-review § 20)."""
    return authority_calendar()
