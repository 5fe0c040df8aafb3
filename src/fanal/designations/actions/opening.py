"""The right that an act opens in Fanal: written again each time the act changes, in the same transaction."""

from fanal.accounts.models import AccessGrant
from fanal.accounts.models.member import Actor
from fanal.core import journal
from fanal.designations.models import Designation
from fanal.designations.rules.designations import SIGNATURE_ROLES, ActNature, opening

FIELDS = ("operations", "while_holding", "valid_from", "valid_until", "is_suspended")


def align(act: Designation, *, by: Actor) -> None:
    """Let the technical right say what the act says; what was given while awaiting it ends."""
    if act.service_id is not None:
        return
    rows = AccessGrant.objects.for_school(act.school_id)
    grant, period = rows.filter(act=act.number).first(), opening(act.act)
    if period is None:
        if grant is not None:
            with journal.change(grant, by=by, verb="accounts.right_ended", chain=journal.Chain.SECURITY):
                grant.is_suspended = True
                grant.save(update_fields=["is_suspended"])
        return
    if grant is None:
        grant = AccessGrant(school_id=act.school_id, person_id=act.delegate_id, act=act.number)
        _set(grant, act)
        grant.save(force_insert=True)
        given = {"operations": grant.operations, "until": grant.valid_until}
        journal.noted(grant, by=by, verb="accounts.right_given", chain=journal.Chain.SECURITY, **given)
        _end_awaiting(act, by)
        return
    with journal.change(grant, by=by, verb="accounts.right_changed", chain=journal.Chain.SECURITY):
        _set(grant, act)
        grant.save(update_fields=FIELDS)


def _set(grant: AccessGrant, act: Designation) -> None:
    period = opening(act.act)
    assert period is not None
    grant.while_holding = sorted(SIGNATURE_ROLES) if act.nature == ActNature.SIGNATURE else []
    grant.operations, grant.is_suspended = sorted(act.rights), period.is_suspended
    grant.valid_from, grant.valid_until = period.starts_on, period.ends_on


def _end_awaiting(act: Designation, by: Actor) -> None:
    """The act takes over on its first day: what was given for thirty days goes no further."""
    rows = AccessGrant.objects.for_school(act.school_id)
    for waiting in rows.filter(person_id=act.delegate_id, act=None, is_suspended=False).select_for_update():
        if waiting.valid_until < act.starts_on:
            continue
        with journal.change(waiting, by=by, verb="accounts.act_not_awaited", chain=journal.Chain.SECURITY):
            waiting.valid_until = max(waiting.valid_from, act.starts_on)
            waiting.is_suspended = act.starts_on <= waiting.valid_from
            waiting.save(update_fields=["valid_until", "is_suspended"])
