"""The published holidays of one zone, for tests of the two clocks."""

from fanal.year.rules.calendars import HOLIDAYS, HolidayPeriod


def holidays_of(zone: str) -> tuple[HolidayPeriod, ...]:
    return tuple(holiday for holiday in HOLIDAYS if zone and zone in holiday.zones)
