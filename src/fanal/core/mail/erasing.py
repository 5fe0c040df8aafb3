"""What the mails keep of somebody who is erased: nothing that went to them or came from them."""

from fanal.core.erasing import PERSON, Subject, Trace, deleted
from fanal.core.mail.models import IncomingMail, Mail
from fanal.core.registry import ERASURE, register
from fanal.core.tenancy import SchoolOwnedQuerySet


def _sent(subject: Subject) -> SchoolOwnedQuerySet:
    return Mail.objects.for_school(subject.school_id).filter(to__in=subject.emails)


def _received(subject: Subject) -> SchoolOwnedQuerySet:
    return IncomingMail.objects.for_school(subject.school_id).filter(sender__in=subject.emails)


OFFERED = (
    Trace("Courriels que Fanal lui a écrits", (PERSON,), ("core.Mail",), _sent, forget=deleted),
    Trace("Courriels reçus de son adresse", (PERSON,), ("core.IncomingMail",), _received, forget=deleted),
)
for trace in OFFERED:
    register(ERASURE, 70)(trace)
