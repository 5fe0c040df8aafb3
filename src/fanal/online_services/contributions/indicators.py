"""What the register of services measures: which services have a validated sheet (RG1)."""

from django.db.models import Case, QuerySet, Value, When

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.measures.reading.indicators import INDICATOR_SOURCE, MeasuredRows
from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.shares import share
from fanal.online_services.contributions.measures import COVERED, IN_USE
from fanal.online_services.models import OnlineService
from fanal.online_services.rules.gdpr_status import gdpr_status
from fanal.privacy.rules.codes import ProcessingState
from fanal.year.rules.periods import MeasurePeriod


def _unfinished_first(services: QuerySet[OnlineService]) -> QuerySet[OnlineService]:
    is_validated = When(processing__state=ProcessingState.KEPT, then=Value(1))
    return services.order_by(Case(is_validated, default=Value(0)), "name", "pk")


def _rows(school: School, period: MeasurePeriod) -> MeasuredRows:
    """Each service with the state of its sheet, those whose sheet is not validated first."""

    def row(service: OnlineService) -> MeasuredRow:
        sheet = service.processing
        return MeasuredRow(
            service.name,
            address("online_services:service_page", school.uai, service.pk),
            worth=gdpr_status(sheet.state if sheet else None).words,
            is_counted=sheet is not None and sheet.state == ProcessingState.KEPT,
        )

    services = IN_USE.rows(school, period).select_related("processing")
    return MeasuredRows(_unfinished_first(services), row)


RG1 = share("RG1", COVERED, IN_USE, listed=IN_USE, rows=_rows, worth_noun="Fiche")
register(INDICATOR_SOURCE)(RG1)
