"""When an allowance is paid: by ninths for a whole year, else once the work is done (R13, R14).

Source: the circular as two unions quote it (November to July) and two rectorates' pages (October to June):
the first month is a setting. The real rounding is the payroll's: everything here is an estimate.
"""

from dataclasses import dataclass
from datetime import date

from fanal.accounts.rules.french import MONTHS
from fanal.accounts.rules.years import SchoolYear

NINTHS = 9
NOVEMBER, OCTOBER = 11, 10
FIRST_MONTHS = {NOVEMBER: "novembre (jusqu’à juillet)", OCTOBER: "octobre (jusqu’à juin)"}
ESTIMATE = "Estimation : l’arrondi de la paie peut différer de quelques centimes."


@dataclass(frozen=True)
class Instalment:
    """What is paid with the salary of a month, in cents."""

    month: date
    cents: int

    @property
    def label(self) -> str:
        return f"{MONTHS[self.month.month - 1]} {self.month.year}"


def ninths(cents: int) -> list[int]:
    """Nine instalments rounded half up; the last one makes the sum exact."""
    one = (2 * cents + NINTHS) // (2 * NINTHS)
    return [one] * (NINTHS - 1) + [cents - one * (NINTHS - 1)]


def schedule(cents: int, year: SchoolYear, *, first_month: int = NOVEMBER) -> list[Instalment]:
    """A whole year's, month by month from the first."""
    months = [
        (year.first + (first_month - 1 + step) // 12, (first_month - 1 + step) % 12 + 1)
        for step in range(NINTHS)
    ]
    return [
        Instalment(date(number, month, 1), part)
        for (number, month), part in zip(months, ninths(cents), strict=True)
    ]


@dataclass(frozen=True)
class Handed:
    """An estimate of what stays with the first person and what goes to the one who takes over, in cents."""

    kept: int
    passed: int
    months_kept: int
    text: str


def handed_over(cents: int, year: SchoolYear, since: date, *, first_month: int = NOVEMBER) -> Handed:
    """Somebody takes over on that day (R16, R17, R18): the instalments of the months before stay.

    No text read gives a formula: it is said to be an estimate, and the rectorate decides.
    """
    parts = schedule(cents, year, first_month=first_month)
    kept = [one.cents for one in parts if (one.month.year, one.month.month) < (since.year, since.month)]
    return Handed(
        sum(kept), cents - sum(kept), len(kept),
        "Estimation, sans valeur de règle : aucun texte lu ne donne la formule. À voir avec le rectorat.",
    )  # fmt: skip
