"""What this school's own tables hold: its people, classes and groups of one year, as cells."""

from collections.abc import Iterable
from datetime import date

from fanal.accounts.models import Person, School
from fanal.core.sheets.cells import as_text
from fanal.directory.models import Enrolment, SchoolClass, StaffYear, TeachingGroup
from fanal.directory.reading.pupils import pupils_of
from fanal.people_files.rules.own_tables import SEPARATOR, OwnTable
from fanal.year.rules.years import SchoolYear

Cells = dict[str, str | date | None]


def number_of(school: School, letter: str, pk: int) -> str:
    """How a line names somebody of this school, and of no other: « 0120002M-E42 »."""
    return f"{school.uai}-{letter}{pk}"


def cells_of(school: School, table: OwnTable, year: SchoolYear, today: date) -> dict[int | str, Cells]:
    """The lines of a table, by what they are about: the key of a person, the code of a class."""
    if table.kind == "pupil":
        return _pupils(school, year, today)
    return READERS[table.kind](school, year)


def rows_of(table: OwnTable, lines: Iterable[Cells]) -> list[list[object]]:
    return [[cells[code] for code in table.columns] for cells in lines]


def as_texts(cells: Cells) -> dict[str, str]:
    return {code: as_text(value) for code, value in cells.items()}


def _list(codes: Iterable[str]) -> str:
    return SEPARATOR.join(sorted(codes))


def _pupils(school: School, year: SchoolYear, today: date) -> dict[int | str, Cells]:
    enrolled = Enrolment.objects.for_school(school).filter(school_year=year.label)
    of_pupil = {row.pupil_id: row for row in enrolled}
    return {
        pupil.pk: {
            "id": number_of(school, "E", pupil.pk),
            "family_name": pupil.family_name,
            "given_name": pupil.given_name,
            "born": pupil.born,
            "left_on": pupil.left_on,
            "class": of_pupil[pupil.pk].class_code,
            "level": of_pupil[pupil.pk].level,
            "groups": _list(of_pupil[pupil.pk].groups),
            "year": year.label,
        }
        for pupil in pupils_of(school, year, today=today)
    }


def _staff(school: School, year: SchoolYear) -> dict[int | str, Cells]:
    rows = StaffYear.objects.for_school(school).filter(school_year=year.label)
    of_person = {row.person_id: row for row in rows}
    lines: dict[int | str, Cells] = {}
    for person in Person.objects.for_school(school).present().by_name():
        work = of_person.get(person.pk) or StaffYear()
        lines[person.pk] = {
            "id": number_of(school, "P", person.pk),
            "civility": person.civility,
            "family_name": person.family_name,
            "given_name": person.given_name,
            "email": person.email,
            "job": person.job,
            "functions": _list(work.functions),
            "classes": _list(work.classes),
            "groups": _list(work.groups),
            "heads": _list(work.heads),
            "subjects": _list(work.subjects),
            "year": year.label,
        }
    return lines


def _classes(school: School, year: SchoolYear) -> dict[int | str, Cells]:
    rows = SchoolClass.objects.for_school(school).filter(school_year=year.label).order_by("code")
    return {
        row.code: {"id": row.code, "label": row.label, "levels": _list(row.levels), "year": year.label}
        for row in rows
    }


def _groups(school: School, year: SchoolYear) -> dict[int | str, Cells]:
    rows = TeachingGroup.objects.for_school(school).filter(school_year=year.label).order_by("code")
    return {
        row.code: {"id": row.code, "label": row.label, "classes": _list(row.classes), "year": year.label}
        for row in rows
    }


READERS = {"staff": _staff, "class": _classes, "group": _groups}
