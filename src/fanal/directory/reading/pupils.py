"""Pupils and classes of one school year, as their lists show them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Count, F, Func, Q, QuerySet

from fanal.accounts.models import School
from fanal.accounts.reading.letterhead import letterhead_of
from fanal.core.pages.filter_chips import FilterChip, tab_chips
from fanal.directory.models import Enrolment, Pupil, SchoolClass, StaffYear, TeachingGroup
from fanal.directory.models.pupil import here_until_summer
from fanal.year.rules.years import SchoolYear, year_named

CLASS_LIST = Path(__file__).parents[1] / "documents" / "class_list.typ"


def pupils_of(
    school: School,
    year: SchoolYear,
    *,
    today: date,
    class_code: str = "",
    group: str = "",
    typed: str = "",
    has_left: bool = False,
) -> QuerySet[Pupil]:
    """Those of a year with their class and level; those who left only when asked for."""
    rows = Pupil.objects.for_school(school).named(typed)
    if has_left:
        return rows.gone(today).by_name()
    followed = {"class_code": class_code, "groups__contains": [group] if group else None}
    rows = rows.of_year(year, today, **{name: value for name, value in followed.items() if value})
    return rows.annotate(class_code=F("enrolments__class_code"), groups=F("enrolments__groups")).by_name()


@dataclass(frozen=True)
class ClassCount:
    """One class of a year, with how many pupils it holds."""

    code: str
    label: str
    count: int


def classes_of(school: School, year: SchoolYear, *, today: date) -> list[ClassCount]:
    """Two queries."""
    counted = (
        Enrolment.objects.for_school(school)
        .filter(here_until_summer(year.lessons_end_on, today, "pupil__"), school_year=year.label)
        .values_list("class_code")
        .annotate(count=Count("pk"))
        .order_by()
    )
    counts = dict(counted)
    rows = (
        SchoolClass.objects.for_school(school)
        .filter(school_year=year.label)
        .order_by(Func("code", function="sort_key"))
    )
    return [
        ClassCount(school_class.code, school_class.label, counts.get(school_class.code, 0))
        for school_class in rows
    ]


VIEWS = {"": "De l’année", "partis": "Partis"}


def view_chips(*, has_left: bool, kept: dict[str, str]) -> list[FilterChip]:
    """Those of the year, or those who left. `kept`: the year that the address names."""
    return tab_chips(VIEWS, None, "partis" if has_left else "", kept=kept)


def groups_of(school: School, year: SchoolYear) -> list[TeachingGroup]:
    rows = TeachingGroup.objects.for_school(school).filter(school_year=year.label)
    return list(rows.order_by(Func("code", function="sort_key")))


def teachers_of(school: School, year: SchoolYear, class_code: str, *, today: date) -> list[StaffYear]:
    """Who teaches this class, its « professeurs principaux » first."""
    rows = StaffYear.objects.for_school(school).filter(
        Q(classes__contains=[class_code]) | Q(heads__contains=[class_code]),
        here_until_summer(year.lessons_end_on, today, "person__"),
        school_year=year.label,
    )
    teachers = list(rows.select_related("person"))
    return sorted(teachers, key=lambda teacher: (class_code not in teacher.heads, teacher.person.family_name))


def sheet_of(school_class: SchoolClass, school: School, *, today: date) -> dict[str, Any]:
    """What the printed list of a class shows."""
    year = year_named(school_class.school_year)
    teachers = teachers_of(school, year, school_class.code, today=today)
    rows = pupils_of(school, year, today=today, class_code=school_class.code)
    heads = ", ".join(
        teacher.person.polite_name for teacher in teachers if school_class.code in teacher.heads
    )
    return {
        "title": f"{school_class.code}"
        if school_class.label in {"", school_class.code}
        else f"{school_class.code} – {school_class.label}",
        "school": school.name,
        "letterhead": letterhead_of(school),
        "year": school_class.school_year,
        "teachers": f"Professeur principal : {heads}" if heads else "",
        "columns": ["", "", ""],
        "pupils": [
            {
                "name": f"{row.family_name} {row.given_name}",
                "groups": ", ".join(row.groups),  # type: ignore[attr-defined]  # annotated
            }
            for row in rows
        ],
    }
