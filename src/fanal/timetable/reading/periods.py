"""The lesson periods of a school."""

from typing import Any

from fanal.accounts.models import School
from fanal.core.database.prepared import prepared
from fanal.timetable.models import LessonPeriod
from fanal.timetable.rules.periods import Period


@prepared
def _periods(school_id: int) -> Any:
    return LessonPeriod.objects.for_school(school_id).values_list("weekday", "starts", "ends", "code")


def periods_of(school: School) -> list[Period]:
    """Its lesson periods; none as long as nobody said them."""
    return [Period(*row) for row in _periods(school.pk)]
