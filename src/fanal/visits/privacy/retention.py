"""How long is a passage kept? Two years after it ended, whoever announced it and whom to ask for go."""

from datetime import datetime

from fanal.core.registry import RETENTION, register
from fanal.core.retention import BATCH, Retention, years_before
from fanal.visits.models import Visit, VisitLine

YEARS = 2


def _forget_words(school_id: int, now: datetime) -> int:
    old = Visit.objects.for_school(school_id).filter(ended_at__lt=years_before(now, YEARS))
    chosen = list(old.exclude(planned_by="").order_by("pk").values_list("pk", flat=True)[:BATCH])
    Visit.objects.for_school(school_id).filter(pk__in=chosen).update(planned_by="", contact="")
    VisitLine.objects.for_school(school_id).filter(visit__in=chosen).update(word="")
    return len(chosen)


register(RETENTION, 52)(
    Retention(
        "helpdesk.visits",
        f"Le passage d’un technicien : {YEARS} ans après, qui l’a annoncé, qui demander et les précisions "
        "s’effacent ; son jour et ses demandes restent.",
        ("visits.Visit", "visits.VisitLine"),
        _forget_words,
    )
)
