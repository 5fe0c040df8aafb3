"""The second life of a request: where it stands at the authority that owns or repairs the equipment."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SameSchool, SchoolOwned, SchoolOwnedQuerySet
from fanal.helpdesk.rules.codes import AuthorityState


class TransmissionQuerySet(SchoolOwnedQuerySet):
    def pending(self) -> "TransmissionQuerySet":
        """Those the authority has still to answer for."""
        return self.exclude(state__in=[AuthorityState.DONE, AuthorityState.REFUSED])

    def latest_first(self) -> "TransmissionQuerySet":
        return self.order_by("-sent_at")

    def by_request(self) -> dict[int, "Transmission"]:
        """The latest of each request, by the request's key."""
        rows: Iterable[Any] = self.order_by("sent_at")
        return {sent.help_request_id: sent for sent in rows}


class Transmission(SchoolOwned):
    """One request as one authority handles it, with their number and what they promised."""

    help_request = models.ForeignKey("helpdesk.HelpRequest", models.PROTECT, related_name="transmissions")
    authority = models.ForeignKey("accounts.Authority", models.PROTECT, related_name="+")
    state = models.CharField(
        "où en est-on", max_length=12, choices=AuthorityState.choices(), default=AuthorityState.SENT
    )
    external_number = models.CharField("leur numéro", max_length=40, blank=True)
    promised_on = models.DateField("promis pour le", null=True, blank=True)
    refusal = models.CharField("motif du refus", max_length=400, blank=True)
    sent_at = models.DateTimeField("transmise le")
    last_reminder_at = models.DateTimeField("relancée le", null=True, blank=True)
    reminders = models.PositiveSmallIntegerField("relances", default=0)
    ended_at = models.DateTimeField("terminée chez eux le", null=True, blank=True)
    message_ids = ArrayField(
        models.CharField(max_length=250), default=list, verbose_name="courriels échangés"
    )

    objects = TransmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "help_request", "authority"], name="transmission_once"),
            SameSchool("help_request"),
            models.CheckConstraint(
                condition=Q(state__in=["done", "refused"], ended_at__isnull=False)
                | (~Q(state__in=["done", "refused"]) & Q(ended_at__isnull=True)),
                name="transmission_ended_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(state="refused") ^ Q(refusal=""), name="transmission_refused_says_why"
            ),
        ]
        indexes = [models.Index(fields=["school", "help_request"], name="transmission_of_request")]

    DATA = DataMap("suivre une réparation", "none", "avec la demande")
    JOURNAL_NAME = "helpdesk.transmission"
    JOURNALED = frozenset(
        {"state", "external_number", "promised_on", "refusal", "sent_at", "last_reminder_at", "ended_at"}
    )

    def __str__(self) -> str:
        return self.external_number or f"transmission de {self.help_request_id}"

    @property
    def is_pending(self) -> bool:
        return self.ended_at is None

    @property
    def tone(self) -> str:
        return {"done": "ok", "refused": "bad", "sent": "warn"}.get(self.state, "info")
