"""What does somebody who replaces a colleague take over? Proposed on the form of their arrival."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q

from fanal.accounts.models import Membership, Person, School
from fanal.accounts.models.colleague import colleague_of
from fanal.accounts.models.membership import valid_since
from fanal.accounts.models.person import PersonQuerySet


def replaceable(school: School, holder: Person | None = None) -> PersonQuerySet:
    """Whoever is on record and has not left: somebody who is away is still there.

    And whom the `holder` of the functions replaces already, gone or not; never themselves.
    """
    people: PersonQuerySet = Person.objects.for_school(school)
    if holder is None:
        return people.present()
    replaced = Membership.objects.for_school(school).filter(person=holder).values("replaces")
    return people.filter(Q(left_on__isnull=True) | Q(pk__in=replaced)).exclude(pk=holder.pk)


def taken_over(replaced: Person, *, may_give: Collection[str], today: date) -> dict[str, Any]:
    """Their discipline and end, and those of their functions that one may give; the rest is not proposed."""
    colleague = colleague_of(replaced, today=today)
    held = colleague.membership
    starts = max(today, held.valid_from) if held else today
    return {
        "replaces": replaced.pk,
        "job": replaced.job,
        "roles": sorted(colleague.roles & frozenset(may_give)),
        "valid_from": starts,
        "valid_until": held.valid_until if held else None,
    }


def replaced_by(person: Person, today: date) -> list[Membership]:
    """Who replaces them now, or will (one query)."""
    rows = Membership.objects.for_school(person.school_id).filter(valid_since(today), replaces=person)
    return list(rows.select_related("person").order_by("valid_from", "pk"))
