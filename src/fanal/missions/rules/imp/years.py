"""The years that needs and allowances are prepared for. From February, the next one (R6)."""

from datetime import date

from fanal.accounts.rules.years import SchoolYear, year_of

FIRST_MONTH, LAST_MONTH = 2, 8


def worked_year(today: date) -> SchoolYear:
    """The year that one proposes for: the next one from February until it begins."""
    current = year_of(today)
    return current.next if FIRST_MONTH <= today.month <= LAST_MONTH else current


def prepared_years(today: date) -> list[SchoolYear]:
    """The year before, the one that runs and the next, in that order."""
    current = year_of(today)
    return [current.previous, current, current.next]
