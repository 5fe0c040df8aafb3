"""Who may see who stands above the school, and what they read?"""

from fanal.accounts.members import Actor
from fanal.accounts.rights import allows
from fanal.accounts.roles import Role


@allows(
    Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD, Role.BURSAR, says="Voir les partenaires de l’établissement"
)
def see_partners(actor: Actor, _: None) -> bool:
    return True
