"""What `make bench` does to the tables of a school still fits them: it is measured here on a few people."""

import pytest
from bench import accounts, campaigns, disposals, rest
from bench.visitors import SCHOOL

from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.tenancy import scope
from fanal.equipment.tests.factories import EquipmentFactory


@pytest.mark.django_db
def test_the_accounts_of_a_few_are_compared(capsys):
    SchoolFactory(pk=SCHOOL)
    accounts.measure(40)
    said = capsys.readouterr().out
    assert "38 against 40 pupils" in said
    assert "by number" in said
    assert "by name" in said


@pytest.mark.django_db
def test_a_few_machines_are_imported(monkeypatch):
    monkeypatch.setattr(rest, "LINES", 20)
    SchoolFactory(pk=SCHOOL)
    assert rest.seconds_of_an_import(SCHOOL) > 0


@pytest.mark.django_db
def test_a_few_rooms_are_counted():
    school = SchoolFactory(pk=SCHOOL)
    with scope(school):
        EquipmentFactory.create_batch(3, school=school)
    number = campaigns.fill(SCHOOL)
    assert campaigns.fill(SCHOOL) == number


@pytest.mark.django_db
def test_a_few_machines_leave():
    school = SchoolFactory(pk=SCHOOL)
    with scope(school):
        EquipmentFactory.create_batch(3, school=school)
    batch = disposals.fill(SCHOOL)
    assert disposals.fill(SCHOOL) == batch
