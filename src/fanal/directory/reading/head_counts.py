"""How many pupils does a school have in a year, as its files say? What indicators divide by."""

from fanal.accounts.models import School
from fanal.accounts.rules.periods import MeasurePeriod
from fanal.directory.models import Enrolment
from fanal.directory.models.pupil import here_until_summer


def pupil_count(school: School, period: MeasurePeriod) -> int:
    """Those of the year at the end of the period, or at the end of its lessons."""
    year = period.year
    here = here_until_summer(year.lessons_end_on, period.ends_on, "pupil__")
    return Enrolment.objects.for_school(school).filter(here, school_year=year.label).count()
