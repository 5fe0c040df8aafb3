"""Who signed in, failed to, or changed how they prove who they are? Kept in each of their schools' journals.

An edge: the signals of Django and allauth become entries of the `security` chain, which lasts twelve months
(CNIL 2021-122). The network address is in the erasable part of the entry.
"""

from dataclasses import dataclass
from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from fanal.accounts.models import Membership, PartnerMembership, School, User
from fanal.accounts.models.membership import valid_on
from fanal.accounts.models.partner import schools_under
from fanal.core import journal
from fanal.core.tenancy import as_user, scope


@dataclass(frozen=True)
class Signer:
    """Whoever signs in, as one school knows them; « nobody » when the proof was wrong."""

    reference: str


NOBODY = Signer("nobody")


def listen() -> None:
    """Connect every event that says how somebody proved, or failed to prove, who they are."""
    auth.user_logged_in.connect(_listener("accounts.signed_in"), weak=False)
    auth.user_logged_out.connect(_listener("accounts.signed_out"), weak=False)
    auth.user_login_failed.connect(_on_failure, weak=False)
    account.password_changed.connect(_listener("accounts.password_changed"), weak=False)
    account.password_reset.connect(_listener("accounts.password_reset"), weak=False)
    mfa.authenticator_added.connect(_listener("accounts.second_factor_added"), weak=False)
    mfa.authenticator_removed.connect(_listener("accounts.second_factor_removed"), weak=False)
    mfa.authenticator_reset.connect(_listener("accounts.second_factor_reset"), weak=False)
    mfa.authentication_failed.connect(_listener("accounts.second_factor_failed", is_proven=False), weak=False)


def _listener(verb: str, *, is_proven: bool = True) -> Any:
    def hear(sender: Any, request: HttpRequest | None, user: User | None, **details: Any) -> None:
        if user is not None:
            kind = getattr(details.get("authenticator"), "type", "")
            note(user, verb, request, is_proven=is_proven, **({"factor": str(kind)} if kind else {}))

    return hear


def _on_failure(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    email = str(credentials.get("email") or credentials.get("username") or "").lower()
    if user := User.objects.filter(email=email).first():
        note(user, "accounts.sign_in_failed", request, is_proven=False)


def note(
    user: User,
    verb: str,
    request: HttpRequest | None,
    *,
    is_proven: bool = True,
    by: Any = None,
    **details: str,
) -> None:
    """One entry in the `security` chain of each school where this sign-in leads today.

    `by`: whoever did it to them; None when they did it themselves, or nobody knows who (`is_proven` False).
    """
    places = _places(user)
    with scope(*(school_id for school_id, _, _ in places)):
        for _, thing, signer in places:
            author = by or (signer if is_proven else NOBODY)
            journal.noted(
                thing,
                by=author,
                verb=verb,
                chain=journal.Chain.SECURITY,
                address=address_of(request),
                **details,
            )


def _places(user: User) -> list[tuple[int, models.Model, Signer]]:
    """School id, what the entry is about, and who it is there; by school, the order of locks."""
    today = timezone.localdate()
    with as_user(user.pk):
        own = list(Membership.objects.filter(user=user).valid_on(today).order_by("school_id"))
    places: dict[int, tuple[int, models.Model, Signer]] = {}
    for partner in PartnerMembership.objects.filter(valid_on(today), user=user):
        for school in School.objects.filter(schools_under(partner, today)):
            places[school.pk] = (school.pk, school, Signer(f"partner:{partner.pk}"))
    for mine in own:
        places[mine.school_id] = (mine.school_id, mine, Signer(f"person:{mine.person_id}"))
    return [places[school_id] for school_id in sorted(places)]


def address_of(request: HttpRequest | None) -> str:
    """The network address, as the number of proxies in front of us lets it be known; empty when it cannot."""
    if request is None or "REMOTE_ADDR" not in request.META:
        return ""
    return get_adapter(request).get_client_ip(request)
