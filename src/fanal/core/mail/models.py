"""The rows of mail: what leaves, what the mailbox delivered, what was filed to a school."""

from typing import Any

from django.db import models
from django.db.models.functions import JSONObject, Left, Length
from django.db.models.lookups import GreaterThan

from fanal.core.mail.addresses import new_reference
from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned, SchoolOwnedQuerySet

LONGEST_SHOWN = 8_000  # signs of one received mail on a page
SHOWN, CUT = Left("whole_text", LONGEST_SHOWN), GreaterThan(Length("whole_text"), LONGEST_SHOWN)


class MailQuerySet(SchoolOwnedQuerySet):
    def shown(self) -> "MailQuerySet":
        """Those that the team may list: not what the recipient alone may know."""
        return self.filter(is_private=False)

    def to_handle(self) -> "MailQuerySet":
        """Those that did not leave, and will not without somebody."""
        return self.filter(state__in=[Mail.State.FAILED, Mail.State.HELD])


class Mail(SchoolOwned):
    """One mail to one person, promised in the same transaction as what it announces."""

    class State(models.TextChoices):
        QUEUED = "queued", "En attente d’envoi"
        SENT = "sent", "Envoyé"
        FAILED = "failed", "Non remis"
        HELD = "held", "Retenu"
        KEPT = "kept", "Gardé ici (démonstration)"

    key = models.CharField("clé d’unicité", max_length=120)
    reference = models.CharField("référence", max_length=16, default=new_reference)
    to = models.EmailField("destinataire", max_length=254)
    subject = models.CharField("objet", max_length=200)
    text = models.TextField("texte")
    html = models.TextField("texte mis en forme")
    # What leaves with it: `core.files.attachments.Stored` as a dict, its bytes are there.
    attachments = models.JSONField("pièces jointes", default=list)
    headers = models.JSONField("en-têtes", default=dict)
    reply_to = models.CharField("adresse de réponse", max_length=200, blank=True)
    message_id = models.CharField("Message-ID", max_length=250)
    is_automatic = models.BooleanField("écrit par Fanal seul", default=True)
    is_private = models.BooleanField("pour son destinataire seul", default=False)
    state = models.CharField("état", max_length=8, choices=State, default=State.QUEUED)
    reason = models.CharField("pourquoi", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    queued_at = models.DateTimeField("écrit le")
    not_before = models.DateTimeField("pas avant")
    sent_at = models.DateTimeField("parti le", null=True, blank=True)

    objects = MailQuerySet.as_manager()
    waits: str  # why it has not left, once a page asked (`departure`)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "key"], name="mail_once"),
            models.UniqueConstraint(fields=["school", "reference"], name="mail_reference_once"),
        ]
        indexes = [
            models.Index(fields=["school", "to", "-queued_at"], name="mail_by_recipient"),
            models.Index(fields=["school", "-queued_at"], name="mail_by_date"),
            models.Index(fields=["school", "message_id"], name="mail_by_message_id"),
        ]

    DATA = DataMap("prévenir par courriel", "adresse, texte envoyé", "1 an")
    JOURNAL_NAME = "core.mail"

    def __str__(self) -> str:
        return self.subject

    @property
    def leaves_later(self) -> bool:
        return self.state == self.State.QUEUED and self.not_before > self.queued_at

    @property
    def is_stuck(self) -> bool:
        return self.state in {self.State.FAILED, self.State.HELD}

    @property
    def tone(self) -> str:
        return {"sent": "ok", "failed": "bad", "held": "warn"}.get(self.state, "info")


class Mailbox(models.Model):
    """How far a mailbox has been read: UIDs only grow while `uid_validity` stays the same (RFC 9051)."""

    name = models.CharField(max_length=64, unique=True)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)

    DATA = DataMap("relever le courrier", "none", "vie de l’installation")
    JOURNAL_NAME = "core.mailbox"

    def __str__(self) -> str:
        return f"{self.name[:8]} {self.last_uid}"


