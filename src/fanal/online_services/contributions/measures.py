"""What the list of services counts: those that are used, those with a validated sheet."""

from collections.abc import Callable

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.measures.reading.measures import MEASURES, Measure, MeasuredRow
from fanal.online_services.models import OnlineService
from fanal.year.rules.periods import MeasurePeriod

NOUN = ("service", "services")


def _in_use(school: School, _: MeasurePeriod) -> QuerySet[OnlineService]:
    rows: QuerySet[OnlineService] = OnlineService.objects.for_school(school).in_use()
    return rows.order_by("name", "pk")


def _covered(school: School, period: MeasurePeriod) -> QuerySet[OnlineService]:
    rows: QuerySet[OnlineService] = OnlineService.objects.for_school(school).in_use().with_validated_sheet()
    return rows.order_by("name", "pk")


def _ending(school: School, period: MeasurePeriod) -> QuerySet[OnlineService]:
    services = OnlineService.objects.for_school(school).in_use()
    rows: QuerySet[OnlineService] = services.ending(period.counted_until)
    return rows.order_by("contract_ends_on", "pk")


def named(school: School) -> Callable[[OnlineService], MeasuredRow]:
    """By its name, with its page."""

    def row(service: OnlineService) -> MeasuredRow:
        page = address("online_services:service_page", school.uai, service.pk)
        return MeasuredRow.of(service, service.name, page)

    return row


IN_USE = Measure(
    code="online_services.in_use",
    noun=("service utilisé", "services utilisés"),
    definition="Services en ligne du catalogue de l’établissement, non archivés.",
    rows=_in_use,
    to_row=named,
    row_noun=NOUN,
    is_state=True,
    is_recounted=False,
    year_label="Services en ligne",
)
COVERED = Measure(
    code="online_services.covered",
    noun=("a une fiche validée au registre", "ont une fiche validée au registre"),
    definition="Services utilisés dont la fiche du registre des traitements est validée.",
    rows=_covered,
    to_row=named,
    row_noun=NOUN,
    is_state=True,
    is_recounted=False,
)
ENDING = Measure(
    code="online_services.ending",
    noun=("contrat qui finit bientôt", "contrats qui finissent bientôt"),
    definition="Services utilisés dont le contrat finit dans le délai où Fanal prévient.",
    rows=_ending,
    to_row=named,
    row_noun=NOUN,
    is_state=True,
    is_recounted=False,
)
register(MEASURES, "online_services.in_use")(IN_USE)
