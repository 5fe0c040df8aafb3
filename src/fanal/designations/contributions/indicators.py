"""What designations divide into an indicator: which are in force, of those signed and not revoked (RG2)."""

from fanal.accounts.models import School
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.designations.contributions.measures import IN_FORCE, SIGNED
from fanal.designations.models import Designation
from fanal.measures.reading.indicators import INDICATOR_SOURCE, MeasuredRows
from fanal.measures.reading.measures import MeasuredRow
from fanal.measures.reading.shares import share
from fanal.year.rules.periods import MeasurePeriod

NONE_SIGNED = "Aucune désignation n’est signée."


def _rows(school: School, period: MeasurePeriod) -> MeasuredRows:
    """With what each is about."""

    def row(act: Designation) -> MeasuredRow:
        page = address("designations:act_page", school.uai, act.number)
        return MeasuredRow(f"{act} · {act.about}", page, act.ends_on)

    return MeasuredRows(SIGNED.rows(school, period), row)


RG2 = share("RG2", IN_FORCE, SIGNED, needs=((SIGNED, NONE_SIGNED),), listed=SIGNED, rows=_rows)
register(INDICATOR_SOURCE)(RG2)
