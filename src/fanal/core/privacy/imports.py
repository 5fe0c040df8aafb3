"""What is kept of the lines of imports: a month when it was left there, three years once it was done.

What a line wrote lives with the record it made or changed: it is its history. While the lines are there,
`imports.proof` compares them with the journal.
"""

from datetime import datetime

from django.db.models import Q

from fanal.core.imports.models import Import, ImportLine
from fanal.core.people.erasure import EVERYONE
from fanal.core.people.kinds import ANYONE, PUPILS, STAFF
from fanal.core.people.personal_data import About, AppPrivacy, Erased, Until, days
from fanal.core.retention.removal import BATCH, remove, years_before

LEFT_DAYS, DONE_YEARS = 30, 3
WHY = (
    "elles prouvent ce que l’import a écrit ; celles d’élèves et de personnels s’effacent seules un mois "
    "après, celles d’un parc trois ans après"
)


def _imports_done(school_id: int, now: datetime) -> int:
    """Lines that wrote nothing go; of the others, the cells as they were read."""
    limit = years_before(now, DONE_YEARS)
    lines = ImportLine.objects.for_school(school_id).filter(imported__applied_at__lt=limit)
    if removed := remove(lines.exclude(effect__in=[ImportLine.Effect.CREATED, ImportLine.Effect.CHANGED])):
        return removed
    done = Import.objects.for_school(school_id).filter(applied_at__lt=limit)
    if emptied := done.exclude(skipped=[]).update(skipped=[]):
        return emptied
    batch = lines.exclude(cells=[]).order_by("pk").values("pk")[:BATCH]
    return ImportLine.objects.for_school(school_id).filter(pk__in=batch).update(cells=[])


imports = AppPrivacy(place="core.imports")
LEFT = imports.rule("core.imports_left", f"Un import laissé avant la fin : {LEFT_DAYS} jours.", Import)
imports.rule(
    "core.imports_done",
    f"Les lignes d’un import fait : {DONE_YEARS} ans. Ce qu’elles ont écrit reste dans l’historique.",
    ImportLine,
    remover=_imports_done,
)
imports(
    Import,
    About(ANYONE, "name", "words", "skipped", what="le titre et les mots d’un fichier importé"),
    About(STAFF),
    Erased(
        "Mots et titre d’un fichier importé",
        named_in=("words", "skipped"),
        sorts=(EVERYONE,),
        why=WHY,
    ),
    Until(LEFT, "made_at", days(LEFT_DAYS), where=Q(applied_at__isnull=True)),
)
imports(
    ImportLine,
    About(PUPILS, "cells", "before", "after", what="ce qu’un export dit de lui"),
    About(STAFF, what="ce qu’un export dit de lui"),
    Erased(
        "Lignes d’un fichier importé",
        named_in=("cells", "before", "after", "reasons"),
        sorts=(EVERYONE,),
        why=WHY,
    ),
    Until(LEFT, "imported__made_at", days(LEFT_DAYS), where=Q(imported__applied_at__isnull=True)),
)
