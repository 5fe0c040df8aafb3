"""The demonstration: a set chosen by the référente, two years of values, a target missed and one reached."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from fanal.accounts.models.member import Actor, actor_of
from fanal.accounts.models.roles import Role
from fanal.accounts.rules.periods import MeasurePeriod, PeriodKind, period_of
from fanal.core.registry import STORY, register
from fanal.core.story import Story
from fanal.core.tenancy import scope
from fanal.indicators.actions import choice, value
from fanal.indicators.models import Indicator, IndicatorValue

CHOSEN = (
    "EQ1",
    "EQ4",
    "EQ9",
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
    "GOV1",
)
# Code; start, target, alert.
GOALS: dict[str, tuple[float | None, float | None, float | None]] = {
    "EQ1": (41, 50, 38),
    "EQ4": (55, 35, 60),
    "NET1": (60, 100, 50),
    "PIX3": (62, 85, 55),
    "US1": (40, 60, 30),
    "RG1": (40, 100, 50),
}
# Code, the periods back from today's, and both sides: what the school typed of the last two years.
TYPED: tuple[tuple[str, tuple[tuple[int, float, float | None], ...]], ...] = (
    ("NET1", ((10, 58, None), (9, 61, None), (5, 64, None), (4, 92, None), (1, 95, None), (0, 97, None))),
    ("PIX3", ((6, 88, 142), (5, 94, 142), (3, 101, 144), (2, 110, 144))),
    ("PIX2", ((6, 30_600, 142), (3, 36_700, 144))),
    ("US1", ((2, 17, 41), (1, 22, 43))),
    ("FO1", ((2, 9, 46), (1, 14, 47))),
    ("EQ1", ((2, 241, 588), (1, 259, 594))),
    ("EQ4", ((2, 128, 236), (1, 112, 255))),
    ("GOV1", ((3, 1, 1), (1, 0, 1))),
)
SAID = (("NET1", 4, "La fibre a été raccordée pendant les vacances : le débit passe de 64 à 92 Mbit/s."),)
METHOD = "Câble branché en salle 204, trois mesures à 10 h."


AT = time(7, 30)


@register(STORY, 85)
def follow_indicators(story: Story) -> None:
    lead = actor_of(story.people["digital_lead"], Role.DIGITAL_LEAD)
    with scope(story.school):
        now = datetime.combine(story.today, AT, tzinfo=story.school.zone_info)
        choice.choose_indicators(story.school, CHOSEN, now=now, by=lead)
        rows = {row.code: row for row in Indicator.objects.for_school(story.school)}
        _aim(rows, lead)
        _type_past(rows, now, lead)


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


def back_from(day: date, kind: PeriodKind, back: int) -> MeasurePeriod:
    """So many periods before the one of a day."""
    period = period_of(day, kind)
    for _ in range(back):
        period = period.previous
    return period
