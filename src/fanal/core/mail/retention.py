"""How long are mails kept? A year, sent or received; the fingerprint that recognises a copy, two.

A mail that waits for somebody (« à trier ») stays until somebody decides: nothing is lost in silence.
"""

from datetime import datetime

from fanal.core.mail.models import ArrivedMail, IncomingMail, Mail
from fanal.core.registry import RETENTION, register
from fanal.core.retention import Retention, remove, years_before

ENDED = [Mail.State.SENT, Mail.State.FAILED, Mail.State.HELD, Mail.State.KEPT]
SORTED = [IncomingMail.State.FILED, IncomingMail.State.REFUSED, IncomingMail.State.DISCARDED]


def _sent(school_id: int, now: datetime) -> int:
    old = Mail.objects.for_school(school_id).filter(state__in=ENDED, queued_at__lt=years_before(now, 1))
    return remove(old)


def _received(school_id: int, now: datetime) -> int:
    rows = IncomingMail.objects.for_school(school_id)
    return remove(rows.filter(state__in=SORTED, received_at__lt=years_before(now, 1)))


def _arrived(school_id: int, now: datetime) -> int:
    ended = [ArrivedMail.State.FILED, ArrivedMail.State.DROPPED]
    filed = ArrivedMail.objects.filter(state__in=ended, arrived_at__lt=years_before(now, 2))
    lost = ArrivedMail.objects.filter(state=ArrivedMail.State.LOST, arrived_at__lt=years_before(now, 1))
    return remove(filed) or remove(lost)


OFFERED = (
    Retention("core.sent_mail", "Les courriels envoyés : un an.", ["core.Mail"], _sent),
    Retention(
        "core.received_mail",
        "Les courriels reçus : un an ; ceux qui attendent le tri restent.",
        ["core.IncomingMail"],
        _received,
    ),
    Retention(
        "core.arrived_mail",
        "L’empreinte d’un courriel relevé : deux ans ; un courriel sans établissement : un an.",
        ["core.ArrivedMail"],
        _arrived,
        is_of_a_school=False,
    ),
)
for rule in OFFERED:
    register(RETENTION, 30)(rule)
