"""What can be booked in the one search box, by whoever may book it."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.bookings.models import Bookable
from fanal.bookings.tests.conftest import TODAY
from fanal.core.tenancy import scope
from fanal.core.testing import words_of

pytestmark = pytest.mark.clock(TODAY)


def test_a_teacher_finds_the_trolley_and_its_week(teacher, school, trolley, room):
    page = teacher.get(reverse("web:search", args=[school.uai]), {"q": "valise"}).text
    assert f"{reverse('bookings:week', args=[school.uai])}?quoi={trolley.pk}" in page
    assert "Valise Réserver · appareils : 15" in words_of(page)
    assert f"?quoi={room.pk}" not in page
    with scope(school):
        Bookable.objects.filter(pk=trolley.pk).update(open_to="team")
    assert "?quoi=" not in teacher.get(reverse("web:search", args=[school.uai]), {"q": "valise"}).text


@pytest.mark.parametrize(
    ("role", "hint"),
    [
        (Role.TEACHER, "Salle, matériel à réserver, demande, fiche…"),
        (Role.HEAD, "Salle, personne, demande, équipement…"),
    ],
)
def test_the_box_says_what_this_reader_can_find(client_of, school, role, hint):
    page = client_of(school, role).get(reverse("web:home", args=[school.uai])).text
    assert f'placeholder="{hint}"' in page
