"""What becomes of a signed act: published, accepted, suspended, confirmed, revoked; its right follows."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fanal.accounts.models import School
from fanal.accounts.models.member import Actor
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.designations.actions.opening import align
from fanal.designations.models import Designation
from fanal.designations.policies import acts as policies
from fanal.designations.rules import signing as rules

SECURITY = journal.Chain.SECURITY


def _locked(act: Designation, today: date | None = None) -> Designation:
    """`today`: with what it is that day, its holder's function and its signer's looked at."""
    rows = Designation.objects.for_school(act.school_id)
    if today is not None:
        rows = rows.with_function(today)
    return rows.locked(act.pk)


@transaction.atomic
def publish(act: Designation, values: Mapping[str, Any], *, today: date, by: Actor) -> Designation:
    """An act binds others once it is published (posted in the staff room, on the school's site).

    `values`: `published_on` and `published_where`.
    """
    act = _locked(act)
    require(policies.publish_designation, by, act)
    assert act.signing is not None
    signed_on, published_on = act.signing.signed_on, values["published_on"]
    if reasons := rules.publishing_refusals(published_on, signed_on=signed_on, today=today):
        raise RuleBroken(reasons)
    journal.write_changes(act, values, by=by, verb="online_services.act_published")
    return act


@transaction.atomic
def publish_batch(
    school: School, numbers: Collection[int], values: Mapping[str, Any], *, today: date, by: Actor
) -> int:
    """One day and one place for all of them, or for none; those published meanwhile keep their own day."""
    require(policies.read_designations, by, None)
    rows = (
        Designation.objects.for_school(school).signed().filter(number__in=numbers).select_related("signing")
    )
    acts = [
        act for act in rows.order_by("pk").select_for_update(of=("self",)) if act.awaits_publishing(today)
    ]
    signed = [(act.number, act.signing.signed_on) for act in acts if act.signing]
    if reasons := rules.batch_publishing_refusals(values["published_on"], signed=signed, today=today):
        raise RuleBroken(reasons)
    for act in acts:
        require(policies.publish_designation, by, act)
        journal.write_changes(act, values, by=by, verb="online_services.act_published")
    return len(acts)


@transaction.atomic
def acknowledge(act: Designation, *, now: datetime, by: Actor) -> Designation:
    """The one designated accepts its duties; said twice, it is said once."""
    act = _locked(act)
    require(policies.acknowledge_designation, by, act)
    if act.acknowledged_at is None:
        act.acknowledged_at = now
        act.save(update_fields=["acknowledged_at"])
        journal.noted(act, by=by, verb="online_services.act_acknowledged")
    return act


@transaction.atomic
def suspend(act: Designation, reason: str, *, by: Actor) -> Designation:
    """It opens nothing from the very next request on."""
    act = _locked(act)
    require(policies.suspend_designation, by, act)
    if reasons := rules.reason_refusals(reason, why="pourquoi il est suspendu"):
        raise RuleBroken(reasons)
    values = {"is_suspended": True, "suspension": reason}
    journal.write_changes(act, values, by=by, verb="online_services.act_suspended", chain=SECURITY)
    align(act, by=by)
    return act


@transaction.atomic
def resume(act: Designation, *, today: date, by: Actor) -> Designation:
    """The head confirms it, or lifts its suspension: it opens again what it opened."""
    act = _locked(act, today)
    require(policies.end_designation, by, act)
    if reasons := rules.confirming_refusals(act.state_on(today)):
        raise RuleBroken(reasons)
    if act.delegate.left_on is not None:
        raise RuleBroken("La personne désignée a quitté l’établissement : préparez un acte pour une autre.")
    values = {"is_suspended": False, "suspension": "", "confirm_by": None, "confirmed_by_id": by.person_id}
    journal.write_changes(act, values, by=by, verb="online_services.act_confirmed", chain=SECURITY)
    align(act, by=by)
    return act


@transaction.atomic
def revoke(act: Designation, reason: str, *, on: date, today: date, by: Actor) -> Designation:
    """For good, from that day on."""
    act = _locked(act)
    require(policies.end_designation, by, act)
    reasons = rules.revoking_refusals(act.state_on(today), revoked_on=on, ends_on=act.ends_on, today=today)
    if reasons := reasons + rules.reason_refusals(reason, why="pourquoi il est abrogé"):
        raise RuleBroken(reasons)
    values = {"revoked_on": on, "revocation": reason}
    journal.write_changes(act, values, by=by, verb="online_services.act_revoked", chain=SECURITY)
    align(act, by=by)
    return act
