"""Whoever leaves: nothing is booked after their last day, and their home says what is still theirs."""

from datetime import date

import pytest
from django.urls import reverse

from fanal.accounts.models import Membership
from fanal.accounts.models.roles import Role
from fanal.bookings.tests.conftest import TODAY
from fanal.bookings.tests.pages import book, held, url
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.tests.factories import EquipmentFactory

pytestmark = pytest.mark.clock(TODAY)
LAST_DAY, AFTER = date(2026, 12, 18), date(2027, 1, 7)


def ends(who, school, day=LAST_DAY):
    with scope(school):
        Membership.objects.filter(pk=who.membership.pk).update(valid_until=day)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.DIGITAL_LEAD])
def test_nobody_books_after_their_last_day(client_of, school, room, role):
    who = client_of(school, role, valid_until=LAST_DAY)
    answer = book(who, room, (AFTER, "M1"))
    assert answer.status_code == 422
    assert "finissent ici le 18 décembre 2026" in words_of(answer.text)
    assert book(who, room, (LAST_DAY, "M1")).status_code == 302, "the last day is theirs"
    assert [row[0] for row in held(school)] == [LAST_DAY]


def test_the_home_of_a_leaver_says_the_day_and_what_is_to_give_back(teacher, school, room):
    home = reverse("web:home", args=[school.uai])
    book(teacher, room, (AFTER, "M1"))
    book(teacher, room, (date(2026, 11, 27), "M1"))
    with scope(school):
        EquipmentFactory(school=school, name="Portable", number=44, holder=teacher.membership.person)
    assert "Vos fonctions ici" not in words_of(teacher.get(home).text)
    ends(teacher, school)
    said = words_of(teacher.get(home).text)
    assert "Vos fonctions ici finissent le 18 décembre" in said
    assert "Matériel à rendre : Portable (n° 44)" in said
    assert "à annuler : Salle info (07/01/2027, M1)" in said
    assert "27/11/2026" not in said, "what takes place before that day is not to cancel"


def test_the_sheet_of_a_departure_says_the_day_of_each_booking(head, teacher, school, room):
    book(teacher, room, (AFTER, "M1"))
    page = reverse("movements:departure", args=[school.uai, teacher.membership.person_id])
    assert "Salle info (07/01/2027, M1)" in words_of(head.get(page).text)
    assert url(school) in head.get(page).text
