"""The years that needs and allowances are prepared for. From February, the next one (R6)."""

from datetime import date

from fanal.year.rules.years import SchoolYear, year_of

FIRST_MONTH, LAST_MONTH = 2, 8
BEFORE = 4  # how many older years of what one keeps are offered


def worked_year(today: date) -> SchoolYear:
    """The year that one proposes for: the next one from February until it begins."""
    current = year_of(today)
    return current.next if FIRST_MONTH <= today.month <= LAST_MONTH else current


def prepared_years(today: date) -> list[SchoolYear]:
    """The year before, the one that runs and the next, in that order."""
    current = year_of(today)
    return [current.previous, current, current.next]


def kept_years(today: date) -> list[SchoolYear]:
    """Those of what is noted day by day: four years before, and the one that runs."""
    current = year_of(today)
    return [SchoolYear(current.first - back) for back in range(BEFORE, -1, -1)]


def letter_years(today: date) -> list[SchoolYear]:
    """The same, and the next one from February: a letter is written before the mission begins."""
    return sorted({*kept_years(today), worked_year(today)})


def known_years(today: date) -> list[SchoolYear]:
    """All that may be read of needs and allowances: they are kept five years, as what proves them."""
    return sorted({*kept_years(today), *prepared_years(today)})
