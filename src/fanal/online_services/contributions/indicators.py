"""What the register of services measures: which services have their sheet (RG1)."""

from django.db.models import F

from fanal.accounts.models import School
from fanal.accounts.reading.indicators import IndicatorMeasure, IndicatorSource, MeasuredRow, MeasuredRows
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.core.addresses import address
from fanal.core.registry import INDICATOR_SOURCE, register
from fanal.online_services.models import OnlineService


def _complete(school: School, _: MeasurePeriod) -> IndicatorMeasure:
    services = OnlineService.objects.for_school(school).in_use()
    total = services.count()
    return IndicatorMeasure.ratio(services.filter(processing__isnull=False).count(), total, rows=total)


def _rows(school: School, _: MeasurePeriod) -> MeasuredRows:
    """Each service, those without a sheet first."""

    def row(service: OnlineService) -> MeasuredRow:
        label = service.name if service.processing_id else f"{service.name} (sans fiche)"
        return MeasuredRow(label, address("online_services:service_page", school.uai, service.pk))

    services = OnlineService.objects.for_school(school).in_use()
    return MeasuredRows(services.order_by(F("processing").asc(nulls_first=True), "name", "pk"), row)


register(INDICATOR_SOURCE)(IndicatorSource("RG1", _complete, _rows, is_recounted=False))
