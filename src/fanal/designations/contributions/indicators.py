"""What designations measure: which are in force, out of those signed and not revoked (RG2)."""

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.indicators import IndicatorMeasure, IndicatorSource, MeasuredRow, MeasuredRows
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.core.addresses import address
from fanal.core.registry import INDICATOR_SOURCE, register
from fanal.designations.models import Designation
from fanal.designations.models.designation import DesignationQuerySet

NONE_SIGNED = "Aucune désignation n’est signée."


def _signed(school: School, period: MeasurePeriod) -> QuerySet[Designation]:
    """Begun, not revoked, and not replaced by the act that renews them."""
    rows: DesignationQuerySet = Designation.objects.for_school(school)
    signed = rows.signed().without_next().filter(revoked_on__isnull=True)
    return signed.filter(starts_on__lte=period.counted_until)


def _in_force(school: School, period: MeasurePeriod) -> IndicatorMeasure:
    signed = _signed(school, period)
    if not (total := signed.count()):
        return IndicatorMeasure.missing(NONE_SIGNED)
    valid = Designation.objects.for_school(school).in_force(period.counted_until)
    return IndicatorMeasure.ratio(signed.filter(pk__in=valid.values("pk")).count(), total, rows=total)


def _rows(school: School, period: MeasurePeriod) -> MeasuredRows:
    """The last to end first."""

    def row(act: Designation) -> MeasuredRow:
        page = address("designations:act_page", school.uai, act.number)
        return MeasuredRow(f"{act} · {act.about}", page, act.ends_on)

    rows = _signed(school, period).select_related("service").order_by("-ends_on", "-number")
    return MeasuredRows(rows, row)


register(INDICATOR_SOURCE)(IndicatorSource("RG2", _in_force, _rows, is_recounted=False))
