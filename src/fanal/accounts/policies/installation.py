"""What may whoever keeps the whole installation do, from its terminal alone?"""

from fanal.accounts.models import Authority, PartnerMembership, School, User
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import System
from fanal.accounts.policies.rights import allows


@allows(System.SETUP, label="Ouvrir un établissement")
def create_school(actor: Actor, _: None) -> bool:
    return True


@allows(System.SETUP, label="Fermer un établissement, ou le rouvrir")
def close_school(actor: Actor, school: School) -> bool:
    return True


@allows(System.SETUP, label="Emporter toutes les données d’un établissement")
def export_school(actor: Actor, school: School) -> bool:
    return True


@allows(System.SETUP, label="Effacer un établissement fermé, définitivement")
def erase_school(actor: Actor, school: School) -> bool:
    return True


@allows(System.SETUP, label="Donner l’adresse d’assistance d’une collectivité")
def change_authority(actor: Actor, authority: Authority) -> bool:
    return True


@allows(System.SETUP, label="Inviter quelqu’un avec n’importe quelle fonction")
def invite_person(actor: Actor, school: School) -> bool:
    return actor.school_id in {None, school.pk}


@allows(System.SETUP, label="Inviter un partenaire")
def invite_partner(actor: Actor, school: School) -> bool:
    return True


@allows(System.SETUP, label="Arrêter l’accès d’un partenaire à tous ses établissements")
def end_partner_everywhere(actor: Actor, partnership: PartnerMembership) -> bool:
    return True


@allows(System.SETUP, label="Confirmer de quelle collectivité un établissement dépend")
def confirm_authority(actor: Actor, school: School) -> bool:
    return True


@allows(System.SETUP, label="Fermer l’accès d’une adresse, ou le rouvrir")
def end_access(actor: Actor, user: User) -> bool:
    return True


@allows(System.SETUP, label="Remettre à zéro la double authentification de quelqu’un qui l’a perdue")
def forget_second_proofs(actor: Actor, user: User) -> bool:
    return True
