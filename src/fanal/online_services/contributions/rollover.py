"""What becomes of online services when the year ends: they stay."""

from django.urls import reverse

from fanal.accounts.models import School
from fanal.accounts.reading.rollover import YEAR_ROLLOVER, Fate, RolloverItem
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.core.text.french import full_day
from fanal.online_services.models import OnlineService
from fanal.year.rules.years import SchoolYear


@register(YEAR_ROLLOVER, "online_services")
def services(school: School, ending: SchoolYear, opening: SchoolYear) -> list[RolloverItem]:
    here = OnlineService.objects.for_school(school).in_use()
    listed = address("online_services:service_list", school.uai)
    return [
        RolloverItem(
            Fate.CLOSED,
            f"service dont le contrat finit avant la fin de {opening}",
            f"services dont le contrat finit avant la fin de {opening}",
            here.filter(contract_ends_on__lte=opening.ends_on).order_by("contract_ends_on", "pk"),
            listed,
            "Renouveler, changer de service, ou l’archiver.",
            code="contrats",
            each=lambda service: _contract(school, service),
        ),
        RolloverItem(Fate.KEPT, "service en ligne", "services en ligne", here, listed),
    ]


def _contract(school: School, service: OnlineService) -> tuple[str, str, str]:
    page = reverse("online_services:service_page", args=[school.uai, service.pk])
    until = f"Contrat jusqu’au {full_day(service.contract_ends_on)}" if service.contract_ends_on else ""
    return service.name, until, page
