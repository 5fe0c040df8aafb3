"""The directory of one world of the matrix: a pupil, a teacher of theirs, and an import with a doubt."""

from django.utils import timezone

from fanal.accounts.models import Person, School
from fanal.core.clock.testing import today
from fanal.core.database.numbers import next_number
from fanal.core.imports.models import Import, ImportLine
from fanal.directory.models import (
    ChecklistTick,
    Enrolment,
    FormLetter,
    NotDuplicate,
    Pupil,
    RecordMerge,
    SourceRecord,
    StaffYear,
)
from fanal.file_readings.models import FileReading
from fanal.year.rules.years import year_of


def fill_directory(school: School, person: Person, canary: str) -> None:
    """Each row says the canary. The import takes the next number of the school's imports."""
    year = str(year_of(today()))
    pupil = Pupil.objects.create(school=school, family_name=canary, given_name="Ada")
    Enrolment.objects.create(school=school, pupil=pupil, school_year=year, class_code=canary, groups=[canary])
    SourceRecord.objects.create(
        school=school, source="siecle", kind="pupil", key=canary, content={"family_name": canary},
        school_year=year, seen_on=today(), pupil=pupil,
    )  # fmt: skip
    twin = Pupil.objects.create(school=school, family_name=canary, given_name="Ada")
    other = Pupil.objects.create(school=school, family_name=canary, given_name="Léo")
    ChecklistTick.objects.create(
        school=school, person=person, sheet="departure", code=canary, done_at=timezone.now(), done_by=person
    )
    NotDuplicate.objects.create(school=school, pupil=pupil, other_pupil=other, said_on=today())
    name = {"given_name": "Eva", "family_name": canary}
    RecordMerge.objects.create(
        school=school, pupil=twin, gone_number=pupil.pk - 1, was={"gone": {"fields": name}},
        left={"fields": {"given_name": "Anne"}, "years": [], "known": {}}, joined_by=person,
        joined_at=timezone.now(),
    )  # fmt: skip
    Person.objects.create(school=school, given_name="Ada", family_name=canary)
    StaffYear.objects.create(school=school, person=person, school_year=year, classes=[canary])
    FormLetter.objects.create(school=school, title=canary, body=canary, changed_on=today())
    FileReading.objects.create(
        school=school, kind="equipment", name=canary, size=1, state="stopped", reasons=[canary],
        asked_by=person, asked_at=timezone.now(), moved_at=timezone.now(),
    )  # fmt: skip
    brought = Import.objects.create(
        school=school, number=next_number(school.pk, "import"), name=canary, kind="people", stage="planned",
        sha256="0" * 64, creations={"source": "siecle", "year": year}, made_by=person, made_at=timezone.now(),
        read=1, refused=1,
    )  # fmt: skip
    ImportLine.objects.create(
        school=school, imported=brought, line=1, effect="refused", reasons=[canary],
        cells={"kind": "pupil", "key": canary, "rank": 1, "candidates": [1]},
    )  # fmt: skip
