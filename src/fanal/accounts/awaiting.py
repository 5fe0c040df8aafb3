"""The rights of a new référent while the act that designates them is awaited, and those held on a day."""

from datetime import date

from fanal.accounts.members import Actor
from fanal.accounts.models import AccessGrant, Membership, Person
from fanal.accounts.roles import DELEGATORS, Delegated, Role, System
from fanal.accounts.rules import awaiting
from fanal.core import journal


def await_act(membership: Membership, *, today: date, by: Actor) -> None:
    """Called where functions are given. Once in a life: whoever had a right already waits for the act.

    What comes from somebody whose own right ends goes no further than theirs.
    """
    if Role.DIGITAL_LEAD not in membership.roles:
        stop_awaiting(membership.person, by=by)
        return
    starts = max(today, membership.valid_from)
    holds_all = by.has(*DELEGATORS, System.SETUP)
    ends = {} if holds_all else _ends(by, membership.school_id, starts)
    operations = awaiting.operations(by.roles & set(ends), Delegated.values, holds_all=holds_all)
    known = AccessGrant.objects.for_school(membership.school_id).filter(person=membership.person_id)
    last = awaiting.until(starts, ends, operations)
    if not operations or last < starts or known.exists():
        return
    made = AccessGrant.objects.create(
        school_id=membership.school_id, person_id=membership.person_id, operations=operations,
        valid_from=starts, valid_until=last,
    )  # fmt: skip
    told = {"operations": operations, "valid_until": made.valid_until}
    journal.noted(made, by=by, says="accounts.act_awaited", chain=journal.Chain.SECURITY, **told)


def _ends(by: Actor, school_id: int, day: date) -> dict[str, date]:
    """The last day of each operation that somebody holds that day, and of their presence here.

    What goes with a function is not passed on.
    """
    rows = AccessGrant.objects.for_school(school_id).standing(day)
    rows = rows.filter(person_id=by.person_id, while_holding=[])
    stays = Membership.objects.for_school(school_id).filter(person_id=by.person_id or 0)
    leaves = awaiting.last_of(day, list(stays.values_list("valid_from", "valid_until")))
    ends: dict[str, date] = {}
    for operations, until in rows.values_list("operations", "valid_until"):
        last = min(until, leaves)
        ends |= {code: max(last, ends.get(code, last)) for code in operations}
    return ends


def stop_awaiting(person: Person, *, by: Actor) -> None:
    """They are no longer référent: what was given while an act was awaited ends with the function."""
    rows = AccessGrant.objects.for_school(person.school_id).filter(
        person=person, act=None, is_suspended=False
    )
    for grant in rows.select_for_update():
        with journal.change(grant, by=by, says="accounts.act_not_awaited", chain=journal.Chain.SECURITY):
            grant.is_suspended = True
            grant.save(update_fields=["is_suspended"])


def roles_of(person: Person, day: date) -> frozenset[str]:
    """The functions and the delegated operations that somebody holds that day (two queries)."""
    held = Membership.objects.for_school(person.school_id).valid_on(day).filter(person=person)
    grants = AccessGrant.objects.for_school(person.school_id).standing(day).filter(person=person)
    rows = [*held.values_list("roles", flat=True), *grants.values_list("operations", flat=True)]
    return frozenset(code for codes in rows for code in codes)
