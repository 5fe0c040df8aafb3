"""Who is asking, in which school, with which roles: found anew at each request."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate

from django.db import connection
from django.db.models import FETCH_RAISE, Q, QuerySet
from django.utils import timezone

from fanal.accounts.models.membership import Membership, PartnerMembership
from fanal.accounts.models.organisation import School
from fanal.accounts.models.partner import partnerships_of, schools_under
from fanal.accounts.models.person import Person
from fanal.accounts.models.roles import SECOND_FACTOR, System
from fanal.accounts.models.user import User
from fanal.core.database.prepared import prepared
from fanal.core.errors import NotAllowed
from fanal.core.tenancy import enter_schools, enter_user


@dataclass(frozen=True)
class Actor:
    """Whoever does something: a member, a partner, or the system. Every action takes one as `by`."""

    reference: str
    name: str
    roles: frozenset[str]
    school_id: int | None = None
    person_id: int | None = None

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


def actor_of(person: Person, *roles: str) -> Actor:
    """Somebody of a school who acts outside a page: by a job that they asked for, or in the demonstration."""
    return Actor(f"person:{person.pk}", str(person), frozenset(map(str, roles)), person.school_id, person.pk)


def system(kind: System) -> Actor:
    """The actor of what nobody pressed: a mail received, a machine's report, a scheduled task."""
    return Actor(f"system:{kind}", kind.label, frozenset({kind.value}))


@dataclass(frozen=True)
class Member:
    """A signed-in person inside one school, for one request."""

    school: School
    user_id: int
    roles: frozenset[str]
    person: Person | None = None
    partner: PartnerMembership | None = None
    # What `asked_once` keeps for the time of one request.
    answers: dict[Callable[..., Any], Any] = field(default_factory=dict, compare=False, repr=False)

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def name(self) -> str:
        return str(self.person or self.partner)

    @property
    def own_person(self) -> Person:
        """Their card in this school; `NotAllowed` for whoever looks from outside, and has none."""
        if self.person is None:
            raise NotAllowed("Seule une personne de l’établissement peut le faire.")
        return self.person

    @property
    def needs_second_factor(self) -> bool:
        return not self.roles.isdisjoint(SECOND_FACTOR)

    def spread(self) -> tuple[tuple[int, ...], Any]:
        """For prepared questions: whose school and which person are values, the roles change the question."""
        pks = (self.school.pk, self.person.pk) if self.person else (self.school.pk,)
        return pks, (len(pks), self.roles)

    def gather(self, values: tuple[int, ...]) -> "Member":
        """A member who can tell nothing but these keys: reading anything else of them is an error."""
        school = School.from_db(None, ["id"], values[:1], fetch_mode=FETCH_RAISE)
        person = Person.from_db(None, ["id"], values[1:], fetch_mode=FETCH_RAISE) if values[1:] else None
        partnership = PartnerMembership.from_db(None, ["id"], [0], fetch_mode=FETCH_RAISE)
        return Member(school, 0, self.roles, person, partnership if self.partner else None)

    @property
    def actor(self) -> Actor:
        person_id = self.person.pk if self.person else None
        reference = f"person:{person_id}" if person_id else f"partner:{self.partner.pk}"  # type: ignore[union-attr]
        return Actor(reference, self.name, self.roles, self.school.pk, person_id)


def asked_once[**Asked, Answer](
    ask: Callable[Concatenate[Member, Asked], Answer],
) -> Callable[Concatenate[Member, Asked], Answer]:
    """Decorate a question whose answer is the same for the time of one request, wherever the page asks it."""

    @wraps(ask)
    def answer(member: Member, *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        if ask not in member.answers:
            member.answers[ask] = ask(member, *args, **kwargs)
        kept: Answer = member.answers[ask]
        return kept

    return answer


@prepared
def person_and_school(school_id: int, pk: int) -> QuerySet[Person]:
    return Person.objects.for_school(school_id).select_related("school__authority").filter(pk=pk)


def find_member(user: User, uai: str, now: datetime) -> Member | None:
    """Return the member that `user` is at this school now and open its scope, or None and open nothing.

    The day is the school's own: what ends tonight ends at its midnight.

    Needs an open transaction. Several valid memberships of one user in a school add up.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT school, person, held FROM enter_school(%s, %s, %s)", [user.pk, uai, now])
        school_id, person_id, roles = cursor.fetchone()
    if person_id is not None:
        person = person_and_school.first(school_id, person_id)
        return Member(person.school, user.pk, frozenset(roles), person=person)
    if school_id is None:
        return None
    return _find_partner(user, school_id, now)


def _find_partner(user: User, school_id: int, now: datetime) -> Member | None:
    """Several partnerships of one user over a school (adviser and DPO) add up."""
    today = timezone.localdate(now)
    school: School | None = None
    mine: list[PartnerMembership] = []
    for partnership in partnerships_of(user, today):
        under = School.objects.filter(schools_under(partnership, today), pk=school_id)
        if overseen := under.select_related("authority", "academy").first():
            school, mine = overseen, [*mine, partnership]
    if school is None:
        return None
    enter_schools(school.pk)
    return Member(school, user.pk, frozenset(partnership.role for partnership in mine), partner=mine[0])


def own_schools_of(user: User, today: date) -> list[School]:
    """The schools this person works in today, by name; a partner's are reached from their own page.

    Needs an open transaction.
    """
    enter_user(user.pk)
    own = Membership.objects.filter(user=user).valid_on(today).values("school_id")
    return list(School.objects.open_on(today).filter(pk__in=own).order_by("name"))


def schools_of(user: User, today: date) -> list[School]:
    """The schools this sign-in leads to today, a partner's included, by name. Needs an open transaction."""
    enter_user(user.pk)
    reached = Q(pk__in=Membership.objects.filter(user=user).valid_on(today).values("school_id"))
    for partnership in partnerships_of(user, today):
        reached |= schools_under(partnership, today)
    return list(School.objects.open_on(today).filter(reached).order_by("name"))
