"""Inviting somebody to sign in, and their answer: nothing opens before the link, sent to their address alone.

Whoever has an account must be signed in with it when they follow the link: to know an address is no proof.
"""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from fanal.accounts.actions.security_log import Signer
from fanal.accounts.models import Invitation, Membership, Person, School, User
from fanal.accounts.models.colleague import colleague_of, with_grants
from fanal.accounts.models.invitation import LETTER, new_seed
from fanal.accounts.models.member import Actor
from fanal.accounts.models.membership import valid_since
from fanal.accounts.models.roles import EVERYONE, role_words
from fanal.accounts.policies import school as policies
from fanal.accounts.policies.rights import require
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.http import limits
from fanal.core.mail.outbox import OutgoingMail, queue
from fanal.core.mail.sealed import PLACEHOLDER, seals
from fanal.people.reading.invitation_link import JoiningLink, joining_token, standing_invitation
from fanal.people.reading.without_access import people_without_access

MOST_A_DAY, DAY = 3, 24 * 3600
TOO_MANY = (
    "{} a déjà reçu {} invitations aujourd’hui : la dernière sert sept jours. Vérifiez l’adresse, ou "
    "recommencez demain."
)
OVER = (
    "Ce lien ne fonctionne plus : il a déjà servi, il a plus de sept jours, ou un plus récent l’a remplacé. "
    "Demandez une nouvelle invitation à votre référent numérique."
)
NOT_YOURS = "Cette invitation a été envoyée à une autre adresse que celle de votre compte."
ENDED = "La fonction pour laquelle vous étiez invité est terminée. Demandez une nouvelle invitation."
TAKEN = "Une autre personne se connecte déjà sous ce nom. Parlez-en à votre référent numérique."


@transaction.atomic
def invite_colleague(person: Person, *, today: date, now: datetime, by: Actor) -> Invitation:
    """Send their link to the address on record; sent again, the links before it are dead."""
    person = Person.objects.for_school(person.school_id).locked(person.pk)
    colleague = colleague_of(person, today=today)
    require(policies.invite_colleague, by, colleague)
    return send_invitation(person, colleague.functions, now=now, by=by)


