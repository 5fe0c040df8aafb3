"""The letters of the sign-in library leave as Django sends them, written on the wire as ours are."""

from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from fanal.core.mail.wire import WIRE


class WireBackend(EmailBackend):
    """Django's own, which writes lines of quoted-printable two signs too long."""

    def _send(self, email_message: EmailMessage) -> bool:
        return bool(super()._send(_Wired(email_message)))  # type: ignore[misc]  # not in the stubs


class _Wired:
    """A letter that is composed as ours are, whatever the policy it is asked for."""

    def __init__(self, letter: EmailMessage) -> None:
        self._letter = letter

    def __getattr__(self, name: str) -> Any:
        return getattr(self._letter, name)

    def message(self, **_: Any) -> Any:
        return self._letter.message(policy=WIRE)
