"""Where a sign-in leads: the schools one works in, and the bodies above schools that one acts for."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from fanal.accounts.models import PartnerMembership, School, User
from fanal.accounts.models.member import own_schools_of
from fanal.accounts.models.partner import partnerships_of, schools_under
from fanal.accounts.models.roles import Role


@dataclass(frozen=True)
class EntryLink:
    """One place to enter."""

    name: str
    detail: str
    url: str


def doors_of(user: User, today: date) -> list[EntryLink]:
    """Every place open today, schools first. Needs an open transaction."""
    doors = [_school(school) for school in own_schools_of(user, today)]
    doors += [_above(partnership, today) for partnership in partnerships_of(user, today)]
    return list({door.url: door for door in doors}.values())


def _school(school: School) -> EntryLink:
    detail = " · ".join(filter(None, [school.city, school.uai]))
    return EntryLink(school.name, detail, reverse("web:home", args=[school.uai]))


def _above(partnership: PartnerMembership, today: date) -> EntryLink:
    """The page above the schools; a technician of one school alone goes straight there."""
    if partnership.role != Role.TECHNICIAN:
        academy = partnership.academy
        assert academy is not None
        return EntryLink(
            academy.name, Role(partnership.role).label, reverse("overview:academy", args=[academy.code])
        )
    schools = list(School.objects.filter(schools_under(partnership, today))[:2])
    if len(schools) == 1:
        return _school(schools[0])
    authority = partnership.authority
    assert authority is not None
    url = reverse("overview:authority_queue", args=[authority.code])
    return EntryLink(authority.name, "Tous ses établissements", url)
