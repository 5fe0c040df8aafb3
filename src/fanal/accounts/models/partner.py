"""Someone above several schools: a technician of an authority, an adviser or a DPO of an académie.

Which schools stand under them, and which of those may be read, is decided here alone, at each request.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q

from fanal.accounts.models.membership import PartnerMembership, valid_on
from fanal.accounts.models.organisation import Academy, Authority, School, open_on
from fanal.accounts.models.roles import SECOND_FACTOR, Role
from fanal.accounts.models.user import User
from fanal.core.tenancy import enter_schools

# The first letter of an address, and the field of the body it names.
BODIES = {"c": "authority", "a": "academy"}


def schools_under(partnership: PartnerMembership, today: date) -> Q:
    """The open schools it reaches: a technician’s, confirmed, that keep them; a DPO’s, that named them."""
    if partnership.role == Role.TECHNICIAN:
        confirmed = Q(authority=partnership.authority_id, authority_confirmed_on__isnull=False)
        return confirmed & open_on(today) & _open_to(partnership.user_id, today)
    of_academy = Q(academy=partnership.academy_id) & open_on(today)
    return of_academy & Q(dpo_appointed_since__lte=today) if partnership.role == Role.DPO else of_academy


def end_key(user_id: int) -> str:
    """How `School.partner_ends` names a technician; a bare number would be read as a rank of a list."""
    return f"user-{user_id}"


def _open_to(user_id: int, today: date) -> Q:
    """The schools that have not ended this technician's access, or that end it later."""
    key = end_key(user_id)
    return ~Q(partner_ends__has_key=key) | Q(**{f"partner_ends__{key}__gte": today.isoformat()})


def is_open_to(school: School, user_id: int, today: date) -> bool:
    """Whether this technician may still enter this school, read already: its end is not past."""
    last_day = school.partner_ends.get(end_key(user_id))
    return last_day is None or last_day >= today.isoformat()


def readable_by(partnership: PartnerMembership, today: date) -> Q:
    """The schools whose rows may be read from above: for an adviser, those that agreed; a DPO reads none."""
    if partnership.role == Role.DPO:
        return Q(pk__in=[])
    under = schools_under(partnership, today)
    return under & Q(shares_indicators_since__lte=today) if partnership.role == Role.ADVISER else under


@dataclass(frozen=True)
class Partner:
    """A signed-in partner on the pages of their body, for one request. They read, and write nothing here."""

    body: Authority | Academy
    user_id: int
    name: str
    roles: frozenset[str]
    schools: tuple[School, ...]
    readable: tuple[School, ...]

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def needs_second_factor(self) -> bool:
        return not self.roles.isdisjoint(SECOND_FACTOR)


def partnerships_of(user: User, today: date) -> list[PartnerMembership]:
    """Those that hold today, with their body."""
    mine = PartnerMembership.objects.filter(valid_on(today), user=user)
    return list(mine.select_related("authority", "academy").order_by("pk"))


def find_partner(user: User, kind: str, code: str, today: date) -> Partner | None:
    """The partner this user is at this body today, with its readable schools in scope, or None.

    Needs an open transaction. Someone both adviser and DPO of an académie is one partner with two roles.
    """
    body_field = BODIES[kind]
    mine = list(
        PartnerMembership.objects.filter(
            valid_on(today), user=user, **{f"{body_field}__code": code}
        ).select_related(body_field)
    )
    if not mine:
        return None
    schools = _schools_of(mine, today)
    readable = tuple(school for school, is_readable in schools if is_readable)
    enter_schools(*(school.pk for school in readable))
    return Partner(
        getattr(mine[0], body_field),
        user.pk,
        mine[0].name,
        frozenset(partnership.role for partnership in mine),
        tuple(school for school, _ in schools),
        readable,
    )


def _schools_of(mine: list[PartnerMembership], today: date) -> list[tuple[School, bool]]:
    """Each school under these partnerships, by name, and whether its rows may be read (one query)."""
    under, readable = Q(pk__in=[]), Q(pk__in=[])
    for partnership in mine:
        under |= schools_under(partnership, today)
        readable |= readable_by(partnership, today)
    rows = School.objects.filter(under).annotate(is_readable=ExpressionWrapper(readable, BooleanField()))
    return [(school, school.is_readable) for school in rows.order_by("name")]
