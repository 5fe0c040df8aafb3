"""What becomes of online services when the year ends: they stay, and what they still show is looked at."""

from django.urls import reverse

from fanal.accounts.models import School
from fanal.accounts.reading.rollover import Fate, RolloverItem
from fanal.accounts.rules.french import full_day
from fanal.accounts.rules.years import SchoolYear
from fanal.core.addresses import address
from fanal.core.registry import YEAR_SWITCH, register
from fanal.online_services.models import Finding, OnlineService

TO_CLOSE = ("orphan", "shared", "dormant")


@register(YEAR_SWITCH, 40)
def services(school: School, ending: SchoolYear, opening: SchoolYear) -> list[RolloverItem]:
    here = OnlineService.objects.for_school(school).in_use()
    findings = Finding.objects.for_school(school).to_do().filter(kind__in=TO_CLOSE)
    listed = address("online_services:service_list", school.uai)
    return [
        RolloverItem(
            Fate.CLOSED,
            "compte d’invité, partagé ou inactif dans un service",
            "comptes d’invités, partagés ou inactifs dans les services",
            findings.filter(service__archived_on__isnull=True),
            listed,
            "Vus par la dernière comparaison de chaque service.",
        ),
        RolloverItem(
            Fate.RENEWED,
            "service dont les colonnes sont retenues",
            "services dont les colonnes sont retenues",
            here.exclude(columns={}),
            listed,
            "La liste de comptes de l’an prochain se comparera sans rien choisir de nouveau.",
        ),
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
