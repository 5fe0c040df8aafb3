"""The secret address of a school for its machines: opened, renewed, and what it lets in."""

import secrets
from datetime import datetime

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.inventory.models import AgentAccess, MachineKey
from fanal.inventory.policies import machine as policies
from fanal.inventory.reading.access import SEED_BYTES, digest_of, secret_from


@transaction.atomic
def open_access(school: School, *, now: datetime, by: Actor) -> AgentAccess:
    """Make the school's address; one that exists is left as it is."""
    require(policies.manage_access, by, None)
    seed = secrets.token_bytes(SEED_BYTES)
    access, is_new = AgentAccess.objects.get_or_create(
        school=school, defaults={"seed": seed, "digest": digest_of(secret_from(seed)), "made_at": now}
    )
    if is_new:
        journal.created(access, by=by, verb="equipment.agent_access_opened")
    return access


@transaction.atomic
def renew_access(access: AgentAccess, *, now: datetime, by: Actor) -> AgentAccess:
    """Another secret: machines that use the old one are refused from now on.

    What was enrolled with it and has not reported yet goes with it: such a key may claim any machine.
    """
    require(policies.manage_access, by, None)
    access = AgentAccess.objects.for_school(access.school_id).locked(access.pk)
    with journal.change(access, by=by, verb="equipment.agent_access_renewed"):
        access.seed = secrets.token_bytes(SEED_BYTES)
        access.digest, access.made_at = digest_of(secret_from(access.seed)), now
        access.save(update_fields=["seed", "digest", "made_at"])
        MachineKey.objects.for_school(access.school_id).filter(machine__isnull=True).delete()
    return access


@transaction.atomic
def choose_for_new_machines(
    access: AgentAccess, *, creates_records: bool, only_enrols: bool = False, by: Actor
) -> AgentAccess:
    """Whether an unknown machine gets its record at once, and whether the school's address only enrols."""
    require(policies.manage_access, by, None)
    access = AgentAccess.objects.for_school(access.school_id).locked(access.pk)
    if (access.creates_records, access.only_enrols) != (creates_records, only_enrols):
        with journal.change(access, by=by, verb="equipment.agent_choice_changed"):
            access.creates_records, access.only_enrols = creates_records, only_enrols
            access.save(update_fields=["creates_records", "only_enrols"])
    return access
