"""Which school does an arrived mail belong to? It is moved there, and nothing is lost when nobody knows.

The reply address says it; else what the mail refers to, or the tag of its subject; else the only school
there is, or the only one where the sender works. A mail that fits none, that names a closed school, or that
nothing could read, stays in the pile (`core.mail.pile`), counted by `fanal check`, until somebody says.
"""

import re

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fanal.core import jobs
from fanal.core.mail import MAIL_JOB, SENDER, bounded, outbox
from fanal.core.mail.addresses import MESSAGE_ID, Claim, claims
from fanal.core.mail.genuine import is_genuine
from fanal.core.mail.models import ArrivedMail, IncomingMail
from fanal.core.mail.parsing import UNREADABLE, ParsedMail
from fanal.core.registry import registered
from fanal.core.tenancy import scope

RETURNED = "Le serveur du destinataire n’a pas remis ce courriel : vérifiez l’adresse."
NOT_DELIVERED = "Avis de non-remise d’un de nos courriels."
LATE = "Avis sur un de nos courriels, en route ou remis à un autre serveur : gardé, sans effet."
ACTION = re.compile(
    rb"^action:[ \t]*(failed|delayed|delivered|relayed|expanded)\b", re.IGNORECASE | re.MULTILINE
)
MAX_SEARCH = 1024 * 1024
ENDED = (ArrivedMail.State.FILED, ArrivedMail.State.DROPPED)


def _returned_ids(raw: bytes) -> list[str]:
    """Message-IDs of ours that a delivery report quotes."""
    # A line of quoted-printable may be cut in the middle of an id.
    text = raw[:MAX_SEARCH].replace(b"=\r\n", b"").replace(b"=\n", b"").decode("latin-1")
    return sorted({match[0] for match in MESSAGE_ID.finditer(text)})


def _is_for_good(raw: bytes) -> bool:
    """Whether a report says « failed », rather than late or handed on (RFC 3464, 2.3.3)."""
    actions = {match[1].lower() for match in ACTION.finditer(raw[:MAX_SEARCH])}
    return b"failed" in actions or not actions


def _school_of(letter: ParsedMail, claim: Claim | None) -> int | None:
    schools = apps.get_model("accounts.School")._default_manager.all()
    is_open = schools.open_on(timezone.localdate())
    named = schools.filter(uai=claim.uai) if claim else schools.none()
    # Closed, it is no other school's: that the mail names it, or that no other is here, still counts.
    for meant in (named, schools):
        ids = list(meant.values_list("pk", flat=True)[:2])
        if len(ids) == 1:
            return is_open.filter(pk=ids[0]).values_list("pk", flat=True).first()
    return next((school_id for guess in registered(SENDER) if (school_id := guess(letter.sender))), None)


def _keep(school_id: int, arrived: ArrivedMail, letter: ParsedMail, claim: Claim | None) -> IncomingMail:
    return IncomingMail.objects.create(
        school_id=school_id,
        fingerprint=arrived.fingerprint,
        message_id=letter.message_id,
        sender=letter.sender,
        sender_name=letter.sender_name,
        subject=letter.subject,
        text=letter.text,
        whole_text=letter.whole_text,
        attachments=list(letter.attachments),
        is_automatic=letter.origin.is_automatic,
        is_generated=letter.origin.is_generated,
        thread_kind=claim.kind if claim else "",
        thread_number=(claim.number or None) if claim else None,
        is_proven=bool(claim and claim.is_proven),
        is_genuine=is_genuine(letter.results, server=settings.ENV.mail_auth_server, sender=letter.sender),
        reason=letter.refusal,
        raw=arrived.raw,
        size=arrived.size,
        received_at=arrived.arrived_at,
    )


def _hand_on(mail: IncomingMail, letter: ParsedMail, raw: bytes) -> None:
    returned = _returned_ids(raw) if letter.origin.is_bounce else []
    if returned and outbox.are_ours(mail.school_id, returned):
        is_failed = _is_for_good(raw) and outbox.mark_returned(mail.school_id, returned, RETURNED)
        mail.state, mail.reason = IncomingMail.State.FILED, NOT_DELIVERED if is_failed else LATE
        mail.save(update_fields=["state", "reason"])
        return
    for job in registered(MAIL_JOB):
        jobs.defer(job, school_id=mail.school_id, mail_id=mail.pk)


@transaction.atomic
def file_mail(arrived_id: int, *, school_id: int | None = None) -> int | None:
    """Move one arrived mail to its school, or to `school_id`; returns that id, None when nobody knows.

    Repeatable: what is filed already is left alone. A mail that the limits stopped is not tried again.
    """
    arrived = ArrivedMail.objects.select_for_update().get(pk=arrived_id)
    if arrived.state in ENDED or arrived.raw is None:
        return None
    raw = bytes(arrived.raw)
    try:
        letter = bounded.read(raw, arrived.size)
    except bounded.Poisoned:
        letter = ParsedMail(refusal=UNREADABLE)
    returned = _returned_ids(raw) if letter.origin.is_bounce else []
    claim = next(iter(claims(letter.recipients, [*letter.references, *returned], letter.subject)), None)
    school_id = school_id or _school_of(letter, claim)
    if school_id is None:
        arrived.state, arrived.reason = ArrivedMail.State.LOST, letter.refusal
        arrived.save(update_fields=["state", "reason"])
        return None
    with scope(school_id):
        _hand_on(_keep(school_id, arrived, letter, claim), letter, raw)
    arrived.state, arrived.raw, arrived.reason = ArrivedMail.State.FILED, None, ""
    arrived.save(update_fields=["state", "raw", "reason"])
    return school_id
