"""Until when is a piece of equipment under warranty, and how is that said?

The warranty of a purchase runs in whole months from the purchase; its last day is included.
"""

from calendar import monthrange
from datetime import date, timedelta

from fanal.core.text.french import counted, day_in_words

SOON_DAYS = 60


def end_of_warranty(bought_on: date, months: int) -> date:
    """The last day covered: 36 months from 14 November 2026 end on 13 November 2029."""
    years, month = divmod(bought_on.month - 1 + months, 12)
    year, month = bought_on.year + years, month + 1
    day = min(bought_on.day, monthrange(year, month)[1])
    is_cut = day < bought_on.day  # 31 January + 1 month: the whole of February is covered
    return date(year, month, day) - timedelta(days=0 if is_cut else 1)


def is_covered(until: date | None, today: date) -> bool:
    return until is not None and today <= until


def is_ending(until: date | None, today: date) -> bool:
    """Covered, but for less than two months: the moment to have it repaired."""
    return until is not None and 0 <= (until - today).days < SOON_DAYS


def remaining(until: date, today: date) -> str:
    """« encore 3 ans », « encore 7 mois », « encore 12 jours », rounded down; days start at today."""
    months = (until.year - today.year) * 12 + until.month - today.month - (until.day < today.day)
    if months >= 24:
        return f"encore {months // 12} ans"
    if months >= 2:
        return f"encore {months} mois"
    left = (until - today).days
    return f"encore {counted(left, 'jour')}" if left else "dernier jour"


def in_words(until: date | None, *, today: date) -> str:
    """« Sous garantie jusqu’au 13 novembre 2029 (encore 2 ans) »."""
    if until is None:
        return "Garantie inconnue"
    day = day_in_words(until, today=today)
    if until < today:
        return f"Garantie finie depuis le {day}"
    return f"Sous garantie jusqu’au {day} ({remaining(until, today)})"
