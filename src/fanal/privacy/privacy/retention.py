"""How long are the registers kept? While what they tell goes on, and five years: to show what was decided."""

from datetime import datetime

from fanal.core.registry import FILES, RETENTION, register
from fanal.core.retention import Retention, day_before, remove
from fanal.privacy.models import BreachEvidence, DataBreach, Processing, ProcessingDocument, RightsRequest

YEARS = 5


def _ended(school_id: int, now: datetime) -> int:
    rows = Processing.objects.for_school(school_id)
    return remove(rows.filter(ended_on__lt=day_before(now.date(), YEARS)))


def _answered(school_id: int, now: datetime) -> int:
    rows = RightsRequest.objects.for_school(school_id)
    return remove(rows.filter(answered_on__lt=day_before(now.date(), YEARS)))


register(RETENTION, 44)(
    Retention(
        "privacy.rights",
        "Une demande de droits et sa réponse : cinq ans après la réponse.",
        ("privacy.RightsRequest",),
        _answered,
    )
)


def _closed(school_id: int, now: datetime) -> int:
    rows = DataBreach.objects.for_school(school_id)
    return remove(rows.filter(closed_on__lt=day_before(now.date(), YEARS)))


@register(FILES)
def claimed_files(school_id: int) -> set[str]:
    evidence = BreachEvidence.objects.for_school(school_id).values_list("sha256", flat=True)
    return {*evidence, *ProcessingDocument.objects.for_school(school_id).values_list("sha256", flat=True)}


register(RETENTION, 44)(
    Retention(
        "privacy.breaches",
        "Une violation de données au registre, avec ses preuves : cinq ans après sa clôture.",
        ("privacy.DataBreach", "privacy.BreachEvidence"),
        _closed,
    )
)
register(RETENTION, 44)(
    Retention(
        "privacy.register",
        "Une fiche du registre des traitements, ses versions et ses documents : cinq ans après la fin du "
        "traitement.",
        (
            "privacy.Processing",
            "privacy.ProcessingPart",
            "privacy.ProcessingVersion",
            "privacy.ProcessingDocument",
        ),
        _ended,
    )
)
