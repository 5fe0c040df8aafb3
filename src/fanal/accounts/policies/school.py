"""Who may invite people into a school, change who they are there, settle it, and let those above read?"""

from fanal.accounts.models import Person, School
from fanal.accounts.models.colleague import Colleague
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import DELEGATORS, EVERYONE, TEAM, Delegated, Role, System
from fanal.accounts.policies.rights import allows
from fanal.accounts.rules.granting import grantable

KEEPERS = (Role.HEAD, Role.DEPUTY, Delegated.PEOPLE)
SETTERS = (Role.HEAD, Role.DEPUTY, Delegated.SETTINGS)


@allows(Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD, label="Arrêter l’accès d’un technicien à l’établissement")
def end_partner_access(actor: Actor, school: School) -> bool:
    return actor.school_id == school.pk


@allows(Role.HEAD, System.SETUP, label="Partager des indicateurs avec l’académie")
def share_indicators(actor: Actor, school: School) -> bool:
    return school.academy_id is not None


@allows(Role.HEAD, System.SETUP, label="Désigner le DPD de l’académie")
def appoint_dpo(actor: Actor, school: School) -> bool:
    return school.academy_id is not None


@allows(
    *(role for role in Role if role in TEAM), Delegated.PEOPLE, label="Voir les personnes de l’établissement"
)
def see_people(actor: Actor, _: None) -> bool:
    return True


@allows(*Role, label="Vérifier qu’un document est bien de l’établissement, sans lire ce qu’il dit")
def verify_paper(actor: Actor, _: None) -> bool:
    return True


@allows(*KEEPERS, label="Ajouter une personne")
def add_person(actor: Actor, school: School) -> bool:
    return actor.school_id == school.pk


@allows(*(role for role in Role if role in EVERYONE), label="Corriger son nom et son téléphone")
def change_own_card(actor: Actor, person: Person) -> bool:
    return actor.person_id == person.pk


@allows(*KEEPERS, label="Modifier la fiche d’une personne")
def change_person(actor: Actor, colleague: Colleague) -> bool:
    return is_within(actor, colleague)


@allows(*KEEPERS, label="Donner et retirer des fonctions, avec leurs dates")
def change_functions(actor: Actor, colleague: Colleague) -> bool:
    return not colleague.has_left and is_within(actor, colleague)


@allows(*KEEPERS, label="Inviter une personne à se connecter")
def invite_colleague(actor: Actor, colleague: Colleague) -> bool:
    """Only their recorded address receives the link: no function is given here."""
    is_ready = colleague.membership is not None and bool(colleague.person.email)
    return is_ready and not colleague.has_left and not colleague.can_sign_in and is_within(actor, colleague)


@allows(*KEEPERS, label="Retirer une invitation")
def withdraw_invitation(actor: Actor, colleague: Colleague) -> bool:
    return colleague.invitation is not None and is_within(actor, colleague)


@allows(*KEEPERS, label="Noter qu’une personne a quitté l’établissement")
def note_departure(actor: Actor, colleague: Colleague) -> bool:
    is_other = colleague.person.pk != actor.person_id
    return is_other and not colleague.has_left and is_within(actor, colleague)


@allows(*KEEPERS, label="Noter qu’une personne est revenue")
def take_back(actor: Actor, colleague: Colleague) -> bool:
    return colleague.has_left and is_within(actor, colleague)


@allows(*SETTERS, Role.BURSAR, System.SETUP, label="Changer les réglages de l’établissement")
def change_settings(actor: Actor, school: School) -> bool:
    return actor.school_id == school.pk or System.SETUP in actor.roles


@allows(*SETTERS, label="Changer la collectivité et l’adresse à laquelle les pannes sont transmises")
def change_desk(actor: Actor, school: School) -> bool:
    return actor.school_id == school.pk


@allows(*SETTERS, label="Changer la part de départs qui arrête un import")
def change_departures(actor: Actor, school: School) -> bool:
    return actor.school_id == school.pk


@allows(Role.HEAD, label="Changer le plus petit groupe que montrent les indicateurs et les enquêtes")
def change_smallest_group(actor: Actor, school: School) -> bool:
    return actor.school_id == school.pk


@allows(Role.HEAD, Role.DEPUTY, Delegated.JOURNAL, label="Lire le journal de l’établissement")
def read_journal(actor: Actor, school: School) -> bool:
    return actor.school_id == school.pk


def is_within(actor: Actor, colleague: Colleague) -> bool:
    """Nobody touches those who hold, or will hold, more than they could give themselves."""
    is_delegable = actor.has(*DELEGATORS) or colleague.administers <= actor.roles
    return is_delegable and colleague.ever <= grantable(actor.roles)
