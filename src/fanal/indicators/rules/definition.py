"""What is an indicator: its formula, its unit, its direction, where it comes from? Pure."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from fanal.year.rules.periods import PeriodKind

PERCENT, EUROS, HOURS = "%", "€", "h ouvrées"


class Family(StrEnum):
    """What indicators are about, as they are grouped on a page."""

    EQUIPMENT = "equipment"
    NETWORK = "network"
    REQUESTS = "requests"
    USES = "uses"
    ACCOUNTS = "accounts"
    SKILLS = "skills"
    TRAINING = "training"
    STEERING = "steering"
    SECURITY = "security"
    OWN = "own"

    @property
    def label(self) -> str:
        return FAMILIES[self]


FAMILIES = {
    Family.EQUIPMENT: "Équipement",
    Family.NETWORK: "Réseau",
    Family.REQUESTS: "Demandes et délais",
    Family.USES: "Usages",
    Family.ACCOUNTS: "ENT et comptes",
    Family.SKILLS: "Compétences des élèves",
    Family.TRAINING: "Formation des personnels",
    Family.STEERING: "Pilotage",
    Family.SECURITY: "Données et sécurité",
    Family.OWN: "Les indicateurs de l’établissement",
}


class Direction(StrEnum):
    """Where an indicator should go. NEITHER: more is not better, nor worse."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


DIRECTIONS = {
    Direction.UP: "plus haut, c’est mieux",
    Direction.DOWN: "plus bas, c’est mieux",
    Direction.NEITHER: "ni plus haut ni plus bas n’est mieux",
}


@dataclass(frozen=True)
class NationalReference:
    """A value published elsewhere, of its year. `is_read`: the page that gives it was read."""

    words: str
    year: str
    is_read: bool = True


@dataclass(frozen=True)
class IndicatorDefinition:
    """One indicator of the catalogue.

    Its value is numerator ÷ denominator × `factor`; without a `denominator`, it is the numerator. `origin`:
    where one reads it when Fanal does not count it. `counts_people`: the numerator is a number of people out
    of the denominator. `is_of_people`: the denominator alone counts people. `is_answered`: people said it of
    themselves, so that everybody is not said exactly either. `is_delay`: it measures the work of whoever
    answers. `is_state`: it says what stands on the day of the measure, not what happened over a period.
    `changes`: a sentence for each time its formula changed; the version is one more.
    """

    code: str
    family: Family
    name: str
    formula: str
    numerator: str
    denominator: str = ""
    factor: int = 100
    unit: str = PERCENT
    direction: Direction = Direction.UP
    origin: str = ""
    frequency: PeriodKind = PeriodKind.YEAR
    owner: str = "Référent numérique"
    references: tuple[NationalReference, ...] = ()
    note: str = ""
    counts_people: bool = False
    is_of_people: bool = False
    is_answered: bool = False
    is_delay: bool = False
    is_state: bool = False
    changes: tuple[str, ...] = field(default=())

    @property
    def version(self) -> int:
        return len(self.changes) + 1

    @property
    def has_denominator(self) -> bool:
        return bool(self.denominator)

    @property
    def scale(self) -> Decimal:
        return Decimal(self.factor)

    @property
    def direction_words(self) -> str:
        return DIRECTIONS[self.direction]
