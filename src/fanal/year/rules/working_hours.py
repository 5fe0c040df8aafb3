"""How many hours did people work between two moments? Pure: days from 8 to 18 h, those of a calendar.

Ten hours a day are Fanal's own measure of a delay, not anybody's working time. A delay is always said in
them, with these words: nights and holidays are nobody's wait.
"""

from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from fanal.core.text.french import agrees
from fanal.year.rules.delays import WorkingCalendar

OPENS, CLOSES = time(8), time(18)
LONGEST = timedelta(days=3 * 366)


def working_hours_between(start: datetime, end: datetime, calendar: WorkingCalendar) -> float:
    """Hours of working days between two moments on the same clock; 0 when `end` is not later.

    Beyond three years it counts three years: a date that is wrong must not be counted day by day.
    """
    end, hours, day = min(end, start + LONGEST), 0.0, start.date()
    while day <= end.date():
        if calendar.is_working(day):
            opens = datetime.combine(day, OPENS, tzinfo=start.tzinfo)
            closes = datetime.combine(day, CLOSES, tzinfo=start.tzinfo)
            seconds = (min(end, closes) - max(start, opens)).total_seconds()
            hours += max(0.0, seconds) / 3600
        day += timedelta(days=1)
    return hours


def worked_hours_words(hours: float | Decimal) -> str:
    """« 3,5 h ouvrées », « 1 h ouvrée »: to the tenth."""
    tenths = Decimal(str(hours)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    number = f"{tenths:f}".removesuffix(".0").replace(".", ",")
    return f"{number} {agrees(float(tenths), 'h ouvrée', 'h ouvrées')}"
