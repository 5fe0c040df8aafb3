"""Which acts end when somebody leaves?"""

from datetime import date

from django.db.models import CharField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from fanal.core.http.addresses import address
from fanal.core.people.arrivals_departures import LEAVER_CHECKS, OffboardingCheck
from fanal.core.registry import register
from fanal.designations.models import Designation
from fanal.designations.rules.designations import ActNature


def _designated(school_id: int, who: OuterRef, today: date) -> QuerySet:
    rows = Designation.objects.for_school(school_id).in_force(today).filter(delegate=who)
    about = Coalesce("service__name", Value("Fanal"))
    return rows.order_by("number").annotate(about=about).values("about")


def _signs(school_id: int, who: OuterRef, today: date) -> QuerySet:
    """Until the head ends it: the function is lost, and the paper still says that they sign."""
    rows = Designation.objects.for_school(school_id).signed().filter(delegate=who, nature=ActNature.SIGNATURE)
    rows = rows.filter(revoked_on=None, ends_on__gte=today).order_by("number")
    return rows.annotate(named=Concat(Value("n° "), Cast("number", CharField()))).values("named")


def _given(school_id: int, who: OuterRef, today: date) -> QuerySet:
    """Personal: each lapses when the head who signed it leaves."""
    rows = Designation.objects.for_school(school_id).running(today).signing_for_head()
    rows = rows.filter(signing__signed_by=who, lapsed_on=None).order_by("number")
    return rows.annotate(named=Concat(Value("n° "), Cast("number", CharField()))).values("named")


def _acts(uai: str, pk: int) -> str:
    return address("designations:act_list", uai)


register(LEAVER_CHECKS, "designations.designations")(
    OffboardingCheck(
        "acts", "Désignations en cours, suspendues à son départ", "la direction", _designated, page=_acts
    )
)
register(LEAVER_CHECKS, "designations.delegated_signature")(
    OffboardingCheck("acts", "Délégation de signature, à abroger", "la direction", _signs, page=_acts)
)
register(LEAVER_CHECKS, "designations.given_delegations")(
    OffboardingCheck(
        "acts",
        "Délégations de signature données, caduques à son départ : de nouvelles sont à signer",
        "la direction",
        _given,
        page=_acts,
    )
)
