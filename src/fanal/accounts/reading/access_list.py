"""Who signs in on this installation, where and as what: what whoever keeps it reads in a terminal."""

from collections.abc import Iterator
from datetime import date

from allauth.mfa.models import Authenticator

from fanal.accounts.models import Membership, PartnerMembership, School, User
from fanal.accounts.models.membership import valid_since
from fanal.accounts.models.roles import role_words
from fanal.core.tenancy import scope

Row = tuple[str, ...]


def accesses(today: date, school: School | None = None) -> Iterator[Row]:
    """One row for each place where a sign-in leads, or will: by address, then the place.

    `school`: that school alone, and those above it. A sign-in that leads nowhere has one row too.
    """
    proven = set(Authenticator.objects.values_list("user_id", flat=True))
    places = sorted(
        [*_own(today, school), *_above(today, school)], key=lambda place: (place[0].email, place[1])
    )
    for user, *place in places:
        yield (user.email, *place, *_facts(user, proven))
    if school is None:
        lead_somewhere = {user.pk for user, *_ in places}
        for user in User.objects.exclude(pk__in=lead_somewhere).order_by("email"):
            yield (user.email, "nulle part", "–", "–", *_facts(user, proven))


def _own(today: date, school: School | None) -> Iterator[tuple[User, str, str, str]]:
    for place in [school] if school else School.objects.order_by("uai"):
        with scope(place):
            rows = Membership.objects.for_school(place).filter(valid_since(today), user__isnull=False)
            for row in rows.select_related("user").order_by("pk"):
                assert row.user is not None
                yield row.user, place.uai, role_words(row.roles), _day(row.valid_until)


def _above(today: date, school: School | None) -> Iterator[tuple[User, str, str, str]]:
    rows = PartnerMembership.objects.filter(valid_since(today)).select_related("user", "authority", "academy")
    for row in rows.order_by("pk"):
        body = row.authority or row.academy
        if school is None or body in {school.authority, school.academy}:
            yield row.user, str(body), role_words([row.role]), _day(row.valid_until)


def _facts(user: User, proven: set[int]) -> Row:
    seen = f"{user.last_login:%d/%m/%Y}" if user.last_login else "jamais"
    return "oui" if user.pk in proven else "non", seen, "ouvert" if user.is_active else "fermé"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"
