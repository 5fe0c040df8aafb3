"""How long is what was proposed kept? Five years after its school year: our choice, no text sets one."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from fanal.accounts.rules.years import year_of
from fanal.allowances.models import CouncilOpinion, ImpEnvelope, ImpProposal, ServiceRelief, Substitution
from fanal.allowances.rules.states import LIVING
from fanal.core.registry import NEEDED, RETENTION, register
from fanal.core.retention import Retention, remove
from fanal.missions.models import MissionShare, NeedsAssessment, ParticularMission, PartNeed

YEARS = 5


def _before(day: date) -> str:
    """The label of the first year that is still kept."""
    return f"{year_of(day).first - YEARS}-"


def _purge(school_id: int, now: datetime) -> int:
    """What points to something first."""
    first_kept = _before(now.date())
    old = {"school_year__lt": first_kept}
    for rows in (
        Substitution.objects.for_school(school_id).filter(proposal__envelope__school_year__lt=first_kept),
        ImpProposal.objects.for_school(school_id).filter(envelope__school_year__lt=first_kept),
        ServiceRelief.objects.for_school(school_id).filter(mission__school_year__lt=first_kept),
        MissionShare.objects.for_school(school_id).filter(mission__school_year__lt=first_kept),
        PartNeed.objects.for_school(school_id).filter(mission__school_year__lt=first_kept),
        ParticularMission.objects.for_school(school_id).filter(**old),
        NeedsAssessment.objects.for_school(school_id).filter(**old),
        CouncilOpinion.objects.for_school(school_id).filter(**old),
        ImpEnvelope.objects.for_school(school_id).filter(**old),
    ):
        if removed := remove(rows):
            return removed
    return 0


@register(NEEDED)
def awaited(school_id: int) -> set[int]:
    """Whoever has a proposal or a relief of a year that is not over."""
    this_year = year_of(timezone.localdate()).label
    lines = ImpProposal.objects.for_school(school_id).filter(
        Q(state__in=LIVING), envelope__school_year__gte=this_year, person__isnull=False
    )
    return set(lines.values_list("person_id", flat=True))


register(RETENTION, 56)(
    Retention(
        "missions.allowances",
        f"Besoins, partage, missions, avis, indemnités proposées : {YEARS} ans après l’année scolaire.",
        (
            "allowances.ImpEnvelope",
            "missions.ParticularMission",
            "allowances.CouncilOpinion",
            "allowances.ImpProposal",
            "allowances.ServiceRelief",
            "allowances.Substitution",
            "missions.MissionShare",
            "missions.PartNeed",
            "missions.NeedsAssessment",
        ),
        _purge,
    )
)
