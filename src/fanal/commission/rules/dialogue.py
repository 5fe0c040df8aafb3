"""How old are machines on average, and how often do they fail? Figures of the dialogue file. Pure."""

from collections.abc import Sequence
from datetime import date

from fanal.equipment.rules.fleet import MONTHS, months_old

MOST_ROWS = 12  # of one table of the file


def average_age(days: Sequence[date | None], *, today: date) -> str:
    """« 4,5 ans », of those whose purchase is dated; a dash when none is."""
    months = [months_old(day, today) for day in days if day is not None]
    if not months:
        return "–"
    return f"{sum(months) / len(months) / MONTHS:.1f} ans".replace(".", ",")


def rate_per_hundred(count: int, machines: int) -> str:
    """« 12,5 »; a dash when there is no machine to compare with."""
    if machines == 0:
        return "–"
    return f"{100 * count / machines:.1f}".replace(".", ",")
