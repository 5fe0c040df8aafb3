"""Where allauth asks us: no open sign-up, secrets encrypted at rest, proof asked again when it matters."""

import base64
import hashlib
import time
from smtplib import SMTPException
from typing import Any
from urllib.parse import quote

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fanal.accounts.rules.slowing import waiting
from fanal.accounts.sign_in.guessing import forgive, may_write_to, seconds_to_wait
from fanal.accounts.sign_in.known_devices import remember_browser
from fanal.core.http.turns import TooMany, Turns
from fanal.core.keys.secrets import secrets_of
from fanal.core.text.typography import spaced

FRESH_SECONDS = 300
# Letters that somebody in front of the page waits for.
AWAITED = frozenset({"account/email/password_reset_key", "account/email/unknown_account"})
PASSWORDS = Turns(most_waiting=2, seconds=2)
log = structlog.get_logger("fanal.accounts")


def _email_in(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Slower and slower, never shut out (`guessing`): allauth would lock the account for everybody."""
        if wait := seconds_to_wait(request, _email_in(credentials)):
            raise ValidationError(
                f"Trop d’essais pour cette adresse : réessayez dans {waiting(wait)}. "
                "« Mot de passe oublié ? » permet d’entrer sans attendre.",
                code="too_many_login_attempts",
            )

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        try:
            with PASSWORDS.turn():
                user = super().authenticate(request, **credentials)
        except TooMany as problem:
            raise ValidationError(
                "Trop de connexions en même temps, réessayez dans quelques secondes.",
                code="too_many_login_attempts",
            ) from problem
        if user is not None:
            forgive(request, _email_in(credentials))
        return user

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse:
        response = super().post_login(request, user, **details)
        remember_browser(request, response, user.email)
        return response

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At our public address: the one that the request names was chosen by whoever asked."""
        token = {"uidb36": "UID", "key": "KEY"}
        path = reverse("account_reset_password_from_key", kwargs=token).replace("UID-KEY", quote(key))
        return f"{settings.PUBLIC_URL}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Written now, outside any queue: when it cannot leave, whoever waits for it is told so.

        The answer is the same whether an account exists at this address or not, and whether a letter leaves
        or enough of them did: whoever asks again and again shuts nobody out of the way out.
        """
        if template_prefix in AWAITED and not may_write_to(current.request, email):
            log.info("letter", problem="enough of them")
            return
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as problem:
            log.warning("letter", problem=type(problem).__name__)
            if template_prefix in AWAITED:
                page = render(current.request, "account/mail_down.html", status=503)
                raise ImmediateHttpResponse(page) from problem

    def render_mail(self, *args: Any, **kwargs: Any) -> Any:
        """With the spaces of French, as what Fanal writes itself."""
        letter = super().render_mail(*args, **kwargs)
        letter.subject, letter.body = spaced(letter.subject), spaced(letter.body)
        return letter

    def is_reauthentication_required(self, app: str | None = None) -> bool:
        """Right after signing in, enrolling a second factor does not ask for the password again."""
        request = current.request
        if app == "allauth.mfa" and request is not None and request.user.is_authenticated:
            records = get_authentication_records(request, request.user)
            if records and time.time() - records[-1]["at"] < FRESH_SECONDS:
                return False
        return True


class MFAAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery seeds are stored encrypted under a key outside the database."""

    @staticmethod
    def _cipher() -> MultiFernet:
        secrets = secrets_of(settings.FANAL_HOME, "mfa_key")
        digests = [hashlib.sha256(secret.encode()).digest() for secret in secrets]
        return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])

    def encrypt(self, text: str) -> str:
        return self._cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises ImmediateHttpResponse with a page when no key of this installation reads it."""
        try:
            return self._cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as problem:
            log.warning("second factor", problem="sealed under another key")
            page = render(current.request, "account/unread_second_factor.html", status=503)
            raise ImmediateHttpResponse(page) from problem

    def sealed_again(self, sealed: str) -> str:
        """The same under the key of now; unchanged when no key reads it."""
        try:
            return self._cipher().rotate(sealed.encode()).decode()
        except InvalidToken:
            return sealed
