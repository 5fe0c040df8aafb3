"""What changes a sign-in itself: its shortcuts, its end, and starting again without a second proof."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from fanal.accounts.actions.partners import end_partner_access
from fanal.accounts.actions.security_log import note
from fanal.accounts.actions.token import revoke_all_tokens
from fanal.accounts.models import PartnerMembership, User
from fanal.accounts.models.member import Actor
from fanal.accounts.models.membership import valid_since
from fanal.accounts.policies import installation as policies
from fanal.accounts.policies.rights import require
from fanal.core.errors import RuleBroken


def choose_shortcuts(user: User, *, are_on: bool) -> User:
    """WCAG 2.1.4: whoever types by voice must be able to switch single keys off."""
    user.has_shortcuts = are_on
    user.save(update_fields=["has_shortcuts"])
    return user


@transaction.atomic
def forget_second_proofs(user: User, *, by: Actor) -> None:
    """For whoever lost them all: the password alone opens until another is enrolled; all else ends."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(policies.forget_second_proofs, by, user)
    kept = Authenticator.objects.select_for_update().filter(user=user)
    if not kept:
        raise RuleBroken(
            f"{user.email} n’a pas la double authentification : il n’y a rien à remettre à zéro."
        )
    note(user, "accounts.second_factor_reset", None, by=by)
    kept.delete()
    _end_sessions(user)
    revoke_all_tokens(user, "secondes preuves remises à zéro", now=timezone.now(), by=by)


@transaction.atomic
def end_access(user: User, *, now: datetime, by: Actor) -> User:
    """This address opens nothing any more, at once: pages, tabs, programs, what it held above the schools.

    Functions in a school stay: its head takes them away, or they come back with `reopen_access`.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    require(policies.end_access, by, user)
    if not user.is_active:
        raise RuleBroken(f"L’accès de {user.email} est déjà fermé.")
    note(user, "accounts.access_ended", None, by=by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    today = timezone.localdate(now)
    for partnership in PartnerMembership.objects.filter(valid_since(today), user=user).order_by("pk"):
        end_partner_access(partnership, today=today, now=now, by=by)
    _end_sessions(user)
    revoke_all_tokens(user, "accès fermé", now=now, by=by)
    return user


@transaction.atomic
def reopen_access(user: User, *, by: Actor) -> User:
    """The password of this address opens again what its functions give; a partner is invited anew."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(policies.end_access, by, user)
    if user.is_active:
        raise RuleBroken(f"L’accès de {user.email} est ouvert.")
    user.is_active = True
    user.save(update_fields=["is_active"])
    note(user, "accounts.access_reopened", None, by=by)
    return user


def _end_sessions(user: User) -> None:
    for session in UserSession.objects.filter(user=user):
        session.end()
