"""Has this mail left? A page never says « envoyé » of a mail that still waits: it says so, and why."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from fanal.core.mail.models import Mail
from fanal.core.models import Installation

NO_SERVER = "aucun serveur d’envoi n’est réglé"
NO_ANSWER = "le serveur d’envoi ne l’a pas encore pris"
GOING = "il est dans la file d’envoi"
WAITING = "Les courriels attendent : {why}. Prévenez la personne qui tient le serveur."
# A demonstration keeps its mails: they are as good as sent, on every page.
LEFT = (Mail.State.SENT, Mail.State.KEPT)


def why_waiting(mail: Mail) -> str:
    """Why this one has not left, in words that follow « en attente d’envoi : »; empty once it has."""
    if mail.state in LEFT:
        return ""
    if mail.state != Mail.State.QUEUED:
        return mail.reason[:1].lower() + mail.reason[1:].rstrip(".") or "il n’a pas été remis"
    if not settings.ENV.smtp_url:
        return NO_SERVER
    return NO_ANSWER if mail.attempts else GOING


def unsent_mail(message_id: str) -> Subquery:
    """For rows whose `message_id` column is a Message-ID: that mail while it has not left, or None."""
    rows = Mail.objects.for_school(OuterRef("school_id")).filter(message_id=OuterRef(message_id))
    described = JSONObject(state="state", reason="reason", attempts="attempts")
    return Subquery(rows.exclude(state__in=LEFT).values(described=described)[:1])


def why_it_waits(unsent: dict[str, Any] | None) -> str:
    """Why the mail of `unsent_mail` waits; empty when it left."""
    return why_waiting(Mail(**unsent)) if unsent else ""


def waiting_of(school_id: int, keys: Collection[str]) -> dict[str, str]:
    """Why each of these mails waits, by its key (one query); those that left are absent."""
    rows = Mail.objects.for_school(school_id).filter(key__in=keys).exclude(state__in=LEFT)
    return {mail.key: why_waiting(mail) for mail in rows.only("key", "state", "reason", "attempts")}


def as_far_as_it_went(said: str) -> str:
    """What a page says after a gesture that writes to people; with the reason when nothing can leave."""
    if settings.ENV.smtp_url or Installation.objects.filter(is_demonstration=True).exists():
        return said
    return f"{said} {WAITING.format(why=NO_SERVER)}"
