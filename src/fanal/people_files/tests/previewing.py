"""Applying what a preview shows, and comparing it with the tables, field by field."""

from datetime import date
from typing import Any

from django.utils import timezone

from fanal.accounts.models import Person
from fanal.core.imports.models import Import
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.directory.models import (
    Enrolment,
    Pupil,
    SchoolClass,
    SourceRecord,
    StaffYear,
    TeachingGroup,
)
from fanal.people_files.actions import tables
from fanal.people_files.reading.import_differences import FieldChange, differences_of
from fanal.people_files.reading.imports import effects_of
from fanal.people_files.tests.importing import TODAY

YEAR = "2026-2027"
CARD = ("civility", "family_name", "given_name", "email", "job")
LISTS = ("functions", "classes", "groups", "heads", "subjects")


def records(school) -> dict[tuple[str, Any], dict[str, Any]]:
    """Everything that an import may write, read from the tables."""
    content: dict[tuple[str, Any], dict[str, Any]] = {}
    with scope(school):
        years = {
            enrolment.pupil_id: enrolment
            for enrolment in Enrolment.objects.for_school(school).filter(school_year=YEAR)
        }
        for row in Pupil.objects.for_school(school):
            year = years.get(row.pk, Enrolment())
            content["pupil", row.pk] = {
                "family_name": row.family_name,
                "given_name": row.given_name,
                "born": _day(row.born),
                "left_on": _day(row.left_on),
                "class": year.class_code,
                "level": year.level,
                "groups": year.groups,
            }
        worked = {
            year.person_id: year for year in StaffYear.objects.for_school(school).filter(school_year=YEAR)
        }
        for person in Person.objects.for_school(school):
            work = worked.get(person.pk, StaffYear())
            content["staff", person.pk] = (
                {name: getattr(person, name) for name in CARD}
                | {"left_on": _day(person.left_on)}
                | {name: getattr(work, name) for name in LISTS}
            )
        for school_class in SchoolClass.objects.for_school(school).filter(school_year=YEAR):
            content["class", school_class.code] = {"label": school_class.label, "levels": school_class.levels}
        for group in TeachingGroup.objects.for_school(school).filter(school_year=YEAR):
            content["group", group.code] = {"label": group.label, "classes": group.classes}
        for word in SourceRecord.objects.for_school(school).filter(kind__in=["level", "subject", "school"]):
            content[word.kind, word.key] = word.content
    return content


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def check(importer, imported: Import) -> Import:
    """Apply what is shown; then each line is what became of its record, and the others are as before."""
    before = records(importer.school)
    lines = [line for effect in ("created", "changed", "gone") for line in importer.lines(imported, effect)]
    with scope(importer.school):
        effects = {effect.pk: effect for effect in effects_of(lines, imported)}
    importer.apply(imported)
    after, touched = records(importer.school), set()
    for line in [
        line for effect in ("created", "changed", "gone") for line in importer.lines(imported, effect)
    ]:
        kind = line.cells["kind"]
        key = (kind, line.target if kind in {"pupil", "staff"} else line.cells["key"])
        touched.add(key)
        was, now = before.get(key, {}), after[key]
        for name, value in (line.after or {}).items():
            assert now[name] == value, (line.effect, key, name)
        if line.effect == "created":
            assert key not in before
            assert (line.after or {}).keys() <= now.keys()
            assert effects[line.pk].name in {
                f"{now.get('family_name')} {now.get('given_name')}",
                now.get("label"),
                line.cells["key"],
            }
            continue
        changed = {name for name in now if now[name] != was.get(name)}
        assert _sorted(effects[line.pk].differences) == _sorted(differences_of(was, now)), (key, changed)
    announced = {("class", code) for code in imported.creations["classes"]}
    announced |= {("group", code) for code in imported.creations["groups"]}
    for key in (before.keys() | after.keys()) - touched - announced:
        assert before.get(key) == after.get(key), key
    return imported


def _sorted(differences: list[FieldChange]) -> list[tuple[str, str, str]]:
    return sorted((difference.label, difference.before, difference.after) for difference in differences)


def counts(imported: Import) -> tuple[int, int, int]:
    return imported.created, imported.changed, imported.gone


def bring_table(importer, text: str, kind: str = "pupil", *, is_complete: bool = True) -> Import:
    with scope(importer.school):
        table = read_table(text.encode(), "liste.csv")
        imported = tables.deposit_table(
            importer.school, table, name="l.csv", now=timezone.now(), by=importer.by
        )
        return tables.choose_columns(
            imported, imported.columns, kind=kind, is_complete=is_complete, today=TODAY, by=importer.by
        )
