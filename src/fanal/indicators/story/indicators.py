"""The demonstration: a set chosen by the référente, two years of values, a target missed and one reached."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import Q

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.core.registry import register
from fanal.core.story import STORY, Story
from fanal.core.tenancy import scope
from fanal.equipment.reading.measured import working
from fanal.equipment.rules.device_sorts import DEVICES
from fanal.equipment.rules.fleet import years_before
from fanal.indicators.actions import choice, own, value
from fanal.indicators.models import Indicator, IndicatorValue
from fanal.year.rules.periods import MeasurePeriod, PeriodKind, period_of

CHOSEN = (
    "EQ1",
    "EQ4",
    "TK1",
    "TK3",
    "TK4",
    "BK1",
    "NET1",
    "PIX2",
    "PIX3",
    "FO1",
    "US1",
    "RG1",
)
# Code; start, target, alert.
GOALS: dict[str, tuple[float | None, float | None, float | None]] = {
    "EQ1": (41, 50, 38),
    "EQ4": (55, 36, 60),
    "NET1": (60, 100, 50),
    "PIX3": (62, 85, 55),
    "US1": (40, 60, 30),
    "RG1": (0, 100, 10),
}
# Code, the periods back from today's, and both sides: what the school typed of the last two years.
TYPED: tuple[tuple[str, tuple[tuple[int, float, float | None], ...]], ...] = (
    ("NET1", ((10, 58, None), (9, 61, None), (5, 64, None), (4, 92, None), (1, 95, None), (0, 97, None))),
    ("PIX3", ((6, 88, 142), (5, 94, 142), (3, 101, 144), (2, 110, 144))),
    ("PIX2", ((6, 30_600, 142), (3, 36_700, 144))),
    ("US1", ((2, 17, 41), (1, 22, 43))),
    ("FO1", ((2, 9, 45), (1, 13, 46))),
)
PUPILS = (588, 571)  # of last year, as the year in figures kept it, and of the one before
SAID = (("NET1", 4, "La fibre a été raccordée pendant les vacances : le débit passe de 64 à 92 Mbit/s."),)
OLD = 5  # years
OWN: dict[str, Any] = {
    "name": "Réservations par classe",
    "part": "bookings.booked",
    "whole": "directory.classes",
    "numerator": "",
    "denominator": "",
    "unit": "number",
    "direction": "up",
    "is_of_people": False,
    "frequency": "year",
}
METHOD = "Câble branché en salle 204, trois mesures à 10 h."


AT = time(7, 30)


@register(STORY, "indicators")
def follow_indicators(story: Story) -> None:
    lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
    with scope(story.school):
        now = datetime.combine(story.today, AT, tzinfo=story.school.zone_info)
        choice.choose_indicators(story.school, CHOSEN, now=now, by=lead)
        rows = {row.code: row for row in Indicator.objects.for_school(story.school)}
        _aim(rows, lead)
        _type_past(rows, now, lead)
        _stood(rows, now, lead)
        own.create_own(story.school, OWN, now=now, by=lead)


def _aim(rows: dict[str, Indicator], by: Actor) -> None:
    for code, goals in GOALS.items():
        start, target, alert = (None if goal is None else Decimal(str(goal)) for goal in goals)
        aimed: dict[str, Any] = {"baseline": start, "target": target, "alert": alert}
        method = METHOD if code == "NET1" else ""
        choice.change_goals(rows[code], aimed | {"frequency": rows[code].frequency, "method": method}, by=by)


def _type_past(rows: dict[str, Indicator], now: datetime, by: Actor) -> None:
    """From the oldest on, but what Fanal counted itself; what somebody says of one of them comes with it."""
    kept = IndicatorValue.objects.for_school(next(iter(rows.values())).school_id).filter(
        indicator__in=rows.values()
    )
    counted = {(one.indicator_id, one.period) for one in kept if one.is_counted_here}
    for code, values in TYPED:
        for back, above, below in values:
            period = back_from(now.date(), rows[code].kind, back)
            if (rows[code].pk, period.code) in counted:
                continue
            sides = Decimal(str(above)), None if below is None else Decimal(str(below))
            value.type_value(rows[code], period, *sides, now=now, by=by)
            for said, when, text in SAID:
                if (said, when) == (code, back):
                    value.comment(rows[code], {"period": period.code, "text": text}, now=now, by=by)


def _stood(rows: dict[str, Indicator], now: datetime, by: Actor) -> None:
    """EQ1 and EQ4 of the two years before: what is here today and was bought by then."""
    year = period_of(now.date(), rows["EQ1"].kind)
    for pupils in PUPILS:
        year = year.previous
        school = rows["EQ1"].school
        here = working(school, DEVICES).filter(Q(bought_on__isnull=True) | Q(bought_on__lte=year.ends_on))
        dated = here.filter(bought_on__isnull=False)
        old = dated.filter(bought_on__lte=years_before(year.ends_on, OLD))
        for code, above, below in (("EQ1", here, pupils), ("EQ4", old, dated.count())):
            value.type_value(rows[code], year, Decimal(above.count()), Decimal(below), now=now, by=by)


def back_from(day: date, kind: PeriodKind, back: int) -> MeasurePeriod:
    """So many periods before the one of a day."""
    period = period_of(day, kind)
    for _ in range(back):
        period = period.previous
    return period
