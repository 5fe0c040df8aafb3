"""When can a value be read, and beside which other one? Pure.

What is counted over a period says little while it begins: the last period that is over is read instead, until
three quarters of the days of the running one have passed (`READ_FROM`, ours). What stands (devices, sheets),
and what somebody typed, is read at once.
"""

from datetime import date
from fractions import Fraction

from fanal.core.text.french import MONTHS
from fanal.indicators.rules.definition import IndicatorDefinition
from fanal.year.rules.periods import MeasurePeriod

READ_FROM = Fraction(3, 4)
TOO_EARLY = "Trop tôt pour le dire"
TOO_EARLY_REASON = "Cette période n’en est pas aux trois quarts, et aucune période finie n’a de valeur."


def share_passed(period: MeasurePeriod, today: date) -> Fraction:
    """How much of its days are behind: today is not."""
    days = (period.ends_on - period.starts_on).days + 1
    return Fraction(min(days, max(0, (today - period.starts_on).days)), days)


def can_be_read(
    definition: IndicatorDefinition, period: MeasurePeriod, today: date, *, is_counted: bool
) -> bool:
    """`is_counted`: by Fanal, and not typed by somebody who had read it."""
    if definition.is_state or not is_counted or period.is_over(today):
        return True
    return share_passed(period, today) >= READ_FROM


def gap_since(period: MeasurePeriod, today: date) -> str:
    """Since when a difference with the same period of the year before is: « sur un an » once both are over.

    What stands today is compared with what stood when that one ended.
    """
    if period.is_over(today):
        return "sur un an"
    ended = period.same_last_year.ends_on
    return f"depuis fin {MONTHS[ended.month - 1]} {ended.year}"
