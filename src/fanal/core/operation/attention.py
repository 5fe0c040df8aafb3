"""What does this installation need somebody for? Looked at every ten minutes, and kept in one row.

A row that grows old is itself the sign that the background work has stopped.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from fanal.core.operation import facts
from fanal.core.operation.facts import Counted, Fact, LastTime

SILENT = timedelta(minutes=30)
OLDEST_BACKUP = timedelta(hours=48)
LEAST_FREE = 2 * 1024**3  # bytes
FAILED = """
SELECT args ->> 'school_id', count(*) FROM procrastinate_jobs WHERE status = 'failed' GROUP BY 1
"""


@dataclass(frozen=True)
class AttentionNotice:
    """One sentence, and what to do about it."""

    says: str
    do: str


def look_around(now: datetime, late: Sequence[str] = ()) -> None:
    """Count what failed, by school, and write it down with the jobs that are late."""
    with connection.cursor() as cursor:
        cursor.execute(FAILED)
        failed = {school or "": count for school, count in cursor.fetchall()}
    facts.record(Fact.ATTENTION, now, {"failed": failed, "late": list(late)})


@dataclass(frozen=True)
class LastLook:
    """What a page knows: when the work last looked around, with what it counted, and the last backup."""

    around: LastTime
    backed_up_at: datetime | None


def notices(look: LastLook, home: Path, school_id: int, now: datetime) -> list[AttentionNotice]:
    """What needs attention now, most urgent first."""
    candidates = (
        _silence(look.around.at, now),
        _room(home),
        _backup(look.backed_up_at, now),
        _late(look.around.counted),
        _failed(look.around.counted, school_id),
    )
    return [notice for notice in candidates if notice]


def _silence(since: datetime, now: datetime) -> AttentionNotice | None:
    if now - since < SILENT:
        return None
    return AttentionNotice(
        f"Le travail de fond est arrêté depuis le {since.astimezone():%d/%m à %H h %M} : "
        "aucun courriel ne part.",
        "Demandez à la personne qui tient le serveur de relancer « fanal serve ».",
    )


def _room(home: Path) -> AttentionNotice | None:
    free = shutil.disk_usage(home).free
    if free >= LEAST_FREE:
        return None
    return AttentionNotice(
        f"Il reste {free / 1024**3:.1f} Go sur le disque du serveur.".replace(".", ",", 1),
        "Demandez à la personne qui tient le serveur de libérer de la place.",
    )


def _backup(backed_up_at: datetime | None, now: datetime) -> AttentionNotice | None:
    if backed_up_at is None or now - backed_up_at < OLDEST_BACKUP:
        return None
    return AttentionNotice(
        f"La dernière sauvegarde date du {backed_up_at:%d/%m/%Y}.",
        "Demandez à la personne qui tient le serveur de vérifier la sauvegarde de chaque nuit.",
    )


def _late(counted: Counted) -> AttentionNotice | None:
    if not (late := counted.get("late")) or not isinstance(late, list):
        return None
    return AttentionNotice(
        f"En retard : {', '.join(late)}.",
        "Demandez à la personne qui tient le serveur de lancer « fanal check ».",
    )


def _failed(counted: Counted, school_id: int) -> AttentionNotice | None:
    failed = counted["failed"]
    count = failed.get(str(school_id), 0) if isinstance(failed, dict) else 0
    if not count:
        return None
    things = "Une tâche de fond a échoué" if count == 1 else f"{count} tâches de fond ont échoué"
    return AttentionNotice(
        f"{things} après plusieurs essais.",
        "La personne qui tient le serveur les voit avec « fanal check » : rien n’est perdu.",
    )
