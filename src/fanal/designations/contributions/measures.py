"""What acts count: those signed that still stand, those that open something that day."""

from collections.abc import Callable

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.designations.models import Designation
from fanal.designations.models.designation_queryset import DesignationQuerySet
from fanal.measures.reading.measures import Measure, MeasuredRow
from fanal.year.rules.periods import MeasurePeriod

NOUN, DAY = ("acte", "actes"), "Fin"


def _signed(school: School, period: MeasurePeriod) -> QuerySet[Designation]:
    """Begun, not revoked, and not replaced by the act that renews them; the last to end first."""
    rows: DesignationQuerySet = Designation.objects.for_school(school)
    signed = rows.signed().without_next().filter(revoked_on__isnull=True)
    begun = signed.filter(starts_on__lte=period.counted_until)
    return begun.select_related("service").order_by("-ends_on", "-number")


def _in_force(school: School, period: MeasurePeriod) -> QuerySet[Designation]:
    opening = Designation.objects.for_school(school).in_force(period.counted_until)
    return _signed(school, period).filter(pk__in=opening.values("pk"))


def _numbered(school: School) -> Callable[[Designation], MeasuredRow]:
    """By its number: an act names who holds it."""

    def row(act: Designation) -> MeasuredRow:
        page = address("designations:act_page", school.uai, act.number)
        return MeasuredRow.of(act, str(act), page, act.ends_on)

    return row


SIGNED = Measure(
    code="designations.standing",
    noun=("acte signé", "actes signés"),
    definition="Actes signés qui ont commencé, ni abrogés ni remplacés.",
    rows=_signed,
    to_row=_numbered,
    row_noun=NOUN,
    day_noun=DAY,
    is_state=True,
    is_recounted=False,
)
IN_FORCE = Measure(
    code="designations.opening",
    noun=("acte en vigueur", "actes en vigueur"),
    definition="De ces actes, ceux qui ouvrent des droits ce jour-là.",
    rows=_in_force,
    to_row=_numbered,
    row_noun=NOUN,
    day_noun=DAY,
    is_state=True,
    is_recounted=False,
)
