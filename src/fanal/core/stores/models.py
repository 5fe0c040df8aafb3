"""When was a content last brought? So the night does not take for abandoned what a form is sending."""

from datetime import datetime

from django.db import models

from fanal.core.people.data_map import DataMap
from fanal.core.tenancy import SchoolOwned


class FileContent(SchoolOwned):
    """A content that is kept, by its SHA-256.

    The row is written in the transaction of whoever brings the content, and stays locked until it ends:
    whoever removes an abandoned one takes the same lock.
    """

    sha256 = models.CharField("empreinte", max_length=64)
    brought_at = models.DateTimeField("apporté le")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "sha256"], name="file_content_once")]

    DATA = DataMap("retrouver les fichiers que plus rien ne cite", "none", "tant qu’un fichier le cite")
    JOURNAL_NAME = "core.filecontent"

    def __str__(self) -> str:
        return self.sha256[:12]

    @classmethod
    def note(cls, school_id: int, sha256: str, now: datetime) -> None:
        """It is brought now."""
        cls._default_manager.bulk_create(
            [cls(school_id=school_id, sha256=sha256, brought_at=now)],
            update_conflicts=True,
            unique_fields=["school", "sha256"],
            update_fields=["brought_at"],
        )
