"""A password chosen again, devices disconnected: the tokens of the API stop too, and one is told.

An edge: allauth says what happened. A password changed by whoever is signed in stops no program.
"""

from typing import Any

from allauth.account import signals as account
from allauth.core import context
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from fanal.accounts.actions.token import revoke_all_tokens
from fanal.accounts.models import User
from fanal.accounts.sign_in.guessing import expect_owner
from fanal.core.text.french import counted

STOP = "stop_tokens"


def listen() -> None:
    account.password_reset.connect(_after_reset, weak=False)


def _after_reset(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    _stop(request, user, "mot de passe choisi de nouveau")
    expect_owner(request, user.email)


def _stop(request: HttpRequest, user: User, why: str) -> None:
    if stopped := revoke_all_tokens(user, why, now=timezone.now()):
        stopped_words = counted(stopped, "jeton d’accès est arrêté", "jetons d’accès sont arrêtés")
        messages.warning(
            request, f"Par prudence, {stopped_words} : créez-en d’autres pour les programmes qui restent."
        )


class SessionsAdapter(DefaultUserSessionsAdapter):
    """« Déconnecter les autres appareils », and the programs too when that is asked."""

    def end_sessions(self, sessions: Any) -> None:
        super().end_sessions(sessions)
        request = context.request
        if request is not None and request.POST.get(STOP):
            _stop(request, request.user, "autres appareils déconnectés")
