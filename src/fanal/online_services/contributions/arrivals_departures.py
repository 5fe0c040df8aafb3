"""Which accounts must be closed when somebody leaves, and created when somebody arrives?

Only a comparison sees an account: what the last one still saw is a check; each service in use is a step that
somebody ticks.
"""

from datetime import date

from django.db.models import CharField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse

from fanal.core.addresses import address
from fanal.core.arrivals_departures import DEPARTURE, PERSON, PUPIL, ManualStep, OffboardingCheck
from fanal.core.registry import LEAVER_CHECKS, SHEET_STEPS, register
from fanal.online_services.models import Designation, ExpectedAdmin, Finding, OnlineService
from fanal.online_services.rules.catalogue import BOTH, PUPILS, STAFF
from fanal.online_services.rules.designations import ActNature

LEAD = "le référent"
SEEN = "Comptes encore vus à la dernière comparaison"


def _of_person(school_id: int, who: OuterRef, today: date) -> QuerySet:
    rows = Finding.objects.for_school(school_id).to_do().filter(person=who, kind="orphan")
    return rows.order_by("service__name").values("service__name")


def _of_pupil(school_id: int, who: OuterRef, today: date) -> QuerySet:
    rows = Finding.objects.for_school(school_id).to_do().filter(pupil=who, kind="orphan")
    return rows.order_by("service__name").values("service__name")


def _administers(school_id: int, who: OuterRef, today: date) -> QuerySet:
    rows = ExpectedAdmin.objects.for_school(school_id).filter(person=who, service__archived_on__isnull=True)
    return rows.order_by("service__name").values("service__name")


def _designated(school_id: int, who: OuterRef, today: date) -> QuerySet:
    rows = Designation.objects.for_school(school_id).in_force(today).filter(delegate=who)
    about = Coalesce("service__name", Value("Fanal"))
    return rows.order_by("number").annotate(about=about).values("about")


def _signs(school_id: int, who: OuterRef, today: date) -> QuerySet:
    """Until the head ends it: the function is lost, and the paper still says that they sign."""
    rows = Designation.objects.for_school(school_id).signed().filter(delegate=who, nature=ActNature.SIGNATURE)
    rows = rows.filter(revoked_on=None, ends_on__gte=today).order_by("number")
    return rows.annotate(named=Concat(Value("n° "), Cast("number", CharField()))).values("named")


def _acts(uai: str, pk: int) -> str:
    return address("designations:act_list", uai)


def _list(uai: str, pk: int) -> str:
    return address("online_services:service_list", uai)


register(LEAVER_CHECKS, 50)(OffboardingCheck("accounts", SEEN, LEAD, _of_person, page=_list))
register(LEAVER_CHECKS, 51)(OffboardingCheck("accounts", SEEN, LEAD, _of_pupil, PUPIL, page=_list))
register(LEAVER_CHECKS, 52)(
    OffboardingCheck("admin", "Administrateur prévu, à remplacer", "la direction", _administers, page=_list)
)
register(LEAVER_CHECKS, 53)(
    OffboardingCheck(
        "acts", "Désignations en cours, suspendues à son départ", "la direction", _designated, page=_acts
    )
)


register(LEAVER_CHECKS, 54)(
    OffboardingCheck("acts", "Délégation de signature, à abroger", "la direction", _signs, page=_acts)
)


@register(SHEET_STEPS, 50)
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
