"""What the installation did last, known to each of its machines."""

from django.db import models

from fanal.core.people.data_map import DataMap


class InstallationFact(models.Model):
    """One moment by name (`core/operation/facts.py`), and what was counted then."""

    name = models.CharField(primary_key=True, max_length=40)
    at = models.DateTimeField()
    content = models.JSONField(default=dict)

    DATA = DataMap("savoir ce que l’installation a fait en dernier", "none", "vie de l’installation")
    JOURNAL_NAME = "core.installationfact"

    def __str__(self) -> str:
        return self.name
