"""What changes a sign-in itself: its shortcuts, and starting again without a second proof that was lost."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from fanal.accounts import policies
from fanal.accounts.api_tokens.actions import revoke_all_tokens
from fanal.accounts.members import Actor
from fanal.accounts.models import User
from fanal.accounts.rights import require
from fanal.accounts.security_log import note
from fanal.core.errors import RuleBroken


def choose_shortcuts(user: User, *, are_on: bool) -> User:
    """WCAG 2.1.4: whoever types by voice must be able to switch single keys off."""
    user.has_shortcuts = are_on
    user.save(update_fields=["has_shortcuts"])
    return user


@transaction.atomic
def forget_second_proofs(user: User, *, by: Actor) -> None:
    """For whoever lost them all: the password alone opens until another is enrolled; all else ends."""
    require(policies.forget_second_proofs, by, user)
    kept = Authenticator.objects.select_for_update().filter(user=user)
    if not kept:
        raise RuleBroken(f"{user.email} n’a pas de seconde preuve : il n’y a rien à remettre à zéro.")
    note(user, "accounts.second_factor_reset", None, by=by)
    kept.delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    revoke_all_tokens(user, "secondes preuves remises à zéro", now=timezone.now(), by=by)
