"""What did somebody learn, and what did they teach? Minutes, counted by school year.

The lines are the person's own: the management reads sums alone, of the lines that the person shares
(`docs/domain/mission.md`, « Hours belong to their person »). A half-day is three hours: a convention of ours.
Pure: `today` is an argument.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fanal.core.labelled import Labelled
from fanal.core.text.french import counted

HALF_DAY = 180  # minutes
LONGEST, MOST_PEOPLE = 40 * 60, 2000
OLDEST_YEARS = 10


class Way(Labelled):
    RECEIVED = "received", "Reçue"
    GIVEN = "given", "Donnée"


class DurationUnit(Labelled):
    MINUTES = "minutes", "minutes"
    HOURS = "hours", "heures"
    HALF_DAYS = "half_days", "demi-journées de 3 heures"


MINUTES_OF = {DurationUnit.MINUTES: 1, DurationUnit.HOURS: 60, DurationUnit.HALF_DAYS: HALF_DAY}


def minutes_of(amount: int, unit: str) -> int:
    """Of an amount in one of the units."""
    return amount * MINUTES_OF[DurationUnit(unit)]


def refusals(minutes: int, day: date, *, way: str, people: int | None, today: date) -> list[str]:
    """Why this line cannot be kept; an empty list means that it can."""
    reasons = []
    if not 0 < minutes <= LONGEST:
        reasons.append("Une durée va d’une minute à 40 heures.")
    if day > today:
        reasons.append("Ce jour n’est pas encore passé : notez-la une fois faite.")
    if day.year < today.year - OLDEST_YEARS:
        reasons.append("Ce jour est trop ancien : vérifiez l’année.")
    if people is not None and way != Way.GIVEN:
        reasons.append("Le nombre de personnes se dit d’une formation que vous donnez.")
    if people is not None and not 0 < people <= MOST_PEOPLE:
        reasons.append(f"Le nombre de personnes va de 1 à {MOST_PEOPLE}.")
    return reasons


@dataclass(frozen=True)
class TrainingSum:
    """How many of one way, how long, for how many people."""

    way: Way
    count: int = 0
    minutes: int = 0
    people: int = 0

    @property
    def words(self) -> str:
        """« 2 données, 3 h, 24 personnes »."""
        sentence = counted(self.count, self.way.label.lower())
        if self.count:
            sentence += f", {duration(self.minutes)}"
        return sentence + (f", {counted(self.people, 'personne')}" if self.people else "")


def sums(lines: Iterable[tuple[str, int, int | None]]) -> list[TrainingSum]:
    """Of (way, minutes, people)."""
    totals = {way: TrainingSum(way) for way in Way}
    for code, minutes, people in lines:
        way = Way(code)
        total = totals[way]
        totals[way] = TrainingSum(way, total.count + 1, total.minutes + minutes, total.people + (people or 0))
    return list(totals.values())


def duration(minutes: int) -> str:
    """« 45 min », « 3 h », « 3 h 30 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"