class ArrivedMail(models.Model):
    """What the mailbox delivered, before anyone knows whose it is. `raw` leaves for the school's own row.

    `fingerprint` stays: the same message delivered twice is consumed once.
    """

    class State(models.TextChoices):
        NEW = "new", "À classer"
        FILED = "filed", "Classé"
        LOST = "lost", "Sans établissement"
        DROPPED = "dropped", "Écarté"

    fingerprint = models.CharField(max_length=64, unique=True)
    raw = models.BinaryField(null=True)
    size = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    reason = models.CharField("pourquoi", max_length=200, blank=True)
    arrived_at = models.DateTimeField(db_index=True)

    DATA = DataMap(
        "relever le courrier",
        "message entier, le temps de le classer",
        "empreinte : 2 ans ; sans établissement : 1 an",
    )
    JOURNAL_NAME = "core.arrivedmail"

    def __str__(self) -> str:
        return self.fingerprint[:12]


class IncomingMailQuerySet(SchoolOwnedQuerySet):
    def to_sort(self) -> "IncomingMailQuerySet":
        """Those that wait for somebody of the team."""
        return self.filter(state__in=[IncomingMail.State.TO_SORT, IncomingMail.State.NEW])

    def with_shown_text(self) -> "IncomingMailQuerySet":
        """With `shown_text`, the message up to `LONGEST_SHOWN` signs, and never the original’s bytes."""
        return self.defer("raw", "whole_text").annotate(shown_text=SHOWN, is_cut=CUT)


class IncomingMail(SchoolOwned):
    """A mail received by one school, kept whole, with what was read in it."""

    class State(models.TextChoices):
        NEW = "new", "À lire"
        FILED = "filed", "Classé"
        TO_SORT = "to_sort", "À trier"
        REFUSED = "refused", "Refusé"
        DISCARDED = "discarded", "Écarté"

    reference = models.CharField("référence", max_length=16, default=new_reference)
    fingerprint = models.CharField("empreinte", max_length=64)
    message_id = models.CharField("Message-ID", max_length=250, blank=True)
    sender = models.CharField("expéditeur", max_length=254, blank=True)
    sender_name = models.CharField("nom affiché", max_length=120, blank=True)
    subject = models.CharField("objet", max_length=200, blank=True)
    text = models.TextField("ce qui est nouveau", blank=True)
    whole_text = models.TextField("le message entier", blank=True)
    attachments = models.JSONField("pièces jointes", default=list)
    is_automatic = models.BooleanField("réponse automatique", default=False)
    is_generated = models.BooleanField("écrit par un logiciel", default=False)
    thread_kind = models.CharField("sorte de fil", max_length=12, blank=True)
    thread_number = models.PositiveIntegerField("fil annoncé", null=True, blank=True)
    is_proven = models.BooleanField("adresse de réponse authentique", default=False)
    is_genuine = models.BooleanField("domaine de l’expéditeur vérifié", default=True)
    state = models.CharField("état", max_length=10, choices=State, default=State.NEW)
    reason = models.CharField("pourquoi", max_length=200, blank=True)
    raw = models.BinaryField("original", null=True)
    size = models.BigIntegerField("taille, en octets")
    received_at = models.DateTimeField("reçu le")

    objects = IncomingMailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "fingerprint"], name="incoming_mail_once"),
            models.UniqueConstraint(fields=["school", "reference"], name="incoming_reference_once"),
        ]
        indexes = [models.Index(fields=["school", "state", "-received_at"], name="incoming_by_state")]

    DATA = DataMap("lire les réponses", "adresse, message reçu", "1 an ; à trier : jusqu’à ce qu’on décide")
    JOURNAL_NAME = "core.incomingmail"
    JOURNALED = frozenset({"state", "reason", "thread_number"})

    def __str__(self) -> str:
        return self.subject or "(sans objet)"

    @property
    def is_waiting(self) -> bool:
        return self.state in {self.State.TO_SORT, self.State.NEW}


def whole_mail() -> models.Subquery:
    """For rows with a `mail_reference`: what is shown of that mail; None once it is gone."""
    rows = IncomingMail.objects.for_school(models.OuterRef("school_id"))
    fields: dict[str, Any] = {name: name for name in ("reference", "sender", "sender_name", "subject")}
    words = JSONObject(**fields, shown_text=SHOWN, is_cut=CUT)
    return models.Subquery(
        rows.filter(reference=models.OuterRef("mail_reference")).values(mail_words=words)[:1]
    )
