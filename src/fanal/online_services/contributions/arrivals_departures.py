"""Which accounts are closed when somebody leaves, and created when somebody arrives? Each is ticked."""

from django.urls import reverse

from fanal.core.people.arrivals_departures import CHECKLIST_STEPS, DEPARTURE, PERSON, ManualStep
from fanal.core.registry import register
from fanal.online_services.models import OnlineService
from fanal.online_services.rules.catalogue import BOTH, PUPILS, STAFF

LEAD = "le référent"


@register(CHECKLIST_STEPS, "online_services")
def account_steps(school, sheet: str, of: str) -> list[ManualStep]:
    """One a service in use where such people hold an account (one query)."""
    holders = [BOTH, STAFF if of == PERSON else PUPILS]
    services = OnlineService.objects.for_school(school).in_use().filter(holders__in=holders).by_name()
    is_leaving, uai = sheet == DEPARTURE, school.uai
    return [
        ManualStep(
            f"service-{pk}",
            f"{'Fermer' if is_leaving else 'Créer'} le compte : {name}",
            LEAD,
            url=reverse("online_services:service_page", args=[uai, pk]),
            closes=is_leaving,
        )
        for pk, name in services.values_list("pk", "name")
    ]
