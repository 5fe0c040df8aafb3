"""What becomes of the accounts of services when the year ends: what they still show is looked at."""

from fanal.account_lists.models import Finding
from fanal.accounts.models import School
from fanal.accounts.reading.rollover import YEAR_ROLLOVER, Fate, RolloverItem
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.online_services.models import OnlineService
from fanal.year.rules.years import SchoolYear

TO_CLOSE = ("orphan", "shared", "dormant")


@register(YEAR_ROLLOVER, "account_lists")
def accounts(school: School, ending: SchoolYear, opening: SchoolYear) -> list[RolloverItem]:
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
            OnlineService.objects.for_school(school).in_use().exclude(columns={}),
            listed,
            "La liste de comptes de l’an prochain se comparera sans rien choisir de nouveau.",
        ),
    ]
