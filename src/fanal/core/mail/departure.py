"""Has this mail left? A page never says « envoyé » of a mail that still waits: it says so, and why."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from fanal.core.mail.models import Mail
from fanal.core.models import Installation
from fanal.core.templatetags.fanal import clock, day_words
from fanal.core.text.words import lower_first

NO_SERVER = "aucun serveur d’envoi n’est réglé"
NO_ANSWER = "le serveur d’envoi ne l’a pas encore pris"
GOING = "il est dans la file d’envoi"
WAITING = "Les courriels attendent : {why}. Prévenez la personne qui tient le serveur."
NONE_NOW = "Aucun courriel ne part tout de suite : cela se lit dans Fanal."
ALL_LEFT = "Le courriel qui l’annonce est parti."
WITHIN_A_MINUTE = "Le courriel qui l’annonce partira dans la minute."
LATER = "Le courriel qui l’annonce partira le {day} à {hour}."
STOPPED = "Le courriel qui l’annonce n’est pas parti : {why}."
# A demonstration keeps its mails: they are as good as sent, on every page.
LEFT = (Mail.State.SENT, Mail.State.KEPT)


def why_waiting(mail: Mail) -> str:
    """Why this one has not left, in words that follow « en attente d’envoi : »; empty once it has."""
    if mail.state in LEFT:
        return ""
    if mail.state != Mail.State.QUEUED:
        return lower_first(mail.reason).rstrip(".") or "il n’a pas été remis"
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


def as_far_as_it_went(sentence: str) -> str:
    """What a page says after a gesture that writes to people; with the reason when nothing can leave."""
    return sentence if can_leave() else f"{sentence} {WAITING.format(why=NO_SERVER)}"


def announced(school_id: int, keys: str) -> str:
    """What became of the mails that a gesture just wrote: those whose key begins with `keys`."""
    mails = Mail.objects.for_school(school_id).filter(key__startswith=keys)
    unsent = mails.exclude(state__in=LEFT).order_by("-not_before").first()
    if unsent is None:
        return ALL_LEFT if mails.exists() else NONE_NOW
    if unsent.state != Mail.State.QUEUED:
        return STOPPED.format(why=why_waiting(unsent))
    if not can_leave():
        return WAITING.format(why=NO_SERVER)
    if unsent.not_before > timezone.now() + timedelta(minutes=1):
        return LATER.format(day=day_words(unsent.not_before, "j F"), hour=clock(unsent.not_before))
    return WITHIN_A_MINUTE


def can_leave() -> bool:
    """Whether this installation sends its mails: it has a server for it, or is a demonstration."""
    return bool(settings.ENV.smtp_url) or Installation.objects.filter(is_demonstration=True).exists()
