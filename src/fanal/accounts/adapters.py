"""Where allauth asks us: no open sign-up, secrets encrypted at rest, proof asked again when it matters."""

import base64
import hashlib
import time
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from fanal.core.secrets import stored_secret

FRESH_SECONDS = 300


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At our public address: the one that the request names was chosen by whoever asked."""
        token = {"uidb36": "UID", "key": "KEY"}
        path = reverse("account_reset_password_from_key", kwargs=token).replace("UID-KEY", quote(key))
        return f"{settings.PUBLIC_URL}{path}"

    def is_reauthentication_required(self, app: str | None = None) -> bool:
        """Right after signing in, enrolling a second factor does not ask for the password again."""
        request = context.request
        if app == "allauth.mfa" and request is not None and request.user.is_authenticated:
            records = get_authentication_records(request, request.user)
            if records and time.time() - records[-1]["at"] < FRESH_SECONDS:
                return False
        return True


class MFAAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery seeds are stored encrypted under a key outside the database."""

    @staticmethod
    def _cipher() -> Fernet:
        key = hashlib.sha256(stored_secret(settings.FANAL_HOME, "mfa_key").encode()).digest()
        return Fernet(base64.urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        return self._cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._cipher().decrypt(encrypted_text.encode()).decode()
