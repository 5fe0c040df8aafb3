"""What a case may hold: what is free in its own room, and in another one that is chosen."""

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


def room_of(school, name) -> int:
    with scope(school):
        return Equipment.objects.for_school(school).get(name=name).room_id


def offered(who, school, case, room="") -> list[str]:
    page = who.get(url(school, "content", case.pk), {"salle": room})
    field = page.context["form"].fields["items"]
    with scope(school):
        return [field.label_from_instance(one) for one in field.queryset]


def test_the_page_says_where_other_tablets_are_and_offers_them(lead, school, case):
    """A new case in the library offered thirteen old machines, and did not say where the tablets were."""
    assert offered(lead, school, case) == ["Tablette 2", "Vieux PC"], "what is carried first"
    page = words_of(lead.get(url(school, "content", case.pk)).text)
    assert "dans la même salle (CDI)." in page
    assert "Réserve (2)" in page
    room = room_of(school, "Tablette 1")
    assert offered(lead, school, case, room) == [
        "Portable 1, Réserve",
        "Tablette 1, Réserve",
        "Tablette 2",
        "PC de la réserve, Réserve",
        "Vieux PC",
    ]
    with scope(school):
        tablet = Equipment.objects.for_school(school).get(name="Tablette 1")
    page = f"{url(school, 'content', case.pk)}?salle={room}"
    assert lead.post(page, {"items": [tablet.pk]}).status_code == 302
    assert offered(lead, school, case)[0] == "Tablette 1", "what it holds comes first"


def test_what_is_in_another_case_is_no_choice(lead, school, case):
    room = room_of(school, "Tablette 1")
    with scope(school):
        rows = Equipment.objects.for_school(school)
        other = EquipmentFactory(school=school, name="Valise 2")
        keep_in(other, [rows.get(name="Tablette 1")], now=timezone.now())
        taken = rows.get(name="Tablette 1").pk
    assert "Tablette 1, Réserve" not in offered(lead, school, case, room)
    page = f"{url(school, 'content', case.pk)}?salle={room}"
    assert lead.post(page, {"items": [taken]}).status_code == 422


def test_the_rooms_of_another_school_are_not_looked_in(lead, school, elsewhere, case):
    with scope(elsewhere):
        theirs = RoomFactory(school=elsewhere).pk
    assert lead.get(url(school, "content", case.pk), {"salle": theirs}).status_code == 404
    assert lead.get(url(school, "content", case.pk), {"salle": "abc"}).status_code == 200
