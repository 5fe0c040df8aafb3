"""When does the rollover from one school year to the next happen, and what is looked at on the way?

It is prepared from June, done from August, and caught up until the end of October; the rest of the year its
page says when it will serve. The steps come from the practice of référents, no text of
law (`docs/domain/year.md`, « The switch of the year »): each is ticked by somebody. Pure: `today` is an
argument.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanal.core.text.french import full_day
from fanal.year.rules.years import FIRST_MONTH, PREPARED_FROM, SchoolYear, year_of

OPENS_FROM, CAUGHT_UP_UNTIL = 8, 10  # August, October
OTHER_YEAR = "Cette page date d’une autre année scolaire : rechargez-la, puis recommencez."


class Phase(StrEnum):
    FAR = "far"
    PREPARING = "preparing"
    OPENING = "opening"
    BEGUN = "begun"


@dataclass(frozen=True)
class Rollover:
    """Which year ends and which one opens, as they stand on a day."""

    phase: Phase
    opening: SchoolYear

    @property
    def ending(self) -> SchoolYear:
        return self.opening.previous

    @property
    def can_prepare(self) -> bool:
        return self.phase is not Phase.FAR

    @property
    def can_open(self) -> bool:
        return self.phase in {Phase.OPENING, Phase.BEGUN}

    @property
    def can_undo(self) -> bool:
        """Once the year has begun, people work in it."""
        return self.phase is Phase.OPENING

    @property
    def prepared_from(self) -> date:
        return date(self.ending.first + 1, PREPARED_FROM, 1)

    @property
    def opens_from(self) -> date:
        return date(self.ending.first + 1, OPENS_FROM, 1)


def rollover_on(today: date) -> Rollover:
    """The rollover that this day is about: the next one, or in autumn the one just made."""
    current = year_of(today)
    if FIRST_MONTH <= today.month <= CAUGHT_UP_UNTIL:
        return Rollover(Phase.BEGUN, current)
    if today.month == OPENS_FROM:
        return Rollover(Phase.OPENING, current.next)
    return Rollover(Phase.PREPARING if PREPARED_FROM <= today.month < OPENS_FROM else Phase.FAR, current.next)


def refusals(rollover: Rollover, year: str) -> list[str]:
    """Why this year cannot be opened today; an empty list means that it can."""
    if year != rollover.opening.label:
        return [OTHER_YEAR]
    if not rollover.can_open:
        return [f"L’année {year} s’ouvre à partir du {full_day(rollover.opens_from)}."]
    return []


@dataclass(frozen=True)
class RolloverTask:
    """Something a person looks at. `page` is where it is done, as the name of an address."""

    code: str
    label: str
    detail: str
    page: str


BEFORE = (
    RolloverTask(
        "requests",
        "Revoir les demandes encore ouvertes",
        "Terminer celles qui le sont, garder celles de la rentrée.",
        "helpdesk:request_list",
    ),
    RolloverTask(
        "people",
        "Noter les départs et les fins de remplacement",
        "Et reprendre le matériel que ces personnes tiennent encore.",
        "people:person_list",
    ),
    RolloverTask(
        "accounts",
        "Fermer les comptes d’invités, partagés et inactifs",
        "Prévenir d’abord ceux qui partent : ils récupèrent leurs données.",
        "online_services:service_list",
    ),
    RolloverTask(
        "holidays",
        "Vérifier la rentrée et les vacances de la nouvelle année",
        "Les dates des tâches en dépendent.",
        "settings:closings",
    ),
    RolloverTask(
        "templates",
        "Relire les modèles de tâches",
        "Ce qui ne sert pas n’est plus créé ; ce qui manque s’ajoute.",
        "agenda:templates",
    ),
    RolloverTask(
        "handover",
        "Relire la transmission",
        "Où sont les accès, ce qui est promis, ce qui reste au nom de qui part.",
        "handover:handover",
    ),
    RolloverTask(
        "figures",
        "Relire les chiffres de l’année qui finit",
        "Élèves, classes, équipements : l’ouverture les garde tels quels.",
        "agenda:figures",
    ),
)
AFTER = (
    RolloverTask(
        "files",
        "Apporter les fichiers de la nouvelle année",
        "SIECLE, STSWEB, annuaire académique : arrivées et départs se voient avant d’être appliqués.",
        "people_files:import_start",
    ),
    RolloverTask(
        "services",
        "Comparer les comptes des services avec les nouvelles classes",
        "Quand les classes ne bougent plus.",
        "online_services:service_list",
    ),
    RolloverTask(
        "check",
        "Refaire le contrôle en octobre",
        "Absents, doublons, arrivées tardives, licences à récupérer.",
        "people_files:import_start",
    ),
)
CODES = frozenset(step.code for step in (*BEFORE, *AFTER))
# The calendar has tasks of its own for the rollover: they are shown beside the steps, not told twice.
TASKS_OF_ENDING = ("groups", "leavers", "loans-back", "hand-over", "structure")
TASKS_OF_OPENING = ("after-switch", "siecle-check", "delegations", "directory-check")
