"""When was something last done in this installation, by whichever of its machines?

One row each, so that a page says the same on every machine. What a backup and a drill leave in the home
beside it (`last_done`) is the operator's proof, which outlives the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import psycopg

type Counted = Mapping[str, Any]  # by its name, whatever JSON holds: each fact has its own names
UPSERT = """
INSERT INTO core_installationfact (name, at, content) VALUES (%s, %s, '{}')
ON CONFLICT (name) DO UPDATE SET at = EXCLUDED.at
"""


@dataclass(frozen=True)
class LastTime:
    """When something was last done, and what was counted then."""

    at: datetime
    counted: Counted = field(default_factory=dict)


class Fact(StrEnum):
    BACKUP = "last-backup"
    DRILL = "last-drill"
    MAILBOX = "last-mail"
    ATTENTION = "attention"
    MAILS = "mail-figures"


def record(fact: Fact, at: datetime, counted: Counted | None = None) -> None:
    """It was done at this moment; what was known of it before goes."""
    from fanal.core.operation.models import InstallationFact

    InstallationFact.objects.bulk_create(
        [InstallationFact(name=fact, at=at, content=counted or {})],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["at", "content"],
    )


def record_by(database: psycopg.Connection[Any], fact: Fact, at: datetime) -> None:
    """The same from a command that speaks to the database without Django."""
    database.execute(UPSERT, [fact.value, at])


def last_times() -> dict[str, LastTime]:
    """By the name of each fact; what was never done is absent. One question."""
    from fanal.core.operation.models import InstallationFact

    return {fact.name: LastTime(fact.at, fact.content) for fact in InstallationFact.objects.all()}


def moment_of(fact: Fact) -> datetime | None:
    """None when it was never done."""
    from fanal.core.operation.models import InstallationFact

    return InstallationFact.objects.filter(name=fact).values_list("at", flat=True).first()
