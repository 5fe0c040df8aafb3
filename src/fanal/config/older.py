"""Was this database, or this backup, made before the tables were written anew? Then it is left as it is.

No school had real data yet: the migrations of before were replaced by one or two for each app. Nothing leads
from those tables to these.
"""

from collections.abc import Iterable

# One of them, which no database of today has; and a table that has another name since the rooms were cut.
BEFORE = ("core", "0002_journal")
OLD_TABLE = "missions_workentry"
# A whole backup that says the first and not the second is of before the rooms were cut.
LEFT, NOW_IN = ("missions", "0001_mission"), ("work_log", "0001_work_log")

TOO_OLD = (
    "Ce dossier vient d’une version de Fanal dont les tables n’existent plus : cette version ne sait pas le "
    "reprendre, et n’y a pas touché. Si c’est une démonstration, recommencez-la par « fanal demo --reset ». "
    "Sinon, gardez-le avec la version qui l’a fait, et commencez dans un autre dossier (FANAL_HOME)."
)
BACKUP_TOO_OLD = (
    "Cette sauvegarde vient d’une version de Fanal dont les tables n’existent plus : celle-ci ne sait pas "
    "la reprendre. Restaurez-la avec la version qui l’a faite. Rien n’a été touché."
)


def is_older(migrations: Iterable[tuple[str, str]]) -> bool:
    """Of a backup; `migrations`: the (app, name) that it says were applied."""
    applied = set(migrations)
    return BEFORE in applied or (LEFT in applied and NOW_IN not in applied)


def is_older_database() -> bool:
    """As the database says it; one that was never migrated, or half, is not old."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_regclass('public.django_migrations') IS NOT NULL, to_regclass(%s) IS NOT NULL",
            [f"public.{OLD_TABLE}"],
        )
        is_migrated, has_old_table = cursor.fetchone()
        if not is_migrated or has_old_table:
            return bool(has_old_table)
        cursor.execute("SELECT app, name FROM django_migrations WHERE app = %s", [BEFORE[0]])
        return BEFORE in cursor.fetchall()
