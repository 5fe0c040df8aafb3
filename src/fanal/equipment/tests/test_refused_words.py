"""A refusal says what became of the thing, and not that « something changed » where nothing did."""

import pytest
from django.urls import reverse

from fanal.accounts.models.member import Actor
from fanal.accounts.models.roles import Role
from fanal.accounts.policies.rights import require
from fanal.core.errors import NoLonger
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.models import Equipment
from fanal.equipment.policies import equipment as policies
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory

pytestmark = pytest.mark.django_db


def test_of_several_what_left_the_inventory_is_said_to_have_left(lead, school):
    with scope(school):
        room = RoomFactory(school=school)
        machine = EquipmentFactory(school=school, state="disposed")
    sent = {"number": [machine.number], "do": "move", "m-room": room.pk}
    page = words_of(lead.post(reverse("equipment:equipment_several", args=[school.uai]), sent).text)
    assert "il est sorti de l’inventaire" in page
    assert "quelque chose a changé" not in page


@pytest.mark.parametrize(
    "right",
    [policies.change_equipment, policies.move_equipment, policies.change_state, policies.merge_equipment],
)
def test_each_right_on_a_record_says_why_it_is_closed(right):
    lead = Actor("person:1", "Référente", frozenset({Role.DIGITAL_LEAD}))
    with pytest.raises(NoLonger, match="sorti de l’inventaire"):
        require(right, lead, Equipment(state="disposed"))
