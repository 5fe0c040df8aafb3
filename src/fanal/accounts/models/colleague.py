"""The people of a school as its team sees them: their functions now, and whether they can sign in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet

from fanal.accounts.models import AccessGrant, Invitation, Membership, Person
from fanal.accounts.models.membership import valid_since
from fanal.accounts.models.roles import role_words
from fanal.core.mail.departure import waiting_of


@dataclass
class Colleague:
    """One person, the membership that holds today or else the next one, the invitation that waits."""

    person: Person
    membership: Membership | None = None
    invitation: Invitation | None = None
    invitation_waits: str = ""  # why its letter has not left; empty once it has
    ever: frozenset[str] = frozenset()  # the functions of now and of every period to come
    grants: list[AccessGrant] = field(default_factory=list)  # now or to come; asked for one person alone
    can: dict[str, bool] = field(default_factory=dict)

    @property
    def school_id(self) -> int:
        return self.person.school_id

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(self.membership.roles) if self.membership else frozenset()

    @property
    def administers(self) -> frozenset[str]:
        """What is delegated to them, now or to come."""
        return frozenset(code for grant in self.grants for code in grant.operations)

    @property
    def functions(self) -> str:
        return role_words(self.roles)

    @property
    def has_left(self) -> bool:
        return self.person.left_on is not None

    @property
    def can_sign_in(self) -> bool:
        return self.membership is not None and self.membership.user_id is not None

    def state_at(self, now: datetime) -> tuple[str, str]:
        """The pill of the list: its tone and its words."""
        if self.has_left:
            return "", "Parti"
        if self.can_sign_in:
            return "ok", "Peut se connecter"
        if self.invitation is None:
            return "", "Sans connexion"
        if not self.invitation.stands_at(now):
            return "warn", "Invitation périmée"
        if self.invitation_waits:
            return "warn", "Invitation en attente d’envoi"
        return "info", "Invitation envoyée"


def colleagues(people: Iterable[Person], school_id: int, *, today: date) -> list[Colleague]:
    """These people with their functions and invitations, in three queries."""
    by_person = {person.pk: Colleague(person) for person in people}
    memberships = Membership.objects.for_school(school_id).filter(valid_since(today), person__in=by_person)
    for membership in memberships.select_related("replaces").order_by("-valid_from"):
        colleague = by_person[membership.person_id]
        colleague.membership = membership  # the earliest that is not over comes last
        colleague.ever |= frozenset(membership.roles)
    for invitation in Invitation.objects.for_school(school_id).filter(person__in=by_person).waiting():
        by_person[invitation.person_id].invitation = invitation
    _say_what_waits([colleague for colleague in by_person.values() if colleague.invitation], school_id)
    return list(by_person.values())


def _say_what_waits(invited: list[Colleague], school_id: int) -> None:
    letters = {colleague.invitation.mail_key: colleague for colleague in invited if colleague.invitation}
    for key, why in waiting_of(school_id, letters).items() if letters else ():
        letters[key].invitation_waits = why


def colleague_of(person: Person, *, today: date) -> Colleague:
    """One person, with what they administer."""
    colleague = colleagues([person], person.school_id, today=today)[0]
    colleague.grants = list(_delegated(person.school_id, today).filter(person=person))
    return colleague


def with_grants(people: QuerySet[Person], *, today: date) -> list[Colleague]:
    """These people of one school with what they administer (three queries)."""
    rows = list(people)
    if not rows:
        return []
    school_id = rows[0].school_id
    by_person = {colleague.person.pk: colleague for colleague in colleagues(rows, school_id, today=today)}
    for grant in _delegated(school_id, today).filter(person__in=by_person):
        by_person[grant.person_id].grants.append(grant)
    return list(by_person.values())


def _delegated(school_id: int, today: date) -> QuerySet[AccessGrant]:
    return AccessGrant.objects.for_school(school_id).not_over(today).order_by("valid_from", "pk")
