"""Making and revoking a token of the API. Its text is never kept: only a digest of it is."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fanal.accounts.models import ApiToken, Membership, PartnerMembership, School, User
from fanal.accounts.models.member import Actor, Member
from fanal.accounts.policies import token as policies
from fanal.accounts.policies.rights import require
from fanal.accounts.rules.tokens import refusals
from fanal.core import journal
from fanal.core.errors import RuleBroken
from fanal.core.tenancy import as_user, scope

SECRET_BYTES = 32  # 256 bits: it cannot be guessed, so a fast digest is enough


def digest_of(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


@transaction.atomic
def make_token(
    member: Member, *, name: str, days: int, is_read_only: bool, today: date, by: Actor
) -> tuple[ApiToken, str]:
    """The token, which holds `days`, and its text, which can be shown now and never again."""
    require(policies.make_token, by, None)
    # One person, one writer: two presses at the same second must not pass the limit.
    user = User.objects.select_for_update().get(pk=member.user_id)
    standing = ApiToken.objects.for_school(member.school).filter(user=user).standing(today).count()
    if reasons := refusals(days=days, standing=standing):
        raise RuleBroken(reasons)
    text = f"fanal_{member.school.uai}_{secrets.token_urlsafe(SECRET_BYTES)}"
    token = ApiToken.objects.create(
        school=member.school,
        user=user,
        person=member.person,
        holder_name=member.name,
        name=name,
        digest=digest_of(text),
        is_read_only=is_read_only,
        made_on=today,
        expires_on=today + timedelta(days=days),
    )
    details = {"name": token.name, "is_read_only": token.is_read_only, "expires_on": token.expires_on}
    journal.noted(token, by=by, verb="accounts.token_made", chain=journal.Chain.SECURITY, **details)
    return token, text


@transaction.atomic
def revoke_token(token: ApiToken, *, now: datetime, by: Actor) -> ApiToken:
    """It opens nothing from the next call on."""
    token = ApiToken.objects.for_school(token.school_id).locked(token.pk)
    require(policies.revoke_token, by, token)
    _end(token, "", now, by)
    return token


@dataclass(frozen=True)
class Holder:
    """Whoever holds a token, as its school knows them: they end their own when they prove who they are."""

    reference: str


@transaction.atomic
def revoke_all_tokens(user: User, why: str, *, now: datetime, by: Actor | None = None) -> int:
    """Every token of this sign-in, wherever it ever led: returns how many stood. `by`: None for themselves.

    For whoever may have lost their account: a program let in by somebody else must not stay.
    """
    with as_user(user.pk):
        own = set(Membership.objects.filter(user=user).values_list("school_id", flat=True))
    bodies = {
        partnership.authority_id: partnership.pk
        for partnership in PartnerMembership.objects.filter(user=user)
    }
    # Where this sign-in leads, led or will lead: a function given again must not wake a token.
    schools = list(School.objects.filter(Q(pk__in=own) | Q(authority__in=[*filter(None, bodies)])))
    authority = {school.pk: school.authority_id for school in schools}
    with scope(*authority):
        rows = ApiToken.objects.for_schools(schools).filter(user=user).standing(timezone.localdate(now))
        tokens = list(rows.select_for_update().order_by("school_id", "pk"))
        for token in tokens:
            person, partner = token.person_id, bodies.get(authority[token.school_id], 0)
            holder = Holder(f"person:{person}" if person else f"partner:{partner}")
            _end(token, why, now, by or holder)
    return len(tokens)


def revoke_partner_tokens(
    user: User, schools: Iterable[School], why: str, *, now: datetime, by: Actor
) -> int:
    """Every token that this sign-in holds in these schools as a partner: returns how many stood."""
    schools = list(schools)
    with scope(*schools):
        rows = ApiToken.objects.for_schools(schools).filter(user=user, person__isnull=True)
        standing = rows.standing(timezone.localdate(now))
        tokens = list(standing.select_for_update(of=("self",)).order_by("school_id", "pk"))
        for token in tokens:
            _end(token, why, now, by)
    return len(tokens)


def _end(token: ApiToken, why: str, now: datetime, by: Actor | Holder) -> None:
    chain = journal.Chain.SECURITY
    with journal.change(token, by=by, verb="accounts.token_revoked", reason=why, chain=chain):
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
