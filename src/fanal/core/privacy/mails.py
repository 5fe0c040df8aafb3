"""What is kept of mails: a year, sent or received; the fingerprint that recognises a copy, two.

One that waits for somebody (« à trier ») stays until somebody decides: nothing is lost in silence.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from fanal.core.mail.models import ArrivedMail, IncomingMail, Mail
from fanal.core.people.erasure import EVERYONE, Subject
from fanal.core.people.kinds import ANYONE, CORRESPONDENTS
from fanal.core.people.own_data import OwnRows, written_to
from fanal.core.people.personal_data import About, AppPrivacy, Erased, Known, Own, Until, years
from fanal.core.people.subjects import SUBJECT_DATA
from fanal.core.registry import register
from fanal.core.tenancy import SchoolOwnedQuerySet

ERASED = "Texte effacé à la demande d’une personne."
LEFT_STATES = [Mail.State.SENT, Mail.State.FAILED, Mail.State.HELD, Mail.State.KEPT]
SORTED_STATES = [IncomingMail.State.FILED, IncomingMail.State.REFUSED, IncomingMail.State.DISCARDED]
SENT_MAIL = {"le": "queued_at", "objet": "subject", "texte": "text"}
RECEIVED_MAIL = {"le": "received_at", "objet": "subject", "texte": "text"}


def _sent_to(subject: Subject) -> dict[str, Any]:
    return {"courriels envoyés à son adresse": OwnRows(_to(subject), SENT_MAIL, by="le")}


def _received_from(subject: Subject) -> dict[str, Any]:
    return {"courriels reçus de son adresse": OwnRows(_from(subject), RECEIVED_MAIL, by="le")}


def _to(who: Subject) -> SchoolOwnedQuerySet:
    rows: SchoolOwnedQuerySet = Mail.objects.for_school(who.school_id)
    return rows.annotate(whose=Lower("to")).filter(whose__in=who.emails)


def _from(who: Subject) -> SchoolOwnedQuerySet:
    rows: SchoolOwnedQuerySet = IncomingMail.objects.for_school(who.school_id)
    return rows.annotate(whose=Lower("sender")).filter(whose__in=who.emails)


def _written_to_member(rows: QuerySet, member: Any) -> QuerySet:
    return rows.filter(written_to("to", member))


def _written_by_member(rows: QuerySet, member: Any) -> QuerySet:
    return rows.filter(written_to("sender", member))


def _mails_naming(who: Subject) -> QuerySet:
    """Written to others. One that has not left yet goes as it is, and is said again later."""
    rows = Mail.objects.for_school(who.school_id).filter(state__in=LEFT_STATES)
    return who.naming(rows, "subject", "text", "html", "attachments").exclude(pk__in=_to(who).values("pk"))


def _received_naming(who: Subject) -> QuerySet:
    """From others. One that waits for somebody stays whole until they decide."""
    rows = IncomingMail.objects.for_school(who.school_id).filter(state__in=SORTED_STATES)
    named = who.naming(rows, "subject", "whole_text", "sender_name", "attachments")
    return named.exclude(pk__in=_from(who).values("pk"))


register(SUBJECT_DATA, "core.sent_mails")(_sent_to)
register(SUBJECT_DATA, "core.received_mails")(_received_from)

mails = AppPrivacy(
    place="core.mails",
    purpose="Écrire et recevoir des courriels, garder la trace des actions (journal)",
)
SENT = mails.rule("core.sent_mail", "Les courriels envoyés : un an.")
RECEIVED = mails.rule(
    "core.received_mail", "Les courriels reçus : un an ; ceux qui attendent le tri restent."
)
ARRIVED = mails.rule(
    "core.arrived_mail",
    "L’empreinte d’un courriel relevé : deux ans ; un courriel sans établissement : un an.",
    is_of_a_school=False,
)
mails(
    Mail,
    Erased(
        "Courriels que Fanal lui a écrits",
        rows=_to,
        sorts=(EVERYONE,),
    ),
    Erased(
        "Courriels partis à d’autres qui nomment cette personne",
        rows=_mails_naming,
        sorts=(EVERYONE,),
        becomes="leur texte s’efface ; l’adresse et la date restent jusqu’à un an",
        leaves={"subject": ERASED, "text": ERASED, "html": "", "attachments": []},
    ),
    Known(
        CORRESPONDENTS,
        (),
        {"le": "queued_at", "objet": "subject", "à": "to"},
        email="to",
        sort="destinataire",
        what="l’adresse et le texte d’un courriel envoyé",
    ),
    About(ANYONE, "subject", "text", "html", "attachments", what="ce qu’un courriel envoyé dit d’elle"),
    Own(
        "courriels reçus de Fanal",
        SENT_MAIL,
        by="le",
        of=(),
        among=_written_to_member,
    ),
    Until(
        SENT,
        "queued_at",
        years(1),
        where=Q(state__in=LEFT_STATES),
    ),
)
mails(
    IncomingMail,
    Erased(
        "Courriels reçus de son adresse",
        rows=_from,
        sorts=(EVERYONE,),
    ),
    Erased(
        "Courriels reçus d’autres qui nomment cette personne",
        rows=_received_naming,
        sorts=(EVERYONE,),
        becomes="leur texte s’efface ; l’adresse et la date restent jusqu’à un an",
        leaves={
            "subject": ERASED,
            "text": ERASED,
            "whole_text": ERASED,
            "sender_name": "",
            "raw": None,
            "attachments": [],
        },
    ),
    Known(
        CORRESPONDENTS,
        (),
        {"le": "received_at", "objet": "subject", "de": "sender"},
        email="sender",
        beside=("sender_name",),
        what="l’adresse, le nom affiché et le texte d’un courriel reçu",
    ),
    About(
        ANYONE,
        "subject",
        "text",
        "whole_text",
        "raw",
        "attachments",
        what="ce qu’un courriel reçu dit d’elle",
    ),
    Own(
        "courriels écrits à Fanal",
        RECEIVED_MAIL,
        by="le",
        of=(),
        among=_written_by_member,
    ),
    Until(
        RECEIVED,
        "received_at",
        years(1),
        where=Q(state__in=SORTED_STATES),
    ),
)
mails(
    ArrivedMail,
    About(CORRESPONDENTS, "raw", what="l’adresse, le nom affiché et le texte d’un courriel reçu"),
    Until(ARRIVED, "arrived_at", years(1), where=Q(state=ArrivedMail.State.LOST)),
    Until(
        ARRIVED,
        "arrived_at",
        years(2),
        where=Q(state__in=[ArrivedMail.State.FILED, ArrivedMail.State.DROPPED]),
    ),
)
