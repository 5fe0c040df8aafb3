"""Pupils and classes of one school year, as their lists show them."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Func, Q, QuerySet

from fanal.accounts.models import School
from fanal.directory.models import Enrolment, Pupil, SchoolClass, StaffYear, TeachingGroup

CLASS_LIST = Path(__file__).parents[1] / "documents" / "class_list.typ"


def pupils_of(
    school: School,
    year: str,
    *,
    class_code: str = "",
    group: str = "",
    typed: str = "",
    has_left: bool = False,
) -> QuerySet[Pupil]:
    """Those of a year with their class and level; those who left only when asked for."""
    rows = Pupil.objects.for_school(school).named(typed)
    rows = rows.gone() if has_left else rows.present()
    if has_left:
        return rows.by_name()
    followed = Q(enrolments__school_year=year)
    if class_code:
        followed &= Q(enrolments__class_code=class_code)
    if group:
        followed &= Q(enrolments__groups__contains=[group])
    rows = rows.filter(followed)  # one filter: each would look at another year of the pupil
    return rows.annotate(class_code=F("enrolments__class_code"), groups=F("enrolments__groups")).by_name()


def classes_of(school: School, year: str) -> list[dict[str, Any]]:
    """The classes of a year with how many pupils each holds (two queries)."""
    counted = (
        Enrolment.objects.for_school(school)
        .filter(school_year=year, pupil__left_on__isnull=True)
        .values_list("class_code")
        .annotate(count=Count("pk"))
        .order_by()
    )
    counts = dict(counted)
    rows = (
        SchoolClass.objects.for_school(school)
        .filter(school_year=year)
        .order_by(Func("code", function="sort_key"))
    )
    return [{"code": one.code, "label": one.label, "count": counts.get(one.code, 0)} for one in rows]


def class_chips(
    classes: list[dict[str, Any]], wanted: str, *, is_all: bool, has_left: bool
) -> list[dict[str, Any]]:
    """The classes as filters of the list, with their counts."""
    chips = [{"label": "Tous", "url": "?", "current": is_all}]
    chips += [
        {
            "label": one["code"],
            "url": f"?{urlencode({'classe': one['code']})}",
            "count": one["count"],
            "current": one["code"] == wanted,
        }
        for one in classes
    ]
    return [*chips, {"label": "Partis", "url": "?vue=partis", "current": has_left}]


def groups_of(school: School, year: str) -> list[TeachingGroup]:
    rows = TeachingGroup.objects.for_school(school).filter(school_year=year)
    return list(rows.order_by(Func("code", function="sort_key")))


def teachers_of(school: School, year: str, class_code: str) -> list[StaffYear]:
    """Who teaches this class, its « professeurs principaux » first."""
    rows = StaffYear.objects.for_school(school).filter(
        Q(classes__contains=[class_code]) | Q(heads__contains=[class_code]),
        school_year=year, person__left_on__isnull=True,
    )  # fmt: skip
    found = list(rows.select_related("person"))
    return sorted(found, key=lambda one: (class_code not in one.heads, one.person.family_name))


def sheet_of(found: SchoolClass, school: School) -> dict[str, Any]:
    """What the printed list of a class shows."""
    teachers = teachers_of(school, found.school_year, found.code)
    rows = pupils_of(school, found.school_year, class_code=found.code)
    heads = ", ".join(one.person.polite_name for one in teachers if found.code in one.heads)
    return {
        "title": f"{found.code}" if found.label in {"", found.code} else f"{found.code} – {found.label}",
        "school": school.name,
        "year": found.school_year,
        "teachers": f"Professeur principal : {heads}" if heads else "",
        "columns": ["", "", ""],
        "pupils": [
            {
                "name": f"{one.family_name} {one.given_name}",
                "groups": ", ".join(one.groups),  # type: ignore[attr-defined]  # annotated
            }
            for one in rows
        ],
    }
