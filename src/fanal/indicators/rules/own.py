"""What is an indicator of the school's own: a name, a unit, two counts divided or values typed by hand? Pure.

Fanal counts what its rooms count already (`measures`): how many requests, machines, bookings. A delay is not
offered: it measures the work of people, and has its own agreement.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from fanal.core.labelled import Labelled
from fanal.indicators.rules.definition import (
    EUROS,
    PERCENT,
    Direction,
    Family,
    IndicatorDefinition,
)
from fanal.year.rules.periods import PeriodKind

MOST_OWN = 20  # of a school, those that it left included
OWN_CODE = re.compile(r"E[1-9][0-9]?")
HUNDRED = 100
BY_HAND = "Ce que l’établissement compte lui-même."
NOT_A_MEASURE = "« {code} » n’est pas un compte de Fanal : choisissez-en un dans la liste."


class OwnUnit(Labelled):
    """How the value is read."""

    NUMBER = "number", "un nombre"
    PERCENT = "percent", "un pourcentage"
    PER_HUNDRED = "per_hundred", "pour 100"
    EUROS = "euros", "des euros"


UNITS = {
    OwnUnit.NUMBER: "",
    OwnUnit.PERCENT: PERCENT,
    OwnUnit.PER_HUNDRED: "pour 100",
    OwnUnit.EUROS: EUROS,
}
BY_HUNDRED = {OwnUnit.PERCENT, OwnUnit.PER_HUNDRED}


@dataclass(frozen=True)
class OwnFormula:
    """What the school said of its indicator.

    `numerator`, `denominator`: the words of both sides; no denominator: a number alone. `part`, `whole`: the
    codes of the measures that Fanal counts, empty where values are typed. `is_of_people`: the denominator
    counts people, and a small group of them is not shown. `is_state`: what is counted stands on a day.
    """

    name: str
    unit: OwnUnit
    numerator: str
    denominator: str = ""
    part: str = ""
    whole: str = ""
    direction: Direction = Direction.NEITHER
    frequency: PeriodKind = PeriodKind.YEAR
    is_of_people: bool = False
    is_state: bool = False

    @property
    def is_measured(self) -> bool:
        return bool(self.part)

    @property
    def counts_people(self) -> bool:
        """A percentage of people: a small part of them, or a small remainder, is not said exactly."""
        return self.is_of_people and not self.is_measured and self.unit is OwnUnit.PERCENT

    @property
    def words(self) -> str:
        """« demandes envoyées ÷ équipements présents × 100 »."""
        words = f"{self.numerator} ÷ {self.denominator}" if self.denominator else self.numerator
        return f"{words} × {HUNDRED}" if self.unit in BY_HUNDRED else words


def own_definition(code: str, formula: OwnFormula) -> IndicatorDefinition:
    """The definition of the school's own indicator, read as those of the catalogue are."""
    return IndicatorDefinition(
        code,
        Family.OWN,
        formula.name,
        formula.words,
        formula.numerator,
        formula.denominator,
        factor=HUNDRED if formula.unit in BY_HUNDRED else 1,
        unit=UNITS[formula.unit],
        direction=formula.direction,
        origin="" if formula.is_measured else BY_HAND,
        frequency=formula.frequency,
        counts_people=formula.counts_people,
        is_of_people=formula.is_of_people,
        is_state=formula.is_state,
    )


def own_refusals(formula: OwnFormula, measures: Collection[str], names: Collection[str]) -> list[str]:
    """Why this cannot be an indicator. `measures`: the codes that Fanal counts; `names`: of the others."""
    reasons = [
        NOT_A_MEASURE.format(code=code[:40])
        for code in (formula.part, formula.whole)
        if code and code not in measures
    ]
    if formula.name.casefold() in {name.casefold() for name in names}:
        reasons.append(f"« {formula.name} » est déjà suivi ou gardé : donnez un autre nom.")
    if formula.whole and not formula.part:
        reasons.append("Fanal compte le nombre du bas et pas celui du haut : choisissez les deux, ou aucun.")
    if formula.part and formula.denominator and not formula.whole:
        reasons.append("Fanal compte le nombre du haut et pas celui du bas : choisissez les deux, ou aucun.")
    if formula.part and formula.part == formula.whole:
        reasons.append("Le même compte est en haut et en bas : le résultat serait toujours le même.")
    if not formula.denominator and formula.unit in BY_HUNDRED:
        reasons.append("Un pourcentage, ou un nombre pour 100, se calcule avec un nombre du bas : donnez-le.")
    if not formula.denominator and formula.is_of_people:
        reasons.append("Un compte de personnes se lit sur un total : donnez le nombre du bas.")
    if formula.frequency is PeriodKind.CIVIL and formula.is_measured:
        reasons.append("Ce que Fanal compte suit l’année scolaire : choisissez une autre fréquence.")
    return reasons


def next_code(codes: Collection[str]) -> str:
    """« E4 » after E3: a code is never given twice."""
    numbers = [int(code[1:]) for code in codes if OWN_CODE.fullmatch(code)]
    return f"E{max(numbers, default=0) + 1}"
