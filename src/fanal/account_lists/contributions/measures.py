"""What the comparisons count of a school year: how many were made, how many differences were settled."""

from django.db.models import QuerySet

from fanal.account_lists.models import Comparison, Finding
from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.measures.reading.measures import MEASURES, Measure
from fanal.measures.reading.period_filters import days_within
from fanal.year.rules.periods import MeasurePeriod
from fanal.year.rules.years import SchoolYear


def _compared(school: School, period: MeasurePeriod) -> QuerySet:
    return Comparison.objects.for_school(school).filter(**days_within(period, "compared_on"))


def _settled(school: School, period: MeasurePeriod) -> QuerySet:
    return Finding.objects.for_school(school).filter(**days_within(period, "settled_on"))


def _list(school: School, _: SchoolYear) -> str:
    return address("online_services:service_list", school.uai)


COMPARED = Measure(
    code="online_services.compared",
    noun=("comparaison de comptes", "comparaisons de comptes"),
    definition="Listes de comptes comparées à l’annuaire pendant la période.",
    rows=_compared,
    year_address=_list,
)
# A settled difference is forgotten in time: a past year's count is the one that was kept.
SETTLED = Measure(
    code="online_services.settled",
    noun=("compte corrigé", "comptes corrigés"),
    definition="Écarts entre une liste de comptes et l’annuaire réglés pendant la période.",
    rows=_settled,
    is_recounted=False,
)
for measure in (COMPARED, SETTLED):
    register(MEASURES, measure.code)(measure)
