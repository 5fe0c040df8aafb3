"""Who prepares, signs, publishes, suspends and revokes an act of designation? The head alone signs."""

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import EVERYONE, Role, System
from fanal.accounts.policies.rights import allows
from fanal.designations.models import Designation
from fanal.online_services.policies.keepers import READERS


@allows(*READERS, Role.BURSAR, label="Lire les désignations")
def read_designations(actor: Actor, _: None) -> bool:
    return True


@allows(
    Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD, System.SETUP, System.SCHEDULE, label="Préparer une désignation"
)
def prepare_designation(actor: Actor, act: Designation | None) -> bool:
    """What is to be signed is taken back first: nothing changes under the eyes of whoever reads it."""
    return act is None or act.step == Designation.Step.DRAFT


@allows(Role.HEAD, Role.DEPUTY, Role.DIGITAL_LEAD, label="Reprendre un acte avant sa signature")
def take_back_designation(actor: Actor, act: Designation) -> bool:
    return act.step == Designation.Step.AWAITING


@allows(Role.HEAD, System.SETUP, label="Signer ou refuser un acte du parapheur")
def sign_designation(actor: Actor, act: Designation | None) -> bool:
    """The head alone: neither the deputy nor the one designated signs, and nobody designates further."""
    return act is None or act.step == Designation.Step.AWAITING


@allows(Role.HEAD, label="Abroger ou confirmer une désignation, lever une suspension")
def end_designation(actor: Actor, act: Designation) -> bool:
    return act.step == Designation.Step.SIGNED


@allows(Role.HEAD, Role.DEPUTY, System.SCHEDULE, label="Suspendre une désignation")
def suspend_designation(actor: Actor, act: Designation) -> bool:
    return act.step == Designation.Step.SIGNED and not act.is_suspended


@allows(
    Role.HEAD,
    Role.DEPUTY,
    Role.DIGITAL_LEAD,
    Role.BURSAR,
    System.SETUP,
    label="Noter la publication d’une désignation",
)
def publish_designation(actor: Actor, act: Designation) -> bool:
    return act.step == Designation.Step.SIGNED


@allows(*sorted(EVERYONE), label="Accepter les obligations de sa propre désignation")
def acknowledge_designation(actor: Actor, act: Designation) -> bool:
    return act.step == Designation.Step.SIGNED and actor.person_id == act.delegate_id


@allows(System.SCHEDULE, label="Surveiller les désignations et rappeler celles qui finissent")
def watch_designations(actor: Actor, _: None) -> bool:
    return True
