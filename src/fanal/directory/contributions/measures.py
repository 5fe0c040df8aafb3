"""What the directory counts of a school year: pupils, classes, staff named by the files of that year."""

from django.db.models import QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.school_years import year_query
from fanal.core.http.addresses import address
from fanal.core.registry import register
from fanal.directory.models import Enrolment, SchoolClass, StaffYear
from fanal.directory.models.pupil import here_until_summer
from fanal.measures.reading.measures import MEASURES, Measure
from fanal.year.rules.periods import MeasurePeriod
from fanal.year.rules.years import SchoolYear


def _pupils(school: School, period: MeasurePeriod) -> QuerySet:
    here = here_until_summer(period.year.lessons_end_on, period.counted_until, "pupil__")
    return Enrolment.objects.for_school(school).filter(here, school_year=period.year.label)


def _classes(school: School, period: MeasurePeriod) -> QuerySet:
    return SchoolClass.objects.for_school(school).filter(school_year=period.year.label)


def _staff(school: School, period: MeasurePeriod) -> QuerySet:
    here = here_until_summer(period.year.lessons_end_on, period.counted_until, "person__")
    return StaffYear.objects.for_school(school).filter(here, school_year=period.year.label)


def _pupil_list(school: School, year: SchoolYear) -> str:
    return address("directory:pupil_list", school.uai) + year_query(year)


def _class_list(school: School, year: SchoolYear) -> str:
    return address("directory:class_list", school.uai) + year_query(year)


# A pupil's record goes three months after they left: a past year's count is the one that was kept.
PUPILS = Measure(
    code="directory.pupils",
    noun=("élève", "élèves"),
    definition="Élèves inscrits par les fichiers de l’année, sans ceux partis avant la fin des cours.",
    rows=_pupils,
    is_state=True,
    is_recounted=False,
    is_of_people=True,
    year_address=_pupil_list,
)
CLASSES = Measure(
    code="directory.classes",
    noun=("classe", "classes"),
    definition="Classes de l’année, d’après ses fichiers.",
    rows=_classes,
    is_state=True,
    year_address=_class_list,
)
STAFF = Measure(
    code="directory.staff",
    noun=("personnel nommé par les fichiers", "personnels nommés par les fichiers"),
    definition="Personnels que nomment les fichiers de l’année, sans ceux partis avant la fin des cours.",
    rows=_staff,
    is_state=True,
    is_recounted=False,
    is_of_people=True,
)
for measure in (PUPILS, CLASSES, STAFF):
    register(MEASURES, measure.code)(measure)
