"""Who may let a program in under their own name, and who may stop one? Those who prove themselves twice."""

from fanal.accounts.models import ApiToken
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import TEAM, Role
from fanal.accounts.models.token import OVERSEERS
from fanal.accounts.policies.rights import allows

# A teacher or the staff never hold one: their sign-in has one proof. Asked again at each call.
HOLDERS = (*(role for role in Role if role in TEAM), Role.TECHNICIAN)


@allows(*HOLDERS, label="Créer un jeton d’accès pour un programme")
def make_token(actor: Actor, _: None) -> bool:
    return True


@allows(*HOLDERS, label="Révoquer un jeton d’accès")
def revoke_token(actor: Actor, token: ApiToken) -> bool:
    """`visible_to` has already kept it to one's own, but for those who oversee."""
    return token.revoked_at is None


def oversees(actor: Actor) -> bool:
    return actor.has(*OVERSEERS)
