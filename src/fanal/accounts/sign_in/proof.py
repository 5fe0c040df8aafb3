"""Sensitive acts ask again for the second proof: a screen left open is not its owner.

`@needs_fresh_proof` on a view. Opening its form asks for a proof of the last fifteen minutes; sending it
accepts an hour, so that a form typed slowly is never lost. In a demonstration nobody has a proof to give.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from fanal.accounts.sign_in.demonstration import is_demonstration
from fanal.accounts.sign_in.session_assurance import SINCE

TO_OPEN, TO_SEND = 15 * 60, 60 * 60  # seconds

View = Callable[..., HttpResponse]


def proven_at(request: HttpRequest) -> float:
    """When this session last gave its second proof (seconds since the epoch)."""
    records = get_authentication_records(request, request.user)
    given = [float(record["at"]) for record in records if record.get("method") == "mfa"]
    return max([float(request.session.get(SINCE, 0)), *given])


def is_fresh(request: HttpRequest, *, seconds: int) -> bool:
    return time.time() - proven_at(request) < seconds or is_demonstration()


def needs_fresh_proof(view: View) -> View:
    """Lead to the page that asks for the second proof, then back here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_fresh(request, seconds=TO_SEND if request.method == "POST" else TO_OPEN):
            return view(request, *args, **kwargs)
        return redirect(f"{_page_of(request)}?{urlencode({'next': request.path})}")

    return guarded


def _page_of(request: HttpRequest) -> str:
    """A key if they have one, else a code: the password alone is the first proof again."""
    kinds = set(Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True))
    if kinds == {Authenticator.Type.WEBAUTHN} or Authenticator.Type.TOTP not in kinds:
        return reverse("mfa_reauthenticate_webauthn")
    return reverse("mfa_reauthenticate")
