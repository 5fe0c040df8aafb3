"""The journal by the clock: each night its heads are published, and its old security entries removed."""

from collections.abc import Iterator
from datetime import datetime

import structlog
from django.apps import apps
from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from fanal.core.journal.publication import heads_of, publish
from fanal.core.journal.retention import purge_security
from fanal.core.journal.signing import FOLDER, believed_keys
from fanal.core.journal.verification import Broken
from fanal.core.registry import register
from fanal.core.retention.rule import RETENTION, Retention
from fanal.core.tenancy import scope

log = structlog.get_logger("fanal.journal")


def _each_school() -> Iterator[int]:
    for school_id in (
        apps.get_model("accounts.School")._default_manager.order_by("pk").values_list("pk", flat=True)
    ):
        with scope(school_id):
            yield school_id


@app.periodic(cron="10 3 * * *")
@app.task(name="core.publish_heads", queueing_lock="core.publish_heads")
def publish_heads(timestamp: int) -> None:
    """Write today's heads of every school outside the database."""
    today = timezone.localdate()
    heads = [head for school_id in _each_school() for head in heads_of(school_id, today)]
    publish(settings.FANAL_HOME, today, heads)


def _purge(school_id: int, now: datetime) -> int:
    home = settings.FANAL_HOME
    outcome = purge_security(school_id, now=now, home=home, keys=believed_keys(home / FOLDER))
    if isinstance(outcome, Broken):
        log.error("journal broken, not purged", school=school_id, chain=outcome.chain, seq=outcome.seq)
        return 0
    return outcome.last_seq - outcome.first_seq + 1 if outcome else 0


register(RETENTION, "core.security_journal")(
    Retention(
        "core.security_journal",
        "Le journal de sécurité : douze mois, puis une souche signée (CNIL 2021-122).",
        ["core.JournalEntry"],
        _purge,
    )
)
