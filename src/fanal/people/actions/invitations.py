"""Inviting somebody into a school, and their answer.

The link opens the account of an address: whatever sends one must send it to that address alone. Only
`fanal user invite`, typed by whoever keeps the whole installation, prints it. What a school's own people do
is in `people` and `joining`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fanal.accounts.actions.awaiting import await_act
from fanal.accounts.actions.security_log import note
from fanal.accounts.models import Invitation, Membership, PartnerMembership, Person, School, User
from fanal.accounts.models.member import Actor
from fanal.accounts.models.membership import valid_on
from fanal.accounts.models.partner import is_open_to
from fanal.accounts.models.roles import EVERYONE, Role
from fanal.accounts.policies import installation as policies
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.forms import hidden_signs
from fanal.core.text.email_address import is_address
from fanal.people.actions.joining import open_invitation
from fanal.people.reading.invitation_link import invited_user

USED = (
    "Ce lien ne fonctionne plus : il a déjà servi, ou il a plus de sept jours. "
    "Demandez une nouvelle invitation à votre référent numérique."
)


@dataclass(frozen=True)
class Guest:
    """Whom one invites. Without a name, the address says it: prenom.nom@…"""

    email: str
    name: str = ""

    @property
    def names(self) -> tuple[str, str]:
        words = self.name.split() or self.email.split("@")[0].replace("_", ".").split(".")
        given, *family = [word if self.name else word.capitalize() for word in words]
        return given[:60], " ".join(family)[:60] or given[:60]


def _address(email: str) -> str:
    email = email.strip().lower()
    if not is_address(email):
        raise RuleBroken(f"« {email[:60]} » n’est pas une adresse de courriel.")
    return email


def _account(email: str) -> User:
    """The sign-in of this address, made without a password if it is new."""
    email = _address(email)
    return User.objects.filter(email=email).first() or User.objects.create_user(email)


@transaction.atomic
def invite_person(
    school: School, guest: Guest, roles: Iterable[Role], *, today: date, now: datetime, by: Actor
) -> Invitation | None:
    """Give this person these functions beside those they have, and an invitation to sign in.

    None when they sign in already: the functions are theirs at once. Needs the school's scope.
    """
    require(policies.invite_person, by, school)
    wanted = {Role(role) for role in roles}
    if not wanted or not wanted <= EVERYONE:
        raise RuleBroken("Choisissez un ou plusieurs rôles de l’établissement pour cette personne.")
    if reasons := hidden_signs.refusals(guest.name):
        raise RuleBroken(reasons)
    person = _person(school, _address(guest.email), guest)
    membership = Membership.objects.for_school(school).filter(person=person).valid_on(today).first()
    if membership is None:
        membership = Membership(school=school, person=person, roles=sorted(wanted), valid_from=today)
        membership.save()
        journal.created(membership, by=by, verb="accounts.person_invited")
    else:
        with journal.change(membership, by=by, verb="accounts.person_invited"):
            membership.roles = sorted({*membership.roles, *wanted})
            membership.save(update_fields=["roles"])
    await_act(membership, today=today, by=by)
    return None if membership.user_id else open_invitation(person, now=now, by=by)


def _person(school: School, email: str, guest: Guest) -> Person:
    given, family = guest.names
    person = Person.objects.for_school(school).filter(email__iexact=email).first()
    return person or Person.objects.create(school=school, given_name=given, family_name=family, email=email)


@transaction.atomic
def invite_partner(
    school: School, guest: Guest, role: Role, *, until: date | None = None, today: date, by: Actor
) -> User:
    """Give this address a partner's role over the body above this school, until that day if it is known.

    Whoever has it already keeps it, until that day. Needs the school's scope.
    """
    require(policies.invite_partner, by, school)
    if until is not None and until < today:
        raise RuleBroken("La fin de cet accès est déjà passée : donnez une date à venir, ou aucune.")
    body = {"authority": school.authority} if role == Role.TECHNICIAN else {"academy": school.academy}
    if None in body.values():
        above = "la collectivité" if role == Role.TECHNICIAN else "l’académie"
        raise RuleBroken(f"Cet établissement ne dit pas encore quelle est {above} dont il dépend.")
    if role == Role.TECHNICIAN and not school.is_authority_confirmed:
        raise RuleBroken(
            f"{school.authority} est ce que dit cet établissement : confirmez-le d’abord, avec "
            f"« fanal school confirm {school.uai} »."
        )
    user = _account(guest.email)
    mine = PartnerMembership.objects.filter(valid_on(today), user=user, role=role, **body)
    partnership = mine.select_for_update(of=("self",)).order_by("pk").first()
    if partnership is not None:
        _keep_until(partnership, school, until, today=today, by=by)
    else:
        name = " ".join(guest.names)
        PartnerMembership.objects.create(
            user=user, name=name, role=role, valid_from=today, valid_until=until, **body
        )
        journal.noted(school, by=by, verb="accounts.partner_invited", role=role, user=user.pk)
    return user


def _keep_until(
    partnership: PartnerMembership, school: School, until: date | None, *, today: date, by: Actor
) -> None:
    if partnership.role == Role.TECHNICIAN and not is_open_to(school, partnership.user_id, today):
        raise RuleBroken(
            f"Cet établissement a arrêté l’accès de {partnership.name} : rouvrez-le d’abord dans "
            "« Partenaires »."
        )
    if until is not None and until != partnership.valid_until:
        partnership.valid_until = until
        partnership.save(update_fields=["valid_until"])
        says, chain = "accounts.partner_kept_until", journal.Chain.SECURITY
        journal.noted(
            school, by=by, verb=says, chain=chain, reason=f"{partnership.name}, jusqu’au {until:%d/%m/%Y}"
        )


@transaction.atomic
def accept_invitation(token: str, password: str) -> User:
    """Choose the password this link was sent for; the link is dead afterwards."""
    user = invited_user(token, is_locked=True)
    if user is None:
        raise RuleBroken(USED)
    user.set_password(password)
    user.save(update_fields=["password"])
    note(user, "accounts.invitation_accepted", None, is_proven=True)
    return user
