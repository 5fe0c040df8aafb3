"""Who reads practice sheets, and who writes them?"""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import System
from fanal.accounts.policies.rights import allows
from fanal.helpdesk.policies.request import EVERYBODY, HANDLERS


@allows(*EVERYBODY, label="Lire les fiches pratiques")
def read_sheets(actor: Actor, _: object) -> bool:
    return True


@allows(*HANDLERS, System.SETUP, label="Écrire les fiches pratiques")
def write_sheets(actor: Actor, _: object) -> bool:
    return True
