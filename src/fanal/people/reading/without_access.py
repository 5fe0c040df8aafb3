"""Who has a function, cannot sign in and was not just invited: whom one press invites, who has no address."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from fanal.accounts.models import Invitation, Membership, Person, School
from fanal.accounts.models.colleague import Colleague, with_grants
from fanal.accounts.models.invitation import LIFE
from fanal.accounts.models.member import Actor
from fanal.accounts.models.membership import valid_since
from fanal.accounts.models.person import PersonQuerySet
from fanal.accounts.policies import school as policies


@dataclass(frozen=True)
class WithoutAccess:
    """`ready`: this actor may invite them. `no_address`: no invitation can be sent to them."""

    ready: list[Colleague]
    no_address: list[Person]

    @property
    def total(self) -> int:
        return len(self.ready) + len(self.no_address)


def people_without_access(school: School, *, today: date, now: datetime) -> PersonQuerySet:
    """They hold a function, now or later, without a sign-in; no link sent to them still opens anything."""
    held = Membership.objects.for_school(school).filter(valid_since(today), person=OuterRef("pk"))
    sent = Invitation.objects.for_school(school).waiting().filter(sent_at__gt=now - LIFE)
    return (
        Person.objects.for_school(school)
        .present()
        .filter(Exists(held))
        .exclude(Exists(held.filter(user__isnull=False)))
        .exclude(Exists(sent.filter(person=OuterRef("pk"))))
    )


def without_access(school: School, actor: Actor, *, today: date, now: datetime) -> WithoutAccess:
    """By name (four queries); nobody for whoever invites nobody."""
    if not policies.add_person(actor, school):
        return WithoutAccess([], [])
    people = people_without_access(school, today=today, now=now).by_name()
    rows = with_grants(people, today=today)
    return WithoutAccess(
        [row for row in rows if policies.invite_colleague(actor, row)],
        [row.person for row in rows if not row.person.email],
    )
