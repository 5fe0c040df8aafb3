"""Which accounts must be closed when somebody leaves? Only a comparison sees an account."""

from datetime import date

from django.db.models import OuterRef, QuerySet

from fanal.account_lists.models import ExpectedAdmin, Finding
from fanal.core.http.addresses import address
from fanal.core.people.arrivals_departures import LEAVER_CHECKS, PUPIL, OffboardingCheck
from fanal.core.registry import register

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


def _list(uai: str, pk: int) -> str:
    return address("online_services:service_list", uai)


register(LEAVER_CHECKS, "account_lists.staff_accounts")(
    OffboardingCheck("accounts", SEEN, LEAD, _of_person, page=_list)
)
register(LEAVER_CHECKS, "account_lists.pupil_accounts")(
    OffboardingCheck("accounts", SEEN, LEAD, _of_pupil, PUPIL, page=_list)
)
register(LEAVER_CHECKS, "account_lists.administrators")(
    OffboardingCheck("admin", "Administrateur prévu, à remplacer", "la direction", _administers, page=_list)
)
