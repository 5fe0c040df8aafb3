"""Who wrote this mail, as far as this request knows them?"""

from dataclasses import dataclass

from django.db.models.functions import Lower
from django.utils import timezone

from fanal.accounts.models import Membership, PartnerMembership, Person, School, User
from fanal.accounts.models.member import Actor
from fanal.accounts.models.membership import valid_on
from fanal.accounts.models.partner import is_open_to
from fanal.accounts.models.roles import TEAM, Role, System
from fanal.core.tenancy import enter_user
from fanal.helpdesk.models import HelpRequest
from fanal.helpdesk.reading.authority import authority_name
from fanal.helpdesk.reading.follow_link import actor_by_mail, people_on
from fanal.helpdesk.rules.senders import is_of_authority

KIND = "demande"


@dataclass(frozen=True)
class Correspondent:
    """`person` is someone of the school; with `is_authority` nobody is: a team answers, not a name."""

    actor: Actor
    person: Person | None = None
    is_authority: bool = False
    is_requester: bool = False


def person_with(address: str, school_id: int) -> Person | None:
    """The one person of the school with this address, still there."""
    people = Person.objects.for_school(school_id).present().annotate(address=Lower("email"))
    return people.filter(address=address.lower()).first() if address else None


def _is_of_team(person: Person) -> bool:
    memberships = Membership.objects.for_school(person.school_id).valid_on(timezone.localdate())
    return memberships.holding(*TEAM).filter(person=person).exists()


def _is_authority(address: str, request: HelpRequest) -> bool:
    authority = request.school.authority
    if authority is None or not request.transmissions.filter(authority=authority).exists():
        return False
    if not request.school.is_authority_confirmed:
        return is_of_authority(address, request.school.support_email, [])
    today = timezone.localdate()
    technicians = PartnerMembership.objects.filter(valid_on(today), authority=authority, role=Role.TECHNICIAN)
    addresses = [
        email
        for user_id, email in technicians.values_list("user", "user__email")
        if is_open_to(request.school, user_id, today)
    ]
    return is_of_authority(address, request.school.support_email, addresses)


def correspondent(address: str, request: HelpRequest) -> Correspondent | None:
    """Someone on this request, someone who handles requests, or its authority; None for anyone else."""
    person = person_with(address, request.school_id)
    if person is not None:
        is_on_it = person.pk in {other.pk for other in people_on(request)}
        if is_on_it or _is_of_team(person):
            is_requester = person.pk == request.requester_id
            return Correspondent(actor_by_mail(person), person, is_requester=is_requester)
    if _is_authority(address, request):
        return Correspondent(actor_of_authority(request), is_authority=True)
    return None


def actor_of_authority(request: HelpRequest) -> Actor:
    """« Le Département » : a team, never a technician's name."""
    name = authority_name(request.school).the
    roles = frozenset({System.MAIL.value})
    return Actor(
        f"mail:authority:{request.school.authority_id}", name[:1].upper() + name[1:], roles, request.school_id
    )


def school_of_sender(address: str) -> int | None:
    """The one open school where this sign-in works today, whatever the mail says.

    Needs an open transaction.
    """
    user = User.objects.filter(email=address.lower(), is_active=True).first()
    if user is None:
        return None
    enter_user(user.pk)
    today = timezone.localdate()
    mine = Membership.objects.filter(user=user).valid_on(today)
    schools = set(
        School.objects.open_on(today).filter(pk__in=mine.values("school_id")).values_list("pk", flat=True)
    )
    return schools.pop() if len(schools) == 1 else None
