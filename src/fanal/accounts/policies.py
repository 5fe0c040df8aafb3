"""Who may open a school, invite people into it, and let those above it read?"""

from fanal.accounts.members import Actor
from fanal.accounts.models import School
from fanal.accounts.rights import allows
from fanal.accounts.roles import Role, System


@allows(System.SETUP, says="Ouvrir un établissement")
def create_school(actor: Actor, _: None) -> bool:
    return True


@allows(Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD, System.SETUP, says="Inviter quelqu’un")
def invite_person(actor: Actor, school: School) -> bool:
    return actor.school_id in {None, school.pk}


@allows(System.SETUP, says="Inviter un partenaire")
def invite_partner(actor: Actor, school: School) -> bool:
    return True


@allows(Role.HEAD, System.SETUP, says="Partager des indicateurs avec l’académie")
def share_indicators(actor: Actor, school: School) -> bool:
    return school.academy_id is not None


@allows(Role.HEAD, System.SETUP, says="Désigner le DPD de l’académie")
def appoint_dpo(actor: Actor, school: School) -> bool:
    return school.academy_id is not None
