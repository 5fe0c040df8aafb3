"""Which machines do the lines mean that somebody scanned or typed?"""

import pytest
from django.utils import timezone

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.tests.factories import SchoolFactory
from fanal.core.tenancy import scope
from fanal.equipment.actions.labels import give_labels
from fanal.equipment.models import EquipmentMerge
from fanal.equipment.reading.scanned import machines_called, read_lines
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory

LEAD = Actor("person:1", "Référente", frozenset({Role.DIGITAL_LEAD}))


@pytest.fixture
def here(school):
    with scope(school):
        yield school


def test_each_line_is_a_label_a_name_a_serial_or_a_number_also_a_former_one(here):
    named, serial, numbered, labelled, owned = EquipmentFactory.create_batch(5, school=here, serial="")
    for row, values in (
        (named, {"name": "Écran straße"}),
        (serial, {"serial": "5CG1234X"}),
        (owned, {"authority_number": "CD-0612"}),
    ):
        type(row).objects.filter(pk=row.pk).update(**values)
    code = give_labels([labelled], school=here, by=LEAD)[labelled]
    EquipmentMerge.objects.create(
        school=here, kept=numbered, gone_key=1, gone_number=98_765, merged_at=timezone.now()
    )
    lines = [
        "ÉCRAN straße",
        "5cg1234x",
        str(numbered.number),
        "98765",
        "cd-0612",
        f"https://fanal.invalid/q/{code}",
    ]
    machines, _ = read_lines(here, lines, most=9)
    assert machines == [named, serial, numbered, owned, labelled]


def test_nobody_guesses_and_nothing_is_found_elsewhere(here):
    EquipmentFactory.create_batch(2, school=here, name="PC")
    EquipmentFactory(school=here, name="PARTI", state="disposed")
    RoomFactory(school=here, name="Salle 1")
    elsewhere = SchoolFactory()
    with scope(elsewhere):
        EquipmentFactory(school=elsewhere, name="AILLEURS")
    machines, reasons = read_lines(here, ["pc", "PARTI", "Salle 1", "AILLEURS", "\0", " - "], most=9)
    assert machines == []
    assert ["plusieurs" in reason for reason in reasons] == [True, False, False, False, False]
    assert machines_called(here, "") == []


def test_one_line_and_two_hundred_ask_the_same(here, count_queries):
    names = [row.name for row in EquipmentFactory.create_batch(200, school=here)]
    for lines in (names[:1], names):
        with count_queries() as asked:
            read_lines(here, lines, most=200)
        assert len(asked) == 1, "no line is a label, nor a number"
    with count_queries() as asked:
        assert read_lines(here, names, most=199) == (
            [],
            ["199 appareils à la fois, pas plus : recommencez en plusieurs fois."],
        )
    assert len(asked) == 0
