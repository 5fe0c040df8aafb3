"""One's own bookings of these days on the home page, and nobody else's."""

import pytest
from django.urls import reverse

from fanal.accounts.models.roles import Role
from fanal.bookings.tests.conftest import TODAY
from fanal.core.testing import words_of

pytestmark = pytest.mark.clock(TODAY)


def test_each_finds_their_own_bookings_on_the_home_page(teacher, client_of, room, school):
    home, colleague = reverse("web:home", args=[school.uai]), client_of(school, Role.TEACHER)
    for who, code in ((teacher, "S1"), (colleague, "S2")):
        assert "Salle info" not in words_of(who.get(home).text)
        grid = f"{reverse('bookings:week', args=[school.uai])}?quoi={room.pk}"
        who.post(grid, {"case": [f"2026-11-27 {code}"]}, follow=True)
        said = words_of(who.get(home).text)
        assert said.count("Salle info") == 1
        assert f", {code}" in said
