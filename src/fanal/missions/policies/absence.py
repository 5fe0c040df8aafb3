"""Who says that a référent is away, and who says the hours? Being a substitute gives no right."""

from fanal.accounts.models import Person
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import MANAGEMENT, Role
from fanal.accounts.policies.rights import allows
from fanal.missions.models import Absence


@allows(Role.DIGITAL_LEAD, *MANAGEMENT, label="Voir les absences et les heures des référents")
def read_absences(actor: Actor, _: None) -> bool:
    return True


@allows(Role.DIGITAL_LEAD, *MANAGEMENT, label="Dire qu’un référent est absent")
def declare_absence(actor: Actor, person: Person) -> bool:
    """One's own; the management, for whoever could not."""
    return actor.has(*MANAGEMENT) or actor.person_id == person.pk


@allows(Role.DIGITAL_LEAD, *MANAGEMENT, label="Retirer ou finir l’absence d’un référent")
def end_absence(actor: Actor, absence: Absence) -> bool:
    return actor.has(*MANAGEMENT) or actor.person_id == absence.person_id


@allows(Role.DIGITAL_LEAD, label="Dire ses heures de présence")
def keep_hours(actor: Actor, person_id: int) -> bool:
    return actor.person_id == person_id
