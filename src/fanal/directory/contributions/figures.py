"""What the directory says of a school year: pupils, classes, staff named by the files of that year."""

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.figures import Figure, Window
from fanal.accounts.reading.school_years import year_query
from fanal.accounts.rules.years import SchoolYear
from fanal.core.addresses import address
from fanal.core.registry import FIGURES, register
from fanal.directory.models import Enrolment, SchoolClass, StaffYear
from fanal.directory.models.pupil import here_until_summer


def _pupils(school_id: int, window: Window) -> QuerySet:
    here = here_until_summer(window.lessons_end_on, window.last_day, "pupil__")
    return Enrolment.objects.for_school(school_id).filter(here, school_year=window.label)


def _classes(school_id: int, window: Window) -> QuerySet:
    return SchoolClass.objects.for_school(school_id).filter(school_year=window.label)


def _staff(school_id: int, window: Window) -> QuerySet:
    here = here_until_summer(window.lessons_end_on, window.last_day, "person__")
    return StaffYear.objects.for_school(school_id).filter(here, school_year=window.label)


def _pupil_list(school: School, year: SchoolYear) -> str:
    return address("directory:pupil_list", school.uai) + year_query(year)


def _class_list(school: School, year: SchoolYear) -> str:
    return address("directory:class_list", school.uai) + year_query(year)


# A pupil's record goes three months after they left: a past year's count is the one that was kept.
FIGURES_OFFERED = (
    Figure("directory.pupils", "Élèves", _pupils, is_state=True, is_recounted=False, url=_pupil_list),
    Figure("directory.classes", "Classes", _classes, is_state=True, url=_class_list),
    Figure("directory.staff", "Personnels", _staff, is_state=True, is_recounted=False),
)
for figure in FIGURES_OFFERED:
    register(FIGURES, 30)(figure)
