"""Has this mail left? A page never says « envoyé » of a mail that still waits: it says so, and why."""

from collections.abc import Collection

from django.conf import settings
from django.db.models import Q

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


def waiting_of(
    school_id: int, *, keys: Collection[str] = (), message_ids: Collection[str] = ()
) -> dict[str, str]:
    """Why each of these mails waits, by its key or its Message-ID (one query); those that left are absent."""
    named = Q(key__in=keys) | Q(message_id__in=message_ids)
    rows = Mail.objects.for_school(school_id).filter(named).exclude(state__in=LEFT)
    waiting = rows.only("key", "message_id", "state", "reason", "attempts")
    by_name = {name: mail for mail in waiting for name in (mail.key, mail.message_id)}
    return {name: why_waiting(mail) for name, mail in by_name.items() if name in {*keys, *message_ids}}


def as_far_as_it_went(said: str) -> str:
    """What a page says after a gesture that writes to people; with the reason when nothing can leave."""
    if settings.ENV.smtp_url or Installation.objects.filter(is_demonstration=True).exists():
        return said
    return f"{said} {WAITING.format(why=NO_SERVER)}"
