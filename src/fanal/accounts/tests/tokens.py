"""Tokens of programs, as a test makes them."""

from django.utils import timezone

from fanal.accounts.actions.token import make_token
from fanal.accounts.models.member import find_member
from fanal.core.clock.testing import today
from fanal.core.tenancy import scope


def token_for(membership, *, is_read_only=True, days=90):
    """A token and its text, made by the person of this membership."""
    with scope(membership.school):
        member = find_member(membership.user, membership.school.uai, timezone.now())
        wanted = {"name": "Essai", "days": days, "is_read_only": is_read_only}
        return make_token(member, **wanted, today=today(), by=member.actor)
