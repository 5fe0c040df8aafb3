"""The kernel's own rows."""

from datetime import timedelta

from django.db import connection, models
from django.utils import timezone

from fanal.core.database.numbers import Counter
from fanal.core.frozen.models import FrozenOpening, FrozenPaper
from fanal.core.imports.models import Import, ImportLine
from fanal.core.journal.models import JournalEntry, JournalHead, JournalStub
from fanal.core.mail.models import ArrivedMail, IncomingMail, Mail, Mailbox
from fanal.core.operation.models import InstallationFact
from fanal.core.pages.saved_views import SavedView
from fanal.core.people.data_map import DataMap
from fanal.core.stores.models import FileContent

__all__ = [
    "ArrivedMail",
    "Counter",
    "FileContent",
    "FrozenOpening",
    "FrozenPaper",
    "IdempotencyKey",
    "Import",
    "ImportLine",
    "IncomingMail",
    "Installation",
    "InstallationFact",
    "InstallationKey",
    "JournalEntry",
    "JournalHead",
    "JournalStub",
    "Mail",
    "Mailbox",
    "SavedView",
]


class Installation(models.Model):
    """The one row that says what this database is. The one-click sign-in exists only under its mark."""

    is_demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    DATA = DataMap("distinguer la démonstration", "none", "vie de l’installation")
    JOURNAL_NAME = "core.installation"

    def __str__(self) -> str:
        return "démonstration" if self.is_demonstration else "établissements réels"


class InstallationKey(models.Model):
    """What this database knows of a key of its installation: enough to tell another one, nothing to open."""

    name = models.CharField(primary_key=True, max_length=40)
    fingerprint = models.CharField(max_length=64)

    DATA = DataMap("reconnaître les clés de l’installation", "none", "vie de l’installation")
    JOURNAL_NAME = "core.installationkey"

    def __str__(self) -> str:
        return self.name


SEEN_KEY_DAYS = 7
LONGEST_ADDRESS = 2200  # a page with all its filters


class IdempotencyKey(models.Model):
    """An idempotency key already used: a form sent twice counts once and leads to its first answer."""

    key = models.CharField(primary_key=True, max_length=64)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    answer = models.CharField(max_length=LONGEST_ADDRESS, default="")

    DATA = DataMap("ne pas traiter deux fois un envoi", "numéro de compte", "7 jours")
    JOURNAL_NAME = "core.seenkey"

    def __str__(self) -> str:
        return self.key

    @classmethod
    def is_first(cls, key: str, *, again_after: timedelta = timedelta(days=SEEN_KEY_DAYS)) -> bool:
        """Keep this key; False when it was kept before. Whoever sends it at the same moment waits for us.

        `again_after`: for how long it stays known.
        """
        now = timezone.now()
        with connection.cursor() as cursor:
            cursor.execute(
                f'INSERT INTO "{cls._meta.db_table}" AS kept (key, at, answer) VALUES (%s, %s, %s) '
                "ON CONFLICT (key) DO UPDATE SET at = EXCLUDED.at, answer = EXCLUDED.answer "
                "WHERE kept.at < %s",
                [key, now, "", now - again_after],
            )
            return cursor.rowcount == 1
