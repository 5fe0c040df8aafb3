"""What does this installation need somebody for? Looked at every ten minutes, and kept in a small file.

A page that shows it reads the file: no question to the database, and a file that grows old is itself the sign
that the background work has stopped.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from fanal.core.operation import last_done

FILE, LAST_BACKUP = "attention.json", "last-backup"
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


def look_around(home: Path, now: datetime, late: Sequence[str] = ()) -> None:
    """Count what failed, by school, and write it down with the jobs that are late."""
    with connection.cursor() as cursor:
        cursor.execute(FAILED)
        failed = {school or "": count for school, count in cursor.fetchall()}
    draft = (home / FILE).with_suffix(".new")
    draft.write_text(
        json.dumps({"at": now.isoformat(), "failed": failed, "late": list(late)}), encoding="ascii"
    )
    draft.replace(home / FILE)


def notices(home: Path, school_id: int, now: datetime) -> list[AttentionNotice]:
    """What needs attention now, most urgent first; nothing before the first look."""
    try:
        state = json.loads((home / FILE).read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):  # also damaged: the next look mends it
        return []
    candidates = (
        _silence(state, now),
        _room(home),
        _backup(home, now),
        _late(state),
        _failed(state, school_id),
    )
    return [notice for notice in candidates if notice]


def _silence(state: dict[str, object], now: datetime) -> AttentionNotice | None:
    since = datetime.fromisoformat(str(state["at"]))
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


def _backup(home: Path, now: datetime) -> AttentionNotice | None:
    backed_up_at = last_done.read(home / LAST_BACKUP)
    if backed_up_at is None or now - backed_up_at < OLDEST_BACKUP:
        return None
    return AttentionNotice(
        f"La dernière sauvegarde date du {backed_up_at:%d/%m/%Y}.",
        "Demandez à la personne qui tient le serveur de vérifier la sauvegarde de chaque nuit.",
    )


def _late(state: dict[str, object]) -> AttentionNotice | None:
    if not (late := state.get("late")) or not isinstance(late, list):
        return None
    return AttentionNotice(
        f"En retard : {', '.join(late)}.",
        "Demandez à la personne qui tient le serveur de lancer « fanal check ».",
    )


def _failed(state: dict[str, object], school_id: int) -> AttentionNotice | None:
    failed = state["failed"]
    count = failed.get(str(school_id), 0) if isinstance(failed, dict) else 0
    if not count:
        return None
    things = "Une tâche de fond a échoué" if count == 1 else f"{count} tâches de fond ont échoué"
    return AttentionNotice(
        f"{things} après plusieurs essais.",
        "La personne qui tient le serveur les voit avec « fanal check » : rien n’est perdu.",
    )
