"""What a case may hold: tablets and laptops of the whole school, other machines of its own room."""

import pytest
from django.utils import timezone

from fanal.bookings.actions.bookable import offer
from fanal.bookings.tests.conftest import LIMITS, TODAY
from fanal.bookings.tests.pages import url
from fanal.core.tenancy import scope
from fanal.core.testing import words_of
from fanal.equipment.actions.custody import keep_in
from fanal.equipment.models import Equipment, EquipmentType
from fanal.equipment.tests.factories import EquipmentFactory, RoomFactory

pytestmark = pytest.mark.clock(TODAY)  # a Thursday, at nine


@pytest.fixture
def case(school, boss, periods):
    """An empty case, in a library where old machines stand; the tablets are elsewhere."""
    with scope(school):
        library, store = (RoomFactory(school=school, name=name) for name in ("CDI", "Réserve"))
        sort = {
            name: EquipmentType.objects.create(school=school, name=name, kind=kind)
            for name, kind in (("Tablette", "tablet"), ("PC portable", "computer"), ("PC fixe", "computer"))
        }
        made = EquipmentFactory(school=school, name="Valise", room=library, type=sort["PC fixe"])
        for name, room, of in (
            ("Vieux PC", library, "PC fixe"),
            ("PC de la réserve", store, "PC fixe"),
            ("Portable 1", store, "PC portable"),
            ("Tablette 1", store, "Tablette"),
            ("Tablette 2", library, "Tablette"),
        ):
            EquipmentFactory(school=school, name=name, room=room, type=sort[of])
        return offer(school, made, LIMITS, by=boss)


def offered(who, school, case) -> list[str]:
    field = who.get(url(school, "content", case.pk)).context["form"].fields["items"]
    with scope(school):
        return [field.label_from_instance(one) for one in field.queryset]


def test_tablets_and_laptops_of_the_whole_school_come_first(lead, school, case):
    """A new case in the library offered thirteen old machines, and no tablet."""
    assert offered(lead, school, case) == [
        "Tablette 2",
        "Portable 1, Réserve",
        "Tablette 1, Réserve",
        "Vieux PC",
    ]
    assert "dans la même salle (CDI)" in words_of(lead.get(url(school, "content", case.pk)).text)
    with scope(school):
        tablet = Equipment.objects.for_school(school).get(name="Tablette 1")
    assert lead.post(url(school, "content", case.pk), {"items": [tablet.pk]}).status_code == 302
    assert offered(lead, school, case)[0] == "Tablette 1", "what it holds comes first"


def test_what_is_in_another_case_is_no_choice(lead, school, case):
    with scope(school):
        rows = Equipment.objects.for_school(school)
        other = EquipmentFactory(school=school, name="Valise 2")
        keep_in(other, [rows.get(name="Tablette 1")], now=timezone.now())
        taken = rows.get(name="Tablette 1").pk
    assert "Tablette 1, Réserve" not in offered(lead, school, case)
    assert lead.post(url(school, "content", case.pk), {"items": [taken]}).status_code == 422
