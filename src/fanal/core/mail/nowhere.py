"""Without a sending server, a letter of the sign-in library fails, as with a dead one."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class NoServer(OSError):
    """FANAL_SMTP_URL is empty: nothing leaves from here."""


class RefusingBackend(BaseEmailBackend):
    """Refuses every letter."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise NoServer("no sending server")
