"""What the comparisons count of a school year: how many were made, how many differences were settled."""

from collections.abc import Callable

from django.db.models import QuerySet

from fanal.account_lists.models import Comparison, Finding
from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.measures.reading.measures import MEASURES, Measure, MeasuredRow
from fanal.measures.reading.period_filters import days_within
from fanal.year.rules.periods import MeasurePeriod


def _compared(school: School, period: MeasurePeriod) -> QuerySet:
    rows = Comparison.objects.for_school(school).filter(**days_within(period, "compared_on"))
    return rows.select_related("service").order_by("compared_on", "pk")


def _settled(school: School, period: MeasurePeriod) -> QuerySet:
    return Finding.objects.for_school(school).filter(**days_within(period, "settled_on"))


def _by_service(school: School) -> Callable[[Comparison], MeasuredRow]:
    def row(comparison: Comparison) -> MeasuredRow:
        page = address("online_services:service_page", school.uai, comparison.service_id)
        return MeasuredRow.of(comparison, comparison.service.name, page, comparison.compared_on)

    return row


COMPARED = Measure(
    code="online_services.compared",
    noun=("comparaison de comptes", "comparaisons de comptes"),
    definition="Listes de comptes comparées à l’annuaire pendant la période.",
    rows=_compared,
    to_row=_by_service,
    row_noun=("comparaison", "comparaisons"),
    day_noun="Comparée le",
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
