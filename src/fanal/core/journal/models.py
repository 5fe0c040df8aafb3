"""The journal's rows. One chain per school and retention class; a trigger links each entry to the last."""

import json
from typing import Any

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned

OF_PEOPLE = models.Q(author__startswith="person:")


class Chain(models.TextChoices):
    """The retention class: `history` lives with its object, `security` 12 months (CNIL 2021-122)."""

    HISTORY = "history", "Historique"
    SECURITY = "security", "Sécurité"


class JournalHead(SchoolOwned):
    """The last link of one chain. Its row lock orders the writers of a school."""

    chain = models.CharField(max_length=10, choices=Chain)
    seq = models.BigIntegerField(default=0)
    hash = models.BinaryField(default=bytes)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "chain"], name="journal_head_once")]

    DATA = DataMap("tenir la chaîne du journal", "none", "vie de l’établissement")
    JOURNAL_NAME = "core.journalhead"

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}"


class JournalEntry(SchoolOwned):
    """One sentence that happened. Personal values are only in `payload`, which can be erased."""

    chain = models.CharField(max_length=10, choices=Chain)
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    author = models.CharField(max_length=80)
    salt = models.BinaryField(null=True)
    payload = models.TextField(null=True)
    commitment = models.BinaryField()
    previous = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "chain", "seq"], name="journal_seq_once")]
        indexes = [
            models.Index(fields=["school", "subject", "at"], name="journal_of_subject"),
            # Machines write most of it, and are not asked what they did.
            models.Index(fields=["school", "author", "at"], name="journal_of_person", condition=OF_PEOPLE),
        ]

    DATA = DataMap("preuve de ce qui a été fait", "acteur, valeurs avant et après", "selon la chaîne")
    JOURNAL_NAME = "core.journalentry"

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"

    @property
    def content(self) -> dict[str, Any]:
        """What was written with it; empty once it is erased."""
        return json.loads(self.payload) if self.payload else {}


class JournalStub(SchoolOwned):
    """What is left of a purged range: enough to verify what follows. Signed (Ed25519)."""

    chain = models.CharField(max_length=10, choices=Chain)
    first_seq = models.BigIntegerField()
    last_seq = models.BigIntegerField()
    first_previous = models.BinaryField()
    last_hash = models.BinaryField()
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    signature = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "chain", "first_seq"], name="journal_stub_once"),
            models.CheckConstraint(
                condition=models.Q(last_seq__gte=models.F("first_seq")), name="journal_stub_range"
            ),
        ]

    DATA = DataMap("prouver ce qui a été retiré du journal", "none", "vie de l’établissement")
    JOURNAL_NAME = "core.journalstub"

    def __str__(self) -> str:
        return f"{self.first_seq}–{self.last_seq}"
