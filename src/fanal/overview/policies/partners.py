"""Who may see who stands above the school, and what they read?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import allows


@allows(
    Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD, Role.BURSAR, label="Voir les partenaires de l’établissement"
)
def see_partners(actor: Actor, _: None) -> bool:
    return True
