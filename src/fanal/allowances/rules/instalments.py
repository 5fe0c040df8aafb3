"""When an allowance is paid: by ninths for a whole year, else once the work is done (R13, R14).

Source: the circular as two unions quote it (November to July) and two rectorates' pages (October to June):
the first month is a setting. The real rounding is the payroll's: everything here is an estimate.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fanal.allowances.rules.substitution import Span
from fanal.core.text.french import MONTHS
from fanal.year.rules.years import SchoolYear

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
    ninth = (2 * cents + NINTHS) // (2 * NINTHS)
    return [ninth] * (NINTHS - 1) + [cents - ninth * (NINTHS - 1)]


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
    """An estimate: what stays with the first person, then (instalments, cents) of each substitute."""

    kept: int
    passed: tuple[tuple[int, int], ...]


SHARED = (
    "Estimation, sans valeur de règle : aucun texte lu ne donne la formule. Chaque versement est compté à "
    "qui tient la mission le plus de jours du mois. À voir avec le rectorat."
)
NOT_SHARED = (
    "La mission n’est pas payée par neuvièmes : Fanal n’estime aucun partage, et aucun texte lu n’en donne "
    "la formule. À voir avec le rectorat."
)


def handed_over(
    cents: int, year: SchoolYear, spans: Sequence[Span], *, first_month: int = NOVEMBER
) -> Handed:
    """Who would have each instalment of a whole year, when others take over on these days (R16).

    No text read gives a formula: it is said to be an estimate, and the rectorate decides. Whoever holds the
    mission when lessons end has the instalments of the summer too.
    """
    ends = [until if until and until < year.lessons_end_on else year.ends_on for _, until in spans]
    counts, sums = [0] * len(spans), [0] * len(spans)
    for instalment in schedule(cents, year, first_month=first_month):
        last = instalment.month.replace(day=monthrange(instalment.month.year, instalment.month.month)[1])
        days = [
            max((min(until, last) - max(since, instalment.month)).days + 1, 0)
            for (since, _), until in zip(spans, ends, strict=True)
        ]
        most = max(days, default=0)
        if most > last.day - sum(days):
            counts[days.index(most)] += 1
            sums[days.index(most)] += instalment.cents
    return Handed(cents - sum(sums), tuple(zip(counts, sums, strict=True)))