@transaction.atomic
def invite_everybody(school: School, *, today: date, now: datetime, by: Actor) -> int:
    """Everybody without access whom one may invite and who has an address. Returns how many letters leave.

    Whoever was invited meanwhile is not invited again: their first link would be dead.
    """
    require(policies.add_person, by, school)
    waiting = people_without_access(school, today=today, now=now)
    locked = list(waiting.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    still = people_without_access(school, today=today, now=now).filter(pk__in=locked)
    rows = [
        row
        for row in with_grants(still.order_by("pk"), today=today)
        if policies.invite_colleague(by, row) and not limits.is_over(_counted(row.person), most=MOST_A_DAY)
    ]
    for row in rows:
        send_invitation(row.person, row.functions, now=now, by=by)
    return len(rows)


def _counted(person: Person) -> str:
    """Under which key the letters of a day are counted."""
    return f"invitation:{person.school_id}:{person.pk}"


def send_invitation(person: Person, functions: str, *, now: datetime, by: Actor) -> Invitation:
    """Open the invitation of this person and promise its mail to their recorded address."""
    if not limits.one_more(_counted(person), most=MOST_A_DAY, seconds=DAY):
        raise RuleBroken(TOO_MANY.format(person, MOST_A_DAY))
    invitation = open_invitation(person, now=now, by=by)
    queue(person.school, _letter(invitation, functions, _inviter(by)), now=now)
    return invitation


def open_invitation(person: Person, *, now: datetime, by: Actor) -> Invitation:
    """The one invitation of this person that stands, with a new seed."""
    waiting = Invitation.objects.for_school(person.school_id).filter(person=person).waiting()
    invitation = waiting.select_for_update(of=("self",)).first() or Invitation(
        school=person.school, person=person
    )
    invitation.email, invitation.seed, invitation.sent_at = person.email, new_seed(), now
    invitation.save()
    journal.noted(invitation, by=by, verb="accounts.invitation_sent", person=person.pk)
    return invitation


def _inviter(by: Actor) -> str:
    """« Anne Le Bras (Chef d’établissement) »; empty when nobody of the school invites."""
    functions = role_words(by.roles & EVERYONE)
    return f"{by.name} ({functions})" if by.person_id and functions else ""


def _letter(invitation: Invitation, functions: str, inviter: str) -> OutgoingMail:
    school = invitation.school
    who = f"{inviter}, {school.name}, vous invite" if inviter else f"{school.name} vous invite"
    text = (
        f"Bonjour,\n\n{who} à utiliser Fanal : on y demande de l’aide pour le numérique "
        f"et on suit ce qui est fait.\n\nVotre fonction : {functions}.\n\nLe lien ci-dessous sert une fois, "
        "pendant sept jours. Si vous n’attendiez pas ce message, ne faites rien."
    )
    return OutgoingMail(
        key=invitation.mail_key,
        to=invitation.email,
        subject=f"Votre accès à Fanal – {school.name}",
        text=text,
        link=("Accepter l’invitation", PLACEHOLDER),
        is_automatic=False,
    )


@seals(LETTER)
def _link(school_id: int, invitation_id: int) -> str:
    invitation = Invitation.objects.for_school(school_id).filter(pk=invitation_id).waiting().first()
    return joining_address(invitation) if invitation else settings.PUBLIC_URL


def joining_address(invitation: Invitation) -> str:
    return settings.PUBLIC_URL + reverse("joining", args=[joining_token(invitation)])


@transaction.atomic
def withdraw_invitation(person: Person, *, today: date, now: datetime, by: Actor) -> None:
    """The link sent opens nothing any more."""
    person = Person.objects.for_school(person.school_id).locked(person.pk)
    colleague = colleague_of(person, today=today)
    require(policies.withdraw_invitation, by, colleague)
    if colleague.invitation is not None:
        withdraw(colleague.invitation, now=now, by=by)


def withdraw(invitation: Invitation, *, now: datetime, by: Actor) -> None:
    """Inside an action: its link is dead."""
    journal.write_changes(invitation, {"withdrawn_at": now}, by=by, verb="accounts.invitation_withdrawn")


@transaction.atomic
def accept_with_account(link: JoiningLink, user: User, *, today: date, now: datetime) -> School:
    """Whoever is signed in with the address invited joins the school. Needs the school's scope."""
    invitation = _taken(link, now)
    if user.email.lower() != invitation.email.lower():
        raise RuleBroken(NOT_YOURS)
    return _join(invitation, user, today=today, now=now)


@transaction.atomic
def accept_with_password(link: JoiningLink, password: str, *, today: date, now: datetime) -> User:
    """Whoever has no account yet chooses the password of a new one. Needs the school's scope."""
    invitation = _taken(link, now)
    email = invitation.email.lower()
    user = User.objects.select_for_update().filter(email=email).first()
    if user is not None and has_served(user):
        raise RuleBroken("Un compte existe à cette adresse : connectez-vous avec lui, puis suivez le lien.")
    user = user or User.objects.create_user(email)
    user.set_password(password)
    user.save(update_fields=["password"])
    _join(invitation, user, today=today, now=now)
    return user


def has_served(user: User) -> bool:
    """Has somebody ever proven that this account is theirs?"""
    return user.has_usable_password() or user.last_login is not None or not user.is_active


def _taken(link: JoiningLink, now: datetime) -> Invitation:
    invitation = standing_invitation(link, now, is_locked=True)
    if invitation is None:
        raise RuleBroken(OVER)
    return invitation


def _join(invitation: Invitation, user: User, *, today: date, now: datetime) -> School:
    person = invitation.person
    rows = Membership.objects.for_school(invitation.school_id).filter(valid_since(today), person=person)
    memberships = list(rows.select_for_update(of=("self",)))
    if not memberships or person.left_on is not None:
        raise RuleBroken(ENDED)
    if any(row.user_id not in {None, user.pk} for row in memberships):
        raise RuleBroken(TAKEN)
    rows.update(user=user)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    roles = role_words(role for row in memberships for role in row.roles)
    journal.noted(
        memberships[0],
        by=Signer(f"person:{person.pk}"),
        verb="accounts.invitation_accepted",
        chain=journal.Chain.SECURITY,
        functions=roles,
    )
    return invitation.school
