"""An invitation to work in a school: it opens nothing before the one it was sent to follows its link."""

import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet

LETTER = "accounts.invitation"  # the kind of its letter, which `mail.sealed` knows it by
LIFE = timedelta(days=7)


def new_seed() -> str:
    return secrets.token_urlsafe(18)


class InvitationQuerySet(SchoolOwnedQuerySet):
    def waiting(self) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn; perhaps too old."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(SchoolOwned):
    """The sign-in promised to one person of the school, whose functions are theirs already, on record.

    A new `seed` kills the links sent before it.
    """

    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="invitations")
    email = models.EmailField("adresse invitée")
    seed = models.CharField(max_length=32, default=new_seed)
    sent_at = models.DateTimeField("envoyée le")
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    JOURNALED = ("email", "sent_at", "accepted_at", "withdrawn_at")

    class Meta:
        constraints = [
            SameSchool("person"),
            models.UniqueConstraint(
                fields=["school", "person"],
                name="invitation_one_waiting",
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
            ),
        ]

    DATA = DataMap("inviter quelqu’un", "adresse", "30 jours après l’envoi", secrets=("seed",))
    JOURNAL_NAME = "accounts.invitation"

    def __str__(self) -> str:
        return self.email

    @property
    def mail_key(self) -> str:
        """The key of the letter that carries its link; sent again, it is another letter."""
        return f"{LETTER}:{self.pk}:{int(self.sent_at.timestamp() * 1000)}"

    def stands_at(self, now: datetime) -> bool:
        """Does its link still open something at this moment?"""
        return self.accepted_at is None and self.withdrawn_at is None and now < self.sent_at + LIFE
