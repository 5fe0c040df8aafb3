"""The rights of a new référent while the act that designates them is awaited, and those held on a day."""

from datetime import date

from fanal.accounts.models import AccessGrant, Membership, Person
from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Delegated, Role, System
from fanal.accounts.rules import awaiting
from fanal.core import journal
from fanal.core.registry import LEAD_NAMED, registered

GIVERS = (Role.HEAD, System.SETUP)  # whoever designates, or sets up a school that has no head yet


def await_act(membership: Membership, *, today: date, by: Actor) -> None:
    """Called where functions are given. Once in a life: whoever had a right already waits for the act.

    The head alone lets a new référent begin before the act is signed; of anybody else, drafts are prepared,
    that the head signs (ADR 0053).
    """
    if Role.DIGITAL_LEAD not in membership.roles:
        stop_awaiting(membership.person, by=by)
        return
    starts = max(today, membership.valid_from)
    grants = AccessGrant.objects.for_school(membership.school_id).filter(person=membership.person_id)
    if by.has(*GIVERS) and not grants.exists():
        _let_begin(membership, starts, by)
    for prepare in registered(LEAD_NAMED):
        prepare(membership.person, starts, by)


def _let_begin(membership: Membership, starts: date, by: Actor) -> None:
    made = AccessGrant.objects.create(
        school_id=membership.school_id,
        person_id=membership.person_id,
        operations=sorted(Delegated.values),
        valid_from=starts,
        valid_until=awaiting.last_day(starts),
    )
    details = {"operations": made.operations, "valid_until": made.valid_until}
    journal.noted(made, by=by, verb="accounts.act_awaited", chain=journal.Chain.SECURITY, **details)


def stop_awaiting(person: Person, *, by: Actor) -> None:
    """They are no longer référent: what was given while an act was awaited ends with the function."""
    rows = AccessGrant.objects.for_school(person.school_id).filter(
        person=person, act=None, is_suspended=False
    )
    for grant in rows.select_for_update():
        with journal.change(grant, by=by, verb="accounts.act_not_awaited", chain=journal.Chain.SECURITY):
            grant.is_suspended = True
            grant.save(update_fields=["is_suspended"])


def roles_of(person: Person, day: date) -> frozenset[str]:
    """The functions and the delegated operations that somebody holds that day (two queries)."""
    held = Membership.objects.for_school(person.school_id).valid_on(day).filter(person=person)
    grants = AccessGrant.objects.for_school(person.school_id).standing(day).filter(person=person)
    rows = [*held.values_list("roles", flat=True), *grants.values_list("operations", flat=True)]
    return frozenset(code for codes in rows for code in codes)
