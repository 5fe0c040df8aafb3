"""A label that was scanned leads at once to the week of what can be booked."""

import pytest
from django.urls import reverse

from fanal.accounts.models.member import system
from fanal.accounts.models.roles import Role, System
from fanal.bookings.models import Bookable
from fanal.bookings.tests.conftest import TODAY
from fanal.bookings.tests.pages import url
from fanal.core.tenancy import scope
from fanal.equipment.actions.labels import give_labels
from fanal.equipment.models import Equipment
from fanal.equipment.tests.factories import EquipmentFactory

pytestmark = pytest.mark.clock(TODAY)  # a Thursday, at nine


def scanned(who, school, thing) -> str:
    with scope(school):
        code = give_labels([thing], school=school, by=system(System.SETUP))[thing]
    return who.get(reverse("equipment:label_page", args=[school.uai, code])).text


def week_of(school, bookable) -> str:
    return f'href="{url(school)}?quoi={bookable.pk}"'


def test_the_label_of_a_room_a_case_or_a_tablet_in_it_leads_a_teacher_to_its_week(
    teacher, room, trolley, school
):
    """Issue 15: scan a label, then « réserver cette salle »."""
    with scope(school):
        tablet = Equipment.objects.for_school(school).filter(kept_in=trolley.equipment).first()
        door, case = room.room, trolley.equipment
    assert week_of(school, room) in scanned(teacher, school, door)
    assert week_of(school, trolley) in scanned(teacher, school, case)
    page = scanned(teacher, school, tablet)
    assert week_of(school, trolley) in page
    assert "Réserver Valise" in page, "it leaves with its case"


def test_what_is_not_open_to_them_or_not_bookable_offers_no_booking(teacher, lead, trolley, school):
    with scope(school):
        other = EquipmentFactory(school=school)
        Bookable.objects.filter(pk=trolley.pk).update(open_to="team")
        case = trolley.equipment
    assert f"{url(school)}?quoi=" not in scanned(teacher, school, other)
    assert week_of(school, trolley) not in scanned(teacher, school, case)
    assert week_of(school, trolley) in scanned(lead, school, case)
    with scope(school):
        Bookable.objects.filter(pk=trolley.pk).update(open_to="everyone", is_offered=False)
    assert week_of(school, trolley) not in scanned(lead, school, case)


def test_whoever_only_repairs_here_is_offered_no_booking(client_of, trolley, school):
    with scope(school):
        case = trolley.equipment
    assert week_of(school, trolley) not in scanned(client_of(school, Role.TECHNICIAN), school, case)
