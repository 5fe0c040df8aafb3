"""A whole year of files: exactly the people present, by a count that Fanal has no part in.

A quarter leaves, some on a day known beforehand; one in twenty goes to the other school; names change; lines
are refused. Verified in November 2026: the three sorts of exports lost people (§ 2.1 to 2.4).
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models.member import Actor, system
from fanal.accounts.models.roles import Delegated, Role, System
from fanal.accounts.tests.factories import member_of
from fanal.core.imports.models import Import
from fanal.core.sheets import read_table
from fanal.core.tenancy import scope
from fanal.directory.models import Enrolment
from fanal.people_files.actions import tables
from fanal.people_files.actions.everywhere import import_everywhere
from fanal.people_files.actions.imports import departures_question
from fanal.people_files.tests import generating
from fanal.people_files.tests.generating import Ledger, Step, a_year
from fanal.people_files.tests.importing import TODAY, Importer

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]
EACH = 240
YEAR = a_year(schools=2, each=EACH)


@pytest.fixture
def importers(school, elsewhere) -> list[Importer]:
    imported = []
    for each_school in (school, elsewhere):
        with scope(each_school):
            person = member_of(each_school, Role.DIGITAL_LEAD).person_id
        roles = frozenset({Role.DIGITAL_LEAD, *Delegated})
        imported.append(
            Importer(each_school, Actor(f"person:{person}", "Référent", roles, each_school.pk, person))
        )
    return imported


def present(school, day) -> list[tuple[str, str, str, str]]:
    with scope(school):
        rows = Enrolment.objects.for_school(school).filter(school_year="2026-2027")
        here = [
            enrolment
            for enrolment in rows.select_related("pupil")
            if not enrolment.pupil.left_on or enrolment.pupil.left_on > day
        ]
    return sorted(
        (
            enrolment.pupil.family_name,
            enrolment.pupil.given_name,
            enrolment.pupil.born.isoformat(),
            enrolment.class_code,
        )
        for enrolment in here
    )


def compare(importers: list[Importer], ledger: Ledger, step: Step) -> None:
    """On the day of the file, and on the days that follow without another one."""
    for days in (0, 10, 20):
        day = step.day + timedelta(days=days)
        for rank, importer in enumerate(importers):
            assert present(importer.school, day) == ledger.present(rank, day)


def bring(importer: Importer, imported: Import) -> None:
    """Nothing in a plain year looks like a cut file."""
    with scope(importer.school):
        assert departures_question(imported) == ""
    importer.apply(imported)


def test_the_year_is_the_one_that_is_promised():
    """25 % leave, 5 % change school, names change and lines are refused: in the files themselves."""
    first, last = YEAR[0].children, YEAR[-1].children
    ever = len(first)
    assert sum(child.out_on is not None for child in last.values()) == ever * 25 // 100
    assert sum(first[number].school != last[number].school for number in first) == ever * 5 // 100
    assert sum(first[number].family != last[number].family for number in first) > ever * 3 // 100
    assert len(last) > ever
    assert all(len(step.slips) >= 5 for step in YEAR)
    assert any(child.out_on and child.out_on > step.day for step in YEAR for child in step.children.values())


def test_a_year_of_siecle(importers):
    ledger = Ledger(2)
    for step in YEAR:
        for rank, importer in enumerate(importers):
            importer.today = step.day
            text = generating.siecle(step, rank, importer.school.uai)
            imported = importer.deposit(text)
            assert imported.refused == len([child for child in step.of(rank) if child.number in step.slips])
            bring(importer, imported)
            again = importer.deposit(text)
            assert (again.created, again.changed, again.gone) == (0, 0, 0)
            ledger.read_list(step, rank, step.of(rank))
        compare(importers, ledger, step)


def test_a_year_of_the_aaf_complete_then_deltas(importers, tmp_path):
    ledger, path = Ledger(2), tmp_path / "aaf.xml"
    uais = [outcome.school.uai for outcome in importers]
    for place, step in enumerate(YEAR):
        is_complete = place in {0, len(YEAR) - 1}
        path.write_text(generating.aaf_complete(step, uais) if is_complete else generating.aaf_delta(step))
        brought = import_everywhere([path], today=step.day, now=timezone.now(), by=system(System.SETUP))
        assert [outcome.waits for outcome in brought] == ["", ""]
        if is_complete:
            for rank in range(2):
                ledger.read_list(step, rank, step.of(rank))
        else:
            ledger.read_delta(step)
        compare(importers, ledger, step)


@pytest.mark.parametrize("has_numbers", [True, False], ids=["with numbers", "by name and birthday"])
@pytest.mark.parametrize("has_exits", [True, False], ids=["with exits", "of those present"])
def test_a_year_of_tables(importers, has_numbers, has_exits):
    ledger = Ledger(2)
    for step in YEAR:
        for rank, importer in enumerate(importers):
            importer.today = step.day
            text = generating.table(step, rank, has_numbers=has_numbers, has_exits=has_exits)
            with scope(importer.school):
                table, now = read_table(text.encode(), "liste.csv"), timezone.now()
                imported = tables.deposit_table(
                    importer.school, table, name="liste.csv", now=now, by=importer.by
                )
                imported = tables.choose_columns(
                    imported, imported.columns, kind="pupil", is_complete=True, today=step.day, by=importer.by
                )
            bring(importer, imported)
            listed = (
                step.of(rank)
                if has_exits
                else [replace(child, out_on=None) for child in step.of(rank) if not step.is_out(child)]
            )
            ledger.read_list(step, rank, listed)
        compare(importers, ledger, step)
